"""Reading what people upload: .xlsx and .csv in any usual encoding, with titles above the heads."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.platform.files import CSV
from anhuai.platform.sheets.register import Column, Row

HEAD_SEARCH = 10  # titles, dates and merged group heads may stand above the heads
ROW_LIMIT = 500_000
UNPACKED_LIMIT = 1 << 30
SUSPICIOUS, MOST_PACKED = 100 << 20, 100
"""From this size on a workbook packed this many times over is none: real ones pack 10 to 20 times.
"""
LOST_DIGITS = "\N{REPLACEMENT CHARACTER}"
_ENCODINGS = ("utf-8-sig", "gb18030")


class BadSheet(Unfit):
    """A workbook that cannot be read; codes: broken, encoding, heads, too_long, empty, bomb."""


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the heads were found and which column each known key is in."""

    row: int
    places: dict[str, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A workbook's first sheet: about how many rows it has, heads included, and its data rows."""

    height: int
    rows: Iterator[Row]


def opened(path: Path, media_type: str, columns: Sequence[Column]) -> Sheet:
    """Return a workbook's first sheet; raises `BadSheet`, for its rows when they are read.

    Empty rows are passed over; row numbers are those the person sees in Excel.
    """
    if media_type == CSV:
        with path.open("rb") as lines:
            return Sheet(sum(1 for _ in lines), _rows(_csv_rows(path), columns))
    sheet = _sheet(path)
    table = ([_text(cell) for cell in cells] for cells in sheet.iter_rows())
    return Sheet(int(sheet.height), _rows(table, columns))


def _rows(table: Iterator[list[str]], columns: Sequence[Column]) -> Iterator[Row]:
    top: list[list[str]] = []
    for cells in table:
        top.append(cells)
        if len(top) == HEAD_SEARCH:
            break
    heads = find_heads(top, columns)
    number, seen = 0, 0
    for cells in _chain(top, table):
        number += 1
        if number <= heads.row or not any(cells):
            continue
        seen += 1
        if seen > ROW_LIMIT:
            raise BadSheet(
                "too_long",
                f"超过 {ROW_LIMIT} 行，请拆成几个文件分别导入。",
                f"More than {ROW_LIMIT} rows: split the workbook.",
            )
        yield Row(
            number,
            {key: cells[at] if at < len(cells) else "" for key, at in heads.places.items()},
        )
    if not seen:
        raise BadSheet("empty", "表头下面没有数据行。", "There are no data rows below the heads.")


def _chain(top: list[list[str]], rest: Iterator[list[str]]) -> Iterator[list[str]]:
    yield from top
    yield from rest


def find_heads(top: Sequence[Sequence[str]], columns: Sequence[Column]) -> Heads:
    """Find the row of heads among the first rows, looking through merged group heads above it."""
    names = {
        normalise(title).rstrip("*").strip(): column.key
        for column in columns
        for title in (column.title, *column.aliases)
    }
    best = Heads(0, {})
    for index in range(len(top)):
        places: dict[str, int] = {}
        for at in range(max((len(row) for row in top[: index + 1]), default=0)):
            key = names.get(_head_at(top, index, at))
            if key is not None and key not in places:
                places[key] = at
        if len(places) > len(best.places):
            best = Heads(index + 1, places)
    missing = [c.title for c in columns if c.required and c.key not in best.places]
    if missing:
        listed = "、".join(missing)
        raise BadSheet(
            "heads",
            f"找不到这些列：{listed}。请下载模板，把数据粘贴到模板里再上传。",
            f"These columns are missing: {listed}. Paste the data into the template.",
        )
    return best


def _head_at(top: Sequence[Sequence[str]], index: int, at: int) -> str:
    """Return a cell's head: its own text, or the one above where heads are merged downward."""
    for row in (top[index], *reversed(top[max(0, index - 2) : index])):
        text = normalise(row[at]).rstrip("*").strip() if at < len(row) else ""
        if text:
            return text
    return ""


def _sheet(path: Path) -> CalamineSheet:
    _refuse_bomb(path)
    try:
        return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (CalamineError, OSError, ValueError) as broken:
        raise BadSheet(
            "broken",
            "打不开这个表格，可能已损坏或有密码。请另存为新的 .xlsx 再上传。",
            "The workbook cannot be opened: it may be damaged or locked. Save it anew as .xlsx.",
        ) from broken


def _refuse_bomb(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
            has_macro = any(item.filename.endswith("vbaProject.bin") for item in archive.infolist())
    except BadZipFile as broken:
        raise BadSheet(
            "broken", "打不开这个表格，请另存为新的 .xlsx 再上传。", "The workbook is damaged."
        ) from broken
    is_bomb = unpacked > UNPACKED_LIMIT or (
        unpacked > SUSPICIOUS and unpacked > MOST_PACKED * path.stat().st_size
    )
    if is_bomb or has_macro:
        raise BadSheet(
            "bomb",
            "表格内容过大或带有宏，请另存为普通 .xlsx 并拆分后再上传。",
            "The workbook unpacks too large or holds macros: save it as plain .xlsx in parts.",
        )


def _csv_rows(path: Path) -> Iterator[list[str]]:
    raw = path.read_bytes()
    encodings = ("utf-16", *_ENCODINGS) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[:4096]
        separator = max(",\t;", key=sample.count)
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [normalise(cell).lstrip("'") for cell in cells]
        return
    raise BadSheet(
        "encoding",
        "读不出这个文件的文字编码，请在 Excel 中另存为 .xlsx 再上传。",
        "The text encoding is unknown: save the file as .xlsx and upload it again.",
    )


def _text(cell: Any) -> str:
    """Return a cell as its author meant it; a number too long for Excel is marked as damaged."""
    if isinstance(cell, str):
        return normalise(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return str(cell) if cell is not None else ""


def _number(cell: float) -> str:
    if abs(cell) >= 1e15:  # Excel keeps 15 digits; an 18-digit ID typed as number is lost
        return f"{cell:.0f}{LOST_DIGITS}"
    return str(int(cell)) if cell.is_integer() else repr(cell)
