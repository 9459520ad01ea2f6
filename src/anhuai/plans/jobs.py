"""Freezing the figures of the served area: on the first of each month, and back in time."""

from datetime import date, time

from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit
from anhuai.plans import actions, queries
from anhuai.plans.rules.drafts import Draft
from anhuai.platform import county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.jobs.worker import step
from anhuai.platform.notices.telling import tell_holders


class Stopped(Exception):
    """The reading of a document was stopped."""


@recurring(title=gettext_noop("规划指标月度快照"), at=time(2, 30), monthly=True)
@task()
def monthly_snapshots(day: str) -> int:
    """Freeze the day's figures for the county and its towns; again is harmless."""
    if not county.code():
        return 0
    taken = actions.take_snapshots(SYSTEM, division=county.code(), on=date.fromisoformat(day))
    return taken.count


@recurring(title=gettext_noop("提醒填报规划指标"), at=time(8, 30), monthly=True)
@task()
def monthly_report_reminder(day: str) -> int:
    """Tell the county's reporters which plans lack this year's figures; once a month."""
    on = date.fromisoformat(day)
    told = 0
    for plan in queries.plans(SYSTEM):
        count = queries.unreported(plan, on) if plan.division == county.code() else 0
        if count and plan.starts <= on.year <= plan.ends:
            told += tell_holders(
                "plan_report_due", role="county_officer", division=plan.division,
                url=f"/plans/{plan.code}/", dedupe=f"plan_due:{plan.pk}:{day}",
                plan=plan.short_title, count=str(count), last=f"{on.year}-12-31",
            )  # fmt: skip
    return told


@recurring(title=gettext_noop("催办和升级规划任务"), at=time(7, 50))
@task()
def daily_task_escalation(day: str) -> int:
    """Tell of tasks and orders that are near or late, one level at a time; again is harmless."""
    return actions.escalate_tasks(SYSTEM, on=date.fromisoformat(day))


@recurring(title=gettext_noop("提醒报送规划任务进展"), at=time(8, 10))
@task()
def daily_progress_reminder(day: str) -> int:
    """Tell of tasks without the month's progress, one level at a time; again is harmless."""
    return actions.remind_progress(SYSTEM, on=date.fromisoformat(day))


@recurring(title=gettext_noop("提醒填写未达目标的原因"), at=time(8, 20), monthly=True)
@task()
def monthly_cause_reminder(day: str) -> int:
    """Ask for the causes of targets that stand short; once a month."""
    return actions.remind_causes(SYSTEM, on=date.fromisoformat(day))


@task(takes_context=True)
def read_document(context: TaskContext, document: int) -> dict[str, str]:
    """Read an uploaded document into drafts; again is harmless. Returns where they are."""
    found = queries.document(SYSTEM, document)

    def told(done: int, total: int) -> None:
        step(context.task_result.id, done, total)
        if queries.document(SYSTEM, document).status == "stopped":
            raise Stopped

    drafts: list[Draft] | Unfit
    try:
        # Outside any transaction: a long text is shown as it goes, and can be stopped.
        drafts = actions.read_text(found.text, told)
    except Stopped:
        return {"url": f"/plans/documents/{document}/"}
    except Unfit as error:
        drafts = error
    actions.read_now(SYSTEM, document=document, drafts=drafts)
    step(context.task_result.id, 1, 1)
    return {"url": f"/plans/documents/{document}/"}


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
