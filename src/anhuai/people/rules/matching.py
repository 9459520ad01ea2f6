"""The model of who is the same person: what is compared, how telling each answer is, and in words.

Each comparison has levels; `m` is how often a level is seen on two records of one person, `u` on
records of two. They are estimates of ours, not measured on any county's lists: pages that show
them say so, and the thresholds are settings (`Thresholds`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from typing import Final

from anhuai.kernel.unfit import Unfit

ESTIMATED: Final = "估计值"


@dataclass(frozen=True, slots=True)
class Level:
    """One answer of a comparison."""

    code: str
    says: str
    says_en: str
    m: float
    u: float

    @property
    def weight(self) -> float:
        """The evidence in bits: positive speaks for one person, negative for two."""
        return log2(self.m / self.u)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that is compared; what one side does not say counts neither way."""

    code: str
    title: str
    title_en: str
    levels: tuple[Level, ...]

    def level(self, code: str) -> Level | None:
        """Return a level by its code."""
        return next((one for one in self.levels if one.code == code), None)


COMPARISONS: Final = (
    Comparison("name", "姓名", "Name", (
        Level("same", "姓名相同（含繁体写法）", "Same name, traditional characters included",
              0.90, 0.0008),
        Level("sounds", "姓名读音相同、字不同", "Names sound alike, written differently",
              0.04, 0.0012),
        Level("near", "姓名只差一个字", "Names differ in one character", 0.04, 0.004),
        Level("surname", "只有姓相同", "Only the family name agrees", 0.01, 0.05),
        Level("other", "姓名不同", "Different names", 0.01, 0.944),
    )),
    Comparison("born", "出生日期", "Date of birth", (
        Level("same", "出生日期相同", "Same date of birth", 0.86, 0.00005),
        Level("lunar", "按农历换算后相同", "The same when read in the lunar calendar",
              0.03, 0.0001),
        Level("swapped", "月和日写反", "Day and month exchanged", 0.01, 0.00006),
        Level("digit", "只差一位数字", "One digit differs", 0.04, 0.0011),
        Level("partial", "只有年月（或年），与登记相符", "Only year or month given, and it agrees",
              0.03, 0.006),
        Level("year", "同年出生，月日不同", "Same year, another day", 0.02, 0.016),
        Level("other", "出生日期不同", "Different dates of birth", 0.01, 0.97669),
    )),
    Comparison("sex", "性别", "Sex", (
        Level("same", "性别相同", "Same sex", 0.985, 0.5),
        Level("other", "性别不同", "Different sex", 0.015, 0.5001),
    )),
    Comparison("address", "住址", "Address", (
        Level("house", "同村，门牌相同", "Same village and house", 0.45, 0.00005),
        Level("village", "同一村（社区）", "Same village", 0.33, 0.004),
        Level("town", "同一乡镇，不同村", "Same town, another village", 0.10, 0.09),
        Level("other", "不同乡镇", "Another town", 0.12, 0.90595),
    )),
    Comparison("identity", "证件号码", "ID number", (
        # Outweighs everything else together: whoever has the number is always looked at first.
        Level("same", "证件号码相同", "Same ID number", 0.95, 1e-15),
        Level("other", "证件号码不同", "Different ID numbers", 0.05, 1.0),
    )),
    Comparison("phone", "电话", "Phone", (
        Level("same", "电话相同", "Same phone", 0.60, 0.00002),
        Level("other", "电话不同", "Different phones", 0.40, 0.99998),
    )),
    Comparison("kin", "亲属", "Kin", (
        Level("named", "表中亲属在登记的家人之中", "The kin named is among the family on record",
              0.70, 0.0003),
        Level("other", "表中亲属不在登记的家人之中", "The kin named is not in the family on record",
              0.30, 0.9997),
    )),
)  # fmt: skip
BY_CODE: Final = {one.code: one for one in COMPARISONS}
COMMONNESS: Final = "commonness"
"""The part of a weight that corrects for how common a name is: 王秀英 says less than 綦毋潜."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one comparison contributed to a weight, in bits."""

    comparison: str
    level: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person on record whom a row may be, with the weight of all evidence together."""

    row: int
    person: int
    probability: float
    weight: float
    parts: tuple[Part, ...]


class BadThreshold(Unfit):
    """Thresholds that cannot be; code: order."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability a pair is shown for review, and from which it is taken as certain."""

    review: float = 0.20
    certain: float = 0.995

    def __post_init__(self) -> None:
        if not 0.01 <= self.review < self.certain <= 1:
            raise BadThreshold(
                "order",
                "“复核”应不低于 1%，并低于“直接认定”，后者不超过 100%。",
                "Review starts at 1 % or above and below certain, which is at most 100 %.",
                field="review",
            )


class Standing(StrEnum):
    """What became of a row of a list."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    CONFLICT = "conflict"
    NEW = "new"

    @property
    def label(self) -> str:
        """The standing's name in Chinese."""
        return _STANDINGS[self][0]

    @property
    def label_en(self) -> str:
        """The standing's name in English."""
        return _STANDINGS[self][1]


_STANDINGS = {
    Standing.CERTAIN: ("已认定", "Certain"),
    Standing.POSSIBLE: ("待复核", "For review"),
    Standing.CONFLICT: ("有矛盾", "Conflict"),
    Standing.NEW: ("未找到", "Not on record"),
}


class Verdict(StrEnum):
    """What an officer said about a pair."""

    OPEN = ""
    SAME = "same"
    DISTINCT = "distinct"
    LATER = "later"

    @property
    def label(self) -> str:
        """The verdict's name in Chinese."""
        return _VERDICTS[self][0]

    @property
    def label_en(self) -> str:
        """The verdict's name in English."""
        return _VERDICTS[self][1]


_VERDICTS = {
    Verdict.OPEN: ("未处理", "Open"),
    Verdict.SAME: ("是同一人", "Same person"),
    Verdict.DISTINCT: ("不是同一人", "Not the same"),
    Verdict.LATER: ("以后再定", "Later"),
}


OFFICES: Final = {
    "civil": ("民政", "Civil affairs"),
    "health": ("卫生健康", "Health"),
    "disabled": ("残联", "Disabled persons' federation"),
    "police": ("公安", "Police"),
    "social_security": ("人力资源和社会保障", "Social security"),
    "other": ("其他单位", "Another office"),
}
"""Whose lists are taken; the other bodies of 一老一小 deliver theirs as `other`."""


CLEARLY: Final = 10.0
"""A second candidate this many bits behind the first (1 : 1000) makes no question of it."""


def standing_of(candidates: Sequence[Candidate], thresholds: Thresholds) -> Standing:
    """Return what the candidates of one row make of it.

    The same ID number decides unless something contradicts it. Otherwise certain is only who
    clearly stands out: a second who might be the person as well makes it a question.
    """
    likely = [one for one in candidates if one.probability >= thresholds.review]
    if not likely:
        return Standing.NEW
    best = max(likely, key=lambda one: one.weight)
    near = [one for one in likely if one.weight > best.weight - CLEARLY]
    alone = len(near) == 1 and best.probability >= thresholds.certain
    numbered = [one for one in likely if level_in(one.parts, "identity") == "same"]
    decisive = numbered or (near if alone else [])
    if any(contradicts(one.parts) for one in decisive):
        return Standing.CONFLICT
    return Standing.CERTAIN if decisive else Standing.POSSIBLE


def level_in(parts: Sequence[Part], comparison: str) -> str:
    """Return the level a comparison came to, "" where one side says nothing."""
    return next((one.level for one in parts if one.comparison == comparison), "")


def contradicts(parts: Sequence[Part]) -> bool:
    """Say whether a pair shares what is unique and differs in what cannot: an officer must look."""
    identity = level_in(parts, "identity")
    if identity != "same":
        return identity == "other"
    return (
        level_in(parts, "name") in ("surname", "other")
        or level_in(parts, "sex") == "other"
        or level_in(parts, "born") == "other"
    )
