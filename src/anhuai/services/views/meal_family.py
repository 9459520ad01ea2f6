"""A person's meals, for themselves, their family, their village: two taps to a meal."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked, day_after, last_day
from anhuai.platform.codes import drawn_code
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word
from anhuai.services import actions, queries
from anhuai.services.forms.meals import (
    DietForm,
    EndDietForm,
    EndStandingForm,
    OrderForm,
    PauseForm,
    StandingForm,
)
from anhuai.services.rules.meals import (
    Channel,
    Meal,
    SkipWhy,
    Way,
    closes_at,
    conflicts,
    lacking,
)
from anhuai.services.views import meal_wording as said

READ, ORDER = Permit.MEALS_READ, Permit.MEALS_ORDER
POINTS_SHOWN = 3


@page(ORDER)
def mine(request: ActorRequest) -> HttpResponse:
    """The family's own: straight to the one person, or a choice of several."""
    own = queries.meal_persons(request.actor)
    if len(own) == 1:
        return redirect(reverse("services:meal_person", args=[own[0][0]]))
    context = {"title": _("我的用餐"), "persons": own}
    return render(request, "services/meal_mine.html", context)


@page(READ)
def person_page(request: ActorRequest, person_id: int) -> HttpResponse:
    """What somebody may order in the next days, what is ordered, standing orders, diet."""
    found = queries.meal_file(request.actor, person_id)
    today = clock.today()
    taken = {(one.on, one.meal) for one in found.coming if one.state in ("ordered", "served")}
    wanted = request.GET.get("point", "")
    near = queries.nearby(found.place, on=today)
    chosen = next((one for one in near if str(one.pk) == wanted), None)
    shown = [chosen] if chosen else near[:POINTS_SHOWN]
    context = {
        "title": _("用餐：%(name)s") % {"name": found.name}, "found": found,
        "orders": request.actor.may(ORDER),
        "allergies": said.allergies(found.diet.allergies),
        "diet": [
            (one.pk, word_of(one), f"{one.since:%Y-%m-%d}", last_day(one.until),
             one.until is None)
            for one in found.needs
        ],
        "offers": [(one, _offers(found, one, taken)) for one in shown],
        "others": [(one.pk, one.facility.name) for one in near if one not in shown][:40],
        "coming": [
            (reverse("services:meal_order", args=[one.pk]), said.day_title(one.on),
             said.meal_title(one.meal), one.day.point.facility.name, said.way_title(one.way),
             said.state_badge(one.state), one.pk, one.state == "ordered", said.warning(one))
            for one in found.coming
        ],
        "past": [
            (reverse("services:meal_order", args=[one.pk]), f"{one.on:%m-%d}",
             said.meal_title(one.meal), said.state_badge(one.state), said.money(one.price),
             said.money(one.subsidy), said.money(one.own))
            for one in found.past
        ],
        "standing": [_standing(one) for one in found.standing],
        "marts": request.actor.may(Permit.MARTS_READ),
    }  # fmt: skip
    return render(request, "services/meal_person.html", context)


def word_of(need: Any) -> str:
    """Return an allergy or need in words."""
    if need.is_allergy:
        return _("%(what)s过敏") % {"what": said.allergies([need.code])}
    return said.needs([need.code])


def _standing(one: Any) -> tuple[Any, ...]:
    today = clock.today()
    pauses = "；".join(
        f"{p.since:%m-%d}–{last_day(p.until)[5:]}" for p in one.pauses.all() if p.until > today
    )
    skips = "；".join(
        f"{s.on:%m-%d} {word(SkipWhy(s.why))}" for s in one.skips.all() if s.on >= today
    )
    return (
        one.pk, one.point.facility.name, said.meal_title(one.meal), said.weekdays(one.weekdays),
        said.way_title(one.way), f"{one.since:%Y-%m-%d}–{last_day(one.until)}", pauses, skips,
    )  # fmt: skip


def _offers(found: queries.MealFile, point: Any, taken: set[Any]) -> list[tuple[Any, ...]]:
    """Return what a point offers somebody in the next days."""
    today, now = clock.today(), clock.now()
    until = today + timedelta(days=min(3, queries.days_ahead(today)) + 1)
    made = []
    for day in queries.days([point.pk], since=today, until=until):
        menu = queries.menu_of(day)
        hit = [f"{d.name}（{'、'.join(word(a) for a in what)}）"
               for d, what in conflicts(menu, found.diet.allergies)]  # fmt: skip
        lacks = [word(one) for one in lacking(menu, found.diet.needs)] if menu else []
        late = now >= closes_at(day.starts_at, queries.cutoff_minutes(day.on))
        left = day.capacity - day.taken
        state = (
            "have" if (day.on, day.meal) in taken else "late" if late
            else "full" if left <= 0 or day.closed_at else "open"
        )  # fmt: skip
        made.append((
            day.pk, said.day_title(day.on), said.meal_title(day.meal), said.hour(day.starts_at),
            "、".join(dish.name for dish in menu), "；".join(hit), "、".join(lacks),
            said.money(day.price), left, state,
        ))  # fmt: skip
    return made


@page(ORDER)
def order_new(request: ActorRequest, person_id: int, day_id: int) -> HttpResponse:
    """The second tap: how it is taken, and yes."""
    one = people.person_in_scope(request.actor, person_id, permit=ORDER)
    day = queries.day(day_id)
    delivers = queries.delivers_to(day.point, one.division or one.hukou)
    menu = queries.menu_of(day)
    diet = queries.diet_of(person_id, on=day.on)
    hit = conflicts(menu, diet.allergies)
    brought = delivers and getattr(request.user, "elder", False)
    form = OrderForm(
        request.POST or None, delivers=delivers,
        dishes=[(dish.key, said.dish_title(dish)) for dish in menu],
        initial={"way": Way.DELIVERY if brought else Way.EAT_IN,
                 "without": [dish.key for dish, _what in hit]},
    )  # fmt: skip
    own = person_id in request.actor.scope(ORDER).persons
    hotline = request.GET.get("channel") == "hotline" or request.actor.may(Permit.DESK_CALLS)

    def perform(data: dict[str, Any]) -> None:
        channel = Channel.PORTAL if own else Channel.HOTLINE if hotline else Channel.OFFICE
        actions.order_meal(request.actor, person=person_id, day=day_id, wish=actions.Wish(
            way=Way(data["way"]), channel=channel, without=data.get("without", []),
        ))  # fmt: skip

    told = actions.quote(person_id, day.price, on=day.on)
    what = {"name": one.name, "day": said.day_title(day.on), "meal": said.meal_title(day.meal)}
    hint = _("%(point)s，%(price)s 元；预计补贴 %(subsidy)s 元，自付 %(own)s 元%(why)s。") % {
        "point": day.point.facility.name, "price": said.money(day.price),
        "subsidy": said.money(told.subsidy), "own": said.money(told.own),
        "why": f"（{word(told.why)}）" if told.why else "",
    }  # fmt: skip
    return asked(
        request, form, perform, title=_("%(name)s：订%(day)s%(meal)s") % what,
        back=reverse("services:meal_person", args=[person_id]),
        more={"hint": hint, "submit_title": _("确定订餐")},
    )  # fmt: skip


@page(ORDER)
def card(request: ActorRequest, person_id: int) -> HttpResponse:
    """Somebody's meal card: a code that the point's phone reads."""
    one = people.person_in_scope(request.actor, person_id, permit=ORDER)
    path = reverse("services:meal_scan", args=[queries.card_of(one.pk)])
    context = {
        "title": _("用餐卡：%(name)s") % {"name": one.name}, "name": one.name,
        "code": drawn_code(request.build_absolute_uri(path)),
        "back_url": reverse("services:meal_person", args=[person_id]),
    }  # fmt: skip
    return render(request, "services/meal_card.html", context)


@page(ORDER)
def standing_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """A standing order."""
    one = people.person_in_scope(request.actor, person_id, permit=ORDER)
    tomorrow = clock.today() + timedelta(days=1)
    near = queries.nearby(one.division or one.hukou, on=tomorrow)
    form = StandingForm(
        request.POST or None,
        points=[(str(at.pk), at.facility.name) for at in near],
        initial={"since": tomorrow, "weekdays": [1, 2, 3, 4, 5]},
    )

    def perform(data: dict[str, Any]) -> None:
        actions.stand(request.actor, person=person_id, point=int(data["point"]),
                      rhythm=actions.Rhythm(
            meal=Meal(data["meal"]), way=Way(data["way"]), weekdays=data["weekdays"],
            since=data["since"], until=day_after(data["last"]),
        ))  # fmt: skip

    return asked(
        request, form, perform, title=_("长期订餐：%(name)s") % {"name": one.name},
        back=reverse("services:meal_person", args=[person_id]),
        more={"hint": _("系统每晚按这里订好第二天的餐；外出时可以暂停几天。")},
    )  # fmt: skip


@page(ORDER)
def standing_pause(request: ActorRequest, standing_id: int) -> HttpResponse:
    """Days without meals."""
    one = queries.standing_order(request.actor, standing_id)
    form = PauseForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.pause_standing(
            request.actor, standing=standing_id, since=data["since"],
            until=data["last"] + timedelta(days=1),
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("暂停长期订餐：%(name)s") % {"name": one.person.name},
        back=reverse("services:meal_person", args=[one.person_id]),
    )  # fmt: skip


@page(ORDER)
def standing_end(request: ActorRequest, standing_id: int) -> HttpResponse:
    """End a standing order."""
    one = queries.standing_order(request.actor, standing_id)
    form = EndStandingForm(
        request.POST or None, initial={"on": clock.today(), "version": one.version}
    )

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.end_standing(request.actor, standing=standing_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("结束长期订餐：%(name)s") % {"name": one.person.name},
        back=reverse("services:meal_person", args=[one.person_id]),
    )  # fmt: skip


@page(ORDER)
def diet_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record an allergy or a need."""
    one = people.person_in_scope(request.actor, person_id, permit=ORDER)
    form = DietForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        kind, _colon, code = data["code"].partition(":")
        actions.note_diet(
            request.actor, person=person_id, is_allergy=kind == "a", code=code,
            since=data["since"], source=data["source"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("过敏和饮食：%(name)s") % {"name": one.name},
        back=reverse("services:meal_person", args=[person_id]),
        more={"hint": _("健康信息属于敏感个人信息，只给供餐的助餐点和经办人员看。")},
    )  # fmt: skip


@page(ORDER)
def diet_end(request: ActorRequest, need_id: int) -> HttpResponse:
    """End an allergy or a need."""
    one = queries.diet_need(request.actor, need_id)
    form = EndDietForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.end_diet(request.actor, need=need_id, on=data["on"], reason=data["reason"])

    return asked(
        request, form, perform, title=_("不再适用：%(what)s") % {"what": word_of(one)},
        back=reverse("services:meal_person", args=[one.person_id]),
    )  # fmt: skip
