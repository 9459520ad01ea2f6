"""Listing every night who is to be visited in the month, and by whom."""

from datetime import date, time

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.services import actions


@recurring(title=gettext_noop("编制月度探访计划"), at=time(1, 50))
@task()
def nightly_plan(day: str) -> int:
    """List whom the month's rules name as of a day and share them out; again changes nothing."""
    on = date.fromisoformat(day)
    return actions.plan_month(SYSTEM, month=on.replace(day=1), on=on).listed


@recurring(title=gettext_noop("清理到期的互助时间"), at=time(1, 55))
@task()
def nightly_lapse(day: str) -> int:
    """Book out the hours that have ended by a day; again books nothing."""
    return actions.lapse_hours(SYSTEM, on=date.fromisoformat(day))
