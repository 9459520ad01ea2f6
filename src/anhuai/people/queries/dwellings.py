"""Where people live, counted by dwelling: for distances; no person among it."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, FilteredRelation, Q, QuerySet

from anhuai.people.queries.facts import residents
from anhuai.people.rules.facts import birth_bound
from anhuai.platform.acting import Actor


class Dwelling(NamedTuple):
    """How many live at one point (None where a home has none): all, of 60 and over, under three."""

    division: str
    longitude: float | None
    latitude: float | None
    residents: int
    elders: int
    toddlers: int


def dwellings(actor: Actor, *, on: date, division: str = "") -> list[Dwelling]:
    """Return the residents of a subtree on a day by village and point, in order."""
    home = Q(memberships__until=None, memberships__retracted_at=None)
    found: QuerySet[Any, Any] = residents(actor, on=on, division=division)
    rows = (
        found.annotate(home=FilteredRelation("memberships", condition=home))
        .values_list("place", "home__household__longitude", "home__household__latitude")
        .annotate(
            everyone=Count("pk"),
            elders=Count("pk", filter=Q(born__lte=birth_bound(on, 60))),
            toddlers=Count("pk", filter=Q(born__gt=birth_bound(on, 3))),
        )
        .order_by("place", "home__household__longitude", "home__household__latitude")
    )
    return [Dwelling(*row) for row in rows]
