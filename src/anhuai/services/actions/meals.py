"""Meal points: opening one, its sittings, dishes and menus; what somebody may not eat."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.actions.recipes import entered_dish, recheck
from anhuai.services.models import DietNeed, Dish, MealDay, MealOrder, MealPoint, MealSitting
from anhuai.services.rules.meals import (
    Allergen,
    BadMeal,
    Feature,
    Meal,
    serves_on,
)

MANAGE, RUN, ORDER = Permit.MEALS_MANAGE, Permit.MEALS_RUN, Permit.MEALS_ORDER


@dataclass(frozen=True, slots=True)
class Serving:
    """When a meal is served, for how many, at which price in fen."""

    meal: Meal
    starts: time
    ends: time
    capacity: int
    price: int

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.meal} {self.starts:%H:%M}-{self.ends:%H:%M} {self.capacity} {self.price}"


@action(permit=MANAGE, title=_("开设助餐点"), logs=("facility", "since"), subject="meal_point")
def start_point(
    actor: Actor, *, facility: int, weekdays: Sequence[int], area: Sequence[str], since: date
) -> MealPoint:
    """Let a facility serve meals from a day on; raises `BadMeal`, `NotHere` out of reach."""
    chosen = dict(queries.meal_candidates(actor, on=since))
    if facility not in chosen:
        site = facilities.within_scope(actor, MANAGE).filter(pk=facility).first()
        if site is None:
            raise NotHere("facility", facility)
        raise BadMeal(
            "facility", "这家机构没有在运营、不供餐，或者已经是助餐点。",
            "The facility does not operate, does not serve meals, or is a point already.",
            field="facility",
        )  # fmt: skip
    _check_week(weekdays)
    ended = MealPoint.objects.filter(facility=facility).first()
    if ended is not None:  # it served before
        ended.since, ended.until = since, None
        ended.weekdays, ended.area = sorted(set(weekdays)), list(area)
        ended.version += 1
        ended.save()
        return ended
    return MealPoint.objects.create(
        facility_id=facility, weekdays=sorted(set(weekdays)), area=list(area), since=since,
        recorded_by=actor.name[:64],
    )  # fmt: skip


def _check_week(weekdays: Sequence[int]) -> None:
    if not weekdays or not set(weekdays) <= set(range(1, 8)):
        raise BadMeal("weekdays", "请至少选一个供餐日。", "Choose a weekday.", field="weekdays")


@action(
    permit=MANAGE, title=_("修改助餐点"), logs=("point", "weekdays", "until"), subject="meal_point"
)
def change_point(
    actor: Actor, *, point: int, version: int, weekdays: Sequence[int], area: Sequence[str],
    until: date | None = None,
) -> MealPoint:  # fmt: skip
    """Change on which days a point serves, where it delivers, or end it; orders on record stay."""
    one = queries.point(actor, point, permit=MANAGE)
    _check_week(weekdays)
    if until is not None and until <= one.since:
        raise BadMeal("until", "停办日期应晚于开办日期。", "It ends after it began.", field="until")
    if (
        until is not None
        and MealOrder.objects.filter(day__point=one, on__gte=until, state="ordered").exists()
    ):
        raise BadMeal(
            "booked", "停办之后还有预订，请先联系老人取消或改到别的助餐点。",
            "Meals are ordered after that day: cancel or move them first.", field="until",
        )  # fmt: skip
    changed = MealPoint.objects.filter(pk=one.pk, version=version).update(
        weekdays=sorted(set(weekdays)), area=list(area), until=until, version=version + 1
    )
    if not changed:
        raise Stale("meal_point", point)
    return MealPoint.objects.get(pk=one.pk)


@action(
    permit=MANAGE, title=_("设定供餐"), logs=("point", "serving"), subject="meal_point"
)  # fmt: skip
def set_sitting(actor: Actor, *, point: int, serving: Serving) -> MealPoint:
    """Set when a meal is served, for how many, at which price; days to come follow.

    A day that has more orders than the new capacity keeps as many portions as are taken.
    """
    one = queries.point(actor, point, permit=MANAGE)
    if serving.ends <= serving.starts:
        raise BadMeal("times", "结束时间应晚于开始时间。", "It ends after it begins.", field="ends")
    if not 0 < serving.capacity <= 5000 or not 0 <= serving.price <= 100_000:
        raise BadMeal(
            "limits", "份数应在 1 到 5000 之间，价格不超过 1000 元。",
            "1 to 5000 portions, at most 1000 yuan.", field="capacity",
        )  # fmt: skip
    today = clock.today()
    MealSitting.objects.filter(point=one, meal=serving.meal, ended_on=None).update(ended_on=today)
    MealSitting.objects.create(
        point=one, meal=serving.meal, starts=serving.starts, ends=serving.ends,
        capacity=serving.capacity, price=serving.price,
    )  # fmt: skip
    coming = MealDay.objects.filter(point=one, meal=serving.meal, on__gt=today, closed_at=None)
    for row in coming.select_for_update():
        row.starts_at, row.ends_at = _span(row.on, serving.starts, serving.ends)
        row.capacity, row.price = max(serving.capacity, row.taken), serving.price
        row.save(update_fields=["starts_at", "ends_at", "capacity", "price"])
    _open(one, today)
    return one


def _span(on: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    return (
        timezone.make_aware(datetime.combine(on, starts)),
        timezone.make_aware(datetime.combine(on, ends)),
    )


def _open(one: MealPoint, today: date) -> int:
    """Open a point's days for as long ahead as meals may be ordered; again it adds nothing."""
    rows = []
    for ahead in range(queries.days_ahead(today) + 1):
        on = today + timedelta(days=ahead)
        closed = on < one.since or (one.until is not None and on >= one.until)
        if closed or not serves_on(one.weekdays, on):
            continue
        for at in queries.sittings(one.pk):
            starts, ends = _span(on, at.starts, at.ends)
            rows.append(MealDay(
                point=one, on=on, meal=at.meal, starts_at=starts, ends_at=ends,
                capacity=at.capacity, price=at.price,
            ))  # fmt: skip
    before = MealDay.objects.count()
    MealDay.objects.bulk_create(rows, ignore_conflicts=True)
    return MealDay.objects.count() - before


@dataclass(frozen=True, slots=True)
class Opened:
    """How many days were opened."""

    count: int


@action(permit=MANAGE, title=_("开放订餐日"), logs=("on",), subject="meal_point")
def open_days(actor: Actor, *, on: date) -> Opened:
    """Open the days to come of every operating point for orders; again it adds nothing."""
    rows = queries.points(actor, permit=MANAGE).filter(queries.open_on(on))
    return Opened(sum(_open(one, on) for one in rows.filter(facility__status="operating")))


# dishes and menus --------------------------------------------------------------------------------


@action(permit=RUN, title=_("登记菜品"), logs=("point",), subject="dish")
def add_dish(
    actor: Actor, *, point: int, name: str, allergens: Collection[str], features: Collection[str]
) -> Dish:
    """Enter a dish with what it may contain; a changed recipe is a new dish of the same name.

    Menus that are published follow it, and who is allergic is warned.
    """
    one = queries.point(actor, point, permit=RUN)
    called = normalise(name)
    if not 1 <= len(called) <= 60:
        raise BadMeal("name", "请填写菜名，最多 60 字。", "Name the dish.", field="name")
    if set(allergens) - set(Allergen) or set(features) - set(Feature):
        raise BadMeal("codes", "请从列表中选择。", "Choose from the list.", field="allergens")
    return entered_dish(one.pk, called, allergens, features)


@action(permit=RUN, title=_("停用菜品"), logs=("dish",), subject="dish")
def end_dish(actor: Actor, *, dish: int) -> Dish:
    """Offer a dish no longer; menus on record keep it."""
    found = Dish.objects.filter(pk=dish).first()
    if found is None:
        raise NotHere("dish", dish)
    queries.point(actor, found.point_id, permit=RUN)
    if found.ended_on is None:
        found.ended_on = clock.today()
        found.save(update_fields=["ended_on"])
    return found


@action(permit=RUN, title=_("公布菜单"), logs=("day",), subject="meal_day")
def publish_menu(actor: Actor, *, day: int, dishes: Collection[int], version: int) -> MealDay:
    """Publish what a meal consists of; orders on record leave out what their eater may not eat.

    Where nothing is left for somebody their order is stopped. Raises `BadMeal`, `Stale`.
    """
    one = queries.run_day(actor, day)
    held = MealDay.objects.select_for_update().get(pk=one.pk)
    if held.version != version:
        raise Stale("meal_day", day)
    return published_menu(actor, held, dishes)


def published_menu(actor: Actor, held: MealDay, dishes: Collection[int]) -> MealDay:
    """Publish the menu of a day held by a lock; raises `BadMeal`."""
    if held.closed_at is not None:
        raise BadMeal("closed", "这一餐已经结束，不能再改菜单。", "The meal is over.")
    chosen = list(Dish.objects.filter(pk__in=dishes, point=held.point_id, ended_on=None))
    if not chosen or len(chosen) != len(set(dishes)):
        raise BadMeal("dishes", "请至少选一样本店的菜。", "Choose a dish.", field="dishes")
    again = held.published_at is not None
    held.dishes.set(chosen)
    held.published_at, held.published_by = clock.now(), actor.name[:64]
    held.version += 1
    held.save(update_fields=["published_at", "published_by", "version"])
    recheck(MealOrder.objects.filter(day=held, state="ordered"), warns=again)
    return held


# diets -------------------------------------------------------------------------------------------


@action(
    permit=ORDER, title=_("登记饮食禁忌"), logs=("person", "since"), subject="diet_need"
)  # fmt: skip
def note_diet(
    actor: Actor, *, person: int, is_allergy: bool, code: str, since: date, source: str = ""
) -> DietNeed:
    """Record what somebody is allergic to or needs; meals ordered leave it out from now on."""
    one = people.person_in_scope(actor, person, permit=ORDER)
    if code not in set(Allergen if is_allergy else Feature):
        raise BadMeal("code", "请从列表中选择。", "Choose from the list.", field="code")
    try:
        with transaction.atomic():
            made = DietNeed.objects.create(
                person_id=one.pk, is_allergy=is_allergy, code=code, since=since,
                source=normalise(source)[:120], recorded_at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadMeal("twice", "这一项已经登记。", "It is on record.", field="code") from clash
    recheck(MealOrder.objects.filter(person=one.pk, state="ordered", on__gte=since))
    return made


@action(permit=ORDER, title=_("结束饮食禁忌"), logs=("need", "on"), subject="diet_need")
def end_diet(actor: Actor, *, need: int, on: date, reason: str) -> DietNeed:
    """End an allergy or a need from a day on; one that never held ends the day it began."""
    found = DietNeed.objects.select_for_update().filter(pk=need, retracted_at=None).first()
    if found is None:
        raise NotHere("diet_need", need)
    people.person_in_scope(actor, found.person_id, permit=ORDER)
    if len(normalise(reason)) < 2:
        raise BadMeal("reason", "请写明依据，如“复查后不再过敏”。", "Say why.", field="reason")
    if on <= found.since:
        found.retracted_at = clock.now()
        found.save(update_fields=["retracted_at"])
    elif found.until is None or on < found.until:
        found.until = on
        found.save(update_fields=["until"])
    return found
