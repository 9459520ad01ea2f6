"""Nurseries over REST: what is free this minute, and the day's coming and going."""

from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.childcare import actions, queries
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()


class NurseryOut(Schema):
    """A nursery today: `short` is how many carers are missing now."""

    id: int
    facility: int
    name: str
    division: str
    classes: int
    places: int
    enrolled: int
    present: int
    waiting: int
    short: int


@router.get("/childcare/nurseries", response=list[NurseryOut], summary="托育机构")
def nurseries(request: HttpRequest, within: str = "") -> list[dict[str, Any]]:
    """The nurseries the caller reaches with today's figures; no child is named."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_READ)
    return [
        {
            "id": row.one.pk, "facility": row.one.facility_id, "name": row.one.facility.name,
            "division": row.one.facility.division, "classes": row.classes, "places": row.places,
            "enrolled": row.enrolled, "present": row.present, "waiting": row.waiting,
            "short": row.short,
        }
        for row in queries.nursery_rows(actor, on=clock.today(), division=within)
    ]  # fmt: skip


class ArrivalIn(Schema):
    """A child comes to a class, as a gate or another system saw it."""

    enrolment: int
    nursery_class: int


class AttendanceOut(Schema):
    """The attendance on record; the same arrival again is the same."""

    id: int
    day: str


@router.post("/childcare/arrivals", response=AttendanceOut, summary="登记入园")
def arrive(request: HttpRequest, given: ArrivalIn) -> dict[str, Any]:
    """Take a child in, now."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_MANAGE)
    row = actions.arrive(
        actor, enrolment=given.enrolment, nursery_class=given.nursery_class, by_code=True
    )
    return {"id": row.pk, "day": row.day.isoformat()}
