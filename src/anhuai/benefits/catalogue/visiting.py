"""探访服务: item 12 of the national list; a visit a month for elders in special hardship."""

from datetime import date

from anhuai.benefits.catalogue.parts import ELDER, LIST_SINCE, RESIDENT, listed, preset
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Form,
    Kind,
    Parameter,
    Place,
    Type,
    fact,
    some,
)
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

MINISTRIES = Basis(document="民发〔2022〕73号（特殊困难老年人探访关爱）", confidence=Confidence.B)
visits = Parameter(
    code="visits_month", title="探访次数（每月）", title_en="Visits a month",
    type=Type(Kind.INT, "times"), least=1, most=31,
)  # fmt: skip
_PERSON = {"born": date(1950, 1, 1), "lives_here": True}

definition = Benefit(
    title="特殊困难老年人探访服务",
    title_en="Visiting elders in special hardship",
    says="独居、空巢、留守、失能、重残、计划生育特殊家庭老年人，每月至少探访一次。",
    says_en="At least a visit a month to elders alone, left behind, disabled or bereaved.",
    basis=listed(12),
    form=Form.SERVICE,
    place=Place.RESIDENCE,
    group="elder_visits",
    since=LIST_SINCE,
    conditions=(
        RESIDENT,
        ELDER,
        Condition(
            code="group",
            test=some(
                fact("living_alone"), fact("empty_nest"), fact("left_behind_elder"),
                fact("disabled_elder"), fact("severe_disability"), fact("special_fp_family"),
            ),
            title="属于探访对象", title_en="Of a group that is visited",
            fails="不属于独居、空巢、留守、失能、重残、计划生育特殊家庭",
            fails_en="Of none of the groups that are visited",
            clause="民发〔2022〕73号；国家基本养老服务清单第 12 项",
        ),
    ),
    amount=visits.value,
    values=(preset(visits, 1, LIST_SINCE, MINISTRIES),),
    examples=(
        Example(
            says="独居老人每月一次", month=Month(2026, 6),
            person={**_PERSON, "living_alone": True}, gives=1,
        ),
        Example(
            says="地方定为每周左右，每月四次", month=Month(2026, 6),
            person={**_PERSON, "empty_nest": True}, values={"visits_month": 4}, gives=4,
        ),
        Example(
            says="不属于探访对象", month=Month(2026, 6), person=_PERSON, refused="group"
        ),
        Example(
            says="独居但未满 60 周岁", month=Month(2026, 6),
            person={**_PERSON, "born": date(1966, 7, 1), "living_alone": True}, refused="age",
        ),
        Example(
            says="已迁居外地", month=Month(2026, 6),
            person={**_PERSON, "lives_here": False, "living_alone": True}, refused="resident",
        ),
    ),
)  # fmt: skip
