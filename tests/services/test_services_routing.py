"""Routes: whatever the day, no route breaks a window, a skill, a shift or a break."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anhuai.services.engine.day import Break, Day, Job, Why, Worker
from anhuai.services.engine.routing import planned
from anhuai.services.engine.timing import walked

LINE = np.abs(np.subtract.outer(np.arange(10), np.arange(10))) * 10
CARE, BATH = frozenset({"care"}), frozenset({"care", "bath"})


def worker(key: int = 1, place: int = 0, starts: int = 480, ends: int = 1020,
           breaks: tuple[Break, ...] = (), skills: frozenset[str] = CARE) -> Worker:  # fmt: skip
    return Worker(key, place, place, starts, ends, skills, breaks)


def job(key: int, place: int = 1, opens: int = 480, closes: int = 960, minutes: int = 30,
        skills: frozenset[str] = CARE, prefers: int | None = None,
        weight: int = 1) -> Job:  # fmt: skip
    return Job(key, place, minutes, opens, closes, skills, prefers, weight)


def quick(workers: list[Worker], jobs: list[Job], **more: int) -> Day:
    return planned(workers, jobs, LINE, seconds=20, rounds=300, **more)


def kept(workers: list[Worker], jobs: list[Job], day: Day, minutes: "np.ndarray") -> None:
    """Walk every route minute by minute with other eyes than the engine's."""
    by_worker = {one.key: one for one in workers}
    by_job = {one.key: one for one in jobs}
    seen = [stop.job for route in day.routes for stop in route.stops] + [
        one.job for one in day.left
    ]
    assert sorted(seen) == sorted(by_job)
    assert len({route.worker for route in day.routes}) == len(day.routes)
    for route in day.routes:
        who = by_worker[route.worker]
        happened = sorted(
            [(p.begins, p.ends, None) for p in route.pauses]
            + [(s.begins, s.ends, s.job) for s in route.stops],
            key=lambda one: (one[0], one[1], one[2] is not None),
        )
        assert [one[2] for one in happened if one[2] is not None] == [s.job for s in route.stops]
        assert len(route.pauses) == len(who.breaks)
        now, place, free = who.starts, who.place, 0
        for begins, ends, key in happened:
            if key is None:
                free += ends - begins
                continue
            done = by_job[key]
            way = int(minutes[place, done.place])
            assert begins - now >= way + free
            assert done.opens <= begins <= done.closes
            assert ends - begins == done.minutes
            assert done.skills <= who.skills
            now, place, free = ends, done.place, 0
        assert now + int(minutes[place, who.home]) <= route.back <= who.ends
        for pause, rule in zip(
            route.pauses, sorted(who.breaks, key=lambda b: (b.closes, b.opens, b.minutes)),
            strict=True,
        ):  # fmt: skip
            assert rule.opens <= pause.begins <= rule.closes
            assert pause.ends - pause.begins == rule.minutes
            assert pause.ends <= who.ends


@st.composite
def days(draw: st.DrawFn) -> tuple[list[Worker], list[Job]]:
    minute = st.integers(min_value=400, max_value=1100)
    some = st.sampled_from([frozenset[str](), CARE, BATH])
    workers = [
        Worker(
            key, draw(st.integers(0, 9)), draw(st.integers(0, 9)), draw(minute), draw(minute),
            draw(some), draw(st.sampled_from([(), (Break(60, 690, 780),),
                                              (Break(15, 540, 600), Break(45, 700, 740))])),
        )
        for key in range(1, draw(st.integers(0, 3)) + 1)
    ]  # fmt: skip
    jobs = [
        Job(
            key, draw(st.integers(0, 9)), draw(st.integers(0, 90)), draw(minute), draw(minute),
            draw(some), draw(st.sampled_from([None, 1, 2, 9])), draw(st.integers(1, 3)),
        )
        for key in range(1, draw(st.integers(0, 8)) + 1)
    ]  # fmt: skip
    return workers, jobs


@settings(max_examples=60, deadline=None)
@given(days())
def test_no_route_breaks_a_window_a_skill_a_shift_or_a_break(
    made: tuple[list[Worker], list[Job]],
) -> None:
    workers, jobs = made
    kept(workers, jobs, quick(workers, jobs), LINE)


@settings(max_examples=40, deadline=None)
@given(days())
def test_the_same_day_is_planned_the_same_again(made: tuple[list[Worker], list[Job]]) -> None:
    assert quick(*made) == quick(*made)


@settings(max_examples=60, deadline=None)
@given(days())
def test_the_clock_finds_the_earliest_day_there_is(made: tuple[list[Worker], list[Job]]) -> None:
    """Against trying every place of every break."""
    workers, jobs = made
    for who in workers:
        for order in permutations(jobs[:2]):
            found = walked(who, order, LINE)
            best = _tried(who, list(order))
            assert (found.back if found else None) == best


def _tried(who: Worker, order: list[Job]) -> int | None:
    if any(not one.skills <= who.skills for one in order):
        return None
    breaks = sorted(who.breaks, key=lambda b: (b.closes, b.opens, b.minutes))
    legs = [*(one.place for one in order), who.home]
    slots = [(leg, side) for leg in range(len(legs)) for side in (0, 1)]
    backs = []

    def go(taken: list[tuple[int, int]]) -> None:
        if len(taken) < len(breaks):
            for slot in slots:
                if not taken or slot >= taken[-1]:
                    go([*taken, slot])
            return
        now, at, rest, back = who.starts, who.place, list(zip(taken, breaks, strict=True)), 0
        for leg, place in enumerate(legs):
            for side in (0, 1):
                if side == 1:
                    now += int(LINE[at, place]) if order else 0
                    at, back = place, now
                while rest and rest[0][0] == (leg, side):
                    _slot, one = rest.pop(0)
                    now = max(now, one.opens)
                    if now > one.closes:
                        return
                    now += one.minutes
            if leg < len(order):
                now = max(now, order[leg].opens)
                if now > order[leg].closes:
                    return
                now += order[leg].minutes
        if now <= who.ends:
            backs.append(back)

    go([])
    return min(backs, default=None)


@pytest.mark.parametrize(
    ("workers", "jobs", "why"),
    [
        ([], [job(1)], Why.NOBODY),
        ([worker()], [job(1, opens=600, closes=599)], Why.CLOSED),
        ([worker()], [job(1, skills=BATH)], Why.SKILL),
        ([worker(ends=720)], [job(1, opens=800, closes=900)], Why.SHIFT),
        ([worker(ends=540)], [job(1, minutes=90)], Why.REACH),
        ([worker()], [job(1, opens=600, closes=600, weight=2), job(2, opens=600, closes=600)],
         Why.FULL),
    ],
)  # fmt: skip
def test_what_is_left_over_says_why(workers: list[Worker], jobs: list[Job], why: Why) -> None:
    left = quick(workers, jobs).left
    assert [one.why for one in left] == [why]


def test_the_weightier_job_is_done_where_only_one_can_be() -> None:
    both = [job(1, opens=600, closes=600), job(2, opens=600, closes=600, weight=5)]
    assert [one.job for one in quick([worker()], both).left] == [1]


def test_who_went_last_time_goes_again_unless_it_is_far() -> None:
    two = [worker(1, place=1), worker(2, place=2)]
    day = quick(two, [job(1, place=1, prefers=2)], loyalty=30)
    assert [route.worker for route in day.routes] == [2]
    day = quick(two, [job(1, place=1, prefers=2)], loyalty=0)
    assert [route.worker for route in day.routes] == [1]


def test_a_break_at_noon_moves_the_visit_behind_it() -> None:
    noon = (Break(60, 690, 720),)
    day = quick([worker(breaks=noon)], [job(1, opens=700, closes=820, minutes=60)])
    (route,) = day.routes
    assert route.pauses[0].begins <= 720
    assert route.pauses[0].ends <= route.stops[0].begins


@pytest.mark.parametrize(
    ("workers", "jobs", "minutes"),
    [
        ([worker(), worker()], [], LINE),
        ([worker()], [job(1), job(1)], LINE),
        ([worker(place=12)], [], LINE),
        ([worker()], [job(1, minutes=-5)], LINE),
        ([worker()], [], LINE - 50),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(
    workers: list[Worker], jobs: list[Job], minutes: "np.ndarray"
) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        planned(workers, jobs, minutes, rounds=10)


def test_eight_days_in_ten_thousand_orders_are_as_short_as_trying_every_order() -> None:
    """Small days whose shortest travel is found by trying every order: ours is never longer."""
    chance = np.random.default_rng(5)
    for _ in range(8):
        places = chance.integers(0, 50, (7, 2))
        minutes = np.abs(places[:, None] - places[None]).sum(-1)
        jobs = [job(n, place=n) for n in range(1, 7)]
        who = Worker(1, 0, 0, 0, 2000, CARE)
        orders = [[j.place for j in order] for order in permutations(jobs)]
        best = min(
            sum(int(minutes[a, b]) for a, b in zip([0, *o], [*o, 0], strict=True)) for o in orders
        )
        assert planned([who], jobs, minutes, rounds=300).travel == best


def _minutes(day: Day) -> list[int]:
    return sorted(r.travel + sum(s.ends - s.begins for s in r.stops) for r in day.routes)


def test_even_loads_share_the_work_and_say_what_that_costs() -> None:
    """Two alike: least travel sends one of them to all, even loads send both."""
    workers = [worker(1), worker(2)]
    jobs = [job(n, place=1 + n % 2, minutes=60) for n in range(1, 7)]
    least = quick(workers, jobs)
    assert len(least.routes) == 1
    assert least.spread is None
    even = quick(workers, jobs, evenness=100)
    kept(workers, jobs, even, LINE)
    assert not even.left
    assert len(even.routes) == 2
    assert _minutes(even)[-1] < _minutes(least)[-1]
    assert even.spread is not None
    before, after = even.spread
    assert (before.travel, before.most, before.fewest) == (least.travel, _minutes(least)[0], 0)
    assert (after.travel, after.most) == (even.travel, _minutes(even)[-1])
    assert after.travel > before.travel


def test_a_half_day_has_half_the_share() -> None:
    workers = [worker(1), worker(2, ends=750)]
    jobs = [job(n, place=1, minutes=60, closes=900) for n in range(1, 7)]
    even = quick(workers, jobs, evenness=100)
    assert not even.left
    assert [(r.worker, len(r.stops)) for r in even.routes] == [(1, 4), (2, 2)]


@settings(max_examples=40, deadline=None)
@given(days(), st.integers(1, 300))
def test_even_loads_break_no_rule_and_leave_nothing_over_that_least_travel_serves(
    made: tuple[list[Worker], list[Job]], weight: int
) -> None:
    workers, jobs = made
    least, even = quick(workers, jobs), quick(workers, jobs, evenness=weight)
    kept(workers, jobs, even, LINE)
    value = {one.key: one.weight for one in jobs}
    assert sum(value[one.job] for one in even.left) <= sum(value[one.job] for one in least.left)
    assert quick(workers, jobs, evenness=weight) == even


def test_nobody_carries_more_than_fits() -> None:
    workers = [Worker(n, 0, 0, 480, 1020, carries=3) for n in (1, 2)]
    jobs = [Job(n, 1, 10, 480, 960, load=1) for n in range(1, 8)]
    day = planned(workers, jobs, LINE, seconds=20, rounds=300)
    assert [len(route.stops) for route in day.routes] == [3, 3]
    assert [one.why for one in day.left] == [Why.FULL]
    heavy = [Job(1, 1, 10, 480, 960, load=4)]
    found = planned(workers, heavy, LINE, seconds=20, rounds=300)
    assert [one.why for one in found.left] == [Why.REACH]
    with pytest.raises(ValueError, match="lighter than nothing"):
        planned(workers, [Job(1, 1, 10, 480, 960, load=-1)], LINE)
