"""A point's sheet of a meal: who eats, what not, who is served; its rounds and hygiene records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.geometry import LonLat
from anhuai.places import queries as places
from anhuai.platform.acting import Actor, reading
from anhuai.platform.permits import Permit
from anhuai.services.models import HygieneRecord, MealDay, MealOrder, MealRound
from anhuai.services.queries.meal_settings import sample_limits
from anhuai.services.queries.meals import Diet, beyond, diets, menu_of, run_day
from anhuai.services.rules.meals import (
    TAKEN,
    DishFacts,
    HygieneLack,
    Kept,
    hygiene_lacks,
)
from anhuai.workforce import queries as workforce

RUN = Permit.MEALS_RUN


@dataclass(frozen=True, slots=True)
class Plate:
    """One portion on the sheet: whose, what is left out, where it goes."""

    order: MealOrder
    diet: Diet
    without: Sequence[str]
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A meal at a point: its menu and portions; those still to serve first."""

    day: MealDay
    menu: Sequence[DishFacts]
    plates: Sequence[Plate]

    @property
    def persons(self) -> list[int]:
        """Whose portions are shown."""
        return sorted({one.order.person_id for one in self.plates})


@reading(permit=RUN, title=_("查看助餐点当餐名单"), subject="person", ids=lambda one: one.persons)
def sheet(actor: Actor, day_id: int) -> Sheet:
    """Return the sheet of a meal at a point the actor runs; raises `NotHere`."""
    found = run_day(actor, day_id)
    with beyond():
        menu = menu_of(found)
        rows = list(
            found.orders.filter(state__in=[str(one) for one in TAKEN])
            .select_related("person__household", "round")
            .order_by("person__pinyin", "pk")
        )
        known = diets([one.person_id for one in rows], on=found.on)
    names = {dish.key: dish.name for dish in menu}
    plates = [
        Plate(
            one, known.get(one.person_id, Diet()),
            [names[key] for key in one.without if key in names], _address(one),
        )
        for one in rows
    ]  # fmt: skip
    plates.sort(key=lambda plate: plate.order.state != "ordered")
    return Sheet(found, menu, plates)


def _address(one: MealOrder) -> str:
    if one.way != "delivery":
        return ""
    home = one.person.household
    return f"{places.name_of(one.place)} {home.address if home else ''}".strip()


@dataclass(frozen=True, slots=True)
class Leg:
    """A stop of a round."""

    order: MealOrder
    address: str
    diet: Diet
    without: Sequence[str]


@dataclass(frozen=True, slots=True)
class Round:
    """A courier's round with its stops in order; `persons` are those shown."""

    one: MealRound
    day: MealDay
    legs: Sequence[Leg]

    @property
    def persons(self) -> list[int]:
        """Whose addresses are shown."""
        return sorted({leg.order.person_id for leg in self.legs})


@reading(
    permit=RUN, title=_("查看送餐路线"), subject="person",
    ids=lambda found: sorted({key for one in found for key in one.persons}),
)  # fmt: skip
def rounds(actor: Actor, day_id: int) -> list[Round]:
    """Return the rounds of a meal at a point the actor runs, each with its stops."""
    found = run_day(actor, day_id)
    shown = sheet.__wrapped__(actor, day_id)  # type: ignore[attr-defined]
    plates = {plate.order.pk: plate for plate in shown.plates}
    made = []
    for one in MealRound.objects.filter(day=found).order_by("number"):
        stops = sorted(
            (p for p in plates.values() if p.order.round_id == one.pk),
            key=lambda p: p.order.stop or 0,
        )
        legs = [Leg(p.order, p.address, p.diet, p.without) for p in stops]
        made.append(Round(one, found, legs))
    return made


def homes_of(found: list[MealOrder]) -> dict[int, LonLat]:
    """Return where each order goes: the house, or the middle of the village where none is known."""
    centres = places.centres({one.place for one in found})
    homes: dict[int, LonLat] = {}
    for one in found:
        home = one.person.household
        if home is not None and home.longitude is not None and home.latitude is not None:
            homes[one.pk] = LonLat(home.longitude, home.latitude)
        elif one.place in centres:
            homes[one.pk] = LonLat(*centres[one.place])
    return homes


@dataclass(frozen=True, slots=True)
class Hygiene:
    """A hygiene record and what it lacks by the county's settings of its day."""

    one: HygieneRecord
    lacks: Sequence[HygieneLack]


def hygiene_of(point_ids: Sequence[int] | Any, *, since: date, until: date) -> list[Hygiene]:
    """Return the records of points in [since, until), newest first; the caller checked them."""
    rows = HygieneRecord.objects.filter(
        day__point__in=point_ids, day__on__gte=since, day__on__lt=until
    )
    found = []
    for one in rows.select_related("day__point__facility").order_by("-day__on", "-pk")[:400]:
        grams, hours, celsius = sample_limits(one.day.on)
        kept = Kept(one.grams, one.kept_from, one.thrown_at, one.cooked_celsius)
        found.append(
            Hygiene(one, hygiene_lacks(
                kept, grams=grams, hours=hours, celsius=celsius, uncertified=one.uncertified
            ))
        )  # fmt: skip
    return found


def staff_of(actor: Actor, facility: int, *, on: date) -> tuple[int, int]:
    """Return how many work at a facility on a day, and how many of them without health papers."""
    rows = workforce.posts(actor, on=on, facility=facility)
    workers = sorted(set(rows.values_list("worker", flat=True)))
    held = workforce.certificates_of(workers)
    lacking = [
        key for key in workers
        if not any(
            c.kind == "health" and c.since <= on and (c.until is None or c.until > on)
            for c in held[key]
        )
    ]  # fmt: skip
    return len(workers), len(lacking)
