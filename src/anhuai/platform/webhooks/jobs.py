"""From the trail to the receivers: each entry once for each that wants and may see it."""

from collections.abc import Sequence

from django.db import transaction
from django_tasks import task

from anhuai.platform import reaching
from anhuai.platform.acting import Actor
from anhuai.platform.jobs.following import follows
from anhuai.platform.models import AuditEntry, AuditHead, Follower
from anhuai.platform.requests import actor_of
from anhuai.platform.webhooks.delivering import deliver_to
from anhuai.platform.webhooks.models import Receiver

NAME = "webhooks"
_AT_ONCE = 200


def _lasting() -> list[Receiver]:
    found = Receiver.objects.filter(ended_at=None, account__is_active=True)
    return list(found.select_related("account"))


def _wanted() -> set[str]:
    return {event for receiver in _lasting() for event in receiver.events}


@follows(NAME, _wanted)
@task()
def follow_trail(_after: int) -> int:
    """Write deliveries for every entry behind the cursor; they and the cursor commit together."""
    written = 0
    while (done := _step()) is not None:
        written += done
    return written


def _step() -> int | None:
    """Take the next entries; return how many deliveries they made, None behind the last."""
    with transaction.atomic():
        cursor = Follower.objects.select_for_update().get(name=NAME)
        # The head first: what a receiver registered after this wants lies behind it.
        head = AuditHead.objects.get(pk=1).sequence
        new = AuditEntry.objects.filter(sequence__gt=cursor.sequence, sequence__lte=head)
        entries = list(new.filter(name__in=_wanted()).order_by("sequence")[:_AT_ONCE])
        written = sum(_told(receiver, entries) for receiver in _lasting()) if entries else None
        cursor.sequence = entries[-1].sequence if entries else max(head, cursor.sequence)
        cursor.save(update_fields=["sequence"])
        return written


def _told(receiver: Receiver, entries: Sequence[AuditEntry]) -> int:
    actor: Actor = actor_of(receiver.account)
    told = 0
    for entry in entries:
        if entry.sequence <= receiver.begins_after or entry.name not in receiver.events:
            continue
        ids = reaching.reached(actor, entry.subject, entry.ids)
        if ids:
            deliver_to(
                receiver, event=entry.name, subject=entry.subject, ids=ids,
                sequence=entry.sequence, at=entry.at,
            )  # fmt: skip
            told += 1
    return told
