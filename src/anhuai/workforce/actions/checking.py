"""What the police answered about who works with children (minors law, art. 62 and 130)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.workforce import queries
from anhuai.workforce.actions.register import MANAGE, BadPost
from anhuai.workforce.models import RecordCheck


@action(
    permit=MANAGE, title=_("登记违法犯罪记录查询"), logs=("worker", "asked_on"), subject="worker"
)
def record_check(
    actor: Actor, *, worker: int, asked_on: date, is_clear: bool, document: str
) -> RecordCheck:
    """Record an answer; what the record says is not kept, only whether the person may work.

    Raises `BadPost` for a day to come, an answer without its number, and a second of one day.
    """
    found = queries.worker(actor, worker, permit=MANAGE)
    if asked_on > clock.today():
        raise BadPost(
            "future", "查询日期不能晚于今天。", "The day of the answer lies ahead.",
            field="asked_on",
        )  # fmt: skip
    document = normalise(document)[:60]
    if not document:
        raise BadPost(
            "document", "请填写查询回执编号。", "Enter the number of the answer.", field="document"
        )
    try:
        with transaction.atomic():
            return RecordCheck.objects.create(
                worker=found, asked_on=asked_on, is_clear=is_clear, document=document,
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as error:
        raise BadPost(
            "twice", "这一天的查询结果已经登记；登记错了请先作废。",
            "An answer of that day is recorded: retract it first if it is wrong.",
            field="asked_on",
        ) from error  # fmt: skip


@action(permit=MANAGE, title=_("作废违法犯罪记录查询"), logs=("check",), subject="worker")
def retract_check(actor: Actor, *, check: int) -> RecordCheck:
    """Take back an answer that was recorded in error."""
    found = RecordCheck.objects.select_for_update().filter(pk=check, retracted_at=None).first()
    if found is None:
        raise NotHere("check", check)
    queries.worker(actor, found.worker_id, permit=MANAGE)
    found.retracted_at = clock.now()
    found.save(update_fields=["retracted_at"])
    return found
