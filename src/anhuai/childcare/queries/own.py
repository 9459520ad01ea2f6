"""A family's own children, and the classes an officer may offer a child."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.models import Application, Attendance, Bill, Enrolment, NurseryClass
from anhuai.childcare.queries.applying import APPLY, applications, children_of, may_apply
from anhuai.childcare.queries.billing import bills_of_child
from anhuai.childcare.queries.enrolled import enrolled
from anhuai.childcare.queries.reach import nurseries
from anhuai.childcare.queries.today import in_force
from anhuai.childcare.rules.classes import months_old
from anhuai.people import queries as people
from anhuai.platform import wall
from anhuai.platform.acting import Actor, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.permits import Permit


@dataclass(frozen=True, slots=True)
class OwnChild:
    """A child of the family: what was asked for, where it is enrolled, whether it is there."""

    person: int
    name: str
    months: int
    may_apply: bool
    applications: Sequence[Application]
    enrolments: Sequence[Enrolment]
    there: Collection[int]
    unpaid: Sequence[Bill]


@reading(
    permit=Permit.CHILDCARE_OWN, title=_("查看自己孩子的托育"), subject="person",
    ids=lambda found: [one.person for one in found],
)  # fmt: skip
@wall.lifted()
def own_children(actor: Actor, *, on: date) -> list[OwnChild]:
    """Return the children a family's own roles name, youngest first."""
    found = []
    for one in children_of(actor):
        rows = list(Application.objects.filter(person=one).order_by("-submitted_at", "-pk"))
        held = list(
            Enrolment.objects.filter(in_force(on), person=one).select_related(
                "nursery_class__nursery__facility"
            )
        )
        is_in = Attendance.objects.filter(person=one, left_at=None).exists()
        live = any(row.closed_at is None for row in rows)
        found.append(
            OwnChild(
                one.pk, one.name, months_old(one.born, on),
                may_apply(one.born, on) and not live and not held, rows, held,
                {row.pk for row in held} if is_in else set(),
                [row for row in bills_of_child(one.pk) if row.total > row.paid],
            )
        )  # fmt: skip
    return found


@reading(
    permit=Permit.CHILDCARE_OWN, title=_("查看自己孩子的托育账单"), subject="person",
    ids=lambda found: sorted({one.person_id for one in found}),
)  # fmt: skip
@wall.lifted()
def own_bills(actor: Actor) -> list[Bill]:
    """Return the bills of the children a family's own roles name, newest month first."""
    rows = Bill.objects.filter(person__in=[one.pk for one in children_of(actor)])
    rows = rows.select_related("person", "nursery__facility")
    return list(rows.order_by("-month", "person", "-number", "pk"))


def offerable(actor: Actor, one: Application, homes: Collection[int]) -> list[tuple[str, str]]:
    """Return the open classes of chosen nurseries in scope that are for the child's age."""
    rows = NurseryClass.objects.select_related("nursery__facility").filter(
        until=None, nursery__in=nurseries(actor, permit=Permit.CHILDCARE_RANK).filter(pk__in=homes)
    )
    months = months_old(one.person.born, one.wanted_from)
    return [
        (str(row.pk), f"{row.nursery.facility.name} {row.name}")
        for row in rows.order_by("nursery", "pk")
        if CLASSES[row.group].admits(months)
    ]


@dataclass(frozen=True, slots=True)
class OfPerson:
    """A child's applications and enrolments on its file."""

    applications: Sequence[Application]
    enrolments: Sequence[Enrolment]
    may_apply: bool


_HAS_APPLIED, _IS_ENROLLED = RowsOf(Application), RowsOf(Enrolment)


@reading(
    permit=Permit.CHILDCARE_READ, title=_("查看儿童的托育"), subject="person",
    ids=lambda found: sorted({one.person_id for one in found.enrolments}) if found else [],
)  # fmt: skip
@wall.lifted()
def of_person(actor: Actor, person: int, *, on: date) -> OfPerson | None:
    """Return what a child's file says of nurseries; None where nothing ever will."""
    one = people.person_in_scope(actor, person)
    rows = (
        list(applications(actor).filter(person=person).order_by("-submitted_at", "-pk"))
        if _HAS_APPLIED(person) else []
    )  # fmt: skip
    held = (
        list(enrolled(actor).filter(person=person).order_by("-since", "-pk"))
        if _IS_ENROLLED(person) else []
    )  # fmt: skip
    young = may_apply(one.born, on) and one.died is None and one.left is None
    if not rows and not held and not young:
        return None
    live = any(row.closed_at is None for row in rows) or any(row.until is None for row in held)
    return OfPerson(rows, held, young and not live and actor.may(APPLY))


def nursery_of(actor: Actor, facility: int) -> int | None:
    """Return the nursery of a facility in scope; None where it takes no children."""
    return nurseries(actor).filter(facility=facility).values_list("pk", flat=True).first()
