"""Values that change on known dates, and periods that clash."""

import pickle
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.dated import BadPeriod, Dated, NothingInForce, Period, overlapping

STANDARD = Dated({date(2026, 7, 1): 300, date(2023, 1, 1): 200})
DAY_ZERO = date(2026, 1, 1)
offsets = st.integers(0, 30)


def day(offset: int) -> date:
    return DAY_ZERO + timedelta(days=offset)


@st.composite
def any_period(draw: st.DrawFn) -> Period:
    since = draw(offsets)
    length = draw(st.one_of(st.none(), st.integers(1, 15)))
    return Period(day(since), None if length is None else day(since + length))


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2023, 1, 1), 200),
        (date(2026, 6, 30), 200),
        (date(2026, 7, 1), 300),
        (date(2050, 1, 1), 300),
    ],
)
def test_the_version_in_force_is_found(on: date, value: int) -> None:
    assert STANDARD.on(on) == value


def test_before_the_first_version_nothing_is_in_force() -> None:
    with pytest.raises(NothingInForce) as caught:
        STANDARD.on(date(2022, 12, 31))
    assert caught.value.code == "not_in_force"
    assert "2023-01-01" in caught.value.message


def test_versions_are_kept_in_order_and_compared_by_value() -> None:
    same = Dated({date(2023, 1, 1): 200, date(2026, 7, 1): 300})
    assert STANDARD.starts == (date(2023, 1, 1), date(2026, 7, 1))
    assert same == STANDARD
    assert hash(STANDARD) == hash(same)
    assert pickle.loads(pickle.dumps(STANDARD)) == STANDARD


def test_what_was_given_may_change_without_changing_the_value() -> None:
    given_versions = {date(2023, 1, 1): 200}
    value = Dated(given_versions)
    given_versions.clear()
    assert value.on(date(2023, 1, 1)) == 200


def test_a_value_without_versions_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Dated({})


@pytest.mark.parametrize("until", [date(2026, 1, 1), date(2025, 12, 31)])
def test_a_period_lasts_at_least_a_day(until: date) -> None:
    with pytest.raises(BadPeriod) as caught:
        Period(date(2026, 1, 1), until)
    assert caught.value.code == "empty"


def test_a_period_leaves_out_its_end() -> None:
    period = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert period.covers(date(2026, 1, 1))
    assert period.covers(date(2026, 1, 31))
    assert not period.covers(date(2026, 2, 1))
    assert Period(date(2026, 1, 1)).covers(date(2999, 1, 1))


def test_periods_that_touch_do_not_overlap() -> None:
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    later = Period(date(2026, 2, 1))
    assert not january.overlaps(later)
    assert january.intersect(later) is None
    assert overlapping([later, january]) == []


@given(any_period(), any_period())
def test_the_intersection_holds_the_days_of_both(one: Period, other: Period) -> None:
    shared = one.intersect(other)
    assert shared == other.intersect(one)
    assert (shared is not None) == one.overlaps(other) == other.overlaps(one)
    for offset in range(50):
        both = one.covers(day(offset)) and other.covers(day(offset))
        assert (shared is not None and shared.covers(day(offset))) == both


@given(any_period(), offsets)
def test_cutting_in_two_loses_no_day(period: Period, at: int) -> None:
    before, after = period.clip(until=day(at)), period.clip(since=day(at))
    for offset in range(50):
        parts = [part for part in (before, after) if part and part.covers(day(offset))]
        assert len(parts) == period.covers(day(offset))


def test_clipping_by_nothing_changes_nothing() -> None:
    period = Period(date(2026, 1, 1), date(2026, 2, 1))
    assert period.clip() == period


@given(st.lists(any_period(), max_size=8))
def test_every_clash_is_found_once(periods: list[Period]) -> None:
    clashes = overlapping(periods)
    expected = sum(one.overlaps(other) for one, other in combinations(periods, 2))
    assert len(clashes) == expected
    assert all(one.overlaps(other) and one.since <= other.since for one, other in clashes)
