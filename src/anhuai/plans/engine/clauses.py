"""Sentences cut into clauses, asides blanked out, and what a promise found in one looks like."""

import re
from dataclasses import dataclass
from typing import Final

from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.quantities import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One promise as found; bounds are in the plain form."""

    name: str
    operator: str
    value: float | None
    value_max: float | None = None
    unit: str
    accrual: str
    soft: bool
    start: int
    end: int
    said: tuple[int, int]
    deadline: str | None
    implied: bool = False
    benchmark: str = ""
    series: bool = False
    is_norm: bool = False
    number_at: int = -1
    table: int = -1  # where the table of its row begins
    is_lent: bool = False  # its deadline stands in an earlier sentence


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas, with the sentence it stands in."""

    text: str
    start: int
    end: int

    def cut(self, one: Quantity, offset: int) -> tuple[str, str, str]:
        """Return the words before a quantity, its own comparison, and the words behind it."""
        base = self.start - offset
        low, at, high = one.start - base, one.at - base, one.end - base
        return self.text[:low], self.text[low:at], self.text[high:]


_AIM: Final = re.compile(
    r"（(?:[≥≤><]=?|不低于|不少于)?\d[\d.]*[万亿]?(?:%|‰|[\u4e00-\u9fff]{1,3})(?:以上)?）"
)
"""A figure alone in brackets: 力争完成省定目标（≥10%）."""


def masked(sentence: str) -> str:
    """Return a sentence with names, quotations and asides blanked out, its length kept."""

    def blank(match: re.Match[str]) -> str:
        inner = match[0]
        if (
            inner[0] == "（"
            and re.search("即|其中|建设|建成|新建|不少于|不低于", inner)
            and re.search(r"\d", inner)
        ):
            return inner
        if _AIM.fullmatch(inner) and (
            inner[1] in "≥≤>" or sentence[: match.start()].endswith(("目标", "任务", "指标"))
        ):
            return inner
        return "＿" * len(inner)

    for pattern in (r"《[^《》]*》", r"〔[^〔〕]*〕", r"（[^（）]*）", r"“[^“”]{1,24}”"):
        sentence = re.sub(pattern, blank, sentence)
    return sentence


_WITH_FIGURE: Final = re.compile(r"\d[%‰]?[\u4e00-\u9fff]{0,3}(?:以上|以内|以下|左右)?）?$")
_OF_ITS_OWN: Final = re.compile(
    r"(?:每[\u4e00-\u9fff]|[^、，；。\d]{4,}(?:率|占比|比例|比重|面积|数量|总数))[^、，；。]{0,30}\d"
)


def _is_list(before: str, after: str) -> bool:
    """甲率100%、乙率90%、每个村7个: behind a figure a rate of its own is a clause."""
    return _WITH_FIGURE.search(before) is not None and _OF_ITS_OWN.match(after) is not None


def clauses(sentence: str, offset: int) -> list[Clause]:
    """Return the stretches of a sentence between commas and semicolons."""
    found, last, depth = [], 0, 0
    for index, char in enumerate(sentence):
        depth += (char in "（《") - (char in "）》")
        lists = (
            char == "、" and depth <= 0 and _is_list(sentence[last:index], sentence[index + 1 :])
        )
        if lists or (char in "，；：,;:" and depth <= 0):
            found.append(Clause(sentence[last:index], offset + last, offset + index))
            last = index + 1
    found.append(Clause(sentence[last:], offset + last, offset + len(sentence)))
    return [one for one in found if one.text.strip()]


def undated(said: str) -> str:
    """Return words without their dates and what led to these."""
    for date in reversed(dates(said)):
        said = re.sub("(?:(?<=.)[到至]|截至)$", "", said[: date.start]) + said[date.end :]
    return re.sub(r"^[，到至在前年底末之“”]*", "", said)
