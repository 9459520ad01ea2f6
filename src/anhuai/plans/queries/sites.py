"""Projects as sites: planned and spent money by source, risks by rule, and what they will add."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from anhuai.plans.catalogue.effects import EFFECTS
from anhuai.plans.models import Photo, Project
from anhuai.plans.queries.documents import sees_inside
from anhuai.plans.queries.measuring import measure_many
from anhuai.plans.rules.documents import SpendingSource
from anhuai.plans.rules.effects import Works, after
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
    steps = list(project.milestones.all())
    late = sum(one.due is not None and one.reached is None and one.due < on for one in steps)
    slips = [
        ((one.reached or on) - one.due).days
        for one in steps
        if one.due is not None and (one.reached is not None or one.due < on)
    ]
    planned = sum(one.planned for one in lines)
    return risks(
        Site(
            status=project.status, starts=project.starts, ends=project.ends,
            budget=project.budget, spent=sum(one.spent for one in lines), planned=planned,
            late_milestones=late,
            steps=len(steps), steps_reached=sum(one.reached is not None for one in steps),
            slip=max(slips, default=0),
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
    """What an indicator would come to if a project stood today, and by which definition."""

    key: str
    before: Decimal
    after: Decimal
    definition: str


def effects_of(actor: Actor, project: Project, on: date) -> list[Effect]:
    """Return what a project would make of the indicators its kind adds to, people as today.

    Nothing for an accepted or cancelled project, one no definition knows, or outside the actor's
    area: an accepted one already stands in the figures.
    """
    if project.status in ("accepted", "cancelled") or not sees_inside(actor, project.plan):
        return []
    works = Works(
        name=project.name, category=project.category, kind=project.kind, content=project.content,
        beds=project.beds, floor_area=project.floor_area,
    )  # fmt: skip
    added = [
        (key, addition, code)
        for code, definition in EFFECTS.items()
        for key, addition in definition.adds(works).items()
    ]
    division, plan = project.plan.division, project.plan
    keys = [key for key, _addition, _code in added]
    now = measure_many(actor, keys=keys, division=division, on=on, plan=plan) if keys else {}
    found = []
    for key, addition, code in added:
        one = now[key]
        if one.value is None:
            continue
        grown = after(
            addition, value=one.value, numerator=one.numerator, denominator=one.denominator
        )
        if grown is not None:
            found.append(Effect(key, one.value, grown, code))
    return found
