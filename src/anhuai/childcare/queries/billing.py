"""Bills of children and what was paid, for their nursery, the county and the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.childcare.models import Bill, BillLine, Invoice, Payment
from anhuai.childcare.queries.applying import APPLY, children_of
from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.people import queries as people
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.searching import matching

BILL_ROW = (
    "pk", "person_id", "person__name", "nursery__facility__name", "month", "number", "attended",
    "total", "paid",
)  # fmt: skip


class WhichBills(TypedDict, total=False):
    """Which bills: of a nursery, a month (its first day), "open" or "settled" ones."""

    nursery: int | None
    month: date | None
    state: str


def bills(actor: Actor, *, permit: Permit = READ) -> QuerySet[Bill]:
    """Return the bills of the nurseries a permit reaches, or of a family's own children."""
    if permit == APPLY and not actor.may(READ):
        return Bill.objects.filter(person__in=[one.pk for one in children_of(actor)])
    return Bill.objects.filter(nursery__in=nurseries(actor, permit=permit))


def listed_bills(actor: Actor, *, q: str = "", **which: Unpack[WhichBills]) -> QuerySet[Bill]:
    """Return the bills a list asks for."""
    rows = bills(actor)
    for name in ("nursery", "month"):
        if which.get(name):
            rows = rows.filter(**{name: which[name]})
    if which.get("state") == "open":
        rows = rows.exclude(paid=F("total"))
    elif which.get("state") == "settled":
        rows = rows.filter(paid=F("total"))
    return rows.filter(person__in=matching(people.everybody(), q)) if q else rows


@reading(
    permit=READ, title=_("查看托育账单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
@wall.lifted()
def bill_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-month", "pk"), after: str = "",
    **which: Unpack[WhichBills],
) -> Window:  # fmt: skip
    """Return one page of bills, each a row of `BILL_ROW`."""
    return window(listed_bills(actor, q=q, **which), fields=BILL_ROW, order=order, after=after)


@reading(
    permit=READ, title=_("导出托育账单"), subject="person",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
@wall.lifted()
def all_bills(actor: Actor, *, q: str = "", **which: Unpack[WhichBills]) -> list[tuple[Any, ...]]:
    """Return every bill a list asks for, each a row of `BILL_ROW`."""
    rows = listed_bills(actor, q=q, **which).order_by("nursery", "month", "person", "number")
    return list(rows.values_list(*BILL_ROW))


@wall.lifted()
def bill(actor: Actor, key: int, *, permit: Permit = APPLY, lock: bool = False) -> Bill:
    """Return one bill in the permit's scope, or raise `NotHere`."""
    rows = bills(actor, permit=permit).select_related("person", "nursery__facility")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("childcare_bill", key)
    return found


@dataclass(frozen=True, slots=True)
class BillFile:
    """One bill whole: its lines, its payments, the month's other bills."""

    one: Bill
    lines: Sequence[BillLine]
    payments: Sequence[Payment]
    chain: Sequence[Bill]


@reading(
    permit=APPLY, title=_("查看一份托育账单"), subject="person",
    ids=lambda found: [found.one.person_id],
)  # fmt: skip
@wall.lifted()
def bill_file(actor: Actor, key: int) -> BillFile:
    """Return one bill whole to its nursery, the county and the family, or raise `NotHere`."""
    one = bill(actor, key)
    chain = Bill.objects.filter(nursery=one.nursery, person=one.person, month=one.month)
    return BillFile(
        one, list(one.lines.order_by("pk")), list(one.payments.order_by("pk")),
        list(chain.order_by("number")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment with its bill and the tax invoices entered for it."""

    one: Payment
    bill: Bill
    invoices: Sequence[Invoice]


@reading(
    permit=APPLY, title=_("查看托育收据"), subject="person",
    ids=lambda found: [found.bill.person_id],
)  # fmt: skip
@wall.lifted()
def receipt(actor: Actor, key: int, *, permit: Permit = APPLY) -> Receipt:
    """Return a payment of a bill in scope, or raise `NotHere`."""
    one = payment(actor, key, permit=permit)
    return Receipt(one, one.bill, list(one.invoices.select_related("file").order_by("pk")))


@wall.lifted()
def payment(actor: Actor, key: int, *, permit: Permit = APPLY) -> Payment:
    """Return a payment of a bill in the permit's scope, or raise `NotHere`."""
    rows = Payment.objects.filter(bill__in=bills(actor, permit=permit).values("pk"))
    found = rows.select_related("bill__person", "bill__nursery__facility").filter(pk=key).first()
    if found is None:
        raise NotHere("childcare_payment", key)
    return found


@wall.lifted()
def invoice(actor: Actor, key: int) -> Invoice:
    """Return a tax invoice of a payment in scope, or raise `NotHere`."""
    found = Invoice.objects.select_related("file").filter(pk=key).first()
    if found is None:
        raise NotHere("childcare_invoice", key)
    payment(actor, found.payment_id)
    return found


@wall.lifted()
def bills_of_child(person: int, nursery: int | None = None) -> list[Bill]:
    """Return a child's bills, newest first; its caller has checked the scope."""
    rows = Bill.objects.filter(person=person)
    rows = rows.filter(nursery=nursery) if nursery else rows
    return list(rows.select_related("nursery__facility").order_by("-month", "-number")[:36])


def bill_sums(actor: Actor, *, q: str = "", **which: Unpack[WhichBills]) -> tuple[int, int]:
    """Return what the bills a list asks for come to and what was paid of them, in fen."""
    with wall.lifted():
        found = listed_bills(actor, q=q, **which).aggregate(due=Sum("total"), had=Sum("paid"))
    return found["due"] or 0, found["had"] or 0


@wall.lifted()
def reversal_of(one: Payment) -> Payment | None:
    """Return the receipt that takes a payment already in scope back; None where none does."""
    return Payment.objects.filter(reverses=one).first()
