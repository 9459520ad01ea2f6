"""Working days: Monday to Friday, but for the days somebody said otherwise of."""

from collections.abc import Mapping
from datetime import date, timedelta

_SATURDAY = 5
_FAR = 3_660
"""Days after which counting stops: no deadline here is ten years of holidays away."""


def is_working_day(on: date, said: Mapping[date, bool]) -> bool:
    """Say whether people work on a day; `said` holds the days that differ from their weekday."""
    return said.get(on, on.weekday() < _SATURDAY)


def working_days_between(start: date, end: date, said: Mapping[date, bool]) -> int:
    """Return how many working days lie in [start, end); negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, said)
    weeks, rest = divmod((end - start).days, 7)
    plain = weeks * 5 + sum((start + timedelta(days=d)).weekday() < _SATURDAY for d in range(rest))
    changed = (d for d in said if start <= d < end)
    return plain + sum(int(said[d]) - int(d.weekday() < _SATURDAY) for d in changed)


def add_working_days(start: date, days: int, said: Mapping[date, bool]) -> date:
    """Return the last of so many working days after a day, which itself does not count.

    No days at all lead to `start`; a negative number counts backwards. Raises `ValueError` when
    `said` leaves no working day within ten years.
    """
    step = timedelta(days=1 if days > 0 else -1)
    on, left = start, abs(days)
    for _ in range(_FAR):
        if not left:
            return on
        on += step
        left -= is_working_day(on, said)
    raise ValueError("no working day within ten years")
