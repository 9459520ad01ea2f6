"""The structure of a document: its plans, their headings, and what each line is for."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.numerals import chinese
from anhuai.plans.engine.zones import BACKGROUND, GOAL, inner, zone_of
from anhuai.plans.engine.zones import Zone as Zone

_NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
_KINDS: Final = (
    ("chapter", re.compile(rf"第({_NUMERAL})(?:章|部分|篇)[、\s]*")),
    ("section", re.compile(rf"第({_NUMERAL})节[、\s]*")),
    ("article", re.compile(rf"第({_NUMERAL})条[、\s]*")),
    ("list", re.compile(rf"({_NUMERAL})(?:[、.](?!\d)|、(?=20\d\d年))")),
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
    ("figure", re.compile(r"(\d{1,3})(?:[.、]|．)(?:(?!\d)|(?=20\d\d年))")),
    ("small", re.compile(r"（(\d{1,2})）|([①-⑳])")),
)
_TITLE: Final = re.compile(
    r"[^。；！\n\t]{3,70}(?:规划|方案|意见|计划|办法|要点|措施|行动|分工表|任务清单|任务表|责任清单|分解表|(?:责任|任务)(?:分解|分工))(?:（[^（）]{1,16}）)?$"
)


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
    depth: int = 0  # how many headings it stands under, itself counted
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
    _contents(lines)
    _lone_years(lines)
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


_LEADER: Final = re.compile(r"[.…·。\t ]{3,}\d{1,3}\s*$|\t\d{1,3}\s*$")
_PAGE: Final = re.compile(r"[.…·\s]*\d{0,3}\s*$")
_SHORT: Final = 45  # characters of a heading in a table of contents at most


def _contents(lines: list[Line]) -> None:
    """Headings of a table of contents open nothing: they lead to a page, or come again below."""
    head = next((i for i, one in enumerate(lines) if re.fullmatch(r"\s*目录\s*", one.text)), None)
    for index, line in enumerate(lines):
        if not line.kind or len(line.text) > _SHORT:
            continue
        bare = _PAGE.sub("", line.text.strip())
        again = (
            head is not None
            and index > head
            and len(bare) >= _BARE
            and any(one.text.strip().startswith(bare) for one in lines[index + 1 :])
        )
        if again or (_LEADER.search(line.text) and "." in line.text):
            line.kind, line.number = "", ""


_BARE: Final = 4


def _lone_years(lines: list[Line]) -> None:
    """2.2025年… is a second paragraph where there is a first or a third, else a title."""
    numbers = {int(one.number) for one in lines if one.kind == "figure" and one.number}
    for line in lines:
        is_year = line.kind == "figure" and re.match(
            r"20\d\d年", line.text[line.body - line.start :]
        )
        if is_year and not numbers & {int(line.number) - 1, int(line.number) + 1}:
            line.kind, line.number, line.body = "", "", line.start


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
        and re.match(rf"第{_NUMERAL}(?:章|节|部分|篇|条)|\d{{1,2}}[.、]", said) is None
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
    used = _under_chapters(
        [kind for kind in kinds if numbered.count(kind) >= _least(kind)], numbered
    )
    path: dict[int, str] = {}
    zone, box, under = Zone.HEAD, "", Zone.HEAD
    left: tuple[Zone, Zone, dict[int, str]] = (zone, under, path)  # where the annex came
    inside: dict[str, int] = {}  # the last number of each kind within the box
    for number, line in enumerate(lines):
        said = line.text.strip()
        _lost_number(line, used)
        if zone is not Zone.HEAD and re.match(r"(附件|附表|附录)(\d|[一二三四五]|：|$|\t)", said):
            if zone is not Zone.ANNEX:
                left = (zone, under, dict(path))
            zone, box, path, under = Zone.ANNEX, "", {}, Zone.ANNEX
        elif zone is Zone.ANNEX and _goes_on(lines, number, used, left[2]):
            zone, under, path = left  # an annex put between two chapters
            _step(path, line, used.index(line.kind) + 1)
            zone, under = _entered(lines, number, zone, under)
        elif re.match(r"专栏\s*\d*", said) and len(said) < 60:
            box, inside = re.match(r"专栏\s*\d*", said)[0], {}  # type: ignore[index]
        elif line.kind in used and zone is not Zone.ANNEX:
            level = used.index(line.kind) + 1
            if box and level > 2 and not _resumes(line, path.get(level), inside):
                inside[line.kind] = _value(line.number)
            else:
                box = ""
                _step(path, line, level)
                zone, under = _entered(lines, number, zone, under)
        line.zone, line.box = zone, box
        line.section = _section(path, box, zone)
    _by_content(lines)


def _goes_on(lines: list[Line], index: int, used: list[str], path: dict[int, str]) -> bool:
    """Whether a heading behind an annex is the plan's own next one: no 一、 stands in between."""
    line = lines[index]
    if not line.number or line.kind not in used or used.index(line.kind) or 1 not in path:
        return False
    for one in reversed(lines[:index]):
        if re.match("附件|附表|附录", one.text.strip()):
            return _value(line.number) == _value(path[1]) + 1
        if one.kind == line.kind and one.number:
            return False
    return False


def _under_chapters(used: list[str], numbered: list[str]) -> list[str]:
    """第一条 stands under 一、 where the plan opens with 一、 and counts articles through."""
    if "article" in used and "list" in used and numbered.index("list") < numbered.index("article"):
        used.remove("article")
        used.insert(used.index("list") + 1, "article")
    return used


def _lost_number(line: Line, used: list[str]) -> None:
    """A bracket that lost its number, in a plan of sections, stands at their level."""
    if line.kind == "paren" and not line.number and "paren" not in used and "section" in used:
        line.kind = "section"


def _entered(lines: list[Line], index: int, zone: Zone, under: Zone) -> tuple[Zone, Zone]:
    """The zone behind a heading, and that of its chapter."""
    line = lines[index]
    title = _heading(line)
    if line.level == 1:
        if zone is Zone.GOAL and any(one.zone is Zone.TASK for one in lines[:index]):
            zone = Zone.TASK  # an aside between chapters of tasks, such as steps
        zone = under = _looking_back(lines, index, zone_of(title, zone), zone)
    elif line.level == 2 and under in (Zone.BACKGROUND, Zone.GOAL):
        zone = inner(title, under)
    return zone, under


_HEADING: Final = 24  # characters of a heading that say what it is about


def _heading(line: Line) -> str:
    return re.split("[。；：]", line.text[line.body - line.start :])[0].strip()[:_HEADING]


def _looking_back(lines: list[Line], index: int, zone: Zone, before: Zone) -> Zone:
    """A first chapter whose every section looks back or sets goals is no chapter of tasks."""
    if zone is not Zone.TASK or before not in (Zone.HEAD, Zone.BACKGROUND):
        return zone
    kind, inner = lines[index].kind, ""
    heads: list[str] = []
    for line in lines[index + 1 :]:
        if line.kind == kind:
            break
        inner = inner or line.kind
        if line.kind and line.kind == inner:
            heads.append(_heading(line))
    looks = [one for one in heads if BACKGROUND.search(one) or GOAL.search(one)]
    return Zone.BACKGROUND if len(heads) > 1 and len(looks) == len(heads) else zone


def _value(number: str) -> int:
    return int(number) if number.isdigit() else chinese(number.strip("()")) or 0


def _resumes(line: Line, before: str | None, inside: dict[str, int]) -> bool:
    """Whether a number goes on where the text stopped for a box, not the box's own count."""
    if before is None or not line.number:
        return False
    number = _value(line.number)
    return number > 1 and number == _value(before.strip("()")) + 1 != inside.get(line.kind, 0) + 1


def _least(kind: str) -> int:
    return 2 if kind in ("chapter", "section") else 1


def _step(path: dict[int, str], line: Line, level: int) -> None:
    number = line.number
    if not number and line.kind in ("paren", "section"):
        before = chinese(path.get(level, "").strip("()")) or 0
        from anhuai.plans.engine.numerals import ordinal

        number = ordinal(before + 1)
        line.number = number
    path[level] = f"({number})" if line.kind in ("paren", "small") else number
    for deeper in [one for one in path if one > level]:
        del path[deeper]
    line.level, line.depth = level, len(path)


_WHO: Final = re.compile("牵头|责任|负责|配合")
_LABELS: Final = re.compile("(?:牵头|责任|配合|主办)(?:单位|部门)[：:]")


def _says_who(said: str) -> bool:
    """Whether a paragraph names who does it: with a label, or in the bracket it ends with."""
    if _LABELS.search(said):
        return True
    said = said.rstrip("。；， \t")
    if said[-1:] not in ("）", "〕", "]", "】"):
        return False
    depth = 0
    for index in range(len(said) - 1, -1, -1):
        depth += (said[index] in "）〕]】") - (said[index] in "（〔[【")
        if depth == 0:
            return _WHO.search(said, index) is not None
    return False


def _by_content(lines: list[Line]) -> None:
    """A chapter taken for goals, where most paragraphs name who does them, is one of tasks.

    A text without any heading is one of goals where it has sentences.
    """
    tops = [i for i, one in enumerate(lines) if one.level == 1]
    for low, high in pairwise([*tops, len(lines)]):
        own = [one for one in lines[low:high] if one.level and one.zone is Zone.GOAL]
        who = [one for one in own if _says_who(one.text)]
        if len(who) > 1 and len(who) >= 0.5 * len(own):
            for one in lines[low:high]:
                one.zone = Zone.TASK if one.zone is Zone.GOAL else one.zone
    if not tops and any(_PLANNED.search(one.text) for one in lines[:_OPENING]):
        for one in lines:
            said = one.text.strip()
            if one.zone is Zone.HEAD and len(said) > _SENTENCE and said[-1] in "。；":
                one.zone = Zone.GOAL


_PLANNED: Final = re.compile("任务|指标|实事|要点|目标|计划|方案|规划")
_OPENING: Final = 3  # lines of a text without headings that say whether it plans
_SENTENCE: Final = 30  # characters of a paragraph that says something


def _section(path: dict[int, str], box: str, zone: Zone) -> str:
    if zone is Zone.ANNEX:
        return "附件"
    return box or "".join(path[level] for level in sorted(path))


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
