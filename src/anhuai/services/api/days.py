"""A provider's day over REST: the routes in force or drafted, how even they are."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.platform.acting import NotHere
from anhuai.platform.requests import ActorRequest
from anhuai.services import queries

router = Router()


class DayStopOut(Schema):
    """An order on a route: minutes of the day."""

    order: int
    begins: int
    ends: int


class DayRouteOut(Schema):
    """A worker's route; `back` is the minute of the day, `travel` the estimated minutes."""

    worker: int
    travel: int
    back: int
    stops: list[DayStopOut]


class DayLeftOut(Schema):
    """An order on nobody's route, and why."""

    order: int
    why: str


class DayPlanOut(Schema):
    """A day's newest plan. `evenness` is empty where least travel alone was asked for."""

    version: int
    state: str
    travel: int
    evenness: dict[str, int]
    routes: list[DayRouteOut]
    left: list[DayLeftOut]


@router.get("/routes/{organisation}/{on}", response=DayPlanOut, summary="服务商的当日路线")
def day(request: HttpRequest, organisation: int, on: date) -> dict[str, Any]:
    """Return a provider's day as it was last planned, of the orders the caller reaches."""
    actor = cast("ActorRequest", request).actor
    found = queries.day_plan(actor, organisation, on=on)
    if found is None:
        raise NotHere("day_plan", organisation)
    return {
        "version": found.plan.version, "state": found.plan.state, "travel": found.plan.travel,
        "evenness": found.plan.evenness,
        "routes": [
            {
                "worker": route.worker_id, "travel": route.travel, "back": route.back,
                "stops": [
                    {"order": one.order_id, "begins": one.begins, "ends": one.ends}
                    for one in stops
                ],
            }
            for route, stops in found.routes
        ],
        "left": [{"order": one.order_id, "why": one.why} for one in found.left],
    }  # fmt: skip
