"""Parameters: amounts, thresholds and switches that are decided, dated and inherited downwards.

A value says for which place, from which month, when it became known, and on what it rests. What no
place on the way up has decided is *not decided*: the rule's answer is unknown, never zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from itertools import product
from typing import Any, Final

from anhuai.benefits.rules.expressions import Expr, ParamRef
from anhuai.benefits.rules.facts import FEN_MOST
from anhuai.benefits.rules.kinds import MONEY, Choices, Kind, Plain, Type, written_at
from anhuai.kernel.confidence import Basis
from anhuai.kernel.divisions import NATION, Level, parent_of
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit


class BadGiven(Unfit):
    """A value that cannot stand; codes: unknown, cells, limits, twice, period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What may be decided: its meaning, type, the choices it is looked up by, and its limits.

    `decided_by` is who decides at the latest: None for the nation, else the level of division.
    """

    code: str
    title: str
    title_en: str
    type: Type = MONEY
    keys: tuple[Choices, ...] = ()
    least: int = 0
    most: int = FEN_MOST
    decided_by: Level | None = Level.COUNTY

    def __post_init__(self) -> None:
        if self.type.choices is not None:
            object.__setattr__(self, "most", len(self.type.choices.items) - 1)
        elif self.type.kind is Kind.BOOL:
            object.__setattr__(self, "most", 1)
        if not self.code.isidentifier() or self.least > self.most:
            raise written_at().refuse(f"parameter {self.code!r}: bad code or limits")

    @property
    def value(self) -> Expr:
        """The parameter in a rule."""
        return ParamRef(self)

    def of(self, *keys: Expr) -> Expr:
        """Return the parameter in a rule, looked up by these choices."""
        return ParamRef(self, keys)

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """Every combination of its choices; one empty one where it has none."""
        return tuple(product(*(one.codes for one in self.keys)))

    def cell(self, keys: Iterable[int]) -> int:
        """Return the position of a combination of choices."""
        at = 0
        for key, choices in zip(keys, self.keys, strict=True):
            at = at * len(choices.items) + key
        return at


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One decided value: for a place, from a month on, known since a day, with its basis.

    `cells` are in the order of `Parameter.cells`; None where a combination is not decided.
    """

    parameter: str
    place: str = NATION
    since: Month
    until: Month | None = None
    known: date
    cells: tuple[int | None, ...]
    basis: Basis

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.since:
            raise BadGiven(
                "period", f"参数 {self.parameter} 的结束月份应晚于开始月份。",
                f"{self.parameter} must end after it begins.",
            )  # fmt: skip

    @property
    def digest(self) -> str:
        """What a decision is pinned to: a hash of the value and where it holds."""
        text = f"{self.parameter}|{self.place}|{self.since}|{self.until}|{self.known}|{self.cells}"
        return sha256(text.encode()).hexdigest()[:16]


def given(
    parameter: Parameter, value: Plain | Mapping[Any, Plain], *, since: Month,
    known: date, basis: Basis, place: str = NATION, until: Month | None = None,
) -> Given:  # fmt: skip
    """Return a decided value written plainly: one value, or one per choice (`{"80_89": 10000}`)."""
    if not isinstance(value, Mapping):
        cells: tuple[int | None, ...] = (parameter.type.encode(value),)
        if len(parameter.cells) != 1:
            cells *= len(parameter.cells)
    else:
        named = {(key,) if isinstance(key, str) else key: one for key, one in value.items()}
        if not set(named) <= set(parameter.cells):
            raise _refused("cells", parameter.code)
        cells = tuple(
            parameter.type.encode(named[cell]) if cell in named else None
            for cell in parameter.cells
        )
    return Given(
        parameter=parameter.code, place=place, since=since, until=until, known=known, cells=cells,
        basis=basis,
    )  # fmt: skip


_WHY: Final = {
    "unknown": ("没有这个参数", "is no parameter"),
    "cells": ("的取值与参数的分档不符", "does not fit its choices"),
    "limits": ("的取值超出允许范围", "lies outside its limits"),
    "twice": (
        "同一地区、同一起始月份、同一知悉日期给了两次",
        "is given twice for one place and month",
    ),
}


def _refused(why: str, code: str) -> BadGiven:
    return BadGiven(why, f"参数 {code}{_WHY[why][0]}，请核对。", f"{code} {_WHY[why][1]}.")


@dataclass(frozen=True, slots=True)
class Gap:
    """Months in which a parameter that was in force is decided by nobody; a finding."""

    parameter: str
    place: str
    since: Month
    until: Month

    @property
    def message(self) -> str:
        """The finding in Chinese."""
        return f"参数 {self.parameter} 自 {self.since} 起至 {self.until} 前没有规定，请补录。"

    @property
    def message_en(self) -> str:
        """The finding in English."""
        return f"{self.parameter} is decided by nobody from {self.since} until {self.until}."


def upwards(place: str) -> tuple[str, ...]:
    """Return a division and all above it, the nation last."""
    found = [place]
    while found[-1] != NATION:
        found.append(parent_of(found[-1]))
    return tuple(found)


@dataclass(frozen=True)
class Book:
    """Every parameter and value ever decided: what held where, when, as known when.

    One value that several definitions bring counts once.
    """

    parameters: tuple[Parameter, ...]
    values: tuple[Given, ...]
    _index: dict[tuple[str, str], tuple[Given, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", tuple(dict.fromkeys(self.values)))
        known = {one.code: one for one in self.parameters}
        if len(known) != len(set(self.parameters)):
            raise ValueError("two parameters of one code")
        rows: dict[tuple[str, str], list[Given]] = {}
        for one in self.values:
            self._check(known, one, rows.setdefault((one.parameter, one.place), []))
        ordered = {
            at: sorted(found, key=lambda v: (v.since, v.known)) for at, found in rows.items()
        }
        self._index.update({at: tuple(found) for at, found in ordered.items()})

    @staticmethod
    def _check(known: Mapping[str, Parameter], one: Given, rows: list[Given]) -> None:
        parameter = known.get(one.parameter)
        if parameter is None:
            raise _refused("unknown", one.parameter)
        if len(one.cells) != len(parameter.cells):
            raise _refused("cells", one.parameter)
        inside = (v is None or parameter.least <= v <= parameter.most for v in one.cells)
        if not all(inside):
            raise _refused("limits", one.parameter)
        if any((row.since, row.known) == (one.since, one.known) for row in rows):
            raise _refused("twice", one.parameter)
        rows.append(one)

    def find(self, code: str, *, place: str, month: Month, known: date) -> Given | None:
        """Return the value in force: of the nearest place, the latest begun, the latest known."""
        for at in upwards(place):
            running = [
                one for one in self._index.get((code, at), ())
                if one.known <= known and one.since <= month
            ]  # fmt: skip
            if running and (running[-1].until is None or month < running[-1].until):
                return running[-1]
        return None

    def starts(self, code: str, *, known: date) -> tuple[Month, ...]:
        """Return every month in which a value of it begins or ends anywhere."""
        rows = [one for (of, _), found in self._index.items() if of == code for one in found]
        seen = {one.since for one in rows if one.known <= known}
        return tuple(sorted(seen | {o.until for o in rows if o.until and o.known <= known}))

    def gaps(self, *, known: date) -> tuple[Gap, ...]:
        """Return the months in which something once decided is decided by nobody; findings."""
        found = []
        for (code, place), rows in self._index.items():
            ends = [one for one in rows if one.until is not None and one.known <= known]
            starts = sorted(one.since for one in rows if one.known <= known)
            for one in ends:
                if one.until is None or self.find(code, place=place, month=one.until, known=known):
                    continue
                later = [since for since in starts if since > one.until]
                if later:
                    found.append(Gap(code, place, one.until, later[0]))
        return tuple(found)

    def overlaid(self, values: Iterable[Given]) -> "Book":
        """Return a new book in which these hold from their month on, whatever was to come later.

        The reform never touches this book; it is as known as what it replaces.
        """
        new = tuple(values)
        cut: dict[tuple[str, str], Month] = {}
        for one in new:
            at = (one.parameter, one.place)
            cut[at] = min(one.since, cut.get(at, one.since))
        kept = [
            one for one in self.values
            if (start := cut.get((one.parameter, one.place))) is None or one.since < start
        ]  # fmt: skip
        return Book(self.parameters, (*kept, *new))
