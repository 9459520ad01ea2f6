"""Every night: who holds a licence that soon ends is told, once at 90 and once at 30 days."""

from datetime import date, time

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.facilities import queries
from anhuai.facilities.rules import LICENCES
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.notices.telling import answering, tell
from anhuai.platform.permits import Permit

STEPS = (90, 30)


@recurring(title=gettext_noop("提醒将到期的证照"), at=time(2, 10))
@task()
def nightly_licences(day: str) -> int:
    """Tell the authority and the institution of each licence that ends within 90, then 30 days."""
    told = 0
    for days in STEPS:
        for key, facility, name, at, kind, last in queries.expiring_licences(
            date.fromisoformat(day), days=days
        ):
            title = LICENCES[kind]
            told += tell(
                "licence_expiring",
                answering(permit=Permit.FACILITIES_MANAGE, division=at[0], organisation=at[1]),
                url=f"/facilities/{facility}/", dedupe=f"licence-{key}-{days}", institution=name,
                licence=[title.title, title.title_en], day=last.isoformat(),
            )  # fmt: skip
    return told
