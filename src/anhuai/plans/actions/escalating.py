"""Telling of what is near or late, a level at a time: reporters, who manages, the leaders."""

from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from anhuai.plans.models import SupervisionOrder, Task
from anhuai.plans.queries.supervising import escalate_days, remind_days
from anhuai.plans.rules.supervising import Level, level_of
from anhuai.platform.acting import Actor, action
from anhuai.platform.notices.telling import tell_holders
from anhuai.platform.permits import Permit

_TOLD: Final = {
    Level.REMINDED: ("plan_task_due", Permit.PLANS_REPORT, ""),
    Level.OVERDUE: ("plan_task_overdue", Permit.PLANS_MANAGE, ""),
    Level.LEADERS: ("plan_task_overdue", None, "leader"),
}


@action(permit=Permit.PLANS_MANAGE, title=_("催办和升级规划任务"), logs=("on",), subject="task")
def escalate_tasks(actor: Actor, *, on: date) -> int:
    """Raise every open task and unanswered order to the level its deadline asks for; tell once.

    A deadline moved back lowers the level silently, so that the new one is told of again. Returns
    how many were raised.
    """
    raised = 0
    days = {"remind": remind_days(), "escalate": escalate_days()}
    rows = Task.objects.select_for_update(of=("self",)).select_related("plan").filter(status="open")
    reach = actor.scope(Permit.PLANS_MANAGE)
    for task in rows.order_by("pk"):
        if not reach.covers(task.plan.division):
            continue
        level = level_of(task.deadline, on, **days)
        if level > task.escalation:
            _tell(level, task.plan.division, task.title, task.deadline, f"/plans/tasks/{task.pk}/")
            raised += 1
        if level != task.escalation:
            task.escalation = level
            task.save(update_fields=["escalation"])
    orders = SupervisionOrder.objects.select_for_update().filter(answered=None, closed=None)
    for order in orders.order_by("pk"):
        if not reach.covers(order.division):
            continue
        level = level_of(order.reply_by, on, remind=3, escalate=days["escalate"])
        if level > order.escalation:
            _tell(level, order.division, order.title, order.reply_by, f"/plans/orders/{order.pk}/")
            order.escalation = level
            order.save(update_fields=["escalation"])
            raised += 1
    return raised


def _tell(level: Level, division: str, title: str, due: date | None, url: str) -> None:
    template, permit, role = _TOLD[level]
    tell_holders(
        template, role=role, permit=permit, division=division, url=url,
        dedupe=f"{url}:{level.value}:{due}", task=title, due=f"{due:%Y-%m-%d}",
    )  # fmt: skip
