"""Promises in tables whose tabs keep the columns: indicators by column, tasks by row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from anhuai.plans.engine.clauses import Found
from anhuai.plans.engine.dates import day_of
from anhuai.plans.engine.grids import Cell, Grid
from anhuai.plans.engine.implied import implied
from anhuai.plans.engine.targets import stated

_NAME: Final = re.compile("(?:主要|核心|具体|发展|二级|三级)?指标(?:名称|内容)?|名称|指标项")
_UNIT: Final = re.compile("(?:计量|指标)?单位")
_BASE: Final = re.compile("现状|实际|基期|基数|基础|完成情况|完成值")
_AIM: Final = re.compile("目标|规划|计划|预期值|任务")
_YEAR: Final = re.compile(r"20\d\d")
_GROWTH: Final = re.compile("增速|增幅|增长|累计|年均")
_NOT_SAID: Final = re.compile(
    "单位|部门|牵头|责任|时限|时间|科室|负责人|备注|序号|进展|属性|性质|地点|资金|投资"
)
_DUE: Final = re.compile("时限|时间|期限|节点")
_LONGEST: Final = 24
"""Characters of a cell that still names a task."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of an indicator table holds what; aims come with their years."""

    name: int
    unit: int | None
    base: tuple[tuple[int, int | None], ...]
    aims: tuple[tuple[int, str | None], ...]
    width: int


def columns(grid: Grid, starts: int | None) -> Columns | None:
    """Return the columns of an indicator table, None where tabs do not keep them."""
    heads = [re.sub(r"\s", "", one.text) for one in grid.head]
    names = [i for i, one in enumerate(heads) if _NAME.fullmatch(re.sub("（.*?）", "", one))]
    if not names:
        return None
    years = {i: int(found[0]) for i, one in enumerate(heads) if (found := _YEAR.search(one))}
    base = [i for i, one in enumerate(heads) if _BASE.search(one)]
    aims = [
        i
        for i, one in enumerate(heads)
        if i not in base
        and i not in names
        and (i in years or _AIM.search(one))
        and not _GROWTH.search(one)
    ]
    said = [i for i in aims if _AIM.search(heads[i])]
    if said and len(said) < len(aims):
        base, aims = [*base, *(i for i in aims if i not in said)], said
    early = [i for i in aims if starts and i in years and years[i] < starts and len(aims) > 1]
    base, aims = [*base, *early], [i for i in aims if i not in early]
    if len(aims) == 2 and not said and not base:
        base, aims = aims[:1], aims[1:]
    units = [i for i, one in enumerate(heads) if _UNIT.fullmatch(one)]
    if not aims:
        return None
    return Columns(
        names[-1], units[0] if units else None, tuple((i, years.get(i)) for i in base),
        tuple((i, str(years[i]) if i in years else None) for i in aims), len(heads),
    )  # fmt: skip


def aligned(row: Sequence[Cell], width: int) -> list[Cell] | None:
    """Return a row's cells under the header's; merged first cells that are gone stand empty."""
    cells = list(row)
    while len(cells) > width and not cells[-1].text:
        cells.pop()
    if len(cells) > width or len(cells) < width - 2:
        return None
    if len(cells) == width:
        return cells
    empty = Cell("", cells[0].start, cells[0].start, cells[0].section, cells[0].box)
    return [empty] * (width - len(cells)) + cells


def tasks_of(grid: Grid, year: int | None = None) -> list[Found]:
    """Return what the rows of a task table promise, each with the row's own time limit.

    `year`: that of a plan of one year, whose limits leave it out.
    """
    heads = [re.sub(r"\s", "", one.text) for one in grid.head]
    if re.search("投资|建设规模|建设内容|建设性质", "".join(heads)):
        return []  # a list of projects
    said = [i for i, one in enumerate(heads) if one and not _NOT_SAID.search(one)]
    due = [i for i, one in enumerate(heads) if _DUE.search(one)]
    found: list[Found] = []
    for row in grid.table:
        cells = aligned(row, len(heads))
        if cells is None:
            continue
        limit = next((day for i in due if (day := day_of(cells[i].text, year))), None)
        title = ""
        for index in said:
            cell = cells[index]
            got = [
                one
                for low, text in _pieces(cell)
                for one in (*stated(text, low), *implied(text, low))
            ]
            for one in got:
                one = replace(one, deadline=one.deadline or limit)
                found.append(replace(one, name=title + one.name) if len(one.name) < _SHORT else one)
            title = (
                title if got or len(cell.text) > _LONGEST else re.sub(r"^\d+[.、]", "", cell.text)
            )
    return found


_SHORT: Final = 6


def _pieces(cell: Cell) -> list[tuple[int, str]]:
    return [(cell.start + m.start(), m[0]) for m in re.finditer("[^。]+", cell.text)]
