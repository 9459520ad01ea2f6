"""The points mart: marts, goods, deeds; awarding and exchanging; the ledger."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked, last_day
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
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words
from anhuai.services import actions, queries
from anhuai.services.forms.mart import (
    AwardForm,
    CloseMartForm,
    DeedForm,
    ExchangeForm,
    MartForm,
    ReturnForm,
)
from anhuai.services.forms.mart import StockForm as _StockForm
from anhuai.services.rules.mart import PointKind
from anhuai.services.views import listing, wording
from anhuai.services.views import meal_wording as said

READ, RUN, MANAGE = Permit.MARTS_READ, Permit.MARTS_RUN, Permit.MARTS_MANAGE
MARTS = (
    Column("name", gettext_lazy("名称")),
    Column("place", gettext_lazy("所在地")),
    Column("opens", gettext_lazy("开放时间")),
    Column("goods", gettext_lazy("物品（种）"), css="num"),
    Column("state", gettext_lazy("状态")),
)
POINTS = (
    Column("on", gettext_lazy("日期"), ("on",), css="nowrap"),
    Column("who", gettext_lazy("账户")),
    Column("place", gettext_lazy("所在村（社区）"), ("account__place",)),
    Column("kind", gettext_lazy("类型"), ("kind",)),
    Column("points", gettext_lazy("积分"), ("points",), css="num"),
    Column("says", gettext_lazy("事项或物品")),
    Column("reason", gettext_lazy("说明")),
    Column("by", gettext_lazy("登记人")),
    Column("act", gettext_lazy("操作")),
)
_COLOURS = {"earn": "green", "exchange": "blue", "lapse": "grey", "return": "orange"}
_GAINS = {"earn", "return"}
SHOWN = 500


@page(READ)
def mart_list(request: ActorRequest) -> HttpResponse:
    """The marts in reach."""
    today = clock.today()
    filters = filled(request, [
        Filter("q", gettext_lazy("名称")), listing.town_filter(request),
        Filter("ended", gettext_lazy("含已停办"), "check"),
    ])  # fmt: skip
    asks = {one.name: one.value for one in filters}
    rows = queries.marts(request.actor)
    if asks["q"]:
        rows = rows.filter(name__contains=asks["q"])
    if asks["division"]:
        rows = rows.filter(division__startswith=asks["division"])
    if not asks["ended"]:
        rows = rows.filter(queries.open_on(today))
    found = list(rows.order_by("division", "name", "pk")[:SHOWN])
    table = Table(
        key="marts", columns=heads(request, MARTS, ""),
        rows=[
            (
                link(reverse("services:mart", args=[one.pk]), one.name),
                wording.place_of(one.division), one.opens, len(queries.goods_of(one.pk)),
                badge(_("开放"), "green") if one.until is None or one.until > today
                else badge(_("已停办"), "grey"),
            )
            for one in found
        ],
        filters=filters, count_text=_("共 %(count)s 条") % {"count": len(found)},
        export_url=reverse("platform:sheet_export", args=["marts"])
        if request.actor.may(RUN) else "",
        create_url=reverse("services:mart_new") if request.actor.may(MANAGE) else "",
        create_title=_("开设爱心超市"), empty_title=_("还没有爱心超市"),
        empty_hint=_("由乡镇开设，登记物品和积分事项后，村里就能发积分、兑物品。"),
    )  # fmt: skip
    return said.answered(request, table, _("爱心超市"))


@page(READ)
def mart_page(request: ActorRequest, mart_id: int) -> HttpResponse:
    """One mart: its goods, the county's list of deeds, what came and went."""
    one = queries.mart(request.actor, mart_id)
    today = clock.today()
    month = Month.of(today)
    totals = queries.mart_totals(request.actor, since=month.first, until=(month + 1).first)
    context = {
        "title": one.name,
        "facts": [
            (_("所在地"), wording.place_of(one.division)), (_("地址"), one.address),
            (_("开放时间"), one.opens), (_("开始日期"), f"{one.since:%Y-%m-%d}"),
            (_("停办日期"), f"{one.until:%Y-%m-%d}" if one.until else "—"),
            (_("本月发放积分（辖区）"), totals.get("earn", 0)),
            (_("本月兑换积分（辖区）"), totals.get("exchange", 0)),
        ],
        "goods": [(g.name, g.points, g.stock) for g in queries.goods_of(mart_id)],
        "deeds": [(d.title, d.points, d.document) for d in queries.deeds(on=today)],
        "moves": [
            (f"{m.on:%Y-%m-%d}", m.goods.name, f"{m.change:+d}", m.says, m.recorded_by)
            for m in queries.moves_of(mart_id)
        ] if request.actor.may(RUN) else [],
        "one": one, "runs": request.actor.may(RUN), "manages": request.actor.may(MANAGE)
        and one.until is None,
        "back_url": reverse("services:marts"), "back_title": _("爱心超市"),
    }  # fmt: skip
    return render(request, "services/mart.html", context)


@page(MANAGE)
def mart_new(request: ActorRequest) -> HttpResponse:
    """Open a mart."""
    form = MartForm(
        request.POST or None, places=said.towns(request, MANAGE), initial={"since": clock.today()}
    )

    def perform(data: dict[str, Any]) -> str:
        data.pop("token", None)
        return reverse("services:mart", args=[actions.open_mart(request.actor, **data).pk])

    return asked(request, form, perform, title=_("开设爱心超市"), back=reverse("services:marts"))


@page(MANAGE)
def mart_close(request: ActorRequest, mart_id: int) -> HttpResponse:
    """Close a mart."""
    one = queries.mart(request.actor, mart_id, permit=MANAGE)
    form = CloseMartForm(
        request.POST or None, initial={"on": clock.today(), "version": one.version}
    )

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.close_mart(request.actor, mart=mart_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("停办爱心超市：%(name)s") % {"name": one.name},
        back=reverse("services:mart", args=[mart_id]),
    )  # fmt: skip


@page(MANAGE)
def deed_new(request: ActorRequest) -> HttpResponse:
    """Put a deed on the county's list."""
    form = DeedForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        data.pop("token", None)
        actions.list_deed(request.actor, **data)

    return asked(
        request, form, perform, title=_("登记积分事项"), back=reverse("services:marts"),
        more={"hint": _("全县统一的积分事项；同名事项再登记一次就是改积分，以前的不变。")},
    )  # fmt: skip


@page(RUN)
def stock(request: ActorRequest, mart_id: int) -> HttpResponse:
    """Goods that come in, or are written off."""
    one = queries.mart(request.actor, mart_id, permit=RUN)
    form = _StockForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        data.pop("token", None)
        actions.stock_goods(request.actor, mart=mart_id, on=clock.today(), **data)

    return asked(
        request, form, perform, title=_("物品入库：%(name)s") % {"name": one.name},
        back=reverse("services:mart", args=[mart_id]),
    )  # fmt: skip


def _holders(one: Any) -> list[tuple[str, str]]:
    own = [("person", _("本人账户"))]
    return own + ([("household", _("家庭账户"))] if one.household_id else [])


def _holder(one: Any, kind: str) -> actions.Holder:
    if kind == "household" and one.household_id:
        return actions.Holder(household=one.household_id)
    return actions.Holder(person=one.pk)


@page(RUN)
def award(request: ActorRequest, person_id: int) -> HttpResponse:
    """Award the points of a listed deed."""
    one = people.person_in_scope(request.actor, person_id, permit=RUN)
    today = clock.today()
    deeds = queries.deeds(on=today)
    form = AwardForm(
        request.POST or None, initial={"on": today},
        deeds=[(str(d.pk), _("%(title)s（%(points)s 分）")
                % {"title": d.title, "points": d.points}) for d in deeds],
        holders=_holders(one),
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.award(
            request.actor, holder=_holder(one, data["holder"]), deed=int(data["deed"]),
            on=data["on"], reason=data["reason"], client=data["client"] or uuid4(),
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("发放积分：%(name)s") % {"name": one.name},
        back=f"/people/{person_id}/",
        more={} if deeds else {"hint": _("县里还没有登记积分事项，请先登记。")},
    )  # fmt: skip


@page(RUN)
def exchange(request: ActorRequest, person_id: int) -> HttpResponse:
    """Exchange points for goods."""
    one = people.person_in_scope(request.actor, person_id, permit=RUN)
    today = clock.today()
    goods = [
        (str(g.pk), _("%(mart)s：%(name)s（%(points)s 分，剩 %(stock)s）")
         % {"mart": mart.name, "name": g.name, "points": g.points, "stock": g.stock})
        for mart in queries.marts(request.actor, permit=RUN).filter(queries.open_on(today))
        for g in queries.goods_of(mart.pk) if g.stock > 0
    ]  # fmt: skip
    form = ExchangeForm(request.POST or None, goods=goods, holders=_holders(one))
    held = queries.purses(request.actor, person_id, on=today)
    left = "；".join(
        f"{_('家庭账户') if purse.household else _('本人账户')} {purse.left}" for purse in held
    )

    def perform(data: dict[str, Any]) -> None:
        actions.exchange(
            request.actor, holder=_holder(one, data["holder"]), goods=int(data["goods"]),
            count=data["count"], on=today, client=data["client"] or uuid4(),
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("积分兑换：%(name)s") % {"name": one.name},
        back=f"/people/{person_id}/",
        more={"hint": _("可用积分：%(left)s。先用先到期的。") % {"left": left or _("没有积分")}},
    )  # fmt: skip


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the movements that filters ask for."""
    return {
        **{key: asks.get(key, "") for key in ("q", "division", "kind")},
        "since": listing.day_of(asks, "since"), "last": listing.day_of(asks, "last"),
    }  # fmt: skip


def entry_cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a movement's cells in words."""
    _key, _account, name, head, place, on, kind, points, says, reason, by, _back = row
    who = name or _("%(name)s家") % {"name": head}
    sign = "+" if kind in _GAINS else "−"
    return (
        f"{on:%Y-%m-%d}", who, wording.place_of(place), word(PointKind(kind)),
        f"{sign}{points}", says, reason, by,
    )  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]], *, returns: bool) -> list[tuple[Any, ...]]:
    shown = []
    for row in rows:
        cells = list(entry_cells(row))
        cells[3] = badge(cells[3], _COLOURS[row[6]])
        gives = returns and row[6] == "exchange" and row[-1] is None
        url = reverse("services:mart_return", args=[row[0]])
        shown.append((*cells, link(url, _("退还")) if gives else ""))
    return shown


@page(RUN)
def mart_return(request: ActorRequest, movement_id: int) -> HttpResponse:
    """Give back an exchange: the wrong person, spoilt goods."""
    one = queries.exchange_in_scope(request.actor, movement_id)
    form = ReturnForm(request.POST or None, initial={"restocks": True, "on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.return_exchange(
            request.actor, entry=movement_id, restocks=data["restocks"], reason=data["reason"],
            on=data["on"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("退回积分兑换：%(what)s") % {"what": one.says},
        back=reverse("services:mart_points"),
        more={"hint": _("退回 %(points)s 积分；原来的有效期不变，已过期的不能再用。")
              % {"points": one.points}, "submit_title": _("退还")},
    )  # fmt: skip


@page(READ)
def point_list(request: ActorRequest) -> HttpResponse:
    """The ledger of points, newest first."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.entry_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_entries(request.actor, **which)

    export = changed(request).partition("?")[2]
    return listing.show(
        request, title=_("积分流水"), key="mart-points", columns=POINTS, default=["-on"],
        filters=[
            listing.name_filter(), listing.town_filter(request),
            Filter("kind", gettext_lazy("类型"), "select", words(PointKind)),
            Filter("since", gettext_lazy("日期自"), "date"),
            Filter("last", gettext_lazy("日期至"), "date"),
        ],
        ask=ask, answer=said.answered,
        cells=lambda rows: _cells(rows, returns=request.actor.may(RUN)),
        export_url=f"{reverse('platform:sheet_export', args=['mart-points'])}?{export}"
        if request.actor.may(RUN) else "",
        empty_title=_("没有符合条件的积分"),
        empty_hint=_("村（社区）工作人员在个人档案里按积分事项发放。"),
    )  # fmt: skip


def purse_rows(purse: queries.Purse) -> list[tuple[str, str, str, str]]:
    """Return an account's movements: day, what, points, why."""
    return [
        (f"{one.on:%Y-%m-%d}", one.says, f"{'+' if one.kind in _GAINS else '−'}{one.points}",
         one.reason)
        for one in purse.entries
    ]  # fmt: skip


def ends_said(purse: queries.Purse) -> str:
    """Return what ends next, in words."""
    if purse.ends_next is None:
        return ""
    until, left = purse.ends_next
    return _("%(points)s 分 %(day)s 到期") % {"points": left, "day": last_day(until)}
