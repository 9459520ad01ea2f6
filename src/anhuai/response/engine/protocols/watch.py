"""The text protocol of watches, `[CS*<id>*<length>*<content>]`: LK, UD, UD2, AL, TKQ and commands.

A watch restarts itself when LK is not answered, so that is answered at once; AL only when the
alarm is kept. The protocol knows no secret: the id must be in the registry. Flags of the status
word follow what vendors' documents share (evidence §1, from memory: unverified).
"""

import asyncio
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import cast

from anhuai.response.engine.heard import Heard, Malformed, Outcome, believable
from anhuai.response.engine.ingress import Ingress, Link
from anhuai.response.engine.registry import Known
from anhuai.response.engine.stores import now_ms

NAME = "watch"
MOST = 4096
_HEAD = re.compile(rb"\[([A-Z0-9]{2})\*([0-9A-Za-z]{6,20})\*([0-9A-Fa-f]{4})\*")
_FLAGS = ((16, "sos"), (21, "fall"), (17, "low_battery"))
_TIME, _BATTERY, _STATUS = 1, 13, 16


@dataclass(frozen=True, slots=True)
class Text:
    """One frame."""

    maker: str
    ident: str
    content: str

    @property
    def command(self) -> str:
        """What it is: the part before the first comma."""
        return self.content.partition(",")[0]

    @property
    def fields(self) -> list[str]:
        """What follows."""
        return self.content.split(",")


def split(buffer: bytearray) -> list[Text]:
    """Return whole frames and take them off; raises `Malformed`."""
    found: list[Text] = []
    while buffer:
        head = _HEAD.match(buffer)
        if head is None:
            if len(buffer) > 40 or not b"[".startswith(bytes(buffer[:1])):
                raise Malformed("frame")
            return found
        size = int(head[3], 16)
        if size > MOST:
            raise Malformed("oversize")
        end = head.end() + size
        if len(buffer) <= end:
            return found
        if buffer[end] != ord("]"):
            raise Malformed("length")
        content = bytes(buffer[head.end() : end]).decode("utf-8", "replace")
        found.append(Text(head[1].decode(), head[2].decode(), content.replace("\0", "")))
        del buffer[: end + 1]
    return found


def frame(maker: str, ident: str, content: str) -> bytes:
    """Return a frame as it goes over the wire."""
    raw = content.encode()
    return f"[{maker}*{ident}*{len(raw):04X}*".encode() + raw + b"]"


def pressed_of(fields: list[str]) -> int | None:
    """Return the time of a UD or AL in ms (ddmmyy, hhmmss, UTC), None where it is none."""
    try:
        text = fields[_TIME] + fields[_TIME + 1]
        return int(datetime.strptime(text, "%d%m%y%H%M%S").replace(tzinfo=UTC).timestamp() * 1000)
    except (ValueError, IndexError):
        return None


def alarm_of(fields: list[str]) -> str:
    """Return the gravest alarm of the status word; an AL that tells none is a call for help."""
    try:
        status = int(fields[_STATUS], 16)
    except (ValueError, IndexError):
        return "sos"
    return next((kind for bit, kind in _FLAGS if status >> bit & 1), "watch_alarm")


def battery_of(fields: list[str], at: int) -> int | None:
    """Return a percentage, None where there is none."""
    text = fields[at] if len(fields) > at else ""
    return int(text) if text.isdecimal() and int(text) <= 100 else None


class Watch(asyncio.Protocol, Link):
    """One watch's connection."""

    def __init__(self, ingress: Ingress) -> None:
        self.ingress = ingress
        self.buffer = bytearray()
        self.known: Known | None = None
        self.maker = "CS"
        self.asked: dict[int, str] = {}
        self.token = 0
        self.counted = False
        self.commands: dict[str, int] = {}
        self.timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give it some seconds to say who it is."""
        self.transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self.peer = str(peer[0]) if peer else ""
        self.counted = self.ingress.admit()
        if not self.counted:
            self.transport.close()
            return
        loop = asyncio.get_running_loop()
        self.timer = loop.call_later(self.ingress.limits.greeting, self._too_slow)

    def _too_slow(self) -> None:
        if self.known is None:
            self.ingress.quarantine(NAME, "slow", self.peer, bytes(self.buffer))
            self.transport.abort()

    def connection_lost(self, _error: Exception | None) -> None:
        """Forget it."""
        if self.timer is not None:
            self.timer.cancel()
        if self.counted:
            self.ingress.open -= 1
        if self.known and self.ingress.links.get(self.known.id) is self:
            del self.ingress.links[self.known.id]

    def data_received(self, data: bytes) -> None:
        """Take frames in; what is none ends the connection."""
        self.buffer += data
        try:
            for one in split(self.buffer):
                self._frame(one)
        except Malformed as broken:
            name = self.known.ident if self.known else self.peer
            self.ingress.quarantine(NAME, str(broken), name, data)
            self.transport.close()

    def _frame(self, one: Text) -> None:
        if self.known is None or self.known.ident != one.ident:
            known = self.ingress.registry.find(one.ident)
            if known is None:
                self.ingress.quarantine(NAME, "stranger", one.ident, one.content.encode())
                self.transport.close()
                return
            self.known, self.maker = known, one.maker
            self.ingress.links[known.id] = self
        if one.command == "LK":
            self._alive(one)
        elif one.command == "AL":
            self._keep(one, alarm_of(one.fields), answers=one.command)
        elif one.command in ("UD", "UD2"):
            self._keep(one, "position", answers="")
        elif one.command in self.commands:
            self.ingress.command_done(self.commands.pop(one.command))
        elif one.command in ("TKQ", "TKQ2"):
            self._write(one.command)
        else:
            self._keep(one, "watch_other", answers="")

    def _alive(self, one: Text) -> None:
        """Answer a heartbeat at once: nothing in it needs keeping but steps and battery."""
        self._write("LK")
        known = cast("Known", self.known)
        self.ingress.heard_from(known)
        level = battery_of(one.fields, 3)
        if level is not None:
            body = json.dumps({"content": one.content})
            heard = Heard(known.id, "heartbeat", body, NAME, battery=level)
            self.ingress.take(heard, None, 0, received=now_ms())

    def _keep(self, one: Text, kind: str, *, answers: str) -> None:
        received = now_ms()
        pressed = believable(pressed_of(one.fields), received)
        heard = Heard(
            cast("Known", self.known).id, kind, json.dumps({"content": one.content}), NAME,
            pressed=pressed, battery=battery_of(one.fields, _BATTERY),
        )  # fmt: skip
        self.token += 1
        if answers:
            self.asked[self.token] = answers
        asker = self if answers else None
        if (at_once := self.ingress.take(heard, asker, self.token, received=received)) is not None:
            self.settled([self.token], at_once)

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        """Answer what is kept; without an answer the watch sends it again."""
        for token in tokens:
            answer = self.asked.pop(token, "")
            if answer and outcome is Outcome.KEPT:
                self._write(answer)

    def _write(self, content: str) -> None:
        if self.known is not None and not self.transport.is_closing():
            self.transport.write(frame(self.maker, self.known.ident, content))

    def send_command(self, key: int, command: str, body: str) -> bool:
        """Let the watch call a number (`CALL`), report its place (`CR`) or show a text."""
        words = {"call": f"CALL,{body}", "locate": "CR", "text": f"MESSAGE,{body}"}
        content = words.get(command)
        if content is None:
            return False
        self.commands[content.partition(",")[0]] = key
        self._write(content)
        return True

    def close(self) -> None:
        """End the connection."""
        self.transport.close()


def factory(ingress: Ingress) -> "partial[Watch]":
    """Return what makes a connection."""
    return partial(Watch, ingress)
