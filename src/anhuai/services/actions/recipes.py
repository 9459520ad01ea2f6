"""Dishes whose recipe changes: published menus follow, portions are judged anew, people are told.

Whoever is allergic to what a dish now holds gets their portion without it, before anybody taps;
one who has eaten it already is told to watch. The warning stands on the order (ADR 89).
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q

from anhuai.platform import clock
from anhuai.platform.models import RoleHolding
from anhuai.platform.notices.telling import answering, tell
from anhuai.platform.permits import Permit
from anhuai.services import queries
from anhuai.services.models import Dish, MealDay, MealOrder
from anhuai.services.rules.meals import Allergen, DishFacts, Meal, conflicts, left_out

if TYPE_CHECKING:
    from django.db.models import QuerySet


def entered_dish(
    point: int, name: str, allergens: Collection[str], features: Collection[str]
) -> Dish:
    """Write down a dish already judged; one of the same name gives way to it, on menus too."""
    before = Dish.objects.filter(point=point, name=name, ended_on=None)
    old = list(before.values_list("pk", flat=True))
    before.update(ended_on=clock.today())
    made = Dish.objects.create(
        point_id=point, name=name, allergens=sorted(map(str, allergens)),
        features=sorted(map(str, features)),
    )  # fmt: skip
    if old:
        _follow(old, made)
    return made


def _follow(old: list[int], new: Dish) -> None:
    """Put a dish's new recipe on the menus of today and later that have it."""
    rows = MealDay.objects.filter(closed_at=None, on__gte=clock.today(), dishes__in=old)
    keys = set(rows.values_list("pk", flat=True))
    for day in MealDay.objects.select_for_update().filter(pk__in=keys).order_by("pk"):
        day.dishes.remove(*old)
        day.dishes.add(new)
        MealDay.objects.filter(pk=day.pk).update(version=F("version") + 1)
        for one in MealOrder.objects.filter(day=day).exclude(without=[]):
            left = [new.pk if key in old else key for key in one.without]
            if left != one.without:  # who did not want the dish does not want it now either
                MealOrder.objects.filter(pk=one.pk).update(without=sorted(set(left)))
        recheck(MealOrder.objects.filter(day=day, state="ordered"), warns=True)
        _warn_served(day, queries.facts_of(new))


def recheck(rows: "QuerySet[MealOrder]", *, warns: bool = False) -> int:
    """Leave out of each portion what its eater is allergic to; stop those of which nothing is left.

    `warns` where they had ordered knowing another menu: it is written on the order, and they and
    the point are told. Returns how many were stopped.
    """
    found = list(rows.select_related("day__point__facility").prefetch_related("day__dishes"))
    stopped = 0
    for one in found:
        menu = queries.menu_of(one.day)
        known = {dish.key for dish in menu}
        kept = [key for key in one.without if key in known]
        diet = queries.diet_of(one.person_id, on=one.on)
        hit = left_out(menu, diet.allergies, kept)
        if not hit and kept == one.without:
            continue
        one.without = sorted({*kept, *hit})
        if menu and len(one.without) == len(menu):
            one.state, one.ended_at = "stopped", clock.now()
            one.ended_why = "菜单各样都与过敏记录冲突"
            MealDay.objects.filter(pk=one.day_id).update(taken=F("taken") - 1)
            stopped += 1
        one.save(update_fields=["without", "state", "ended_at", "ended_why"])
        if hit and warns:
            _warn(one, [(dish.name, hit[dish.key]) for dish in menu if dish.key in hit])
    return stopped


def _warn_served(day: MealDay, dish: DishFacts) -> None:
    """Warn those who have eaten a dish that, as is known only now, holds what they must not eat."""
    rows = MealOrder.objects.filter(day=day, state="served").select_related("day__point__facility")
    for one in rows:
        found = conflicts([dish], queries.diet_of(one.person_id, on=one.on).allergies)
        if found and dish.key not in one.without:
            _warn(one, [(dish.name, hit) for dish, hit in found])


def _warn(one: MealOrder, hits: list[tuple[str, list[Allergen]]]) -> None:
    one.warning = [[name, [str(code) for code in hit]] for name, hit in hits]
    one.warned_at = clock.now()
    one.save(update_fields=["warning", "warned_at"])
    today = clock.today()
    own = RoleHolding.objects.filter(Q(until=None) | Q(until__gt=today), person=one.person_id,
                                     since__lte=today)  # fmt: skip
    meal, site = Meal(one.meal), one.day.point.facility
    said: dict[str, Any] = {
        "day": f"{one.on:%Y-%m-%d}",
        "meal": [meal.title_zh, meal.title_en],
        "point": site.name,
    }
    tell(
        "meal_recipe_changed", own.values_list("account", flat=True),
        url=f"/services/meals/orders/{one.pk}/", **said,
    )  # fmt: skip
    staff = answering(
        permit=Permit.MEALS_RUN, division=site.division, organisation=site.operator_id
    )
    tell(
        "meal_portion_changed", staff, url=f"/services/meals/days/{one.day_id}/",
        dedupe=f"meal_portion:{one.pk}:{','.join(str(key) for key in one.without)}", **said,
    )  # fmt: skip
