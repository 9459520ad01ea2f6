"""The dated circumstances of everybody, gathered before they are loaded."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from random import Random
from typing import NamedTuple

from anhuai.kernel.catalogue import load
from anhuai.people.rules.circumstances import CircumstanceKind, natural_end
from anhuai.site.demo.calendar import birthday
from anhuai.site.demo.folk import Folk
from anhuai.site.demo.lives import Past


class Row(NamedTuple):
    """One circumstance of a person from a day to a day (0: still holds)."""

    person: int
    code: str
    grade: str
    kind: str
    since: int
    until: int


class Register:
    """Collects circumstances; a row ends by itself where its definition says so."""

    def __init__(self, folk: Folk, past: Past, luck: Random) -> None:
        self.folk = folk
        self.past = past
        self.luck = luck
        self.rows: list[Row] = []

    def some_day(self, person: int, *, from_age: int, after: int = 0) -> int:
        """Return a past day on which somebody had reached an age: mostly long ago, often lately."""
        born, on = self.folk.born[person], self.past.on
        first = max(birthday(born, from_age), after + 1, born + 1)
        lately = self.luck.random() < 0.35
        earliest = self.past.opening if lately else self.past.opening - 3600
        start = max(first, earliest)
        last = (self.folk.died[person] or on) - 12
        if start >= last:
            return min(start, on - 1)
        return start + int(self.luck.random() * (last - start))

    def add(
        self, person: int, code: str, since: int, *, kind: str = "", grade: str = "", until: int = 0
    ) -> None:
        """Record a circumstance; death ends it, and so does the birthday its definition names."""
        ends = [
            day
            for day in (until, self.folk.died[person], self._ends(person, code, since))
            if day > since
        ]
        self.rows.append(Row(person, code, grade, kind, since, min(ends, default=0)))

    def _ends(self, person: int, code: str, since: int) -> int:
        definition = definitions()[code]
        if definition.below_age is None and definition.lasts_months is None:
            return 0
        born = date.fromordinal(self.folk.born[person])
        end = natural_end(definition, born=born, since=date.fromordinal(since))
        return end.toordinal() if end else 0

    def holders(self, *codes: str) -> set[int]:
        """Return who is in any of these circumstances on the demo's day."""
        on = self.past.on
        return {
            row.person
            for row in self.rows
            if row.code in codes and (not row.until or row.until > on)
        }

    def former(
        self, people: Iterable[int], code: str, *, from_age: int, kind: str = "", grade: str = ""
    ) -> None:
        """Record circumstances that ended before the demo's day."""
        for person in people:
            since = self.some_day(person, from_age=from_age)
            last = self.past.on - 20
            first = max(since + 60, self.past.opening)
            if first < last:
                until = first + int(self.luck.random() * (last - first))
                self.add(person, code, since, kind=kind, grade=grade, until=until)


@lru_cache(maxsize=1)
def definitions() -> dict[str, CircumstanceKind]:
    """Return the catalogue by code."""
    return dict(load("anhuai.people.catalogue", CircumstanceKind))
