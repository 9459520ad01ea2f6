"""Rosters and a provider's day: shifts, absences, planned, given out, planned again."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from tests.people import small
from tests.services.conftest import NOON, TODAY, elder_of, refused
from tests.services.ordering import set_to
from tests.services.rounds import (
    WEEK,
    Provider,
    carer_of,
    found,
    ordered,
    planned,
    provider,
    published,
    rostered,
)

from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.posting import Stale
from anhuai.services import actions, queries
from anhuai.services.models import DayPlan, Order, OrderStep, PlannedStop, Shift
from anhuai.services.rules.rostering import AwayKind, Hours
from anhuai.workforce import actions as workforce
from anhuai.workforce.models import Post

__all__ = ["provider", "rostered"]
pytestmark = pytest.mark.django_db
LEAP = date(2028, 2, 29)  # a Tuesday


def duty(one: Provider, on: date = TODAY) -> list[int]:
    return [each.worker for each in queries.on_duty(one.organisation, on=on)]


def away(one: Provider, worker: int, since: date = TODAY, **more: Any) -> Any:
    return actions.record_away(
        one.actor, organisation=one.organisation, worker=worker, kind=AwayKind.ILL, since=since,
        **more,
    )  # fmt: skip


def test_who_has_a_shift_and_is_not_away_is_on_duty(rostered: Provider) -> None:
    first, second = rostered.workers
    assert duty(rostered) == sorted(rostered.workers)
    assert duty(rostered, date(2026, 6, 14)) == []  # a Sunday
    assert duty(rostered, LEAP) == sorted(rostered.workers)
    gone = away(rostered, first)
    assert away(rostered, first).pk == gone.pk
    assert duty(rostered) == [second]
    assert duty(rostered, TODAY + timedelta(1)) == sorted(rostered.workers)
    actions.withdraw_away(rostered.actor, away=gone.pk)
    assert duty(rostered) == sorted(rostered.workers)


def test_leave_over_the_leap_day_ends_when_it_says(rostered: Provider) -> None:
    first, second = rostered.workers
    away(rostered, first, date(2028, 2, 28), until=date(2028, 3, 1))
    assert duty(rostered, LEAP) == [second]
    assert first in duty(rostered, date(2028, 3, 1))


def test_a_worker_who_left_meanwhile_is_not_on_duty(rostered: Provider) -> None:
    first, second = rostered.workers
    post = Post.objects.get(worker=first)
    workforce.end_post(SYSTEM, post=post.pk,
                       on=TODAY)  # fmt: skip
    assert duty(rostered) == [second]


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (Hours(weekdays=(), starts=time(8), ends=time(9)), "weekdays"),
        (Hours(weekdays=(0,), starts=time(22), ends=time(6)), "hours"),
        (Hours(weekdays=(0,), starts=time(8), ends=time(17), break_minutes=30), "break"),
        (Hours(weekdays=(0,), starts=time(8), ends=time(12), break_minutes=60,
               break_from=time(11), break_to=time(11, 30)), "break_outside"),
        (Hours(weekdays=(4,), starts=time(16), ends=time(20)), "overlap"),
    ],
)  # fmt: skip
def test_hours_nobody_can_work_are_refused(rostered: Provider, hours: Hours, code: str) -> None:
    assert refused(
        lambda: actions.set_shift(
            rostered.actor, organisation=rostered.organisation, worker=rostered.workers[0],
            hours=hours, since=TODAY,
        )
    )[0] == code  # fmt: skip


def test_a_shift_ends_once_and_another_provider_sees_none_of_it(
    officer: Actor, rostered: Provider
) -> None:
    row = Shift.objects.order_by("pk")[0]
    other = found(officer, "别家服务", small.FAR_VILLAGE, "外人")
    for call in (
        lambda: actions.end_shift(other.actor, shift=row.pk, version=1, on=TODAY),
        lambda: queries.shifts(other.actor, rostered.organisation, on=TODAY),
        lambda: queries.drawn(other.actor, rostered.organisation, on=TODAY),
        lambda: queries.day_plan(other.actor, rostered.organisation, on=TODAY),
    ):
        with pytest.raises(NotHere):
            call()
    assert refused(
        lambda: actions.set_shift(other.actor, organisation=other.organisation, hours=WEEK,
                                  worker=rostered.workers[0], since=TODAY)
    )[0] == "worker"  # fmt: skip
    actions.end_shift(rostered.actor, shift=row.pk, version=1, on=TODAY)
    with pytest.raises(Stale):
        actions.end_shift(rostered.actor, shift=row.pk, version=1, on=TODAY)
    assert row.worker_id not in duty(rostered)


def test_a_day_is_planned_given_out_and_every_order_is_on_it(
    officer: Actor, rostered: Provider
) -> None:
    person = elder_of(officer)
    orders = [ordered(rostered, person, earliest=time(13, n)) for n in range(4)]
    bath = ordered(rostered, person, service="nursing_visit")
    plan = planned(rostered)
    assert (plan.version, plan.state) == (1, "draft")
    stops = {one.order_id: one for one in PlannedStop.objects.filter(plan=plan)}
    assert set(stops) == {one.pk for one in (*orders, bath)}
    assert stops[bath.pk].why == "skill"
    assert all(stops[one.pk].why == "" for one in orders)
    assert Order.objects.filter(worker=None).count() == 5  # a draft gives nobody anything
    actions.publish_day(rostered.actor, organisation=rostered.organisation, on=TODAY, seen=1)
    for one in orders:
        one.refresh_from_db()
        assert one.worker_id in rostered.workers
        assert one.planned_at is not None
        assert one.planned_at.astimezone(NOON.tzinfo).time() >= one.earliest
    bath.refresh_from_db()
    assert (bath.worker_id, bath.planned_at) == (None, None)
    assert OrderStep.objects.filter(what="planned").count() == 4
    with pytest.raises(Stale):
        actions.publish_day(rostered.actor, organisation=rostered.organisation, on=TODAY, seen=1)


def test_two_who_plan_at_once_make_one_plan(officer: Actor, rostered: Provider) -> None:
    ordered(rostered, elder_of(officer))
    made = queries.drawn(rostered.actor, rostered.organisation, on=TODAY, now=NOON)
    actions.plan_day(rostered.actor, drawn=made, seen=0)
    with pytest.raises(Stale):
        actions.plan_day(rostered.actor, drawn=made, seen=0)
    actions.plan_day(rostered.actor, drawn=made, seen=1)
    assert sorted(DayPlan.objects.values_list("version", "state")) == [
        (1, "replaced"), (2, "draft"),
    ]  # fmt: skip


def test_when_somebody_is_ill_the_others_take_over_and_what_began_stays(
    officer: Actor, rostered: Provider
) -> None:
    first, second = rostered.workers
    person = elder_of(officer)
    orders = [ordered(rostered, person, earliest=time(12, n), minutes=40) for n in range(3)]
    published(rostered)
    begun = ordered(
        rostered, person, worker_id=second, state="started", started_at=NOON, earliest=time(11)
    )
    away(rostered, first)
    now = NOON + timedelta(minutes=10)
    made = queries.drawn(rostered.actor, rostered.organisation, on=TODAY, now=now)
    plan = actions.replan(rostered.actor, drawn=made, seen=1)
    stops = list(PlannedStop.objects.filter(plan=plan).order_by("position"))
    assert (plan.version, plan.state) == (2, "published")
    assert stops[0].order_id == begun.pk
    assert stops[0].is_fixed
    assert {one.route.worker_id for one in stops if one.route} == {second}
    assert all(one.begins >= 13 * 60 for one in stops[1:])  # after the one that has begun
    begun.refresh_from_db()
    assert (begun.worker_id, begun.state) == (second, "started")
    for one in orders:
        one.refresh_from_db()
        assert one.worker_id == second
    assert DayPlan.objects.get(version=1).state == "replaced"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"wanted_on": date(2026, 6, 14)}, "nobody"),
        ({"latest": time(11), "earliest": time(9)}, "closed"),
        ({"earliest": time(20), "latest": time(21)}, "shift"),
        ({"minutes": 700}, "reach"),
        ({"service": "nursing_visit"}, "skill"),
        ({"longitude": None, "latitude": None, "division": small.FAR_VILLAGE}, "no_point"),
    ],
)
def test_an_order_that_cannot_be_served_says_why(
    officer: Actor, rostered: Provider, change: dict[str, Any], why: str
) -> None:
    one = ordered(rostered, elder_of(officer), **change)
    made = queries.drawn(rostered.actor, rostered.organisation, on=one.wanted_on, now=NOON)
    if one.wanted_on < TODAY:
        assert refused(lambda: actions.plan_day(rostered.actor, drawn=made, seen=0))[0] == "past"
        return
    plan = actions.plan_day(rostered.actor, drawn=made, seen=0)
    assert PlannedStop.objects.get(plan=plan).why == why


def test_an_order_without_a_point_is_sought_in_the_middle_of_its_village(
    officer: Actor, rostered: Provider
) -> None:
    ordered(rostered, elder_of(officer), longitude=None, latitude=None)
    stop = PlannedStop.objects.get(plan=planned(rostered))
    assert (stop.longitude, stop.is_guessed, stop.why) == (105.0, True, "")


def test_an_order_cancelled_meanwhile_is_left_as_it_is(officer: Actor, rostered: Provider) -> None:
    one = ordered(rostered, elder_of(officer))
    planned(rostered)
    Order.objects.filter(pk=one.pk).update(state="cancelled", why="老人住院")
    actions.publish_day(rostered.actor, organisation=rostered.organisation, on=TODAY, seen=1)
    one.refresh_from_db()
    assert (one.state, one.worker_id) == ("cancelled", None)


def test_an_account_serves_as_one_worker_and_only_the_provider_says_so(
    officer: Actor, provider: Provider
) -> None:
    actor, one = carer_of(provider, provider.workers[0])
    assert queries.own_carer(actor) == one
    assert refused(lambda: carer_of(provider, provider.workers[0]))[0] == "taken"
    stranger = small.holder("village_worker", division=small.VILLAGE)
    with pytest.raises(Refused):
        actions.end_carer(stranger, carer=one.pk, version=1, on=TODAY)
    actions.end_carer(provider.actor, carer=one.pk, version=1, on=TODAY)
    with pytest.raises(Stale):
        actions.end_carer(provider.actor, carer=one.pk, version=1, on=TODAY)


def test_orders_of_other_towns_are_not_shown_to_a_clerk(
    officer: Actor, clerk: Actor, rostered: Provider
) -> None:
    near = ordered(rostered, elder_of(officer))
    far = ordered(rostered, elder_of(officer, "吴远", village=small.FAR_VILLAGE),
                  division=small.FAR_VILLAGE)  # fmt: skip
    published(rostered)
    shown = queries.day_plan(clerk, rostered.organisation, on=TODAY)
    assert shown is not None
    seen = {stop.order_id for _route, stops in shown.routes for stop in stops}
    seen |= {stop.order_id for stop in shown.left}
    assert near.pk in seen
    assert far.pk not in seen


def test_a_day_keeps_how_even_it_is_and_what_that_cost(officer: Actor, rostered: Provider) -> None:
    person = elder_of(officer)
    for n in range(4):
        ordered(rostered, person, earliest=time(13, n), latest=time(17))
    even = planned(rostered).evenness
    assert even["weight"] == 50
    assert even["most"] <= even["least_most"]
    assert even["fewest"] >= even["least_fewest"]
    assert even["travel"] >= even["least_travel"]
    set_to("services.route_evenness", 0)
    assert planned(rostered).evenness == {}
