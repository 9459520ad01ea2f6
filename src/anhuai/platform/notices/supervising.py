"""The outbox as administrators see it: their area's messages, sent again or held back."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.accounts import accounts_within
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.notices import outbox
from anhuai.platform.notices.models import Message
from anhuai.platform.permits import Permit


class BadMessage(Unfit):
    """A message that cannot be sent again or held back; code: state."""


def messages_within(actor: Actor) -> QuerySet[Message]:
    """Return the messages to accounts in the actor's area."""
    accounts = accounts_within(actor.scope(Permit.OUTBOX_MANAGE))
    return Message.objects.filter(account__in=accounts.values("pk"))


def _within(actor: Actor, message_id: int, states: tuple[str, ...]) -> Message:
    found = messages_within(actor).select_for_update(of=("self",)).filter(pk=message_id).first()
    if found is None:
        raise NotHere("message", message_id)
    if found.state not in states:
        raise BadMessage(
            "state",
            "这条消息的状态已经变了，请刷新页面再看。",
            "The state of this message has changed: reload the page.",
        )
    return found


@action(permit=Permit.OUTBOX_MANAGE, title=_("重发消息"), logs=("message_id",), subject="message")
def retry_message(actor: Actor, *, message_id: int) -> Message:
    """Send a failed, cancelled or only recorded message again; raises `BadMessage`."""
    found = _within(actor, message_id, ("failed", "cancelled", "recorded"))
    found.state, found.attempts, found.error, found.due_at = "waiting", 0, "", clock.now()
    found.save(update_fields=["state", "attempts", "error", "due_at"])
    outbox.hand_over(found)
    return found


@action(permit=Permit.OUTBOX_MANAGE, title=_("取消消息"), logs=("message_id",), subject="message")
def cancel_message(actor: Actor, *, message_id: int) -> Message:
    """Hold a waiting message back; raises `BadMessage`."""
    found = _within(actor, message_id, ("waiting",))
    found.state = "cancelled"
    found.save(update_fields=["state"])
    return found
