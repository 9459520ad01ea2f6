"""Values that change on known dates, as amounts and thresholds do, and half-open periods."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from anhuai.kernel.unfit import Unfit

T = TypeVar("T")


class NothingInForce(Unfit):
    """A day before the first version; code: not_in_force."""


class BadPeriod(Unfit):
    """A period that ends before it has lasted a day; code: empty."""


@dataclass(frozen=True)
class Dated(Generic[T]):
    """A value with the dates from which each of its versions holds, kept in their order."""

    versions: Mapping[date, T]

    def __post_init__(self) -> None:
        if not self.versions:
            raise ValueError("a dated value has at least one version")
        object.__setattr__(self, "versions", dict(sorted(self.versions.items())))

    def __hash__(self) -> int:
        return hash(tuple(self.versions.items()))

    @property
    def starts(self) -> tuple[date, ...]:
        """The days on which the value changes, first to last."""
        return tuple(self.versions)

    def on(self, day: date) -> T:
        """Return the version in force on `day`, or raise `NothingInForce`."""
        for start in reversed(self.starts):
            if start <= day:
                return self.versions[start]
        raise NothingInForce(
            "not_in_force",
            f"{day} 当天尚无有效的规定，最早的自 {self.starts[0]} 起，请核对日期或补录更早的规定。",
            f"Nothing is in force on {day}, the first version holds from {self.starts[0]}: "
            "check the date or add the earlier version.",
        )


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` up to but not including `until`; open where `until` is None."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise BadPeriod(
                "empty",
                f"结束日期 {self.until} 应晚于开始日期 {self.since}，请核对两个日期。",
                f"The end {self.until} must be after the start {self.since}: check both dates.",
            )

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the period."""
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day; periods that only touch do not."""
        return self.covers(other.since) or other.covers(self.since)

    def intersect(self, other: "Period") -> "Period | None":
        """Return the days both share, None if there are none."""
        return self.clip(since=other.since, until=other.until)

    def clip(self, *, since: date | None = None, until: date | None = None) -> "Period | None":
        """Return the part from `since` up to but not including `until`, None if empty."""
        start = self.since if since is None else max(self.since, since)
        ends = [end for end in (self.until, until) if end is not None]
        end = min(ends, default=None)
        return None if end is not None and end <= start else Period(start, end)


def overlapping(periods: Iterable[Period]) -> list[tuple[Period, Period]]:
    """Return every pair that shares a day, the earlier start first, in order of starts."""
    clashes: list[tuple[Period, Period]] = []
    running: list[Period] = []
    for period in sorted(periods, key=lambda period: period.since):
        running = [earlier for earlier in running if earlier.covers(period.since)]
        clashes += [(earlier, period) for earlier in running]
        running.append(period)
    return clashes
