"""Family care beds: whom a permit reaches, lists, one whole, how many on a day, carers trained."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.rules import Group
from anhuai.people import queries as people
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches
from anhuai.services.models import BedCheck, BedPause, BedPlan, CarerCourse, FamilyBed
from anhuai.services.queries.adaptation import reached
from anhuai.services.queries.home_parameters import check_days_on
from anhuai.services.queries.visits import called
from anhuai.services.rules.family_beds import (
    OPEN,
    SERVICE,
    Away,
    BedState,
    CheckKind,
    Span,
    next_check,
)

READ = Permit.HOME_READ
FILING = "elderly_care_filing"
COURSES = 500
BED_ROW = (
    "pk", "person_id", "person__name", "place", "facility__name", "state", "level", "since",
    "last", "checked",
)  # fmt: skip


class WhichBeds(TypedDict, total=False):
    """Which beds: of a state ("" those not over), a place, a keeper; checks overdue on a day."""

    state: str
    division: str
    facility: int | None
    overdue: date | None


def beds(actor: Actor, *, permit: Permit = READ) -> QuerySet[FamilyBed]:
    """Return the beds of persons the permit reaches; an organisation's own facilities' beds."""
    return reached(FamilyBed.objects.all(), actor, permit, "facility__operator")


@reaches("family_bed", READ)
def beds_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some beds the actor may see."""
    return set(beds(actor).filter(pk__in=ids).values_list("pk", flat=True))


def listed_beds(actor: Actor, *, q: str = "", **which: Unpack[WhichBeds]) -> QuerySet[FamilyBed]:
    """Return the beds a list asks for, with the day of the last monthly check."""
    done = BedCheck.objects.filter(bed=OuterRef("pk"), kind=CheckKind.MONTHLY).order_by("-on")
    rows = beds(actor).annotate(checked=Subquery(done.values("on")[:1]))
    state = which.get("state", "")
    if not state:
        rows = rows.filter(state__in=[str(one) for one in OPEN])
    elif state != "all":
        rows = rows.filter(state=state)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if facility := which.get("facility"):
        rows = rows.filter(facility=facility)
    if overdue := which.get("overdue"):
        since = overdue.fromordinal(overdue.toordinal() - check_days_on(overdue))
        rows = rows.filter(Q(checked__lt=since) | Q(checked=None), state=BedState.ACTIVE)
        rows = rows.filter(since__lt=since)
    if not q:
        return rows
    mine = Q(facility__operator__in=actor.scope(READ).organisations, person__name__contains=q)
    return rows.filter(Q(person__in=called(actor, q)) | mine)


@reading(
    permit=READ, title=_("查看家庭养老床位名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def bed_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-pk",), after: str = "",
    **which: Unpack[WhichBeds],
) -> Window:  # fmt: skip
    """Return one page of beds, each a row of `BED_ROW`."""
    with wall.lifted():  # a keeper's persons live outside the area its page shows
        rows = listed_beds(actor, q=q, **which)
        return window(rows, fields=BED_ROW, order=order, after=after)


def counted_beds(actor: Actor, *, q: str = "", **which: Unpack[WhichBeds]) -> int:
    """Return how many beds a list asks for."""
    with wall.lifted():
        return listed_beds(actor, q=q, **which).count()


@reading(
    permit=READ, title=_("导出家庭养老床位"), subject="person",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
def all_beds(actor: Actor, *, q: str = "", **which: Unpack[WhichBeds]) -> list[tuple[Any, ...]]:
    """Return every bed a list asks for, each a row of `BED_ROW`."""
    with wall.lifted():
        rows = listed_beds(actor, q=q, **which).order_by("pk")
        return list(rows.values_list(*BED_ROW))


def bed(actor: Actor, key: int, *, permit: Permit = READ) -> FamilyBed:
    """Return one bed in the permit's scope, or raise `NotHere`."""
    with wall.lifted():
        rows = beds(actor, permit=permit).select_related("person", "facility")
        found: FamilyBed | None = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("family_bed", key)
    return found


@dataclass(frozen=True, slots=True)
class BedFile:
    """One bed whole: plans, checks and pauses newest first, respite of the year, next check."""

    one: FamilyBed
    plans: Sequence[BedPlan]
    checks: Sequence[BedCheck]
    pauses: Sequence[BedPause]
    check_due: date | None


@reading(
    permit=READ, title=_("查看家庭养老床位"), subject="person",
    ids=lambda found: [found.one.person_id],
)  # fmt: skip
def bed_file(actor: Actor, key: int, *, on: date) -> BedFile:
    """Return one bed whole, or raise `NotHere`."""
    one = bed(actor, key)
    with wall.lifted():
        checks = list(one.checks.order_by("-on", "-pk")[:60])
        return BedFile(
            one, list(one.plans.order_by("-since")), checks,
            list(one.pauses.order_by("-since", "-pk")), check_due(one, on=on),
        )  # fmt: skip


def check_due(one: FamilyBed, *, on: date) -> date | None:
    """Return the last day of the next monthly check of a running bed; None for others."""
    if BedState(one.state) is not BedState.ACTIVE or one.since is None:
        return None
    found = one.checks.filter(kind=CheckKind.MONTHLY).aggregate(last=Max("on"))
    back = one.pauses.aggregate(back=Max("until"))["back"]
    begun = max(one.since, back) if back else one.since
    return next_check(found["last"], begun, days=check_days_on(on))


_HAS_ANY = RowsOf(FamilyBed)


@reading(
    permit=READ, title=_("查看个人的家庭养老床位"), subject="person",
    ids=lambda found: sorted({one.person_id for one in found}),
)  # fmt: skip
def beds_of(actor: Actor, person: int) -> list[FamilyBed]:
    """Return a person's beds within scope, newest first."""
    if not _HAS_ANY(person):
        return []
    rows = beds(actor).filter(person=person).select_related("facility")
    return list(rows.order_by("-pk"))


def beds_on(actor: Actor, *, on: date, division: str = "") -> QuerySet[FamilyBed]:
    """Return the beds that ran on a day: begun, not ended, the person not away that day."""
    rows = FamilyBed.objects.filter(
        actor.scope(READ).within("place"), in_subtree("place", division), since__lte=on
    ).filter(Q(ended_on=None) | Q(ended_on__gt=on))
    away = BedPause.objects.filter(Q(until=None) | Q(until__gt=on), since__lte=on)
    return rows.exclude(pk__in=away.values("bed"))


def bed_figures(actor: Actor, *, on: date) -> dict[str, int]:
    """Return how many beds are in each state, and how many checks are overdue."""
    with wall.lifted():
        found = {str(state): 0 for state in BedState}
        for state in beds(actor).values_list("state", flat=True):
            found[state] += 1
        found["overdue"] = listed_beds(actor, overdue=on).count()
    return found


def keepers(actor: Actor, *, on: date) -> QuerySet[Any]:
    """Return who may keep a family care bed: operating, offering it, filed where that is asked."""
    rows = facilities.operating(actor, on=on, services=[SERVICE])
    homes = [code for code, kind in KINDS.items() if kind.group is Group.ELDERLY_RESIDENTIAL]
    filed = facilities.operating(actor, on=on, services=[SERVICE], licences=[FILING])
    return rows.filter(~Q(kind__in=homes) | Q(pk__in=filed.values("pk"))).order_by("pinyin", "pk")


def respite_spans(bed: int) -> list[Span]:
    """Return the days of respite a bed's person had; without an actor, for rules."""
    rows = BedPause.objects.filter(bed=bed, kind=Away.RESPITE)
    return [Span(since, until) for since, until in rows.values_list("since", "until")]


# family carers ----------------------------------------------------------------------------------


def carer_courses(actor: Actor, *, q: str = "", permit: Permit = READ) -> QuerySet[CarerCourse]:
    """Return the courses family carers took whose carer the permit reaches."""
    rows = CarerCourse.objects.filter(retracted_at=None).select_related("carer", "elder")
    scope = actor.scope(permit)
    reach = rows.filter(
        scope.within("carer__division") | scope.within("carer__hukou")
        | Q(carer__in=scope.persons) | Q(elder__in=scope.persons)
    )  # fmt: skip
    return reach.filter(carer__in=called(actor, q)) if q else reach


def carer_course(actor: Actor, key: int, *, permit: Permit = READ) -> CarerCourse:
    """Return one course of a carer in scope, or raise `NotHere`."""
    found = carer_courses(actor, permit=permit).filter(pk=key).first()
    if found is None:
        raise NotHere("carer_course", key)
    return found


@reading(
    permit=READ, title=_("查看家庭照护培训名单"), subject="person",
    ids=lambda found: sorted({one.carer_id for one in found}),
)  # fmt: skip
def shown_courses(actor: Actor, *, q: str = "") -> list[CarerCourse]:
    """Return the newest courses of family carers in scope, to be shown."""
    return list(carer_courses(actor, q=q).order_by("-on", "-pk")[:COURSES])


@reading(
    permit=READ, title=_("查看家庭照护培训"), subject="person",
    ids=lambda one: [one.carer_id, one.elder_id],
)  # fmt: skip
def shown_course(actor: Actor, key: int) -> CarerCourse:
    """Return one course in scope, to be shown, or raise `NotHere`."""
    return carer_course(actor, key)


def close_to(actor: Actor, person: int, *, on: date) -> list[tuple[str, str]]:
    """Return who may be somebody's family carer, as a form's choices: living kin and household."""
    file = people.person(actor, person=person, on=on)
    found = {one.person: one.name for one in file.kin if one.died is None and one.is_reached}
    if file.household is not None:
        found |= {
            one.person: one.name for one in file.household.members
            if one.died is None and one.until is None and one.is_reached
        }  # fmt: skip
    found.pop(person, None)
    return [(str(key), name) for key, name in sorted(found.items())]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What anybody sees who scans a certificate: half the name, the course, the day."""

    name: str
    title: str
    hours: int
    on: date


@wall.lifted()  # a stranger's scan shows half a name
def carer_certificate(code: str) -> Certificate | None:
    """Return what a certificate's code stands for; None for none, or one withdrawn."""
    rows = CarerCourse.objects.filter(code=code, retracted_at=None).exclude(code=None)
    found = rows.select_related("carer").first()
    if found is None:
        return None
    name = found.carer.name
    return Certificate(name[:1] + "＊" * (len(name) - 1), found.title, found.hours, found.on)
