"""Handing deliveries over: signed, at least once, tried for more than a day."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django_tasks import task

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.jobs.again import wait_after
from anhuai.platform.jobs.backend import put
from anhuai.platform.notices.telling import tell
from anhuai.platform.outgoing import EXCERPT, Unreachable, post, signature
from anhuai.platform.sealing import unseal
from anhuai.platform.webhooks.models import Attempt, Delivery, Receiver

GIVEN_UP_AFTER = timedelta(hours=26)


def deliver_to(
    receiver: Receiver,
    *,
    event: str,
    subject: str,
    ids: Sequence[int],
    sequence: int | None = None,
    at: datetime | None = None,
) -> Delivery:
    """Write what a receiver is told, and the job that tells it; the caller commits both.

    Told are ids and codes only: the receiver fetches the rest through the API, within its scope.
    """
    now, key = clock.now(), uuid.uuid4()
    body = {
        "id": str(key), "event": event, "at": (at or now).isoformat(), "subject": subject,
        "ids": list(ids), "sequence": sequence,
    }  # fmt: skip
    made = Delivery.objects.create(
        receiver=receiver, sequence=sequence, key=key, event=event, body=json.dumps(body),
        state="waiting", created_at=now, since=now, due_at=now,
    )  # fmt: skip
    enqueue(made)
    return made


def enqueue(delivery: Delivery) -> None:
    """Enqueue the next attempt when it is due."""
    put(attempt_delivery.using(run_after=delivery.due_at), [delivery.pk], {})


@task()
def attempt_delivery(delivery_id: int) -> str:
    """Hand one delivery over, and write down what came of it."""
    waiting = Delivery.objects.select_related("receiver__account")
    found = waiting.filter(pk=delivery_id, state="waiting").first()
    if found is None:
        return "over"
    receiver = found.receiver
    if receiver.ended_at is not None or not receiver.account.is_active:
        return _ended(found, "dead")
    found.attempts += 1
    found.save(update_fields=["attempts"])
    if _handed_over(found, receiver):
        return _ended(found, "delivered")
    due = clock.now() + wait_after(found.attempts)
    if due > found.since + GIVEN_UP_AFTER:
        return _given_up(found, receiver)
    found.due_at = due
    found.save(update_fields=["due_at"])
    enqueue(found)
    return "later"


def _handed_over(found: Delivery, receiver: Receiver) -> bool:
    body = found.body.encode()
    try:
        answer = post(receiver.url, body, _heads(found, receiver, body))
    except Unreachable as away:
        _note(found, 0, away.took, away.says)
        return False
    except Unfit as inside:  # the name leads somewhere else than when it was registered
        _note(found, 0, 0, inside.message)
        return False
    _note(found, answer.status, answer.took, answer.excerpt)
    return answer.is_taken


def _heads(found: Delivery, receiver: Receiver, body: bytes) -> dict[str, str]:
    stamp, key = str(int(clock.now().timestamp())), str(found.key)
    secrets = [receiver.secret_sealed]
    if receiver.former_until is not None and receiver.former_until > clock.now():
        secrets.append(receiver.former_sealed)
    signed = [signature(unseal(secret), stamp, key, body) for secret in secrets]
    return {
        "Content-Type": "application/json",
        "User-Agent": "Anhuai",
        "X-Anhuai-Event": found.event,
        "X-Anhuai-Delivery": key,
        "X-Anhuai-Timestamp": stamp,
        "X-Anhuai-Signature": ",".join(signed),
    }


def _note(found: Delivery, status: int, took: int, says: str) -> None:
    # PostgreSQL takes no NUL in a text, and an answer may hold anything.
    plain = says.replace("\0", "")[:EXCERPT]
    Attempt.objects.create(delivery=found, at=clock.now(), status=status, took=took, says=plain)


def _ended(found: Delivery, state: str) -> str:
    at = clock.now() if state == "delivered" else None
    Delivery.objects.filter(pk=found.pk).update(state=state, delivered_at=at)
    return state


def _given_up(found: Delivery, receiver: Receiver) -> str:
    _ended(found, "dead")
    if receiver.registered_by_id is not None:
        tell(
            "webhook_dead", [receiver.registered_by_id], url=f"/webhooks/{receiver.pk}/",
            dedupe=f"webhook:{receiver.pk}:{clock.today()}", receiver=receiver.title,
        )  # fmt: skip
    return "dead"
