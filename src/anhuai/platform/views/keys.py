"""API keys: the list, a new one shown this once, ending one."""

import base64
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock, keys
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked, last_day
from anhuai.platform.forms import KeyForm
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    filled,
    heads,
    link,
    window,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sealing import seal, unseal
from anhuai.platform.views.trail import next_url, shown_list

COLUMNS = (
    Column("title", gettext_lazy("用途")),
    Column("account", gettext_lazy("账号")),
    Column("since", gettext_lazy("起")),
    Column("last", gettext_lazy("最后一天")),
    Column("state", gettext_lazy("状态")),
    Column("end", gettext_lazy("操作")),
)
_FIELDS = ("pk", "title", "account__username", "since", "until", "account")
_NEW = "new_key"  # in the session, sealed: a key just issued and not yet shown


@page(
    Permit.ACCOUNTS_READ,
    menu=Menu(gettext_lazy("接口密钥"), "shield-check", 14, group="system"),
    name="platform:keys",
)
def key_list(request: ActorRequest) -> HttpResponse:
    """Which keys other systems hold, and until when."""
    states = [("current", gettext_lazy("有效")), ("over", gettext_lazy("已到期"))]
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("用途或账号")),
            Filter("state", gettext_lazy("状态"), "select", states),
        ],
    )
    found = keys.keys_within(request.actor, Permit.ACCOUNTS_READ)
    text, state = filters[0].value, filters[1].value
    if text:
        found = found.filter(Q(title__contains=text) | Q(account__username__contains=text.lower()))
    if state in ("current", "over"):
        over = Q(until__lte=clock.today())
        found = found.filter(over) if state == "over" else found.exclude(over)
    try:
        seen = window(found, fields=_FIELDS, order=["-pk"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=_FIELDS, order=["-pk"], after="")
    may_manage = request.actor.may(Permit.ACCOUNTS_MANAGE)
    table = Table(
        key="keys", columns=heads(request, COLUMNS, ""),
        rows=[_cells(*row, may_manage=may_manage) for row in seen.rows],
        filters=filters, next_url=next_url(request, seen.next),
        create_url=reverse("platform:key_new") if may_manage else "", create_title=_("发放密钥"),
        empty_title=_("没有符合条件的密钥"), empty_hint=_("换个条件再查。"),
    )  # fmt: skip
    return shown_list(request, table, _("接口密钥"))


def _cells(
    key: int, title: str, username: str, since: Any, until: Any, account: int, *, may_manage: bool
) -> tuple[object, ...]:
    is_over = keys.is_over(until)
    return (
        title, link(f"/accounts/{account}/", username), since.isoformat(), last_day(until),
        badge(_("已到期"), "grey") if is_over else badge(_("有效"), "green"),
        link(reverse("platform:key_end", args=[key]), _("结束"))
        if may_manage and not is_over else "",
    )  # fmt: skip


@page(Permit.ACCOUNTS_MANAGE)
def key_new(request: ActorRequest) -> HttpResponse:
    """Issue a key."""

    def perform(data: dict[str, Any]) -> str:
        made = keys.issue_key(
            request.actor, account_id=keys.account_named(request.actor, data["account"]),
            title=data["title"], until=data["last"] + timedelta(days=1),
        )  # fmt: skip
        request.session[_NEW] = base64.b64encode(seal(made.secret)).decode()
        return reverse("platform:key_shown")

    return asked(
        request, KeyForm(request.POST or None), perform, title=_("发放密钥"),
        back=reverse("platform:keys"),
        more={"hint": _("密钥以所选账号的角色和范围读取数据。"), "submit_title": _("发放")},
    )  # fmt: skip


@page(Permit.ACCOUNTS_MANAGE)
def key_shown(request: ActorRequest) -> HttpResponse:
    """Show a new key this once."""
    sealed = request.session.pop(_NEW, None)
    if sealed is None:
        return HttpResponseRedirect(reverse("platform:keys"))
    context = {"title": _("新密钥"), "secret": unseal(base64.b64decode(sealed))}
    return render(request, "platform/key_shown.html", context)


@page(Permit.ACCOUNTS_MANAGE)
def key_end(request: ActorRequest, key_id: int) -> HttpResponse:
    """End a key."""
    found = keys.keys_within(request.actor, Permit.ACCOUNTS_MANAGE).filter(pk=key_id).first()
    if found is None:
        raise NotHere("api_key", key_id)

    def perform(_data: dict[str, Any]) -> None:
        keys.end_key(request.actor, key_id=key_id)

    more = {
        "warning": _("密钥立即失效，使用它的系统会收到 401。"), "danger": True,
        "submit_title": _("结束"), "facts": [(_("用途"), found.title)],
    }  # fmt: skip
    return asked(
        request, OnceForm(request.POST if request.method == "POST" else None), perform,
        title=_("结束密钥"), more=more, back=reverse("platform:keys"),
        template="platform/confirm.html",
    )  # fmt: skip
