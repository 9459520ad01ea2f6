"""Outlines on maps: of a unit that reforms made, what the units it was made of had."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from anhuai.places.models import Boundary, Division, Succession
from anhuai.places.queries.divisions import current, name_of
from anhuai.places.rules import State
from anhuai.platform.acting import in_subtree


def outline(code: str, *, on: date) -> dict[str, Any]:
    """Return a division's own outline on a day as GeoJSON features."""
    return _collection(_drawn(list(Boundary.objects.filter(in_subtree("code", code))), {code}, on))


def outside_m(code: str, at: tuple[float, float], *, on: date) -> float:
    """Return how many metres a point (longitude, latitude) lies outside a division; 0 within it,
    and where no outline of it is known."""
    found = outline(code, on=on)["features"]
    if not found:
        return 0.0
    from anhuai.places.engine import outlines  # here: shapely costs every start 0.3 s

    return outlines.outside_m([one["geometry"] for one in found], at)


def outlines_below(code: str, *, on: date) -> dict[str, Any]:
    """Return the outlines one level below a division on a day as GeoJSON features."""
    level = {2: 4, 4: 6, 6: 9, 9: 12}.get(len(code), 0)
    found = Boundary.objects.filter(in_subtree("code", code))
    own = [one for one in found if len(one.code) == level]
    units = set(
        current(on=on).filter(in_subtree("code", code), level=level).values_list("code", flat=True)
    )
    return _collection(_drawn(own, units, on))


def _drawn(found: list[Boundary], units: set[str], on: date) -> Iterable[dict[str, Any]]:
    heirs = _heirs(on)
    parts: dict[str, list[Boundary]] = {}
    for boundary in found + _elsewhere(found, units, heirs):
        code = boundary.code
        while code in heirs:
            code = heirs[code]
        if code in units:
            parts.setdefault(code, []).append(boundary)
    for code, boundaries in sorted(parts.items()):
        yield {
            "type": "Feature",
            "properties": {"code": code, "name": name_of(code), "basis": boundaries[0].basis},
            "geometry": _together(boundaries),
        }


def _heirs(on: date) -> Mapping[str, str]:
    """Return what each unit that ended by a day went on in."""
    ended = Division.objects.filter(until__lte=on).values("code")
    rows = Succession.objects.filter(
        reform__state=State.EXECUTED, reform__on__lte=on, is_heir=True, old__in=ended
    ).order_by("reform__executed_at")
    return {old: new for old, new in rows.values_list("old", "new") if old != new}


def _elsewhere(found: list[Boundary], units: set[str], heirs: Mapping[str, str]) -> list[Boundary]:
    """Return the outlines of what ended into these units from outside the subtree."""
    known = {boundary.code for boundary in found}
    wanted = {old for old, new in heirs.items() if new in units} - known
    return list(Boundary.objects.filter(code__in=wanted))


def _together(boundaries: list[Boundary]) -> Any:
    if len(boundaries) == 1:
        return boundaries[0].geometry
    from anhuai.places.engine import outlines  # here: shapely costs every start 0.3 s

    return outlines.together([boundary.geometry for boundary in boundaries])


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
