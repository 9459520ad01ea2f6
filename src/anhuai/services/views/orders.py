"""Pages of orders: the list, one of them, ordering, matching, offerings' dictionary of services."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, changed, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions, word, words
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.forms.orders import OrderForm
from anhuai.services.queries.sponsoring import titles_of
from anhuai.services.rules.ordering import MOVES, Wanted
from anhuai.services.rules.ordering_words import (
    Confirmed,
    Moment,
    OrderState,
    PieceKind,
    PlacedBy,
)
from anhuai.services.views import listing, wording
from anhuai.services.views import order_wording as saying
from anhuai.services.views.order_listing import show

READ, PLACE = Permit.ORDERS_READ, Permit.ORDERS_PLACE
MANAGE, RUN = Permit.ORDERS_MANAGE, Permit.ORDERS_RUN
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("division",)),
    Column("number", gettext_lazy("订单号"), css="nowrap"),
    Column("service", gettext_lazy("服务项目"), ("service",)),
    Column("on", gettext_lazy("服务日期"), ("wanted_on",), css="nowrap"),
    Column("provider", gettext_lazy("服务商"), ("facility__name",)),
    Column("worker", gettext_lazy("服务人员")),
    Column("state", gettext_lazy("状态"), ("state",)),
    Column("amount", gettext_lazy("金额"), ("amount",), css="number"),
    Column("doubts", gettext_lazy("待核")),
)
_STEPS = (
    ("match", MANAGE), ("accept", RUN), ("assign", RUN), ("set_out", RUN), ("start", RUN),
    ("finish", RUN), ("confirm", RUN), ("refuse", RUN), ("no_show", RUN), ("cancel", PLACE),
    ("settle_dispute", MANAGE),
)  # fmt: skip


def filters_of(request: ActorRequest) -> list[Filter]:
    """Return what the list is filtered by."""
    return [
        Filter("q", gettext_lazy("姓名或订单号")),
        listing.town_filter(request),
        Filter("service", gettext_lazy("服务项目"), "select", definitions(CARE)),
        Filter("state", gettext_lazy("状态"), "select", words(OrderState)),
        Filter("since", gettext_lazy("服务日期自"), "date"),
        Filter("last", gettext_lazy("服务日期至"), "date"),
        Filter("open", gettext_lazy("只看未完结的"), "check"),
        Filter("doubtful", gettext_lazy("只看待核的"), "check"),
    ]


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    key = asks.get("facility", "")
    return {
        **{name: asks.get(name, "") for name in ("q", "division", "service", "state")},
        "since": listing.day_of(asks, "since"), "last": listing.day_of(asks, "last"),
        "open": bool(asks.get("open")), "doubtful": bool(asks.get("doubtful")),
        "facility": int(key) if key.isdigit() and len(key) < 19 else None,
    }  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(reverse("services:order", args=[key]), name), wording.place_of(place), number,
            saying.service(code), f"{on:%Y-%m-%d} {earliest:%H:%M}", facility or "—",
            worker or "—", saying.state_badge(state), saying.money(amount),
            wording.doubt_badge(doubts),
        )
        for key, _p, name, place, number, code, on, earliest, facility, worker, state, amount,
        doubts in rows
    ]  # fmt: skip


@page(
    READ, menu=Menu(gettext_lazy("服务订单"), "clipboard", 28, group="care"),
    name="services:orders",
)  # fmt: skip
def order_list(request: ActorRequest) -> HttpResponse:
    """Orders within reach, the latest day first."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.order_page(request.actor, order=order, after=after, **which)

        return page_of, queries.order_count(request.actor, **which)

    export = changed(request).partition("?")[2]
    exports = request.actor.may(MANAGE) or request.actor.may(RUN)
    return show(
        request, title=_("服务订单"), key="orders", columns=COLUMNS, default=["-wanted_on"],
        filters=filters_of(request), ask=ask, cells=_cells,
        export_url=f"{reverse('platform:sheet_export', args=['orders'])}?{export}"
        if exports else "",
        empty_title=_("没有符合条件的订单"),
        empty_hint=_("请放宽筛选条件；在个人档案里可以为老人下单。"),
    )  # fmt: skip


@page(READ)
def order_detail(request: ActorRequest, order_id: int) -> HttpResponse:
    """One order whole: who pays, proof, what may be done now, and its history."""
    found = queries.whole_order(request.actor, order_id)
    one = found.one
    sponsors = titles_of(s.scheme for s in found.shares)
    context = {
        "title": _("服务订单 %(number)s") % {"number": one.number}, "one": one,
        "badges": [saying.state_badge(one.state), wording.doubt_badge(one.doubts)],
        "facts": _facts(request, found),
        "steps": [(code, saying.step(code)) for code, permit in _STEPS
                  if request.actor.may(permit) and one.state in MOVES[code][0]],
        "more": _more(request, found),
        "shares": [(_payer(s, sponsors), _quantity(s), saying.money(s.amount),
                    saying.when(s.spent_at)) for s in found.shares],
        "proofs": [_proof(p) for p in found.proofs],
        "pieces": [(word(PieceKind(p.kind)), p.pk, p.kind) for p in found.pieces],
        "rating": found.rating,
        "timeline": [
            {"at": saying.when(s.at), "title": saying.step(s.what), "text": s.says,
             "who": " · ".join(filter(None, [s.by, s.facility.name if s.facility else ""]))}
            for s in reversed(found.steps)
        ],
        "cases": found.cases if request.actor.may(Permit.CASES_READ) else (),
        "back_url": reverse("services:orders"), "back_title": _("服务订单"),
    }  # fmt: skip
    return render(request, "services/order.html", context)


def _facts(request: ActorRequest, found: Any) -> list[tuple[Any, Any]]:
    """Return what is known of an order; what does not apply is left out."""
    one = found.one
    name: Any = one.person.name
    if request.actor.may(Permit.PEOPLE_READ):
        name = wording.person_link(one.person_id, one.person.name)
    told = [
        (_("姓名"), name),
        (_("服务项目"), f"{saying.service(one.service)} × {one.done_units or one.units}"),
        (_("服务日期"),
         f"{one.wanted_on:%Y-%m-%d} {saying.window(one.earliest, one.latest)}"),
        (_("所在村（社区）"), wording.place_of(one.division)),
        (_("上门地址"), one.spot), (_("要求"), one.note),
        (_("服务商"), one.facility.name if one.facility else _("还没有匹配")),
        (_("服务人员"), one.worker.name if one.worker else ""),
        (_("单价"), saying.price(one.service, one.unit_price) if one.facility else ""),
        (_("金额"), saying.money(one.amount) if one.facility else ""),
        (_("谁要的"), word(PlacedBy(one.placed_by))), (_("来源"), saying.through(one.through)),
        (_("老人确认"), word(Confirmed(one.confirmed))), (_("例外的原因"), one.exception),
        (_("待核"), saying.doubts(one.doubts)), (_("原因"), one.why),
    ]  # fmt: skip
    return [pair for pair in told if pair[1]]


def _more(request: ActorRequest, found: Any) -> list[tuple[str, str]]:
    """Return what may be done beside the steps: confirm online, rate, complain, replace."""
    one, may = found.one, request.actor.may
    more = []
    if may(PLACE) and one.state == OrderState.DONE:
        more.append(("confirm_own", _("网上确认")))
    if may(PLACE) and one.state in (OrderState.DONE, OrderState.CONFIRMED):
        if found.rating is None:
            more.append(("rate", _("评价")))
        more.append(("complain", _("投诉")))
    served = one.state == OrderState.CONFIRMED and one.done_units
    if may(MANAGE) and served and queries.ground_of(one):
        more.append(("redress", saying.step("redress")))
    if may(PLACE) and one.state in MOVES["no_show"][0]:
        more.append(("missed", _("没有人来")))
    if may(MANAGE) and one.state in (OrderState.NO_SHOW, OrderState.CANCELLED):
        more.append(("substitute", _("补派")))
    return more


def _payer(share: Any, sponsors: Mapping[str, str]) -> str:
    told = saying.payer(share.payer)
    return f"{told}（{sponsors[share.scheme]}）" if share.scheme in sponsors else told


def _quantity(share: Any) -> str:
    if share.unit == "minutes":
        return _("%(count)s 分钟") % {"count": share.quantity}
    return ""


def _proof(one: Any) -> list[tuple[str, Any]]:
    where = ""
    if one.longitude is not None:
        where = f"{one.longitude:.5f}, {one.latitude:.5f} ±{one.accuracy:.0f} m"
    told = [
        (_("时刻"), word(Moment(one.moment))), (_("时间"), saying.when(one.at)),
        (_("手机显示的时间"), saying.when(one.phone_at) if one.phone_at != one.at else ""),
        (_("定位"), where),
        (_("离住处"), _("%(count)s 米") % {"count": one.metres} if one.metres is not None else ""),
        (_("原因"), one.reason), (_("待核"), saying.doubts(one.doubts)),
    ]  # fmt: skip
    return [pair for pair in told if pair[1]]


@page(READ)
def piece(request: ActorRequest, order_id: int, piece_id: int) -> HttpResponse:
    """A photo, signature or voice."""
    found = queries.piece_in_scope(request.actor, order_id, piece_id)
    answer = HttpResponse(queries.bytes_of(found), content_type=found.file.media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@page(PLACE)
def order_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Order a service for a person: at the counter, from the desk, by the family."""
    one = people.person_in_scope(request.actor, person_id, permit=PLACE)
    today = clock.today()
    offered = queries.services_offered(one.division, on=today)
    services = [
        (code, f"{saying.service(code)}（{saying.price(code, least)}）")
        for code, least in sorted(offered.items())
    ]
    providers: dict[str, str] = {}
    for code in offered:
        for offer in queries.offered_at(code, one.division, on=today):
            providers.setdefault(str(offer.facility_id), offer.facility.name)
    case = request.GET.get("case", "")
    source = f"case:{case}" if case.isdigit() and len(case) < 19 else ""
    is_desk = request.actor.may(Permit.DESK_CALLS) and not request.actor.may(MANAGE)
    family = bool(request.actor.scope(PLACE).persons)
    by = PlacedBy.FAMILY if family else PlacedBy.HOTLINE if is_desk else PlacedBy.WORKER
    form = OrderForm(
        request.POST or None, services=services, providers=sorted(providers.items()),
        initial={
            "on": today + timedelta(days=1), "earliest": time(9), "latest": time(11),
            "placed_by": by, "service": request.GET.get("service", ""),
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.place(request.actor, wanted=Wanted(
            client=_client(request), person=person_id, service=data["service"], on=data["on"],
            earliest=data["earliest"], latest=data["latest"], units=data["units"],
            facility=int(data["facility"] or 0), placed_by=PlacedBy(data["placed_by"]),
            through="desk" if source or is_desk else "office", source=source, note=data["note"],
        ), service=data["service"], through="desk" if source else "office")  # fmt: skip
        return reverse("services:order", args=[made.pk])

    hint = "" if services else _("没有服务商在老人所在地报价，暂时不能下单。")
    return asked(
        request, form, perform, title=_("为%(name)s下单") % {"name": one.name},
        back=f"/people/{person_id}/", more={"hint": hint, "submit_title": _("下单")},
    )  # fmt: skip


def _client(request: ActorRequest) -> UUID:
    """Return the id of what is ordered: the form's own token, so that a double click is one."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()
