"""Working days: weekdays, but for the days somebody said otherwise of."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.workdays import add_working_days, is_working_day, working_days_between

FRIDAY = date(2026, 2, 13)
SAID = {date(2026, 2, 14): True, date(2026, 2, 16): False, date(2026, 2, 17): False}
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
said = st.dictionaries(days, st.booleans(), max_size=40)


@pytest.mark.parametrize(
    ("ahead", "end"),
    [(0, FRIDAY), (1, date(2026, 2, 14)), (2, date(2026, 2, 18)), (-1, date(2026, 2, 12))],
)
def test_a_saturday_may_be_worked_and_a_monday_off(ahead: int, end: date) -> None:
    assert add_working_days(FRIDAY, ahead, SAID) == end


@given(days, days, said)
def test_counting_agrees_with_asking_each_day(start: date, end: date, said: dict) -> None:
    low, high = sorted((start, end))
    each = sum(is_working_day(low + timedelta(d), said) for d in range((high - low).days))
    assert working_days_between(low, high, said) == each
    assert working_days_between(high, low, said) == -each


@given(days, st.integers(1, 60), said)
def test_what_is_added_lies_between(start: date, count: int, said: dict) -> None:
    end = add_working_days(start, count, said)
    assert is_working_day(end, said)
    after = start + timedelta(days=1)
    assert working_days_between(after, end + timedelta(days=1), said) == count


def test_ten_years_without_a_working_day_are_refused() -> None:
    off = {FRIDAY + timedelta(days=d): False for d in range(4000)}
    with pytest.raises(ValueError, match="ten years"):
        add_working_days(FRIDAY, 1, off)
