"""Tables a scan or a paste laid flat: one cell a line, or cells between tabs."""

import re
from dataclasses import dataclass
from typing import Final

from anhuai.plans.engine.numerals import CHINESE, chinese
from anhuai.plans.engine.outline import Line, Zone

VALUE: Final = re.compile(
    r"(?P<sign>[≥≤><]=?|不低于|不少于|不超过|不高于|>=|<=)?(?P<n>\d+(?:\.\d+)?)(?P<scale>[万亿])?"
    r"(?P<unit>%|‰|个|张|家|所|处|人次|人|名|户|万元|亿元|岁|座|支|套)?(?P<after>以上|以内|以下|左右)?$"
)
_HEADER: Final = re.compile(
    r"序号|一级指标|二级指标|指标名称|指标|目标值|目标|属性|单位|类别|类型|项目名称|重点任务|建设性质|性质|年限|时限"
    r"|完成时限|完成时间|建设内容|建设规模|主要内容|总投资|投资|责任单位|牵头单位|备注|20\d\d年|现状|基期|任务|地点"
    r"|\d{4}年?(?:目标|基数|现状)(?:值)?|建设期限|起止年限|工作任务|主要任务|配合单位|实施单位|基数|基期值|现状值?|规划值|目标年|增长|（?20\d\d年?）?|项目|内容|资金来源|增幅|领域"
    r"|(?:主要)?建设(?:地点|单位|主体|时间|周期|规模|内容|年限|年份|年度|工期)(?:[及和与、](?:主要)?(?:建设)?(?:内容|规模))?"
    r"|(?:估算|计划|概算)?投资(?:估算|额|规模)?|项目类型|所在地|实施地点|实施主体|规划期末?"
)


_BROKEN: Final = frozenset({
    "建设", "性质", "年限", "计划", "责任", "单位", "完成", "年", "底", "末", "目标", "值", "名称",
    "类型", "属性", "时间", "时限", "投资", "总投资", "规模", "内容",
})  # fmt: skip
"""Words of a header that a narrow column broke over lines."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: bounds in the plain form, and whether it stands empty."""

    text: str
    start: int
    end: int
    section: str
    box: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A flattened table: the words of its header and the cells under it."""

    header: tuple[str, ...]
    title: str
    cells: tuple[Cell, ...]
    start: int
    end: int
    zone: Zone
    section: str


def cells_of(line: Line) -> list[Cell]:
    """Return a line's cells: one, or as many as its tabs part."""
    found, at = [], line.start
    pieces = line.text.split("\t")
    if len(pieces) > 1 and not pieces[0]:
        pieces, at = pieces[1:], at + 1
    for piece in pieces:
        found.append(Cell(_in_figures(piece.strip()), at, at + len(piece), line.section, line.box))
        at += len(piece) + 1
    return found


def _in_figures(said: str) -> str:
    """A cell's 百分之五十五以上 as 55%以上; anything longer stays as it is."""
    match = re.fullmatch(rf"([≥≤><]=?|不低于|不少于)?百分之({CHINESE})(以上|左右)?", said)
    value = chinese(match[2]) if match else None
    return said if match is None or value is None else f"{match[1] or ''}{value}%{match[3] or ''}"


def grids(lines: list[Line]) -> list[Grid]:
    """Return the tables of a plan: where three or more header words stand in cells of their own."""
    found: list[Grid] = []
    index = 0
    while index < len(lines):
        count, words = _header(lines, index)
        if count == 0:
            index += 1
            continue
        stop = _end(lines, index + count)
        cells = [cell for line in lines[index + count : stop] for cell in cells_of(line)]
        if cells:
            title = lines[index - 1].text.strip() if index else ""
            found.append(
                Grid(tuple(words), title, tuple(cells), lines[index].start, lines[stop - 1].end,
                     lines[index].zone, lines[index].section)
            )  # fmt: skip
        index = max(stop, index + count)
    return found


def _header(lines: list[Line], index: int) -> tuple[int, list[str]]:
    """How many lines from here are a table's header, and its words (broken ones joined)."""
    words: list[str] = []
    known = 0
    count = 0
    for line in lines[index : index + 24]:
        cells = [cell.text for cell in cells_of(line)]
        bare = [re.sub(r"\s", "", one) for one in cells if one.strip()]
        if not bare:
            count += 1
            continue
        if any(len(one) > 14 for one in bare) or line.kind or re.match(r"专栏|附件", bare[0]):
            break
        hits = [one for one in bare if _HEADER.fullmatch(re.sub(r"（.*?）", "", one))]
        parts = [
            one
            for one in bare
            if one in _BROKEN or re.fullmatch(r"（[\u4e00-\u9fff%/‰]{1,6}）", one)
        ]
        if not hits and not parts:
            break
        words += bare
        known += len(hits)
        count += 1
    joined = "".join(words)
    enough = known >= 2 and (re.search("指标|序号|项目|任务", joined) is not None)
    return (count, words) if enough else (0, [])


def _end(lines: list[Line], start: int) -> int:
    """A table ends at a heading, a box, or running text that is not a cell."""
    index = start
    while index < len(lines):
        line = lines[index]
        said = line.text.strip()
        if line.level and line.kind in ("list", "chapter", "paren"):
            break
        if re.match(r"专栏|注：|附件|附表|备注：", said):
            break
        if lines[start].zone is Zone.ANNEX:
            if line.zone is not Zone.ANNEX:
                break
        elif (len(said) > 45 and "\t" not in line.text) or (
            line.kind and "\t" not in line.text and not VALUE.match(said)
        ):
            break
        index += 1
    return index
