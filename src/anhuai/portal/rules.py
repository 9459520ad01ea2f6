"""Open data: what a data set is, and hiding small cells so that nobody can compute them back.

A cell from 1 to the threshold less one is hidden as "<5". Sums would give it away, so further cells
are hidden ("…") until no hidden cell is determined by what is published, not even by somebody who
knows that a "<5" is 1 to 4 and that a "…" is 5 or more. Nought is published: it names nobody.

The table is a network (rows, columns, their sums, the whole sum), so whether a hidden cell could
have another value is a search for a circle in it: exact, and quick for a province.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Cell = tuple[int, int]
SMALL, OTHER = "small", "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """One data set: its columns as (key, Chinese head, English head)."""

    title: str
    title_en: str
    says: str
    says_en: str
    columns: tuple[tuple[str, str, str], ...]
    is_counted: bool = False
    """Whether cells count people, so that small ones are hidden."""


class Exposed(ValueError):
    """A table whose small cells cannot be hidden: it must not be published."""


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by row and column, with the sums of both in the last column and row."""

    cells: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, counts: Sequence[Sequence[int]]) -> "Table":
        """Return a table with its sums."""
        rows = [[*row, sum(row)] for row in counts]
        rows.append([sum(column) for column in zip(*rows, strict=True)])
        return cls(tuple(tuple(row) for row in rows))

    def __getitem__(self, cell: Cell) -> int:
        return self.cells[cell[0]][cell[1]]

    @property
    def height(self) -> int:
        """Rows, the sums' row included."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """Columns, the sums' column included."""
        return len(self.cells[0])

    def every(self) -> Iterable[Cell]:
        """Return every cell."""
        return ((row, column) for row in range(self.height) for column in range(self.width))


@dataclass(slots=True)
class Hiding:
    """Which cells of a table are hidden, and why."""

    table: Table
    threshold: int
    hidden: dict[Cell, str] = field(default_factory=dict)
    is_blurred: bool = False
    """Whether small ones too are shown as "…", which then says no more than 1 or more."""

    def shown(self) -> list[list[str]]:
        """Return the cells as they are published."""
        marks = {SMALL: f"<{self.threshold}", OTHER: "…"}
        return [
            [
                marks[self.hidden[row, column]] if (row, column) in self.hidden
                else str(self.table[row, column])
                for column in range(self.table.width)
            ]
            for row in range(self.table.height)
        ]  # fmt: skip


def hide(counts: Sequence[Sequence[int]], *, threshold: int) -> Hiding:
    """Return a table with its small cells hidden past computing back; raises `Exposed`."""
    table = Table.of(counts)
    hiding = Hiding(table, threshold)
    hiding.hidden = {cell: SMALL for cell in table.every() if 0 < table[cell] < threshold}
    while exposed := determined(hiding):
        if not all(_hide_beside(hiding, cell) for cell in exposed):
            _blur(hiding)
    return hiding


def _hide_beside(hiding: Hiding, cell: Cell) -> bool:
    """Hide one more cell beside an exposed one, the smallest inner one; say whether there was."""
    table = hiding.table
    beside = [
        other for other in table.every()
        if (other[0] == cell[0]) != (other[1] == cell[1])
        and other not in hiding.hidden and table[other]
    ]  # fmt: skip
    anywhere = [other for other in table.every() if other not in hiding.hidden and table[other]]
    found = beside or anywhere
    if not found:
        return False

    def cost(other: Cell) -> tuple[bool, int]:
        is_sum = other[0] == table.height - 1 or other[1] == table.width - 1
        return is_sum, table[other]

    hiding.hidden[min(found, key=cost)] = OTHER
    return True


def _blur(hiding: Hiding) -> None:
    """Where all is hidden, say less: the sums, then every cell, as "…", which may be anything.

    Four ones and their sum, each said to be under five, could be nothing else.
    """
    last_row, last_column = hiding.table.height - 1, hiding.table.width - 1
    small = [cell for cell, why in hiding.hidden.items() if why == SMALL]
    sums = [cell for cell in small if cell[0] == last_row or cell[1] == last_column]
    if not small:
        raise Exposed("a cell is determined although nothing is said of any")
    hiding.is_blurred = True
    for cell in sums or small:
        hiding.hidden[cell] = OTHER


def determined(hiding: Hiding) -> list[Cell]:
    """Return the hidden cells that what is published allows one value only.

    A cell can have another value just if one more (or less) of it can go round a circle of hidden
    cells, each with room: whole tables differ by such circles, as flows in a network do.
    """
    ways = _ways(hiding)
    return [cell for cell in hiding.hidden if not _goes_round(hiding, cell, ways)]


Ways = Mapping[str, Sequence[tuple[str, Cell]]]


def _ends(table: Table, cell: Cell) -> tuple[str, str]:
    """Return from which sum to which a cell leads, so that at each sum all in equals all out."""
    row, column = f"row {cell[0]}", f"column {cell[1]}"
    is_turned = (cell[0] == table.height - 1) != (cell[1] == table.width - 1)
    return (column, row) if is_turned else (row, column)


def _rooms(hiding: Hiding, cell: Cell) -> tuple[bool, bool]:
    """Return whether a hidden cell could be more, and whether it could be less."""
    value, is_small = hiding.table[cell], hiding.hidden[cell] == SMALL
    if is_small:
        return value < hiding.threshold - 1, value > 1
    return True, value > (1 if hiding.is_blurred else hiding.threshold)


def _ways(hiding: Hiding) -> Ways:
    ways: dict[str, list[tuple[str, Cell]]] = defaultdict(list)
    for cell in hiding.hidden:
        start, end = _ends(hiding.table, cell)
        more, less = _rooms(hiding, cell)
        if more:
            ways[start].append((end, cell))
        if less:
            ways[end].append((start, cell))
    return ways


def _goes_round(hiding: Hiding, cell: Cell, ways: Ways) -> bool:
    start, end = _ends(hiding.table, cell)
    more, less = _rooms(hiding, cell)
    return (more and _leads(ways, end, start, cell)) or (less and _leads(ways, start, end, cell))


def _leads(ways: Ways, start: str, end: str, without: Cell) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        for there, cell in ways.get(here, ()):
            if cell != without and there not in seen:
                seen.add(there)
                waiting.append(there)
    return False
