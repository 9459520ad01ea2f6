"""What lists of adaptations and family beds share: the tabs, a page of rows with its table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    Window,
    changed,
    filled,
    heads,
    order_of,
)
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

Ask = Callable[[Mapping[str, str]], tuple[Callable[[Sequence[str], str], Window], int]]


def show(
    request: ActorRequest,
    *,
    title: str,
    key: str,
    columns: Sequence[Column],
    default: Sequence[str],
    filters: Sequence[Filter],
    ask: Ask,
    cells: Callable[[list[tuple[Any, ...]]], list[tuple[Any, ...]]],
    **more: Any,
) -> HttpResponse:
    """Answer with a list: `ask` makes of the filters a page's query and how many rows there are."""
    shown = filled(request, filters)
    page_of, count = ask({one.name: one.value for one in shown})
    order, sorted_by = order_of(request, columns, default)
    try:
        seen = page_of(order, request.GET.get("after", ""))
    except BadCursor:
        seen = page_of(order, "")
    table = Table(
        key=key, columns=heads(request, columns, sorted_by), rows=cells(seen.rows), filters=shown,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=_("共 %(count)s 条") % {"count": count}, **more,
    )  # fmt: skip
    return tabbed(request, table, title)


def tabbed(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    """Answer with a list under the tabs, or just its rows when htmx asks."""
    whole = not request.headers.get("HX-Request")
    template = "services/home_list.html" if whole else "platform/_rows.html"
    manages = request.actor.may(Permit.HOME_MANAGE)
    tabs = [
        (text, reverse(f"services:{name}"), request.path == reverse(f"services:{name}"))
        for name, text, shown in (
            ("adaptations", _("适老化改造"), True), ("candidates", _("可改造名单"), manages),
            ("contractors", _("施工单位"), manages), ("beds", _("家庭养老床位"), True),
            ("carer_courses", _("家庭照护培训"), manages),
        )
        if shown
    ]  # fmt: skip
    return render(request, template, {"table": table, "title": title, "tabs": tabs})


def export_url(request: ActorRequest, code: str) -> str:
    """Return where a list is taken out, for who may; with the filters of the page."""
    if not request.actor.may(Permit.HOME_MANAGE):
        return ""
    asks = changed(request).partition("?")[2]
    return f"{reverse('platform:sheet_export', args=[code])}?{asks}"
