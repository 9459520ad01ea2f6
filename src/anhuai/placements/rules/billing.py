"""What a resident owes for a month: bed, care and meals of the contract, by the days lived in.

Days are counted in whole: the day of moving in is charged, the day of leaving is not. The sums are
of fen, each line rounded once, half up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from anhuai.facilities.rules import Titled
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month


class BillState(Titled):
    """Where a bill stands."""

    OPEN = "open", "待付", "To be paid"
    PAID = "paid", "已付", "Paid"
    VOID = "void", "已作废", "Void"


@dataclass(frozen=True, slots=True)
class Bill:
    """A month's bill: fen by line, and the days it rests on."""

    days: int
    away: int
    of_month: int
    bed: Fen
    care: Fen
    meals: Fen

    @property
    def total(self) -> Fen:
        """Everything together."""
        return Fen(self.bed + self.care + self.meals)


Span = tuple[date, date | None]


def overlap(span: Span, month: Month) -> int:
    """Return how many days of a month lie in [since, until)."""
    since, until = span
    after = month.last + timedelta(1)
    first, last = max(since, month.first), min(until or after, after)
    return max(0, (last - first).days)


def part(fee: int, days: int, of_month: int) -> Fen:
    """Return a monthly fee for some of its days, half a fen up; the whole month is the whole fee.

    >>> part(100_000, 15, 30)
    50000
    """
    return Fen((2 * fee * days + of_month) // (2 * of_month))


def bill_of(
    month: Month, stay: Span, away: Sequence[Span], *, bed: int, care: int, meals: int,
    meals_while_away: bool,
) -> Bill | None:  # fmt: skip
    """Return the bill of a stay for a month; None where it has no day in it.

    Whoever is away keeps the bed and pays for it and the care; meals only where the county says.
    """
    of_month = overlap((month.first, None), month)
    days = overlap(stay, month)
    if not days:
        return None
    since, until = stay
    gone = sum(
        overlap((max(one[0], since), _earlier(one[1], until)), month) for one in away
    )  # fmt: skip
    gone = min(gone, days)
    eaten = days if meals_while_away else days - gone
    return Bill(
        days, gone, of_month, part(bed, days, of_month), part(care, days, of_month),
        part(meals, eaten, of_month),
    )  # fmt: skip


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
