"""Results month by month, a cell for each unit, benefit and month: for comparing."""

from collections.abc import Iterable, Sequence
from typing import Any

from anhuai.benefits.engine.layout import number
from anhuai.benefits.engine.run import Decided, Plan, Result
from anhuai.benefits.engine.sql import statement
from anhuai.benefits.rules.decide import Terms, decide
from anhuai.benefits.rules.population import Household
from anhuai.kernel.months import Month

Cell = tuple[str, int, Month]
"""Benefit, person or household, month."""


def by_month(result: Result, months: Sequence[Month]) -> dict[Cell, tuple[int, int]]:
    """Return the reason and what is paid for every cell."""
    found: dict[Cell, tuple[int, int]] = {}
    for one in (result.persons, result.households):
        paid = _paid(one)
        for at, code in enumerate(one.side.codes):
            reasons = one.side.unpack(one.reasons, at)
            rows = zip(one.unit, one.since, one.until, reasons, strict=True)
            for unit, since, until, reason in rows:
                for q in range(since, until):
                    fen = paid.get((at, int(unit), q), 0)
                    found[(code, int(unit), months[q])] = (int(reason), fen)
    return found


def _paid(one: Decided) -> dict[tuple[int, int, int], int]:
    found: dict[tuple[int, int, int], int] = {}
    rows = zip(
        one.pay_benefit, one.pay_unit, one.pay_since, one.pay_until, one.pay_fen, strict=True
    )
    for benefit, unit, since, until, fen in rows:
        for q in range(since, until):
            key = (int(benefit), int(unit), q)
            if key in found:
                raise ValueError(f"paid twice: {key}")
            found[key] = int(fen)
    return found


def by_reference(
    households: Iterable[Household], months: Sequence[Month], terms: Terms
) -> dict[Cell, tuple[int, int]]:
    """Return the same from the reference evaluator."""
    found: dict[Cell, tuple[int, int]] = {}
    for home in households:
        for month in months:
            for one in decide(home, month, terms):
                unit = one.household if one.person is None else one.person
                found[(one.benefit, unit, month)] = (one.reason, one.paid)
    return found


def by_duckdb(
    table: Any, plan: Plan, *, connection: Any = None
) -> dict[Cell, tuple[int, int]]:  # fmt: skip
    """Return the same from the generated SQL, run by DuckDB on an Arrow table."""
    import duckdb

    base = connection if connection is not None else duckdb.connect()
    base.register("population", table)
    found: dict[Cell, tuple[int, int]] = {}
    months = {number(month): month for month in plan.months}
    for side in (plan.layout.persons, plan.layout.households):
        if not side.codes:
            continue
        rows = base.execute(statement(plan.layout, plan.dense, plan.months, side)).fetchall()
        heads = 3 if side is plan.layout.persons else 2
        for row in rows:
            for at, code in enumerate(side.codes):
                cell = (code, int(row[heads - 2]), months[int(row[heads - 1])])
                found[cell] = (int(row[heads + 2 * at]), int(row[heads + 2 * at + 1]))
    return found
