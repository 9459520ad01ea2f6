"""Promises in the rows of an indicator table."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.cells import VALUE, figure
from anhuai.plans.engine.clauses import Found
from anhuai.plans.engine.columns import Columns, aligned, columns
from anhuai.plans.engine.grids import Cell, Grid
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.quantities import COUNT_UNITS, Quantity
from anhuai.plans.rules.drafts import Baseline

_KIND: Final = re.compile(r"(?:预期|约束|指导|引导|共性|个性)性?(?:指标)?$")
_GROWN: Final = re.compile(
    r"[〔（\[](?:[+-]\d+(?:\.\d+)?(?:%|个百分点)?|\d+(?:\.\d+)?(?:%|个百分点))[〕）\]]"
)
_GROWTH: Final = re.compile("增速|增幅|增长|累计|年均")
_BENCHMARK: Final = re.compile(
    r"(?:≥|>=|>|不低于|高于)[\u4e00-\u9fff]{3,20}(?:增速|增幅|水平|增长率|平均数?|标准)"
)
_NOTHING: Final = frozenset(["—", "-", "——", "--", "/", "／", "无", "\\"])
_UNITS: Final = frozenset((*COUNT_UNITS, "%", "‰", "平方米/人", "个/千人", "张/千人", "万人"))


def is_indicators(grid: Grid) -> bool:
    """Say whether a table lists indicators with their targets."""
    head = "".join(grid.header)
    return "指标" in head and not re.search("项目名称|建设内容|建设性质", head)


@dataclass(slots=True)
class _Row:
    """A row being read: its name, its unit where a cell gives one, its figures."""

    name: Cell | None = None
    unit: str = ""
    values: list[Cell] = field(default_factory=list)
    benchmark: Cell | None = None


def promised(grid: Grid, starts: int | None = None) -> list[Found]:
    """Return one promise a row: the last figure of a row is its target.

    `starts` is the plan's first year: figures of earlier years are where it stands.
    """
    return [replace(one, table=grid.start) for one in _rows(grid, starts)]


def _rows(grid: Grid, starts: int | None) -> list[Found]:
    own = columns(grid, starts)
    kept = _by_columns(grid, own) if own is not None else []
    if kept:
        return kept
    rows = [_Row()]
    counted = any(word == "序号" for word in grid.header)
    grouped = any(re.search("类|领域|方面|一级|维度", word) for word in grid.header)
    for index, cell in enumerate(grid.cells):
        if (
            cell.text
            and cell.text not in _NOTHING
            and not _GROWN.fullmatch(cell.text)
            and not _KIND.match(cell.text)
            and not (counted and _is_serial(grid, index, rows))
        ):
            _take(rows, cell, is_wrapped=not grouped)
    due = _due(grid)
    found: list[Found] = []
    for row in rows:
        if row.name is not None and row.benchmark is not None:
            found.append(_benchmarked(row.name, row.benchmark, due))
        elif row.name is not None and row.values:
            values = _in_years(row.values, grid)
            for last, year in _steps(values, grid) or [(len(values), due)]:
                found.append(_found(row.name, values, last, row.unit, year))
    return found


def _steps(values: list[Cell], grid: Grid) -> list[tuple[int, str | None]]:
    """Which figures of a row are targets of a year of their own (2024年目标), with these years."""
    years = [one for one in grid.header if re.search(r"20\d\d", one)]
    aims = [index for index, one in enumerate(years) if re.search("目标|计划|任务", one)]
    if len(aims) < 2 or len(values) != len(years):
        return []
    return [(index + 1, re.findall(r"20\d\d", years[index])[0]) for index in aims]


def _in_years(values: list[Cell], grid: Grid) -> list[Cell]:
    """A row's figures without the growth a last column gives: 2.8% of 6.1, 7, 2.8%."""
    years = [one for one in grid.header if re.search(r"20\d\d", one)]
    grows = any(_GROWTH.search(one) for one in grid.header)
    if not (grows and len(years) > 1):
        return values
    if len(values) > len(years):
        return values[: len(years)]
    own = "%" in values[0].text
    if len(values) > 1 and values[-1].text.endswith("%") and not own:
        return values[:-1]
    return values


def _benchmarked(name: Cell, cell: Cell, due: str | None) -> Found:
    """≥居民人均消费支出增速: a target that another figure sets."""
    bare = re.sub(r"[（(][^（）]{1,8}[）)]$", "", name.text)
    return Found(
        name=bare, operator=">=", value=None, unit="%", accrual="stock", soft=False,
        start=name.start, end=cell.end, said=(name.start, cell.end), deadline=due,
        benchmark=re.sub("^(?:≥|>=|>|不低于|高于)", "", cell.text), number_at=cell.start,
    )  # fmt: skip


def _take(rows: list[_Row], cell: Cell, *, is_wrapped: bool) -> None:
    last = rows[-1]
    if _BENCHMARK.fullmatch(cell.text) and last.name:
        last.benchmark = cell
    elif cell.text in _UNITS:
        last.unit = cell.text
    elif is_wrapped and last.name and not (last.values or last.unit) and _is_more(last.name, cell):
        last.name = replace(last.name, text=last.name.text + cell.text, end=cell.end)
    elif figure(cell.text) is None:
        rows.append(_Row(cell))
    elif rows[-1].name is not None:
        rows[-1].values.append(cell)


def _is_more(name: Cell, cell: Cell) -> bool:
    """Whether a cell carries on a name that a narrow column broke; a group's line is none."""
    return not (
        figure(cell.text) is not None
        or _NUMBERED.match(cell.text)
        or re.match(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）", name.text)
        or name.text.endswith(("）", "率", "占比", "比例"))
        or cell.start - name.end > 1
    )


def _is_serial(grid: Grid, index: int, rows: list[_Row]) -> bool:
    """A row's number stands where a row is full, is the next one, and a name follows it."""
    if rows[-1].name is not None and not (rows[-1].values or rows[-1].benchmark):
        return False
    following = next((one.text for one in grid.cells[index + 1 :] if one.text), "")
    done = sum(bool(row.values or row.benchmark) for row in rows)
    return (
        grid.cells[index].text == str(done + 1)
        and not VALUE.match(following)
        and following not in _UNITS
    )


def _due(grid: Grid) -> str | None:
    years = [int(one) for word in grid.header for one in re.findall(r"20\d\d", word)]
    return str(max(years)) if years else None


def _found(name: Cell, values: list[Cell], last: int, unit: str, due: str | None) -> Found:
    own = values[last - 1]
    quantity = figure(own.text)
    if quantity is None:
        raise ValueError(own.text)
    return made(name, own, quantity, unit, due, values[-1].end)


_IN_BRACKETS: Final = re.compile(r"[（(]([^（）]{1,8})[）)]$")


def made(name: Cell, own: Cell, quantity: Quantity, unit: str, due: str | None, end: int) -> Found:
    """Return the promise of a row: its unit stands in the cell, a column, or the name's bracket."""
    bracket = _IN_BRACKETS.search(name.text)
    is_unit = bracket is not None and bracket[1] in _UNITS
    bare = _NUMBERED.sub("", _IN_BRACKETS.sub("", name.text) if is_unit else name.text)
    said = quantity.unit or unit or (bracket[1] if bracket and is_unit else "")
    per = re.match(r"每(千|百|万)(名|张|户|人)?([\u4e00-\u9fff]{0,6}?(?:老年?人|床位|人口))?", bare)
    if per and said and "%" not in said and "/" not in said:
        noun = (
            "老年人" if "老" in (per[3] or "") else "床位" if "床" in (per[3] or "")[-2:] else "人"
        )
        said = f"{said}/{per[1]}{'' if noun == '人' else per[2] or ''}{noun}"
    if said == "%" and "年均" in bare:
        said = "%/年"
    each = re.match(
        r"每个?([\u4e00-\u9fff（）、]{1,12}?)(?=至少|不少于|有|建|开展|每年|\d)", own.text
    )
    if each and "/" not in said:
        said = f"{said}/{each[1]}"
    return Found(
        name=bare, operator=quantity.operator, value=quantity.value, value_max=quantity.value_max,
        unit=said, accrual="per_unit" if each else "stock", soft=bool(words.SOFT.match(own.text)),
        start=name.start, end=own.end, said=(name.start, end), deadline=due, number_at=own.start,
        implied="全覆盖" in own.text and not re.search(r"\d", own.text),
    )  # fmt: skip


_NUMBERED: Final = re.compile(r"^\d{1,2}[.、．](?!\d)")


def standing(grid: Grid, text: Text, starts: int | None) -> list[Baseline]:
    """Return where an indicator table says its indicators stood before the plan."""
    own = columns(grid, starts)
    found: list[Baseline] = []
    if own is None or not is_indicators(grid):
        return found
    for row in grid.table:
        cells = aligned(row, own.width)
        if cells is None or not cells[own.name].text:
            continue
        unit = cells[own.unit].text if own.unit is not None else ""
        for index, year in own.base:
            quantity = figure(cells[index].text)
            if quantity is None:
                continue
            one = made(cells[own.name], cells[index], quantity, unit, None, cells[index].end)
            place = text.place(one.start, one.end, grid.section)
            found.append(
                Baseline(subject=one.name[-40:], value=quantity.value, unit=one.unit,
                         place=place, year=year)
            )  # fmt: skip
    return found


def _by_columns(grid: Grid, own: Columns) -> list[Found]:
    """Return the promises of a table whose tabs keep the columns, one a row and year aimed at."""
    found: list[Found] = []
    for row in grid.table:
        cells = aligned(row, own.width)
        if cells is None or not cells[own.name].text:
            continue
        unit = cells[own.unit].text if own.unit is not None else ""
        for index, year in own.aims:
            cell = cells[index]
            end = max(one.end for one in cells[own.name :])
            if _BENCHMARK.fullmatch(cell.text):
                found.append(_benchmarked(cells[own.name], cell, year))
            elif (quantity := figure(cell.text)) is not None:
                found.append(made(cells[own.name], cell, quantity, unit, year, end))
    return found
