"""Whom to call for a person in need: the contacts, in their order, with their sealed numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anhuai.people.models import Consent, Contact, Person
from anhuai.people.queries.dated import holding
from anhuai.people.queries.scope import person_in_scope
from anhuai.platform.acting import Actor


@dataclass(frozen=True, slots=True)
class Reachable:
    """A contact; the number stays sealed until the outbox hands it over."""

    name: str
    relation: str
    phone_sealed: bytes


def whom_to_call(actor: Actor, person: int, *, on: date) -> list[Reachable]:
    """Return a person's contacts with a number that hold on a day; raises `NotHere`."""
    person_in_scope(actor, person)
    rows = Contact.objects.filter(holding(on), person=person, retracted_at=None)
    return [
        Reachable(one.name, one.relation, bytes(one.phone_sealed))
        for one in rows.order_by("order", "pk")
        if one.phone_sealed
    ]


def consenting(persons: Iterable[int], *, purpose: str, on: date) -> set[int]:
    """Return those of these people whose consent to a purpose holds on a day."""
    rows = Consent.objects.filter(
        holding(on), person__in=list(persons), purpose=purpose, retracted_at=None
    )
    return set(rows.values_list("person", flat=True))


def home_point(person: int) -> tuple[float, float] | None:
    """Return longitude and latitude of a person's home; the caller may see the person."""
    found = Person.objects.filter(pk=person).select_related("household").first()
    home = found.household if found else None
    if home is None or home.longitude is None or home.latitude is None:
        return None
    return home.longitude, home.latitude
