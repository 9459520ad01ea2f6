"""Every night: who is to be visited in the month; orders that no provider answered in time."""

from datetime import date, time, timedelta

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.services import actions, queries


@recurring(title=gettext_noop("编制月度探访计划"), at=time(1, 50))
@task()
def nightly_plan(day: str) -> int:
    """List whom the month's rules name as of a day and share them out; again changes nothing."""
    on = date.fromisoformat(day)
    return actions.plan_month(SYSTEM, month=on.replace(day=1), on=on).listed


@recurring(title=gettext_noop("转派超时未接的服务订单"), at=time(7, 30))
@task()
def pass_on_unanswered(day: str) -> int:
    """Offer orders that no provider answered within the county's hours to the next best.

    Every morning before the day's work; again changes nothing.
    """
    hours = queries.answer_hours(date.fromisoformat(day))
    waiting = queries.waiting_since(clock.now() - timedelta(hours=hours))
    for key in waiting:
        actions.time_out(SYSTEM, order=key)
    return len(waiting)


@recurring(title=gettext_noop("核查上门服务订单"), at=time(2, 25))
@task()
def nightly_screening(day: str) -> int:
    """Look through the orders of this month and the last for what looks wrong; again adds nothing.

    Who has been decided about stays decided.
    """
    on = date.fromisoformat(day)
    this = Month.of(on)
    months = ((this - 1).first, this.first)
    return sum(actions.screen_month(SYSTEM, month=one, on=on).found for one in months)
