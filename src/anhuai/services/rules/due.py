"""When somebody is due to be visited, and when that is overdue (standards/02 §6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from anhuai.kernel.months import Month
from anhuai.services.rules.words import TargetState

MONTHLY = range(28, 32)


@dataclass(frozen=True, slots=True)
class Due:
    """The day a visit is due on, and the first day it is overdue."""

    on: date
    overdue: date


def due_after(last: date | None, listed: date, every_days: int) -> Due:
    """Return when the next visit is due: interval × 1.0 after the last, overdue after × 1.2.

    Never visited counts from the day of listing. A monthly interval (28 to 31 days) never skips a
    calendar month: it is due by the last day of the month after the last visit's.
    """
    base = max(last, listed) if last is not None else listed
    due = base + timedelta(every_days)
    over = base + timedelta(-(-every_days * 12 // 10))
    if every_days in MONTHLY:
        end = (Month.of(base) + (0 if last is None else 1)).last
        due, over = min(due, end), min(over, end + timedelta(1))
    return Due(due, max(over, due + timedelta(1)))


def state_of(
    due: Due, *, last: date | None, month: Month, on: date, dropped: bool = False
) -> TargetState:
    """Return how somebody on a month's list stands on a day."""
    if dropped:
        return TargetState.DROPPED
    if on >= due.overdue:
        return TargetState.OVERDUE
    if on >= due.on:
        return TargetState.DUE
    if last is not None and month.first <= last <= month.last:
        return TargetState.DONE
    return TargetState.WAITING
