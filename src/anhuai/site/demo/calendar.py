"""Days as ordinals and as the texts a database takes: fast for a hundred thousand people."""

from datetime import date
from random import Random

_FIRST = date(1900, 1, 1).toordinal()
_LAST = date(2100, 12, 31).toordinal()
_TEXTS = [date.fromordinal(n).isoformat() for n in range(_FIRST, _LAST + 1)]


def text(day: int) -> str:
    """Return the ISO form of a day given as ordinal."""
    return _TEXTS[day - _FIRST]


def instant(day: int) -> str:
    """Return that day at 09:30 in China, as the UTC text both databases take."""
    return f"{_TEXTS[day - _FIRST]} 01:30:00"


def years_before(on: date, years: int) -> date:
    """Return the same day some years earlier; 29 February falls back to the 28th."""
    day = 28 if (on.month, on.day) == (2, 29) else on.day
    return on.replace(year=on.year - years, day=day)


def birthday(born: int, age: int) -> int:
    """Return the day on which somebody born on a day turned so many years."""
    day = date.fromordinal(born)
    if (day.month, day.day) == (2, 29):
        return date(day.year + age, 3, 1).toordinal()
    return day.replace(year=day.year + age).toordinal()


class Years:
    """The birth years of every age on a day: somebody of age `a` was born in [first(a), +365)."""

    def __init__(self, on: date) -> None:
        self.on = on.toordinal()
        self._firsts = [years_before(on, age + 1).toordinal() + 1 for age in range(130)]

    def birth(self, age: int, luck: Random) -> int:
        """Return a day on which somebody now of that age may have been born."""
        return self._firsts[age] + 1 + int(luck.random() * 362)

    def age(self, born: int) -> int:
        """Return the age in whole years on the day."""
        guess = max(0, int((self.on - born) / 365.25) - 1)
        while born < self._firsts[guess]:
            guess += 1
        return guess

    def turned(self, age: int) -> int:
        """Return the latest day of birth of somebody who has that age."""
        return self._firsts[age - 1] - 1
