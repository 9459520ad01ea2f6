"""One indicator whole, and who stands behind its figure."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.places import queries as places
from anhuai.plans import queries
from anhuai.plans.queries import Measured, Origin, Side
from anhuai.plans.rules import ROOMS, Indicator, formula
from anhuai.plans.views import ahead
from anhuai.plans.views.behind import SIDES, table_of
from anhuai.plans.views.catalogue import says_of
from anhuai.plans.views.wording import (
    asked_day,
    deadline_text,
    default_division,
    domain_title,
    is_county,
    name_of,
    number,
    origin_badge,
    reached_divisions,
    status_badge,
    target_text,
    unit_of,
    units_filter,
    units_now,
    with_unit,
)
from anhuai.platform import county
from anhuai.platform.listing import BadCursor, Filter, badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english


class Asked:
    """What the address of an indicator's page asks for: plan, division, day."""

    def __init__(self, request: ActorRequest, key: str) -> None:
        self.definition = queries.indicator(key)
        self.on = asked_day(request)
        code = request.GET.get("plan", "")
        using = [target.plan for target in queries.targets_of(request.actor, key=key)]
        self.plan = queries.plan(request.actor, code) if code else self._first(request, using)
        root = self.plan.division if self.plan else county.code()
        self.root = root
        self.now = units_now(request, root)
        self.division = request.GET.get("division") or default_division(
            request.actor, root, self.now or self.on
        )
        self.is_seen = queries.reaches(request.actor, self.division)
        self.is_reformed = queries.is_reformed(root)

    @staticmethod
    def _first(request: ActorRequest, using: list[Any]) -> Any:
        own = [one for one in using if queries.sees_inside(request.actor, one)]
        served = [one for one in own if one.division == county.code()]
        return next(iter([*served, *own]), None) or queries.own_plan(request.actor)

    def query(self, division: str = "") -> str:
        """Return the address parameters of this plan, day and division, or of another one."""
        plan = f"plan={self.plan.code}&" if self.plan else ""
        units = "&units=now" if self.now else ""
        return f"{plan}division={division or self.division}&on={self.on:%Y-%m-%d}{units}"


@page(Permit.PLANS_READ)
def indicator_page(request: ActorRequest, key: str) -> HttpResponse:
    """One indicator: definition, figure with its parts, trend, towns, targets, reports."""
    asked = Asked(request, key)
    if request.GET.get("division"):
        queries.require_division(request.actor, asked.division)
    measured = Measured(key, asked.division, asked.on)
    parts: list[Any] = []
    if asked.is_seen:
        measured = _measured(request, key, asked)
        parts = _below(request, key, asked)
    context = {
        **_definition_context(key, asked, measured),
        "figure": _figure(key, asked, measured),
        "trend": _trend(request, key, asked, measured),
        "ahead": _ahead(request, key, asked, measured),
        "parts": _parts(key, asked, parts),
        "map": _map(key, asked, parts),
        "targets": _targets(request, key, asked),
        "reports": _reports(request, key, asked),
        "filters": _filters(request, asked),
        "may_report": not asked.definition.is_computed
        and request.actor.scope(Permit.PLANS_REPORT).covers(asked.division),
    }
    return render(request, "plans/indicator.html", context)


def _ahead(
    request: ActorRequest, key: str, asked: Asked, measured: Measured
) -> dict[str, Any] | None:  # fmt: skip
    if not asked.is_seen:
        return None
    retold = asked.now is not None and asked.division != asked.root
    return ahead.shown(request, key, measured, retold=retold)


def _measured(request: ActorRequest, key: str, asked: Asked) -> Measured:
    """Return the figure of the division, as it was on the day or as it is today."""
    if asked.now is None or asked.division == asked.root:
        return queries.measure(
            request.actor, key=key, division=asked.division, on=asked.on, plan=asked.plan
        )
    retold = queries.Retold(
        request.actor, within=asked.root, on=asked.on, until=asked.now, plan=asked.plan
    )
    part = retold.figure(key, asked.division)
    return part.measured if part else Measured(key, asked.division, asked.on)


def _below(request: ActorRequest, key: str, asked: Asked) -> list[Any]:
    """Return the divisions below with their figures, in the units of the day or of today."""
    if asked.now:
        return queries.parts_now(
            request.actor, key=key, division=asked.division, on=asked.on, today=asked.now,
            plan=asked.plan,
        )  # fmt: skip
    return queries.parts_below(
        request.actor, key=key, division=asked.division, on=asked.on, plan=asked.plan
    )


def _definition_context(key: str, asked: Asked, measured: Measured) -> dict[str, Any]:
    definition = asked.definition
    return {
        "title": definition.name(english=is_english()),
        "key": key,
        "definition": definition,
        "facts": _facts(definition),
        "badges": [
            origin_badge(measured, definition), badge(domain_title(definition.domain), "grey"),
        ],
        "geojson_url": f"/places/{asked.division}/children.geojson",
        "plan": asked.plan,
        "query": asked.query(),
        "back_url": reverse("plans:board", args=[asked.plan.code])
        if asked.plan
        else reverse("plans:indicators"),
    }  # fmt: skip


def _filters(request: ActorRequest, asked: Asked) -> list[Filter]:
    reached = reached_divisions(request.actor, asked.root, asked.now or asked.on)
    filters = [
        Filter("division", gettext_lazy("地区"), "select", reached, value=asked.division),
        Filter("on", gettext_lazy("日期"), "date", value=f"{asked.on:%Y-%m-%d}"),
    ]
    if asked.is_reformed:
        filters.append(units_filter(asked.now))
    return filters


def _facts(one: Indicator) -> list[tuple[str, Any]]:
    english = is_english()
    top = one.top.en if english else one.top.zh
    facts: list[tuple[str, Any]] = [(_("口径"), says_of(one)), (_("分子"), top)]
    if one.bottom is not None:
        facts.append((_("分母"), one.bottom.en if english else one.bottom.zh))
    if one.measure is not None:
        facts.append((_("算法"), formula(one.measure, english=english)))
    if one.reported is not None:
        facts.append((_("填报部门"), "、".join(one.reported.by)))
        facts.append((_("为何填报"), one.reported.reason_en if english else one.reported.reason))
        if one.reported.room:
            room = ROOMS[one.reported.room][1 if english else 0]
            facts.append((_("以后由哪里计算"), room))
    if one.note:
        facts.append((_("说明"), one.note_en if english else one.note))
    confidence = one.confidence.label_en if english else one.confidence.label
    facts += [(_("单位"), unit_of(one) or one.unit), (_("口径可信度"), confidence)]
    return facts


def _bottom(one: Indicator) -> str:
    if one.bottom is None:
        return ""
    return one.bottom.en if is_english() else one.bottom.zh


def _figure(key: str, asked: Asked, measured: Measured) -> dict[str, Any]:
    sides = queries.sides_of(key) if asked.is_seen else ()
    base = f"/plans/indicators/{key}/who?{asked.query()}"
    definition = asked.definition
    return {
        "value": with_unit(measured.value, definition),
        "place": places.name_of(asked.division),
        "is_seen": asked.is_seen,
        "as_of": measured.as_of,
        "top": number(measured.numerator, none=""),
        "bottom": number(measured.denominator, none=""),
        "is_reported": measured.origin is Origin.REPORTED,
        "why_none": _("分母为零，算不出；分母是：%(bottom)s。") % {"bottom": _bottom(definition)}
        if measured.denominator == 0 and measured.value is None
        else "",
        "lists": [(SIDES[side], f"{base}&side={side.value}") for side in sides],
    }


def _trend(
    request: ActorRequest, key: str, asked: Asked, measured: Measured
) -> dict[str, Any] | None:
    if not asked.is_seen:
        return None
    points, is_estimate = _points(key, asked)
    if measured.value is not None and measured.as_of == asked.on:
        points = [(day, value) for day, value in points if day != asked.on]
        points.append((asked.on, measured.value))
    if len(points) < 2:
        return None
    name = asked.definition.name(english=is_english())
    series = [{"name": name, "values": [float(value) for _day, value in points]}]
    goal = _line(request, key, asked)
    if goal is not None:
        series.append({"name": _("目标"), "values": [goal] * len(points)})
    return {
        "labels": [f"{day:%Y-%m-%d}" for day, _value in points],
        "series": series,
        "title": _("走势（换算，估计）") if is_estimate else _("走势"),
        "unit": unit_of(asked.definition),
    }


def _points(key: str, asked: Asked) -> tuple[list[Any], bool]:
    if asked.now:
        points, is_estimate = queries.trend_now(
            key=key, division=asked.division, on=asked.on, today=asked.now, plan=asked.plan
        )
        return list(points), is_estimate
    found = queries.trends_of([key], division=asked.division, on=asked.on, plan=asked.plan)
    return list(found.get(key, ())), False


def _line(request: ActorRequest, key: str, asked: Asked) -> float | None:
    if asked.plan is None or asked.division != asked.plan.division:
        return None
    own = [
        target
        for target in queries.targets(request.actor, asked.plan)
        if target.indicator == key and target.value is not None
    ]
    return float(own[-1].value) if own and own[-1].value is not None else None


def _parts(key: str, asked: Asked, parts: list[Any]) -> list[tuple[Any, ...]]:
    rows = []
    for part in parts:
        url = f"/plans/indicators/{key}/?{asked.query(part.code)}"
        measured = part.measured
        rows.append(
            (
                _part_name(url, part),
                number(measured.numerator),
                number(measured.denominator),
                with_unit(measured.value, asked.definition),
            )
        )
    return rows


def _part_name(url: str, part: Any) -> Any:
    name = link(url, part.name)
    others = [unit for unit in part.units if unit != part.code]
    if part.is_estimate:
        return format_html("{} {}", name, badge(_("换算（估计）"), "yellow"))
    if others:
        told = " + ".join(places.name_of(unit) for unit in part.units)
        return format_html('{} <span class="muted">{}</span>', name, told)
    return name


def _map(key: str, asked: Asked, parts: list[Any]) -> dict[str, Any] | None:
    known = [part for part in parts if part.measured.value is not None]
    if not is_county(asked.division) or len(known) < 2:
        return None
    return {
        "name": asked.definition.name(english=is_english()),
        "unit": unit_of(asked.definition),
        "places": [
            {
                "code": part.code,
                "name": part.name,
                "value": None if part.measured.value is None else float(part.measured.value),
                "url": f"/plans/indicators/{key}/?{asked.query(part.code)}",
                "text": with_unit(part.measured.value, asked.definition),
            }
            for part in parts
        ],
    }


def _targets(request: ActorRequest, key: str, asked: Asked) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for target in queries.targets_of(request.actor, key=key):
        plan = target.plan
        judged = queries.standing(request.actor, target=target, on=asked.on)
        rows.append(
            (
                link(reverse("plans:board", args=[plan.code]), plan.short_title),
                name_of(target, asked.definition),
                target_text(target, asked.definition),
                deadline_text(target.deadline, inferred=target.deadline_inferred),
                target.scope_text,
                target.section,
                status_badge(judged.status) if judged else "",
                target.note,
            )
        )
    return rows


def _reports(request: ActorRequest, key: str, asked: Asked) -> list[dict[str, Any]]:
    if asked.definition.is_computed or not asked.is_seen:
        return []
    account = request.actor.account
    confirms = request.actor.scope(Permit.PLANS_CONFIRM).covers(asked.division)
    found = queries.reports(request.actor, key=key, division=asked.division)[:24]
    return [
        {
            "report": one,
            "value": with_unit(one.value, asked.definition),
            "is_waiting": one.confirmed_by is None and not one.rejected_reason,
            "may_decide": confirms and one.reported_by != account,
        }
        for one in found
    ]


@page(Permit.PLANS_READ)
def who(request: ActorRequest, key: str) -> HttpResponse:
    """The people, facilities or divisions behind a figure, page by page."""
    asked = Asked(request, key)
    side = _side(request.GET.get("side", ""))
    after = request.GET.get("after", "")
    try:
        found = queries.who(
            request.actor, key=key, side=side, division=asked.division, on=asked.on, after=after,
            plan=asked.plan,
        )  # fmt: skip
    except BadCursor:
        found = queries.who(
            request.actor, key=key, side=side, division=asked.division, on=asked.on,
            plan=asked.plan,
        )  # fmt: skip
    base = f"/plans/indicators/{key}/who?{asked.query()}"
    table = table_of(request, found)
    context = {
        "title": _("%(indicator)s：%(side)s") % {
            "indicator": asked.definition.name(english=is_english()), "side": SIDES[side],
        },
        "table": table,
        "tabs": [(SIDES[one], f"{base}&side={one.value}", one is side) for one in found.sides],
        "says": _says(asked, side),
        "place": places.name_of(asked.division),
        "on": asked.on,
        "back_url": f"/plans/indicators/{key}/?{asked.query()}",
    }  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "plans/who.html"
    return render(request, template, context)


def _side(text: str) -> Side:
    return Side(text) if text in set(Side) else Side.TOP


def _says(asked: Asked, side: Side) -> str:
    english, one = is_english(), asked.definition
    top = one.top.en if english else one.top.zh
    if one.bottom is None or side is Side.TOP:
        return top
    bottom = one.bottom.en if english else one.bottom.zh
    if side is Side.BOTTOM:
        return bottom
    return _("在“%(bottom)s”中而不在“%(top)s”中") % {"bottom": bottom, "top": top}
