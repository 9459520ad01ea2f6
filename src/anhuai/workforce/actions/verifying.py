"""Who looked at a worker's identity or certificate, when and how, and whether it is genuine.

Verified by an office of an area, never by whoever employs the worker.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.workforce import queries
from anhuai.workforce.actions.register import MANAGE, BadPost
from anhuai.workforce.models import Certificate, Verification
from anhuai.workforce.rules import VerifiedHow


@action(
    permit=MANAGE, title=_("核验身份或证书"),
    logs=("worker", "certificate", "is_genuine", "seen_on"), subject="worker",
)  # fmt: skip
def verify(
    actor: Actor, *, worker: int, certificate: int = 0, how: str, is_genuine: bool, seen_on: date,
    reference: str = "",
) -> Verification:  # fmt: skip
    """Record that the identity, or a certificate, was verified; the latest counts.

    One found not to be genuine counts for nothing from now on. Raises `BadPost` for whoever acts
    for an employer, a day to come, no reference where an issuer was asked, and a second of a day.
    """
    found = queries.worker(actor, worker, permit=MANAGE)
    if not actor.scope(MANAGE).divisions:
        raise BadPost(
            "own", "用人单位不能核验自己的人员，请到民政部门核验。",
            "An employer does not verify its own staff: ask the civil affairs office.",
        )  # fmt: skip
    if how not in set(VerifiedHow):
        raise BadPost("how", "请选择核验方式。", "Choose how it was verified.", field="how")
    if seen_on > clock.today():
        raise BadPost("future", "核验日期不能晚于今天。", "The day lies ahead.", field="seen_on")
    plain = normalise(reference)[:60]
    if how != VerifiedHow.ORIGINAL and not plain:
        raise BadPost(
            "reference", "请填写核实的回函或查询编号。", "Enter the number of the answer.",
            field="reference",
        )  # fmt: skip
    held = None
    if certificate:
        rows = Certificate.objects.filter(worker=found, retracted_at=None)
        held = rows.filter(pk=certificate).first()
        if held is None:
            raise NotHere("certificate", certificate)
    try:
        with transaction.atomic():
            return Verification.objects.create(
                worker=found, certificate=held, how=how, is_genuine=is_genuine, seen_on=seen_on,
                reference=plain, recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as error:
        raise BadPost(
            "twice", "这一天的核验已经登记。", "A verification of that day is recorded.",
            field="seen_on",
        ) from error  # fmt: skip
