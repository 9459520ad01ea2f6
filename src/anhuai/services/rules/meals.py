"""Meals: their words, who may eat what, until when they are ordered, who pays which part."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit


class BadMeal(Unfit):
    """Something about meals that cannot be done; codes say what, the sentence what to do."""


class Meal(Titled):
    """Which meal of a day."""

    BREAKFAST = "breakfast", "早餐", "Breakfast"
    LUNCH = "lunch", "午餐", "Lunch"
    SUPPER = "supper", "晚餐", "Supper"


class Way(Titled):
    """How a meal is taken."""

    EAT_IN = "eat_in", "堂食", "Eat in"
    TAKE_AWAY = "take_away", "自取", "Take away"
    DELIVERY = "delivery", "送餐上门", "Delivery"


class Channel(Titled):
    """How a meal was ordered."""

    PORTAL = "portal", "手机", "On the phone"
    HOTLINE = "hotline", "热线", "Hotline"
    OFFICE = "office", "经办人员代订", "By staff"
    STANDING = "standing", "长期预订", "Standing order"
    ARRIVAL = "arrival", "到店", "On arrival"


class MealState(Titled):
    """Where an ordered meal stands."""

    ORDERED = "ordered", "已预订", "Ordered"
    SERVED = "served", "已用餐", "Served"
    CANCELLED = "cancelled", "已取消", "Cancelled"
    MISSED = "missed", "未取餐", "Not collected"
    STOPPED = "stopped", "因过敏停供", "Stopped: allergy"


TAKEN = (MealState.ORDERED, MealState.SERVED, MealState.MISSED)
"""States that hold a portion: what was cooked for somebody stays cooked when they do not come."""


class Allergen(Titled):
    """What a dish may contain (the eight groups of food labelling, GB 7718; confidence C)."""

    GLUTEN = "gluten", "麸质谷物", "Gluten"
    SHELLFISH = "shellfish", "甲壳类", "Shellfish"
    FISH = "fish", "鱼类", "Fish"
    EGG = "egg", "蛋类", "Eggs"
    PEANUT = "peanut", "花生", "Peanuts"
    SOY = "soy", "大豆", "Soy"
    MILK = "milk", "乳类", "Milk"
    NUTS = "nuts", "坚果", "Nuts"


class Feature(Titled):
    """What a dish is suited for, or somebody's diet asks for."""

    SOFT = "soft", "软食", "Soft food"
    HALAL = "halal", "清真", "Halal"
    LOW_SALT = "low_salt", "低盐", "Low salt"
    LOW_SUGAR = "low_sugar", "低糖", "Low sugar"
    VEGETARIAN = "vegetarian", "素食", "Vegetarian"


class SkipWhy(Titled):
    """Why a standing order gave no meal on a day."""

    FULL = "full", "份数已满", "No portion left"
    ALLERGY = "allergy", "菜单与过敏记录冲突", "The menu conflicts with an allergy"
    CLOSED = "closed", "助餐点当天不供餐", "The meal point does not serve"


class SubsidyWhy(Titled):
    """Why a meal carries the subsidy it does."""

    NONE = "", "", ""
    NOT_SET = "not_set", "县里尚未规定每餐补贴", "The county has set no subsidy a meal"
    ALREADY = "already", "当天补贴餐次已用", "The day's subsidised meals are used"
    NO_VOUCHER = "no_voucher", "没有可用的助餐补贴", "No meal subsidy left"
    SHORT = "short", "补贴余额不足一餐", "What was left is less than a meal's subsidy"


@dataclass(frozen=True, slots=True)
class Split:
    """Who pays which part of a meal, in fen; `subsidy + own == price`."""

    price: int
    subsidy: int
    why: SubsidyWhy = SubsidyWhy.NONE

    @property
    def own(self) -> int:
        """What the person pays."""
        return self.price - self.subsidy


def split(price: int, *, each: int, left: int, used: int, most: int) -> Split:
    """Return who pays a meal: at most `each` of what is `left`, for `most` meals a day.

    `used` counts the day's meals already subsidised. Nothing is subsidised where the county has
    set no amount: none is invented.
    """
    if each <= 0:
        return Split(price, 0, SubsidyWhy.NOT_SET)
    if used >= most:
        return Split(price, 0, SubsidyWhy.ALREADY)
    if left <= 0:
        return Split(price, 0, SubsidyWhy.NO_VOUCHER)
    whole = min(price, each)
    given = min(whole, left)
    return Split(price, given, SubsidyWhy.SHORT if given < whole else SubsidyWhy.NONE)


@dataclass(frozen=True, slots=True)
class DishFacts:
    """A dish as far as somebody's diet is concerned."""

    key: int
    name: str
    allergens: frozenset[str]
    features: frozenset[str]


def conflicts(
    dishes: Iterable[DishFacts], allergies: Collection[str]
) -> list[tuple[DishFacts, list[Allergen]]]:
    """Return the dishes somebody may not eat, each with what they are allergic to in it."""
    found = []
    for dish in dishes:
        hit = [one for one in Allergen if one in dish.allergens and one in allergies]
        if hit:
            found.append((dish, hit))
    return found


def refuse_conflict(dishes: Sequence[DishFacts], allergies: Collection[str]) -> None:
    """Raise `BadMeal` where dishes contain what somebody is allergic to, naming both."""
    found = conflicts(dishes, allergies)
    if not found:
        return
    said = "；".join(f"“{dish.name}”含{'、'.join(a.title_zh for a in hit)}" for dish, hit in found)
    said_en = "; ".join(
        f"“{dish.name}” contains {', '.join(a.title_en.lower() for a in hit)}"
        for dish, hit in found
    )
    raise BadMeal(
        "allergy", f"与过敏记录冲突，不能预订：{said}。请在“不要的菜”里去掉它，或改订别的餐。",
        f"It conflicts with a recorded allergy: {said_en}. Leave the dish out or choose another "
        "meal.", field="without",
    )  # fmt: skip


def lacking(dishes: Sequence[DishFacts], needs: Collection[str]) -> list[Feature]:
    """Return what a diet asks for that no dish of a menu offers: shown, not refused."""
    return [
        one for one in Feature
        if one in needs and not any(one in dish.features for dish in dishes)
    ]  # fmt: skip


def closes_at(starts: datetime, minutes: int) -> datetime:
    """Return until when a meal may be ordered and cancelled."""
    return starts - timedelta(minutes=minutes)


def refuse_late(now: datetime, closes: datetime) -> None:
    """Raise `BadMeal` when the time to order or cancel is over."""
    if now >= closes:
        raise BadMeal(
            "late", f"已过截止时间（{closes:%m月%d日 %H:%M}）。当餐请直接到店或打电话给助餐点。",
            f"Orders closed at {closes:%Y-%m-%d %H:%M}: come to the point or call it.", field="on",
        )  # fmt: skip


def serves_on(weekdays: Collection[int], day: date) -> bool:
    """Say whether a day's weekday (1 Monday … 7 Sunday) is among some."""
    return day.isoweekday() in weekdays


def is_wanted(
    weekdays: Collection[int], since: date, until: date | None,
    pauses: Iterable[tuple[date, date]], day: date,
) -> bool:  # fmt: skip
    """Say whether a standing order wants a meal on a day; pauses are half-open."""
    if day < since or (until is not None and day >= until):
        return False
    return serves_on(weekdays, day) and not any(a <= day < b for a, b in pauses)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a hygiene record says of samples: grams of the least, until when they were kept."""

    grams: int
    kept_from: datetime
    thrown_at: datetime | None
    cooked_celsius: int | None


class HygieneLack(Titled):
    """What a hygiene record lacks by the county's settings."""

    GRAMS = "grams", "留样不足", "Sample too small"
    HOURS = "hours", "留样时间不够", "Sample not kept long enough"
    COLD = "cold", "中心温度不够", "Not hot enough"
    HEALTH = "health", "有人没有有效健康证明", "Somebody lacks a health certificate"


def hygiene_lacks(
    one: Kept, *, grams: int, hours: int, celsius: int, uncertified: int
) -> list[HygieneLack]:
    """Return what a record lacks by the limits of the county; 0 is no limit."""
    found = []
    if grams and one.grams < grams:
        found.append(HygieneLack.GRAMS)
    if hours and one.thrown_at and one.thrown_at - one.kept_from < timedelta(hours=hours):
        found.append(HygieneLack.HOURS)
    if celsius and one.cooked_celsius is not None and one.cooked_celsius < celsius:
        found.append(HygieneLack.COLD)
    if uncertified:
        found.append(HygieneLack.HEALTH)
    return found


def left_out(
    dishes: Sequence[DishFacts], allergies: Collection[str], without: Collection[int]
) -> Mapping[int, list[Allergen]]:
    """Return the dishes to leave out of somebody's portion beyond those they left out."""
    some = [dish for dish in dishes if dish.key not in without]
    return {dish.key: hit for dish, hit in conflicts(some, allergies)}
