"""One child that is there, for the forms of a nursery's day."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from anhuai.childcare.models import Attendance, Check
from anhuai.childcare.queries.enrolled import pick_ups_of
from anhuai.childcare.queries.reach import class_in_scope
from anhuai.childcare.rules.words import Part
from anhuai.platform import clock, wall
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.permits import Permit


@dataclass(frozen=True, slots=True)
class There:
    """A child's attendance: the class, the name, which check comes next."""

    pk: int
    person_id: int
    room: int
    name: str
    next_check: str
    pick_ups: Sequence[tuple[int, str, str]]
    """(id, name, relation) of whoever may fetch the child today."""


@reading(
    permit=Permit.CHILDCARE_MANAGE, title=_("查看儿童入园登记"), subject="person",
    ids=lambda found: [found.person_id],
)  # fmt: skip
@wall.lifted()
def there(actor: Actor, attendance: int) -> There:
    """Return an attendance at a class in scope, or raise `NotHere`."""
    row = Attendance.objects.select_related("person").filter(pk=attendance).first()
    if row is None:
        raise NotHere("childcare_attendance", attendance)
    class_in_scope(actor, row.nursery_class_id, permit=Permit.CHILDCARE_MANAGE)
    done = Check.objects.filter(attendance=row, part=Part.MORNING).exists()
    part = Part.NOON if done else Part.MORNING
    may = list(pick_ups_of(row.person_id, clock.today()).values_list("pk", "name", "relation"))
    return There(row.pk, row.person_id, row.nursery_class_id, row.person.name, part, may)
