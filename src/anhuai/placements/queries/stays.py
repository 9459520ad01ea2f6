"""Who lives where: lists, one stay whole, and counts for plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.rules.due import months_after
from anhuai.facilities import queries as facilities
from anhuai.facilities.queries import Which
from anhuai.placements.models import (
    Absence,
    Contract,
    Hold,
    Incident,
    RiskAssessment,
    Stay,
    StayEntry,
)
from anhuai.placements.queries.applications import called
from anhuai.placements.queries.parameters import risk_months
from anhuai.placements.queries.reach import beyond, stays
from anhuai.placements.rules.words import Ending
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit

READ = Permit.PLACEMENTS_READ
STAY_ROW = (
    "pk", "person_id", "person__name", "facility_id", "facility__name", "kind", "since", "until",
    "label", "care_level", "ending", "away",
)  # fmt: skip


class WhichStays(TypedDict, total=False):
    """Which stays: running or ended, at a facility, in a place, of a kind, away."""

    state: str
    facility: int | None
    division: str
    kind: str


def listed_stays(actor: Actor, *, q: str = "", **which: Unpack[WhichStays]) -> QuerySet[Stay]:
    """Return the stays a list asks for; `state` "" those running, "ended", "away" or "all"."""
    last = Hold.objects.filter(stay=OuterRef("pk")).order_by("-turn", "-pk").values("label")[:1]
    gone = Absence.objects.filter(stay=OuterRef("pk"), until=None).values("kind")[:1]
    rows = stays(actor).annotate(label=Subquery(last), away=Subquery(gone))
    state = which.get("state", "")
    if state in ("", "away"):
        rows = rows.filter(until=None)
    if state == "away":
        rows = rows.exclude(away=None)
    if state == "ended":
        rows = rows.exclude(until=None)
    if (facility := which.get("facility")) is not None:
        rows = rows.filter(facility=facility)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("facility__division", division))
    if kind := which.get("kind"):
        rows = rows.filter(kind=kind)
    if not q:
        return rows
    own = Q(facility__operator__in=actor.scope(READ).organisations, person__name__contains=q)
    return rows.filter(Q(person__in=called(actor, q)) | own)


@reading(
    permit=READ, title=_("查看入住名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def stay_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-since",), after: str = "",
    **which: Unpack[WhichStays],
) -> Window:  # fmt: skip
    """Return one page of stays, each a row of `STAY_ROW`."""
    with beyond():
        rows = listed_stays(actor, q=q, **which)
        return window(rows, fields=STAY_ROW, order=order, after=after)


@reading(
    permit=Permit.PLACEMENTS_RUN, title=_("导出入住人员"), subject="person",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
def all_stays(actor: Actor, *, q: str = "", **which: Unpack[WhichStays]) -> list[tuple[Any, ...]]:
    """Return every stay a list asks for, each a row of `STAY_ROW`."""
    with beyond():
        rows = listed_stays(actor, q=q, **which).order_by("facility", "pk")
        return list(rows.values_list(*STAY_ROW))


def stay(actor: Actor, stay_id: int, *, permit: Permit = READ) -> Stay:
    """Return one stay in the permit's scope, or raise `NotHere`."""
    with beyond():
        rows = stays(actor, permit=permit).select_related("person", "facility")
        found = rows.filter(pk=stay_id).first()
    if found is None:
        raise NotHere("stay", stay_id)
    return found


@dataclass(frozen=True, slots=True)
class StayFile:
    """One stay whole: bed, contract, risks newest first and when they are due, its course."""

    one: Stay
    label: str
    contract: Contract | None
    risks: Sequence[RiskAssessment]
    risks_due: date | None
    absences: Sequence[Absence]
    incidents: Sequence[Incident]
    entries: Sequence[StayEntry]


@reading(
    permit=READ, title=_("查看入住记录"), subject="person", ids=lambda found: [found.one.person_id]
)
def stay_file(actor: Actor, stay_id: int, *, on: date) -> StayFile:
    """Return one stay whole, or raise `NotHere`."""
    one = stay(actor, stay_id)
    with beyond():
        held = Hold.objects.filter(stay=one).order_by("-turn", "-pk").first()
        risks = list(RiskAssessment.objects.filter(stay=one).order_by("-assessed_on", "-pk"))
        months = risk_months(on)
        return StayFile(
            one, held.label if held else "", Contract.objects.filter(stay=one).first(), risks,
            months_after(risks[0].assessed_on, months) if risks and one.until is None else None,
            list(Absence.objects.filter(stay=one).order_by("-since", "-pk")),
            list(Incident.objects.filter(stay=one).order_by("-happened_on", "-pk")),
            list(StayEntry.objects.filter(stay=one).order_by("-on", "-pk")),
        )  # fmt: skip


_HAS_ANY = RowsOf(Stay)


def stays_of_person(actor: Actor, person: int) -> list[Stay]:
    """Return a person's stays within scope, newest first."""
    if not _HAS_ANY(person):
        return []
    rows = stays(actor).filter(person=person).select_related("facility")
    return list(rows.order_by("-since", "-pk"))


@reading(
    permit=READ, title=_("查看突发事件"), subject="person",
    ids=lambda rows: sorted({one.stay.person_id for one in rows if one.stay}),
)  # fmt: skip
def incidents(actor: Actor, *, facility: int | None = None, limit: int = 200) -> list[Incident]:
    """Return the incidents of the facilities in scope, newest first."""
    own = facilities.within_scope(actor, READ)
    with beyond():
        rows = Incident.objects.filter(facility__in=own.values("pk"))
        if facility is not None:
            rows = rows.filter(facility=facility)
        chosen = rows.select_related("facility", "stay", "stay__person")
        return list(chosen.order_by("-happened_on", "-pk")[:limit])


@reading(
    permit=READ, title=_("查看在住人员名单"), subject="person", ids=lambda found: found.persons
)
def resident_names(actor: Actor, facility: int) -> "Residents":
    """Return who lives at a facility in scope now, by name, to choose from."""
    own = facilities.facility(actor, facility, permit=READ)
    with beyond():
        rows = Stay.objects.filter(facility=own, until=None).order_by("person__pinyin", "pk")
        found = list(rows.values_list("pk", "person", "person__name"))
    return Residents([row[1] for row in found], [(row[0], row[2]) for row in found])


@dataclass(frozen=True, slots=True)
class Residents:
    """Persons, and (stay, name)."""

    persons: list[int]
    named: list[tuple[int, str]]


def occupied(actor: Actor, *, on: date, **which: Unpack[Which]) -> QuerySet[Hold]:
    """Return the beds somebody lived in on a day at facilities that operated: for plans.

    Division in `place`. Reserved beds are not occupied; a resident on leave or in hospital keeps
    the bed.
    """
    rows = Hold.objects.filter(since__lte=on, stay__isnull=False)
    rows = rows.filter(Q(until=None) | Q(until__gt=on))
    own = facilities.operating(actor, on=on, **which)
    return rows.filter(facility__in=own).annotate(place=facilities.stood_at(on))


def discharged(*, since: date, on: date) -> list[int]:
    """Return who left a bed for home over [since, on] and has none now, without an actor: for rules
    over everybody, whose caller shows only whom its actor may see."""
    ended = Stay.objects.filter(ending=Ending.DISCHARGED, until__gte=since, until__lte=on)
    back = Stay.objects.filter(until=None)
    rows = ended.exclude(person__in=back.values("person")).order_by("person")
    return list(rows.values_list("person", flat=True).distinct())
