"""Figures of the past and present, and growth a sentence states between two of them."""

import re
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.cells import VALUE
from anhuai.plans.engine.clauses import clauses, masked
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.grids import Cell, cells_of
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.outline import Part, Zone, sentences
from anhuai.plans.engine.quantities import Quantity, quantities
from anhuai.plans.rules.drafts import Baseline, Growth

_NOT: Final = frozenset(["年", "月", "日", "类", "级", "分钟", "小时", "路", "轮", "遍"])
_RISE: Final = re.compile(
    r"由[^，]{0,12}?(?P<a>\d+(?:\.\d+)?)(?P<u>[个张家所人元%名]+)(?:增加到|提高到"
    r"|增长到|增加至|提高至|上升到)[^，]{0,8}?(?P<b>\d+(?:\.\d+)?)(?P=u)"
)


def baselines(part: Part, text: Text) -> list[Baseline]:
    """Return the figures a plan states as reached: its background, and sentences that look back."""
    found = []
    for line in part.lines:
        if line.zone in (Zone.HEAD, Zone.ANNEX):
            continue
        for low, high in sentences(text.plain, line.body, line.end):
            said = text.plain[low:high]
            if line.zone is not Zone.BACKGROUND and not words.PAST.search(said):
                continue
            found += _of(said, low, text, line.section, everything=line.zone is Zone.BACKGROUND)
    return found


def _of(said: str, offset: int, text: Text, section: str, *, everything: bool) -> list[Baseline]:
    found = []
    hidden = masked(said)
    years = [date for date in dates(said) if not date.is_period]
    for clause in clauses(said, offset):
        low, high = clause.start - offset, clause.end - offset
        if not everything and not words.PAST.search(clause.text):
            continue
        for one in quantities(hidden[low:high], low):
            if one.unit in _NOT or any(date.start <= one.at < date.end for date in years):
                continue
            before = [date.year for date in years if date.start < one.at]
            found.append(_baseline(one, clause.text, low, offset, before, text, section))
    return found


def _baseline(
    one: Quantity, clause: str, low: int, offset: int, years: list[int], text: Text, section: str
) -> Baseline:
    subject = words.LEADING.sub("", clause[: one.start - low]) or clause
    return Baseline(
        subject=words.TRAILING.sub("", subject)[-40:], value=one.value, unit=one.unit,
        place=text.place(offset + low, offset + max(one.end, low + len(clause)), section),
        year=years[-1] if years else None,
    )  # fmt: skip


def growths(part: Part, text: Text) -> list[Growth]:
    """Return the changes one sentence states with both figures and the rate."""
    found = []
    for line in part.lines:
        for low, high in sentences(text.plain, line.start, line.end):
            said = text.plain[low:high]
            rise = _RISE.search(said)
            rate = (
                re.search(r"(?:增长|增幅|提高)(\d+(?:\.\d+)?)%", said[rise.end() :])
                if rise
                else None
            )
            if rise and rate and "分别" not in said and rate.start() < 12:
                start = (
                    max(said.rfind("，", 0, rise.start()), said.rfind("；", 0, rise.start())) + 1
                )
                found.append(
                    Growth(
                        subject=said[start : rise.start()],
                        first=float(rise["a"]),
                        last=float(rise["b"]),
                        percent=float(rate[1]),
                        place=text.place(low + start, low + rise.end() + rate.end(), line.section),
                    )
                )
            found += _several(said, low, text, line.section)
    return found


def compared(part: Part, text: Text) -> list[Growth]:
    """Return the changes of a comparison laid flat: names, two rows of figures, a row of rates."""
    short = [line for line in part.lines if len(line.text.strip()) <= 22]
    cells = [cell for line in short for cell in cells_of(line) if cell.text]
    found: list[Growth] = []
    for index, cell in enumerate(cells):
        if re.fullmatch("增幅|增长|增速|增长率|增长幅度|变化|增幅（%）", cell.text):
            found += _grid(cells, index, text)
    return found


def _grid(cells: list[Cell], index: int, text: Text) -> list[Growth]:
    rates = _run(cells, index + 1)
    size = len(rates)
    last = cells[index - size : index]
    first = cells[index - 2 * size - 1 : index - size - 1]
    names = cells[index - 3 * size - 2 : index - 2 * size - 2]
    if not size or len(names) != size or not all(VALUE.match(one.text) for one in (*last, *first)):
        return []
    return [
        Growth(
            subject=re.sub(r"（.*", "", name.text),
            first=_plain(a),
            last=_plain(b),
            percent=_plain(rate),
            place=text.place(a.start, rate.end, rate.section),
        )
        for name, a, b, rate in zip(names, first, last, rates, strict=True)
    ]


def _run(cells: list[Cell], index: int) -> list[Cell]:
    stop = index
    while stop < len(cells) and VALUE.match(cells[stop].text):
        stop += 1
    return cells[index:stop]


def _plain(cell: Cell) -> float:
    return float(re.sub(r"[^\d.]", "", cell.text))


def _several(said: str, low: int, text: Text, section: str) -> list[Growth]:
    """甲、乙分别由a、b提高到c、d，分别增长x%、y%."""
    number = r"\d+(?:\.\d+)?"
    match = re.search(
        rf"(?P<who>[^，。]{{2,60}}?)分别由(?:20\d\d年的?)?(?P<a>{number}元?(?:、"
        rf"{number}元?)+)(?:提高到|增加到|增长到)(?:20\d\d年的?)?"
        rf"(?P<b>{number}元?(?:、{number}元?)+)，分别(?:增长|提高)(?P<p>{number}%(?:、{number}%)+)",
        said,
    )
    if match is None:
        return []
    rows = [[float(one) for one in re.findall(number, match[name])] for name in ("a", "b", "p")]
    if len({len(row) for row in rows}) != 1:
        return []
    who = match["who"].split("、")
    place = text.place(low + match.start(), low + match.end(), section)
    return [
        Growth(
            subject=who[i] if i < len(who) else match["who"],
            first=a,
            last=b,
            percent=p,
            place=place,
        )
        for i, (a, b, p) in enumerate(zip(*rows, strict=True))
    ]
