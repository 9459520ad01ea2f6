"""临时救助: months of the dibao standard for who is recognised in temporary hardship."""

from datetime import date

from anhuai.benefits.catalogue.dibao import standard
from anhuai.benefits.catalogue.parts import LAW_SINCE, assistance_law, preset
from anhuai.benefits.rules import (
    HARDSHIP_KIND,
    Benefit,
    Condition,
    Example,
    Kind,
    Parameter,
    Period,
    Place,
    Type,
    fact,
)
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

months = Parameter(
    code="temporary_aid_months", title="临时救助标准（低保标准的月数）",
    title_en="Temporary aid in months of the dibao standard", keys=(HARDSHIP_KIND,),
    type=Type(Kind.INT, "months"), most=36,
)  # fmt: skip
MEIZHOU = Basis(
    document="梅州市临时救助规定", confidence=Confidence.B,
    note="不低于 2 个月低保标准，转引，文号未见",
)  # fmt: skip
_VALUES = {
    "dibao_standard": {"urban": 57_700, "rural": 36_900},
    "temporary_aid_months": {"urgent": 2, "expenditure": 4},
}  # fmt: skip
_PERSON = {"born": date(1980, 1, 1), "temporary_hardship": True, "hardship_kind": "urgent"}
_RURAL = {"area": "rural"}

definition = Benefit(
    title="临时救助",
    title_en="Temporary aid",
    says="基本生活暂时出现严重困难的人员，一次性给予若干个月低保标准的救助金，向事发地乡镇申请。",
    says_en="Once, so many months of the dibao standard, asked for where the emergency happened.",
    basis=assistance_law("第 13 条"),
    period=Period.ONCE,
    place=Place.EVENT,
    group="urgent",
    since=LAW_SINCE,
    conditions=(
        Condition(
            code="hardship", test=fact("temporary_hardship"),
            title="已认定为临时救助对象", title_en="Recognised in temporary hardship",
            fails="没有认定为临时救助对象", fails_en="Not recognised in temporary hardship",
            clause="社会救助法第 13 条、第 37 条",
        ),
    ),
    amount=standard.of(fact("area")) * months.of(fact("hardship_kind")),
    values=(preset(months, 2, LAW_SINCE, MEIZHOU, "4414"),),
    examples=(
        Example(
            says="农村急难型，两个月低保标准", month=Month(2026, 7), person=_PERSON,
            household=_RURAL, values=_VALUES, gives=73_800,
        ),
        Example(
            says="支出型，四个月", month=Month(2026, 7),
            person={**_PERSON, "hardship_kind": "expenditure"}, household=_RURAL,
            values=_VALUES, gives=147_600,
        ),
        Example(
            says="没有认定", month=Month(2026, 7),
            person={**_PERSON, "temporary_hardship": False}, household=_RURAL, values=_VALUES,
            refused="hardship",
        ),
        Example(
            says="类型没有登记", month=Month(2026, 7),
            person={"born": date(1980, 1, 1), "temporary_hardship": True}, household=_RURAL,
            values=_VALUES, unknown="amount",
        ),
        Example(
            says="县里尚未规定月数", month=Month(2026, 7), person=_PERSON, household=_RURAL,
            values={"dibao_standard": {"rural": 36_900}}, unknown="amount",
        ),
    ),
)  # fmt: skip
