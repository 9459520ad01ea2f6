"""Pages of the work before an assessment: who is due, what is assigned, asking, assigning."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.assessments import actions, queries
from anhuai.assessments.forms import AskForm, AssignForm, ReasonForm
from anhuai.assessments.rules.words import Background, Reason, State
from anhuai.assessments.views import listing, wording
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, badge, changed, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words

READ, MANAGE = Permit.ASSESSMENTS_READ, Permit.ASSESSMENTS_MANAGE
OFFERED = 200  # tasks a form offers at once; filters narrow them
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("scale", gettext_lazy("量表"), ("scale",), css="nowrap"),
    Column("reason", gettext_lazy("原因"), ("reason",), css="nowrap"),
    Column("due", gettext_lazy("应评估日期"), ("due_on",), css="nowrap"),
    Column("state", gettext_lazy("状态"), ("state",)),
    Column("pair", gettext_lazy("评估员")),
    Column("planned", gettext_lazy("计划日期")),
)


def filters_of(request: ActorRequest) -> list[Filter]:
    """Return what both lists of tasks are filtered by."""
    return [
        listing.name_filter(),
        listing.town_filter(request),
        listing.scale_filter(),
        Filter("reason", gettext_lazy("评估原因"), "select", words(Reason)),
        Filter("late", gettext_lazy("只看已逾期"), "check"),
    ]


def which_of(asks: Mapping[str, str], state: str) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        "q": asks.get("q", ""), "division": asks.get("division", ""),
        "scale": asks.get("scale", ""), "reason": asks.get("reason", ""), "state": state,
        "due_before": clock.today() - timedelta(1) if asks.get("late") else None,
    }  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    today = clock.today()
    return [
        (
            link(reverse("assessments:task", args=[key]), name),
            wording.place_of(place),
            wording.scale_short(scale),
            wording.reason_title(reason),
            f"{due_on:%Y-%m-%d}",
            wording.state_badge(state, due_on, today),
            "、".join(filter(None, (first, second))),
            f"{planned:%Y-%m-%d}" if planned else "",
        )
        for key, _p, name, place, scale, reason, due_on, state, first, second, planned in rows
    ]


def _list(request: ActorRequest, state: str, title: str, key: str, **more: Any) -> HttpResponse:
    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks, state)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.task_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_tasks(request.actor, **which)

    manages = request.actor.may(MANAGE)
    export = changed(request, state=state).partition("?")[2]
    return listing.show(
        request, title=title, key=key, columns=COLUMNS, default=["due_on"],
        filters=filters_of(request), ask=ask, cells=_cells,
        export_url=f"{reverse('platform:sheet_export', args=['assessment-tasks'])}?{export}"
        if manages else "",
        **more,
    )  # fmt: skip


@page(
    READ,
    menu=Menu(gettext_lazy("能力评估"), "clipboard", 26, group="care", permit=MANAGE),
    name="assessments:due",
)
def due_list(request: ActorRequest) -> HttpResponse:
    """Who is to be assessed and has nobody yet."""
    manages = request.actor.may(MANAGE)
    return _list(
        request, State.OPEN, _("待评估"), "assessments-due",
        create_url=reverse("assessments:assign") if manages else "",
        create_title=_("分派评估"), empty_title=_("没有待分派的评估"),
        empty_hint=_("系统每晚按人员类别、上次评估和复评间隔列出；也可以在个人档案里登记需求。"),
    )  # fmt: skip


@page(READ)
def assigned_list(request: ActorRequest) -> HttpResponse:
    """What is assigned and not yet done."""
    return _list(
        request, State.ASSIGNED, _("已分派的评估"), "assessments-assigned",
        empty_title=_("没有已分派、未完成的评估"),
        empty_hint=_("请在“待评估”里分派。"),
    )  # fmt: skip


@page(READ)
def task_detail(request: ActorRequest, task_id: int) -> HttpResponse:
    """One task."""
    one = queries.task_detail(request.actor, task_id)
    today = clock.today()
    waits = one.state in (State.OPEN, State.ASSIGNED)
    context = {
        "title": _("待评估：%(name)s") % {"name": one.person.name},
        "badges": [wording.state_badge(one.state, one.due_on, today)],
        "facts": [
            (_("姓名"), wording.person_link(one.person_id, one.person.name)),
            (_("所在村（社区）"), wording.place_of(one.place)),  # type: ignore[attr-defined]
            (_("量表"), wording.scale_title(one.scale)),
            (_("原因"), wording.reason_title(one.reason)),
            (_("说明"), one.ground),
            (_("应评估日期"), f"{one.due_on:%Y-%m-%d}"),
            (_("主评估员"), one.first and one.first.name),
            (_("副评估员"), one.second and one.second.name),
            (_("计划日期"), one.planned_on and f"{one.planned_on:%Y-%m-%d}"),
            (_("登记人"), one.created_by),
        ],
        "task": one,
        "manages": waits and request.actor.may(MANAGE),
        "result": getattr(one, "result", None),
        "back_url": reverse("assessments:due"),
        "back_title": _("待评估"),
    }
    return render(request, "assessments/task.html", context)


@page(MANAGE)
def ask(request: ActorRequest, person_id: int) -> HttpResponse:
    """Ask for somebody's assessment."""
    one = people.person_in_scope(request.actor, person_id, permit=MANAGE)
    form = AskForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        task = actions.ask(request.actor, person=person_id, **data)
        return reverse("assessments:task", args=[task.pk])

    title = _("登记评估需求：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=f"/people/{person_id}/")


@page(MANAGE)
def assign(request: ActorRequest) -> HttpResponse:
    """Give waiting tasks, all that a list's address asks for or one, to two assessors."""
    today = clock.today()
    asks = {key: request.GET.get(key, "") for key in ("q", "division", "scale", "reason", "late")}
    rows = queries.listed_tasks(request.actor, **which_of(asks, ""))
    rows = rows.filter(state__in=[State.OPEN, State.ASSIGNED])
    one = request.GET.get("task", "")
    if one.isdigit() and len(one) < 19:
        rows = rows.filter(pk=one)
    elif not one:
        rows = rows.filter(state=State.OPEN)
    fields = ("pk", "person__name", "place", "scale", "due_on")
    offered = list(rows.order_by("due_on", "pk").values_list(*fields)[:OFFERED])
    form = AssignForm(
        request.POST or None,
        tasks=[(str(key), _offer(*rest)) for key, *rest in offered],
        assessors=_assessors(request),
        initial={"planned_on": today, "tasks": [str(key) for key, *_rest in offered if one]},
    )

    def perform(data: dict[str, Any]) -> None:
        actions.assign(
            request.actor, tasks=[int(key) for key in data["tasks"]], lead=int(data["first"]),
            second=int(data["second"]), planned_on=data["planned_on"],
        )  # fmt: skip

    hint = _("只列出最早应评估的 %(count)s 项；人多时先在“待评估”按乡镇、量表筛选。")
    return asked(
        request, form, perform, title=_("分派评估"), back=reverse("assessments:assigned"),
        more={
            "hint": hint % {"count": OFFERED} if len(offered) == OFFERED else "",
            "submit_title": _("分派"),
        },
    )  # fmt: skip


def _offer(name: str, place: str, scale: str, due_on: Any) -> str:
    return f"{name}（{wording.place_of(place)}，{wording.scale_short(scale)}，{due_on:%Y-%m-%d}）"


def _assessors(request: ActorRequest) -> list[tuple[str, str]]:
    today = clock.today()
    rows = queries.assessors(request.actor, permit=MANAGE).filter(queries.in_post(today))
    return [
        (str(one.pk), f"{one.name}（{word(Background(one.background))}）")
        for one in rows.order_by("name", "pk")
    ]


@page(MANAGE)
def cancel(request: ActorRequest, task_id: int) -> HttpResponse:
    """Call a task off."""
    one = queries.task(request.actor, task_id, permit=MANAGE)
    form = ReasonForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.cancel(request.actor, task=task_id, version=version, reason=data["reason"])

    return asked(
        request, form, perform, title=_("取消待评估：%(name)s") % {"name": one.person.name},
        back=reverse("assessments:task", args=[task_id]),
    )  # fmt: skip


@page(MANAGE)
@require_POST
def renew(request: ActorRequest) -> HttpResponse:
    """List who is due now, without waiting for the night."""
    found = actions.open_due(request.actor, on=clock.today())
    messages.success(
        request,
        _("新列出 %(opened)s 项，去掉 %(closed)s 项。")
        % {"opened": found.opened, "closed": found.closed},
    )
    return HttpResponseRedirect(reverse("assessments:due"))


__all__ = ["assign", "assigned_list", "badge", "cancel", "due_list", "renew", "task_detail"]
