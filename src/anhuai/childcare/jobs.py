"""Offers nobody answered lapse each night; a facility that closes ends its classes."""

from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.childcare import actions
from anhuai.facilities import queries as facilities
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.following import follows
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.models import AuditEntry, AuditHead, Follower

NAME = "childcare.closings"
WANTED = frozenset({"facilities.change_status"})
_AT_ONCE = 50


@recurring(title=gettext_noop("收回逾期未答复的托位"), at=time(0, 30))
@task()
def nightly_lapse(day: str) -> int:
    """Free the seats of offers whose time ran out; again changes nothing."""
    return actions.lapse_offers(SYSTEM, on=date.fromisoformat(day))


def _wanted() -> frozenset[str]:
    return WANTED


@follows(NAME, _wanted)
@task()
def end_classes_of_the_closed(_after: int) -> int:
    """End the classes of every facility that closed, wherever that was recorded."""
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
    """Bring each facility to what holds now: an entry may be older than its reopening."""
    ended = 0
    for key in entry.ids:
        closed = facilities.facility(SYSTEM, key).closed
        if closed is not None:
            ended += actions.end_classes_of(SYSTEM, facility=key, on=closed).classes
    return ended
