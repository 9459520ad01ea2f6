"""How meals and points are said on this room's pages; the tabs of both subjects."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.kernel.divisions import Level
from anhuai.kernel.money import Fen, format_yuan
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.listing import Table, badge
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word
from anhuai.services import queries
from anhuai.services.forms.meals import WEEK
from anhuai.services.rules.meals import (
    Allergen,
    DishFacts,
    Feature,
    Meal,
    MealState,
    SubsidyWhy,
    Way,
)

_COLOURS = {
    "ordered": "blue", "served": "green", "cancelled": "grey", "missed": "orange",
    "stopped": "red",
}  # fmt: skip
_WEEK = dict(WEEK)


def money(fen: int) -> str:
    """Return an amount in yuan."""
    return format_yuan(Fen(fen))


def meal_title(code: str) -> str:
    """Return which meal."""
    return word(Meal(code))


def way_title(code: str) -> str:
    """Return how a meal is taken."""
    return word(Way(code))


def state_title(code: str) -> str:
    """Return where an order stands."""
    return word(MealState(code))


def state_badge(code: str) -> SafeString:
    """Return where an order stands, coloured."""
    return badge(state_title(code), _COLOURS[code])


def why_title(code: str) -> str:
    """Return why a meal carries the subsidy it does."""
    return word(SubsidyWhy(code)) if code else ""


def weekdays(days: Iterable[int]) -> str:
    """Return some weekdays in words."""
    held = list(days)
    return _("每天") if len(held) == 7 else "、".join(str(_WEEK[str(one)]) for one in held)


def weekday(day: date) -> str:
    """Return the weekday of a day."""
    return str(_WEEK[str(day.isoweekday())])


def day_title(day: date) -> str:
    """Return a day as people say it."""
    ahead = (day - clock.today()).days
    near = {0: _("今天"), 1: _("明天"), 2: _("后天")}.get(ahead, "")
    return f"{near} {day:%m-%d} {weekday(day)}".strip()


def dish_title(dish: DishFacts) -> str:
    """Return a dish with what it contains."""
    said = [word(one) for one in Allergen if one in dish.allergens]
    return (
        _("%(name)s（含%(what)s）") % {"name": dish.name, "what": "、".join(said)}
        if said
        else (dish.name)
    )


def allergies(codes: Collection[str]) -> str:
    """Return allergies in words."""
    return "、".join(word(one) for one in Allergen if one in codes)


def warning(one: Any) -> str:
    """Return what of an order has changed since it was ordered, "" for nothing."""
    told = "；".join(
        _("“%(dish)s”现含%(what)s") % {"dish": name, "what": allergies(codes)}
        for name, codes in one.warning
    )  # fmt: skip
    if not told:
        return ""
    if one.state == "served":
        return _("配料有变：%(told)s。已经用过餐的请留意身体，不适就医。") % {"told": told}
    if one.state == "stopped":
        return _("配料有变：%(told)s。这份已停，请改订别的餐。") % {"told": told}
    return _("配料有变：%(told)s。已从这份里去掉。") % {"told": told}


def needs(codes: Collection[str]) -> str:
    """Return what a diet needs in words."""
    return "、".join(word(one) for one in Feature if one in codes)


def hour(moment: Any) -> str:
    """Return a time of day."""
    return f"{timezone.localtime(moment):%H:%M}"


def towns(request: ActorRequest, permit: Permit) -> list[tuple[str, str]]:
    """Return the towns, and below each its villages, that the permit reaches."""
    found: list[tuple[str, str]] = []
    for level in (Level.TOWN, Level.VILLAGE):
        found += [
            (code, places.path_of(code) if level is Level.VILLAGE else str(name))
            for code, name in places.choices(
                request.actor, on=clock.today(), permit=permit, level=level, within=county.code()
            )
        ]
    return sorted(found)


def places_of(codes: Iterable[str]) -> str:
    """Return the names of divisions."""
    return "、".join(places.name_of(code) for code in codes)


def tabs(request: ActorRequest) -> list[tuple[str, str, bool]]:
    """Return the tabs of meals and the mart that the actor may open."""
    actor, path = request.actor, request.path
    runs = actor.may(Permit.MEALS_RUN)
    rows = (
        ("meals", _("助餐点"), runs or actor.may(Permit.FACILITIES_READ)),
        ("meal_orders", _("用餐名单"), True),
        ("meal_figures", _("用餐统计"), True),
        ("meal_hygiene", _("食品安全"), runs),
        ("marts", _("爱心超市"), actor.may(Permit.MARTS_READ)),
        ("mart_points", _("积分流水"), actor.may(Permit.MARTS_READ)),
    )
    return [
        (text, reverse(f"services:{name}"), path == reverse(f"services:{name}"))
        for name, text, permit in rows
        if permit
    ]


def answered(request: ActorRequest, table: Table, title: str) -> HttpResponse:
    """Answer with a list under these tabs, or just its rows when htmx asks."""
    whole = not request.headers.get("HX-Request")
    template = "services/meal_list.html" if whole else "platform/_rows.html"
    context = {"table": table, "title": title, "tabs": tabs(request), "nav": _("助餐")}
    return render(request, template, context)


def own_points(request: ActorRequest) -> list[tuple[str, str]]:
    """Return the points the actor reaches, to choose from."""
    rows = queries.points(request.actor).order_by("facility__name", "pk")
    return [(str(key), name) for key, name in rows.values_list("pk", "facility__name")]
