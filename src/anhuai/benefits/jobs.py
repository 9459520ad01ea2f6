"""Nights: who is owed what. Mornings: what ran over its clock, which grants are due for review."""

from datetime import date, time

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.benefits import actions, queries
from anhuai.places import queries as places
from anhuai.platform import county
from anhuai.platform.acting import SYSTEM, NotHere
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.notices.telling import tell_holders


@recurring(title=gettext_noop("核定全县待遇"), at=time(1, 10))
@task()
def nightly_redecide(day: str) -> dict[str, object]:
    """Decide every benefit of everybody for the month; again changes nothing."""
    if not county.code():
        return {}
    on = date.fromisoformat(day)
    run = actions.redecide(SYSTEM, month=on.replace(day=1), on=on)
    return {"run": run.pk, **run.changes}


@task()
def simulate_change(change: int) -> int:
    """Work out what a proposed standard would do; again is harmless, a decided one is left."""
    try:
        return actions.simulate(SYSTEM, change=change).pk
    except NotHere:
        return 0


@recurring(title=gettext_noop("催办超期的待遇申请"), at=time(7, 40))
@task()
def daily_escalation(day: str) -> int:
    """Tell township and county which applications ran over their clock; once a clock."""
    return len(actions.escalate(SYSTEM, on=date.fromisoformat(day)).pks)


@recurring(title=gettext_noop("提醒待遇复核"), at=time(7, 50), monthly=True)
@task()
def monthly_reviews(day: str) -> int:
    """Tell each township how many grants are due for review; once a month."""
    counts: dict[str, int] = {}
    for division in queries.to_review(on=date.fromisoformat(day)).values_list(
        "division", flat=True
    ):
        counts[division[:9]] = counts.get(division[:9], 0) + 1
    told = 0
    for town, count in counts.items():
        told += tell_holders(
            "benefit_review_due", role="town_clerk", division=town,
            url=f"/benefits/applications/?state=granted&division={town}",
            dedupe=f"benefit_review:{town}:{day}", count=str(count), place=places.name_of(town),
        )  # fmt: skip
    return told
