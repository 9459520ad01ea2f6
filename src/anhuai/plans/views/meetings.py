"""Meetings about plans: their minutes, what they decided, and what came of it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans import actions, queries
from anhuai.plans.forms import DoneForm, MeetingDecisionForm, MeetingForm
from anhuai.plans.views.boards import workbook
from anhuai.plans.views.following import department_choices
from anhuai.plans.views.orders import below
from anhuai.plans.views.reports import kept
from anhuai.platform import clock, files
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

COLUMNS = (
    Column("title", gettext_lazy("会议")),
    Column("on", gettext_lazy("日期"), css="nowrap"),
    Column("plan", gettext_lazy("规划")),
    Column("decisions", gettext_lazy("议定事项"), css="num"),
    Column("open", gettext_lazy("未办结"), css="num"),
)
HEADS = (
    gettext_lazy("会议"), gettext_lazy("日期"), gettext_lazy("规划"), gettext_lazy("主持人"),
    gettext_lazy("议定事项"), gettext_lazy("责任单位"), gettext_lazy("对应任务"),
    gettext_lazy("期限"), gettext_lazy("完成日期"), gettext_lazy("结果"),
)  # fmt: skip


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("会议和议定事项"), "users", 17, group="plans"),
    name="plans:meetings",
)
def meeting_list(request: ActorRequest) -> HttpResponse:
    """The meetings about the plans of the own area."""
    found = queries.meetings(request.actor, q=request.GET.get("q", "").strip())
    rows, more = below(request, found)
    table = Table(
        key="meetings",
        columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(reverse("plans:meeting", args=[one.pk]), one.title), f"{one.on:%Y-%m-%d}",
                one.plan.short_title, len(one.decisions.all()),
                sum(entry.done is None for entry in one.decisions.all()),
            )
            for one in rows
        ],
        filters=filled(request, [Filter("q", gettext_lazy("会议或议定事项"))]),
        next_url=more,
        create_url=reverse("plans:meeting_new") if request.actor.may(Permit.PLANS_MANAGE) else "",
        create_title=_("登记会议"),
        export_url=f"{reverse('plans:meetings_export')}?{request.GET.urlencode()}"
        if request.actor.may(Permit.PLANS_EXPORT) else "",
        empty_title=_("没有会议"),
    )  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"title": _("会议和议定事项"), "table": table})


@page(Permit.PLANS_EXPORT)
def meetings_export(request: ActorRequest) -> HttpResponse:
    """The meetings with what they decided, a row a decision."""
    rows = queries.meetings(request.actor, q=request.GET.get("q", "").strip())
    return workbook(HEADS, _exported(rows), _("会议和议定事项"))


def _exported(rows: Any) -> Iterator[list[str]]:
    for one in rows:
        first = [one.title, f"{one.on:%Y-%m-%d}", one.plan.short_title, one.chair]
        for entry in one.decisions.all():
            yield [
                *first, entry.says, entry.department.name if entry.department else "",
                entry.task.title if entry.task else "",
                f"{entry.due:%Y-%m-%d}" if entry.due else "",
                f"{entry.done:%Y-%m-%d}" if entry.done else "", entry.result,
            ]  # fmt: skip
        if not one.decisions.all():
            yield [*first, "", "", "", "", "", ""]


@page(Permit.PLANS_MANAGE)
def meeting_new(request: ActorRequest) -> HttpResponse:
    """Record a meeting."""
    scope = request.actor.scope(Permit.PLANS_MANAGE)
    plans = [
        (p.code, p.short_title) for p in queries.plans(request.actor) if scope.covers(p.division)
    ]
    form = MeetingForm(
        request.POST or None, request.FILES or None, plans=plans, initial={"on": clock.today()}
    )

    def perform(data: dict[str, Any]) -> str:
        upload = data.pop("evidence_file", None)
        made = actions.record_meeting(request.actor, file=kept(request.actor, upload), **data)
        return reverse("plans:meeting", args=[made.pk])

    return asked(request, form, perform, title=_("登记会议"), back=reverse("plans:meetings"))


@page(Permit.PLANS_READ)
def meeting_page(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """One meeting: who was there, its minutes, what it decided."""
    one = queries.meeting(request.actor, meeting_id)
    context = {
        "title": one.title,
        "meeting": one,
        "facts": [
            (_("规划"), link(reverse("plans:board", args=[one.plan.code]), one.plan.short_title)),
            (_("日期"), f"{one.on:%Y-%m-%d}"),
            (_("主持人"), one.chair),
            (_("参加单位和人员"), one.present),
            (_("登记人"), one.by),
        ],
        "decisions": [
            (entry, link(reverse("plans:task", args=[entry.task_id]), entry.task.title)
             if entry.task else "—")
            for entry in one.decisions.all()
        ],
        "may_manage": request.actor.scope(Permit.PLANS_MANAGE).covers(one.plan.division),
        "back_url": reverse("plans:meetings"),
    }  # fmt: skip
    return render(request, "plans/meeting.html", context)


@page(Permit.PLANS_MANAGE)
def decision_new(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Record what a meeting decided."""
    one = queries.meeting(request.actor, meeting_id)
    tasks = queries.tasks(request.actor, on=clock.today(), found=one.plan)
    form = MeetingDecisionForm(
        request.POST or None, departments=department_choices(request),
        tasks=[(str(task.pk), f"{task.number} {task.title}") for task in tasks],
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        for name in ("department", "task"):
            data[name] = int(data[name]) if data[name] else None
        actions.add_decision(request.actor, meeting=meeting_id, **data)

    title = _("议定事项：%(meeting)s") % {"meeting": one.title}
    return asked(request, form, perform, title=title, back=reverse("plans:meeting", args=[one.pk]))


@page(Permit.PLANS_MANAGE)
def decision_done(request: ActorRequest, decision_id: int) -> HttpResponse:
    """Record what came of a decision."""
    one = queries.decision(request.actor, decision_id)
    form = DoneForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.finish_decision(request.actor, decision=decision_id, **data)

    title = _("办结议定事项：%(says)s") % {"says": one.says[:40]}
    back = reverse("plans:meeting", args=[one.meeting_id])
    return asked(request, form, perform, title=title, back=back)


@page(Permit.PLANS_READ)
def meeting_file(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The file of a meeting's minutes."""
    return files.download(queries.file_of(request.actor, "meeting", meeting_id))  # type: ignore[return-value]
