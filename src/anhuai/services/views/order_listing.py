"""What the lists of orders share: a page of rows, its table, the tabs."""

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

Ask = Callable[[Sequence[str], str], Window]


def tabs_of(request: ActorRequest) -> list[tuple[str, str, bool]]:
    """Return the tabs over the pages of orders that the actor may open."""
    runs = request.actor.may(Permit.ORDERS_RUN)
    return [
        (text, reverse(f"services:{name}"), request.path == reverse(f"services:{name}"))
        for name, text, shown in (
            ("providing", _("接单和派人"), runs), ("orders", _("服务订单"), True),
            ("arrangements", _("服务安排"), True),
            ("offerings", _("服务报价"), True), ("care", _("服务目录"), True),
        )
        if shown
    ]  # fmt: skip


def show(
    request: ActorRequest,
    *,
    title: str,
    key: str,
    columns: Sequence[Column],
    default: Sequence[str],
    filters: Sequence[Filter],
    ask: Callable[[Mapping[str, str]], tuple[Ask, tuple[int, bool]]],
    cells: Callable[[list[tuple[Any, ...]]], list[tuple[Any, ...]]],
    **more: Any,
) -> HttpResponse:
    """Answer with a list: `ask` makes of the filters a page's query and the count of rows."""
    shown = filled(request, filters)
    page_of, (count, is_more) = ask({one.name: one.value for one in shown})
    order, sorted_by = order_of(request, columns, default)
    try:
        seen = page_of(order, request.GET.get("after", ""))
    except BadCursor:
        seen = page_of(order, "")
    table = Table(
        key=key, columns=heads(request, columns, sorted_by), rows=cells(seen.rows), filters=shown,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if is_more else _("共 %(count)s 条")) % {"count": count},
        **more,
    )  # fmt: skip
    whole = not request.headers.get("HX-Request")
    template = "services/orders.html" if whole else "platform/_rows.html"
    return render(request, template, {"table": table, "title": title, "tabs": tabs_of(request)})
