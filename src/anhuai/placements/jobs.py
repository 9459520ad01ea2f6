"""Every night lapsed offers go to the next; a death ends a stay, wherever it was recorded."""

from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.people import queries as people
from anhuai.placements import actions
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.following import follows
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.models import AuditEntry, AuditHead, Follower

NAME = "placements.deaths"
WANTED = frozenset({"people.record_death", "people.undo_death"})
_AT_ONCE = 50


@recurring(title=gettext_noop("收回逾期的床位通知，通知下一位"), at=time(0, 20))
@task()
def nightly_offers(day: str) -> int:
    """Let offers lapse that nobody answered and offer the beds to the next."""
    return len(actions.expire_offers(SYSTEM, on=date.fromisoformat(day)).pks)


def _wanted() -> frozenset[str]:
    return WANTED


@follows(NAME, _wanted)
@task()
def end_stays_of_the_dead(_after: int) -> int:
    """End the stay, the application and the offer of everybody whose death was recorded."""
    ended = 0
    while (done := _step()) is not None:
        ended += done
    return ended


def _step() -> int | None:
    """Take the next entries; what they end and the cursor commit together."""
    with transaction.atomic():
        cursor = Follower.objects.select_for_update().get(name=NAME)
        head = AuditHead.objects.get(pk=1).sequence
        new = AuditEntry.objects.filter(
            sequence__gt=cursor.sequence, sequence__lte=head, name__in=WANTED
        )
        entries = list(new.order_by("sequence")[:_AT_ONCE])
        done = sum(_follow(entry) for entry in entries) if entries else None
        cursor.sequence = entries[-1].sequence if entries else max(head, cursor.sequence)
        cursor.save(update_fields=["sequence"])
        return done


def _follow(entry: AuditEntry) -> int:
    """Bring each person to what holds now: an entry may be older than its undoing."""
    for key in entry.ids:
        one = people.person_in_scope(SYSTEM, key)
        if one.died is not None:
            actions.end_for_death(SYSTEM, person=key, on=one.died)
        else:
            actions.restore_after_death(SYSTEM, person=key)
    return len(entry.ids)
