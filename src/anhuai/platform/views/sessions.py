"""Where an account is signed in: seen and ended by its owner."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anhuai.platform import sessions
from anhuai.platform.models import Session
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_at
from anhuai.platform.words import is_english


def own_handle(request: ActorRequest) -> str:
    """Return the handle of the session this request came with."""
    row: Session | None = getattr(request.session, "row", None)
    return row.handle if row else ""


def rows_of(account_id: int, *, here: str = "") -> list[dict[str, object]]:
    """Return an account's sign-ins as the page shows them."""
    return [
        {
            "handle": one.handle,
            "device": sessions.device_of(one.agent, english=is_english()) or _("未知设备"),
            "address": one.address,
            "since": shown_at(one.since),
            "seen": shown_at(one.seen_at),
            "is_here": one.handle == here,
        }
        for one in sessions.of_account(account_id)
    ]


@page(Permit.SELF)
def own_sessions(request: ActorRequest) -> HttpResponse:
    """Where the actor is signed in."""
    rows = rows_of(request.actor.account or 0, here=own_handle(request))
    context = {"title": _("我的登录"), "rows": rows, "others": len(rows) > 1}
    return render(request, "platform/sessions.html", context)


@page(Permit.SELF)
@require_POST
def own_session_end(request: ActorRequest) -> HttpResponse:
    """End one sign-in of the actor's own, or all but this one."""
    handle = request.POST.get("handle", "")
    if handle:
        sessions.end_own_session(request.actor, handle=handle)
    else:
        sessions.end_own_others(request.actor, keep=own_handle(request))
    messages.success(request, _("已退出所选设备"))
    return HttpResponseRedirect(reverse("platform:own_sessions"))
