"""The years to come of an indicator: rules on numbers, figures on records, page and API."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from anhuai.plans import queries
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.models import Plan, Target
from anhuai.plans.rules import Goal, Operator
from anhuai.plans.rules.ahead import (
    Unprojected,
    least_age,
    needed_then,
    people_then,
    value_then,
)
from anhuai.platform.acting import SYSTEM, Actor, Holding, NotHere
from anhuai.platform.models import Account
from anhuai.siting import queries as siting
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE
from tests.people import small
from tests.plans.conftest import ON, Stock
from tests.plans.test_plan_pages import text_of

SignIn = Callable[..., Client]
KEY = "beds_per_1000"
PAGE = f"/plans/indicators/{KEY}/"
EMPTY_TOWN = "620723103"
SIXTY = Goal(operator=Operator.EQUAL, value=Decimal(60))


@pytest.mark.parametrize(
    ("goal", "people", "times", "needed"),
    [
        (SIXTY, 23_701, 1000, 1423),
        (SIXTY, 1000, 1000, 60),
        (SIXTY, 0, 1000, 0),
        (Goal(operator=Operator.MORE_THAN, value=Decimal(60)), 1000, 1000, 61),
        (Goal(operator=Operator.AT_LEAST, value=Decimal("4.5")), 133_001, 1000, 599),
        (Goal(operator=Operator.AT_LEAST, value=None), 1000, 1000, None),
        (Goal(operator=Operator.AT_MOST, value=Decimal(60)), 1000, 1000, None),
        (Goal(operator=Operator.INCREASE_BY, value=Decimal(5)), 1000, 1000, None),
        (
            Goal(operator=Operator.RANGE, value=Decimal(50), value_max=Decimal(60)),
            1000, 1000, 50,
        ),
    ],
)  # fmt: skip
def test_a_target_takes_so_many_beds(
    goal: Goal, people: int, times: int, needed: int | None
) -> None:
    assert needed_then(goal, Decimal(people), times) == needed


def test_beds_that_stay_are_fewer_for_each_of_more_elders() -> None:
    people = people_then(Decimal(23_701), 20_000, 25_000)
    assert people == 29_626
    assert value_then(Decimal(1279), people, 1000) == Decimal("43.1715")
    assert value_then(Decimal(1279), Decimal(0), 1000) is None


@given(
    st.sampled_from([Operator.AT_LEAST, Operator.MORE_THAN, Operator.EQUAL]),
    st.decimals(0, 200, places=2), st.integers(1, 10**7), st.floats(1, 10**7),
    st.floats(0, 10**7), st.floats(0, 10**7),
)  # fmt: skip
def test_more_elders_never_lower_the_need_and_what_is_needed_is_enough(
    operator: Operator, value: Decimal, now: int, today: float, one: float, other: float
) -> None:
    goal = Goal(operator=operator, value=value)
    fewer, more = (people_then(Decimal(now), today, then) for then in sorted((one, other)))
    assert fewer <= more
    few, many = needed_then(goal, fewer, 1000), needed_then(goal, more, 1000)
    assert few is not None
    assert many is not None
    assert few <= many
    assert many * 1000 >= value * more
    assert many == 0 or (many - 1) * 1000 <= value * more


def test_which_indicators_are_for_each_of_people_of_an_age() -> None:
    found = {key: least_age(one) for key, one in INDICATORS.items()}
    assert {key: age for key, age in found.items() if age is not None} == {
        "beds_per_1000": 60, "beds_per_1000_resident": 60, "elder_education_rate": 60,
        "places_per_1000": 0, "sw_per_1000_elders": 60, "sw_pop_share": 0,
    }  # fmt: skip


@pytest.fixture
def growing(stock: Stock, elderly: Plan) -> None:
    """Twelve people of 56 to 58 in the stock's county: soon there are three times the elders."""
    for at in range(12):
        small.register(
            SYSTEM, f"王小{'甲乙丙丁戊己庚辛壬癸子丑'[at]}", date(1966 + at % 3, 2, at + 1),
            village=VILLAGE, hukou=VILLAGE,
        )  # fmt: skip
    queries.forget()


def of(key: str, division: str = COUNTY, actor: Actor = SYSTEM, on: date = ON) -> queries.Outlook:
    measured = queries.measure(SYSTEM, key=key, division=division, on=on)
    return queries.outlook(actor, key=key, measured=measured)


@pytest.mark.django_db
def test_a_past_deadline_is_looked_at_in_the_last_year_and_an_open_one_in_its_own(
    growing: None, elderly: Plan
) -> None:
    found = of(KEY)
    assert found.reason is None
    (row,) = found.rows
    assert (row.year, row.is_held) == (2025, False)
    assert [one.variant for one in row.variants] == ["low", "medium", "high"]
    Target.objects.filter(plan=elderly, indicator=KEY).update(deadline=date(2023, 12, 31))
    (late,) = of(KEY).rows
    assert (late.year, late.is_held, late.trend) == (2035, True, None)
    for near, far in zip(row.variants, late.variants, strict=True):
        assert far.people > 2 * 4, "twelve of 56 to 58 are elders by then"
        assert near.people < far.people
        assert near.value is not None
        assert far.value is not None
        assert near.value > far.value
        assert near.needed is not None
        assert far.needed is not None
        assert near.needed <= far.needed
        assert far.value == (Decimal(20_000) / far.people).quantize(Decimal("0.0001"))
    assert {one.error for one in found.checks} == {
        siting.backcast(2000, 2020)["60+"][2],
        siting.backcast(2010, 2020, edition="2022")["60+"][2],
    }


@pytest.mark.django_db
def test_without_a_target_the_last_year_is_shown_and_nothing_needed(growing: None) -> None:
    (row,) = of("beds_per_1000_resident").rows
    assert (row.target, row.year) == (None, 2035)
    assert all(one.needed is None and one.missing is None for one in row.variants)


@pytest.mark.django_db
def test_where_nothing_is_projected_there_is_a_reason_and_no_number(
    growing: None, elderly: Plan
) -> None:
    assert of("nursing_bed_share").reason is Unprojected.OTHER
    assert of(KEY, EMPTY_TOWN).reason is Unprojected.NO_FIGURE
    village = siting.ahead(on=ON, division=f"{TOWN}201", year=2030, min_age=60)
    assert village is None
    assert siting.ahead(on=ON, division=COUNTY, year=2036, min_age=60) is None
    assert siting.ahead(on=ON, division=COUNTY, year=2023, min_age=60) is None
    assert siting.ahead(on=ON, division=COUNTY, year=2030, min_age=70) is None
    Target.objects.filter(plan=elderly, indicator=KEY).update(deadline=date(2040, 12, 31))
    assert of(KEY).reason is Unprojected.NO_PEOPLE


@pytest.mark.django_db
def test_a_town_has_its_own_and_a_stranger_none(growing: None) -> None:
    (row,) = of(KEY, TOWN).rows
    assert row.variants
    clerk = Actor(name="镇", holdings=(Holding("town_clerk", division=OTHER_TOWN),))
    with pytest.raises(NotHere):
        of(KEY, TOWN, actor=clerk)


@pytest.mark.django_db
def test_the_page_and_the_api_show_it_as_an_estimate(growing: None, signed_in: SignIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    day = f"{ON:%Y-%m-%d}"
    page = text_of(officer, f"{PAGE}?on={day}")
    for words in (
        "人口变化下的预测（估计）", "低生育率", "高生育率", "达到目标需要的分子", "2000 → 2020",
        "-0.00%",
    ):  # fmt: skip
        assert words in page, words
    assert "人口变化下" not in text_of(officer, f"/plans/indicators/nursing_bed_share/?on={day}")
    empty = text_of(officer, f"{PAGE}?on={day}&division={EMPTY_TOWN}")
    assert "现在没有分子或分母" in empty
    url = f"/api/v1/indicators/{KEY}/outlook?on={day}&division="
    told = officer.get(url + COUNTY).json()
    assert told["is_estimate"] is True
    assert told["reason"] is None
    (target,) = told["targets"]
    assert (target["year"], target["deadline"], target["is_held"]) == (2025, "2025-12-31", False)
    assert len(target["variants"]) == 3
    assert len(told["errors"]) == 2
    assert officer.get(url + EMPTY_TOWN).json()["reason"] == "no_figure"
    other = officer.get(f"/api/v1/indicators/nursing_bed_share/outlook?division={COUNTY}").json()
    assert (other["reason"], other["targets"]) == ("other_denominator", [])
    clerk = signed_in("town_clerk", division=TOWN)
    assert clerk.get(url + COUNTY).status_code == 404
    assert clerk.get(url + TOWN).json()["targets"]
    assert signed_in("village_worker", division=TOWN).get(url + TOWN).status_code == 403
    Account.objects.filter(pk=officer.account.pk).update(language="en")  # type: ignore[attr-defined]
    assert "As the population changes (estimate)" in text_of(officer, f"{PAGE}?on={day}")
