"""From a web request to an actor, and from an error to its designed page."""

from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, DateField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import audit, clock, purposes, sessions, wall
from anhuai.platform.acting import Actor, Holding, NotHere, Refused
from anhuai.platform.compiled import Compiled, Slot
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.posting import Stale
from anhuai.platform.purposes import PurposeNeeded

NOT_HERE = audit.named("not_here", gettext_lazy("要看的记录不存在或不在管辖范围，已拒绝"))
NOBODY = Actor(name="访客")
STANDING_IN = "standing_in"  # in the session: the delegation by which somebody acts for another


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


def actor_of(account: Account, *, address: str = "", standing_in: int | None = None) -> Actor:
    """Return the actor an account is today: its name and the roles in force.

    Who stands in for another has the roles lent by that delegation and no others, as long as it is
    in force and the lender still holds them; afterwards they act for themselves again.
    """
    today = clock.today()
    if standing_in is not None:
        held = RoleHolding.objects.filter(since__lte=today).exclude(until__lte=today)
        lent = list(_lent(held, account, standing_in, today))
        if lent:
            name = f"{account.name[:30]}（代 {lent[0].account.name[:30]}）"
            return _actor(name, account, lent, address, standing_in)
    own = _OWN(account=account.pk, today=today)
    return _actor(account.name, account, own, address, None)


_TODAY = Slot("today", DateField())
_OWN = Compiled(
    lambda: RoleHolding.objects.filter(
        account=Slot("account", BigIntegerField()), since__lte=_TODAY
    ).exclude(until__lte=_TODAY)
)


def _lent(
    held: QuerySet[RoleHolding], account: Account, delegation: int, today: date
) -> QuerySet[RoleHolding]:
    return held.select_related("account").filter(
        lent=delegation, lent__borrower=account, lent__accepted_at__isnull=False,
        lent__ended_at=None, lent__since__lte=today, lent__until__gt=today,
        account__is_active=True,
    )  # fmt: skip


def _actor(
    name: str, account: Account, held: Iterable[RoleHolding], address: str, standing_in: int | None
) -> Actor:
    holdings = tuple(
        Holding(h.role, h.division, h.organisation_id, h.person, h.department) for h in held
    )
    return Actor(name, account.pk, holdings, address, standing_in)


class ActorMiddleware:
    """Puts the actor on the request, speaks their language, audits what was refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        with wall.behind():
            return self._served(request)

    def _served(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if isinstance(account, AnonymousUser):
            request.actor = NOBODY  # type: ignore[attr-defined]
            language = request.COOKIES.get("language", "zh-hans")
        else:
            request.actor = actor_of(  # type: ignore[attr-defined]
                account,
                address=address_of(request),
                standing_in=request.session.get(STANDING_IN),
            )
            if purpose := request.session.get(purposes.PURPOSE):
                request.actor = purposes.with_purpose(request.actor, purpose)  # type: ignore[attr-defined]
            wall.raise_for(request.actor)  # type: ignore[attr-defined]
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
                name=NOT_HERE,
                subject=error.kind,
                detail={"path": request.path, "key": key},
            )
            return render(request, "404.html", status=404)
        if isinstance(error, PurposeNeeded):
            return redirect(f"{reverse('platform:purpose')}?{urlencode({'next': request.path})}")
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
