"""The page of a provider's day: routes on a small map and in lists, what is left over and why."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.listing import Filter, filled
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale, say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.forms.rosters import DayForm
from anhuai.services.rules.ordering_words import OrderState
from anhuai.services.rules.rostering import AwayKind, DayState, LeftOver, clock_face
from anhuai.services.views import wording
from anhuai.services.views.listing import day_of
from anhuai.services.views.mapping import HUES, drawn_map
from anhuai.services.views.rosters import chosen, provider_filter, tabs

READ, RUN = Permit.ORDERS_READ, Permit.ORDERS_RUN


@page(
    READ,
    menu=Menu(gettext_lazy("排班与路线"), "truck", 29, group="care", permit=RUN),
    name="services:day",
)
def day_page(request: ActorRequest) -> HttpResponse:
    """A provider's day as it was last planned."""
    organisation, able = chosen(request)
    on = day_of(request.GET, "on") or clock.today()
    filters = filled(request, [*provider_filter(able), Filter("on", gettext_lazy("日期"), "date")])
    found = queries.day_plan(request.actor, organisation, on=on) if organisation else None
    duty = queries.on_duty(organisation, on=on) if organisation else []
    runs = request.actor.may(RUN) and bool(organisation) and on >= clock.today()
    context = {
        "title": _("当日路线"), "tabs": tabs(request, organisation), "filters": filters, "on": on,
        "organisation": organisation, "runs": runs, "found": found,
        "waiting": queries.count_open(organisation, on=on) if organisation else 0,
        "duty": [(one.worker, one.name, clock_face(one.starts), clock_face(one.ends))
                 for one in duty],
        "seen": found.plan.version if found else 0,
        "map": drawn_map(found, on) if found else "",
        "facts": _facts(found.plan, found) if found else (),
        "routes": _routes(found) if found else (),
        "left": [_left(stop) for stop in found.left] if found else (),
        "is_draft": found is not None and found.plan.state == DayState.DRAFT,
        "versions": [
            (number, word(DayState(state)), f"{timezone.localtime(at):%m-%d %H:%M}", by)
            for number, state, at, by in queries.versions(organisation, on=on)
        ] if organisation else (),
    }  # fmt: skip
    return render(request, "services/day.html", context)


def _facts(plan: Any, found: Any) -> list[tuple[str, str]]:
    stops = sum(len(stops) for _route, stops in found.routes)
    return [
        (_("版本"), f"{plan.version}（{word(DayState(plan.state))}）"),
        (_("排上的订单"), str(stops)), (_("没有排上"), str(len(found.left))),
        (_("路上时间（估算）"), _("%(count)s 分钟") % {"count": plan.travel}),
        (
            _("计算"),
            (_("%(count)s 秒，时间用完时的最好结果，未证明最优") if plan.is_cut
             else _("%(count)s 秒，找到的最好结果，未证明最优")) % {"count": plan.seconds},
        ),
        *_even_facts(plan.evenness),
    ]  # fmt: skip


def _even_facts(even: dict[str, int]) -> list[tuple[str, str]]:
    """Return how the work is spread and what that costs beside the least travel."""
    if not even:
        return []
    return [
        (_("工作时间"), _("最多的人 %(most)s 分钟，最少的人 %(fewest)s 分钟") % even),
        (
            _("均衡的代价"),
            _(
                "路上多 %(more)s 分钟：只求路程最短时，最多的人 %(least_most)s 分钟，"
                "最少的人 %(least_fewest)s 分钟"
            )
            % {**even, "more": even["travel"] - even["least_travel"]},
        ),
    ]


def _routes(found: Any) -> list[dict[str, Any]]:
    shown = []
    for at, (route, stops) in enumerate(found.routes):
        rows = [
            (
                clock_face(stop.begins),
                clock_face(stop.ends),
                title_of(CARE[stop.order.service]) if stop.order.service in CARE else "",
                stop.order.person.name,
                wording.place_of(stop.order.division),
                _notes(stop),
            )
            for stop in stops
        ]
        rests = "、".join(f"{clock_face(a)}-{clock_face(b)}" for a, b in route.pauses)
        shown.append(
            {
                "hue": HUES[at % len(HUES)], "name": route.worker.name, "rows": rows,
                "rests": rests, "worker": route.worker_id, "back": clock_face(route.back),
                "travel": route.travel,
            }
        )  # fmt: skip
    return shown


def _notes(stop: Any) -> str:
    says = [word(OrderState(stop.order.state))] if stop.is_fixed else []
    if stop.order.state == OrderState.CANCELLED:
        says.append(word(OrderState.CANCELLED))
    if stop.is_guessed:
        says.append(_("住处没有坐标，按村的位置估算"))
    return "；".join(says)


def _left(stop: Any) -> tuple[str, str, str, str, str]:
    order = stop.order
    return (
        title_of(CARE[order.service]) if order.service in CARE else "", order.person.name,
        wording.place_of(order.division), f"{order.earliest:%H:%M}-{order.latest:%H:%M}",
        word(LeftOver(stop.why)),
    )  # fmt: skip


# changing ---------------------------------------------------------------------------------------

Change = Callable[[dict[str, Any]], str]


def _changed(request: ActorRequest, change: Change) -> HttpResponse:
    """Do what a button of the day asks for and come back to the day, saying what became of it."""
    form = DayForm(request.POST)
    if not form.is_valid():
        raise NotHere("day_plan", 0)
    data = form.cleaned_data
    query = f"?organisation={data['organisation']}&on={data['on']:%Y-%m-%d}"
    back = reverse("services:day") + query
    try:
        back = change(data) or back
    except Stale:
        messages.error(request, _("路线已被别人重新编制，请看新版后再改。"))
    except Unfit as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("已保存"))
    return HttpResponseRedirect(back)


def _draw(request: ActorRequest, data: dict[str, Any], *, gives: bool) -> str:
    """Plan a small day at once; a large one is a job, whose page is returned."""
    organisation, on = data["organisation"], data["on"]
    queries.provider(request.actor, organisation, permit=RUN)
    if on >= clock.today() and queries.count_open(organisation, on=on) > queries.INLINE:
        job = actions.start_planning(
            request.actor, organisation=organisation, on=on, seen=data["seen"],
            keep="replan" if gives else "plan",
        )  # fmt: skip
        return reverse("platform:job", args=[job.pk])
    made = queries.drawn(request.actor, organisation, on=on, now=clock.now())
    keep = actions.replan if gives else actions.plan_day
    keep(request.actor, drawn=made, seen=data["seen"])
    return ""


@page(RUN)
@require_POST
def day_draw(request: ActorRequest) -> HttpResponse:
    """Plan the day as a draft."""
    return _changed(request, lambda data: _draw(request, data, gives=False))


@page(RUN)
@require_POST
def day_publish(request: ActorRequest) -> HttpResponse:
    """Give the draft to the workers."""

    def change(data: dict[str, Any]) -> str:
        actions.publish_day(
            request.actor, organisation=data["organisation"], on=data["on"], seen=data["seen"]
        )
        return ""

    return _changed(request, change)


@page(RUN)
@require_POST
def day_ill(request: ActorRequest) -> HttpResponse:
    """Somebody cannot come: that day is theirs off, and the others take over at once."""

    def change(data: dict[str, Any]) -> str:
        if not data["worker"]:
            raise NotHere("worker", 0)
        actions.record_away(
            request.actor, organisation=data["organisation"], worker=data["worker"],
            kind=AwayKind.ILL, since=data["on"],
        )  # fmt: skip
        return _draw(request, data, gives=True)

    return _changed(request, change)
