"""Statements: prepared from frozen facts, withdrawn, prepared anew; what they hold of contracts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.funds.rules.fingerprints import fingerprint
from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services.actions.purchase import hold
from anhuai.services.models import Statement, StatementLine, UnpaidOrder
from anhuai.services.queries.settling import brought_to, frozen_of, providers_of
from anhuai.services.queries.statements import statement as found_statement
from anhuai.services.rules.freezing import computed_text, frozen_text
from anhuai.services.rules.settlement import (
    BadSettlement,
    Computed,
    Frozen,
    Pot,
    computed,
    netted,
    pots_of,
    sums_of,
)

MANAGE = Permit.SETTLEMENTS_MANAGE
OPEN = ("prepared", "confirmed")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The statements a month has now: how many were made, and how many stood as they are."""

    pks: tuple[int, ...]
    made: int
    stood: int


@action(permit=MANAGE, title=_("编制月度结算单"), logs=("month", "on"), subject="statement")
def prepare_month(actor: Actor, *, month: date, on: date) -> Prepared:
    """Prepare every provider's statement of a month; who has one already keeps it."""
    county.require_whole(actor, MANAGE)
    first = _finished(month, on)
    standing = _standing(first)
    wanted = [body for body in providers_of(first) if body not in standing]
    made = [_keep(actor, one) for one in _computed(first, wanted)]
    keys = [one.pk for one in made if one is not None]
    return Prepared(tuple(keys), len(keys), len(standing))


@action(
    permit=MANAGE, title=_("编制结算单"), logs=("organisation", "month", "on"), subject="statement"
)
def prepare_statement(actor: Actor, *, organisation: int, month: date, on: date) -> Statement:
    """Freeze a provider's month and compute its statement; the same facts again return the same.

    Raises `BadSettlement` where one stands with other facts, nothing is to be settled, a later
    month stands already, or another officer has just taken the same orders.
    """
    county.require_whole(actor, MANAGE)
    first = _finished(month, on)
    standing = _standing(first).get(organisation)
    held = {} if standing is None else {organisation: standing}
    frozen = frozen_of(first, [organisation], without=held)[organisation]
    if standing is not None:
        if fingerprint(frozen_text(frozen)) == standing.frozen_digest:
            return standing
        raise BadSettlement(
            "exists",
            f"{first:%Y-%m} 的结算单 {standing.number} 已经编制，此后数据有变化。"
            "要按新数据结算，请重新编制。",
            "The month's statement stands with other facts: prepare it anew.",
        )
    made = _keep(actor, frozen)
    if made is None:
        raise BadSettlement(
            "empty", "这个服务商这个月没有订单。", "The provider has no orders in the month.",
            field="organisation",
        )  # fmt: skip
    return made


def _finished(month: date, on: date) -> date:
    whole = Month.of(month)
    if whole.last >= on:
        raise BadSettlement(
            "month", "月份结束以后才能结算。", "A month is settled after its end.", field="month"
        )
    return whole.first


def _standing(month: date) -> dict[int, Statement]:
    rows = Statement.objects.filter(month=month).exclude(state="withdrawn").defer("frozen")
    return {one.organisation_id: one for one in rows}


def _computed(month: date, bodies: Collection[int]) -> Iterable[Frozen]:
    """Yield what statements are computed from, some providers at a time."""
    for part in _batched(sorted(bodies), 50):
        yield from frozen_of(month, part, without={}).values()


def _batched(keys: list[int], size: int) -> Iterable[list[int]]:
    return (keys[at : at + size] for at in range(0, len(keys), size))


def _keep(actor: Actor, frozen: Frozen) -> Statement | None:
    """Keep a statement with its lines, and hold its part of the contracts' ceilings."""
    made = computed(frozen)
    if not made.lines and not made.unpaid:
        return None
    body = frozen.organisation
    rows = Statement.objects.filter(organisation=body, month__gt=frozen.month)
    if rows.exclude(state="withdrawn").exists():
        raise BadSettlement(
            "order", "这个服务商以后月份的结算单已经编制，请先撤销。",
            "A later month of the provider stands already: withdraw it first.",
        )  # fmt: skip
    try:
        with transaction.atomic():
            one = _statement(actor, frozen, made, brought_to(frozen.month, body))
            _lines(one, made)
    except IntegrityError as clash:
        raise BadSettlement(
            "paid", "这些订单刚被另一份结算单编入，请刷新后核对。",
            "Another statement has just taken these orders: look again.",
        ) from clash  # fmt: skip
    for contract, amount in one.used:
        hold(contract, amount)
    return one


def _told(pots: Mapping[Pot, int]) -> list[list[object]]:
    return [[payer, contract, amount] for (payer, contract), amount in sorted(pots.items())]


def _statement(
    actor: Actor, frozen: Frozen, made: Computed, brought: Mapping[Pot, int]
) -> Statement:
    pays, carries = netted(pots_of(made), brought)
    text = frozen_text(frozen)
    totals = made.totals
    count = Statement.objects.filter(organisation=frozen.organisation, month=frozen.month).count()
    return Statement.objects.create(
        number=f"JS{frozen.month:%Y%m}-{frozen.organisation:04d}-{count + 1}",
        organisation_id=frozen.organisation, month=frozen.month, frozen=text,
        frozen_digest=fingerprint(text), computed_digest=fingerprint(computed_text(made)),
        orders=len(made.lines), government=totals[0], subsidy=totals[1], voucher=totals[2],
        donation=totals[3], own=sum(one.own for one in made.lines), total=made.total,
        payable=sum(pays.values()), brought=_told(brought), carried=_told(carries),
        used=[[key, amount] for key, amount in sorted(made.of_contracts.items())],
        prepared_by=actor.account or 0, prepared_name=actor.name[:64], prepared_at=clock.now(),
    )  # fmt: skip


def _lines(one: Statement, made: Computed) -> None:
    StatementLine.objects.bulk_create(
        (
            StatementLine(
                statement=one, order_id=x.order.key, sequence=x.sequence, kind=x.kind.value,
                reason=x.reason.value if x.reason else "", number=x.order.number,
                service=x.order.service, on=x.order.day,
                contract_id=x.contract if x.sums[0] else None, government=x.sums[0],
                subsidy=x.sums[1], voucher=x.sums[2], donation=x.sums[3], own=x.own,
                amount=x.amount,
            )
            for x in made.lines
        ),
        batch_size=2000,
    )  # fmt: skip
    UnpaidOrder.objects.bulk_create(
        (
            UnpaidOrder(
                statement=one, order_id=x.order.key, reason=x.reason.value, number=x.order.number,
                service=x.order.service, on=x.order.day, amount=sum(sums_of(x.order)),
            )
            for x in made.unpaid
        ),
        batch_size=2000,
    )  # fmt: skip


@action(permit=MANAGE, title=_("撤销结算单"), logs=("statement", "version"), subject="statement")
def withdraw_statement(actor: Actor, *, statement: int, version: int, reason: str) -> Statement:
    """Withdraw a statement that was not approved: its orders are free again."""
    found = found_statement(actor, statement, permit=MANAGE)
    _withdraw(found, version, reason)
    return found


@action(
    permit=MANAGE, title=_("重新编制结算单"), logs=("statement", "version"),
    subject="statement",
)  # fmt: skip
def redo_statement(actor: Actor, *, statement: int, version: int, reason: str) -> Statement:
    """Withdraw a statement and prepare it anew from what is known now, in one step."""
    found = found_statement(actor, statement, permit=MANAGE)
    _withdraw(found, version, reason)
    frozen = frozen_of(found.month, [found.organisation_id], without={})[found.organisation_id]
    made = _keep(actor, frozen)
    if made is None:
        raise BadSettlement(
            "empty", "现在没有可结算的订单，请改用撤销。", "Nothing is left: withdraw it."
        )
    return made


def _withdraw(found: Statement, version: int, reason: str) -> None:
    plain = normalise(reason)
    if len(plain) < 2:
        raise BadSettlement("reason", "请写明原因。", "Say why.", field="reason")
    later = Statement.objects.filter(organisation=found.organisation_id, month__gt=found.month)
    if later.exclude(state="withdrawn").exists():
        raise BadSettlement(
            "order", "这个服务商以后月份的结算单已经编制，请先撤销。",
            "A later month of the provider stands already: withdraw it first.",
        )  # fmt: skip
    moved = Statement.objects.filter(
        pk=found.pk, version=version, state__in=[*OPEN, "checked"]
    ).update(state="withdrawn", version=F("version") + 1, why_withdrawn=plain[:200])
    if not moved:
        raise Stale("statement", found.pk)
    found.lines.update(is_live=False)
    for contract, amount in found.used:
        hold(contract, -amount)
    found.refresh_from_db()
