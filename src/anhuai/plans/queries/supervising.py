"""Supervision read back: orders, meetings, ratings, and how each department's work stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans.catalogue.schemes import SCHEMES
from anhuai.plans.models import (
    Decision,
    Department,
    Meeting,
    Plan,
    SupervisionOrder,
    Task,
    TaskRating,
)
from anhuai.plans.queries.documents import sees_inside
from anhuai.plans.rules.supervising import (
    ESCALATE_DAYS,
    OURS,
    REMIND_DAYS,
    Score,
    Work,
    expected,
    scored,
)
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, in_subtree
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.platform.permits import Permit

REMIND, ESCALATE = "plans.remind_days", "plans.escalate_days"
SCHEME = "task_work"


def _near(days: int) -> str:
    today = clock.today()
    rows = Task.objects.filter(status="open", deadline__range=(today, today + timedelta(days=days)))
    return _("现有 %(count)s 项任务会被催办。") % {"count": rows.count()}


def _late(days: int) -> str:
    before = clock.today() - timedelta(days=days)
    count = Task.objects.filter(status="open", deadline__lt=before).count()
    return _("现有 %(count)s 项任务会报给领导。") % {"count": count}


declare_setting(
    Setting(
        key=REMIND, title=gettext_lazy("任务到期前催办"), unit=gettext_lazy("天"),
        says=gettext_lazy("任务到期前多少天提醒填报人。"), least=1, most=365, basis=OURS,
        default=lambda: REMIND_DAYS, effect=_near,
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=ESCALATE, title=gettext_lazy("任务逾期后报领导"), unit=gettext_lazy("天"),
        says=gettext_lazy("任务逾期多少天仍未办结，报给领导。"), least=1, most=365, basis=OURS,
        default=lambda: ESCALATE_DAYS, effect=_late,
    )
)  # fmt: skip


def remind_days() -> int:
    """Return how many days before its deadline a task is brought to mind."""
    return value(REMIND, on=clock.today())


def escalate_days() -> int:
    """Return how many days after its deadline an open task comes before the leaders."""
    return value(ESCALATE, on=clock.today())


def _of_own(actor: Actor, name: str) -> Q:
    """Whose division the actor's scope covers, with what lies below it."""
    roots = actor.scope(Permit.PLANS_READ).divisions
    found = Q(pk__in=[])
    for root in roots:
        found |= in_subtree(name, root) if root else Q()
        if not root:
            return Q()
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdersAsked:
    """Which orders: open, late, answered or closed; of a department; words of the title."""

    state: str = ""
    department: int | None = None
    q: str = ""


def orders(
    actor: Actor, *, on: date, asked: OrdersAsked | None = None
) -> QuerySet[SupervisionOrder]:
    """Return the supervision orders of the actor's area, newest first."""
    actor.require(Permit.PLANS_READ)
    asked = asked or OrdersAsked()
    rows = SupervisionOrder.objects.filter(_of_own(actor, "division"))
    waits = Q(answered=None, closed=None)
    states = {
        "open": waits, "late": waits & Q(reply_by__lt=on),
        "answered": Q(answered__isnull=False, closed=None), "closed": Q(closed__isnull=False),
    }  # fmt: skip
    if asked.state in states:
        rows = rows.filter(states[asked.state])
    if asked.department is not None:
        rows = rows.filter(department=asked.department)
    if asked.q:
        rows = rows.filter(Q(title__contains=asked.q) | Q(demand__contains=asked.q))
    return rows.select_related("department", "plan", "task").order_by("-pk")


def order(actor: Actor, key: int) -> SupervisionOrder:
    """Return an order of the actor's area; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    rows = SupervisionOrder.objects.select_related("department", "plan", "task", "answer_file")
    found = rows.filter(_of_own(actor, "division"), pk=key).first()
    if found is None:
        raise NotHere("supervision_order", key)
    return found


def orders_of(actor: Actor, task: Task) -> list[SupervisionOrder]:
    """Return the orders about a task, newest first; none to who sees the plan from outside."""
    if not sees_inside(actor, task.plan):
        return []
    return list(task.orders.select_related("department").order_by("-pk"))


def meetings(actor: Actor, *, q: str = "") -> QuerySet[Meeting]:
    """Return the meetings about plans of the actor's area with their decisions, newest first."""
    actor.require(Permit.PLANS_READ)
    rows = Meeting.objects.filter(_of_own(actor, "plan__division"))
    if q:
        rows = rows.filter(Q(title__contains=q) | Q(decisions__says__contains=q)).distinct()
    decided = Decision.objects.select_related("department", "task").order_by("pk")
    return rows.select_related("plan", "file").prefetch_related(
        Prefetch("decisions", decided)
    ).order_by("-on", "-pk")  # fmt: skip


def meeting(actor: Actor, key: int) -> Meeting:
    """Return a meeting of the actor's area; raises `NotHere`."""
    found = meetings(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("meeting", key)
    return found


def decision(actor: Actor, key: int) -> Decision:
    """Return what a meeting of the actor's area decided; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    rows = Decision.objects.select_related("meeting__plan", "department", "task")
    found = rows.filter(_of_own(actor, "meeting__plan__division"), pk=key).first()
    if found is None:
        raise NotHere("decision", key)
    return found


def decisions_of(actor: Actor, task: Task) -> list[Decision]:
    """Return what meetings decided about a task; none to who sees the plan from outside."""
    if not sees_inside(actor, task.plan):
        return []
    return list(task.decisions.select_related("meeting", "department").order_by("-pk"))


def ratings_of(actor: Actor, task: Task) -> list[TaskRating]:
    """Return a task's ratings, the latest period first; none to who sees it from outside."""
    if not sees_inside(actor, task.plan):
        return []
    return list(task.ratings.order_by("-period"))


def rating(actor: Actor, key: int) -> TaskRating:
    """Return a rating with its task; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    found = TaskRating.objects.select_related("task__plan").filter(pk=key).first()
    if found is None or not sees_inside(actor, found.task.plan):
        raise NotHere("task_rating", key)
    return found


def work_of(task: Task, on: date) -> Work:
    """Return what the records say of a task, whose steps, ratings and orders are prefetched."""
    steps = [one for one in task.steps.all() if one.on <= on]
    starts = date(task.plan.starts, 1, 1)
    last = min(on, task.deadline or on)
    since = max(starts, date(last.year - 1, last.month, 1))
    months = {(one.on.year, one.on.month) for one in steps if since <= one.on <= last}
    due = 0 if last < since else (last.year - since.year) * 12 + last.month - since.month
    verified = [one for one in task.ratings.all() if one.verified is not None]
    ordered = list(task.orders.all())
    return Work(
        progress=task.progress, expected=expected(starts, task.deadline, on), steps=len(steps),
        proven=sum(one.evidence_file_id is not None for one in steps), months_due=due,
        months_reported=len(months),
        verified=max(verified, key=lambda one: one.period).verified if verified else None,
        orders=len(ordered), orders_late=sum(_was_late(one, on) for one in ordered),
    )  # fmt: skip


def _was_late(one: SupervisionOrder, on: date) -> bool:
    return one.reply_by < (one.answered or on)


def score_of(task: Task, on: date) -> Score:
    """Return a task's score by the scheme in use."""
    return scored(SCHEMES[SCHEME], work_of(task, on))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a department's work stands: what it leads, its orders and decisions, its points."""

    department: Department
    leads: int
    shares: int
    done: int
    overdue: int
    progress: int | None
    orders: int
    orders_late: int
    decisions: int
    points: float | None


def standings(actor: Actor, *, on: date, plan: Plan | None = None) -> list[Standing]:
    """Return how the departments that plans of the actor's own area name stand, worst first."""
    actor.require(Permit.PLANS_READ)
    rows = Task.objects.filter(_of_own(actor, "plan__division")).select_related("plan")
    if plan is not None:
        rows = rows.filter(plan=plan)
    found = rows.prefetch_related("leads", "responsible", "steps", "ratings", "orders")
    led: dict[int, list[Task]] = {}
    shared: dict[int, int] = {}
    named: dict[int, Department] = {}
    for task in found.order_by("pk"):
        for one in task.leads.all():
            led.setdefault(one.pk, []).append(task)
            named[one.pk] = one
        for one in task.responsible.all():
            shared[one.pk] = shared.get(one.pk, 0) + 1
            named[one.pk] = one
    ordered = list(orders(actor, on=on))
    if plan is None:
        named |= {order.department_id: order.department for order in ordered}
    decided = list(
        Decision.objects.filter(_of_own(actor, "meeting__plan__division"), done=None)
        .exclude(department=None)
    )  # fmt: skip
    standing = [
        _standing(one, led.get(key, ()), shared.get(key, 0), ordered, decided, on)
        for key, one in named.items()
    ]
    return sorted(standing, key=lambda one: (-one.overdue, -one.orders_late, -one.leads,
                                             one.department.name))  # fmt: skip


def _standing(
    one: Department, led: Sequence[Task], shared: int, ordered: Iterable[SupervisionOrder],
    decided: Iterable[Decision], on: date,
) -> Standing:  # fmt: skip
    mine = [order for order in ordered if order.department_id == one.pk and order.closed is None]
    points = [p for p in (score_of(task, on).points for task in led) if p is not None]
    return Standing(
        department=one, leads=len(led), shares=shared,
        done=sum(task.status == "done" for task in led),
        overdue=sum(_is_overdue(task, on) for task in led),
        progress=round(sum(task.progress for task in led) / len(led)) if led else None,
        orders=len(mine), orders_late=sum(_waits_late(order, on) for order in mine),
        decisions=sum(entry.department_id == one.pk for entry in decided),
        points=round(sum(points) / len(points), 1) if points else None,
    )  # fmt: skip


def _is_overdue(task: Task, on: date) -> bool:
    return task.status == "open" and task.deadline is not None and task.deadline < on


def _waits_late(order: SupervisionOrder, on: date) -> bool:
    return order.answered is None and order.reply_by < on


def department(actor: Actor, key: int) -> Department:
    """Return a department that plans name; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    found = Department.objects.filter(pk=key).first()
    if found is None:
        raise NotHere("department", key)
    return found


def file_of(actor: Actor, kind: str, key: int) -> Any:
    """Return the file of an order's answer or of a meeting; raises `NotHere`."""
    file = order(actor, key).answer_file if kind == "order" else meeting(actor, key).file
    if file is None:
        raise NotHere("evidence", key)
    return file
