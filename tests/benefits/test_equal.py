"""Every evaluator equals the reference, over random rules and random households."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anhuai.benefits.catalogue import BENEFITS, PARAMETERS, STACKING
from anhuai.benefits.engine.monthly import Cell, by_duckdb, by_month, by_reference
from anhuai.benefits.engine.packing import pack
from anhuai.benefits.engine.rows import table_of
from anhuai.benefits.engine.run import Plan, batches
from anhuai.benefits.rules import Book, Who
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.facts import facts
from anhuai.benefits.rules.population import Household
from tests.benefits.worlds import MONTHS, PLACES, populations, worlds

SLOW: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
WANTED = tuple(one for one in facts() if not one.is_derived)


@cache
def _few() -> Plan:
    return Plan(FEW, MONTHS, PLACES, engine="compiled")


def run(terms: Terms, homes: tuple[Household, ...], engine: str) -> dict[Cell, tuple[int, int]]:
    table = table_of(homes, MONTHS, WANTED)
    packed = pack(table, WANTED)
    if engine == "sql":
        plan = Plan(terms, MONTHS, PLACES, facts_unknown=packed.nullable, engine="arrays")
        return by_duckdb(table, plan)
    if engine == "compiled":  # any fact may be unknown: one compilation serves every population
        plan = _few()
    else:
        plan = Plan(terms, MONTHS, PLACES, facts_unknown=packed.nullable, engine=engine)
    found: dict[Cell, tuple[int, int]] = {}
    for part in batches(packed, rows=3):
        found |= by_month(plan.run(part), plan.months)
    return found


@settings(max_examples=20, **SLOW)
@given(st.sampled_from(["interpreted", "arrays", "interpreted", "arrays", "sql"]), worlds(),
       populations())  # fmt: skip
def test_an_evaluator_equals_the_reference(
    engine: str, terms: Terms, homes: tuple[Household, ...]
) -> None:
    """Raise max_examples for an afternoon after changing a writer: hundreds were run."""
    expected = by_reference(homes, MONTHS, terms)
    if run(terms, homes, engine) != expected:
        found = run(terms, homes, engine)
        wrong = [one for one in expected if found.get(one) != expected[one]]
        raise AssertionError(f"{engine} differs in {len(wrong)} cells, first {wrong[:1]}")


PEOPLE = {code: one for code, one in BENEFITS.items() if one.who is not Who.INSTITUTION}
"""What households are decided for: institutions are a population of their own."""
REAL = Terms(
    benefits=PEOPLE, tables=tuple(STACKING.values()), known=date(2026, 12, 31),
    book=Book(
        tuple(PARAMETERS.values()), tuple(v for one in BENEFITS.values() for v in one.values)
    ),
)  # fmt: skip


@pytest.mark.parametrize("engine", ["interpreted", "arrays", "sql"])
@settings(max_examples=4, **SLOW)
@given(populations())
def test_the_catalogue_is_decided_alike(engine: str, homes: tuple[Household, ...]) -> None:
    assert run(REAL, homes, engine) == by_reference(homes, MONTHS, REAL)


FEW = replace(
    REAL,
    tables=(),
    benefits={code: BENEFITS[code] for code in ("dibao", "disability_living_subsidy")},
)
"""Compiling takes seconds a benefit; what is compiled is the text that is interpreted above."""


@settings(max_examples=6, **SLOW)
@given(populations())
def test_the_compiled_pass_is_the_interpreted_one(homes: tuple[Household, ...]) -> None:
    pytest.importorskip("numba")
    assert run(FEW, homes, "compiled") == by_reference(homes, MONTHS, FEW)
