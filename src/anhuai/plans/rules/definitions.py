"""What an indicator is: a figure with a name, a unit, a definition in words, and its origin."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules.measures import Count, CountOfDivisions, Measure, Parts


class Domain(StrEnum):
    """The field of work an indicator belongs to."""

    ASSISTANCE = "assistance"
    CHILDCARE = "childcare"
    CHILDREN = "children"
    COMMUNITY = "community"
    ELDERLY = "elderly"
    FINANCE = "finance"
    FUNERAL = "funeral"
    OTHER = "other"
    PLACE_NAMES = "place_names"
    SOCIAL_ORG = "social_org"
    VOLUNTEER = "volunteer"
    WORKFORCE = "workforce"


DOMAIN_TITLES: Final[Mapping[Domain, tuple[str, str]]] = MappingProxyType(
    {
        Domain.ASSISTANCE: ("社会救助", "Social assistance"),
        Domain.CHILDCARE: ("托育", "Childcare"),
        Domain.CHILDREN: ("儿童", "Children"),
        Domain.COMMUNITY: ("社区", "Communities"),
        Domain.ELDERLY: ("养老", "Elderly care"),
        Domain.FINANCE: ("资金项目", "Money and projects"),
        Domain.FUNERAL: ("殡葬", "Funerals"),
        Domain.OTHER: ("其他", "Other"),
        Domain.PLACE_NAMES: ("地名", "Place names"),
        Domain.SOCIAL_ORG: ("社会组织", "Social organisations"),
        Domain.VOLUNTEER: ("志愿服务", "Volunteering"),
        Domain.WORKFORCE: ("人才队伍", "Workforce"),
    }
)


class Kind(StrEnum):
    """What sort of figure it is."""

    RATE = "rate"
    """A share of a whole, in percent (or per mille)."""
    RATIO = "ratio"
    """So many for so many of something else, or so many in each unit."""
    COUNT = "count"
    AMOUNT = "amount"
    MILESTONE = "milestone"
    LENGTH = "length"
    AREA = "area"
    FREQUENCY = "frequency"
    INDEX = "index"


UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "%": "%", "‰": "‰", "%/年": "%/year", "㎡": "m²", "万元/人·年": "10,000 yuan/person·year",
        "万元/年": "10,000 yuan/year", "个": "", "个/区县": "per county", "个/千人": "per 1,000",
        "个/村": "per village", "个/街道": "per street", "亿元": "100 million yuan",
        "人": "persons", "人次": "attendances", "公里": "km", "名": "persons",
        "名/千名老年人": "per 1,000 elders", "名/百张床位": "per 100 beds",
        "名/社区": "per community", "处/社区": "per community", "天": "days", "家": "",
        "家/社区": "per community", "岁": "years", "座": "", "张": "beds",
        "张/千名老年人": "beds per 1,000 elders", "户": "households", "户/年": "households/year",
        "": "", "次": "times", "处": "", "项": "", "辆": "", "台": "", "套": "", "床": "beds",
        "人次/年": "attendances/year", "个百分点": "percentage points", "万元": "10,000 yuan",
        "平方米": "m²", "亩": "mu", "支": "", "场": "", "条": "",
        "所": "", "所/区县": "per county", "所/县": "per county", "次/年": "times/year",
    }
)  # fmt: skip


ROOMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "assessments": ("能力评估", "assessments"), "benefits": ("待遇发放", "benefits"),
        "childcare": ("托育服务", "childcare"), "civil": ("民政事务", "civil affairs"),
        "funds": ("资金账户", "funds"), "health": ("健康档案", "health"),
        "placements": ("轮候入住", "placements"), "protection": ("儿童保护", "child protection"),
        "response": ("呼叫响应", "alarms"), "services": ("服务订单", "services"),
        "siting": ("设施选址", "siting"),
    }
)  # fmt: skip
"""The wings to come whose records will compute what is reported today (design §3)."""


@dataclass(frozen=True, slots=True)
class Words:
    """One thing in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Reported:
    """Who reports a figure no record of ours can compute, why, and which room will one day.

    The department is our assignment unless a plan names one; `room` is "" where no record is
    foreseen.
    """

    by: tuple[str, ...]
    reason: str
    reason_en: str
    room: str = ""

    def __post_init__(self) -> None:
        if not self.by or not self.reason or not self.reason_en:
            raise ValueError("a reported figure names who reports it and why")
        if self.room and self.room not in ROOMS:
            raise ValueError(f"no such room: {self.room}")


@dataclass(frozen=True, slots=True)
class Example:
    """Parts put into a measure, and the value it must give; boundaries first."""

    parts: tuple[int, ...]
    value: str | None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: computed from records by `measure`, or reported by a named department.

    `top` and `bottom` name numerator and denominator; a count has no bottom. `note` says where our
    reading narrows or widens the plans' words. `is_ceiling` reads a bare "=" as "at most".
    """

    title: str
    title_en: str
    domain: Domain
    unit: str
    kind: Kind
    says: str
    says_en: str
    top: Words
    bottom: Words | None = None
    measure: Measure | None = None
    reported: Reported | None = None
    confidence: Confidence = Confidence.C
    note: str = ""
    note_en: str = ""
    is_ceiling: bool = False
    examples: tuple[Example, ...] = ()

    def __post_init__(self) -> None:
        if (self.measure is None) == (self.reported is None):
            raise ValueError(f"{self.title}: either computed or reported")
        if self.unit not in UNITS:
            raise ValueError(f"{self.title}: unknown unit {self.unit}")
        if bool(self.note) != bool(self.note_en):
            raise ValueError(f"{self.title}: a note is in both languages")
        if self.measure is not None:
            self._check(self.measure)

    def _check(self, measure: Measure) -> None:
        plain = isinstance(measure, Count | CountOfDivisions)
        if plain != (self.bottom is None):
            raise ValueError(f"{self.title}: a denominator is named exactly where there is one")
        if not self.examples:
            raise ValueError(f"{self.title}: a computed figure has examples")
        times = getattr(measure, "times", None)
        if (self.unit == "%" and times != 100) or (self.unit == "‰" and times != 1000):
            raise ValueError(f"{self.title}: the unit {self.unit} needs another factor")

    @property
    def is_computed(self) -> bool:
        """Whether records give the figure."""
        return self.measure is not None

    @property
    def is_relative(self) -> bool:
        """Whether the figure of a part may be held against a target for the whole."""
        return self.kind in (Kind.RATE, Kind.RATIO, Kind.FREQUENCY, Kind.INDEX)

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """Return the least and the greatest value the figure can have."""
        floor = None if self.unit == "%/年" else Decimal(0)
        return floor, Decimal(100) if self.kind is Kind.RATE and self.unit == "%" else None

    def worked(self, example: Example) -> Parts:
        """Return what the measure gives for an example."""
        if self.measure is None:
            raise ValueError(f"{self.title} is reported, not computed")
        return self.measure.value_of([Decimal(part) for part in example.parts])

    def name(self, *, english: bool) -> str:
        """Return the title in a language."""
        return self.title_en if english else self.title


def own_indicator(name: str, unit: str) -> Indicator:
    """Return the definition of a target no key fits: reported, in the plan's own words."""
    known = unit if unit in UNITS else unit.split("/")[0] if unit.split("/")[0] in UNITS else ""
    kind = Kind.RATE if known == "%" else Kind.RATIO if "/" in unit else Kind.COUNT
    return Indicator(
        title=name,
        title_en=name,
        domain=Domain.OTHER,
        unit=known,
        kind=kind,
        says="规划自列的指标，按规划原文的口径填报",
        says_en="An indicator of the plan's own, reported by the plan's own words",
        top=Words(name, name),
        reported=Reported(
            ("民政局",), "目录中没有对应的指标", "No indicator of the catalogue fits"
        ),
    )
