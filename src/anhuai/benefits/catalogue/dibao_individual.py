"""单人保: somebody severely disabled or seriously ill of an edge family is on dibao alone."""

from datetime import date

from anhuai.benefits.catalogue.dibao import standard
from anhuai.benefits.catalogue.parts import HUKOU, LAW_SINCE, PERCENT, assistance_law
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Parameter,
    fact,
    lit,
    share,
    some,
)
from anhuai.kernel.divisions import Level
from anhuai.kernel.money import Rounding
from anhuai.kernel.months import Month

percent = Parameter(
    code="dibao_individual_percent", title="单人保按低保标准计发的比例",
    title_en="Share of the dibao standard for individual dibao", type=PERCENT, least=1, most=100,
    decided_by=Level.PROVINCE,
)  # fmt: skip

_VALUES = {
    "dibao_standard": {"urban": 57_700, "rural": 36_900}, "dibao_individual_percent": 100,
}  # fmt: skip
_PERSON = {"born": date(1970, 1, 1), "hukou_here": True, "edge": True, "disability_grade": "2"}
_RURAL = {"area": "rural"}

definition = Benefit(
    title="单人保",
    title_en="Individual dibao",
    says="低保边缘家庭中的重度残疾人、重病患者等，单独纳入低保；按标准的多大比例计发由地方规定。",
    says_en="The severely disabled and seriously ill of edge families, on dibao individually.",
    basis=assistance_law("第 21 条"),
    group="dibao",
    since=LAW_SINCE,
    conditions=(
        HUKOU,
        Condition(
            code="edge", test=fact("edge"),
            title="低保边缘家庭成员", title_en="In a dibao-edge family",
            fails="不是低保边缘家庭成员", fails_en="Not in a dibao-edge family",
            clause="社会救助法第 21 条",
        ),
        Condition(
            code="special",
            test=some(
                fact("severe_disability"), fact("disability_grade") >= "2",
                fact("serious_illness"),
            ),
            title="重度残疾人或重病患者", title_en="Severely disabled or seriously ill",
            fails="不是重度残疾人或重病患者", fails_en="Neither of the two",
            clause="社会救助法第 21 条",
        ),
        Condition(
            code="alone", test=~(fact("dibao") | fact("tekun")),
            title="没有随家庭享受低保或特困供养",
            title_en="Neither on dibao with the family nor tekun",
            fails="已随家庭享受低保或特困供养", fails_en="Already on dibao or tekun",
        ),
    ),
    amount=share(standard.of(fact("area")), percent.value, lit(100, "percent"), Rounding.DOWN),
    examples=(
        Example(
            says="不是边缘家庭", month=Month(2026, 7), person={**_PERSON, "edge": False},
            household=_RURAL, values=_VALUES, refused="edge",
        ),
        Example(
            says="边缘家庭的二级残疾人", month=Month(2026, 7), person=_PERSON, household=_RURAL,
            values=_VALUES, gives=36_900,
        ),
        Example(
            says="三级残疾、无重病", month=Month(2026, 7),
            person={**_PERSON, "disability_grade": "3"}, household=_RURAL, values=_VALUES,
            refused="special",
        ),
        Example(
            says="全家已在保", month=Month(2026, 7), person={**_PERSON, "dibao": True},
            household=_RURAL, values=_VALUES, refused="alone",
        ),
        Example(
            says="按九成计发，不足一分舍去", month=Month(2026, 7), person=_PERSON,
            household=_RURAL,
            values={"dibao_standard": {"rural": 36_905}, "dibao_individual_percent": 90},
            gives=33_214,
        ),
        Example(
            says="地方尚未规定比例", month=Month(2026, 7), person=_PERSON, household=_RURAL,
            values={"dibao_standard": {"rural": 36_900}}, unknown="amount",
        ),
    ),
)  # fmt: skip
