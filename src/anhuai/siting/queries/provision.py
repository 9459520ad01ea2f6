"""Premises against norms: by town what is required, what is there, what is missing; housing
projects with what they owe, community rooms and what part serves elders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Substr

from anhuai.assessments.rules.due import months_after
from anhuai.facilities import queries as facilities
from anhuai.facilities.rules import Group
from anhuai.kernel.divisions import Level
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import parameters, wall
from anhuai.platform.acting import SYSTEM, Actor, NotHere, in_subtree
from anhuai.platform.permits import Permit
from anhuai.siting.models import CommunityRoom, HousingProject
from anhuai.siting.queries.norms import norm_for, stated_for
from anhuai.siting.rules import (
    Applies,
    AreaBasis,
    Due,
    Norm,
    ProjectFacts,
    Stated,
    implied_units,
    lateness,
    required_m2,
    shortfall_m2,
)

READ = Permit.SITING_READ
NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Provided:
    """One town: its households, the square metres they need and have; `upto` the range's upper
    end. `unmeasured` facilities have no area on record: the shortfall may be smaller."""

    code: str
    name: str
    households: int
    required: Decimal
    upto: Decimal | None
    existing: Decimal
    facilities: int
    unmeasured: int
    small: int

    @property
    def shortfall(self) -> Decimal:
        """Return what is missing of what is required at least."""
        return shortfall_m2(self.required, self.existing)

    @property
    def shortfall_upto(self) -> Decimal | None:
        """Return what is missing of the range's upper end."""
        return None if self.upto is None else shortfall_m2(self.upto, self.existing)


@dataclass(frozen=True, slots=True)
class Held:
    """A stated shortfall held against the norm and the register: households it implies at least,
    at the norm's lower and upper rate, beside the people and households there are."""

    stated: Stated
    most: int
    least: int
    households: int

    @property
    def contradicts(self) -> bool:
        """Whether even the smaller number of households is more than the register has."""
        return self.least > self.households


@dataclass(frozen=True, slots=True)
class Provision:
    """A county against the norm for homes that stand: its towns, and what its plan states."""

    norm: Norm
    towns: Sequence[Provided]
    held: Held | None

    @property
    def shortfall(self) -> Decimal:
        """Return the towns' shortfalls together: one town's surplus is no use to another."""
        return sum((one.shortfall for one in self.towns), NONE)

    @property
    def households(self) -> int:
        """Return the households of the towns shown."""
        return sum(one.households for one in self.towns)


@wall.lifted()  # sums by town, of no person
def provision(actor: Actor, *, on: date, division: str) -> Provision:
    """Return the towns of a county that the permit reaches against the norm for existing homes."""
    scope = actor.scope(READ)
    norm = norm_for(division, Applies.EXISTING, on=on)
    homes = _households(on, division)
    stock = _stock(on, division, norm)
    towns = places.divisions(SYSTEM, on=on, level=Level.TOWN, division=division)
    codes = sorted(towns.values_list("code", flat=True))
    rows = [
        _provided(code, homes.get(code, 0), stock.get(code, []), norm)
        for code in codes if scope.covers(code)
    ]  # fmt: skip
    stated = stated_for(division) if scope.covers(division) else None
    held = _held(stated, norm, sum(homes.values())) if stated else None
    return Provision(norm, rows, held)


def _households(on: date, division: str) -> Mapping[str, int]:
    rows = people.households(SYSTEM, on=on, division=division).order_by()
    counted = rows.annotate(town=Substr("place", 1, 9)).values("town").annotate(n=Count("pk"))
    return {row["town"]: row["n"] for row in counted}


def _stock(on: date, division: str, norm: Norm) -> dict[str, list[Decimal | None]]:
    column = "land_area" if norm.area is AreaBasis.LAND else "building_area"
    if norm.area is AreaBasis.INDOOR:  # indoor floor is on no record: never another area instead
        column = ""
    found: dict[str, list[Decimal | None]] = {}
    rows = facilities.operating(SYSTEM, on=on, group=Group.ELDERLY_COMMUNITY, division=division)
    for one in rows:
        area = getattr(one, column) if column else None
        found.setdefault(one.place[: Level.TOWN], []).append(area)  # type: ignore[attr-defined]
    return found


def _provided(
    code: str, homes: int, areas: Sequence[Decimal | None], norm: Norm
) -> Provided:  # fmt: skip
    known = [one for one in areas if one is not None]
    upto = None if norm.upto is None else required_m2(homes, norm.upto)
    least = norm.least_m2
    return Provided(
        code, places.name_of(code), homes, required_m2(homes, norm.rate), upto,
        sum(known, NONE), len(areas), len(areas) - len(known),
        sum(1 for one in known if least is not None and one < least),
    )  # fmt: skip


def _held(stated: Stated, norm: Norm, households: int) -> Held:
    top = norm.upto or norm.rate
    return Held(
        stated, implied_units(stated.shortfall_m2, norm.rate),
        implied_units(stated.shortfall_m2, top), households,
    )  # fmt: skip


def projects(actor: Actor, *, permit: Permit = READ) -> QuerySet[HousingProject]:
    """Return the housing projects in the permit's divisions."""
    actor.require(permit)
    return HousingProject.objects.filter(actor.scope(permit).within("division"))


def project(actor: Actor, key: int, *, permit: Permit = READ) -> HousingProject:
    """Return one housing project in scope, or raise `NotHere`."""
    found = projects(actor, permit=permit).select_related("facility").filter(pk=key).first()
    if found is None:
        raise NotHere("housing_project", key)
    return found


def completed_projects(
    actor: Actor, *, on: date, division: str, compliant: bool | None = None
) -> QuerySet[HousingProject]:
    """Return the projects whose homes were completed by a day: for plans.

    Compliant is one whose premises were handed over by that day and are as large as required.
    """
    rows = projects(actor).filter(in_subtree("division", division), completed_on__lte=on)
    good = Q(handed_on__lte=on, delivered_m2__gte=F("required_m2"))
    if compliant is None:
        return rows
    return rows.filter(good) if compliant else rows.exclude(good)


def facts_of(one: HousingProject) -> ProjectFacts:
    """Return a project's facts."""
    return ProjectFacts(
        name=one.name, division=one.division, dwellings=one.dwellings,
        promised_m2=one.promised_m2, developer=one.developer, delivered_m2=one.delivered_m2,
        planned_on=one.planned_on, built_on=one.built_on, accepted_on=one.accepted_on,
        handed_on=one.handed_on, completed_on=one.completed_on, facility=one.facility_id,
    )  # fmt: skip


def handover_by(one: HousingProject, *, on: date) -> date | None:
    """Return the last day to hand a project's premises over; None before the homes are done."""
    if one.completed_on is None:
        return None
    return months_after(one.completed_on, parameters.value("siting.handover_months", on=on))


def dues_of(one: HousingProject, *, on: date) -> list[Due]:
    """Return what is wrong with a project's premises on a day."""
    by = handover_by(one, on=on)
    return lateness(facts_of(one), required=one.required_m2, handover_by=by, on=on)


def rooms(actor: Actor, *, permit: Permit = READ) -> QuerySet[CommunityRoom]:
    """Return the community premises in the permit's divisions."""
    actor.require(permit)
    return CommunityRoom.objects.filter(actor.scope(permit).within("division"))


def room(actor: Actor, key: int, *, permit: Permit = READ) -> CommunityRoom:
    """Return one of the community premises in scope, or raise `NotHere`."""
    found = rooms(actor, permit=permit).select_related("facility").filter(pk=key).first()
    if found is None:
        raise NotHere("community_room", key)
    return found


def rooms_on(
    actor: Actor, *, on: date, division: str, free_for_elders: bool | None = None
) -> QuerySet[CommunityRoom]:
    """Return the community premises there were on a day: for plans; columns area, elders_m2."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    rows = rooms(actor).filter(held, in_subtree("division", division))
    free = Q(is_free=True, elders_m2__gt=0)
    if free_for_elders is None:
        return rows
    return rows.filter(free) if free_for_elders else rows.exclude(free)


def largest_rooms(actor: Actor, *, on: date, division: str) -> dict[str, Decimal]:
    """Return by village the largest community premises there were on a day; those on record."""
    rows = rooms_on(actor, on=on, division=division).order_by()
    return dict(rows.values_list("division").annotate(most=Max("area")))
