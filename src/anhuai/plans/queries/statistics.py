"""Statistics sheets: each indicator of a plan by town and year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from anhuai.places import queries as places
from anhuai.plans.models import Plan, Report, Snapshot, Target
from anhuai.plans.queries.boards import goal_of
from anhuai.plans.queries.documents import targets
from anhuai.plans.queries.measuring import (
    computed,
    divisions_below,
    frame_for,
    indicator,
    reaches,
    reported,
)
from anhuai.plans.queries.tallies import Tallies
from anhuai.plans.rules import Goal, Indicator
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One division with a figure a year; None where no record or report has one."""

    code: str
    name: str
    values: Sequence[Decimal | None]

    @property
    def is_empty(self) -> bool:
        """Whether no year has a figure."""
        return all(value is None for value in self.values)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One indicator of a plan: its whole area first, then each town."""

    key: str
    definition: Indicator
    target: Target
    goal: Goal
    rows: Sequence[SheetRow]

    @property
    def told(self) -> Sequence[SheetRow]:
        """The first row, and of the others those with a figure in some year."""
        return [row for at, row in enumerate(self.rows) if at == 0 or not row.is_empty]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A plan's statistics: the years up to the day, and a sheet an indicator."""

    years: Sequence[int]
    sheets: Sequence[Sheet]


def statistics(
    actor: Actor, plan: Plan, on: date, *, keys: Sequence[str] | None = None, division: str = ""
) -> Sheets:
    """Return each indicator by town and year: the frozen figure of the year's end, today's live.

    A year that has no frozen figure stays empty, it is not computed anew. `division` keeps one
    town. Raises `NotHere` where the actor does not reach the plan's area.
    """
    actor.require(Permit.PLANS_READ)
    if not reaches(actor, plan.division):
        raise NotHere("plan", plan.code)
    promised: dict[str, Target] = {}
    for one in targets(actor, plan):
        promised.setdefault(one.indicator, one)
    wanted = [key for key in promised if keys is None or key in keys]
    towns = [code for code in divisions_below(plan.division, on) if not division or
             code == division]  # fmt: skip
    codes = [plan.division, *towns] if not division or not towns else towns
    years = list(range(plan.starts, on.year + 1))
    found = _frozen(plan, wanted, codes, years, on) | _live(plan, wanted, codes, on)
    names = {code: places.name_of(code) for code in codes}
    sheets = [
        Sheet(
            key, indicator(key), promised[key], goal_of(promised[key], plan, indicator(key)),
            [SheetRow(code, names[code], [found.get((key, code, year)) for year in years])
             for code in codes],
        )
        for key in wanted
    ]  # fmt: skip
    return Sheets(years, sheets)


_Figures = dict[tuple[str, str, int], Decimal | None]


def _frozen(
    plan: Plan, keys: Sequence[str], codes: Sequence[str], years: Sequence[int], on: date
) -> _Figures:
    if not years:
        return {}
    since, frame = date(years[0], 1, 1), frame_for(on, plan)
    found: _Figures = {}
    contexts = {key: frame.context(indicator(key).measure) for key in keys}
    rows = Snapshot.objects.filter(
        indicator__in=keys, division__in=codes, on__gte=since, on__lte=on, value__isnull=False
    ).order_by("on", "pk")
    for key, code, context, day, value in rows.values_list(
        "indicator", "division", "context", "on", "value"
    ):
        if context == contexts[key]:
            found[key, code, day.year] = value
    told = Report.objects.filter(
        indicator__in=[key for key in keys if not indicator(key).is_computed],
        division__in=codes, on__gte=since, on__lte=on, confirmed_by__isnull=False,
    ).order_by("on", "pk")  # fmt: skip
    for key, code, day, value in told.values_list("indicator", "division", "on", "value"):
        found[key, code, day.year] = value
    return found


def _live(plan: Plan, keys: Sequence[str], codes: Sequence[str], on: date) -> _Figures:
    if on.year < plan.starts:
        return {}
    tallies = Tallies(plan.division, frame_for(on, plan))
    measures = {key: measure for key in keys if (measure := indicator(key).measure) is not None}
    tallies.gather([one for measure in measures.values() for one in measure.sums])
    found: _Figures = {}
    for code in codes:
        for key, measure in measures.items():
            found[key, code, on.year] = computed(key, measure, tallies, code, plan).value
        for key, told in reported([k for k in keys if k not in measures], code, on).items():
            if told.as_of is not None and told.as_of.year == on.year:
                found[key, code, on.year] = told.value
    return found
