"""Officers' and staff's lists of meals: points, orders, one order's receipt, figures, hygiene."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    Column,
    Filter,
    Table,
    Window,
    badge,
    changed,
    filled,
    heads,
    link,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words
from anhuai.services import actions, queries
from anhuai.services.forms.meals import ReasonForm
from anhuai.services.rules.meals import Channel, Meal, MealState, Way
from anhuai.services.views import listing, wording
from anhuai.services.views import meal_wording as said

READ, RUN, ORDER, MANAGE = (
    Permit.MEALS_READ, Permit.MEALS_RUN, Permit.MEALS_ORDER, Permit.MEALS_MANAGE
)  # fmt: skip
POINTS = (
    Column("name", gettext_lazy("助餐点")),
    Column("place", gettext_lazy("所在地")),
    Column("weekdays", gettext_lazy("供餐日")),
    Column("today", gettext_lazy("今天")),
    Column("served", gettext_lazy("本月已用餐（份）"), css="num"),
    Column("state", gettext_lazy("状态")),
)
ORDERS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("on", gettext_lazy("用餐日期"), ("on",), css="nowrap"),
    Column("meal", gettext_lazy("餐次"), ("meal",), css="nowrap"),
    Column("point", gettext_lazy("助餐点")),
    Column("way", gettext_lazy("怎么取餐"), ("way",), css="nowrap"),
    Column("state", gettext_lazy("状态"), ("state",), css="nowrap"),
    Column("price", gettext_lazy("价格（元）"), ("price",), css="num"),
    Column("subsidy", gettext_lazy("补贴（元）"), ("subsidy",), css="num"),
    Column("own", gettext_lazy("自付（元）"), ("own",), css="num"),
)
FIGURES = (
    Column("name", gettext_lazy("名称")),
    Column("persons", gettext_lazy("用餐（人）"), css="num"),
    Column("served", gettext_lazy("用餐（份）"), css="num"),
    Column("eaten_in", gettext_lazy("堂食"), css="num"),
    Column("taken_away", gettext_lazy("自取"), css="num"),
    Column("delivered", gettext_lazy("送餐"), css="num"),
    Column("missed", gettext_lazy("未取餐"), css="num"),
    Column("subsidised", gettext_lazy("有补贴（份）"), css="num"),
    Column("subsidy", gettext_lazy("补贴（元）"), css="num"),
    Column("own", gettext_lazy("自付（元）"), css="num"),
)
HYGIENE = (
    Column("on", gettext_lazy("日期")),
    Column("point", gettext_lazy("助餐点")),
    Column("meal", gettext_lazy("餐次")),
    Column("samples", gettext_lazy("留样")),
    Column("cooked", gettext_lazy("中心温度"), css="num"),
    Column("fridge", gettext_lazy("冷藏温度"), css="num"),
    Column("clean", gettext_lazy("消毒")),
    Column("staff", gettext_lazy("健康证明")),
    Column("lacks", gettext_lazy("待改正")),
)
SHOWN = 500


@page(READ, menu=Menu(gettext_lazy("助餐"), "heart", 33, group="care"), name="services:meals")
def point_list(request: ActorRequest) -> HttpResponse:
    """The meal points in reach; who orders for their own family goes to their own page."""
    if not request.actor.may(Permit.FACILITIES_READ):
        return redirect(reverse("services:meal_mine"))
    today = clock.today()
    filters = filled(request, [
        Filter("q", gettext_lazy("名称")), listing.town_filter(request),
        Filter("ended", gettext_lazy("含已停办"), "check"),
    ])  # fmt: skip
    asks = {one.name: one.value for one in filters}
    rows = queries.points(request.actor)
    if asks["q"]:
        rows = rows.filter(facility__name__contains=asks["q"])
    if asks["division"]:
        rows = rows.filter(facility__division__startswith=asks["division"])
    if not asks["ended"]:
        rows = rows.filter(queries.open_on(today))
    found = list(rows.order_by("facility__division", "facility__name", "pk")[:SHOWN])
    month = Month.of(today).first
    served = {
        one.key: one.served
        for one in queries.counts(request.actor, since=month, until=today + timedelta(days=1))
    }
    table = Table(
        key="meal-points", columns=heads(request, POINTS, ""),
        rows=[
            (
                link(reverse("services:meal_point", args=[one.pk]), one.facility.name),
                wording.place_of(one.facility.division), said.weekdays(one.weekdays),
                _today(one.pk, today), served.get(one.pk, 0),
                badge(_("供餐"), "green") if one.until is None or one.until > today
                else badge(_("已停办"), "grey"),
            )
            for one in found
        ],
        filters=filters, count_text=_("共 %(count)s 条") % {"count": len(found)},
        export_url=reverse("platform:sheet_export", args=["meal-points"]),
        create_url=reverse("services:meal_point_new") if request.actor.may(MANAGE) else "",
        create_title=_("开设助餐点"), empty_title=_("还没有助餐点"),
        empty_hint=_("先在“机构”里登记助餐点、老饭桌或日间照料中心，再在这里开设。"),
    )  # fmt: skip
    return said.answered(request, table, _("助餐点"))


def _today(point: int, today: date) -> Any:
    found = queries.days([point], since=today, until=today + timedelta(days=1))
    cells = [f"{said.meal_title(day.meal)} {day.taken}/{day.capacity}" for day in found]
    return "；".join(cells) or "—"


def order_filters(request: ActorRequest) -> list[Filter]:
    """Return what the list of orders is filtered by."""
    return [
        listing.name_filter(),
        listing.town_filter(request),
        Filter("point", gettext_lazy("助餐点"), "select", said.own_points(request)),
        Filter("meal", gettext_lazy("餐次"), "select", words(Meal)),
        Filter("state", gettext_lazy("状态"), "select", words(MealState)),
        Filter("way", gettext_lazy("怎么取餐"), "select", words(Way)),
        Filter("since", gettext_lazy("用餐日期自"), "date"),
        Filter("last", gettext_lazy("用餐日期至"), "date"),
        Filter("subsidised", gettext_lazy("只看有补贴的"), "check"),
    ]


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    point = asks.get("point", "")
    return {
        **{key: asks.get(key, "") for key in ("q", "division", "meal", "state", "way")},
        "point": int(point) if point.isdecimal() and len(point) < 19 else None,
        "since": listing.day_of(asks, "since"), "last": listing.day_of(asks, "last"),
        "subsidised": bool(asks.get("subsidised")),
    }  # fmt: skip


def order_cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return an order's cells in words."""
    (name, place, on, meal, point, way, _channel, state, price, subsidy, own, *_rest) = row[2:]
    return (
        name, wording.place_of(place), f"{on:%Y-%m-%d}", said.meal_title(meal), point,
        said.way_title(way), said.state_title(state), said.money(price), said.money(subsidy),
        said.money(own),
    )  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    shown = []
    for row in rows:
        cells = list(order_cells(row))
        cells[0] = link(reverse("services:meal_order", args=[row[0]]), row[2])
        cells[6] = said.state_badge(row[9])
        shown.append(tuple(cells))
    return shown


@page(READ)
def order_list(request: ActorRequest) -> HttpResponse:
    """Who eats where, the newest day first."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.meal_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_meals(request.actor, **which)

    export = changed(request).partition("?")[2]
    with queries.beyond():  # the rows are chosen by scope; a point has guests from elsewhere
        return listing.show(
            request, title=_("用餐名单"), key="meal-orders", columns=ORDERS, default=["-on"],
            filters=order_filters(request), ask=ask, cells=_cells, answer=said.answered,
            export_url=f"{reverse('platform:sheet_export', args=['meal-orders'])}?{export}",
            empty_title=_("没有符合条件的用餐"),
            empty_hint=_("请放宽筛选条件；只能看到您负责范围内的人，或在本单位助餐点用餐的人。"),
        )  # fmt: skip


@page(READ)
def order_detail(request: ActorRequest, meal_id: int) -> HttpResponse:
    """One meal whole: the receipt with price, subsidy and what is one's own."""
    one = queries.order_whole(request.actor, meal_id)
    out = list(one.without)
    dishes = queries.menu_of(queries.day(one.day_id))
    served = f"{timezone.localtime(one.served_at):%Y-%m-%d %H:%M}" if one.served_at else ""
    context = {
        "title": _("用餐：%(name)s") % {"name": one.person.name},
        "badges": [said.state_badge(one.state)],
        "facts": [
            (_("姓名"), one.person.name),
            (_("助餐点"), one.day.point.facility.name),
            (_("用餐日期"), f"{one.on:%Y-%m-%d} {said.weekday(one.on)}"),
            (_("餐次"), said.meal_title(one.meal)),
            (_("怎么取餐"), said.way_title(one.way)),
            (_("预订方式"), word(Channel(one.channel))),
            (_("预订时间"), f"{timezone.localtime(one.ordered_at):%Y-%m-%d %H:%M}"),
            (_("预订人"), one.ordered_by),
        ],
        "receipt": [
            (_("价格（元）"), said.money(one.price)),
            (_("补贴（元）"), said.money(one.subsidy)),
            (_("自付（元）"), said.money(one.own)),
            (_("补贴说明"), said.why_title(one.subsidy_why) or "—"),
            (_("用餐时间"), served or "—"),
            (_("登记人"), one.served_by or "—"),
            (_("谁收的"), one.received_by or "—"),
            (_("是否扫码"), _("是") if one.by_code else _("否")),
        ],
        "eats": "、".join(d.name for d in dishes if d.key not in out),
        "without": "、".join(d.name for d in dishes if d.key in out),
        "ended_why": one.ended_why, "warning": said.warning(one), "one": one,
        "cancels": one.state == "ordered" and request.actor.may(ORDER),
        "runs": one.state == "served" and request.actor.may(RUN) and one.day.closed_at is None,
        "corrects": one.state == "served" and request.actor.may(MANAGE)
        and one.day.closed_at is not None,
        "back_url": reverse("services:meal_orders"), "back_title": _("用餐名单"),
    }  # fmt: skip
    return render(request, "services/meal_order.html", context)


@page(ORDER)
def order_cancel(request: ActorRequest, meal_id: int) -> HttpResponse:
    """Cancel a meal."""
    one = queries.order(request.actor, meal_id, permit=ORDER)
    form = ReasonForm(request.POST or None, initial={"reason": _("不吃了")})

    def perform(data: dict[str, Any]) -> None:
        actions.cancel_meal(request.actor, order=meal_id, reason=data["reason"])

    what = {"day": said.day_title(one.on), "meal": said.meal_title(one.meal)}
    return asked(
        request, form, perform, title=_("取消%(day)s%(meal)s") % what,
        back=reverse("services:meal_person", args=[one.person_id]),
        more={"submit_title": _("取消这一餐")},
    )  # fmt: skip


@page(RUN)
def order_unserve(request: ActorRequest, meal_id: int) -> HttpResponse:
    """Take back a tap on the wrong name."""
    one = queries.order(request.actor, meal_id, permit=RUN)
    form = ReasonForm(request.POST or None, initial={"reason": _("点错人")})

    def perform(data: dict[str, Any]) -> None:
        actions.unserve(request.actor, order=meal_id, reason=data["reason"])

    return asked(
        request, form, perform, title=_("撤销用餐登记：%(name)s") % {"name": one.person.name},
        back=reverse("services:meal_day", args=[one.day_id]), more={"hint": _back_hint(one)},
    )  # fmt: skip


def _back_hint(one: Any) -> str:
    says = _("已抵扣的补贴 %(yuan)s 元退回个人账户，有效期不变。")
    return says % {"yuan": said.money(one.subsidy)} if one.subsidy else ""


@page(MANAGE)
def order_correct(request: ActorRequest, meal_id: int) -> HttpResponse:
    """Say of a closed meal that it was not eaten."""
    one = queries.order(request.actor, meal_id, permit=MANAGE)
    form = ReasonForm(request.POST or None, initial={"reason": _("点错人")})

    def perform(data: dict[str, Any]) -> None:
        actions.correct_meal(request.actor, order=meal_id, reason=data["reason"])

    return asked(
        request, form, perform, title=_("更正用餐登记：%(name)s") % {"name": one.person.name},
        back=reverse("services:meal_order", args=[meal_id]), more={"hint": _back_hint(one)},
    )  # fmt: skip


def figures_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query of figures that an address asks for: a month, or one day of it."""
    month = wording.month_of(asks.get("month", ""))
    on = listing.day_of(asks, "on")
    since, until = queries.month_span(month.first)
    if on is not None:
        since, until = on, on + timedelta(days=1)
    by = asks.get("by", "")
    return {
        "since": since, "until": until, "by": by if by in ("point", "town", "day") else "point",
        "division": asks.get("division", ""),
    }  # fmt: skip


def figure_cells(one: queries.Counted) -> tuple[Any, ...]:
    """Return a count's cells."""
    return (
        one.name, one.persons, one.served, one.eaten_in, one.taken_away, one.delivered,
        one.missed, one.subsidised, said.money(one.subsidy), said.money(one.own),
    )  # fmt: skip


@page(READ)
def figures(request: ActorRequest) -> HttpResponse:
    """A month's or a day's meals by point, town or day."""
    filters = filled(request, [
        Filter("month", gettext_lazy("月份"), "select", wording.months_back()),
        Filter("on", gettext_lazy("只看一天"), "date"),
        Filter("by", gettext_lazy("按"), "select",
               [("point", _("助餐点")), ("town", _("乡镇")), ("day", _("日期"))]),
        listing.town_filter(request),
    ])  # fmt: skip
    which = figures_of({one.name: one.value for one in filters})
    found = queries.counts(request.actor, **which)
    total = queries.total(found)
    export = changed(request).partition("?")[2]
    table = Table(
        key="meal-figures", columns=heads(request, FIGURES, ""),
        rows=[figure_cells(one) for one in found], filters=filters,
        count_text=_("用餐 %(served)s 份，补贴 %(subsidy)s 元，自付 %(own)s 元")
        % {"served": total["served"], "subsidy": said.money(total["subsidy"]),
           "own": said.money(total["own"])},
        export_url=f"{reverse('platform:sheet_export', args=['meal-figures'])}?{export}",
        empty_title=_("这段时间没有用餐"), empty_hint=_("请换一个月份或日期。"),
    )  # fmt: skip
    return said.answered(request, table, _("用餐统计"))


@page(RUN)
def hygiene_list(request: ActorRequest) -> HttpResponse:
    """Hygiene records of the points in reach, with what they lack."""
    filters = filled(request, [
        Filter("month", gettext_lazy("月份"), "select", wording.months_back()),
        Filter("point", gettext_lazy("助餐点"), "select", said.own_points(request)),
        Filter("lacking", gettext_lazy("只看待改正的"), "check"),
    ])  # fmt: skip
    found = hygiene_of(request.actor, {one.name: one.value for one in filters})
    export = changed(request).partition("?")[2]
    table = Table(
        key="meal-hygiene", columns=heads(request, HYGIENE, ""),
        rows=[hygiene_cells(one) for one in found], filters=filters,
        count_text=_("共 %(count)s 条") % {"count": len(found)},
        export_url=f"{reverse('platform:sheet_export', args=['meal-hygiene'])}?{export}",
        empty_title=_("没有符合条件的记录"),
        empty_hint=_("助餐点每餐在当餐名单里登记留样和温度。"),
    )  # fmt: skip
    return said.answered(request, table, _("食品安全"))


def hygiene_of(actor: Any, asks: Mapping[str, str]) -> list[queries.Hygiene]:
    """Return the records an address asks for."""
    month = wording.month_of(asks.get("month", ""))
    rows = queries.points(actor, permit=RUN)
    if (point := asks.get("point", "")).isdecimal() and len(point) < 19:
        rows = rows.filter(pk=int(point))
    since, until = queries.month_span(month.first)
    found = queries.hygiene_of(rows.values("pk"), since=since, until=until)
    return [one for one in found if one.lacks or not asks.get("lacking")]


def hygiene_cells(one: queries.Hygiene) -> tuple[Any, ...]:
    """Return a hygiene record's cells."""
    row = one.one
    thrown = f"{timezone.localtime(row.thrown_at):%m-%d %H:%M}" if row.thrown_at else _("保存中")
    return (
        f"{row.day.on:%Y-%m-%d}", row.day.point.facility.name, said.meal_title(row.day.meal),
        _("%(count)s 样，最少 %(grams)s 克，%(until)s")
        % {"count": row.sampled, "grams": row.grams, "until": thrown},
        "" if row.cooked_celsius is None else f"{row.cooked_celsius} ℃",
        "" if row.fridge_celsius is None else f"{row.fridge_celsius} ℃",
        _("是") if row.disinfected else _("否"),
        _("%(held)s/%(staff)s 人有效")
        % {"held": row.staff - row.uncertified, "staff": row.staff},
        "；".join(word(lack) for lack in one.lacks) or "—",
    )  # fmt: skip
