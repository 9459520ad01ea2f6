"""Mornings: remind administrators of rights that wait for review."""

from datetime import date, time, timedelta

from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.platform import rights_review
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.models import Account
from anhuai.platform.notices.telling import holders, tell
from anhuai.platform.permits import Permit
from anhuai.platform.requests import actor_of

_BEFORE = timedelta(days=7)


@recurring(title=gettext_noop("提醒权限复核"), at=time(8, 0))
@task()
def daily_review_reminder(day: str) -> int:
    """Tell administrators on the first day of a quarter and a week before the review is due."""
    today = date.fromisoformat(day)
    quarter = rights_review.quarter_of(today)
    last = rights_review.due_on(quarter)
    if today not in (quarter, last - _BEFORE):
        return 0
    told = 0
    keys = holders(permit=Permit.ACCOUNTS_MANAGE, division="")
    for account in Account.objects.filter(pk__in=keys):
        waiting = rights_review.to_review(actor_of(account), Permit.ACCOUNTS_MANAGE, today).count()
        if waiting:
            told += tell(
                "rights_review_due", [account.pk], url="/accounts/review",
                dedupe=f"review:{today}", count=str(waiting), last=last.isoformat(),
            )  # fmt: skip
    return told
