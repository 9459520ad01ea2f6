"""The ledger: accounts, entries, and postings that each move units from one account to another.

A posting names where its amount comes from and where it goes, so no row can be out of balance
(ADR 0034). Rows are never changed or removed: triggers refuse it on both databases. What was wrong
is reversed by a further entry. Balances are sums, never columns.
"""

from django.db import models

from anhuai.funds.rules.books import Book, EntryKind, Unit

_OF_FUND = ["source", "budget", "commitment", "payment"]


class Account(models.Model):
    """One account of a fund's year, or of a person for what was granted.

    `purpose` is what the money is for; "" in the budget is money for any purpose. `division` is the
    town of a fund that towns hold. Person accounts have `scheme` and no year.
    """

    book = models.CharField(max_length=12)
    unit = models.CharField(max_length=8)
    fund = models.CharField(max_length=24, blank=True)  # catalogue/funds
    year = models.PositiveSmallIntegerField(default=0)
    division = models.CharField(max_length=12, blank=True)
    purpose = models.CharField(max_length=24, blank=True)  # catalogue/purposes
    scheme = models.CharField(max_length=64, blank=True)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "year", "division", "purpose", "book", "unit", "scheme"],
                condition=models.Q(person=None),
                name="account_one_of_fund",
            ),
            models.UniqueConstraint(
                fields=["person", "scheme", "unit", "book"],
                condition=models.Q(person__isnull=False),
                name="account_one_of_person",
            ),
            models.CheckConstraint(
                condition=models.Q(book__in=[str(book) for book in Book])
                & models.Q(unit__in=[str(unit) for unit in Unit]),
                name="account_words",
            ),
            models.CheckConstraint(
                condition=models.Q(book__in=_OF_FUND, unit="fen", person=None, year__gt=0)
                | (~models.Q(book__in=_OF_FUND) & models.Q(year=0, fund="")),
                name="account_of_fund_or_grant",
            ),
        ]


class Entry(models.Model):
    """One event in the ledger with its document; `key` names what it records, once for ever."""

    kind = models.CharField(max_length=16)
    on = models.DateField(db_index=True)
    says = models.CharField(max_length=200)
    document = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=120, unique=True)
    run = models.ForeignKey(
        "funds.Run", null=True, on_delete=models.PROTECT, related_name="entries"
    )
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversal"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[str(kind) for kind in EntryKind]), name="entry_kind"
            )
        ]


class Posting(models.Model):
    """So many units moved from one account to another of the same unit."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="postings")
    source = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="out")
    target = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="into")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="posting_amount"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="posting_between_two"
            ),
        ]
