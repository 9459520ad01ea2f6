"""A bridge from a broker that is there already: what it has is acknowledged after our commit.

An MQTT 3.1.1 client with a persistent session and QoS 1 (Mosquitto, EMQX; NATS has `nats_bridge`).
The broker keeps what we have not acknowledged; a repetition counts once by its key. The
broker says which device spoke by the topic `d/<ident>/up`, so whoever may publish there is for the
broker to check (ADR 0054). ANHUAI_BRIDGE=mqtt://user:password@host:1883/d/+/up, mqtts:// with TLS.
"""

import asyncio
import logging
import ssl
from collections import deque
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from anhuai.response.engine.heard import Heard, Malformed, Outcome, said_in
from anhuai.response.engine.ingress import Ingress
from anhuai.response.engine.protocols import mqtt_packets as wire
from anhuai.response.engine.stores import now_ms

log = logging.getLogger(__name__)
NAME: Final = "mqtt"
PATIENCE, ALIVE, AGAIN = 10.0, 30.0, 1.0
MOST = 268_435_460


class Refused(Exception):
    """The broker did not let us in, or broke the protocol."""


@dataclass(frozen=True, slots=True)
class Broker:
    """Where a broker is and what is asked of it."""

    host: str
    port: int
    user: str
    password: str
    topic: str
    is_tls: bool
    client: str = "anhuai-bridge"


def broker_in(text: str) -> Broker | None:
    """Return the broker a setting names, None for ""; raises `ValueError`."""
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in ("mqtt", "mqtts") or not parts.hostname:
        raise ValueError(
            "ANHUAI_BRIDGE：应写成 mqtt://用户:密码@地址:端口/d/+/up，或 nats://…/流/d.*.up。"
        )
    is_tls = parts.scheme == "mqtts"
    return Broker(
        parts.hostname, parts.port or (8883 if is_tls else 1883), unquote(parts.username or ""),
        unquote(parts.password or ""), unquote(parts.path.lstrip("/")) or "d/+/up", is_tls,
    )  # fmt: skip


def _hello(to: Broker) -> bytes:
    flags = (0x80 if to.user else 0) | (0x40 if to.password else 0)  # no clean session: it is kept
    body = b"\x00\x04MQTT\x04" + bytes([flags]) + int(ALIVE * 2).to_bytes(2, "big")
    for text in (to.client, *filter(None, (to.user, to.password))):
        raw = text.encode()
        body += len(raw).to_bytes(2, "big") + raw
    return wire.packet(wire.CONNECT, body)


def _subscribe(topic: str) -> bytes:
    raw = topic.encode()
    return wire.packet(wire.SUBSCRIBE, b"\x00\x01" + len(raw).to_bytes(2, "big") + raw + b"\x01", 2)


@dataclass(eq=False)
class Bridge:
    """One session with one broker."""

    ingress: Ingress
    to: Broker
    writer: asyncio.StreamWriter | None = None
    asked: dict[int, int] = field(default_factory=dict)
    shed: deque[tuple[Heard, int, int]] = field(default_factory=deque)
    token: int = 0

    async def run(self) -> None:
        """Stay connected until cancelled."""
        is_told = False
        while True:
            try:
                await self._once()
            except (OSError, EOFError, TimeoutError, Refused, Malformed) as why:
                if not is_told:
                    log.warning("the broker is away: %s", why or type(why).__name__)
                is_told = True
            else:
                is_told = False
            self.ingress.counts["bridge.lost"] += 1
            self.asked, self.writer = {}, None
            self.shed.clear()  # the broker has them still
            await asyncio.sleep(AGAIN)

    async def _once(self) -> None:
        tls = ssl.create_default_context() if self.to.is_tls else None
        reader, writer = await asyncio.wait_for(
            asyncio.open_connection(self.to.host, self.to.port, ssl=tls), PATIENCE
        )
        try:
            writer.write(_hello(self.to) + _subscribe(self.to.topic))
            self.writer = writer
            async with asyncio.TaskGroup() as tasks:
                beating = tasks.create_task(self._beat(writer))
                again = tasks.create_task(self._again())
                await self._listen(reader)
                beating.cancel()
                again.cancel()
        except* (OSError, EOFError, TimeoutError, Refused, Malformed) as found:
            raise found.exceptions[0] from None
        finally:
            writer.close()

    async def _beat(self, writer: asyncio.StreamWriter) -> None:
        while True:
            await asyncio.sleep(ALIVE)
            writer.write(wire.packet(wire.PINGREQ, b""))

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        buffer = bytearray()
        while True:
            data = await asyncio.wait_for(reader.read(65_536), ALIVE * 2)
            if not data:
                raise EOFError
            buffer += data
            for first, body in wire.split(buffer, MOST):
                self._packet(first, body)

    def _packet(self, first: int, body: bytes) -> None:
        kind = first >> 4
        if kind == wire.CONNACK and body[1:2] != b"\0":
            raise Refused(f"CONNACK {body[1:2].hex()}")
        if kind == wire.SUBACK and body[2:3] == b"\x80":
            raise Refused("SUBACK 80")
        if kind == wire.PUBLISH:
            self._published(wire.published(first, body, wire.V4))

    def _published(self, said: wire.Published) -> None:
        received = now_ms()
        self.ingress.counts["bridge.messages"] += 1
        parts = said.topic.split("/")
        known = self.ingress.registry.find(parts[1]) if len(parts) == 3 else None
        if known is None or parts[0] != "d" or parts[2] != "up":
            self.ingress.quarantine(NAME, "stranger", said.topic, said.payload)
            self._acknowledge(said.packet_id)
            return
        try:
            heard = said_in(said.payload, known.id, NAME, received)
        except Malformed as broken:
            self.ingress.quarantine(NAME, str(broken), known.ident, said.payload)
            self._acknowledge(said.packet_id)
            return
        self._take(heard, said.packet_id, received)

    def _take(self, heard: Heard, packet_id: int, received: int) -> None:
        self.token += 1
        self.asked[self.token] = packet_id
        at_once = self.ingress.take(heard, self, self.token, received=received)
        if at_once is Outcome.SHED:
            # A broker sends again at a new connection only: what was shed is offered again here.
            del self.asked[self.token]
            if packet_id:
                self.shed.append((heard, packet_id, received))
        elif at_once is not None:
            self.settled([self.token], at_once)

    async def _again(self) -> None:
        while True:
            await asyncio.sleep(0.2)
            for _each in range(len(self.shed)):
                self._take(*self.shed.popleft())

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        """Acknowledge what is committed, and what no attempt would make the database take."""
        del outcome
        for token in tokens:
            packet_id = self.asked.pop(token, 0)
            self._acknowledge(packet_id)

    def _acknowledge(self, packet_id: int) -> None:
        if packet_id and self.writer is not None and not self.writer.is_closing():
            self.writer.write(wire.ack(wire.PUBACK, packet_id, wire.V4))
