"""Accounts of persons: hours, vouchers and money granted to somebody and used one by one."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.ledger import BadEntry
from anhuai.funds.actions.posting import locked, person_account, write
from anhuai.funds.models import Account, Entry
from anhuai.funds.queries.ledger import sums
from anhuai.funds.rules.books import Book, EntryKind, Move, Pocket
from anhuai.people import queries as people
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit

MANAGE = Permit.FUNDS_MANAGE


@action(permit=MANAGE, title=_("发放个人额度"), logs=("pocket", "amount", "on"), subject="entry")
def grant_units(
    actor: Actor, *, pocket: Pocket, amount: int, on: date, key: str, says: str
) -> Entry:
    """Put minutes, vouchers or fen into a person's account; the same `key` again adds nothing."""
    people.person_in_scope(actor, pocket.person)
    moved = Move(Book.ISSUED, Book.HELD, _counted(amount))
    return _moved(actor, f"grant:{key}", pocket, moved, on=on, says=says)


@action(permit=MANAGE, title=_("使用个人额度"), logs=("pocket", "amount", "on"), subject="entry")
def use_units(actor: Actor, *, pocket: Pocket, amount: int, on: date, key: str, says: str) -> Entry:
    """Take units out of a person's account for a service; never more than there are, once a key."""
    people.person_in_scope(actor, pocket.person)
    moved = Move(Book.HELD, Book.SPENT, _counted(amount))
    return _moved(actor, f"use:{key}", pocket, moved, on=on, says=says)


def _counted(amount: int) -> int:
    if amount <= 0:
        raise BadEntry("amount", "数量应大于 0。", "Enter a number above 0.", field="amount")
    return amount


def _moved(
    actor: Actor, key: str, pocket: Pocket, moved: Move[Book], *, on: date, says: str
) -> Entry:
    before = Entry.objects.filter(key=key).first()
    if before is not None:
        return before
    source = person_account(pocket, moved.source)
    target = person_account(pocket, moved.target)
    locked([source, target])
    if source.book == Book.HELD.value:
        _suffices(source, pocket, moved.amount)
    kind = EntryKind(key.partition(":")[0])
    try:
        with transaction.atomic():
            moves = [Move(source, target, moved.amount)]
            return write(actor, kind=kind, key=key, on=on, says=says, moves=moves)
    except IntegrityError:
        return Entry.objects.get(key=key)  # somebody else wrote the same event just now


def _suffices(account: Account, pocket: Pocket, amount: int) -> None:
    left = sums(Account.objects.filter(pk=account.pk)).get(account.pk, 0)
    if amount > left:
        unit = pocket.unit
        raise BadEntry(
            "left",
            f"个人账户余额不足：剩余 {left} {unit.title_zh}，需要 {amount} {unit.title_zh}。",
            f"The person's account holds {left} {unit.title_en}, {amount} are needed.",
            field="amount",
        )  # fmt: skip
