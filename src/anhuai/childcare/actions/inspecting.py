"""Inspections of nurseries as the county records them; the year's report is held against them."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.models import Inspection, Nursery
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.yearly import Inspected
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused, action
from anhuai.platform.permits import Permit

RANK = Permit.CHILDCARE_RANK


def _of_county(actor: Actor, nursery: int) -> Nursery:
    """Return a nursery in the actor's divisions: no institution inspects itself."""
    home = queries.nursery(actor, nursery, permit=RANK)
    if not actor.scope(RANK).covers(home.facility.division):
        raise Refused(RANK)
    return home


@action(
    permit=RANK, title=_("登记托育机构检查"), logs=("nursery", "on", "kind"),
    subject="childcare_inspection",
)  # fmt: skip
def record_inspection(
    actor: Actor, *, nursery: int, on: date, authority: str, kind: str, passed: bool,
    says: str = "",
) -> Inspection:  # fmt: skip
    """Record that somebody inspected a nursery; one of a kind a day by an authority.

    Raises `BadChildcare`, also for a failed one that does not say what is wrong.
    """
    home = _of_county(actor, nursery)
    if not date(2020, 1, 1) <= on <= clock.today():
        raise BadChildcare(
            "on", "检查日期应在今天以前，请核对。", "The day cannot lie ahead.", field="on"
        )
    by, said = normalise(refuse_turned(authority))[:80], normalise(refuse_turned(says))[:400]
    if len(by) < 2:
        raise BadChildcare("authority", "请填写检查单位。", "Say who inspected.", field="authority")
    if kind not in set(Inspected):
        raise BadChildcare("kind", "请选择检查类别。", "Choose a kind.", field="kind")
    if not passed and len(said) < 2:
        raise BadChildcare("says", "有问题的请写明问题。", "Say what is wrong.", field="says")
    try:
        with transaction.atomic():
            return Inspection.objects.create(
                nursery=home, on=on, authority=by, kind=kind, passed=passed, says=said,
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadChildcare(
            "twice", "这次检查已经登记。", "This inspection is recorded already.", field="on"
        ) from clash


@action(
    permit=RANK, title=_("作废托育机构检查"), logs=("inspection",), subject="childcare_inspection"
)
def retract_inspection(actor: Actor, *, inspection: int) -> Inspection:
    """Take back an inspection that was recorded in error."""
    found = Inspection.objects.select_for_update(of=("self",)).filter(
        pk=inspection, retracted_at=None
    )
    one = found.first()
    if one is None:
        raise NotHere("childcare_inspection", inspection)
    _of_county(actor, one.nursery_id)
    one.retracted_at = clock.now()
    one.save(update_fields=["retracted_at"])
    return one
