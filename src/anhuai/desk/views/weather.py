"""Warnings of the weather: entered, looked at with what the calls came to, lifted."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases.views.moves import at_once
from anhuai.cases.views.one import at_second
from anhuai.desk import actions, queries
from anhuai.desk.catalogue import WARNINGS
from anhuai.desk.forms import WeatherForm
from anhuai.desk.rules.warnings import ENDED, WarningFacts, WarningLevel, WarningState
from anhuai.desk.views.caring import list_title
from anhuai.desk.views.lists import divisions
from anhuai.places import queries as places
from anhuai.platform.asking import asked
from anhuai.platform.listing import badge, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word

CALLS, WARN = Permit.DESK_CALLS, Permit.DESK_WARN
_COLOURS = {
    WarningLevel.BLUE: "blue", WarningLevel.YELLOW: "yellow", WarningLevel.ORANGE: "orange",
    WarningLevel.RED: "red",
}  # fmt: skip
_STATES = {WarningState.PLANNED: "grey", WarningState.IN_FORCE: "green"}


def level_badge(level: str) -> SafeString:
    """Return how grave a warning is."""
    return badge(word(WarningLevel(level)), _COLOURS[WarningLevel(level)])


def _state(one: Any) -> SafeString:
    state = WarningState(one.state)
    return badge(word(state), _STATES.get(state, "grey"))


def _kind(code: str) -> str:
    return title_of(WARNINGS[code]) if code in WARNINGS else code


def in_force(request: ActorRequest) -> str:
    """Return the warnings in force as the desk shows them, "" where there is none."""
    if not request.actor.may(CALLS):
        return ""
    lines = [
        (one.warning.pk, level_badge(one.warning.level), _kind(one.warning.kind),
         at_second(one.warning.until)[:16], one.done)
        for one in queries.warnings_in_force(request.actor)
    ]  # fmt: skip
    return render_to_string("desk/_weather.html", {"lines": lines}) if lines else ""


@page(
    CALLS, menu=Menu(gettext_lazy("天气预警"), "alert", 16, group="desk"), name="desk:weather"
)  # fmt: skip
def warning_list(request: ActorRequest) -> HttpResponse:
    """The newest warnings that touch the scope."""
    lines = [
        (one.pk, _kind(one.kind), level_badge(one.level), _state(one), at_second(one.since)[:16],
         at_second(one.until)[:16], one.source,
         "、".join(places.name_of(area.division) for area in one.areas.all()))
        for one in queries.warnings(request.actor).prefetch_related("areas")[:100]
    ]  # fmt: skip
    context = {"title": _("天气预警"), "lines": lines, "may_warn": request.actor.may(WARN)}
    return render(request, "desk/warnings.html", context)


@page(WARN)
def new_warning(request: ActorRequest) -> HttpResponse:
    """Enter a warning."""
    form = WeatherForm(request.POST or None, places=divisions(request, WARN))

    def perform(data: dict[str, Any]) -> str:
        made = actions.warn(request.actor, facts=WarningFacts(**data))
        return reverse("desk:warning", args=[made.pk])

    hint = _("到了设定的级别，生效时自动按所选地区启动关爱电话名单，结束或解除时自动结束。")
    return asked(
        request, form, perform, title=_("登记天气预警"), back=reverse("desk:weather"),
        more={"hint": hint},
    )  # fmt: skip


@page(CALLS)
def warning_detail(request: ActorRequest, warning_id: int) -> HttpResponse:
    """One warning: where, until when, and what its calls came to."""
    one = queries.warning(request.actor, warning_id)
    own = set(queries.rounds(request.actor).values_list("pk", flat=True))
    rows = []
    for area in queries.warning_results(request.actor, warning_id=warning_id):
        name: object = places.path_of(area.division)
        if area.round in own:
            name = link(reverse("desk:round", args=[area.round]), name)
        if area.round is None:
            state = badge(_("没有启动"), "grey")
        else:
            state = badge(_("拨打中"), "blue") if area.is_open else badge(_("已结束"), "grey")
        rows.append((name, state, area.done))
    may_lift = request.actor.may(WARN) and WarningState(one.state) not in ENDED
    context = {
        "title": _kind(one.kind), "back_url": reverse("desk:weather"), "one": one,
        "badges": [level_badge(one.level), _state(one)], "rows": rows,
        "lift_url": reverse("desk:lift_warning", args=[one.pk]) if may_lift else "",
        "facts": [
            (_("开始时间"), at_second(one.since)), (_("结束时间"), at_second(one.until)),
            (_("解除时间"), at_second(one.lifted_at)), (_("发布单位"), one.source),
            (_("编号"), one.serial), (_("登记人"), one.by),
            (_("收到时间"), at_second(one.received_at)),
            (_("关爱电话名单"), list_title(WARNINGS[one.kind].care_list)),
            (_("预警内容"), one.text),
        ],
    }  # fmt: skip
    return render(request, "desk/warning.html", context)


@page(WARN)
def lift_warning(request: ActorRequest, warning_id: int) -> HttpResponse:
    """End a warning before its time."""
    return at_once(
        request, lambda: actions.lift_warning(request.actor, warning_id=warning_id),
        reverse("desk:weather"),
    )  # fmt: skip
