"""Prices, bills and the inclusive subsidy over REST."""

from datetime import date
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anhuai.childcare import actions, queries
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
Nursery = Annotated[int | None, Query(ge=1, lt=1 << 63)]


class NurseryPriceOut(Schema):
    """A price from a day on: fen a month or an hour, fen of meals a day."""

    group: str
    charge: str
    since: date
    fee: int
    meal: int
    inclusive: bool


@router.get(
    "/childcare/nurseries/{nursery_id}/prices", response=list[NurseryPriceOut],
    summary="托育收费标准",
)  # fmt: skip
def prices(request: HttpRequest, nursery_id: int) -> list[Any]:
    """The price list of a nursery the caller reaches, newest of each kind first."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_READ)
    queries.nursery(actor, nursery_id)
    return list(queries.prices_of(nursery_id))


class ChildcareBillOut(Schema):
    """A child's bill of a month: number 0, then corrections; `total` and `paid` in fen."""

    id: int
    person: int
    nursery: str
    month: date
    number: int
    attended: int
    total: int
    paid: int


@router.get("/childcare/bills", response=list[ChildcareBillOut], summary="托育账单")
def bills(
    request: HttpRequest, nursery: Nursery = None, month: date | None = None
) -> list[dict[str, Any]]:
    """The bills of the nurseries the caller reaches; `month` is its first day."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_READ)
    names = ("id", "person", "name", "nursery", "month", "number", "attended", "total", "paid")
    return [
        dict(zip(names, row, strict=True))
        for row in queries.all_bills(actor, nursery=nursery, month=month)
    ]


@router.get("/childcare/bills/own", response=list[ChildcareBillOut], summary="自己孩子的托育账单")
def own_bills(request: HttpRequest) -> list[dict[str, Any]]:
    """The bills of the caller's own children, newest month first."""
    actor = cast("ActorRequest", request).actor
    return [
        {
            "id": one.pk, "person": one.person_id, "nursery": one.nursery.facility.name,
            "month": one.month, "number": one.number, "attended": one.attended,
            "total": one.total, "paid": one.paid,
        }
        for one in queries.own_bills(actor)
    ]  # fmt: skip


class BillsDrawnIn(Schema):
    """Which month's bills a nursery draws: any day of it."""

    month: date


class BillsDrawnOut(Schema):
    """How many bills were made, and how many children have no price; again makes none."""

    made: int
    unpriced: int


@router.post(
    "/childcare/nurseries/{nursery_id}/bills", response=BillsDrawnOut, summary="生成托育账单"
)
def draw(request: HttpRequest, nursery_id: int, given: BillsDrawnIn) -> Any:
    """Draw a month's bills of a nursery."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_MANAGE)
    return actions.draw_bills(actor, nursery=nursery_id, month=given.month)


class PlaceSubsidyOut(Schema):
    """A nursery's statement of a month: places that count, fen, what should be looked into.

    `changes` is what it adds or takes back for paid months that changed since, within `amount`;
    `carried` what it was too small to take back.
    """

    id: int
    nursery: int
    month: date
    state: str
    children: int
    amount: int
    changes: int
    carried: int
    doubts: list[str]
    paid_on: date | None


@router.get("/childcare/subsidies", response=list[PlaceSubsidyOut], summary="普惠托位补助")
def subsidies(request: HttpRequest, month: date | None = None) -> list[dict[str, Any]]:
    """The statements of the nurseries the caller reaches; no child is named."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_READ)
    rows = queries.subsidies(actor)
    rows = rows.filter(month=month.replace(day=1)) if month else rows
    return [
        {
            "id": one.pk, "nursery": one.nursery_id, "month": one.month, "state": one.state,
            "children": one.children, "amount": one.amount, "changes": one.changes,
            "carried": one.carried,
            "doubts": [code for code, _count in one.doubts], "paid_on": one.paid_on,
        }
        for one in rows
    ]  # fmt: skip


class SubsidyChangeOut(Schema):
    """What a statement takes of a difference: fen paid for a child's month before, now, taken."""

    month: date
    enrolment: int
    before: int
    now: int
    amount: int
    why: str


@router.get(
    "/childcare/subsidies/{subsidy_id}/changes", response=list[SubsidyChangeOut],
    summary="普惠托位补助补扣往月",
)  # fmt: skip
def subsidy_changes(request: HttpRequest, subsidy_id: int) -> list[Any]:
    """What a statement adds or takes back for months paid before; no child is named."""
    actor = cast("ActorRequest", request).actor
    return [
        {name: getattr(one, _COLUMNS.get(name, name)) for name in SubsidyChangeOut.model_fields}
        for one in queries.subsidy_file(actor, subsidy_id).changes
    ]


_COLUMNS = {"enrolment": "enrolment_id"}
