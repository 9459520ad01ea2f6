"""The expression language: frozen nodes over facts and parameters that check themselves when built.

Every value is an integer or unknown. `and`, `or` and `not` are Kleene's: unknown unless the known
parts decide it. Arithmetic with an unknown is unknown. There is no implicit rounding or division.
"""

from dataclasses import dataclass
from typing import Any, Literal

from anhuai.benefits.rules.facts import Level, fact_of
from anhuai.benefits.rules.kinds import BOOL, MONEY, MONTH, Choices, Kind, Type, written_at
from anhuai.benefits.rules.nodes import (
    LARGEST,
    Arith,
    Compare,
    Expr,
    FactRef,
    Lit,
    Logic,
    Not,
    OneOf,
    lit,
    need,
    same,
)
from anhuai.kernel.money import Rounding
from anhuai.kernel.months import Month

__all__ = [
    "ALWAYS", "MEMBERS", "Arith", "Cases", "Compare", "Expr", "Extreme", "FactRef", "Known", "Lit",
    "Logic", "Members", "Not", "OneOf", "ParamRef", "Share", "cases", "code", "count", "every",
    "exists", "fact", "known", "largest", "levels", "lit", "money", "month", "share", "smallest",
    "some", "total",
]  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class ParamRef(Expr):
    """A parameter's value where and when the rule is applied, looked up by choices."""

    parameter: Any  # a Parameter: it makes these, so the import goes the other way
    keys: tuple[Expr, ...] = ()

    def __post_init__(self) -> None:
        wanted = self.parameter.keys
        if len(wanted) != len(self.keys):
            raise self.line.refuse(f"{self.parameter.code} is looked up by {len(wanted)} choices")
        for key, choices in zip(self.keys, wanted, strict=True):
            if key.type.choices != choices:
                raise self.line.refuse(
                    f"{self.parameter.code} is by {choices.name}, not {key.type}"
                )
        inner = "".join(f",{key.form}" for key in self.keys)
        span = (self.parameter.least, self.parameter.most)
        self._settle(self.parameter.type, span, f"param({self.parameter.code}{inner})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """The choices it is looked up by."""
        return self.keys


@dataclass(frozen=True, slots=True, eq=False)
class Share(Expr):
    """value × numerator ÷ denominator, rounded as said; unknown unless the last is positive."""

    value: Expr
    numerator: Expr
    denominator: Expr
    rounding: Rounding

    def __post_init__(self) -> None:
        need(self, self.value, Kind.INT, Kind.MONEY)
        need(self, self.numerator, Kind.INT, Kind.MONEY)
        same(self, self.numerator, self.denominator)
        if self.numerator.type.kind is Kind.MONEY and self.value.type.kind is Kind.MONEY:
            raise self.line.refuse("money times money: share an amount by numbers")
        if self.denominator.span[1] <= 0:
            raise self.line.refuse("the denominator is never positive")
        (a, b), (c, d) = self.value.span, self.numerator.span
        ends = (a * c, a * d, b * c, b * d)
        if max(map(abs, ends)) >= LARGEST:
            raise self.line.refuse("the product before dividing may leave 64 bits")
        low = max(1, self.denominator.span[0])
        most = max(abs(min(ends)), abs(max(ends))) // low + 1
        span = (0 if min(ends) >= 0 else -most, most)
        parts = ",".join(part.form for part in self.parts)
        self._settle(self.value.type, span, f"share({parts},{self.rounding})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """Value, numerator, denominator."""
        return (self.value, self.numerator, self.denominator)


@dataclass(frozen=True, slots=True, eq=False)
class Extreme(Expr):
    """The smallest or largest of several."""

    op: Literal["min", "max"]
    args: tuple[Expr, ...]

    def __post_init__(self) -> None:
        if len(self.args) < 2:
            raise self.line.refuse(f"{self.op} of fewer than two")
        shared = same(self, *self.args)
        need(self, self.args[0], Kind.INT, Kind.MONEY, Kind.MONTH)
        pick = min if self.op == "min" else max
        span = (pick(one.span[0] for one in self.args), pick(one.span[1] for one in self.args))
        self._settle(shared, span, f"{self.op}({','.join(one.form for one in self.args)})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """What is compared."""
        return self.args


@dataclass(frozen=True, slots=True, eq=False)
class Known(Expr):
    """Whether there is evidence at all; itself never unknown."""

    arg: Expr

    def __post_init__(self) -> None:
        self._settle(BOOL, (0, 1), f"known({self.arg.form})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """What is asked about."""
        return (self.arg,)


@dataclass(frozen=True, slots=True, eq=False)
class Cases(Expr):
    """The value beside the first condition that holds; unknown once an unknown one comes first.

    Without `otherwise` the benefit proves, when defined, that its conditions leave no gap.
    """

    branches: tuple[tuple[Expr, Expr], ...]
    otherwise: Expr | None = None

    def __post_init__(self) -> None:
        if not self.branches:
            raise self.line.refuse("cases without a branch")
        for test, _ in self.branches:
            need(self, test, Kind.BOOL)
        values = [value for _, value in self.branches]
        values += [self.otherwise] if self.otherwise is not None else []
        shared = same(self, *values)
        span = (min(one.span[0] for one in values), max(one.span[1] for one in values))
        inner = ";".join(f"{test.form}?{value.form}" for test, value in self.branches)
        last = self.otherwise.form if self.otherwise is not None else ""
        self._settle(shared, span, f"cases({inner};{last})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """Conditions and values in turn, the last resort at the end."""
        flat = tuple(part for branch in self.branches for part in branch)
        return flat if self.otherwise is None else (*flat, self.otherwise)


@dataclass(frozen=True, slots=True, eq=False)
class Members(Expr):
    """Something over the members of the household who are alive in the month.

    count: those for whom `value` holds · sum: of `value` · any: whether it holds for one.
    `where` leaves others out; where it is unknown, so is a count or sum.
    """

    op: Literal["count", "sum", "any"]
    value: Expr
    where: Expr | None = None

    MOST = 10_000

    def __post_init__(self) -> None:
        for one in self.parts:
            if any(isinstance(inner, Members) for inner in one.walk()):
                raise self.line.refuse("members inside members")
        if self.where is not None:
            need(self, self.where, Kind.BOOL)
        if self.op == "sum":
            need(self, self.value, Kind.INT, Kind.MONEY)
        else:
            need(self, self.value, Kind.BOOL)
        form = f"members({self.op},{','.join(one.form for one in self.parts)})"
        low, high = self.value.span
        if self.op == "any":
            self._settle(BOOL, (0, 1), form)
        elif self.op == "count":
            self._settle(Type(Kind.INT, "persons"), (0, self.MOST), form)
        else:
            self._settle(self.value.type, (min(0, low * self.MOST), max(0, high * self.MOST)), form)

    @property
    def parts(self) -> tuple[Expr, ...]:
        """What is counted and who is left out."""
        return (self.value,) if self.where is None else (self.value, self.where)


def levels(expr: Expr) -> set[Level]:
    """Return whose facts an expression reads outside of `Members`."""
    if isinstance(expr, FactRef):
        return {expr.fact.level}
    if isinstance(expr, Members):
        return set()
    return {level for part in expr.parts for level in levels(part)}


def fact(code: str) -> Expr:
    """Return a fact by its code; raises `RuleError` for an unknown one."""
    return FactRef(fact_of(code))


def money(yuan: int, fen: int = 0) -> Expr:
    """Return an amount written in the rule, in yuan and fen."""
    return Lit(yuan * 100 + fen, MONEY)


def month(year: int, number: int) -> Expr:
    """Return a calendar month."""
    return Lit(MONTH.encode(Month(year, number)), MONTH)


def code(choices: Choices, one: str) -> Expr:
    """Return one choice of a set."""
    of = Type(Kind.CODE, choices=choices)
    try:
        return Lit(of.encode(one), of)
    except ValueError:
        raise written_at().refuse(f"{one!r} is no choice of {choices.name}") from None


def share(value: Expr, numerator: Expr | int, denominator: Expr | int, rounding: Rounding) -> Expr:
    """Return value × numerator ÷ denominator, rounded as said."""
    bare = (lit(numerator) if isinstance(numerator, int) else numerator,
            lit(denominator) if isinstance(denominator, int) else denominator)  # fmt: skip
    return Share(value, *bare, rounding)


def smallest(*args: Expr) -> Expr:
    """Return the smallest."""
    return Extreme("min", args)


def largest(*args: Expr) -> Expr:
    """Return the largest."""
    return Extreme("max", args)


def every(*args: Expr) -> Expr:
    """Return whether all hold."""
    return Logic("and", args)


def some(*args: Expr) -> Expr:
    """Return whether any holds."""
    return Logic("or", args)


def known(arg: Expr) -> Expr:
    """Return whether there is evidence."""
    return Known(arg)


def cases(*branches: tuple[Expr, Expr], otherwise: Expr | None = None) -> Expr:
    """Return the value beside the first condition that holds."""
    return Cases(branches, otherwise)


def count(where: Expr) -> Expr:
    """Return for how many living members a condition holds."""
    return Members("count", where)


def total(value: Expr, where: Expr | None = None) -> Expr:
    """Return the sum of a value over the living members."""
    return Members("sum", value, where)


def exists(where: Expr) -> Expr:
    """Return whether a condition holds for any living member."""
    return Members("any", where)


ALWAYS = Lit(1, BOOL)
MEMBERS = Members("count", ALWAYS)
"""How many members of the household are alive."""
