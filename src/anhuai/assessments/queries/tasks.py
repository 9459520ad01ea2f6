"""The work before an assessment: lists of it, one of it, an assessor's own."""

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.models import Task
from anhuai.assessments.queries.assessors import own
from anhuai.assessments.queries.reach import by_person, placed
from anhuai.assessments.rules.words import State
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit

READ = Permit.ASSESSMENTS_READ
ROW = (
    "pk", "person_id", "person__name", "place", "scale", "reason", "due_on", "state",
    "first__name", "second__name", "planned_on",
)  # fmt: skip
FOUND_LIMIT = 2000


class WhichTasks(TypedDict, total=False):
    """Which tasks: of a scale, a reason, a state, a place; due before a day; an assessor's."""

    scale: str
    reason: str
    state: str
    division: str
    due_before: date | None
    assessor: int | None


def tasks(actor: Actor, *, permit: Permit = READ) -> QuerySet[Task]:
    """Return every task about a person whom the permit reaches."""
    return by_person(Task.objects.all(), actor, permit)


def listed_tasks(actor: Actor, *, q: str = "", **which: Unpack[WhichTasks]) -> QuerySet[Task]:
    """Return the tasks a list asks for; `state` "" those that wait."""
    rows = placed(tasks(actor))
    state = which.get("state", "")
    rows = rows.filter(state__in=[state] if state else [State.OPEN, State.ASSIGNED])
    for name in ("scale", "reason"):
        if wanted := which.get(name):
            rows = rows.filter(**{name: wanted})
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if before := which.get("due_before"):
        rows = rows.filter(due_on__lte=before)
    if (key := which.get("assessor")) is not None:
        rows = rows.filter(Q(first=key) | Q(second=key))
    return rows.filter(person__in=called(actor, q)) if q else rows


def called(actor: Actor, q: str) -> list[int]:
    """Return the persons in scope whose name matches, the first two thousand."""
    asked = people.Asked(q=q, state="all")
    found = people.find(actor, asked=asked, on=clock.today())
    return list(found.values_list("pk", flat=True)[:FOUND_LIMIT])


@reading(
    permit=READ, title=_("查看待评估名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def task_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("due_on",), after: str = "",
    **which: Unpack[WhichTasks],
) -> Window:  # fmt: skip
    """Return one page of tasks, each a row of `ROW`."""
    return window(listed_tasks(actor, q=q, **which), fields=ROW, order=order, after=after)


def task(actor: Actor, task_id: int, *, permit: Permit = READ) -> Task:
    """Return one task in the permit's scope, or raise `NotHere`."""
    rows = placed(tasks(actor, permit=permit)).select_related("person", "first", "second")
    found: Task | None = rows.filter(pk=task_id).first()
    if found is None:
        raise NotHere("assessment_task", task_id)
    return found


@reading(
    permit=READ, title=_("查看一项待评估"), subject="person", ids=lambda found: [found.person_id]
)
def task_detail(actor: Actor, task_id: int) -> Task:
    """Return one task to be shown, or raise `NotHere`."""
    return task(actor, task_id)


@reading(
    permit=Permit.ASSESSMENTS_CONDUCT, title=_("查看本人的评估任务"), subject="person",
    ids=lambda rows: sorted({row.person_id for row in rows}),
)  # fmt: skip
def own_tasks(actor: Actor) -> list[Task]:
    """Return what is assigned to the actor as one of two assessors, the soonest first."""
    mine = own(actor)
    if mine is None:
        return []
    rows = placed(tasks(actor, permit=Permit.ASSESSMENTS_CONDUCT)).filter(
        Q(first=mine) | Q(second=mine), state=State.ASSIGNED
    )
    return list(rows.select_related("person", "first", "second").order_by("planned_on", "pk")[:200])


@reading(
    permit=Permit.ASSESSMENTS_CONDUCT, title=_("打开评估表"), subject="person",
    ids=lambda found: [found.person_id],
)  # fmt: skip
def own_task(actor: Actor, task_id: int) -> Task:
    """Return a task that is assigned to the actor, or raise `NotHere`."""
    found = task(actor, task_id, permit=Permit.ASSESSMENTS_CONDUCT)
    mine = own(actor)
    pair = (found.first_id, found.second_id)
    if mine is None or mine.pk not in pair or found.state != State.ASSIGNED:
        raise NotHere("assessment_task", task_id)
    return found
