"""Calendar months, ages and birthdays."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from typing import Final, overload

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit

_FORM = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})月?")


class BadMonth(Unfit):
    """A text that is no month; code: format."""


class LeapRule(StrEnum):
    """When a person is a month or year older whose day is missing in that month.

    No document in `standards/` settles it (confidence C), so callers that decide money on it
    take the rule from their settings.
    """

    NEXT_DAY = "next_day"
    """On the first of the next month: born 29 February, a year older on 1 March."""
    LAST_DAY = "last_day"
    """On the month's last day: born 29 February, a year older on 28 February."""


DEFAULT_LEAP_RULE: Final = LeapRule.NEXT_DAY


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month; ordered in time."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (MINYEAR <= self.year <= MAXYEAR and 1 <= self.month <= 12):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month that holds `day`."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Return the month written as 2026-11, 202611 or 2026年11月; raises `BadMonth`."""
        match = _FORM.fullmatch("".join(normalise(text).split()))
        if match is None or not (int(match[1]) >= MINYEAR and 1 <= int(match[2]) <= 12):
            raise BadMonth(
                "format",
                "月份写法不对，请按“2026-11”填写年份和月份。",
                "This is not a month: write it like 2026-11.",
            )
        return cls(int(match[1]), int(match[2]))

    @property
    def first(self) -> date:
        """The month's first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """The month's last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def __add__(self, months: int) -> "Month":
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    @overload
    def __sub__(self, other: "Month") -> int: ...
    @overload
    def __sub__(self, other: int) -> "Month": ...
    def __sub__(self, other: "Month | int") -> "Month | int":
        if isinstance(other, int):
            return self + -other
        return (self.year - other.year) * 12 + self.month - other.month

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


def months_between(start: Month, end: Month) -> Iterator[Month]:
    """Yield every month from `start` up to but not including `end`, as periods do."""
    return (start + passed for passed in range(end - start))


def birthday(born: date, age: int, *, leap_rule: LeapRule = DEFAULT_LEAP_RULE) -> date:
    """Return the day on which a person becomes `age`.

    A person born on 29 February has the birthday of common years by `leap_rule`: on 1 March
    unless told otherwise, a choice of ours (confidence C, see `LeapRule`).
    """
    return _anniversary(born, 12 * age, leap_rule)


def age_on(born: date, on: date, *, leap_rule: LeapRule = DEFAULT_LEAP_RULE) -> int:
    """Return the full years (周岁) a person born on `born` has lived on the day `on`."""
    _require_born(born, on)
    age = on.year - born.year
    if (born.month, born.day) == (2, 29):
        return age - (on < birthday(born, age, leap_rule=leap_rule))
    return age - ((on.month, on.day) < (born.month, born.day))  # asked for every row of a list


def age_months(born: date, on: date, *, leap_rule: LeapRule = DEFAULT_LEAP_RULE) -> int:
    """Return the full months a person born on `born` has lived on the day `on`."""
    _require_born(born, on)
    months = Month.of(on) - Month.of(born)
    return months - (on < _anniversary(born, months, leap_rule))


def _anniversary(born: date, months: int, leap_rule: LeapRule) -> date:
    month = Month.of(born) + months
    if born.day <= month.last.day:
        return month.first.replace(day=born.day)
    return month.last + timedelta(days=leap_rule is LeapRule.NEXT_DAY)


def _require_born(born: date, on: date) -> None:
    if on < born:
        raise ValueError(f"not yet born on {on}")
