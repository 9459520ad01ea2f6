"""Tasks that stand in a table: a plan's division of work, with who leads and by when."""

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from anhuai.plans.engine import departments, unit_lists
from anhuai.plans.engine.dates import dates, day_of, latest
from anhuai.plans.engine.departments import Named
from anhuai.plans.engine.grids import Cell, Grid
from anhuai.plans.engine.normal import Text
from anhuai.plans.rules.drafts import Task

_WORK: Final = re.compile("任务|工作|内容|措施|举措|事项|要求|(?:量化|考核|绩效)指标")
_PERSON: Final = re.compile("领导|责任人|联系人|负责人")
_WHO: Final = re.compile("(?:单位|部门|科室|股室|处室|分工)$|^(?:牵头|责任|配合|负责)")
_LEADS: Final = re.compile("牵头|主办|主责|主管")
_WHEN: Final = re.compile("时限|时间|进度|期限|时节|节点")
_GROUP: Final = re.compile("类别|类型|领域|板块|一级")
_OTHER: Final = re.compile(
    "项目名称|投资|资金|建设内容|建设规模|建设性质|建设地点|指标|服务(?:对象|项目|类型|标准)"
)
_DEEDS: Final = re.compile("实事|任务分解|责任分解|责任分工|任务清单|民心工程")
"""A table of so much to do in a year is one of tasks, though it calls them 项目."""
_COSTS: Final = re.compile("投资|资金|建设规模|建设性质|建设地点|年限|指标")
_NUMBER: Final = re.compile(r"（?([一二三四五六七八九十]{1,3}|\d{1,3})[）.、]?")
_LEADING: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,3}(?:[、）]|\.(?!\d)))"
)
_DOING: Final = re.compile(
    r"\d|（?[一二三四五六七八九十]{1,3}[）、]|建设|新建|建成|改造|优化|完善|健全|推进|推动|加强|加快|增加|提升|发展|实施|开展|落实|支持"
)
"""What a cell of work opens with, also one that ends like an office (建设县养老院)."""
_FIRST: Final = 2015  # no plan read here is older
_LEAST: Final = 4  # characters of a task's words
_NARROW: Final = 16  # characters of a line in a narrow column at most
_UNSAID: Final = re.compile(r"[。；：\d]")


def is_tasks(grid: Grid) -> bool:
    """Say whether a table divides work among departments, and lists no projects."""
    head = re.sub("(?:量化|考核|绩效|任务|工作)指标", "", "".join(grid.header))
    words = [_bare(word) for word in grid.header]
    if _DEEDS.search(grid.title) and any(_LEADS.search(word) for word in words):
        return _COSTS.search(head) is None and any(_WORK.search(word) for word in words)
    return (
        any(_WORK.search(word) and not _WHO.search(word) for word in words)
        and any(_WHO.search(word) for word in words)
        and _OTHER.search(head) is None
        and "项目" not in grid.title
    )


def _bare(word: str) -> str:
    """A header's word without what stands in brackets behind it (责任单位（首位牵头）)."""
    return re.sub("（[^（）]*）$", "", word)


@dataclass(slots=True)
class _Row:
    cells: list[Cell]
    number: str
    texts: list[Cell]
    leads: list[Cell]
    rest: list[Cell]
    due: list[Cell]
    is_below: bool = False  # the first of its words stands in the row above, in a merged cell


def tabled(grid: Grid, text: Text) -> list[Task]:
    """Return the tasks of a table's rows; a merged cell's departments hold for the rows below."""
    found: list[Task] = []
    before: Named | None = None
    said_before = ""
    noted = departments.FIRST_LEADS.search(text.plain) is not None or any(
        departments.sets_apart(one.text) for one in grid.cells
    )
    for cells in _rows(grid, text):
        row = _sorted(cells, grid)
        if not row.texts or not any(len(one.text) >= _LEAST for one in row.texts):
            continue
        named = _units(row, first_leads=noted) or before
        if found and not row.number and (row.is_below or row.texts[0].text == said_before):
            found[-1] = _also(found[-1], named)  # a merged cell: another measure of the same task
            continue
        before = named
        fresh = [one for one in row.texts if one.text != said_before] or row.texts
        said_before = row.texts[0].text
        row.number = row.number or str(len(found) + 1)
        found.append(_task(row, fresh[0].text, named, grid, text))
    return found


def _also(task: Task, named: Named | None) -> Task:
    """A task with what another of its measures names."""
    if named is None:
        return task
    leads = tuple(dict.fromkeys((*task.leads, *named.leads)))
    rest = dict.fromkeys((*task.responsible, *named.responsible))
    return replace(task, leads=leads, responsible=tuple(one for one in rest if one not in leads))


def promising(
    grid: Grid, text: Text, year: int | None = None
) -> list[tuple[int, int, str | None, str]]:
    """Return where a table's rows say what is to be done, the day set for it, and the task.

    `year`: that of a plan of one year, whose days leave it out.
    """
    rows = [_sorted(cells, grid) for cells in _rows(grid, text)]
    return [
        (one.start, one.end, _day(row, year), "" if one is row.texts[0] else row.texts[0].text)
        for row in rows
        for one in row.texts
    ]


def _day(row: _Row, year: int | None) -> str | None:
    found = [day_of(one.text, year) for one in row.due]
    return next((one for one in reversed(found) if one), None)


def _task(row: _Row, said: str, named: Named | None, grid: Grid, text: Text) -> Task:
    body = "".join(one.text for one in (*row.texts, *row.due))
    due = [one.value for one in dates(body) if one.is_due and one.year > _FIRST]
    at = [*row.leads, *row.rest]
    section = row.cells[0].section or grid.section
    rest = named.responsible if named else ()
    return Task(
        number=row.number,
        title=re.split(r"[。，：；]", _LEADING.sub("", said, count=1), maxsplit=1)[0][:60],
        section=section,
        is_safeguard=False,
        leads=named.leads if named else (),
        responsible=rest,
        lead_inferred=rest[0] if named and named.is_flat and rest else "",
        deadline=latest(due),
        place=text.place(row.cells[0].start, row.cells[-1].end, section),
        departments_at=text.place(at[0].start, at[-1].end, section) if at else None,
    )


def _rows(grid: Grid, text: Text) -> list[list[Cell]]:
    """The rows of a table: its lines where tabs part cells, else from one number to the next."""
    lines = [list(group) for _, group in groupby(grid.cells, key=lambda one: _line(one, text))]
    if sum(len(line) > 1 for line in lines) >= 0.5 * len(lines):
        return [
            _padded(line, text)
            for line in lines
            if (sum(bool(one.text) for one in line) > 1 or _is_more(line, text))
            and not _is_header(line, grid)
        ]
    rows: list[list[Cell]] = []
    for cell in (one for one in grid.cells if one.text):
        if cell.text.rstrip(".、") == str(len(rows) + 1):
            rows.append([cell])
        elif rows and not re.match(
            r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]", cell.text
        ):
            rows[-1].append(cell)
    return [_mended(row, len(grid.header)) for row in rows]


def _mended(row: list[Cell], width: int) -> list[Cell]:
    """A row laid flat without the line ends within its cells: a list goes on behind its sign.

    Where a row has more cells than its header, a piece that is no office of its own goes on too
    (县人力资源 / 社会保障局).
    """
    found: list[Cell] = []
    surplus = len(row) - width
    for cell in row:
        last = found[-1] if found else None
        goes_on = last is not None and (
            (last.text.endswith(("、", "，")) and unit_lists.looks_like_list(last.text[:-1]))
            or (
                surplus > 0
                and 0 < len(last.text) <= _NARROW
                and not unit_lists.looks_like_list(last.text)
                and _DOING.match(last.text) is None
                and _UNSAID.search(last.text) is None
                and unit_lists.looks_like_list(last.text + cell.text)
                and not dates(last.text)
            )
        )
        if goes_on and last is not None:
            found[-1] = replace(last, text=last.text + cell.text, end=cell.end)
            surplus -= 1
        else:
            found.append(cell)
    return found


def _is_more(line: list[Cell], text: Text) -> bool:
    """A line with one long cell under merged ones: another measure of the task above."""
    said = [one for one in line if one.text]
    opens = text.plain[max(0, line[0].start - 2) : line[0].start] == "\n\t"
    return (
        opens and len(said) == 1 and said[0].text.endswith(("。", "；")) and len(said[0].text) > 8
    )


def _padded(line: list[Cell], text: Text) -> list[Cell]:
    """A row that opens with a tab has an empty first cell: one merged with that above."""
    first = line[0]
    opens = text.plain[max(0, first.start - 2) : first.start] == "\n\t"
    return [replace(first, text="", end=first.start), *line] if opens and first.text else line


def _line(cell: Cell, text: Text) -> int:
    return text.plain.rfind("\n", 0, cell.start)


def _is_header(line: list[Cell], grid: Grid) -> bool:
    """A header that comes again at the top of a page."""
    return all(one.text in grid.header for one in line if one.text)


def _sorted(cells: list[Cell], grid: Grid) -> _Row:
    row = _Row([one for one in cells if one.text], "", [], [], [], [])
    if len(cells) == len(grid.header):
        for cell, word in zip(cells, grid.header, strict=True):
            word = _bare(word)
            if cell.text:
                _by_header(row, cell, word)
            elif _WORK.search(word) and not _WHO.search(word) and not row.texts:
                row.is_below = True
        return row
    _by_looks(row, grid)
    row.is_below = not cells[0].text and len(row.cells) == 1
    return row


def _by_looks(row: _Row, grid: Grid) -> None:
    """A row with merged or missing cells: each is taken for what it looks like."""
    units = [one for one in row.cells if _is_units(one)]
    for index, cell in enumerate(row.cells):
        if index < 2 and (match := _NUMBER.fullmatch(cell.text)):
            row.number = match[1]
        elif cell in units:
            at = {1: units[0], -1: units[-1]}.get(_leads_at(grid))
            is_lead = cell is at and len(units) > 1
            (row.leads if is_lead else row.rest).append(cell)
        elif len(cell.text) <= 16 and (dates(cell.text) or re.search("全年|长期|持续", cell.text)):
            row.due.append(cell)
        else:
            row.texts.append(cell)


def _by_header(row: _Row, cell: Cell, word: str) -> None:
    if re.search("序号|编号", word):
        match = _NUMBER.fullmatch(cell.text)
        row.number = match[1] if match else row.number
    elif _PERSON.search(word):
        return
    elif _WHO.search(word):
        (row.leads if _LEADS.search(word) else row.rest).append(cell)
    elif _WHEN.search(word):
        row.due.append(cell)
    elif (_WORK.search(word) or "项目" in word) and not _GROUP.search(word):
        row.texts.append(cell)


def _is_units(cell: Cell) -> bool:
    return unit_lists.looks_like_list(cell.text) and re.search(
        "局|委|办|厅|部|会|联|政府|乡镇|街道|单位|社区|公司|院|中心|队", cell.text
    ) is not None and _DOING.match(cell.text) is None  # fmt: skip


def _leads_at(grid: Grid) -> int:
    """Return 1 where the first column of offices leads, -1 where the last does, else 0."""
    who = [word for word in map(_bare, grid.header) if _WHO.search(word)]
    if not who:
        return 0
    if _LEADS.search(who[0]):
        return 1
    return -1 if len(who) > 1 and _LEADS.search(who[-1]) else 0


def _units(row: _Row, *, first_leads: bool) -> Named | None:
    """Who a row names: two columns, else the one column as an annex has it."""
    leads = [name for cell in row.leads for name in departments.units(cell.text)]
    if leads:
        own = re.match("省|州|市|县|区|旗", leads[0])
        prefix = own[0] if own else ""
        rest = [name for cell in row.rest for name in departments.units(cell.text, prefix)]
        return Named(tuple(leads), tuple(one for one in rest if one not in leads), 0, 0)
    said = "、".join(cell.text for cell in row.rest)
    if not said:
        return None
    return departments.clause(said) or departments.column(said, first_leads=first_leads)
