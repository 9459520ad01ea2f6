"""Visits over REST: reading them, the month's rate, and putting one on record."""

from datetime import date
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anhuai.kernel.months import Month
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.forms.visits import VisitIn, visited

router = Router()


class VisitOut(Schema):
    """A visit on record; `doubts` say what somebody should look at."""

    id: int
    person: int
    name: str
    place: str
    on: date
    mode: str
    outcome: str
    visitor: str
    confirmed: str
    doubts: list[str]


class VisitPage(Schema):
    """A page of visits; `next` goes into `after`."""

    items: list[VisitOut]
    next: str


@router.get("/visits", response=VisitPage, summary="探访记录")
def visits(
    request: HttpRequest,
    within: str = "",
    outcome: str = "",
    since: date | None = None,
    last: date | None = None,
    after: str = "",
) -> dict[str, Any]:
    """Visits the caller reaches, in order of id; withdrawn ones are left out."""
    actor = cast("ActorRequest", request).actor
    seen = queries.visit_page(
        actor, order=["pk"], after=after, division=within, outcome=outcome, since=since, last=last
    )
    names = tuple(VisitOut.model_fields)
    items = [dict(zip(names, row[: len(names)], strict=True)) for row in seen.rows]
    return {"items": items, "next": seen.next}


class RateOut(Schema):
    """The month of a town or village: who counts, who was visited; percent "" where nobody."""

    division: str
    name: str
    listed: int
    visited: int
    percent: str


@router.get("/visits/rates", response=list[RateOut], summary="月探访率")
def rates(
    request: HttpRequest, on: date, by: Annotated[Literal["town", "village"], Query()] = "town"
) -> list[dict[str, Any]]:
    """The rate of a day's month up to that day, by town or village."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.VISITS_READ)
    found = queries.rates(actor, month=Month.of(on), on=on, width=12 if by == "village" else 9)
    return [{name: getattr(one, name) for name in RateOut.model_fields} for one in found]


class VisitRecorded(Schema):
    """The record a visit became; the same visit again is the same record."""

    id: int


@router.post("/visits", response=VisitRecorded, summary="登记探访")
def record(request: HttpRequest, visit: VisitIn) -> dict[str, Any]:
    """Put a visit of the caller's on record, once."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.VISITS_CONDUCT)
    made = actions.record(actor, visited=visited(visit))
    return {"id": made.pk}
