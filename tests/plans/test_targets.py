"""Judging a target: boundaries, ranges, ceilings, benchmarks, growth, deadlines, forecasts."""

from datetime import date
from decimal import Decimal

import pytest

from anhuai.plans.rules import (
    Accrual,
    Forecast,
    Goal,
    Operator,
    Status,
    expected_on,
    forecast,
    gap_of,
    is_reached,
    judge,
)

DUE = date(2025, 12, 31)


def goal(operator: str = ">=", value: str | None = "55", **more: object) -> Goal:
    given = {"deadline": DUE, "ends": DUE, **more}
    return Goal(
        operator=Operator(operator), value=None if value is None else Decimal(value), **given
    )


@pytest.mark.parametrize(
    ("operator", "figure", "reached"),
    [
        (">=", "54.9999", False), (">=", "55", True), (">=", "55.0001", True),
        (">", "55", False), (">", "55.0001", True),
        ("<=", "55", True), ("<=", "55.0001", False), ("<=", "0", True),
        ("=", "54.9", False), ("=", "55", True), ("=", "60", True),
        ("increase_by", "54", False), ("increase_by", "55", True),
    ],
)  # fmt: skip
def test_an_operator_decides_at_its_boundary(operator: str, figure: str, reached: bool) -> None:
    assert is_reached(goal(operator), Decimal(figure)) is reached


def test_a_bare_equals_is_at_most_where_the_value_is_a_ceiling() -> None:
    ceiling = goal("=", is_ceiling=True)
    assert is_reached(ceiling, Decimal(55))
    assert is_reached(ceiling, Decimal(10))
    assert not is_reached(ceiling, Decimal("55.1"))


@pytest.mark.parametrize(
    ("figure", "reached"), [("2", False), ("3", True), ("4", True), ("5", True)]
)
def test_a_range_is_reached_from_its_lower_end_on(figure: str, reached: bool) -> None:
    assert is_reached(goal("range", "3", value_max=Decimal(4)), Decimal(figure)) is reached


def test_a_range_that_is_a_ceiling_ends_at_its_upper_end() -> None:
    ceiling = goal("range", "3", value_max=Decimal(4), is_ceiling=True)
    assert is_reached(ceiling, Decimal(4))
    assert not is_reached(ceiling, Decimal(5))
    assert gap_of(ceiling, Decimal(6)) == Decimal(2)


def test_a_range_needs_two_ends_in_order() -> None:
    with pytest.raises(ValueError, match="two ends"):
        goal("range", "3")
    with pytest.raises(ValueError, match="above"):
        goal("range", "3", value_max=Decimal(2))


def test_the_gap_is_what_is_missing_and_negative_when_exceeded() -> None:
    assert gap_of(goal(), Decimal("54.5")) == Decimal("0.5")
    assert gap_of(goal(), Decimal(60)) == Decimal(-5)
    assert gap_of(goal("<="), Decimal(60)) == Decimal(5)
    assert gap_of(goal(), None) is None
    assert gap_of(goal(value=None), Decimal(3)) is None


def test_a_benchmark_without_a_number_is_never_judged() -> None:
    benchmark = goal(value=None)
    assert is_reached(benchmark, Decimal(99)) is None
    assert judge(benchmark, Decimal(99), date(2024, 1, 1)).status is Status.UNJUDGED
    assert judge(benchmark, None, date(2024, 1, 1)).status is Status.NO_DATA


def test_no_figure_is_no_data_even_after_the_deadline() -> None:
    assert judge(goal(), None, date(2030, 1, 1)).status is Status.NO_DATA


def test_the_day_of_the_deadline_is_still_in_time() -> None:
    running = goal(ends=date(2030, 12, 31))
    assert judge(running, Decimal(50), DUE).status is Status.UNJUDGED
    assert judge(running, Decimal(50), date(2026, 1, 1)).status is Status.OVERDUE
    assert judge(running, Decimal(55), date(2026, 1, 1)).status is Status.MET


def test_after_the_plan_what_is_not_reached_is_missed() -> None:
    assert judge(goal(), Decimal(50), date(2026, 1, 1)).status is Status.MISSED


def test_a_promise_for_a_year_is_missed_once_the_year_is_over() -> None:
    yearly = goal(accrual=Accrual.ANNUAL, ends=date(2030, 12, 31))
    assert judge(yearly, Decimal(50), date(2026, 1, 1)).status is Status.MISSED


def test_without_a_deadline_nothing_is_late() -> None:
    assert judge(goal(deadline=None), Decimal(50), date(2040, 1, 1)).status is Status.UNJUDGED


def test_the_forecast_decides_between_on_track_and_behind() -> None:
    on = date(2024, 1, 1)
    up, down = Forecast(Decimal(56), DUE, Decimal(1)), Forecast(Decimal("54.9"), DUE, Decimal(1))
    assert judge(goal(), Decimal(50), on, up).status is Status.ON_TRACK
    assert judge(goal(), Decimal(50), on, down).status is Status.BEHIND


def test_without_a_forecast_the_even_pace_from_the_baseline_decides() -> None:
    paced = goal(value="60", baseline=Decimal(50), baseline_year=2020)
    on = date(2023, 7, 2)
    expected = expected_on(paced, on)
    assert expected == Decimal("55.0000")
    assert judge(paced, expected, on).status is Status.ON_TRACK
    assert judge(paced, expected - Decimal("0.0001"), on).status is Status.BEHIND
    assert expected_on(paced, date(2010, 1, 1)) == Decimal(50)
    assert expected_on(paced, date(2040, 1, 1)) == Decimal(60)


def test_the_even_pace_of_an_upper_bound_falls() -> None:
    paced = goal("<=", "50", baseline=Decimal(70), baseline_year=2020)
    on = date(2023, 7, 2)
    assert judge(paced, Decimal(60), on).status is Status.ON_TRACK
    assert judge(paced, Decimal(61), on).status is Status.BEHIND


def test_a_baseline_later_than_the_deadline_gives_no_pace() -> None:
    assert expected_on(goal(baseline=Decimal(1), baseline_year=2025), DUE) is None


def test_a_straight_line_is_exact() -> None:
    points = [
        (date(2024, 1, 1), Decimal(10)),
        (date(2024, 1, 31), Decimal(13)),
        (date(2024, 3, 1), Decimal(16)),
    ]
    found = forecast(points, date(2024, 3, 31))
    assert found is not None
    assert found.value == Decimal(19)
    assert found.per_year == Decimal("36.5250")


@pytest.mark.parametrize(
    "days",
    [
        [], [date(2024, 1, 1)], [date(2024, 1, 1), date(2024, 12, 1)],
        [date(2024, 1, 1), date(2024, 1, 20), date(2024, 2, 29)],
        [date(2024, 1, 1), date(2024, 1, 1), date(2024, 12, 1)],
    ],
)  # fmt: skip
def test_too_few_days_or_too_short_a_time_forecast_nothing(days: list[date]) -> None:
    assert forecast([(day, Decimal(1)) for day in days], DUE) is None


def test_sixty_days_and_three_points_are_enough() -> None:
    points = [
        (date(2024, 1, 1), Decimal(1)),
        (date(2024, 2, 1), Decimal(1)),
        (date(2024, 3, 1), Decimal(1)),
    ]
    found = forecast(points, DUE)
    assert found is not None
    assert found.value == Decimal(1)
    assert found.per_year == 0


def test_a_share_is_not_forecast_beyond_its_whole() -> None:
    points = [
        (date(2024, 1, 1), Decimal(80)),
        (date(2024, 2, 1), Decimal(90)),
        (date(2024, 3, 1), Decimal(99)),
    ]
    assert forecast(points, DUE, floor=Decimal(0), ceiling=Decimal(100)).value == Decimal(100)  # type: ignore[union-attr]
    falling = [(day, Decimal(100) - figure) for day, figure in points]
    assert forecast(falling, DUE, floor=Decimal(0)).value == Decimal(0)  # type: ignore[union-attr]
