"""Whom to call for a person in need: the contacts, in their order, with their sealed numbers."""

from dataclasses import dataclass
from datetime import date

from anhuai.people.models import Contact
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
