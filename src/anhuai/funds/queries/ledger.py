"""Balances by query: what each account of a fund holds is what came in less what went out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.models import Account, Entry, Posting
from anhuai.funds.rules.books import Book, Pot, Unit
from anhuai.kernel.money import Fen
from anhuai.people import queries as people
from anhuai.platform import county
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.permits import Permit

READ = Permit.FUNDS_READ


@dataclass(frozen=True, slots=True)
class Balance:
    """One fund, year, town and purpose: what was appropriated, is left, is promised and was paid.

    `appropriated` counts what came from outside and from other funds; all in fen.
    """

    fund: str
    year: int
    division: str
    purpose: str
    appropriated: int
    budget: int
    commitment: int
    payment: int


def sums(accounts: "QuerySet[Account]", *, until: date | None = None) -> dict[int, int]:
    """Return what each account holds: one sum over what came in and one over what went out."""
    keys = accounts.values("pk")
    postings = Posting.objects.all()
    if until is not None:
        postings = postings.filter(entry__on__lte=until)
    found: dict[int, int] = {}
    for side, sign in (("target", 1), ("source", -1)):
        rows = postings.filter(**{f"{side}__in": keys}).values_list(side).annotate(Sum("amount"))
        for key, amount in rows.order_by():
            found[key] = found.get(key, 0) + sign * amount
    return found


def account_balances(actor: Actor, *, year: int, until: date | None = None) -> list[Balance]:
    """Return every fund's accounts of a year by town and purpose, in order of the catalogue."""
    county.require_whole(actor, READ)
    accounts = Account.objects.filter(year=year, unit=Unit.FEN.value, person=None)
    held = sums(accounts, until=until)
    into: dict[tuple[str, str, str], dict[str, int]] = {}
    for key, fund, division, purpose, book in accounts.values_list(
        "pk", "fund", "division", "purpose", "book"
    ):
        slot = into.setdefault((fund, division, purpose), {})
        slot[book] = slot.get(book, 0) + held.get(key, 0)
    order = {code: at for at, code in enumerate((*FUNDS, ""))}
    kinds = {code: at for at, code in enumerate(("", *PURPOSES))}
    found = []
    for (fund, division, purpose), books in sorted(
        into.items(), key=lambda one: (order[one[0][0]], one[0][1], kinds[one[0][2]])
    ):
        budget, commitment, payment = (
            books.get(book.value, 0) for book in (Book.BUDGET, Book.COMMITMENT, Book.PAYMENT)
        )
        given = budget + commitment + payment
        if any((budget, commitment, payment, books.get(Book.SOURCE.value, 0))):
            found.append(Balance(fund, year, division, purpose, given, budget, commitment, payment))
    return found


def fund_balances(actor: Actor, *, year: int, until: date | None = None) -> list[Balance]:
    """Return one balance for each fund of a year, towns and purposes together."""
    summed: dict[str, list[int]] = {}
    for one in account_balances(actor, year=year, until=until):
        slot = summed.setdefault(one.fund, [0, 0, 0, 0])
        figures = (one.appropriated, one.budget, one.commitment, one.payment)
        for at, amount in enumerate(figures):
            slot[at] += amount
    return [Balance(fund, year, "", "", *figures) for fund, figures in summed.items()]


def left_over(actor: Actor, *, year: int) -> list[tuple[Pot, Fen]]:
    """Return what is left in each budget of a year, promised money not counted; none at zero."""
    return [
        (Pot(one.fund, year, one.purpose, one.division), Fen(one.budget))
        for one in account_balances(actor, year=year) if one.budget
    ]  # fmt: skip


def years(actor: Actor) -> list[int]:
    """Return the fiscal years that have accounts, newest first."""
    county.require_whole(actor, READ)
    rows = Account.objects.filter(year__gt=0).order_by("-year").values_list("year", flat=True)
    return list(rows.distinct())


def budget_left(pot: Pot) -> tuple[Fen, Fen]:
    """Return what is left earmarked for the pot's purpose, and in the fund's general budget."""
    accounts = Account.objects.filter(
        fund=pot.fund, year=pot.year, division=pot.division, book=Book.BUDGET.value,
        purpose__in=["", pot.purpose],
    )  # fmt: skip
    held = sums(accounts)
    by_purpose = {one.purpose: held.get(one.pk, 0) for one in accounts}
    marked = by_purpose.get(pot.purpose, 0) if pot.purpose else 0
    return Fen(marked), Fen(by_purpose.get("", 0))


@dataclass(frozen=True, slots=True)
class LotteryShare:
    """How much of the year's welfare-lottery money goes to elderly care; amounts in fen.

    `share` is paid to elderly care ÷ the year's money, None while there is none (standards/05 §3).
    """

    year: int
    total: int
    paid: int
    committed: int
    earmarked: int

    @property
    def share(self) -> float | None:
        """The part that was paid."""
        return self.paid / self.total if self.total else None

    @property
    def planned(self) -> float | None:
        """The part that was paid, is promised or is still earmarked for it."""
        whole = self.paid + self.committed + self.earmarked
        return whole / self.total if self.total else None


def lottery_share(actor: Actor, *, year: int, until: date | None = None) -> LotteryShare:
    """Return the share of the county's welfare-lottery money that elderly care has in a year."""
    rows = [
        one for one in account_balances(actor, year=year, until=until)
        if one.fund in FUNDS and FUNDS[one.fund].is_lottery
    ]  # fmt: skip
    elderly = [one for one in rows if one.purpose in PURPOSES and PURPOSES[one.purpose].is_elderly]
    return LotteryShare(
        year,
        total=sum(one.appropriated for one in rows),
        paid=sum(one.payment for one in elderly),
        committed=sum(one.commitment for one in elderly),
        earmarked=sum(one.budget for one in elderly),
    )


ENTRY = ("pk", "on", "kind", "says", "document", "run_id", "recorded_by", "total")


def entries(
    actor: Actor, *, year: int | None = None, fund: str = "", kind: str = "", q: str = "",
    purpose: str = "",
) -> "QuerySet[Entry]":  # fmt: skip
    """Return the ledger's entries with their `total`; the audit trail of a fund or a purpose."""
    county.require_whole(actor, READ)
    rows = Entry.objects.exclude(kind__in=["grant", "use"])
    of_account: dict[str, Any] = {}
    if year:
        of_account["year"] = year
    if fund:
        of_account["fund"] = fund
    if purpose:
        of_account["purpose"] = purpose
    if of_account:
        chosen = Account.objects.filter(**of_account).values("pk")
        touched = Posting.objects.filter(Q(source__in=chosen) | Q(target__in=chosen))
        rows = rows.filter(pk__in=touched.values("entry"))
    if kind:
        rows = rows.filter(kind=kind)
    if q:
        rows = rows.filter(Q(says__icontains=q) | Q(document__icontains=q))
    return rows.annotate(total=Sum("postings__amount"))


def entry(actor: Actor, entry_id: int) -> tuple[Entry, Sequence[Posting]]:
    """Return one entry with its postings; raises `NotHere`."""
    county.require_whole(actor, READ)
    found = Entry.objects.select_related("run", "reverses").filter(pk=entry_id).first()
    if found is None or found.kind in ("grant", "use"):
        raise NotHere("entry", entry_id)
    return found, list(found.postings.select_related("source", "target").order_by("pk"))


@reading(
    permit=Permit.FUNDS_PERSON, title=_("查看个人账户余额"), subject="person",
    ids=lambda held: [held["person"]],
)  # fmt: skip
def person_balance(actor: Actor, *, person: int) -> Mapping[str, Any]:
    """Return what a person holds: {"person": id, "held": [(scheme, unit, units left)]}."""
    found = people.person_in_scope(actor, person, permit=Permit.FUNDS_PERSON)
    accounts = Account.objects.filter(person=found.pk, book=Book.HELD.value)
    held = sums(accounts)
    rows = accounts.order_by("scheme", "unit").values_list("pk", "scheme", "unit")
    return {"person": found.pk, "held": [(s, u, held.get(key, 0)) for key, s, u in rows]}


def reversal_of(entry: Entry) -> Entry | None:
    """Return the entry that reversed one, None while it stands."""
    return Entry.objects.filter(reverses=entry).first()
