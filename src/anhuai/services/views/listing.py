"""What this room's lists share: towns to filter by, a page of rows, its table, the tabs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    Window,
    changed,
    count_up_to,
    filled,
    heads,
    order_of,
)
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

Ask = Callable[[Sequence[str], str], Window]


def town_filter(request: ActorRequest) -> Filter:
    """Return the filter by town, of those the actor reaches."""
    towns = places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip
    return Filter("division", gettext_lazy("乡镇"), "select", towns)


def name_filter() -> Filter:
    """Return the search by name."""
    return Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母"))


def day_of(asks: Mapping[str, str], name: str) -> date | None:
    """Return a day an address gives; None for none or what is no day."""
    try:
        return date.fromisoformat(asks.get(name, ""))
    except ValueError:
        return None


def show(
    request: ActorRequest,
    *,
    title: str,
    key: str,
    columns: Sequence[Column],
    default: Sequence[str],
    filters: Sequence[Filter],
    ask: Callable[[Mapping[str, str]], tuple[Ask, Any]],
    cells: Callable[[list[tuple[Any, ...]]], list[tuple[Any, ...]]],
    **more: Any,
) -> HttpResponse:
    """Answer with a list: `ask` makes of the filters a page's query and the rows to count.

    `answer` (of request, table, title) shows it under the tabs of another subject than visits.
    """
    answer = more.pop("answer", shown_in_room)
    asks = filled(request, filters)
    page_of, counted = ask({one.name: one.value for one in asks})
    order, sorted_by = order_of(request, columns, default)
    try:
        seen = page_of(order, request.GET.get("after", ""))
    except BadCursor:
        seen = page_of(order, "")
    count, is_more = count_up_to(counted)
    table = Table(
        key=key, columns=heads(request, columns, sorted_by), rows=cells(seen.rows), filters=asks,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if is_more else _("共 %(count)s 条")) % {"count": count},
        **more,
    )  # fmt: skip
    shown: HttpResponse = answer(request, table, title)
    return shown


def shown_in_room(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    """Answer with a list page under this room's tabs, or just its rows when htmx asks."""
    whole = not request.headers.get("HX-Request")
    template = "services/list.html" if whole else "platform/_rows.html"
    manages = request.actor.may(Permit.VISITS_MANAGE)
    tabs = [
        (text, reverse(f"services:{name}"), request.path == reverse(f"services:{name}"))
        for name, text, permit in (
            ("targets", _("探访名单"), True), ("visits", _("探访记录"), True),
            ("rates", _("月探访率"), True), ("plan", _("人员分担"), True),
            ("visitors", _("探访人员"), manages), ("phones", _("外出手机"), True),
        )
        if permit
    ]  # fmt: skip
    context = {"table": table, "title": title, "tabs": tabs, "manages": manages}
    return render(request, template, context)
