"""最低生活保障: the household receives what its income per head falls short of the standard."""

from anhuai.benefits.catalogue.parts import (
    RULES_SINCE,
    assistance_law,
    preset,
    unverified,
)
from anhuai.benefits.rules import (
    DIBAO_CLASS,
    Benefit,
    Choices,
    Condition,
    Example,
    Kind,
    Parameter,
    Type,
    Who,
    cases,
    count,
    exists,
    fact,
    total,
)
from anhuai.benefits.rules.facts import AREA
from anhuai.kernel.divisions import Level
from anhuai.kernel.months import Month

standard = Parameter(
    code="dibao_standard", title="低保标准（每人每月）", title_en="Dibao standard a head and month",
    keys=(AREA,), most=1_000_000,
)  # fmt: skip
METHOD = Choices(
    "dibao_method",
    (
        ("difference", "按差额计发", "by the difference"),
        ("tier", "按类别分档计发", "by class"),
    ),
)
method = Parameter(
    code="dibao_method", title="低保金计发办法", title_en="How dibao is computed",
    type=Type(Kind.CODE, choices=METHOD), decided_by=Level.PROVINCE,
)  # fmt: skip
tier = Parameter(
    code="dibao_tier_amount", title="低保分档补助标准（每人每月）",
    title_en="Dibao by class, a head and month", keys=(AREA, DIBAO_CLASS), most=1_000_000,
)  # fmt: skip

line = standard.of(fact("area"))
income = fact("income_per_head")
covers = fact("hukou_here") & ~fact("tekun")
_STANDARD = {"dibao_standard": {"urban": 57700, "rural": 36900}}
_PERSON = {"hukou_here": True}
_HOME = {"area": "rural", "assets_within_rule": True}

definition = Benefit(
    title="最低生活保障",
    title_en="Dibao (subsistence allowance)",
    says="家庭人均收入低于当地低保标准且财产符合规定的家庭，按差额或分档按月领取。",
    says_en="Families below the standard are paid the difference or by class.",
    basis=assistance_law("第 18 条", before=True),
    who=Who.HOUSEHOLD,
    group="dibao",
    since=RULES_SINCE,
    conditions=(
        Condition(
            code="members", test=exists(covers),
            title="有本地户籍、未纳入特困供养的成员", title_en="Has members to cover",
            fails="没有可纳入低保的成员", fails_en="No member can be covered",
        ),
        Condition(
            code="income", test=income < line,
            title="家庭人均月收入低于低保标准", title_en="Income per head is below the standard",
            fails="家庭人均月收入不低于低保标准", fails_en="Income per head is not below it",
            clause="社会救助法第 18 条",
        ),
        Condition(
            code="assets", test=fact("assets_within_rule"),
            title="家庭财产符合规定", title_en="Assets are within the rule",
            fails="家庭财产超出规定", fails_en="Assets exceed the rule",
            clause="社会救助法第 18 条",
        ),
    ),
    amount=cases(
        (
            method.value.is_("tier"),
            total(tier.of(fact("area"), fact("dibao_class")), covers),
        ),
        otherwise=(line - income) * count(covers),
    ),
    values=(
        preset(
            method, "difference", RULES_SINCE, unverified("法律允许差额或分档，由省确定；暂按差额")
        ),
    ),
    examples=(
        Example(
            says="两口之家人均 300 元，农村标准 369 元", month=Month(2026, 7), person=_PERSON,
            others=(_PERSON,), household={**_HOME, "income_per_head": 30000}, values=_STANDARD,
            gives=13800,
        ),
        Example(
            says="人均恰等于标准", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "income_per_head": 36900}, values=_STANDARD, refused="income",
        ),
        Example(
            says="同户特困人员不重复计算", month=Month(2026, 7), person=_PERSON,
            others=({"hukou_here": True, "tekun": True},),
            household={**_HOME, "income_per_head": 30000}, values=_STANDARD, gives=6900,
        ),
        Example(
            says="收入不明是待核，不是零", month=Month(2026, 7), person=_PERSON, household=_HOME,
            values=_STANDARD, unknown="income",
        ),
        Example(
            says="财产超出规定时，收入不明也不必再查", month=Month(2026, 7), person=_PERSON,
            household={"area": "rural", "assets_within_rule": False}, values=_STANDARD,
            refused="assets",
        ),
        Example(
            says="差一分到标准，按差额发一分", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "income_per_head": 36_899}, values=_STANDARD, gives=1,
        ),
        Example(
            says="按类别分档：一类、三类各一人", month=Month(2026, 7),
            person={**_PERSON, "dibao_class": "1"},
            others=({**_PERSON, "dibao_class": "3"},),
            household={**_HOME, "income_per_head": 10_000},
            values={
                **_STANDARD, "dibao_method": "tier",
                "dibao_tier_amount": {("rural", "1"): 36_900, ("rural", "3"): 8_000},
            },
            gives=44_900,
        ),
        Example(
            says="按类别分档，类别尚未评定", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "income_per_head": 10_000},
            values={
                **_STANDARD, "dibao_method": "tier",
                "dibao_tier_amount": {("rural", "1"): 36_900},
            },
            unknown="amount",
        ),
        Example(
            says="2019 年尚不计算", month=Month(2019, 12), person=_PERSON,
            household={**_HOME, "income_per_head": 0}, values=_STANDARD, refused="not_in_force",
        ),
    ),
)  # fmt: skip
