"""What the desk's lists share: filters filled, a page of rows, the count, the way out to Excel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

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

Cells = Callable[[list[tuple[Any, ...]]], Sequence[tuple[object, ...]]]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One list: its columns and filters, how a page is read, counted and drawn."""

    key: str
    title: str
    columns: Sequence[Column]
    filters: Sequence[Filter]
    order: Sequence[str]
    read: Callable[..., Window]
    rows: Callable[..., "QuerySet[Any]"]
    cells: Cells
    export: str
    buttons: Sequence[tuple[str, str, str]] = field(default_factory=tuple)  # address, title, icon
    create_url: str = ""
    create_title: str = ""
    empty: str = ""
    back: tuple[str, str] = ("", "")


def listed(request: ActorRequest, one: Listing) -> HttpResponse:
    """Answer with a whole list page, or just its rows when htmx asks."""
    filters = filled(request, one.filters)
    asks = {given.name: given.value for given in filters}
    order, key = order_of(request, one.columns, one.order)
    after = request.GET.get("after", "")
    try:
        seen = one.read(request.actor, order=order, after=after, **asks)
    except BadCursor:
        seen = one.read(request.actor, order=order, after="", **asks)
    rows: QuerySet[Model] = one.rows(request.actor, **asks)
    count, more = count_up_to(rows)
    table = Table(
        key=one.key,
        columns=heads(request, one.columns, key),
        rows=one.cells(seen.rows),
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if more else _("共 %(count)s 条")) % {"count": count},
        export_url=changed(request).replace(request.path, f"/sheets/{one.export}/export", 1)
        if one.export
        else "",
        create_url=one.create_url,
        create_title=one.create_title,
        empty_title=one.empty or _("没有符合条件的记录"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的记录。"),
    )
    context = {
        "table": table, "title": one.title, "buttons": one.buttons,
        "pops": request.actor.may(Permit.DESK_CALLS),
    }  # fmt: skip
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "platform/_rows.html" if is_part else "desk/list.html", context)


def towns(request: ActorRequest, permit: Permit) -> list[tuple[str, str]]:
    """Return the towns a list can be narrowed to."""
    found = places.choices(
        request.actor, on=clock.today(), permit=permit, level=Level.TOWN, within=county.code()
    )
    return list(found)


def divisions(request: ActorRequest, permit: Permit) -> list[tuple[str, str]]:
    """Return every division of the served area that a permit reaches."""
    found = places.choices(request.actor, on=clock.today(), permit=permit, within=county.code())
    return list(found)
