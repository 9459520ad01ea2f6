"""Plans as documents: what they promise is public, how far it is done is seen within scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from anhuai.kernel.divisions import is_within
from anhuai.plans.models import (
    Department,
    Finding,
    Milestone,
    Plan,
    Project,
    Spending,
    Target,
    Task,
    TaskProgress,
)
from anhuai.plans.queries.measuring import reaches
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit


def plans(actor: Actor) -> list[Plan]:
    """Return every plan, those of the actor's own area and above it first."""
    actor.require(Permit.PLANS_READ)
    found = list(Plan.objects.annotate(target_count=Count("targets")).order_by("division", "pk"))
    return sorted(found, key=lambda plan: not _is_own(actor, plan.division))


def _is_own(actor: Actor, division: str) -> bool:
    roots = actor.scope(Permit.PLANS_READ).divisions
    return any(is_within(root, division) or is_within(division, root) for root in roots if root)


def plan(actor: Actor, code: str) -> Plan:
    """Return a plan by its code; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    found = Plan.objects.filter(code=code).first()
    if found is None:
        raise NotHere("plan", code)
    return found


def own_plan(actor: Actor) -> Plan | None:
    """Return the first plan of the actor's own area that has the most targets, if there is one."""
    own = [one for one in plans(actor) if _is_own(actor, one.division)]
    return max(own, key=lambda one: (len(one.division), one.target_count), default=None)  # type: ignore[attr-defined]


def following(actor: Actor, found: Plan) -> Plan | None:
    """Return the next plan of the same area whose period begins when this one ends or later."""
    actor.require(Permit.PLANS_READ)
    rows = Plan.objects.filter(division=found.division, starts__gte=found.ends).exclude(pk=found.pk)
    return rows.order_by("starts", "pk").first()


def sees_inside(actor: Actor, found: Plan) -> bool:
    """Say whether the actor sees progress, evidence and spending of a plan, not only its text."""
    return reaches(actor, found.division)


def targets(actor: Actor, found: Plan) -> list[Target]:
    """Return a plan's targets in the order of the document."""
    actor.require(Permit.PLANS_READ)
    return list(Target.objects.filter(plan=found).order_by("pk"))


def targets_of(actor: Actor, *, key: str) -> list[Target]:
    """Return the targets of every plan that use an indicator, with their plans."""
    actor.require(Permit.PLANS_READ)
    found = Target.objects.filter(indicator=key).select_related("plan")
    return list(found.order_by("plan__division", "plan", "pk"))


def target_keys(division: str) -> dict[str, list[Plan]]:
    """Return the indicators that plans of a division or above it use, with those plans."""
    found: dict[str, list[Plan]] = {}
    for target in Target.objects.select_related("plan").order_by("plan", "pk"):
        if is_within(division, target.plan.division):
            using = found.setdefault(target.indicator, [])
            if target.plan not in using:
                using.append(target.plan)
    return found


def findings(actor: Actor, found: Plan) -> list[Finding]:
    """Return the contradictions in a plan's own text, the gravest first."""
    actor.require(Permit.PLANS_READ)
    rank = {"high": 0, "medium": 1, "low": 2}
    rows = Finding.objects.filter(plan=found).order_by("pk")
    return sorted(rows, key=lambda one: rank.get(one.severity, 3))


def departments(actor: Actor) -> list[Department]:
    """Return every department a plan names, by name."""
    actor.require(Permit.PLANS_READ)
    return list(Department.objects.order_by("name"))


@dataclass(frozen=True, slots=True)
class DepartmentTasks:
    """How many tasks a department of the plans has open, as lead or responsible, and late."""

    key: int
    name: str
    open: int
    overdue: int


def named_departments(actor: Actor, names: Sequence[str], *, on: date) -> list[DepartmentTasks]:
    """Return the plans' departments of these names; plans write 县民政局 for 民政局 too."""
    actor.require(Permit.PLANS_READ)
    wanted = {form for name in names for form in (name, f"县{name}", name.removeprefix("县"))}
    rows = []
    for one in Department.objects.filter(name__in=wanted).order_by("name"):
        waiting = tasks(actor, on=on, asked=TasksAsked(department=one.pk, status="open"))
        late = tasks(actor, on=on, asked=TasksAsked(department=one.pk, overdue=True))
        rows.append(DepartmentTasks(one.pk, one.name, waiting.count(), late.count()))
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksAsked:
    """Which tasks: of a department as lead or responsible, overdue, due by a day, open or done."""

    department: int | None = None
    leads_only: bool = False
    overdue: bool = False
    status: str = ""
    due_by: date | None = None
    q: str = ""
    livelihood: bool = False


def tasks(
    actor: Actor, *, on: date, asked: TasksAsked | None = None, found: Plan | None = None
) -> QuerySet[Task]:
    """Return tasks of a plan (or of every plan), with their departments, in document order."""
    actor.require(Permit.PLANS_READ)
    asked = asked or TasksAsked()
    rows = Task.objects.select_related("plan").prefetch_related("leads", "responsible")
    if found is not None:
        rows = rows.filter(plan=found)
    if asked.department is not None:
        named = Q(leads=asked.department)
        if not asked.leads_only:
            named |= Q(responsible=asked.department)
        rows = rows.filter(named).distinct()
    rows = _so(rows, asked, on)
    if asked.q:
        rows = rows.filter(Q(title__contains=asked.q) | Q(section__contains=asked.q))
    return rows.order_by("plan", "pk")


def _so(rows: QuerySet[Task], asked: TasksAsked, on: date) -> QuerySet[Task]:
    if asked.overdue:
        rows = rows.filter(status="open", deadline__lt=on)
    if asked.status:
        rows = rows.filter(status=asked.status)
    if asked.due_by is not None:
        rows = rows.filter(deadline__lte=asked.due_by)
    if asked.livelihood:
        rows = rows.filter(is_livelihood=True)
    return rows


def overdue_tasks(actor: Actor, *, on: date) -> list[Task]:
    """Return the open tasks past their deadline in plans whose inside the actor sees."""
    late = tasks(actor, on=on, asked=TasksAsked(overdue=True)).order_by("deadline", "pk")
    return [task for task in late if sees_inside(actor, task.plan)]


def task(actor: Actor, key: int) -> Task:
    """Return a task with its plan, departments and targets; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    found = (
        Task.objects.select_related("plan", "parent")
        .prefetch_related("leads", "responsible", "targets", "related")
        .filter(pk=key)
        .first()
    )
    if found is None:
        raise NotHere("task", key)
    return found


def steps(actor: Actor, found: Task) -> list[TaskProgress]:
    """Return a task's reported steps, newest first; none to who sees the plan from outside."""
    if not sees_inside(actor, found.plan):
        return []
    return list(found.steps.select_related("evidence_file").order_by("-on", "-pk"))


def projects(actor: Actor, found: Plan) -> list[Project]:
    """Return a plan's projects in document order, with `spent` fen and their milestones."""
    actor.require(Permit.PLANS_READ)
    rows = Project.objects.filter(plan=found).annotate(spent=Sum("spending__amount"))
    return list(
        rows.select_related("plan")
        .prefetch_related("milestones", "funding", "spending")
        .order_by("pk")
    )


def spent_of(actor: Actor, found: Plan) -> int | None:
    """Return what was spent on all projects of a plan, in fen; None to who sees it from outside."""
    if not sees_inside(actor, found):
        return None
    total: int | None = Spending.objects.filter(project__plan=found).aggregate(total=Sum("amount"))[
        "total"
    ]
    return total or 0


def project(actor: Actor, key: int) -> Project:
    """Return a project with its plan; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    rows = Project.objects.select_related("plan", "facility").prefetch_related(
        Prefetch("milestones", Milestone.objects.order_by("due", "pk")), "funding", "spending"
    )
    found = rows.annotate(spent=Sum("spending__amount")).filter(pk=key).first()
    if found is None:
        raise NotHere("project", key)
    return found


def spending(actor: Actor, found: Project) -> Sequence[Spending]:
    """Return what was spent on a project, newest first; none to who sees the plan from outside."""
    if not sees_inside(actor, found.plan):
        return []
    return list(found.spending.order_by("-on", "-pk"))


def milestones(actor: Actor, found: Plan) -> list[Milestone]:
    """Return the plan's own milestones (not its projects') in document order."""
    actor.require(Permit.PLANS_READ)
    return list(Milestone.objects.filter(plan=found, project=None).order_by("pk"))


def milestone(actor: Actor, key: int) -> Milestone:
    """Return a milestone with its plan; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    found = Milestone.objects.select_related("plan", "project").filter(pk=key).first()
    if found is None:
        raise NotHere("milestone", key)
    return found


def evidence_of_step(actor: Actor, key: int) -> Any:
    """Return the evidence file of a task's step; raises `NotHere` where there is none to see."""
    step = TaskProgress.objects.select_related("task__plan", "evidence_file").filter(pk=key).first()
    if step is None or step.evidence_file is None or not sees_inside(actor, step.task.plan):
        raise NotHere("evidence", key)
    return step.evidence_file
