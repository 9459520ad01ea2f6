"""The county's departments: the tree, one of them, and its changes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.platform import clock, departments, panels
from anhuai.platform.accounts import place_of
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked, last_day
from anhuai.platform.county_forms import (
    DepartmentChangeForm,
    DepartmentEndForm,
    DepartmentForm,
    LeaderForm,
)
from anhuai.platform.departments import Entry
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.models import Account, Department, DepartmentLeader
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.roles import ROLES
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import title_of

READ, MANAGE = Permit.SETTINGS_READ, Permit.SETTINGS_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("部门")),
    Column("code", gettext_lazy("编码")),
    Column("parent", gettext_lazy("上级部门")),
    Column("leaders", gettext_lazy("负责人")),
    Column("members", gettext_lazy("人数"), css="num"),
    Column("since", gettext_lazy("起")),
    Column("until", gettext_lazy("最后一天")),
)


def _url(key: int) -> str:
    return reverse("platform:department", args=[key])


def _found(asks: Mapping[str, str]) -> Iterable[tuple[Entry, tuple[str, ...]]]:
    today = clock.today()
    counts = departments.member_counts(on=today)
    led: dict[int, list[str]] = {}
    terms = DepartmentLeader.objects.filter(until=None).select_related("account")
    for term in terms.order_by("pk"):
        led.setdefault(term.department_id, []).append(term.account.name)
    rows = departments.tree(on=today, ended=asks.get("state") == "ended")
    called = departments.last_names()
    text = asks.get("q", "")
    for one in rows:
        if text in one.name or text.upper() in one.code.upper():
            parent = called.get(one.parent, "") if one.parent else ""
            yield one, (
                parent, "、".join(led.get(one.pk, [])), str(counts.get(one.name, 0)),
                one.since.isoformat(), last_day(one.until) if one.until else "",
            )  # fmt: skip


@page(
    READ,
    menu=Menu(gettext_lazy("部门"), "household", 12, group="system"),
    name="platform:departments",
)
def department_list(request: ActorRequest) -> HttpResponse:
    """The departments as a tree, each below the one it belongs to."""
    states = [("ended", gettext_lazy("已撤销或合并"))]
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("部门名称或编码")),
            Filter("state", gettext_lazy("状态"), "select", states, gettext_lazy("现有")),
        ],
    )
    asks = {one.name: one.value for one in filters}
    found = list(_found(asks))
    may_manage = request.actor.may(MANAGE)
    table = Table(
        key="departments", columns=heads(request, COLUMNS, ""),
        rows=[
            (link(_url(one.pk), "\u3000" * one.depth + one.name), one.code, *cells)
            for one, cells in found
        ],
        filters=filters, count_text=_("共 %(count)s 个部门") % {"count": len(found)},
        export_url=f"/sheets/departments/export?{request.GET.urlencode()}",
        create_url=reverse("platform:department_new") if may_manage else "",
        create_title=_("设立部门"), empty_title=_("还没有部门"),
        empty_hint=_("设立部门后，账号的角色可以注明所属部门。"),
    )  # fmt: skip
    return shown_list(request, table, _("部门"))


def _give(_actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    for one, cells in _found(query):
        yield one.name, one.code, *cells


declare(
    Giving(
        "departments", gettext_lazy("部门"), [c.title for c in COLUMNS], _give, READ,
        "/departments/",
    )
)  # fmt: skip


@page(READ)
def department_detail(request: ActorRequest, department_id: int) -> HttpResponse:
    """One department: its names, its place, who leads it and who belongs to it."""
    found, today = departments.one_of(department_id), clock.today()
    names = list(found.names.order_by("-since"))
    called = departments.last_names()
    members = [
        {"account": one.account, "role": title_of(ROLES[one.role]), "place": place_of(one),
         "as": one.department if one.department != names[0].name else ""}
        for one in departments.members(found, on=today)
    ]  # fmt: skip
    facts = [
        (_("编码"), found.code),
        (_("上级部门"), called.get(found.parent_id, "") if found.parent_id else _("（无）")),
        (_("设立日期"), found.since),
    ]
    if found.until:
        facts.append((_("撤销日期"), found.until))
        facts.append((_("并入"), called[found.successor_id] if found.successor_id else _("（无）")))
    context = {
        "title": names[0].name, "department": found, "back_url": reverse("platform:departments"),
        "badges": [badge(_("已撤销或合并"), "grey") if found.until else badge(_("现有"), "green")],
        "facts": facts, "names": [(one.name, one.since, last_day(one.until)) for one in names],
        "leaders": found.leaders.select_related("account").order_by("until", "-since"),
        "members": members, "may_manage": request.actor.may(MANAGE) and found.until is None,
        "panels": panels.drawn(request, "platform.department", found.pk),
    }  # fmt: skip
    return render(request, "platform/department.html", context)


def _parents(without: int | None = None) -> list[tuple[str, str]]:
    return [
        (str(one.pk), "\u3000" * one.depth + one.name)
        for one in departments.tree(on=clock.today())
        if one.pk != without
    ]


@page(MANAGE)
def department_new(request: ActorRequest) -> HttpResponse:
    """Found a department."""
    form = DepartmentForm(
        request.POST or None, parents=_parents(),
        initial={"order": 100, "since": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        return _url(departments.found_department(request.actor, **data).pk)

    return asked(request, form, perform, title=_("设立部门"), back=reverse("platform:departments"))


@page(MANAGE)
def department_change(request: ActorRequest, department_id: int) -> HttpResponse:
    """Rename a department or move it in the tree."""
    found = departments.one_of(department_id)
    name = departments.last_names()[found.pk]
    form = DepartmentChangeForm(
        request.POST or None, parents=_parents(found.pk),
        initial={
            "name": name, "since": clock.today(), "parent": found.parent_id, "order": found.order,
            "version": found.version,
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        departments.change_department(request.actor, department_id=department_id, **data)

    return asked(
        request, form, perform, title=_("修改部门：%(name)s") % {"name": name},
        back=_url(department_id),
    )  # fmt: skip


@page(MANAGE)
def department_end(request: ActorRequest, department_id: int) -> HttpResponse:
    """End a department, or merge it into another."""
    found = departments.one_of(department_id)
    name = departments.last_names()[found.pk]
    form = DepartmentEndForm(
        request.POST or None, parents=_parents(found.pk), initial={"on": clock.today()}
    )

    def perform(data: dict[str, Any]) -> None:
        departments.end_department(request.actor, department_id=department_id, **data)

    more = {
        "warning": _("部门的历史、名称和负责人记录都会保留。"), "submit_title": _("撤销或合并"),
        "consequences": [
            _("下级部门改由并入的部门管理；没有并入部门的，归上级部门。"),
            _("以旧名称持有的角色继续有效，并显示在并入的部门里。"),
        ],
        "danger": True,
    }  # fmt: skip
    return asked(
        request, form, perform, title=_("撤销或合并：%(name)s") % {"name": name},
        back=_url(department_id), more=more, template="platform/confirm.html",
    )  # fmt: skip


@page(MANAGE)
def department_leader(request: ActorRequest, department_id: int) -> HttpResponse:
    """Appoint a leader."""
    found: Department = departments.one_of(department_id)
    form = LeaderForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        named = Account.objects.filter(username=data["account"].strip().lower()).first()
        departments.appoint_leader(
            request.actor, department_id=found.pk, account_id=named.pk if named else 0,
            since=data["since"],
        )  # fmt: skip

    return asked(request, form, perform, title=_("指定负责人"), back=_url(department_id))


@page(MANAGE)
@require_POST
def department_dismiss(request: ActorRequest, department_id: int) -> HttpResponse:
    """End a leader's term."""
    term = request.POST.get("leader", "")
    departments.dismiss_leader(
        request.actor, department_id=department_id, leader_id=int(term) if term.isdecimal() else 0
    )
    return HttpResponseRedirect(_url(department_id))
