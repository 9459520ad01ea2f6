"""Webhooks against a real receiver: scoped, signed, tried again, given up, never inside."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, open_account
from tests.peers import Receiver as Peer
from tests.peers import receiver

from anhuai.people import actions as people
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform import clock, outgoing
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.jobs.following import enqueue_followers
from anhuai.platform.jobs.worker import drain
from anhuai.platform.models import Account, Delivery, Follower, Notice, Receiver
from anhuai.platform.outgoing import BadAddress
from anhuai.platform.webhooks import registering
from anhuai.platform.webhooks.registering import BadReceiver, Registered

EVENT = "people.register_person"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def peer(settings):
    settings.ANHUAI_OUTGOING_INSIDE = frozenset({"127.0.0.1"})
    with receiver() as known:
        yield known


@pytest.fixture
def admin(actor, linze) -> Actor:
    enqueue_followers()  # the cursor begins somewhere
    return actor("county_administrator", division=COUNTY)


def registered(admin: Actor, peer: Peer, **changed: Any) -> Registered:
    if not Account.objects.filter(username="far").exists():
        open_account("far", "api_client", division=TOWN)
    given = {
        "account_id": Account.objects.get(username="far").pk, "title": "市级平台",
        "url": peer.url, "wanted": [EVENT],
    } | changed  # fmt: skip
    return registering.register_receiver(admin, **given)


def born(village: str = VILLAGE, name: str = "甲") -> int:
    facts = PersonFacts(name, "1", date(1950, 1, 1), hukou=village)
    return people.register_person(
        SYSTEM, facts=facts, home=Founding(village, "一号"), on=date(2024, 1, 1)
    ).pk


def told() -> None:
    enqueue_followers()
    drain()


def verify() -> Any:
    guide = (ROOT / "docs/guide/receive-webhooks.md").read_text()
    code = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)[0]
    made: dict[str, Any] = {}
    exec(compile(code, "guide", "exec"), made)
    return made["verify"]


def test_a_change_is_told_with_ids_only_and_the_guide_verifies_it(admin, peer) -> None:
    made = registered(admin, peer)
    key = born(name="鄢某某")
    told()
    (got,) = peer.taken
    said = json.loads(got.body)
    assert (said["event"], said["subject"], said["ids"]) == (EVENT, "person", [key])
    assert set(said) == {"id", "event", "at", "subject", "ids", "sequence"}
    now = clock.now().timestamp()
    check = verify()
    assert check(made.secret, got.heads, got.body, now)
    assert not check("another", got.heads, got.body, now)
    assert not check(made.secret, got.heads, got.body + b" ", now)
    assert not check(made.secret, got.heads, got.body, now + 400)
    other = {**got.heads, "X-Anhuai-Delivery": "0"}
    assert not check(made.secret, other, got.body, now)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("delivered", 1)


def test_nothing_outside_the_accounts_scope_is_told(admin, peer) -> None:
    registered(admin, peer)
    born(OTHER_VILLAGE)
    told()
    assert peer.taken == []
    inside = born(name="乙")
    told()
    assert [json.loads(got.body)["ids"] for got in peer.taken] == [[inside]]


def test_an_account_that_may_not_read_people_is_told_of_none(admin, peer) -> None:
    poor = open_account("poor", "provider", organisation=None, division=TOWN)
    registered(admin, peer, account_id=poor.pk)
    born()
    told()
    assert peer.taken == []


def test_nothing_from_before_registration_and_nothing_not_chosen_is_told(admin, peer) -> None:
    born()
    registered(admin, peer, wanted=["people.record_death"])
    born(name="乙")
    told()
    assert peer.taken == []
    assert Follower.objects.get(name="webhooks").sequence > 0


def test_each_entry_is_told_once_to_each_receiver(admin, peer) -> None:
    registered(admin, peer)
    registered(admin, peer, title="另一个")
    keys = [born(name=f"甲{name}") for name in "金木水火土"]
    told()
    told()
    assert sorted(json.loads(got.body)["ids"][0] for got in peer.taken) == sorted(keys * 2)


def test_after_a_renewal_both_keys_sign_for_a_day(admin, peer) -> None:
    made = registered(admin, peer)
    renewed = registering.rotate_key(admin, receiver_id=made.pk)
    born()
    told()
    check, now = verify(), clock.now().timestamp()
    got = peer.taken[-1]
    assert check(made.secret, got.heads, got.body, now)
    assert check(renewed.secret, got.heads, got.body, now)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        born(name="乙")
        told()
        now = clock.now().timestamp()
    got = peer.taken[-1]
    assert not check(made.secret, got.heads, got.body, now)
    assert check(renewed.secret, got.heads, got.body, now)


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        ((500, {}, b"broken"), 500, "broken"),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), 302, ""),
        ((404, {}, b"\x00nul\xff"), 404, "nul"),
        (None, 0, ""),
    ],
)
def test_what_is_not_taken_is_written_down_and_tried_again(admin, peer, answer, status, says):
    registered(admin, peer)
    born()
    peer.answer = lambda _got: answer
    told()
    one = Delivery.objects.get()
    tried = one.tries.get()
    assert (one.state, tried.status) == ("waiting", status)
    assert says in tried.says
    peer.answer = lambda _got: (204, {}, b"")
    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        drain()
    one.refresh_from_db()
    assert (one.state, one.attempts) == ("delivered", 2)
    assert peer.taken[0].body == peer.taken[1].body
    assert peer.taken[0].heads["X-Anhuai-Delivery"] == peer.taken[1].heads["X-Anhuai-Delivery"]
    assert {got.path for got in peer.taken} == {"/hook"}


def test_whoever_hangs_is_left_after_the_patience(admin, peer, monkeypatch) -> None:
    import threading

    over = threading.Event()
    monkeypatch.setattr(outgoing, "PATIENCE", 0.2)
    peer.answer = lambda _got: over.wait(5) and None
    registered(admin, peer)
    born()
    told()
    over.set()
    tried = Delivery.objects.get().tries.get()
    assert (tried.status, tried.says) == (0, "超时")
    assert tried.took < 3000


def test_whoever_never_answers_is_given_up_after_more_than_a_day_and_told(admin, peer) -> None:
    made = registered(admin, peer)
    born()
    peer.answer = lambda _got: (503, {}, b"")
    enqueue_followers()
    at, began = clock.now(), clock.now()
    for _ in range(40):
        with time_machine.travel(at):
            drain()
        one = Delivery.objects.get()
        if one.state == "dead":
            break
        at = one.due_at + timedelta(seconds=1)
    assert one.state == "dead"
    assert at - began >= timedelta(hours=20)
    assert one.due_at - began >= timedelta(hours=20)
    assert 10 <= one.attempts <= 20
    (notice,) = Notice.objects.filter(template="webhook_dead")
    assert notice.url == f"/webhooks/{made.pk}/"
    peer.answer = lambda _got: (200, {}, b"")
    registering.send_again(admin, delivery_id=one.pk)
    drain()
    one.refresh_from_db()
    assert one.state == "delivered"


def test_an_ended_receiver_and_a_closed_account_are_told_nothing(admin, peer) -> None:
    made = registered(admin, peer)
    born()
    registering.end_receiver(admin, receiver_id=made.pk)
    told()
    assert peer.taken == []
    with pytest.raises(BadReceiver):
        registering.rotate_key(admin, receiver_id=made.pk)
    registered(admin, peer)
    born(name="乙")
    enqueue_followers()
    Account.objects.filter(username="far").update(is_active=False)
    drain()
    assert peer.taken == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.cn/", "ftp://example.cn/", "https://", "https://user:x@example.cn/",
        "https://127.0.0.1/", "https://10.0.0.1/", "https://192.168.1.1/", "https://[::1]/",
        "https://169.254.169.254/latest", "https://localhost/", "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/", "https://[fe80::1]/", "https://0.0.0.0/",
        "https://100.64.0.1/", "https://224.0.0.1/", "https://2130706433/", "https://0x7f.1/",
        "https://127.0.0.1:99999/", "javascript:alert(1)", "https://[fc00::1]/",
    ],
)  # fmt: skip
def test_nothing_is_posted_inside_the_house(url: str) -> None:
    with pytest.raises(BadAddress):
        outgoing.check(url)


def test_a_name_that_leads_inside_later_is_not_followed(admin, peer, monkeypatch, settings) -> None:
    registered(admin, peer)
    settings.ANHUAI_OUTGOING_INSIDE = frozenset()
    born()
    told()
    assert peer.taken == []
    assert Delivery.objects.get().tries.get().status == 0


def test_every_address_of_a_name_must_be_outside(monkeypatch) -> None:
    found = [(2, 1, 6, "", ("93.184.216.34", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_a, **_k: found)
    with pytest.raises(BadAddress):
        outgoing.check("https://example.cn/")
    found.pop()
    outgoing.check("https://example.cn/")


def test_only_what_rooms_answer_for_can_be_chosen(admin, peer) -> None:
    names = set(registering.events())
    assert EVENT in names
    assert "platform.accounts.open_account" not in names
    for wanted in ([], ["platform.accounts.open_account"], [EVENT, "nothing"]):
        with pytest.raises(BadReceiver):
            registered(admin, peer, wanted=wanted)


def test_following_costs_two_queries_when_nothing_is_new(admin) -> None:
    enqueue_followers()
    with CaptureQueriesContext(connection) as seen:
        enqueue_followers()
    assert len(seen) == 2


def test_the_pages_register_show_the_key_once_and_log(signed_in, linze, peer) -> None:
    enqueue_followers()
    open_account("far", "api_client", division=TOWN)
    client: Client = signed_in("county_administrator", division=COUNTY)
    assert "还没有接收方" in client.get("/webhooks/").content.decode()
    form = {"title": "市级平台", "account": "far", "url": "http://10.1.1.1/", "events": [EVENT]}
    assert "https://" in client.post("/webhooks/new", form).content.decode()
    led = client.post("/webhooks/new", form | {"url": peer.url}, follow=True)
    one = Receiver.objects.get()
    assert 'class="secret"' in led.content.decode()
    assert client.get(f"/webhooks/{one.pk}/key").status_code == 302
    client.post(f"/webhooks/{one.pk}/change", {"what": "trial"})
    drain()
    delivery = Delivery.objects.get()
    assert delivery.state == "delivered"
    assert "已送达" in client.get(f"/webhooks/{one.pk}/").content.decode()
    assert (
        "已送达"
        not in client.get(f"/webhooks/{one.pk}/?state=dead")
        .content.decode()
        .split('id="rows-panel"')[1]
    )
    assert "200" in client.get(f"/webhooks/deliveries/{delivery.pk}/").content.decode()
    client.post(f"/webhooks/deliveries/{delivery.pk}/resend")
    drain()
    assert len(peer.taken) == 2
    elsewhere: Client = signed_in("county_administrator", division=OTHER_TOWN)
    for url in (f"/webhooks/{one.pk}/", f"/webhooks/deliveries/{delivery.pk}/"):
        assert elsewhere.get(url).status_code == 404
    rotated = client.post(f"/webhooks/{one.pk}/change", {"what": "rotate"}, follow=True)
    assert 'class="secret"' in rotated.content.decode()
    client.post(f"/webhooks/{one.pk}/change", {"what": "end"})
    assert "已停用" in client.get("/webhooks/").content.decode()


def test_the_api_registers_lists_and_sends_again(signed_in, linze, peer) -> None:
    enqueue_followers()
    open_account("far", "api_client", division=TOWN)
    client: Client = signed_in("county_administrator", division=COUNTY)
    given = {"title": "市级平台", "account": "far", "url": peer.url, "events": [EVENT]}
    made = client.post("/api/v1/webhooks", given, content_type="application/json").json()
    assert len(made["secret"]) >= 32
    bad = client.post(
        "/api/v1/webhooks", given | {"url": "https://10.0.0.1/"}, content_type="application/json"
    )
    assert (bad.status_code, bad.json()["code"]) == (422, "inside")
    born()
    told()
    assert [one["id"] for one in client.get("/api/v1/webhooks").json()["items"]] == [made["id"]]
    (log,) = client.get(f"/api/v1/webhooks/{made['id']}/deliveries").json()["items"]
    assert log["state"] == "delivered"
    assert client.post(f"/api/v1/webhooks/deliveries/{log['id']}/resend").status_code == 204
    drain()
    assert len(peer.taken) == 2
    assert client.delete(f"/api/v1/webhooks/{made['id']}").status_code == 204
    clerk: Client = signed_in("town_clerk", division=TOWN)
    assert clerk.get("/api/v1/webhooks").status_code == 403
