"""The same definitions as generated numpy: for machines without a compiler, month by month."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from anhuai.benefits.engine.layout import Layout, Side, number
from anhuai.benefits.engine.packing import Array, Packed
from anhuai.benefits.engine.run import Decided, Plan, Result, zones_of
from anhuai.benefits.engine.writer import Pair, Writer
from anhuai.benefits.rules.expressions import FactRef, Lit, Members
from anhuai.benefits.rules.reasons import Outcome
from anhuai.benefits.rules.stacking import Relation


class Vector(Writer):
    """Writes expressions over all present members at once; `home` is each one's household."""

    def choose(self, test: str, yes: str, no: str) -> str:
        """Return the text of one or the other."""
        return f"np.where({test}, {yes}, {no})"

    def both(self, *tests: str) -> str:
        """Return the text of all of several conditions."""
        return f"({' & '.join(tests)})" if len(tests) > 1 else tests[0]

    def any(self, *tests: str) -> str:
        """Return the text of any of several conditions."""
        found = list(dict.fromkeys(test for test in tests if test))
        return f"({' | '.join(found)})" if len(found) > 1 else "".join(found)

    def no(self, test: str) -> str:
        """Return the text of the contrary."""
        return f"(~{test})"

    def extreme(self, op: str, one: str, other: str) -> str:
        """Return the text of the smaller or larger."""
        return f"np.{op}imum({one}, {other})"

    def truth(self, value: int) -> str:
        """Return the name of a constant condition."""
        return "yes" if value else "never"

    def cell(self, at: str) -> str:
        """Return the text of a parameter's cell."""
        return f"P[base + {at}]"

    def fact(self, expr: FactRef) -> str:
        """Return a fact's column; a household's stands on each member's row."""
        return f"facts['{expr.fact.code}']"

    def months(self, back: int) -> str:
        """Count months since birth."""
        return f"(m - {back} - born - (late > room[q + {1 - back}]))"

    def _lit(self, expr: Lit) -> Pair:
        return (self.truth(expr.value) if expr.is_bool else f"np.int64({expr.value})"), ""

    def _derived(self, code: str) -> str:
        return "np.int64(m % 12 + 1)" if code == "month_of_year" else super()._derived(code)

    def _members(self, expr: Members) -> Pair:
        inside, unsure = self.write(expr.where) if expr.where is not None else ("yes", "")
        value, missing = self.write(expr.value)
        counted = self.choose(inside, value, "np.int64(0)")
        amount = self.name(f"np.add.reduceat(({counted} + zero).astype(np.int64), heads)[home]")
        lacking = self.any(unsure, self.both(inside, missing) if missing else "")
        unknown = ""
        if lacking:
            unknown = f"(np.add.reduceat(({lacking} + zero).astype(np.int64), heads)[home] > 0)"
        if expr.op != "any":
            return amount, unknown
        found = self.name(f"({amount} > 0)")
        return found, self.both(unknown, self.no(found)) if unknown else ""


def source(layout: Layout) -> str:
    """Return the program: all reasons and amounts of the members present in one month."""
    w = Vector(layout)
    w.line(_HEAD)
    w.indent = 1
    for side in (layout.persons, layout.households):
        for code in side.codes:
            _benefit(w, code)
        _stack(w, side)
    every = [*layout.persons.codes, *layout.households.codes]
    pairs = ", ".join(f"'{code}': (r_{code} + zero, a_{code} + zero)" for code in every)
    w.line(f"return {{{pairs}}}")
    return "\n".join(w.lines)


def _benefit(w: Vector, code: str) -> None:
    layout, benefit = w.layout, w.layout.benefit(code)
    tests = [(one.code, *w.write(one.test)) for one in benefit.conditions]
    amount, unknown = w.write(benefit.amount)
    nothing = layout.code_of(code, Outcome.NOTHING, "amount")
    w.line(f"r_{code} = np.where({amount} <= 0, {nothing}, 0)")
    if unknown:
        at = layout.code_of(code, Outcome.UNKNOWN_AMOUNT, "amount")
        w.line(f"r_{code} = np.where({unknown}, {at}, r_{code})")
    for name, _, unsure in reversed(tests):
        if unsure:
            at = layout.code_of(code, Outcome.UNKNOWN, name)
            w.line(f"r_{code} = np.where({unsure}, {at}, r_{code})")
    for name, value, unsure in reversed(tests):
        at = layout.code_of(code, Outcome.REFUSED, name)
        w.line(f"r_{code} = np.where({w.any(value, unsure)}, r_{code}, {at})")
    w.line(f"r_{code} = np.where(P[base + {layout.in_force[code]}] == 1, r_{code}, 2)")
    w.line(f"a_{code} = np.where(r_{code} == 0, {amount}, 0)")


def _stack(w: Vector, side: Side) -> None:
    layout = w.layout
    for rule, at in layout.rules_of(side.who):
        one, other = rule.first, rule.second
        lost = layout.code_of(other, Outcome.LOST, "", rule)
        w.line(f"meet = (a_{one} > 0) & (a_{other} > 0) & (P[base + {at}] == 1)")
        if rule.relation is Relation.TOP_UP:
            part = layout.code_of(other, Outcome.REDUCED, "", rule)
            w.line(f"rest = np.maximum(a_{other} - a_{one}, 0)")
            w.line(f"r_{other} = np.where(meet, np.where(rest > 0, {part}, {lost}), r_{other})")
            w.line(f"a_{other} = np.where(meet, rest, a_{other})")
            continue
        if rule.relation is not Relation.EXCLUDE:
            first = layout.code_of(one, Outcome.LOST, "", rule)
            w.line(f"more = meet & (a_{other} > a_{one}); meet = meet & ~more")
            w.line(f"r_{one} = np.where(more, {first}, r_{one})")
            w.line(f"a_{one} = np.where(more, 0, a_{one})")
        w.line(f"r_{other} = np.where(meet, {lost}, r_{other})")
        w.line(f"a_{other} = np.where(meet, 0, a_{other})")


_HEAD: Final = '''"""Generated by anhuai.benefits.engine.arrays; not to be edited."""

import numpy as np


def share(product, bottom, how):
    whole, rest = abs(product) // bottom, abs(product) % bottom
    if how == 0:
        whole = whole + (2 * rest >= bottom)
    elif how == 1:
        whole = whole + ((2 * rest > bottom) | ((2 * rest == bottom) & (whole % 2 == 1)))
    elif how == 3:
        whole = whole + (rest > 0)
    return np.where(product < 0, -whole, whole)


def month(m, q, born, late, room, facts, P, base, heads, home):
    zero = np.zeros(len(born), np.int64)
    yes = zero == 0
    never = ~yes'''


class Arrays:
    """Evaluates every month of a batch whole, then joins what stays the same."""

    def __init__(self, layout: Layout) -> None:
        made: dict[str, Any] = {}
        exec(compile(source(layout), "<benefits>", "exec"), made)  # noqa: S102 - our own text
        self._layout, self._month = layout, made["month"]

    def __call__(self, plan: Plan, packed: Packed) -> Result:
        """Decide every household of a batch."""
        homes, months = len(packed.starts) - 1, len(plan.months)
        slot = np.cumsum(packed.fresh, dtype=np.int64) - 1
        of_home = np.repeat(np.arange(homes), np.diff(packed.starts))
        people = packed.fresh.view(bool)
        units = (packed.pid[people], packed.hid[packed.starts[:-1]] if homes else packed.hid)
        sides = (self._layout.persons, self._layout.households)
        found = [
            {code: (np.ones((len(ids), months), np.int64), np.zeros((len(ids), months), np.int64))
             for code in side.codes} for side, ids in zip(sides, units, strict=True)
        ]  # fmt: skip
        zone = zones_of(plan, packed)
        for q in range(months):
            m = number(plan.months[0]) + q
            here = (packed.since <= m) & (m < packed.until) & (packed.bm <= m) & (m <= packed.dm)
            rows = np.flatnonzero(here)
            if not len(rows):
                continue
            made, heads = self._one(plan, packed, rows, zone, of_home[rows], q)
            for code, (reasons, fen) in found[0].items():
                reasons[slot[rows], q], fen[slot[rows], q] = made[code]
            for code, (reasons, fen) in found[1].items():
                at = of_home[rows[heads]]
                reasons[at, q], fen[at, q] = made[code][0][heads], made[code][1][heads]
        done = [_joined(s, ids, f) for s, ids, f in zip(sides, units, found, strict=True)]
        return Result(done[0], done[1], len(packed) * months)

    def _one(
        self, plan: Plan, packed: Packed, rows: Array, zone: Array, homes: Array, q: int
    ) -> tuple[Mapping[str, tuple[Array, Array]], Array]:
        heads = np.concatenate([[0], np.flatnonzero(homes[1:] != homes[:-1]) + 1])
        home = np.cumsum(np.concatenate([[0], homes[1:] != homes[:-1]]))
        zones, cells = plan.dense.values.shape[1], self._layout.cells
        base = (plan.dense.version[q] * zones + zone[rows].astype(np.int64)) * cells
        facts = {f.code: packed.facts[f.code][rows].astype(np.int64) for f in self._layout.facts}
        with np.errstate(over="ignore"):  # what stands for unknown is computed with and dropped
            made = self._month(
                number(plan.months[0]) + q, q, packed.bm[rows].astype(np.int64), packed.late[rows],
                plan.room, facts, plan.dense.values.reshape(-1), base, heads, home,
            )  # fmt: skip
        return made, heads


def _joined(side: Side, ids: Array, found: Mapping[str, tuple[Array, Array]]) -> Decided:
    """Join months in which nothing changes into intervals."""
    codes = side.codes
    shape = next(iter(found.values()))[0].shape if codes else (len(ids), 1)
    words = np.zeros((*shape, max(1, side.words)), np.uint64)
    for at, code in enumerate(codes):
        packed = found[code][0].astype(np.uint64) << np.uint64(side.shift[at])
        words[:, :, side.word[at]] |= packed
    unit, since, until = _runs(words, np.ones(shape, bool) & bool(codes))
    paid: list[tuple[Array, Array, Array, Array, Array]] = []
    for at, code in enumerate(codes):
        fen = found[code][1]
        who, start, end = _runs(fen[:, :, None], fen > 0)
        paid.append((ids[who], np.full(len(who), at, np.int16), start, end, fen[who, start]))
    empty = np.zeros(0, np.int64)
    pay = [np.concatenate([empty, *column]) for column in zip(*paid, strict=True)] or [empty] * 5
    return Decided(side, ids[unit], since, until, words[unit, since], *pay)


def _runs(values: Array, wanted: Array) -> tuple[Array, Array, Array]:
    """Return row, start and end of every stretch of equal wanted values."""
    starts = wanted.copy()
    same = (values[:, 1:] == values[:, :-1]).all(axis=2)
    starts[:, 1:] &= ~(same & wanted[:, :-1])
    ends = wanted.copy()
    ends[:, :-1] &= ~(same & wanted[:, 1:])
    unit, since = np.nonzero(starts)
    return unit, since, np.nonzero(ends)[1] + 1
