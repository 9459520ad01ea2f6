"""The catalogue itself under every evaluator: all examples as one population, all tables."""

from dataclasses import replace

import pytest

from anhuai.benefits.catalogue import BENEFITS, PARAMETERS, STACKING
from anhuai.benefits.engine.monthly import Cell, by_duckdb, by_month, by_reference
from anhuai.benefits.engine.packing import pack
from anhuai.benefits.engine.rows import table_of
from anhuai.benefits.engine.run import Plan, batches
from anhuai.benefits.rules import Book, Given, Household, Who
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.examples import ASSUMED, household_of
from anhuai.benefits.rules.facts import Level, facts
from anhuai.benefits.rules.parameters import given
from anhuai.kernel.months import Month

MONTHS = tuple(Month(2026, 3) + n for n in range(7))
PEOPLE = {code: one for code, one in BENEFITS.items() if one.who is not Who.INSTITUTION}
WANTED = tuple(one for one in facts() if not one.is_derived and one.level is not Level.INSTITUTION)


def homes() -> tuple[Household, ...]:
    """Return the household of every example, numbered, with its members' numbers unique."""
    found: list[Household] = []
    for code, at in ((code, at) for code, one in PEOPLE.items() for at in range(len(one.examples))):
        home = household_of(BENEFITS[code].examples[at])
        number = len(found) + 1
        members = tuple(replace(one, id=number * 10 + one.id) for one in home.members)
        found.append(replace(home, id=number, members=members))
    return tuple(found)


def values() -> tuple[Given, ...]:
    """Return what the nation decided and, for what it left open, what an example assumes."""
    decided = [one for benefit in PEOPLE.values() for one in benefit.values]
    open_ = {
        code: value
        for benefit in PEOPLE.values() for example in benefit.examples
        for code, value in example.values.items()
        if code not in {one.parameter for one in decided}
    }  # fmt: skip
    since = Month(2019, 1)
    assumed = [
        given(PARAMETERS[code], value, since=since, known=since.first, basis=ASSUMED)
        for code, value in open_.items()
    ]
    return (*decided, *assumed)


def terms() -> Terms:
    used = {p.code: p for one in PEOPLE.values() for p in one.parameters}
    return Terms(
        benefits=PEOPLE, book=Book(tuple(used.values()), values()),
        tables=tuple(STACKING.values()), known=MONTHS[-1].last,
    )  # fmt: skip


@pytest.mark.parametrize("engine", ["interpreted", "arrays", "sql"])
def test_the_whole_catalogue_comes_out_as_in_the_reference(engine: str) -> None:
    """The fused pass runs uncompiled: what numba compiles is the same text, in minutes."""
    population, now = homes(), terms()
    table = table_of(population, MONTHS, WANTED)
    packed = pack(table, WANTED)
    places = tuple(sorted({one.place for one in population}))
    named = "arrays" if engine == "sql" else engine
    plan = Plan(now, MONTHS, places, facts_unknown=packed.nullable, engine=named)
    found: dict[Cell, tuple[int, int]] = {}
    if engine == "sql":
        found = by_duckdb(table, plan)
    else:
        for part in batches(packed, rows=1000):
            found |= by_month(plan.run(part), plan.months)
    wanted = by_reference(population, MONTHS, now)
    assert any(paid for _, paid in wanted.values())
    assert found == wanted
