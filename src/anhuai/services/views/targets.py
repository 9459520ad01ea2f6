"""Pages of a month's list: who is to be visited, by whom, how they stand; giving one to another."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, changed, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions
from anhuai.services import actions, queries
from anhuai.services.catalogue import TIERS
from anhuai.services.forms.visits import ReassignForm
from anhuai.services.views import listing, wording

READ, MANAGE = Permit.VISITS_READ, Permit.VISITS_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("tiers", gettext_lazy("探访级别")),
    Column("every", gettext_lazy("间隔（天）"), ("every_days",), css="num"),
    Column("last", gettext_lazy("上次探访"), css="nowrap"),
    Column("due", gettext_lazy("应探访日期"), css="nowrap"),
    Column("state", gettext_lazy("状态")),
    Column("visitor", gettext_lazy("探访人员"), ("visitor__name",)),
)
DONE = (("1", gettext_lazy("本月已探访")), ("0", gettext_lazy("本月未探访")))


def filters_of(request: ActorRequest) -> list[Filter]:
    """Return what the list is filtered by."""
    return [
        listing.name_filter(),
        listing.town_filter(request),
        Filter("tier", gettext_lazy("探访级别"), "select", definitions(TIERS)),
        Filter("done", gettext_lazy("本月"), "select", DONE),
        Filter("month", gettext_lazy("月份"), "select", wording.months_back()),
        Filter("unassigned", gettext_lazy("只看没有探访人员的"), "check"),
    ]


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        **{key: asks.get(key, "") for key in ("q", "division", "tier")},
        "month": wording.month_of(asks.get("month", "")),
        "done": {"1": True, "0": False}.get(asks.get("done", "")),
        "unassigned": bool(asks.get("unassigned")),
    }


def _cells_for(month: Month) -> Any:
    today = clock.today()

    def cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        shown = []
        for key, person, name, place, tiers, every, listed_on, visitor, why, last in rows:
            stands = queries.standing(
                every, listed_on, last, month=month, on=min(today, month.last), dropped=bool(why)
            )
            shown.append(
                (
                    wording.person_link(person, name), wording.place_of(place),
                    wording.tiers(tiers), every, f"{last:%Y-%m-%d}" if last else "—",
                    f"{stands.due.on:%Y-%m-%d}", wording.state_badge(stands.state),
                    link(reverse("services:reassign", args=[key]), visitor or _("指派")),
                )
            )  # fmt: skip
        return shown

    return cells


@page(
    READ,
    menu=Menu(gettext_lazy("探访关爱"), "heart", 27, group="care"),
    name="services:targets",
)
def target_list(request: ActorRequest) -> HttpResponse:
    """Whom a month lists, and how they stand."""
    month = wording.month_of(request.GET.get("month", ""))
    on = min(clock.today(), month.last)

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.target_page(request.actor, order=order, after=after, on=on, **which)

        return page_of, queries.listed_targets(request.actor, **which)

    manages = request.actor.may(MANAGE)
    export = changed(request).partition("?")[2]
    return listing.show(
        request, title=_("探访名单"), key="visit-targets", columns=COLUMNS, default=["place"],
        filters=filters_of(request), ask=ask, cells=_cells_for(month),
        export_url=f"{reverse('platform:sheet_export', args=['visit-targets'])}?{export}"
        if manages else "",
        empty_title=_("这个月没有名单"),
        empty_hint=_("系统每晚按人员类别和年龄列出；有权限的可在“人员分担”里立即编制。"),
    )  # fmt: skip


@page(MANAGE)
def target_reassign(request: ActorRequest, target_id: int) -> HttpResponse:
    """Give somebody on the list to another visitor."""
    today = clock.today()
    one = queries.target(request.actor, target_id)
    reach = [
        (str(v.pk), f"{v.name}（{wording.place_of(v.division)}）")
        for v in queries.visitors(request.actor, permit=MANAGE)
        .filter(queries.in_post(today))
        .order_by("name", "pk")
        if one.place.startswith(v.division)
    ]
    form = ReassignForm(request.POST or None, visitors=reach, initial={"seen": one.visitor_id})

    def perform(data: dict[str, Any]) -> None:
        actions.reassign(
            request.actor, target=target_id, visitor=int(data["visitor"]), seen=data["seen"],
            on=one.month,
        )  # fmt: skip

    title = _("改派探访人员：%(name)s") % {"name": one.person.name}
    return asked(request, form, perform, title=title, back=reverse("services:targets"))
