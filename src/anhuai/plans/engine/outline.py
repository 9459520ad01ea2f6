"""The structure of a document: its plans, their headings, and what each line is for."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.numerals import chinese

_NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
_KINDS: Final = (
    ("chapter", re.compile(rf"第({_NUMERAL})(?:章|部分|篇)[、\s]*")),
    ("section", re.compile(rf"第({_NUMERAL})节[、\s]*")),
    ("list", re.compile(rf"({_NUMERAL})[、.](?!\d)")),
    (
        "named",
        re.compile(rf"((?:专项|重点)?(?:行动|任务|工程|举措)(?:{_NUMERAL}|\d{{1,2}}))[：:、．.]"),
    ),
    (
        "paren",
        re.compile(
            rf"（({_NUMERAL}|)）|（?()）(?=[\u4e00-\u9fff])|（({_NUMERAL})(?=[\u4e00-\u9fff]{{4"
            rf"}})"
        ),
    ),
    ("figure", re.compile(r"(\d{1,3})(?:[.、]|．)(?!\d)")),
    ("small", re.compile(r"（(\d{1,2})）|([①-⑳])")),
)
_TITLE: Final = re.compile(
    r"[^。；！\n\t]{3,70}(?:规划|方案|意见|计划|办法|要点|措施|行动)(?:（[^（）]{1,16}）)?$"
)
_SAFEGUARD: Final = re.compile("保障|组织实施|组织领导|工作要求|实施机制|督促|监督检查|组织管理")
_BACKGROUND: Final = re.compile(
    "背景|基础|现状|形势|成就|成效|成绩|回顾|问题|机遇|挑战|基本情况|工作情况|取得|发展环境|发展条件|概况|进展"
)
_GOAL: Final = re.compile("目标|要求|思路|思想|原则|指标")
_TASK: Final = re.compile(
    "任务|重点|举措|措施|政策|工程|行动|项目|工作内容|推进|构建|完善|健全|提升|加强|发展"
)


class Zone(StrEnum):
    """What a stretch of a plan is for."""

    HEAD = "head"
    BACKGROUND = "background"
    GOAL = "goal"
    TASK = "task"
    SAFEGUARD = "safeguard"
    ANNEX = "annex"


@dataclass(slots=True)
class Line:
    """One line of the plain form with the headings it stands under."""

    start: int
    end: int
    text: str
    kind: str = ""  # of the heading it opens with, "" when none
    body: int = 0  # where its text begins behind the heading's number
    number: str = ""
    level: int = 0
    zone: Zone = Zone.HEAD
    section: str = ""
    box: str = ""


@dataclass(slots=True)
class Part:
    """One plan of the document."""

    title: str
    title_start: int
    start: int
    end: int
    lines: list[Line]


def parts(text: Text) -> list[Part]:
    """Return the plans a document holds, each with its lines in their sections."""
    lines = [_line(text.plain, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text.plain)]
    lines = _whole_titles([line for line in lines if line.text.strip() or "\t" in line.text])
    cuts = _cuts(lines)
    found = []
    for first, stop in zip(cuts, [*cuts[1:], len(lines)], strict=True):
        own = lines[first:stop]
        _place(own)
        title = _title(own)
        found.append(
            Part(
                title.text.strip() if title else "", title.start if title else own[0].start,
                own[0].start, own[-1].end, own,
            )
        )  # fmt: skip
    return found


def _line(plain: str, start: int, end: int) -> Line:
    text = plain[start:end]
    lead = len(text) - len(text.lstrip())
    line = Line(start, end, text, body=start + lead)
    for kind, pattern in _KINDS:
        match = pattern.match(text, lead)
        if match:
            line.kind = kind
            line.number = next((one for one in match.groups() if one), "")
            line.body = start + match.end()
            break
    return line


def _whole_titles(lines: list[Line]) -> list[Line]:
    """A title broken over two lines (…高质量发展 / 实施方案) is one line."""
    found: list[Line] = []
    for line in lines:
        said, last = line.text.strip(), found[-1] if found else None
        ends = re.fullmatch(
            r"[\u4e00-\u9fff]{0,8}(?:规划|方案|意见|计划|办法|行动)(?:（.{1,12}）)?", said
        )
        if last and ends and not line.kind and not last.kind and len(said) <= 10:
            before = last.text.strip()
            if 8 <= len(before) <= 40 and before[-1] not in "。：；》号日" and not _is_title(last):
                found[-1] = Line(last.start, line.end, before + said, body=last.body)
                continue
        found.append(line)
    return found


def _cuts(lines: list[Line]) -> list[int]:
    """A plan begins at its title; another where the first heading comes again behind one."""
    if not lines:
        return []
    cuts = [0]
    tops = 0
    for index, line in enumerate(lines):
        if line.kind not in ("list", "chapter"):
            continue
        if line.number == "一" and tops >= 2:
            back = range(index - 1, max(cuts[-1], index - 12), -1)
            title = next((i for i in back if _is_title(lines[i])), None)
            if title is not None and lines[index - 1].zone is not None:
                cuts.append(title)
                tops = 0
        tops += 1
    return cuts


def _is_title(line: Line) -> bool:
    said = line.text.strip()
    return (
        not line.kind
        and _TITLE.match(said) is not None
        and not re.search("印发|附件|通知|链接|解读|现将|制定本", said)
    )


def _title(lines: list[Line]) -> Line | None:
    head = [line for line in lines if line.zone is Zone.HEAD]
    found = [line for line in head if _is_title(line)]
    return found[-1] if found else next((line for line in head if line.text.strip()), None)


def _place(lines: list[Line]) -> None:
    kinds = [kind for kind, _ in _KINDS]
    numbered = [
        one.kind for one in lines if one.number
    ]  # a bracket that lost its number is no level
    used = [kind for kind in kinds if numbered.count(kind) >= _least(kind)]
    path: dict[int, str] = {}
    zone, box, under = Zone.HEAD, "", Zone.HEAD
    for line in lines:
        said = line.text.strip()
        if zone is not Zone.HEAD and re.match(r"(附件|附表|附录)(\d|[一二三四五]|：|$|\t)", said):
            zone, box, path, under = Zone.ANNEX, "", {}, Zone.ANNEX
        elif re.match(r"专栏\s*\d*", said) and len(said) < 60:
            box = re.match(r"专栏\s*\d*", said)[0]  # type: ignore[index]
        elif line.kind in used and zone is not Zone.ANNEX:
            level = used.index(line.kind) + 1
            is_box_item = bool(box) and level > 2
            if not is_box_item:
                box = ""
                line.level = level
                _step(path, line, level)
                title = said[line.body - line.start :][:24]
                if level == 1:
                    zone = under = _zone(title, zone)
                elif level == 2 and under in (Zone.BACKGROUND, Zone.GOAL):
                    zone = _inner(title, under)
        line.zone, line.box = zone, box
        line.section = _section(path, box, zone)


def _least(kind: str) -> int:
    return 2 if kind in ("chapter", "section") else 1


def _step(path: dict[int, str], line: Line, level: int) -> None:
    number = line.number
    if not number and line.kind == "paren":
        before = chinese(path.get(level, "").strip("()")) or 0
        from anhuai.plans.engine.numerals import ordinal

        number = ordinal(before + 1)
        line.number = number
    path[level] = f"({number})" if line.kind in ("paren", "small") else number
    for deeper in [one for one in path if one > level]:
        del path[deeper]


def _section(path: dict[int, str], box: str, zone: Zone) -> str:
    if zone is Zone.ANNEX:
        return "附件"
    return box or "".join(path[level] for level in sorted(path))


def _zone(title: str, before: Zone) -> Zone:
    if _SAFEGUARD.search(title):
        return Zone.SAFEGUARD
    for pattern, zone in ((_BACKGROUND, Zone.BACKGROUND), (_GOAL, Zone.GOAL), (_TASK, Zone.TASK)):
        if pattern.search(title) and not (
            zone is Zone.BACKGROUND and before in (Zone.GOAL, Zone.TASK)
        ):
            return zone
    return Zone.TASK if before in (Zone.GOAL, Zone.TASK) else Zone.GOAL


def _inner(title: str, outer: Zone) -> Zone:
    for pattern, zone in ((_GOAL, Zone.GOAL), (_BACKGROUND, Zone.BACKGROUND)):
        if pattern.search(title):
            return zone
    return outer


def sentences(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the bounds of a stretch's sentences, each without its full stop."""
    found = []
    last = start
    for match in re.finditer(r"[。！？\n\t]", plain[start:end]):
        stop = start + match.start()
        if stop > last:
            found.append((last, stop))
        last = start + match.end()
    if end > last:
        found.append((last, end))
    return found
