"""Measuring reach each night."""

from datetime import date, time

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.platform import county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.siting import actions, queries


@recurring(title=gettext_noop("计算各村可达性"), at=time(3, 20))
@task()
def nightly_access(day: str) -> int:
    """Measure every subject for the day; a county without roads measures nothing."""
    if queries.network(county.code()) is None:
        return 0
    return len(actions.measure_all(SYSTEM, on=date.fromisoformat(day)).pks)
