"""Past months decided anew: what differs from what was decided, and which intervals hold now.

What is only unknown now takes nothing away: a month is claimed back when it is known not to be
owed, never because a paper is missing (the finding says what is).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

Value = tuple[int, str]
"""Fen (or what the form counts) and the reason's lasting name."""
Interval = tuple[Month, Month | None, Value]
"""From a month until the first month without; None while it runs."""
NOTHING: Value = (0, "")


@dataclass(frozen=True, slots=True)
class Difference:
    """One past month that is decided differently now."""

    month: Month
    was: Value
    now: Value


def by_month(held: Iterable[Interval], first: Month, last: Month) -> dict[Month, Value]:
    """Return what held in each of the months [first, last]."""
    found: dict[Month, Value] = {}
    for since, until, value in held:
        month = max(since, first)
        while month <= last and (until is None or month < until):
            found[month] = value
            month += 1
    return found


def differences(
    was: Mapping[Month, Value], now: Mapping[Month, Value], months: Iterable[Month]
) -> list[Difference]:
    """Return the months that differ; `now` says why nothing is owed with an amount of 0."""
    found = []
    for month in months:
        before, after = was.get(month, NOTHING), now.get(month, NOTHING)
        if (before[0] or after[0]) and before != after:
            found.append(Difference(month, before, after))
    return found


def renewed(held: Iterable[Interval], changed: Iterable[Difference], last: Month) -> list[Interval]:
    """Return the intervals that hold once some months up to `last` are decided differently.

    What runs beyond `last` goes on running: the night decides the months from there.
    """
    held = list(held)
    changed = list(changed)
    months = [since for since, _until, _value in held] + [one.month for one in changed]
    if not months:
        return []
    known = by_month(held, min(months), last)
    known |= {one.month: one.now for one in changed}
    beyond = [
        (max(since, last + 1), until, value) for since, until, value in held
        if until is None or until > last + 1
    ]  # fmt: skip
    found: list[Interval] = []
    for month in sorted(known):
        if known[month][0]:
            _join(found, (month, month + 1, known[month]))
    for one in sorted(beyond, key=lambda item: item[0]):
        _join(found, one)
    return found


def _join(found: list[Interval], one: Interval) -> None:
    before = found[-1] if found else None
    if before is not None and before[1] == one[0] and before[2] == one[2]:
        found[-1] = (before[0], one[1], one[2])
    else:
        found.append(one)


# from when a grant is paid ----------------------------------------------------------------------

CONFIRMED, AFTER_ACCEPTANCE, ACCEPTED, APPLIED = range(4)
"""From which month a confirmed grant is paid: a choice of the county (setting)."""
PAID_FROM_BASIS = Basis(
    document="一个乡镇系统的工作实务", confidence=Confidence.B,
    note="受理次月起发放，由各地规定（补发按年龄段分段计算）",
)  # fmt: skip


def paid_from(choice: int, *, applied: date, accepted: date | None, confirmed: date) -> Month:
    """Return the first month a grant is paid for; never later than that of its confirmation."""
    latest = Month.of(confirmed)
    begun = Month.of(accepted or applied)
    wanted = {
        CONFIRMED: latest, AFTER_ACCEPTANCE: begun + 1, ACCEPTED: begun,
        APPLIED: Month.of(applied),
    }.get(choice, latest)  # fmt: skip
    return min(wanted, latest)


__all__ = [
    "ACCEPTED", "AFTER_ACCEPTANCE", "APPLIED", "CONFIRMED", "NOTHING", "PAID_FROM_BASIS",
    "Difference", "Interval", "Value", "by_month", "differences", "paid_from", "renewed",
]  # fmt: skip
