"""Whom a day lists for visits, from the register: circumstances and age, never ticked by hand.

Who lives in an institution (a collective household, or a stay on record) is looked after there and
not listed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from anhuai.facilities import queries as facilities
from anhuai.kernel.geometry import LonLat
from anhuai.kernel.months import age_on
from anhuai.people import queries as people
from anhuai.platform.acting import Actor
from anhuai.services.catalogue import TIERS
from anhuai.services.queries.parameters import days_of
from anhuai.services.rules.tiers import tiers_of

AT_ONCE = 500  # ids in one condition: SQLite and PostgreSQL both stay quick


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody to be visited: where, by which tiers, how often, since when they are listed."""

    person: int
    place: str
    tiers: tuple[str, ...]
    every_days: int
    since: date


def listed_on(actor: Actor, *, on: date, division: str = "") -> Iterator[Listed]:
    """Yield who of the residents in the actor's scope is to be visited on a day, and how often."""
    days = days_of(on)
    codes = {code for tier in TIERS for code in TIERS[tier].codes if days[tier]}
    held: dict[int, list[tuple[str, str]]] = defaultdict(list)
    since: dict[int, date] = {}
    for person, code, kind, begun in people.held(codes, on=on) if codes else ():
        held[person].append((code, kind))
        since[person] = min(begun, since.get(person, begun))
    youngest = _everybody_from(days)
    inside = {one.person for one in facilities.living(first=on, last=on)}
    for person, born, place in _chosen(actor, on, division, held, youngest):
        if person in inside:
            continue
        found, every = tiers_of(TIERS, days, age_on(born, on), held.get(person, ()))
        if found:
            yield Listed(person, place, found, every, since.get(person, on))


def _everybody_from(days: dict[str, int]) -> int | None:
    ages = [TIERS[code].everybody_from for code in TIERS if days[code]]
    return min((age for age in ages if age is not None), default=None)


def _chosen(
    actor: Actor, on: date, division: str, held: Collection[int], youngest: int | None
) -> Iterator[tuple[int, date, str]]:
    at_home = Q(household=None) | ~Q(household__kind="collective")
    fields = ("pk", "born", "place")
    wanted = sorted(held)
    living: QuerySet[Any] = people.residents(actor, on=on, division=division).filter(at_home)
    for start in range(0, len(wanted), AT_ONCE):
        some = living.filter(pk__in=wanted[start : start + AT_ONCE])
        yield from some.order_by("pk").values_list(*fields)
    if youngest is not None:
        old: QuerySet[Any] = people.residents(
            actor, on=on, division=division, min_age=youngest
        ).filter(at_home)
        for row in old.order_by("pk").values_list(*fields):
            if row[0] not in held:
                yield row


def houses(actor: Actor, persons: Collection[int]) -> dict[int, tuple[str, LonLat | None]]:
    """Return the address and point of the houses of some persons in the actor's scope."""
    found: dict[int, tuple[str, LonLat | None]] = {}
    wanted = sorted(set(persons))
    for start in range(0, len(wanted), AT_ONCE):
        rows = people.visible(actor).filter(pk__in=wanted[start : start + AT_ONCE])
        for key, address, lon, lat in rows.values_list(
            "pk", "household__address", "household__longitude", "household__latitude"
        ):
            found[key] = (address or "", None if lon is None or lat is None else LonLat(lon, lat))
    return found
