"""Meals: points an actor runs or reaches, days and menus, orders, diets.

Whoever runs a point sees who eats there, wherever they live: rows are chosen by scope first, then
read beyond the page's own area (`beyond`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from django.db.models import DateField, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.kernel.divisions import is_within
from anhuai.people import queries as people
from anhuai.people.queries.scope import Unindexed
from anhuai.platform import clock, wall
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import ON, PERSON, Compiled, RowsOf, Slot
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches
from anhuai.services.models import (
    DietNeed,
    Dish,
    MealDay,
    MealOrder,
    MealPoint,
    MealSitting,
    StandingOrder,
)
from anhuai.services.queries.visits import called
from anhuai.services.rules.meals import Allergen, DishFacts, Feature

READ, RUN, ORDER = Permit.MEALS_READ, Permit.MEALS_RUN, Permit.MEALS_ORDER
KINDS = (
    "meal_point", "rural_meal_point", "day_care_centre", "mutual_aid_home",
    "elderly_service_complex", "street_service_centre", "elderly_care_institution",
    "rural_elderly_home",
)  # fmt: skip
"""Kinds of facilities that may serve meals to people who live at home."""
ORDER_ROW = (
    "pk", "person_id", "person__name", "place", "on", "meal", "day__point__facility__name", "way",
    "channel", "state", "price", "subsidy", "own", "subsidy_why", "received_by",
)  # fmt: skip


@contextmanager
def beyond() -> Iterator[None]:
    """Read rows already chosen by scope whose persons live outside the actor's area."""
    with wall.lifted():
        yield


# points ------------------------------------------------------------------------------------------


def open_on(on: date) -> Q:
    """Return the condition that a dated row holds on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def points(actor: Actor, *, permit: Permit = READ) -> QuerySet[MealPoint]:
    """Return the meal points in the permit's divisions or run by its organisations."""
    own = facilities.within_scope(actor, permit).values("pk")
    return MealPoint.objects.filter(facility__in=own).select_related("facility")


def point(actor: Actor, point_id: int, *, permit: Permit = READ) -> MealPoint:
    """Return one of those points, or raise `NotHere`."""
    found = points(actor, permit=permit).filter(pk=point_id).first()
    if found is None:
        raise NotHere("meal_point", point_id)
    return found


@reaches("meal_point", READ)
def points_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some points the actor reaches."""
    return set(points(actor).filter(pk__in=ids).values_list("pk", flat=True))


def candidates(actor: Actor, *, on: date) -> list[tuple[int, str]]:
    """Return the operating facilities that may become a meal point: id, name."""
    rows = facilities.operating(actor, on=on, kinds=KINDS)
    rows = rows.filter(facilities.reach(actor, Permit.MEALS_MANAGE))
    taken = MealPoint.objects.filter(until=None).values("facility")
    return list(rows.exclude(pk__in=taken).order_by("name").values_list("pk", "name"))


def sittings(point_id: int) -> list[MealSitting]:
    """Return a point's meals now, breakfast first."""
    return list(MealSitting.objects.filter(point=point_id, ended_on=None).order_by("starts"))


def dishes(point_id: int) -> list[Dish]:
    """Return a point's dishes now, by name."""
    return list(Dish.objects.filter(point=point_id, ended_on=None).order_by("name"))


def facts_of(dish: Dish) -> DishFacts:
    """Return what a dish is for somebody's diet."""
    return DishFacts(dish.pk, dish.name, frozenset(dish.allergens), frozenset(dish.features))


def menu_of(day: MealDay) -> list[DishFacts]:
    """Return the dishes of a day's published menu; [] before it is published."""
    if day.published_at is None:
        return []
    return [facts_of(dish) for dish in sorted(day.dishes.all(), key=lambda one: one.name)]


def days(
    point_ids: Collection[int] | None, *, since: date, until: date
) -> "QuerySet[MealDay]":  # fmt: skip
    """Return the days of points in [since, until) with their menus; they are public."""
    rows = MealDay.objects.filter(on__gte=since, on__lt=until)
    if point_ids is not None:
        rows = rows.filter(point__in=point_ids)
    rows = rows.select_related("point__facility")
    return rows.prefetch_related(Prefetch("dishes")).order_by("on", "starts_at", "pk")


def day(day_id: int) -> MealDay:
    """Return a day of a point, whoever asks: menus are public. Raises `NotHere`."""
    rows = MealDay.objects.select_related("point__facility").prefetch_related("dishes")
    found = rows.filter(pk=day_id).first()
    if found is None:
        raise NotHere("meal_day", day_id)
    return found


def run_day(actor: Actor, day_id: int, *, permit: Permit = RUN) -> MealDay:
    """Return a day of a point the actor runs, or raise `NotHere`."""
    found = day(day_id)
    point(actor, found.point_id, permit=permit)
    return found


def delivers_to(one: MealPoint, place: str) -> bool:
    """Say whether a point brings meals to where somebody lives."""
    return any(is_within(place, code) for code in one.area if code)


def nearby(place: str, *, on: date) -> list[MealPoint]:
    """Return the points open on a day: those that deliver there first, then by common division."""
    rows = MealPoint.objects.filter(open_on(on), facility__status="operating")

    def near(one: MealPoint) -> tuple[bool, int, str]:
        there = one.facility.division
        same = next((n for n in (12, 9, 6) if place[:n] == there[:n]), 0)
        return (not delivers_to(one, place), -same, one.facility.name)

    return sorted(rows.select_related("facility"), key=near)


# orders ------------------------------------------------------------------------------------------


def orders(actor: Actor, *, permit: Permit = READ) -> QuerySet[MealOrder]:
    """Return the orders of persons the permit reaches, and at points its organisations run."""
    return _of_person_or_point(MealOrder.objects.all(), actor, permit, "day__point__facility")


def standings_of(actor: Actor, *, permit: Permit = READ) -> QuerySet[StandingOrder]:
    """Return the standing orders of persons the permit reaches, and at points it runs."""
    return _of_person_or_point(StandingOrder.objects.all(), actor, permit, "point__facility")


def _of_person_or_point(
    rows: QuerySet[Any], actor: Actor, permit: Permit, facility: str
) -> QuerySet[Any]:
    scope = actor.scope(permit)
    reached = scope.within("lives_at") | scope.within("registered_at")
    reached |= Q(person__in=scope.persons)
    if scope.organisations:
        reached |= Q(**{f"{facility}__operator__in": scope.organisations})
    found: QuerySet[Any] = rows.alias(
        lives_at=Unindexed("person__division"), registered_at=Unindexed("person__hukou")
    ).filter(reached)
    return found


class WhichOrders(TypedDict, total=False):
    """Which orders: of a point, a meal, a state, a way, a place, some days; subsidised ones."""

    point: int | None
    meal: str
    state: str
    way: str
    division: str
    since: date | None
    last: date | None
    subsidised: bool


def listed_orders(
    actor: Actor, *, q: str = "", **which: Unpack[WhichOrders]
) -> QuerySet[MealOrder]:
    """Return the orders a list asks for."""
    rows = orders(actor)
    for name in ("meal", "state", "way"):
        if wanted := which.get(name):
            rows = rows.filter(**{name: wanted})
    bounds = {"point": "day__point", "since": "on__gte", "last": "on__lte"}
    for name, column in bounds.items():
        if (given := which.get(name)) is not None:
            rows = rows.filter(**{column: given})
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", str(division)))
    if which.get("subsidised"):
        rows = rows.filter(subsidy__gt=0)
    if not q:
        return rows
    own = Q(person__name__contains=q) if actor.scope(READ).organisations else Q(pk__in=())
    return rows.filter(Q(person__in=called(actor, q)) | own)


@reading(
    permit=READ, title=_("查看用餐名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def order_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-on",), after: str = "",
    **which: Unpack[WhichOrders],
) -> Window:  # fmt: skip
    """Return one page of orders, each a row of `ORDER_ROW`."""
    with beyond():
        rows = listed_orders(actor, q=q, **which)
        return window(rows, fields=ORDER_ROW, order=order, after=after)


@reading(
    permit=READ, title=_("导出用餐名单"), subject="person",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
def all_orders(actor: Actor, *, q: str = "", **which: Unpack[WhichOrders]) -> list[tuple[Any, ...]]:
    """Return every order a list asks for, each a row of `ORDER_ROW`."""
    with beyond():
        rows = listed_orders(actor, q=q, **which).order_by("on", "meal", "pk")
        return list(rows.values_list(*ORDER_ROW))


def order(actor: Actor, order_id: int, *, permit: Permit = READ) -> MealOrder:
    """Return one order in the permit's scope, or raise `NotHere`."""
    with beyond():
        rows = orders(actor, permit=permit).select_related("person", "day__point__facility")
        found: MealOrder | None = rows.filter(pk=order_id).first()
    if found is None:
        raise NotHere("meal_order", order_id)
    return found


@reaches("meal_order", READ)
def orders_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some orders the actor may see."""
    with beyond():
        return set(orders(actor).filter(pk__in=ids).values_list("pk", flat=True))


def standing_order(actor: Actor, standing_id: int, *, permit: Permit = ORDER) -> StandingOrder:
    """Return one standing order in the permit's scope, or raise `NotHere`."""
    rows = standings_of(actor, permit=permit).select_related("person", "point__facility")
    found: StandingOrder | None = rows.filter(pk=standing_id).first()
    if found is None:
        raise NotHere("standing_order", standing_id)
    return found


# diets -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Diet:
    """What somebody is allergic to, and what their diet asks for."""

    allergies: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def diets(persons: Collection[int], *, on: date) -> Mapping[int, Diet]:
    """Return the diets of some persons on a day; without an actor: for who may serve them."""
    found: dict[int, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    wanted = sorted(set(persons))
    for start in range(0, len(wanted), 500):
        rows = DietNeed.objects.filter(
            open_on(on), person__in=wanted[start : start + 500], retracted_at=None
        )
        for person, is_allergy, code in rows.values_list("person", "is_allergy", "code"):
            found[person][0 if is_allergy else 1].add(code)
    return {key: Diet(frozenset(a), frozenset(n)) for key, (a, n) in found.items()}


def diet_of(person: int, *, on: date) -> Diet:
    """Return somebody's diet on a day; without an actor, as `diets`."""
    return diets([person], on=on).get(person, Diet()) if _HAS_DIET(person) else Diet()


def words_of(diet: Diet) -> tuple[list[Allergen], list[Feature]]:
    """Return a diet in words, in the order of the lists."""
    return (
        [one for one in Allergen if one in diet.allergies],
        [one for one in Feature if one in diet.needs],
    )


# one person --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MealFile:
    """Somebody's meals: diet, standing orders with pauses, orders to come and the last ones."""

    person: int
    name: str
    place: str
    diet: Diet
    needs: Sequence[DietNeed]
    standing: Sequence[StandingOrder]
    coming: Sequence[MealOrder]
    past: Sequence[MealOrder]


_HAS_STANDING, _HAS_DIET = RowsOf(StandingOrder), RowsOf(DietNeed)
_HAS_ORDERED = RowsOf(MealOrder)
_NEEDS = Compiled(
    lambda: DietNeed.objects.filter(person=PERSON, retracted_at=None).order_by("-since", "pk"),
    of=_HAS_DIET,
)
_COMING = Compiled(
    lambda: MealOrder.objects.filter(person=PERSON, on__gte=ON)
    .select_related("day__point__facility").order_by("on", "day__starts_at", "pk"),
    of=_HAS_ORDERED,
)  # fmt: skip
_PAST = Compiled(
    lambda: MealOrder.objects.filter(person=PERSON, on__lt=ON, on__gte=Slot("since", DateField()))
    .select_related("day__point__facility").order_by("-on", "-pk")[:30],
    of=_HAS_ORDERED,
)  # fmt: skip


@reading(permit=READ, title=_("查看个人用餐"), subject="person", ids=lambda one: [one.person])
def meal_file(actor: Actor, person: int) -> MealFile:
    """Return the meals of a person in reach; raises `NotHere`."""
    today = clock.today()
    one = people.person_in_scope(actor, person, permit=READ)
    held = StandingOrder.objects.filter(person=one.pk).filter(Q(until=None) | Q(until__gt=today))
    return MealFile(
        one.pk, one.name, one.division or one.hukou, diet_of(one.pk, on=today),
        _NEEDS(person=one.pk),
        list(held.select_related("point__facility").prefetch_related("pauses", "skips"))
        if _HAS_STANDING(one.pk) else [],
        _COMING(person=one.pk, on=today),
        _PAST(person=one.pk, on=today, since=today - timedelta(60)),
    )  # fmt: skip


def own_persons(actor: Actor) -> list[tuple[int, str]]:
    """Return the persons a family's account orders for: id, name."""
    scope = actor.scope(ORDER)
    rows = people.visible(actor, permit=ORDER).filter(pk__in=scope.persons, died=None)
    return list(rows.order_by("pk").values_list("pk", "name"))


@reading(permit=READ, title=_("查看一餐"), subject="person", ids=lambda one: [one.person_id])
def order_whole(actor: Actor, order_id: int) -> MealOrder:
    """Return one order whole, or raise `NotHere`."""
    return order(actor, order_id)


def diet_need(actor: Actor, need_id: int) -> DietNeed:
    """Return a recorded allergy or need of somebody the actor orders for, or raise `NotHere`."""
    found = DietNeed.objects.filter(pk=need_id, retracted_at=None).first()
    if found is None:
        raise NotHere("diet_need", need_id)
    people.person_in_scope(actor, found.person_id, permit=ORDER)
    return found
