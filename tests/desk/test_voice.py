"""A message spoken over the telephone and one pushed to an app, each with a real other side."""

import asyncio
import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from anhuai.desk.engine.simulator import Exchange
from anhuai.platform.jobs.worker import drain
from anhuai.platform.models import Job, Message
from anhuai.platform.notices import contacts, outbox, telling
from anhuai.platform.notices.outbox import deliver
from anhuai.platform.notices.rules import Channel
from anhuai.platform.outgoing import signature
from anhuai.platform.requests import actor_of
from anhuai.platform.sealing import seal
from tests.conftest import COUNTY, open_account
from tests.peers import receiver

PHONE = "13000000009"
WORD = "geheim"


@contextmanager
def exchange(secret: str = "klang") -> Iterator[tuple[Exchange, int]]:
    """The simulated exchange, served from a thread of its own."""
    made = Exchange("desk", secret)
    loop, up = asyncio.new_event_loop(), threading.Event()
    port: list[int] = []
    server: list[asyncio.Server] = []

    def serve() -> None:
        async def begin() -> None:
            server.append(await asyncio.start_server(made.serve, "127.0.0.1", 0))
            port.append(server[0].sockets[0].getsockname()[1])
            up.set()

        loop.run_until_complete(begin())
        loop.run_forever()

    thread = threading.Thread(target=serve)
    thread.start()
    up.wait(10)
    try:
        yield made, port[0]
    finally:
        loop.call_soon_threadsafe(server[0].close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@pytest.fixture
def over(monkeypatch):
    """Say where the exchange is."""

    def give(port: int) -> None:
        monkeypatch.setenv("ANHUAI_AMI", f"desk@127.0.0.1:{port}")
        monkeypatch.setenv("ANHUAI_AMI_SECRET", "klang")
        monkeypatch.setenv("ANHUAI_VOICE_CONTEXT", "anhuai-voice")

    return give


def sent(channel: str = "voice", to: str = PHONE) -> Message:
    return outbox.send(channel, seal(to), "alarm_kin", {"kind": ["紧急呼叫", "Call for help"]})


def test_without_an_exchange_a_call_is_recorded_only(linze) -> None:
    assert (sent().state, sent("app", "dev-123456").state) == ("recorded", "recorded")


def test_the_exchange_rings_and_is_told_what_to_speak(linze, over) -> None:
    with exchange() as (made, port):
        over(port)
        one = sent()
        drain()
        one.refresh_from_db()
        assert (one.state, one.provider) == ("sent", next(iter(made.channels)))
    (asked,) = made.dialled
    assert asked["Channel"] == f"PJSIP/{PHONE}@trunk"
    assert (asked["Context"], asked["ActionID"]) == ("anhuai-voice", str(one.key))
    told = dict(part.split("=", 1) for part in asked["Variable"].split(","))
    text = base64.b64decode(told["ANHUAI_TEXT"]).decode()
    assert text.startswith("您的家人发出呼叫：紧急呼叫")


def test_who_is_busy_is_rung_again_three_times_and_then_it_says_why(linze, over) -> None:
    with exchange() as (made, port):
        over(port)
        made.busy.add(f"PJSIP/{PHONE}@trunk")
        one = sent()
        for _time in range(3):
            Job.objects.update(due_at=one.created_at)
            drain()
        one.refresh_from_db()
        assert (one.state, one.attempts, one.error) == ("failed", 3, "没有接通：占线")
        assert len(made.dialled) == 3


def test_an_exchange_that_is_away_or_refuses_is_tried_later(linze, over) -> None:
    over(1)
    one = sent()
    assert deliver.func(one.pk) == "later"
    with exchange("another") as (_made, port):
        over(port)
        assert deliver.func(one.pk) == "later"
    one.refresh_from_db()
    assert "拒绝登录" in one.error


def test_the_telephone_rings_for_calls_for_help_alone(linze) -> None:
    duty = open_account("duty-9", "duty_officer", division=COUNTY)
    ways = {Channel.VOICE: PHONE, Channel.APP: "dev-12345678"}
    contacts.set_ways(actor_of(duty), addresses=ways, is_on=dict.fromkeys(ways, True))
    telling.tell("role_given", [duty.pk], url="/", role=["领导", "Leader"], place="沙河镇")
    assert [one.channel for one in Message.objects.all()] == ["app"]
    telling.tell("alarm_raised", [duty.pk], url="/", kind=["呼叫", "Call"], place="沙河镇")
    assert sorted(Message.objects.values_list("channel", flat=True)) == ["app", "app", "voice"]


def test_an_app_is_pushed_to_by_a_signed_gateway(linze, settings) -> None:
    with receiver() as gateway:
        given = {**settings.ANHUAI_CHANNELS, "app": {"url": gateway.url, "secret": WORD}}
        settings.ANHUAI_CHANNELS = given
        one = sent("app", "dev-12345678")
        drain()
        one.refresh_from_db()
        assert one.state == "sent"
    (got,) = gateway.taken
    said = json.loads(got.body)
    assert (said["to"], said["title"]) == ("dev-12345678", "家人呼叫")
    heads = {key.lower(): value for key, value in got.heads.items()}
    stamp = heads["x-anhuai-timestamp"]
    assert heads["x-anhuai-signature"] == signature(WORD, stamp, str(one.key), got.body)


def test_an_app_enters_its_own_token_and_leaves_the_other_ways(linze, signed_in) -> None:
    client = signed_in("duty_officer", division=COUNTY)
    base = "/api/v1/notices/ways"

    def put(channel: str, **given: object):
        return client.put(f"{base}/{channel}", json.dumps(given), content_type="application/json")

    assert put("sms", address=PHONE).status_code == 200
    assert put("app", address="dev-12345678").status_code == 200
    on = {one["channel"]: (one["masked"], one["is_on"]) for one in client.get(base).json()}
    assert on["sms"] == ("130****0009", True)
    assert on["app"] == ("dev****5678", True)
    assert put("app", is_on=False).json()[0]["channel"] == "mail"
    assert put("app", address="no token!").json()["code"] == "address"
    assert put("pigeon", address="x").status_code == 422
    on = {one["channel"]: one["is_on"] for one in client.get(base).json()}
    assert (on["sms"], on["app"], on["voice"]) == (True, False, False)
