"""The outbox: every message is a row, written with what caused it, delivered at least once.

A message that was handed over may be handed over again after a crash; its key never changes, so
that the receiving side can tell (an Idempotency-Key, a Message-ID).
"""

import uuid
from collections.abc import Mapping

from django_tasks import task

from anhuai.platform import clock
from anhuai.platform.jobs.again import wait_after
from anhuai.platform.jobs.backend import put
from anhuai.platform.notices.adapters import Parcel, Undelivered, adapter_for
from anhuai.platform.notices.catalogue import TEMPLATES
from anhuai.platform.notices.models import Message
from anhuai.platform.notices.rules import Channel, Said, in_language
from anhuai.platform.sealing import unseal

TRIES = 8
TRIES_OF = {Channel.VOICE.value: 3}  # a call that comes hours later helps nobody
NO_ADAPTER = "no_adapter"


def send(
    channel: str,
    recipient_sealed: bytes,
    template: str,
    said: Mapping[str, Said],
    *,
    url: str = "",
    account: int | None = None,
    language: str = "zh-hans",
) -> Message:
    """Write a message to a sealed address, with the job that delivers it; the caller commits both.

    Without an adapter for the channel it is recorded only, and says so.
    """
    now = clock.now()
    message = Message.objects.create(
        key=uuid.uuid4(), account_id=account, channel=channel,
        recipient_sealed=recipient_sealed, template=template, said=dict(said), url=url,
        language=language, state="waiting", created_at=now, due_at=now,
    )  # fmt: skip
    hand_over(message)
    return message


def hand_over(message: Message) -> None:
    """Enqueue a waiting message, or record why nothing is sent."""
    if adapter_for(Channel(message.channel)) is None:
        message.state, message.error = "recorded", NO_ADAPTER
        message.save(update_fields=["state", "error"])
        return
    put(deliver.using(run_after=message.due_at), [message.pk], {})


@task()
def deliver(message_id: int) -> str:
    """Hand one message over; a failure is written on its row and tried again later."""
    message = Message.objects.filter(pk=message_id, state="waiting").first()
    if message is None:
        return "over"
    adapter = adapter_for(Channel(message.channel))
    if adapter is None:
        _end(message, "recorded", error=NO_ADAPTER)
        return "recorded"
    message.attempts += 1
    message.save(update_fields=["attempts"])
    try:
        provider = adapter.send(_parcel(message))
    except Undelivered as failed:
        return _failed(message, failed)
    _end(message, "sent", error="", provider=provider[:120], sent_at=clock.now())
    return "sent"


def _parcel(message: Message) -> Parcel:
    english = message.language == "en"
    definition = TEMPLATES[message.template]
    return Parcel(
        key=str(message.key),
        to=unseal(message.recipient_sealed),
        template=message.template,
        parameters={k: in_language(v, english=english) for k, v in message.said.items()},
        title=definition.title_en if english else definition.title,
        text=definition.text(message.said, english=english),
        url=message.url,
    )


def _failed(message: Message, failed: Undelivered) -> str:
    if failed.is_final or message.attempts >= TRIES_OF.get(message.channel, TRIES):
        _end(message, "failed", error=failed.says[:300])
        return "failed"
    due = clock.now() + wait_after(message.attempts)
    _end(message, "waiting", error=failed.says[:300], due_at=due)
    put(deliver.using(run_after=due), [message.pk], {})
    return "later"


def _end(message: Message, state: str, **fields: object) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, **fields)
