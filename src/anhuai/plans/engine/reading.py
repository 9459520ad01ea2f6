"""Reading a whole document: text in, drafts of its plans out. Nothing here knows a database."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from anhuai.plans.engine import (
    asides,
    columns,
    dates,
    facts,
    grids,
    houses,
    projects,
    rows,
    task_tables,
)
from anhuai.plans.engine.binding import Binder, Word
from anhuai.plans.engine.clauses import Found
from anhuai.plans.engine.grids import Grid
from anhuai.plans.engine.head import head, opening
from anhuai.plans.engine.implied import implied
from anhuai.plans.engine.merging import merged
from anhuai.plans.engine.normal import Text, normal
from anhuai.plans.engine.outline import Line, Part, Zone, parts, sentences
from anhuai.plans.engine.targets import stated
from anhuai.plans.engine.tasks import HOUSES, tasks
from anhuai.plans.rules.drafts import Draft, Head, Project, Subtotal

Step = Callable[[int, int], None]
_DAY = 12  # characters a cell with a date has at most
_REPEATED = 10  # characters that make an annex row the same promise
_SHORT = 6  # characters of a name that need the task's own before them (新建8个)
_HEADING = 24  # characters of a heading at most
_EVERY = 50  # lines between two words of progress
_HOUSES = ("个", "所", "座", "家", "处")
_PROMISING = (Zone.GOAL, Zone.TASK, Zone.SAFEGUARD)


def read(original: str, catalogue: Iterable[Word] = (), *, step: Step | None = None) -> list[Draft]:
    """Return a draft of every plan in a text; `step(done, total)` is told of characters read.

    What `step` raises ends the reading: so a long one is stopped.
    """
    if not original.strip():
        return []
    text = normal(original)
    binder = Binder(catalogue)
    found = parts(text)
    drafts = []
    for part in found:
        drafts.append(_draft(part, text, binder, found[0].start, step))
        if step is not None:
            step(part.end, len(text.plain))
    return drafts


def _draft(part: Part, text: Text, binder: Binder, first: int, step: Step | None) -> Draft:
    own = head(part, text, first)
    tables = grids.grids(part.lines)
    listed, subtotals = _tables(tables, text)
    told = _told(part, text, tables)
    listed += told[0]
    promises = _promises(part, text, tables, told[1], step, own)
    opens = opening(part, text)
    limits = _limits(part, text, _only_year(own))
    rows_due = _rows_due(part)
    horizon = str(own.ends) if own.ends else None
    singles = _singles(part, text)
    marked = [
        (_in_annex(_in_time(_in_the_year(one, text, own), limits), text, rows_due), section)
        for one, section in promises
        if not any(
            low <= one.start < high
            and (
                houses.is_capacity(text.plain[one.start : one.end])
                or (not listed and one.value == 1 and one.unit in _HOUSES)
            )
            for _made, low, high in singles
        )
    ]
    indicators = []
    plain = [(one, section) for one, section in marked if not one.is_norm]
    indicators = merged(
        [(_opened(one, section, opens), section) for one, section in plain],
        text,
        binder,
        horizon,
        None,
    )
    divided = [grid for grid in tables if task_tables.is_tasks(grid)]
    found_tasks = tasks(part, text, listed, divided)
    if not listed:
        listed = _named(part, text, [made for made, _low, _high in singles])
    taken = [(one.start, one.end) for one, _ in plain]
    return Draft(
        head=own, start=text.at[part.start], end=text.at[part.end - 1] + 1,
        indicators=tuple(indicators), baselines=(
            *facts.baselines(part, text),
            *(one for grid in tables for one in rows.standing(grid, text, own.starts)),
        ),
        tasks=tuple(found_tasks), projects=tuple(listed), subtotals=tuple(subtotals),
        norms=tuple(asides.norms(part, text, marked)), systems=tuple(asides.systems(part, text)),
        milestones=tuple(asides.milestones(part, text, taken)),
        growths=(*facts.compared(part, text), *facts.growths(part, text)),
    )  # fmt: skip


def _opened(one: Found, section: str, opens: dict[str, str]) -> Found:
    """A goal without a date takes the one its chapter opens with."""
    if one.deadline is None:
        for top, due in opens.items():
            if section.startswith(top) and section != top:
                return replace(one, deadline=due)
    return one


def _tables(tables: list[Grid], text: Text) -> tuple[list[Project], list[Subtotal]]:
    listed: list[Project] = []
    subtotals: list[Subtotal] = []
    for grid in tables:
        if projects.is_projects(grid) and not task_tables.is_tasks(grid):
            got, sums = projects.listed(grid, text)
            listed += got
            subtotals += sums
    return listed, subtotals


def _told(
    part: Part, text: Text, tables: list[Grid]
) -> tuple[list[Project], list[tuple[int, int]]]:
    found: list[Project] = []
    where: list[tuple[int, int]] = []
    for line in part.lines:
        if line.zone in _PROMISING and not _in_table(line, tables):
            got = projects.told(line.start, line.end, text, line.section)
            if got:
                found += got
                said = text.plain[line.start : line.end]
                where.append((line.start + said.index("一是"), line.end))
    return found, where


def _in_table(line: Line, tables: list[Grid]) -> bool:
    return any(grid.start <= line.start < grid.end for grid in tables)


def _only_year(own: Head) -> int | None:
    return own.ends if own.starts == own.ends else None


def _tabled(tables: list[Grid], own: Head) -> list[tuple[Found, str]]:
    found: list[tuple[Found, str]] = []
    for grid in tables:
        section = grid.cells[0].box or grid.section or "指标表"
        if task_tables.is_tasks(grid) and grid.zone in (Zone.HEAD, Zone.GOAL):
            continue
        if rows.is_indicators(grid) and grid.zone is not Zone.BACKGROUND:
            found += [(one, section) for one in rows.promised(grid, own.starts)]
        elif not rows.is_indicators(grid) and grid.zone in (Zone.TASK, Zone.SAFEGUARD, Zone.ANNEX):
            found += [(one, section) for one in columns.tasks_of(grid, _only_year(own))]
    return found


def _divided(
    part: Part, text: Text, tables: list[Grid], year: int | None
) -> list[tuple[Found, str]]:
    """Promises of a division of work that is the whole plan: no task stands outside it."""
    if any(
        one.zone is Zone.TASK and not _in_table(one, tables) and not _is_heading(one)
        for one in part.lines
    ):
        return []
    return [
        (
            replace(
                one,
                deadline=one.deadline or day,
                name=task + one.name if len(one.name) < _SHORT else one.name,
            ),
            grid.cells[0].section or "附件",
        )
        for grid in tables
        if task_tables.is_tasks(grid)
        for start, end, day, task in task_tables.promising(grid, text, year)
        for low, high in sentences(text.plain, start, end)
        for one in stated(text.plain[low:high], low)
    ]


def _is_heading(line: Line) -> bool:
    """A heading of a chapter (二、任务分工), which says nothing itself."""
    return line.level > 0 and len(line.text.strip()) <= _HEADING and "。" not in line.text


def _promises(
    part: Part,
    text: Text,
    tables: list[Grid],
    told: list[tuple[int, int]],
    step: Step | None,
    own: Head,
) -> list[tuple[Found, str]]:
    found = _tabled(tables, own)
    known = {one.number_at for one, _section in found}
    found += [
        one
        for one in _divided(part, text, tables, _only_year(own))
        if one[0].number_at not in known
    ]
    for number, line in enumerate(part.lines):
        if step is not None and number % _EVERY == 0:
            step(line.start, len(text.plain))
        if line.zone not in _PROMISING or _in_table(line, tables):
            continue
        if re.match(r"\s*[（(]?(?:牵头|责任|配合|主管|协办|参与)(?:单位|部门)", line.text):
            continue
        lent: str | None = None
        for low, high in sentences(text.plain, line.body, line.end):
            if any(start <= low < end for start, end in told):
                continue
            said = text.plain[low:high]
            meant = implied(said, low)
            got = [one for one in stated(said, low) if not _once(one, meant)] + meant
            found += [(_lent(one, lent), line.section) for one in got]
            if line.zone is Zone.GOAL:
                lent = dates.leading(said) or lent
    return sorted(found, key=lambda one: one[0].start)


def _lent(one: Found, due: str | None) -> Found:
    """A sentence without a date takes the one its paragraph opens with (到2025年底，…。…)."""
    if due is None or one.deadline is not None:
        return one
    return replace(one, deadline=due, is_lent=True)


def _singles(part: Part, text: Text) -> list[tuple[Project, int, int]]:
    """Return the single houses that tasks build, with where their capacities stand."""
    headed = [
        one
        for line in part.lines
        if line.zone is Zone.TASK and not line.box and line.number
        if (one := houses.titled(line.body, line.end, text, line.section)) is not None
    ]
    headed += [
        one
        for line in part.lines
        if line.box and line.zone in (Zone.GOAL, Zone.TASK)
        if (one := houses.boxed(line.start, line.end, text, line.section)) is not None
    ]
    return headed + [
        one
        for line in part.lines
        if line.zone is Zone.TASK and (not line.box or houses.costs(line.text))
        for low, high in sentences(text.plain, line.body, line.end)
        for one in houses.singles(low, high, text, line.section)
        if not any(a < high and low < b for _made, a, b in headed)
    ]


_MONTH: Final = re.compile(r"(?<!\d)(?<!年)(1[0-2]|[1-9])月(?:底|末|\d{1,2}日)?(?:之?前)")


def _in_the_year(one: Found, text: Text, own: Head) -> Found:
    """In a plan of one year 10月底前 is a deadline for the promises of its sentence."""
    if one.deadline is not None or own.starts is None or own.starts != own.ends:
        return one
    low = max(text.plain.rfind(sign, 0, one.said[0]) for sign in "。；\n") + 1
    stop = re.compile("[。\n]").search(text.plain, one.end)
    before = list(_MONTH.finditer(text.plain, low, max(one.number_at, one.start)))
    behind = _MONTH.search(text.plain, one.said[0], stop.start() if stop else len(text.plain))
    found = before[-1] if before else behind
    return replace(one, deadline=f"{own.ends}-{int(found[1]):02d}") if found else one


_LIMIT: Final = re.compile(
    r"(?:完成)?(?:时限|期限|时间(?:节点|要求)?)[：:](?P<due>[^；。，】）\n\t]{4,16})"
)


_CLOSES: Final = re.compile(
    r"[，；](?P<due>(?:20\d\d年)?(?:1[0-2]|[1-9])月(?:底|末)?(?:之?前)?|年底前)(?:完成|建成|投用|投入使用)?[）】]"
)
"""A bracket of departments that ends with the time limit: …配合，10月底前完成）."""


def _closing(match: re.Match[str], year: int | None) -> str | None:
    if match["due"] == "年底前":
        return f"{year}-12" if year else None
    return dates.day_of(match["due"], year)


def _limits(part: Part, text: Text, year: int | None) -> list[tuple[int, int, str]]:
    """Return the stretches of tasks that end with their time limit (完成时限：2025年6月)."""
    found: list[tuple[int, int, str]] = []
    low = part.start
    for line in part.lines:
        if line.number:
            low = line.start
        for match in _LIMIT.finditer(text.plain, line.start, line.end):
            due = dates.dates(match["due"])
            if due:
                found.append((low, match.start(), due[-1].value))
            low = match.end()
        for match in _CLOSES.finditer(text.plain, line.start, line.end):
            if day := _closing(match, year):
                found.append((low, match.start(), day))
                low = match.end()
    return found


def _in_time(one: Found, limits: list[tuple[int, int, str]]) -> Found:
    """A promise without a date takes the limit its task ends with."""
    due = next((value for low, high, value in limits if low <= one.start < high), None)
    return one if one.deadline is not None or due is None else replace(one, deadline=due)


def _rows_due(part: Part) -> list[tuple[str, str]]:
    """Return the rows of annex tables that end by a date, with it."""
    found = []
    for line in part.lines:
        if line.zone is Zone.ANNEX and "\t" in line.text:
            cells = [one.strip() for one in line.text.split("\t")]
            due = [day[-1].value for one in cells if len(one) <= _DAY and (day := dates.dates(one))]
            if len(due) == 1:
                found.append((line.text, due[0]))
    return found


def _in_annex(one: Found, text: Text, rows_due: list[tuple[str, str]]) -> Found:
    """A promise without a date takes that of the one annex row that repeats its words."""
    said = text.plain[one.start : one.end].strip()
    due = {day for row, day in rows_due if said in row}
    if one.deadline is not None or len(due) != 1 or len(said) < _REPEATED:
        return one
    return replace(one, deadline=due.pop())


def _once(one: Found, meant: list[Found]) -> bool:
    """为…每年提供1次体检 is said of everybody: the 1 is no promise of its own."""
    return one.unit.startswith("次") and any(
        other.said == one.said and other.unit == "%" for other in meant
    )


def _named(part: Part, text: Text, singles: list[Project]) -> list[Project]:
    found = {one.name: one for one in singles}
    taken = [(one.place.start, one.place.end) for one in singles]

    def add(those: list[Project]) -> None:
        for one in those:
            if not any(a < one.place.end and one.place.start < b for a, b in taken):
                found.setdefault(one.name, one)

    has_list = len(singles) > 1 and any(
        one.level == 1 and HOUSES.search(one.text.strip()) for one in part.lines
    )
    for line in part.lines:
        if line.box or line.zone not in (Zone.TASK, Zone.GOAL, Zone.BACKGROUND):
            continue
        for low, high in sentences(text.plain, line.body, line.end):
            add(houses.sited(low, high, text, line.section))
            if line.zone is Zone.TASK and not has_list:
                add(houses.named(low, high, text, line.section))
    return [replace(one, number=str(i)) for i, one in enumerate(found.values(), start=1)]


def looks_like_plan(text: Text) -> bool:
    """Say whether a text has headings and promises at all."""
    return any(line.zone is Zone.TASK for part in parts(text) for line in part.lines)
