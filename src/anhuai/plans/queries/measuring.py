"""What an indicator comes to: computed, or the last confirmed report, never a mixture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from anhuai.kernel.divisions import Level, is_within
from anhuai.places import queries as places
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.models import Plan, Report, Target
from anhuai.plans.queries.frame import Frame
from anhuai.plans.queries.tallies import Tallies, counter_for
from anhuai.plans.rules import Indicator, Measure, Parts, is_of_plan
from anhuai.plans.rules.definitions import own_indicator
from anhuai.plans.rules.drafting import OWN
from anhuai.plans.rules.evaluating import evaluate
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit

TREND_MONTHS = 24
Points = Sequence[tuple[date, Decimal]]


class Origin(StrEnum):
    """Where a figure comes from."""

    COMPUTED = "computed"
    REPORTED = "reported"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: a value with its numerator and denominator, or a report; None where unknown."""

    key: str
    division: str
    on: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    origin: Origin = Origin.NONE
    report: int | None = None
    as_of: date | None = None
    """The day the figure is true for: `on`, or the day of the report."""


def indicator(key: str) -> Indicator:
    """Return an indicator's definition; raises `NotHere` for a key that is none."""
    found = INDICATORS.get(key)
    if found is not None:
        return found
    own = Target.objects.filter(indicator=key).first() if key.startswith(OWN) else None
    if own is None:
        raise NotHere("indicator", key)
    return own_indicator(own.name, own.unit)


def reaches(actor: Actor, division: str) -> bool:
    """Say whether the actor may see measured figures of a division."""
    return actor.scope(Permit.PLANS_READ).covers(division)


def require_division(actor: Actor, division: str) -> None:
    """Raise `Refused` without the permit, `NotHere` for a division outside its scope."""
    actor.require(Permit.PLANS_READ)
    if not reaches(actor, division):
        raise NotHere("division", division)


def frame_for(on: date, plan: Plan | None) -> Frame:
    """Return the frame of a plan on a day, or of the five-year period."""
    if plan is None:
        return Frame.of(on)
    return Frame.of(on, starts=plan.starts, plan=plan.code)


def measure(
    actor: Actor, *, key: str, division: str, on: date, plan: Plan | None = None
) -> Measured:
    """Return one indicator's figure for a division on a day; raises `NotHere` out of scope."""
    return measure_many(actor, keys=[key], division=division, on=on, plan=plan)[key]


def measure_many(
    actor: Actor, *, keys: Iterable[str], division: str, on: date, plan: Plan | None = None
) -> Mapping[str, Measured]:
    """Return the figures of several indicators for a division, each fact counted once."""
    require_division(actor, division)
    definitions = {key: indicator(key) for key in keys}
    frame = frame_for(on, plan)
    tallies = Tallies(division, frame)
    measures = {key: one.measure for key, one in definitions.items() if one.measure is not None}
    tallies.gather([one for measure in measures.values() for one in measure.sums])
    found = {
        key: computed(key, measure, tallies, division, plan) for key, measure in measures.items()
    }
    rest = [key for key in definitions if key not in found]
    return {**found, **reported(rest, division, on)}


def computed(
    key: str, measure: Measure, tallies: Tallies, division: str, plan: Plan | None
) -> Measured:
    """Return a computed figure of a part of the area the tallies hold."""
    on = tallies.frame.on
    # A plan's projects belong to its whole area: they say nothing of one town.
    if is_of_plan(measure) and (plan is None or plan.division != division):
        return Measured(key, division, on)
    parts: Parts = evaluate(measure, tallies.of, tallies.units, division)
    return Measured(
        key, division, on, parts.value, parts.numerator, parts.denominator,
        Origin.COMPUTED if parts.value is not None else Origin.NONE, as_of=on,
    )  # fmt: skip


def reported(keys: Sequence[str], division: str, on: date) -> dict[str, Measured]:
    """Return the last confirmed reports of a day; the caller checked scope."""
    found = {key: Measured(key, division, on) for key in keys}
    if not keys:
        return found
    rows = Report.objects.filter(
        indicator__in=keys, division=division, on__lte=on, confirmed_by__isnull=False
    ).order_by("on", "pk")
    for row in rows:
        found[row.indicator] = Measured(
            row.indicator, division, on, row.value, origin=Origin.REPORTED, report=row.pk,
            as_of=row.on,
        )  # fmt: skip
    return found


_BELOW = {0: Level.PROVINCE, 2: Level.PREFECTURE, 4: Level.COUNTY, 6: Level.TOWN, 9: Level.VILLAGE}


@dataclass(frozen=True, slots=True)
class PartRow:
    """One division below another with its figure."""

    code: str
    name: str
    measured: Measured
    is_estimate: bool = False
    units: Sequence[str] = ()
    """The units of the figure's day it was re-based from; () for a figure of its own units."""


def parts_below(
    actor: Actor, *, key: str, division: str, on: date, plan: Plan | None = None
) -> list[PartRow]:
    """Return an indicator's figures for the divisions one level below that the actor reaches.

    The whole area is counted once where the actor reaches it; else each part on its own.
    """
    actor.require(Permit.PLANS_READ)
    definition = indicator(key)
    codes = divisions_below(division, on)
    names = [(code, places.name_of(code)) for code in codes if reaches(actor, code)]
    if definition.measure is None:
        return [PartRow(code, name, reported([key], code, on)[key]) for code, name in names]
    frame, whole = frame_for(on, plan), reaches(actor, division)
    shared = Tallies(division, frame) if whole else None
    return [
        PartRow(
            code, name,
            computed(key, definition.measure, shared or Tallies(code, frame), code, plan),
        )
        for code, name in names
    ]  # fmt: skip


def divisions_below(division: str, on: date) -> list[str]:
    """Return the codes one level below a division on a day, in order."""
    level = _BELOW.get(len(division))
    if level is None:
        return []
    rows = places.divisions(counter_for(division), on=on, level=level, division=division)
    return sorted(rows.values_list("code", flat=True))


def is_comparable(definition: Indicator, division: str, plan_division: str) -> bool:
    """Say whether a plan's target may be held against the figure of this division.

    A share of a town may be; a count promised for a county says nothing of one town.
    """
    if division == plan_division:
        return True
    return is_within(division, plan_division) and definition.is_relative
