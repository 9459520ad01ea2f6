"""What people may spend: vouchers of a person, of the county, and what of them was spent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.funds.models import Spending, Voucher
from anhuai.funds.rules.books import Unit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit

ROW = (
    "pk", "person_id", "person__name", "title", "period", "unit", "amount", "spent", "until",
)  # fmt: skip
READ = Permit.FUNDS_PERSON


def vouchers(
    actor: Actor, *, scheme: str = "", period: date | None = None, state: str = "", q: str = ""
) -> "QuerySet[Voucher]":
    """Return the vouchers of people in reach; `state` open, used or over."""
    rows = Voucher.objects.filter(person__in=people.visible(actor, permit=READ).values("pk"))
    if scheme:
        rows = rows.filter(scheme=scheme)
    if period is not None:
        rows = rows.filter(period=period)
    today = clock.today()
    ended = Q(until__lte=today)
    if state == "open":
        rows = rows.filter(~ended | Q(until=None), spent__lt=F("amount"))
    elif state == "used":
        rows = rows.filter(spent=F("amount"))
    elif state == "over":
        rows = rows.filter(ended, spent__lt=F("amount"))
    if q:
        asked = people.Asked(q=q, state="all")
        found = people.find(actor, asked=asked, on=today).values_list("pk", flat=True)
        rows = rows.filter(person__in=list(found[:2000]))
    return rows


@reading(
    permit=READ, title=_("查看消费券名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def voucher_page(
    actor: Actor, *, order: Sequence[str] = ("-pk",), after: str = "", scheme: str = "",
    period: date | None = None, state: str = "", q: str = "",
) -> Window:  # fmt: skip
    """Return one page of vouchers, each a row of `ROW`."""
    rows = vouchers(actor, scheme=scheme, period=period, state=state, q=q)
    return window(rows, fields=ROW, order=order, after=after)


@dataclass(frozen=True, slots=True)
class Wallet:
    """What a person may spend now, and what was spent last, newest first."""

    person: int
    vouchers: Sequence[Voucher]
    spendings: Sequence[Spending]


@reading(
    permit=READ, title=_("查看个人消费券和时长"), subject="person", ids=lambda one: [one.person]
)
def wallet(actor: Actor, *, person: int, on: date) -> Wallet:
    """Return what a person in reach may spend on a day and what was spent; raises `NotHere`."""
    one = people.person_in_scope(actor, person, permit=READ)
    rows = Voucher.objects.filter(person=one.pk)
    live = rows.filter(Q(until=None) | Q(until__gt=on)).order_by("until", "pk")
    spent = Spending.objects.filter(voucher__person=one.pk).select_related("voucher")
    return Wallet(one.pk, list(live[:24]), list(spent.order_by("-pk")[:24]))


def left_of(*, person: int, scheme: str, on: date) -> int:
    """Return how many units a person may still spend of a scheme on a day."""
    rows = Voucher.objects.filter(person=person, scheme=scheme, since__lte=on)
    rows = rows.filter(Q(until=None) | Q(until__gt=on))
    told = rows.aggregate(left=Sum(F("amount") - F("spent")))
    return int(told["left"] or 0)


def left_in(*, person: int, unit: Unit, on: date, schemes: Sequence[str] = ()) -> int:
    """Return how much of a unit a person may still spend on a day, of some schemes or of any."""
    rows = Voucher.objects.filter(person=person, unit=unit.value, since__lte=on)
    rows = rows.filter(Q(until=None) | Q(until__gt=on))
    if schemes:
        rows = rows.filter(scheme__in=schemes)
    told = rows.aggregate(left=Sum(F("amount") - F("spent")))
    return int(told["left"] or 0)
