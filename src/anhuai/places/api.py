"""Divisions over REST."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.places import queries
from anhuai.platform import clock
from anhuai.platform.listing import window
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()


class DivisionOut(Schema):
    """A division."""

    code: str
    name: str
    level: int
    is_urban: bool | None


class DivisionPage(Schema):
    """A page of divisions; `next` goes into `after`."""

    items: list[DivisionOut]
    next: str


@router.get("/divisions", response=DivisionPage, summary="地区名录")
def divisions(request: HttpRequest, within: str = "", after: str = "") -> dict[str, Any]:
    """Divisions the caller reaches, in order of code."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.PLACES_READ)
    found = queries.divisions(actor, on=clock.today(), division=within)
    fields = ("pk", "code", "name", "level", "is_urban")
    seen = window(found, fields=fields, order=["code"], after=after)
    items = [dict(zip(fields[1:], row[1:], strict=True)) for row in seen.rows]
    return {"items": items, "next": seen.next}


class SuccessionOut(Schema):
    """What a unit goes on in; the share of it that does, 1 for the whole."""

    old: str
    new: str
    name: str
    share: Decimal
    is_heir: bool


class ReformOut(Schema):
    """A merger, split, new name or new code of divisions, in force from a day."""

    id: int
    kind: str
    state: str
    on: date
    document: str
    successions: list[SuccessionOut]


class ReformPage(Schema):
    """A page of reforms; `next` goes into `after`."""

    items: list[ReformOut]
    next: str


def _reform(found: Any) -> dict[str, Any]:
    return {
        "id": found.pk, "kind": found.kind, "state": found.state, "on": found.on,
        "document": found.document, "successions": queries.successions(found),
    }  # fmt: skip


@router.get("/reforms", response=ReformPage, summary="区划变更")
def reforms(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """Reforms that touch the caller's divisions, in order of their days."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.PLACES_READ)
    found = queries.reforms(actor)
    seen = window(found, fields=("pk",), order=["on"], after=after)
    by_key = {one.pk: one for one in found.filter(pk__in=seen.ids)}
    return {"items": [_reform(by_key[pk]) for pk in seen.ids], "next": seen.next}


@router.get("/reforms/{reform_id}", response=ReformOut, summary="一项区划变更")
def reform(request: HttpRequest, reform_id: int) -> dict[str, Any]:
    """One reform that touches the caller's divisions."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.PLACES_READ)
    return _reform(queries.reform(actor, reform_id))
