"""Giving a spending back: a reversing entry, and the units on their vouchers again.

Nothing is edited: the entry that spent stands, a further one undoes it, once. A voucher keeps its
days: what ended meanwhile goes back to the books and cannot be spent any more.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.posting import write
from anhuai.funds.actions.spending import BadSpending
from anhuai.funds.models import Posting, Spending, Voucher
from anhuai.funds.queries.vouchers import key_now
from anhuai.funds.rules.books import EntryKind, Move, reversed_moves
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit


@dataclass(frozen=True, slots=True)
class GivenBack:
    """How many units an order gave back to a person, and how many of them have ended since."""

    pk: int
    back: int
    over: int


@action(permit=Permit.FUNDS_MANAGE, title=_("退回消费券和时长"), logs=("person", "on"),
        subject="person")  # fmt: skip
def give_back(actor: Actor, *, person: int, key: str, on: date, reason: str) -> GivenBack:
    """Give back what a person spent for an order, whole, once; raises `BadSpending`.

    `key` is the order's as it was spent for. Whoever calls says what is spent anew of it.
    """
    people.person_in_scope(actor, person, permit=Permit.FUNDS_MANAGE)
    why = normalise(reason)
    if len(why) < 2:
        raise BadSpending(
            "reason", "请写明退回的原因。", "Say why it is given back.", field="reason"
        )
    if on > clock.today():
        raise BadSpending("days", "日期不能晚于今天。", "The day cannot be to come.", field="on")
    standing = key_now(person, key)
    rows = list(
        Spending.objects.filter(voucher__person=person, key=standing)
        .select_related("voucher", "entry").order_by("voucher")
    )  # fmt: skip
    if not rows:
        raise BadSpending(
            "key", "没有找到这张订单（凭证）的抵扣，或已经退回。",
            "Nothing is spent for this order, or it was given back already.", field="key",
        )  # fmt: skip
    try:
        with transaction.atomic():
            _undo(actor, rows, on, why)
    except IntegrityError as clash:
        raise BadSpending(
            "back", "这笔抵扣刚刚已经退回，请刷新后核对。", "It has just been given back: reload.",
        ) from clash  # fmt: skip
    over = [one.amount for one in rows if one.voucher.until and one.voucher.until <= on]
    return GivenBack(person, sum(one.amount for one in rows), sum(over))


def _undo(actor: Actor, rows: list[Spending], on: date, why: str) -> None:
    spent = rows[0].entry
    postings = Posting.objects.filter(entry=spent).select_related("source", "target").order_by("pk")
    moves = [Move(one.source, one.target, one.amount) for one in postings]
    write(
        actor, kind=EntryKind.REVERSAL, key=f"back:{spent.pk}", on=on, reverses=spent,
        says=f"退回：{spent.says}（{why}）", document=spent.document, moves=reversed_moves(moves),
    )  # fmt: skip
    for one in rows:
        Voucher.objects.filter(pk=one.voucher_id).update(spent=F("spent") - one.amount)
