"""Where somebody at risk of wandering is safe, where not, and when a position calls for somebody.

Distances are on a local plane, exact to a metre within a county. Safe is whoever is in any of the
safe shapes; a device's error makes one position outside prove nothing, so two in a row do.
"""

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


def is_outside(safe: Sequence[Shape], at: Point) -> bool:
    """Whether a place lies in none of the safe shapes; where there is none, nowhere is outside."""
    return bool(safe) and not any(one.holds(at) for one in safe)
