"""Pages about divisions: the tree, one division with its map and figures, outlines for maps."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from anhuai.kernel.confidence import Confidence
from anhuai.kernel.divisions import Level
from anhuai.places import actions, queries
from anhuai.places.forms import FigureForm
from anhuai.places.rules import Definition, Kind, PopulationMeasure, State
from anhuai.places.views.reforms import titled, what_of
from anhuai.platform import accounts, clock, county, panels
from anhuai.platform.acting import Actor
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import sent
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list

COLUMNS = (
    Column("name", gettext_lazy("名称"), ("pinyin",)),
    Column("code", gettext_lazy("代码"), ("code",)),
    Column("level", gettext_lazy("级别")),
    Column("kind", gettext_lazy("城乡")),
)


accounts.name_divisions(queries.path_of)


@accounts.offer_divisions
def division_choices(actor: Actor) -> list[tuple[str, str]]:
    """Return where the actor may grant roles: the served area's county and towns."""
    return [
        (code, name)
        for code, name in queries.choices(
            actor, on=clock.today(), permit=Permit.ACCOUNTS_MANAGE, within=county.code()
        )
    ]


def _level(level: int) -> str:
    at = Level(level)
    return at.title_en if get_language() == "en" else at.title


def _urban(is_urban: bool | None) -> str:  # noqa: FBT001 - a cell's value
    return {True: _("居委会"), False: _("村委会"), None: ""}[is_urban]


@page(
    Permit.PLACES_READ,
    menu=Menu(gettext_lazy("地区"), "map", 40, group="registers"),
    name="places:list",
)
def division_list(request: ActorRequest) -> HttpResponse:
    """The divisions of the served area."""
    today = clock.today()
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称"), placeholder=gettext_lazy("村、镇名称或代码")),
            Filter(
                "level",
                gettext_lazy("级别"),
                "select",
                [("6", _level(6)), ("9", _level(9)), ("12", _level(12))],
            ),
        ],
    )
    found = queries.divisions(request.actor, on=today, division=county.code())
    asked = {one.name: one.value for one in filters}
    if asked["q"]:
        text = asked["q"].strip()
        found = (
            found.filter(code__startswith=text)
            if text.isdigit()
            else found.filter(name__contains=text)
        )
    if asked["level"] in ("6", "9", "12"):
        found = found.filter(level=int(asked["level"]))
    order, key = order_of(request, COLUMNS, ["code"])
    fields = ("pk", "code", "short_name", "level", "is_urban")
    try:
        seen = window(found, fields=fields, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=fields, order=order, after="")
    table = Table(
        key="places",
        columns=heads(request, COLUMNS, key),
        rows=[
            (link(f"/places/{code}/", name), code, _level(level), _urban(is_urban))
            for _pk, code, name, level, is_urban in seen.rows
        ],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        empty_title=_("没有符合条件的地区"),
        empty_hint=_("换个名称或代码再查；只能查到您负责范围内的地区。"),
    )
    return shown_list(request, table, _("地区"))


@page(Permit.PLACES_READ)
def division_detail(request: ActorRequest, code: str) -> HttpResponse:
    """One division: map by the units below it, published figures, what other rooms add."""
    today = clock.today()
    found = queries.division(request.actor, code, on=today)
    below = queries.divisions(request.actor, on=today, division=code).exclude(code=code)
    next_level = {6: 9, 9: 12}.get(len(code), 0)
    children = below.filter(level=next_level).order_by("code") if next_level else below.none()
    context = {
        "title": found.short_name,
        "division": found,
        "level": _level(found.level),
        "children": [(c.short_name, f"/places/{c.code}/", c.code) for c in children],
        "map": _map(found.code, found.short_name, [(c.code, c.short_name) for c in children]),
        **_figures(request, code, today),
        "ended": found.until,
        "successors": [
            (queries.name_of(one), reverse("places:division", args=[one]))
            for one in (queries.successors(code) if found.until else ())
        ],
        "timeline": _reforms(request, code),
        "kinds": [
            (reverse("places:reform_new", args=[code, kind.value]), titled(kind)) for kind in Kind
        ],
        "panels": panels.drawn(request, "places.division", int(code)),
        "back_url": reverse("places:list"),
        "may_manage": request.actor.scope(Permit.PLACES_MANAGE).covers(code) and not found.until,
        "may_reform": len(code) >= Level.TOWN
        and request.actor.scope(Permit.PLACES_MANAGE).covers(code)
        and not found.until,
    }
    return render(request, "places/division.html", context)


def _map(code: str, name: str, children: list[tuple[str, str]]) -> dict[str, Any] | None:
    if len(code) != Level.COUNTY or not children:
        return None
    places = [
        {"code": c, "name": n, "value": None, "url": f"/places/{c}/", "text": n}
        for c, n in children
    ]
    return {"name": name, "unit": "", "places": places}


def _figures(request: ActorRequest, code: str, today: date) -> dict[str, Any]:
    """Return the published figures, in the units of their days or re-based onto today's."""
    asked = "now" if request.GET.get("units") == "now" else "then"
    path = reverse("places:division", args=[code])
    is_reformed = bool(queries.steps(code[: Level.COUNTY])) and len(code) >= Level.TOWN
    return {
        "figures": [_now(one) for one in queries.figures_now(code, on=today)]
        if asked == "now"
        else [_then(one, code) for one in queries.figures_then(code, on=today)],
        "units": asked,
        "unit_tabs": [
            (_("当时的区划"), f"{path}?units=then", asked == "then"),
            (_("换算到现在的区划"), f"{path}?units=now", asked == "now"),
        ]
        if is_reformed
        else [],
    }


def _then(figure: Any, code: str) -> tuple[Any, ...]:
    mark = Confidence(figure.confidence)
    unit = "" if figure.code == code else f"{queries.name_of(figure.code)} {figure.code}"
    return (
        *_words(figure.measure, figure.definition), figure.on, f"{figure.value:,}",
        figure.source, _mark(mark), unit,
    )  # fmt: skip


def _now(one: Any) -> tuple[Any, ...]:
    made = one.rebased
    parts = [queries.name_of(unit) for unit in made.origins]
    if made.value is None:
        missing = "、".join(queries.name_of(unit) for unit in made.missing)
        value, says = "—", _("缺少%(units)s的数，不能换算") % {"units": missing}
    else:
        value = f"{made.value.quantize(Decimal(1)):,}"
        says = "" if len(one.of) == 1 and not made.is_estimate else " + ".join(parts)
    worst = max((Confidence(figure.confidence) for figure in one.of), key=lambda c: c.value)
    mark: Any = _mark(worst)
    if made.value is not None and made.is_estimate:
        mark = badge(_("换算（估计）"), "yellow")
    sources = "；".join(dict.fromkeys(figure.source for figure in one.of))
    return (*_words(one.measure, one.definition), one.on, value, sources, mark, says)


def _words(measure: str, definition: str) -> tuple[str, str]:
    english = get_language() == "en"
    what, whose = PopulationMeasure(measure), Definition(definition)
    return (
        what.label_en if english else what.label,
        whose.label_en if english else whose.label,
    )


def _mark(mark: Confidence) -> Any:
    english = get_language() == "en"
    return badge(
        mark.label_en if english else mark.label, "green" if mark.is_verified else "yellow"
    )


def _reforms(request: ActorRequest, code: str) -> list[dict[str, Any]]:
    return [
        {
            "at": f"{found.on:%Y-%m-%d}",
            "title": what_of(found),
            "url": reverse("places:reform", args=[found.pk]),
            "text": found.document,
            "who": titled(State(found.state)),
        }
        for found in queries.of_division(request.actor, code)
    ]


@page(Permit.PLACES_MANAGE)
def figure_new(request: ActorRequest, code: str) -> HttpResponse:
    """Put a published population figure on record."""
    found = queries.division(request.actor, code, on=clock.today())
    form = FigureForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        actions.record_figure(
            request.actor,
            code=code,
            measure=PopulationMeasure(data["measure"]),
            definition=Definition(data["definition"]),
            on=data["on"],
            value=data["value"],
            source=data["source"],
            today=clock.today(),
        )
        return reverse("places:division", args=[code])

    done = sent(request, form, perform)
    if done is not None:
        return done
    context = {
        "title": _("登记人口数：%(name)s") % {"name": found.short_name},
        "form": form,
        "cancel_url": reverse("places:division", args=[code]),
    }
    return render(request, "platform/form.html", context)


@page(Permit.PLACES_READ)
def boundary(request: ActorRequest, code: str) -> HttpResponse:
    """A division's outline as GeoJSON."""
    queries.division(request.actor, code, on=clock.today())
    return JsonResponse(queries.outline(code, on=clock.today()))


@page(Permit.PLACES_READ)
def children(request: ActorRequest, code: str) -> HttpResponse:
    """The outlines one level below a division as GeoJSON."""
    queries.division(request.actor, code, on=clock.today())
    return JsonResponse(queries.outlines_below(code, on=clock.today()))
