"""Asterisk's manager interface (AMI): lines of `Key: value`, an empty line ends a message.

What it says is turned into the desk's own events. A call from outside is a channel in one of the
contexts named; the first telephone that joins its bridge answered it; a call ends with the channel
that began it. Works with `BridgeEnter` (Asterisk 12 and later) and `Bridge` (before).
"""

import asyncio
import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from anhuai.desk.engine.telephony import (
    Answered,
    Dialled,
    Event,
    HungUp,
    LinkBroken,
    NotLifted,
    Present,
    Rang,
    Tell,
)

PORT: Final = 5038
LONGEST: Final = 65_536
PATIENCE: Final = 10.0
PING: Final = 20.0
RINGS: Final = 40.0
REASONS: Final = {"1": "无人接听", "3": "无人接听", "5": "占线", "8": "线路忙"}
_CHANNEL = re.compile(r"^[A-Za-z0-9]+/(?P<telephone>[0-9A-Za-z_.+]+)(?:-[0-9a-fA-F]+)?(?:;\d)?$")
Message = Mapping[str, str]


def written(fields: Mapping[str, str]) -> bytes:
    """Return a message as it goes over the line; a value never begins a line of its own."""
    lines = [
        f"{key}: {''.join(c for c in value if c.isprintable())}" for key, value in fields.items()
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def read(text: str) -> dict[str, str]:
    """Return a message's fields by name; of several of one name the first, of no colon nothing."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        key, colon, value = line.strip("\r").partition(":")
        if colon:
            found.setdefault(key.strip(), value.strip())
    return found


def telephone_of(channel: str) -> str:
    """Return the telephone of a channel's name: PJSIP/8001-00000012 is 8001."""
    found = _CHANNEL.match(channel)
    return found["telephone"] if found else ""


@dataclass
class Lines:
    """What is known of the exchange's lines, from its events alone."""

    contexts: frozenset[str]
    begun: set[str] = field(default_factory=set)  # lines heard to begin over this link
    asked: dict[str, int] = field(default_factory=dict)  # our name of an origination → call
    shown: list[str] = field(default_factory=list)

    def heard(self, said: Message) -> list[Event]:
        """Return what an event means for the desk, in order; most mean nothing."""
        take = getattr(self, f"_{said.get('Event', '').lower()}", None)
        return take(said) if take is not None else []

    def _newchannel(self, said: Message) -> list[Event]:
        line = said.get("Uniqueid", "")
        # A channel whose Linkedid is another's was made for that call: the telephone it rings.
        begins = line and said.get("Linkedid", line) == line
        if not begins or said.get("Context", "") not in self.contexts:
            return []
        self.begun.add(line)
        return [Rang(line, said.get("CallerIDNum", ""))]

    def _bridgeenter(self, said: Message) -> list[Event]:
        line, own = said.get("Linkedid", ""), said.get("Uniqueid", "")
        if line == own:
            return []  # the caller's own channel; who answers is the other
        telephone = telephone_of(said.get("Channel", ""))
        return [Answered(line, telephone)] if telephone else []

    def _bridge(self, said: Message) -> list[Event]:
        if said.get("Bridgestate", "Link") != "Link":
            return []
        line = said.get("Uniqueid1", "")
        telephone = telephone_of(said.get("Channel2", ""))
        return [Answered(line, telephone)] if line and telephone else []

    def _hangup(self, said: Message) -> list[Event]:
        line = said.get("Uniqueid", "")
        self.begun.discard(line)
        # The telephones' own channels end too, and those that only tried: the call goes on.
        return [HungUp(line)] if said.get("Linkedid", line) == line else []

    def _originateresponse(self, said: Message) -> list[Event]:
        call = self.asked.pop(said.get("ActionID", ""), None)
        if call is None:
            return []
        line = said.get("Uniqueid", "") if said.get("Response", "") == "Success" else ""
        if line:
            self.begun.add(line)
        return [Dialled(call, line)]

    def _coreshowchannel(self, said: Message) -> list[Event]:
        """Catch up with what was not heard: what is there now rang, and what is bridged talks."""
        line, own = said.get("Linkedid", ""), said.get("Uniqueid", "")
        self.shown.append(line or own)
        if line == own and said.get("Context", "") in self.contexts:
            return [Rang(line, said.get("CallerIDNum", ""))]
        telephone = telephone_of(said.get("Channel", ""))
        is_bridged = bool(said.get("BridgeId"))
        return [Answered(line, telephone)] if line != own and telephone and is_bridged else []

    def _coreshowchannelscomplete(self, _said: Message) -> list[Event]:
        # What began while the list was being told may be missing in it.
        shown = dict.fromkeys([*filter(None, self.shown), *sorted(self.begun)])
        self.shown = []
        return [Present(tuple(shown))]


@dataclass(frozen=True, slots=True)
class Account:
    """How one signs in at an exchange, and where calls from outside come in."""

    host: str
    port: int
    user: str
    secret: str
    contexts: tuple[str, ...] = ("from-trunk", "from-pstn", "from-external")
    trunk: str = "trunk"
    technology: str = "PJSIP"


class Ami:
    """A connected manager; made by `connect`."""

    def __init__(
        self, account: Account, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.account, self.reader, self.writer = account, reader, writer
        self.lines = Lines(frozenset(account.contexts))

    @classmethod
    async def connect(cls, account: Account) -> "Ami":
        """Connect, sign in by challenge (the secret never goes over the line); `LinkBroken`."""
        try:
            async with asyncio.timeout(PATIENCE):
                reader, writer = await asyncio.open_connection(
                    account.host, account.port, limit=LONGEST
                )
                made = cls(account, reader, writer)
                await made._sign_in()
        except LinkBroken:
            raise
        except (OSError, TimeoutError, EOFError, ValueError) as away:
            raise LinkBroken(f"话务交换机没有应答：{type(away).__name__}") from away
        return made

    async def _sign_in(self) -> None:
        await self.reader.readline()  # its greeting: name and version
        self._send({"Action": "Challenge", "AuthType": "MD5", "ActionID": "challenge"})
        challenge = (await self._response("challenge")).get("Challenge", "")
        # AMI knows no better than MD5 over a nonce; the link belongs into the machine room.
        key = hashlib.md5((challenge + self.account.secret).encode(), usedforsecurity=False)
        self._send({
            "Action": "Login", "AuthType": "MD5", "Username": self.account.user,
            "Key": key.hexdigest(), "Events": "call", "ActionID": "login",
        })  # fmt: skip
        if (await self._response("login")).get("Response") != "Success":
            self.writer.close()
            raise LinkBroken("话务交换机拒绝登录：用户名或密码不对")
        self._send({"Action": "CoreShowChannels", "ActionID": "present"})

    def _send(self, fields: Mapping[str, str]) -> None:
        self.writer.write(written(fields))

    async def _message(self) -> dict[str, str]:
        try:
            raw = await self.reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError) as broken:
            raise LinkBroken("与话务交换机的连接断了") from broken
        return read(raw.decode("utf-8", "replace"))

    async def _response(self, number: str) -> dict[str, str]:
        while True:
            said = await self._message()
            if said.get("ActionID") == number and "Response" in said:
                return said

    async def follow(self, tell: Tell) -> None:
        """Tell of every event in its order; silence is asked about once, then is a broken link."""
        is_asked = False
        while True:
            try:
                async with asyncio.timeout(PATIENCE if is_asked else PING):
                    said = await self._message()
            except TimeoutError as silent:
                if is_asked:
                    raise LinkBroken("话务交换机不再应答") from silent
                is_asked = True
                self._send({"Action": "Ping", "ActionID": "ping"})
                continue
            is_asked = False
            for event in self.lines.heard(said):
                await tell(event)

    async def dial(self, call: int, extension: str, number: str) -> None:
        """Ring the officer's telephone and, once it is lifted, the number over the trunk."""
        name = f"call-{call}"
        self.lines.asked[name] = call
        self._send({
            "Action": "Originate", "ActionID": name, "Async": "true",
            "Channel": f"{self.account.technology}/{extension}", "Context": "desk-out",
            "Exten": number, "Priority": "1", "CallerID": f"12349 <{number}>", "Timeout": "30000",
        })  # fmt: skip
        await self.writer.drain()

    async def announce(self, key: str, number: str, context: str, said: Mapping[str, str]) -> str:
        """Ring a number and let the exchange speak; returns the line once it was lifted.

        What is spoken is the dial plan's, from the variables given (base64 of UTF-8, for a value
        may hold anything). Raises `NotLifted` where nobody does, `LinkBroken` where it is away.
        """
        told = ",".join(
            f"{name}={base64.b64encode(text.encode()).decode()}" for name, text in said.items()
        )
        self._send({
            "Action": "Originate", "ActionID": key, "Async": "true",
            "Channel": f"{self.account.technology}/{number}@{self.account.trunk}",
            "Context": context, "Exten": "s", "Priority": "1", "CallerID": "12349 <12349>",
            "Timeout": str(int(RINGS * 1000)), "Variable": told,
        })  # fmt: skip
        await self.writer.drain()
        async with asyncio.timeout(RINGS + PATIENCE):
            while True:
                said_back = await self._message()
                if said_back.get("ActionID") != key:
                    continue
                if said_back.get("Response") == "Error":
                    raise NotLifted(said_back.get("Message", ""))
                if said_back.get("Event") == "OriginateResponse":
                    break
        if said_back.get("Response") != "Success":
            raise NotLifted(REASONS.get(said_back.get("Reason", ""), "没有接通"))
        return said_back.get("Uniqueid", "")

    def close(self) -> None:
        """Leave."""
        self.writer.close()
