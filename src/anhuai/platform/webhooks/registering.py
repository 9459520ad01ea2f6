"""Registering receivers, renewing their keys, ending them, sending again what was given up."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit, clock, outgoing, reaching
from anhuai.platform.accounts import accounts_within, managed
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import AuditHead
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import seal
from anhuai.platform.webhooks import delivering
from anhuai.platform.webhooks.models import Delivery, Receiver

OVERLAP = timedelta(hours=24)
TRIAL = "trial"


class BadReceiver(Unfit):
    """A receiver that cannot be; codes: events, over."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A receiver with its key, shown this once."""

    pk: int
    secret: str


def events() -> Mapping[str, str | Promise]:
    """Return what can be followed: every action about records whose reach some room knows."""
    kinds = reaching.kinds()
    titles = audit.titles()
    named = {name: titles[name] for name, kind in audit.subjects().items() if kind in kinds}
    return dict(sorted(named.items()))


def _checked(wanted: Collection[str]) -> list[str]:
    chosen = sorted(set(wanted) & set(events()))
    if not chosen or len(chosen) != len(set(wanted)):
        raise BadReceiver(
            "events",
            "请从列表中选择至少一种通知。",
            "Choose at least one event of the list.",
            field="events",
        )
    return chosen


@action(
    permit=Permit.WEBHOOKS_MANAGE,
    title=_("登记推送接收方"),
    logs=("account_id", "title"),
    subject="receiver",
)
def register_receiver(
    actor: Actor, *, account_id: int, title: str, url: str, wanted: Collection[str]
) -> Registered:
    """Tell another system what happens within an account's scope, from now on.

    Raises `BadReceiver`, `outgoing.BadAddress`.
    """
    account = managed(actor, account_id)
    chosen = _checked(wanted)
    outgoing.check(url)
    secret = secrets.token_urlsafe(32)
    made = Receiver.objects.create(
        account=account, title=title, url=url, events=chosen, secret_sealed=seal(secret),
        begins_after=AuditHead.objects.get(pk=1).sequence, registered_by_id=actor.account,
        created_at=clock.now(),
    )  # fmt: skip
    return Registered(made.pk, secret)


def receivers_within(actor: Actor) -> QuerySet[Receiver]:
    """Return the receivers that act for accounts in the actor's area."""
    actor.require(Permit.WEBHOOKS_MANAGE)
    accounts = accounts_within(actor.scope(Permit.WEBHOOKS_MANAGE))
    return Receiver.objects.filter(account__in=accounts.values("pk"))


def receiver_of(actor: Actor, receiver_id: int) -> Receiver:
    """Return one receiver; raises `NotHere`."""
    found = receivers_within(actor).select_related("account").filter(pk=receiver_id).first()
    if found is None:
        raise NotHere("receiver", receiver_id)
    return found


def _lasting(actor: Actor, receiver_id: int) -> Receiver:
    found = receiver_of(actor, receiver_id)
    managed(actor, found.account_id)
    if found.ended_at is not None:
        raise BadReceiver("over", "这个接收方已停用。", "This receiver has ended.")
    return found


@action(
    permit=Permit.WEBHOOKS_MANAGE,
    title=_("更换推送密钥"),
    logs=("receiver_id",),
    subject="receiver",
)
def rotate_key(actor: Actor, *, receiver_id: int) -> Registered:
    """Give a receiver a new key; for a day both sign. Raises `NotHere`, `BadReceiver`."""
    found = _lasting(actor, receiver_id)
    secret = secrets.token_urlsafe(32)
    found.former_sealed, found.former_until = found.secret_sealed, clock.now() + OVERLAP
    found.secret_sealed = seal(secret)
    found.save(update_fields=["secret_sealed", "former_sealed", "former_until"])
    return Registered(found.pk, secret)


@action(
    permit=Permit.WEBHOOKS_MANAGE,
    title=_("停用推送接收方"),
    logs=("receiver_id",),
    subject="receiver",
)
def end_receiver(actor: Actor, *, receiver_id: int) -> Receiver:
    """Tell a receiver nothing more, not what waits either; raises `NotHere`, `BadReceiver`."""
    found = _lasting(actor, receiver_id)
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    Delivery.objects.filter(receiver=found, state="waiting").update(state="dead")
    return found


@action(
    permit=Permit.WEBHOOKS_MANAGE,
    title=_("试推送"),
    logs=("receiver_id",),
    subject="delivery",
)
def send_trial(actor: Actor, *, receiver_id: int) -> Delivery:
    """Send a receiver something that means nothing, to see whether it arrives."""
    return delivering.deliver_to(_lasting(actor, receiver_id), event=TRIAL, subject="", ids=[])


@action(
    permit=Permit.WEBHOOKS_MANAGE,
    title=_("重新推送"),
    logs=("delivery_id",),
    subject="delivery",
)
def send_again(actor: Actor, *, delivery_id: int) -> Delivery:
    """Hand a delivery over once more, whatever became of it; the receiver knows it by its id."""
    found = delivery_of(actor, delivery_id)
    _lasting(actor, found.receiver_id)
    found.state, found.since, found.due_at = "waiting", clock.now(), clock.now()
    found.save(update_fields=["state", "since", "due_at"])
    delivering.enqueue(found)
    return found


def delivery_of(actor: Actor, delivery_id: int) -> Delivery:
    """Return one delivery of a receiver in the actor's area; raises `NotHere`."""
    mine = Delivery.objects.filter(receiver__in=receivers_within(actor))
    found = mine.select_related("receiver").filter(pk=delivery_id).first()
    if found is None:
        raise NotHere("delivery", delivery_id)
    return found
