"""What was served: counts by point, town, day or month; for pages, sheets and indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Left

from anhuai.places import queries as places
from anhuai.platform.acting import Actor, in_subtree
from anhuai.services.models import MealOrder
from anhuai.services.queries.meals import beyond, orders

BY: Mapping[str, str] = {"point": "day__point", "town": "town", "day": "on"}


_NUMBERS = (
    "persons", "served", "eaten_in", "taken_away", "delivered", "missed", "cancelled",
    "subsidised", "subsidy", "own",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of meals; money in fen. `key` is a point's id, a town's code or a day."""

    key: Any
    name: str
    persons: int
    served: int
    eaten_in: int
    taken_away: int
    delivered: int
    missed: int
    cancelled: int
    subsidised: int
    subsidy: int
    own: int


def meals_served(
    actor: Actor, *, since: date, until: date, division: str = ""
) -> "QuerySet[MealOrder]":
    """Return the meals served in [since, until) to persons in scope; with `place`. For indicators.

    The numerator of people is `.values("person").distinct()`.
    """
    rows = orders(actor).filter(on__gte=since, on__lt=until, state="served")
    return rows.filter(in_subtree("place", division)) if division else rows


def counts(
    actor: Actor, *, since: date, until: date, by: str = "point", division: str = "",
    point: int | None = None,
) -> list[Counted]:  # fmt: skip
    """Return what was served in [since, until) by point, town of the eater, or day."""
    rows = orders(actor).filter(on__gte=since, on__lt=until)
    if division:
        rows = rows.filter(in_subtree("place", division))
    if point is not None:
        rows = rows.filter(day__point=point)
    named = ["day__point__facility__name"] if by == "point" else []
    served = Q(state="served")
    key = BY.get(by, "day__point")
    grouped: Any = rows.order_by()
    if key == "town":
        grouped = grouped.annotate(town=Left("place", 9))
    grouped = grouped.values_list(key, *named).annotate(
        persons=Count("person", filter=served, distinct=True),
        served=Count("pk", filter=served),
        eaten_in=Count("pk", filter=served & Q(way="eat_in")),
        taken_away=Count("pk", filter=served & Q(way="take_away")),
        delivered=Count("pk", filter=served & Q(way="delivery")),
        missed=Count("pk", filter=Q(state="missed")),
        cancelled=Count("pk", filter=Q(state__in=["cancelled", "stopped"])),
        subsidised=Count("pk", filter=served & Q(subsidy__gt=0)),
        money=Sum("subsidy", filter=served),
        paid=Sum("own", filter=served),
    )
    with beyond():
        found = list(grouped)
    made = []
    for row in found:
        at, rest = row[0], row[1 + len(named) :]
        name = row[1] if named else places.name_of(at) if key == "town" else f"{at:%Y-%m-%d}"
        numbers = dict(zip(_NUMBERS, (one or 0 for one in rest), strict=True))
        made.append(Counted(key=at, name=name, **numbers))
    return sorted(made, key=lambda one: str(one.key) if key != "day__point" else one.name)


def total(rows: list[Counted]) -> Mapping[str, int]:
    """Return the sums of a table's counts."""
    return {name: sum(getattr(one, name) for one in rows) for name in _NUMBERS[1:]}


def month_span(first: date) -> tuple[date, date]:
    """Return [first, after) of a month by its first day."""
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1)
