"""The measure language refuses what it does not know, and does its sums exactly."""

from decimal import Decimal

import pytest

from anhuai.kernel.divisions import Level, TownKind
from anhuai.plans.rules import (
    COMMITTEES,
    PLAN,
    TWO_YEARS,
    URBAN,
    BadMeasure,
    Count,
    MinOverDivisions,
    Ratio,
    ShareOfDivisions,
    Sum,
    Units,
    count,
    is_of_plan,
    is_windowed,
    of,
    share_of,
    source,
)


def test_an_unknown_fact_is_refused_when_built() -> None:
    with pytest.raises(BadMeasure, match="no such fact"):
        source("people.dragons")


def test_an_unknown_filter_is_refused_when_built() -> None:
    with pytest.raises(BadMeasure, match="no filter colour"):
        source("facilities.beds", colour="red")


def test_a_window_is_one_of_the_known_windows() -> None:
    assert source("facilities.works", accepted=TWO_YEARS)
    with pytest.raises(BadMeasure, match="accepted is one of"):
        source("facilities.works", accepted="forever")


def test_an_unknown_field_is_refused_when_built() -> None:
    with pytest.raises(BadMeasure, match="no field"):
        of("facilities.works", field="height")
    with pytest.raises(BadMeasure, match="no field"):
        of("people.residents", field="beds")


def test_units_are_only_narrowed_where_that_means_something() -> None:
    with pytest.raises(BadMeasure):
        Units(Level.TOWN, urban=True)
    with pytest.raises(BadMeasure):
        Units(Level.VILLAGE, towns=(TownKind.STREET,))


def test_a_ratio_needs_a_factor_and_a_share_needs_a_fact() -> None:
    with pytest.raises(BadMeasure):
        Ratio(of("people.residents"), of("people.residents"), times=0)
    with pytest.raises(BadMeasure):
        Count(of("people.residents"), per=0)
    with pytest.raises(BadMeasure):
        ShareOfDivisions(())


def test_the_order_of_filters_does_not_matter() -> None:
    assert source("people.residents", min_age=60, hukou_kind="rural") == source(
        "people.residents", hukou_kind="rural", min_age=60
    )


def test_a_ratio_over_nothing_has_no_value() -> None:
    ratio = Ratio(of("facilities.beds", nursing=True), of("facilities.beds"))
    assert ratio.value_of([Decimal(0), Decimal(0)]).value is None
    assert ratio.value_of([Decimal(1), Decimal(3)]).value == Decimal("33.3333")


def test_the_least_of_no_division_has_no_value() -> None:
    least = MinOverDivisions(URBAN, source("civil.organisations"))
    assert least.value_of([]).value is None
    parts = least.value_of([Decimal(5), Decimal(2)])
    assert (parts.numerator, parts.denominator, parts.value) == (Decimal(7), Decimal(2), Decimal(2))


def test_a_count_in_larger_units_divides_exactly() -> None:
    assert count("plans.projects", field="budget", per=10**10).value_of(
        [Decimal(80285 * 10**8)]
    ).value == Decimal("802.85")


def test_what_depends_on_the_plan_says_so() -> None:
    assert is_windowed(count("facilities.operating", opened=PLAN))
    assert not is_windowed(Count(Sum(source("workforce.posts", trained=TWO_YEARS))))
    assert is_of_plan(count("plans.projects"))
    assert not is_of_plan(share_of(COMMITTEES, source("facilities.operating")))
