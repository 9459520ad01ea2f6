"""CoAP (RFC 7252) over UDP for NB-IoT sensors: `POST e/<ident>?s=<signature>` with a JSON message.

The signature is the first 32 hex digits of HMAC-SHA256 under the device's secret over the payload,
which carries the device's time. A confirmable request is answered (2.04) after the commit, in its
acknowledgement; one repeated meanwhile counts once by its key.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from anhuai.response.engine.heard import Malformed, Outcome, said_in
from anhuai.response.engine.ingress import Ingress
from anhuai.response.engine.stores import now_ms

NAME = "coap"
MOST = 1152  # RFC 7252 §4.6: what fits a datagram
WAITING = 50_000
CON, NON, ACK, RST = 0, 1, 2, 3
POST, CHANGED, BAD, UNAUTHORIZED, NOT_FOUND, NOT_ALLOWED, UNAVAILABLE = (
    0x02, 0x44, 0x80, 0x81, 0x84, 0x85, 0xA3,
)  # fmt: skip
_URI_PATH, _URI_QUERY, _MAX_AGE = 11, 15, 14
_KNOWN = {3, 7, 11, 12, 14, 15, 17, 60}


@dataclass(frozen=True, slots=True)
class Message:
    """One request or answer."""

    type: int
    code: int
    id: int
    token: bytes
    options: tuple[tuple[int, bytes], ...]
    payload: bytes

    def texts(self, option: int) -> list[str]:
        """Return the values of an option as texts."""
        return [raw.decode("utf-8", "replace") for number, raw in self.options if number == option]


def read(data: bytes) -> Message:
    """Return the message in a datagram; raises `Malformed`."""
    if not 4 <= len(data) <= MOST:
        raise Malformed("oversize" if len(data) > MOST else "truncated")
    if data[0] >> 6 != 1:
        raise Malformed("version")
    size = data[0] & 15
    if size > 8 or len(data) < 4 + size:
        raise Malformed("token")
    options, payload = _options(data, 4 + size)
    return Message(
        data[0] >> 4 & 3, data[1], int.from_bytes(data[2:4], "big"), data[4 : 4 + size],
        tuple(options), payload,
    )  # fmt: skip


def _options(data: bytes, at: int) -> tuple[list[tuple[int, bytes]], bytes]:
    """Return the options from a place on, and the payload behind them."""
    options, number = [], 0
    while at < len(data) and data[at] != 0xFF:
        delta, count = data[at] >> 4, data[at] & 15
        delta, at = _extended(data, at + 1, delta)
        count, at = _extended(data, at, count)
        if at + count > len(data):
            raise Malformed("option")
        number += delta
        if number & 1 and number not in _KNOWN:
            raise Malformed("critical")
        options.append((number, data[at : at + count]))
        at += count
    payload = data[at + 1 :]
    if at < len(data) and not payload:
        raise Malformed("payload")
    return options, payload


def _extended(data: bytes, at: int, value: int) -> tuple[int, int]:
    width, base = {13: (1, 13), 14: (2, 269)}.get(value, (0, value))
    if value == 15 or at + width > len(data):
        raise Malformed("option")
    return base + int.from_bytes(data[at : at + width], "big"), at + width


def write(one: Message) -> bytes:
    """Return a message as a datagram."""
    out = bytearray([1 << 6 | one.type << 4 | len(one.token), one.code])
    out += one.id.to_bytes(2, "big") + one.token
    before = 0
    for number, raw in sorted(one.options, key=lambda option: option[0]):
        out += b"".join(_option(number - before, raw))
        before = number
    return bytes(out + (b"\xff" + one.payload if one.payload else b""))


def _option(delta: int, raw: bytes) -> Iterator[bytes]:
    halves, tails = [], b""
    for value in (delta, len(raw)):
        if value < 13:
            halves.append(value)
        elif value < 269:
            halves.append(13)
            tails += bytes([value - 13])
        else:
            halves.append(14)
            tails += (value - 269).to_bytes(2, "big")
    yield bytes([halves[0] << 4 | halves[1]])
    yield tails
    yield raw


def signature(secret: str, payload: bytes) -> str:
    """Return the signature of a payload."""
    return hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()[:32]


class Coap(asyncio.DatagramProtocol):
    """Every sensor that speaks CoAP."""

    def __init__(self, ingress: Ingress) -> None:
        self.ingress = ingress
        self.asked: dict[int, tuple[Any, Message]] = {}
        self.token = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, peer: Any) -> None:
        """Take one datagram in."""
        try:
            one = read(data)
        except Malformed as broken:
            self.ingress.quarantine(NAME, str(broken), str(peer[0]), data)
            return
        if one.code == 0 and one.type == CON:  # a ping
            self._send(peer, Message(RST, 0, one.id, b"", (), b""))
        elif one.code == POST:
            self._post(one, peer)
        elif one.code and one.code >> 5 == 0:
            self._answer(peer, one, NOT_ALLOWED)

    def _post(self, one: Message, peer: Any) -> None:
        path = one.texts(_URI_PATH)
        if len(path) != 2 or path[0] != "e":
            self._answer(peer, one, NOT_FOUND)
            return
        known = self.ingress.registry.find(path[1])
        secret = self.ingress.registry.secret_of(known) if known else ""
        given = next((q[2:] for q in one.texts(_URI_QUERY) if q.startswith("s=")), "")
        wanted = signature(secret, one.payload).encode()
        if known is None or not secret or not hmac.compare_digest(wanted, given.encode()):
            reason = "bad" if known else "stranger"
            self.ingress.quarantine(NAME, reason, path[1][:60], one.payload)
            self._answer(peer, one, UNAUTHORIZED)
            return
        received = now_ms()
        try:
            heard = said_in(one.payload, known.id, NAME, received)
        except Malformed as broken:
            self.ingress.quarantine(NAME, str(broken), known.ident, one.payload)
            self._answer(peer, one, BAD)
            return
        self.token += 1
        if len(self.asked) < WAITING:
            self.asked[self.token] = (peer, one)
        at_once = self.ingress.take(heard, self, self.token, received=received)
        if at_once is not None:
            self.settled([self.token], at_once)

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        """Answer each request."""
        codes = {Outcome.KEPT: CHANGED, Outcome.SHED: UNAVAILABLE, Outcome.REFUSED: BAD}
        for token in tokens:
            found = self.asked.pop(token, None)
            if found is not None:
                self._answer(*found, codes[outcome])

    def _answer(self, peer: Any, one: Message, code: int) -> None:
        kind = ACK if one.type == CON else NON
        options = ((_MAX_AGE, b"\x05"),) if code == UNAVAILABLE else ()
        self._send(peer, Message(kind, code, one.id, one.token, options, b""))

    def _send(self, peer: Any, one: Message) -> None:
        self.transport.sendto(write(one), peer)


def datagrams(ingress: Ingress) -> "partial[Coap]":
    """Return what takes datagrams."""
    return partial(Coap, ingress)
