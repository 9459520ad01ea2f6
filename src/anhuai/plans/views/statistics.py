"""Statistics sheets of a plan: by town, indicator and year, on the page, in Excel, on paper."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import queries
from anhuai.plans.queries import Sheet, Sheets
from anhuai.plans.views.boards import tabs_of, workbook
from anhuai.plans.views.official import Block, Grid, Heading, Paper, Text
from anhuai.plans.views.official.composing import office_of
from anhuai.plans.views.orders import sent_out
from anhuai.plans.views.wording import (
    asked_day,
    domain_title,
    domains,
    name_of,
    number,
    reached_divisions,
    target_text,
    unit_of,
)
from anhuai.platform.acting import NotHere
from anhuai.platform.listing import Column, Filter, Table, filled, heads
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest


def _sheets(request: ActorRequest, plan: Any) -> Sheets:
    division, domain = request.GET.get("division", ""), request.GET.get("domain", "")
    on = asked_day(request)
    keys = None
    if domain:
        promised = queries.targets(request.actor, plan)
        keys = [t.indicator for t in promised if queries.indicator(t.indicator).domain == domain]
    chosen = division if division != plan.division else ""
    found = queries.statistics(request.actor, plan, on, keys=keys, division=chosen)
    q = request.GET.get("q", "").strip()
    return Sheets(
        found.years, [one for one in found.sheets if q in name_of(one.target, one.definition)]
    )


@page(Permit.PLANS_READ)
def statistics_page(request: ActorRequest, code: str) -> HttpResponse:
    """Each indicator of a plan by town and year; the whole area first."""
    plan = queries.plan(request.actor, code)
    inside = queries.sees_inside(request.actor, plan)
    found = _sheets(request, plan) if inside else Sheets([], [])
    columns = (
        Column("indicator", gettext_lazy("指标")), Column("division", gettext_lazy("地区")),
        *(Column(f"y{year}", _("%(year)s 年") % {"year": year}, css="num")
          for year in found.years),
        Column("target", gettext_lazy("目标"), css="num"),
    )  # fmt: skip
    query = request.GET.urlencode()
    exports = inside and request.actor.may(Permit.PLANS_EXPORT)
    table = Table(
        key="plan_statistics",
        columns=heads(request, columns, ""),
        rows=[cells for sheet in found.sheets for cells in _rows(sheet)],
        filters=filled(
            request,
            [
                Filter("q", gettext_lazy("指标")),
                Filter("domain", gettext_lazy("领域"), "select", domains()),
                Filter(
                    "division", gettext_lazy("地区"), "select",
                    reached_divisions(request.actor, plan.division, asked_day(request)),
                ),
                Filter("on", gettext_lazy("日期"), "date"),
            ],
        ),
        count_text=_("%(count)s 项指标") % {"count": len(found.sheets)},
        export_url=f"{reverse('plans:statistics_export', args=[code])}?{query}" if exports else "",
        empty_title=_("没有符合条件的指标") if inside else _("这个规划的进展不在您的查看范围内。"),
    )  # fmt: skip
    context = {
        "title": _("统计表：%(plan)s") % {"plan": plan.short_title}, "plan": plan, "table": table,
        "tabs": tabs_of(plan, "statistics"), "may_export": exports, "query": query,
    }  # fmt: skip
    name = "platform/_rows.html" if request.headers.get("HX-Request") else "plans/statistics.html"
    return render(request, name, context)


def _rows(sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    name, unit = name_of(sheet.target, sheet.definition), unit_of(sheet.definition)
    for at, row in enumerate(sheet.told):
        shown = format_html('{}<br><small class="muted">{}</small>', name, unit)
        goal = target_text(sheet.target, sheet.definition) if at == 0 else ""
        yield (shown, row.name, *(number(value) for value in row.values), goal)


@page(Permit.PLANS_EXPORT)
def statistics_export(request: ActorRequest, code: str) -> HttpResponse:
    """The statistics as a workbook: a row an indicator and town, a column a year."""
    plan = queries.plan(request.actor, code)
    found = _sheets(request, plan)
    columns = (
        _("领域"), _("指标"), _("单位"), _("地区代码"), _("地区"),
        *(_("%(year)s 年") % {"year": year} for year in found.years), _("目标"),
    )  # fmt: skip
    name = _("统计表：%(plan)s") % {"plan": plan.short_title}
    return workbook(columns, _exported(found.sheets), name)


def _exported(sheets: Sequence[Sheet]) -> Iterator[list[str]]:
    for sheet in sheets:
        for at, row in enumerate(sheet.rows):
            yield [
                domain_title(sheet.definition.domain), name_of(sheet.target, sheet.definition),
                unit_of(sheet.definition), row.code, row.name,
                *(number(value, none="") for value in row.values),
                target_text(sheet.target, sheet.definition) if at == 0 else "",
            ]  # fmt: skip


@page(Permit.PLANS_EXPORT)
def statistics_paper(request: ActorRequest, code: str, kind: str) -> HttpResponse:
    """The statistics as an official paper in Word or PDF: a table an indicator."""
    plan = queries.plan(request.actor, code)
    if not queries.sees_inside(request.actor, plan):
        raise NotHere("plan", code)
    with translation.override("zh-hans"):
        made = _paper(plan, _sheets(request, plan), request)
    return sent_out(made, kind)


def _paper(plan: Any, found: Sheets, request: ActorRequest) -> Paper:
    blocks: list[Block] = []
    years = [f"{year}年" for year in found.years]
    widths = (28, *(72 // max(1, len(years)) for _ in years))
    for at, sheet in enumerate(found.sheets, start=1):
        name, goal = name_of(sheet.target, sheet.definition), target_text(
            sheet.target, sheet.definition
        )  # fmt: skip
        blocks += [
            Heading(f"{at}. {name}", 2),
            Text(f"单位：{unit_of(sheet.definition)}；目标：{goal}", plain=True),
            Grid(
                ("地区", *years),
                [[row.name, *(number(value) for value in row.values)] for row in sheet.told],
                widths,
            ),
        ]
    if not found.sheets:
        blocks.append(Text("没有符合条件的指标。"))
    return Paper(
        head=f"{plan.area_name}规划统计表", number="", title=f"《{plan.title}》指标分年度统计表",
        to="", blocks=blocks, sign=office_of(plan), on=asked_day(request),
        note="年末数取自当年最后一次月度快照或填报，当年数为所署日期的实际数；没有记录的为“—”，"
        "不作推算。",
    )  # fmt: skip
