"""What the lists of mutual help, activities and the school share: the tabs, a page of rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

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

READ, JOIN, MANAGE = Permit.COMMUNITY_READ, Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
Ask = Callable[[Sequence[str], str], Window]


def tabs(request: ActorRequest) -> list[tuple[str, str, bool]]:
    """Return the tabs of the subject, which of them is open."""
    given = (
        ("mutual", _("互助服务")), ("helpers", _("互助成员")), ("pairs", _("结对")),
        ("squads", _("互助队")), ("bank", _("时间银行")), ("activities", _("活动")),
        ("school", _("老年课程")), ("participation", _("教育参与率")),
    )  # fmt: skip
    return [
        (text, reverse(f"services:{name}"), request.path == reverse(f"services:{name}"))
        for name, text in given
    ]


def divisions(request: ActorRequest) -> list[tuple[str, str]]:
    """Return the places that the actor manages, to choose from."""
    return list(
        places.choices(request.actor, on=clock.today(), permit=MANAGE, within=county.code())
    )


def listed(
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
    shown, buttons = filled(request, filters), more.pop("buttons", ())
    page_of, counted = ask({one.name: one.value for one in shown})
    order, sorted_by = order_of(request, columns, default)
    try:
        seen = page_of(order, request.GET.get("after", ""))
    except BadCursor:
        seen = page_of(order, "")
    count, is_more = count_up_to(counted)
    table = Table(
        key=key, columns=heads(request, columns, sorted_by), rows=cells(seen.rows), filters=shown,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if is_more else _("共 %(count)s 条")) % {"count": count},
        **more,
    )  # fmt: skip
    return framed(request, table, title, buttons)


def framed(
    request: ActorRequest, table: Table, title: str, buttons: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """Answer with a list page under the subject's tabs, or just its rows when htmx asks."""
    whole = not request.headers.get("HX-Request")
    template = "services/community.html" if whole else "platform/_rows.html"
    context = {
        "table": table, "title": title, "tabs": tabs(request),
        "buttons": buttons if request.actor.may(MANAGE) else (),
    }  # fmt: skip
    return render(request, template, context)


def export(code: str, request: ActorRequest) -> str:
    """Return the address of a list's workbook as it is filtered, for who may have it."""
    if not request.actor.may(MANAGE):
        return ""
    query = request.GET.urlencode()
    return reverse("platform:sheet_export", args=[code]) + (f"?{query}" if query else "")
