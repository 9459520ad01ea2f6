"""The outbox against a real mail server and a real gateway: sent, tried again, held back, told."""

import base64
import json
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, open_account
from tests.peers import Receiver, mail_server, receiver

from anhuai.platform import clock
from anhuai.platform.jobs.again import wait_after
from anhuai.platform.jobs.worker import drain
from anhuai.platform.models import Account, Contact, Job, Message
from anhuai.platform.notices import contacts, supervising, telling
from anhuai.platform.notices.contacts import BadContact
from anhuai.platform.notices.outbox import TRIES, deliver
from anhuai.platform.notices.rules import Channel
from anhuai.platform.notices.supervising import BadMessage
from anhuai.platform.outgoing import signature
from anhuai.platform.requests import actor_of

MAIL, PHONE = "zhang@example.cn", "13000000001"


@pytest.fixture
def zhang(linze) -> Account:
    account = open_account("zhang", "town_clerk", division=TOWN)
    contacts.set_ways(
        actor_of(account), addresses={Channel.MAIL: MAIL, Channel.SMS: PHONE},
        is_on={Channel.MAIL: True, Channel.SMS: True},
    )  # fmt: skip
    return account


@pytest.fixture
def channels(settings):
    """Set the address of a channel."""

    def give(channel: str, url: str) -> None:
        settings.ANHUAI_SITE_URL = "https://anhuai.example.cn"
        given = {name: {**one, "url": ""} for name, one in settings.ANHUAI_CHANNELS.items()}
        given[channel] = {"url": url, "secret": "geheim", "sender": "a@example.cn"}
        settings.ANHUAI_CHANNELS = given

    return give


def raised(account: Account) -> None:
    telling.tell("role_given", [account.pk], url="/", role=["领导", "Leader"], place="沙河镇")


def state(channel: str) -> Message:
    return Message.objects.get(channel=channel)


def test_a_mail_is_sent_with_its_words_its_link_and_its_key(zhang, channels) -> None:
    with mail_server() as box:
        channels("mail", box.url)
        raised(zhang)
        drain()
    assert (state("mail").state, state("mail").attempts) == ("sent", 1)
    heads, _, body = box.taken[0].partition("\n\n")
    assert f"Message-ID: <{state('mail').key}@example.cn>" in heads
    assert state("mail").provider == f"<{state('mail').key}@example.cn>"
    text = base64.b64decode(body).decode()
    assert "您获得了角色“领导”（沙河镇）。" in text
    assert "https://anhuai.example.cn/" in text


def test_the_address_is_sealed_in_the_table(zhang, channels) -> None:
    channels("mail", "smtp://127.0.0.1:9")
    raised(zhang)
    for row in (*Message.objects.values(), *Contact.objects.values()):
        assert MAIL not in str({k: bytes(v) if k in ("recipient_sealed", "address_sealed") else v
                                for k, v in row.items()})  # fmt: skip
        assert PHONE not in str(row)


def test_a_message_is_written_or_forgotten_with_what_caused_it(zhang) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        raised(zhang)
        raise RuntimeError
    assert not Message.objects.exists()
    assert not Job.objects.filter(task__contains="outbox").exists()


def test_without_an_adapter_it_is_recorded_only_and_the_page_says_so(zhang, signed_in) -> None:
    raised(zhang)
    assert {m.state for m in Message.objects.all()} == {"recorded"}
    client: Client = signed_in("county_administrator", division=COUNTY)
    page = client.get("/outbox/").content.decode()
    assert "没有接通" in page
    assert "仅留底" in page
    one = client.get(f"/outbox/{state('sms').pk}/").content.decode()
    assert "没有发出：系统设置里没有配置“短信”渠道。" in one
    assert PHONE not in one
    assert "130****0001" in one


def test_once_the_channel_is_there_a_recorded_message_is_sent_again(zhang, channels, signed_in):
    raised(zhang)
    client: Client = signed_in("county_administrator", division=COUNTY)
    with mail_server() as box:
        channels("mail", box.url)
        client.post(f"/outbox/{state('mail').pk}/change", {"what": "retry"})
        drain()
    assert state("mail").state == "sent"
    assert len(box.taken) == 1


def test_a_mail_server_that_is_away_is_tried_again_later_with_the_same_key(zhang, channels) -> None:
    with mail_server() as box:
        url = box.url
    channels("mail", url)
    raised(zhang)
    drain()
    first = state("mail")
    assert (first.state, first.attempts) == ("waiting", 1)
    assert "ConnectionRefused" in first.error
    assert first.due_at > clock.now()
    with mail_server() as box, time_machine.travel(clock.now() + timedelta(minutes=5)):
        channels("mail", box.url)
        drain()
    assert state("mail").state == "sent"
    assert str(first.key) in box.taken[0]


def test_a_refused_address_is_given_up_at_once_and_a_full_box_is_not(zhang, channels) -> None:
    with mail_server() as box:
        channels("mail", box.url)
        box.says = "550 no such user"
        raised(zhang)
        drain()
        assert (state("mail").state, state("mail").error) == ("failed", "SMTP 550")
        Message.objects.all().delete()
        box.says = "452 full"
        raised(zhang)
        drain()
        assert (state("mail").state, state("mail").error) == ("waiting", "SMTP 452")


def test_a_password_is_never_sent_in_the_clear(zhang, channels) -> None:
    with mail_server() as box:
        channels("mail", box.url.replace("://", "://user:geheim@"))
        raised(zhang)
        drain()
    assert state("mail").state == "failed"
    assert box.taken == []


def test_a_gateway_gets_code_parameters_and_a_signature(zhang, channels) -> None:
    with receiver() as gateway:
        gateway.answer = lambda _got: (200, {}, b'{"id": "sms-77"}')
        channels("sms", gateway.url)
        raised(zhang)
        drain()
    got = gateway.taken[0]
    said = json.loads(got.body)
    assert said["to"] == PHONE
    assert said["template"] == "role_given"
    assert said["parameters"] == {"role": "领导", "place": "沙河镇"}
    heads = got.heads
    assert heads["Idempotency-Key"] == said["id"] == str(state("sms").key)
    wanted = signature("geheim", heads["X-Anhuai-Timestamp"], said["id"], got.body)
    assert heads["X-Anhuai-Signature"] == wanted
    assert state("sms").provider == "sms-77"


def test_a_gateway_that_refuses_is_believed_and_one_that_fails_is_asked_again(zhang, channels):
    with receiver() as gateway:
        channels("sms", gateway.url)
        for status, wanted in (
            (400, "failed"),
            (429, "waiting"),
            (500, "waiting"),
            (302, "failed"),
        ):
            Message.objects.all().delete()
            gateway.answer = lambda _got, status=status: (status, {"Location": "/x"}, b"no")
            raised(zhang)
            drain()
            assert state("sms").state == wanted, status
    assert all(got.path == "/hook" for got in gateway.taken)  # the redirect was not followed


def test_after_the_last_attempt_it_has_failed(zhang, channels) -> None:
    with mail_server() as box:
        url = box.url
    channels("mail", url)
    raised(zhang)
    Message.objects.filter(channel="mail").update(attempts=TRIES - 1)
    drain()
    assert state("mail").state == "failed"


def test_a_cancelled_message_is_not_sent_though_its_job_runs(zhang, channels, actor) -> None:
    admin = actor("county_administrator", division=COUNTY)
    with mail_server() as box:
        channels("mail", box.url)
        raised(zhang)
        supervising.cancel_message(admin, message_id=state("mail").pk)
        drain()
        assert box.taken == []
        with pytest.raises(BadMessage):
            supervising.cancel_message(admin, message_id=state("mail").pk)


def test_a_job_that_runs_twice_sends_once(zhang, channels) -> None:
    with mail_server() as box:
        channels("mail", box.url)
        raised(zhang)
        assert deliver.func(state("mail").pk) == "sent"
        assert deliver.func(state("mail").pk) == "over"
        drain()
    assert len(box.taken) == 1


def test_waiting_grows_to_hours_and_spreads() -> None:
    waits = [wait_after(attempt) for attempt in range(1, 20)]
    assert waits[0] < timedelta(minutes=2)
    assert timedelta(hours=3) <= waits[-1] <= timedelta(hours=5)
    assert wait_after(5) != wait_after(5)


def test_an_administrator_of_another_town_sees_no_message(zhang, signed_in) -> None:
    raised(zhang)
    client: Client = signed_in("county_administrator", division=OTHER_TOWN)
    key = state("mail").pk
    assert "领导" not in client.get("/outbox/").content.decode()
    assert client.get(f"/outbox/{key}/").status_code == 404
    assert client.post(f"/outbox/{key}/change", {"what": "cancel"}).status_code == 404


def test_the_outbox_filters_by_state_channel_and_day(zhang, signed_in) -> None:
    raised(zhang)
    client: Client = signed_in("county_administrator", division=COUNTY)
    for query, shown in (
        ("state=recorded", True), ("state=sent", False), ("channel=sms", True),
        ("channel=wechat", False), (f"day={clock.today()}", True), ("day=2020-01-01", False),
        ("day=2020-99-99", True),
    ):  # fmt: skip
        assert ("沙河镇" in client.get(f"/outbox/?{query}").content.decode()) == shown, query


def test_preferences_say_what_is_wrong_and_keep_an_address_left_empty(signed_in, linze) -> None:
    client: Client = signed_in("town_clerk", division=TOWN)
    bad = client.post("/notices/channels", {"mail_on": "on", "mail_address": "nicht"})
    assert "格式不对" in bad.content.decode()
    none = client.post("/notices/channels", {"sms_on": "on"})
    assert "请先填写接收地址" in none.content.decode()
    assert (
        client.post("/notices/channels", {"mail_on": "on", "mail_address": MAIL}).status_code == 302
    )
    client.post("/notices/channels", {"mail_address": ""})
    kept = Contact.objects.get()
    assert not kept.is_on
    page = client.get("/notices/channels").content.decode()
    assert "z***@example.cn" in page
    assert MAIL not in page
    with pytest.raises(BadContact):
        contacts.set_ways(
            actor_of(client.account), addresses={Channel.SMS: "12"}, is_on={Channel.SMS: True}
        )


def test_a_gateway_that_hangs_up_is_asked_again(zhang, channels) -> None:
    with receiver() as gateway:
        gateway.answer = lambda _got: None
        channels("wechat", gateway.url)
        channels("sms", gateway.url)
        raised(zhang)
        drain()
    assert state("sms").state == "waiting"
    assert isinstance(gateway, Receiver)
