"""Households by their address: the village is looked up by name, the house within it."""

import re
from functools import lru_cache

from django.db.models import Q

from anhuai.people.queries.scope import households_visible
from anhuai.people.rules.delivered import Gazetteer, house_of
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.permits import Permit

_NUMBER = re.compile(r"[0-9一二三四五六七八九十]")


@lru_cache(maxsize=16)
def _gazetteer(served: str, _renewed: int) -> Gazetteer:

    rows = places.divisions(SYSTEM, on=clock.today(), division=served)
    return Gazetteer.of(dict(rows.values_list("code", "short_name")))


def at_address(actor: Actor, text: str, *, limit: int) -> list[tuple[int, str, str]]:
    """Return (household, address, division) of living households; nothing without a house number.

    The whole register is never read: an address counts only where it names a village.
    """
    if not _NUMBER.search(text) or len(text) < 4:
        return []
    village = _gazetteer(county.code(), places.edition()).find(text)
    if len(village) != 12:
        return []
    wanted = house_of(text)
    rows = households_visible(actor, permit=Permit.PEOPLE_READ)
    here = rows.filter(Q(division=village), until=None).order_by("address", "pk")
    found = here.values_list("pk", "address", "division")
    return [row for row in found if house_of(row[1]).startswith(wanted)][:limit] if wanted else []
