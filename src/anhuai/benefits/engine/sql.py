"""The same definitions as one SQL statement, for DuckDB and Spark: a province's own engine runs it.

Unknown is NULL, and SQL's own three-valued logic is the rules'. The population is a table as in
`packing`; a row comes out for every unit and month with each benefit's reason and what is paid.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from anhuai.benefits.engine.changes import room
from anhuai.benefits.engine.layout import UNSET, Dense, Layout, Side, number
from anhuai.benefits.rules.expressions import (
    Arith,
    Cases,
    Compare,
    Expr,
    Extreme,
    FactRef,
    Known,
    Lit,
    Logic,
    Members,
    Not,
    OneOf,
    ParamRef,
    Share,
)
from anhuai.benefits.rules.reasons import Outcome
from anhuai.benefits.rules.stacking import Relation, Stack
from anhuai.kernel.money import Rounding
from anhuai.kernel.months import Month


class Dialect(StrEnum):
    """Whose SQL; they differ in integer division alone."""

    DUCKDB = "duckdb"
    SPARK = "spark"

    def divide(self, top: str, bottom: str) -> str:
        """Return the whole quotient of what is not negative."""
        return f"({top} {'//' if self is Dialect.DUCKDB else 'div'} {bottom})"


class _Text:
    """Writes expressions as SQL."""

    def __init__(self, layout: Layout, dialect: Dialect) -> None:
        self.layout, self.dialect = layout, dialect
        self.members: dict[str, Members] = {}

    def write(self, expr: Expr) -> str:
        """Return an expression's text; members are columns of their own."""
        return _WAYS[type(expr)](self, expr)

    def lit(self, expr: Lit) -> str:
        if expr.is_bool:
            return "TRUE" if expr.value else "FALSE"
        return f"CAST({expr.value} AS BIGINT)"

    def fact(self, expr: FactRef) -> str:
        code = expr.fact.code
        derived = {
            "age": f"(CASE WHEN old0 < 0 THEN -1 ELSE {self.dialect.divide('old0', '12')} END)",
            "age_last_month":
                f"(CASE WHEN old1 < 0 THEN -1 ELSE {self.dialect.divide('old1', '12')} END)",
            "age_months": "(CASE WHEN old0 < 0 THEN -1 ELSE old0 END)",
            "born_month": "bmn",
            "month_of_year": "(m % 12 + 1)",
        }  # fmt: skip
        if code in derived:
            return derived[code]
        return f"(f_{code} = 1)" if expr.is_bool else f"CAST(f_{code} AS BIGINT)"

    def param(self, expr: ParamRef) -> str:
        at, sizes = self.layout.offsets[expr.parameter.code], expr.parameter.keys
        if not expr.keys:
            return f"(c{at} = 1)" if expr.is_bool else f"c{at}"
        index = "0"
        for key, choices in zip(expr.keys, sizes, strict=True):
            index = f"({index} * {len(choices.items)} + {self.write(key)})"
        cells = " ".join(f"WHEN {n} THEN c{at + n}" for n in range(len(expr.parameter.cells)))
        found = f"(CASE {index} {cells} END)"
        return f"({found} = 1)" if expr.is_bool else found

    def arith(self, expr: Arith) -> str:
        return f"({self.write(expr.left)} {expr.op} {self.write(expr.right)})"

    def share(self, expr: Share) -> str:
        value, top, bottom = (self.write(part) for part in expr.parts)
        product = f"({value} * {top})"
        whole, rest = self.dialect.divide(f"abs({product})", bottom), f"(abs({product}) % {bottom})"
        carry = {
            Rounding.HALF_UP: f"2 * {rest} >= {bottom}",
            Rounding.HALF_EVEN:
                f"2 * {rest} > {bottom} OR (2 * {rest} = {bottom} AND {whole} % 2 = 1)",
            Rounding.DOWN: "FALSE",
            Rounding.UP: f"{rest} > 0",
        }[expr.rounding]  # fmt: skip
        size = f"({whole} + CASE WHEN {carry} THEN 1 ELSE 0 END)"
        signed = f"CASE WHEN {product} < 0 THEN -{size} ELSE {size} END"
        known = f"{product} IS NOT NULL AND {bottom} > 0"
        return f"(CASE WHEN {known} THEN {signed} END)"

    def extreme(self, expr: Extreme) -> str:
        parts = [self.write(one) for one in expr.args]
        missing = " OR ".join(f"{one} IS NULL" for one in parts)
        name = "least" if expr.op == "min" else "greatest"
        return f"(CASE WHEN {missing} THEN NULL ELSE {name}({', '.join(parts)}) END)"

    def compare(self, expr: Compare) -> str:
        op = {"==": "=", "!=": "<>"}.get(expr.op, expr.op)
        return f"({self.write(expr.left)} {op} {self.write(expr.right)})"

    def one_of(self, expr: OneOf) -> str:
        inside = ", ".join(str(one) for one in sorted(set(expr.values)))
        return f"({self.write(expr.arg)} IN ({inside}))"

    def logic(self, expr: Logic) -> str:
        return f"({f' {expr.op.upper()} '.join(self.write(one) for one in expr.args)})"

    def negate(self, expr: Not) -> str:
        return f"(NOT {self.write(expr.arg)})"

    def known(self, expr: Known) -> str:
        return f"({self.write(expr.arg)} IS NOT NULL)"

    def cases(self, expr: Cases) -> str:
        found = []
        for test, value in expr.branches:
            asked = self.write(test)
            found.append(f"WHEN {asked} IS NULL THEN NULL WHEN {asked} THEN {self.write(value)}")
        last = "NULL" if expr.otherwise is None else self.write(expr.otherwise)
        return f"(CASE {' '.join(found)} ELSE {last} END)"

    def over_members(self, expr: Members) -> str:
        names = {form: f"g{n}" for n, form in enumerate(self.members)}
        if expr.form not in names:
            self.members[expr.form] = expr
            return f"g{len(names)}"
        return names[expr.form]

    def aggregate(self, expr: Members) -> str:
        """Return what computes one over the members of a household and month."""
        value = self.write(expr.value)
        inside = "TRUE" if expr.where is None else self.write(expr.where)
        unknown = f"{inside} IS NULL OR ({inside} AND {value} IS NULL)"
        if expr.op == "sum":
            total = f"sum(CASE WHEN {inside} THEN {value} ELSE 0 END)"
        else:
            total = f"sum(CASE WHEN {inside} AND {value} THEN 1 ELSE 0 END)"
        lacking = f"max(CASE WHEN {unknown} THEN 1 ELSE 0 END) = 1"
        if expr.op == "any":
            return f"CASE WHEN {total} > 0 THEN TRUE WHEN {lacking} THEN NULL ELSE FALSE END"
        return f"CASE WHEN {lacking} THEN NULL ELSE CAST({total} AS BIGINT) END"


_WAYS: Final[Mapping[type[Expr], Callable[..., str]]] = {
    Lit: _Text.lit, FactRef: _Text.fact, ParamRef: _Text.param, Arith: _Text.arith,
    Share: _Text.share, Extreme: _Text.extreme, Compare: _Text.compare, OneOf: _Text.one_of,
    Logic: _Text.logic, Not: _Text.negate, Known: _Text.known, Cases: _Text.cases,
    Members: _Text.over_members,
}  # fmt: skip


def statement(
    layout: Layout, dense: Dense, months: Sequence[Month], side: Side, *,
    population: str = "population", dialect: Dialect = Dialect.DUCKDB,
) -> str:  # fmt: skip
    """Return the statement for the benefits of persons or of households (`layout.persons` …).

    Its columns: household, person (of persons), m (the month's number), then for each benefit
    r_<code>, the reason, and a_<code>, what is paid in fen.
    """
    text = _Text(layout, dialect)
    judged = [_judged(text, code) for code in side.codes]
    units = "household, person" if side is layout.persons else "household"
    parts = [
        f"terms AS ({_terms(layout, dense, months)})",
        f"known AS ({_known(layout, population)})",
        "present AS (SELECT * FROM known WHERE bmn <= m AND (dmn IS NULL OR dmn >= m))",
        f"counted AS ({_counted(text)})",
        "full_rows AS (SELECT present.*, "
        + "".join(f"counted.g{n}, " for n in range(len(text.members)))
        + "row_number() OVER (PARTITION BY present.household, present.m ORDER BY present.person) "
        "AS place_in_home FROM present JOIN counted ON counted.household = present.household "
        "AND counted.m = present.m)",
    ]
    chosen = "" if side is layout.persons else " WHERE place_in_home = 1"
    flags = "".join(f", c{at}" for _, at in layout.rules_of(side.who))
    columns = ", ".join(column for pair in judged for column in pair)
    parts.append(f"judged AS (SELECT {units}, m{flags}, {columns} FROM full_rows{chosen})")
    last = _stacked(parts, layout, side, f"{units}, m{flags}")
    results = ", ".join(
        f"coalesce({last}.r_{code}, 1) AS r_{code}, coalesce({last}.a_{code}, 0) AS a_{code}"
        for code in side.codes
    )
    joined = " AND ".join(f"{last}.{name} = everyone.{name}" for name in (*units.split(", "), "m"))
    every = (
        f"(SELECT DISTINCT {units} FROM {population}) u CROSS JOIN (SELECT DISTINCT m FROM terms) t"
    )
    head = ", ".join(f"everyone.{name}" for name in (*units.split(", "), "m"))
    joint = ",\n".join(parts)
    return (
        f"WITH {joint}\nSELECT {head}, {results} FROM (SELECT * FROM {every}) everyone "
        f"LEFT JOIN {last} ON {joined}"
    )


def _terms(layout: Layout, dense: Dense, months: Sequence[Month]) -> str:
    space, rows = room(months, layout.terms.leap_rule), []
    for place, zone in dense.zones.items():
        for q, month in enumerate(months):
            cells = dense.values[dense.version[q], zone]
            shown = ", ".join(
                "CAST(NULL AS BIGINT)" if v == UNSET else f"CAST({v} AS BIGINT)" for v in cells
            )
            quoted = place.replace("'", "''")
            rows.append(f"('{quoted}', {number(month)}, {space[q + 1]}, {space[q]}, {shown})")
    names = ", ".join(f"c{at}" for at in range(layout.cells))
    values = ",\n".join(rows)
    return f"SELECT * FROM (VALUES {values}) AS v(place, m, room0, room1, {names})"


def _known(layout: Layout, population: str) -> str:
    facts = "".join(f", p.{one.code} AS f_{one.code}" for one in layout.facts)
    cells = "".join(f", terms.c{at}" for at in range(layout.cells))
    born = "(extract(year FROM p.born) * 12 + extract(month FROM p.born) - 1)"
    died = "(extract(year FROM p.died) * 12 + extract(month FROM p.died) - 1)"
    late = "extract(day FROM p.born) - 28"
    old = [
        f"(terms.m - {back} - {born} - CASE WHEN {late} > terms.room{back} THEN 1 ELSE 0 END)"
        for back in (0, 1)
    ]
    return (
        f"SELECT p.household, p.person, terms.m, {born} AS bmn, {died} AS dmn, {old[0]} AS old0, "
        f"{old[1]} AS old1{cells}{facts} FROM {population} p JOIN terms ON terms.place = p.place "
        "AND coalesce(p.since, 0) <= terms.m AND coalesce(p.until, 32000) > terms.m"
    )


def _counted(text: _Text) -> str:
    found = [f"{text.aggregate(one)} AS g{n}" for n, one in enumerate(text.members.values())]
    return f"SELECT {', '.join(['household', 'm', *found])} FROM present GROUP BY household, m"


def _judged(text: _Text, code: str) -> tuple[str, str]:
    layout, benefit = text.layout, text.layout.benefit(code)
    tests = [(one.code, text.write(one.test)) for one in benefit.conditions]
    amount = text.write(benefit.amount)
    number_of = layout.code_of
    branches = [f"WHEN c{layout.in_force[code]} = 0 THEN 2"]
    branches += [
        f"WHEN NOT {test} THEN {number_of(code, Outcome.REFUSED, name)}" for name, test in tests
    ]
    branches += [
        f"WHEN {test} IS NULL THEN {number_of(code, Outcome.UNKNOWN, name)}" for name, test in tests
    ]
    branches.append(
        f"WHEN {amount} IS NULL THEN {number_of(code, Outcome.UNKNOWN_AMOUNT, 'amount')}"
    )
    branches.append(f"WHEN {amount} <= 0 THEN {number_of(code, Outcome.NOTHING, 'amount')}")
    reason = f"CASE {' '.join(branches)} ELSE 0 END"
    granted = " AND ".join([f"c{layout.in_force[code]} = 1", *(test for _, test in tests)])
    paid = f"CASE WHEN {granted} AND {amount} > 0 THEN {amount} ELSE 0 END"
    return f"{reason} AS r_{code}", f"{paid} AS a_{code}"


def _stacked(parts: list[str], layout: Layout, side: Side, head: str) -> str:
    """Add one step a stacking rule; return the name of the last."""
    last = "judged"
    for n, (rule, at) in enumerate(layout.rules_of(side.who)):
        changed = _given_way(layout, rule, at)
        columns = [
            f"{changed.get(name, name)} AS {name}"
            for code in side.codes for name in (f"r_{code}", f"a_{code}")
        ]  # fmt: skip
        parts.append(f"step{n} AS (SELECT {head}, {', '.join(columns)} FROM {last})")
        last = f"step{n}"
    return last


def _given_way(layout: Layout, rule: Stack, at: int) -> dict[str, str]:
    one, other = rule.first, rule.second
    meet = f"c{at} = 1 AND a_{one} > 0 AND a_{other} > 0"
    lost = layout.code_of(other, Outcome.LOST, "", rule)
    if rule.relation is Relation.TOP_UP:
        part = layout.code_of(other, Outcome.REDUCED, "", rule)
        kept = f"CASE WHEN a_{other} > a_{one} THEN {part} ELSE {lost} END"
        rest = f"greatest(a_{other} - a_{one}, 0)"
        return {
            f"r_{other}": f"CASE WHEN {meet} THEN {kept} ELSE r_{other} END",
            f"a_{other}": f"CASE WHEN {meet} THEN {rest} ELSE a_{other} END",
        }
    found = {}
    if rule.relation is not Relation.EXCLUDE:
        first = layout.code_of(one, Outcome.LOST, "", rule)
        more = f"{meet} AND a_{other} > a_{one}"
        found[f"r_{one}"] = f"CASE WHEN {more} THEN {first} ELSE r_{one} END"
        found[f"a_{one}"] = f"CASE WHEN {more} THEN 0 ELSE a_{one} END"
        meet = f"{meet} AND a_{other} <= a_{one}"
    found[f"r_{other}"] = f"CASE WHEN {meet} THEN {lost} ELSE r_{other} END"
    found[f"a_{other}"] = f"CASE WHEN {meet} THEN 0 ELSE a_{other} END"
    return found
