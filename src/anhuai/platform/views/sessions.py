"""What an account does for itself: sees and ends its sign-ins, changes its password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anhuai.platform import passwords, second_factor, sessions, settled
from anhuai.platform.asking import asked
from anhuai.platform.forms import OwnPasswordForm
from anhuai.platform.models import Account, Session
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest, address_of
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


@page(Permit.SELF, is_first=True)
def own_password(request: ActorRequest) -> HttpResponse:
    """Change the actor's own password; other devices are signed out."""
    account = Account.objects.get(pk=request.actor.account or 0)
    is_due = passwords.is_due(account)
    form = OwnPasswordForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        second_factor.confirm(account, data["old"], field="old")
        changed = passwords.change_own_password(request.actor, new=data["password"])
        sessions.end_own_others(request.actor, keep=own_handle(request))
        update_session_auth_hash(request, changed)
        return "/" if is_due else reverse("platform:own_sessions")

    says = _("请修改密码：它由别人设置，或已到期。修改后才能使用其他页面。") if is_due else ""
    answer = asked(
        request, form, perform, title=_("修改密码"), back=reverse("platform:own_sessions"),
        more={"hint": f"{says}{_rules()}"},
    )  # fmt: skip
    if form.is_bound and form.data.get("old") and form.has_error("old"):
        second_factor.note_failure(account, address_of(request))
    return answer


def _rules() -> str:
    length = settled.now_is(settled.PASSWORD_LENGTH)
    history = settled.now_is(settled.PASSWORD_HISTORY)
    rules = _("密码至少 %(length)s 位，不能是常见密码，不能包含账号。") % {"length": length}
    if history:
        rules += _("不能是最近 %(history)s 次用过的。") % {"history": history}
    return rules
