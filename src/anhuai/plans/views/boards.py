"""The plans, and each plan's board: on the page, as a workbook, as one sheet of paper."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.places import queries as places
from anhuai.plans import queries
from anhuai.plans.queries import Board, Row
from anhuai.plans.rules import Status
from anhuai.plans.views import paper
from anhuai.plans.views.wording import (
    STATUS,
    asked_day,
    deadline_text,
    default_division,
    domain_title,
    domains,
    name_of,
    number,
    origin_badge,
    reached_divisions,
    status_badge,
    target_text,
    units_filter,
    units_now,
    with_unit,
)
from anhuai.plans.views.words import severity_badge
from anhuai.platform.files import saved
from anhuai.platform.listing import Column, Filter, Table, badge, changed, heads
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets import writing
from anhuai.platform.templatetags.figures import spark

COLUMNS = (
    Column("name", gettext_lazy("指标")),
    Column("baseline", gettext_lazy("基期"), css="num"),
    Column("target", gettext_lazy("目标"), css="num"),
    Column("actual", gettext_lazy("现值"), css="num"),
    Column("gap", gettext_lazy("差距"), css="num"),
    Column("trend", gettext_lazy("走势")),
    Column("status", gettext_lazy("状态")),
)
HEADS = (
    gettext_lazy("编号"), gettext_lazy("指标"), gettext_lazy("领域"), gettext_lazy("单位"),
    gettext_lazy("基期"), gettext_lazy("基期年份"), gettext_lazy("目标"), gettext_lazy("期限"),
    gettext_lazy("分子"), gettext_lazy("分母"), gettext_lazy("现值"), gettext_lazy("数据日期"),
    gettext_lazy("来源"), gettext_lazy("差距"), gettext_lazy("到期预测"), gettext_lazy("状态"),
    gettext_lazy("章节"),
)  # fmt: skip


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("规划"), "target", 10, group="plans"),
    name="plans:list",
)
def plan_list(request: ActorRequest) -> HttpResponse:
    """Every plan: those of the own area first, with what each holds."""
    cards = [
        {
            "plan": one,
            "url": reverse("plans:board", args=[one.code]),
            "targets": one.target_count,  # type: ignore[attr-defined]
            "is_inside": queries.sees_inside(request.actor, one),
        }
        for one in queries.plans(request.actor)
    ]
    return render(request, "plans/list.html", {"title": _("规划"), "cards": cards})


def filtered(board: Board, domain: str, status: str) -> list[Row]:
    """Return the rows of a field of work and a status; "" does not restrict."""
    return [
        row
        for row in board.rows
        if (not domain or row.definition.domain == domain)
        and (not status or row.judgement.status == status)
    ]


def _board(request: ActorRequest, code: str) -> tuple[Board, list[Filter]]:
    """Return the board the address asks for, and the filters that choose it."""
    on = asked_day(request)
    plan = queries.plan(request.actor, code)
    now = units_now(request, plan.division)
    lived = now or on
    division = request.GET.get("division") or default_division(request.actor, plan.division, lived)
    board = queries.board(request.actor, plan=plan, on=on, division=division, units_of=now)
    reached = reached_divisions(request.actor, plan.division, lived)
    filters = [
        Filter("division", gettext_lazy("地区"), "select", reached, value=board.division),
        Filter("on", gettext_lazy("日期"), "date", value=f"{board.on:%Y-%m-%d}"),
    ]
    if queries.is_reformed(plan.division):
        filters.append(units_filter(now))
    return board, filters


def counts_as_figures(request: ActorRequest, board: Board) -> list[dict[str, object]]:
    """Return how many targets stand how, each a link to those targets; others are left out."""
    return [
        {
            "title": title,
            "value": board.counts[status],
            "tone": tone,
            "url": changed(request, status=status.value),
        }
        for status, (title, _colour, tone) in STATUS.items()
        if board.counts[status]
    ]


@page(Permit.PLANS_READ)
def board_page(request: ActorRequest, code: str) -> HttpResponse:
    """A plan's targets beside their figures for a division and a day."""
    board, filters = _board(request, code)
    asked = {name: request.GET.get(name, "") for name in ("domain", "status")}
    rows = filtered(board, asked["domain"], asked["status"])
    filters += [
        Filter("domain", gettext_lazy("领域"), "select", domains(), value=asked["domain"]),
        Filter(
            "status", gettext_lazy("状态"), "select",
            [(status.value, title) for status, (title, _c, _t) in STATUS.items()],
            value=asked["status"],
        ),
    ]  # fmt: skip
    table = Table(
        key="plan_board",
        columns=heads(request, COLUMNS, ""),
        rows=[cells_of(row, board) for row in rows],
        filters=filters,
        count_text=_("%(count)s 项指标") % {"count": len(rows)},
        export_url=_with_query(request, reverse("plans:board_export", args=[code]))
        if request.actor.may(Permit.PLANS_EXPORT) else "",
        empty_title=_("没有符合条件的指标"),
    )  # fmt: skip
    context = {
        "title": board.plan.short_title,
        "table": table,
        "board": board,
        "plan": board.plan,
        "place": places.name_of(board.division),
        "figures": counts_as_figures(request, board) if board.is_seen else [],
        "tabs": tabs_of(board.plan, "board"),
        "pdf_url": _with_query(request, reverse("plans:board_pdf", args=[code])),
        "may_export": request.actor.may(Permit.PLANS_EXPORT),
        "is_whole": board.division == board.plan.division,
        "untold": _untold(request, board),
    }
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "plans/board.html"
    return render(request, template, context)


def _untold(request: ActorRequest, board: Board) -> int:
    """Return how many targets of the whole area stand short without a cause of the year."""
    if not board.is_seen or board.division != board.plan.division:
        return 0
    told = queries.causes_of(request.actor, board.plan)
    short = (row for row in board.rows if row.judgement.status in queries.SHORT)
    year = queries.year_of(board.plan, board.on)
    return sum(all(one.year != year for one in told.get(row.target.pk, ())) for row in short)


def _with_query(request: ActorRequest, url: str) -> str:
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url


def tabs_of(plan: Any, current: str) -> list[tuple[str, str, bool]]:
    """Return the tabs of a plan's pages."""
    return [
        (_("指标"), reverse("plans:board", args=[plan.code]), current == "board"),
        (_("任务"), f"{reverse('plans:tasks')}?plan={plan.code}", current == "tasks"),
        (
            _("部门"),
            f"{reverse('plans:departments')}?plan={plan.code}",
            current == "departments",
        ),
        (_("项目"), reverse("plans:projects", args=[plan.code]), current == "projects"),
        (_("未达目标"), reverse("plans:causes", args=[plan.code]), current == "causes"),
        (_("统计表"), reverse("plans:statistics", args=[plan.code]), current == "statistics"),
        (_("文本疑点"), reverse("plans:findings", args=[plan.code]), current == "findings"),
    ]


def indicator_url(row: Row, board: Board) -> str:
    """Return the page of a row's indicator for the board's plan, division and day."""
    return (
        f"/plans/indicators/{row.target.indicator}/?plan={board.plan.code}"
        f"&division={board.division}&on={board.on:%Y-%m-%d}{'&units=now' if board.units_of else ''}"
    )


def cells_of(row: Row, board: Board) -> tuple[Any, ...]:
    """Return one target's cells."""
    target, definition, judged = row.target, row.definition, row.judgement
    return (
        _name_cell(row, board),
        _baseline(target),
        format_html(
            '{}{}<br><small class="muted nowrap">{}</small>',
            target_text(target, definition), _soft(target),
            deadline_text(target.deadline, inferred=target.deadline_inferred),
        ),
        _actual(row),
        number(judged.gap),
        _trend(row),
        status_badge(judged.status),
    )  # fmt: skip


def _trend(row: Row) -> SafeString:
    values = [float(value) for _day, value in row.trend]
    line = spark(values, title=name_of(row.target, row.definition))
    ahead = row.judgement.forecast
    if ahead is None:
        return line
    says = _("到期预测 %(value)s") % {"value": with_unit(ahead.value, row.definition)}
    return format_html('{}<br><small class="muted nowrap">{}</small>', line, says)


def _soft(target: Any) -> SafeString:
    if not target.soft:
        return SafeString("")
    return format_html(' <span class="muted">{}</span>', _("力争"))


def _name_cell(row: Row, board: Board) -> SafeString:
    return format_html(
        '<a href="{}">{}</a> {}<br><small class="muted">{}{}</small>',
        indicator_url(row, board), name_of(row.target, row.definition),
        origin_badge(row.measured, row.definition), row.target.section,
        f" · {row.target.scope_text}" if row.target.scope_text else "",
    )  # fmt: skip


def _baseline(target: Any) -> str:
    if target.baseline is None:
        return "—"
    year = f"（{target.baseline_year}）" if target.baseline_year else ""
    return f"{number(target.baseline)}{year}"


def _actual(row: Row) -> SafeString:
    measured = row.measured
    text: str | SafeString = with_unit(measured.value, row.definition)
    if row.is_estimate:
        text = format_html("{} {}", text, badge(_("换算（估计）"), "yellow"))
    if measured.as_of is None or measured.as_of == measured.on:
        return format_html("{}", text)
    return format_html('{}<br><small class="muted">{}</small>', text, f"{measured.as_of:%Y-%m-%d}")


def exported(rows: list[Row]) -> Iterator[list[str]]:
    """Yield the board's rows as texts for a workbook."""
    for row in rows:
        target, measured, judged = row.target, row.measured, row.judgement
        yield [
            target.code, name_of(target, row.definition), domain_title(row.definition.domain),
            target.unit, number(target.baseline, none=""), str(target.baseline_year or ""),
            target_text(target, row.definition),
            deadline_text(target.deadline, inferred=target.deadline_inferred),
            number(measured.numerator, none=""), number(measured.denominator, none=""),
            number(measured.value, none=""),
            f"{measured.as_of:%Y-%m-%d}" if measured.as_of else "",
            str(origin_text(row)), number(judged.gap, none=""),
            number(judged.forecast.value, none="") if judged.forecast else "",
            str(STATUS[Status(judged.status)][0]), target.section,
        ]  # fmt: skip


def origin_text(row: Row) -> str:
    """Return whether a row's figure is computed or reported, as a word."""
    return _("计算") if row.definition.is_computed else _("填报")


@page(Permit.PLANS_EXPORT)
def board_export(request: ActorRequest, code: str) -> HttpResponse:
    """The board as a workbook, with the page's filters."""
    board, _filters = _board(request, code)
    rows = filtered(board, request.GET.get("domain", ""), request.GET.get("status", ""))
    return workbook(HEADS, exported(rows), board.plan.short_title)


def workbook(columns: Any, rows: Iterator[list[str]], name: str) -> HttpResponse:
    """Return rows of texts as a workbook to save."""
    out = BytesIO()
    writing.export(columns, rows, out)
    return saved(out.getvalue(), f"{name}.xlsx", "xlsx")


@page(Permit.PLANS_EXPORT)
def board_pdf(request: ActorRequest, code: str) -> HttpResponse:
    """The board's summary on one sheet of A4."""
    board, _filters = _board(request, code)
    return saved(paper.summary(board), f"{board.plan.short_title}.pdf", "pdf")


@page(Permit.PLANS_READ)
def findings(request: ActorRequest, code: str) -> HttpResponse:
    """The contradictions in a plan's own text: kept, shown, never averaged."""
    plan = queries.plan(request.actor, code)
    context = {
        "title": _("文本疑点：%(plan)s") % {"plan": plan.short_title},
        "plan": plan,
        "findings": [
            (severity_badge(one.severity), one) for one in queries.findings(request.actor, plan)
        ],
        "milestones": queries.milestones(request.actor, plan),
        "may_manage": request.actor.scope(Permit.PLANS_MANAGE).covers(plan.division),
        "tabs": tabs_of(plan, "findings"),
        "back_url": reverse("plans:list"),
    }
    return render(request, "plans/findings.html", context)
