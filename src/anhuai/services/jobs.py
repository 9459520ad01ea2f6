"""What happens every night: whom to visit, by whom; meals opened, ordered and closed."""

from datetime import date, time, timedelta

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


@recurring(title=gettext_noop("助餐：开放预订、按长期预订订餐、结束往日"), at=time(0, 20))
@task()
def nightly_meals(day: str) -> int:
    """Close past meals, open the days to come, order tomorrow's standing meals; each once."""
    on = date.fromisoformat(day)
    actions.close_past(SYSTEM, on=on)
    actions.open_days(SYSTEM, on=on)
    made = 0
    for ahead in (0, 1):  # today too: the night before may have been missed
        made += actions.keep_standing(SYSTEM, on=on + timedelta(days=ahead)).made
    actions.lapse(SYSTEM, on=on)
    return made
