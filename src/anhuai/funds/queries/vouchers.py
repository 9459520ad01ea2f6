"""What people may spend: vouchers of a person, of the county, and what of them was spent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.funds.models import Spending, Voucher
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.vouchers import BOUND
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.compiled import ON, PERSON, Compiled, RowsOf
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


_HAS_VOUCHER = RowsOf(Voucher)
_LIVE = Compiled(
    lambda: Voucher.objects.filter(Q(until=None) | Q(until__gt=ON), person=PERSON)
    .order_by("until", "pk")[:24],
    of=_HAS_VOUCHER,
)  # fmt: skip
_SPENT = Compiled(
    lambda: Spending.objects.filter(voucher__person=PERSON)
    .select_related("voucher", "entry__reversal").order_by("-pk")[:24],
    of=_HAS_VOUCHER,
)  # fmt: skip


@reading(
    permit=READ, title=_("查看个人消费券和时长"), subject="person", ids=lambda one: [one.person]
)
def wallet(actor: Actor, *, person: int, on: date) -> Wallet:
    """Return what a person in reach may spend on a day and what was spent; raises `NotHere`."""
    one = people.person_in_scope(actor, person, permit=READ)
    return Wallet(one.pk, _LIVE(person=one.pk, on=on), _SPENT(person=one.pk))


def left_of(*, person: int, scheme: str, on: date) -> int:
    """Return how many units a person may still spend of a scheme on a day."""
    rows = Voucher.objects.filter(person=person, scheme=scheme, since__lte=on)
    rows = rows.filter(Q(until=None) | Q(until__gt=on))
    told = rows.aggregate(left=Sum(F("amount") - F("spent")))
    return int(told["left"] or 0)


def left_in(*, person: int, unit: Unit, on: date, schemes: Sequence[str] = ()) -> int:
    """Return how much of a unit a person may still spend on a day, of some schemes or of any.

    Of any: without what is bound to a use of its own.
    """
    rows = Voucher.objects.filter(person=person, unit=unit.value, since__lte=on)
    rows = rows.filter(Q(until=None) | Q(until__gt=on))
    rows = rows.filter(scheme__in=schemes) if schemes else rows.exclude(scheme__contains=BOUND)
    told = rows.aggregate(left=Sum(F("amount") - F("spent")))
    return int(told["left"] or 0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What people were credited of a scheme: spent for good, and still open on a day."""

    spent: int = 0
    open: int = 0


def drawn_of(schemes: Sequence[str], *, on: date) -> Mapping[str, Drawn]:
    """Return what was spent of schemes, and what of them may still be spent on a day or later."""
    ended = Q(until__lte=on)
    rows = Voucher.objects.filter(scheme__in=schemes).order_by().values("scheme").annotate(
        used=Sum("spent"), left=Sum(F("amount") - F("spent"), filter=~ended | Q(until=None))
    )  # fmt: skip
    return {row["scheme"]: Drawn(row["used"] or 0, row["left"] or 0) for row in rows}


def drawn_by(scheme: str, *, period: date) -> Mapping[int, tuple[int, int]]:
    """Return by person what they were credited of a scheme for a month, and spent of it."""
    rows = Voucher.objects.filter(scheme=scheme, period=period)
    return {key: (held, used) for key, held, used in rows.values_list("person", "amount", "spent")}


def spending_in_scope(actor: Actor, *, person: int, key: int) -> Spending:
    """Return a spending at a counter of a person in reach, not given back, or raise `NotHere`."""
    people.person_in_scope(actor, person, permit=Permit.FUNDS_MANAGE)
    rows = Spending.objects.filter(voucher__person=person, pk=key, entry__reversal=None)
    found = rows.exclude(key__contains=BOUND).select_related("voucher").first()
    if found is None:
        raise NotHere("spending", key)
    return found


def key_plain(key: str) -> str:
    """Return an order's own key, without the number a further spending of it has."""
    plain, mark, count = key.rpartition("#")
    return plain if mark and count.isdecimal() else key


def key_now(person: int, key: str) -> str:
    """Return the key an order is spent for under now: a further one each time it was given back."""
    plain = key.strip()[:90]
    rows = Spending.objects.filter(voucher__person=person, entry__reversal__isnull=False)
    back = set(rows.filter(key__startswith=plain).values_list("key", flat=True))
    found, count = plain, 1
    while found in back:
        count += 1
        found = f"{plain}#{count}"
    return found
