"""The outermost middleware: every request gets an id, a log line, its counts and its span."""

import logging
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from anhuai.platform.watching import lines, metrics, traces

log = logging.getLogger(__name__)
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class DatabaseTime:
    """Adds up the time a request or job waits for the database."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.queries = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any
    ) -> Any:
        """Run one statement, timed; its values are looked at by nobody."""
        began = perf_counter()
        try:
            if not traces.is_on():
                return execute(sql, params, many, context)
            verb = sql.split(None, 1)[0] if sql else "SQL"
            about: dict[str, Any] = {"db.system": connection.vendor, "db.query.text": sql[:2000]}
            with traces.span(verb, kind="client", **about):
                return execute(sql, params, many, context)
        finally:
            self.seconds += perf_counter() - began
            self.queries += 1


@contextmanager
def timed_database() -> Iterator[DatabaseTime]:
    """Time the database inside, and count it once at the end."""
    spent = DatabaseTime()
    with connection.execute_wrapper(spent):
        try:
            yield spent
        finally:
            counters = metrics.counters()
            counters.database.inc(spent.seconds)
            counters.queries.inc(spent.queries)


def request_id(request: HttpRequest) -> str:
    """Return the id a proxy gave the request, or a new one."""
    given = request.headers.get("X-Request-ID", "")
    return given if _ID.fullmatch(given) else uuid.uuid4().hex


def route_of(request: HttpRequest) -> str:
    """Return the pattern the address matched: never the address, whose keys and words it hides."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match is not None and match.route is not None else "(none)"


class WatchingMiddleware:
    """Watches one request from outside all other middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        traces.start("anhuai-web")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        key = request_id(request)
        method = request.method if request.method in _METHODS else "OTHER"
        began = perf_counter()
        parent = {"traceparent": request.headers.get("traceparent", "")}
        with (
            lines.within(request=key),
            traces.span(str(method), kind="server", parent=parent, **{"request.id": key}) as one,
            timed_database() as spent,
        ):
            response = self.get_response(request)
            seconds = perf_counter() - began
            route = route_of(request)
            metrics.note_request(str(method), route, response.status_code, seconds)
            if one is not None:
                one.update_name(f"{method} {route}")
                one.set_attribute("http.route", route)
                one.set_attribute("http.response.status_code", response.status_code)
            actor = getattr(request, "actor", None)
            about = {
                "method": method, "route": route, "status": response.status_code,
                "ms": round(seconds * 1000, 1), "db_ms": round(spent.seconds * 1000, 1),
                "queries": spent.queries,
            }  # fmt: skip
            with lines.within(account=getattr(actor, "account", None)):
                log.info("request", extra=about)
        response.headers.setdefault("X-Request-ID", key)
        return response
