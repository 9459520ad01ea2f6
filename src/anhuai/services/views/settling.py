"""What the pages of settlement and government purchase share: tabs, lists, words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.months import BadMonth, Month
from anhuai.platform import county
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    Window,
    badge,
    changed,
    count_up_to,
    filled,
    heads,
    order_of,
)
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word
from anhuai.services.catalogue import ANOMALIES
from anhuai.services.rules.purchase import Standing
from anhuai.services.rules.settlement import LineKind, Reason

READ, MANAGE = Permit.SETTLEMENTS_READ, Permit.SETTLEMENTS_MANAGE
STATES: Mapping[str, tuple[Any, str]] = {
    "prepared": (gettext_lazy("待服务商核对"), "yellow"),
    "confirmed": (gettext_lazy("服务商已确认"), "blue"),
    "checked": (gettext_lazy("待审批"), "orange"),
    "approved": (gettext_lazy("待支付"), "purple"),
    "paid": (gettext_lazy("已支付"), "green"),
    "withdrawn": (gettext_lazy("已撤销"), "grey"),
}
ANOMALY_STATES: Mapping[str, tuple[Any, str]] = {
    "open": (gettext_lazy("待核定"), "orange"),
    "cleared": (gettext_lazy("正常"), "green"),
    "upheld": (gettext_lazy("属实"), "red"),
}
DISPUTE_STATES: Mapping[str, tuple[Any, str]] = {
    "open": (gettext_lazy("待答复"), "orange"),
    "accepted": (gettext_lazy("已采纳"), "green"),
    "rejected": (gettext_lazy("未采纳"), "grey"),
}
_STANDING = {
    Standing.LISTED: "green", Standing.NOT_YET: "grey", Standing.ENDED: "grey",
    Standing.NO_LICENCE: "red", Standing.EXPIRED: "red",
}  # fmt: skip


def money(fen: int) -> str:
    """Return an amount in yuan with separators."""
    return format_yuan(Fen(fen))


def state_badge(state: str) -> SafeString:
    """Return how a statement stands."""
    return badge(*STATES[state])


def standing_badge(what: Standing) -> SafeString:
    """Return how an undertaker stands."""
    return badge(word(what), _STANDING[what])


def reason_of(code: str) -> str:
    """Return why an order is not paid, "" for no reason."""
    return word(Reason(code)) if code else ""


def kind_of(code: str) -> str:
    """Return why a line is in a statement."""
    return word(LineKind(code))


def anomaly_title(code: str) -> str:
    """Return a kind of anomaly; one no longer defined is its own title."""
    return title_of(ANOMALIES[code]) if code in ANOMALIES else code


def anomaly_told(code: str, other: str, measure: int) -> str:
    """Return what was found, in a sentence."""
    if code not in ANOMALIES:
        return ""
    text = ANOMALIES[code].told_en if is_english() else ANOMALIES[code].told
    return text % {"other": other or "—", "measure": f"{measure:,}"}


def month_in(asks: Mapping[str, str], name: str = "month") -> date | None:
    """Return the first day of the month an address gives; None for none or what is no month."""
    try:
        return Month.parse(asks.get(name, "")).first
    except BadMonth:
        return None


def choices_of(states: Mapping[str, tuple[Any, str]]) -> list[tuple[str, str]]:
    """Return states for a filter."""
    return [(code, str(text)) for code, (text, _colour) in states.items()]


def month_filter() -> Filter:
    """Return the filter by month."""
    return Filter("month", gettext_lazy("月份"), placeholder="2026-05")


def tabs(request: ActorRequest) -> list[tuple[str, str, bool]]:
    """Return the pages of settlement that the actor may open."""
    manages = request.actor.may(MANAGE)
    return [
        (text, url := reverse(f"services:{name}"), request.path == url)
        for name, text, permit in (
            ("statements", _("结算单"), True), ("anomalies", _("疑点"), True),
            ("call_backs", _("抽查回访"), manages), ("purchase_contracts", _("购买合同"), True),
            ("undertakers", _("承接主体"), True), ("purchase_directory", _("指导性目录"), True),
            ("sponsorships", _("出资账户"), request.actor.scope(READ).covers(county.code())),
        )
        if permit
    ]  # fmt: skip


Ask = Callable[[Sequence[str], str], Window]


def show(
    request: ActorRequest,
    *,
    title: str,
    key: str,
    columns: Sequence[Column],
    default: Sequence[str],
    filters: Sequence[Filter],
    ask: Callable[[Mapping[str, str]], tuple[Ask, Any]],
    cells: Callable[[Any], tuple[Any, ...]],
    **more: Any,
) -> HttpResponse:
    """Answer with a list under the tabs: `ask` makes a page's query and the rows to count.

    `links` are buttons: address, icon, text; `more_query` goes before a workbook's filters.
    """
    links, more_query = more.pop("links", ()), more.pop("more_query", "")
    shown = filled(request, filters)
    page_of, counted = ask({one.name: one.value for one in shown})
    order, sorted_by = order_of(request, columns, default)
    try:
        seen = page_of(order, request.GET.get("after", ""))
    except BadCursor:
        seen = page_of(order, "")
    count, is_more = count_up_to(counted)
    table = Table(
        key=key, columns=heads(request, columns, sorted_by), rows=[cells(row) for row in seen.rows],
        filters=shown, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if is_more else _("共 %(count)s 条")) % {"count": count},
        export_url=export_of(request, key, more_query), **more,
    )  # fmt: skip
    return answered(request, table, title, links)


def export_of(request: ActorRequest, key: str, more: str = "") -> str:
    """Return the address of a list's workbook with the filters of the page."""
    asks = changed(request).partition("?")[2]
    return f"{reverse('platform:sheet_export', args=[key])}?{more}{asks}"


def answered(
    request: ActorRequest, table: Table, title: str, links: Sequence[tuple[str, str, str]] = ()
) -> HttpResponse:
    """Answer with a list page under the tabs, or just its rows when htmx asks."""
    whole = not request.headers.get("HX-Request")
    template = "services/settlement_list.html" if whole else "platform/_rows.html"
    context = {"table": table, "title": title, "tabs": tabs(request), "links": links}
    return render(request, template, context)
