"""特困人员认定: who has no ability to work, no source of income and no able supporter."""

from datetime import date

from anhuai.benefits.catalogue.parts import (
    HUKOU,
    LAW_SINCE,
    RULES_SINCE,
    YEARS,
    assistance_law,
    preset,
)
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Form,
    Parameter,
    every,
    fact,
    known,
    lit,
    some,
)
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

MINISTRY = Basis(document="民发〔2021〕43号（特困人员认定）", confidence=Confidence.B)
PROVISIONAL = Basis(document="社会救助暂行办法（2019 年修订）", confidence=Confidence.A)
minor_below = Parameter(
    code="tekun_minor_below", title="特困未成年人年龄上限", title_en="Age below which a minor",
    type=YEARS, least=16, most=18,
)  # fmt: skip

age, grade = fact("age"), fact("disability_grade")
no_labour = some(
    age >= 60,
    age < minor_below.value,
    every(fact("disability_mental") | fact("disability_intellectual"), grade >= "3"),
    every(fact("disability_physical"), grade >= "2"),
    every(fact("disability_visual"), grade.is_("1")),
    every(fact("tekun"), fact("in_school")),
)
_PERSON = {
    "born": date(1966, 7, 31), "hukou_here": True, "no_income_source": True,
    "no_able_supporter": True,
}  # fmt: skip

definition = Benefit(
    title="特困人员认定",
    title_en="Recognition as tekun",
    says="无劳动能力、无生活来源且无法定供养人或其无能力的老年人、残疾人和未成年人；"
    "未成年人满 18 周岁后在义务教育或高中阶段就读的可延续。",
    says_en="Elders, minors and the disabled without ability to work, income or able supporter.",
    basis=assistance_law("第 16 条", before=True),
    form=Form.STATUS,
    group="tekun",
    since=RULES_SINCE,
    conditions=(
        HUKOU,
        Condition(
            code="examined",
            test=fact("tekun") | known(fact("no_able_supporter")) | fact("childless_widowed"),
            title="已有认定、核查或孤寡情形", title_en="Recognised, examined or without kin",
            fails="没有申请或核查过供养情况", fails_en="Support was never examined",
        ),
        Condition(
            code="labour", test=no_labour,
            title="无劳动能力", title_en="Without ability to work",
            fails="不属于无劳动能力的情形", fails_en="None of the grounds for having no ability",
            clause="社会救助法第 16 条；民发〔2021〕43号",
        ),
        Condition(
            code="income", test=fact("no_income_source"),
            title="无生活来源", title_en="Without a source of income",
            fails="有生活来源", fails_en="Has a source of income", clause="社会救助法第 16 条",
        ),
        Condition(
            code="supporter", test=fact("no_able_supporter"),
            title="无法定供养人或其无履行能力", title_en="Nobody bound or able to support",
            fails="有能履行义务的法定供养人", fails_en="Somebody is bound and able to support",
            clause="社会救助法第 16 条",
        ),
    ),
    amount=lit(1, "persons"),
    values=(
        preset(minor_below, 16, RULES_SINCE, PROVISIONAL),
        preset(minor_below, 18, LAW_SINCE, assistance_law("第 16 条")),
    ),
    examples=(
        Example(
            says="满 60 周岁当月，三项条件都符合", month=Month(2026, 7), person=_PERSON, gives=1
        ),
        Example(
            says="差一个月满 60 周岁、无残疾", month=Month(2026, 7),
            person={**_PERSON, "born": date(1966, 8, 1)}, refused="labour",
        ),
        Example(
            says="肢体三级不算无劳动能力", month=Month(2026, 7),
            person={
                **_PERSON, "born": date(1980, 1, 1), "disability_physical": True,
                "disability_grade": "3",
            },
            refused="labour",
        ),
        Example(
            says="精神三级算无劳动能力", month=Month(2026, 7),
            person={
                **_PERSON, "born": date(1980, 1, 1), "disability_mental": True,
                "disability_grade": "3",
            },
            gives=1,
        ),
        Example(
            says="已满 18 周岁的特困人员仍在高中", month=Month(2026, 9),
            person={**_PERSON, "born": date(2008, 5, 1), "tekun": True, "in_school": True},
            gives=1,
        ),
        Example(
            says="法律施行前，满 16 周岁不再按未成年人", month=Month(2026, 6),
            person={**_PERSON, "born": date(2010, 6, 30)}, refused="labour",
        ),
        Example(
            says="法律施行后，未满 18 周岁按未成年人", month=Month(2026, 7),
            person={**_PERSON, "born": date(2010, 6, 30)}, gives=1,
        ),
        Example(
            says="有能供养的子女", month=Month(2026, 7),
            person={**_PERSON, "no_able_supporter": False}, refused="supporter",
        ),
        Example(
            says="孤寡老人收入没有核查", month=Month(2026, 7),
            person={
                "born": date(1950, 1, 1), "hukou_here": True, "childless_widowed": True,
                "no_able_supporter": True,
            },
            unknown="income",
        ),
        Example(
            says="从未申请或核查的老人，不作待核", month=Month(2026, 7),
            person={"born": date(1950, 1, 1), "hukou_here": True}, refused="examined",
        ),
    ),
)  # fmt: skip
