"""What one person is paid, into which account, and what is claimed back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.funds.models import (
    Claim,
    ClosingCertificate,
    Grant,
    Payee,
    Payment,
    Posting,
    Voucher,
)
from anhuai.funds.rules.books import Book
from anhuai.people import queries as people
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.compiled import PERSON, Compiled, RowsOf
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import unseal

SHOWN = 24


@dataclass(frozen=True, slots=True)
class PersonPay:
    """A person's pay: grants, the account, the last payments newest first, claims, the closing."""

    person: int
    grants: Sequence[Grant]
    payee: Payee | None
    payments: Sequence[Payment]
    claims: Sequence[Claim]
    closing: ClosingCertificate | None


_GRANTS = Compiled(
    lambda: Grant.objects.filter(person=PERSON).order_by("until", "-since"), of=RowsOf(Grant)
)
_PAYEE = Compiled(
    lambda: Payee.objects.filter(person=PERSON, until=None).order_by("pk")[:1], of=RowsOf(Payee)
)
_PAYMENTS = Compiled(
    lambda: Payment.objects.filter(
        person=PERSON, run__state__in=["approved", "sent", "settled"]
    ).select_related("run").order_by("-run__month", "-pk")[:SHOWN],
    of=RowsOf(Payment),
)  # fmt: skip
_CLAIMS = Compiled(
    lambda: Claim.objects.filter(person=PERSON).select_related("line").order_by("-pk"),
    of=RowsOf(Claim),
)
_CLOSING = Compiled(
    lambda: ClosingCertificate.objects.filter(person=PERSON, retracted_at=None).order_by("pk")[:1],
    of=RowsOf(ClosingCertificate),
)


@reading(
    permit=Permit.FUNDS_PERSON, title=_("查看个人发放情况"), subject="person",
    ids=lambda found: [found.person],
)  # fmt: skip
def person_pay(actor: Actor, *, person: int) -> PersonPay:
    """Return what a person within scope is paid; raises `NotHere`."""
    found = people.person_in_scope(actor, person, permit=Permit.FUNDS_PERSON)
    return PersonPay(
        person=found.pk,
        grants=_GRANTS(person=found.pk),
        payee=next(iter(_PAYEE(person=found.pk)), None),
        payments=_PAYMENTS(person=found.pk),
        claims=_CLAIMS(person=found.pk),
        closing=next(iter(_CLOSING(person=found.pk)), None),
    )


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement of a person's account: from which book to which, and what was left after it."""

    on: date
    says: str
    document: str
    scheme: str
    unit: str
    source: str
    target: str
    amount: int
    left: int


@dataclass(frozen=True, slots=True)
class PersonAccount:
    """What a person was granted and holds: what is left by scheme, every movement newest first."""

    person: int
    name: str
    held: Sequence[tuple[str, str, int]]
    movements: Sequence[Movement]


@reading(
    permit=Permit.FUNDS_PERSON, title=_("查看个人账户明细"), subject="person",
    ids=lambda found: [found.person],
)  # fmt: skip
def person_account(actor: Actor, *, person: int) -> PersonAccount:
    """Return a person's granted hours, vouchers and money with every movement; `NotHere`."""
    found = people.person_in_scope(actor, person, permit=Permit.FUNDS_PERSON)
    own = Q(source__person=found.pk) | Q(target__person=found.pk)
    rows = Posting.objects.filter(own).select_related("entry", "source", "target")
    left: dict[tuple[str, str], int] = {}
    made = []
    for one in rows.order_by("entry__on", "entry_id", "pk"):
        key = (one.target.scheme, one.target.unit)
        left[key] = left.get(key, 0) + one.amount * (
            (one.target.book == Book.HELD.value) - (one.source.book == Book.HELD.value)
        )
        made.append(
            Movement(
                one.entry.on, one.entry.says, one.entry.document, *key, one.source.book,
                one.target.book, one.amount, left[key],
            )
        )  # fmt: skip
    held = [(scheme, unit, amount) for (scheme, unit), amount in sorted(left.items())]
    return PersonAccount(found.pk, found.name, held, made[::-1])


def scheme_titles(person: int) -> dict[str, str]:
    """Return what the schemes of a person's vouchers are called."""
    rows = Voucher.objects.filter(person=person).order_by("pk")
    return dict(rows.values_list("scheme", "title"))


def payee_of(actor: Actor, *, person: int, permit: Permit = Permit.FUNDS_PERSON) -> Payee | None:
    """Return the account a person within scope is paid into."""
    found = people.person_in_scope(actor, person, permit=permit)
    return Payee.objects.filter(person=found.pk, until=None).first()


def masked_account(sealed: bytes | memoryview) -> str:
    """Return an account number with all but its last four digits hidden."""
    number = unseal(sealed)
    return f"**** {number[-4:]}" if number else ""


def closing(actor: Actor, *, person: int) -> ClosingCertificate:
    """Return the certificate that closed a person's pay; raises `NotHere`."""
    found = people.person_in_scope(actor, person, permit=Permit.FUNDS_PERSON)
    one = ClosingCertificate.objects.filter(person=found.pk, retracted_at=None).first()
    if one is None:
        raise NotHere("closing_certificate", person)
    return one


def receives(person: int) -> bool:
    """Say whether a person was ever granted or paid anything here."""
    granted = Grant.objects.filter(person=person).exists()
    return granted or Payment.objects.filter(person=person).exists()


def is_dead(actor: Actor, *, person: int) -> bool:
    """Say whether a person within scope is recorded as dead now."""
    return people.person_in_scope(actor, person).died is not None
