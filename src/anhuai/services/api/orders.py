"""Orders over REST, for hotlines that order and providers that run a system of their own."""

from datetime import date, datetime, time
from typing import Any, Literal, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.forms.orders import OrderIn, ToldIn, told, wanted
from anhuai.services.rules.ordering_words import Confirmed, Moment

router = Router()


def _actor(request: HttpRequest, permit: Permit) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


class CareOut(Schema):
    """A service that may be ordered: its unit, how long one takes, its steps."""

    code: str
    title: str
    unit: str
    minutes: int
    steps: list[str]


@router.get("/orders/services", response=list[CareOut], summary="服务目录")
def services(request: HttpRequest) -> list[dict[str, Any]]:
    """The services that may be ordered."""
    _actor(request, Permit.ORDERS_READ)
    return [
        {"code": code, "title": one.title, "unit": one.unit.value, "minutes": one.minutes,
         "steps": [step.code for step in one.steps]}
        for code, one in CARE.items()
    ]  # fmt: skip


class OrderOut(Schema):
    """An order; `amount` is in fen, `state` one of the states of orders."""

    id: int
    number: str
    person: int = Field(alias="person_id")
    name: str = Field(alias="person.name")
    service: str
    division: str
    spot: str
    longitude: float | None
    latitude: float | None
    facility: int | None = Field(alias="facility_id")
    worker: int | None = Field(alias="worker_id")
    wanted_on: date
    earliest: time
    latest: time
    minutes: int
    units: int
    unit_price: int
    amount: int
    state: str
    note: str
    started_at: datetime | None
    done_at: datetime | None
    confirmed_at: datetime | None
    doubts: list[str]
    version: int


class OrderPage(Schema):
    """A page of orders; `next` goes into `after`."""

    items: list[OrderOut]
    next: str


@router.get("/orders", response=OrderPage, summary="服务订单")
def orders(
    request: HttpRequest, within: str = "", state: str = "", since: date | None = None,
    last: date | None = None, after: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Orders the caller reaches, in order of id: a provider's own, or those of an area."""
    actor = _actor(request, Permit.ORDERS_READ)
    seen = queries.order_page(
        actor, order=["pk"], after=after, division=within, state=state, since=since, last=last
    )
    return {"items": queries.orders_by([row[0] for row in seen.rows]), "next": seen.next}


@router.get("/orders/{order_id}", response=OrderOut, summary="一张服务订单")
def order(request: HttpRequest, order_id: int) -> Any:
    """One order the caller reaches."""
    actor = _actor(request, Permit.ORDERS_READ)
    return queries.whole_order(actor, order_id).one


class OrderMoved(Schema):
    """Where an order stands now."""

    id: int
    number: str
    state: str
    version: int


@router.post("/orders", response=OrderMoved, summary="下服务订单")
def place(request: HttpRequest, sent: OrderIn) -> Any:
    """Order a service for a person in reach, once."""
    actor = _actor(request, Permit.ORDERS_PLACE)
    return actions.place(actor, wanted=wanted(sent), service=sent.service, through="api")


class AnswerIn(Schema):
    """A provider's answer: `worker` who goes (0: not yet known), or why it is refused."""

    worker: int = Field(0, ge=0, lt=1 << 63)
    reason: str = Field("", max_length=200)
    version: int | None = None


@router.post("/orders/{order_id}/{answer}", response=OrderMoved, summary="接单、派人、退单")
def answer(
    request: HttpRequest, order_id: int, answer: Literal["accept", "assign", "refuse", "set_out"],
    sent: AnswerIn,
) -> Any:  # fmt: skip
    """Accept or refuse an order of the caller's organisation, say who goes, or set out."""
    actor = _actor(request, Permit.ORDERS_RUN)
    if answer == "refuse":
        return actions.refuse(actor, order=order_id, reason=sent.reason, seen=sent.version)
    if answer == "set_out":
        return actions.set_out(actor, order=order_id, seen=sent.version)
    act = actions.accept if answer == "accept" else actions.assign
    return act(actor, order=order_id, worker=sent.worker, seen=sent.version)


@router.post(
    "/orders/{order_id}/proofs/{moment}", response=OrderMoved, summary="报告开始、完成服务"
)
def proof(request: HttpRequest, order_id: int, moment: Moment, sent: ToldIn) -> Any:
    """Report when and where a service began or ended, once each."""
    actor = _actor(request, Permit.ORDERS_RUN)
    act = actions.start if moment is Moment.START else actions.finish
    return act(actor, order=order_id, told=told(sent, moment))


class ConfirmIn(Schema):
    """How the elder confirmed; `own` is what they were told they pay themselves, in fen."""

    how: Confirmed
    code: str = Field("", max_length=6)
    reason: str = Field("", max_length=200)
    own: int | None = None


@router.post("/orders/{order_id}/confirmations", response=OrderMoved, summary="确认服务")
def confirm(request: HttpRequest, order_id: int, sent: ConfirmIn) -> Any:
    """Confirm a finished service with the elder's code, signature, voice, or an exception."""
    actor = _actor(request, Permit.ORDERS_RUN)
    assent = actions.Assent(how=sent.how, code=sent.code, reason=sent.reason, own=sent.own)
    return actions.confirm(actor, order=order_id, assent=assent)
