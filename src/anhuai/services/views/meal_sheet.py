"""The point's phone: today's sheet (a tap is served), cards, rounds, samples, closing."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.forms.meals import HygieneForm, RoundsForm
from anhuai.services.views import meal_wording as said

RUN = Permit.MEALS_RUN


def _here(day_id: int) -> str:
    return reverse("services:meal_day", args=[day_id])


@page(RUN)
def day_sheet(request: ActorRequest, day_id: int) -> HttpResponse:
    """A meal's sheet: one tap serves; who must not eat what stands in front."""
    found = queries.sheet(request.actor, day_id)
    day, plates = found.day, found.plates
    waiting = sum(one.order.state == "ordered" for one in plates)
    near = queries.days(
        [day.point_id], since=day.on - timedelta(days=1), until=day.on + timedelta(days=2)
    )
    context = {
        "title": f"{said.day_title(day.on)} {said.meal_title(day.meal)}", "day": day,
        "point": day.point.facility.name,
        "menu": "、".join(said.dish_title(dish) for dish in found.menu),
        "plates": [
            (
                one.order.pk, one.order.person.name, said.way_title(one.order.way),
                said.allergies(one.diet.allergies), said.needs(one.diet.needs),
                "、".join(one.without), one.address, one.order,
                said.money(one.order.own), said.money(one.order.subsidy), said.warning(one.order),
            )
            for one in plates
        ],
        "waiting": waiting, "served": sum(one.order.state == "served" for one in plates),
        "left": day.capacity - day.taken,
        "near": [
            (_here(one.pk), f"{said.day_title(one.on)} {said.meal_title(one.meal)}",
             one.pk == day.pk)
            for one in near
        ],
        "delivers": any(one.order.way == "delivery" for one in plates),
        "open": day.closed_at is None and day.on <= clock.today(),
        "closes": day.closed_at is None and clock.now() >= day.starts_at,
        "back_url": reverse("services:meal_point", args=[day.point_id]),
    }  # fmt: skip
    return render(request, "services/meal_day.html", context)


@page(RUN)
@require_POST
def serve(request: ActorRequest, meal_id: int) -> HttpResponse:
    """One tap: served. A delivery names who received it."""
    one = queries.order(request.actor, meal_id, permit=RUN)
    try:
        done = actions.serve(
            request.actor, order=meal_id, received_by=request.POST.get("received_by", "")
        )
    except Unfit as error:
        messages.error(request, say(error))
    else:
        says = _("%(name)s 已登记：自付 %(own)s 元，补贴 %(subsidy)s 元")
        messages.success(request, says % {
            "name": one.person.name, "own": said.money(done.own),
            "subsidy": said.money(done.subsidy),
        })  # fmt: skip
    return HttpResponseRedirect(_here(one.day_id))


@page(RUN)
@require_POST
def close(request: ActorRequest, day_id: int) -> HttpResponse:
    """Close a meal: who did not come is recorded as that."""
    try:
        done = actions.close_meal(request.actor, day=day_id)
    except Unfit as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("已结束，未取餐 %(count)s 份。") % {"count": done.missed})
    return HttpResponseRedirect(_here(day_id))


@page(RUN)
def scan(request: ActorRequest, token: str) -> HttpResponse:
    """What the point's phone opens on reading a meal card: serve now, at one of its meals."""
    today, now = clock.today(), clock.now()
    own = queries.points(request.actor, permit=RUN).values_list("pk", flat=True)
    days = [
        one for one in queries.days(list(own), since=today, until=today + timedelta(days=1))
        if one.closed_at is None
    ]  # fmt: skip
    if request.method == "POST":
        return _arrived(request, token)
    days.sort(key=lambda one: (abs((one.starts_at - now).total_seconds()), one.pk))
    found = queries.guest(request.actor, token, on=today)
    diet = found.diet
    context = {
        "title": found.name,
        "allergies": said.allergies(diet.allergies), "needs": said.needs(diet.needs),
        "days": [
            (one.pk, one.point.facility.name, said.meal_title(one.meal),
             one.capacity - one.taken)
            for one in days[:12]
        ],
        "back_url": reverse("services:meals"),
    }  # fmt: skip
    return render(request, "services/meal_scan.html", context)


def _arrived(request: ActorRequest, token: str) -> HttpResponse:
    text = request.POST.get("day", "")
    day = int(text) if text.isdecimal() and len(text) < 19 else 0
    try:
        done = actions.arrive(request.actor, day=day, card=token)
    except Unfit as error:
        messages.error(request, say(error))
        return HttpResponseRedirect(request.path)
    messages.success(request, _("已登记：自付 %(own)s 元，补贴 %(subsidy)s 元") % {
        "own": said.money(done.own), "subsidy": said.money(done.subsidy),
    })  # fmt: skip
    return HttpResponseRedirect(_here(day))


@page(RUN)
def rounds(request: ActorRequest, day_id: int) -> HttpResponse:
    """The couriers' rounds of a meal, to print or to read on the phone."""
    day = queries.run_day(request.actor, day_id)
    found = queries.meal_rounds(request.actor, day_id)
    context = {
        "title": _("送餐路线：%(day)s%(meal)s")
        % {"day": said.day_title(day.on), "meal": said.meal_title(day.meal)},
        "facts": [
            (_("助餐点"), day.point.facility.name),
            (_("送餐员"), "、".join(one.one.courier for one in found if one.one.courier)),
            (_("共几份"), sum(len(one.legs) for one in found)),
        ],
        "rounds": [
            (
                one.one.number, one.one.courier,
                _("约 %(km)s 公里、%(minutes)s 分钟（按直线估算，不是实际路程）")
                % {"km": f"{one.one.metres / 1000:.1f}", "minutes": one.one.minutes},
                [
                    (
                        leg.order.stop, leg.order.person.name, leg.address,
                        said.allergies(leg.diet.allergies), "、".join(leg.without),
                        said.warning(leg.order),
                        said.state_badge(leg.order.state), leg.order.received_by,
                    )
                    for leg in one.legs
                ],
            )
            for one in found
        ],
        "day": day, "back_url": _here(day_id),
    }  # fmt: skip
    return render(request, "services/meal_rounds.html", context)


@page(RUN)
def rounds_plan(request: ActorRequest, day_id: int) -> HttpResponse:
    """Order a meal's deliveries for some couriers."""
    day = queries.run_day(request.actor, day_id)
    form = RoundsForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        planned = actions.plan_rounds(request.actor, day=day_id, couriers=data["couriers"].split())
        if planned.unplaced:
            messages.warning(
                request,
                _("%(count)s 份没有住处坐标，排在最后，请送餐员核对地址。")
                % {"count": planned.unplaced},
            )
        return reverse("services:meal_rounds", args=[day_id])

    what = {"day": said.day_title(day.on), "meal": said.meal_title(day.meal)}
    return asked(
        request, form, perform, title=_("编排送餐路线：%(day)s%(meal)s") % what,
        back=_here(day_id), more={"submit_title": _("编排")},
    )  # fmt: skip


@page(RUN)
def hygiene(request: ActorRequest, day_id: int) -> HttpResponse:
    """Record a meal's samples and temperatures."""
    day = queries.run_day(request.actor, day_id)
    now = timezone.localtime(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    form = HygieneForm(
        request.POST or None, initial={"sampled": len(queries.menu_of(day)), "kept_from": now}
    )

    def perform(data: dict[str, Any]) -> None:
        data.pop("token", None)
        actions.record_hygiene(request.actor, day=day_id, samples=actions.Samples(**data))

    grams, hours, celsius = queries.sample_limits(day.on)
    return asked(
        request, form, perform,
        title=_("食品安全：%(day)s%(meal)s")
        % {"day": said.day_title(day.on), "meal": said.meal_title(day.meal)},
        back=_here(day_id),
        more={"hint": _(
            "县里设定：留样至少 %(grams)s 克、保存 %(hours)s 小时，热菜中心温度至少 %(celsius)s ℃"
            "（未经核对的通行做法，可在“参数”里改）。健康证明按员工登记自动核对。"
        ) % {"grams": grams, "hours": hours, "celsius": celsius}},
    )  # fmt: skip


@page(RUN)
@require_POST
def throw(request: ActorRequest, day_id: int) -> HttpResponse:
    """The samples of a meal are thrown away now."""
    try:
        actions.throw_samples(request.actor, day=day_id)
    except Unfit as error:
        messages.error(request, say(error))
    return HttpResponseRedirect(_here(day_id))
