"""A figure in the years to come, from siting's projection of people: an estimate with its error.

Asked for one indicator on its own page, never for a board: the projection is made anew after every
write.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from anhuai.plans.models import Target
from anhuai.plans.queries.boards import goal_of, trends_of
from anhuai.plans.queries.documents import targets_of
from anhuai.plans.queries.measuring import (
    Measured,
    indicator,
    is_comparable,
    require_division,
)
from anhuai.plans.rules import Indicator, Ratio, forecast
from anhuai.plans.rules.ahead import (
    Unprojected,
    least_age,
    needed_then,
    people_then,
    value_then,
)
from anhuai.platform.acting import Actor
from anhuai.siting import queries as siting
from anhuai.siting.rules import HORIZON

CHECKS = ((2000, 2020, "2019"), (2010, 2020, "2022"))


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of births: people then, the figure if the numerator stays, the numerator a target
    asks for and how many of it are missing today."""

    variant: str
    people: Decimal
    value: Decimal | None
    needed: int | None
    missing: Decimal | None


@dataclass(frozen=True, slots=True)
class Coming:
    """A target in the year of its deadline, or, where that is past or not set, in the last year
    projected; `trend` is the straight line's figure at the deadline. Without variants nothing is
    projected for the year."""

    target: Target | None
    year: int
    is_held: bool
    trend: Decimal | None
    variants: Sequence[Variant]


@dataclass(frozen=True, slots=True)
class Checked:
    """How far carrying China on from one year to another was off for these ages."""

    since: int
    until: int
    edition: str
    error: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """An indicator's years to come, or why nothing is said of them."""

    reason: Unprojected | None
    rows: Sequence[Coming] = ()
    checks: Sequence[Checked] = ()


def outlook(actor: Actor, *, key: str, measured: Measured) -> Outlook:
    """Return what a measured figure comes to as its people grow or fall, target by target.

    Raises `NotHere` for a division outside the actor's scope.
    """
    require_division(actor, measured.division)
    definition = indicator(key)
    age = least_age(definition)
    if age is None or age not in siting.BANDS:
        return Outlook(Unprojected.OTHER)
    if measured.numerator is None or not measured.denominator:
        return Outlook(Unprojected.NO_FIGURE)
    mine: list[Target | None] = [
        target
        for target in targets_of(actor, key=key)
        if is_comparable(definition, measured.division, target.plan.division)
    ]
    rows = [_coming(definition, measured, target, age) for target in mine or [None]]
    if not any(row.variants for row in rows):
        return Outlook(Unprojected.NO_PEOPLE)
    band = siting.BANDS[age][1]
    checks = [
        Checked(since, until, edition, siting.backcast(since, until, edition=edition)[band][2])
        for since, until, edition in CHECKS
    ]
    return Outlook(None, rows, checks)


def _coming(definition: Indicator, measured: Measured, target: Target | None, age: int) -> Coming:
    due = target.deadline if target is not None else None
    is_open = due is not None and due >= measured.on
    year = due.year if is_open and due is not None else HORIZON
    found = siting.ahead(on=measured.on, division=measured.division, year=year, min_age=age)
    variants = []
    if found is not None:
        variants = [
            _variant(definition, measured, target, name, (found.today, then))
            for name, then in found.then.items()
        ]
    trend = _trend(definition, measured, target) if is_open else None
    return Coming(target, year, not is_open, trend, variants)


def _variant(
    definition: Indicator, measured: Measured, target: Target | None, name: str,
    grown: tuple[float, float],
) -> Variant:  # fmt: skip
    times = definition.measure.times if isinstance(definition.measure, Ratio) else 1
    top, bottom = measured.numerator or Decimal(0), measured.denominator or Decimal(0)
    people = people_then(bottom, *grown)
    needed = None
    if target is not None:
        needed = needed_then(goal_of(target, target.plan, definition), people, times)
    missing = None if needed is None else max(Decimal(0), needed - top)
    return Variant(name, people, value_then(top, people, times), needed, missing)


def _trend(definition: Indicator, measured: Measured, target: Target | None) -> Decimal | None:
    if target is None or target.deadline is None:
        return None
    key = measured.key
    points = list(
        trends_of([key], division=measured.division, on=measured.on, plan=target.plan).get(key, ())
    )
    if measured.value is not None:
        points.append((measured.on, measured.value))
    floor, ceiling = definition.bounds
    found = forecast(points, target.deadline, floor=floor, ceiling=ceiling)
    return found.value if found else None
