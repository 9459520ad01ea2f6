"""Normalising a scanned or pasted text without losing where each character stood."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from anhuai.plans.engine.unit_lists import looks_like_list
from anhuai.plans.rules.drafts import Place

_SYMBOLS: Final = {
    "\uf0b3": "≥", "\uf0a3": "≤", "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "﹪": "%", "（": "（",
    "(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "．": ".",
    "﹙": "（", "﹚": "）", "〔": "〔", "［": "〔", "］": "〕", "～": "-", "~": "-", "–": "-",
    "‐": "-", "－": "-", "−": "-", "㎡": "平方米", "m²": "平方米", "「": "“", "」": "”",
    "『": "‘", "』": "’", "\ufeff": "", "\u200b": "", "\xad": "", "〇": "〇",
}  # fmt: skip
_CJK: Final = "\u3400-\u9fff"
_END: Final = "。；！？：…"
_UNITS: Final = "年户人个家所处张座名项次套辆台间栋对条块期场支批公万亿元平"
_MARK: Final = re.compile(
    r"第?[一二三四五六七八九十]+[章节部、]|（[一二三四五六七八九十]*）|）|\d{1,2}(?:、|\.(?!\d))"
    r"|专栏|附件|附表|附录|[一二三四五六七八九十]+是|序号|合计|第[一二三四五六七八九十]{1,3}条"
    r"|(?:专项|重点)?(?:行动|任务|工程|举措)[一二三四五六七八九十\d]{1,3}[：、.]"
)
_STANDS: Final = re.compile(
    r"(?:规划|方案|通知|意见|计划|办公室|人民政府|单位|清单|名单)(?:（[^（）]{1,20}）)?$"
)
_OPENS: Final = re.compile(
    r"[\u4e00-\u9fff]{2,12}〔20\d\d〕|20\d\d年\d{1,2}月\d{1,2}日|各.{2,40}：|(?:牵头|责任|配合)(?:单位|部门|股室|科室|处室)"
)
_LABEL: Final = re.compile(
    r"（?[\u4e00-\u9fff]{2,6}(?:单位|部门|股室|科室|处室|领导|负责人)[：:]"
    r"|（?(?:责任人|完成时限|完成时间|时间节点)[：:]"
)
_NAMED: Final = re.compile(
    r"[（【〔][^（）【】〔〕]*(?:单位|部门|负责|配合|牵头)(?:[：:][^（）【】〔〕]*)?(?:（[^（）]*）[^（）【】〔〕]*)*[）】〕]$"
)
_HEADER: Final = re.compile(
    r"(?:序号|指标名称|主要指标|指标|项目名称|任务名称|重点任务|类别|类型|领域|名称)(?=[\n\t]|$)"
)
"""The first cell of a table: what stands before it is a caption."""
_CELL: Final = re.compile(
    r"(?:达到|保持|稳定在|累计|提高到|不低于)?(?:[\d.,，%％≥≤<>=-]+|百分之[一二三四五六七八九十百]+)[万亿]?[%‰个张家所处人户名年月日]*(?:以上|以内|左右)?$"
)


@dataclass(frozen=True, slots=True)
class Text:
    """The original and its plain form; `at[i]` is where plain character i stood."""

    original: str
    plain: str
    at: array[int]

    def place(self, start: int, end: int, section: str = "") -> Place:
        """Return the stretch of the original that a stretch of the plain form came from."""
        if start >= end:
            return Place(self.at[min(start, len(self.at) - 1)], self.at[-1], section)
        return Place(self.at[start], self.at[end - 1] + 1, section)


def normal(original: str) -> Text:
    """Return the plain form: one width, one kind of sign, no page marks, wrapped lines joined."""
    chars, at = _signs(original)
    for rule in (_scanned, _page_marks, _joined):
        chars, at = _without(chars, at, rule(chars))
    at.append(len(original))
    return Text(original, chars, at)


_HEAD_WORD: Final = re.compile(
    r"序号|类别|(?:主要)?指标(?:名称)?|单位|属性|指标属性|性质|(?:20\d\d年?(?:现状|目标|实际|基期)?值?)|(?:目标|现状|基期)值?"
)


def _spaced_tables(original: str) -> list[tuple[int, int]]:
    """Return the indicator tables a paste left with single blanks between the cells."""
    found: list[tuple[int, int]] = []
    open_at: int | None = None
    last = 0
    for line in re.finditer(r"[^\n]+", original):
        cells = re.split(r"[ \u3000]+", line[0].strip())
        if open_at is None:
            heads = sum(_HEAD_WORD.fullmatch(one) is not None for one in cells)
            if heads >= 3 and heads >= len(cells) - 1 and "\t" not in line[0]:
                open_at = line.start()
        elif len(cells) < 3 or "\t" in line[0] or not re.search(r"\d", line[0]):
            found.append((open_at, last))
            open_at = None
        last = line.end()
    if open_at is not None:
        found.append((open_at, last))
    return found


def _signs(original: str) -> tuple[str, array[int]]:
    out: list[str] = []
    at = array("l")
    spaced = _spaced_tables(original)
    original = _BARRED.sub(_unbarred, original)
    for match in re.finditer(r"[ \t\u3000\xa0\v\f]+|\r\n?|[^ \t\u3000\xa0\v\f\r]", original):
        found = match[0]
        if found[0] in "\r\n":
            new = "\n"
        elif found[0] in " \t\u3000\xa0\v\f":
            wide = "\t" in found or len(found) >= 4 or any(a < match.start() < b for a, b in spaced)
            wide = wide and not _is_indent(original, match.start(), match.end())
            new = "\t" if wide else ""
        elif "\uff01" <= found <= "\uff5e" and found not in _SYMBOLS:
            new = chr(ord(found) - 0xFEE0)
            new = _SYMBOLS.get(new, new)
        else:
            new = _SYMBOLS.get(found, found)
        for char in new:
            out.append(char)
            at.append(match.start())
    return "".join(out), at


_BARRED: Final = re.compile(r"^[ \t]*\|(?:[^|\n]*\|){2,}[ \t]*$", re.MULTILINE)
"""A row of a table whose cells bars part, as pages written in Markdown have them."""


def _unbarred(row: re.Match[str]) -> str:
    """The row with tabs for bars, every character in its place; a rule of dashes is blanks."""
    if re.fullmatch(r"[\s|:-]+", row[0]):
        return " " * len(row[0])
    low, high = row[0].index("|"), row[0].rindex("|")
    inner = re.sub(r" *\| *", lambda bar: "\t".ljust(len(bar[0])), row[0][low + 1 : high])
    return " " * (low + 1) + inner + " " * (len(row[0]) - high)


_GAP: Final = re.compile(r"\t|[ \u3000\xa0]{4,}(?=\S)")


def _is_indent(original: str, start: int, end: int) -> bool:
    """Whether blanks open a line that has no cells: the margin of a page, not an empty cell."""
    if (start and original[start - 1] not in "\r\n") or "\t" in original[start:end]:
        return False
    stop = re.compile(r"[\r\n]|$").search(original, end)
    return stop is not None and _GAP.search(original, end, stop.start()) is None


_Change = tuple[int, int, str]


def _without(chars: str, at: array[int], changes: list[_Change]) -> tuple[str, array[int]]:
    out: list[str] = []
    kept = array("l")
    last = 0
    for start, end, new in sorted(changes):
        if start < last:
            continue
        out.append(chars[last:start])
        kept.extend(at[last:start])
        out.append(new)
        kept.extend(at[start] for _ in new)
        last = end
    out.append(chars[last:])
    kept.extend(at[last:])
    return "".join(out), kept


def _scanned(chars: str) -> list[_Change]:
    """Figures a scanner broke: IooO户 is 1000户, 100虹 is 100%, 90%o is 90%, o for a full stop."""
    changes: list[_Change] = []
    for match in re.finditer(rf"(?<![A-Za-z0-9|])[0-9IlOo|]{{2,12}}(?=[%‰虹{_UNITS}])", chars):
        word = match[0]
        if not word.isdigit() and (re.search(r"\d", word) or len(word) >= 3):
            fixed = re.sub(r"[Il|]", "1", re.sub("[Oo]", "0", word))
            changes.append((match.start(), match.end(), fixed))
    for match in re.finditer(r"(?<![^\n\t])(?=[^\n\t]*\d)[0-9IlOo|]{2,12}(?=[\n\t]|$)", chars):
        fixed = re.sub(r"[Il|]", "1", re.sub("[Oo]", "0", match[0]))
        if fixed != match[0]:
            changes.append((match.start(), match.end(), fixed))
    for pattern, new in (
        (r"(?<=[0-9Oo])虹", "%"),
        (r"(?<=\d%)[oO0](?![0-9])", ""),
        (rf"(?<=[{_CJK}）”%])[oO](?=[\n{_CJK}（“]|$)", "。"),
        (r"(?<=\d)，(?=\d{3}(?!\d))", ""),
        (r"(?<=\d)[—―]+(?=\d)", "-"),
        (r"（[-—一]）", "（一）"),
        (r"(?<=（[一二三四五六七八九十])[〕】\]](?=[\u4e00-\u9fff])", "）"),
        (r"(?<![^\n])[〔【\[](?=[一二三四五六七八九十]{1,3}）)", "（"),
    ):
        changes += [(one.start(), one.end(), new) for one in re.finditer(pattern, chars)]
    return changes


def _page_marks(chars: str) -> list[_Change]:
    """Page numbers between lines or inside a sentence that goes on after them."""
    changes: list[_Change] = []
    seen: set[int] = set()
    for match in re.finditer(
        (
            r"\n[ \t]*(?:[-—·]+\s*\d{1,3}\s*[-—·]+|第\d{1,3}页(?:[，/ ]?共\d{1,3}页)?"
            r"|\d{1,3}/\d{1,3})[ \t]*(?=\n|$)"
        ),
        chars,
    ):
        changes.append((match.start(), match.end(), ""))
        seen.add(int(re.findall(r"\d+", match[0])[0]))
    for match in re.finditer(r"(?<!\n)\n{1,4}[ \t]*\d{1,3}(?:、\n{0,4}|\n{1,4})(?=[^\n])", chars):
        line = chars[chars.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        following = chars[match.end() : match.end() + 20]
        is_sure = match[0].rstrip().endswith("、")
        mark = int(re.sub(r"\D", "", match[0]))
        if is_sure and match[0].endswith("\n") and _OTHER_HEAD.match(following):
            seen.add(mark)  # a number alone above a heading of another kind
            changes.append((match.start(), match.end() - 1, ""))
            continue
        is_next = mark - 1 in seen and line[-1:] not in _END and not _HEADED.match(following)
        if is_next and is_sure and not _MARK.match(line):
            changes.append((match.start(), match.end(), ""))
            continue
        if not is_sure and looks_like_list(line):
            continue  # a cell of departments, and the number of the next row
        if _goes_on(line, following, 14 if is_sure else 22):
            changes.append((match.start(), match.end(), ""))
    return changes


def _is_named(line: str) -> bool:
    """Whether a line ends with a bracket that holds departments and nothing else."""
    if _NAMED.search(line):
        return True
    match = re.search(r"（((?:[^（）]|（[^（）]*）){3,200})）$", line)
    return match is not None and (
        re.search("牵头|负责|配合|(?:单位|部门)：", match[1]) is not None
        or (re.search("、|[局委办厅]$", match[1]) is not None and looks_like_list(match[1]))
    )


def _goes_on(line: str, following: str, width: int) -> bool:
    if (_LABEL.match(line) and line[-1] not in "、，（") or _is_named(line):
        return False  # a line or a bracket of departments is whole, though no stop ends it
    if _CLOSES.match(following) and "（" in line and line[-1] not in _END:
        return True  # the bracket that is open ends on the next line
    if len(line) < width or line[-1] in _END + "”》\t" or _STANDS.search(line):
        return False
    if _OPENS.match(following.lstrip()) or _HEADER.match(following.lstrip()):
        return False
    if _MARK.match(line) and len(line) < 24 and line[-1] not in "，、-":
        return False
    return bool(following) and not _MARK.match(following.lstrip())


_CLOSES: Final = re.compile(r"(?![一二三四五六七八九十\d]*）)[^（）。；\n]{1,40}）")
"""What ends a bracket the line before opened; a heading that lost its own (一）) does not."""
_OTHER_HEAD: Final = re.compile(
    r"第[一二三四五六七八九十]+[章节]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]*）"
)
_HEADED: Final = re.compile(
    r"第?[一二三四五六七八九十]+[章节部条、]|（[一二三四五六七八九十]*）|\d{1,2}[.、](?!\d)|专栏|附件|附表"
    r"|(?:专项|重点)?(?:行动|任务|工程|举措)[一二三四五六七八九十\d]{1,3}[：、.]"
)


def _columns(line: str) -> int:
    """Return how wide a line is set: figures and Latin letters take half a character."""
    return sum(1 if char < "\u0100" else 2 for char in line)


def _full_line(lines: list[str]) -> Callable[[str], bool] | None:
    """Return what tells a line that fills the page's width; None where paragraphs stand whole.

    Broken lines are about as long as each other, in characters or in columns (less a paragraph's
    indent and a sign that may not stand first), and most end in the middle of a sentence.
    """
    for measure, slack, most, least in ((len, 2, 60, 18), (_columns, 8, 120, 18), (len, 2, 17, 12)):
        long = [(measure(one), one) for one in lines if len(one) >= least]
        sizes = Counter(size for size, _ in long)
        top = max(sizes, key=lambda w: (_within(sizes, w, slack), w), default=0)
        full = [one for size, one in long if top - slack <= size <= top]
        open_ = sum(one.rstrip()[-1:] not in _END for one in full)
        if (
            len(long) >= 12
            and 0 < top <= most
            and len(full) >= 0.5 * len(long)
            and open_ >= 0.7 * len(full)
            and (least == 18 or sum("，" in one or "、" in one for one in full) >= 0.3 * len(full))
        ):
            return partial(_reaches, measure, top - slack)
    return None


def _within(sizes: Counter[int], top: int, slack: int) -> int:
    return sum(sizes[one] for one in range(top - slack, top + 1))


def _reaches(measure: Callable[[str], int], least: int, line: str) -> bool:
    return measure(line) >= least


def _continues(line: str, following: str) -> bool:
    """Whether a line that fills the page's width goes on: also behind a full stop."""
    if _CLOSES.match(following) and line[-1:] not in _END:
        return True
    if _LABEL.match(following) or _is_named(line):
        return False
    return not (_HEADED.match(following) or _OPENS.match(following) or _STANDS.search(line))


def _listed(chars: str) -> list[tuple[int, int]]:
    """Return the runs of lines that hold no stop at all: items of a list, not a broken text."""
    return [
        (run.start(), run.end())
        for run in re.finditer(r"(?:^|(?<=\n))(?:[^\n。；]*[^\n。；，、]\n){5,}", chars)
        if len(run[0]) > 15 * run[0].count("\n")
    ]


_INDENT: Final = "\u3000\u3000"
_APART: Final = 0.4  # of the lines: so many blank ones stand between lines, not paragraphs


def _joined(chars: str) -> list[_Change]:
    """Lines a page's width broke, and one blank line inside a long sentence."""
    changes: list[_Change] = []
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", chars)]
    is_full = _full_line([chars[start:end].strip("\t") for start, end in lines])
    listed = _listed(chars) if is_full is None else []
    apart = sum(after - end == 2 for (_, end), (after, _) in pairwise(lines))
    gap = 2 if apart >= _APART * len(lines) else 1
    for (start, end), (after, stop) in pairwise(lines):
        if any(low <= start < high for low, high in listed):
            continue
        line, following = chars[start:end].strip(), chars[after:stop].strip()
        blank = after - end
        if not line or not following or "\t" in line or "\t" in chars[after:stop]:
            continue
        if _CELL.match(following) or blank > 2:
            continue
        set_in = chars[start:end].strip("\t")
        if _HEADED.match(set_in):
            set_in = _INDENT + set_in  # a paragraph's margin is gone, its width was not
        full = is_full is not None and blank <= gap and is_full(set_in)
        if full and _continues(line, following):
            changes.append((end, after, ""))
            continue
        hanging = line[-1] in "，、（《“-和与及的"
        width = 40 if blank == 2 else (12 if hanging else 22)
        least = 6 if blank == 2 and not _CLOSES.match(following) else 1
        if _goes_on(line, following, width) and len(following) > least:
            changes.append((end, after, ""))
    return changes
