"""Crediting vouchers and spending them: rooms above call `credit` and `spend`.

Each spending is a compare-and-set on the voucher's row, held by the table's own constraint, and a
use in the person's double-entry account; one order is spent for once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.ledger import BadEntry
from anhuai.funds.actions.posting import person_account, write
from anhuai.funds.models import Entry, Spending, Voucher
from anhuai.funds.rules.books import Book, EntryKind, Move, Pocket, Unit
from anhuai.funds.rules.vouchers import BOUND, Credit, Left, chosen
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit

MANAGE, SPEND = Permit.FUNDS_MANAGE, Permit.FUNDS_SPEND


class BadSpending(BadEntry):
    """An order that cannot be spent for; codes: left, twice, amount, days, key."""


@dataclass(frozen=True, slots=True)
class Credited:
    """How many vouchers were credited now, and how many stood already."""

    pk: int
    made: int
    stood: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is spent for: `key` names it once for ever, as "service-order:17"."""

    key: str
    amount: int
    unit: Unit
    says: str
    at: str = ""
    schemes: tuple[str, ...] = ()
    """Of which schemes; of any that is not bound where empty."""

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.key} {self.amount} {self.unit}"


@dataclass(frozen=True, slots=True)
class Spent:
    """What an order was paid with: units by voucher."""

    pk: int
    parts: tuple[tuple[int, int], ...]


@action(permit=MANAGE, title=_("发放消费券和时长"), logs=("on",), subject="voucher")
def credit(actor: Actor, *, credits: Collection[Credit], on: date) -> Credited:
    """Credit people with what they may spend; a month of a scheme once, again it adds nothing."""
    county.require_whole(actor, MANAGE)
    made = last = 0
    standing = _standing(credits)
    for one in sorted(credits, key=lambda c: (c.scheme, c.person, c.period)):
        if (one.person, one.scheme, one.period.first) in standing:
            continue
        with transaction.atomic():
            try:
                last = _credit(actor, one, on).pk
            except IntegrityError:
                continue  # another officer credited the same month just now
        made += 1
    return Credited(last, made, len(credits) - made)


def _standing(credits: Collection[Credit]) -> set[tuple[int, str, date]]:
    schemes, periods = {one.scheme for one in credits}, {one.period.first for one in credits}
    rows = Voucher.objects.filter(scheme__in=schemes, period__in=periods)
    return set(rows.values_list("person_id", "scheme", "period"))


def _credit(actor: Actor, one: Credit, on: date) -> Voucher:
    pocket = Pocket(one.person, one.scheme, one.unit)
    moved = Move(person_account(pocket, Book.ISSUED), person_account(pocket, Book.HELD), one.amount)
    with transaction.atomic():
        entry = write(
            actor, kind=EntryKind.GRANT, key=f"voucher:{one.scheme}:{one.period}:{one.person}",
            on=on, says=f"{one.period} {one.title}", moves=[moved],
        )  # fmt: skip
        return Voucher.objects.create(
            person_id=one.person, scheme=one.scheme, title=one.title[:80],
            period=one.period.first, unit=one.unit.value, amount=one.amount, since=one.since,
            until=one.until, reason=one.reason[:200], pin=one.pin[:128], entry=entry,
            recorded_at=clock.now(),
        )  # fmt: skip


def spendable(person: int, order: Order, on: date) -> "QuerySet[Voucher]":
    """Return the vouchers of a person that may pay for an order on a day."""
    rows = Voucher.objects.filter(person=person, unit=order.unit.value, since__lte=on)
    rows = rows.filter(Q(until=None) | Q(until__gt=on), spent__lt=F("amount"))
    if order.schemes:
        return rows.filter(scheme__in=order.schemes)
    return rows.exclude(scheme__contains=BOUND)


@action(permit=SPEND, title=_("使用消费券和时长"), logs=("person", "on"), subject="person")
def spend(actor: Actor, *, person: int, order: Order, on: date) -> Spent:
    """Spend a person's vouchers for an order, those that end first; all of it or nothing.

    Raises `BadSpending` where too little is left, or where the order was spent for already: of two
    counters in the same second one is refused. Raises `NotHere` for a person out of reach.
    """
    people.person_in_scope(actor, person, permit=SPEND)
    if order.amount <= 0:
        raise BadSpending("amount", "数量应大于 0。", "Enter a number above 0.", field="amount")
    if not order.key.strip():
        raise BadSpending("key", "请填写订单号或凭证号。", "Enter the order's number.", field="key")
    if on > clock.today():
        raise BadSpending("days", "日期不能晚于今天。", "The day cannot be to come.", field="on")
    if Entry.objects.filter(key=_key(order, person)).exists():
        raise _twice()
    rows = spendable(person, order, on)
    held = [Left(one.pk, one.amount - one.spent, one.until) for one in rows]
    parts = chosen(order.amount, held)
    if parts is None:
        raise _short(order, sum(one.left for one in held))
    try:
        with transaction.atomic():
            _take(actor, person, order, on, parts)
    except IntegrityError as clash:
        raise _twice() from clash
    return Spent(person, tuple(parts))


def _key(order: Order, person: int) -> str:
    return f"spend:{order.key.strip()[:90]}:{person}"


def _take(actor: Actor, person: int, order: Order, on: date, parts: list[tuple[int, int]]) -> None:
    vouchers = {one.pk: one for one in Voucher.objects.filter(pk__in=[key for key, _n in parts])}
    moves = []
    for key, part in parts:
        pocket = Pocket(person, vouchers[key].scheme, order.unit)
        held, spent = person_account(pocket, Book.HELD), person_account(pocket, Book.SPENT)
        moves.append(Move(held, spent, part))
    entry = write(
        actor, kind=EntryKind.USE, key=_key(order, person), on=on, says=order.says or order.key,
        document=order.key[:120], moves=moves,
    )  # fmt: skip
    for key, part in parts:
        moved = Voucher.objects.filter(pk=key, spent__lte=F("amount") - part).update(
            spent=F("spent") + part
        )
        if not moved:
            raise _short(order, 0)
        Spending.objects.create(
            voucher_id=key, key=order.key.strip()[:100], amount=part, on=on,
            says=order.says[:200], at=order.at[:80], entry=entry, recorded_at=clock.now(),
            recorded_by=actor.name[:64],
        )  # fmt: skip


def _twice() -> BadSpending:
    return BadSpending(
        "twice", "这张订单（凭证）已经抵扣过，不能再次抵扣。",
        "This order was spent for already.", field="key",
    )  # fmt: skip


def _short(order: Order, left: int) -> BadSpending:
    unit = order.unit
    return BadSpending(
        "left",
        f"可用余额不足：剩余 {_said(unit, left)}，需要 {_said(unit, order.amount)}。"
        "余额可能刚在别处用掉，请刷新后核对。",
        f"Too little is left ({_said_en(unit, left)} of {_said_en(unit, order.amount)}); it may "
        "just have been spent elsewhere.", field="amount",
    )  # fmt: skip


def _said(unit: Unit, amount: int) -> str:
    return f"{amount / 100:.2f} 元" if unit is Unit.FEN else f"{amount} {unit.title_zh}"


def _said_en(unit: Unit, amount: int) -> str:
    return f"{amount / 100:.2f} yuan" if unit is Unit.FEN else f"{amount} {unit.title_en}"
