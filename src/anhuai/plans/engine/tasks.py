"""Tasks and safeguards with who leads and who is responsible."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from anhuai.plans.engine import departments, houses, task_tables
from anhuai.plans.engine.dates import dates, latest
from anhuai.plans.engine.departments import Named
from anhuai.plans.engine.grids import Grid
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.outline import Line, Part, Zone
from anhuai.plans.rules.drafts import Project, Task

_GLUED: Final = re.compile(
    r"(.{5,26}?(?:体系|机制|保障|环境|成果|监管|管理|建设|水平|能力|服务|发展|队伍"
    r"|制度|力度|结合|工作|网络|布局|产业|作用|规范化|标准化))"
    r"(?=(?:全面|坚持|加强|推动|推进|运用|严格|充分|深入|积极|进一步|健全|完善|夯实"
    r"|落实|按照|围绕|聚焦|建立|鼓励|支持|实施|强化|民政|发挥|以))"
)


HOUSES: Final = re.compile("项目(?:库|清单|建设|安排|表)?$")
"""How the heading of a chapter of projects ends."""
_DEPTH: Final = 3  # headings a task stands under at most, its own counted
_SAME: Final = 0.75  # of a row's words stand in the task it repeats
_LEAST: Final = 40  # characters: a heading alone is no task


@dataclass(slots=True)
class _Block:
    line: Line
    lines: list[Line]
    zone: Zone
    section: str

    @property
    def end(self) -> int:
        return max(line.end for line in self.lines)


def tasks(
    part: Part, text: Text, annexed: list[Project], divided: Sequence[Grid] = ()
) -> list[Task]:
    """Return the numbered tasks of a plan, then its safeguards, in order.

    Rows of a division of work give the departments of the tasks they repeat; where no paragraph
    is repeated they are the tasks themselves.
    """
    lines = [
        one for one in part.lines if not any(low.start <= one.start < low.end for low in divided)
    ]
    tabled = [row for grid in divided for row in task_tables.tabled(grid, text)]
    blocks = _works(_leaves(lines, text), lines, text)
    sections = {block.section: block for block in blocks}
    plain = [block for block in sections.values() if block.zone is Zone.TASK]
    figures = [block.line.number for block in plain if block.line.kind == "figure"]
    runs_on = len(figures) == len(set(figures)) and len(figures) > 1
    found = []
    noted = departments.FIRST_LEADS.search(text.plain, part.start, part.end) is not None
    for block in sections.values():
        number = block.section
        if block.zone is Zone.TASK and block.line.kind == "figure" and runs_on:
            number = block.line.number
        found.append(_task(block, number, text, first_leads=noted))
    found = _from_annex(found, annexed, text) if annexed else found
    return _with_rows(found, tabled, text) if tabled else found


def _with_rows(found: list[Task], tabled: Sequence[Task], text: Text) -> list[Task]:
    """Tasks with the departments of the rows that repeat them; rows nobody repeats are tasks."""
    plain = [one for one in found if not one.is_safeguard]
    rows = [(row, _repeated(row, found, text)) for row in tabled]
    if sum(at is not None for _, at in rows) < max(1, 0.5 * min(len(plain), len(rows))):
        return [*tabled, *found]
    named: dict[int, list[Task]] = {}
    for row, at in rows:
        if at is not None:
            named.setdefault(at, []).append(row)
    return [
        _by_rows(task, named[index])
        if index in named and not (task.leads or task.responsible)
        else task
        for index, task in enumerate(found)
    ]


def _by_rows(task: Task, rows: list[Task]) -> Task:
    leads = tuple(dict.fromkeys(name for row in rows for name in row.leads))
    rest = tuple(
        dict.fromkeys(n for row in rows for n in row.responsible if n not in leads)
    )  # fmt: skip
    return replace(
        task, leads=leads, responsible=rest, departments_at=rows[0].departments_at,
        deadline=task.deadline or latest([row.deadline for row in rows if row.deadline]),
    )  # fmt: skip


def _repeated(row: Task, found: list[Task], text: Text) -> int | None:
    """Which task a row repeats: the one most of its words stand in, a title before a body."""
    best, least = None, _SAME
    for index, task in enumerate(found):
        body = text.original[task.place.start : task.place.end]
        same = max(_shared(row.title, task.title) + 0.01, _shared(row.title, body))
        if same > least:
            best, least = index, same
    return best


def _blocks(lines: list[Line], text: Text) -> list[_Block]:
    """Every numbered paragraph of the tasks and safeguards with the lines that belong to it."""
    blocks: list[_Block] = []
    deep = _deep(lines, text)
    for line in lines:
        if line.zone not in (Zone.TASK, Zone.SAFEGUARD) or line.box:
            continue
        if (1 <= line.depth <= _DEPTH and line.kind != "small") or line.kind in deep:
            blocks.append(_Block(line, [line], line.zone, line.section))
        elif blocks and blocks[-1].zone is line.zone:
            blocks[-1].lines.append(line)
    return blocks


def _deep(lines: list[Line], text: Text) -> set[str]:
    """The kinds of deeper numbers whose paragraphs each name their departments: tasks as well."""
    found = set()
    for kind in ("small", "figure", "paren"):
        own = [
            one
            for one in lines
            if one.kind == kind
            and one.level
            and one.zone is Zone.TASK
            and (kind == "small" or one.depth > _DEPTH)
        ]
        named = [
            one for one in own if departments.bracketed(text.plain[one.start : one.end].rstrip())
        ]
        if len(own) > 1 and len(named) > 0.7 * len(own):
            found.add(kind)
    return found


def _leaves(lines: list[Line], text: Text) -> list[_Block]:
    """The deepest numbered paragraphs that are tasks: figures under a heading, else the heading."""
    blocks = _blocks(lines, text)
    kept: list[_Block] = []
    for index, block in enumerate(blocks):
        children = _children(blocks, index)
        if children and not _owns(block, children, text):
            continue
        length = len(text.plain[block.line.body : block.end])
        is_said = "。" in text.plain[block.line.body : block.line.end].rstrip("。")
        if block.line.level == 1 and not children and length < _LEAST and not is_said:
            continue
        if block.line.level == 1 and not children and _is_table(block):
            continue
        if _owner(kept, block):
            kept[-1].lines += block.lines
            continue
        kept.append(block)
        block.lines += [line for child in children for line in child.lines]
    return kept


def _works(blocks: list[_Block], lines: list[Line], text: Text) -> list[_Block]:
    """The blocks without those of a chapter of projects that are each headed with a house."""
    chapters = [one for one in lines if one.level == 1 and HOUSES.search(one.text.strip())]
    return [
        block
        for block in blocks
        if block.line.level == 1
        or not any(block.section.startswith(one.section) for one in chapters)
        or houses.titled(block.line.body, block.end, text, block.section) is None
    ]


def _is_table(block: _Block) -> bool:
    """Whether a chapter holds a table laid flat and nothing else."""
    cells = [line for line in block.lines[1:] if len(line.text.strip()) <= 20 or "\t" in line.text]
    return len(block.lines) > 8 and len(cells) >= 0.7 * (len(block.lines) - 1)


def _children(blocks: list[_Block], index: int) -> list[_Block]:
    found = []
    for block in blocks[index + 1 :]:
        if block.line.level <= blocks[index].line.level:
            break
        found.append(block)
    return found


def _owns(block: _Block, children: list[_Block], text: Text) -> bool:
    """A heading is itself the task where its departments are named once, behind its last child."""
    if block.line.level == 1 or block.zone is Zone.SAFEGUARD:
        return block.zone is Zone.SAFEGUARD and block.line.level == 2
    named = [child for child in children if _named(child, text, loose=False)]
    return (
        len(children) >= 2
        and len(named) == 1
        and named[0] is children[-1]
        and block.line.level == 2
        and len(text.plain[children[0].line.start : children[0].end]) < 260
    )


def _owner(kept: list[_Block], block: _Block) -> bool:
    if not kept:
        return False
    last = kept[-1]
    return (
        last.line.level < block.line.level
        and block.section.startswith(last.section)
        and block.section != last.section
    )


def _task(block: _Block, number: str, text: Text, *, first_leads: bool) -> Task:
    named = _named(block, text, loose=True)
    named = departments.with_first(named) if named and first_leads else named
    body = text.plain[block.line.body : block.end]
    due = [one.value for one in dates(body) if one.is_due and one.year > 2015]
    leads = named.leads if named else ()
    rest = named.responsible if named else ()
    return Task(
        number=number,
        title=_title(block.line, text),
        section=block.section,
        is_safeguard=block.zone is Zone.SAFEGUARD,
        leads=leads,
        responsible=rest,
        lead_inferred=rest[0] if named and named.is_flat and rest else "",
        deadline=latest(due),
        place=text.place(block.line.start, block.end, block.section),
        departments_at=text.place(named.start, named.end, block.section) if named else None,
    )


def _title(line: Line, text: Text) -> str:
    """A title ends at the first stop, or where a heading is glued to the text behind it."""
    said = text.plain[line.body : line.end]
    first = re.split(r"[。，：；\n]", said, maxsplit=1)[0]
    glued = _GLUED.match(said)
    if glued and "。" not in said[: len(glued[1]) + 1] and len(first) - len(glued[1]) >= 6:
        first = glued[1]
    return first.strip()[:60]


def _named(block: _Block, text: Text, *, loose: bool) -> Named | None:
    """Who is named: two label lines, a bracket at a paragraph's end, or the sentence itself."""
    start, end = block.line.start, block.end
    said = text.plain[start:end]
    found = departments.labelled(said)
    if found is None:
        lists: list[Named] = []
        for line in block.lines:
            plain = text.plain[line.start : line.end].rstrip()
            got = departments.bracketed(plain)
            for one in (*departments.within(plain), *([got] if got else [])):
                low = line.start - start
                lists.append(replace(one, start=one.start + low, end=one.end + low))
        found = departments.merged(lists)
    if found is None and loose:
        found = departments.acted(said)
    if found is None and loose and block.zone is Zone.SAFEGUARD:
        found = departments.said_to_lead(said)
    if found is None:
        return None
    return replace(found, start=found.start + start, end=found.end + start)


def _from_annex(found: list[Task], annexed: list[Project], text: Text) -> list[Task]:
    """Tasks without departments take those of the annex row that repeats their words."""
    done = []
    for task in found:
        if task.leads or task.responsible or task.is_safeguard:
            done.append(task)
            continue
        body = text.original[task.place.start : task.place.end]
        rows = [
            row
            for row in annexed
            if (row.leads or row.responsible) and _shared(row.content, body) >= 0.62
        ]
        if rows:
            best = max(rows, key=lambda row: _shared(row.content, body))
            task = replace(
                task, leads=best.leads, responsible=best.responsible, departments_at=best.place
            )
        done.append(task)
    return done


def _shared(row: str, body: str) -> float:
    pairs = {row[i : i + 2] for i in range(len(row) - 1)}
    return sum(pair in body for pair in pairs) / len(pairs) if pairs else 0.0
