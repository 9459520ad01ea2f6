"""A meal point: its sittings, dishes and week; opening one, changing it."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.forms.meals import (
    DishForm,
    MenuForm,
    PointChangeForm,
    PointForm,
    SittingForm,
)
from anhuai.services.rules.meals import Meal
from anhuai.services.views import meal_wording as said
from anhuai.services.views import wording

READ, RUN, MANAGE = Permit.MEALS_READ, Permit.MEALS_RUN, Permit.MEALS_MANAGE


def _back(point_id: int) -> str:
    return reverse("services:meal_point", args=[point_id])


@page(READ)
def point_page(request: ActorRequest, point_id: int) -> HttpResponse:
    """One point: when it serves, this week's menus, its dishes."""
    one = queries.point(request.actor, point_id)
    today = clock.today()
    ahead = queries.days_ahead(today)
    week = queries.days([point_id], since=today, until=today + timedelta(days=ahead + 1))
    context = {
        "title": one.facility.name,
        "facts": [
            (_("所在地"), wording.place_of(one.facility.division)),
            (_("地址"), one.facility.address),
            (_("电话"), one.facility.phone),
            (_("供餐日"), said.weekdays(one.weekdays)),
            (_("送餐范围"), said.places_of(one.area) or _("不送餐")),
            (_("开始日期"), f"{one.since:%Y-%m-%d}"),
        ],
        "sittings": [
            (said.meal_title(at.meal), f"{at.starts:%H:%M}–{at.ends:%H:%M}", at.capacity,
             said.money(at.price))
            for at in queries.sittings(point_id)
        ],
        "week": [
            (
                reverse("services:meal_day", args=[day.pk]), said.day_title(day.on),
                said.meal_title(day.meal), f"{day.taken}/{day.capacity}",
                "、".join(dish.name for dish in queries.menu_of(day)),
                reverse("services:meal_menu", args=[day.pk]) if day.closed_at is None else "",
            )
            for day in week
        ],
        "dishes": [
            (dish.pk, dish.name, said.allergies(dish.allergens), said.needs(dish.features))
            for dish in queries.dishes(point_id)
        ],
        "runs": request.actor.may(RUN), "manages": request.actor.may(MANAGE), "one": one,
        "back_url": reverse("services:meals"), "back_title": _("助餐点"),
    }  # fmt: skip
    return render(request, "services/meal_point.html", context)


@page(MANAGE)
def point_new(request: ActorRequest) -> HttpResponse:
    """Let a facility serve meals."""
    today = clock.today()
    sites = [(str(key), name) for key, name in queries.meal_candidates(request.actor, on=today)]
    form = PointForm(
        request.POST or None,
        sites=sites,
        areas=said.towns(request, MANAGE),
        initial={"since": today, "weekdays": [1, 2, 3, 4, 5, 6, 7]},
    )

    def perform(data: dict[str, Any]) -> str:
        made = actions.start_point(
            request.actor, facility=int(data["facility"]), weekdays=data["weekdays"],
            area=data["area"], since=data["since"],
        )  # fmt: skip
        return _back(made.pk)

    return asked(
        request, form, perform, title=_("开设助餐点"), back=reverse("services:meals"),
        more={"hint": _("只列出正在运营、可以供餐、还不是助餐点的机构。接着设定餐次和份数。")},
    )  # fmt: skip


@page(MANAGE)
def point_change(request: ActorRequest, point_id: int) -> HttpResponse:
    """Change when a point serves and where it delivers, or end it."""
    one = queries.point(request.actor, point_id, permit=MANAGE)
    form = PointChangeForm(
        request.POST or None, areas=said.towns(request, MANAGE),
        initial={"weekdays": one.weekdays, "area": one.area, "until": one.until,
                 "version": one.version},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.change_point(
            request.actor, point=point_id, version=version, weekdays=data["weekdays"],
            area=data["area"], until=data["until"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("修改助餐点：%(name)s") % {"name": one.facility.name},
        back=_back(point_id),
    )  # fmt: skip


@page(MANAGE)
def sitting(request: ActorRequest, point_id: int) -> HttpResponse:
    """Set when a meal is served, for how many, at which price."""
    one = queries.point(request.actor, point_id, permit=MANAGE)
    form = SittingForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        serving = actions.Serving(
            Meal(data["meal"]), data["starts"], data["ends"], data["capacity"], data["price"]
        )
        actions.set_sitting(request.actor, point=point_id, serving=serving)

    return asked(
        request, form, perform, title=_("设定供餐：%(name)s") % {"name": one.facility.name},
        back=_back(point_id),
        more={"hint": _("同一餐次再设一次就是修改，从明天起生效；已经订出去的份数不会减少。")},
    )  # fmt: skip


@page(RUN)
def dish_new(request: ActorRequest, point_id: int) -> HttpResponse:
    """Enter a dish."""
    one = queries.point(request.actor, point_id, permit=RUN)
    form = DishForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.add_dish(
            request.actor, point=point_id, name=data["name"], allergens=data["allergens"],
            features=data["features"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("登记菜品：%(name)s") % {"name": one.facility.name},
        back=_back(point_id),
    )  # fmt: skip


@page(RUN)
@require_POST
def dish_end(request: ActorRequest, dish_id: int) -> HttpResponse:
    """Offer a dish no longer."""
    found = actions.end_dish(request.actor, dish=dish_id)
    return HttpResponseRedirect(_back(found.point_id))


@page(RUN)
def menu(request: ActorRequest, day_id: int) -> HttpResponse:
    """Publish what a meal consists of."""
    one = queries.run_day(request.actor, day_id)
    held = {dish.key for dish in queries.menu_of(one)}
    choices = [
        (dish.pk, said.dish_title(queries.facts_of(dish))) for dish in queries.dishes(one.point_id)
    ]
    form = MenuForm(
        request.POST or None, dishes=choices,
        initial={"dishes": sorted(held), "version": one.version},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.publish_menu(request.actor, day=day_id, dishes=data["dishes"], version=version)

    what = {"name": one.point.facility.name, "day": said.day_title(one.on),
            "meal": said.meal_title(one.meal)}  # fmt: skip
    return asked(
        request, form, perform, title=_("公布菜单：%(name)s %(day)s%(meal)s") % what,
        back=_back(one.point_id),
        more={
            "hint": _("公布后家属和老人能看到。与已订老人过敏记录冲突的菜，会从他的那一份里去掉。")
            if choices else _("还没有菜品，请先在助餐点页面登记菜品。"),
            "submit_title": _("公布"),
        },
    )  # fmt: skip
