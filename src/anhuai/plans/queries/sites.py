"""Projects as sites: planned and spent money by source, risks by rule, and what they will add."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from anhuai.plans.models import Photo, Project
from anhuai.plans.queries.documents import sees_inside
from anhuai.plans.queries.measuring import measure
from anhuai.plans.rules.documents import SpendingSource
from anhuai.plans.rules.supervising import Risk, Site, risks
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit


@dataclass(frozen=True, slots=True)
class Line:
    """One source of a project's money: planned over all years and spent, in fen."""

    source: str
    planned: int
    spent: int


def lines_of(project: Project) -> list[Line]:
    """Return a project's money by source, in the fixed order of sources; only those with any."""
    planned: dict[str, int] = {}
    spent: dict[str, int] = {}
    for row in project.funding.all():
        planned[row.source] = planned.get(row.source, 0) + row.amount
    for paid in project.spending.all():
        spent[paid.source] = spent.get(paid.source, 0) + paid.amount
    return [
        Line(one.value, planned.get(one, 0), spent.get(one, 0))
        for one in SpendingSource
        if one in planned or one in spent
    ]


def risks_of(actor: Actor, project: Project, on: date) -> tuple[Risk, ...]:
    """Return what a project's records warn of; nothing to who sees its plan from outside."""
    if not sees_inside(actor, project.plan):
        return ()
    lines = lines_of(project)
    late = sum(
        one.due is not None and one.reached is None and one.due < on
        for one in project.milestones.all()
    )
    planned = sum(one.planned for one in lines)
    return risks(
        Site(
            status=project.status, starts=project.starts, ends=project.ends,
            budget=project.budget, spent=sum(one.spent for one in lines), planned=planned,
            late_milestones=late,
            over=tuple(one.source for one in lines if planned and one.spent > one.planned),
        ),
        on,
    )  # fmt: skip


def photos_of(actor: Actor, project: Project) -> list[Photo]:
    """Return a project's pictures, newest first; none to who sees its plan from outside."""
    if not sees_inside(actor, project.plan):
        return []
    return list(project.photos.select_related("file").order_by("-on", "-pk"))


def photo_file(actor: Actor, key: int) -> Any:
    """Return a picture's file; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    found = Photo.objects.select_related("project__plan", "file").filter(pk=key).first()
    if found is None or not sees_inside(actor, found.project.plan):
        raise NotHere("photo", key)
    return found.file


@dataclass(frozen=True, slots=True)
class Effect:
    """What an indicator would come to if a project's beds stood today."""

    key: str
    before: Decimal
    after: Decimal


_PER_BEDS = ("beds_total", "beds_per_1000")


def effects_of(actor: Actor, project: Project, on: date) -> list[Effect]:
    """Return what a project's beds would make of the indicators that count beds, people as today.

    Nothing for an accepted or cancelled project, one without beds, or outside the actor's area.
    """
    if not project.beds or project.status in ("accepted", "cancelled"):
        return []
    if not sees_inside(actor, project.plan):
        return []
    found = []
    for key in _PER_BEDS:
        now = measure(actor, key=key, division=project.plan.division, on=on, plan=project.plan)
        if now.value is None or now.numerator is None:
            continue
        added = Decimal(project.beds)
        if now.denominator:
            added = added * now.value / now.numerator if now.numerator else Decimal(0)
        found.append(Effect(key, now.value, now.value + added))
    return found
