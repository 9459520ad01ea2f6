"""Which orders are called back: drawn so that an auditor draws the same again."""

import hashlib
from collections.abc import Iterable
from datetime import date

from anhuai.facilities.rules import Titled


class CallResult(Titled):
    """What the elder or the family said of an order."""

    CONFIRMED = "confirmed", "属实", "Confirmed"
    DENIED = "denied", "没有服务过", "Not given"
    SHORT = "short", "做得不全", "Only in part"
    UNREACHABLE = "unreachable", "联系不上", "Not reached"


def rank(month: date, seed: str, number: str) -> str:
    """Return an order's place in the draw: SHA-256 of "2026-05|seed|number", smallest first."""
    return hashlib.sha256(f"{month:%Y-%m}|{seed}|{number}".encode()).hexdigest()


def draw(numbers: Iterable[str], *, month: date, seed: str, per_cent: int, least: int) -> list[str]:
    """Return the orders drawn of one provider's month: so many per cent, rounded up, at least some.

    Anybody with the month's order numbers and the seed draws the same, in the same order.
    """
    ranked = sorted(set(numbers), key=lambda number: (rank(month, seed, number), number))
    count = max(least, -(-len(ranked) * per_cent // 100))
    return ranked[:count]
