"""The month's rate by town or village, and the list of the unvisited behind it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.listing import Column, Filter, Table, changed, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import queries
from anhuai.services.views import wording
from anhuai.services.views.listing import shown_in_room, town_filter

READ, MANAGE = Permit.VISITS_READ, Permit.VISITS_MANAGE
COLUMNS = (
    Column("town", gettext_lazy("地区"), ("division",)),
    Column("listed", gettext_lazy("月初名单（人）"), ("listed",), css="num"),
    Column("visited", gettext_lazy("已探访（人）"), ("visited",), css="num"),
    Column("percent", gettext_lazy("月探访率（%）"), ("percent",), css="num"),
    Column("left", gettext_lazy("未探访（人）"), ("left",), css="num"),
)
UNVISITED = (
    Column("name", gettext_lazy("姓名")),
    Column("place", gettext_lazy("所在村（社区）")),
    Column("tiers", gettext_lazy("探访级别")),
    Column("visitor", gettext_lazy("探访人员")),
    Column("tried", gettext_lazy("最近一次没有探访成的原因")),
)
SHOWN = 500
WIDTHS = (("12", gettext_lazy("按村（社区）")),)


def month_and_width(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the month, the day up to which it counts, and how far down towns are split."""
    month = wording.month_of(asks.get("month", ""))
    return {
        "month": month, "on": min(clock.today(), month.last),
        "width": 12 if asks.get("width") == "12" else 9,
    }  # fmt: skip


@page(READ)
def rate_list(request: ActorRequest) -> HttpResponse:
    """The month's rate by town or village."""
    filters = filled(
        request,
        [
            Filter("month", gettext_lazy("月份"), "select", wording.months_back()),
            Filter("width", gettext_lazy("分到"), "select", WIDTHS,
                   placeholder=gettext_lazy("乡镇")),
        ],
    )  # fmt: skip
    asks = month_and_width({one.name: one.value for one in filters})
    found = queries.rates(request.actor, **asks)
    sort = request.GET.get("sort", "town")
    keys = {
        "town": lambda r: r.division, "listed": lambda r: r.listed, "visited": lambda r: r.visited,
        "percent": lambda r: float(r.percent or -1), "left": lambda r: r.listed - r.visited,
    }  # fmt: skip
    found.sort(key=keys.get(sort.lstrip("-"), keys["town"]), reverse=sort.startswith("-"))
    behind, month = reverse("services:unvisited"), asks["month"]
    listed, visited = sum(r.listed for r in found), sum(r.visited for r in found)
    export = changed(request).partition("?")[2]
    table = Table(
        key="visit-rates",
        columns=heads(request, COLUMNS, sort),
        rows=[
            (
                one.name, one.listed, one.visited, one.percent or "—",
                link(f"{behind}?month={month}&division={one.division}", one.listed - one.visited),
            )
            for one in found
        ],
        filters=filters,
        count_text=_("月初名单 %(listed)s 人，已探访 %(visited)s 人，月探访率 %(rate)s%%")
        % {
            "listed": listed, "visited": visited,
            "rate": f"{100 * visited / listed:.1f}" if listed else "—",
        },
        export_url=f"{reverse('platform:sheet_export', args=['visit-rates'])}?{export}"
        if request.actor.may(MANAGE)
        else "",
        empty_title=_("这个月没有名单"),
        empty_hint=_("月探访率＝当月至少有一次有效探访的人数÷月初名单人数；口径可在参数里查看。"),
    )  # fmt: skip
    return shown_in_room(request, table, _("月探访率"))


@page(READ)
def unvisited_list(request: ActorRequest) -> HttpResponse:
    """Who counts for the month and was not visited, with why the last try failed."""
    filters = filled(
        request,
        [
            Filter("month", gettext_lazy("月份"), "select", wording.months_back()),
            town_filter(request),
        ],
    )
    asks = {one.name: one.value for one in filters}
    division = request.GET.get("division", "")
    month = wording.month_of(asks["month"])
    found = queries.unvisited(
        request.actor, month=month, on=min(clock.today(), month.last), division=division,
        most=SHOWN + 1,
    )  # fmt: skip
    export = changed(request).partition("?")[2]
    table = Table(
        key="visit-unvisited",
        columns=heads(request, UNVISITED, ""),
        rows=[
            (
                wording.person_link(person, name), wording.place_of(place), wording.tiers(tiers),
                visitor or "—", wording.outcome_badge(why) if why else _("没有去过"),
            )
            for person, name, place, tiers, visitor, why in found[:SHOWN]
        ],
        filters=filters,
        count_text=_("超过 %(count)s 条") % {"count": SHOWN}
        if len(found) > SHOWN
        else _("共 %(count)s 条") % {"count": len(found)},
        export_url=f"{reverse('platform:sheet_export', args=['visit-unvisited'])}?{export}"
        if request.actor.may(MANAGE)
        else "",
        empty_title=_("没有未探访的人"),
        empty_hint=_("月初名单上的人当月都有有效探访。"),
    )  # fmt: skip
    return shown_in_room(request, table, _("未探访名单"))
