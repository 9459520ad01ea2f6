"""Projects: rows of a project list, items of a paragraph that lists them, and named ones."""

import re
from itertools import pairwise
from typing import Final

from anhuai.plans.engine import departments, words
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.grids import VALUE, Cell, Grid
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.numerals import ordinal, scaled
from anhuai.plans.rules.drafts import Amount, Place, Project, Subtotal

_KIND: Final = re.compile(
    r"(?:新建|改扩建|改建|扩建|续建|迁建|改造|购置|购买服务|服务类?|试点|新建、改建"
    r"|提升|装修|维修)$"
)
_YEARS: Final = re.compile(
    r"[-—]?\d{3,4}年?[-—至]?(?:\d{3,4}年?)?[-—]?$|20\d\d年\d{1,2}月(?:底)?[-—至]?.*$"
)
_BEDS: Final = re.compile(r"(?:床位|床)\D{0,8}?(\d+)张|(\d+)张(?:\D{0,8})?床")
_FLOOR: Final = re.compile(
    r"(?<!每个)(?<!每个工作站)(?:总?建筑面积|建设规模)(?:约|为|达|共)?(\d+(?:\.\d+)?)(万)?平方米"
)
_ANY_FLOOR: Final = re.compile(
    r"(?:楼|房|车间|场所|用房|馆|室|大厅|面积)(?<!占地面积)(?<!用地面积)(\d+(?:\.\d+)?)(万)?平方米"
)
_LAND: Final = re.compile(r"占地(?:面积)?(?:约|为)?(\d+(?:\.\d+)?)(万)?(平方米|亩)")


def is_projects(grid: Grid) -> bool:
    """Say whether a table lists projects."""
    head = "".join(grid.header)
    return (
        bool(re.search("项目名称|建设内容|建设规模|重点任务|总投资|重点项目|项目", head))
        and "指标" not in head
    )


class _Row:
    def __init__(self, number: str, category: str, start: int) -> None:
        self.number, self.category, self.start = number, category, start
        self.cells: list[Cell] = []


def listed(grid: Grid, text: Text) -> tuple[list[Project], list[Subtotal]]:
    """Return a list's rows and the subtotals and totals it gives."""
    rows, subtotals = _rows(grid, text)
    found: list[Project] = []
    has_units = any("单位" in word or "部门" in word for word in grid.header)
    for row in rows:
        project = _project(row, text)
        if project is None:
            continue
        if has_units and not project.leads and not project.responsible and found:
            project = _inherit(project, found[-1])
        found.append(project)
    return found, subtotals


def _inherit(project: Project, before: Project) -> Project:
    from dataclasses import replace

    return replace(project, leads=before.leads, responsible=before.responsible)


def _rows(grid: Grid, text: Text) -> tuple[list[_Row], list[Subtotal]]:
    rows: list[_Row] = []
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
        if _is_group(cell.text, cells, index):
            category, expected = re.sub(r"^[（(]?[一二三四五六七八九十]+[）)、]", "", cell.text), 1
            amount = VALUE.match(following)
            if amount:
                subtotals.append(_subtotal(category, None, amount, text, cell, cells, index))
                index += 1
            index += 1
            continue
        if (
            cell.text.rstrip(".、") in (str(expected), "1")
            and _opens(following)
            and (cell.text.rstrip(".、") == str(expected) or (rows and len(rows[-1].cells) > 2))
        ):
            expected = int(cell.text.rstrip(".、")) + 1
            rows.append(_Row(cell.text.rstrip(".、"), category, cell.start))
        elif rows:
            rows[-1].cells.append(cell)
        index += 1
    return rows, subtotals


def _opens(following: str) -> bool:
    return len(following) >= 4 and VALUE.match(following) is None and not _YEARS.match(following)


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


def _project(row: _Row, text: Text) -> Project | None:
    kind, years = "", ""
    budget: float | None = None
    named: list[Cell] = []
    units = None
    for cell in row.cells:
        said = cell.text
        if _KIND.match(said) and not kind:
            kind = said
        elif _YEARS.match(said) and not (VALUE.match(said) and len(named) > 1):
            years += said
        elif VALUE.match(said):
            budget = scaled(VALUE.match(said)["n"], "")  # type: ignore[index]
        elif (
            departments.looks_like_list(said)
            and named
            and re.search("局|委|厅|办|政府|部|联", said)
        ):
            units = departments.column(said)
        else:
            named.append(cell)
    if not named:
        return None
    name, content = named[0].text, "".join(one.text for one in named[1:]) or named[0].text
    starts, ends = _years(years)
    return Project(
        number=row.number, name=name, kind=kind or _kind(name + content), category=row.category,
        starts=starts, ends=ends, budget=budget, beds=_beds(content),
        floor_area=_area(_FLOOR, content), land_area=_area(_LAND, content), content=content,
        leads=units.leads if units else (), responsible=units.responsible if units else (),
        is_listed=True, place=text.place(row.start, row.cells[-1].end, row.cells[0].section),
        amounts=_amounts(content), years_raw=years,
    )  # fmt: skip


def _years(said: str) -> tuple[int | None, int | None]:
    """Return the first and last year of a cell, also 2021-204 with its digit lost."""
    found = re.findall(r"\d{3,4}(?=$|\D)", re.sub(r"月.*?(?=20|$)", "月", said))
    years = []
    for one in found:
        if len(one) == 4 and one.startswith("20"):
            years.append(int(one))
        elif len(one) == 3 and one.startswith("20") and years:
            years.append(int(f"202{one[-1]}"))
    if not years:
        return None, None
    is_one_end = len(years) == 1 and "月" in said
    return (None if is_one_end else years[0]), years[-1]


def _kind(said: str) -> str:
    match = re.search(
        "改扩建|改建|扩建|续建|新建|改造|提升|试点|购买服务|建成|建设|打造|开工", said
    )
    if match is None:
        return ""
    return {
        "改建": "改扩建",
        "扩建": "改扩建",
        "改造": "改扩建",
        "提升": "改扩建",
        "购买服务": "服务",
        "建成": "新建",
        "建设": "新建",
        "打造": "新建",
        "开工": "新建",
    }.get(match[0], match[0])


def _beds(content: str) -> int | None:
    """The first number of beds; what stands behind 其中 is part of it."""
    found = [int(one[0] or one[1]) for one in _BEDS.findall(content.split("其中")[0])]
    return max(found) if found else None


_COUNTED: Final = re.compile(
    r"(?P<verb>新建、改建|新建|新增|建设|建成|改扩建|改造提升|改造|打造|绿化|硬化"
    r"|定植)(?P<what>[\u4e00-\u9fff、]{0,30}?)(?P<n>\d+(?:\.\d+)?)(?P<unit>[个所家处座"
    r"张]|公里)(?P<rest>[\u4e00-\u9fff]{0,12})"
    r"|(?P<n2>\d+)(?P<unit2>[个所家处座张])(?:已建|现有|老旧)?(?P<what2>[\u4e00-\u9fff]"
    r"{2,12}?)(?:进行)(?:提升)?改造"
    r"|，(?P<what3>[\u4e00-\u9fff]{4,14})(?P<n3>\d+)(?P<unit3>座)"
)


def _amounts(content: str) -> tuple[Amount, ...]:
    """Counts a content gives, with what is counted behind or before the number."""
    found = []
    for match in _COUNTED.finditer(content):
        if match["n2"]:
            found.append(
                Amount(
                    is_new=False, what=match["what2"], value=float(match["n2"]), unit=match["unit2"]
                )
            )
        elif match["n3"]:
            found.append(
                Amount(
                    is_new=True, what=match["what3"], value=float(match["n3"]), unit=match["unit3"]
                )
            )
        else:
            what = match["what"] if len(match["what"]) >= 3 else match["what"] + match["rest"]
            is_new = re.match("新|建|打造|定植", match["verb"]) is not None
            found.append(
                Amount(
                    is_new=is_new,
                    what=match["verb"] * (len(what) < 3) + what,
                    value=float(match["n"]),
                    unit=match["unit"],
                )
            )
    return tuple(found)


def _area(pattern: re.Pattern[str], content: str) -> float | None:
    if pattern is _FLOOR and pattern.search(content) is None and "其中" not in content:
        pattern = _ANY_FLOOR
    found = [
        match
        for match in pattern.finditer(content)
        if "每个" not in content[max(0, match.start() - 8) : match.start()]
    ]
    if not found or (len(found) > 1 and pattern is _FLOOR and "其中" in content):
        return None
    value = scaled(found[-1][1], found[-1][2] or "")
    if pattern is _LAND and found[-1][3] == "亩":
        return None
    return value


def told(start: int, end: int, text: Text, section: str) -> list[Project]:
    """Return the projects of a paragraph that lists them: 一是…项目。计划投资…万元，…"""
    said = text.plain[start:end]
    marks: list[int] = []
    at = 0
    while True:
        mark = ordinal(len(marks) + 1) + "是"
        match = re.compile(rf"(?<![一二三四五六七八九十第]){mark}").search(said, at)
        if match is None:
            break
        marks.append(match.start())
        at = match.end()
    if len(marks) < 2:
        return []
    bounds = [*marks, len(said)]
    pieces = [(low, said[low:high]) for low, high in pairwise(bounds)]
    if sum("投资" in piece for _, piece in pieces) < len(pieces) / 2:
        return []
    return [
        _told(index + 1, piece, text.place(start + low, start + low + len(piece), section))
        for index, (low, piece) in enumerate(pieces)
    ]


def _told(number: int, piece: str, place: Place) -> Project:
    body = piece[len(ordinal(number)) + 1 :]
    name, _, content = body.partition("。")
    budget = re.search(r"投资(?:约)?(\d+(?:\.\d+)?)(万|亿)元", content)
    amount = float(budget[1]) * (10_000 if budget[2] == "亿" else 1) if budget else None
    own = re.search(r"(20\d\d)年?[-—至到]+(20\d\d)年", content)
    due = [one.year for one in dates(content) if one.is_due]
    starts, ends = (int(own[1]), int(own[2])) if own else (None, max(due, default=None))
    return Project(
        number=str(number), name=name, kind=_told_kind(content), category="", starts=starts,
        ends=ends, budget=amount, beds=_beds(content), floor_area=_area(_FLOOR, content),
        land_area=_area(_LAND, content), content=content, leads=(), responsible=(),
        is_listed=True, place=place, amounts=_amounts(content),
    )  # fmt: skip


def _told_kind(content: str) -> str:
    return "改扩建" if re.search("改造|改扩建", content.split("新建")[0][:80]) else "新建"


_NAMED: Final = re.compile(
    r"(?:实施|推进|启动|开展)(?P<quoted>“[^“”]{2,16}”(?:工程|项目|行动))"
    r"|(?:实施|推进|启动)(?P<works>[\u4e00-\u9fff]{2,16}?(?:中心|院|站|所|馆"
    r"|楼)(?:提升改造|改造提升|改扩建|新建|迁建)(?:项目|工程)?)"
    r"|(?:加快|推进|启动)(?P<building>[\u4e00-\u9fff]{2,16}?(?:中心|综合体|院|站|馆"
    r"|基地|园))(?:项目)?建设(?![和与及、])"
    r"|新建(?P<counted>(?:[\u4e00-\u9fff]{2,12}?))(?P<n>\d+)[个所家处座](?=[，。；、]|$)"
)


_SITE: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,20}?(?:服务中心|敬老院|养老院|福利院|托育中心|综合体"
    r"|公寓|基地|中心|驿站))"
)


def sited(start: int, end: int, text: Text, section: str) -> list[Project]:
    """Return the house a sentence gives a built or ground area of, with its beds."""
    said = text.plain[start:end]
    if not (_FLOOR.search(said) or _LAND.search(said)) or "标准" in said:
        return []
    match = _SITE.search(words.LEADING.sub("", said))
    if match is None:
        return []
    name = re.sub(r"^.*?(?:新建|建设|投资\S*?建成|完成)", "", match["name"]) or match["name"]
    money = re.search(r"投资(?:约)?(\d+(?:\.\d+)?)(万|亿)元", said)
    due = [one.year for one in dates(said) if one.is_due]
    return [
        Project(
            number="", name=name, kind=_kind(said) or "新建", category="", starts=None,
            ends=max(due, default=None),
            budget=float(money[1]) * (10_000 if money[2] == "亿" else 1) if money else None,
            beds=_beds(said), floor_area=_area(_FLOOR, said), land_area=_area(_LAND, said),
            content=said, leads=(), responsible=(), is_listed=False,
            place=text.place(start, end, section),
        )
    ]  # fmt: skip


def named(start: int, end: int, text: Text, section: str) -> list[Project]:
    """Return projects a task names outside any list."""
    if words.PAST.search(text.plain[start:end]):
        return []
    found = []
    for match in _NAMED.finditer(text.plain, start, end):
        name = next(
            one
            for one in (match["quoted"], match["works"], match["building"], match["counted"])
            if one
        )
        due = [
            one.year
            for one in dates(text.plain[max(start, match.start() - 24) : match.end()])
            if one.is_due
        ]
        if (
            re.search("社区|居民区|各|等|一批", name)
            and match["quoted"] is None
            and match["works"] is None
        ):
            continue
        found.append(
            Project(
                number="", name=name, kind=_kind(match[0]) or "新建", category="", starts=None,
                ends=max(due, default=None), budget=None, beds=None, floor_area=None,
                land_area=None, content=match[0], leads=(), responsible=(), is_listed=False,
                place=text.place(match.start(), match.end(), section),
            )
        )  # fmt: skip
    return found
