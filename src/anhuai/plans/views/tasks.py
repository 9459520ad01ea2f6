"""Tasks: who leads, who answers, until when, how far, with which proof; those that are late."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import actions, queries
from anhuai.plans.forms import CloseForm, DeadlineForm, ProgressForm, ReasonForm
from anhuai.plans.queries import TasksAsked
from anhuai.plans.views.boards import tabs_of, workbook
from anhuai.plans.views.following import followed
from anhuai.plans.views.reports import kept
from anhuai.plans.views.wording import asked_day, name_of, status_badge, target_text
from anhuai.platform import clock, files
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    decode_cursor,
    encode_cursor,
    filled,
    heads,
    link,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

COLUMNS = (
    Column("title", gettext_lazy("任务")),
    Column("lead", gettext_lazy("牵头单位")),
    Column("responsible", gettext_lazy("责任单位")),
    Column("deadline", gettext_lazy("期限"), css="nowrap"),
    Column("progress", gettext_lazy("进度"), css="num"),
    Column("status", gettext_lazy("状态")),
)
HEADS = (
    gettext_lazy("规划"), gettext_lazy("编号"), gettext_lazy("任务"), gettext_lazy("牵头单位"),
    gettext_lazy("责任单位"), gettext_lazy("期限"), gettext_lazy("进度"), gettext_lazy("状态"),
    gettext_lazy("章节"),
)  # fmt: skip
PAGE = 50


def _asked(request: ActorRequest) -> TasksAsked:
    department = request.GET.get("department", "")
    return TasksAsked(
        department=int(department) if department.isdigit() else None,
        leads_only=bool(request.GET.get("leads")),
        livelihood=bool(request.GET.get("livelihood")),
        overdue=request.GET.get("status") == "overdue",
        status=request.GET.get("status", "") if request.GET.get("status") != "overdue" else "",
        q=request.GET.get("q", "").strip(),
    )


def _plan(request: ActorRequest) -> Any:
    code = request.GET.get("plan", "")
    return queries.plan(request.actor, code) if code else None


def _filters(request: ActorRequest) -> list[Filter]:
    every = queries.plans(request.actor)
    named = queries.departments(request.actor)
    return filled(
        request,
        [
            Filter("q", gettext_lazy("任务名称")),
            Filter(
                "plan", gettext_lazy("规划"), "select", [(p.code, p.short_title) for p in every]
            ),
            Filter(
                "department", gettext_lazy("部门"), "select", [(str(d.pk), d.name) for d in named]
            ),
            Filter("leads", gettext_lazy("只看牵头"), "check"),
            Filter("livelihood", gettext_lazy("只看为民办实事"), "check"),
            Filter(
                "status",
                gettext_lazy("状态"),
                "select",
                [("open", _("进行中")), ("overdue", _("已逾期")), ("done", _("已办结"))],
            ),
        ],
    )


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("规划任务"), "list-check", 15, group="plans"),
    name="plans:tasks",
)
def task_list(request: ActorRequest) -> HttpResponse:
    """The tasks of a plan or of all, by department and lateness."""
    on, plan = asked_day(request), _plan(request)
    rows = queries.tasks(request.actor, on=on, asked=_asked(request), found=plan)
    after = request.GET.get("after", "")
    try:
        beyond = decode_cursor(after, 1)[0] if after else 0
    except BadCursor:
        beyond = 0
    found = list(rows.filter(pk__gt=beyond).order_by("pk")[: PAGE + 1])
    cursor = encode_cursor([found[PAGE - 1].pk]) if len(found) > PAGE else ""
    table = Table(
        key="tasks",
        columns=heads(request, COLUMNS, ""),
        rows=[_cells(request, task, on) for task in found[:PAGE]],
        filters=_filters(request),
        next_url=changed(request, after=cursor) if cursor else "",
        export_url=f"{reverse('plans:tasks_export')}?{request.GET.urlencode()}"
        if request.actor.may(Permit.PLANS_EXPORT)
        else "",
        empty_title=_("没有符合条件的任务"),
    )
    context = {
        "title": _("规划任务"),
        "table": table,
        "tabs": tabs_of(plan, "tasks") if plan else [],
        "plan": plan,
    }
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "plans/tasks.html"
    return render(request, template, context)


def state_badge(task: Any, on: Any) -> SafeString:
    """Return whether a task is open, late or done."""
    if task.status == "done":
        return badge(_("已办结"), "green")
    if task.deadline and task.deadline < on:
        return badge(_("已逾期"), "red")
    return badge(_("进行中"), "blue")


def _names(departments: Any) -> str:
    return "、".join(one.name for one in departments.all())


def _cells(request: ActorRequest, task: Any, on: Any) -> tuple[Any, ...]:
    inside = queries.sees_inside(request.actor, task.plan)
    return (
        format_html(
            '{} <br><small class="muted">{} · {}</small>',
            link(f"/plans/tasks/{task.pk}/", task.title), task.plan.short_title, task.section,
        ),
        _names(task.leads) or "—",
        _names(task.responsible) or "—",
        f"{task.deadline:%Y-%m-%d}" if task.deadline else _("未写期限"),
        f"{task.progress}%" if inside else "—",
        state_badge(task, on) if inside else "",
    )  # fmt: skip


@page(Permit.PLANS_EXPORT)
def tasks_export(request: ActorRequest) -> HttpResponse:
    """The tasks as a workbook, with the page's filters."""
    on = asked_day(request)
    rows = queries.tasks(request.actor, on=on, asked=_asked(request), found=_plan(request))
    return workbook(HEADS, _exported(request, rows, on), _("规划任务"))


def _exported(request: ActorRequest, rows: Any, on: Any) -> Iterator[list[str]]:
    for task in rows:
        inside = queries.sees_inside(request.actor, task.plan)
        state = (
            _("已办结") if task.status == "done"
            else _("已逾期") if task.deadline and task.deadline < on
            else _("进行中")
        )  # fmt: skip
        yield [
            task.plan.short_title, task.number, task.title, _names(task.leads),
            _names(task.responsible), f"{task.deadline:%Y-%m-%d}" if task.deadline else "",
            f"{task.progress}%" if inside else "", state if inside else "", task.section,
        ]  # fmt: skip


@page(Permit.PLANS_READ)
def task_page(request: ActorRequest, task_id: int) -> HttpResponse:
    """One task: its departments, the targets it serves, its steps with their proofs."""
    task = queries.task(request.actor, task_id)
    on = clock.today()
    inside = queries.sees_inside(request.actor, task.plan)
    context = {
        "title": task.title,
        "task": task,
        "badges": [state_badge(task, on)] if inside else [],
        "facts": [
            (_("规划"), link(reverse("plans:board", args=[task.plan.code]), task.plan.short_title)),
            (_("章节"), task.section),
            (_("牵头单位"), _names(task.leads) or _("未写")),
            (_("责任单位"), _names(task.responsible) or _("未写")),
            (_("期限"), f"{task.deadline:%Y-%m-%d}" if task.deadline else _("未写期限")),
            (_("进度"), f"{task.progress}%" if inside else "—"),
            (_("为民办实事"), _("是") if task.is_livelihood else _("否")),
            *([(_("整项任务"), _whole(task))] if task.parent else []),
        ],
        "targets": _targets(request, task, on),
        "timeline": [_item(step) for step in queries.steps(request.actor, task)],
        **followed(request, task, on),
        "is_inside": inside,
        "may_report": _covers(request, Permit.PLANS_REPORT, task),
        "may_manage": _covers(request, Permit.PLANS_MANAGE, task),
        "back_url": f"{reverse('plans:tasks')}?plan={task.plan.code}",
    }
    return render(request, "plans/task.html", context)


def _whole(task: Any) -> Any:
    return link(reverse("plans:task", args=[task.parent.pk]), task.parent.title)


def _covers(request: ActorRequest, permit: Permit, task: Any) -> bool:
    return request.actor.scope(permit).covers(task.plan.division)


def _targets(request: ActorRequest, task: Any, on: Any) -> list[tuple[Any, ...]]:
    rows = []
    for kind, found in ((_("正文写明"), task.targets), (_("按主题关联"), task.related)):
        for target in found.select_related("plan").order_by("pk"):
            definition = queries.indicator(target.indicator)
            judged = queries.standing(request.actor, target=target, on=on)
            rows.append(
                (
                    link(
                        f"/plans/indicators/{target.indicator}/?plan={task.plan.code}",
                        name_of(target, definition),
                    ),
                    target_text(target, definition),
                    status_badge(judged.status) if judged else "",
                    kind,
                )
            )
    return rows


def _item(step: Any) -> dict[str, Any]:
    return {
        "at": f"{step.on:%Y-%m-%d}",
        "title": f"{step.progress}%",
        "text": step.says,
        "who": step.by,
        "url": f"/plans/steps/{step.pk}/evidence" if step.evidence_file_id else "",
    }


def _back(task_id: int) -> str:
    return reverse("plans:task", args=[task_id])


@page(Permit.PLANS_REPORT)
def task_progress(request: ActorRequest, task_id: int) -> HttpResponse:
    """Report a step of a task."""
    task = queries.task(request.actor, task_id)
    form = ProgressForm(
        request.POST or None,
        request.FILES or None,
        initial={"version": task.version, "on": clock.today(), "progress": task.progress},
    )

    def perform(data: dict[str, Any]) -> None:
        upload = data.pop("evidence_file", None)
        actions.record_task_progress(
            request.actor, task=task_id, evidence_file=kept(request.actor, upload), **data
        )

    title = _("报告进展：%(task)s") % {"task": task.title}
    return asked(request, form, perform, title=title, back=_back(task_id))


@page(Permit.PLANS_MANAGE)
def task_close(request: ActorRequest, task_id: int) -> HttpResponse:
    """Close a task as done."""
    task = queries.task(request.actor, task_id)
    initial = {"version": task.version, "on": clock.today()}
    form = CloseForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        actions.close_task(request.actor, task=task_id, **data)

    title = _("办结：%(task)s") % {"task": task.title}
    return asked(request, form, perform, title=title, back=_back(task_id))


@page(Permit.PLANS_MANAGE)
def task_reopen(request: ActorRequest, task_id: int) -> HttpResponse:
    """Open a closed task again."""
    task = queries.task(request.actor, task_id)
    form = ReasonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.reopen_task(request.actor, task=task_id, reason=data["reason"])

    title = _("重新打开：%(task)s") % {"task": task.title}
    return asked(request, form, perform, title=title, back=_back(task_id))


@page(Permit.PLANS_MANAGE)
def task_deadline(request: ActorRequest, task_id: int) -> HttpResponse:
    """Move a task's deadline."""
    task = queries.task(request.actor, task_id)
    initial = {"version": task.version, "deadline": task.deadline}
    form = DeadlineForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        actions.edit_task_deadline(request.actor, task=task_id, **data)

    title = _("调整期限：%(task)s") % {"task": task.title}
    return asked(request, form, perform, title=title, back=_back(task_id))


@page(Permit.PLANS_READ)
def step_evidence(request: ActorRequest, step_id: int) -> HttpResponse:
    """The file a step rests on."""
    return files.download(queries.evidence_of_step(request.actor, step_id))  # type: ignore[return-value]
