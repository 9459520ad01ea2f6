"""A bridge from NATS JetStream: a durable consumer, its messages acknowledged after our commit.

The stream is the broker's and must be there; it keeps what we have not acknowledged and delivers it
again, and a repetition counts once by its key. As with MQTT the subject `d.<ident>.up` says which
device spoke, so whoever may publish there is for the broker to check (ADR 0054, 0082).
ANHUAI_BRIDGE=nats://host:4222/STREAM/d.*.up, with the account before the host as in any URL; tls://
with TLS.
"""

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from anhuai.response.engine.heard import Heard, Malformed, Outcome, said_in
from anhuai.response.engine.ingress import Ingress
from anhuai.response.engine.stores import now_ms

if TYPE_CHECKING:
    from nats.aio.msg import Msg

log = logging.getLogger(__name__)
NAME: Final = "nats"
CONSUMER: Final = "anhuai-bridge"
ACK_WAIT: Final = 5.0
"""Seconds after which what was not acknowledged comes again: so long a killed bridge keeps a call
for help waiting, and what was only slow counts once all the same."""
AT_ONCE, UNANSWERED, AGAIN, PATIENCE, SHED_AGAIN = 200, 2_000, 1.0, 2.0, 0.2


@dataclass(frozen=True, slots=True)
class Stream:
    """Where a NATS server is and what is read there."""

    server: str
    user: str
    password: str
    name: str
    subject: str


def stream_in(text: str) -> Stream | None:
    """Return the stream a setting names, None where it names no NATS; raises `ValueError`."""
    parts = urlsplit(text)
    if parts.scheme not in ("nats", "tls"):
        return None
    name, _slash, subject = parts.path.lstrip("/").partition("/")
    if not parts.hostname or not name:
        raise ValueError("ANHUAI_BRIDGE：应写成 nats://用户:密码@地址:端口/流/d.*.up。")
    return Stream(
        f"{parts.scheme}://{parts.hostname}:{parts.port or 4222}", unquote(parts.username or ""),
        unquote(parts.password or ""), unquote(name), unquote(subject) or "d.*.up",
    )  # fmt: skip


@dataclass(eq=False)
class NatsBridge:
    """One durable consumer of one stream."""

    ingress: Ingress
    to: Stream
    asked: "dict[int, Msg]" = field(default_factory=dict)
    answers: "deque[tuple[Msg, Outcome]]" = field(default_factory=deque)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    token: int = 0

    async def run(self) -> None:
        """Stay connected until cancelled."""
        from nats.errors import Error  # only who has such a bridge loads the client

        is_told = False
        while True:
            try:
                await self._once()
            except (OSError, EOFError, TimeoutError, Error) as why:
                if not is_told:
                    log.warning("NATS is away, or its stream: %s", why or type(why).__name__)
                is_told = True
            else:
                is_told = False
            self.ingress.counts["bridge.lost"] += 1
            self.asked.clear()  # the stream has them still
            self.answers.clear()
            await asyncio.sleep(AGAIN)

    async def _once(self) -> None:
        import nats
        from nats.errors import Error
        from nats.js.api import AckPolicy, ConsumerConfig

        client = await nats.connect(
            self.to.server, user=self.to.user or None, password=self.to.password or None,
            name=CONSUMER, allow_reconnect=False, connect_timeout=PATIENCE,
        )  # fmt: skip
        try:
            wanted = ConsumerConfig(
                ack_policy=AckPolicy.EXPLICIT, ack_wait=ACK_WAIT, max_ack_pending=UNANSWERED
            )
            reading = await client.jetstream().pull_subscribe(
                self.to.subject, durable=CONSUMER, stream=self.to.name, config=wanted
            )
            async with asyncio.TaskGroup() as tasks:
                answering = tasks.create_task(self._answer())
                await self._read(client, reading)
                answering.cancel()
        except* (OSError, EOFError, TimeoutError, Error) as found:
            raise found.exceptions[0] from None
        finally:
            await client.close()

    async def _read(self, client: Any, reading: Any) -> None:
        while client.is_connected:
            try:
                messages = await reading.fetch(AT_ONCE, timeout=PATIENCE)
            except TimeoutError:
                continue  # nothing to read
            for one in messages:
                self._heard(one)
        raise EOFError

    def _heard(self, one: "Msg") -> None:
        received = now_ms()
        self.ingress.counts["bridge.messages"] += 1
        parts = one.subject.split(".")
        known = self.ingress.registry.find(parts[1]) if len(parts) == 3 else None
        if known is None or parts[0] != "d" or parts[2] != "up":
            self.ingress.quarantine(NAME, "stranger", one.subject, one.data)
            self._say(one, Outcome.REFUSED)
            return
        try:
            heard: Heard = said_in(one.data, known.id, NAME, received)
        except Malformed as broken:
            self.ingress.quarantine(NAME, str(broken), known.ident, one.data)
            self._say(one, Outcome.REFUSED)
            return
        self.token += 1
        self.asked[self.token] = one
        at_once = self.ingress.take(heard, self, self.token, received=received)
        if at_once is not None:
            self.settled([self.token], at_once)

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        """Have acknowledged what is committed; what was shed is asked for again."""
        for token in tokens:
            one = self.asked.pop(token, None)
            if one is not None:
                self._say(one, outcome)

    def _say(self, one: "Msg", outcome: Outcome) -> None:
        self.answers.append((one, outcome))
        self.news.set()

    async def _answer(self) -> None:
        while True:
            await self.news.wait()
            self.news.clear()
            while self.answers:
                one, outcome = self.answers.popleft()
                if outcome is Outcome.SHED:
                    await one.nak(delay=SHED_AGAIN)
                else:
                    await one.ack()
