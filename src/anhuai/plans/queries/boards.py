"""The board: each target of a plan beside its figure, its trend and how it stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from anhuai.kernel.months import Month
from anhuai.plans.models import Plan, Report, Snapshot, Target
from anhuai.plans.queries.documents import targets
from anhuai.plans.queries.measuring import (
    TREND_MONTHS,
    Measured,
    Points,
    frame_for,
    indicator,
    is_comparable,
    measure_many,
    reaches,
)
from anhuai.plans.queries.rebasing import Retold, trend_now
from anhuai.plans.rules import (
    Accrual,
    Goal,
    Indicator,
    Judgement,
    Operator,
    Status,
    forecast,
    judge,
)
from anhuai.platform.acting import Actor, NotHere


@dataclass(frozen=True, slots=True)
class Row:
    """One target with its figure; `is_comparable` says whether it may be held against it."""

    target: Target
    definition: Indicator
    measured: Measured
    judgement: Judgement
    is_comparable: bool
    trend: Points
    is_estimate: bool = False
    """Whether the figure was told in today's units by shares."""


@dataclass(frozen=True, slots=True)
class Board:
    """A plan's targets measured for a division on a day.

    `is_seen` is False where the division lies outside the actor's scope: then no row has a figure.
    """

    plan: Plan
    division: str
    on: date
    is_seen: bool
    rows: Sequence[Row]
    units_of: date | None = None

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many targets stand how."""
        return Counter(row.judgement.status for row in self.rows)


def goal_of(target: Target, plan: Plan, definition: Indicator) -> Goal:
    """Return what a target promises, in the terms it is judged by."""
    return Goal(
        operator=Operator(target.operator),
        value=target.value,
        value_max=target.value_max,
        deadline=target.deadline,
        accrual=Accrual(target.accrual),
        is_ceiling=definition.is_ceiling,
        baseline=target.baseline,
        baseline_year=target.baseline_year,
        ends=date(plan.ends, 12, 31),
    )


def board(
    actor: Actor, *, plan: Plan, on: date, division: str = "", units_of: date | None = None
) -> Board:
    """Return the board of a plan for its own area or a part of it on a day.

    A plan of another area shows its targets without figures; a part of the plan's area that the
    actor does not reach is `NotHere`. `units_of` tells the figures of a unit as it is on that day.
    """
    division = division or plan.division
    promised = targets(actor, plan)
    is_seen = reaches(actor, division)
    if not is_seen and division != plan.division:
        raise NotHere("division", division)
    keys = list(dict.fromkeys(target.indicator for target in promised))
    if is_seen and units_of is not None and division != plan.division:
        rows = _rows_retold(actor, plan, promised, division=division, on=on, until=units_of)
        return Board(plan, division, on, is_seen, rows, units_of)
    if is_seen:
        figures = measure_many(actor, keys=keys, division=division, on=on, plan=plan)
        trends = trends_of(keys, division=division, on=on, plan=plan)
    else:
        figures = {key: Measured(key, division, on) for key in keys}
        trends = {}
    rows = [
        _row(target, plan, figures[target.indicator], trends.get(target.indicator, ()))
        for target in promised
    ]
    return Board(plan, division, on, is_seen, rows, units_of)


def _rows_retold(
    actor: Actor, plan: Plan, promised: Sequence[Target], *, division: str, on: date, until: date
) -> list[Row]:
    """Return the rows of a unit of a later day; raises `NotHere` where it was made of others' own.

    The plan's whole area is not retold: reforms stay within a county, so its sums are the same.
    """
    retold = Retold(actor, within=plan.division, on=on, until=until, plan=plan)
    rows = []
    for target in promised:
        part = retold.figure(target.indicator, division)
        if part is None:
            raise NotHere("division", division)
        points, is_estimate = trend_now(
            key=target.indicator, division=division, on=on, today=until, plan=plan
        )
        row = _row(target, plan, part.measured, points)
        rows.append(replace(row, is_estimate=part.is_estimate or is_estimate))
    return rows


def _row(target: Target, plan: Plan, measured: Measured, points: Points) -> Row:
    definition = indicator(target.indicator)
    comparable = is_comparable(definition, measured.division, plan.division)
    shown = list(points)
    if measured.value is not None and measured.as_of == measured.on:
        shown = [point for point in shown if point[0] != measured.on]
        shown.append((measured.on, measured.value))
    judgement = judge_row(target, plan, definition, measured, shown, comparable=comparable)
    return Row(target, definition, measured, judgement, comparable, shown)


def judge_row(
    target: Target, plan: Plan, definition: Indicator, measured: Measured, points: Points,
    *, comparable: bool,
) -> Judgement:  # fmt: skip
    """Return how a target stands; a figure it may not be held against is not judged."""
    if not comparable:
        status = Status.NO_DATA if measured.value is None else Status.UNJUDGED
        return Judgement(status, None, None, None)
    goal = goal_of(target, plan, definition)
    ahead = None
    if target.deadline is not None and measured.on < target.deadline:
        floor, ceiling = definition.bounds
        ahead = forecast(points, target.deadline, floor=floor, ceiling=ceiling)
    return judge(goal, measured.value, measured.on, ahead)


def trends_of(
    keys: Sequence[str], *, division: str, on: date, plan: Plan | None
) -> Mapping[str, Points]:
    """Return the monthly figures of the last 24 months, oldest first; the caller checked scope.

    Of a computed indicator the snapshots, of a reported one the confirmed reports.
    """
    frame, since = frame_for(on, plan), (Month.of(on) - TREND_MONTHS).first
    contexts: dict[str, list[str]] = {}
    for key in keys:
        contexts.setdefault(frame.context(indicator(key).measure), []).append(key)
    wanted = Q(pk__in=())
    for context, of in contexts.items():
        wanted |= Q(context=context, indicator__in=of)
    found: dict[str, list[tuple[date, Decimal]]] = {}
    rows = Snapshot.objects.filter(
        wanted, division=division, on__gte=since, on__lt=on, value__isnull=False
    ).order_by("on")
    for key, day, value in rows.values_list("indicator", "on", "value"):
        if value is not None:
            found.setdefault(key, []).append((day, value))
    reports = Report.objects.filter(
        indicator__in=[key for key in keys if not indicator(key).is_computed],
        division=division, on__gte=since, on__lte=on, confirmed_by__isnull=False,
    ).order_by("on", "pk")  # fmt: skip
    for key, day, reported in reports.values_list("indicator", "on", "value"):
        found.setdefault(key, []).append((day, reported))
    return found


def standing(actor: Actor, *, target: Target, on: date) -> Judgement | None:
    """Return how one target stands in its plan's own area; None outside the actor's scope."""
    plan, key = target.plan, target.indicator
    if not reaches(actor, plan.division):
        return None
    measured = measure_many(actor, keys=[key], division=plan.division, on=on, plan=plan)[key]
    points = trends_of([key], division=plan.division, on=on, plan=plan).get(key, ())
    return _row(target, plan, measured, points).judgement


@dataclass(frozen=True, slots=True)
class PlanCell:
    """One plan's target for an indicator beside its figure, where the actor may see it."""

    target: Target
    measured: Measured
    judgement: Judgement


def compare_plans(
    actor: Actor, *, codes: Sequence[str], on: date
) -> tuple[list[Plan], list[tuple[str, Indicator, list[list[PlanCell]]]]]:
    """Return plans side by side: (plans, rows of key, definition, cells a plan); shared keys first.

    Targets are public; figures of areas outside the actor's scope stay empty.
    """
    chosen = list(Plan.objects.filter(code__in=codes).order_by("pk"))
    boards = [board(actor, plan=one, on=on) for one in chosen]
    cells: dict[str, list[list[PlanCell]]] = {}
    for at, one in enumerate(boards):
        for row in one.rows:
            line = cells.setdefault(row.target.indicator, [[] for _ in boards])
            line[at].append(PlanCell(row.target, row.measured, row.judgement))
    rows = [(key, indicator(key), line) for key, line in cells.items()]
    rows.sort(key=lambda row: (-sum(bool(cell) for cell in row[2]), row[1].domain, row[0]))
    return chosen, rows
