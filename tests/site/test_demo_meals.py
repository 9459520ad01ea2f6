"""The demo's meals and marts are what the product's own actions would leave."""

from datetime import date

import pytest
from tests.people import small
from tests.people.conftest import officer, small_county
from tests.services.conftest import TODAY, elder_of, noon
from tests.services.meals import county_decides

from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.funds.models import Spending
from anhuai.platform.acting import Actor
from anhuai.services.models import MealDay, MealOrder, StandingOrder
from anhuai.site.demo.meals import feed

__all__ = ["noon", "officer", "small_county"]


@pytest.mark.parametrize("points", [0, 2])
def test_the_demo_eats_and_its_books_agree(officer: Actor, points: int) -> None:
    for name in ("甲", "乙")[:points]:
        facilities.open_facility(
            officer, kind="meal_point", on=date(2025, 1, 1),
            facts=FacilityFacts(
                name=f"助餐点{name}", division=small.VILLAGE, ownership=Ownership.PRIVATE
            ),
        )  # fmt: skip
    for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳":
        elder_of(officer, f"周{name}", code="")
    county_decides("meal_subsidy_each", [400])
    told = feed(officer, county="huzhong", on=TODAY)
    assert f"助餐点 {points} 个" in told
    if not points:
        return
    assert MealDay.objects.filter(on__lt=TODAY, closed_at=None).count() == 0
    assert not MealOrder.objects.filter(on__lt=TODAY, state="ordered").exists()
    for day in MealDay.objects.all():
        holding = day.orders.filter(state__in=["ordered", "served", "missed"]).count()
        assert day.taken == holding
    paid = sum(MealOrder.objects.values_list("subsidy", flat=True))
    assert paid == sum(Spending.objects.values_list("amount", flat=True)) > 0
    assert StandingOrder.objects.exists()
