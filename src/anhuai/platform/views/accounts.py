"""Accounts, their roles, and search everywhere."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.platform import (
    accounts,
    clock,
    county,
    departments,
    finding,
    leaving,
    second_factor,
    single_sign_on,
)
from anhuai.platform.asking import asked
from anhuai.platform.forms import (
    AccountForm,
    PasswordForm,
    Places,
    ReasonForm,
    RoleForm,
    SubjectForm,
)
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    link,
    window,
)
from anhuai.platform.models import RoleHolding
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say, sent
from anhuai.platform.requests import ActorRequest
from anhuai.platform.roles import ROLES
from anhuai.platform.views.sessions import rows_of
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import title_of

COLUMNS = (
    Column("name", gettext_lazy("姓名")),
    Column("username", gettext_lazy("账号")),
    Column("roles", gettext_lazy("角色")),
    Column("state", gettext_lazy("状态")),
)


@page(
    Permit.ACCOUNTS_READ,
    menu=Menu(gettext_lazy("账号与角色"), "user", 10, group="system"),
    name="platform:accounts",
)
def account_list(request: ActorRequest) -> HttpResponse:
    """Who can sign in, with which roles."""
    filters = filled(request, [Filter("q", gettext_lazy("姓名或账号"))])
    found = accounts.accounts_within(request.actor.scope(Permit.ACCOUNTS_READ))
    if filters[0].value:
        text = filters[0].value
        found = found.filter(name__contains=text) | found.filter(username__contains=text.lower())
    fields = ("pk", "name", "username", "is_active")
    rows = found.distinct()
    try:
        seen = window(rows, fields=fields, order=["username"], after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(rows, fields=fields, order=["username"], after="")
    held = _roles_of(seen.ids)
    table = Table(
        key="accounts",
        columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(f"/accounts/{key}/", name),
                username,
                "、".join(held.get(key, [])),
                badge(_("启用"), "green") if active else badge(_("停用"), "grey"),
            )
            for key, name, username, active in seen.rows
        ],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        create_url=reverse("platform:account_new")
        if request.actor.may(Permit.ACCOUNTS_MANAGE)
        else "",
        create_title=_("开设账号"),
        empty_title=_("没有符合条件的账号"),
        empty_hint=_("换个条件再查。"),
    )
    return shown_list(request, table, _("账号与角色"))


def _roles_of(ids: list[int]) -> dict[int, list[str]]:
    held: dict[int, list[str]] = {}
    for key, role in RoleHolding.objects.filter(account__in=ids, until=None).values_list(
        "account", "role"
    ):
        held.setdefault(key, []).append(title_of(ROLES[role]))
    return held


def _places(request: ActorRequest) -> Places:
    bodies = accounts.bodies(request.actor).values_list("pk", "name")
    return Places(
        # The places room stands above; its choices come through the registered provider.
        divisions=accounts.division_choices(request.actor),
        organisations=[(str(key), name) for key, name in bodies],
        departments=departments.choices(on=clock.today()),
    )


def _grant(data: dict[str, Any]) -> accounts.Grant:
    body = data["organisation"]
    return accounts.Grant(
        data["role"], division=data["division"], organisation=int(body) if body else None,
        department=data["department"],
    )  # fmt: skip


@page(Permit.ACCOUNTS_MANAGE)
def account_new(request: ActorRequest) -> HttpResponse:
    """Open an account."""
    form = AccountForm(request.POST or None, places=_places(request))

    def perform(data: dict[str, Any]) -> str:
        made = accounts.open_account(
            request.actor,
            username=data["username"],
            name=data["name"],
            password=data["password"],
            grants=[_grant(data)],
        )
        return reverse("platform:account", args=[made.pk])

    done = sent(request, form, perform)
    if done is not None:
        return done
    context = {"title": _("开设账号"), "form": form, "cancel_url": reverse("platform:accounts")}
    return render(request, "platform/form.html", context)


@page(Permit.ACCOUNTS_READ)
def account_detail(request: ActorRequest, account_id: int) -> HttpResponse:
    """One account: its roles; grant, end, reset, close."""
    request.actor.require(Permit.ACCOUNTS_READ)
    account = accounts.visible(request.actor, account_id)
    context = {
        "title": account.name,
        "account": account,
        "holdings": [
            (title_of(ROLES[h.role]), accounts.place_of(h), h)
            for h in accounts.holdings_of(account)
        ],
        "may_manage": request.actor.may(Permit.ACCOUNTS_MANAGE),
        "role_form": RoleForm(places=_places(request)),
        "password_form": PasswordForm(),
        "reason_form": ReasonForm(auto_id="id_factor_%s"),
        "sessions": rows_of(account.pk),
        "has_outside": single_sign_on.is_offered(),
        "subject": single_sign_on.subject_of(account.pk),
        "subject_form": SubjectForm(auto_id="id_outside_%s"),
        "has_factor": second_factor.is_enrolled(account.pk),
        "back_url": reverse("platform:accounts"),
    }
    return render(request, "platform/account.html", context)


@page(Permit.ACCOUNTS_MANAGE)
@require_POST
def account_change(request: ActorRequest, account_id: int) -> HttpResponse:
    """Grant or end a role, reset the password, close or reopen the account."""
    what = request.POST.get("what", "")
    back = reverse("platform:account", args=[account_id])
    form = _CHANGE_FORMS.get(what)
    if form is not None:
        return form(request, account_id, back)
    try:
        _changed_at_once(request, account_id, what)
    except Unfit as error:
        messages.error(request, say(error))
    return HttpResponseRedirect(back)


def _changed_at_once(request: ActorRequest, account_id: int, what: str) -> None:
    if what == "end":
        holding = request.POST.get("holding", "")
        accounts.end_role(
            request.actor,
            account_id=account_id,
            holding_id=int(holding) if holding.isdigit() else 0,
        )
    elif what in ("close", "open"):
        accounts.set_active(request.actor, account_id=account_id, is_active=what == "open")
    elif what == "unlink":
        single_sign_on.unlink_subject(request.actor, account_id=account_id)
    elif what == "kick":
        accounts.end_sessions(request.actor, account_id=account_id)


def _granted(request: ActorRequest, account_id: int, back: str) -> HttpResponse:
    form = RoleForm(request.POST, places=_places(request))

    def perform(data: dict[str, Any]) -> str:
        accounts.grant_role(request.actor, account_id=account_id, grant=_grant(data))
        return back

    return sent(request, form, perform) or _shown_again(request, form, back, _("增加角色"))


def _password_reset(request: ActorRequest, account_id: int, back: str) -> HttpResponse:
    form = PasswordForm(request.POST)

    def perform(data: dict[str, Any]) -> str:
        accounts.reset_password(request.actor, account_id=account_id, password=data["password"])
        return back

    return sent(request, form, perform) or _shown_again(request, form, back, _("重置密码"))


def _factor_reset(request: ActorRequest, account_id: int, back: str) -> HttpResponse:
    form = ReasonForm(request.POST)

    def perform(data: dict[str, Any]) -> str:
        second_factor.reset_second_factor(
            request.actor, account_id=account_id, reason=data["reason"]
        )
        return back

    return sent(request, form, perform) or _shown_again(request, form, back, _("重置双重验证"))


def _shown_again(request: ActorRequest, form: Any, back: str, title: str) -> HttpResponse:
    context = {"title": title, "form": form, "cancel_url": back}
    return render(request, "platform/form.html", context, status=422)


def _linked(request: ActorRequest, account_id: int, back: str) -> HttpResponse:
    form = SubjectForm(request.POST)

    def perform(data: dict[str, Any]) -> str:
        single_sign_on.link_subject(request.actor, account_id=account_id, subject=data["subject"])
        return back

    return sent(request, form, perform) or _shown_again(request, form, back, _("关联统一身份"))


_CHANGE_FORMS = {
    "grant": _granted, "password": _password_reset, "factor": _factor_reset, "link": _linked,
}  # fmt: skip


@page(Permit.ACCOUNTS_MANAGE)
def account_leave(request: ActorRequest, account_id: int) -> HttpResponse:
    """Somebody leaves: everything they could do ends today."""
    account = accounts.reachable(request.actor, account_id)

    def perform(data: dict[str, Any]) -> None:
        leaving.record_leaver(request.actor, account_id=account_id, reason=data["reason"])

    more = {
        "warning": _("离岗立即生效：账号停用，全部角色、登录、接口密钥和委托同时结束。"),
        "danger": True, "submit_title": _("办理离岗"),
    }  # fmt: skip
    return asked(
        request, ReasonForm(request.POST or None), perform, more=more,
        title=_("办理离岗：%(name)s") % {"name": account.name},
        back=reverse("platform:account", args=[account_id]), template="platform/confirm.html",
    )  # fmt: skip


@page(Permit.SELF)
def search(request: ActorRequest) -> HttpResponse:
    """Search everywhere the actor may read."""
    text = request.GET.get("q", "").strip()[:60]
    context = {
        "title": _("搜索"),
        "q": text,
        "quoted": quote(text),
        "found": finding.found(request.actor, text) if text else [],
        "recent": [] if text else finding.recently_opened(request.actor),
        "county": county.code(),
    }
    part = "platform/_hits.html" if "part" in request.GET else "platform/search.html"
    return render(request, part, context)
