"""The nodes of a rule: numbers, comparisons and logic, with the operators that make them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from anhuai.benefits.rules.facts import Fact
from anhuai.benefits.rules.kinds import BOOL, Kind, Line, Type, written_at

LARGEST = 2**62
"""What a rule computes stays below it, proven from the bounds of its facts and parameters."""


@dataclass(frozen=True, slots=True, eq=False)
class Expr:
    """A part of a rule: its type, the bounds of its value, and the line it is written on."""

    line: Line = field(default_factory=written_at, kw_only=True)
    type: Type = field(init=False)
    span: tuple[int, int] = field(init=False)
    form: str = field(init=False)
    """Its canonical text: equal rules have equal forms; what rule hashes are made of."""

    def _settle(self, type: Type, span: tuple[int, int], form: str) -> None:
        if max(abs(span[0]), abs(span[1])) >= LARGEST:
            raise self.line.refuse("the value may leave 64 bits: bound the facts or parameters")
        object.__setattr__(self, "type", type)
        object.__setattr__(self, "span", span)
        object.__setattr__(self, "form", form)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expr) and self.form == other.form

    def __hash__(self) -> int:
        return hash(self.form)

    def __bool__(self) -> bool:
        raise written_at().refuse("a rule is not run here: write & | ~ instead of and, or, not, if")

    @property
    def parts(self) -> "tuple[Expr, ...]":
        """The expressions it is made of."""
        return ()

    def walk(self) -> "Iterator[Expr]":
        """Yield it and everything inside."""
        yield self
        for part in self.parts:
            yield from part.walk()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact it depends on, once, in order of appearance: its lineage."""
        found = {one.fact.code: one.fact for one in self.walk() if isinstance(one, FactRef)}
        return tuple(found.values())

    @property
    def is_bool(self) -> bool:
        """Whether it is a condition."""
        return self.type.kind is Kind.BOOL

    def __add__(self, other: "Expr | int") -> "Expr":
        return Arith("+", self, lift(other, self))

    def __sub__(self, other: "Expr | int") -> "Expr":
        return Arith("-", self, lift(other, self))

    def __mul__(self, other: "Expr | int") -> "Expr":
        return Arith("*", self, lit(other) if isinstance(other, int) else other)

    def __rmul__(self, other: int) -> "Expr":
        return Arith("*", self, lit(other))

    def __ge__(self, other: "Expr | int | str") -> "Expr":
        return Compare(">=", self, lift(other, self))

    def __gt__(self, other: "Expr | int | str") -> "Expr":
        return Compare(">", self, lift(other, self))

    def __le__(self, other: "Expr | int | str") -> "Expr":
        return Compare("<=", self, lift(other, self))

    def __lt__(self, other: "Expr | int | str") -> "Expr":
        return Compare("<", self, lift(other, self))

    def is_(self, other: "Expr | int | str") -> "Expr":
        """Return whether both are the same value."""
        return Compare("==", self, lift(other, self))

    def is_not(self, other: "Expr | int | str") -> "Expr":
        """Return whether the values differ."""
        return Compare("!=", self, lift(other, self))

    def one_of(self, *codes: str) -> "Expr":
        """Return whether it is one of these choices."""
        return OneOf(self, tuple(code_of(self, code) for code in codes))

    def __and__(self, other: "Expr") -> "Expr":
        return Logic("and", (self, other))

    def __or__(self, other: "Expr") -> "Expr":
        return Logic("or", (self, other))

    def __invert__(self) -> "Expr":
        return Not(self)


def lift(value: "Expr | int | str", beside: Expr) -> Expr:
    """Read a bare number or code in the type of what it stands beside."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, str):
        return Lit(code_of(beside, value), beside.type)
    if beside.type.kind in (Kind.INT, Kind.MONEY) and not isinstance(value, bool):
        return Lit(value, beside.type)
    raise written_at().refuse(f"{value!r} beside a {beside.type}: name what it is")


def code_of(beside: Expr, code: str) -> int:
    """Return the position of a choice, or refuse it."""
    try:
        return beside.type.encode(code)
    except ValueError:
        raise written_at().refuse(f"{code!r} is no choice of {beside.type}") from None


def same(node: Expr, *parts: Expr) -> Type:
    """Return the one type of all parts; money never meets a number, months never years."""
    for part in parts[1:]:
        if part.type != parts[0].type:
            raise node.line.refuse(f"{parts[0].type} beside {part.type}")
    return parts[0].type


def need(node: Expr, part: Expr, *kinds: Kind) -> None:
    """Refuse a part of another kind."""
    if part.type.kind not in kinds:
        wanted = " or ".join(kinds)
        raise node.line.refuse(f"a {part.type} where a {wanted} is needed")


@dataclass(frozen=True, slots=True, eq=False)
class Lit(Expr):
    """A number, amount, choice or month written in the rule itself."""

    value: int
    of: Type

    def __post_init__(self) -> None:
        self._settle(self.of, (self.value, self.value), f"{self.value}:{self.of}")


@dataclass(frozen=True, slots=True, eq=False)
class FactRef(Expr):
    """What the register knows."""

    fact: Fact

    def __post_init__(self) -> None:
        self._settle(self.fact.type, (self.fact.least, self.fact.most), self.fact.code)


@dataclass(frozen=True, slots=True, eq=False)
class Arith(Expr):
    """A sum, difference or product."""

    op: Literal["+", "-", "*"]
    left: Expr
    right: Expr

    def __post_init__(self) -> None:
        (a, b), (c, d) = self.left.span, self.right.span
        form = f"({self.left.form}{self.op}{self.right.form})"
        if self.op == "*":
            need(self, self.left, Kind.INT, Kind.MONEY)
            need(self, self.right, Kind.INT)
            ends = (a * c, a * d, b * c, b * d)
            unit = self.left.type if self.left.type.unit else self.right.type
            money = self.left.type.kind is Kind.MONEY
            self._settle(self.left.type if money else unit, (min(ends), max(ends)), form)
            return
        shared = same(self, self.left, self.right)
        kinds = (Kind.INT, Kind.MONEY, Kind.MONTH) if self.op == "-" else (Kind.INT, Kind.MONEY)
        need(self, self.left, *kinds)
        if shared.kind is Kind.MONTH:
            shared = Type(Kind.INT, "months")
        self._settle(shared, (a + c, b + d) if self.op == "+" else (a - d, b - c), form)

    @property
    def parts(self) -> tuple[Expr, ...]:
        """Both operands."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Expr):
    """A comparison of two values of one type."""

    op: Literal["<", "<=", ">", ">=", "==", "!="]
    left: Expr
    right: Expr

    def __post_init__(self) -> None:
        shared = same(self, self.left, self.right)
        unordered = shared.choices is not None and not shared.choices.ordered
        if self.op not in ("==", "!=") and (unordered or shared.kind is Kind.BOOL):
            raise self.line.refuse(f"{shared} has no order")
        self._settle(BOOL, (0, 1), f"({self.left.form}{self.op}{self.right.form})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """Both sides."""
        return (self.left, self.right)


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(Expr):
    """Whether a choice is one of several."""

    arg: Expr
    values: tuple[int, ...]

    def __post_init__(self) -> None:
        need(self, self.arg, Kind.CODE)
        if not self.values:
            raise self.line.refuse("one of nothing")
        inner = ",".join(str(value) for value in sorted(set(self.values)))
        self._settle(BOOL, (0, 1), f"in({self.arg.form},{inner})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """The choice asked about."""
        return (self.arg,)


@dataclass(frozen=True, slots=True, eq=False)
class Logic(Expr):
    """All or any of several conditions, three-valued."""

    op: Literal["and", "or"]
    args: tuple[Expr, ...]

    def __post_init__(self) -> None:
        for one in self.args:
            need(self, one, Kind.BOOL)
        self._settle(BOOL, (0, 1), f"{self.op}({','.join(one.form for one in self.args)})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """The conditions."""
        return self.args


@dataclass(frozen=True, slots=True, eq=False)
class Not(Expr):
    """The contrary; of unknown, unknown."""

    arg: Expr

    def __post_init__(self) -> None:
        need(self, self.arg, Kind.BOOL)
        self._settle(BOOL, (0, 1), f"not({self.arg.form})")

    @property
    def parts(self) -> tuple[Expr, ...]:
        """What is denied."""
        return (self.arg,)


def lit(value: int, unit: str = "") -> Expr:
    """Return a number, in a unit where it has one."""
    return Lit(value, Type(Kind.INT, unit))
