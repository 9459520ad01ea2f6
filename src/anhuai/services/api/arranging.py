"""Services arranged ahead and orders put right, over REST."""

from datetime import date, time
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.rules.arranging import MOST_TIMES, Arranged

router = Router()


def _actor(request: HttpRequest, permit: Permit) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


class ArrangementOut(Schema):
    """What is ordered for a person month by month; `service` empty: by the bed's care plan."""

    id: int
    person: int = Field(alias="person_id")
    origin: str
    bed: int | None = Field(alias="bed_id")
    service: str
    times: int
    facility: int | None = Field(alias="facility_id")
    earliest: time
    latest: time
    since: date
    until: date | None
    version: int


class ArrangedPlace(Schema):
    """One place of a month: its day, its order, or why there is none."""

    service: str
    on: date
    state: str
    why: str
    order: int | None = Field(alias="order_id")


class ArrangementWhole(Schema):
    """An arrangement with its places, the latest day first."""

    one: ArrangementOut
    places: list[ArrangedPlace]


@router.get("/arrangements/{arrangement_id}", response=ArrangementWhole, summary="一项服务安排")
def arrangement(request: HttpRequest, arrangement_id: int) -> Any:
    """One arrangement the caller reaches, with what became of each place."""
    return queries.whole_arrangement(_actor(request, Permit.ORDERS_READ), arrangement_id)


class ArrangementIn(Schema):
    """A service that a person's granted hours pay, so many times a month."""

    person: int = Field(ge=1, lt=1 << 63)
    service: str = Field(max_length=40)
    times: int = Field(ge=1, le=MOST_TIMES)
    facility: int = Field(0, ge=0, lt=1 << 63)
    earliest: time
    latest: time
    since: date


@router.post("/arrangements", response=ArrangementOut, summary="安排时长服务")
def arrange(request: HttpRequest, sent: ArrangementIn) -> Any:
    """Arrange a service; a nightly job orders it."""
    actor = _actor(request, Permit.ORDERS_MANAGE)
    told = sent.dict()
    person = told.pop("person")
    return actions.arrange(actor, person=person, arranged=Arranged(**told))


class ArrangementEnd(Schema):
    """Why an arrangement is stopped."""

    version: int
    reason: str = Field(max_length=200)


@router.post("/arrangements/{arrangement_id}/end", response=ArrangementOut, summary="停止服务安排")
def end(request: HttpRequest, arrangement_id: int, sent: ArrangementEnd) -> Any:
    """Stop an arrangement and cancel what nobody has set out for."""
    actor = _actor(request, Permit.ORDERS_MANAGE)
    return actions.end_arrangement(actor, arrangement=arrangement_id, **sent.dict())


class RedressIn(Schema):
    """How many units of a confirmed order count after all, and why."""

    units: int = Field(ge=0, le=1000)
    reason: str = Field(max_length=200)
    version: int | None = None


class RedressOut(Schema):
    """What came back: fen, minutes, how much of it has ended; `own` the provider pays back."""

    id: int = Field(alias="pk")
    fen: int
    minutes: int
    over: int
    own: int


@router.post("/orders/{order_id}/redress", response=RedressOut, summary="投诉属实，退回费用")
def redress(request: HttpRequest, order_id: int, sent: RedressIn) -> Any:
    """Let fewer units of a confirmed order count and give back what was paid too much."""
    actor = _actor(request, Permit.ORDERS_MANAGE)
    return actions.redress(
        actor, order=order_id, units=sent.units, reason=sent.reason, seen=sent.version
    )
