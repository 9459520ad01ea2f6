"""Enrolled children: a list, one child's file, who may fetch it, what happened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.childcare.models import Attendance, Bill, Booking, Enrolment, Incident, PickUp
from anhuai.childcare.queries.applying import APPLY, children_of
from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.childcare.queries.today import in_force
from anhuai.people import queries as people
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches
from anhuai.platform.sealing import unseal
from anhuai.platform.searching import matching

SHOWN = 500


def enrolled(actor: Actor, *, permit: Permit = READ) -> QuerySet[Enrolment]:
    """Return the enrolments, past ones too, at nurseries the permit reaches."""
    rows = Enrolment.objects.select_related("person", "nursery_class__nursery__facility")
    return rows.filter(nursery_class__nursery__in=nurseries(actor, permit=permit))


@reaches("childcare_enrolment", READ)
@wall.lifted()
def enrolments_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some enrolments the actor may see."""
    return set(enrolled(actor).filter(pk__in=ids).values_list("pk", flat=True))


@reading(
    permit=READ, title=_("查看在托儿童名单"), subject="person",
    ids=lambda found: sorted({one.person_id for one in found[0]}),
)  # fmt: skip
@wall.lifted()
def enrolment_page(
    actor: Actor, *, on: date, q: str = "", nursery: str = "", past: bool = False,
    most: int = SHOWN,
) -> tuple[list[Enrolment], int]:  # fmt: skip
    """Return the first of the children enrolled on a day, or once, and how many there are."""
    rows = enrolled(actor)
    rows = rows.filter(until__lte=on) if past else rows.filter(in_force(on))
    if nursery.isdigit() and len(nursery) < 19:
        rows = rows.filter(nursery_class__nursery=int(nursery))
    if q:
        named = matching(people.everybody(), q)
        rows = rows.filter(person__in=named)
    order = ("nursery_class__nursery__facility__pinyin", "nursery_class", "person__pinyin", "pk")
    return list(rows.order_by(*order)[:most]), rows.count()


def enrolment(
    actor: Actor, enrolment_id: int, *, permit: Permit = READ, lock: bool = False
) -> Enrolment:
    """Return an enrolment at a nursery in scope, or of a family's own child; else `NotHere`."""
    with wall.lifted():
        if actor.may(READ):
            rows = enrolled(actor, permit=permit)
        else:
            rows = Enrolment.objects.select_related(
                "person", "nursery_class__nursery__facility"
            ).filter(person__in=[one.pk for one in children_of(actor)])
        rows = rows.select_for_update(of=("self",)) if lock else rows
        found = rows.filter(pk=enrolment_id).first()
    if found is None:
        raise NotHere("childcare_enrolment", enrolment_id)
    return found


@dataclass(frozen=True, slots=True)
class ChildFile:
    """An enrolled child whole: allergies, who may fetch it, when it came, what is booked."""

    one: Enrolment
    allergies: str
    pick_ups: Sequence[tuple[PickUp, str]]
    attended: Sequence[Attendance]
    bookings: Sequence[Booking]
    incidents: Sequence[Incident]
    bills: Sequence[Bill]


@reading(
    permit=APPLY, title=_("查看在托儿童档案"), subject="person",
    ids=lambda found: [found.one.person_id],
)  # fmt: skip
@wall.lifted()
def child_file(actor: Actor, enrolment_id: int, *, on: date) -> ChildFile:
    """Return an enrolled child whole to its nursery, its officers and its family."""
    one = enrolment(actor, enrolment_id)
    since = on - timedelta(days=30)
    came = Attendance.objects.select_related("left_with", "nursery_class").prefetch_related(
        "checks"
    )
    incidents = Incident.objects.filter(person=one.person_id).order_by("-at")
    if actor.may(READ):
        incidents = incidents.filter(nursery__in=nurseries(actor))
    bills = Bill.objects.filter(person=one.person_id).order_by("-month", "-number")
    if actor.may(READ):
        bills = bills.filter(nursery__in=nurseries(actor))
    return ChildFile(
        one, unseal(one.allergies_sealed),
        [(found, unseal(found.phone_sealed)) for found in pick_ups_of(one.person_id, on)],
        list(came.filter(person=one.person_id, day__gt=since).order_by("-came_at")),
        list(bookings_of(one.person_id, on)), list(incidents[:20]), list(bills[:24]),
    )  # fmt: skip


def pick_ups_of(person: int, on: date) -> QuerySet[PickUp]:
    """Return who may fetch a child on a day; the child is already in scope."""
    return PickUp.objects.filter(in_force(on), person=person, withdrawn=False).order_by("pk")


def bookings_of(person: int, on: date) -> QuerySet[Booking]:
    """Return the bookings of a child from a day on; the child is already in scope."""
    rows = Booking.objects.select_related("nursery_class__nursery__facility")
    return rows.filter(person=person, day__gte=on, cancelled_at=None).order_by("day", "begins")


@reading(
    permit=READ, title=_("查看托育机构事件"), subject="person",
    ids=lambda found: sorted({one.person_id for one in found if one.person_id}),
)  # fmt: skip
@wall.lifted()
def incidents_of(actor: Actor, nursery: int) -> list[Incident]:
    """Return what happened at a nursery in scope, newest first."""
    rows = Incident.objects.select_related("person").filter(
        Q(nursery=nursery), nursery__in=nurseries(actor)
    )
    return list(rows.order_by("-at", "-pk")[:50])


@reading(
    permit=READ, title=_("导出入园离园"), subject="person",
    ids=lambda found: sorted({row[0] for row in found}),
)  # fmt: skip
@wall.lifted()
def attended(actor: Actor, *, month: date, nursery: int | None = None) -> list[tuple[Any, ...]]:
    """Return who came and went in a month at the nurseries in scope, by nursery, day and child.

    Each row: the child's id, nursery, class, name, day, came, left, who fetched it.
    """
    rows = Attendance.objects.filter(
        nursery_class__nursery__in=nurseries(actor), day__year=month.year, day__month=month.month
    )
    rows = rows.filter(nursery_class__nursery=nursery) if nursery else rows
    order = ("nursery_class__nursery", "day", "nursery_class", "person")
    return list(
        rows.order_by(*order).values_list(
            "person", "nursery_class__nursery__facility__name", "nursery_class__name",
            "person__name", "day", "came_at", "left_at", "left_with__name",
        )
    )  # fmt: skip
