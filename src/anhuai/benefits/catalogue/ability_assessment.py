"""老年人能力综合评估: item 3 of the national list, once a year from 65."""

from datetime import date

from anhuai.benefits.catalogue.parts import LIST_SINCE, RESIDENT, YEARS, listed, preset
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Form,
    Parameter,
    Period,
    Place,
    fact,
    lit,
)
from anhuai.kernel.months import Month

from_age = Parameter(
    code="ability_assessment_from", title="能力综合评估起始年龄",
    title_en="Age from which ability is assessed", type=YEARS, least=60, most=65,
)  # fmt: skip
_PERSON = {"born": date(1961, 6, 30), "lives_here": True}

definition = Benefit(
    title="老年人能力综合评估",
    title_en="Ability assessment",
    says="65 周岁及以上老年人每年一次能力综合评估，与健康体检衔接。",
    says_en="A yearly assessment of ability from 65, together with the health check.",
    basis=listed(3),
    form=Form.SERVICE,
    place=Place.RESIDENCE,
    period=Period.YEARLY,
    group="assessment",
    since=LIST_SINCE,
    conditions=(
        RESIDENT,
        Condition(
            code="age", test=fact("age") >= from_age.value,
            title="达到能力综合评估起始年龄", title_en="Has reached the age",
            fails="未达到起始年龄", fails_en="Has not reached the age",
            clause="国家基本养老服务清单第 3 项",
        ),
    ),
    amount=lit(1, "times"),
    values=(preset(from_age, 65, LIST_SINCE, listed(3)),),
    examples=(
        Example(says="满 65 周岁当月", month=Month(2026, 6), person=_PERSON, gives=1),
        Example(says="差一个月", month=Month(2026, 5), person=_PERSON, refused="age"),
        Example(
            says="地方提前到 60 周岁", month=Month(2026, 6),
            person={**_PERSON, "born": date(1966, 6, 1)},
            values={"ability_assessment_from": 60}, gives=1,
        ),
        Example(
            says="居住地不明", month=Month(2026, 6), person={"born": date(1950, 1, 1)},
            unknown="resident",
        ),
    ),
)  # fmt: skip
