"""Reach by village and scenarios over REST."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.platform import county
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.siting import queries
from anhuai.siting.rules import AIMS, Pace, Subject

router = Router()


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
