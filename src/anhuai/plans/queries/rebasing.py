"""Past figures of towns told in today's towns: sums of whole units, estimates by shares."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from anhuai.kernel.divisions import Level
from anhuai.kernel.months import Month
from anhuai.places import queries as places
from anhuai.places.rules import Step, rebase
from anhuai.plans.models import Plan, Snapshot
from anhuai.plans.queries.measuring import (
    TREND_MONTHS,
    Measured,
    Origin,
    PartRow,
    Points,
    computed,
    divisions_below,
    frame_for,
    indicator,
    reaches,
    reported,
)
from anhuai.plans.queries.tallies import Tallies
from anhuai.plans.rules import Count, Measure, MinOverDivisions, Parts, Ratio
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit


def is_reformed(division: str) -> bool:
    """Say whether a reform is in effect in a division, so that a past day has other units."""
    return bool(places.steps(division))


class Retold:
    """An area's figures of a past day, told in the units of a later day."""

    def __init__(
        self, actor: Actor, *, within: str, on: date, until: date, plan: Plan | None = None
    ) -> None:
        actor.require(Permit.PLANS_READ)
        self._actor, self._on, self._until, self._plan = actor, on, until, plan
        self._known = places.steps(within[: Level.COUNTY])
        self._frame = frame_for(on, plan)
        self._shared = Tallies(within, self._frame) if reaches(actor, within) else None

    def figure(self, key: str, code: str) -> PartRow | None:
        """Return one indicator's figure for a unit of the later day; None where out of scope.

        Only of figures that add up: a reported figure or a least count of a unit that was made of
        others has no value.
        """
        units = places.units_then(code, self._known, day=self._on, until=self._until)
        if not all(reaches(self._actor, unit) for unit in (code, *units)):
            return None
        measure = indicator(key).measure
        if measure is None:
            own = list(units) == [code]
            said = reported([key], code, self._on)[key] if own else Measured(key, code, self._on)
            return PartRow(code, places.name_of(code), said, units=tuple(units))
        found = {unit: self._parts(key, measure, unit) for unit in units}
        made, is_estimate = _told(measure, found, code, self._known, self._on, self._until)
        measured = Measured(
            key, code, self._on, made.value, made.numerator, made.denominator,
            Origin.COMPUTED if made.value is not None else Origin.NONE, as_of=self._on,
        )  # fmt: skip
        return PartRow(code, places.name_of(code), measured, is_estimate, tuple(units))

    def _parts(self, key: str, measure: Measure, unit: str) -> "_Numbers":
        tallies = self._shared or Tallies(unit, self._frame)
        one = computed(key, measure, tallies, unit, self._plan)
        return one.numerator, one.denominator


def parts_now(
    actor: Actor, *, key: str, division: str, on: date, today: date, plan: Plan | None = None
) -> list[PartRow]:
    """Return an indicator's figures of a past day for the divisions below as they are today."""
    retold = Retold(actor, within=division, on=on, until=today, plan=plan)
    rows = [retold.figure(key, code) for code in divisions_below(division, today)]
    return [row for row in rows if row is not None]


_Numbers = tuple[Decimal | None, Decimal | None]
_NONE = Parts(None, None, None)


def _told(
    measure: Measure | None, found: Mapping[str, _Numbers], code: str,
    known: Sequence[Step], day: date, until: date,
) -> tuple[Parts, bool]:  # fmt: skip
    """Return a figure told in a unit of `until`, and whether it is an estimate."""
    sums, is_estimate = [], False
    for at in (0, 1):
        values = {unit: much for unit, both in found.items() if (much := both[at]) is not None}
        made = rebase(code, values, known, day=day, until=until)
        is_estimate = is_estimate or made.is_estimate
        sums.append(made.value)
    top, bottom = sums
    whole = list(found) == [code] and not is_estimate
    if measure is None or top is None or (isinstance(measure, MinOverDivisions) and not whole):
        return _NONE, is_estimate
    if isinstance(measure, Count):
        return measure.value_of([top * measure.per]), is_estimate
    if bottom is None or (is_estimate and not isinstance(measure, Ratio)):
        return _NONE, is_estimate
    return measure.value_of([top, bottom]), is_estimate


def trend_now(
    *, key: str, division: str, on: date, today: date, plan: Plan | None
) -> tuple[Points, bool]:
    """Return the monthly figures before `on` of a unit of today, and whether any is an estimate.

    Of the snapshots of the units it was made of; the caller checked scope.
    """
    definition, known = indicator(key), places.steps(division[: Level.COUNTY])
    frame, since = frame_for(on, plan), (Month.of(on) - TREND_MONTHS).first
    units = {division} | {
        unit
        for step in known
        for unit in places.units_then(division, known, day=step.on, until=today, before=True)
    }
    rows = Snapshot.objects.filter(
        indicator=key, context=frame.context(definition.measure), division__in=units,
        on__gte=since, on__lt=on,
    )  # fmt: skip
    by_day: dict[date, dict[str, _Numbers]] = {}
    for day, unit, top, bottom in rows.values_list("on", "division", "numerator", "denominator"):
        by_day.setdefault(day, {})[unit] = (top, bottom)
    points, is_estimate = [], False
    for day, found in sorted(by_day.items()):
        made, estimated = _told(definition.measure, found, division, known, day, today)
        if made.value is not None:
            points.append((day, made.value))
            is_estimate = is_estimate or estimated
    return points, is_estimate
