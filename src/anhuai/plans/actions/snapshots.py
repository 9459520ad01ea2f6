"""Freezing figures by month, for the county and its towns, so that trends do not change later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.months import Month
from anhuai.plans.actions.scope import require_past, require_scope
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.models import Plan, Snapshot
from anhuai.plans.queries import Frame, Tallies, computed, frame_for, target_keys
from anhuai.plans.rules import TOWNS, Measure, Units, is_of_plan
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit


@dataclass(frozen=True, slots=True)
class Taken:
    """How many figures were frozen, and on which days."""

    count: int
    days: tuple[date, ...]


def take_snapshots(actor: Actor, *, division: str, on: date) -> Taken:
    """Freeze every computed figure that a target uses on a day, for a division and its towns.

    Taking the same day again replaces what was frozen for it. The figures are measured before the
    transaction begins: SQLite has one writer, and nobody could sign in while a county is counted.
    """
    actor.require(Permit.PLANS_MANAGE)
    require_scope(actor, Permit.PLANS_MANAGE, division, "division", division)
    require_past(on)
    return freeze(actor, division=division, on=on, rows=_measured(division, on))


def snapshot_history(actor: Actor, *, division: str, months: int, until: date) -> Taken:
    """Freeze the figures of the first day of each of the last months, from the dated records.

    `months` counts back from the month of `until`, which is included; each day is a transaction.
    """
    last = Month.of(until)
    require_past(until)
    days = tuple((last - back).first for back in range(months - 1, -1, -1))
    return Taken(sum(take_snapshots(actor, division=division, on=d).count for d in days), days)


@action(permit=Permit.PLANS_MANAGE, title=_("保存指标快照"), logs=("division", "on"))
def freeze(actor: Actor, *, division: str, on: date, rows: Sequence[Snapshot]) -> Taken:
    """Put measured figures on record for a day."""
    require_scope(actor, Permit.PLANS_MANAGE, division, "division", division)
    Snapshot.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["indicator", "division", "context", "on"],
        update_fields=["numerator", "denominator", "value", "taken_at"],
        batch_size=500,
    )
    return Taken(len(rows), (on,))


def _measured(division: str, on: date) -> list[Snapshot]:
    frames = _frames(division, on)
    codes = [division, *_towns(division, on)]
    rows = []
    for frame, plan, measures in frames:
        tallies = Tallies(division, frame)
        tallies.gather([one for measure in measures.values() for one in measure.sums])
        for key, measure in measures.items():
            for code in codes:
                if code != division and is_of_plan(measure):
                    continue
                rows.append(_snapshot(key, measure, tallies, code, plan))
    return [row for row in rows if row.value is not None]


def _frames(division: str, on: date) -> list[tuple[Frame, Plan | None, dict[str, Measure]]]:
    """Return the frames to measure in: each plan's own only for what depends on the plan."""
    frames: dict[tuple[str, int], tuple[Frame, Plan | None, dict[str, Measure]]] = {}
    taken: set[tuple[str, str]] = set()
    for key, plans in target_keys(division).items():
        measure = INDICATORS[key].measure if key in INDICATORS else None  # a plan's own is reported
        if measure is None:
            continue
        for plan in plans:
            frame = frame_for(on, plan)
            context = frame.context(measure)
            if (key, context) in taken:
                continue
            taken.add((key, context))
            kept = frames.setdefault((plan.code, plan.starts), (frame, plan, {}))
            kept[2][key] = measure
    return list(frames.values())


def _snapshot(
    key: str, measure: Measure, tallies: Tallies, code: str, plan: Plan | None
) -> Snapshot:
    found = computed(key, measure, tallies, code, plan)
    return Snapshot(
        indicator=key,
        division=code,
        on=tallies.frame.on,
        context=tallies.frame.context(measure),
        numerator=found.numerator,
        denominator=found.denominator,
        value=found.value,
        taken_at=clock.now(),
    )


def _towns(division: str, on: date) -> list[str]:
    if len(division) != 6:
        return []
    return list(Tallies(division, Frame.of(on)).units(Units(TOWNS.level)))
