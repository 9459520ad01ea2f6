"""What the norms ask of elder-care premises for each 100 households, and what is missing.

`area` says what the square metres are of (standards/05 §1): land, building or indoor floor are
three different things, and a figure of one never meets a norm of another.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from anhuai.kernel.confidence import Basis as Source

_CENT: Final = Decimal("0.01")


class AreaBasis(StrEnum):
    """What an area is measured of."""

    BUILDING = "building"
    LAND = "land"
    INDOOR = "indoor_floor"
    UNSTATED = "unstated"


class Applies(StrEnum):
    """Which homes a norm is for."""

    NEW = "new"
    EXISTING = "existing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """Square metres of premises for each 100 households, in one jurisdiction.

    `rate` is what is required at least; `upto` the upper end where the document gives a range.
    """

    title: str
    title_en: str
    applies: Applies
    area: AreaBasis
    rate: Decimal
    upto: Decimal | None = None
    least_m2: Decimal | None = None
    basis: Source

    def __post_init__(self) -> None:
        if self.rate <= 0 or (self.upto is not None and self.upto < self.rate):
            raise ValueError(f"{self.title}: a rate above nothing, and a range that rises")


@dataclass(frozen=True, slots=True)
class Stated:
    """A shortfall a document states in one figure, against which its own norm can be held."""

    shortfall_m2: Decimal
    people: int | None
    on: date
    basis: Source


def required_m2(units: int, rate: Decimal, *, least: Decimal | None = None) -> Decimal:
    """Return what so many households need: nothing for none, else at least the least single area.

    >>> required_m2(1000, Decimal(20))
    Decimal('200.00')
    """
    if units <= 0:
        return Decimal("0.00")
    needed = (units * rate / 100).quantize(_CENT, rounding=ROUND_HALF_UP)
    return max(needed, least) if least is not None else needed


def shortfall_m2(required: Decimal, existing: Decimal) -> Decimal:
    """Return what is missing; a surplus is no negative shortfall."""
    return max(Decimal("0.00"), required - existing)


def implied_units(shortfall: Decimal, rate: Decimal) -> int:
    """Return how many households at least a shortfall implies, were nothing there at all.

    >>> implied_units(Decimal("1900.6"), Decimal(20))
    9503
    """
    return int((shortfall * 100 / rate).to_integral_value(rounding=ROUND_CEILING))


class Due(StrEnum):
    """What is wrong with a housing project's premises (四同步: planned, built, accepted, delivered
    together with the homes)."""

    SMALL_PLAN = "small_plan"
    SMALL = "small"
    NOT_ACCEPTED = "not_accepted"
    LATE_HANDOVER = "late_handover"
    NOT_HANDED = "not_handed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """A housing project and its elder-care premises; areas as the norm measures them."""

    name: str
    division: str
    dwellings: int
    promised_m2: Decimal
    developer: str = ""
    delivered_m2: Decimal | None = None
    planned_on: date | None = None
    built_on: date | None = None
    accepted_on: date | None = None
    handed_on: date | None = None
    completed_on: date | None = None
    facility: int | None = None


def lateness(
    one: ProjectFacts, *, required: Decimal, handover_by: date | None, on: date
) -> list[Due]:
    """Return what is wrong on a day; `handover_by` is the last day to hand the premises over."""
    found = []
    if one.promised_m2 < required:
        found.append(Due.SMALL_PLAN)
    if one.delivered_m2 is not None and one.delivered_m2 < required:
        found.append(Due.SMALL)
    done = one.completed_on is not None and one.completed_on <= on
    accepted = one.accepted_on is not None and one.accepted_on <= on
    if done and (not accepted or (one.accepted_on or on) > (one.completed_on or on)):
        found.append(Due.NOT_ACCEPTED)
    handed = one.handed_on if one.handed_on is not None and one.handed_on <= on else None
    if handover_by is not None and done:
        if handed is None and on > handover_by:
            found.append(Due.NOT_HANDED)
        elif handed is not None and handed > handover_by:
            found.append(Due.LATE_HANDOVER)
    return found
