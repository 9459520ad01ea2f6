"""Tables a scan or a paste laid flat: one cell a line, or cells between tabs."""

import re
from dataclasses import dataclass
from typing import Final

from anhuai.plans.engine.cells import VALUE as VALUE
from anhuai.plans.engine.cells import figure
from anhuai.plans.engine.numerals import CHINESE, chinese
from anhuai.plans.engine.outline import Line, Zone
from anhuai.plans.engine.unit_lists import looks_like_list

_HEADER: Final = re.compile(
    r"序号|分类|编号|一级指标|二级指标|指标名称|指标|目标值|目标|属性|单位|类别|类型|项目名称|重点任务|建设性质|性质|年限|时限"
    r"|完成时限|完成时间|建设内容|建设规模|主要内容|总投资|投资|责任单位|牵头单位|备注|20\d\d年|现状|基期|任务|地点"
    r"|\d{4}年?(?:目标|基数|现状)(?:值)?|建设期限|起止年限|工作任务|主要任务|配合单位|实施单位|基数|基期值|现状值?|规划值|目标年|增长|（?20\d\d年?）?|项目|内容|资金来源|增幅|领域"
    r"|(?:主要)?建设(?:地点|单位|主体|时间|周期|规模|内容|年限|年份|年度|工期)(?:[及和与、](?:主要)?(?:建设)?(?:内容|规模))?"
    r"|(?:估算|计划|概算)?投资(?:估算|额|规模)?|项目类型|所在地|实施地点|实施主体|规划期末?"
    r"|(?:重点|主要|具体|工作|任务|目标|年度|落实|推进|完成|实施|牵头|责任|配合|负责|协办|主办|参与|协同|分管){1,2}"
    r"(?:任务|工作|目标|标准|名称|措施|举措|内容|事项|要求|单位|部门|科室|股室|处室|时限|年限|期限|周期|年度|时间|节点|进度|领导|人)(?:及(?:分工|要求))?"
    r"|时间(?:节点|进度|安排|要求)|进度(?:安排|要求)|板块|事项|措施|举措"
)


_BROKEN: Final = frozenset({
    "建设", "性质", "年限", "计划", "责任", "单位", "完成", "年", "底", "末", "目标", "值", "名称",
    "类型", "属性", "牵头", "配合", "协办", "主办", "任务", "要求", "时间", "时限", "投资",
    "总投资", "规模", "内容",
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
    head: tuple[Cell, ...] = ()  # the header's cells where one line with tabs holds them
    table: tuple[tuple[Cell, ...], ...] = ()  # the lines under it, cell by cell


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
            words = _rejoined(words)
            title = lines[index - 1].text.strip() if index else ""
            found.append(
                Grid(tuple(words), title, tuple(cells), lines[index].start, lines[stop - 1].end,
                     lines[index].zone, lines[index].section, *_by_lines(lines, index, count, stop))
            )  # fmt: skip
        index = max(stop, index + count)
    return found


_HALF: Final = frozenset(
    {"牵头", "责任", "配合", "完成", "工作", "任务", "主要", "重点", "协办", "主办"}
)


def _rejoined(words: list[str]) -> list[str]:
    """A header's words with those a narrow column broke (牵头 / 单位) in one."""
    found: list[str] = []
    for word in words:
        if found and found[-1] in _HALF and word in _BROKEN and _HEADER.fullmatch(found[-1] + word):
            found[-1] += word
        else:
            found.append(word)
    return found


def _by_lines(
    lines: list[Line], index: int, count: int, stop: int
) -> tuple[tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]:
    """Return header and body cell by cell where tabs keep the columns, else nothing."""
    if count != 1 or lines[index].text.count("\t") < 2:
        return (), ()
    return tuple(_columns(lines[index])), tuple(_columns(one) for one in lines[index + 1 : stop])


def _columns(line: Line) -> tuple[Cell, ...]:
    """Return a line's cells with the empty one before a leading tab."""
    found = cells_of(line)
    if line.text.startswith("\t"):
        found.insert(0, Cell("", line.start, line.start, line.section, line.box))
    return tuple(found)


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
        if (
            any(len(re.sub("（.*?）", "", one)) > 14 for one in bare)
            or line.kind
            or re.match(r"专栏|附件", bare[0])
        ):
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


def _is_row(lines: list[Line], index: int) -> bool:
    """A numbered name with a figure in the next cell is a row: 1.床位总量 / 达到900张以上."""
    after = [one.text.strip() for one in lines[index + 1 : index + 3]]
    if not after or len(lines[index].text.strip()) > 40:
        return False
    if figure(after[0]) is not None:
        return True
    number = lines[index].number
    is_next = len(after) > 1 and number.isdigit() and after[1].startswith(str(int(number) + 1))
    return is_next and len(after[0]) <= 14 and after[0][-1] not in "。；，"


def _end(lines: list[Line], start: int) -> int:
    """A table ends at a heading, a box, or running text that is not a cell."""
    index = start
    while index < len(lines):
        line = lines[index]
        said = line.text.strip()
        if line.level and line.kind in ("list", "chapter", "paren"):
            if "\t" not in line.text and not _row_next(lines, index + 1):
                break
            index += 1
            continue
        if re.match(r"专栏|注：|附件|附表|备注：", said):
            break
        if lines[start].zone is Zone.ANNEX:
            if line.zone is not Zone.ANNEX:
                break
        elif (
            (len(said) > 45 and "\t" not in line.text)
            or (
                line.kind
                and "\t" not in line.text
                and not VALUE.match(said)
                and not _is_row(lines, index)
            )
        ) and not _number_next(lines, start, index):
            break
        index += 1
    return index


def _row_next(lines: list[Line], index: int) -> bool:
    """Whether the line behind a group's heading is a row: a number between tabs, or alone."""
    said = lines[index].text.strip() if index < len(lines) else ""
    return re.fullmatch(r"\d{1,3}", said.split("\t")[0]) is not None


_ROW: Final = 12
"""So many lines a row of a table laid flat has at most."""


def _number_next(lines: list[Line], start: int, index: int) -> bool:
    """Whether running text is a cell: the row it stands in is followed by the next number."""
    rows = [int(one.text) for one in lines[start:index] if re.fullmatch(r"\s*\d{1,3}\s*", one.text)]
    opens = [one.text.strip() for one in lines[start : start + 3]]  # a group's name may be first
    if not rows or "1" not in opens:
        return False
    ahead = [one.text.strip() for one in lines[index + 1 : index + _ROW]]
    if str(rows[-1] + 1) in ahead:
        return True
    return any(looks_like_list(one) for one in ahead[:3])  # the last row, with its departments
