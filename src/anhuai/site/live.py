"""Live pages: event streams on the loop, fed by one poller a process from the database.

A stream belongs to an account and names topics; whatever a room publishes for a topic is found by
the topic's own query, asked once a second for all the streams of the process together. An event's
id is the version of what it tells, so that `Last-Event-ID` brings only what changed meanwhile.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from anhuai.platform.watching import metrics

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]

log = logging.getLogger(__name__)
POLL = 1.0
HEARTBEAT = 20.0
LIMIT = 5_000
_HEAD = [
    (b"content-type", b"text/event-stream; charset=utf-8"), (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]  # fmt: skip


@dataclass(eq=False, slots=True)
class Stream:
    """One open stream: whose, about what, and what it was told last."""

    account: int
    topics: frozenset[str]
    last: dict[str, str] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: list[bytes] = field(default_factory=list)


def event(topic: str, version: str, data: object) -> bytes:
    """Return one event as it goes over the wire."""
    text = json.dumps({"topic": topic, "data": data}, ensure_ascii=False, separators=(",", ":"))
    return f"id: {topic}={version}\nevent: {topic.partition(':')[0]}\ndata: {text}\n\n".encode()


class Hub:
    """The open streams of this process and the one poller that feeds them."""

    def __init__(
        self, admit: Callable[[Message], int | None],
        ask: Callable[[set[tuple[int, str]]], dict[tuple[int, str], tuple[str, object]]],
        run: Callable[..., Awaitable[Any]],
    ) -> None:  # fmt: skip
        self.admit, self.ask, self.run = admit, ask, run
        self.streams: set[Stream] = set()
        self._poller: asyncio.Task[None] | None = None
        self._woken: asyncio.Event | None = None

    def wake(self) -> None:
        """Ask at once: something happened that need not wait for the next second."""
        if self._woken is not None:
            self._woken.set()

    async def serve(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one stream until its caller leaves."""
        account = await self.run(self.admit, scope)
        if account is None or len(self.streams) >= LIMIT:
            status = 401 if account is None else 503
            await send({"type": "http.response.start", "status": status, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        stream = Stream(account, _topics(scope), _told(scope))
        self.streams.add(stream)
        metrics.counters().streams.set(len(self.streams))
        self._start()
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEAD})
            await self._tell(stream, send, leaving)
        finally:
            leaving.cancel()
            self.streams.discard(stream)
            metrics.counters().streams.set(len(self.streams))

    async def _tell(self, stream: Stream, send: Send, leaving: "asyncio.Future[None]") -> None:
        await send({"type": "http.response.body", "body": b"retry: 3000\n\n", "more_body": True})
        while not leaving.done():
            waiter = asyncio.ensure_future(stream.news.wait())
            both: set[asyncio.Future[Any]] = {waiter, leaving}
            await asyncio.wait(both, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            waiter.cancel()
            stream.news.clear()
            body, stream.waiting = b"".join(stream.waiting) or b": \n\n", []
            if not leaving.done():
                await send({"type": "http.response.body", "body": body, "more_body": True})

    def _start(self) -> None:
        if self._poller is None or self._poller.done():
            self._poller = asyncio.ensure_future(self._poll())

    async def _poll(self) -> None:
        self._woken = asyncio.Event()
        while self.streams:
            self._woken.clear()
            asked = {(one.account, topic) for one in self.streams for topic in one.topics}
            try:
                found = await self.run(self.ask, asked)
            except Exception:
                # The database may be away for a minute; whatever it is, it is in the log and the
                # streams are told again in a second.
                log.exception("live topics could not be read")
                found = {}
            for one in list(self.streams):
                self._pass_on(one, found)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), POLL)

    @staticmethod
    def _pass_on(one: Stream, found: dict[tuple[int, str], tuple[str, object]]) -> None:
        for topic in one.topics:
            version, data = found.get((one.account, topic), ("", None))
            if version and one.last.get(topic) != version:
                one.last[topic] = version
                one.waiting.append(event(topic, version, data))
                one.news.set()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _topics(scope: Message) -> frozenset[str]:
    asked = parse_qs(scope.get("query_string", b"").decode("ascii", "replace"))
    return frozenset(one[:60] for one in asked.get("topic", ())[:8])


def _told(scope: Message) -> dict[str, str]:
    """Return what the caller saw last, from `Last-Event-ID`: topic=version."""
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            topic, found, version = value.decode("utf-8", "replace").rpartition("=")
            return {topic: version} if found else {}
    return {}
