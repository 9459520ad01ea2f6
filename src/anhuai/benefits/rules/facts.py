"""What a fact is, and every fact a rule may ask for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from anhuai.benefits.rules.kinds import BOOL, Choices, Kind, Type, written_at


class Level(StrEnum):
    """Whose fact it is."""

    PERSON = "person"
    HOUSEHOLD = "household"
    INSTITUTION = "institution"


class From(StrEnum):
    """Where the register gets a fact."""

    BIRTH = "birth"
    """Computed from the dates of birth and death."""
    PERSON = "person"
    """A field of the person's file; `key` names it."""
    CIRCUMSTANCE = "circumstance"
    """Whether a circumstance holds; `key` is its code."""
    GRADE = "grade"
    """The grade of a circumstance; `key` is its code."""
    CIRCUMSTANCE_KIND = "circumstance_kind"
    """The kind of a circumstance; `key` is its code."""
    ASSESSMENT = "assessment"
    """The valid result of an assessment; `key` is the scale."""
    DECLARED = "declared"
    """Declared with an application or found by the check of means; dated."""
    FACILITY = "facility"
    """A field of the institution's file."""


class Counting(StrEnum):
    """How a dated fact becomes a month's fact."""

    LAST_DAY = "last_day"
    """What holds on the month's last day: a fact counts from the month in which it begins."""
    FIRST_DAY = "first_day"
    """What holds on the month's first day: a fact that begins later counts from the month after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a rule may ask of a person, household or institution.

    `least` and `most` bound the integer a rule sees; the evaluators refuse what lies outside.
    """

    code: str
    title: str
    title_en: str
    type: Type
    level: Level = Level.PERSON
    source: From
    key: str = ""
    is_dated: bool = True
    counting: Counting = Counting.LAST_DAY
    least: int = 0
    most: int
    absent: int | None = None
    """What no record means; None for unknown. A circumstance nobody recorded does not hold."""

    @property
    def is_derived(self) -> bool:
        """Whether the evaluators compute it from birth and the month."""
        return self.source is From.BIRTH


_FACTS: dict[str, Fact] = {}


def declare_fact(fact: Fact) -> Fact:
    """Make a fact known; its code never changes and means one thing."""
    if fact.code in _FACTS:
        raise written_at().refuse(f"fact {fact.code} declared twice")
    _FACTS[fact.code] = fact
    return fact


def fact_of(code: str) -> Fact:
    """Return a declared fact; raises `RuleError` naming the line that asks."""
    if code not in _FACTS:
        raise written_at().refuse(f"unknown fact {code!r}: declare it in benefits/rules/facts.py")
    return _FACTS[code]


def is_fact(code: str) -> bool:
    """Say whether a fact is declared under a code."""
    return code in _FACTS


def facts() -> tuple[Fact, ...]:
    """Return every fact in order of declaration."""
    return tuple(_FACTS.values())


FEN_MOST: Final = 2 * 10**9
"""No income or amount here exceeds twenty million yuan: what does is a mistake to find."""


def _most(kind: Type) -> int:
    if kind.choices is not None:
        return len(kind.choices.items) - 1
    return {Kind.BOOL: 1, Kind.INT: 100_000, Kind.MONEY: FEN_MOST, Kind.MONTH: 2200 * 12}[kind.kind]


def _declare(
    level: Level, source: From, rows: tuple[tuple[str, str, str, Type, str], ...],
    absent: int | None = None,
) -> None:  # fmt: skip
    for code, title, title_en, kind, key in rows:
        declare_fact(
            Fact(
                code=code, title=title, title_en=title_en, type=kind, level=level, source=source,
                key=key or code, most=_most(kind), absent=absent,
            )
        )  # fmt: skip


_YEARS = Type(Kind.INT, "years")
for _code, _zh, _en in (
    ("age", "本月满的周岁", "age reached in the month"),
    ("age_last_month", "上月底的周岁", "age at the end of the month before"),
):
    declare_fact(
        Fact(
            code=_code, title=_zh, title_en=_en, type=_YEARS, source=From.BIRTH, least=-1, most=200
        )
    )
declare_fact(
    Fact(
        code="age_months", title="本月满的月龄", title_en="full months of age reached in the month",
        type=Type(Kind.INT, "months"), source=From.BIRTH, least=-1, most=2400,
    )
)  # fmt: skip
declare_fact(
    Fact(
        code="born_month", title="出生月份", title_en="month of birth", type=Type(Kind.MONTH),
        source=From.BIRTH, is_dated=False, least=1850 * 12, most=2200 * 12,
    )
)  # fmt: skip
declare_fact(
    Fact(
        code="month_of_year", title="月份", title_en="month of the year", type=Type(Kind.INT),
        level=Level.HOUSEHOLD, source=From.BIRTH, least=1, most=12,
    )
)  # fmt: skip

SEX: Final = Choices("sex", (("1", "男", "male"), ("2", "女", "female")))
AREA: Final = Choices("area", (("urban", "城镇", "urban"), ("rural", "农村", "rural")))
DISABILITY_GRADE: Final = Choices(
    "disability_grade",
    (
        ("none", "无残疾人证", "no certificate"),
        ("4", "四级", "grade 4"),
        ("3", "三级", "grade 3"),
        ("2", "二级", "grade 2"),
        ("1", "一级", "grade 1"),
    ),
    ordered=True,
)
ABILITY: Final = Choices(
    "ability",
    (
        ("0", "能力完好", "able"),
        ("1", "轻度失能", "mildly disabled"),
        ("2", "中度失能", "moderately disabled"),
        ("3", "重度失能", "severely disabled"),
        ("4", "完全失能", "completely disabled"),
    ),
    ordered=True,
)
SELF_CARE: Final = Choices(
    "self_care",
    (
        ("able", "全自理", "able"),
        ("partial", "部分自理", "partly unable"),
        ("full", "完全不能自理", "fully unable"),
    ),
    ordered=True,
)
TEKUN_SUPPORT: Final = Choices(
    "tekun_support",
    (
        ("centralised", "集中供养", "in an institution"),
        ("scattered", "分散供养", "at home"),
    ),
)
PARENT: Final = Choices(
    "parent_state",
    (
        ("able", "能履行抚养义务", "able to raise the child"),
        ("dead", "死亡", "dead"),
        ("declared_missing", "宣告失踪", "declared missing"),
        ("severe_disability", "重残", "severely disabled"),
        ("serious_illness", "重病", "seriously ill"),
        ("imprisoned", "服刑或被羁押满 6 个月", "imprisoned or detained for six months"),
        ("rehab", "强制隔离戒毒", "in compulsory drug rehabilitation"),
        ("restricted", "被执行其他限制人身自由措施满 6 个月", "otherwise restricted"),
        ("lost_contact", "失联", "out of contact"),
        ("guardianship_revoked", "被撤销监护资格", "guardianship revoked"),
        ("deported", "被遣送（驱逐）出境", "deported"),
    ),
)

_MONEY = Type(Kind.MONEY, "fen")
_declare(
    Level.PERSON,
    From.PERSON,
    (
        ("sex", "性别", "sex", Type(Kind.CODE, choices=SEX), ""),
        ("hukou_here", "户籍在本地", "registered here (hukou)", BOOL, "hukou"),
        ("lives_here", "常住本地", "lives here", BOOL, "division"),
        ("hukou_area", "户口性质", "kind of hukou", Type(Kind.CODE, choices=AREA), "hukou_kind"),
    ),
)
_declare(
    Level.PERSON,
    From.CIRCUMSTANCE,
    tuple(
        (code, title, title_en, BOOL, code)
        for code, title, title_en in (
            ("dibao", "低保对象", "on dibao"),
            ("dibao_individual", "单人保对象", "on dibao individually"),
            ("tekun", "特困人员", "tekun"),
            ("edge", "低保边缘家庭成员", "in a dibao-edge family"),
            ("rigid_expenditure", "刚性支出困难家庭成员", "in a rigid-expenditure family"),
            ("relapse_monitored", "防止返贫监测对象", "monitored against falling back"),
            ("other_low_income", "其他低收入人口", "otherwise on a low income"),
            ("temporary_hardship", "临时困难", "in temporary hardship"),
            ("serious_illness", "重病", "seriously ill"),
            ("disaster_affected", "受灾人员", "struck by disaster"),
            ("living_alone", "独居", "living alone"),
            ("empty_nest", "空巢", "empty nest"),
            ("left_behind_elder", "留守老年人", "left-behind elder"),
            ("disabled_elder", "失能老年人", "elder in need of care"),
            ("cognitive_impairment", "认知障碍", "cognitive impairment"),
            ("hardship_elder", "困难老年人", "elder in hardship"),
            ("severe_disability", "重残", "severely disabled"),
            ("special_fp_family", "计划生育特殊家庭", "special family-planning family"),
            ("merit", "特殊贡献老年人", "elder of special contribution"),
            ("preferential_treatment", "优抚对象", "entitled to preferential treatment"),
            ("orphan", "孤儿", "orphan"),
            ("de_facto_unattended_child", "事实无人抚养儿童", "de facto unattended child"),
            ("state_guardianship", "国家监护", "in state guardianship"),
            ("child_in_difficulty", "困境儿童", "child in difficulty"),
            ("left_behind_child", "留守儿童", "left-behind child"),
        )
    ),
    absent=0,
)
_declare(
    Level.PERSON,
    From.GRADE,
    (
        (
            "disability_grade", "残疾等级（最重的一类）", "disability grade (the gravest)",
            Type(Kind.CODE, choices=DISABILITY_GRADE), "disability",
        ),
    ),
    absent=0,
)  # fmt: skip
_declare(
    Level.PERSON,
    From.GRADE,
    (
        (
            "self_care",
            "特困自理能力",
            "self-care (tekun)",
            Type(Kind.CODE, choices=SELF_CARE),
            "tekun",
        ),
    ),
)
_declare(
    Level.PERSON,
    From.CIRCUMSTANCE_KIND,
    (("tekun_support", "供养方式", "support", Type(Kind.CODE, choices=TEKUN_SUPPORT), "tekun"),),
)
_declare(
    Level.PERSON,
    From.CIRCUMSTANCE_KIND,
    (
        ("disability_visual", "视力残疾", "visual disability", BOOL, "disability:1"),
        ("disability_physical", "肢体残疾", "physical disability", BOOL, "disability:4"),
        ("disability_intellectual", "智力残疾", "intellectual disability", BOOL, "disability:5"),
        ("disability_mental", "精神残疾", "mental disability", BOOL, "disability:6"),
    ),
    absent=0,
)
_declare(
    Level.PERSON,
    From.ASSESSMENT,
    (
        (
            "ability", "老年人能力等级（GB/T 42195）", "ability level (GB/T 42195)",
            Type(Kind.CODE, choices=ABILITY), "gbt42195_2022",
        ),
    ),
)  # fmt: skip
_declare(
    Level.PERSON,
    From.DECLARED,
    (
        ("income_month", "本人月收入", "own income a month", _MONEY, ""),
        ("needs_care_6_months", "需要长期照护六个月以上", "needs care for six months", BOOL, ""),
        ("in_school", "在校就读", "at school", BOOL, ""),
        ("employee_pension", "领取职工养老金", "draws an employee pension", BOOL, ""),
        ("resident_pension", "领取城乡居民养老金", "draws the resident pension", BOOL, ""),
        ("father_state", "父亲状况", "father's state", Type(Kind.CODE, choices=PARENT), "father"),
        ("mother_state", "母亲状况", "mother's state", Type(Kind.CODE, choices=PARENT), "mother"),
    ),
)
_declare(
    Level.PERSON,
    From.DECLARED,
    (
        ("work_injury_care", "领取工伤生活护理费", "draws work-injury care fees", BOOL, ""),
        ("in_institution", "入住养老机构", "lives in a care institution", BOOL, ""),
    ),
    absent=0,
)
_declare(
    Level.HOUSEHOLD,
    From.DECLARED,
    (
        ("income_per_head", "家庭人均月收入", "income per head a month", _MONEY, ""),
        ("income_year", "家庭年总收入", "income of the family a year", _MONEY, ""),
        ("necessary_spending_year", "家庭年必需支出", "necessary spending a year", _MONEY, ""),
        ("assets_within_rule", "家庭财产符合规定", "assets within the rule", BOOL, ""),
        ("area", "城乡", "urban or rural", Type(Kind.CODE, choices=AREA), ""),
    ),
)
_declare(
    Level.INSTITUTION,
    From.FACILITY,
    (
        ("beds", "核定床位", "approved beds", Type(Kind.INT, "beds"), ""),
        ("nursing_beds", "护理型床位", "nursing beds", Type(Kind.INT, "beds"), ""),
        ("new_beds", "本年新增床位", "beds added in the year", Type(Kind.INT, "beds"), ""),
        ("is_private", "民办", "privately run", BOOL, "ownership"),
        ("is_filed", "已备案", "filed with the county", BOOL, ""),
    ),
)
