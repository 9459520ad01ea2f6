"""What is written down about a facility and its works, as actions take it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from anhuai.facilities.rules.words import BodyKind, Ownership, WorksKind


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityFacts:
    """What is written down about a facility beside its dated facts."""

    name: str
    division: str
    ownership: Ownership
    tier: str = ""
    address: str = ""
    social_credit_code: str = ""
    phone: str = ""
    land_area: Decimal | None = None
    building_area: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFacts:
    """What is written down about an organisation."""

    name: str
    kind: BodyKind
    division: str
    since: date
    social_credit_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksFacts:
    """Building works: what was done, when it started and was accepted, and what it delivered."""

    kind: WorksKind
    started: date | None = None
    accepted: date | None = None
    beds: int = 0
    nursing_beds: int = 0
    area: Decimal | None = None
    barrier_free: bool | None = None
