"""Beds by state on any day, and what institutions report held against it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import kinds_of
from anhuai.facilities.rules import Group
from anhuai.placements.models import Absence, DailyReport, Hold, Stay
from anhuai.placements.queries.reach import beyond
from anhuai.placements.rules.beds import BedFact, Board, HoldFact, Known, board
from anhuai.placements.rules.words import BedState
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.permits import Permit

READ = Permit.PLACEMENTS_READ
_HOLDS = ("label", "since", "until", "offer_id", "pk")


def institutions(actor: Actor, *, on: date, permit: Permit = READ) -> QuerySet[Any]:
    """Return the facilities with beds that the permit reaches and that operate on a day."""
    group = Group.ELDERLY_RESIDENTIAL
    rows = facilities.within_scope(actor, permit)
    return facilities.with_status(rows.filter(kind__in=kinds_of(group)), on, ("operating",))


def facility_in_scope(actor: Actor, key: int, *, permit: Permit = READ) -> Any:
    """Return one facility with beds that the permit reaches, or raise `NotHere`."""
    found = facilities.facility(actor, key, permit=permit)
    if found.kind not in kinds_of(Group.ELDERLY_RESIDENTIAL):
        raise NotHere("facility", key)
    return found


def board_of(facility: int, on: date) -> Board:
    """Return the state of every bed of a facility on a day; its caller has checked the scope."""
    beds = bed_facts(facility, on).values()
    return board(beds, _holds(Q(facility=facility), on), on)


def bed_facts(facility: int, on: date) -> dict[str, BedFact]:
    """Return what each bed of a facility was on a day; its caller has checked the scope."""
    return {
        label: BedFact(label, in_service, nursing, room)
        for label, in_service, nursing, room in facilities.beds_at(facility, on=on)
    }


def _holds(which: Q, on: date) -> list[HoldFact]:
    rows = Hold.objects.filter(which, since__lte=on).filter(Q(until=None) | Q(until__gt=on))
    return [
        HoldFact(label, since, until, offer is not None, key)
        for label, since, until, offer, key in rows.order_by("pk").values_list(*_HOLDS)
    ]


def free_beds(facility: int, on: date) -> list[str]:
    """Return the labels of the free beds of a facility on a day, in their order."""
    now = board_of(facility, on)
    return [label for label, state in now.states.items() if state is BedState.FREE]


@dataclass(frozen=True, slots=True)
class Resident:
    """Who is in a bed, for the board."""

    stay: int
    person: int
    name: str
    since: date
    away: str
    version: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A facility's beds on a day with who is in them, by label; who is here by day only."""

    facility: Any
    on: date
    board: Board
    facts: Mapping[str, BedFact]
    residents: Mapping[str, Resident]
    by_day: int


@reading(
    permit=READ, title=_("查看床位图"), subject="person",
    ids=lambda found: sorted({one.person for one in found.residents.values()}),
)  # fmt: skip
def shown_board(actor: Actor, facility: int, *, on: date) -> Shown:
    """Return the bed board of a facility in scope on a day, or raise `NotHere`."""
    found = facility_in_scope(actor, facility)
    facts = bed_facts(facility, on)
    now = board(facts.values(), _holds(Q(facility=facility), on), on)
    stays = {hold.key: label for label, hold in now.holds.items() if not hold.reserved}
    return Shown(
        found, on, now, facts, _residents(stays, on),
        _living(facility, on).filter(kind="day_care").count(),
    )  # fmt: skip


def _residents(stays: Mapping[int, str], on: date) -> dict[str, Resident]:
    away = dict(
        Absence.objects.filter(
            Q(until=None) | Q(until__gt=on), stay__holds__in=list(stays), since__lte=on
        ).values_list("stay", "kind")
    )
    fields = (
        "pk", "stay", "stay__person", "stay__person__name", "stay__since", "stay__version",
    )  # fmt: skip
    with beyond():
        rows = list(Hold.objects.filter(pk__in=list(stays)).values_list(*fields))
    return {
        stays[key]: Resident(stay, person, name, since, away.get(stay, ""), version)
        for key, stay, person, name, since, version in rows
    }


def _living(facility: int, on: date) -> QuerySet[Stay]:
    rows = Stay.objects.filter(facility=facility, since__lte=on)
    return rows.filter(Q(until=None) | Q(until__gt=on))


def known_on(facility: int, on: date) -> Known:
    """Return what the records say of a facility on a day: what a report is held against."""
    now = board_of(facility, on)
    with beyond():
        here = _living(facility, on).exclude(kind="day_care")
        away = Absence.objects.filter(stay__in=here, since__lte=on)
        gone = away.filter(Q(until=None) | Q(until__gt=on)).values("stay").distinct().count()
        living = here.count()
    return Known(
        beds=now.beds, open_beds=now.open_beds, residents=living, away=gone,
        free=now.count(BedState.FREE),
    )  # fmt: skip


def reports(actor: Actor, *, on: date, division: str = "") -> list[dict[str, Any]]:
    """Return each institution's figures of a day: beds by state, the report, what differs."""
    found = institutions(actor, on=on)
    if division:
        found = found.filter(in_subtree("division", division))
    rows = list(found.order_by("division", "pk").values("pk", "name", "division", "ownership"))
    keys = [row["pk"] for row in rows]
    counted = counted_beds(keys, on)
    told = {one.facility_id: one for one in DailyReport.objects.filter(on=on, facility__in=keys)}
    late = _last_reports(keys, on)
    return [
        row | counted[row["pk"]] | {"report": told.get(row["pk"]), "last": late.get(row["pk"])}
        for row in rows
    ]


def all_reports(actor: Actor, *, on: date | None, division: str = "") -> list[DailyReport]:
    """Return the reports of a day (None: of the last 31) of the institutions in scope, newest
    first."""
    found = facilities.within_scope(actor, READ)
    if division:
        found = found.filter(in_subtree("division", division))
    rows = DailyReport.objects.filter(facility__in=found.values("pk"))
    if on is None:
        rows = rows.filter(on__gt=clock.today() - timedelta(days=31))
    else:
        rows = rows.filter(on=on)
    return list(rows.select_related("facility").order_by("-on", "facility__division", "facility"))


def _last_reports(keys: Collection[int], on: date) -> dict[int, date]:
    since = on - timedelta(days=400)
    rows = DailyReport.objects.filter(facility__in=keys, on__lte=on, on__gte=since)
    found: dict[int, date] = {}
    for facility, day in rows.order_by("on").values_list("facility", "on"):
        found[facility] = day
    return found


def free_counts(keys: Collection[int], *, on: date) -> dict[int, int]:
    """Return how many beds of some facilities are free on a day, reserved ones not counted.

    Numbers only, without an actor: for the public map, which nobody signs in for. A facility of
    which nobody ever recorded a stay or a report is left out: all its beds would seem free.
    """
    lived_in = Hold.objects.filter(facility__in=keys, stay__isnull=False)
    known = set(lived_in.order_by().values_list("facility", flat=True).distinct())
    known |= set(DailyReport.objects.filter(facility__in=keys).values_list("facility", flat=True))
    counted = counted_beds(sorted(known), on)
    return {key: one[str(BedState.FREE)] for key, one in counted.items() if one["beds"]}


def counted_beds(keys: Collection[int], on: date) -> dict[int, dict[str, Any]]:
    """Count the beds of facilities by state in three questions; the four always add up.

    Its caller has checked the facilities.
    """
    beds: dict[int, list[BedFact]] = {key: [] for key in keys}
    for facility, label, in_service in facilities.beds_of(keys, on=on):
        beds[facility].append(BedFact(label, in_service))
    holds: dict[int, list[HoldFact]] = {key: [] for key in keys}
    rows = Hold.objects.filter(facility__in=keys, since__lte=on)
    rows = rows.filter(Q(until=None) | Q(until__gt=on)).order_by("pk")
    for facility, label, since, until, offer, key in rows.values_list("facility", *_HOLDS):
        holds[facility].append(HoldFact(label, since, until, offer is not None, key))
    found = {}
    for key in keys:
        now = board(beds[key], holds[key], on)
        found[key] = {
            "beds": now.beds, "odd": now.odd, "open": now.open_beds,
            **{str(state): now.count(state) for state in BedState},
        }  # fmt: skip
    return found
