"""Courses: the list, planning one, who comes, how it went."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions, title_of, word, words
from anhuai.workforce import actions, queries
from anhuai.workforce.catalogue import TRAININGS
from anhuai.workforce.forms import CourseForm, InviteForm, ResultsForm
from anhuai.workforce.rules import CourseFacts, CourseState
from anhuai.workforce.views.exports import export_of
from anhuai.workforce.views.workers import OFFERED

READ, MANAGE = Permit.WORKFORCE_READ, Permit.WORKFORCE_MANAGE
COLUMNS = (
    Column("title", gettext_lazy("培训名称")),
    Column("kind", gettext_lazy("培训类别")),
    Column("place", gettext_lazy("地区")),
    Column("planned_on", gettext_lazy("计划日期"), ("planned_on",)),
    Column("seats", gettext_lazy("参训人数"), css="num"),
    Column("state", gettext_lazy("状态")),
)
COLOURS = {CourseState.PLANNED: "blue", CourseState.HELD: "green", CourseState.CANCELLED: "grey"}


def course_url(course_id: int) -> str:
    """Return the address of a course."""
    return reverse("workforce:course", args=[course_id])


def which_of(asks: Mapping[str, str]) -> dict[str, str]:
    """Return the courses that filters ask for."""
    state, kind = asks.get("state", ""), asks.get("kind", "")
    return {
        "state": state if state in set(CourseState) else "",
        "kind": kind if kind in TRAININGS else "",
    }


@page(READ)
def course_list(request: ActorRequest) -> HttpResponse:
    """What is planned and was held."""
    filters = filled(
        request,
        [
            Filter("kind", gettext_lazy("培训类别"), "select", definitions(TRAININGS)),
            Filter("state", gettext_lazy("状态"), "select", words(CourseState)),
        ],
    )
    asks = {one.name: one.value for one in filters}
    order, key = order_of(request, COLUMNS, ["-planned_on"])
    which = which_of(asks)
    try:
        seen = queries.courses_page(
            request.actor, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.courses_page(request.actor, order=order, **which)
    table = Table(
        key="workforce-courses",
        columns=heads(request, COLUMNS, key),
        rows=[_cells(row) for row in seen.rows],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        export_url=export_of(request, "workforce-courses"),
        create_url=reverse("workforce:course_new") if request.actor.may(MANAGE) else "",
        create_title=_("计划培训班"),
        empty_title=_("还没有培训班"),
        empty_hint=_("先计划培训班并安排参训人员；举办后登记结果，培训记录自动写入各人档案。"),
    )
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"table": table, "title": _("培训班")})


def _cells(row: tuple[Any, ...]) -> tuple[object, ...]:
    key, title, kind, division, planned_on, state, invited, present, seats = row
    came = present if state == CourseState.HELD else invited
    return (
        link(course_url(key), title),
        title_of(TRAININGS[kind]),
        places.path_of(division),
        f"{planned_on:%Y-%m-%d}",
        f"{came} / {seats}" if seats else came,
        badge(word(CourseState(state)), COLOURS[CourseState(state)]),
    )


@page(MANAGE)
def course_new(request: ActorRequest) -> HttpResponse:
    """Plan a course."""
    divisions = places.choices(request.actor, on=clock.today(), permit=MANAGE, within=county.code())
    form = CourseForm(request.POST or None, divisions=divisions)

    def perform(data: dict[str, Any]) -> str:
        facts = CourseFacts(
            **{name: data[name] for name in ("kind", "title", "division", "planned_on", "days")},
            seats=data["seats"], pass_mark=data["pass_mark"],
        )  # fmt: skip
        return course_url(actions.plan_course(request.actor, facts=facts).pk)

    return asked(request, form, perform, title=_("计划培训班"), back=reverse("workforce:courses"))


@page(READ)
def course_detail(request: ActorRequest, course_id: int) -> HttpResponse:
    """One course: who is invited, how it went."""
    found = queries.course_detail(request.actor, course_id)
    one = found.course
    state = CourseState(one.state)
    context = {
        "title": one.title,
        "course": one,
        "back_url": reverse("workforce:courses"),
        "badges": [badge(word(state), COLOURS[state])],
        "facts": [
            (_("培训类别"), title_of(TRAININGS[one.kind])),
            (_("地区"), places.path_of(one.division)),
            (_("计划日期"), f"{one.planned_on:%Y-%m-%d}"),
            (_("举办日期"), f"{one.held_on:%Y-%m-%d}" if one.held_on else ""),
            (_("天数"), one.days),
            (_("名额"), one.seats or _("不限")),
            (_("合格分"), _("不考试") if one.pass_mark is None else one.pass_mark),
        ],
        "attendances": found.attendances,
        "is_planned": state is CourseState.PLANNED,
        "manages": request.actor.may(MANAGE),
    }
    return render(request, "workforce/course.html", context)


@page(MANAGE)
def course_invite(request: ActorRequest, course_id: int) -> HttpResponse:
    """Give workers a seat."""
    found = queries.course(request.actor, course_id, permit=MANAGE)
    which = queries.WhichPosts()
    if kind := request.GET.get("kind", ""):
        which["kinds"] = [kind]
    offered = queries.choices(request.actor, on=clock.today(), limit=OFFERED, **which)
    form = InviteForm(request.POST or None, workers=[(str(key), name) for key, name in offered])

    def perform(data: dict[str, Any]) -> None:
        actions.invite(
            request.actor, course=course_id, workers=[int(key) for key in data["workers"]]
        )

    title = _("安排参训人员：%(name)s") % {"name": found.title}
    return asked(request, form, perform, title=title, back=course_url(course_id))


@page(MANAGE)
def course_uninvite(request: ActorRequest, course_id: int, worker_id: int) -> HttpResponse:
    """Take a seat back."""
    if request.method == "POST":
        actions.uninvite(request.actor, course=course_id, worker=worker_id)
    return redirect(course_url(course_id))


@page(MANAGE)
def course_results(request: ActorRequest, course_id: int) -> HttpResponse:
    """Say that a course was held and how it went for each."""
    found = queries.course_detail(request.actor, course_id)
    course = queries.course(request.actor, course_id, permit=MANAGE)
    form = ResultsForm(
        request.POST or None, attendances=found.attendances, pass_mark=course.pass_mark,
        initial={"on": min(course.planned_on, clock.today()), "version": course.version},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.hold_course(
            request.actor, course=course_id, version=data["version"], on=data["on"],
            results=form.results(),
        )  # fmt: skip

    title = _("登记培训班结果：%(name)s") % {"name": course.title}
    return asked(request, form, perform, title=title, back=course_url(course_id))


@page(MANAGE)
def course_call_off(request: ActorRequest, course_id: int) -> HttpResponse:
    """Call a course off."""
    found = queries.course(request.actor, course_id, permit=MANAGE)
    if request.method == "POST":
        actions.call_off_course(request.actor, course=course_id, version=found.version)
    return redirect(course_url(course_id))
