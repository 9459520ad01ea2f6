"""Courses: planned, workers invited, held with results that become trainings, or called off."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.divisions import parse_division
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import concerning
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.posting import Stale
from anhuai.workforce import queries
from anhuai.workforce.actions.register import MANAGE, TRAINED_AT_ONCE, BadPost, record_training
from anhuai.workforce.catalogue import TRAININGS
from anhuai.workforce.models import Attendance, Course
from anhuai.workforce.rules import CourseFacts, CourseState, Result


@action(permit=MANAGE, title=_("计划培训班"), subject="course")
def plan_course(actor: Actor, *, facts: CourseFacts) -> Course:
    """Plan a course in the actor's area; raises `BadPost` for what cannot be held."""
    if facts.kind not in TRAININGS:
        raise BadPost(
            "training", "没有这种培训，请从列表中选择。", "No such training.", field="kind"
        )
    title = normalise(facts.title)[:80]
    if not title:
        raise BadPost("title", "请填写培训名称。", "Enter the training's title.", field="title")
    if not 1 <= facts.days <= 366:
        raise BadPost("days", "培训天数应为 1 到 366。", "1 to 366 days.", field="days")
    if facts.pass_mark is not None and not 0 <= facts.pass_mark <= 100:
        raise BadPost("pass_mark", "合格分应为 0 到 100。", "0 to 100.", field="pass_mark")
    if facts.seats is not None and not 1 <= facts.seats <= TRAINED_AT_ONCE:
        raise BadPost(
            "seats", f"名额应为 1 到 {TRAINED_AT_ONCE}。", f"1 to {TRAINED_AT_ONCE} seats.",
            field="seats",
        )  # fmt: skip
    return Course.objects.create(
        kind=facts.kind, title=title, division=_division(actor, facts.division),
        planned_on=facts.planned_on, days=facts.days, seats=facts.seats,
        pass_mark=facts.pass_mark, created_at=clock.now(), created_by=actor.name[:64],
    )  # fmt: skip


def _division(actor: Actor, text: str) -> str:
    with concerning("division"):
        code = parse_division(text)
        if not places.exists(code, on=clock.today()) or not actor.scope(MANAGE).covers(code):
            raise BadPost(
                "beyond", "这个地区不在您管理的范围内，请核对。",
                "The place lies outside the area you manage.",
            )  # fmt: skip
    return code


def _planned(actor: Actor, course: int, version: int | None = None) -> Course:
    queries.course(actor, course, permit=MANAGE)
    found = Course.objects.select_for_update().get(pk=course)
    if version is not None and found.version != version:
        raise Stale("course", course)
    if found.state != CourseState.PLANNED:
        raise BadPost(
            "over", "这个培训班已举办或已取消，不能再改。", "The course was held or called off.",
        )  # fmt: skip
    return found


@action(permit=MANAGE, title=_("安排参训人员"), logs=("course", "workers"), subject="course")
def invite(actor: Actor, *, course: int, workers: Sequence[int]) -> Course:
    """Give workers of the actor's area a seat each; who has one keeps it."""
    found = _planned(actor, course)
    wanted = set(workers)
    held = queries.posts_within(actor, MANAGE).filter(worker__in=wanted)
    strangers = wanted - set(held.values_list("worker", flat=True))
    if strangers:
        raise NotHere("worker", min(strangers))
    seated = set(found.attendances.values_list("worker_id", flat=True))
    limit = found.seats or TRAINED_AT_ONCE
    if len(seated | wanted) > limit:
        raise BadPost(
            "full", f"只有 {limit} 个名额，已安排 {len(seated)} 人。",
            f"There are {limit} seats; {len(seated)} are taken.", field="workers",
        )  # fmt: skip
    Attendance.objects.bulk_create(
        Attendance(course=found, worker_id=key) for key in sorted(wanted - seated)
    )
    return _changed(found)


@action(permit=MANAGE, title=_("取消参训安排"), logs=("course", "worker"), subject="course")
def uninvite(actor: Actor, *, course: int, worker: int) -> Course:
    """Take a seat back before the course is held."""
    found = _planned(actor, course)
    gone, _by = Attendance.objects.filter(course=found, worker=worker).delete()
    if not gone:
        raise NotHere("worker", worker)
    return _changed(found)


@action(permit=MANAGE, title=_("登记培训班结果"), logs=("course", "on"), subject="course")
def hold_course(
    actor: Actor, *, course: int, version: int, on: date, results: Sequence[Result]
) -> Course:
    """Say that a course was held and how it went for each who was invited.

    Who came, and passed where there was an exam, has completed the training from that day.
    """
    found = _planned(actor, course, version)
    if on > clock.today():
        raise BadPost(
            "future", "培训还没有举办，请核对日期。", "The course is not over yet.", field="on"
        )
    seats = {one.worker_id: one for one in found.attendances.select_for_update()}
    told = {one.worker: one for one in results}
    if set(told) != set(seats):
        raise BadPost(
            "whole", "请给每一名参训人员登记结果。", "Say of everybody invited how it went.",
            field="results",
        )  # fmt: skip
    for key, one in told.items():
        if one.mark is not None and not 0 <= one.mark <= 100:
            raise BadPost("mark", "成绩应为 0 到 100。", "Marks are 0 to 100.", field="results")
        seats[key].attended, seats[key].mark = one.attended, one.mark
    Attendance.objects.bulk_update(seats.values(), ["attended", "mark"], batch_size=500)
    passed = sorted(key for key, one in told.items() if one.has_passed(found.pass_mark))
    if passed:
        record_training(
            actor, workers=passed, kind=found.kind, title=found.title, completed=on,
            days=found.days,
        )  # fmt: skip
    found.state, found.held_on = CourseState.HELD, on
    return _changed(found)


@action(permit=MANAGE, title=_("取消培训班"), logs=("course",), subject="course")
def call_off_course(actor: Actor, *, course: int, version: int) -> Course:
    """Call a planned course off; who was invited stays on record."""
    found = _planned(actor, course, version)
    found.state = CourseState.CANCELLED
    return _changed(found)


def _changed(course: Course) -> Course:
    course.version += 1
    course.save()
    return course


declare_placed(
    Placed(
        "workforce.course.division", _("培训班"), How.NOW, Course.objects.all, version="version",
        counted=Q(state=CourseState.PLANNED), listing="/workforce/courses/?division={code}",
        permit=Permit.WORKFORCE_READ,
    )
)  # fmt: skip
