"""Where people live: villages with invented points inside the county's real outline.

No public table of village coordinates exists (geodata/SOURCES.md), so where the register has no
point one is drawn: inside the town's cell where there is one, inside the county otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin, sqrt
from random import Random
from typing import Any, Final

from anhuai.kernel.divisions import is_urban_committee
from anhuai.kernel.geometry import LonLat
from anhuai.site.demo.chance import Lot, chance

Ring = Sequence[Sequence[float]]
_METRES: Final = 111_195.0
_TOWN_M: Final = 8_500.0
_WIDEST_M: Final = {True: 700.0, False: 1600.0}


@dataclass(frozen=True, slots=True)
class Place:
    """One division as the register has it."""

    code: str
    name: str
    short_name: str
    point: LonLat | None
    is_urban: bool | None


@dataclass(frozen=True, slots=True)
class Village:
    """One village or neighbourhood, the point its houses gather around and how far they reach."""

    code: str
    name: str
    town: str
    urban: bool
    special: bool
    point: LonLat
    reach: float
    weight: float
    hamlets: tuple[tuple[float, float], ...]


class Outline:
    """A polygon or several, asked whether a point lies inside and how far its edge is."""

    def __init__(self, geometry: Mapping[str, Any]) -> None:
        parts = geometry["coordinates"]
        polygons = [parts] if geometry["type"] == "Polygon" else parts
        self._rings: list[Ring] = [ring for polygon in polygons for ring in polygon]
        corners = [point for ring in self._rings for point in ring]
        self.west, self.east = (f(p[0] for p in corners) for f in (min, max))
        self.south, self.north = (f(p[1] for p in corners) for f in (min, max))

    def holds(self, lon: float, lat: float) -> bool:
        """Say whether the point lies inside (even-odd over all rings)."""
        inside = False
        for ring in self._rings:
            x, y = ring[-1][0], ring[-1][1]
            for corner in ring:
                nx, ny = corner[0], corner[1]
                if (ny > lat) != (y > lat) and lon < (x - nx) * (lat - ny) / (y - ny) + nx:
                    inside = not inside
                x, y = nx, ny
        return inside

    def edge(self, lon: float, lat: float) -> float:
        """Return the distance to the nearest edge in metres."""
        east = _METRES * cos(radians(lat))
        nearest = 1e9
        for ring in self._rings:
            flat = [((p[0] - lon) * east, (p[1] - lat) * _METRES) for p in ring]
            for (ax, ay), (bx, by) in zip(flat, [*flat[1:], flat[0]], strict=True):
                dx, dy = bx - ax, by - ay
                length = dx * dx + dy * dy
                along = 0.0 if length == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / length))
                nearest = min(nearest, hypot(ax + along * dx, ay + along * dy))
        return nearest

    def point(self, luck: Random, *, margin: float = 600.0) -> LonLat:
        """Return a point inside, where it can be some way from the edge."""
        for _ in range(400):
            lon = self.west + luck.random() * (self.east - self.west)
            lat = self.south + luck.random() * (self.north - self.south)
            if self.holds(lon, lat) and self.edge(lon, lat) > margin:
                return LonLat(lon, lat)
        return self.point(luck, margin=margin / 2)


class Ground:
    """The villages of a county, and how people spread over them."""

    def __init__(self, code: str, places: Sequence[Place], outlines: Mapping[str, Outline]) -> None:
        self.places = {place.code: place for place in places}
        self.towns = sorted(c for c in self.places if len(c) == 9)
        self._county = outlines[code]
        self._outlines = outlines
        self._luck = chance(code, "ground")
        self._seats: dict[str, LonLat] = {}
        rows = [place for place in places if len(place.code) == 12]
        self.villages = [self._village(place) for place in sorted(rows, key=lambda p: p.code)]
        self.lot = Lot({n: village.weight for n, village in enumerate(self.villages)})
        self.urban = [v for v in self.villages if v.urban]
        self.rural = [v for v in self.villages if not v.urban and not v.special]

    def _village(self, place: Place) -> Village:
        luck = self._luck
        kind = is_urban_committee(place.code) if place.is_urban is None else place.is_urban
        urban, special = bool(kind), kind is None
        point = place.point or self._near_town(place.code[:9], luck)
        if not self._county.holds(point.lon, point.lat):
            point = self._county.point(luck)
        reach = min(_WIDEST_M[urban], 0.85 * self._county.edge(*point))
        size = 4.6 if urban else 0.22 if special else 1.0
        return Village(
            code=place.code,
            name=place.short_name or place.name,
            town=self.places[place.code[:9]].name,
            urban=urban,
            special=special,
            point=point,
            reach=reach,
            weight=size * (0.6 + 0.8 * luck.random()),
            hamlets=tuple(_around(luck, reach * 0.75) for _ in range(9 if urban else 6)),
        )

    def _near_town(self, town: str, luck: Random) -> LonLat:
        """Draw a point in the town's own cell, not too far from its seat."""
        cell = self._outlines.get(town, self._county)
        seat = self.places[town].point or self._seats.get(town)
        if seat is None:
            seat = self._seats[town] = cell.point(luck, margin=2_500.0)
        for _ in range(300):
            lon, lat = _moved(seat, *_around(luck, _TOWN_M))
            if cell.holds(lon, lat) and self._county.edge(lon, lat) > 400:
                return LonLat(lon, lat)
        return cell.point(luck)

    def house(self, village: Village, hamlet: int, luck: Random) -> tuple[float, float]:
        """Return the point of a house in a hamlet: inside the county by construction."""
        east, north = village.hamlets[hamlet]
        spread = village.reach * 0.24
        angle, away = 2 * pi * luck.random(), spread * sqrt(luck.random())
        return _moved(village.point, east + away * cos(angle), north + away * sin(angle))


def _around(luck: Random, reach: float) -> tuple[float, float]:
    angle, away = 2 * pi * luck.random(), reach * sqrt(luck.random())
    return away * cos(angle), away * sin(angle)


def _moved(point: LonLat, east: float, north: float) -> tuple[float, float]:
    lat = point.lat + north / _METRES
    lon = point.lon + east / (_METRES * cos(radians(point.lat)))
    return round(lon, 6), round(lat, 6)


def address(village: Village, hamlet: int, number: int) -> str:
    """Return an invented address in a village group or a neighbourhood's compound."""
    if village.urban:
        block, rest = divmod(number, 48)
        unit, door = divmod(rest, 12)
        where = f"{hamlet + 1}号院{block + 1}号楼{unit + 1}单元{door // 2 + 1}0{door % 2 + 1}室"
        return f"{village.town}{village.name}{where}"
    return f"{village.town}{village.name}{hamlet + 1}组{number + 1}号"
