"""Reads of settlement: statements, anomalies, call-backs, and the draw that anybody repeats."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.funds.rules.fingerprints import fingerprint
from anhuai.kernel.text import normalise
from anhuai.platform import county
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.services.models import (
    CallBack,
    Contract,
    Draw,
    OrderAnomaly,
    Statement,
    StatementApproval,
    StatementDispute,
    StatementLine,
    StatementPayment,
    UnpaidOrder,
)
from anhuai.services.queries.purchase import reached
from anhuai.services.rules.freezing import computed_text, thawed
from anhuai.services.rules.sampling import draw
from anhuai.services.rules.settlement import Pot, computed, netted, pots_of

READ, MANAGE = Permit.SETTLEMENTS_READ, Permit.SETTLEMENTS_MANAGE
STATEMENT_ROW = (
    "pk", "number", "organisation__name", "month", "state", "orders", "total", "payable", "paid_on",
)  # fmt: skip
LINE_ROW = (
    "pk", "number", "on", "service", "kind", "reason", "government", "subsidy", "voucher",
    "donation", "own", "amount",
)  # fmt: skip
UNPAID_ROW = ("pk", "number", "on", "service", "reason", "amount")
ANOMALY_ROW = (
    "pk", "kind", "number", "organisation__name", "on", "other", "measure", "state", "reason",
    "decided_by", "order_id",
)  # fmt: skip
CALL_ROW = (
    "pk", "place", "number", "organisation__name", "order__person_id", "order__person__name",
    "order__service", "order__wanted_on", "result", "note", "called_by",
)  # fmt: skip


def statements(
    actor: Actor, *, q: str = "", state: str = "", month: date | None = None
) -> "QuerySet[Statement]":
    """Return the statements within reach; withdrawn ones only when asked for."""
    rows = Statement.objects.filter(reached(actor))
    rows = rows.filter(state=state) if state else rows.exclude(state="withdrawn")
    if month is not None:
        rows = rows.filter(month=month)
    if q:
        typed = normalise(q)
        rows = rows.filter(Q(number__icontains=typed) | Q(organisation__name__icontains=typed))
    return rows.defer("frozen")


def statement_page(
    actor: Actor, *, order: Sequence[str], after: str = "", q: str = "", state: str = "",
    month: date | None = None,
) -> Window:  # fmt: skip
    """Return one page of statements, each a row of `STATEMENT_ROW`."""
    rows = statements(actor, q=q, state=state, month=month)
    return window(rows, fields=STATEMENT_ROW, order=order, after=after)


def statement(actor: Actor, key: int, *, permit: Permit = READ) -> Statement:
    """Return a statement within reach; raises `NotHere`."""
    of = READ if permit in (Permit.FUNDS_MANAGE,) else permit
    rows = Statement.objects.filter(reached(actor, of)).select_related("organisation")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("statement", key)
    return found


@dataclass(frozen=True, slots=True)
class StatementFile:
    """A statement whole: why orders are not paid, its disputes, approvals, payments, contracts."""

    one: Statement
    unpaid: Sequence[tuple[str, int, int]]
    kinds: Sequence[tuple[str, int, int]]
    disputes: Sequence[StatementDispute]
    approvals: Sequence[StatementApproval]
    payments: Sequence[StatementPayment]
    contracts: Sequence[tuple[Contract, int]]


def statement_file(actor: Actor, key: int) -> StatementFile:
    """Return a statement within reach with all that hangs on it; raises `NotHere`."""
    one = statement(actor, key)
    unpaid = one.unpaid.order_by().values_list("reason").annotate(Count("pk"), Sum("amount"))
    kinds = one.lines.order_by().values_list("kind").annotate(Count("pk"), Sum("amount"))
    signed = Contract.objects.in_bulk([key for key, _fen in one.used])
    payments = one.payments.select_related("contract", "sponsorship", "entry").order_by("pk")
    return StatementFile(
        one, sorted(unpaid), sorted(kinds), list(one.disputes.order_by("pk")),
        list(one.approvals.order_by("level")), list(payments),
        [(signed[key], fen) for key, fen in one.used],
    )  # fmt: skip


def line_page(
    actor: Actor, key: int, *, order: Sequence[str], after: str = "", kind: str = "", q: str = ""
) -> Window:
    """Return one page of a statement's lines, each a row of `LINE_ROW`."""
    return window(lines(actor, key, kind=kind, q=q), fields=LINE_ROW, order=order, after=after)


def lines(actor: Actor, key: int, *, kind: str = "", q: str = "") -> "QuerySet[StatementLine]":
    """Return a statement's lines; raises `NotHere`."""
    rows = statement(actor, key).lines.all()
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(number__icontains=normalise(q)) if q else rows


def unpaid_page(
    actor: Actor, key: int, *, order: Sequence[str], after: str = "", reason: str = "", q: str = ""
) -> Window:
    """Return one page of the orders a statement does not pay, each a row of `UNPAID_ROW`."""
    rows = unpaid(actor, key, reason=reason, q=q)
    return window(rows, fields=UNPAID_ROW, order=order, after=after)


def unpaid(actor: Actor, key: int, *, reason: str = "", q: str = "") -> "QuerySet[UnpaidOrder]":
    """Return the orders a statement does not pay; raises `NotHere`."""
    rows = statement(actor, key).unpaid.all()
    if reason:
        rows = rows.filter(reason=reason)
    return rows.filter(number__icontains=normalise(q)) if q else rows


def payable_pots(one: Statement) -> Mapping[Pot, int]:
    """Return what is paid of each payer and contract, after what was brought forward."""
    brought = {(payer, contract): amount for payer, contract, amount in one.brought}
    return netted(pots_of(computed(thawed(one.frozen))), brought)[0]


def is_reproduced(found: Statement) -> bool:
    """Whether the frozen facts of a statement still give the lines it was prepared with."""
    same = fingerprint(found.frozen) == found.frozen_digest
    again = computed_text(computed(thawed(found.frozen)))
    return same and fingerprint(again) == found.computed_digest


def dispute(actor: Actor, key: int, *, permit: Permit = MANAGE) -> StatementDispute:
    """Return a provider's objection within reach; raises `NotHere`."""
    rows = StatementDispute.objects.filter(reached(actor, permit)).select_related("statement")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("dispute", key)
    return found


def waiting(actor: Actor, *, month: date) -> Mapping[str, int]:
    """Return how much of a month waits for somebody: anomalies, call-backs, objections."""
    whole = reached(actor)
    return {
        "anomalies": OrderAnomaly.objects.filter(whole, month=month, state="open").count(),
        "calls": CallBack.objects.filter(whole, draw__month=month, result="").count(),
        "disputes": StatementDispute.objects.filter(whole, state="open").count(),
    }


# anomalies and call-backs ---------------------------------------------------------------------


def anomalies(
    actor: Actor, *, q: str = "", kind: str = "", state: str = "open", month: date | None = None
) -> "QuerySet[OrderAnomaly]":
    """Return what looks wrong within reach; `state` all, open, cleared or upheld."""
    rows = OrderAnomaly.objects.filter(reached(actor))
    if state != "all":
        rows = rows.filter(state=state or "open")
    if month is not None:
        rows = rows.filter(month=month)
    if kind:
        rows = rows.filter(kind=kind)
    if q:
        typed = normalise(q)
        rows = rows.filter(Q(number__icontains=typed) | Q(organisation__name__icontains=typed))
    return rows


def anomaly_page(
    actor: Actor, *, order: Sequence[str], after: str = "", q: str = "", kind: str = "",
    state: str = "open", month: date | None = None,
) -> Window:  # fmt: skip
    """Return one page of anomalies, each a row of `ANOMALY_ROW`."""
    rows = anomalies(actor, q=q, kind=kind, state=state, month=month)
    return window(rows, fields=ANOMALY_ROW, order=order, after=after)


def anomaly(actor: Actor, key: int, *, permit: Permit = MANAGE) -> OrderAnomaly:
    """Return an anomaly within reach; raises `NotHere`."""
    rows = OrderAnomaly.objects.filter(reached(actor, permit)).select_related("organisation")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("anomaly", key)
    return found


def calls(
    actor: Actor, *, q: str = "", state: str = "", month: date | None = None
) -> "QuerySet[CallBack]":
    """Return the drawn orders of the county; `state` waiting or a result."""
    county.require_whole(actor, MANAGE)
    rows = CallBack.objects.all()
    if month is not None:
        rows = rows.filter(draw__month=month)
    if state:
        rows = rows.filter(result="" if state == "waiting" else state)
    if q:
        typed = normalise(q)
        rows = rows.filter(Q(number__icontains=typed) | Q(organisation__name__icontains=typed))
    return rows


@reading(
    permit=MANAGE, title=_("查看回访名单"), subject="person",
    ids=lambda page: sorted({row[4] for row in page.rows}),
)  # fmt: skip
def call_page(
    actor: Actor, *, order: Sequence[str], after: str = "", q: str = "", state: str = "",
    month: date | None = None,
) -> Window:  # fmt: skip
    """Return one page of call-backs, each a row of `CALL_ROW`."""
    rows = calls(actor, q=q, state=state, month=month)
    return window(rows, fields=CALL_ROW, order=order, after=after)


@reading(
    permit=MANAGE, title=_("查看回访订单"), subject="person",
    ids=lambda one: [one.order.person_id],
)  # fmt: skip
def call_back(actor: Actor, key: int) -> CallBack:
    """Return a drawn order with whom to call; raises `NotHere`."""
    county.require_whole(actor, MANAGE)
    rows = CallBack.objects.select_related("order__person", "organisation", "draw")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("call_back", key)
    return found


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A month's draw, how many it drew from and drew, and whether drawing again gives the same."""

    one: Draw
    of: int
    drawn: int
    same: bool


def redrawn(actor: Actor, *, month: date) -> Redrawn | None:
    """Draw a month again from the numbers kept and the seed; None where it was not drawn."""
    actor.require(READ)
    one = Draw.objects.filter(month=month).first()
    if one is None:
        return None
    told = json.loads(one.frozen)
    again = {
        (int(body), at, number)
        for body, numbers in told.items()
        for at, number in enumerate(
            draw(numbers, month=one.month, seed=one.seed, per_cent=one.per_cent, least=one.least),
            1,
        )
    }
    kept = set(one.calls.values_list("organisation", "place", "number"))
    return Redrawn(one, sum(map(len, told.values())), len(kept), again == kept)
