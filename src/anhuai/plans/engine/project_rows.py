"""The rows of a table of projects: cut at its numbers, or line by line; its groups and sums."""

import re
from typing import Final

from anhuai.plans.engine.grids import VALUE, Cell, Grid
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.numerals import scaled
from anhuai.plans.rules.drafts import Subtotal

YEARS: Final = re.compile(
    r"[-—]?\d{3,4}年?[-—至]?(?:\d{1,4}年?)?[-—]?$|20\d\d年\d{1,2}月(?:底)?[-—至]?.*$"
)


class Row:
    """A row as it is cut from a table: its number, its group, its cells."""

    def __init__(self, number: str, category: str, start: int) -> None:
        self.number, self.category, self.start = number, category, start
        self.cells: list[Cell] = []


def rows_of(grid: Grid, text: Text) -> tuple[list[Row], list[Subtotal]]:
    """Return a table's rows, and the subtotals and totals between them."""
    unnumbered = _unnumbered(grid, text)
    return (unnumbered, []) if unnumbered else _numbered(grid, text)


def _numbered(grid: Grid, text: Text) -> tuple[list[Row], list[Subtotal]]:
    rows: list[Row] = []
    subtotals: list[Subtotal] = []
    category, expected = "", 1
    cells = [cell for cell in grid.cells if cell.text]
    index = 0
    while index < len(cells):
        cell = cells[index]
        following = cells[index + 1].text if index + 1 < len(cells) else ""
        total = re.match(r"(?:合计|总计)(?:[（(](\d+)个?项?目?[）)])?", cell.text)
        if total and len(cell.text) < 20:
            amount = VALUE.match(following)
            subtotals.append(_subtotal("", total[1], amount, text, cell, cells, index))
            index += 2 if amount else 1
            continue
        is_marked = _is_marked(cell.text, following)
        if is_marked or _is_group(cell.text, cells, index):
            index += is_marked
            cell = cells[index]
            following = cells[index + 1].text if index + 1 < len(cells) else ""
            category, expected = re.sub(r"^[（(]?[一二三四五六七八九十]+[）)、]", "", cell.text), 1
            amount = VALUE.match(following)
            if amount:
                subtotals.append(_subtotal(category, None, amount, text, cell, cells, index))
                index += 1
            index += 1
            continue
        number = cell.text.rstrip(".、")
        if _opens(following) and _is_next(number, expected, rows):
            expected = int(number) + 1
            rows.append(Row(number, category, cell.start))
        elif rows:
            rows[-1].cells.append(cell)
        index += 1
    return rows, subtotals


def _is_marked(said: str, following: str) -> bool:
    """Whether 二 in a cell of its own opens a group."""
    return _MARK.fullmatch(said) is not None and _opens(following) and len(following) <= _GROUP


def _is_next(number: str, expected: int, rows: list[Row]) -> bool:
    """Whether a number counts on, over all groups, or begins again."""
    if number in (str(expected), str(len(rows) + 1)):
        return True
    return number == "1" and bool(rows) and len(rows[-1].cells) > 2


_MARK: Final = re.compile(r"[（(]?[一二三四五六七八九十]{1,2}[）)]?[、.]?")
_GROUP: Final = 24  # characters of a group's heading at most
_CELLS: Final = 3  # a row of a table without numbers has at least so many


def _unnumbered(grid: Grid, text: Text) -> list[Row]:
    """Rows of a table without numbers, where tabs part its cells: a line each."""
    if any("序号" in word or "编号" in word for word in grid.header):
        return []
    rows: list[Row] = []
    lines: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        lines.setdefault(text.plain.rfind("\n", 0, cell.start), []).append(cell)
    if sum(len(line) >= _CELLS for line in lines.values()) < 0.6 * len(lines):
        return []
    category = ""
    for line in lines.values():
        cells = [cell for cell in line if cell.text]
        if not cells or re.match("合计|总计|小计", cells[0].text):
            continue
        if len(cells) < _CELLS:
            category = cells[0].text
            continue
        row = Row(str(len(rows) + 1), category, cells[0].start)
        row.cells = cells
        rows.append(row)
    return rows


def _opens(following: str) -> bool:
    return len(following) >= 4 and VALUE.match(following) is None and not YEARS.match(following)


def _is_group(said: str, cells: list[Cell], index: int) -> bool:
    """A group's line stands before a figure and the number 1, or just before the number 1."""
    if not re.search(r"(?:项目|类|工程|设施|建设)$", said) or len(said) > 24:
        return False
    ahead = [one.text for one in cells[index + 1 : index + 3]]
    return bool(ahead) and (
        ahead[0] == "1" or (len(ahead) > 1 and bool(VALUE.match(ahead[0])) and ahead[1] == "1")
    )


def _subtotal(
    category: str, count: str | None, amount: re.Match[str] | None, text: Text, cell: Cell,
    cells: list[Cell], index: int,
) -> Subtotal:  # fmt: skip
    end = cells[index + 1].end if amount else cell.end
    return Subtotal(
        category=category, count=int(count) if count else None,
        budget=scaled(amount["n"], amount["scale"] or "") if amount else None,
        place=text.place(cell.start, end, cell.section),
    )  # fmt: skip
