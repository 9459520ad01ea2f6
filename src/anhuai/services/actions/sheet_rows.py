"""A workbook's row as it is judged: its texts, names, days and lists, with every error noted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from anhuai.kernel.text import normalise
from anhuai.platform.sheets.register import Outcome, Row

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Taken:
    """The records a chunk of rows put on record or brought up to date."""

    pks: list[int]


@dataclass(slots=True)
class Draft:
    """A row as it is judged: its outcome, and what it would write."""

    outcome: Outcome
    columns: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Row) -> "Draft":
        """Begin to judge a row."""
        return cls(Outcome(row))

    def text(self, key: str) -> str:
        """Return what the row says of a column."""
        return normalise(self.outcome.row.values.get(key, ""))

    def day(self, key: str) -> date | None:
        """Return the day of a column, noting an error where it is none."""
        text = self.text(key).replace("/", "-").replace(".", "-")
        try:
            year, month, of_month = (int(part) for part in text.split("-"))
            return date(year, month, of_month)
        except ValueError:
            self.outcome.refuse(key, "日期写法不对，应像 2026-01-31。")
            return None

    def one_of(self, key: str, known: Mapping[str, Value]) -> Value | None:
        """Return what a column's word means, noting an error where it is none of some."""
        found = known.get(self.text(key))
        if found is None:
            self.outcome.refuse(key, f"请填写其中之一：{'、'.join(known)}。")
        return found

    def called(self, key: str, known: Mapping[str, Sequence[Value]], what: str) -> Value | None:
        """Return what a name means, noting an error where nothing or more than one has it."""
        text = self.text(key)
        found = known.get(text, ())
        if len(found) == 1:
            return found[0]
        self.outcome.refuse(
            key, f"有几家{what}都叫“{text}”，请在页面上逐项登记。" if found
            else f"没有这家{what}，或不归您管理：“{text}”。"
        )  # fmt: skip
        return None

    def several(self, key: str) -> list[str]:
        """Return the names a cell lists, each once, parted by a comma or the like."""
        text = self.text(key)
        for mark in "，,；;/\n":
            text = text.replace(mark, "、")
        return list(dict.fromkeys(one.strip() for one in text.split("、") if one.strip()))


def by_name(rows: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    """Return what bears each name."""
    found: dict[str, list[Value]] = {}
    for name, value in rows:
        found.setdefault(normalise(name), []).append(value)
    return found


def refuse_twice(drafts: Sequence[Draft], names: Sequence[str], column: str) -> None:
    """Note an error on each row that says what an earlier row of the workbook said."""
    seen: dict[tuple[Any, ...], int] = {}
    for one in drafts:
        key = tuple(one.columns.get(name) for name in names)
        if None in key:
            continue
        first = seen.setdefault(key, one.outcome.row.number)
        if first != one.outcome.row.number:
            one.outcome.refuse(column, f"与第 {first} 行重复。")
