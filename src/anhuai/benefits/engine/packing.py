"""A population in narrow columns: what the evaluators read, from Arrow or memory-mapped.

A row is a member with everything known of them, [since, until) in months; who changes has several
rows, one after the other; a household's rows stand together. Facts are integers as the rules encode
them, null where there is no evidence. Household facts are repeated on each member's row.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from anhuai.benefits.engine.layout import OPEN, Layout, dtype_of, unknown_of
from anhuai.benefits.rules.facts import Fact
from anhuai.kernel.unfit import Unfit

Array = np.ndarray[Any, Any]
BASE: Final = ("household", "person", "place", "since", "until", "born", "died")
"""The columns every population has, before its facts."""
OPTIONAL: Final = frozenset({"since", "until"})
"""Columns that may be left out where nothing changes in the months."""
_EPOCH: Final = 1970 * 12
_EARLIEST: Final = -44_000
"""Days from 1970 to the middle of 1849: nobody here was born before."""
_LATEST: Final = 84_000


class BadPopulation(Unfit):
    """A population that cannot be read; codes: column, order, date, value."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Rows in narrow columns; `starts` are the households' first rows and the end."""

    starts: Array
    hid: Array
    pid: Array
    fresh: Array
    bm: Array
    late: Array
    dm: Array
    since: Array
    until: Array
    place: Array
    places: tuple[str, ...]
    facts: Mapping[str, Array]
    nullable: frozenset[str]

    def __len__(self) -> int:
        return len(self.pid)

    def households(self, low: int, high: int) -> "Packed":
        """Return households [low, high) without copying."""
        a, b = int(self.starts[low]), int(self.starts[high])
        cut = {name: getattr(self, name)[a:b] for name in _ROWS}
        return replace(
            self, starts=self.starts[low : high + 1] - a,
            facts={code: column[a:b] for code, column in self.facts.items()}, **cut,
        )  # fmt: skip

    def chosen(self, households: Array) -> "Packed":
        """Return a copy of the households at these positions, in their order."""
        sizes = self.starts[households + 1] - self.starts[households]
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        rows = np.arange(starts[-1]) + np.repeat(self.starts[households] - starts[:-1], sizes)
        return replace(
            self, starts=starts, **{name: getattr(self, name)[rows] for name in _ROWS},
            facts={code: column[rows] for code, column in self.facts.items()},
        )  # fmt: skip


_ROWS: Final = ("hid", "pid", "fresh", "bm", "late", "dm", "since", "until", "place")


@cache
def _calendar() -> tuple[Array, Array]:
    """Return the month of every day and how far after the 28th it is."""
    days = np.arange(_EARLIEST, _LATEST).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    number = (months.astype(np.int64) + _EPOCH).astype(np.int16)
    late = (days - months.astype("datetime64[D]")).astype(np.int64) - 27
    return number, np.maximum(late, 0).astype(np.uint8)


def _column(table: Any, name: str, kind: Any, null: int) -> tuple[Array, bool]:
    """Return a column as integers with nulls replaced, and whether there were any."""
    column = table.column(name)
    has_nulls = column.null_count > 0
    if str(column.type) in ("date32[day]", "bool"):
        column = column.cast("int32") if str(column.type) != "bool" else column.cast("int8")
    if has_nulls:
        import pyarrow.compute as pc

        column = pc.fill_null(column, null)
    return column.combine_chunks().to_numpy(zero_copy_only=False).astype(
        kind, copy=False
    ), has_nulls


def _refuse(code: str, message: str, message_en: str, field: str) -> BadPopulation:
    return BadPopulation(code, message, message_en, field=field)


def pack(table: Any, facts: Iterable[Fact]) -> Packed:
    """Pack an Arrow table of whole households; raises `BadPopulation` naming the column."""
    wanted = tuple(facts)
    for name in (*BASE, *(one.code for one in wanted)):
        if name not in table.column_names and name not in OPTIONAL:
            raise _refuse("column", f"人口表缺少“{name}”一列。", f"Column {name} is missing.", name)
    hid, pid = (_column(table, name, np.int64, 0)[0] for name in ("household", "person"))
    turns = np.flatnonzero(hid[1:] != hid[:-1]) + 1
    starts = np.concatenate([[0], turns, [len(hid)]]) if len(hid) else np.zeros(1, np.int64)
    fresh = np.ones(len(pid), np.uint8)
    fresh[1:] = (pid[1:] != pid[:-1]) | (hid[1:] != hid[:-1])
    bm, late = _born(table)
    columns, nullable = {}, set()
    for one in wanted:
        columns[one.code], unknown = _column(table, one.code, dtype_of(one), unknown_of(one))
        nullable |= {one.code} if unknown else set()
        _check(one, columns[one.code])
    place, places = _places(table)
    return Packed(
        starts.astype(np.int64), hid, pid, fresh, bm, late, _died(table),
        _month(table, "since", 0), _month(table, "until", OPEN),
        place, places, columns, frozenset(nullable),
    )  # fmt: skip


def _check(fact: Fact, column: Array) -> None:
    if not len(column):
        return
    low, high = int(column.min()), int(column.max())
    if high > fact.most or (low < fact.least and low != unknown_of(fact)):
        raise _refuse(
            "value", f"“{fact.title}”有超出范围的值。", f"{fact.title_en}: outside its limits.",
            fact.code,
        )  # fmt: skip


def _born(table: Any) -> tuple[Array, Array]:
    days, unknown = _column(table, "born", np.int32, 0)
    number, late = _calendar()
    if unknown or (len(days) and (days.min() < _EARLIEST + 600 or days.max() >= _LATEST)):
        raise _refuse(
            "date", "出生日期缺失或超出范围。", "A birth is missing or impossible.", "born"
        )
    at = days - _EARLIEST
    return number.take(at), late.take(at)


def _died(table: Any) -> Array:
    days, _ = _column(table, "died", np.int32, _LATEST)
    number, _ = _calendar()
    found = np.full(len(days), OPEN, np.int16)
    inside = np.flatnonzero((days >= _EARLIEST) & (days < _LATEST))
    found[inside] = number.take(days[inside] - _EARLIEST)
    return found


def _month(table: Any, name: str, null: int) -> Array:
    if name not in table.column_names:
        return np.full(table.num_rows, null, np.int16)
    return _column(table, name, np.int16, null)[0]


def _places(table: Any) -> tuple[Array, tuple[str, ...]]:
    column = table.column("place").combine_chunks()
    if "dictionary" not in str(column.type):
        column = column.dictionary_encode()
    return column.indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False), tuple(
        str(one) for one in column.dictionary.to_pylist()
    )


def save(packed: Packed, folder: Path) -> None:
    """Write a snapshot that is memory-mapped when read: one file a column."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*_ROWS, "starts"):
        np.save(folder / f"{name}.npy", getattr(packed, name))
    for code, column in packed.facts.items():
        np.save(folder / f"fact-{code}.npy", column)
    about = {
        "places": packed.places,
        "facts": list(packed.facts),
        "nullable": sorted(packed.nullable),
    }
    (folder / "about.json").write_text(json.dumps(about), encoding="utf-8")


def opened(folder: Path) -> Packed:
    """Open a saved snapshot; its columns stay on disk until they are read."""
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))

    def mapped(name: str) -> Array:
        found: Array = np.load(folder / f"{name}.npy", mmap_mode="r")
        return found

    return Packed(
        **{name: mapped(name) for name in (*_ROWS, "starts")}, places=tuple(about["places"]),
        facts={code: mapped(f"fact-{code}") for code in about["facts"]},
        nullable=frozenset(about["nullable"]),
    )  # fmt: skip


def nullable_with(layout: Layout, packed: Packed, unset: frozenset[str]) -> frozenset[str]:
    """Return everything that may be unknown: facts without evidence, parameters not decided."""
    return frozenset({f.code for f in layout.facts} & packed.nullable) | unset
