"""Plans of several counties side by side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import queries
from anhuai.plans.rules import Indicator
from anhuai.plans.views.wording import (
    asked_day,
    deadline_text,
    status_badge,
    target_text,
    with_unit,
)
from anhuai.platform.listing import link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english

MOST = 4


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("规划对比"), "scale", 30, group="plans"),
    name="plans:compare",
)
def compare(request: ActorRequest) -> HttpResponse:
    """Up to four plans side by side, the indicators they share first."""
    every = queries.plans(request.actor)
    known = {one.code for one in every}
    asked = [code for code in request.GET.getlist("plan") if code in known][:MOST]
    chosen = asked or [one.code for one in every[:MOST]]
    on = asked_day(request)
    plans, rows = queries.compare_plans(request.actor, codes=chosen, on=on)
    context = {
        "title": _("规划对比"),
        "choices": [(one.code, one.short_title, one.code in chosen) for one in every],
        "plans": plans,
        "rows": [_line(key, definition, cells) for key, definition, cells in rows],
        "on": on,
        "most": MOST,
    }
    return render(request, "plans/compare.html", context)


def _line(key: str, definition: Indicator, cells: list[Any]) -> tuple[SafeString, list[SafeString]]:
    name = link(f"/plans/indicators/{key}/", definition.name(english=is_english()))
    return name, [_cell(cell, definition) for cell in cells]


def _cell(cell: list[Any], definition: Indicator) -> SafeString:
    if not cell:
        return SafeString("—")
    return format_html_join(
        SafeString("<br>"),
        "<strong>{}</strong> <small>{}</small>{}",
        (
            (
                target_text(one.target, definition),
                deadline_text(one.target.deadline),
                _figure(one, definition),
            )
            for one in cell
        ),
    )


def _figure(one: Any, definition: Indicator) -> SafeString:
    if one.measured.value is None:
        return SafeString("")
    return format_html(
        "<br>{} {}", with_unit(one.measured.value, definition), status_badge(one.judgement.status)
    )
