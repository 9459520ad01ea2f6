"""Freezing the figures of the served area: on the first of each month, and back in time."""

from datetime import date, time

from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from anhuai.kernel.months import Month
from anhuai.plans import actions
from anhuai.platform import county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.jobs.worker import step


@recurring(title=gettext_noop("规划指标月度快照"), at=time(2, 30), monthly=True)
@task()
def monthly_snapshots(day: str) -> int:
    """Freeze the day's figures for the county and its towns; again is harmless."""
    if not county.code():
        return 0
    taken = actions.take_snapshots(SYSTEM, division=county.code(), on=date.fromisoformat(day))
    return taken.count


@task(takes_context=True)
def snapshot_history(context: TaskContext, months: int, until: str) -> int:
    """Freeze the figures of the last months from the dated records; again is harmless."""
    last, count = Month.of(date.fromisoformat(until)), 0
    for done in range(months):
        day = (last - (months - 1 - done)).first
        taken = actions.take_snapshots(SYSTEM, division=county.code(), on=day)
        count += taken.count
        step(context.task_result.id, done + 1, months)
    return count
