"""JT/T 808-2013 and -2019 over TCP and UDP: the general answer (0x8001) is sent after the commit.

A terminal's phone is its identifier, its terminal id is its credential: who registers with the
right one gets a code (an HMAC under it) with which it authenticates from then on.
"""

import asyncio
import hashlib
import hmac
import json
import struct
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from anhuai.response.engine.heard import Heard, Malformed, Outcome, believable
from anhuai.response.engine.ingress import Ingress, Link
from anhuai.response.engine.opening import is_same
from anhuai.response.engine.protocols import jt808_frames as wire
from anhuai.response.engine.protocols.jt808_frames import Frame
from anhuai.response.engine.registry import Known
from anhuai.response.engine.stores import now_ms

NAME = "jt808"
PIECES = 64
PEERS = 20_000
_OK, _FAILED = 0, 1
_NO_TERMINAL = 4  # 0x8100: no such terminal in the database


def code_for(secret: str, ident: str) -> str:
    """Return the authentication code of a terminal."""
    return hmac.new(secret.encode(), ident.encode(), hashlib.sha256).hexdigest()[:32]


@dataclass(slots=True)
class Pending:
    """A message of which something is not settled yet."""

    id: int
    serials: list[int]
    waiting: int
    is_shed: bool = False


class Terminal(Link):
    """What is known of one terminal on one connection or from one address."""

    def __init__(self, ingress: Ingress, peer: str, write: Any) -> None:
        self.ingress, self.peer, self.write = ingress, peer, write
        self.known: Known | None = None
        self.is_2019 = False
        self.serial = 0
        self.token = 0
        self.asked: dict[int, Pending] = {}
        self.pieces: dict[int, dict[int, Frame]] = {}
        self.commands: dict[int, int] = {}
        self.is_over = False

    # in ----------------------------------------------------------------------------------------

    def frame(self, raw: bytes) -> None:
        """Take one frame; raises `Malformed`."""
        one = wire.read(raw)
        self.is_2019 = one.is_2019
        if one.id == wire.REGISTER:
            self._register(one)
        elif one.id == wire.AUTHENTICATE:
            self._authenticate(one)
        elif self.known is None or self.known.ident != one.phone:
            self.ingress.quarantine(NAME, "not_authenticated", one.phone, raw)
            self._general([one.serial], one.id, _FAILED)
        elif one.part[0] > 1:
            self._piece(one)
        else:
            self._whole(one, [one.serial])

    def _register(self, one: Frame) -> None:
        known = self.ingress.registry.find(one.phone)
        secret = self.ingress.registry.secret_of(known) if known else ""
        given = wire.terminal_of(one.body, is_2019=one.is_2019)
        if known is None or not is_same(given, secret):
            self.ingress.quarantine(NAME, "bad" if known else "stranger", one.phone, one.body)
            self._send(one.phone, wire.REGISTERED, struct.pack(">HB", one.serial, _NO_TERMINAL))
            return
        code = code_for(secret, one.phone).encode()
        self._send(one.phone, wire.REGISTERED, struct.pack(">HB", one.serial, _OK) + code)

    def _authenticate(self, one: Frame) -> None:
        known = self.ingress.registry.find(one.phone)
        secret = self.ingress.registry.secret_of(known) if known else ""
        given = wire.code_of(one.body, is_2019=one.is_2019)
        if known is None or not secret or not is_same(given, code_for(secret, one.phone)):
            self.ingress.quarantine(NAME, "bad" if known else "stranger", one.phone, b"")
            self._general([one.serial], one.id, _FAILED, phone=one.phone)
            return
        before = self.ingress.links.get(known.id)
        self.known = known
        self.ingress.links[known.id] = self
        if before is not None and before is not self:
            before.close()
        self.ingress.heard_from(known)
        self._general([one.serial], one.id, _OK)

    def _piece(self, one: Frame) -> None:
        total, number = one.part
        if not 1 <= number <= total <= PIECES:
            raise Malformed("pieces")
        first = (one.serial - number + 1) & 0xFFFF
        if first not in self.pieces and len(self.pieces) >= 4:
            self.pieces.pop(next(iter(self.pieces)))
        held = self.pieces.setdefault(first, {})
        held[number] = one
        if len(held) == total:
            del self.pieces[first]
            body = b"".join(held[n].body for n in range(1, total + 1))
            whole = Frame(one.id, one.phone, one.serial, body, one.is_2019)
            self._whole(whole, [held[n].serial for n in range(1, total + 1)])
        elif number == total:
            lacking = [n for n in range(1, total + 1) if n not in held]
            ids = struct.pack(f">HB{len(lacking)}H", first, len(lacking), *lacking)
            self._send(one.phone, wire.RESEND, ids)

    def _whole(self, one: Frame, serials: list[int]) -> None:
        known = cast("Known", self.known)
        self.ingress.heard_from(known)
        if one.id == wire.ACKNOWLEDGED and len(one.body) >= 5:
            serial, _id, result = struct.unpack_from(">HHB", one.body)
            command = self.commands.pop(serial, None)
            if command is not None and result == _OK:
                self.ingress.command_done(command)
        elif one.id in (wire.POSITION, wire.BATCH):
            bodies = [one.body] if one.id == wire.POSITION else wire.batch(one.body)
            received = now_ms()
            self._keep([self._heard(body, received) for body in bodies], one.id, serials, received)
        elif one.id == wire.HEARTBEAT:
            self._general(serials, one.id, _OK)
        elif one.id == wire.LOGOUT:
            self._general(serials, one.id, _OK)
            self.close()
        else:
            received = now_ms()
            body = json.dumps({"id": f"{one.id:04x}", "serial": one.serial, "raw": one.body.hex()})
            heard = Heard(known.id, f"jt808_{one.id:04x}", body, NAME)
            self._keep([heard], one.id, serials, received)

    def _heard(self, raw: bytes, received: int) -> Heard:
        """Return what a position says: a call for help where the alarm's bit 0 is set."""
        at = wire.position(raw)
        said = {
            "alarm": at.alarm, "status": at.status, "lat": at.latitude, "lon": at.longitude,
            "raw": raw.hex(),
        }  # fmt: skip
        kind = "sos" if at.alarm & wire.SOS else "position"
        pressed = believable(at.at, received)
        return Heard(cast("Known", self.known).id, kind, json.dumps(said), NAME, pressed=pressed)

    # keeping and answering ---------------------------------------------------------------------

    def _keep(self, heard: list[Heard], id: int, serials: list[int], received: int) -> None:
        first = self.token + 1
        self.token += len(heard)
        asked = Pending(id, serials, len(heard))
        for token in range(first, self.token + 1):
            self.asked[token] = asked
        for token, one in zip(range(first, self.token + 1), heard, strict=True):
            if (at_once := self.ingress.take(one, self, token, received=received)) is not None:
                self.settled([token], at_once)

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        """Answer a message when all it held is settled: 0 kept, 1 please again."""
        for token in tokens:
            found = self.asked.pop(token, None)
            if found is None:
                continue
            found.waiting -= 1
            found.is_shed |= outcome is Outcome.SHED
            if not found.waiting:
                result = _FAILED if found.is_shed else _OK
                self._general(found.serials, found.id, result)

    def _general(self, serials: list[int], id: int, result: int, *, phone: str = "") -> None:
        name = phone or (self.known.ident if self.known else "0")
        for serial in serials:
            self._send(name, wire.GENERAL, struct.pack(">HHB", serial, id, result))

    def _send(self, phone: str, id: int, body: bytes) -> int:
        self.serial = (self.serial + 1) & 0xFFFF
        if not self.is_over:
            self.write(wire.write(Frame(id, phone, self.serial, body, self.is_2019)))
        return self.serial

    def send_command(self, key: int, command: str, body: str) -> bool:
        """Send a text (0x8300) or a call-back number (parameter 0x0048, listened-in phone)."""
        known = cast("Known", self.known)
        if command == "text":
            kind = b"\x01\x01" if self.is_2019 else b"\x01"
            said = kind + body.encode("gbk", "replace")
            self.commands[self._send(known.ident, wire.TEXT, said)] = key
            return True
        if command == "parameter":
            number, _equals, value = body.partition("=")
            raw = value.encode("gbk", "replace")
            if not number.isdecimal() or len(raw) > 255:
                return False
            said = struct.pack(">BIB", 1, int(number), len(raw)) + raw
            self.commands[self._send(known.ident, wire.PARAMETERS, said)] = key
            return True
        return False

    def close(self) -> None:
        """Forget who it is."""
        self.is_over = True
        if self.known and self.ingress.links.get(self.known.id) is self:
            del self.ingress.links[self.known.id]


class Tcp(asyncio.Protocol):
    """One terminal's connection."""

    def __init__(self, ingress: Ingress) -> None:
        self.ingress = ingress
        self.buffer = bytearray()
        self.counted = False
        self.timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give a stranger some seconds to authenticate."""
        self.transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self.terminal = Terminal(self.ingress, str(peer[0]) if peer else "", self._write)
        self.counted = self.ingress.admit()
        if not self.counted:
            self.transport.close()
            return
        loop = asyncio.get_running_loop()
        self.timer = loop.call_later(self.ingress.limits.greeting, self._too_slow)

    def _write(self, data: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(data)

    def _too_slow(self) -> None:
        if self.terminal.known is None:
            self.ingress.quarantine(NAME, "slow", self.terminal.peer, bytes(self.buffer))
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take frames in; what is none ends the connection."""
        self.buffer += data
        try:
            for raw in wire.split(self.buffer):
                self.terminal.frame(raw)
        except Malformed as broken:
            name = self.terminal.known.ident if self.terminal.known else self.terminal.peer
            self.ingress.quarantine(NAME, str(broken), name, data)
            self.transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        """Forget it."""
        self.terminal.close()
        if self.timer is not None:
            self.timer.cancel()
        if self.counted:
            self.ingress.open -= 1


class Udp(asyncio.DatagramProtocol):
    """Every terminal that speaks datagrams, by its address."""

    def __init__(self, ingress: Ingress) -> None:
        self.ingress = ingress
        self.peers: dict[Any, Terminal] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, peer: Any) -> None:
        """Take the frames of one datagram in."""
        found = self.peers.get(peer)
        if found is None:
            found = Terminal(
                self.ingress, str(peer[0]), lambda out: self.transport.sendto(out, peer)
            )
        try:
            for raw in wire.split(bytearray(data)):
                found.frame(raw)
        except Malformed as broken:
            self.ingress.quarantine(NAME, str(broken), found.peer, data)
        if found.known is not None and peer not in self.peers:
            if len(self.peers) >= PEERS:
                self.peers.pop(next(iter(self.peers))).close()
            self.peers[peer] = found


def factory(ingress: Ingress) -> "partial[Tcp]":
    """Return what makes a connection."""
    return partial(Tcp, ingress)


def datagrams(ingress: Ingress) -> "partial[Udp]":
    """Return what takes datagrams."""
    return partial(Udp, ingress)
