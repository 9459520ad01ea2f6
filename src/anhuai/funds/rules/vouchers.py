"""Which vouchers an order is paid from: those that end first, and never more than there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anhuai.funds.rules.books import Unit
from anhuai.kernel.months import Month

BOUND = ":"
"""In a scheme's code: money bound to a use of its own, spent only where the scheme is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What a person is credited of a scheme for a month, and from when until when it holds."""

    person: int
    scheme: str
    title: str
    period: Month
    unit: Unit
    amount: int
    since: date
    until: date | None
    reason: str
    pin: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """A voucher's key, what is left of it, and its last day as `until`."""

    key: int
    left: int
    until: date | None


def chosen(needed: int, vouchers: Iterable[Left]) -> list[tuple[int, int]] | None:
    """Return how much to take from which voucher; None where all together do not suffice."""
    found: list[tuple[int, int]] = []
    for one in sorted(vouchers, key=lambda item: (item.until or date.max, item.key)):
        part = min(needed, one.left)
        if part > 0:
            found.append((one.key, part))
            needed -= part
    return None if needed else found
