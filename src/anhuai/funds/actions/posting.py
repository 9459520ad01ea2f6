"""Writing the ledger: accounts are found or opened, entries written once by their key."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from anhuai.funds.models import Account, Entry, Payment, Posting
from anhuai.funds.rules.books import Book, EntryKind, Move, Pocket, Pot, Unit
from anhuai.platform import clock
from anhuai.platform.acting import Actor


def fund_account(pot: Pot, book: Book) -> Account:
    """Return the account of a pot in a book, opened when it is first needed."""
    made, _new = Account.objects.get_or_create(
        fund=pot.fund, year=pot.year, division=pot.division, purpose=pot.purpose, book=book.value,
        unit=Unit.FEN.value, scheme="", person=None,
    )  # fmt: skip
    return made


def person_account(pocket: Pocket, book: Book) -> Account:
    """Return a person's account in a book, opened when it is first needed."""
    made, _new = Account.objects.get_or_create(
        person_id=pocket.person, scheme=pocket.scheme, unit=pocket.unit.value, book=book.value,
        defaults={"fund": "", "year": 0, "division": "", "purpose": ""},
    )  # fmt: skip
    return made


def locked(accounts: Iterable[Account]) -> None:
    """Hold accounts until the transaction ends, in one order, so that two never wait crosswise."""
    keys = sorted(one.pk for one in accounts)
    list(Account.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def write(
    actor: Actor, *, kind: EntryKind, key: str, on: date, says: str, moves: Iterable[Move[Account]],
    **more: Any,
) -> Entry:  # fmt: skip
    """Write one entry with its postings; its key refuses the same event a second time."""
    entry = Entry.objects.create(
        kind=kind.value, key=key, on=on, says=says[:200], recorded_at=clock.now(),
        recorded_by=actor.name[:64], **more,
    )  # fmt: skip
    Posting.objects.bulk_create(
        Posting(entry=entry, source=one.source, target=one.target, amount=one.amount)
        for one in moves
    )
    return entry


Sums = Sequence[tuple[Pot, int]]


def moves_between(sums: Sums, source: Book, target: Book) -> list[Move[Account]]:
    """Return the moves of sums from one book of their pots to another."""
    return [
        Move(fund_account(pot, source), fund_account(pot, target), amount) for pot, amount in sums
    ]


def sums_of(payments: "QuerySet[Payment]") -> Sums:
    """Return what payments sum up to by the pots they are paid from."""
    names = ("fund", "year", "purpose", "division")
    rows = payments.values_list(*names).annotate(Sum("amount")).order_by(*names)
    return [(Pot(*row[:4]), row[4]) for row in rows]
