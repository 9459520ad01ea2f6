"""Division names as people say them, population measures, how sure an outline is."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNKNOWN_START = date(1949, 10, 1)
"""`since` of a division whose first day no source states."""

_ENDINGS = re.compile(
    r"(社区居民委员会|社区居委会|居民委员会|居委会|村村民委员会|村民委员会|村委会|虚拟生活区)$"
)


class Definition(StrEnum):
    """Whose count a population figure is; never mixed (standards/00)."""

    RESIDENT = "resident"
    REGISTERED = "registered"

    @property
    def label(self) -> str:
        """The definition's name in Chinese."""
        return "常住" if self is Definition.RESIDENT else "户籍"

    @property
    def label_en(self) -> str:
        """The definition's name in English."""
        return "resident" if self is Definition.RESIDENT else "registered (hukou)"


class PopulationMeasure(StrEnum):
    """What a population figure counts."""

    TOTAL = "total"
    AGED_60_OVER = "aged_60_over"
    AGED_65_OVER = "aged_65_over"
    AGED_UNDER_3 = "aged_under_3"
    HOUSEHOLDS = "households"

    @property
    def label(self) -> str:
        """The measure's name in Chinese."""
        return _MEASURES[self][0]

    @property
    def label_en(self) -> str:
        """The measure's name in English."""
        return _MEASURES[self][1]


_MEASURES = {
    PopulationMeasure.TOTAL: ("总人口", "Population"),
    PopulationMeasure.AGED_60_OVER: ("60 岁及以上", "Aged 60 and over"),
    PopulationMeasure.AGED_65_OVER: ("65 岁及以上", "Aged 65 and over"),
    PopulationMeasure.AGED_UNDER_3: ("3 岁以下", "Under 3"),
    PopulationMeasure.HOUSEHOLDS: ("户数", "Households"),
}


class OutlineBasis(StrEnum):
    """What an outline rests on: a surveyed boundary, or a schematic drawing of ours."""

    SURVEYED = "surveyed"
    SCHEMATIC = "schematic"


def short_name(name: str) -> str:
    """Return a name as people say it: 东寨村村民委员会 is 东寨村, 乐民社区居委会 乐民社区.

    A name that would lose everything keeps its whole form.
    """
    found = _ENDINGS.search(name)
    if found is None or found.start() == 0:
        return name
    stem, ending = name[: found.start()], found.group()
    if ending.startswith("社区"):
        return f"{stem}社区"
    if ending == "虚拟生活区":
        return name
    if "居" in ending:
        return stem
    return stem if stem.endswith("村") else f"{stem}村"


@dataclass(frozen=True, slots=True)
class Place:
    """A division as other rooms show it."""

    code: str
    name: str
    short_name: str
    level: int
    is_urban: bool | None
    is_current: bool = True
