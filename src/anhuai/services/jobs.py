"""What happens every night: visits, orders, meals, homes; planning a large day."""

from datetime import date, time, timedelta

from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.jobs.worker import step
from anhuai.platform.models import Account
from anhuai.platform.requests import actor_of
from anhuai.services import actions, queries

LARGE_SECONDS = 45.0
"""What the search for a large day's routes may take."""


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


@recurring(title=gettext_noop("按月记入受助额度"), at=time(2, 35))
@task()
def nightly_sponsored(day: str) -> int:
    """Give persons named by sponsors the month's amount, before orders are made; once a month."""
    return actions.fill_sponsored(SYSTEM, on=date.fromisoformat(day)).made


@recurring(title=gettext_noop("按服务安排下单"), at=time(2, 40))
@task()
def nightly_arranged(day: str) -> int:
    """Order what is arranged for the days ahead; again orders nothing twice."""
    return len(actions.place_arranged(SYSTEM, on=date.fromisoformat(day)).pks)


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


@task(takes_context=True)
def plan_large_day(
    context: TaskContext, account: int, organisation: int, on: str, seen: int, keep: str
) -> dict[str, str]:
    """Plan a provider's day that is too large for a page to wait for; again finds it planned.

    Drawn outside any transaction, as whoever asked. `keep` is "plan" or "replan". Returns
    where the day is.
    """
    actor, day = actor_of(Account.objects.get(pk=account)), date.fromisoformat(on)
    url = f"/services/days/?organisation={organisation}&on={on}"
    if queries.seen_version(organisation, day) != seen:
        return {"url": url}  # planned meanwhile, by this job or by somebody

    def told(done: int, total: int) -> None:
        step(context.task_result.id, done, total)

    made = queries.drawn(
        actor, organisation, on=day, now=clock.now(), seconds=LARGE_SECONDS, told=told
    )
    (actions.replan if keep == "replan" else actions.plan_day)(actor, drawn=made, seen=seen)
    step(context.task_result.id, 3, 3)
    return {"url": url}


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


@recurring(title=gettext_noop("终止去世、迁出者的改造和床位"), at=time(1, 55))
@task()
def nightly_gone(day: str) -> int:
    """End what is open for whoever has died or left as of a day; again changes nothing."""
    on = date.fromisoformat(day)
    adaptations = actions.end_gone(SYSTEM, on=on)
    return len(adaptations.pks) + len(actions.end_beds_gone(SYSTEM, on=on).pks)


@recurring(title=gettext_noop("清理到期的互助时间"), at=time(1, 55))
@task()
def nightly_lapse(day: str) -> int:
    """Book out the hours that have ended by a day; again books nothing."""
    return actions.lapse_hours(SYSTEM, on=date.fromisoformat(day))
