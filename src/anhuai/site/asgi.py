"""Serving: event streams stay on the loop, every other request runs whole in one bounded pool.

Stock Django under ASGI hops threads once a middleware and opens a connection a request; here a page
takes one hop and its thread keeps its database connection (evidence/web.md §4).
"""

import asyncio
import functools
import os
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from enum import Enum, auto
from http import HTTPStatus
from typing import IO, Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anhuai.site.settings")

import django

django.setup(set_prefix=False)

from django.conf import settings
from django.core import signals
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.db import close_old_connections
from django.http import HttpResponse, HttpResponseBase

from anhuai.platform import live, wall
from anhuai.platform.views import failures
from anhuai.platform.watching import metrics, prepared
from anhuai.site.hints import Ear
from anhuai.site.live import Hub

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Answer = tuple[int, list[tuple[bytes, bytes]], bytes | HttpResponseBase]

LIVE = "/live/"
ALIVE = "/healthz"
BODY_IN_MEMORY = 2_621_440
BODY_LIMIT = settings.ANHUAI_UPLOAD_LIMIT + 1_048_576  # a form's other fields beside its file
THREADS = int(os.environ.get("ANHUAI_THREADS", "4"))


class Pages(BaseHandler):
    """Django's whole stack, run synchronously in the calling thread."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware(is_async=False)
        self._is_prepared = False  # asked until it is, at the first request: a start stays quick

    def answer(self, scope: Scope, asked: IO[bytes]) -> Answer:
        """Return status, headers and what is sent: one body whole, or a stream's open response."""
        signals.request_started.send(sender=self.__class__, scope=scope)
        if not self._is_prepared:
            if says := prepared.lacking():
                text = (b"content-type", b"text/plain; charset=utf-8")
                return HTTPStatus.SERVICE_UNAVAILABLE, [text], says.encode()
            wall.stand_by()
            self._is_prepared = True
        request = ASGIRequest(scope, asked)
        response = self.get_response(request)
        response._handler_class = self.__class__  # type: ignore[attr-defined]
        return self.told(response)

    def refuse_large(self) -> Answer:
        """Return the page for a body that is too large."""
        return self.told(failures.too_large())

    @staticmethod
    def told(response: HttpResponseBase) -> Answer:
        """Return status, headers and the response."""
        head = [(k.lower().encode("ascii"), v.encode("latin1")) for k, v in response.items()]
        for cookie in response.cookies.values():
            head.append((b"set-cookie", cookie.output(header="").strip().encode("ascii")))
        if not isinstance(response, HttpResponse):
            return response.status_code, head, response
        body = response.content
        response.close()  # here, where its thread's database connection is
        return response.status_code, head, body


metrics.share(settings.DATA / "metrics")
_pages = Pages()


async def _aside(work: Callable[..., Any], *given: Any) -> Any:
    """Run what asks the database in a thread of its own, which pages never wait for.

    It asks as a job does, inside the wall: what streams are told says nothing about anybody.
    """

    def asking() -> Any:
        close_old_connections()  # one that broke is opened anew
        with wall.behind(), wall.lifted():
            return work(*given)

    return await asyncio.get_running_loop().run_in_executor(_asking, asking)


_asking = ThreadPoolExecutor(1, thread_name_prefix="live")
_hub = Hub(lambda scope: live.account_of(scope["headers"]), live.ask, _aside)
_ear = Ear(settings.DATA / "hints", _hub.wake)
_pool = ThreadPoolExecutor(THREADS, thread_name_prefix="page")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one connection."""
    if scope["type"] == "lifespan":
        return
    if scope["type"] == "http" and scope["path"] == ALIVE:
        await _say_alive(send)
        return
    if scope["type"] != "http":
        return
    if scope["path"] == LIVE:
        _ear.listen()
        await _hub.serve(scope, receive, send)
        return
    with tempfile.SpooledTemporaryFile(max_size=BODY_IN_MEMORY) as body:
        taken = await _read(scope, receive, body)
        if taken is Taken.WHOLE:
            await _answer(functools.partial(_pages.answer, scope, body), send)
        elif taken is Taken.TOO_LARGE:
            await _answer(_pages.refuse_large, send)


async def _say_alive(send: Send) -> None:
    """Answer the liveness probe on the loop: no thread, no database, no line in the log."""
    group = str(os.getpgid(0)).encode()
    head = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    head.append((b"x-process", group))
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": b"ok\n"})


class Taken(Enum):
    """How reading a request's body ended."""

    WHOLE = auto()
    TOO_LARGE = auto()
    GONE = auto()


async def _read(scope: Scope, receive: Receive, body: IO[bytes]) -> Taken:
    """Take a body in; refused by its stated length before a byte of it, else once too large."""
    stated = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    if stated.isdigit() and int(stated) > BODY_LIMIT:
        return Taken.TOO_LARGE
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return Taken.GONE
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > BODY_LIMIT:
            return Taken.TOO_LARGE
        body.write(chunk)
        if not message.get("more_body"):
            body.seek(0)
            return Taken.WHOLE


async def _answer(ask: Callable[[], Answer], send: Send) -> None:
    loop = asyncio.get_running_loop()
    status, head, answer = await loop.run_in_executor(_pool, ask)
    await send({"type": "http.response.start", "status": status, "headers": head})
    if isinstance(answer, bytes):
        await send({"type": "http.response.body", "body": answer})
        return
    try:
        chunks = iter(answer)
        while True:
            chunk = await loop.run_in_executor(_pool, next, chunks, None)
            if chunk is None:
                break
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        await loop.run_in_executor(_pool, answer.close)
