"""Months, ages and birthdays, the 29th of February first."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.months import (
    BadMonth,
    LeapRule,
    Month,
    age_months,
    age_on,
    birthday,
    months_between,
)

LEAPLING = date(2000, 2, 29)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
months = days.map(Month.of)
rules = st.sampled_from(LeapRule)


def test_a_month_knows_its_days() -> None:
    month = Month.of(date(2024, 2, 10))
    assert (month.first, month.last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert str(month) == "2024-02"
    assert date(2024, 2, 29) in month
    assert date(2025, 2, 10) not in month


def test_months_are_counted_across_years() -> None:
    assert Month(2026, 11) + 2 == Month(2027, 1)
    assert Month(2026, 1) - 1 == Month(2025, 12)
    assert Month(2027, 1) - Month(2026, 11) == 2
    assert Month(2026, 12) < Month(2027, 1)


def test_months_between_leave_out_the_end() -> None:
    walked = [str(month) for month in months_between(Month(2026, 11), Month(2027, 2))]
    assert walked == ["2026-11", "2026-12", "2027-01"]
    assert list(months_between(Month(2027, 2), Month(2026, 11))) == []


@pytest.mark.parametrize("text", ["2026-11", "2026年11月", "202611", "２０２６／１１", " 2026.11 "])
def test_a_month_is_read(text: str) -> None:
    assert Month.parse(text) == Month(2026, 11)


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "0000-01", "11-2026"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(BadMonth) as caught:
        Month.parse(text)
    assert caught.value.code == "format"


def test_there_is_no_thirteenth_month() -> None:
    with pytest.raises(ValueError, match="2026-13"):
        Month(2026, 13)


@given(months, st.integers(-1200, 1200))
def test_adding_and_taking_away_are_opposites(month: Month, count: int) -> None:
    assert (month + count) - count == month
    assert (month + count) - month == count
    assert Month.parse(str(month)) == month


@given(months)
def test_a_month_ends_the_day_before_the_next(month: Month) -> None:
    assert month.last + timedelta(days=1) == (month + 1).first


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(1946, 11, 21), date(2026, 11, 20), 79),
        (date(1946, 11, 21), date(2026, 11, 21), 80),
        (date(1946, 12, 31), date(2027, 1, 1), 80),
        (date(2026, 11, 21), date(2026, 11, 21), 0),
        (LEAPLING, date(2018, 2, 28), 17),
        (LEAPLING, date(2018, 3, 1), 18),
        (LEAPLING, date(2020, 2, 29), 20),
    ],
)
def test_age_is_full_years(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


def test_the_leap_rule_can_be_chosen() -> None:
    assert birthday(LEAPLING, 18) == date(2018, 3, 1)
    assert birthday(LEAPLING, 18, leap_rule=LeapRule.LAST_DAY) == date(2018, 2, 28)
    assert birthday(LEAPLING, 20) == date(2020, 2, 29)
    assert age_on(LEAPLING, date(2018, 2, 28), leap_rule=LeapRule.LAST_DAY) == 18


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2026, 1, 31), date(2026, 3, 30), 1),
        (date(2026, 1, 31), date(2026, 3, 31), 2),
        (date(2023, 11, 21), date(2026, 11, 20), 35),
        (date(2023, 11, 21), date(2026, 11, 21), 36),
    ],
)
def test_age_in_months_is_full_months(born: date, on: date, age: int) -> None:
    assert age_months(born, on) == age


@pytest.mark.parametrize("age", [age_on, age_months])
def test_nobody_has_an_age_before_birth(age: object) -> None:
    assert callable(age)
    with pytest.raises(ValueError, match="not yet born"):
        age(date(2026, 11, 21), date(2026, 11, 20))


@given(days, days, rules)
def test_age_steps_up_exactly_on_the_birthday(born: date, on: date, rule: LeapRule) -> None:
    born, on = min(born, on), max(born, on)
    age = age_on(born, on, leap_rule=rule)
    assert birthday(born, age, leap_rule=rule) <= on
    assert on < birthday(born, age + 1, leap_rule=rule)
    assert age == age_months(born, on, leap_rule=rule) // 12
