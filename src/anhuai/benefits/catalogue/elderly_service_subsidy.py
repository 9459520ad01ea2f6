"""养老服务补贴: item 5 of the national list; a subsidy, or services bought for it, in hardship."""

from datetime import date

from anhuai.benefits.catalogue.parts import (
    HARDSHIP,
    HARDSHIP_VALUES,
    HUKOU,
    LIST_SINCE,
    YEARS,
    elder_law,
    listed,
    preset,
)
from anhuai.benefits.rules import (
    Benefit,
    Choices,
    Condition,
    Example,
    Parameter,
    cases,
    code,
    fact,
)
from anhuai.kernel.months import Month

BANDS = Choices(
    "service_subsidy_band",
    (
        ("under_80", "80 周岁以下", "under 80"),
        ("80_over", "80 周岁以上", "80 and over"),
    ),
)
from_age = Parameter(
    code="elderly_service_subsidy_from", title="养老服务补贴起始年龄",
    title_en="Age from which it is paid", type=YEARS, least=60, most=80,
)  # fmt: skip
amount = Parameter(
    code="elderly_service_subsidy_amount", title="养老服务补贴标准（每月）",
    title_en="Service subsidy a month", keys=(BANDS,),
)  # fmt: skip

age = fact("age")
_AMOUNT = {"elderly_service_subsidy_amount": {"under_80": 5_000, "80_over": 10_000}}
_PERSON = {"born": date(1946, 6, 30), "hukou_here": True, "dibao": True}

definition = Benefit(
    title="经济困难老年人养老服务补贴",
    title_en="Service subsidy for elders in hardship",
    says="经济困难的老年人按月领取补贴，或由政府按同等价值购买服务；对象和标准由地方规定。",
    says_en="Monthly for elders in hardship, in money or services; objects and amounts are local.",
    basis=listed(5),
    group="elder_hardship",
    since=LIST_SINCE,
    conditions=(
        HUKOU,
        Condition(
            code="age", test=age >= from_age.value,
            title="达到养老服务补贴起始年龄", title_en="Has reached the age",
            fails="未达到起始年龄", fails_en="Has not reached the age",
            clause="老年人权益保障法第 37 条",
        ),
        HARDSHIP,
    ),
    amount=amount.of(
        cases((age >= 80, code(BANDS, "80_over")), otherwise=code(BANDS, "under_80"))
    ),
    values=(preset(from_age, 60, LIST_SINCE, elder_law("第 2 条")), *HARDSHIP_VALUES),
    examples=(
        Example(
            says="低保老人满 80 周岁当月换档", month=Month(2026, 6), person=_PERSON,
            values=_AMOUNT, gives=10_000,
        ),
        Example(
            says="前一个月仍按 80 周岁以下", month=Month(2026, 5), person=_PERSON,
            values=_AMOUNT, gives=5_000,
        ),
        Example(
            says="低保边缘家庭，县未纳入", month=Month(2026, 6),
            person={"born": date(1950, 1, 1), "hukou_here": True, "edge": True},
            values=_AMOUNT, refused="hardship",
        ),
        Example(
            says="低保边缘家庭，县已纳入", month=Month(2026, 6),
            person={"born": date(1950, 1, 1), "hukou_here": True, "edge": True},
            values={**_AMOUNT, "hardship_elder_edge": True}, gives=5_000,
        ),
        Example(
            says="3 月 1 日满 60 周岁，2 月不发", month=Month(2026, 2),
            person={**_PERSON, "born": date(1966, 3, 1)}, values=_AMOUNT, refused="age",
        ),
        Example(
            says="去世次月停发", month=Month(2026, 7),
            person={**_PERSON, "died": date(2026, 6, 30)}, values=_AMOUNT, refused="absent",
        ),
        Example(says="县里尚未规定标准", month=Month(2026, 6), person=_PERSON, unknown="amount"),
    ),
)  # fmt: skip
