"""Where somebody at risk of wandering is safe, where not, and when a position calls for somebody.

Distances are on a local plane, exact to a metre within a county. Safe is whoever is in any of the
safe shapes; a device's error makes one position outside prove nothing, so two in a row do.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from anhuai.facilities.rules import Titled

Point = tuple[float, float]
_DEGREE = 111_320.0
OUTSIDE_TIMES: Final = 2


class FenceKind(Titled):
    """What a shape is."""

    HOME = "home", "住所范围", "Around home"
    AREA = "area", "安全区域", "Safe area"
    ROUTE = "route", "安全路线", "Safe route"
    RISK = "risk", "危险水域或路段", "Risky water or road"


SAFE: Final = (FenceKind.HOME, FenceKind.AREA, FenceKind.ROUTE)
POINTS: Final[Mapping[FenceKind, int]] = MappingProxyType(
    {FenceKind.HOME: 1, FenceKind.AREA: 3, FenceKind.ROUTE: 2, FenceKind.RISK: 1}
)
"""The fewest points of a shape: one is a circle, two or more a line with a margin (a route) or,
from three on, the outline of an area."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Points (longitude, latitude) and metres around them."""

    kind: FenceKind
    points: tuple[Point, ...]
    metres: float

    def holds(self, at: Point) -> bool:
        """Whether a place lies in the shape or within its metres of it."""
        plane = [_plane(one, at) for one in self.points]
        if len(plane) == 1:
            return math.hypot(*plane[0]) <= self.metres
        is_ring = self.kind is not FenceKind.ROUTE and len(plane) >= 3
        ends = [*plane[1:], plane[0]] if is_ring else plane[1:]
        if is_ring and _encloses(plane):
            return True
        return min(_off(a, b) for a, b in zip(plane, ends, strict=False)) <= self.metres


def metres_between(one: Point, other: Point) -> float:
    """Return the distance of two places."""
    return math.hypot(*_plane(one, other))


def _plane(one: Point, origin: Point) -> tuple[float, float]:
    shrink = math.cos(math.radians(origin[1]))
    return (one[0] - origin[0]) * _DEGREE * shrink, (one[1] - origin[1]) * _DEGREE


def _off(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return how far the origin is off a segment."""
    along = (b[0] - a[0], b[1] - a[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0 if not length else max(0.0, min(1.0, -(a[0] * along[0] + a[1] * along[1]) / length))
    return math.hypot(a[0] + share * along[0], a[1] + share * along[1])


def _encloses(ring: Sequence[tuple[float, float]]) -> bool:
    inside, before = False, ring[-1]
    for one in ring:
        if (one[1] > 0) != (before[1] > 0):
            crossing = one[0] - one[1] * (before[0] - one[0]) / (before[1] - one[1])
            inside = inside != (crossing > 0)
        before = one
    return inside


LEAST_AREA: Final = 1_256.0
"""Square metres of the smallest circle (20 m): below it a position's error is larger than it."""
LEAST_WAY: Final = 20.0
NEAR_COUNTY: Final = 2_000.0
"""Outlines are drawn roughly, and people cross the border: this far outside is still the county."""
Ring = Sequence[Point]


class Fault(Titled):
    """What is wrong with a shape as it was drawn."""

    CROSSING = (
        "crossing",
        "区域的边线互相交叉，请把交叉处的点拖开。",
        ("The outline crosses itself: drag the points apart."),
    )
    SMALL = (
        "small",
        "范围太小，定位误差比它还大。请画大一些（至少相当于半径 20 米的圆）。",
        ("Too small: a position's error is larger. Draw at least a circle of 20 m."),
    )
    OUTSIDE = (
        "outside",
        "有点落在本县之外。请检查经度、纬度是否写反，坐标是否为 WGS-84。",
        ("A point lies outside the county: are longitude and latitude exchanged, is it WGS-84?"),
    )


def fault_of(shape: Shape, county: Sequence[Ring]) -> Fault | None:
    """Return what is wrong with a shape; where the county's outline is unknown nothing is outside.

    A circle's and a route's width is their `metres`, whose least the action checks.
    """
    if any(not _is_near(at, county) for at in shape.points) and county:
        return Fault.OUTSIDE
    plane = [_plane(one, shape.points[0]) for one in shape.points]
    if len(plane) == 1:
        return None
    if shape.kind is FenceKind.ROUTE or len(plane) == 2:
        way = sum(math.dist(a, b) for a, b in itertools.pairwise(plane))
        return Fault.SMALL if way < LEAST_WAY else None
    if _crosses(plane):
        return Fault.CROSSING
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(plane))
    return Fault.SMALL if abs(twice) / 2 < LEAST_AREA else None


def _is_near(at: Point, county: Sequence[Ring]) -> bool:
    return any(Shape(FenceKind.AREA, tuple(ring), NEAR_COUNTY).holds(at) for ring in county)


def _edges(ring: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(ring, [*ring[1:], ring[0]], strict=True))


def _crosses(ring: Sequence[Point]) -> bool:
    edges = _edges(ring)
    last = len(edges) - 1
    return any(
        _meet(*edges[i], *edges[j])
        for i in range(len(edges))
        for j in range(i + 2, len(edges))
        if (i, j) != (0, last)
    )


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def is_outside(safe: Sequence[Shape], at: Point) -> bool:
    """Whether a place lies in none of the safe shapes; where there is none, nowhere is outside."""
    return bool(safe) and not any(one.holds(at) for one in safe)
