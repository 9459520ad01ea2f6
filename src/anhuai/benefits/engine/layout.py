"""How rules, parameters and reasons are laid out in arrays, for every generated evaluator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.definition import Benefit, Who
from anhuai.benefits.rules.expressions import Expr
from anhuai.benefits.rules.facts import Fact
from anhuai.benefits.rules.parameters import Book, Parameter
from anhuai.benefits.rules.reasons import Outcome, Reason
from anhuai.benefits.rules.stacking import Relation, Stack, table_for
from anhuai.kernel.months import Month

UNSET: Final = -(2**62)
"""A parameter cell that nobody decided."""
UNKNOWN: Final = -(2**31)
"""A wide fact without evidence; a narrow one has -1."""
NARROW: Final = 126
"""Facts whose values go up to here are kept in one byte."""
OPEN: Final = 32_000
"""The month of an end that has not come."""

Ints = np.ndarray[Any, np.dtype[np.int64]]


def number(month: Month) -> int:
    """Return a month as the integer the engine counts in."""
    return month.year * 12 + month.month - 1


def dtype_of(fact: Fact) -> type[np.signedinteger[Any]]:
    """Return how wide a fact is kept."""
    return np.int8 if fact.most <= NARROW else np.int32


def unknown_of(fact: Fact) -> int:
    """Return the value that stands for no evidence."""
    return -1 if fact.most <= NARROW else UNKNOWN


@dataclass(frozen=True)
class Side:
    """The benefits of persons, or of households, with how their reasons are packed."""

    who: Who
    codes: tuple[str, ...]
    bits: tuple[int, ...]
    word: tuple[int, ...]
    shift: tuple[int, ...]

    @property
    def words(self) -> int:
        """How many 64-bit words the reasons of one unit take."""
        return max(self.word, default=-1) + 1

    def unpack(self, packed: np.ndarray[Any, Any], at: int) -> np.ndarray[Any, Any]:
        """Return the reasons of one benefit from packed words [rows, words]."""
        mask = np.uint64((1 << self.bits[at]) - 1)
        return (packed[:, self.word[at]] >> np.uint64(self.shift[at])) & mask


def _side(who: Who, codes: Sequence[str], reasons: Mapping[str, Sequence[Reason]]) -> Side:
    bits = tuple(max(2, (len(reasons[code]) - 1).bit_length()) for code in codes)
    word, shift, at, used = [], [], 0, 0
    for width in bits:
        if used + width > 64:
            at, used = at + 1, 0
        word.append(at)
        shift.append(used)
        used += width
    return Side(who, tuple(codes), bits, tuple(word), tuple(shift))


@dataclass(frozen=True)
class Layout:
    """What the generated code needs to know; two runs of equal `key` share their code."""

    terms: Terms
    persons: Side
    households: Side
    facts: tuple[Fact, ...]
    offsets: Mapping[str, int]
    in_force: Mapping[str, int]
    stack: tuple[tuple[Stack, int], ...]
    cells: int
    nullable: frozenset[str] = frozenset()
    """Facts that are unknown for somebody; `param:code` for parameters not decided somewhere."""
    exprs: tuple[Expr, ...] = field(default=(), repr=False)

    def side(self, who: Who) -> Side:
        """Return the benefits of persons or of households."""
        return self.persons if who is Who.PERSON else self.households

    def benefit(self, code: str) -> Benefit:
        """Return a definition."""
        return self.terms.benefits[code]

    def code_of(self, code: str, outcome: Outcome, condition: str = "", rule: Any = None) -> int:
        """Return the number of a reason."""
        return next(
            at for at, one in enumerate(self.terms.reasons[code])
            if one.outcome is outcome and one.condition == condition and one.rule is rule
        )  # fmt: skip

    def rules_of(self, who: Who) -> list[tuple[Stack, int]]:
        """Return the stacking rules about benefits of persons or households, in order."""
        codes = self.side(who).codes
        return [(rule, at) for rule, at in self.stack if rule.first in codes]


def layout_of(terms: Terms, *, institutions: bool = False) -> Layout:
    """Return the plan for benefits of persons and households, or of institutions."""
    shared = (Who.INSTITUTION,) if institutions else (Who.HOUSEHOLD,)
    own = {} if institutions else terms.for_who(Who.PERSON)
    common = terms.for_who(*shared)
    benefits = [*own.values(), *common.values()]
    facts = {f.code: f for one in benefits for f in one.facts if not f.is_derived}
    parameters = {p.code: p for one in benefits for p in one.parameters}
    offsets, at = {}, 0
    for code, parameter in parameters.items():
        offsets[code], at = at, at + len(parameter.cells)
    in_force = {code: at + n for n, code in enumerate((*own, *common))}
    at += len(in_force)
    codes = {*own, *common}
    rules = [
        rule for table in terms.tables for rule in table.ordered
        if rule.first in codes and rule.relation is not Relation.STACK
    ]  # fmt: skip
    stack = tuple((rule, at + n) for n, rule in enumerate(rules))
    exprs = tuple(e for one in benefits for e in (*(c.test for c in one.conditions), one.amount))
    return Layout(
        terms, _side(Who.PERSON, list(own), terms.reasons),
        _side(shared[0], list(common), terms.reasons), tuple(facts.values()), offsets, in_force,
        stack, at + len(stack), exprs=exprs,
    )  # fmt: skip


@dataclass(frozen=True)
class Dense:
    """Everything dated, compiled: values[version, zone, cell] and each month's version."""

    values: Ints
    version: Ints
    zones: Mapping[str, int]
    changes: int
    """Bit q is set where month q has another version than the month before."""


def compile_terms(layout: Layout, months: Sequence[Month], places: Sequence[str]) -> Dense:
    """Compile everything dated for some months and places; equal places share a zone."""
    rows = {place: _cells(layout, months, place) for place in sorted(set(places))}
    unique: dict[bytes, int] = {}
    zones = {place: unique.setdefault(row.tobytes(), len(unique)) for place, row in rows.items()}
    stacked = np.zeros((len(months), max(1, len(unique)), layout.cells), np.int64)
    for place, zone in zones.items():
        stacked[:, zone, :] = rows[place]
    kept, version, changes = [0], [0], 0
    for q in range(1, len(months)):
        if not np.array_equal(stacked[q], stacked[kept[-1]]):
            kept.append(q)
            changes |= 1 << q
        version.append(len(kept) - 1)
    return Dense(stacked[kept], np.array(version, np.int64), zones, changes)


def _cells(layout: Layout, months: Sequence[Month], place: str) -> Ints:
    terms = layout.terms
    out = np.full((len(months), layout.cells), UNSET, np.int64)
    table = table_for(terms.tables, place)
    active = {id(rule) for rule in table.rules} if table is not None else set()
    parameters = {p.code: p for p in terms.book.parameters}
    for q, month in enumerate(months):
        for code, at in layout.offsets.items():
            cells = _values(terms.book, parameters[code], place, month, terms)
            out[q, at : at + len(cells)] = [UNSET if v is None else v for v in cells]
        for code, at in layout.in_force.items():
            out[q, at] = terms.benefits[code].holds(month, place)
        for rule, at in layout.stack:
            out[q, at] = id(rule) in active and rule.holds(month)
    return out


def _values(
    book: Book, parameter: Parameter, place: str, month: Month, terms: Terms
) -> tuple[int | None, ...]:
    found = book.find(parameter.code, place=place, month=month, known=terms.known)
    return found.cells if found is not None else (None,) * len(parameter.cells)
