"""The leaders' page: how each department's work on the plans stands; task sheets and reports."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import queries
from anhuai.plans.views.boards import tabs_of, workbook
from anhuai.plans.views.official.composing import FINAL, MID, report_paper, sheet_paper
from anhuai.plans.views.orders import sent_out
from anhuai.plans.views.wording import asked_day
from anhuai.platform.acting import NotHere
from anhuai.platform.listing import Column, Filter, Table, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

COLUMNS = (
    Column("name", gettext_lazy("部门")),
    Column("leads", gettext_lazy("牵头任务"), css="num"),
    Column("done", gettext_lazy("办结"), css="num"),
    Column("overdue", gettext_lazy("逾期"), css="num"),
    Column("progress", gettext_lazy("平均进度"), css="num"),
    Column("orders", gettext_lazy("督办未销号"), css="num"),
    Column("decisions", gettext_lazy("议定事项未办结"), css="num"),
    Column("points", gettext_lazy("得分"), css="num"),
    Column("papers", gettext_lazy("任务单")),
)
HEADS = (
    gettext_lazy("部门"), gettext_lazy("牵头任务"), gettext_lazy("参与任务"), gettext_lazy("办结"),
    gettext_lazy("逾期"), gettext_lazy("平均进度"), gettext_lazy("督办未销号"),
    gettext_lazy("督办逾期未回复"), gettext_lazy("议定事项未办结"), gettext_lazy("得分"),
)  # fmt: skip


def _plan(request: ActorRequest) -> Any:
    code = request.GET.get("plan", "")
    found = queries.plan(request.actor, code) if code else None
    return found if found is None or queries.sees_inside(request.actor, found) else None


def _rows(request: ActorRequest) -> list[queries.Standing]:
    q = request.GET.get("q", "").strip()
    rows = queries.standings(request.actor, on=asked_day(request), plan=_plan(request))
    return [one for one in rows if q in one.department.name]


def _points(one: queries.Standing) -> str:
    return "—" if one.points is None else f"{one.points:g}"


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("部门进展"), "chart-bar", 14, group="plans"),
    name="plans:departments",
)
def department_list(request: ActorRequest) -> HttpResponse:
    """Every department of the own plans: tasks, orders, decisions, points; the worst first."""
    rows, plan = _rows(request), _plan(request)
    exports = request.actor.may(Permit.PLANS_EXPORT)
    own = [p for p in queries.plans(request.actor) if queries.sees_inside(request.actor, p)]
    on = asked_day(request)
    full = (p for p in own if queries.tasks(request.actor, on=on, found=p).exists())
    asked = plan or next(full, None)
    table = Table(
        key="departments",
        columns=heads(request, COLUMNS, ""),
        rows=[_cells(one, asked if exports else None) for one in rows],
        filters=filled(
            request,
            [
                Filter("q", gettext_lazy("部门")),
                Filter(
                    "plan", gettext_lazy("规划"), "select", [(p.code, p.short_title) for p in own]
                ),
                Filter("on", gettext_lazy("日期"), "date"),
            ],
        ),
        count_text=_("%(count)s 个部门") % {"count": len(rows)},
        export_url=f"{reverse('plans:departments_export')}?{request.GET.urlencode()}"
        if exports else "",
        empty_title=_("没有写明部门的任务"),
    )  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "plans/tasks.html"
    context = {
        "title": _("部门进展"), "table": table, "plan": plan,
        "tabs": tabs_of(plan, "departments") if plan else [],
    }  # fmt: skip
    return render(request, template, context)


def _cells(one: queries.Standing, plan: Any) -> tuple[Any, ...]:
    sheets = "—"
    if plan is not None:
        word = reverse("plans:sheet", args=[plan.code, one.department.pk, "docx"])
        pdf = reverse("plans:sheet", args=[plan.code, one.department.pk, "pdf"])
        sheets = format_html(
            '<a href="{}">Word<span class="visually-hidden"> {}</span></a> '
            '<a href="{}">PDF<span class="visually-hidden"> {}</span></a>',
            word, one.department.name, pdf, one.department.name,
        )  # fmt: skip
    return (
        link(f"{reverse('plans:tasks')}?department={one.department.pk}", one.department.name),
        one.leads, one.done, one.overdue, "—" if one.progress is None else f"{one.progress}%",
        one.orders, one.decisions, _points(one), sheets,
    )  # fmt: skip


@page(Permit.PLANS_EXPORT)
def departments_export(request: ActorRequest) -> HttpResponse:
    """How each department stands, as a workbook."""
    return workbook(HEADS, _exported(_rows(request)), _("部门进展"))


def _exported(rows: list[queries.Standing]) -> Iterator[list[str]]:
    for one in rows:
        yield [
            one.department.name, str(one.leads), str(one.shares), str(one.done), str(one.overdue),
            "" if one.progress is None else f"{one.progress}%", str(one.orders),
            str(one.orders_late), str(one.decisions), _points(one),
        ]  # fmt: skip


@page(Permit.PLANS_EXPORT)
def sheet(request: ActorRequest, code: str, department_id: int, kind: str) -> HttpResponse:
    """The tasks of a plan that name a department, as an official sheet in Word or PDF."""
    plan = queries.plan(request.actor, code)
    department = queries.department(request.actor, department_id)
    return sent_out(sheet_paper(request.actor, plan, department, asked_day(request)), kind)


@page(Permit.PLANS_EXPORT)
def evaluation(request: ActorRequest, code: str, stage: str, kind: str) -> HttpResponse:
    """The mid-term or final evaluation of a plan, drafted from the records, in Word or PDF."""
    plan = queries.plan(request.actor, code)
    if stage not in (MID, FINAL) or not queries.sees_inside(request.actor, plan):
        raise NotHere("plan", code)
    after = queries.following(request.actor, plan)
    return sent_out(report_paper(request.actor, plan, asked_day(request), stage, after), kind)
