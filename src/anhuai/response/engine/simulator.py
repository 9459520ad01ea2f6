"""A device that is not there, speaking the real protocols byte by byte: `anhuai simulate`.

Each function signs on as a device of its protocol does, says one thing as often as asked, and
returns how many milliseconds each answer took. An answer means that the message is kept.
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import struct
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from anhuai.response.engine.protocols import coap, jt808_frames, mqtt_packets, watch
from anhuai.response.engine.protocols.jt808_frames import Frame
from anhuai.response.engine.stores import now_ms

PATIENCE = 30.0
PORTS: Final = {"mqtt": 1883, "jt808": 1808, "watch": 1809, "http": 1880, "coap": 5683}
_PLACE = (39.153, 100.166)  # somewhere in the demo county


class Unanswered(Exception):
    """The other side refused the device or did not answer in time."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said, by whom, to where."""

    host: str
    port: int
    ident: str
    secret: str
    kind: str
    at: int
    times: int = 1

    @property
    def payload(self) -> bytes:
        """The message as JSON."""
        return json.dumps({"t": self.kind, "ts": self.at, "seq": self.at % 65_536}).encode()


def mqtt_hello(ident: str, secret: str) -> bytes:
    """Return the CONNECT of a device."""
    body = b"\x00\x04MQTT\x04\xc2\x00\x3c"
    for text in (ident, ident, secret):
        raw = text.encode()
        body += len(raw).to_bytes(2, "big") + raw
    return mqtt_packets.packet(mqtt_packets.CONNECT, body)


def mqtt_publish(ident: str, payload: bytes, number: int) -> bytes:
    """Return a PUBLISH of QoS 1."""
    return mqtt_packets.publish(f"d/{ident}/up", payload, mqtt_packets.V4, number)


async def over_mqtt(said: Saying) -> list[float]:
    """Say it over MQTT 3.1.1 with QoS 1."""
    reader, writer = await asyncio.open_connection(said.host, said.port)
    writer.write(mqtt_hello(said.ident, said.secret))
    if (await reader.readexactly(4))[3]:
        raise Unanswered("设备编号或密钥不对")
    took = []
    for number in range(1, said.times + 1):
        begun = time.perf_counter()
        writer.write(mqtt_publish(said.ident, said.payload, number))
        await reader.readexactly(4)
        took.append((time.perf_counter() - begun) * 1000)
    writer.write(mqtt_packets.packet(mqtt_packets.DISCONNECT, b""))
    await writer.drain()
    writer.close()
    return took


def position_of(said: Saying) -> bytes:
    """Return a JT/T 808 position; a call for help sets alarm bit 0."""
    alarm = jt808_frames.SOS if said.kind == "sos" else 0
    head = struct.pack(">IIIIHHH", alarm, 3, int(_PLACE[0] * 1e6), int(_PLACE[1] * 1e6), 1450, 0, 0)
    return head + jt808_frames.bcd_of(said.at)


@dataclass
class _Terminal:
    """A JT/T 808 terminal that asks and waits; 2019 where its terminal id is beyond 7."""

    said: Saying
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_2019: bool

    async def asks(self, number: int, serial: int, body: bytes) -> Frame:
        """Send one message and return the next answer."""
        one = Frame(number, self.said.ident, serial, body, self.is_2019)
        self.writer.write(jt808_frames.write(one))
        buffer = bytearray()
        while True:
            buffer += await self.reader.readexactly(1)
            for raw in jt808_frames.split(buffer):
                return jt808_frames.read(raw)

    async def sign_on(self) -> None:
        """Register and authenticate."""
        skipped, width = (45, 30) if self.is_2019 else (29, 7)
        terminal = self.said.secret.encode()[:width].ljust(width, b"\0")
        answer = await self.asks(jt808_frames.REGISTER, 1, bytes(skipped) + terminal + b"\0")
        if answer.body[2]:
            raise Unanswered("终端号码或终端 ID 不对")
        code = answer.body[3:]
        if self.is_2019:
            code = bytes([len(code)]) + code + bytes(35)
        if (await self.asks(jt808_frames.AUTHENTICATE, 2, code)).body[-1]:
            raise Unanswered("鉴权没有通过")


async def over_jt808(said: Saying) -> list[float]:
    """Register, authenticate and report a position."""
    reader, writer = await asyncio.open_connection(said.host, said.port)
    terminal = _Terminal(said, reader, writer, len(said.secret) > 7)
    await terminal.sign_on()
    took = []
    for serial in range(3, 3 + said.times):
        begun = time.perf_counter()
        if (await terminal.asks(jt808_frames.POSITION, serial, position_of(said))).body[-1]:
            raise Unanswered("平台没有收下")
        took.append((time.perf_counter() - begun) * 1000)
    writer.close()
    return took


def watch_alarm(said: Saying) -> str:
    """Return the content of an AL, its status word saying a call for help or a fall."""
    at = datetime.fromtimestamp(said.at / 1000, UTC)
    status = {"sos": 1 << 16, "fall": 1 << 21, "low_battery": 1 << 17}.get(said.kind, 0)
    return (
        f"AL,{at:%d%m%y},{at:%H%M%S},A,{_PLACE[0]:.6f},N,{_PLACE[1]:.6f},E,0.0,0,1450,9,80,63,120,"
        f"0,{status:08X}"
    )


async def over_watch(said: Saying) -> list[float]:
    """Say it as a watch does."""
    reader, writer = await asyncio.open_connection(said.host, said.port)
    writer.write(watch.frame("CS", said.ident, "LK,120,0,63"))
    await reader.readuntil(b"]")
    took = []
    for _again in range(said.times):
        begun = time.perf_counter()
        writer.write(watch.frame("CS", said.ident, watch_alarm(said)))
        while b"*AL]" not in await reader.readuntil(b"]"):
            continue
        took.append((time.perf_counter() - begun) * 1000)
    writer.close()
    return took


async def over_http(said: Saying) -> list[float]:
    """Post it, signed."""
    reader, writer = await asyncio.open_connection(said.host, said.port)
    took = []
    for _again in range(said.times):
        stamp, body, begun = now_ms(), said.payload, time.perf_counter()
        mark = hmac.new(said.secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
        writer.write(
            f"POST /v1/events HTTP/1.1\r\nHost: {said.host}\r\nX-Device: {said.ident}\r\n"
            f"X-Time: {stamp}\r\nX-Signature: {mark.hexdigest()}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        answer = await reader.readexactly(size)
        if b" 200 " not in head:
            raise Unanswered(answer.decode())
        took.append((time.perf_counter() - begun) * 1000)
    writer.close()
    return took


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.got: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, _peer: object) -> None:
        self.got.put_nowait(data)


async def over_coap(said: Saying) -> list[float]:
    """Post it as a confirmable CoAP request, again after two seconds without an answer."""
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.create_datagram_endpoint(
        _Datagrams, remote_addr=(said.host, said.port)
    )
    mark = coap.signature(said.secret, said.payload).encode()
    options = ((11, b"e"), (11, said.ident.encode()), (15, b"s=" + mark))
    took = []
    for number in range(said.times):
        begun = time.perf_counter()
        one = coap.Message(coap.CON, coap.POST, number + 1, b"\1", options, said.payload)
        while True:
            transport.sendto(coap.write(one))
            try:
                answer = coap.read(await asyncio.wait_for(protocol.got.get(), 2))
            except TimeoutError:
                continue
            break
        if answer.code != coap.CHANGED:
            raise Unanswered(f"CoAP {answer.code >> 5}.{answer.code & 31:02}")
        took.append((time.perf_counter() - begun) * 1000)
    transport.close()
    return took


SPEAKERS: Final[Mapping[str, Callable[[Saying], Awaitable[list[float]]]]] = {
    "mqtt": over_mqtt, "jt808": over_jt808, "watch": over_watch, "http": over_http,
    "coap": over_coap,
}  # fmt: skip


def run(given: argparse.Namespace) -> int:
    """Say one thing as a device; prints what became of it."""
    said = Saying(
        given.host, given.port or PORTS[given.protocol], given.ident, given.secret, given.kind,
        now_ms() - given.late * 1000, given.times,
    )  # fmt: skip

    async def speak() -> list[float]:
        async with asyncio.timeout(PATIENCE):
            return await SPEAKERS[given.protocol](said)

    try:
        took = asyncio.run(speak())
    except (OSError, EOFError, TimeoutError, Unanswered) as why:
        print(f"没有收到确认：{why or type(why).__name__}", file=sys.stderr)  # noqa: T201
        return 1
    for each in took:
        print(f"{said.kind} 已确认写入，{each:.1f} 毫秒")  # noqa: T201
    return 0
