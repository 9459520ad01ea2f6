"""Tiers, due days, proof and balancing by example and by property; every definition's examples."""

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.geometry import LonLat
from anhuai.kernel.months import Month
from anhuai.people.catalogue import KINDS
from anhuai.services.catalogue import CHECKS, CHORES, TIERS
from anhuai.services.rules.balancing import Wanted, share
from anhuai.services.rules.due import due_after, state_of
from anhuai.services.rules.proof import corrected, placed, travels
from anhuai.services.rules.tiers import tiers_of
from anhuai.services.rules.visiting import BadVisit, Position, Visited
from anhuai.services.rules.words import Doubt, Mode, Outcome, TargetState

NOW = datetime.fromisoformat("2026-06-15T12:00:00+08:00")
HOUSE = LonLat(105.0, 38.0)


@pytest.mark.parametrize("code", TIERS)
def test_every_tier_keeps_its_examples_and_names_circumstances_there_are(code: str) -> None:
    tier = TIERS[code]
    assert {one.listed for one in tier.examples} == {True, False}
    for one in tier.examples:
        assert tier.lists(one.age, one.pairs) is one.listed, one.says
    assert tier.codes <= set(KINDS)
    for need in tier.needs:
        for kind in need.kinds:
            assert any(kind == choice.code for c in need.codes for choice in KINDS[c].kinds)


@pytest.mark.parametrize("code", CHECKS)
def test_every_question_keeps_its_examples(code: str) -> None:
    check = CHECKS[code]
    assert set(check.tiers) <= set(TIERS)
    assert {one for one, _severity in check.examples} == {one.code for one in check.answers}
    for answer, severity in check.examples:
        assert check.answer(answer).severity == severity
    with pytest.raises(BadVisit.__mro__[1]):
        check.answer("nothing")


def test_a_rule_of_one_place_holds_there_alone() -> None:
    assert TIERS["high_age_alone"].default_days("371002") == 2
    assert TIERS["high_age_alone"].default_days("620723") == 0
    assert TIERS["four_ones"].default_days("620723") == 7
    assert TIERS["special_difficulty"].default_days("620723") == 30
    assert [CHORES[c].every_days for c in ("cleaning", "laundry", "haircut", "supplies")] == [
        7, 15, 30, 182,
    ]  # fmt: skip


def test_the_shortest_interval_of_several_rules_decides() -> None:
    days = dict.fromkeys(TIERS, 0) | {"special_difficulty": 30, "high_age_alone": 2}
    assert tiers_of(TIERS, days, 82, [("living_alone", "")]) == (
        ("high_age_alone", "special_difficulty"), 2,
    )  # fmt: skip
    assert tiers_of(TIERS, days, 79, [("living_alone", "")]) == (("special_difficulty",), 30)
    assert tiers_of(TIERS, days, 79, []) == ((), 0)


@pytest.mark.parametrize(
    ("last", "every", "due", "overdue"),
    [
        ("2026-06-01", 7, "2026-06-08", "2026-06-10"),  # 7 × 1.2 = 8.4: the ninth day
        ("2026-06-01", 2, "2026-06-03", "2026-06-04"),
        ("2026-06-10", 30, "2026-07-10", "2026-07-16"),
        ("2026-01-31", 30, "2026-02-28", "2026-03-01"),  # no calendar month is skipped
    ],
)
def test_due_after_the_interval_overdue_after_a_fifth_more(
    last: str, every: int, due: str, overdue: str
) -> None:
    found = due_after(date.fromisoformat(last), date(2020, 1, 1), every)
    assert (str(found.on), str(found.overdue)) == (due, overdue)


def test_who_was_never_visited_is_due_from_the_day_of_listing() -> None:
    found = due_after(None, date(2026, 6, 10), 30)
    assert (found.on, found.overdue) == (date(2026, 6, 30), date(2026, 7, 1))
    assert due_after(date(2026, 1, 1), date(2026, 6, 10), 7).on == date(2026, 6, 17)


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 184), st.integers(0, 400),
    st.booleans(),
)  # fmt: skip
def test_a_monthly_visit_never_skips_a_month_and_overdue_follows_due(
    last: date, every: int, after: int, visited: bool
) -> None:
    due = due_after(last if visited else None, last, every)
    assert due.on < due.overdue
    if 28 <= every <= 31:
        assert Month.of(due.on) - Month.of(last) <= 1
    on = last + timedelta(after)
    state = state_of(due, last=last if visited else None, month=Month.of(on), on=on)
    assert (state is TargetState.OVERDUE) == (on >= due.overdue)


def visit(**more: object) -> Visited:
    return Visited(**{  # type: ignore[arg-type]
        "client": UUID(int=1), "person": 1, "at": NOW, "mode": Mode.IN_PERSON,
        "outcome": Outcome.DONE, "position": Position(105.0, 38.0005, 10.0), **more,
    })  # fmt: skip


def test_a_visit_at_the_house_is_placed_and_one_far_off_needs_a_reason() -> None:
    assert placed(visit(), HOUSE, circle=300) == placed(visit(reason="x"), HOUSE, circle=300)
    assert placed(visit(), HOUSE, circle=300).metres == 56
    off = visit(position=Position(105.01, 38.0, 10.0))
    with pytest.raises(BadVisit, match="住处约"):
        placed(off, HOUSE, circle=300)
    said = visit(position=Position(105.01, 38.0, 10.0), reason="在邻居家见面")
    assert placed(said, HOUSE, circle=300).doubts == (Doubt.FAR,)


def test_a_missing_position_needs_a_reason_and_a_made_up_one_is_doubted() -> None:
    for where in (None, Position(105.0, 38.0, 5000.0)):  # a cell tower's circle says nothing
        with pytest.raises(BadVisit, match="没有定位"):
            placed(visit(position=where), HOUSE, circle=300)
        said = placed(visit(position=where, reason="没有信号"), HOUSE, circle=300)
        assert said.doubts == (Doubt.NO_POSITION,)
    exact = placed(visit(position=Position(105.0, 38.0, 10.0)), HOUSE, circle=300)
    assert exact.doubts == (Doubt.FAKE,)
    spread = placed(visit(position=Position(105.0, 38.0004, 0.0)), HOUSE, circle=300)
    assert spread.doubts == (Doubt.FAKE,)
    assert placed(visit(mode=Mode.PHONE, position=None), HOUSE, circle=300).doubts == ()
    assert placed(visit(), None, circle=300).doubts == (Doubt.NO_HOUSE,)


def test_a_wrong_clock_is_put_right_by_how_far_it_is_off_at_sending() -> None:
    yesterday = NOW - timedelta(days=1)
    made = yesterday - timedelta(hours=2)  # the phone thinks it is yesterday
    assert corrected(made, yesterday, NOW) == (NOW - timedelta(hours=2), True)
    assert corrected(NOW, NOW - timedelta(minutes=4), NOW) == (NOW, False)


def test_nobody_is_at_two_ends_of_the_county_within_minutes() -> None:
    here, there = HOUSE, LonLat(105.5, 38.0)  # 44 km
    assert not travels((NOW, here), (NOW + timedelta(minutes=10), there))
    assert travels((NOW, here), (NOW + timedelta(minutes=40), there))
    assert travels((NOW, here), (NOW, LonLat(105.001, 38.0)))


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from([1, 2, 5, 15])),
        max_size=60,
    ),
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]), st.lists(st.integers(1, 6), max_size=4, unique=True)
    ),
    st.dictionaries(st.integers(1, 6), st.integers(0, 20)),
)
def test_nobody_has_a_person_another_could_take_and_still_have_less(
    people: list[tuple[str, int]], reach: dict[str, list[int]], have: dict[int, int]
) -> None:
    wanted = [Wanted(at, village, times, at % 7) for at, (village, times) in enumerate(people)]
    made = share(wanted, reach, have)
    assert share(list(reversed(wanted)), reach, have) == made
    assert set(made.visitor) | set(made.nobody) == set(range(len(people)))
    assert set(made.nobody) == {one.person for one in wanted if not reach.get(one.village)}
    load = Counter({v: have.get(v, 0) for v in made.load})
    for one in wanted:
        if one.person in made.visitor:
            assert made.visitor[one.person] in reach[one.village]
            load[made.visitor[one.person]] += one.times
    assert dict(load) == made.load
    for one in wanted:
        for other in reach.get(one.village, ()):
            if one.person in made.visitor:
                assert made.load[other] + one.times >= made.load[made.visitor[one.person]]


def test_whoever_went_before_goes_again() -> None:
    wanted = [Wanted(key, "a", 1, before=2 if key < 5 else 1) for key in range(10)]
    made = share(wanted, {"a": [1, 2]})
    assert {made.visitor[key] for key in range(5)} == {2}
    assert {made.visitor[key] for key in range(5, 10)} == {1}
