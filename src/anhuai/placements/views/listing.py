"""What this room's lists share: towns to filter by, a page of rows, the room's tabs."""

from collections.abc import Callable, Mapping, Sequence
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
    page_of, counted = ask({one.name: one.value for one in shown})
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
    return in_room(request, table, title)


def whole(
    request: ActorRequest, *, title: str, key: str, columns: Sequence[Column],
    filters: Sequence[Filter], rows: Sequence[tuple[Any, ...]], **more: Any,
) -> HttpResponse:  # fmt: skip
    """Answer with a list that is short enough to be shown whole."""
    table = Table(
        key=key, columns=heads(request, columns, ""), rows=list(rows),
        filters=filled(request, filters),
        count_text=_("共 %(count)s 条") % {"count": len(rows)}, **more,
    )  # fmt: skip
    return in_room(request, table, title)


def in_room(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    """Answer with a list page under this room's tabs, or just its rows when htmx asks."""
    template = (
        "platform/_rows.html" if request.headers.get("HX-Request") else "placements/list.html"
    )
    return render(request, template, {"table": table, "title": title, "tabs": tabs(request)})


def tabs(request: ActorRequest) -> list[tuple[str, str, bool]]:
    """Return the room's tabs for an actor."""
    names = [
        ("applications", _("入住申请")), ("homes", _("机构床位")), ("stays", _("入住人员")),
        ("bills", _("账单")),
        ("reports", _("床位日报")), ("incidents", _("突发事件")),
        ("ahead", _("预收款监管")), ("findings", _("机构线索")),
    ]  # fmt: skip
    if not request.actor.may(Permit.FACILITIES_READ):
        names = names[:1] + names[2:4]
    found = []
    for name, text in names:
        url = reverse(f"placements:{name}")
        found.append((text, url, request.path == url))
    return found
