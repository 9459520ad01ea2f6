"""What a month of a nursery rests on: prices, places held, hours booked, days attended."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from anhuai.childcare.models import Attendance, Booking, Enrolment, Nursery, Price
from anhuai.childcare.queries.fee_settings import terms
from anhuai.childcare.queries.reach import READ, choices_for
from anhuai.childcare.queries.reach import nursery as in_scope
from anhuai.childcare.rules.fees import Booked, Charge, Held, Line, Tariff, charge_of, lines_of
from anhuai.childcare.rules.words import STANDING
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform import county, holidays, wall
from anhuai.platform.acting import Actor, NotHere


@dataclass(slots=True)
class Stayed:
    """What one child used of a nursery in a month."""

    held: list[tuple[int, Held]] = field(default_factory=list)
    """(enrolment, the place it held)."""
    booked: list[Booked] = field(default_factory=list)
    attended: set[date] = field(default_factory=set)


def open_days(month: Month) -> list[date]:
    """Return the month's working days: the days a nursery is open (our choice, none is stated)."""
    days = ((month.first + timedelta(n)) for n in range((month.last - month.first).days + 1))
    return [day for day in days if holidays.is_working_day(day)]


def tariffs(nursery: int) -> list[Tariff]:
    """Return a nursery's prices in the order they were said."""
    rows = Price.objects.filter(nursery=nursery).order_by("since", "pk")
    return [
        Tariff(one.group, Charge(one.charge), one.since, Fen(one.fee), Fen(one.meal), one.inclusive)
        for one in rows
    ]


def prices_of(nursery: int) -> list[Price]:
    """Return a nursery's price list whole, newest first: no secret to anybody."""
    return list(Price.objects.filter(nursery=nursery).order_by("group", "charge", "-since", "-pk"))


def priced_nursery(actor: Actor, key: int) -> Nursery:
    """Return a nursery in scope, or one that any family may name; else `NotHere`."""
    if actor.may(READ):
        return in_scope(actor, key)
    found = choices_for(county.code()).filter(pk=key).first()
    if found is None:
        raise NotHere("nursery", key)
    return found


@wall.lifted()
def month_of(nursery: int, month: Month, persons: Collection[int] = ()) -> dict[int, Stayed]:
    """Return by child what it used of a nursery in a month; scope is the caller's."""
    of = Q(person__in=persons) if persons else Q()
    found: dict[int, Stayed] = defaultdict(Stayed)
    after = month.last + timedelta(1)
    rows = Enrolment.objects.filter(
        of, nursery_class__nursery=nursery, since__lt=after, care__in=STANDING
    )
    rows = rows.filter(Q(until=None) | Q(until__gt=month.first)).select_related("nursery_class")
    for one in rows.order_by("since", "pk"):
        held = Held(one.nursery_class.group, charge_of(one.care), one.since, one.until)
        found[one.person_id].held.append((one.pk, held))
    came: dict[int, set[tuple[int, date]]] = defaultdict(set)
    attended = Attendance.objects.filter(
        of, nursery_class__nursery=nursery, day__gte=month.first, day__lt=after
    )
    for person, room, day in attended.values_list("person", "nursery_class", "day"):
        came[person].add((room, day))
    booked = Booking.objects.filter(
        of, nursery_class__nursery=nursery, day__gte=month.first, day__lt=after, cancelled_at=None
    ).select_related("nursery_class")  # fmt: skip
    for row in booked:
        found[row.person_id].booked.append(
            Booked(
                row.nursery_class.group, charge_of(row.care), row.day, row.ends - row.begins,
                (row.nursery_class_id, row.day) in came[row.person_id],
            )
        )  # fmt: skip
    for person, stayed in found.items():
        stayed.attended = {day for _room, day in came[person]}
    return dict(found)


def computed(
    stayed: Stayed, month: Month, prices: list[Tariff], opened: list[date]
) -> list[Line] | None:
    """Return the lines of a child's month; None where something used has no price."""
    return lines_of(
        month, held=[one for _key, one in stayed.held], booked=stayed.booked, prices=prices,
        open_days=opened, attended=stayed.attended, terms=terms(month),
    )  # fmt: skip


def crowded_days(nursery: int, month: Month) -> int:
    """Return on how many days a class took in more children than it has places, at once or not
    told apart for half-days: somebody should look."""
    seen: Mapping[tuple[int, date, int], set[int]] = defaultdict(set)
    rows = Attendance.objects.filter(
        nursery_class__nursery=nursery, day__gte=month.first, day__lte=month.last
    )
    standing = set(
        Enrolment.objects.filter(
            nursery_class__nursery=nursery, care__in=["morning", "afternoon"]
        ).values_list("person", flat=True)
    )  # two half-days share a seat
    for room, places, day, person in rows.values_list(
        "nursery_class", "nursery_class__places", "day", "person"
    ):
        if person not in standing:
            seen[room, day, places].add(person)
    return len({day for (_room, day, places), there in seen.items() if len(there) > places})
