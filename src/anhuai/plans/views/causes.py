"""Targets that stand short: why, and what is done about it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import actions, queries
from anhuai.plans.forms import CauseForm
from anhuai.plans.views.boards import tabs_of, workbook
from anhuai.plans.views.wording import (
    STATUS,
    asked_day,
    deadline_text,
    name_of,
    number,
    status_badge,
    target_text,
    with_unit,
)
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

COLUMNS = (
    Column("name", gettext_lazy("指标")),
    Column("target", gettext_lazy("目标"), css="num"),
    Column("actual", gettext_lazy("现值"), css="num"),
    Column("status", gettext_lazy("状态")),
    Column("cause", gettext_lazy("原因和整改措施")),
)
HEADS = (
    gettext_lazy("编号"), gettext_lazy("指标"), gettext_lazy("目标"), gettext_lazy("期限"),
    gettext_lazy("现值"), gettext_lazy("差距"), gettext_lazy("状态"), gettext_lazy("年度"),
    gettext_lazy("日期"), gettext_lazy("未达到的原因"), gettext_lazy("整改措施"),
    gettext_lazy("填报人"),
)  # fmt: skip


def _found(request: ActorRequest, plan: Any) -> list[queries.Unmet]:
    q, missing = request.GET.get("q", "").strip(), bool(request.GET.get("missing"))
    on = asked_day(request)
    return [
        one for one in queries.unmet(request.actor, plan, on)
        if q in name_of(one.row.target, one.row.definition)
        and not (missing and one.is_told(queries.year_of(plan, on)))
    ]  # fmt: skip


@page(Permit.PLANS_READ)
def cause_list(request: ActorRequest, code: str) -> HttpResponse:
    """A plan's targets that stand short, those nobody explained this year first."""
    plan = queries.plan(request.actor, code)
    rows = _found(request, plan)
    on, actor = asked_day(request), request.actor
    reports = actor.scope(Permit.PLANS_REPORT).covers(plan.division)
    inside = queries.sees_inside(actor, plan)
    table = Table(
        key="plan_causes",
        columns=heads(request, COLUMNS, ""),
        rows=[_cells(one, queries.year_of(plan, on), reports=reports) for one in rows],
        filters=filled(
            request,
            [
                Filter("q", gettext_lazy("指标")),
                Filter("missing", gettext_lazy("只看没有原因的"), "check"),
                Filter("on", gettext_lazy("日期"), "date"),
            ],
        ),
        count_text=_("%(count)s 项指标") % {"count": len(rows)},
        export_url=f"{reverse('plans:causes_export', args=[code])}?{request.GET.urlencode()}"
        if inside and actor.may(Permit.PLANS_EXPORT) else "",
        empty_title=_("没有未达到或进展滞后的指标。") if inside
        else _("这个规划的进展不在您的查看范围内。"),
    )  # fmt: skip
    context = {
        "title": _("未达目标：%(plan)s") % {"plan": plan.short_title}, "plan": plan,
        "table": table, "tabs": tabs_of(plan, "causes"),
    }  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "plans/tasks.html"
    return render(request, template, context)


def _cells(one: queries.Unmet, year: int, *, reports: bool) -> tuple[Any, ...]:
    row = one.row
    return (
        format_html(
            '{}<br><small class="muted">{}</small>',
            link(f"/plans/indicators/{row.target.indicator}/?plan={row.target.plan.code}",
                 name_of(row.target, row.definition)),
            deadline_text(row.target.deadline, inferred=row.target.deadline_inferred),
        ),
        target_text(row.target, row.definition),
        with_unit(row.measured.value, row.definition),
        status_badge(row.judgement.status),
        _said(one, year, reports=reports),
    )  # fmt: skip


def _said(one: queries.Unmet, year: int, *, reports: bool) -> SafeString:
    words = format_html_join(
        "",
        '<p><strong>{}</strong> <span lang="zh">{}</span>'
        '<br><small class="muted">{} {}</small></p>',
        (
            (cause.year, "；".join(said for said in (cause.says, cause.remedy) if said),
             f"{cause.on:%Y-%m-%d}", cause.by_name)
            for cause in one.causes
        ),
    )  # fmt: skip
    missing = "" if one.is_told(year) else badge(_("缺少原因"), "yellow")
    if not reports:
        return format_html("{}{}", words, missing)
    url = reverse("plans:cause_new", args=[one.row.target.pk])
    return format_html(
        '{}{} <a href="{}">{}<span class="visually-hidden"> {}</span></a>', words, missing, url,
        _("填写原因"), name_of(one.row.target, one.row.definition),
    )  # fmt: skip


@page(Permit.PLANS_EXPORT)
def causes_export(request: ActorRequest, code: str) -> HttpResponse:
    """The targets that stand short with every cause, as a workbook."""
    plan = queries.plan(request.actor, code)
    name = _("未达目标：%(plan)s") % {"plan": plan.short_title}
    return workbook(HEADS, _exported(_found(request, plan)), name)


def _exported(rows: list[queries.Unmet]) -> Iterator[list[str]]:
    for one in rows:
        row = one.row
        first = [
            row.target.code, name_of(row.target, row.definition),
            target_text(row.target, row.definition), deadline_text(row.target.deadline),
            with_unit(row.measured.value, row.definition), number(row.judgement.gap, none=""),
            str(STATUS[row.judgement.status][0]),
        ]  # fmt: skip
        for cause in one.causes:
            yield [*first, str(cause.year), f"{cause.on:%Y-%m-%d}", cause.says, cause.remedy,
                   cause.by_name]  # fmt: skip
        if not one.causes:
            yield [*first, "", "", "", "", ""]


@page(Permit.PLANS_REPORT)
def cause_new(request: ActorRequest, target_id: int) -> HttpResponse:
    """Say why a target was not met."""
    target = queries.target(request.actor, target_id)
    today = clock.today()
    form = CauseForm(
        request.POST or None, initial={"year": queries.year_of(target.plan, today), "on": today}
    )

    def perform(data: dict[str, Any]) -> None:
        actions.record_cause(request.actor, target=target_id, **data)

    definition = queries.indicator(target.indicator)
    title = _("填写原因：%(name)s") % {"name": name_of(target, definition)}
    back = reverse("plans:causes", args=[target.plan.code])
    return asked(request, form, perform, title=title, back=back)
