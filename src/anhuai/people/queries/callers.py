"""Who may be calling: whose own number it is, or whose contact's; families share telephones."""

from dataclasses import dataclass
from datetime import date

from anhuai.people.models import Contact, Person
from anhuai.people.queries.dated import holding
from anhuai.people.queries.scope import visible
from anhuai.platform.acting import Actor
from anhuai.platform.sealing import blind_indexes

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody a number leads to: themselves, or through a contact of this name and relation."""

    person: int
    name: str
    division: str
    contact: str = ""
    relation: str = ""


def callers(actor: Actor, number: str, *, on: date) -> list[Caller]:
    """Return whom a number (as `read_phone` gives it) leads to within the actor's scope.

    Whoever's own it is comes first. The caller of this audits what it shows.
    """
    if not number:
        return []
    index = blind_indexes(number, of="phone")
    alive = visible(actor).filter(died=None)
    own = alive.filter(phone_index__in=index).order_by("born", "pk")
    found = {
        key: Caller(key, name, division)
        for key, name, division in own.values_list("pk", "name", "division")[:SHOWN]
    }
    rows = Contact.objects.filter(holding(on), phone_index__in=index, retracted_at=None)
    through = {row.person_id: row for row in rows.order_by("order", "pk")[:SHOWN]}
    for one in Person.objects.filter(pk__in=alive.filter(pk__in=through).values("pk")):
        row = through[one.pk]
        found.setdefault(
            one.pk, Caller(one.pk, one.name, one.division, row.name, row.relation)
        )  # fmt: skip
    return list(found.values())[:SHOWN]
