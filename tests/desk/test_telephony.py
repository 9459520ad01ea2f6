"""The exchange over a real socket: the simulator on one side, the desk's process on the other."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.desk.engine.ami import Account, Ami, Lines, read, telephone_of, written
from anhuai.desk.engine.exchange import account_in
from anhuai.desk.engine.simulator import Caller, Exchange, by_chance, play, script_of
from anhuai.desk.engine.telephony import Answered, Dialled, HungUp, LinkBroken, Present, Rang

CONTEXTS = frozenset({"from-trunk"})


@given(st.dictionaries(st.from_regex(r"\A[A-Za-z]{1,12}\Z"), st.text(max_size=40), max_size=8))
def test_what_is_written_is_read_and_no_value_begins_a_line(fields) -> None:
    told = read(written(fields).decode("utf-8", "replace"))
    assert set(told) == set(fields)
    for key, value in fields.items():
        assert told[key] == "".join(c for c in value if c.isprintable()).strip()


@pytest.mark.parametrize(
    ("channel", "telephone"),
    [("PJSIP/8001-00000012", "8001"), ("SIP/8001", "8001"), ("Local/8001@x-1;2", ""),
     ("", ""), ("DAHDI/1-1", "1")],
)  # fmt: skip
def test_a_channel_names_its_telephone(channel: str, telephone: str) -> None:
    assert telephone_of(channel) == telephone


def test_older_exchanges_bridge_in_one_event() -> None:
    lines = Lines(CONTEXTS)
    said = {"Event": "Newchannel", "Uniqueid": "1.1", "Context": "from-trunk", "CallerIDNum": "139"}
    assert lines.heard(said) == [Rang("1.1", "139")]
    bridge = {"Event": "Bridge", "Bridgestate": "Link", "Uniqueid1": "1.1",
              "Channel2": "SIP/8001-1a"}  # fmt: skip
    assert lines.heard(bridge) == [Answered("1.1", "8001")]
    assert lines.heard({"Event": "Hangup", "Uniqueid": "1.1"}) == [HungUp("1.1")]
    assert lines.heard({"Event": "VarSet"}) == []
    assert lines.heard({}) == []


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=20), max_size=6))
def test_whatever_an_exchange_says_is_survived(said: dict[str, str]) -> None:
    Lines(CONTEXTS).heard(said)


def test_a_call_that_begins_while_the_list_is_told_is_not_taken_for_gone() -> None:
    lines = Lines(CONTEXTS)
    lines.heard({"Event": "CoreShowChannel", "Uniqueid": "1.1", "Linkedid": "1.1"})
    lines.heard({"Event": "Newchannel", "Uniqueid": "1.2", "Context": "from-trunk"})
    assert lines.heard({"Event": "CoreShowChannelsComplete"}) == [Present(("1.1", "1.2"))]


def test_a_channel_of_the_inside_rings_no_desk() -> None:
    said = {"Event": "Newchannel", "Uniqueid": "1.1", "Context": "from-internal"}
    assert Lines(CONTEXTS).heard(said) == []


@asynccontextmanager
async def exchange(secret: str = "s3cret"):
    made = Exchange("desk", secret)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield made, Account("127.0.0.1", port, "desk", "s3cret")
    finally:
        server.close()


async def _heard(link: Ami, count: int) -> list[object]:
    seen: list[object] = []
    enough = asyncio.Event()

    async def tell(event: object) -> None:
        seen.append(event)
        if len(seen) >= count:
            enough.set()

    following = asyncio.ensure_future(link.follow(tell))
    async with asyncio.timeout(10):
        await enough.wait()
    following.cancel()
    await asyncio.gather(following, return_exceptions=True)
    return seen


def test_a_call_over_the_wire_rings_is_answered_and_ends() -> None:
    async def whole() -> None:
        async with exchange() as (made, account):
            link = await Ami.connect(account)
            assert await _heard(link, 1) == [Present(())]
            line = made.ring("13912345678")
            made.answer(line, "8001")
            made.hang_up(line)
            assert await _heard(link, 3) == [
                Rang(line, "13912345678"), Answered(line, "8001"), HungUp(line),
            ]  # fmt: skip

    asyncio.run(whole())


def test_a_link_made_late_catches_up_with_what_rang_and_talks() -> None:
    async def whole() -> None:
        async with exchange() as (made, account):
            ringing, talking = made.ring("13900000001"), made.ring("13900000002")
            made.answer(talking, "8002")
            link = await Ami.connect(account)
            seen = await _heard(link, 4)
            assert Rang(ringing, "13900000001") in seen
            assert Answered(talking, "8002") in seen
            assert seen[-1] == Present((ringing, talking))

    asyncio.run(whole())


def test_what_is_dialled_comes_back_with_its_line() -> None:
    async def whole() -> None:
        async with exchange() as (made, account):
            link = await Ami.connect(account)
            await link.dial(42, "8001", "13912345678")
            seen = await _heard(link, 3)
            assert seen[1].__class__ is Dialled
            assert (seen[1].call, seen[2]) == (42, Answered(seen[1].line, "13912345678"))
            assert made.dialled[0]["Exten"] == "13912345678"

    asyncio.run(whole())


def test_a_wrong_secret_and_an_exchange_that_is_away_are_told() -> None:
    async def whole() -> None:
        async with exchange(secret="another") as (_made, account):
            with pytest.raises(LinkBroken, match="拒绝登录"):
                await Ami.connect(account)
        with pytest.raises(LinkBroken, match="没有应答"):
            await Ami.connect(Account("127.0.0.1", 1, "desk", "x"))

    asyncio.run(whole())


def test_a_link_that_breaks_is_told_and_not_hung_on() -> None:
    async def whole() -> None:
        async with exchange() as (made, account):
            link = await Ami.connect(account)

            async def tell(event: object) -> None:
                for one in made.listeners:
                    one.close()

            with pytest.raises(LinkBroken, match="断了"):
                async with asyncio.timeout(10):
                    await link.follow(tell)

    asyncio.run(whole())


def test_a_script_plays_and_who_is_not_answered_gives_up() -> None:
    callers = script_of("0 13900000001 0.01  # 没人接\n\n0 13900000002 0.01\n")
    assert callers[0] == Caller(0, "13900000001", 0.01)
    with pytest.raises(ValueError, match="第 1 行"):
        script_of("5 139")
    assert by_chance(["1"], seed=3, every=1, calls=4) == by_chance(["1"], seed=3, every=1, calls=4)
    made = Exchange("a", "b")
    asyncio.run(play(made, callers))
    assert made.channels == {}


def test_where_the_exchange_is_stands_in_the_environment() -> None:
    assert account_in({}) is None
    found = account_in({"ANHUAI_AMI": "desk@10.0.0.5:5039", "ANHUAI_AMI_SECRET": "s",
                        "ANHUAI_AMI_CONTEXTS": "in,out"})  # fmt: skip
    assert found == Account("10.0.0.5", 5039, "desk", "s", contexts=("in", "out"))
    assert account_in({"ANHUAI_AMI": "desk@pbx"}).port == 5038
    for wrong in ("pbx", "@pbx", "desk@pbx:x"):
        with pytest.raises(ValueError, match="ANHUAI_AMI"):
            account_in({"ANHUAI_AMI": wrong})
