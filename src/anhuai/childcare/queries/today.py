"""What is so this minute: who is there, who looks after them, whether that is enough."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.childcare.catalogue import CLASSES, OWN
from anhuai.childcare.models import (
    Application,
    Attendance,
    Check,
    Duty,
    Enrolment,
    Nursery,
    NurseryClass,
)
from anhuai.childcare.queries.parameters import mixed_ratio
from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.childcare.rules.classes import carers_needed, months_old
from anhuai.childcare.rules.words import LIVE
from anhuai.platform import wall
from anhuai.platform.acting import Actor, reading
from anhuai.platform.searching import matching


@dataclass(frozen=True, slots=True)
class Child:
    """A child of a class today: its enrolment, where it stands, what its checks found."""

    person: int
    enrolment: int
    name: str
    months: int
    care: str
    allergic: bool
    attendance: int | None
    came: Any
    left: Any
    checks: dict[str, str]


@dataclass(frozen=True, slots=True)
class ClassNow:
    """A class this minute: children there, carers there, carers the standard asks for."""

    one: NurseryClass
    children: Sequence[Child]
    carers: Sequence[tuple[int, int, str]]
    """(duty, worker, name) of whoever is on the class now."""
    needed: int

    @property
    def present(self) -> int:
        """Return how many children are there."""
        return sum(child.attendance is not None and child.left is None for child in self.children)

    @property
    def short(self) -> int:
        """Return how many carers are missing."""
        return max(0, self.needed - len(self.carers))


def in_force(on: date) -> Q:
    """Return the condition that a dated row holds on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


@reading(
    permit=READ, title=_("查看托育班级今日在托"), subject="person",
    ids=lambda found: sorted({child.person for one in found for child in one.children}),
)  # fmt: skip
@wall.lifted()
def classes_now(actor: Actor, nursery_id: int, *, on: date) -> list[ClassNow]:
    """Return the classes of a nursery in scope with whoever is there now; none for others."""
    of = nurseries(actor).filter(pk=nursery_id)
    classes = list(NurseryClass.objects.filter(in_force(on), nursery__in=of).order_by("pk"))
    keys = [one.pk for one in classes]
    children = _children(keys, on)
    carers: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    on_duty = Duty.objects.filter(nursery_class__in=keys, left_at=None).order_by("came_at", "pk")
    for key, duty, worker, name in on_duty.values_list(
        "nursery_class", "pk", "worker", "worker__name"
    ):
        carers[key].append((duty, worker, name))
    return [
        ClassNow(one, children[one.pk], carers[one.pk], _needed(one, children[one.pk], on))
        for one in classes
    ]


def _needed(one: NurseryClass, children: Sequence[Child], on: date) -> int:
    ages = [child.months for child in children if child.attendance and child.left is None]
    return carers_needed(CLASSES[one.group], ages, own=OWN, mixed=mixed_ratio(on))


def _children(keys: Sequence[int], on: date) -> dict[int, list[Child]]:
    """Return by class who is enrolled there or came today, by name."""
    attended: dict[tuple[int, int], Attendance] = {}
    rows = Attendance.objects.filter(Q(day=on) | Q(left_at=None), nursery_class__in=keys)
    for came in rows.order_by("came_at", "pk"):
        attended[came.nursery_class_id, came.person_id] = came
    checks: dict[int, dict[str, str]] = defaultdict(dict)
    given = Check.objects.filter(attendance__in=[one.pk for one in attended.values()])
    for key, part, seen in given.values_list("attendance", "part", "seen"):
        checks[key][part] = seen
    visiting = {person for _class, person in attended}
    of_class = Q(nursery_class__in=keys) | Q(person__in=visiting)
    found: dict[int, list[Child]] = defaultdict(list)
    for one in Enrolment.objects.select_related("person").filter(in_force(on), of_class):
        where = {key for key, person in attended if person == one.person_id}
        if one.nursery_class_id in keys:
            where.add(one.nursery_class_id)
        for key in where:
            came_in = attended.get((key, one.person_id))
            found[key].append(
                Child(
                    one.person_id, one.pk, one.person.name, months_old(one.person.born, on),
                    one.care, bool(one.allergies_sealed), came_in.pk if came_in else None,
                    came_in and came_in.came_at, came_in and came_in.left_at,
                    checks[came_in.pk] if came_in else {},
                )
            )  # fmt: skip
    for some in found.values():
        some.sort(key=lambda child: (child.left is not None, child.name, child.person))
    return found


@dataclass(frozen=True, slots=True)
class NurseryRow:
    """A nursery in the list: places, who holds them, who is there, who waits, who is missing."""

    one: Nursery
    classes: int
    places: int
    enrolled: int
    present: int
    short: int
    waiting: int


@wall.lifted()
def nursery_rows(
    actor: Actor, *, on: date, q: str = "", division: str = "", short: bool = False
) -> list[NurseryRow]:
    """Return the nurseries in scope with today's figures; no child is named."""
    rows = nurseries(actor, division=division)
    if q:
        rows = rows.filter(facility__in=matching(_facilities(rows), q))
    given = list(rows.order_by("facility__pinyin", "pk"))
    keys = [one.pk for one in given]
    sizes = {
        key: (count, places)
        for key, count, places in NurseryClass.objects.filter(in_force(on), nursery__in=keys)
        .values_list("nursery")
        .annotate(Count("pk"), Sum("places"))
    }
    held = _counted(Enrolment.objects.filter(in_force(on), nursery_class__nursery__in=keys))
    waits = dict(
        Application.objects.filter(state__in=LIVE, choices__nursery__in=keys)
        .values_list("choices__nursery")
        .annotate(Count("pk"))
    )
    missing, there = _short_of(keys, on)
    found = [
        NurseryRow(
            one, *sizes.get(one.pk, (0, 0)), held[one.pk], there[one.pk], missing[one.pk],
            waits.get(one.pk, 0),
        )
        for one in given
    ]  # fmt: skip
    return [one for one in found if one.short or not short]


def _facilities(rows: Any) -> Any:
    return rows.model._meta.get_field("facility").related_model.objects.filter(
        pk__in=rows.values("facility")
    )


def _counted(rows: Any) -> Counter[int]:
    return Counter(rows.values_list("nursery_class__nursery", flat=True))


def _short_of(keys: Sequence[int], on: date) -> tuple[Counter[int], Counter[int]]:
    """Return by nursery how many carers are missing in all its classes, and who is there."""
    ages: dict[int, list[int]] = defaultdict(list)
    missing: Counter[int] = Counter()
    there: Counter[int] = Counter()
    rows = Attendance.objects.filter(nursery_class__nursery__in=keys, left_at=None)
    for key, home, born in rows.values_list(
        "nursery_class", "nursery_class__nursery", "person__born"
    ):
        ages[key].append(months_old(born, on))
        there[home] += 1
    on_duty = Counter(
        Duty.objects.filter(nursery_class__in=ages, left_at=None).values_list(
            "nursery_class", flat=True
        )
    )
    for one in NurseryClass.objects.filter(pk__in=ages):
        needed = carers_needed(CLASSES[one.group], ages[one.pk], own=OWN, mixed=mixed_ratio(on))
        missing[one.nursery_id] += max(0, needed - on_duty[one.pk])
    return missing, there
