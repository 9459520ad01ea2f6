"""Taking in a list of divisions, up to the whole country's: a stream of rows, in bounded memory."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.divisions import Level, is_urban_committee, level_of, parse_division
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.places.actions.copying import insert_many
from anhuai.places.actions.edition import divisions_changed
from anhuai.places.models import Division
from anhuai.places.rules import UNKNOWN_START, short_name
from anhuai.platform.acting import Actor, Scope, action
from anhuai.platform.permits import Permit
from anhuai.platform.searching import pinyin

BATCH = 5000
SHOWN = 100
COLUMNS = ("code", "name")
_SYSTEMS = ("gbt2260", "nbs")
_VILLAGE = re.compile("[0-9]{12}")
_PLAIN_NAME = re.compile("[\u4e00-\u9fff]+")


class RowError(Unfit):
    """A row that cannot be taken in; codes: name, level, system, point, columns, other_name, ended,
    twice and those of `BadDivision`."""


@dataclass
class Taken:
    """What became of a list: rows read, divisions new, unchanged, refused; the first errors."""

    rows: int = 0
    added: int = 0
    known: int = 0
    refused: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)

    def refuse(self, line: int, says: str) -> None:
        """Count a refused row; the first hundred are told."""
        self.refused += 1
        if len(self.errors) < SHOWN:
            self.errors.append((line, says))


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("载入全国区划清单"),
    logs=("path", "since"),
    subject="division",
)
def load_divisions(actor: Actor, *, path: Path, since: date = UNKNOWN_START) -> Taken:
    """Take in a CSV with columns code, name (and level, code_system, longitude, latitude).

    Good rows in, all or nothing where the process ends; again changes nothing. A code on record
    under another name, or ended, is an error: names and codes change by a reform. Raises
    `RowError` for a file without the columns.
    """
    scope = actor.scope(Permit.PLACES_MANAGE)
    taken = Taken()
    with path.open(encoding="utf-8-sig", newline="") as text:
        rows = csv.DictReader(text)
        lacking = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if lacking:
            raise RowError(
                "columns",
                f"表头缺少 {'、'.join(lacking)} 列；应有 code、name，可有 level 等列。",
                f"The columns {', '.join(lacking)} are missing.",
            )
        numbered = enumerate(rows, start=2)
        while batch := list(islice(numbered, BATCH)):
            taken.rows += len(batch)
            read = list(_reached(scope, _read(batch, since.isoformat(), taken), taken))
            _take(read, taken)
    if taken.added:
        divisions_changed()
    return taken


_FIELDS = (
    "code", "name", "short_name", "pinyin", "level", "code_system", "urban_rural", "is_urban",
    "longitude", "latitude", "since",
)  # fmt: skip
_Row = tuple[int, str, str, tuple[object, ...]]
"""Line, code, name, the values of `_FIELDS`."""


def _read(
    batch: Iterable[tuple[int, Mapping[str, str | None]]], since: str, taken: Taken
) -> Iterator[_Row]:
    for line, row in batch:
        try:
            values = _values(row, since)
        except Unfit as error:
            taken.refuse(line, error.message)
        else:
            yield line, str(values[0]), str(values[1]), values


def _values(row: Mapping[str, str | None], since: str) -> tuple[object, ...]:
    code, name = _code(row["code"] or ""), row["name"] or ""
    if not _PLAIN_NAME.fullmatch(name):
        name = normalise(name)
    level = level_of(code)
    if not 1 <= len(name) <= 60:
        raise RowError("name", "名称应为 1 至 60 个字。", "A name has 1 to 60 characters.")
    typed = (row.get("level") or "").strip()
    if typed and typed not in (str(level.value), level.title):
        raise RowError(
            "level",
            f"级别写的是 {typed}，按代码 {code} 应为 {level.value}（{level.title}）。",
            f"The level says {typed}, the code {level.value}.",
        )
    system = (row.get("code_system") or "").strip() or _SYSTEMS[0]
    if system not in _SYSTEMS:
        raise RowError("system", f"没有代码体系 {system}。", f"No code system {system}.")
    urban = is_urban_committee(code) if level is Level.VILLAGE else None
    return (
        code, name, short_name(name)[:40], pinyin(name)[:160], level.value, system,
        (row.get("urban_rural") or "")[:3], urban, _degrees(row, "longitude"),
        _degrees(row, "latitude"), since,
    )  # fmt: skip


def _code(text: str) -> str:
    """Return the shortest form of a code; that of a village is as it stands in official lists."""
    if _VILLAGE.fullmatch(text) and text[Level.TOWN :] != "000":
        return text
    return parse_division(text)


def _degrees(row: Mapping[str, str | None], column: str) -> float | None:
    text = row.get(column)
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = 999.0
    if not -180 <= value <= 180:
        raise RowError("point", f"{column} 不是度数：{text[:20]}。", f"{column} is no degree.")
    return value


def _take(read: list[_Row], taken: Taken) -> None:
    held: dict[str, tuple[str, date | None]] = {}
    rows = Division.objects.filter(code__in=[row[1] for row in read]).order_by("since")
    for code, name, until in rows.values_list("code", "name", "until"):
        held[code] = (name, until)
    new: dict[str, tuple[object, ...]] = {}
    for line, code, name, values in read:
        known, until = held.get(code, ("", None))
        if code in new:
            taken.refuse(line, f"{code} 在表中出现了两次。")
        elif not known:
            new[code] = values
        elif until is not None:
            taken.refuse(line, f"{code}（{known}）已于 {until} 撤销，代码不重复使用。")
        elif known != name:
            taken.refuse(line, f"{code} 已登记为“{known}”，更名请办理区划变更。")
        else:
            taken.known += 1
    insert_many(Division, _FIELDS, list(new.values()))
    taken.added += len(new)


def _reached(scope: Scope, rows: Iterable[_Row], taken: Taken) -> Iterator[_Row]:
    for row in rows:
        if scope.covers(row[1]):
            yield row
        else:
            taken.refuse(row[0], f"{row[1]} 不在您的管理范围。")
