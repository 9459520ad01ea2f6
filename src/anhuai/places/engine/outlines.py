"""Schematic town outlines: no town boundary is published, so a county is shared out by nearness.

Each point of the county belongs to the nearest town seat (Voronoi cells clipped to the county). A
town whose seat no source gives gets the emptiest spot of the county. Farms, forest stations and
other units managed like a town are small: each is drawn as a disc cut out of the towns around it.
All are drawings, no boundaries, and every page that shows them says so.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from shapely import (
    MultiPoint,
    Point,
    is_valid_reason,
    make_valid,
    points,
    set_precision,
    union_all,
    voronoi_polygons,
)
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from anhuai.kernel.geometry import LonLat, haversine_m
from anhuai.kernel.unfit import Unfit

Coordinates = tuple[float, float]
_GRID = 40
_PRECISION = 0.0001
_DISC = 0.035  # of the county's shorter side


def parse(geometry: Mapping[str, Any]) -> BaseGeometry:
    """Return a GeoJSON geometry made valid."""
    return make_valid(shape(geometry))


class BadOutline(Unfit):
    """An outline that bounds no area; codes: shape, crossing."""


def checked(geometry: Mapping[str, Any], name: str) -> BaseGeometry:
    """Return a surveyed outline, or raise `BadOutline`: a line that crosses itself leaves open what
    is inside, and is never mended silently."""
    try:
        found = shape(geometry)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise BadOutline(
            "shape", f"“{name}”的边界不是完整的 GeoJSON 多边形，请检查文件。",
            f"The outline of {name} is no whole GeoJSON polygon.", field="file",
        ) from error  # fmt: skip
    if found.geom_type not in ("Polygon", "MultiPolygon") or found.is_empty:
        raise BadOutline(
            "shape", f"“{name}”的边界不是多边形，请检查文件。",
            f"The outline of {name} is no polygon.", field="file",
        )  # fmt: skip
    if not found.is_valid:
        where = re.sub(r".*\[(.*)\]", r"\1", is_valid_reason(found))
        raise BadOutline(
            "crossing", f"“{name}”的边界线在（{where}）处自相交叉，分不清内外，请改好再导入。",
            f"The outline of {name} crosses itself at ({where}): mend it first.", field="file",
        )  # fmt: skip
    return found


def outside_m(geometries: Sequence[Mapping[str, Any]], at: Coordinates) -> float:
    """Return how far a point lies outside every outline, in metres; 0 within one."""
    point = Point(at)
    gaps = []
    for outline in map(parse, geometries):
        if outline.covers(point):
            return 0.0
        near, _ = nearest_points(outline, point)
        gaps.append(haversine_m(LonLat(near.x, near.y), LonLat(*at)))
    return min(gaps, default=0.0)


def holds(outline: BaseGeometry, at: Coordinates) -> bool:
    """Say whether a point lies in an outline."""
    return bool(outline.contains(Point(at)))


def place_missing(
    outline: BaseGeometry, codes: Sequence[str], known: Mapping[str, Coordinates]
) -> dict[str, Coordinates]:
    """Return a point for every code: known ones kept, the others each farthest from all so far."""
    placed = {code: known[code] for code in codes if code in known}
    spots = _spots(outline)
    for code in codes:
        if code in placed:
            continue
        taken = [Point(at) for at in placed.values()] or [outline.centroid]
        best = max(spots, key=lambda spot: min(spot.distance(other) for other in taken))
        placed[code] = (round(best.x, 5), round(best.y, 5))
    return placed


def _spots(outline: BaseGeometry) -> list[Point]:
    """Return grid points well inside the outline."""
    west, south, east, north = outline.bounds
    inner = outline.buffer(-min(east - west, north - south) / 20)
    inner = outline if inner.is_empty else inner
    steps = range(_GRID + 1)
    grid = [
        Point(west + (east - west) * i / _GRID, south + (north - south) * j / _GRID)
        for i in steps
        for j in steps
    ]
    return [spot for spot in grid if inner.contains(spot)]


def draw(
    outline: BaseGeometry, towns: Mapping[str, Coordinates], specials: Mapping[str, Coordinates]
) -> dict[str, dict[str, Any]]:
    """Return each unit's GeoJSON: towns share the outline, special units are discs in it."""
    west, south, east, north = outline.bounds
    radius = min(east - west, north - south) * _DISC
    discs = {code: Point(at).buffer(radius) & outline for code, at in specials.items()}
    holes = union_all(list(discs.values()))
    cells = {code: cell - holes for code, cell in share_out(outline, towns).items()}
    drawn = cells | discs if towns else share_out(outline, specials)
    return {code: mapping(set_precision(part, _PRECISION)) for code, part in drawn.items()}


def share_out(outline: BaseGeometry, seats: Mapping[str, Coordinates]) -> dict[str, BaseGeometry]:
    """Return for each code the part of the outline nearest to its seat."""
    if len(seats) <= 1:
        return dict.fromkeys(seats, outline)
    cells = voronoi_polygons(MultiPoint(list(seats.values())), extend_to=outline)
    shared: dict[str, BaseGeometry] = {}
    for cell in cells.geoms:
        for code, at in zip(seats, points(list(seats.values())), strict=True):
            if cell.intersects(at):
                shared[code] = cell & outline
    return shared


def together(geometries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return several GeoJSON geometries as one."""
    joined = set_precision(union_all([parse(one) for one in geometries]), _PRECISION)
    return dict(mapping(joined))
