"""Judging a target: operators, gap, straight-line forecast, status. Exact decimals, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Operator(StrEnum):
    """How a plan compares the figure with its value (annotation guideline in plans/README)."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    EQUAL = "="
    """A bare 达到, 建成, 新建: read as "at least" unless the value is an upper bound."""
    RANGE = "range"
    """From `value` to `value_max`: reached from the lower end on, as "=" is."""
    INCREASE_BY = "increase_by"
    """A yearly growth: the figure compared is the growth itself, read as "at least"."""


class Accrual(StrEnum):
    """Over what time a figure is taken."""

    STOCK = "stock"
    CUMULATIVE = "cumulative"
    ANNUAL = "annual"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    BIENNIAL = "biennial"
    PER_UNIT = "per_unit"


class Status(StrEnum):
    """How far a target is kept on a day."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OVERDUE = "overdue"
    """The deadline has passed while the plan still runs: it can be made good."""
    MISSED = "missed"
    """The deadline has passed and so has the plan, or the period it was promised for."""
    UNJUDGED = "unjudged"
    """There is a figure, but no number to hold it against or too little trend to say."""
    NO_DATA = "no_data"


_PASSING: Final = {Accrual.ANNUAL, Accrual.MONTHLY, Accrual.WEEKLY, Accrual.BIENNIAL}
LEAST_POINTS: Final = 3
LEAST_DAYS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a target promises: a comparison, a day, and the plan it belongs to.

    `value` is None for a target relative to a benchmark. `is_ceiling` says that an "=" is meant as
    "at most". `ends` is the last day of the plan.
    """

    operator: Operator
    value: Decimal | None
    value_max: Decimal | None = None
    deadline: date | None = None
    accrual: Accrual = Accrual.STOCK
    is_ceiling: bool = False
    baseline: Decimal | None = None
    baseline_year: int | None = None
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.operator is Operator.RANGE and (self.value is None or self.value_max is None):
            raise ValueError("a range has two ends")
        if self.value is not None and self.value_max is not None and self.value_max < self.value:
            raise ValueError("a range ends above its beginning")

    @property
    def is_upper_bound(self) -> bool:
        """Whether the figure must stay at or under the value."""
        return self.operator is Operator.AT_MOST or self.is_ceiling

    @property
    def bar(self) -> Decimal | None:
        """The number the figure is held against."""
        if self.is_upper_bound and self.operator is Operator.RANGE:
            return self.value_max
        return self.value


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a straight line through the known figures leads on a day."""

    value: Decimal
    on: date
    per_year: Decimal


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status with what it rests on; `gap` is what is missing, negative when exceeded."""

    status: Status
    gap: Decimal | None
    forecast: Forecast | None
    expected: Decimal | None
    """What an even pace from the baseline asks for today."""


def is_reached(goal: Goal, figure: Decimal) -> bool | None:
    """Say whether a figure fulfils the goal; None where the goal has no number."""
    bar = goal.bar
    if bar is None:
        return None
    if goal.is_upper_bound:
        return figure <= bar
    if goal.operator is Operator.MORE_THAN:
        return figure > bar
    return figure >= bar


def gap_of(goal: Goal, figure: Decimal | None) -> Decimal | None:
    """Return what is missing to the goal in its own unit; zero or less when it is reached.

    For "more than" a gap of zero is still a gap: `is_reached` decides, not the sign.
    """
    bar = goal.bar
    if bar is None or figure is None:
        return None
    return figure - bar if goal.is_upper_bound else bar - figure


def forecast(
    points: Sequence[tuple[date, Decimal]],
    to: date,
    *,
    floor: Decimal | None = None,
    ceiling: Decimal | None = None,
) -> Forecast | None:
    """Return the least-squares line's value on a day; None under 3 days or a spread under 60 days.

    The value is held between `floor` and `ceiling`: a share cannot come to 130 %.
    """
    days = {day.toordinal(): figure for day, figure in points}
    if len(days) < LEAST_POINTS or max(days) - min(days) < LEAST_DAYS:
        return None
    count = Decimal(len(days))
    middle = sum(map(Decimal, days)) / count
    mean = sum(days.values(), Decimal()) / count
    spread = sum(((day - middle) ** 2 for day in days), Decimal())
    slope = sum(((day - middle) * (days[day] - mean) for day in days), Decimal()) / spread
    value = mean + slope * (to.toordinal() - middle)
    if floor is not None:
        value = max(value, floor)
    if ceiling is not None:
        value = min(value, ceiling)
    return Forecast(_short(value), to, _short(slope * Decimal("365.25")))


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"))


def expected_on(goal: Goal, on: date) -> Decimal | None:
    """Return what an even pace from the end of the baseline's year to the deadline asks for."""
    bar = goal.bar
    if bar is None or goal.baseline is None or goal.baseline_year is None or goal.deadline is None:
        return None
    start = date(goal.baseline_year, 12, 31)
    whole = (goal.deadline - start).days
    if whole <= 0:
        return None
    passed = min(max((on - start).days, 0), whole)
    return _short(goal.baseline + (bar - goal.baseline) * passed / whole)


def judge(goal: Goal, figure: Decimal | None, on: date, ahead: Forecast | None = None) -> Judgement:
    """Return how a target stands on a day; the day of the deadline itself is still in time."""
    expected = expected_on(goal, on)
    if figure is None:
        return Judgement(Status.NO_DATA, None, None, expected)
    gap, reached = gap_of(goal, figure), is_reached(goal, figure)
    if reached is None:
        return Judgement(Status.UNJUDGED, None, ahead, None)
    if reached:
        return Judgement(Status.MET, gap, ahead, expected)
    if goal.deadline is not None and on > goal.deadline:
        return Judgement(_late(goal, on), gap, None, expected)
    return Judgement(_pace(goal, figure, ahead, expected), gap, ahead, expected)


def _late(goal: Goal, on: date) -> Status:
    over = goal.ends is not None and on > goal.ends
    return Status.MISSED if over or goal.accrual in _PASSING else Status.OVERDUE


def _pace(goal: Goal, figure: Decimal, ahead: Forecast | None, expected: Decimal | None) -> Status:
    if ahead is not None:
        return Status.ON_TRACK if is_reached(goal, ahead.value) else Status.BEHIND
    if expected is None:
        return Status.UNJUDGED
    good = figure <= expected if goal.is_upper_bound else figure >= expected
    return Status.ON_TRACK if good else Status.BEHIND
