"""威海市免费居家养老服务: monthly hours of care at home; an example of a local law."""

from datetime import date

from anhuai.benefits.catalogue.parts import ELDER, HUKOU, LIST_SINCE, SCALE
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Form,
    Kind,
    Parameter,
    Type,
    every,
    fact,
    some,
)
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

hours = Parameter(
    code="weihai_home_care_hours", title="威海市免费居家养老服务时长（每月）",
    title_en="Free care at home a month", type=Type(Kind.INT, "hours"), most=300,
)  # fmt: skip
_PERSON = {"born": date(1950, 1, 1), "hukou_here": True, "edge": True, "ability": "2"}

definition = Benefit(
    title="威海市免费居家养老服务",
    title_en="Free care at home in Weihai",
    says="失能、半失能的分散供养特困、低保、低保边缘和计划生育特殊家庭老年人，每月享受免费居家养老服务。",
    says_en="Monthly hours of care at home for disabled elders in hardship.",
    basis=Basis(document="威海市养老服务条例", article="第 20 条", confidence=Confidence.A),
    form=Form.SERVICE,
    group="elder_home",
    jurisdiction="3710",
    since=LIST_SINCE,
    conditions=(
        HUKOU,
        ELDER,
        Condition(
            code="hardship",
            test=some(
                every(fact("tekun"), fact("tekun_support").is_("scattered")),
                fact("dibao"), fact("edge"), fact("special_fp_family"),
            ),
            title="分散供养特困、低保、低保边缘或计划生育特殊家庭",
            title_en="Of one of the four groups",
            fails="不属于条例规定的四类家庭", fails_en="Of none of the four groups",
            clause="威海市养老服务条例第 20 条",
        ),
        SCALE,
        Condition(
            code="disabled", test=fact("ability") >= "1",
            title="失能或半失能", title_en="Disabled or half disabled",
            fails="能力完好", fails_en="Able", clause="威海市养老服务条例第 20 条",
        ),
    ),
    amount=hours.value,
    examples=(
        Example(
            says="低保边缘的中度失能老人", month=Month(2026, 6), place="371002",
            person=_PERSON, values={"weihai_home_care_hours": 30}, gives=30,
        ),
        Example(
            says="外地不施行", month=Month(2026, 6), person=_PERSON,
            values={"weihai_home_care_hours": 30}, refused="not_in_force",
        ),
        Example(
            says="集中供养的特困老人不在内", month=Month(2026, 6), place="371002",
            person={
                **_PERSON, "edge": False, "tekun": True, "tekun_support": "centralised",
            },
            values={"weihai_home_care_hours": 30}, refused="hardship",
        ),
        Example(
            says="能力完好", month=Month(2026, 6), place="371002",
            person={**_PERSON, "ability": "0"}, values={"weihai_home_care_hours": 30},
            refused="disabled",
        ),
        Example(
            says="时长没有录入", month=Month(2026, 6), place="371002", person=_PERSON,
            unknown="amount",
        ),
    ),
)  # fmt: skip
