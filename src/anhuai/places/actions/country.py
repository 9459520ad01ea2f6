"""Taking in a list of divisions, up to the whole country's: a stream of rows, in bounded memory."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from anhuai.kernel.divisions import Level, is_urban_committee, level_of, parse_division
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
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


@action(permit=Permit.PLACES_MANAGE, logs=("path", "since"), subject="division")
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
            read = [row for row in _read(batch, since, taken) if _reached(scope, row, taken)]
            _take(read, taken)
    if taken.added:
        divisions_changed()
    return taken


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    division: Division


def _read(
    batch: Iterable[tuple[int, Mapping[str, str | None]]], since: date, taken: Taken
) -> Iterator[_Row]:
    for line, row in batch:
        try:
            yield _Row(line, _division(row, since))
        except Unfit as error:
            taken.refuse(line, error.message)


def _reached(scope: Scope, row: _Row, taken: Taken) -> bool:
    if scope.covers(row.division.code):
        return True
    taken.refuse(row.line, f"{row.division.code} 不在您的管理范围。")
    return False


def _division(row: Mapping[str, str | None], since: date) -> Division:
    code = parse_division(row["code"] or "")
    name = normalise(row["name"] or "")
    level = level_of(code)
    if not 1 <= len(name) <= 60:
        raise RowError("name", "名称应为 1 至 60 个字。", "A name has 1 to 60 characters.")
    typed = (row.get("level") or "").strip()
    if typed and typed not in (str(int(level)), level.title):
        raise RowError(
            "level",
            f"级别写的是 {typed}，按代码 {code} 应为 {int(level)}（{level.title}）。",
            f"The level says {typed}, the code {int(level)}.",
        )
    system = (row.get("code_system") or "").strip() or _SYSTEMS[0]
    if system not in _SYSTEMS:
        raise RowError("system", f"没有代码体系 {system}。", f"No code system {system}.")
    longitude, latitude = (_degrees(row.get(key), key) for key in ("longitude", "latitude"))
    return Division(
        code=code, name=name, short_name=short_name(name)[:40], pinyin=pinyin(name)[:160],
        level=level, code_system=system, urban_rural=(row.get("urban_rural") or "")[:3],
        is_urban=is_urban_committee(code) if level is Level.VILLAGE else None,
        longitude=longitude, latitude=latitude, since=since,
    )  # fmt: skip


def _degrees(text: str | None, column: str) -> float | None:
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
    codes = [row.division.code for row in read]
    held: dict[str, tuple[str, date | None]] = {}
    rows = Division.objects.filter(code__in=codes).order_by("since")
    for code, name, until in rows.values_list("code", "name", "until"):
        held[code] = (name, until)
    new: dict[str, Division] = {}
    for row in read:
        one = row.division
        name, until = held.get(one.code, ("", None))
        if one.code in new:
            taken.refuse(row.line, f"{one.code} 在表中出现了两次。")
        elif not name:
            new[one.code] = one
        elif until is not None:
            taken.refuse(row.line, f"{one.code}（{name}）已于 {until} 撤销，代码不重复使用。")
        elif name != one.name:
            taken.refuse(row.line, f"{one.code} 已登记为“{name}”，更名请办理区划变更。")
        else:
            taken.known += 1
    Division.objects.bulk_create(new.values(), batch_size=BATCH)
    taken.added += len(new)
