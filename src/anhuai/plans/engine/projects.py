"""Projects: rows of a project list, items of a paragraph that lists them, and named ones."""

import re
from itertools import pairwise
from typing import Final

from anhuai.plans.engine import departments, unit_lists
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.grids import VALUE, Cell, Grid
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.numerals import ordinal, scaled
from anhuai.plans.engine.project_rows import YEARS, Row, rows_of
from anhuai.plans.rules.drafts import Amount, Place, Project, Subtotal

_KIND: Final = re.compile(
    r"(?:新建|改扩建|改建|扩建|续建|迁建|改造|购置|购买服务|服务类?|试点|新建、改建"
    r"|提升|装修|维修)$"
)
_BEDS: Final = re.compile(r"(?:床位|床)\D{0,8}?(\d+)张|(\d+)张(?:\D{0,8})?床")
FLOOR: Final = re.compile(
    r"(?<!每个)(?<!每个工作站)(?:总?建筑面积|建设规模)(?:约|为|达|共)?(\d+(?:\.\d+)?)(万)?平方米"
)
_ANY_FLOOR: Final = re.compile(
    r"(?:楼|房|车间|场所|用房|馆|室|大厅|面积)(?<!占地面积)(?<!用地面积)(\d+(?:\.\d+)?)(万)?平方米"
)
_NARROW: Final = 12  # characters of a column that breaks names
_WHOLE: Final = re.compile(
    r"(?:项目|工程|中心|院|馆|站|园|所|基地|平台|建设|改造|公寓|服务|行动|期|服务点|）)$"
)
_TAIL: Final = re.compile(
    r"[\u4e00-\u9fff（）“”]*(?:项目|工程|中心|院|馆|站|园|所|基地|平台|公寓|行动|[一二三]期）?)"
)
LAND: Final = re.compile(r"占地(?:面积)?(?:约|为)?(\d+(?:\.\d+)?)(万)?(平方米|亩)")


def is_projects(grid: Grid) -> bool:
    """Say whether a table lists projects."""
    head = "".join(grid.header)
    return (
        bool(re.search("项目名称|建设内容|建设规模|重点任务|总投资|重点项目|项目", head))
        and re.search("指标|服务(?:对象|项目|类型)", head) is None
    )


def listed(grid: Grid, text: Text) -> tuple[list[Project], list[Subtotal]]:
    """Return a list's rows and the subtotals and totals it gives."""
    rows, subtotals = rows_of(grid, text)
    found: list[Project] = []
    has_units = any("单位" in word or "部门" in word for word in grid.header)
    dated = _years_first(grid.header)
    yearly = re.search("年限|年份|期限|时间|起止|时限|周期", "".join(grid.header)) is not None
    apart = any(departments.sets_apart(one.text) for one in grid.cells)
    for row in rows:
        project = _project(row, text, dated=dated, yearly=yearly, first_leads=apart)
        if project is None:
            continue
        if has_units and not project.leads and not project.responsible and found:
            project = _inherit(project, found[-1])
        found.append(project)
    return found, subtotals


def _inherit(project: Project, before: Project) -> Project:
    from dataclasses import replace

    return replace(project, leads=before.leads, responsible=before.responsible)


def _years_first(header: tuple[str, ...]) -> bool:
    """Whether a column of years stands before the one of money: then 2022 alone is a year."""
    head = "".join(header)
    year, money = (
        re.search("年限|年份|期限|时间|起止|时限", head),
        re.search("投资|资金|金额", head),
    )
    return year is not None and (money is None or year.start() < money.start())


def _is_years(said: str, years: str, named: list[Cell], *, dated: bool) -> bool:
    """Whether a cell has years: also one year alone, and what a narrow column broke."""
    broken = re.search(r"[-—至](\d{0,3})$", years)
    if broken and re.fullmatch(r"\d{1,4}年?", said):
        size = len(said.rstrip("年"))
        return len(broken[1]) + size == 4 or (not broken[1] and size == 3 and said[0] == "2")
    if YEARS.match(said) is None:
        return False
    if dated and not years and re.fullmatch(r"20[0-6]\d年?", said):
        return True
    return not (VALUE.match(said) and len(named) > 1)


def _project(
    row: Row,
    text: Text,
    *,
    dated: bool = False,
    yearly: bool = False,
    first_leads: bool = False,
) -> Project | None:
    kind, years = "", ""
    budget: float | None = None
    named: list[Cell] = []
    units = None
    for cell in row.cells:
        said = cell.text
        if _KIND.match(said) and not kind:
            kind = said
        elif _is_years(said, years, named, dated=dated or (yearly and budget is not None)):
            years += said
        elif VALUE.match(said):
            budget = _sum(said)
        elif _is_units(said, named):
            units = departments.column(said, first_leads=first_leads)
        else:
            named.append(cell)
    if not named:
        return None
    name, named = _whole_name(named)
    content = "".join(one.text for one in named) or name
    starts, ends = _years(years)
    return Project(
        number=row.number, name=name, kind=kind or kind_of(name + content), category=row.category,
        starts=starts, ends=ends, budget=budget, beds=beds_of(content),
        floor_area=area_of(FLOOR, content), land_area=area_of(LAND, content), content=content,
        leads=units.leads if units else (), responsible=units.responsible if units else (),
        is_listed=True, place=text.place(row.start, row.cells[-1].end, row.cells[0].section),
        amounts=amounts_of(content), years_raw=years,
    )  # fmt: skip


def _sum(said: str) -> float | None:
    """What a cell of money says in ten thousand yuan; a bare figure is in that unit already."""
    amount = VALUE.match(said)
    value = scaled(amount["n"], "") if amount else None
    is_more = value is not None and amount is not None and amount["unit"] == "亿元"
    return round(value * 10_000, 4) if is_more and value is not None else value


def _is_units(said: str, named: list[Cell]) -> bool:
    return (
        bool(named)
        and unit_lists.looks_like_list(said)
        and re.search("升级|部署|改造|安装|开发|采购|配置", said) is None
        and re.search("局|委|厅|办|政府|部|联", said) is not None
    )


def _whole_name(named: list[Cell]) -> tuple[str, list[Cell]]:
    """A name and the cells behind it; a narrow column may have broken the name in two."""
    name, rest = named[0].text, named[1:]
    broken = (
        rest
        and len(name) <= _NARROW
        and (not _WHOLE.search(name) or rest[0].text in ("项目", "工程"))
    )
    if broken and len(rest[0].text) <= _NARROW and re.fullmatch(_TAIL, rest[0].text):
        return name + rest[0].text, rest[1:]
    return name, rest


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


def kind_of(said: str) -> str:
    """Return whether words build anew or renew, "" where they do not say."""
    match = re.search(
        "改扩建|改建|扩建|续建|迁建|新建|改造|提升|试点|购买服务|建成|建设|打造|开工", said
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


def beds_of(content: str) -> int | None:
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


def amounts_of(content: str) -> tuple[Amount, ...]:
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


def area_of(pattern: re.Pattern[str], content: str) -> float | None:
    """Return the floor or land area a content gives in square metres, its total where several."""
    if pattern is FLOOR and pattern.search(content) is None and "其中" not in content:
        pattern = _ANY_FLOOR
    found = [
        match
        for match in pattern.finditer(content)
        if "每个" not in content[max(0, match.start() - 8) : match.start()]
    ]
    if not found or (len(found) > 1 and pattern is FLOOR and "其中" in content):
        return None
    value = scaled(found[-1][1], found[-1][2] or "")
    if pattern is LAND and found[-1][3] == "亩":
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
        ends=ends, budget=amount, beds=beds_of(content), floor_area=area_of(FLOOR, content),
        land_area=area_of(LAND, content), content=content, leads=(), responsible=(),
        is_listed=True, place=place, amounts=amounts_of(content),
    )  # fmt: skip


def _told_kind(content: str) -> str:
    return "改扩建" if re.search("改造|改扩建", content.split("新建")[0][:80]) else "新建"
