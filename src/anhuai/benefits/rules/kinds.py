"""What a value in a rule is: its kind, unit and choices, and the error a bad rule raises."""

import sys
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.months import Month

_HERE: Final = str(Path(__file__).parent)

Plain = bool | int | str | date | Month
"""A value as people and registers write it; inside a rule every value is an integer."""


class RuleError(TypeError):
    """A rule that contradicts itself, names what does not exist or mixes what does not fit.

    Raised when the rule is written, never when it runs; the text begins with file and line.
    """


@dataclass(frozen=True, slots=True)
class Line:
    """Where a part of a rule is written."""

    file: str
    number: int

    def __str__(self) -> str:
        return f"{self.file}:{self.number}"

    def refuse(self, says: str) -> RuleError:
        """Return the error that names this line."""
        return RuleError(f"{self}: {says}")


def written_at() -> Line:
    """Return the line of a definition being executed: the first frame outside this package."""
    frame = sys._getframe(1)
    while frame.f_back is not None and (
        frame.f_code.co_filename.startswith((_HERE, "<string>"))
    ):  # dataclasses generate their constructors in "<string>"
        frame = frame.f_back
    return Line(frame.f_code.co_filename, frame.f_lineno)


class Kind(StrEnum):
    """What a value is."""

    BOOL = "bool"
    INT = "int"
    MONEY = "money"
    """Whole fen."""
    CODE = "code"
    """One of a closed set of choices, kept as its position."""
    MONTH = "month"
    """A calendar month, counted from year 0."""


@dataclass(frozen=True, slots=True)
class Choices:
    """A closed set of codes with their Chinese and English titles, in order of rank."""

    name: str
    items: tuple[tuple[str, str, str], ...]
    ordered: bool = False
    """Whether "at least" has a meaning, as for grades."""

    def __post_init__(self) -> None:
        if len({code for code, _, _ in self.items}) != len(self.items) or not self.items:
            raise written_at().refuse(f"choices {self.name} repeat a code or are empty")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(code for code, _, _ in self.items)


@dataclass(frozen=True, slots=True)
class Type:
    """A kind with its unit or choices; values of different types never meet."""

    kind: Kind
    unit: str = ""
    """years, months, persons, days, hours …; empty for a bare number."""
    choices: Choices | None = None

    def encode(self, value: Plain) -> int:
        """Return the integer a rule computes with; raises `ValueError` for another type."""
        if self.kind is Kind.BOOL and isinstance(value, bool):
            return int(value)
        if self.choices is not None and isinstance(value, str) and value in self.choices.codes:
            return self.choices.codes.index(value)
        if self.kind is Kind.MONTH and isinstance(value, Month | date):
            return value.year * 12 + value.month - 1
        plain = isinstance(value, int) and not isinstance(value, bool)
        if plain and self.kind in (Kind.INT, Kind.MONEY):
            return int(value)  # type: ignore[arg-type]
        raise ValueError(f"{value!r} is no {self}")

    def decode(self, value: int) -> Plain:
        """Return what people write for an integer a rule computed."""
        if self.kind is Kind.BOOL:
            return bool(value)
        if self.choices is not None:
            return self.choices.codes[value]
        return Month(value // 12, value % 12 + 1) if self.kind is Kind.MONTH else value

    def say(self, value: int | None) -> str:
        """Return a value in Chinese."""
        return _say(self, value, 0)

    def say_en(self, value: int | None) -> str:
        """Return a value in English."""
        return _say(self, value, 1)

    def __str__(self) -> str:
        if self.choices is not None:
            return self.choices.name
        return f"{self.kind} in {self.unit}" if self.unit else str(self.kind)


UNITS: Final = {
    "": ("", ""),
    "years": (" 周岁", " years"),
    "full_years": (" 年", " years"),
    "months": (" 个月", " months"),
    "persons": (" 人", " persons"),
    "households": (" 户", " households"),
    "times": (" 次", " times"),
    "days": (" 天", " days"),
    "hours": (" 小时", " hours"),
    "beds": (" 张床位", " beds"),
    "points": (" 分", " points"),
    "square_metres": (" 平方米", " m²"),
    "percent": ("%", "%"),
    "per_mille": ("‰", "‰"),
}
"""Units and how Chinese and English say them."""

BOOL: Final = Type(Kind.BOOL)
MONEY: Final = Type(Kind.MONEY, "fen")
MONTH: Final = Type(Kind.MONTH)
NUMBER: Final = Type(Kind.INT)


def _say(kind: Type, value: int | None, at: int) -> str:
    if value is None:
        return ("未知", "unknown")[at]
    if kind.kind is Kind.BOOL:
        return (("否", "no"), ("是", "yes"))[value][at]
    if kind.choices is not None:
        return kind.choices.items[value][1 + at]
    if kind.kind is Kind.MONEY:
        return (f"{format_yuan_of(value)} 元", f"{format_yuan_of(value)} yuan")[at]
    if kind.kind is Kind.MONTH:
        return (f"{value // 12} 年 {value % 12 + 1} 月", f"{value // 12}-{value % 12 + 1:02d}")[at]
    return f"{value}{UNITS[kind.unit][at]}"


def format_yuan_of(fen: int) -> str:
    """Return fen in yuan with two decimals."""
    return format_yuan(Fen(fen))
