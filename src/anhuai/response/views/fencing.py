"""Shapes on a map: drawn by mouse, touch and keys, changed, ended, seen with last positions."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.facilities import queries as facilities
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked, day_after
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words
from anhuai.response import actions
from anhuai.response.forms import FenceForm
from anhuai.response.queries import over_rest
from anhuai.response.queries import places as grounds
from anhuai.response.queries.places import LastSeen
from anhuai.response.rules.fences import FenceKind, Point, metres_between

READ, MANAGE = Permit.RESPONSE_READ, Permit.RESPONSE_MANAGE
MOST_MARKS = 150
WIDE = 3_000.0
Mark = dict[str, Any]


def shape_data(found: Iterable[Any], *, linked: bool) -> list[dict[str, Any]]:
    """Return shapes as the map's script reads them."""
    return [
        {
            "kind": one.kind, "points": one.points, "metres": one.metres,
            "title": f"{word(FenceKind(one.kind))} {one.title}",
            "url": reverse("response:fence_edit", args=[one.pk]) if linked else "",
        }
        for one in found
    ]  # fmt: skip


def _mark(at: Point, name: str, css: str, url: str = "") -> Mark:
    return {"at": list(at), "name": name, "css": css, "url": url}


def _facilities(actor: Actor, middle: Point) -> list[Mark]:
    if not actor.may(Permit.FACILITIES_READ):
        return []
    found = facilities.points(actor, on=clock.today())
    near = sorted(found, key=lambda one: metres_between(middle, (one.longitude, one.latitude)))
    return [_mark((one.longitude, one.latitude), one.name, "pin-old") for one in near[:MOST_MARKS]]


def map_of(
    actor: Actor, *, shapes: list[dict[str, Any]], marks: list[Mark], middle: Point | None
) -> dict[str, Any] | None:
    """Return what the map shows; None where nothing says where it should lie."""
    rings = actions.county_rings(clock.today())
    if middle is None and rings:
        every = [at for ring in rings for at in ring]
        lons, lats = [at[0] for at in every], [at[1] for at in every]
        middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        wide = (max(lons) - min(lons)) * 111_320
    else:
        wide = WIDE
    if middle is None:
        return None
    return {
        "middle": list(middle), "wide": wide, "rings": rings, "shapes": shapes,
        "marks": [*_facilities(actor, middle), *marks],
        "words": {
            "point": _("第 0 点：方向键移动，回车在其后加一点，Delete 删除"),
            "count": _("已画 0 个点"),
        },
    }  # fmt: skip


def seen_mark(seen: LastSeen) -> Mark:
    """Return the mark of where somebody was last seen."""
    when = f"{seen.at:%m-%d %H:%M}" if seen.at else ""
    return _mark((seen.longitude, seen.latitude), f"{_('最后位置')} {when}", "pin-head")


def person_map(
    actor: Actor, person: int, *, but: int | None = None, linked: bool
) -> dict[str, Any] | None:
    """Return the map of a person's home, last position and shapes; None without any."""
    home, seen = people.home_point(person), grounds.last_seen(person)
    division = people.person_in_scope(actor, person, permit=READ).division
    own = [one for one in grounds.fences_of(actor, person) if one.pk != but]
    risks = [one for one in grounds.risks_around(actor, division) if one.pk != but]
    marks = [_mark(home, _("住址"), "pin-new")] if home else []
    marks += [seen_mark(seen)] if seen else []
    middle = home or ((seen.longitude, seen.latitude) if seen else None)
    shapes = shape_data(own, linked=linked) + shape_data(risks, linked=False)
    if middle is None and own:
        middle = own[0].points[0][0], own[0].points[0][1]
    return map_of(actor, shapes=shapes, marks=marks, middle=middle)


def _jumps(drawn: dict[str, Any] | None) -> list[tuple[str, str]]:
    marks = [one for one in (drawn or {}).get("marks", []) if one["css"] != "pin-old"]
    return [(f"{one['at'][0]},{one['at'][1]}", one["name"]) for one in marks]


def shown(drawn: dict[str, Any] | None) -> dict[str, Any]:
    """Return a map for the template, with the places its buttons lead to."""
    return {"fence_map": drawn, "jumps": _jumps(drawn)}


def _given(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": data["title"], "metres": data["metres"], "points": data["points"],
        "stay_minutes": data["stay_minutes"], "since": data["since"],
        "until": day_after(data["until"]),
    }  # fmt: skip


def _drawn(request: ActorRequest, form: OnceForm, person: int | None, back: str) -> HttpResponse:
    def perform(data: dict[str, Any]) -> None:
        actions.draw_fence(
            request.actor, person=person, division=data.get("division") or "",
            kind=FenceKind(data["kind"]), **_given(data),
        )  # fmt: skip

    if person is not None:
        drawn = person_map(request.actor, person, linked=False)
    else:
        risks = shape_data(grounds.risks_around(request.actor, county.code()), linked=False)
        drawn = map_of(request.actor, shapes=risks, marks=[], middle=None)
    return asked(
        request, form, perform, title=_("划定范围"), back=back, more=shown(drawn),
        template="response/fence.html",
    )  # fmt: skip


@page(MANAGE)
def risk_new(request: ActorRequest) -> HttpResponse:
    """Draw risky water or a road for everybody at risk in an area."""
    found = places.choices(request.actor, on=clock.today(), permit=MANAGE, within=county.code())
    form = FenceForm(
        request.POST or None, kinds=words([FenceKind.RISK]), divisions=list(found)
    )  # fmt: skip
    return _drawn(request, form, None, reverse("response:fences"))


@page(MANAGE)
def fence_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Draw a shape for a person."""
    people.person_in_scope(request.actor, person_id, permit=MANAGE)
    form = FenceForm(request.POST or None, kinds=words(FenceKind), divisions=())
    return _drawn(request, form, person_id, reverse("response:watch", args=[person_id]))


def _back(person: int | None) -> str:
    return reverse("response:watch", args=[person]) if person else reverse("response:fences")


@page(MANAGE)
def fence_edit(request: ActorRequest, fence_id: int) -> HttpResponse:
    """Draw a shape anew in the stead of what it was."""
    found = grounds.fence(request.actor, fence_id, permit=MANAGE)
    kind = FenceKind(found.kind)
    initial = {
        "kind": found.kind, "title": found.title, "metres": found.metres,
        "stay_minutes": found.stay_minutes,
        "until": found.until and found.until - timedelta(days=1),
        "points": "\n".join(f"{lon},{lat}" for lon, lat in found.points),
    }  # fmt: skip
    form = FenceForm(request.POST or None, initial=initial, kinds=words([kind]), divisions=())

    def perform(data: dict[str, Any]) -> None:
        actions.change_fence(request.actor, fence=fence_id, **_given(data))

    if found.person_id:
        drawn = person_map(request.actor, found.person_id, but=found.pk, linked=False)
    else:
        risks = [
            one for one in grounds.risks_around(request.actor, found.division)
            if one.pk != found.pk
        ]  # fmt: skip
        middle = found.points[0][0], found.points[0][1]
        drawn = map_of(
            request.actor, shapes=shape_data(risks, linked=False), marks=[], middle=middle
        )
    title = _("修改范围：%(title)s") % {"title": found.title}
    return asked(
        request, form, perform, title=title, back=_back(found.person_id), more=shown(drawn),
        template="response/fence.html",
    )  # fmt: skip


@page(MANAGE)
def fence_end(request: ActorRequest, fence_id: int) -> HttpResponse:
    """End a shape."""
    found = grounds.fence(request.actor, fence_id, permit=MANAGE)

    def perform(_data: dict[str, Any]) -> None:
        actions.end_fence(request.actor, fence=fence_id)

    form = OnceForm(request.POST if request.method == "POST" else None)
    title = _("撤销范围：%(title)s") % {"title": found.title}
    return asked(request, form, perform, title=title, back=_back(found.person_id))


@page(READ)
def fence_map(request: ActorRequest) -> HttpResponse:
    """Every shape in force and the last positions of people who agreed, on one map."""
    found = grounds.fences_mapped(request.actor)
    names = {one.person_id: one.person.name for one in found if one.person}
    marks = [
        _mark(
            (row["longitude"], row["latitude"]), f"{_('最后位置')} {names[row['person']]}",
            "pin-head", reverse("response:watch", args=[row["person"]]),
        )
        for row in over_rest.places(request.actor).rows if row["person"] in names
    ]  # fmt: skip
    shapes = shape_data(found, linked=request.actor.may(MANAGE))
    context = {
        "title": _("安全范围地图"), "back_url": reverse("response:fences"),
        "hint": _("绿色是安全范围，红色是危险范围，红点是有定位同意的人最后的位置。"),
        "count": len(found), "seen": len(marks),
        **shown(map_of(request.actor, shapes=shapes, marks=marks, middle=None)),
    }  # fmt: skip
    context["jumps"] = []
    return render(request, "response/fences.html", context)
