"""Divisions over REST."""

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
