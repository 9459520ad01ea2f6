"""Causes of unmet targets: which targets stand short on a day, and what was said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anhuai.plans.models import Cause, Plan, Target
from anhuai.plans.queries.boards import Row, board
from anhuai.plans.queries.documents import sees_inside
from anhuai.plans.rules import Status
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit

SHORT = frozenset({Status.OVERDUE, Status.MISSED, Status.BEHIND})
"""How a target stands that asks for a cause."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """A target that stands short, with its causes, the latest first."""

    row: Row
    causes: Sequence[Cause]

    def is_told(self, year: int) -> bool:
        """Say whether somebody gave a cause for a year."""
        return any(one.year == year for one in self.causes)


def unmet(actor: Actor, plan: Plan, on: date) -> list[Unmet]:
    """Return a plan's targets that stand short, those without a cause of the year first.

    Nothing to who sees the plan from outside.
    """
    if not sees_inside(actor, plan):
        return []
    told = causes_of(actor, plan)
    rows = [row for row in board(actor, plan=plan, on=on).rows if row.judgement.status in SHORT]
    found = [Unmet(row, told.get(row.target.pk, [])) for row in rows]
    return sorted(found, key=lambda one: one.is_told(year_of(plan, on)))


def year_of(plan: Plan, on: date) -> int:
    """Return the year whose cause is asked for on a day: after the plan's end its last."""
    return min(on.year, plan.ends)


def causes_of(actor: Actor, plan: Plan) -> dict[int, list[Cause]]:
    """Return the causes of a plan's targets, the latest first; none to who sees it from outside."""
    actor.require(Permit.PLANS_READ)
    if not sees_inside(actor, plan):
        return {}
    found: dict[int, list[Cause]] = {}
    for one in Cause.objects.filter(target__plan=plan).order_by("-on", "-pk"):
        found.setdefault(one.target_id, []).append(one)
    return found


def target(actor: Actor, key: int) -> Target:
    """Return a target of a plan whose inside the actor sees; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    found = Target.objects.select_related("plan").filter(pk=key).first()
    if found is None or not sees_inside(actor, found.plan):
        raise NotHere("target", key)
    return found
