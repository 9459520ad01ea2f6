"""Meals: ordering, allergies, capacity, standing orders, serving, the subsidy, closing."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from tests.people import small
from tests.services.conftest import NOON, TODAY, elder_of, refused
from tests.services.meals import (
    TOMORROW,
    county_decides,
    county_sets,
    credit,
    day_of,
    left,
    operator,
    point_of,
    publish,
    staff_of,
    taken,
    wish,
)

from anhuai.benefits.catalogue import BENEFITS
from anhuai.people.models import Household
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry
from anhuai.platform.notices.models import Notice
from anhuai.services import actions, queries
from anhuai.services.models import MealDay, MealOrder, StandingSkip
from anhuai.services.rules.meals import Meal, Way


@pytest.fixture
def elder(officer: Actor) -> int:
    return elder_of(officer, code="")


def test_an_order_takes_a_portion_once_and_cancelling_gives_it_back(
    officer: Actor, elder: int
) -> None:
    day = day_of(point_of(officer))
    made = actions.order_meal(officer, person=elder, day=day.pk, wish=wish())
    assert (taken(day), made.price, made.own, made.subsidy) == (1, 1200, 1200, 0)
    again = refused(lambda: actions.order_meal(officer, person=elder, day=day.pk, wish=wish()))
    assert again[0] == "twice"
    assert taken(day) == 1
    actions.cancel_meal(officer, order=made.pk)
    actions.cancel_meal(officer, order=made.pk)
    assert taken(day) == 0
    actions.order_meal(officer, person=elder, day=day.pk, wish=wish())
    assert taken(day) == 1


def test_after_the_cut_off_nothing_is_ordered_or_cancelled(officer: Actor, elder: int) -> None:
    point = point_of(officer)
    lunch, supper = day_of(point, TODAY), day_of(point, TODAY, Meal.SUPPER)
    assert (
        refused(lambda: actions.order_meal(officer, person=elder, day=lunch.pk, wish=wish()))[0]
        == "late"
    )
    made = actions.order_meal(officer, person=elder, day=supper.pk, wish=wish())
    with time_machine.travel(NOON + timedelta(hours=4, minutes=1), tick=False):
        assert refused(lambda: actions.cancel_meal(officer, order=made.pk))[0] == "late"
    county_sets("services.meal_cutoff", 60)
    with time_machine.travel(NOON + timedelta(hours=4, minutes=1), tick=False):
        assert actions.cancel_meal(officer, order=made.pk).state == "cancelled"


def test_what_conflicts_with_an_allergy_is_stopped_with_a_sentence(
    officer: Actor, elder: int
) -> None:
    day = day_of(point_of(officer))
    dishes = publish(officer, day, 花生酱面=("peanut", "gluten"), 白粥=())
    actions.note_diet(officer, person=elder, is_allergy=True, code="peanut", since=TODAY)
    with pytest.raises(actions.BadMeal) as error:
        actions.order_meal(officer, person=elder, day=day.pk, wish=wish())
    assert "花生酱面" in error.value.message
    assert "花生" in error.value.message
    assert error.value.field == "without"
    ok = wish(without=[dishes["花生酱面"]])
    assert actions.order_meal(officer, person=elder, day=day.pk, wish=ok).without
    nothing = wish(without=list(dishes.values()))
    other = elder_of(officer, "吴二", code="")
    told = refused(lambda: actions.order_meal(officer, person=other, day=day.pk, wish=nothing))
    assert told[0] == "nothing"


def test_a_menu_or_an_allergy_that_comes_later_reaches_what_is_ordered(
    officer: Actor, elder: int
) -> None:
    day = day_of(point_of(officer))
    actions.note_diet(officer, person=elder, is_allergy=True, code="egg", since=TODAY)
    one = actions.order_meal(officer, person=elder, day=day.pk, wish=wish())
    dishes = publish(officer, day, 蒸蛋=("egg",), 鱼汤=("fish",))
    one.refresh_from_db()
    assert (one.state, one.without) == ("ordered", [dishes["蒸蛋"]])
    actions.note_diet(officer, person=elder, is_allergy=True, code="fish", since=TODAY)
    one.refresh_from_db()
    assert one.state == "stopped"
    assert taken(day) == 0


def test_a_changed_recipe_reaches_published_menus_and_warns_who_is_allergic(
    officer: Actor, elder: int
) -> None:
    body = operator()
    point = point_of(officer, run_by=body)
    day = day_of(point)
    staff = staff_of(body)
    family = small.holder("family", person=elder)
    actions.note_diet(officer, person=elder, is_allergy=True, code="peanut", since=TODAY)
    other = elder_of(officer, "吴二", code="")
    dishes = publish(officer, day, 凉面=("gluten",), 白粥=())
    mine = actions.order_meal(officer, person=elder, day=day.pk, wish=wish())
    plain = wish(without=[dishes["凉面"]])
    theirs = actions.order_meal(officer, person=other, day=day.pk, wish=plain)
    new = actions.add_dish(
        staff, point=point.pk, name="凉面", allergens=("gluten", "peanut"), features=()
    )
    menu = {one.name: one.key for one in queries.menu_of(queries.day(day.pk))}
    assert menu == {"凉面": new.pk, "白粥": dishes["白粥"]}
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, mine.without, mine.warning) == ("ordered", [new.pk], [["凉面", ["peanut"]]])
    assert (theirs.without, theirs.warning) == ([new.pk], [])  # who did not want it still does not
    told = dict(Notice.objects.values_list("template", "account"))
    assert told["meal_recipe_changed"] == family.account
    assert told["meal_portion_changed"] == staff.account
    page = small.browser(family).get(f"/services/meals/orders/{mine.pk}/").content.decode()
    assert "配料有变" in page
    actions.add_dish(staff, point=point.pk, name="白粥", allergens=("peanut",), features=())
    mine.refresh_from_db()
    assert (mine.state, taken(day)) == ("stopped", 1)


def test_who_has_eaten_what_turns_out_to_hold_their_allergen_is_told(
    officer: Actor, elder: int
) -> None:
    point = point_of(officer)
    day = day_of(point, TODAY, Meal.SUPPER)
    actions.note_diet(officer, person=elder, is_allergy=True, code="egg", since=TODAY)
    publish(officer, day, 蛋糕=())
    one = actions.order_meal(officer, person=elder, day=day.pk, wish=wish())
    actions.serve(officer, order=one.pk)
    actions.add_dish(officer, point=point.pk, name="蛋糕", allergens=("egg",), features=())
    one.refresh_from_db()
    assert (one.state, one.warning) == ("served", [["蛋糕", ["egg"]]])


def test_delivery_is_within_the_area_and_the_dead_order_nothing(officer: Actor, elder: int) -> None:
    from anhuai.people import actions as people

    day = day_of(point_of(officer))
    far = elder_of(officer, "远方人", code="", village=small.FAR_VILLAGE)
    brought = wish(way=Way.DELIVERY)
    assert actions.order_meal(officer, person=elder, day=day.pk, wish=brought).way == "delivery"
    told = refused(lambda: actions.order_meal(officer, person=far, day=day.pk, wish=brought))
    assert told == ("area", "way")
    people.record_death(officer, person=far, died=TODAY)
    assert (
        refused(lambda: actions.order_meal(officer, person=far, day=day.pk, wish=wish()))[0]
        == "died"
    )


def test_strangers_order_and_run_nothing(officer: Actor, far_clerk: Actor, elder: int) -> None:
    day = day_of(point_of(officer))
    made = actions.order_meal(officer, person=elder, day=day.pk, wish=wish())
    with pytest.raises(NotHere):
        actions.order_meal(far_clerk, person=elder, day=day.pk, wish=wish())
    with pytest.raises(NotHere):
        actions.serve(far_clerk, order=made.pk)
    provider = staff_of(operator("别家公司"))
    with pytest.raises(NotHere):
        actions.serve(provider, order=made.pk)
    with pytest.raises(Refused):
        actions.order_meal(provider, person=elder, day=day.pk, wish=wish())
    assert not queries.meal_orders(provider).exists()
    family = small.holder("family", person=elder)
    assert queries.meal_orders(family).get() == made
    assert actions.cancel_meal(family, order=made.pk).state == "cancelled"


def test_the_subsidy_is_spent_once_for_a_served_meal_and_the_rest_is_ones_own(
    officer: Actor, elder: int
) -> None:
    county_decides("meal_subsidy_each", [500])
    credit(elder, 700)
    point = point_of(officer)
    day = day_of(point, TODAY, Meal.SUPPER)
    one = actions.order_meal(officer, person=elder, day=day.pk, wish=wish())
    assert left(elder) == 700
    served = actions.serve(officer, order=one.pk)
    assert (served.subsidy, served.own, served.slot, left(elder)) == (500, 700, 1, 200)
    actions.serve(officer, order=one.pk)
    assert left(elder) == 200
    back = actions.unserve(officer, order=one.pk, reason="点错人")
    assert (back.state, back.subsidy, back.own, back.slot, left(elder)) == (
        "ordered", 0, 1200, None, 700,
    )  # fmt: skip
    again = actions.serve(officer, order=one.pk)  # it was the right name after all
    assert (again.subsidy, left(elder)) == (500, 200)
    second = actions.arrive(officer, person=elder, day=day_of(point, TODAY).pk)
    assert (second.subsidy, second.subsidy_why, second.own) == (0, "already", 1200)
    county_sets("services.meal_subsidised", 2)
    assert actions.quote(elder, 1200, on=TODAY).subsidy == 200  # what is left
    assert actions.quote(elder, 1200, on=TODAY).why == "short"


def test_of_a_closed_meal_the_county_gives_the_subsidy_back(officer: Actor, elder: int) -> None:
    county_decides("meal_subsidy_each", [500])
    credit(elder, 700)
    day = day_of(point_of(officer), TODAY, Meal.LUNCH)
    one = actions.arrive(officer, person=elder, day=day.pk)

    def correct(actor: Actor = officer) -> MealOrder:
        return actions.correct_meal(actor, order=one.pk, reason="不是本人")

    assert refused(correct)[0] == "open"
    actions.close_meal(officer, day=day.pk)
    assert refused(lambda: actions.unserve(officer, order=one.pk, reason="点错人"))[0] == "closed"
    with pytest.raises(Refused):
        correct(staff_of(operator("别家公司")))
    assert (correct().state, left(elder)) == ("missed", 700)
    assert refused(correct)[0] == "state"


def test_no_amount_is_invented_and_none_without_a_voucher(officer: Actor, elder: int) -> None:
    point = point_of(officer)
    credit(elder, 700)
    one = actions.arrive(officer, person=elder, day=day_of(point, TODAY).pk)
    assert (one.subsidy, one.subsidy_why, left(elder)) == (0, "not_set", 700)
    county_decides("meal_subsidy_each", [500])
    other = elder_of(officer, "吴二", code="")
    two = actions.arrive(officer, person=other, day=day_of(point, TODAY).pk)
    assert (two.subsidy, two.subsidy_why, two.channel) == (0, "no_voucher", "arrival")
    assert actions.SCHEME in BENEFITS


def test_a_tap_on_the_wrong_name_is_taken_back(officer: Actor, elder: int) -> None:
    one = actions.arrive(officer, person=elder, day=day_of(point_of(officer), TODAY).pk)
    back = actions.unserve(officer, order=one.pk, reason="点错人")
    assert (back.state, back.served_at) == ("ordered", None)
    assert AuditEntry.objects.filter(name="services.unserve", reason="点错人").exists()
    assert actions.serve(officer, order=one.pk).state == "served"


def test_a_card_lets_a_guest_of_another_town_eat_and_a_false_one_nobody(
    officer: Actor, elder: int
) -> None:
    run_by = operator()
    day = day_of(point_of(officer, run_by=run_by), TODAY)
    provider = staff_of(run_by)
    with pytest.raises(NotHere):
        actions.arrive(provider, person=elder, day=day.pk)
    with pytest.raises(NotHere):
        actions.arrive(provider, card="bad", day=day.pk)
    one = actions.arrive(provider, card=queries.card_of(elder), day=day.pk)
    assert (one.by_code, one.state) == (True, "served")
    assert [plate.order.person.name for plate in queries.sheet(provider, day.pk).plates]
    again = actions.arrive(provider, card=queries.card_of(elder), day=day.pk)
    assert again.pk == one.pk
    assert taken(day) == 1


def test_delivery_says_who_received_it_and_closing_says_who_did_not_come(
    officer: Actor, elder: int
) -> None:
    point = point_of(officer)
    day = day_of(point, TODAY, Meal.SUPPER)
    one = actions.order_meal(officer, person=elder, day=day.pk, wish=wish(way=Way.DELIVERY))
    assert refused(lambda: actions.serve(officer, order=one.pk)) == ("received", "received_by")
    other = elder_of(officer, "吴二", code="")
    two = actions.order_meal(officer, person=other, day=day.pk, wish=wish())
    assert actions.serve(officer, order=one.pk, received_by="老伴").received_by == "老伴"
    assert refused(lambda: actions.close_meal(officer, day=day.pk))[0] == "early"
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert actions.close_past(SYSTEM, on=TOMORROW).missed == 1
        assert actions.close_past(SYSTEM, on=TOMORROW).missed == 0
        assert refused(lambda: actions.serve(officer, order=two.pk))[0] == "closed"
    two.refresh_from_db()
    assert two.state == "missed"
    [counted] = queries.counts(officer, since=TODAY, until=TOMORROW)
    assert (counted.served, counted.delivered, counted.missed) == (1, 1, 1)
    assert queries.meals_served(officer, since=TODAY, until=TOMORROW).count() == 1


def rhythm(**more: Any) -> actions.Rhythm:
    given = {"meal": Meal.LUNCH, "way": Way.EAT_IN, "weekdays": [1, 2, 3], "since": TODAY}
    return actions.Rhythm(**(given | more))


def test_standing_orders_are_kept_once_paused_and_ended(officer: Actor, elder: int) -> None:
    point = point_of(officer)
    one = actions.stand(officer, person=elder, point=point.pk, rhythm=rhythm())
    assert (
        refused(lambda: actions.stand(officer, person=elder, point=point.pk, rhythm=rhythm()))[0]
        == "twice"
    )
    assert actions.keep_standing(SYSTEM, on=TOMORROW).made == 1
    assert actions.keep_standing(SYSTEM, on=TOMORROW).made == 0
    assert actions.keep_standing(SYSTEM, on=TODAY + timedelta(days=5)).made == 0  # a Saturday
    actions.pause_standing(
        officer, standing=one.pk, since=TOMORROW, until=TOMORROW + timedelta(days=1)
    )
    assert MealOrder.objects.get().state == "cancelled"
    assert actions.keep_standing(SYSTEM, on=TOMORROW).made == 0
    wednesday = TODAY + timedelta(days=2)
    assert actions.keep_standing(SYSTEM, on=wednesday).made == 1
    actions.end_standing(officer, standing=one.pk, version=1, on=wednesday)
    assert not MealOrder.objects.filter(state="ordered").exists()


def test_a_standing_order_that_cannot_be_kept_says_why(officer: Actor, elder: int) -> None:
    point = point_of(officer, capacity=1)
    other = elder_of(officer, "吴二", code="")
    for key in (elder, other):
        actions.stand(officer, person=key, point=point.pk, rhythm=rhythm())
    kept = actions.keep_standing(SYSTEM, on=TOMORROW)
    assert (kept.made, kept.skipped) == (1, 1)
    assert StandingSkip.objects.get().why == "full"
    actions.note_diet(officer, person=elder, is_allergy=True, code="soy", since=TODAY)
    wednesday = TODAY + timedelta(days=2)
    publish(officer, day_of(point, wednesday), 豆腐=("soy",))
    kept = actions.keep_standing(SYSTEM, on=wednesday)
    assert (kept.made, kept.skipped) == (1, 1)
    assert StandingSkip.objects.filter(on=wednesday).get().why == "allergy"


def test_a_round_goes_to_the_near_ones_first(officer: Actor) -> None:
    day = day_of(point_of(officer))
    points = {"甲": (105.03, 38.0), "乙": (105.01, 38.0), "丙": (105.02, 38.0)}
    for name, (lon, lat) in points.items():
        key = elder_of(officer, f"钱{name}", code="")
        Household.objects.filter(pk=small.home_of(key)).update(longitude=lon, latitude=lat)
        actions.order_meal(officer, person=key, day=day.pk, wish=wish(way=Way.DELIVERY))
    lost = elder_of(officer, "钱丁", code="")
    actions.order_meal(officer, person=lost, day=day.pk, wish=wish(way=Way.DELIVERY))
    planned = actions.plan_rounds(officer, day=day.pk, couriers=["老李"])
    assert planned.unplaced == 1
    again = actions.plan_rounds(officer, day=day.pk, couriers=["老李", "老王"])
    assert len(again.pks) == 2
    found = queries.meal_rounds(officer, day.pk)
    assert [len(one.legs) for one in found] == [2, 2]
    assert found[0].one.metres > 0
    names = [leg.order.person.name for one in found for leg in one.legs]
    assert names in (["钱甲", "钱丙", "钱乙", "钱丁"], ["钱乙", "钱丙", "钱甲", "钱丁"])


def test_hygiene_is_recorded_with_what_it_lacks(officer: Actor) -> None:
    point = point_of(officer)
    day = day_of(point, TODAY)
    samples = actions.Samples(
        sampled=3, grams=100, kept_from=NOON - timedelta(minutes=30), cooked_celsius=80
    )
    actions.record_hygiene(officer, day=day.pk, samples=samples)
    actions.throw_samples(officer, day=day.pk)
    [found] = queries.hygiene_of([point.pk], since=TODAY, until=TOMORROW)
    assert [str(one) for one in found.lacks] == ["grams", "hours"]


def test_capacity_keeps_what_is_taken_when_it_shrinks(officer: Actor, elder: int) -> None:
    from datetime import time

    point = point_of(officer, capacity=5)
    day = day_of(point)
    for at in "甲乙丙":
        key = elder_of(officer, f"孙{at}", code="")
        actions.order_meal(officer, person=key, day=day.pk, wish=wish())
    less = actions.Serving(Meal.LUNCH, time(11), time(12), 2, 900)
    actions.set_sitting(officer, point=point.pk, serving=less)
    day.refresh_from_db()
    assert (day.capacity, day.taken, day.price) == (3, 3, 900)


def test_opening_days_again_adds_nothing(officer: Actor) -> None:
    point_of(officer)
    before = MealDay.objects.count()
    assert before == 16
    assert actions.open_days(SYSTEM, on=TODAY).count == 0
    assert actions.open_days(SYSTEM, on=TOMORROW).count == 2
    assert date.max > TODAY
