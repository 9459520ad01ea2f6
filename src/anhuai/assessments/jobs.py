"""Listing every night who is to be assessed."""

from datetime import date, time

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.assessments import actions
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring


@recurring(title=gettext_noop("列出待评估的人"), at=time(1, 40))
@task()
def nightly_due(day: str) -> int:
    """Put whoever is due on the list and take the dead off it; again changes nothing."""
    return actions.open_due(SYSTEM, on=date.fromisoformat(day)).opened
