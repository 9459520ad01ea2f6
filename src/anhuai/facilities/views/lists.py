"""The list of facilities and the map."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities import queries
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.forms import kinds_by_group
from anhuai.facilities.rules import Group, Ownership, Status
from anhuai.facilities.views.wording import kind_title, status_badge, url_of
from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    Window,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words

COLUMNS = (
    Column("name", gettext_lazy("名称"), ("pinyin",)),
    Column("kind", gettext_lazy("类型"), ("kind", "pinyin")),
    Column("division", gettext_lazy("所在地"), ("division", "pinyin")),
    Column("ownership", gettext_lazy("所有制")),
    Column("beds", gettext_lazy("床位"), css="num"),
    Column("nursing", gettext_lazy("护理型"), css="num"),
    Column("places", gettext_lazy("托位"), css="num"),
    Column("status", gettext_lazy("状态")),
)
FIELDS = ("pk", "name", "kind", "division", "ownership", "status")
EXPIRY = {"0": 0, "30": 30, "90": 90}


def _filters(request: ActorRequest) -> list[Filter]:
    towns = places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip
    expiry = [("0", _("已过期")), ("30", _("30 天内到期")), ("90", _("90 天内到期"))]
    kinds = [one for _title, some in kinds_by_group() for one in some]
    return filled(
        request,
        [
            Filter("q", gettext_lazy("名称"), placeholder=gettext_lazy("名称、拼音或首字母")),
            Filter("group", gettext_lazy("类别"), "select", words(Group)),
            Filter("kind", gettext_lazy("类型"), "select", kinds),
            Filter("division", gettext_lazy("乡镇"), "select", towns),
            Filter("ownership", gettext_lazy("所有制"), "select", words(Ownership)),
            Filter("status", gettext_lazy("状态"), "select", words(Status)),
            Filter("expiry", gettext_lazy("证照"), "select", expiry),
        ],
    )


def which_of(asked: dict[str, str]) -> queries.Which:
    """Return how the address chooses facilities; what it says wrongly does not restrict."""
    which = queries.Which()
    if asked.get("group") in set(Group):
        which["group"] = asked["group"]
    if asked.get("kind") in KINDS:
        which["kinds"] = [asked["kind"]]
    if asked.get("ownership") in set(Ownership):
        which["ownership"] = [asked["ownership"]]
    if (division := asked.get("division", "")).isdigit():
        which["division"] = division
    return which


def listed(actor: Actor, asked: dict[str, str], *, on: date) -> Any:
    """Return the facilities the address asks for."""
    status = asked.get("status", "")
    return queries.listed(
        actor,
        on=on,
        q=asked.get("q", ""),
        status=status if status in set(Status) else "",
        licence_expires_within=EXPIRY.get(asked.get("expiry", "")),
        which=which_of(asked),
    )


def _page(request: ActorRequest, rows: Any, order: Any) -> Window:
    after = request.GET.get("after", "")
    try:
        return window(rows, fields=FIELDS, order=order, after=after)
    except BadCursor:
        return window(rows, fields=FIELDS, order=order, after="")


def _cells(seen: Window, on: date) -> list[tuple[object, ...]]:
    counted = queries.numbers(seen.ids, on=on)
    cells: list[tuple[object, ...]] = []
    for key, name, kind, division, ownership, status in seen.rows:
        has = KINDS[kind]
        one = counted[key]
        cells.append(
            (
                link(f"/facilities/{key}/", name),
                kind_title(kind),
                places.path_of(division),
                word(Ownership(ownership)),
                one.beds if has.has_beds else "",
                one.nursing if has.has_beds else "",
                one.places if has.has_places else "",
                status_badge(status),
            )
        )
    return cells


@page(
    Permit.FACILITIES_READ,
    menu=Menu(gettext_lazy("机构设施"), "building", 20, group="registers"),
    name="facilities:list",
)
def facility_list(request: ActorRequest) -> HttpResponse:
    """The facilities the actor reaches, with the bed board above them."""
    today = clock.today()
    filters = _filters(request)
    asked = {one.name: one.value for one in filters}
    rows = listed(request.actor, asked, on=today)
    order, key = order_of(request, COLUMNS, ["pinyin"])
    seen = _page(request, rows, order)
    count, more = count_up_to(rows)
    may = request.actor.may
    opens = bool(request.actor.scope(Permit.FACILITIES_MANAGE).divisions)
    query = request.GET.urlencode()
    table = Table(
        key="facilities",
        columns=heads(request, COLUMNS, key),
        rows=_cells(seen, today),
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 家") if more else _("共 %(count)s 家")) % {"count": count},
        export_url=f"{reverse('platform:sheet_export', args=['facilities'])}?{query}"
        if may(Permit.FACILITIES_EXPORT)
        else "",
        import_url=reverse("platform:sheet_import", args=["facilities"])
        if may(Permit.FACILITIES_IMPORT)
        else "",
        create_url=reverse("facilities:new") if opens else "",
        create_title=_("登记机构"),
        empty_title=_("没有符合条件的机构"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的机构。"),
    )
    context: dict[str, Any] = {"table": table, "title": _("机构设施")}
    if request.headers.get("HX-Request"):
        return render(request, "platform/_rows.html", context)
    context["figures"] = _figures(request, asked, today)
    return render(request, "facilities/list.html", context)


def _figures(request: ActorRequest, asked: dict[str, str], on: date) -> list[dict[str, Any]]:
    board = queries.bed_board(request.actor, on=on, **which_of(asked))
    share = f"{board.nursing / board.beds:.1%}" if board.beds else ""
    return [
        {"title": _("床位"), "value": f"{board.beds:,}", "unit": _("张")},
        {"title": _("护理型床位"), "value": f"{board.nursing:,}", "unit": _("张"), "note": share},
        {"title": _("在用床位"), "value": f"{board.in_service:,}", "unit": _("张")},
        {"title": _("托位"), "value": f"{board.places:,}", "unit": _("个")},
    ]


@page(Permit.FACILITIES_READ)
def facility_map(request: ActorRequest) -> HttpResponse:
    """Where facilities stand: towns by their number, points by kind."""
    today = clock.today()
    filters = [one for one in _filters(request) if one.name in ("group", "kind", "ownership")]
    asked = {one.name: one.value for one in filters}
    points = queries.points(request.actor, on=today, **which_of(asked))
    per_town: dict[str, int] = {}
    for division in listed(request.actor, asked, on=today).values_list("division", flat=True):
        per_town[division[: Level.TOWN]] = per_town.get(division[: Level.TOWN], 0) + 1
    towns = places.divisions(
        request.actor, on=today, level=Level.TOWN, division=county.code()
    ).order_by("code")
    data = {
        "name": _("机构数"),
        "unit": _("家"),
        "places": [
            {
                "code": town.code,
                "name": town.short_name,
                "value": per_town.get(town.code, 0),
                "url": f"{reverse('facilities:list')}?division={town.code}",
            }
            for town in towns
        ],
        "points": [
            {
                "name": one.name,
                "kind": kind_title(one.kind),
                "at": [one.longitude, one.latitude],
                "url": f"/facilities/{one.id}/",
            }
            for one in points
        ],
    }
    context = {
        "title": _("机构地图"),
        "filters": filters,
        "geojson_url": reverse("places:children", args=[county.code()]) if county.code() else "",
        "map_data": data,
        "back_url": reverse("facilities:list"),
    }
    return render(request, "facilities/map.html", context)


def _found(actor: Actor, text: str, limit: int) -> list[Hit]:
    rows = queries.listed(actor, on=clock.today(), q=text).order_by("pinyin", "pk")
    found = rows.values_list("pk", "name", "kind", "division")[:limit]
    return [
        Hit(name, f"{kind_title(kind)} · {places.path_of(division)}", url_of(key))
        for key, name, kind, division in found
    ]


declare_finder(
    Finder(gettext_lazy("机构设施"), 20, Permit.FACILITIES_READ, _found, more_url="/facilities/?q=")
)
