"""What this room's lists share: towns and scales to filter by, a page of rows, its table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.assessments.catalogue import SCALES
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
from anhuai.platform.words import definitions

Ask = Callable[[Sequence[str], str], Window]


def town_filter(request: ActorRequest) -> Filter:
    """Return the filter by town, of those the actor reaches."""
    towns = places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip
    return Filter("division", gettext_lazy("乡镇"), "select", towns)


def scale_filter() -> Filter:
    """Return the filter by scale."""
    return Filter("scale", gettext_lazy("量表"), "select", definitions(SCALES))


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
    """Answer with a list: `ask` makes of the filters a page's query and the rows to count."""
    shown = filled(request, filters)
    asks = {one.name: one.value for one in shown}
    page_of, counted = ask(asks)
    order, sorted_by = order_of(request, columns, default)
    try:
        seen = page_of(order, request.GET.get("after", ""))
    except BadCursor:
        seen = page_of(order, "")
    count, is_more = count_up_to(counted)
    table = Table(
        key=key,
        columns=heads(request, columns, sorted_by),
        rows=cells(seen.rows),
        filters=shown,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if is_more else _("共 %(count)s 条")) % {"count": count},
        **more,
    )
    return shown_in_room(request, table, title)


def shown_in_room(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    """Answer with a list page under this room's tabs, or just its rows when htmx asks."""
    whole = not request.headers.get("HX-Request")
    template = "assessments/list.html" if whole else "platform/_rows.html"
    tabs = [
        (text, reverse(f"assessments:{name}"), request.path == reverse(f"assessments:{name}"))
        for name, text in (
            ("due", _("待评估")), ("assigned", _("已分派")), ("records", _("评估记录")),
            ("rates", _("各乡镇评估率")),
        )
    ]  # fmt: skip
    tabs.append((_("量表"), reverse("assessments:scale", args=["gbt42195_2022"]), False))
    context = {
        "table": table, "title": title, "tabs": tabs,
        "manages": request.actor.may(Permit.ASSESSMENTS_MANAGE),
    }  # fmt: skip
    return render(request, template, context)
