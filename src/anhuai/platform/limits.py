"""How often one caller may ask: the interface, and what costs much; the rest is not counted.

Counted in this process's memory, by account or key and, before signing in, by address: a guard
against a loop gone wild, not against a flood, which a proxy in front stops.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anhuai.platform import clock

MINUTE = 60.0
_KEPT = 10_000
_COSTLY = ("/export", ".pdf", "/import", "/search")


class Bucket:
    """So many askings a minute, refilled as time passes; a clock set back gives none away."""

    def __init__(self, limit: int, now: float) -> None:
        self.left, self.at, self.limit = float(limit), now, limit

    def take(self, now: float) -> float:
        """Take one; return after how many seconds to ask again, 0 when it was there."""
        passed = max(0.0, now - self.at)
        self.left = min(self.limit, self.left + passed * self.limit / MINUTE)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return (1 - self.left) * MINUTE / self.limit


_BUCKETS: OrderedDict[tuple[str, str], Bucket] = OrderedDict()
_LOCK = Lock()


def wait_for(kind: str, caller: str) -> float:
    """Count one asking of a kind ("api", "costly"); return the seconds to wait, 0 for none."""
    limit = settings.ANHUAI_LIMITS[kind]
    if not limit:
        return 0.0
    now = clock.now().timestamp()
    with _LOCK:
        bucket = _BUCKETS.setdefault((kind, caller), Bucket(limit, now))
        _BUCKETS.move_to_end((kind, caller))
        if len(_BUCKETS) > _KEPT:
            _BUCKETS.popitem(last=False)
        return bucket.take(now)


def forget() -> None:
    """Drop what was counted, in tests."""
    _BUCKETS.clear()


class LimitsMiddleware:
    """Refuses with 429 and a sentence; adds the headers that shut browsers' side doors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        kind = _kind_of(request.path)
        seconds = wait_for(kind, _caller(request)) if kind else 0.0
        response = _too_many(request, int(seconds) + 1) if seconds else self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.ANHUAI_PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def _kind_of(path: str) -> str:
    if path.startswith("/api/"):
        return "api"
    return "costly" if path.endswith(_COSTLY) else ""


def _caller(request: HttpRequest) -> str:
    from anhuai.platform.requests import address_of

    actor: Any = getattr(request, "actor", None)
    if actor is not None and actor.account is not None:
        return f"account {actor.account}"
    return request.headers.get("X-API-Key", "")[:64] or address_of(request)


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    text = _("请求太频繁，请 %(seconds)s 秒后再试。正在办的事没有丢失。") % {"seconds": seconds}
    response: HttpResponse
    if request.path.startswith("/api/"):
        response = JsonResponse({"detail": text, "code": "too_many"}, status=429)
    else:
        context = {"title": _("请求太频繁"), "text": text, "back": "/"}
        response = render(request, "platform/error.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
