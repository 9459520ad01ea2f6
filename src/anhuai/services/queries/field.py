"""What a visitor's phone gets: the month's persons with what is needed at the door, and no more."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.geometry import LonLat
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.places.queries import ways
from anhuai.platform.acting import Actor, reading
from anhuai.platform.permits import Permit
from anhuai.services.catalogue import CHECKS, CHORES, TIERS
from anhuai.services.models import Target, Visitor
from anhuai.services.queries.listing import houses
from anhuai.services.queries.targets import standing
from anhuai.services.queries.visits import last_chores, last_visits

MOST = 2_000


@dataclass(frozen=True, slots=True)
class Card:
    """One person on the phone: who, where, why on the list, when due, what is to be done."""

    person: int
    name: str
    place: str
    address: str
    point: LonLat | None
    born: date
    tiers: tuple[str, ...]
    last: date | None
    due: date
    overdue: date
    state: str
    chores: tuple[str, ...]
    checks: tuple[str, ...]


def _chores_due(tiers: list[str], done: dict[str, date], on: date) -> tuple[str, ...]:
    wanted = [chore.code for code in tiers if code in TIERS for chore in TIERS[code].chores]
    return tuple(
        code for code in wanted
        if code not in done or done[code] + timedelta(CHORES[code].every_days) <= on
    )  # fmt: skip


@reading(
    permit=Permit.VISITS_CONDUCT, title=_("下载本人的探访名单"), subject="person",
    ids=lambda rows: [one.person for one in rows],
)  # fmt: skip
def cards(actor: Actor, *, visitor: Visitor, on: date) -> list[Card]:
    """Return the visitor's persons of the month on a day, the soonest due first.

    Asked with the visitor's own account: what it has lost the right to see is not on it.
    """
    month = Month.of(on)
    reach = people.visible(actor, permit=Permit.VISITS_CONDUCT)
    rows: list[Any] = list(
        Target.objects.filter(
            month=month.first, visitor=visitor, dropped_on=None, person__in=reach.values("pk")
        )
        .order_by("pk")
        .values_list(
            "person", "person__name", "place", "person__born", "tiers", "every_days", "listed_on"
        )[:MOST]
    )
    persons = [row[0] for row in rows]
    last, chores, homes = last_visits(persons, on=on), last_chores(persons, on=on), houses(
        actor, persons
    )  # fmt: skip
    found = []
    for person, name, place, born, tiers, every, listed in rows:
        stands = standing(every, listed, last.get(person), month=month, on=on)
        address, point = homes.get(person, ("", None))
        found.append(
            Card(
                person, name, place, address, point, born, tuple(tiers), stands.last,
                stands.due.on, stands.due.overdue, str(stands.state),
                _chores_due(tiers, chores.get(person, {}), on),
                tuple(code for code, one in CHECKS.items() if one.asked(tiers, on.month)),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.due, one.place, one.person))


@dataclass(frozen=True, slots=True)
class Walk:
    """From where a visitor walks, by what factor ways are longer than straight, metres a minute."""

    start: tuple[float, float] | None
    detour: int
    pace: int


def walk(visitor: Visitor, *, on: date) -> Walk:
    """Return what a phone needs to put a day's visits into a walking order by itself.

    The start is the middle of the visitor's village, or of its town; None where neither is known.
    """
    codes = [visitor.division[:12], visitor.division[:9]]
    middle = ways.centres(set(codes))
    start = next((middle[code] for code in codes if code in middle), None)
    return Walk(start, ways.detour(on), ways.pace(on))


def errands(cards: list[Card]) -> tuple[int, int]:
    """Return how many of some cards are due or overdue, and how many overdue."""
    over = sum(one.state == "overdue" for one in cards)
    return over + sum(one.state == "due" for one in cards), over
