"""When a nursery's facility closes: no child is left in it, and its classes end with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.childcare.models import Duty, Enrolment, NurseryClass, Offer
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.words import KEEPING
from anhuai.facilities import queries as facilities
from anhuai.facilities.actions import keeps_residents
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit

MANAGE = Permit.CHILDCARE_MANAGE


@keeps_residents
def no_child_left(facility: int, labels: Sequence[str] | None, on: date) -> None:
    """Refuse to close a facility whose nursery still has children or has promised places."""
    del on
    if labels is not None:
        return
    own = {"nursery_class__nursery__facility": facility}
    children = Enrolment.objects.filter(until=None, **own).count()
    promised = Offer.objects.filter(state__in=KEEPING, **own).count()
    if children or promised:
        raise BadChildcare(
            "children",
            f"还有 {children} 名在托儿童、{promised} 个未了结的录取，请先安置，再注销。",
            f"{children} children are enrolled and {promised} places promised: settle them first.",
            field="status",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ended:
    """How many classes ended."""

    classes: int


@action(permit=MANAGE, title=_("机构注销，停办班级"), logs=("facility", "on"), subject="facility")
def end_classes_of(actor: Actor, *, facility: int, on: date) -> Ended:
    """End every class of a closed facility's nursery from a day, and send its carers home.

    Again ends none. A class that began on that day or later never held a child: it ends the day
    after it began. A facility that opens again opens classes anew.
    """
    facilities.facility(actor, facility, permit=MANAGE)
    rows = NurseryClass.objects.select_for_update().filter(nursery__facility=facility, until=None)
    ended = 0
    for row in rows:
        row.until = max(on, date.fromordinal(row.since.toordinal() + 1))
        row.version = row.version + 1
        row.save(update_fields=["until", "version"])
        ended += 1
    on_duty = Duty.objects.filter(nursery_class__nursery__facility=facility, left_at=None)
    on_duty.filter(came_at__lte=clock.now()).update(left_at=clock.now())
    return Ended(ended)
