"""助餐补贴: help with meals for elders in special hardship."""

from datetime import date

from anhuai.benefits.catalogue.parts import (
    ELDER,
    HARDSHIP,
    HARDSHIP_VALUES,
    preset,
    switch,
    unverified,
)
from anhuai.benefits.rules import Benefit, Condition, Example, Form, Parameter, Place, fact
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

PLAN = Basis(
    document="临泽县“十四五”民政事业发展规划（临政办发〔2022〕69号）", article="三（二）1",
    date=date(2022, 8, 12), confidence=Confidence.A,
    note="规划列明“特殊困难老年人助餐服务”，标准未写",
)  # fmt: skip
SINCE = Month(2022, 8)
each = Parameter(
    code="meal_subsidy_each", title="助餐补贴标准（每餐）", title_en="Meal subsidy a meal",
    most=100_000,
)  # fmt: skip
rural_too = switch("meal_subsidy_rural", "助餐补贴包括农村", "Meals are subsidised in villages too")
_PERSON = {"born": date(1950, 1, 1), "dibao": True, "lives_here": True, "meals_month": 20}
_TOWN = {"area": "urban"}
_EACH = {"meal_subsidy_each": 300}

definition = Benefit(
    title="特殊困难老年人助餐补贴",
    title_en="Meal subsidy",
    says="特殊困难老年人在助餐点用餐，按餐补贴；每餐标准和是否包括农村由地方规定。",
    says_en="For meals of elders in hardship; what is paid a meal is local.",
    basis=PLAN,
    form=Form.VOUCHER,
    place=Place.RESIDENCE,
    group="elder_meals",
    since=SINCE,
    conditions=(
        ELDER,
        HARDSHIP,
        Condition(
            code="area", test=fact("area").is_("urban") | rural_too.value,
            title="在助餐补贴范围内（城区，或当地包括农村）",
            title_en="Where meals are subsidised",
            fails="当地助餐补贴不包括农村", fails_en="Villages are not covered here",
        ),
    ),
    amount=each.value * fact("meals_month"),
    values=(
        preset(
            rural_too, value=False, since=SINCE,
            basis=unverified("同一规划两处不一：一处“城区”，一处“城乡”"),
        ),
        *HARDSHIP_VALUES,
    ),
    examples=(
        Example(
            says="每餐 3 元、20 餐", month=Month(2026, 6), person=_PERSON, household=_TOWN,
            values=_EACH, gives=6_000,
        ),
        Example(
            says="农村，当地未包括", month=Month(2026, 6), person=_PERSON,
            household={"area": "rural"}, values=_EACH, refused="area",
        ),
        Example(
            says="农村，当地包括", month=Month(2026, 6), person=_PERSON,
            household={"area": "rural"}, values={**_EACH, "meal_subsidy_rural": True},
            gives=6_000,
        ),
        Example(
            says="本月没有用餐", month=Month(2026, 6), person={**_PERSON, "meals_month": 0},
            household=_TOWN, values=_EACH, refused="amount",
        ),
        Example(
            says="县里尚未规定每餐标准", month=Month(2026, 6), person=_PERSON, household=_TOWN,
            unknown="amount",
        ),
    ),
)  # fmt: skip
