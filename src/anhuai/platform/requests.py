"""From a web request to an actor, and from an error to its designed page."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from anhuai.platform import audit, clock, sessions
from anhuai.platform.acting import Actor, Holding, NotHere, Refused
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.posting import Stale

NOBODY = Actor(name="访客")


class ActorRequest(HttpRequest):
    """A request whose actor is known."""

    actor: Actor


def address_of(request: HttpRequest) -> str:
    """Return the caller's network address; a proxy in front must set X-Real-IP itself."""
    forwarded: str = request.META.get("HTTP_X_REAL_IP") or request.META.get("REMOTE_ADDR") or ""
    return forwarded[:45]


def origin_of(request: HttpRequest) -> str:
    """Return how browsers address this site, with TLS where a proxy in front ends it."""
    secure = request.is_secure() or settings.SESSION_COOKIE_SECURE
    return f"{'https' if secure else 'http'}://{request.get_host()}"


def actor_of(account: Account, *, address: str = "") -> Actor:
    """Return the actor an account is today: its name and the roles in force."""
    today = clock.today()
    holdings = RoleHolding.objects.filter(account=account, since__lte=today).exclude(
        until__lte=today
    )
    return Actor(
        name=account.name,
        account=account.pk,
        holdings=tuple(
            Holding(h.role, h.division, h.organisation_id, h.person, h.department) for h in holdings
        ),
        address=address,
    )


class ActorMiddleware:
    """Puts the actor on the request, speaks their language, audits what was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        account = request.user
        if isinstance(account, AnonymousUser):
            request.actor = NOBODY  # type: ignore[attr-defined]
            language = request.COOKIES.get("language", "zh-hans")
        else:
            request.actor = actor_of(account, address=address_of(request))  # type: ignore[attr-defined]
            sessions.seen(request)
            language = account.language
        language = language if language in ("zh-hans", "en") else "zh-hans"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if not isinstance(account, AnonymousUser):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn refusals, absences and stale edits into pages that say what to do."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        if isinstance(error, Refused):
            audit.append(
                actor,
                kind=audit.Kind.REFUSAL,
                name=str(error.permit),
                detail={"path": request.path},
            )
            return render(request, "403.html", status=403)
        if isinstance(error, NotHere):
            key = error.key if isinstance(error.key, int | str) else str(error.key)
            audit.append(
                actor,
                kind=audit.Kind.REFUSAL,
                name="not_here",
                subject=error.kind,
                detail={"path": request.path, "key": key},
            )
            return render(request, "404.html", status=404)
        if isinstance(error, Stale):
            return render(
                request,
                "platform/error.html",
                {
                    "title": _("这条记录刚被别人改过"),
                    "text": _("您打开页面之后，别人保存了新的内容。请返回重新打开，核对后再改。"),
                    "back": request.path,
                },
                status=409,
            )
        return None
