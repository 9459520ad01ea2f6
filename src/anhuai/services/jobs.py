"""Nights: who is to be visited in the month; adaptations and beds of the dead ended."""

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


@recurring(title=gettext_noop("终止去世、迁出者的改造和床位"), at=time(1, 55))
@task()
def nightly_gone(day: str) -> int:
    """End what is open for whoever has died or left as of a day; again changes nothing."""
    on = date.fromisoformat(day)
    adaptations = actions.end_gone(SYSTEM, on=on)
    return len(adaptations.pks) + len(actions.end_beds_gone(SYSTEM, on=on).pks)
