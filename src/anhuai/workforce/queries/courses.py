"""Courses: what is planned, who is invited, how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.workforce.models import Attendance, Course
from anhuai.workforce.queries.posts import READ

COURSE_ROW = (
    "pk", "title", "kind", "division", "planned_on", "state", "invited", "present", "seats",
)  # fmt: skip


def courses(
    actor: Actor,
    *,
    permit: Permit = READ,
    state: str = "",
    kind: str = "",
    since: date | None = None,
) -> QuerySet[Course]:
    """Return the courses of the actor's divisions, with how many are invited and came."""
    rows = Course.objects.filter(actor.scope(permit).within("division"))
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if since is not None:
        rows = rows.filter(planned_on__gte=since)
    return rows.annotate(
        invited=Count("attendances"),
        present=Count("attendances", filter=Q(attendances__attended=True)),
    )


def courses_page(
    actor: Actor,
    *,
    state: str = "",
    kind: str = "",
    order: Sequence[str] = ("-planned_on",),
    after: str = "",
) -> Window:
    """Return one page of courses, each a row of `COURSE_ROW`; no names are on it."""
    return window(courses(actor, state=state, kind=kind), fields=COURSE_ROW, order=order,
                  after=after)  # fmt: skip


def course(actor: Actor, course_id: int, *, permit: Permit = READ) -> Course:
    """Return a course of the permit's scope, or raise `NotHere`."""
    found = courses(actor, permit=permit).filter(pk=course_id).first()
    if found is None:
        raise NotHere("course", course_id)
    return found


@dataclass(frozen=True, slots=True)
class CourseDetail:
    """One course with everybody invited, by name."""

    course: Course
    attendances: Sequence[Attendance]


@reading(
    permit=READ, title=_("查看培训班"), subject="worker",
    ids=lambda found: sorted(one.worker_id for one in found.attendances),
)  # fmt: skip
def course_detail(actor: Actor, course_id: int) -> CourseDetail:
    """Return a course whole, or raise `NotHere`."""
    found = course(actor, course_id)
    seats = Attendance.objects.filter(course=found).select_related("worker")
    return CourseDetail(found, list(seats.order_by("worker__pinyin", "pk")))
