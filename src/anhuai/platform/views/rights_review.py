"""The quarterly review of rights: what waits, judging it, what was judged, the reminder."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.platform import clock, rights_review
from anhuai.platform.accounts import place_of
from anhuai.platform.acting import Actor
from anhuai.platform.listing import BadCursor, Column, Table, badge, heads, link, window
from anhuai.platform.models import RoleHolding
from anhuai.platform.pages import Menu, page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.roles import ROLES
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import next_url, shown_at, shown_list
from anhuai.platform.words import title_of

DONE_COLUMNS = (
    Column("quarter", gettext_lazy("季度")),
    Column("name", gettext_lazy("姓名")),
    Column("username", gettext_lazy("账号")),
    Column("role", gettext_lazy("角色")),
    Column("place", gettext_lazy("范围")),
    Column("outcome", gettext_lazy("结论")),
    Column("by", gettext_lazy("复核人")),
    Column("at", gettext_lazy("时间")),
)
_DONE_FIELDS = (
    "pk", "quarter", "holding__account__name", "holding__account__username", "holding__role",
    "holding__division", "holding__organisation__name", "holding__person", "outcome", "by_name",
    "at", "holding__account",
)  # fmt: skip
_PAGE = 100


def _quarter_title(quarter: Any) -> str:
    return _("%(year)s 年第 %(number)s 季度") % {
        "year": quarter.year, "number": (quarter.month + 2) // 3
    }  # fmt: skip


def _row(one: RoleHolding) -> dict[str, Any]:
    return {
        "pk": one.pk, "account": one.account, "role": title_of(ROLES[one.role]),
        "place": place_of(one), "department": one.department, "since": one.since,
    }  # fmt: skip


def _waiting(actor: Actor, permit: Permit) -> QuerySet[RoleHolding]:
    found = rights_review.to_review(actor, permit, clock.today())
    return found.select_related("account", "organisation").order_by("account__username", "pk")


@page(
    Permit.ACCOUNTS_READ,
    menu=Menu(gettext_lazy("权限复核"), "list-check", 12, group="system"),
    name="platform:review",
)
def review_list(request: ActorRequest) -> HttpResponse:
    """The roles that wait for this quarter's review."""
    quarter = rights_review.quarter_of(clock.today())
    found = _waiting(request.actor, Permit.ACCOUNTS_READ)
    context = {
        "title": _("权限复核"),
        "quarter": _quarter_title(quarter),
        "due": rights_review.due_on(quarter),
        "is_late": clock.today() > rights_review.due_on(quarter),
        "count": found.count(),
        "rows": [_row(one) for one in found[:_PAGE]],
        "may_manage": request.actor.may(Permit.ACCOUNTS_MANAGE),
    }
    return render(request, "platform/review.html", context)


@page(Permit.ACCOUNTS_MANAGE)
@require_POST
def review_change(request: ActorRequest) -> HttpResponse:
    """Confirm the ticked roles, or end one."""
    end = request.POST.get("end", "")
    if end:
        key = int(end) if end.isdigit() else 0
        rights_review.end_reviewed_role(request.actor, holding_id=key)
        messages.success(request, _("已结束这个角色"))
    else:
        ticked = [int(key) for key in request.POST.getlist("holding") if key.isdigit()]
        if not ticked:
            messages.error(request, _("请先勾选要确认的角色"))
            return HttpResponseRedirect(reverse("platform:review"))
        rights_review.confirm_roles(request.actor, holdings=ticked)
        messages.success(request, _("已确认 %(count)s 个角色") % {"count": len(set(ticked))})
    return HttpResponseRedirect(reverse("platform:review"))


@page(Permit.ACCOUNTS_READ)
def review_done(request: ActorRequest) -> HttpResponse:
    """Who confirmed or ended which role, in every quarter."""
    done = rights_review.judged(request.actor, Permit.ACCOUNTS_READ)
    order = ["-pk"]
    try:
        seen = window(done, fields=_DONE_FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(done, fields=_DONE_FIELDS, order=order, after="")
    rows = []
    for row in seen.rows:
        cells: list[object] = list(_texts(row))
        cells[1] = link(f"/accounts/{row[-1]}/", cells[1])
        cells[5] = badge(cells[5], "green" if row[8] == "kept" else "grey")
        rows.append(tuple(cells))
    table = Table(
        key="rights-review", columns=heads(request, DONE_COLUMNS, ""), rows=rows,
        next_url=next_url(request, seen.next), export_url="/sheets/rights-review/export",
        empty_title=_("还没有复核记录"),
        empty_hint=_("在“权限复核”中确认或结束角色后，会记在这里。"),
    )  # fmt: skip
    return shown_list(request, table, _("复核记录"))


def _texts(row: tuple[Any, ...]) -> tuple[str, ...]:
    _key, quarter, name, username, role, division, organisation, person, outcome, by, at, _a = row
    place = str(organisation or division or person)
    said = _("保留") if outcome == "kept" else _("结束")
    role_title = title_of(ROLES[role])
    return _quarter_title(quarter), name, username, role_title, place, said, by, shown_at(at)


def _give(actor: Actor, _query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    done = rights_review.judged(actor, Permit.ACCOUNTS_READ).order_by("-pk")
    for row in done.values_list(*_DONE_FIELDS).iterator(2000):
        yield _texts(row)


declare(
    Giving(
        "rights-review", gettext_lazy("复核记录"), [c.title for c in DONE_COLUMNS], _give,
        Permit.ACCOUNTS_READ, "/accounts/review/done",
    )
)  # fmt: skip


@panel("home", title=gettext_lazy("权限复核"), order=2, permit=Permit.ACCOUNTS_MANAGE)
def reminder(request: ActorRequest, _key: int) -> str:
    """Say how many roles wait for review until when, and loudly once that is past."""
    count = _waiting(request.actor, Permit.ACCOUNTS_MANAGE).count()
    if not count:
        return ""
    due = rights_review.due_on(rights_review.quarter_of(clock.today()))
    context = {"count": count, "due": due, "is_late": clock.today() > due}
    return render_to_string("platform/_review.html", context, request)
