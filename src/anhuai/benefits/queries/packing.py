"""The register as the table the columnar evaluator packs: one row a member and stretch.

Most people change in nothing within some months: theirs is one row. What little is recorded of each
is set into columns that begin as what no record means.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from anhuai.benefits.rules.facts import Fact
from anhuai.benefits.rules.population import Household, Known, Member, Spell, read
from anhuai.kernel.months import Month


@dataclass(slots=True)
class _Columns:
    """Rows as they are gathered; facts are sparse: (row, value) where a row says something."""

    months: Sequence[Month]
    facts: Mapping[str, Fact]
    household: list[int] = field(default_factory=list)
    person: list[int] = field(default_factory=list)
    place: list[str] = field(default_factory=list)
    born: list[date] = field(default_factory=list)
    died: list[date | None] = field(default_factory=list)
    since: list[int] = field(default_factory=list)
    until: list[int] = field(default_factory=list)
    said: dict[str, tuple[list[int], list[int | None]]] = field(default_factory=dict)
    values: dict[tuple[str, int, int], int | None] = field(default_factory=dict)

    def turns(self, known: Known) -> set[int]:
        """Return the months, counted from the first, in which something recorded may change."""
        found: set[int] = set()
        for spells in known.values():
            for spell in spells:
                if spell.since is not None or spell.until is not None:
                    found.update(self.turns_of(spell.since), self.turns_of(spell.until))
        return found

    def turns_of(self, day: date | None) -> tuple[int, ...]:
        """Return the month of a day and the next, where they lie after the first and in range."""
        if day is None or day < self.months[0].first or day > self.months[-1].last:
            return ()
        at = Month.of(day) - self.months[0]
        return tuple(one for one in (at, at + 1) if 0 < one < len(self.months))

    def value(self, fact: Fact, spells: tuple[Spell, ...], at: int) -> int | None:
        """Return a fact in a month; a single spell is read once for everybody who shares it."""
        if len(spells) > 1:
            return read(fact, {fact.code: spells}, self.months[at]).value
        key = (fact.code, id(spells[0]), at)
        if key not in self.values:
            self.values[key] = read(fact, {fact.code: spells}, self.months[at]).value
        return self.values[key]

    def set(self, row: int, known: Known, at: int) -> None:
        """Write what is recorded into a row, as it is in a month."""
        for code, spells in known.items():
            fact = self.facts.get(code)
            if fact is None:
                continue
            rows, values = self.said.setdefault(code, ([], []))
            rows.append(row)
            values.append(self.value(fact, spells, at))


def table(households: Iterable[Household], months: Sequence[Month], facts: Sequence[Fact]) -> Any:
    """Return the Arrow table of households for some months, as `engine.rows.table_of` would.

    It may part a stretch in which nothing changes; decisions are the same.
    """
    found = _Columns(months, {one.code: one for one in facts})
    for home in households:
        shared = found.turns(home.facts)
        for member in home.members:
            _add(found, home, member, shared)
    return _arrow(found, facts)


def _add(found: _Columns, home: Household, member: Member, shared: set[int]) -> None:
    turns = shared | found.turns(member.facts)
    for day in (member.born, member.died, member.since, member.until):
        turns.update(found.turns_of(day))
    starts = [0, *sorted(turns)]
    for start, end in zip(starts, [*starts[1:], len(found.months)], strict=True):
        if not member.is_present(found.months[start]):
            continue
        row = len(found.person)
        first = found.months[0].year * 12 + found.months[0].month - 1
        found.household.append(home.id)
        found.person.append(member.id)
        found.place.append(home.place)
        found.born.append(member.born)
        found.died.append(member.died)
        found.since.append(first + start)
        found.until.append(first + end)
        found.set(row, member.facts, start)
        found.set(row, home.facts, start)


def _arrow(found: _Columns, facts: Sequence[Fact]) -> Any:
    import numpy as np
    import pyarrow as pa

    from anhuai.benefits.engine.rows import schema_of

    schema, count = schema_of(facts), len(found.person)
    columns: dict[str, Any] = {
        "household": pa.array(found.household, pa.int64()),
        "person": pa.array(found.person, pa.int64()),
        "place": pa.array(found.place).dictionary_encode().cast(pa.string()),
        "since": pa.array(found.since, pa.int16()), "until": pa.array(found.until, pa.int16()),
        "born": pa.array(found.born, pa.date32()), "died": pa.array(found.died, pa.date32()),
    }  # fmt: skip
    for one in facts:
        kind = schema.field(one.code).type
        nothing = one.absent
        plain = np.full(count, nothing or 0, np.int64)
        unknown = np.full(count, nothing is None)
        rows, values = found.said.get(one.code, ([], []))
        if rows:
            at = np.array(rows)
            unknown[at] = [value is None for value in values]
            plain[at] = [value or 0 for value in values]
        columns[one.code] = pa.array(plain, mask=unknown).cast(kind)
    return pa.table([columns[name] for name in schema.names], schema=schema)
