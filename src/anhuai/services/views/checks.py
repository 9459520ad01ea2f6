"""Pages of what looks wrong among orders, and of the call-backs of a month."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import page
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions, word, words
from anhuai.services import actions
from anhuai.services.catalogue import ANOMALIES
from anhuai.services.forms.settlement import CallForm, DecideForm, DrawForm, seen
from anhuai.services.queries import purchase
from anhuai.services.queries import statements as queries
from anhuai.services.queries.wares import service_title
from anhuai.services.rules.sampling import CallResult
from anhuai.services.views import settling
from anhuai.services.views.settlement_steps import last_month, month_of
from anhuai.services.views.settling import MANAGE, READ

ANOMALY = (
    Column("kind", gettext_lazy("疑点"), ("kind",), css="nowrap"),
    Column("told", gettext_lazy("情况")),
    Column("number", gettext_lazy("订单号"), ("number",), css="nowrap"),
    Column("organisation", gettext_lazy("服务商"), ("organisation__name",)),
    Column("on", gettext_lazy("服务日期"), ("on",), css="nowrap"),
    Column("state", gettext_lazy("核定"), ("state",)),
    Column("reason", gettext_lazy("理由")),
)
CALLS = (
    Column("place", gettext_lazy("抽取顺序"), ("place",), css="num"),
    Column("number", gettext_lazy("订单号"), ("number",), css="nowrap"),
    Column("organisation", gettext_lazy("服务商"), ("organisation__name",)),
    Column("person", gettext_lazy("姓名")),
    Column("service", gettext_lazy("服务项目")),
    Column("on", gettext_lazy("服务日期"), ("order__wanted_on",), css="nowrap"),
    Column("result", gettext_lazy("回访结果"), ("result",)),
    Column("note", gettext_lazy("情况")),
)
_RESULTS = {
    CallResult.CONFIRMED: "green", CallResult.DENIED: "red", CallResult.SHORT: "orange",
    CallResult.UNREACHABLE: "grey",
}  # fmt: skip


def anomalies_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        "q": asks.get("q", ""), "kind": asks.get("kind", ""),
        "state": asks.get("state", "") or "open", "month": settling.month_in(asks),
    }  # fmt: skip


@page(READ)
def anomaly_list(request: ActorRequest) -> HttpResponse:
    """What looks wrong and waits for a person, with the order it holds."""
    manages = purchase.is_whole(request.actor, MANAGE)

    def ask(asks: Mapping[str, str]) -> Any:
        which = anomalies_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.anomaly_page(request.actor, order=order, after=after, **which)

        return page_of, queries.anomalies(request.actor, **which)

    def cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
        key, kind, number, body, on, other, measure, state, reason, by, _order = row
        title = settling.anomaly_title(kind)
        decide = reverse("services:anomaly_decide", args=[key])
        return (
            link(decide, title) if manages else title,
            settling.anomaly_told(kind, other, measure), number, body, f"{on:%Y-%m-%d}",
            badge(*settling.ANOMALY_STATES[state]), f"{reason}（{by}）" if reason else "",
        )  # fmt: skip

    states = [*settling.choices_of(settling.ANOMALY_STATES), ("all", _("全部"))]
    return settling.show(
        request, title=_("订单疑点"), key="anomalies", columns=ANOMALY, default=["-on"],
        filters=[
            Filter("q", gettext_lazy("订单"), placeholder=gettext_lazy("订单号或服务商")),
            settling.month_filter(),
            Filter("kind", gettext_lazy("疑点"), "select", definitions(ANOMALIES)),
            Filter("state", gettext_lazy("核定"), "select", states),
        ],
        ask=ask, cells=cells,
        links=[(reverse("services:anomaly_screen"), "search", _("核查订单"))] if manages else (),
        empty_title=_("没有待核定的疑点"),
        empty_hint=_("每晚核查本月和上月的订单；有疑点的订单在核定前不支付。"),
    )  # fmt: skip


@page(MANAGE)
def anomaly_decide(request: ActorRequest, anomaly_id: int) -> HttpResponse:
    """Decide an anomaly with a reason."""
    one = queries.anomaly(request.actor, anomaly_id)
    form = DecideForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.decide_anomaly(
            request.actor, anomaly=anomaly_id, version=seen(data), harmless=data["harmless"],
            reason=data["reason"],
        )  # fmt: skip

    told = {
        "number": one.number, "name": one.organisation.name, "on": f"{one.on:%Y-%m-%d}",
        "what": settling.anomaly_told(one.kind, one.other, one.measure),
    }  # fmt: skip
    return asked(
        request, form, perform, back=reverse("services:anomalies"),
        title=_("核定疑点：%(what)s") % {"what": settling.anomaly_title(one.kind)},
        more={"hint": _("订单 %(number)s（%(name)s，%(on)s）：%(what)s。") % told},
    )  # fmt: skip


# call-backs -----------------------------------------------------------------------------------


def calls_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        "q": asks.get("q", ""), "state": asks.get("state", ""), "month": settling.month_in(asks),
    }  # fmt: skip


def _call_cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    key, place, number, body, person, name, service, on, result, note, by = row
    shown = (
        badge(word(CallResult(result)), _RESULTS[CallResult(result)])
        if result else badge(_("待回访"), "yellow")
    )  # fmt: skip
    return (
        place, link(reverse("services:call_back", args=[key]), number), body,
        link(f"/people/{person}/", name), service_title(service), f"{on:%Y-%m-%d}", shown,
        f"{note}（{by}）" if by else "",
    )  # fmt: skip


@page(MANAGE)
def call_list(request: ActorRequest) -> HttpResponse:
    """The orders that were drawn, and what the elders said."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = calls_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.call_page(request.actor, order=order, after=after, **which)

        return page_of, queries.calls(request.actor, **which)

    month = settling.month_in(request.GET)
    links = [(reverse("services:sample_draw"), "refresh", _("抽取"))]
    if month is not None:
        links.append(
            (f"{reverse('services:sample_redraw')}?month={month:%Y-%m}", "check", _("重抽核对"))
        )
    states = [("waiting", _("待回访")), *words(CallResult)]
    return settling.show(
        request, title=_("抽查回访"), key="call-backs", columns=CALLS, default=["place"],
        filters=[
            Filter("q", gettext_lazy("订单"), placeholder=gettext_lazy("订单号或服务商")),
            settling.month_filter(),
            Filter("state", gettext_lazy("回访结果"), "select", states),
        ],
        ask=ask, cells=_call_cells, links=links, empty_title=_("还没有抽取回访订单"),
        empty_hint=_("月份结束后，用公开的种子抽取；比例在参数里设置，任何人都能重抽核对。"),
    )  # fmt: skip


@page(MANAGE)
def draw(request: ActorRequest) -> HttpResponse:
    """Draw the orders of a month that are called back."""
    form = DrawForm(request.POST or None, initial={"month": last_month()})

    def perform(data: dict[str, Any]) -> str:
        month = month_of(data)
        actions.draw_sample(request.actor, month=month, seed=data["seed"], on=clock.today())
        return f"{reverse('services:call_backs')}?month={month:%Y-%m}"

    return asked(
        request, form, perform, title=_("抽取回访订单"), back=reverse("services:call_backs"),
        more={"hint": _("每月只抽一次。"), "submit_title": _("抽取")},
    )  # fmt: skip


@page(READ)
def redraw(request: ActorRequest) -> HttpResponse:
    """Draw a month again from its seed and say whether it gives the same orders."""
    month = settling.month_in(request.GET)
    found = queries.redrawn(request.actor, month=month) if month else None
    context: dict[str, Any] = {
        "title": _("重抽核对"), "back_url": reverse("services:statements"), "same": None,
        "facts": [], "badges": [],
    }  # fmt: skip
    if found is not None:
        context |= {
            "same": found.same,
            "badges": [badge(_("一致"), "green") if found.same else badge(_("不一致"), "red")],
            "facts": [
                (_("月份"), f"{found.one.month:%Y-%m}"), (_("抽签种子"), found.one.seed),
                (_("比例（%）"), found.one.per_cent), (_("每家最少"), found.one.least),
                (_("订单"), found.of), (_("抽中"), found.drawn),
                (_("抽取人"), found.one.drawn_by),
            ],
        }  # fmt: skip
    return render(request, "services/redraw.html", context)


@page(MANAGE)
def call(request: ActorRequest, call_id: int) -> HttpResponse:
    """Put on record what the elder or the family said of an order."""
    one = queries.call_back(request.actor, call_id)
    first = {"version": one.version, "result": one.result, "note": one.note}
    form = CallForm(request.POST or None, initial=first)

    def perform(data: dict[str, Any]) -> None:
        actions.record_call(
            request.actor, call_back=call_id, version=seen(data), result=data["result"],
            note=data["note"],
        )  # fmt: skip

    told = {
        "name": one.order.person.name, "what": service_title(one.order.service),
        "on": f"{one.order.wanted_on:%Y-%m-%d}", "firm": one.organisation.name,
    }  # fmt: skip
    hint = _("致电%(name)s或家属：%(on)s 是否有%(firm)s的人上门做过%(what)s？电话在人员页查看。")
    return asked(
        request, form, perform, back=reverse("services:call_backs"), more={"hint": hint % told},
        title=_("登记回访：%(number)s") % {"number": one.number},
    )  # fmt: skip
