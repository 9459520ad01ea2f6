"""Every protocol over real sockets, with frames as devices send them."""

import asyncio
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.response.engine.heard import Malformed
from anhuai.response.engine.ingress import Limits
from anhuai.response.engine.protocols import coap, jt808, jt808_frames, mqtt_packets, watch
from anhuai.response.engine.protocols.jt808_frames import Frame
from anhuai.response.engine.stores import now_ms
from tests.response.door import SECRET, opened, run, soon, told, udp

PHONE = "13912345678"
# A position as the standard lays it out, alarm bit 0 set: 31.230416 N 121.473701 E.
POSITION = bytes.fromhex("000000010000000301dc8990073d8a45000f00000000261122102030")


# MQTT -------------------------------------------------------------------------------------------


def connect(version: int, *, user: str = "pad-1", password: str = SECRET, flags: int = 0) -> bytes:
    body = b"\x00\x04MQTT" + bytes([version, 0xC2 | flags]) + b"\x00\x3c"
    body += b"\x00" if version == 5 else b""
    for text in ("", user, password):
        body += len(text).to_bytes(2, "big") + text.encode()
    return mqtt_packets.packet(1, body)


def publish(
    payload: bytes, qos: int, number: int, version: int = 4, topic: str = "d/pad-1/up"
) -> bytes:
    body = len(topic).to_bytes(2, "big") + topic.encode()
    body += number.to_bytes(2, "big") if qos else b""
    return mqtt_packets.packet(3, body + (b"\0" if version == 5 else b"") + payload, qos << 1)


@pytest.mark.parametrize("version", [4, 5])
@pytest.mark.parametrize(("qos", "answer"), [(1, 0x40), (2, 0x50)])
def test_an_mqtt_alarm_is_answered_after_the_commit_and_not_before(version, qos, answer) -> None:
    async def body() -> None:
        async with opened("pad-1") as door:
            reader, writer = await door.stream("mqtt")
            writer.write(connect(version))
            ack = await reader.readexactly(2)
            assert ack[0] == 0x20
            assert (await reader.readexactly(ack[1]))[1] == 0
            door.store.gate.clear()
            writer.write(publish(told("sos", seq=1, ts=now_ms()), qos, 7, version))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(reader.read(1), 0.2)
            door.store.gate.set()
            assert (await reader.readexactly(4))[:4] == bytes([answer, 2, 0, 7])
            assert len(door.store.alarms) == 1
            writer.write(publish(told("sos", seq=1, ts=door.store.alarms[0][3]), qos, 8, version))
            if qos == 1:
                await reader.readexactly(4)
                assert len(door.store.alarms) == 1, "one press, one alarm"

    run(body())


def test_a_stranger_and_a_wrong_secret_are_refused_and_counted() -> None:
    async def body() -> None:
        async with opened("pad-1") as door:
            for given, code in (({"user": "none"}, 5), ({"password": "wrong"}, 4)):
                reader, writer = await door.stream("mqtt")
                writer.write(connect(4, **given))
                assert await reader.read() == bytes([0x20, 2, 0, code])
            assert sorted(door.reasons()) == ["bad", "stranger"]

    run(body())


def test_a_device_may_not_speak_for_another_nor_listen_to_it() -> None:
    async def body() -> None:
        async with opened("pad-1", "pad-2") as door:
            reader, writer = await door.stream("mqtt")
            writer.write(connect(5) + publish(told("sos"), 1, 1, 5, topic="d/pad-2/up"))
            writer.write(mqtt_packets.packet(8, b"\0\2\0" + b"\0\x0cd/pad-2/down" + b"\1", 2))
            data = await asyncio.wait_for(reader.read(200), 5)
            while b"\x90" not in data:
                data += await asyncio.wait_for(reader.read(200), 5)
            assert b"\x40\x03\x00\x01\x87" in data
            assert data.endswith(b"\x87")
            assert door.store.alarms == []

    run(body())


def test_slow_loris_oversize_and_rubbish_are_bounded() -> None:
    async def body() -> None:
        async with opened("pad-1", limits=Limits(greeting=0.2)) as door:
            slow, _writer = await door.stream("mqtt")
            assert await asyncio.wait_for(_gone(slow), 5)
            for raw in (
                b"\x10\xff\xff\xff\x7f",
                b"GET / HTTP/1.1\r\n\r\n",
                b"\x10\xff\xff\xff\xff\x01",
            ):
                reader, writer = await door.stream("mqtt")
                writer.write(raw)
                assert await asyncio.wait_for(_gone(reader), 5)
            await soon(lambda: door.ingress.open == 0)
            assert {"slow", "oversize"} <= set(door.reasons())

    run(body())


async def _gone(reader: asyncio.StreamReader) -> bool:
    try:
        return await reader.read() == b""
    except ConnectionResetError:
        return True


def test_a_flood_of_telemetry_is_shed_and_said_and_a_call_for_help_comes_through() -> None:
    async def body() -> None:
        async with opened("pad-1", limits=Limits(burst=3, rate=0.001)) as door:
            reader, writer = await door.stream("mqtt")
            writer.write(connect(5))
            await reader.readexactly(2 + 17)
            for number in range(1, 9):
                writer.write(publish(told("vital", seq=number), 1, number, 5))
            writer.write(publish(told("sos", seq=9), 1, 9, 5))
            data = b""
            while b"\x40\x02\x00\x09" not in data or data.count(b"\x97") < 5:
                data += await asyncio.wait_for(reader.read(100), 5)
            await soon(lambda: len(door.store.readings) == 3)
            assert len(door.store.alarms) == 1
            assert door.ingress.counts["shed.rate"] == 5

    run(body())


def test_the_will_of_a_device_that_vanishes_is_heard_and_not_of_one_that_leaves() -> None:
    async def body() -> None:
        async with opened("pad-1") as door:
            will = told("offline")
            topic = b"d/pad-1/up"
            head = b"\x00\x04MQTT\x04\xc6\x00\x3c\x00\x00"
            rest = len(topic).to_bytes(2, "big") + topic + len(will).to_bytes(2, "big") + will
            for text in ("pad-1", SECRET):
                rest += len(text).to_bytes(2, "big") + text.encode()
            for leaving, expected in ((True, 0), (False, 1)):
                reader, writer = await door.stream("mqtt")
                writer.write(mqtt_packets.packet(1, head + rest))
                await reader.readexactly(4)
                writer.write(b"\xe0\x00" if leaving else b"")
                await writer.drain()
                writer.close()
                await soon(lambda: not door.ingress.links)
                await soon(lambda n=expected: len(door.store.readings) == n)

    run(body())


def test_a_command_reaches_a_device_with_a_persistent_session() -> None:
    async def body() -> None:
        async with opened("pad-1") as door:
            reader, writer = await door.stream("mqtt")
            hello = bytearray(connect(4))
            hello[9] = 0xC0  # no clean session
            writer.write(hello + mqtt_packets.packet(8, b"\0\1\0\x0cd/pad-1/down\1", 2))
            assert await reader.readexactly(4) == b"\x20\x02\x00\x00"
            assert await reader.readexactly(5) == b"\x90\x03\x00\x01\x01"
            writer.close()
            await soon(lambda: not door.ingress.links)
            door.store.down = [(5, 1, "text", "请充电")]
            reader, writer = await door.stream("mqtt")
            writer.write(hello)
            assert await reader.readexactly(4) == b"\x20\x02\x01\x00", "its session is there"
            first = await asyncio.wait_for(reader.readexactly(2), 5)
            said = await reader.readexactly(first[1])
            assert json.loads(said[16:]) == {"id": 5, "t": "text", "v": "请充电"}
            writer.write(b"\x40\x02" + said[14:16])
            await soon(lambda: any(5 in one.commands_done for one in door.store.notes))

    run(body())


# JT/T 808 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_2019", [False, True])
def test_a_terminal_registers_authenticates_and_its_call_is_answered(is_2019: bool) -> None:
    async def body() -> None:
        async with opened(PHONE) as door:
            reader, writer = await door.stream("jt808")
            await _signed_on(reader, writer, is_2019)
            door.store.gate.clear()
            writer.write(jt808_frames.write(Frame(0x0200, PHONE, 3, POSITION, is_2019)))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(reader.read(1), 0.2)
            door.store.gate.set()
            answer = await _frame(reader)
            assert (answer.id, answer.body) == (0x8001, b"\x00\x03\x02\x00\x00")
            (row,) = door.store.alarms
            assert (row[2], row[3]) == ("sos", jt808_frames.bcd_time(POSITION[22:28]))
            assert json.loads(str(row[7]))["lat"] == pytest.approx(31.230352, abs=1e-3)

    run(body())


async def _signed_on(reader, writer, is_2019: bool) -> None:
    secret = SECRET.encode()
    width = (4 + 11 + 30, 30) if is_2019 else (4 + 5 + 20, 30)
    register = bytes(width[0]) + secret.ljust(width[1], b"\0") + b"\x00"
    if not is_2019:  # seven bytes of terminal id in 2013
        register = bytes(width[0]) + secret[:7] + b"\x00"
    writer.write(jt808_frames.write(Frame(0x0100, PHONE, 1, register, is_2019)))
    answer = await _frame(reader)
    assert answer.id == 0x8100
    code = answer.body[3:] or jt808.code_for(SECRET, PHONE).encode()
    said = bytes([len(code)]) + code + bytes(35) if is_2019 else code
    writer.write(jt808_frames.write(Frame(0x0102, PHONE, 2, said, is_2019)))
    assert (await _frame(reader)).body[-1] == 0


async def _frame(reader: asyncio.StreamReader) -> Frame:
    buffer = bytearray()
    while True:
        buffer += await asyncio.wait_for(reader.read(1), 5)
        for raw in jt808_frames.split(buffer):
            return jt808_frames.read(raw)


def test_a_back_fill_counts_what_came_before_once_and_keeps_an_old_call() -> None:
    async def body() -> None:
        async with opened(PHONE) as door:
            reader, writer = await door.stream("jt808")
            await _signed_on(reader, writer, True)
            items = [POSITION, POSITION[:22] + bytes.fromhex("261122102130")]
            batch = b"\x00\x02\x01" + b"".join(len(i).to_bytes(2, "big") + i for i in items)
            for serial in (9, 10):
                writer.write(jt808_frames.write(Frame(0x0704, PHONE, serial, batch, True)))
                assert (await _frame(reader)).body == bytes([0, serial, 7, 4, 0])
            assert len(door.store.alarms) == 2

    run(body())


def test_a_message_in_pieces_is_put_together_and_a_lost_piece_asked_for() -> None:
    async def body() -> None:
        async with opened(PHONE) as door:
            reader, writer = await door.stream("jt808")
            await _signed_on(reader, writer, True)
            whole = b"\x00\x01\x01" + len(POSITION).to_bytes(2, "big") + POSITION
            pieces = [whole[:10], whole[10:20], whole[20:]]
            frames = [
                jt808_frames.write(Frame(0x0704, PHONE, 20 + n, piece, True, (3, n + 1)))
                for n, piece in enumerate(pieces)
            ]
            writer.write(frames[0] + frames[2])
            asked = await _frame(reader)
            assert (asked.id, asked.body) == (0x8003, b"\x00\x14\x01\x00\x02")
            assert door.store.alarms == []
            writer.write(frames[1])
            assert [(await _frame(reader)).body[:2] for _n in range(3)] == [
                b"\0\x14",
                b"\0\x15",
                b"\0\x16",
            ]
            assert len(door.store.alarms) == 1

    run(body())


def test_a_terminal_that_did_not_authenticate_is_not_heard_nor_one_over_udp() -> None:
    async def body() -> None:
        async with opened(PHONE) as door:
            one = jt808_frames.write(Frame(0x0200, PHONE, 3, POSITION, False))
            reader, writer = await door.stream("jt808")
            writer.write(one)
            assert (await _frame(reader)).body[-1] == 1
            with udp() as sock:
                address = ("127.0.0.1", door.ports["jt808"])
                code = jt808.code_for(SECRET, PHONE).encode()
                sent = [one, jt808_frames.write(Frame(0x0102, PHONE, 2, code, False)), one]
                results = []
                for raw in sent:
                    sock.sendto(raw, address)
                    back = await asyncio.to_thread(sock.recv, 2000)
                    results.append(jt808_frames.read(back[1:-1]).body[-1])
                assert results == [1, 0, 0]
            assert len(door.store.alarms) == 1

    run(body())


@given(st.binary(max_size=200), st.integers(0, 65535), st.booleans())
def test_a_frame_reads_as_it_was_written_whatever_bytes_it_holds(body, serial, is_2019) -> None:
    one = Frame(0x0900, PHONE, serial, body, is_2019)
    buffer = bytearray(jt808_frames.write(one))
    (raw,) = jt808_frames.split(buffer)
    assert jt808_frames.read(raw) == one
    assert not buffer


@given(st.binary(max_size=80))
def test_no_bytes_are_fatal(raw: bytes) -> None:
    for reading in (
        jt808_frames.read, coap.read, lambda one: watch.split(bytearray(one)), mqtt_packets.hello,
        lambda one: list(mqtt_packets.split(bytearray(one), 100)),
        lambda one: list(jt808_frames.split(bytearray(one))),
        lambda one: mqtt_packets.published(0x32, one, 5), jt808_frames.position,
        jt808_frames.batch,
    ):  # fmt: skip
        try:
            reading(raw)
        except Malformed:
            continue


# Watches, HTTP, CoAP -----------------------------------------------------------------------------

LK = b"[CS*8800000015*000D*LK,50,100,100]"
AL = (
    b"[CS*8800000015*0083*AL,221126,102030,A,39.153000,N,100.166000,E,0.0,0,1450,9,80,63,120,0,"
    b"00010000,1,1,460,0,9360,4082,131,3,aa:bb:cc:dd:ee:ff,-60,0.0]"
)


def sized(raw: bytes) -> bytes:
    content = raw[20:-1]
    return raw[:15] + f"{len(content):04X}".encode() + b"*" + content + b"]"


def test_a_watch_is_answered_in_time_and_its_call_when_it_is_kept() -> None:
    async def body() -> None:
        async with opened("8800000015") as door:
            reader, writer = await door.stream("watch")
            writer.write(sized(LK))
            assert await reader.readexactly(23) == b"[CS*8800000015*0002*LK]"
            door.store.gate.clear()
            writer.write(sized(AL))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(reader.read(1), 0.2)
            door.store.gate.set()
            assert await reader.readexactly(23) == b"[CS*8800000015*0002*AL]"
            (row,) = door.store.alarms
            assert row[2] == "sos"
            writer.write(b"[CS*8800000015*0003*TKQ]")
            assert await reader.readexactly(24) == b"[CS*8800000015*0003*TKQ]"
            door.store.down = [(3, 1, "call", "0936-12349")]
            assert await asyncio.wait_for(reader.readexactly(36), 5) == (
                b"[CS*8800000015*000F*CALL,0936-12349]"
            )
            writer.write(b"[CS*8800000015*0004*CALL]")
            await soon(lambda: any(3 in one.commands_done for one in door.store.notes))

    run(body())


def signed(body: bytes, at: int, ident: str = "pad-1") -> bytes:
    mark = hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return (
        f"POST /v1/events HTTP/1.1\r\nHost: x\r\nX-Device: {ident}\r\nX-Time: {at}\r\n"
        f"X-Signature: {mark}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _reply(reader: asyncio.StreamReader) -> tuple[int, dict[str, object]]:
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
    size = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
    return int(head.split()[1]), json.loads(await reader.readexactly(size))


def test_http_takes_one_and_many_once_each() -> None:
    async def body() -> None:
        async with opened("pad-1") as door:
            reader, writer = await door.stream("http")
            now = now_ms()
            many = json.dumps([{"t": "fall", "ts": now}, {"t": "vital", "ts": now}]).encode()
            writer.write(signed(told("sos", ts=now), now) + signed(many, now) + signed(many, now))
            assert await _reply(reader) == (200, {"kept": 1, "shed": 0, "refused": 0})
            assert await _reply(reader) == (200, {"kept": 2, "shed": 0, "refused": 0})
            assert (await _reply(reader))[0] == 200
            assert sorted(str(row[2]) for row in door.store.alarms) == ["fall", "sos"]

    run(body())


def test_http_refuses_a_replay_a_wrong_signature_and_rubbish() -> None:
    async def body() -> None:
        async with opened("pad-1") as door:
            now = now_ms()
            bad = signed(told("sos"), now).replace(b"X-Signature: ", b"X-Signature: 0")
            for raw, status in (
                (signed(told("sos"), now - 400_000), 401), (bad, 401),
                (signed(told("sos"), now, "none"), 401), (signed(b"{", now), 400),
                (signed(b"[" * 60_000, now), 400), (b"GET / HTTP/1.1\r\n\r\n", 400),
                (b"x" * 9000, 413),
            ):  # fmt: skip
                reader, writer = await door.stream("http")
                writer.write(raw)
                assert (await _reply(reader))[0] == status, raw[:40]
            assert door.store.alarms == []

    run(body())


def test_a_sensor_over_coap_is_answered_after_the_commit_and_counts_once() -> None:
    async def body() -> None:
        async with opened("smoke-1") as door:
            payload = told("smoke", ts=now_ms())
            mark = coap.signature(SECRET, payload).encode()
            options = ((11, b"e"), (11, b"smoke-1"), (15, b"s=" + mark))
            one = coap.Message(coap.CON, coap.POST, 77, b"\x01\x02", options, payload)
            with udp() as sock:
                for _again in range(2):
                    sock.sendto(coap.write(one), ("127.0.0.1", door.ports["coap"]))
                    back = coap.read(await asyncio.to_thread(sock.recv, 2000))
                    assert (back.type, back.code, back.id) == (coap.ACK, coap.CHANGED, 77)
                wrong = coap.Message(coap.CON, coap.POST, 78, b"", options[:2], payload)
                sock.sendto(coap.write(wrong), ("127.0.0.1", door.ports["coap"]))
                back = coap.read(await asyncio.to_thread(sock.recv, 2000))
                assert back.code == coap.UNAUTHORIZED
            assert [str(row[2]) for row in door.store.alarms] == ["smoke"]

    run(body())
