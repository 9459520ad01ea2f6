"""Finding a seat: the caller has locked the class, so what is free stays free till the commit."""

from datetime import date
from typing import Any

from anhuai.childcare.catalogue import CLASSES
from anhuai.childcare.models import Booking, Enrolment, NurseryClass, Offer
from anhuai.childcare.queries.applying import may_apply
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.classes import months_old
from anhuai.childcare.rules.seats import Held, free_seat, most_standing
from anhuai.childcare.rules.words import KEEPING
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform.acting import SYSTEM
from anhuai.platform.permits import Permit


def refuse_age(room: NurseryClass, born: date, on: date) -> None:
    """Raise `BadChildcare` for a child too young or too old for a class on a day."""
    kind = CLASSES[room.group]
    months = months_old(born, on)
    if not kind.admits(months):
        raise BadChildcare(
            "age",
            f"孩子当天 {months} 个月，{kind.title}收 {kind.least} 至 {kind.most} 个月。",
            f"The child is {months} months old that day: {kind.title_en} is for "
            f"{kind.least} to {kind.most} months.",
            field="nursery_class",
        )


def child_named(identity: str, name: str, on: date) -> Any:
    """Return the living child of nursery age with a number and a name, whoever's area it is of.

    Raises `BadChildcare`, with one answer whichever of the two is wrong.
    """
    try:
        child = people.on_number(SYSTEM, identity, permit=Permit.PEOPLE_READ)
    except Unfit as error:
        raise BadChildcare(error.code, error.message, error.message_en, field="person") from error
    named = child is not None and child.died is None and child.name == normalise(name)
    if child is None or not named or not may_apply(child.born, on):
        raise BadChildcare(
            "person",
            "没有找到身份证号和姓名都相符的三岁以下儿童；没有登记的请家长先到村（社区）登记。",
            "No child under three has both this number and this name on record.", field="person",
        )  # fmt: skip
    return child


def held_in(room: NurseryClass, *, besides: int = 0) -> list[Held]:
    """Return the seats of a class that children hold or offers keep, `besides` one offer."""
    rows = Enrolment.objects.filter(nursery_class=room, seat__gt=0)
    found = [
        Held(*row) for row in rows.values_list("seat", "since", "until", "morning", "afternoon")
    ]
    kept = Offer.objects.filter(nursery_class=room, state__in=KEEPING).exclude(pk=besides)
    return found + [
        Held(seat, starts, None, morning, afternoon)
        for seat, starts, morning, afternoon in kept.values_list(
            "seat", "starts", "morning", "afternoon"
        )
    ]


def seat_in(
    room: NurseryClass, *, born: date, since: date, halves: tuple[bool, bool], besides: int = 0
) -> int:
    """Return a seat of a locked class free for good from a day on.

    Raises `BadChildcare` when the class is over, full, already promised by the hour, or of another
    age.
    """
    if room.until is not None or since < room.since:
        raise BadChildcare(
            "class", "这个班在那天不开班。", "The class does not run that day.",
            field="nursery_class",
        )  # fmt: skip
    refuse_age(room, born, since)
    held = held_in(room, besides=besides)
    seat = free_seat(held, places=room.places, since=since, halves=halves)
    rows = Booking.objects.filter(nursery_class=room, cancelled_at=None, day__gte=since)
    booked = list(rows.values_list("day", "begins", "ends"))
    crowded = most_standing(held, booked, since=since, halves=halves) >= room.places
    if seat is None or crowded:
        raise BadChildcare(
            "full", f"{room.name}已满（{room.places} 个托位），没有空位；请选别的班或等待。",
            f"The class is full: all {room.places} places are taken.", field="nursery_class",
        )  # fmt: skip
    return seat
