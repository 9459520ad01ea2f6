"""Expressions written out as Python over integers: scalars for the compiled pass, arrays for numpy.

Each expression becomes a value and, where it can be unknown, a flag; a condition's value is false
where it is unknown. What occurs twice is computed once.
"""

from abc import ABC, abstractmethod
from typing import ClassVar

from anhuai.benefits.engine.layout import UNSET, Layout, unknown_of
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
from anhuai.kernel.money import Rounding

Pair = tuple[str, str]
"""A value and its unknown-flag; the flag is "" where it is always known."""

ROUNDINGS = {one: at for at, one in enumerate(Rounding)}


def reads_person(expr: Expr) -> bool:
    """Whether an expression depends on the person outside of `Members`."""
    if isinstance(expr, FactRef):
        return expr.fact.level == "person"
    if isinstance(expr, Members):
        return False
    return any(reads_person(part) for part in expr.parts)


class Writer(ABC):
    """Writes lines that compute expressions; a subclass says how choices and logic are written."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.lines: list[str] = []
        self.indent = 0
        self.count = 0
        self.scopes: list[dict[str, Pair]] = [{}]

    def line(self, text: str) -> None:
        """Write one line."""
        self.lines.append("    " * self.indent + text)

    def open(self, text: str) -> None:
        """Begin a block; what is computed in it is forgotten at its end."""
        self.line(text)
        self.indent += 1
        self.scopes.append({})

    def close(self) -> None:
        """End a block."""
        self.indent -= 1
        self.scopes.pop()

    def name(self, text: str, stem: str = "t") -> str:
        """Give a computed text a name, unless it is one or a number."""
        if text.isidentifier() or text.lstrip("-").isdigit():
            return text
        self.count += 1
        self.line(f"{stem}{self.count} = {text}")
        return f"{stem}{self.count}"

    def remember(self, form: str, pair: Pair) -> None:
        """Let an expression be known under names."""
        self.scopes[-1][form] = pair

    def write(self, expr: Expr) -> Pair:
        """Return the names of an expression's value and unknown-flag, writing what is missing."""
        for scope in reversed(self.scopes):
            if expr.form in scope:
                return scope[expr.form]
        value, unknown = getattr(self, self.WAYS[type(expr)])(expr)
        pair = (self.name(value), self.name(unknown, "u") if unknown else "")
        self.remember(expr.form, pair)
        return pair

    WAYS: ClassVar = {
        Lit: "_lit", FactRef: "_fact", ParamRef: "_param", Arith: "_arith", Share: "_share",
        Extreme: "_extreme", Compare: "_compare", OneOf: "_one_of", Logic: "_logic", Not: "_not",
        Known: "_known", Cases: "_cases", Members: "_members",
    }  # fmt: skip

    # what scalars and arrays write differently

    def choose(self, test: str, yes: str, no: str) -> str:
        """Return the text of one or the other."""
        return f"({yes} if {test} else {no})"

    def both(self, *tests: str) -> str:
        """Return the text of all of several conditions."""
        return f"({' and '.join(tests)})" if len(tests) > 1 else tests[0]

    def any(self, *tests: str) -> str:
        """Return the text of any of several conditions, "" where there is none."""
        found = list(dict.fromkeys(test for test in tests if test))
        return f"({' or '.join(found)})" if len(found) > 1 else "".join(found)

    def no(self, test: str) -> str:
        """Return the text of the contrary."""
        return f"(not {test})"

    def extreme(self, op: str, one: str, other: str) -> str:
        """Return the text of the smaller or larger."""
        return f"{op}({one}, {other})"

    def truth(self, value: int) -> str:
        """Return the text of a constant condition."""
        return str(bool(value))

    def cell(self, at: str) -> str:
        """Return the text of a parameter's cell."""
        return f"int(P[base + {at}])"

    @abstractmethod
    def fact(self, expr: FactRef) -> str:
        """Return the text of a fact as it is kept."""

    @abstractmethod
    def months(self, back: int) -> str:
        """Return the text of full months of age, `back` months ago."""

    @abstractmethod
    def _members(self, expr: Members) -> Pair:
        """Return what is counted over the members."""

    # what both write alike

    def _lit(self, expr: Lit) -> Pair:
        return (self.truth(expr.value) if expr.is_bool else str(expr.value)), ""

    def _fact(self, expr: FactRef) -> Pair:
        code = expr.fact.code
        if expr.fact.is_derived:
            return self._derived(code), ""
        raw = self.name(self.fact(expr), "f")
        if code not in self.layout.nullable:
            return (f"({raw} == 1)" if expr.is_bool else raw), ""
        unknown = f"({raw} == {unknown_of(expr.fact)})"
        return (f"({raw} == 1)" if expr.is_bool else raw), unknown

    def _derived(self, code: str) -> str:
        if code == "month_of_year":
            return "(m % 12 + 1)"
        if code == "born_month":
            return "born"
        months = self.name(self.months(1 if code == "age_last_month" else 0))
        least = self.extreme("max", months, "-1")
        return least if code == "age_months" else f"({least} // 12)"

    def _param(self, expr: ParamRef) -> Pair:
        code = expr.parameter.code
        at, unknown = str(self.layout.offsets[code]), ""
        size = [len(one.items) for one in expr.parameter.keys]
        for n, key in enumerate(expr.keys):
            step = 1
            for later in size[n + 1 :]:
                step *= later
            value, missing = self.write(key)
            unknown = self.any(unknown, missing)
            safe = self.choose(missing, "0", value) if missing else value
            at += f" + {safe} * {step}" if step > 1 else f" + {safe}"
        cell = self.name(self.cell(at), "p")
        if f"param:{code}" in self.layout.nullable:
            unknown = self.any(unknown, f"({cell} == {UNSET})")
        return (f"({cell} == 1)" if expr.is_bool else cell), unknown

    def _arith(self, expr: Arith) -> Pair:
        (left, u), (right, w) = self.write(expr.left), self.write(expr.right)
        return f"({left} {expr.op} {right})", self.any(u, w)

    def _share(self, expr: Share) -> Pair:
        (value, u), (top, w), (bottom, x) = (self.write(part) for part in expr.parts)
        refused = "" if expr.denominator.span[0] > 0 and not x else f"({bottom} <= 0)"
        safe = self.choose(refused, "1", bottom) if refused else bottom
        text = f"share({value} * {top}, {safe}, {ROUNDINGS[expr.rounding]})"
        return text, self.any(u, w, x, refused)

    def _extreme(self, expr: Extreme) -> Pair:
        text, unknown = self.write(expr.args[0])
        for one in expr.args[1:]:
            value, missing = self.write(one)
            text, unknown = self.extreme(expr.op, text, value), self.any(unknown, missing)
        return text, unknown

    def _compare(self, expr: Compare) -> Pair:
        (left, u), (right, w) = self.write(expr.left), self.write(expr.right)
        unknown = self.any(u, w)
        unknown = self.name(unknown, "u") if unknown else ""
        text = f"({left} {expr.op} {right})"
        return (self.both(text, self.no(unknown)) if unknown else text), unknown

    def _one_of(self, expr: OneOf) -> Pair:
        value, unknown = self.write(expr.arg)
        text = self.any(*(f"({value} == {one})" for one in sorted(set(expr.values))))
        return (self.both(text, self.no(unknown)) if unknown else text), unknown

    def _logic(self, expr: Logic) -> Pair:
        pairs = [self.write(one) for one in expr.args]
        join = self.both if expr.op == "and" else self.any
        text = join(*(value for value, _ in pairs))
        if not any(unknown for _, unknown in pairs):
            return text, ""
        text = self.name(text)
        missing = self.any(*(unknown for _, unknown in pairs))
        if expr.op == "or":
            return text, self.both(missing, self.no(text))
        open_ = [self.any(value, unknown) for value, unknown in pairs]
        return text, self.both(missing, *open_)

    def _not(self, expr: Not) -> Pair:
        value, unknown = self.write(expr.arg)
        if not unknown:
            return self.no(value), ""
        return self.both(self.no(value), self.no(unknown)), unknown

    def _known(self, expr: Known) -> Pair:
        _, unknown = self.write(expr.arg)
        return (self.no(unknown) if unknown else self.truth(1)), ""

    def _cases(self, expr: Cases) -> Pair:
        pairs = [(self.write(test), self.write(value)) for test, value in expr.branches]
        if expr.otherwise is not None:
            text, unknown = self.write(expr.otherwise)
        else:  # the conditions rule it out, or the answer is unknown anyway
            text, unknown = (self.truth(0) if expr.is_bool else "0"), self.truth(1)
        for (test, unsure), (value, missing) in reversed(pairs):
            if unknown or missing:
                unknown = self.choose(test, missing or self.truth(0), unknown or self.truth(0))
            if unsure:
                unknown = self.any(unsure, unknown)
            text = self.choose(test, value, text)
        if expr.is_bool and unknown:
            unknown = self.name(unknown, "u")
            text = self.both(text, self.no(unknown))
        return text, unknown
