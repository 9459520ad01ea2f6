"""Who may already be on record: the same number, or the same name, sex and day of birth."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.identity import parse_citizen_id
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import concerning
from anhuai.people.models import Household, Person
from anhuai.people.queries.scope import person_in_scope, visible
from anhuai.people.rules.facts import without_spaces
from anhuai.platform import clock, wall
from anhuai.platform.acting import Actor, reading
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_indexes

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Similar:
    """A person on record who may be the same: why, and what the actor may see."""

    person: int
    name: str
    born: date
    division: str
    because: str  # name_born, phone


@reading(
    permit=Permit.PEOPLE_MANAGE,
    title=_("核对是否重复建档"),
    subject="person",
    ids=lambda found: [one.person for one in found],
)
def similar(
    actor: Actor, *, name: str, born: date, sex: str, phone: str = "", besides: int = 0
) -> list[Similar]:
    """Return people within the actor's scope who may be the same; `besides` leaves one out."""
    seen: dict[int, Similar] = {}
    within = visible(actor).exclude(pk=besides)
    fields = ("pk", "name", "born", "division")
    same = within.filter(name=name, born=born, sex=sex).values_list(*fields)
    for key, known, day, place in same[:SHOWN]:
        seen[key] = Similar(key, known, day, place, "name_born")
    if phone:
        # Families share phones: only the same name on the same phone is worth a question.
        line = within.filter(phone_index__in=blind_indexes(phone, of="phone"), name=name)
        for key, known, day, place in line.values_list(*fields)[:SHOWN]:
            seen.setdefault(key, Similar(key, known, day, place, "phone"))
    return list(seen.values())


def is_own_phone(actor: Actor, person: int, text: str) -> bool:
    """Say whether a phone typed in full is the one on record for somebody the actor manages."""
    one = person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE)
    typed = without_spaces(text)
    return typed != "" and one.phone_index in blind_indexes(typed, of="phone")


def holder_of(identity: str) -> Person | None:
    """Return whoever has an ID number, anywhere: the room's own check, never shown as it is."""
    index = blind_indexes(identity, of="identity")
    with wall.lifted():
        return Person.objects.filter(identity_index__in=index).first() if identity else None


def named(actor: Actor, text: str, *, on: date) -> list[tuple[int, int | None]]:
    """Return (person, household) of the living in scope with this ID number or exact name."""
    actor.require(Permit.PEOPLE_MANAGE)
    rows = visible(actor, permit=Permit.PEOPLE_MANAGE).filter(died=None)
    typed = normalise(text)
    if any(c.isdigit() for c in typed):
        with concerning("who"):
            number = parse_citizen_id(typed, on=on).number
        rows = rows.filter(identity_index__in=blind_indexes(number, of="identity"))
    else:
        rows = rows.filter(name=typed)
    return list(rows.order_by("pk").values_list("pk", "household")[:SHOWN])


def on_number(actor: Actor, text: str, *, permit: Permit) -> Person | None:
    """Return whoever in the permit's scope has an ID number, the dead too; raises for a bad one."""
    with concerning("identity"):
        number = parse_citizen_id(normalise(text), on=clock.today()).number
    rows = visible(actor, permit=permit)
    return rows.filter(identity_index__in=blind_indexes(number, of="identity")).first()


def headed(actor: Actor, text: str, *, on: date) -> list[int]:
    """Return the living households in scope whose head has this ID number or exact name."""
    people = [person for person, _home in named(actor, text, on=on)]
    rows = Household.objects.filter(head__in=people, until=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))
