"""低保增发: more for elders, minors, the severely disabled and the seriously ill on dibao."""

from datetime import date

from anhuai.benefits.catalogue.parts import HUKOU, LAW_SINCE, assistance_law
from anhuai.benefits.rules import (
    Benefit,
    Choices,
    Condition,
    Example,
    Expr,
    Parameter,
    cases,
    code,
    fact,
    largest,
    money,
    some,
)
from anhuai.kernel.months import Month

CATEGORY = Choices(
    "dibao_extra_category",
    (
        ("elder", "老年人", "elder"),
        ("minor", "未成年人", "minor"),
        ("severe_disability", "重度残疾人", "severely disabled"),
        ("serious_illness", "重病患者", "seriously ill"),
    ),
)
amount = Parameter(
    code="dibao_extra_amount", title="低保增发标准（每月）", title_en="Extra for dibao a month",
    keys=(CATEGORY,),
)  # fmt: skip

elder, minor = fact("age") >= 60, fact("age") < 18
severe = fact("severe_disability") | (fact("disability_grade") >= "2")
ill = fact("serious_illness")


def _of(test: Expr, category: str) -> Expr:
    return cases((test, amount.of(code(CATEGORY, category))), otherwise=money(0))


_AMOUNT = {
    "dibao_extra_amount": {
        "elder": 5_000, "minor": 4_000, "severe_disability": 8_000, "serious_illness": 6_000,
    },
}  # fmt: skip
_PERSON = {"born": date(1966, 6, 30), "hukou_here": True, "dibao": True}

definition = Benefit(
    title="低保家庭特殊成员增发",
    title_en="Extra for members of dibao families",
    says="低保家庭中的老年人、未成年人、重度残疾人和重病患者，在低保金之外增发；符合几类的取最高一类。",
    says_en="Elders, minors, the severely disabled and seriously ill on dibao receive more.",
    basis=assistance_law("第 20 条"),
    group="dibao",
    since=LAW_SINCE,
    conditions=(
        HUKOU,
        Condition(
            code="dibao", test=fact("dibao") | fact("dibao_individual"),
            title="低保或单人保对象", title_en="On dibao",
            fails="不是低保对象", fails_en="Not on dibao",
        ),
        Condition(
            code="category", test=some(elder, minor, severe, ill),
            title="老年人、未成年人、重度残疾人或重病患者",
            title_en="An elder, a minor, severely disabled or seriously ill",
            fails="不属于增发的四类人员", fails_en="None of the four categories",
            clause="社会救助法第 20 条；国家基本养老服务清单第 9 项",
        ),
    ),
    amount=largest(
        _of(elder, "elder"), _of(minor, "minor"), _of(severe, "severe_disability"),
        _of(ill, "serious_illness"),
    ),
    examples=(
        Example(
            says="7 月已满 60 周岁的低保老人", month=Month(2026, 7), person=_PERSON,
            values=_AMOUNT, gives=5_000,
        ),
        Example(
            says="8 月 1 日才满 60 周岁", month=Month(2026, 7),
            person={**_PERSON, "born": date(1966, 8, 1)}, values=_AMOUNT, refused="category",
        ),
        Example(
            says="既是老年人又是重度残疾人，取高的一类", month=Month(2026, 7),
            person={**_PERSON, "disability_grade": "2"}, values=_AMOUNT, gives=8_000,
        ),
        Example(
            says="满 18 周岁当月不再按未成年人", month=Month(2026, 7),
            person={**_PERSON, "born": date(2008, 7, 31)}, values=_AMOUNT, refused="category",
        ),
        Example(
            says="不在低保", month=Month(2026, 7), person={**_PERSON, "dibao": False},
            values=_AMOUNT, refused="dibao",
        ),
        Example(says="地方尚未规定标准", month=Month(2026, 7), person=_PERSON, unknown="amount"),
    ),
)  # fmt: skip
