"""Taking a meal point's dishes and menus by workbook; what is on record already is brought up."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anhuai.facilities.rules import Titled
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Outcome, Result, Row
from anhuai.services import queries
from anhuai.services.actions.meals import published_menu
from anhuai.services.actions.recipes import entered_dish
from anhuai.services.actions.sheet_rows import Draft, Taken, by_name, refuse_twice
from anhuai.services.models import Dish, MealDay, MealPoint
from anhuai.services.rules.meals import Allergen, BadMeal, Feature, Meal

RUN = Permit.MEALS_RUN
NONE = "无"
MOST_NAME = 60
Points = Mapping[str, Sequence[MealPoint]]


def take_dishes(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge rows of dishes and, unless `dry`, enter them; every error of every row.

    A dish on record with the same recipe is left as it is; a changed recipe replaces it.
    """
    known = _points(actor)
    drafts = [_dish(row, known) for row in rows]
    refuse_twice(drafts, ("point", "name"), "name")
    good = [one for one in drafts if not one.outcome.errors]
    if good and not dry:
        _take_dishes(actor, drafts=good, rows=len(good))
    return [one.outcome for one in drafts]


def take_menus(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge rows of menus and, unless `dry`, publish them; a menu published before is replaced.

    Who is allergic to something of it gets their portion without it, as from the page.
    """
    known = _points(actor)
    drafts = [_menu(row, known) for row in rows]
    refuse_twice(drafts, ("day",), "meal")
    good = [one for one in drafts if not one.outcome.errors]
    if good and not dry:
        _take_menus(actor, drafts=good, rows=len(good))
    return [one.outcome for one in drafts]


def _points(actor: Actor) -> Points:
    """Return the open points the actor runs by the name of their facility."""
    actor.require(RUN)
    rows = queries.points(actor, permit=RUN).filter(queries.open_on(clock.today()))
    return by_name((one.facility.name, one) for one in rows)


def _dish(row: Row, known: Points) -> Draft:
    draft = Draft.of(row)
    point = draft.called("point", known, "助餐点")
    name = draft.text("name")
    if not 1 <= len(name) <= MOST_NAME:
        draft.outcome.refuse("name", f"请填写菜名，最多 {MOST_NAME} 字。")
    if not draft.text("allergens"):
        draft.outcome.refuse("allergens", "请填写含有的过敏原；一样也不含的填“无”。")
    draft.columns = {
        "point": point.pk if point else None, "name": name,
        "allergens": _codes(draft, "allergens", Allergen),
        "features": _codes(draft, "features", Feature),
    }  # fmt: skip
    if not draft.outcome.errors and _held(draft) is not None:
        draft.outcome.result = Result.UPDATED
    return draft


def _codes(draft: Draft, key: str, words: type[Titled]) -> list[str]:
    known = {one.title_zh: str(one) for one in words}
    said = draft.several(key)
    if said == [NONE]:
        return []
    strange = [one for one in said if one not in known]
    if strange:
        draft.outcome.refuse(
            key, f"没有这样的词：{'、'.join(strange)}。可填 {'、'.join(known)}，或“{NONE}”。"
        )
    return sorted(known[one] for one in said if one in known)


def _held(draft: Draft) -> Dish | None:
    given = draft.columns
    return Dish.objects.filter(point=given["point"], name=given["name"], ended_on=None).first()


@action(permit=RUN, title=_("导入菜品"), logs=("rows",), subject="dish")
def _take_dishes(actor: Actor, *, drafts: Sequence[Draft], rows: int) -> Taken:
    del actor, rows  # the rows were judged by the actor's points; the trail keeps both
    made = []
    for one in drafts:
        given, held = one.columns, _held(one)
        recipe = (given["allergens"], given["features"])
        if held is None or (sorted(held.allergens), sorted(held.features)) != recipe:
            held = entered_dish(**given)
        made.append(held.pk)
    return Taken(made)


def _menu(row: Row, known: Points) -> Draft:
    draft = Draft.of(row)
    point = draft.called("point", known, "助餐点")
    on = draft.day("on")
    meal = draft.one_of("meal", {one.title_zh: str(one) for one in Meal})
    day = None
    if point and on and meal:
        day = MealDay.objects.filter(point=point, on=on, meal=meal).first()
        if day is None:
            draft.outcome.refuse(
                "on", "这个助餐点这一天没有开放这一餐，请核对供餐日、餐次和可提前几天订餐。"
            )
        elif day.closed_at is not None or on < clock.today():
            draft.outcome.refuse("on", "这一餐已经结束，不能再改菜单。")
    dishes = _dishes(draft, point) if point else []
    draft.columns = {"day": day.pk if day else None, "dishes": dishes}
    if day is not None and day.published_at is not None and not draft.outcome.errors:
        draft.outcome.result = Result.UPDATED
    return draft


def _dishes(draft: Draft, point: MealPoint) -> list[int]:
    known = {one.name: one.pk for one in queries.dishes(point.pk)}
    said = draft.several("dishes")
    strange = [one for one in said if one not in known]
    if not said:
        draft.outcome.refuse("dishes", "请至少填一样菜，几样之间用顿号隔开。")
    if strange:
        draft.outcome.refuse(
            "dishes", f"这个助餐点没有登记这些菜：{'、'.join(strange)}。请先登记或导入菜品。"
        )
    return sorted(known[one] for one in said if one in known)


@action(permit=RUN, title=_("导入菜单"), logs=("rows",), subject="meal_day")
def _take_menus(actor: Actor, *, drafts: Sequence[Draft], rows: int) -> Taken:
    del rows  # the trail keeps it
    made = []
    for one in drafts:
        try:
            with transaction.atomic():
                made.append(_publish(actor, one))
        except BadMeal as error:
            one.outcome.refuse_for(error, column="on")
    return Taken(made)


def _publish(actor: Actor, draft: Draft) -> int:
    key, dishes = draft.columns["day"], draft.columns["dishes"]
    held = MealDay.objects.select_for_update().get(pk=key)
    same = sorted(held.dishes.values_list("pk", flat=True)) == dishes
    if held.published_at is None or not same:
        published_menu(actor, held, dishes)
    return held.pk
