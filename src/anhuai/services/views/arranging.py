"""Pages of services arranged ahead: the list, one of them with its places, new ones, stopping."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.forms.arranging import ArrangeBedForm, ArrangeForm
from anhuai.services.forms.orders import WhyForm
from anhuai.services.rules.arranging import Arranged, PlaceState
from anhuai.services.rules.ordering_words import PlacedBy
from anhuai.services.views import order_wording as saying
from anhuai.services.views import wording
from anhuai.services.views.order_listing import show
from anhuai.services.views.settling import export_of

READ, MANAGE = Permit.ORDERS_READ, Permit.ORDERS_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("person__division",)),
    Column("origin", gettext_lazy("依据"), ("origin",)),
    Column("service", gettext_lazy("服务项目"), ("service",)),
    Column("times", gettext_lazy("每月次数"), css="number"),
    Column("provider", gettext_lazy("服务商"), ("facility__name",)),
    Column("since", gettext_lazy("开始日期"), ("since",), css="nowrap"),
    Column("until", gettext_lazy("停止日期"), css="nowrap"),
)
_STATES = (
    ("open", gettext_lazy("执行中")), ("waiting", gettext_lazy("有待下单的")),
    ("ended", gettext_lazy("已停止")), ("all", gettext_lazy("全部")),
)  # fmt: skip
_COLOURS = {PlaceState.WAITING: "yellow", PlaceState.PLACED: "green", PlaceState.OVER: "grey"}


def _service(code: str) -> str:
    return saying.service(code) if code else _("按照护计划")


def cells_of(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Return a row of `ARRANGEMENT_ROW` in words."""
    _key, _p, name, place, origin, service, times, provider, since, until = row
    return (
        name, wording.place_of(place), word(PlacedBy(origin)), _service(service),
        str(times or "—"), provider or "—", f"{since:%Y-%m-%d}",
        f"{until:%Y-%m-%d}" if until else "—",
    )  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (link(reverse("services:arrangement", args=[row[0]]), row[2]), *cells_of(row)[1:])
        for row in rows
    ]


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the arrangements that filters ask for."""
    state = asks.get("state", "") if asks.get("state", "") in dict(_STATES) else "open"
    return {"q": asks.get("q", ""), "state": state}


@page(READ)
def arrangement_list(request: ActorRequest) -> HttpResponse:
    """Arrangements within reach, the newest first."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.arrangement_page(request.actor, order=order, after=after, **which)

        return page_of, (queries.arrangements(request.actor, **which).count(), False)

    return show(
        request, title=_("服务安排"), key="arrangements", columns=COLUMNS, default=["-pk"],
        filters=[
            Filter("q", gettext_lazy("姓名")),
            Filter("state", gettext_lazy("状态"), "select", list(_STATES)),
        ],
        ask=ask, cells=_cells, export_url=export_of(request, "arrangements"),
        empty_title=_("没有符合条件的服务安排"),
        empty_hint=_("在个人档案或家庭养老床位页里安排；系统每天夜里按安排下单。"),
    )  # fmt: skip


@page(READ)
def arrangement_detail(request: ActorRequest, arrangement_id: int) -> HttpResponse:
    """One arrangement: what is ordered, each place of a month, and why one waits."""
    found = queries.whole_arrangement(request.actor, arrangement_id)
    one, english = found.one, is_english()
    facts = [
        (_("姓名"), one.person.name), (_("依据"), word(PlacedBy(one.origin))),
        (_("服务项目"), _service(one.service)), (_("每月次数"), one.times or ""),
        (_("服务商"), one.facility.name if one.facility else _("自动匹配")),
        (_("时间"), saying.window(one.earliest, one.latest)),
        (_("开始日期"), f"{one.since:%Y-%m-%d}"),
        (_("停止日期"), f"{one.until:%Y-%m-%d}" if one.until else ""),
        (_("停止原因"), one.why_ended), (_("登记人"), one.recorded_by),
    ]  # fmt: skip
    context = {
        "title": _("服务安排：%(name)s") % {"name": one.person.name}, "one": one,
        "badges": [badge(_("已停止"), "grey") if one.until else badge(_("执行中"), "green")],
        "facts": [pair for pair in facts if pair[1]],
        "places": [
            (f"{x.on:%Y-%m-%d}", saying.service(x.service),
             badge(word(PlaceState(x.state)), _COLOURS[PlaceState(x.state)]), x.order,
             x.why_en if english else x.why)
            for x in found.places
        ],
        "bed_url": reverse("services:bed", args=[one.bed_id]) if one.bed_id else "",
        "ends": one.until is None and request.actor.may(MANAGE),
        "back_url": reverse("services:arrangements"), "back_title": _("服务安排"),
    }  # fmt: skip
    return render(request, "services/arrangement.html", context)


def _initial() -> dict[str, Any]:
    return {"since": clock.today(), "earliest": time(9), "latest": time(11), "times": 4}


def _said(data: dict[str, Any]) -> Arranged:
    return Arranged(
        service=data.get("service", ""), times=data.get("times") or 0,
        facility=int(data.get("facility") or 0), earliest=data["earliest"],
        latest=data["latest"], since=data["since"],
    )  # fmt: skip


@page(MANAGE)
def arrangement_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Arrange a service that granted hours pay."""
    one = people.person_in_scope(request.actor, person_id, permit=MANAGE)
    today = clock.today()
    offered = [x for x in queries.services_offered(one.division, on=today) if CARE[x].hours]
    providers: dict[str, str] = {}
    for code in offered:
        for offer in queries.offered_at(code, one.division, on=today):
            providers.setdefault(str(offer.facility_id), offer.facility.name)
    form = ArrangeForm(
        request.POST or None, initial=_initial(), providers=sorted(providers.items()),
        services=[(code, saying.service(code)) for code in sorted(offered)],
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.arrange(request.actor, person=person_id, arranged=_said(data))
        return reverse("services:arrangement", args=[made.pk])

    hint = _("系统每天夜里按安排下单，每次一单，从已发放的时长里抵扣；时长不足的不下单并写明原因。")
    return asked(
        request, form, perform, title=_("为%(name)s安排时长服务") % {"name": one.name},
        back=f"/people/{person_id}/", more={"hint": hint, "submit_title": _("安排")},
    )  # fmt: skip


@page(MANAGE)
def arrangement_bed(request: ActorRequest, bed_id: int) -> HttpResponse:
    """Have a bed's care plan ordered."""
    one = queries.bed(request.actor, bed_id)
    form = ArrangeBedForm(request.POST or None, initial=_initial())

    def perform(data: dict[str, Any]) -> str:
        made = actions.arrange_bed(request.actor, bed=bed_id, arranged=_said(data))
        return reverse("services:arrangement", args=[made.pk])

    hint = _(
        "系统每天夜里按照护计划的每月次数下单，先派给本床的服务机构；暂停期间不下单。"
        "订单按服务商报价计费，已包含在床位协议费用里的服务请不要安排。"
    )
    return asked(
        request, form, perform, title=_("按照护计划下单：%(name)s") % {"name": one.person.name},
        back=reverse("services:bed", args=[bed_id]),
        more={"hint": hint, "submit_title": _("安排")},
    )  # fmt: skip


@page(MANAGE)
def arrangement_end(request: ActorRequest, arrangement_id: int) -> HttpResponse:
    """Stop an arrangement."""
    one = queries.whole_arrangement(request.actor, arrangement_id).one
    form = WhyForm(request.POST or None, initial={"seen": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.end_arrangement(
            request.actor, arrangement=one.pk, version=data["seen"] or one.version,
            reason=data["reason"],
        )  # fmt: skip

    hint = _("从今天起不再下单；已下单还没有出发的一并取消。")
    return asked(
        request, form, perform, title=_("停止服务安排：%(name)s") % {"name": one.person.name},
        back=reverse("services:arrangement", args=[arrangement_id]),
        more={"hint": hint, "submit_title": _("停止服务安排")},
    )  # fmt: skip
