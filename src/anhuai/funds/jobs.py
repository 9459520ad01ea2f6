"""A death ends what a person receives, however far from here it was recorded."""

from django.db import transaction
from django_tasks import task

from anhuai.funds.actions import close_for_death, retract_closing
from anhuai.funds.queries.persons import is_dead, receives
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.following import follows
from anhuai.platform.models import AuditEntry, AuditHead, Follower

NAME = "funds.deaths"
WANTED = frozenset({"people.record_death", "people.undo_death"})
_AT_ONCE = 50


def _wanted() -> frozenset[str]:
    return WANTED


@follows(NAME, _wanted)
@task()
def close_the_dead(_after: int) -> int:
    """Close the pay of everybody whose death was recorded, and certify it; once a death."""
    closed = 0
    while (done := _step()) is not None:
        closed += done
    return closed


def _step() -> int | None:
    """Take the next entries; the certificates and the cursor commit together."""
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
    persons = [key for key in entry.ids if receives(key)]
    for key in persons:
        if is_dead(SYSTEM, person=key):
            close_for_death(SYSTEM, person=key)
        else:
            retract_closing(SYSTEM, person=key)
    return len(persons)
