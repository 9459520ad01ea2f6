"""A month's list, from the register, and who goes: again, it changes what changed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.models import Target, Visitor
from anhuai.services.queries.targets import on_list, times_of
from anhuai.services.rules.balancing import Wanted, share
from anhuai.services.rules.visiting import BadVisit

MANAGE = Permit.VISITS_MANAGE
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Planned:
    """How many were newly listed, dropped, given a visitor, and how many have nobody."""

    listed: int
    dropped: int
    assigned: int
    nobody: int


@action(permit=MANAGE, title=_("编制月度探访计划"), logs=("month", "on"), subject="visit_plan")
def plan_month(actor: Actor, *, month: date, on: date) -> Planned:
    """List whom a month's rules name as of a day, within the area, and share them out.

    Who was on it at the month's start is said of each, by what is known now. Who already has a
    visitor that still reaches them keeps that one. Again on the same day changes nothing.
    """
    whole = Month.of(month)
    if not whole.first <= on <= whole.last:
        raise BadVisit(
            "month", "日期应在计划的月份之内。", "The day lies in the month.", field="on"
        )
    now = {one.person: one for one in queries.listed_on(actor, on=on)}
    start = now if on == whole.first else {
        one.person: one for one in queries.listed_on(actor, on=whole.first)
    }  # fmt: skip
    rows = {one.person_id: one for one in on_list(actor, month=whole, permit=MANAGE)}
    fresh, changed = [], []
    for person in sorted({*now, *start}):
        one = now.get(person) or start[person]
        row = rows.get(person)
        if row is None:
            row = Target(month=whole.first, person_id=person, listed_on=max(one.since, on.min))
            fresh.append(row)
            rows[person] = row
        else:
            changed.append(row)
        row.place, row.tiers, row.every_days = one.place, list(one.tiers), one.every_days
        row.at_start = person in start
        if person in now:
            row.dropped_on, row.dropped_why = None, ""
    dropped = _drop(actor, [one for key, one in rows.items() if key not in now], on)
    shared = _share(actor, [rows[person] for person in sorted(now)], whole, on)
    fresh_ones = {one.person_id for one in fresh}
    kept = list(
        {one.pk: one for one in [*changed, *dropped] if one.person_id not in fresh_ones}.values()
    )
    Target.objects.bulk_update(
        kept, ["place", "tiers", "every_days", "at_start", "dropped_on", "dropped_why", "visitor"],
        batch_size=AT_ONCE,
    )  # fmt: skip
    Target.objects.bulk_create(fresh, batch_size=AT_ONCE)
    nobody = sum(rows[person].visitor_id is None for person in now)
    return Planned(len(fresh), len(dropped), shared, nobody)


def _drop(actor: Actor, rows: list[Target], on: date) -> list[Target]:
    """Take persons off the list with the reason; those that are off already stay as they are."""
    keys = [one.person_id for one in rows]
    why: dict[int, str] = {}
    for start in range(0, len(keys), AT_ONCE):
        found = people.visible(actor).filter(pk__in=keys[start : start + AT_ONCE])
        for key, died, left in found.values_list("pk", "died", "left"):
            why[key] = "died" if died else "moved" if left else "ended"
    fresh = [one for one in rows if one.dropped_on is None]
    for one in fresh:
        one.dropped_on, one.dropped_why = on, why.get(one.person_id, "moved")
        one.visitor = None
    return fresh


def _share(actor: Actor, rows: list[Target], month: Month, on: date) -> int:
    """Give everybody without a visitor one of those who reach their village; return how many."""
    reach = _reach(actor, {one.place for one in rows}, on)
    before = dict(
        Target.objects.filter(
            month=(month - 1).first, visitor__isnull=False,
        ).values_list("person", "visitor")
    )  # fmt: skip
    have: dict[int, int] = defaultdict(int)
    wanted = []
    for one in rows:
        times = times_of(one.every_days)
        if one.visitor_id is not None and one.visitor_id in reach.get(one.place, ()):
            have[one.visitor_id] += times
        else:
            was = before.get(one.person_id)
            wanted.append(Wanted(one.person_id, one.place, times, was))
    made = share(wanted, reach, have)
    without = {one.person for one in wanted}
    for one in rows:
        if one.person_id in without:
            one.visitor_id = made.visitor.get(one.person_id)
    return len(made.visitor)


def _reach(actor: Actor, villages: set[str], on: date) -> dict[str, list[int]]:
    """Return the visitors of each village: its own where it has any, else those of what lies above.

    A county's visitor is not sent to a village that has its own.
    """
    rows = queries.visitors(actor, permit=MANAGE).filter(queries.in_post(on))
    at: dict[str, list[int]] = defaultdict(list)
    for key, division in rows.order_by("pk").values_list("pk", "division"):
        at[division].append(key)
    return {
        village: next((at[village[:n]] for n in (12, 9, 6, 4, 2) if village[:n] in at), [])
        for village in villages
    }


@action(
    permit=MANAGE, title=_("改派探访人员"), logs=("target", "visitor"), subject="person",
)  # fmt: skip
def reassign(actor: Actor, *, target: int, visitor: int, seen: int | None, on: date) -> Target:
    """Give somebody on a month's list to another visitor; `seen` is who the page showed."""
    queries.target(actor, target)
    found = Target.objects.select_for_update(of=("self",)).get(pk=target)
    if found.visitor_id != seen:
        raise Stale("target", target)
    other: Visitor | None = (
        queries.visitors(actor, permit=MANAGE).filter(queries.in_post(on), pk=visitor).first()
    )
    if other is None or not found.place.startswith(other.division):
        raise BadVisit(
            "visitor", "这名探访人员不负责这个村（社区），请从列表中选择。",
            "This visitor does not reach the village: choose from the list.", field="visitor",
        )  # fmt: skip
    found.visitor = other
    found.save(update_fields=["visitor"])
    return found
