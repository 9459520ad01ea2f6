"""Webhooks over REST: register, list, log, send again, end."""

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anhuai.platform.acting import Actor
from anhuai.platform.keys import account_named
from anhuai.platform.listing import window
from anhuai.platform.requests import ActorRequest
from anhuai.platform.webhooks import registering

router = Router()


class ReceiverIn(Schema):
    """A receiver to be: `account` is a sign-in name, `events` names of the trail."""

    title: str
    account: str
    url: str
    events: list[str]


class RegisteredOut(Schema):
    """A receiver with its key, shown this once."""

    id: int
    secret: str


class ReceiverOut(Schema):
    """A receiver."""

    id: int
    title: str
    account: str
    url: str
    events: list[str]
    ended_at: datetime | None


class ReceiverPage(Schema):
    """A page of receivers; `next` goes into `after`."""

    items: list[ReceiverOut]
    next: str


class DeliveryOut(Schema):
    """A delivery: its id as the receiver knows it is `key`; state: waiting, delivered, dead."""

    id: int
    key: str
    event: str
    state: str
    attempts: int
    created_at: datetime
    delivered_at: datetime | None


class DeliveryPage(Schema):
    """A page of deliveries, newest first; `next` goes into `after`."""

    items: list[DeliveryOut]
    next: str


def _actor(request: HttpRequest) -> Actor:
    return cast("ActorRequest", request).actor


_RECEIVER = ("pk", "title", "account__username", "url", "events", "ended_at")
_DELIVERY = ("pk", "key", "event", "state", "attempts", "created_at", "delivered_at")


@router.get("/webhooks", response=ReceiverPage, summary="推送接收方")
def receivers(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """Receivers acting for accounts in the caller's area, in order of id."""
    found = registering.receivers_within(_actor(request))
    seen = window(found, fields=_RECEIVER, order=["pk"], after=after)
    names = tuple(ReceiverOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}


@router.post("/webhooks", response=RegisteredOut, summary="登记推送接收方")
def register(request: HttpRequest, receiver: ReceiverIn) -> dict[str, Any]:
    """Register a receiver; the key in the answer is not shown again."""
    actor = _actor(request)
    made = registering.register_receiver(
        actor, account_id=account_named(actor, receiver.account), title=receiver.title[:80],
        url=receiver.url, wanted=receiver.events,
    )  # fmt: skip
    return {"id": made.pk, "secret": made.secret}


@router.delete("/webhooks/{receiver_id}", response={204: None}, summary="停用推送接收方")
def end(request: HttpRequest, receiver_id: int) -> Status[None]:
    """End a receiver."""
    registering.end_receiver(_actor(request), receiver_id=receiver_id)
    return Status(204, None)


@router.get("/webhooks/{receiver_id}/deliveries", response=DeliveryPage, summary="推送记录")
def deliveries(request: HttpRequest, receiver_id: int, after: str = "") -> dict[str, Any]:
    """What was delivered to a receiver, newest first."""
    found = registering.receiver_of(_actor(request), receiver_id).deliveries.all()
    seen = window(found, fields=_DELIVERY, order=["-pk"], after=after)
    names = tuple(DeliveryOut.model_fields)
    items = [dict(zip(names, row, strict=True)) | {"key": str(row[1])} for row in seen.rows]
    return {"items": items, "next": seen.next}


@router.post("/webhooks/deliveries/{delivery_id}/resend", response={204: None}, summary="重新推送")
def resend(request: HttpRequest, delivery_id: int) -> Status[None]:
    """Hand a delivery over once more."""
    registering.send_again(_actor(request), delivery_id=delivery_id)
    return Status(204, None)
