"""接收困难老年人运营补贴: monthly for each very old or disabled resident in hardship."""

from datetime import date

from anhuai.benefits.catalogue.institution_build_subsidy import FILED, LITONG, SINCE
from anhuai.benefits.catalogue.parts import HARDSHIP_EXPR, HARDSHIP_VALUES
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Parameter,
    Place,
    Who,
    every,
    exists,
    fact,
    some,
    total,
)
from anhuai.benefits.rules.facts import ABILITY
from anhuai.kernel.months import Month

each = Parameter(
    code="institution_resident_each", title="接收困难老年人补贴标准（每人每月）",
    title_en="Subsidy a resident and month", keys=(ABILITY,), most=1_000_000,
)  # fmt: skip

counted = every(fact("age") >= 60, HARDSHIP_EXPR, some(fact("age") >= 80, fact("ability") >= "1"))
_VALUES = {"institution_resident_each": {"0": 5_000, "2": 10_000, "4": 20_000}}
_HOME = {"is_filed": True}
_OLD = {"born": date(1940, 1, 1), "dibao": True, "ability": "0"}
_FRAIL = {"born": date(1960, 1, 1), "dibao": True, "ability": "4"}

definition = Benefit(
    title="养老机构接收困难老年人补贴",
    title_en="Subsidy for residents in hardship",
    says="接收经济困难的高龄、失能老年人的养老机构，不区分经营性质，按入住老年人数量和失能等级同等补贴。",
    says_en="By number and level of residents in hardship, alike for public and private.",
    basis=LITONG,
    who=Who.INSTITUTION,
    place=Place.RESIDENCE,
    group="institution",
    since=SINCE,
    conditions=(
        FILED,
        Condition(
            code="residents", test=exists(counted),
            title="有经济困难的高龄、失能入住老年人", title_en="Has such residents",
            fails="没有经济困难的高龄、失能入住老年人", fails_en="Has no such resident",
            clause="利通区推进养老服务高质量发展实施方案（二）7",
        ),
    ),
    amount=total(each.of(fact("ability")), counted),
    values=HARDSHIP_VALUES,
    examples=(
        Example(
            says="一位高龄、一位完全失能", month=Month(2026, 6), person=_OLD, others=(_FRAIL,),
            household=_HOME, values=_VALUES, gives=25_000,
        ),
        Example(
            says="不困难的老人不计", month=Month(2026, 6), person=_OLD,
            others=({**_FRAIL, "dibao": False},), household=_HOME, values=_VALUES, gives=5_000,
        ),
        Example(
            says="当月去世仍计", month=Month(2026, 6), person=_OLD,
            others=({**_FRAIL, "died": date(2026, 6, 1)},), household=_HOME, values=_VALUES,
            gives=25_000,
        ),
        Example(
            says="没有符合的入住老人", month=Month(2026, 6),
            person={**_OLD, "dibao": False}, household=_HOME, values=_VALUES,
            refused="residents",
        ),
        Example(
            says="一位没有评估，总额不能计算", month=Month(2026, 6), person=_OLD,
            others=({"born": date(1960, 1, 1), "dibao": True},), household=_HOME,
            values=_VALUES, unknown="amount",
        ),
    ),
)  # fmt: skip
