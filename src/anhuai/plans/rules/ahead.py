"""A ratio to people of an age in a year to come: what it comes to, and what holding it takes."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from anhuai.plans.rules.definitions import Indicator
from anhuai.plans.rules.measures import Ratio
from anhuai.plans.rules.targets import Goal, Operator

PEOPLE = frozenset({"people.residents", "people.registered"})


class Unprojected(StrEnum):
    """Why nothing is said of the years to come."""

    OTHER = "other_denominator"
    """The denominator is not people of an age alone."""
    NO_FIGURE = "no_figure"
    NO_PEOPLE = "no_projection"
    """Nothing is projected for this area, age or year."""
    RETOLD = "retold"
    """The figure is told in the units of another day."""


def least_age(definition: Indicator) -> int | None:
    """Return from which age on people are an indicator's denominator, 0 for everybody.

    None where it is no ratio to people, or to people chosen by more than their age.
    """
    measure = definition.measure
    if not isinstance(measure, Ratio) or measure.bottom.field:
        return None
    counted = measure.bottom.source
    if counted.name not in PEOPLE or set(counted.given) - {"min_age"}:
        return None
    return int(str(counted.given.get("min_age", 0)))


def people_then(people: Decimal, today: float, then: float) -> Decimal:
    """Return how many people there will be where a projection goes from `today` to `then`."""
    grown = people * Decimal(repr(then)) / Decimal(repr(today))
    return grown.quantize(Decimal(1), ROUND_HALF_UP)


def value_then(numerator: Decimal, people: Decimal, times: int) -> Decimal | None:
    """Return the figure if the numerator stays; None where nobody is left."""
    return (numerator * times / people).quantize(Decimal("0.0001")) if people else None


def needed_then(goal: Goal, people: Decimal, times: int) -> int | None:
    """Return the least numerator that fulfils a goal with so many people; part of a bed is a bed.

    None for a goal without a number, one on growth, and one not to be exceeded.
    """
    if goal.bar is None or goal.is_upper_bound or goal.operator is Operator.INCREASE_BY:
        return None
    exact = goal.bar * people / times
    if goal.operator is Operator.MORE_THAN:
        return int(exact.to_integral_value(ROUND_FLOOR)) + 1
    return int(exact.to_integral_value(ROUND_CEILING))
