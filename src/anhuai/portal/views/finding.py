"""The public map: 养老服务地图 and 托育地图, a list first and a map beside it, for anybody."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities.catalogue import KINDS, MARKS
from anhuai.platform import clock, county
from anhuai.platform.listing import Filter, filled
from anhuai.platform.pages import public_page
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of
from anhuai.portal import queries

TITLES = {"elderly": gettext_lazy("养老服务地图"), "childcare": gettext_lazy("托育地图")}
SHOWN = 100


def metres(way: int) -> str:
    """Return a way in words: metres, from a kilometre on kilometres."""
    if way < 1000:
        return _("%(way)s 米") % {"way": way}
    return _("%(way)s 公里") % {"way": f"{way / 1000:.1f}"}


def _filters(request: ActorRequest, wing: str) -> list[Filter]:
    needs = [
        (code, need.title_en if is_english() else need.title)
        for code, need in queries.NEEDS[wing].items() if code
    ]  # fmt: skip
    marks = [(code, title_of(MARKS[code])) for code in queries.RATINGS if code in MARKS]
    filters = [
        Filter("need", gettext_lazy("需要"), "select", needs),
        Filter("near", gettext_lazy("从哪里出发"), "select", queries.starts(clock.today())),
        Filter("mark", gettext_lazy("评定"), "select", marks),
    ]
    filters.append(Filter("free", gettext_lazy("只看有空位"), "check"))
    return filled(request, filters)


def _way(one: queries.Found, roads: str) -> str:
    if one.walk is not None:
        return f"{roads} {metres(one.walk)}"
    if one.straight is None:
        return ""
    return _("直线 %(way)s") % {"way": metres(one.straight)}


def _shown(one: queries.Found, roads: str) -> dict[str, Any]:
    ratings = [
        MARKS[code].grades[grade][1 if is_english() else 0]
        if grade in MARKS[code].grades
        else title_of(MARKS[code])
        for code, grade in one.ratings
    ]
    capacity = []
    if KINDS[one.kind].has_beds:
        capacity.append(_("床位 %(beds)s，护理型 %(nursing)s")
                        % {"beds": one.beds, "nursing": one.nursing})  # fmt: skip
    if KINDS[one.kind].has_places:
        capacity.append(_("托位 %(places)s") % {"places": one.places})
    if one.free is not None:
        capacity.append(_("现有空位 %(free)s") % {"free": one.free} if one.free else _("已满"))
    return {
        "name": one.name, "kind": title_of(KINDS[one.kind]), "town": one.town,
        "address": one.address, "phone": one.phone, "capacity": capacity, "ratings": ratings,
        "way": _way(one, roads),
    }  # fmt: skip


def _roads() -> tuple[str, str]:
    """Return how ways on foot are labelled, and the warning beside them."""
    synthetic = queries.is_synthetic()
    if synthetic is None:
        return "", _("没有道路数据，距离是直线距离，实际要走的路更长。")
    if synthetic:
        return _("步行（合成路网）"), _("路网是合成的，不是真实道路；步行距离仅供演示。")
    return _("步行"), _("没有路网相连的机构，显示直线距离。")


@public_page
def find(request: ActorRequest, wing: str) -> HttpResponse:
    """Where care is to be found: by need, from a village, with a place free, by its grade."""
    if wing not in TITLES:
        raise Http404
    filters = _filters(request, wing)
    asks = {one.name: one.value for one in filters}
    found = queries.found_near(
        wing=wing, need=asks["need"], near=asks["near"], rated=asks["mark"],
        free=bool(asks.get("free")), on=clock.today(),
    )  # fmt: skip
    roads, warns = _roads()
    counts: dict[str, int] = {}
    for one in found:
        counts[one.town] = counts.get(one.town, 0) + 1
    data = {
        "name": _("机构数"), "unit": _("家"),
        "places": [
            {"code": code, "name": name, "value": counts.get(name, 0)}
            for code, name in queries.towns(clock.today())
        ],
        "points": [
            {"name": one.name, "kind": title_of(KINDS[one.kind]), "at": list(one.at), "url": ""}
            for one in found if one.at
        ],
    }  # fmt: skip
    context = {
        "title": TITLES[wing], "filters": filters,
        "found": [_shown(o, roads) for o in found[:SHOWN]],
        "count": len(found), "is_cut": len(found) > SHOWN, "shown": SHOWN, "map_data": data,
        "warns": warns if asks["near"] else "", "wing": wing,
        "geojson_url": reverse("portal:outlines") if county.code() else "",
        "other": [(reverse("portal:find", args=[key]), title, key == wing)
                  for key, title in TITLES.items()],
        "apply_url": reverse("childcare:mine") if wing == "childcare" else "",
    }  # fmt: skip
    return render(request, "portal/find.html", context)


@public_page
def outlines(request: ActorRequest) -> HttpResponse:
    """The outlines of the county's towns for the map, as GeoJSON."""
    del request
    return JsonResponse(queries.outlines(clock.today()))
