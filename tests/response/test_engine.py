"""The core: one key a message, commit before answer, nothing dropped, telemetry shed and said."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.response.engine import nats_bridge
from anhuai.response.engine.heard import Heard, Malformed, Outcome, believable, said_in
from anhuai.response.engine.lane import Lane, Row, Unkeepable
from tests.response.door import run, soon

NOW = 1_795_000_000_000


class Asker:
    def __init__(self) -> None:
        self.got: list[tuple[int, Outcome]] = []

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        self.got += [(token, outcome) for token in tokens]


def heard(**more) -> Heard:
    return Heard(1, more.pop("kind", "sos"), more.pop("body", "{}"), "mqtt", **more)


def test_the_same_message_has_the_same_key_whenever_it_comes_in() -> None:
    one = heard(sequence=7, pressed=NOW)
    assert one.key(NOW) == one.key(NOW + 86_400_000)


def test_a_device_that_started_again_counts_from_one_and_is_still_heard() -> None:
    before, after = heard(sequence=1, pressed=NOW), heard(sequence=1, pressed=NOW + 60_000)
    assert before.key(NOW) != after.key(NOW + 60_000)
    clockless = heard(sequence=1)
    assert clockless.key(NOW) != clockless.key(NOW + 3_600_000)


@given(st.integers(0, 2**40), st.integers(0, 2**40), st.text(max_size=20), st.text(max_size=20))
def test_keys_of_different_messages_differ(one: int, two: int, a: str, b: str) -> None:
    first, second = heard(pressed=one, body=a), heard(pressed=two, body=b)
    assert (first.key(NOW) == second.key(NOW)) == ((one, a) == (two, b))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b'{"t":1}',
        b'{"t":""}',
        b'{"t":"a b"}',
        b'\xff{"t":"sos"}',
        b'{"t":"' + b"x" * 30 + b'"}',
    ],
)
def test_what_is_no_message_is_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        said_in(raw, 1, "mqtt", NOW)


def test_a_clock_that_cannot_be_right_is_none() -> None:
    assert believable(0, NOW) is None
    assert believable(NOW + 2 * 86_400_000, NOW) is None
    assert believable(NOW - 86_400_000, NOW) == NOW - 86_400_000


def test_an_old_call_is_marked_as_late() -> None:
    assert heard(pressed=NOW - 600_000).alarm(NOW)[5] is True
    assert heard(pressed=NOW - 1_000).alarm(NOW)[5] is False


def test_nothing_is_answered_before_it_is_kept_and_nothing_is_dropped_while_the_store_is_away() -> (
    None
):
    async def body() -> None:
        kept: list[Row] = []
        away = True

        async def write(rows: list[Row]) -> None:
            if away:
                raise OSError("disk full")
            kept.extend(rows)

        lane, asker = Lane(write, batch=10), Asker()
        task = asyncio.ensure_future(lane.run())
        for token in range(25):
            lane.put((token,), asker, token)
        await soon(lambda: lane.is_failing)
        assert asker.got == []
        away = False
        await soon(lambda: len(asker.got) == 25)
        assert [row[0] for row in kept] == list(range(25))
        task.cancel()

    run(body())


def test_a_row_no_database_takes_holds_up_no_other() -> None:
    async def body() -> None:
        kept: list[Row] = []

        async def write(rows: list[Row]) -> None:
            if (13,) in rows:
                raise Unkeepable
            kept.extend(rows)

        lane, asker = Lane(write, batch=50), Asker()
        for token in range(20):
            lane.put((token,), asker, token)
        task = asyncio.ensure_future(lane.run())
        await soon(lambda: len(asker.got) == 20)
        assert dict(asker.got)[13] is Outcome.REFUSED
        assert len(kept) == 19
        task.cancel()

    run(body())


def test_telemetry_beyond_the_limit_is_shed_and_alarms_never_are() -> None:
    async def write(_rows: list[Row]) -> None:
        return

    readings, alarms = Lane(write, batch=10, limit=5), Lane(write, batch=10)
    assert [readings.put((n,), None, n) for n in range(7)] == [True] * 5 + [False] * 2
    assert readings.shed == 2
    assert all(alarms.put((n,), None, n) for n in range(100_000))


@pytest.mark.parametrize(
    "text", ["nats://127.0.0.1:4222", "nats:///devices", "tls://", "nats://127.0.0.1:4222/"]
)
def test_a_nats_address_without_its_parts_is_refused_with_its_shape(text) -> None:
    with pytest.raises(ValueError, match="nats://用户:密码@地址:端口/流"):
        nats_bridge.stream_in(text)


def test_a_nats_address_names_server_stream_and_subject() -> None:
    assert nats_bridge.stream_in("mqtt://127.0.0.1") is None
    assert nats_bridge.stream_in("") is None
    found = nats_bridge.stream_in("nats://u:p%40@h:4223/devices/x.*.up")
    assert found == nats_bridge.Stream("nats://h:4223", "u", "p@", "devices", "x.*.up")
    assert nats_bridge.stream_in("tls://h/devices").subject == "d.*.up"
