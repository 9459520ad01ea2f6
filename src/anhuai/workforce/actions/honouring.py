"""Honours of workers: dated, with who gave them."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.workforce import queries
from anhuai.workforce.actions.register import MANAGE, BadPost
from anhuai.workforce.models import Honour
from anhuai.workforce.rules import HonourLevel


@action(permit=MANAGE, title=_("登记荣誉"), logs=("worker", "level", "on"), subject="honour")
def add_honour(
    actor: Actor, *, worker: int, title: str, issuer: str, level: HonourLevel, on: date,
    document: str = "",
) -> Honour:  # fmt: skip
    """Record an honour of a worker of the actor's area."""
    found = queries.worker(actor, worker, permit=MANAGE)
    named, by = normalise(title)[:80], normalise(issuer)[:80]
    if not named:
        raise BadPost("title", "请填写荣誉名称。", "Enter what it is.", field="title")
    if not by:
        raise BadPost("issuer", "请填写授予单位。", "Enter who gave it.", field="issuer")
    if on > clock.today():
        raise BadPost("future", "授予日期不能晚于今天。", "It lies ahead.", field="on")
    try:
        with transaction.atomic():
            return Honour.objects.create(
                worker=found, title=named, issuer=by, level=str(HonourLevel(level)), on=on,
                document=normalise(document)[:80], recorded_at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadPost(
            "twice", "这项荣誉已经登记。", "It is on record already.", field="title"
        ) from clash  # fmt: skip


@action(permit=MANAGE, title=_("作废荣誉"), logs=("honour",), subject="honour")
def retract_honour(actor: Actor, *, honour: int, reason: str) -> Honour:
    """Take back an honour that was recorded in error."""
    found = queries.honour(actor, honour)
    queries.worker(actor, found.worker_id, permit=MANAGE)
    if len(normalise(reason)) < 2:
        raise BadPost("reason", "请写明原因。", "Say why.", field="reason")
    found.retracted_at = clock.now()
    found.save(update_fields=["retracted_at"])
    return found
