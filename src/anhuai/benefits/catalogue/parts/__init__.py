"""Sources, conditions and settings that several definitions share; no definition itself."""

from datetime import date
from typing import Final

from anhuai.benefits.rules import (
    Condition,
    Expr,
    Given,
    Kind,
    Parameter,
    Type,
    cases,
    fact,
    known,
    some,
)
from anhuai.benefits.rules.facts import ABILITY
from anhuai.benefits.rules.kinds import BOOL, Plain
from anhuai.benefits.rules.parameters import given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.divisions import NATION
from anhuai.kernel.months import Month

LIST_SINCE: Final = Month(2023, 5)
LAW_SINCE: Final = Month(2026, 7)
"""The Social Assistance Law came into force on 2026-07-01."""


def listed(number: int) -> Basis:
    """Return an item of the national basic elderly-service list; 13 to 16 were not read."""
    return Basis(
        document="关于推进基本养老服务体系建设的意见（国家基本养老服务清单）",
        article=f"第 {number} 项", date=date(2023, 5, 21),
        confidence=Confidence.B if number <= 12 else Confidence.C,
    )  # fmt: skip


RULES_SINCE: Final = Month(2020, 1)
"""Before the law the provisional rules (2019 version) held; earlier months are not decided here."""


def assistance_law(article: str, *, before: bool = False) -> Basis:
    """Return an article of the Social Assistance Law, read in full.

    With `before`, of what the provisional rules said alike until the law came into force.
    """
    return Basis(
        document="中华人民共和国社会救助法", article=article, date=date(2026, 4, 30),
        confidence=Confidence.A,
        note="2026 年 7 月以前依《社会救助暂行办法》（2019 年修订）" if before else "",
    )  # fmt: skip


def elder_law(article: str) -> Basis:
    """Return an article of the law on the rights of the elderly, read in full."""
    return Basis(
        document="中华人民共和国老年人权益保障法", article=article, date=date(2018, 12, 29),
        confidence=Confidence.A,
    )  # fmt: skip


def unverified(note: str, confidence: Confidence = Confidence.D) -> Basis:
    """Return the basis of a setting that no text we read decides."""
    return Basis(document="", confidence=confidence, note=note)


def switch(code: str, title: str, title_en: str) -> Parameter:
    """Return a setting that is on or off."""
    return Parameter(code=code, title=title, title_en=title_en, type=BOOL)


def preset(
    parameter: Parameter, value: Plain, since: Month, basis: Basis, place: str = NATION
) -> Given:
    """Return a value that holds where nobody nearer decides."""
    return given(parameter, value, since=since, known=since.first, basis=basis, place=place)


YEARS: Final = Type(Kind.INT, "years")
PERCENT: Final = Type(Kind.INT, "percent")
LEVEL: Final = Type(Kind.CODE, choices=ABILITY)

HUKOU: Final = Condition(
    code="hukou", test=fact("hukou_here"),
    title="具有本地户籍", title_en="Registered here (hukou)",
    fails="户籍不在本地", fails_en="Not registered here",
)  # fmt: skip
RESIDENT: Final = Condition(
    code="resident", test=fact("lives_here"),
    title="常住本地", title_en="Lives here",
    fails="不是本地常住人口", fails_en="Does not live here",
)  # fmt: skip
ELDER: Final = Condition(
    code="age", test=fact("age") >= 60,
    title="年满 60 周岁", title_en="Aged 60 or over",
    fails="未满 60 周岁", fails_en="Not yet 60", clause="老年人权益保障法第 2 条",
)  # fmt: skip
SCALE: Final = Condition(
    code="scale",
    test=cases(
        (known(fact("ability_mzt039")) & ~known(fact("ability")), fact("ability") >= "1"),
        otherwise=known(fact("ability")) | ~known(fact("ability_mzt039")),
    ),
    title="能力评估采用 GB/T 42195（旧标准 MZ/T 039 的结果不能换算，须重新评估）",
    title_en="Assessed under GB/T 42195 (an old MZ/T 039 result is never converted)",
    fails="没有按 GB/T 42195 评估", fails_en="Not assessed under GB/T 42195",
)  # fmt: skip
"""Unknown, and so a finding, for who was assessed only under the old scale."""

ASSESSED: Final = Condition(
    code="assessed",
    test=some(
        known(fact("ability")), known(fact("ability_mzt039")), fact("disabled_elder"),
        fact("cognitive_impairment"), fact("severe_disability"),
        fact("disability_grade") >= "2",
    ),
    title="已做能力评估，或登记有失能情形", title_en="Assessed, or recorded as disabled",
    fails="没有做过能力评估，也没有登记失能情形，可先申请评估",
    fails_en="Neither assessed nor recorded as disabled: ask for an assessment first",
)  # fmt: skip
"""Every other elder of the county is no finding."""

to_edge = switch(
    "hardship_elder_edge", "困难老年人包括低保边缘家庭", "Elders in hardship include edge families"
)
to_family_planning = switch(
    "hardship_elder_family_planning", "困难老年人包括计划生育特殊家庭",
    "Elders in hardship include special family-planning families",
)  # fmt: skip
HARDSHIP_EXPR: Final[Expr] = some(
    fact("dibao"), fact("dibao_individual"), fact("tekun"), fact("hardship_elder"),
    fact("edge") & to_edge.value, fact("special_fp_family") & to_family_planning.value,
)  # fmt: skip
HARDSHIP: Final = Condition(
    code="hardship", test=HARDSHIP_EXPR,
    title="属于经济困难老年人", title_en="In economic hardship",
    fails="不属于低保、特困或当地认定的经济困难老年人",
    fails_en="Neither on dibao or tekun nor recognised here as in hardship",
)  # fmt: skip
HARDSHIP_VALUES: Final = tuple(
    preset(one, value=False, since=LIST_SINCE, basis=unverified("各地口径不一，由县确定"))
    for one in (to_edge, to_family_planning)
)
