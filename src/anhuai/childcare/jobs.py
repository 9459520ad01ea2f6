"""Freeing the places of offers that nobody answered in time."""

from datetime import date, time

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.childcare import actions
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring


@recurring(title=gettext_noop("收回逾期未答复的托位"), at=time(0, 30))
@task()
def nightly_lapse(day: str) -> int:
    """Free the seats of offers whose time ran out; again changes nothing."""
    return actions.lapse_offers(SYSTEM, on=date.fromisoformat(day))
