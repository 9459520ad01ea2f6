"""Reach by village and scenarios over REST."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.platform import clock, county
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.siting import queries
from anhuai.siting.api.premises import router as _more
from anhuai.siting.rules import AIMS, VARIANTS, Pace, Subject

router = Router()
router.add_router("", _more)


class VillageOut(Schema):
    """One village: people of the subject, how many reach it by road and by circle; null is out
    of every road's reach."""

    division: str
    people: int
    network: int
    circle: int
    nearest_m: int | None
    per_100: float | None
    unplaced: int


class AccessOut(Schema):
    """The newest measurement of a subject; `basis` says whether the roads are real."""

    on: date | None
    basis: str
    metres: float
    items: list[VillageOut]


@router.get("/siting/access", response=AccessOut, summary="各村可达性")
def access(
    request: HttpRequest,
    subject: Subject = Subject.ELDER_CARE,
    pace: Pace = Pace.SLOW,
    within: str = "",
) -> dict[str, Any]:
    """Villages the caller reaches, in order of their codes."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.SITING_READ)
    found = queries.latest(county.code(), subject=subject, pace=pace)
    if found is None:
        return {"on": None, "basis": "", "metres": 0, "items": []}
    rows = queries.ranked(
        queries.villages(actor, found.pk, division=within), AIMS[subject].whom
    ).order_by("division")
    names = ("division", "people", "near", "round", "nearest_m", "per_100", "unplaced")
    items = [
        dict(zip(VillageOut.model_fields, row, strict=True)) for row in rows.values_list(*names)
    ]
    return {
        "on": found.on, "basis": found.network.basis, "metres": found.reach_dm / 10,
        "items": items,
    }  # fmt: skip


class ProvisionOut(Schema):
    """One town against the norm, in square metres of what `area` says; `unmeasured` facilities
    have no area on record."""

    division: str
    households: int
    required: float
    existing: float
    shortfall: float
    unmeasured: int


class ProvisionsOut(Schema):
    """The norm for homes that stand, and the towns against it."""

    on: date
    norm: str
    area: str
    rate: float
    items: list[ProvisionOut]


@router.get("/siting/provision", response=ProvisionsOut, summary="养老服务设施配建")
def provision(request: HttpRequest) -> dict[str, Any]:
    """Towns the caller reaches, in order of their codes."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.SITING_READ)
    today = clock.today()
    found = queries.provision(actor, on=today, division=county.code())
    items = [
        {
            "division": one.code, "households": one.households, "required": one.required,
            "existing": one.existing, "shortfall": one.shortfall, "unmeasured": one.unmeasured,
        }
        for one in found.towns
    ]  # fmt: skip
    return {
        "on": today, "norm": found.norm.title, "area": found.norm.area, "rate": found.norm.rate,
        "items": items,
    }  # fmt: skip


class NeedOut(Schema):
    """One area in a year: an estimate; `levels` are moderate, severe and complete loss of ability
    among elders with a level on record."""

    code: str
    year: int
    total: float
    elders: float
    oldest: float
    toddlers: float
    levels: list[float]
    beds: int
    nursing: int
    places: int


class DemandOut(Schema):
    """A projection; `estimate` is always true."""

    estimate: bool = True
    base: date
    variant: str
    items: list[NeedOut]


@router.get("/siting/demand", response=DemandOut, summary="需求预测（估计）")
def demand(request: HttpRequest, variant: str = "medium", year: int = 0) -> dict[str, Any]:
    """The towns the caller reaches, and the county where it reaches all; a year or every year."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.SITING_READ)
    chosen = variant if variant in VARIANTS else "medium"
    found = queries.demand(actor, on=clock.today(), division=county.code(), variant=chosen)
    rows = [*found.county, *(one for town in found.towns.values() for one in town)]
    names = NeedOut.model_fields
    items = [
        {name: getattr(one, name) for name in names} | {"levels": list(one.levels)}
        for one in rows if year in (0, one.year)
    ]  # fmt: skip
    return {"base": found.base, "variant": found.variant, "items": items}
