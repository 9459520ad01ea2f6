"""What an expression is for one person in one month; every fact and parameter used is noted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Final

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
from anhuai.benefits.rules.facts import Fact, Level
from anhuai.benefits.rules.parameters import Book, Given, Parameter
from anhuai.benefits.rules.population import Household, Member, Reading, derived, read
from anhuai.kernel.money import Fen, share
from anhuai.kernel.months import LeapRule, Month


@dataclass(frozen=True, slots=True)
class Case:
    """One person (or, with `member` None, the household) in one month; notes what was used."""

    household: Household
    member: Member | None
    month: Month
    book: Book
    known: date
    leap_rule: LeapRule
    readings: dict[tuple[int | None, str], Reading] = field(default_factory=dict)
    used: dict[str, Given | None] = field(default_factory=dict)
    cells: dict[str, set[int]] = field(default_factory=dict)

    def fresh(self) -> "Case":
        """Return the same case with nothing noted."""
        return replace(self, readings={}, used={}, cells={})

    @property
    def is_present(self) -> bool:
        """Whether there is anybody the decision is about."""
        members = self.household.members if self.member is None else (self.member,)
        return any(member.is_present(self.month) for member in members)

    @property
    def parameters(self) -> Mapping[str, object]:
        """The parameters used, by code, with the hash of the value or None where not decided."""
        return {code: one and one.digest for code, one in self.used.items()}

    @property
    def inputs(self) -> Mapping[str, object]:
        """The facts used, by whose and which, with their values."""
        return {f"{who}:{code}": one.value for (who, code), one in self.readings.items()}

    def read(self, fact: Fact) -> int | None:
        """Return a fact and note it."""
        owner = self.member if fact.level is Level.PERSON else None
        found = self._read(fact, owner)
        self.readings[(owner.id if owner is not None else None, fact.code)] = found
        return found.value

    def _read(self, fact: Fact, owner: Member | None) -> Reading:
        if fact.is_derived:
            born = owner.born if owner is not None else date.min
            return Reading(derived(fact, born, self.month, self.leap_rule), "")
        known = owner.facts if owner is not None else self.household.facts
        return read(fact, known, self.month)

    def look_up(self, expr: ParamRef) -> int | None:
        """Return a parameter and note it; None where it is not decided or a choice is unknown."""
        parameter: Parameter = expr.parameter
        given = self.book.find(
            parameter.code, place=self.household.place, month=self.month, known=self.known
        )
        self.used[parameter.code] = given
        keys = [evaluate(key, self) for key in expr.keys]
        if given is None or None in keys:
            return None
        at = parameter.cell([key for key in keys if key is not None])
        self.cells.setdefault(parameter.code, set()).add(at)
        return given.cells[at]


_COMPARE: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne,
}  # fmt: skip


def evaluate(expr: Expr, case: Case) -> int | None:
    """Return the integer an expression is, None for unknown; conditions are 1, 0 or None."""
    return _RULES[type(expr)](expr, case)


def _arith(expr: Arith, case: Case) -> int | None:
    left, right = evaluate(expr.left, case), evaluate(expr.right, case)
    if left is None or right is None:
        return None
    if expr.op == "*":
        return left * right
    return left + right if expr.op == "+" else left - right


def _share(expr: Share, case: Case) -> int | None:
    value, top, bottom = (evaluate(part, case) for part in expr.parts)
    if value is None or top is None or bottom is None or bottom <= 0:
        return None
    return share(Fen(value), top, bottom, rounding=expr.rounding)


def _extreme(expr: Extreme, case: Case) -> int | None:
    values = [evaluate(one, case) for one in expr.args]
    known = [one for one in values if one is not None]
    if len(known) < len(values):
        return None
    return min(known) if expr.op == "min" else max(known)


def _compare(expr: Compare, case: Case) -> int | None:
    left, right = evaluate(expr.left, case), evaluate(expr.right, case)
    if left is None or right is None:
        return None
    return int(_COMPARE[expr.op](left, right))


def _one_of(expr: OneOf, case: Case) -> int | None:
    value = evaluate(expr.arg, case)
    return None if value is None else int(value in expr.values)


def _logic(expr: Logic, case: Case) -> int | None:
    values = [evaluate(one, case) for one in expr.args]
    decides = 0 if expr.op == "and" else 1
    if decides in values:
        return decides
    return None if None in values else 1 - decides


def _not(expr: Not, case: Case) -> int | None:
    value = evaluate(expr.arg, case)
    return None if value is None else 1 - value


def _known(expr: Known, case: Case) -> int:
    return int(evaluate(expr.arg, case) is not None)


def _cases(expr: Cases, case: Case) -> int | None:
    for test, value in expr.branches:
        holds = evaluate(test, case)
        if holds is None:
            return None
        if holds:
            return evaluate(value, case)
    return None if expr.otherwise is None else evaluate(expr.otherwise, case)


def _members(expr: Members, case: Case) -> int | None:
    values: list[int | None] = []
    for member in case.household.members:
        if not member.is_present(case.month):
            continue
        one = replace(case, member=member)
        inside = 1 if expr.where is None else evaluate(expr.where, one)
        if inside == 0:
            continue
        values.append(None if inside is None else evaluate(expr.value, one))
    if expr.op == "any" and 1 in values:
        return 1
    if None in values:
        return None
    return int(1 in values) if expr.op == "any" else sum(one for one in values if one is not None)


_RULES: Final[Mapping[type[Expr], Callable[..., int | None]]] = {
    Lit: lambda expr, case: expr.value,  # noqa: ARG005
    FactRef: lambda expr, case: case.read(expr.fact),
    ParamRef: lambda expr, case: case.look_up(expr),
    Arith: _arith,
    Share: _share,
    Extreme: _extreme,
    Compare: _compare,
    OneOf: _one_of,
    Logic: _logic,
    Not: _not,
    Known: _known,
    Cases: _cases,
    Members: _members,
}
