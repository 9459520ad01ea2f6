"""Households as a table: one row a member and stretch of months in which nothing changes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from anhuai.benefits.engine.layout import number
from anhuai.benefits.rules.facts import Fact, Level
from anhuai.benefits.rules.population import Household, Known, Member, read
from anhuai.kernel.months import Month


def rows_of(
    household: Household, months: Sequence[Month], facts: Sequence[Fact]
) -> Iterable[dict[str, Any]]:
    """Yield a household's rows: each member's facts, joined over months in which nothing changes.

    A member who is never present in the months has one row that holds in none of them.
    """
    first = number(months[0])
    homely = _turns(household.facts, months)
    for member in household.members:
        points = sorted(homely | _turns(member.facts, months) | _comings(member, months))
        stretches: list[tuple[int, int, tuple[int | None, ...]]] = []
        for at, until in zip(points, [*points[1:], len(months)], strict=True):
            if not member.is_present(months[at]):
                continue
            known, since = _facts(household, member, months[at], facts), at
            if stretches and stretches[-1][1:] == (at, known):
                since = stretches.pop()[0]
            stretches.append((since, until, known))
        if not stretches:
            stretches = [(0, 0, _facts(household, member, months[0], facts))]
        for since, until, known in stretches:
            yield _row(household, member, first + since, first + until, facts, known)


def _turns(known: Known, months: Sequence[Month]) -> set[int]:
    """Return the months, by position, in which a recorded fact may become another."""
    return _near(
        [d for spells in known.values() for s in spells for d in (s.since, s.until)], months
    )


def _comings(member: Member, months: Sequence[Month]) -> set[int]:
    return _near([member.born, member.died, member.since, member.until], months)


def _near(days: Iterable[date | None], months: Sequence[Month]) -> set[int]:
    """Return the months of some days and those after; the first always."""
    found = {0}
    for day in days:
        if day is not None:
            at = Month.of(day) - months[0]
            found |= {q for q in (at, at + 1) if 0 < q < len(months)}
    return found


def _facts(
    household: Household, member: Member, month: Month, facts: Sequence[Fact]
) -> tuple[int | None, ...]:
    return tuple(
        read(one, member.facts if one.level is Level.PERSON else household.facts, month).value
        for one in facts
    )


def _row(
    household: Household, member: Member, since: int, until: int, facts: Sequence[Fact],
    known: tuple[int | None, ...],
) -> dict[str, Any]:  # fmt: skip
    own: dict[str, int | str | date | None] = {
        "household": household.id, "person": member.id, "place": household.place,
        "since": since, "until": until, "born": member.born, "died": member.died,
    }  # fmt: skip
    return own | {one.code: value for one, value in zip(facts, known, strict=True)}


def table_of(
    households: Iterable[Household], months: Sequence[Month], facts: Sequence[Fact]
) -> Any:
    """Return the Arrow table of households for some months."""
    import pyarrow as pa

    rows = [row for one in households for row in rows_of(one, months, facts)]
    return pa.Table.from_pylist(rows, schema=schema_of(facts))


def schema_of(facts: Sequence[Fact]) -> Any:
    """Return the Arrow schema of a population."""
    import pyarrow as pa

    return pa.schema(
        [
            ("household", pa.int64()), ("person", pa.int64()), ("place", pa.string()),
            ("since", pa.int16()), ("until", pa.int16()), ("born", pa.date32()),
            ("died", pa.date32()),
            *((one.code, pa.int8() if one.most <= 126 else pa.int32()) for one in facts),
        ]
    )  # fmt: skip
