"""HTTP: `POST /v1/events` with one JSON message or an array, signed; answered after the commit.

`X-Device` names the device, `X-Time` is ms since 1970, `X-Signature` is the hex of HMAC-SHA256
under its secret over time, a dot and the body. A time more than five minutes off is a replay.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping
from functools import partial
from typing import cast

from anhuai.response.engine.heard import Heard, Malformed, Outcome, said_in
from anhuai.response.engine.ingress import Ingress
from anhuai.response.engine.registry import Known
from anhuai.response.engine.stores import now_ms

NAME = "http"
HEAD = 8192
SKEW = 300_000
BATCH = 500
_SAYS = {
    200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found", 408: "Request Timeout",
    413: "Content Too Large", 503: "Service Unavailable",
}  # fmt: skip


class Refused(Exception):
    """A request that is answered with a status and a code."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Http(asyncio.Protocol):
    """One connection; requests on it are answered in their order."""

    def __init__(self, ingress: Ingress) -> None:
        self.ingress = ingress
        self.buffer = bytearray()
        self.counted = False
        self.pending: set[int] = set()
        self.token = 0
        self.total = self.kept = self.shed = self.refused = 0
        self.timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Bound how long a request may take to arrive."""
        self.transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self.peer = str(peer[0]) if peer else ""
        self.counted = self.ingress.admit()
        if not self.counted:
            self.transport.close()
            return
        self._wait()

    def _wait(self) -> None:
        if self.timer is not None:
            self.timer.cancel()
        loop = asyncio.get_running_loop()
        self.timer = loop.call_later(self.ingress.limits.greeting * 3, self._too_slow)

    def _too_slow(self) -> None:
        if self.buffer:
            self.ingress.quarantine(NAME, "slow", self.peer, bytes(self.buffer))
        self.transport.abort()

    def connection_lost(self, _error: Exception | None) -> None:
        """Forget it."""
        if self.timer is not None:
            self.timer.cancel()
        if self.counted:
            self.ingress.open -= 1

    def data_received(self, data: bytes) -> None:
        """Take a request in when the one before is answered."""
        self.buffer += data
        if not self.pending:
            self._next()

    def _next(self) -> None:
        try:
            self._request()
        except Refused as why:
            self.ingress.quarantine(NAME, why.code, self.peer, bytes(self.buffer))
            self._answer(why.status, {"error": why.code}, closes=True)

    def _request(self) -> None:
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self.buffer) > HEAD:
                raise Refused(413, "oversize")
            return
        line, *rest = bytes(self.buffer[:end]).decode("latin1").split("\r\n")
        heads = {}
        for one in rest:
            name, _colon, value = one.partition(":")
            heads[name.strip().lower()] = value.strip()
        stated = heads.get("content-length", "")
        if not stated.isdecimal() or "transfer-encoding" in heads:
            raise Refused(400, "length")
        size = int(stated)
        if size > self.ingress.limits.packet * 4:
            raise Refused(413, "oversize")
        if len(self.buffer) < end + 4 + size:
            return
        body = bytes(self.buffer[end + 4 : end + 4 + size])
        del self.buffer[: end + 4 + size]
        if line.split(" ")[:2] != ["POST", "/v1/events"]:
            raise Refused(404, "address")
        self._wait()
        self._take(self._who(heads, body), body)

    def _who(self, heads: dict[str, str], body: bytes) -> Known:
        known = self.ingress.registry.find(heads.get("x-device", ""))
        if known is None:
            raise Refused(401, "stranger")
        stamp = heads.get("x-time", "")
        if not stamp.isdecimal() or len(stamp) > 15 or abs(int(stamp) - now_ms()) > SKEW:
            raise Refused(401, "replay")
        secret = self.ingress.registry.secret_of(known)
        wanted = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        given = heads.get("x-signature", "")
        if not secret or not hmac.compare_digest(wanted.encode(), given.encode("latin1")):
            raise Refused(401, "bad")
        return known

    def _take(self, known: Known, body: bytes) -> None:
        received = now_ms()
        heard = self._messages(body, known, received)
        self.total, self.kept, self.shed, self.refused = len(heard), 0, 0, 0
        first = self.token + 1
        self.token += len(heard)
        self.pending = set(range(first, self.token + 1))
        for token, one in zip(range(first, self.token + 1), heard, strict=True):
            if (at_once := self.ingress.take(one, self, token, received=received)) is not None:
                self.settled([token], at_once)

    def _messages(self, body: bytes, known: Known, received: int) -> list[Heard]:
        try:
            if body.lstrip()[:1] != b"[":
                return [said_in(body, known.id, NAME, received)]
            parts = json.loads(body)
            if not parts or len(parts) > BATCH:
                raise Refused(413, "batch")
            return [
                said_in(json.dumps(one, ensure_ascii=False).encode(), known.id, NAME, received)
                for one in parts
            ]
        except (Malformed, ValueError, RecursionError) as broken:
            code = str(broken) if isinstance(broken, Malformed) else "json"
            raise Refused(400, code) from broken

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        """Answer when every message of the request has its outcome."""
        mine = self.pending.intersection(tokens)
        self.pending -= mine
        if outcome is Outcome.KEPT:
            self.kept += len(mine)
        elif outcome is Outcome.SHED:
            self.shed += len(mine)
        else:
            self.refused += len(mine)
        if self.pending or not mine:
            return
        said = {"kept": self.kept, "shed": self.shed, "refused": self.refused}
        self._answer(200 if self.kept == self.total else 503, said)
        if self.buffer and not self.transport.is_closing():
            self._next()

    def _answer(self, status: int, said: Mapping[str, object], *, closes: bool = False) -> None:
        if self.transport.is_closing():
            return
        body = json.dumps(said).encode()
        again = "Retry-After: 5\r\n" if status == 503 else ""
        closing = "Connection: close\r\n" if closes else ""
        head = (
            f"HTTP/1.1 {status} {_SAYS[status]}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n{again}{closing}\r\n"
        )
        self.transport.write(head.encode() + body)
        if closes:
            self.transport.close()


def factory(ingress: Ingress) -> "partial[Http]":
    """Return what makes a connection."""
    return partial(Http, ingress)
