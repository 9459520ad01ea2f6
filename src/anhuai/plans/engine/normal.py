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
    r"|专栏|附件|附表|附录|[一二三四五六七八九十]+是|序号|合计"
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
    r"（[^（）]*(?:单位|部门|负责|配合|牵头)(?:[：:][^（）]*)?(?:（[^（）]*）[^（）]*)*）$"
)
_HEADER: Final = re.compile(
    r"(?:序号|指标名称|主要指标|指标|项目名称|任务名称|重点任务|类别|类型|领域|名称)(?=[\n\t]|$)"
)
"""The first cell of a table: what stands before it is a caption."""
_CELL: Final = re.compile(r"[\d.,，%％≥≤<>=-]+[%‰个张家所处人户名年月日]*$")


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


def _signs(original: str) -> tuple[str, array[int]]:
    out: list[str] = []
    at = array("l")
    for match in re.finditer(r"[ \t\u3000\xa0\v\f]+|\r\n?|[^ \t\u3000\xa0\v\f\r]", original):
        found = match[0]
        if found[0] in "\r\n":
            new = "\n"
        elif found[0] in " \t\u3000\xa0\v\f":
            wide = "\t" in found or len(found) >= 4
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
        is_next = mark - 1 in seen and line[-1:] not in _END and not _HEADED.match(following)
        if is_next and is_sure and not _MARK.match(line):
            changes.append((match.start(), match.end(), ""))
            continue
        if _goes_on(line, following, 14 if is_sure else 22):
            changes.append((match.start(), match.end(), ""))
    return changes


def _goes_on(line: str, following: str, width: int) -> bool:
    if _LABEL.match(line) and line[-1] not in "、，（":
        return False  # a line of departments is whole, though no stop ends it
    if _NAMED.search(line):
        return False  # the bracket of departments ends a task
    if len(line) < width or line[-1] in _END + "”》\t" or _STANDS.search(line):
        return False
    if _OPENS.match(following.lstrip()) or _HEADER.match(following.lstrip()):
        return False
    if _MARK.match(line) and len(line) < 24 and line[-1] not in "，、-":
        return False
    return bool(following) and not _MARK.match(following.lstrip())


_HEADED: Final = re.compile(
    r"第?[一二三四五六七八九十]+[章节部、]|（[一二三四五六七八九十]*）|\d{1,2}[.、](?!\d)|专栏|附件|附表"
)


def _columns(line: str) -> int:
    """Return how wide a line is set: figures and Latin letters take half a character."""
    return sum(1 if char < "\u0100" else 2 for char in line)


def _full_line(lines: list[str]) -> Callable[[str], bool] | None:
    """Return what tells a line that fills the page's width; None where paragraphs stand whole.

    Broken lines are about as long as each other, in characters or in columns (less a paragraph's
    indent and a sign that may not stand first), and most end in the middle of a sentence.
    """
    for measure, slack, most in ((len, 2, 60), (_columns, 8, 120)):
        long = [(measure(one), one) for one in lines if len(one) >= 18]
        sizes = Counter(size for size, _ in long)
        top = max(sizes, key=lambda w: (_within(sizes, w, slack), w), default=0)
        full = [one for size, one in long if top - slack <= size <= top]
        open_ = sum(one.rstrip()[-1:] not in _END for one in full)
        if (
            len(long) >= 12
            and 0 < top <= most
            and len(full) >= 0.5 * len(long)
            and open_ >= 0.7 * len(full)
        ):
            return partial(_reaches, measure, top - slack)
    return None


def _within(sizes: Counter[int], top: int, slack: int) -> int:
    return sum(sizes[one] for one in range(top - slack, top + 1))


def _reaches(measure: Callable[[str], int], least: int, line: str) -> bool:
    return measure(line) >= least


def _continues(line: str, following: str) -> bool:
    """Whether a line that fills the page's width goes on: also behind a full stop."""
    if _LABEL.match(following) or _NAMED.search(line):
        return False
    return not (_HEADED.match(following) or _OPENS.match(following) or _STANDS.search(line))


def _joined(chars: str) -> list[_Change]:
    """Lines a page's width broke, and one blank line inside a long sentence."""
    changes: list[_Change] = []
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", chars)]
    is_full = _full_line([chars[start:end] for start, end in lines])
    for (start, end), (after, stop) in pairwise(lines):
        line, following = chars[start:end].strip(), chars[after:stop].strip()
        blank = after - end
        if not line or not following or "\t" in chars[start:end] or "\t" in chars[after:stop]:
            continue
        if _CELL.match(following) or blank > 2:
            continue
        full = is_full is not None and blank == 1 and is_full(chars[start:end])
        if full and _continues(line, following):
            changes.append((end, after, ""))
            continue
        hanging = line[-1] in "，、（《“-和与及的"
        width = 40 if blank == 2 else (12 if hanging else 22)
        if _goes_on(line, following, width) and len(following) > (6 if blank == 2 else 1):
            changes.append((end, after, ""))
    return changes
