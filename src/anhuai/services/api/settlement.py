"""Contracts and statements over REST, for the county's other systems and for providers."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services.queries import purchase, statements

router = Router()


class ContractOut(Schema):
    """A contract of government purchase; amounts in fen, `until` is the day after its last."""

    id: int
    number: str
    title: str
    organisation: str
    since: date
    until: date
    ended_on: date | None
    ceiling: int
    used: int


class ContractPage(Schema):
    """A page of contracts; `next` goes into `after`."""

    items: list[ContractOut]
    next: str


@router.get("/purchase/contracts", response=ContractPage, summary="政府购买服务合同")
def contracts(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """Contracts the caller reaches, with what is used of each ceiling, in order of id."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.SETTLEMENTS_READ)
    seen = purchase.contract_page(actor, order=["pk"], after=after, on=clock.today())
    names = tuple(ContractOut.model_fields)
    return {
        "items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next
    }  # fmt: skip


class StatementOut(Schema):
    """A statement; amounts in fen, `month` is its first day."""

    id: int
    number: str
    organisation: str
    month: date
    state: str
    orders: int
    total: int
    payable: int
    paid_on: date | None


class StatementPage(Schema):
    """A page of statements; `next` goes into `after`."""

    items: list[StatementOut]
    next: str


@router.get("/statements", response=StatementPage, summary="服务结算单")
def statement_list(
    request: HttpRequest, month: date | None = None, state: str = "", after: str = ""
) -> dict[str, Any]:
    """Statements the caller reaches, in order of id; withdrawn ones only by `state`."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.SETTLEMENTS_READ)
    first = month.replace(day=1) if month else None
    seen = statements.statement_page(actor, order=["pk"], after=after, month=first, state=state)
    names = tuple(StatementOut.model_fields)
    return {
        "items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next
    }  # fmt: skip


class StatementLineOut(Schema):
    """One order of a statement; amounts in fen by payer, `own` is what the elder paid directly."""

    id: int
    order: str
    on: date
    service: str
    kind: str
    reason: str
    government: int
    subsidy: int
    voucher: int
    donation: int
    own: int
    amount: int


class LinePage(Schema):
    """A page of lines; `next` goes into `after`."""

    items: list[StatementLineOut]
    next: str


@router.get("/statements/{statement}/lines", response=LinePage, summary="结算明细")
def lines(request: HttpRequest, statement: int, after: str = "") -> dict[str, Any]:
    """The orders a statement pays, in order of id; 404 for one out of reach."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.SETTLEMENTS_READ)
    seen = statements.line_page(actor, statement, order=["pk"], after=after)
    names = tuple(StatementLineOut.model_fields)
    return {
        "items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next
    }  # fmt: skip
