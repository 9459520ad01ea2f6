"""The elders' school: sites, terms, courses with their seats, lessons; who takes part regularly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.platform.permits import Permit
from anhuai.services.models import ElderCourse, Enrolment, Lesson, Presence, SchoolSite, Term
from anhuai.services.rules.mutual import OLD
from anhuai.services.rules.school import SeatState

READ, JOIN, MANAGE = Permit.COMMUNITY_READ, Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
OFTEN = "services.school_often"
COURSE_ROW = (
    "pk", "title", "subject", "site__name", "site__division", "term__title", "weekday", "starts",
    "minutes", "teacher", "taken", "seats",
)  # fmt: skip

declare_setting(Setting(
    key=OFTEN, title=gettext_lazy("经常性参与教育：当年到课次数"), unit=gettext_lazy("次"),
    says=gettext_lazy("当年到课不少于多少次算“经常性参与教育活动”；规划没有写明次数。"),
    least=1, most=200,
    basis=Basis(document="", confidence=Confidence.D, note="未见次数规定，本口径为产品约定"),
    default=lambda: 12,
    effect=lambda n: _("当年到课 %(count)s 次以上的老年人计为经常性参与。") % {"count": n},
))  # fmt: skip


def often(on: date) -> int:
    """Return at how many lessons in the year somebody takes part regularly."""
    return value(OFTEN, on=on)


def sites(actor: Actor, *, permit: Permit = READ) -> QuerySet[SchoolSite]:
    """Return the sites of the actor's area; all, for families: where lessons are is no secret."""
    scope = actor.scope(permit)
    rows = SchoolSite.objects.filter(until=None)
    return rows if scope.persons else rows.filter(scope.within("division"))


def courses(actor: Actor, *, permit: Permit = READ) -> QuerySet[ElderCourse]:
    """Return the courses at those sites."""
    return ElderCourse.objects.filter(site__in=sites(actor, permit=permit))


def course(actor: Actor, key: int, *, permit: Permit = READ) -> ElderCourse:
    """Return one of them, or raise `NotHere`."""
    rows = courses(actor, permit=permit).select_related("site", "term")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("elder_course", key)
    return found


def terms() -> list[Term]:
    """Return the county's terms, the newest first."""
    return list(Term.objects.order_by("-since", "-pk"))


def term_on(day: date) -> Term | None:
    """Return the term a day lies in, else the next, else the last."""
    now = Term.objects.filter(since__lte=day, until__gt=day).first()
    return (
        now
        or Term.objects.filter(since__gt=day).order_by("since").first()
        or (Term.objects.order_by("-since").first())
    )


def listed_courses(
    actor: Actor, *, q: str = "", term: str = "", subject: str = "", division: str = "",
    free: bool = False,
) -> QuerySet[ElderCourse]:  # fmt: skip
    """Return the courses a list asks for."""
    rows = courses(actor)
    if term.isdecimal():
        rows = rows.filter(term=int(term[:9]))
    if subject:
        rows = rows.filter(subject=subject)
    if division:
        rows = rows.filter(in_subtree("site__division", division))
    if free:
        rows = rows.filter(taken__lt=F("seats"))
    return rows.filter(Q(title__contains=q) | Q(teacher__contains=q)) if q else rows


def course_page(
    actor: Actor, *, order: Sequence[str] = ("title",), after: str = "", **which: Any
) -> Window:
    """Return one page of courses, each a row of `COURSE_ROW`; no persons in it."""
    actor.require(READ)
    return window(listed_courses(actor, **which), fields=COURSE_ROW, order=order, after=after)


@dataclass(frozen=True, slots=True)
class Roll:
    """A course with who has a seat, who waits in order, and who came on a day."""

    course: ElderCourse
    seats: Sequence[tuple[int, str, str]]
    waiting: Sequence[tuple[int, str, str]]
    """(person, name, village)."""
    came: frozenset[int]
    lessons: Sequence[tuple[date, int]]
    """Each lesson's day and how many came, newest first."""
    times: Mapping[int, int]
    """How often each has come."""


@reading(
    permit=READ, title=gettext_lazy("查看老年学校学员名单"), subject="person",
    ids=lambda found: sorted({row[0] for row in (*found.seats, *found.waiting)}),
)  # fmt: skip
def roll(actor: Actor, key: int, *, on: date) -> Roll:
    """Return a course with its people; of a family's, only their own."""
    found = course(actor, key)
    rows = Enrolment.objects.filter(course=found).exclude(state=SeatState.LEFT)
    scope = actor.scope(READ)
    if not scope.covers(found.site.division):
        rows = rows.filter(person__in=scope.persons)
    named = [
        (state, (person, name, place))
        for state, person, name, place in rows.order_by("at", "pk").values_list(
            "state", "person", "person__name", "person__division"
        )
    ]
    came = Presence.objects.filter(lesson__course=found)
    days = Lesson.objects.filter(course=found).annotate(n=Count("presences")).order_by("-on")
    return Roll(
        found,
        [who for state, who in named if state == SeatState.ENROLLED],
        [who for state, who in named if state == SeatState.WAITING],
        frozenset(came.filter(lesson__on=on).values_list("person", flat=True)),
        list(days.values_list("on", "n")),
        dict(came.order_by().values_list("person").annotate(n=Count("pk"))),
    )


_IS_ENROLLED = RowsOf(Enrolment)


def enrolled(actor: Actor, person: int) -> list[tuple[ElderCourse, str, int, int]]:
    """Return a person's courses: with the seat's state, how often they came, how many lessons."""
    people.person_in_scope(actor, person, permit=READ)
    if not _IS_ENROLLED(person):
        return []
    rows = Enrolment.objects.filter(person=person).exclude(state=SeatState.LEFT)
    found = []
    for one in rows.select_related("course", "course__site", "course__term").order_by("-at"):
        lessons = Lesson.objects.filter(course=one.course).count()
        came = Presence.objects.filter(lesson__course=one.course, person=person).count()
        found.append((one.course, one.state, came, lessons))
    return found


def learners(
    actor: Actor, *, on: date, times: int | None = None, division: str = ""
) -> QuerySet[Any]:
    """Return the residents of 60 and more who came often enough in the calendar year to a day.

    For indicators: distinct persons, with their division as `place`.
    """
    least = often(on) if times is None else times
    rows = Presence.objects.filter(lesson__on__gte=date(on.year, 1, 1), lesson__on__lte=on)
    regular = rows.order_by().values("person").annotate(n=Count("pk")).filter(n__gte=least)
    found = people.residents(actor, on=on, min_age=OLD, division=division)
    return found.filter(pk__in=regular.values("person"))


@dataclass(frozen=True, slots=True)
class Participation:
    """A town's elders, how many came at all in the year, and how many regularly."""

    division: str
    name: str
    elders: int
    came: int
    regular: int

    @property
    def percent(self) -> str:
        """Share of the regular; "" where there are no elders."""
        return f"{100 * self.regular / self.elders:.2f}" if self.elders else ""


def participation(actor: Actor, *, on: date, width: int = 9) -> list[Participation]:
    """Return the participation of the calendar year up to a day by town within scope."""
    actor.require(READ)
    counts = [
        _by_place(people.residents(actor, on=on, min_age=OLD), width),
        _by_place(learners(actor, on=on, times=1), width),
        _by_place(learners(actor, on=on), width),
    ]
    return [
        Participation(code, places.name_of(code), *(one.get(code, 0) for one in counts))
        for code in sorted(counts[0]) if len(code) == width
    ]  # fmt: skip


def _by_place(rows: QuerySet[Any], width: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, n in rows.order_by().values_list("place").annotate(n=Count("pk")):
        found[place[:width]] = found.get(place[:width], 0) + n
    return found
