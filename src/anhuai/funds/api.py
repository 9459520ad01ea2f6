"""Funds and pay runs over REST: sums and states, never account numbers."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anhuai.funds import actions, queries
from anhuai.platform import clock
from anhuai.platform.listing import window
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
RUN = ("pk", "month", "batch", "title", "kind", "state", "persons", "to_pay", "to_claim",
       "computed_digest")  # fmt: skip


class BalanceOut(Schema):
    """What a fund has of a year by town and purpose, in fen."""

    fund: str
    year: int
    division: str
    purpose: str
    appropriated: int
    budget: int
    commitment: int
    payment: int


class ShareOut(Schema):
    """The lottery's share for elderly care; amounts in fen, shares as parts of one."""

    year: int
    total: int
    paid: int
    share: float | None
    planned: float | None
    target_percent: int


class RunOut(Schema):
    """A pay run; amounts in fen."""

    id: int
    month: date
    batch: str
    title: str
    kind: str
    state: str
    persons: int
    to_pay: int
    to_claim: int
    fingerprint: str


class RunPage(Schema):
    """A page of runs; `next` goes into `after`."""

    items: list[RunOut]
    next: str


def _actor(request: HttpRequest) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.FUNDS_READ)
    return actor


@router.get("/funds/balances", response=list[BalanceOut], summary="资金余额")
def balances(request: HttpRequest, year: int | None = None) -> list[queries.Balance]:
    """Every fund's balances of a year, for who sees the whole county."""
    return queries.account_balances(_actor(request), year=year or clock.today().year)


@router.get("/funds/lottery-share", response=ShareOut, summary="福彩公益金用于养老服务比例")
def lottery_share(request: HttpRequest, year: int | None = None) -> dict[str, Any]:
    """How much of the year's welfare-lottery money went to elderly care."""
    found = queries.lottery_share(_actor(request), year=year or clock.today().year)
    return {
        "year": found.year, "total": found.total, "paid": found.paid, "share": found.share,
        "planned": found.planned, "target_percent": queries.lottery_target(),
    }  # fmt: skip


@router.get("/funds/runs", response=RunPage, summary="发放批次")
def runs(request: HttpRequest, state: str = "", after: str = "") -> dict[str, Any]:
    """Pay runs in order of id, for who sees the whole county."""
    rows = queries.runs(_actor(request), state=state)
    seen = window(rows, fields=RUN, order=["pk"], after=after)
    names = tuple(RunOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}


class VoucherOut(Schema):
    """What a person may spend of a month, in `unit`: fen, minutes or vouchers."""

    id: int
    person: int
    name: str
    title: str
    period: date
    unit: str
    amount: int
    spent: int
    until: date | None


class BackIn(Schema):
    """Which spending at a counter is given back, by the number it was spent for, and why."""

    person: int = Field(ge=1, lt=1 << 63)
    key: str = Field(max_length=90, pattern="^[^:]+$")
    reason: str = Field(max_length=120)


class BackOut(Schema):
    """How many units came back, and how many of them have ended since."""

    back: int
    over: int


@router.post("/funds/spendings/back", response=BackOut, summary="退回抵扣")
def give_back(request: HttpRequest, said: BackIn) -> Any:
    """Give back a spending at a counter, whole, once; an order's is given back at the order."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.FUNDS_MANAGE)
    return actions.give_back(actor, on=clock.today(), **said.dict())


class VoucherPage(Schema):
    """A page of vouchers; `next` goes into `after`."""

    items: list[VoucherOut]
    next: str


@router.get("/funds/vouchers", response=VoucherPage, summary="消费券和时长")
def vouchers(
    request: HttpRequest, scheme: str = "", state: str = "", after: str = ""
) -> dict[str, Any]:
    """What people in reach may spend, in order of id; `state` open, used or over."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.FUNDS_PERSON)
    seen = queries.voucher_page(actor, order=["pk"], after=after, scheme=scheme, state=state)
    names = tuple(VoucherOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}
