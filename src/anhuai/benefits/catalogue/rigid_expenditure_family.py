"""刚性支出困难家庭认定: necessary spending takes more of the income than the city's ratio."""

from anhuai.benefits.catalogue.dibao import covers, income
from anhuai.benefits.catalogue.parts import LAW_SINCE, PERCENT, assistance_law, preset
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
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.divisions import Level
from anhuai.kernel.months import Month

MINISTRY = "民发〔2024〕57号（刚性支出困难家庭认定）"
ratio = Parameter(
    code="rigid_expenditure_ratio", title="必需支出占家庭总收入的比例",
    title_en="Share of income taken by necessary spending", type=PERCENT, most=1000,
    decided_by=Level.PREFECTURE,
)  # fmt: skip
disposable = Parameter(
    code="disposable_income_year", title="上年度当地居民人均可支配收入（每年）",
    title_en="Local disposable income per head in the last year", decided_by=Level.COUNTY,
)  # fmt: skip

spending, year = fact("necessary_spending_year"), fact("income_year")
_VALUES = {"rigid_expenditure_ratio": 60, "disposable_income_year": 3_000_000}
_PERSON = {"hukou_here": True}
_HOME = {
    "assets_within_rule": True, "income_per_head": 249_999, "income_year": 5_000_000,
    "necessary_spending_year": 3_000_001,
}  # fmt: skip
_LOCAL = (("22", "吉林省", 60), ("2101", "沈阳市", 80), ("3710", "威海市", 75),
          ("440310", "深圳市坪山区", 60))  # fmt: skip

definition = Benefit(
    title="刚性支出困难家庭认定",
    title_en="Recognition as a rigid-expenditure family",
    says="人均收入低于上年度当地人均可支配收入、财产符合规定、必需支出占总收入超过规定比例的家庭；"
    "认定不超过 12 个月。",
    says_en="Families whose necessary spending exceeds the ratio; for at most 12 months.",
    basis=assistance_law("第 22 条"),
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
            code="income", test=income * 12 < disposable.value,
            title="人均收入低于上年度当地人均可支配收入", title_en="Below local disposable income",
            fails="人均收入不低于当地人均可支配收入", fails_en="Not below local disposable income",
            clause="社会救助法第 22 条",
        ),
        Condition(
            code="assets", test=fact("assets_within_rule"),
            title="家庭财产符合规定", title_en="Assets are within the rule",
            fails="家庭财产超出规定", fails_en="Assets exceed the rule",
            clause="社会救助法第 22 条",
        ),
        Condition(
            code="spending", test=spending * 100 > year * ratio.value,
            title="必需支出占总收入超过规定比例", title_en="Spending exceeds the ratio",
            fails="必需支出占总收入没有超过规定比例", fails_en="Spending does not exceed the ratio",
            clause="社会救助法第 22 条；民发〔2024〕57号",
        ),
    ),
    amount=lit(1, "households"),
    values=tuple(
        preset(
            ratio, percent, LAW_SINCE,
            Basis(
                document=MINISTRY, confidence=Confidence.B, note=f"{name}规定的比例，转引"
            ),
            place,
        )
        for place, name, percent in _LOCAL
    ),
    examples=(
        Example(
            says="支出比六成多一分", month=Month(2026, 7), person=_PERSON, household=_HOME,
            values=_VALUES, gives=1,
        ),
        Example(
            says="支出恰为六成", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "necessary_spending_year": 3_000_000}, values=_VALUES,
            refused="spending",
        ),
        Example(
            says="没有收入、有支出", month=Month(2026, 7), person=_PERSON,
            household={
                **_HOME, "income_per_head": 0, "income_year": 0, "necessary_spending_year": 1,
            },
            values=_VALUES, gives=1,
        ),
        Example(
            says="人均收入恰等于人均可支配收入", month=Month(2026, 7), person=_PERSON,
            household={**_HOME, "income_per_head": 250_000}, values=_VALUES, refused="income",
        ),
        Example(
            says="支出没有核查", month=Month(2026, 7), person=_PERSON,
            household={
                "assets_within_rule": True, "income_per_head": 1, "income_year": 12,
            },
            values=_VALUES, unknown="spending",
        ),
        Example(
            says="吉林省为 60%", month=Month(2026, 7), person=_PERSON, household=_HOME,
            place="220102", values={"disposable_income_year": 3_000_000}, gives=1,
        ),
        Example(
            says="本地尚未规定比例", month=Month(2026, 7), person=_PERSON, household=_HOME,
            values={"disposable_income_year": 3_000_000}, unknown="spending",
        ),
    ),
)  # fmt: skip
