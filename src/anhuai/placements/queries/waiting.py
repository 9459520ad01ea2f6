"""The waiting list: recomputed from the registers each time it is shown, never stored.

The order is computed over everybody who waits (the rules look beyond an actor's area) and shown
without names; who stands behind a number is shown only to whom the application belongs.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from anhuai.assessments import queries as assessments
from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import kinds_of
from anhuai.facilities.rules import Group, Ownership
from anhuai.people import queries as people
from anhuai.placements.models import Application, Offer, Wish
from anhuai.placements.queries.parameters import rules_of
from anhuai.placements.queries.reach import beyond
from anhuai.placements.rules.priority import Facts, Rules, Standing, ordered, positions
from anhuai.placements.rules.words import Kind, Step
from anhuai.platform.acting import SYSTEM, Actor, NotHere

SCALE = "gbt42195_2022"
CODES = (
    "tekun", "dibao", "dibao_individual", "edge", "hardship_elder", "rigid_expenditure",
    "special_fp_family",
)  # fmt: skip
_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: place, number, the rule that decided, day of applying; no name."""

    place: int
    key: int
    number: str
    kind: str
    rank: int
    rule: str
    applied_on: date


def rules_today(on: date) -> Rules:
    """Return the rules and ranks of a day."""
    return rules_of(on)


def facts_of(rows: Iterable[tuple[Any, ...]], on: date) -> list[Facts]:
    """Return what the registers say of applicants: (key, person, applied on, born, kind, lives).

    Three questions to the database however many they are.
    """
    asked = list(rows)
    persons = [row[1] for row in asked]
    held = _circumstances(persons, on)
    levels = assessments.levels_on(SYSTEM, scale=SCALE, on=on, persons=persons)
    return [
        Facts(
            key=key, applied_on=applied_on, born=born, kind=Kind(kind),
            circumstances=held.get(person, {}),
            level=levels[person].level if person in levels else None,
            is_resident=bool(lives),
        )
        for key, person, applied_on, born, kind, lives in asked
    ]  # fmt: skip


def _circumstances(persons: Collection[int], on: date) -> dict[int, dict[str, str]]:
    held: dict[int, dict[str, str]] = {}
    wanted = sorted(set(persons))
    for start in range(0, len(wanted), _AT_ONCE):
        rows = people.holders(CODES, on=on, persons=wanted[start : start + _AT_ONCE])
        for person, code, grade in rows:
            held.setdefault(person, {})[code] = grade
    return held


def _waiting(facility: int | None) -> QuerySet[Application]:
    rows = Application.objects.filter(state__in=[Step.WAITING, Step.OFFERED, Step.ACCEPTED])
    if facility is None:
        return rows
    wishes = Wish.objects.filter(application=OuterRef("pk"))
    one = facilities.facility(SYSTEM, facility)
    asked = Q(Exists(wishes.filter(facility=facility)))
    if one.ownership != Ownership.PRIVATE:
        asked |= ~Q(Exists(wishes))
    passed = Offer.objects.filter(application=OuterRef("pk"), facility=facility, passes=True)
    return rows.filter(asked).exclude(Exists(passed))


_COLUMNS = ("pk", "person_id", "applied_on", "person__born", "kind", "person__division")


def standings_on(on: date, *, facility: int | None = None) -> list[Standing]:
    """Return the order of everybody who waits (for a facility), the next first."""
    with beyond():
        rows = _waiting(facility).values_list(*_COLUMNS)
        return ordered(facts_of(rows, on), rules_of(on))


def waiting_lines(on: date, *, facility: int | None = None) -> list[Line]:
    """Return the list as it is published: numbers and rules, no names."""
    order = standings_on(on, facility=facility)
    with beyond():
        rows = Application.objects.filter(pk__in=[one.key for one in order])
        told = {pk: (number, kind) for pk, number, kind in rows.values_list("pk", "number", "kind")}
    return [
        Line(place, one.key, *told[one.key], one.rank, one.code, one.applied_on)
        for place, one in enumerate(order, 1)
    ]


def published_list(facility: int, *, on: date) -> tuple[str, list[Line]]:
    """Return a public institution's name and list for anybody, or raise `NotHere`."""
    one = facilities.facility(SYSTEM, facility)
    residential = one.kind in kinds_of(Group.ELDERLY_RESIDENTIAL)
    if one.ownership == Ownership.PRIVATE or not residential:
        raise NotHere("facility", facility)
    return one.name, waiting_lines(on, facility=facility)


def nursing_of(facility: int, *, on: date) -> set[str]:
    """Return the labels of a facility's nursing beds on a day."""
    return facilities.nursing_labels(facility, on=on)


def line_of(application: Application, on: date) -> dict[int | None, int]:
    """Return an applicant's place in the whole county's list (None) and at each wish."""
    found: dict[int | None, int] = {}
    wishes = list(Wish.objects.filter(application=application).values_list("facility", flat=True))
    for facility in (None, *wishes):
        place = positions(standings_on(on, facility=facility)).get(application.pk)
        if place is not None:
            found[facility] = place
    return found


def next_of(
    actor: Actor, facility: int, on: date, *, nursing: bool, kinds: Collection[Kind] = ()
) -> list[Standing]:
    """Return who is to be offered a bed, in order: those who wait and are not already offered one.

    Who needs a nursing bed is passed over for another bed.
    """
    del actor  # the caller's action has checked the facility
    rows = Application.objects.filter(state=Step.WAITING)
    if not nursing:
        rows = rows.filter(nursing=False)
    if kinds:
        rows = rows.filter(kind__in=[str(one) for one in kinds])
    fit = set(rows.values_list("pk", flat=True))
    return [one for one in standings_on(on, facility=facility) if one.key in fit]
