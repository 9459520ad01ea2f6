"""低保边缘家庭认定: above the dibao standard and below it with the province's uplift."""

from anhuai.benefits.catalogue.dibao import covers, income, line
from anhuai.benefits.catalogue.parts import (
    LAW_SINCE,
    PERCENT,
    assistance_law,
    preset,
    unverified,
)
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Form,
    Parameter,
    Who,
    exists,
    fact,
    lit,
)
from anhuai.kernel.confidence import Confidence
from anhuai.kernel.divisions import Level
from anhuai.kernel.months import Month

percent = Parameter(
    code="dibao_edge_percent", title="低保边缘标准（占低保标准的百分比）",
    title_en="Edge standard as a share of the dibao standard", type=PERCENT, least=100, most=300,
    decided_by=Level.PROVINCE,
)  # fmt: skip

_STANDARD = {"dibao_standard": {"rural": 36_900}}
_PERSON = {"hukou_here": True}
_HOME = {"area": "rural", "assets_within_rule": True}

definition = Benefit(
    title="低保边缘家庭认定",
    title_en="Recognition as a dibao-edge family",
    says="人均收入不低于低保标准、低于低保边缘标准且财产符合规定的家庭；认定后按需享受专项救助。",
    says_en="Families above the dibao standard and below the edge standard.",
    basis=assistance_law("第 21 条"),
    who=Who.HOUSEHOLD,
    form=Form.STATUS,
    group="low_income",
    since=LAW_SINCE,
    conditions=(
        Condition(
            code="members", test=exists(covers),
            title="有本地户籍、未纳入特困供养的成员", title_en="Has members to cover",
            fails="没有可认定的成员", fails_en="No member can be covered",
        ),
        Condition(
            code="not_dibao", test=income >= line,
            title="人均月收入不低于低保标准", title_en="Income per head is not below dibao",
            fails="人均月收入低于低保标准，应申请低保", fails_en="Below it: dibao applies",
        ),
        Condition(
            code="income", test=income * 100 < line * percent.value,
            title="人均月收入低于低保边缘标准", title_en="Income per head is below the edge",
            fails="人均月收入不低于低保边缘标准", fails_en="Income per head is not below the edge",
            clause="社会救助法第 21 条",
        ),
        Condition(
            code="assets", test=fact("assets_within_rule"),
            title="家庭财产符合规定", title_en="Assets are within the rule",
            fails="家庭财产超出规定", fails_en="Assets exceed the rule",
            clause="社会救助法第 21 条",
        ),
    ),
    amount=lit(1, "households"),
    values=(
        preset(
            percent, 150, LAW_SINCE,
            unverified("法律规定由省上浮，1.5 倍为通行做法，未见原文", Confidence.C),
        ),
    ),
    examples=(
        Example(
            says="恰等于低保标准", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "income_per_head": 36_900}, values=_STANDARD, gives=1,
        ),
        Example(
            says="比低保标准少一分", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "income_per_head": 36_899}, values=_STANDARD,
            refused="not_dibao",
        ),
        Example(
            says="恰等于 1.5 倍", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "income_per_head": 55_350}, values=_STANDARD, refused="income",
        ),
        Example(
            says="比 1.5 倍少一分", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "income_per_head": 55_349}, values=_STANDARD, gives=1,
        ),
        Example(
            says="收入不明", month=Month(2026, 7), person=_PERSON, household=_HOME,
            values=_STANDARD, unknown="not_dibao",
        ),
    ),
)  # fmt: skip
