"""Bills of residents, for their institution and the county."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.months import Month
from anhuai.placements.models import Bill, Stay
from anhuai.placements.queries.reach import beyond, stays
from anhuai.placements.rules.words import Kind
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit

READ = Permit.PLACEMENTS_READ
BILL_ROW = (
    "pk", "stay_id", "stay__person_id", "stay__person__name", "facility__name", "month", "days",
    "away", "bed_fee", "care_fee", "meal_fee", "total", "state", "settled_on",
)  # fmt: skip


class WhichBills(TypedDict, total=False):
    """Which bills: of a facility, a month (its first day), a state."""

    facility: int | None
    month: date | None
    state: str


def bills(actor: Actor, *, permit: Permit = READ) -> QuerySet[Bill]:
    """Return the bills of the stays a permit reaches."""
    return Bill.objects.filter(stay__in=stays(actor, permit=permit).values("pk"))


def listed_bills(actor: Actor, *, q: str = "", **which: Unpack[WhichBills]) -> QuerySet[Bill]:
    """Return the bills a list asks for."""
    rows = bills(actor)
    given = {name: value for name, value in which.items() if value not in (None, "")}
    rows = rows.filter(**given)
    return rows.filter(stay__person__name__contains=q) if q else rows


@reading(
    permit=READ, title=_("查看入住账单"), subject="person",
    ids=lambda page: sorted({row[2] for row in page.rows}),
)  # fmt: skip
def bill_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-month", "pk"), after: str = "",
    **which: Unpack[WhichBills],
) -> Window:  # fmt: skip
    """Return one page of bills, each a row of `BILL_ROW`."""
    with beyond():
        rows = listed_bills(actor, q=q, **which)
        return window(rows, fields=BILL_ROW, order=order, after=after)


@reading(
    permit=READ, title=_("导出入住账单"), subject="person",
    ids=lambda rows: sorted({row[2] for row in rows}),
)  # fmt: skip
def all_bills(actor: Actor, *, q: str = "", **which: Unpack[WhichBills]) -> list[tuple[Any, ...]]:
    """Return every bill a list asks for, each a row of `BILL_ROW`."""
    with beyond():
        rows = listed_bills(actor, q=q, **which).order_by("facility", "month", "pk")
        return list(rows.values_list(*BILL_ROW))


VALUES = (
    "pk", "stay_id", "facility_id", "month", "days", "away", "bed_fee", "care_fee", "meal_fee",
    "total", "set_off", "state", "settled_on", "version",
)  # fmt: skip


def bill_values(
    actor: Actor, *, at_most: int, **which: Unpack[WhichBills]
) -> list[tuple[Any, ...]]:
    """Return the bills asked for without names, newest month first, each a row of `VALUES`."""
    with beyond():
        rows = listed_bills(actor, **which).order_by("-month", "pk")
        return list(rows.values_list(*VALUES)[:at_most])


def bill(actor: Actor, key: int, *, permit: Permit = READ) -> Bill:
    """Return one bill in the permit's scope, or raise `NotHere`."""
    with beyond():
        rows = bills(actor, permit=permit).select_related("stay", "stay__person", "facility")
        found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("bill", key)
    return found


@reading(
    permit=READ, title=_("查看一份入住账单"), subject="person", ids=lambda one: [one.stay.person_id]
)
def bill_file(actor: Actor, key: int) -> Bill:
    """Return one bill with whom it is for, or raise `NotHere`."""
    return bill(actor, key)


def bills_of_stay(stay: int) -> list[Bill]:
    """Return the bills of a stay, newest first; its caller has checked the scope."""
    with beyond():
        return list(Bill.objects.filter(stay=stay).order_by("-month", "-pk"))


def bill_sums(actor: Actor, **which: Unpack[WhichBills]) -> dict[str, tuple[int, int]]:
    """Return by state how many bills a list asks for and what they come to, in fen."""
    with beyond():
        rows = listed_bills(actor, **which).order_by().values_list("state")
        found = rows.annotate(n=Count("pk"), much=Sum("total"))
        return {state: (n, much or 0) for state, n, much in found}


def without_contract(facility: int, month: Month) -> int:
    """Return how many stays of a month have no contract, and so no bill; scope is checked."""
    with beyond():
        rows = Stay.objects.filter(facility=facility, since__lte=month.last, contract=None)
        rows = rows.exclude(kind=Kind.DAY_CARE)
        return rows.filter(Q(until=None) | Q(until__gt=month.first)).count()
