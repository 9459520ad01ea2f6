"""育儿补贴: 3,600 yuan a year for each child under three, by the month."""

from datetime import date

from anhuai.benefits.catalogue.parts import HUKOU, preset
from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, fact, lit, share
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Rounding
from anhuai.kernel.months import Month

STATE = Basis(document="国家育儿补贴规定（转引，文号未见）", confidence=Confidence.B)
SINCE = Month(2025, 1)
year = Parameter(
    code="childcare_subsidy_year", title="育儿补贴标准（每孩每年）",
    title_en="Childcare subsidy a child and year", decided_by=None,
)  # fmt: skip
_PERSON = {"born": date(2025, 6, 15), "hukou_here": True}

definition = Benefit(
    title="育儿补贴",
    title_en="Childcare subsidy",
    says="三周岁以下婴幼儿每孩每年 3600 元，按月折算、分批发放；"
    "孤儿和事实无人抚养儿童同样享受。",
    says_en="3,600 yuan a year for each child under three, pro-rated by month.",
    basis=STATE,
    group="childcare",
    since=SINCE,
    conditions=(
        HUKOU,
        Condition(
            code="under_three", test=fact("age_months") < 36,
            title="未满三周岁", title_en="Under three",
            fails="已满三周岁", fails_en="Three or over",
        ),
    ),
    amount=share(year.value, lit(1, "months"), lit(12, "months"), Rounding.DOWN),
    values=(preset(year, 360_000, SINCE, STATE),),
    examples=(
        Example(says="出生当月", month=Month(2025, 6), person=_PERSON, gives=30_000),
        Example(says="出生前一个月", month=Month(2025, 5), person=_PERSON, refused="absent"),
        Example(says="满三周岁前一个月", month=Month(2028, 5), person=_PERSON, gives=30_000),
        Example(
            says="满三周岁当月不发", month=Month(2028, 6), person=_PERSON, refused="under_three"
        ),
        Example(
            says="2025 年以前出生，从 2025 年 1 月起折算", month=Month(2025, 1),
            person={**_PERSON, "born": date(2022, 3, 1)}, gives=30_000,
        ),
        Example(
            says="制度施行前不发", month=Month(2024, 12),
            person={**_PERSON, "born": date(2022, 3, 1)}, refused="not_in_force",
        ),
        Example(
            says="2025 年 1 月满三周岁", month=Month(2025, 1),
            person={**_PERSON, "born": date(2022, 1, 31)}, refused="under_three",
        ),
        Example(
            says="2 月 29 日出生，平年 2 月底未满三周岁", month=Month(2027, 2),
            person={**_PERSON, "born": date(2024, 2, 29)}, gives=30_000,
        ),
        Example(
            says="夭折当月仍发，次月停发", month=Month(2026, 7),
            person={**_PERSON, "died": date(2026, 6, 20)}, refused="absent",
        ),
        Example(
            says="户籍不明", month=Month(2026, 6), person={"born": date(2025, 6, 15)},
            unknown="hukou",
        ),
    ),
)  # fmt: skip
