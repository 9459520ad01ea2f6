"""Reminding of monthly progress: the departments' accounts, then who manages, then the leaders."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.months import Month
from anhuai.plans.queries.causes import unmet, year_of
from anhuai.plans.queries.documents import plans
from anhuai.plans.queries.reminding import (
    Lacking,
    accounts_of,
    lacking,
    progress_days,
    progress_due,
)
from anhuai.plans.rules.supervising import Level, level_of
from anhuai.platform.acting import Actor, action
from anhuai.platform.notices.telling import tell, tell_holders
from anhuai.platform.permits import Permit


@action(permit=Permit.PLANS_MANAGE, title=_("提醒报送任务进展"), logs=("on",), subject="task")
def remind_progress(actor: Actor, *, on: date) -> int:
    """Tell of tasks without this month's progress, and last month's, a level at a time.

    Before the due day the leading department's own accounts (whoever reports, where it has none),
    after it also who manages the plan, later the leaders. Again on a day is harmless. Returns how
    many were told.
    """
    told, reach, days = 0, actor.scope(Permit.PLANS_MANAGE), progress_days(on)
    for month in (Month.of(on) - 1, Month.of(on)):
        due = progress_due(month, on)
        level = level_of(due, on, **days)
        if level is Level.NONE:
            continue
        for one in lacking(on, month):
            if reach.covers(one.plan.division) and month.first.year <= one.plan.ends:
                told += _tell(one, month, due, level)
    return told


def _tell(one: Lacking, month: Month, due: date, level: Level) -> int:
    url = f"/plans/tasks/?department={one.department.pk}&status=open"
    said: dict[str, Any] = {
        "department": one.department.name, "count": str(len(one.tasks)), "month": str(month),
        "due": f"{due:%Y-%m-%d}",
    }  # fmt: skip
    key = f"plan_progress:{one.plan.pk}:{one.department.pk}:{month}:{level.value}"
    template = "plan_progress_due" if level is Level.REMINDED else "plan_progress_overdue"
    own = accounts_of(one.department, one.plan)
    if own:
        told = tell(template, own, url=url, dedupe=key, **said)
    else:
        told = tell_holders(
            template, permit=Permit.PLANS_REPORT, division=one.plan.division, url=url, dedupe=key,
            **said,
        )  # fmt: skip
    if level >= Level.OVERDUE:
        told += tell_holders(
            template, permit=Permit.PLANS_MANAGE, division=one.plan.division, url=url, dedupe=key,
            **said,
        )  # fmt: skip
    if level is Level.LEADERS:
        told += tell_holders(
            template, role="leader", division=one.plan.division, url=url, dedupe=key, **said
        )
    return told


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("提醒填写未达目标的原因"),
    logs=("on",),
    subject="target_cause",
)
def remind_causes(actor: Actor, *, on: date) -> int:
    """Ask the reporters of each plan for the causes of targets that stand short; once a month."""
    told, reach = 0, actor.scope(Permit.PLANS_MANAGE)
    for plan in plans(actor):
        if not reach.covers(plan.division) or on.year < plan.starts:
            continue
        year = year_of(plan, on)
        count = sum(not one.is_told(year) for one in unmet(actor, plan, on))
        if count:
            told += tell_holders(
                "plan_causes_missing", permit=Permit.PLANS_REPORT, division=plan.division,
                url=f"/plans/{plan.code}/causes", dedupe=f"plan_causes:{plan.pk}:{Month.of(on)}",
                plan=plan.short_title, count=str(count),
            )  # fmt: skip
    return told
