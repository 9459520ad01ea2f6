"""Coordinates in China: WGS-84, the shifted GCJ-02 and BD-09, and distance on the sphere.

State Bureau maps (AMap, Tencent) show GCJ-02, Baidu shows BD-09; both displace a point by
100–700 m. The register keeps WGS-84 and converts on import, so a datum is always stated.
"""

from collections.abc import Callable
from enum import StrEnum
from math import asin, atan2, cos, hypot, pi, radians, sin, sqrt
from typing import Final, NamedTuple

from anhuai.kernel.unfit import Unfit


class Datum(StrEnum):
    """What a pair of coordinates is measured against."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class LonLat(NamedTuple):
    """A point in degrees, longitude first."""

    lon: float
    lat: float


class BadPoint(Unfit):
    """A pair of numbers that is no point on Earth; codes: range, swapped."""


EARTH_RADIUS_M: Final = 6_371_008.8
# The published shift uses the Krasovsky ellipsoid of 1940, and is applied within this box only.
_AXIS_M: Final = 6_378_245.0
_ECCENTRICITY_2: Final = 0.006_693_421_622_965_943
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
# No shift is as long as this, so a shifted point this far outside the box was never shifted.
_MARGIN_DEG: Final = 0.05
_EXACT_DEG: Final = 1e-10
_BAIDU_WAVE: Final = radians(3000)


def parse_point(lon: float, lat: float) -> LonLat:
    """Return the point, or raise `BadPoint` for one off the Earth or with its numbers swapped."""
    if -180 <= lon <= 180 and -90 <= lat <= 90:
        return LonLat(lon, lat)
    if _in_china(LonLat(lat, lon)):
        raise BadPoint(
            "swapped",
            "经度和纬度填反了，请对调：经度约 73 至 135，纬度约 4 至 54。",
            "Longitude and latitude are swapped: exchange them.",
        )
    raise BadPoint(
        "range",
        "坐标不在地球上：经度应在 -180 至 180 之间，纬度应在 -90 至 90 之间，请核对。",
        "The point is off the Earth: longitude lies in -180 to 180, latitude in -90 to 90.",
    )


def convert(point: LonLat, source: Datum, target: Datum) -> LonLat:
    """Return `point`, given in `source`, in `target`; there and back ends within a millimetre.

    Points outside China's box are the same in every datum.
    """
    if source is target:
        return point
    return _from_wgs84(_to_wgs84(point, source), target)


def haversine_m(start: LonLat, end: LonLat) -> float:
    """Return the great-circle distance in metres between two points of one datum."""
    south, north = radians(start.lat), radians(end.lat)
    rise = sin((north - south) / 2) ** 2
    turn = sin(radians(end.lon - start.lon) / 2) ** 2
    chord = rise + cos(south) * cos(north) * turn
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, chord)))


def _from_wgs84(point: LonLat, target: Datum) -> LonLat:
    return _SHIFTS[target](point) if _in_china(point) else point


def _to_wgs84(point: LonLat, source: Datum) -> LonLat:
    """Solve shift(origin) = point; the shift is so smooth that each step adds two digits."""
    if not _in_china(point, margin=_MARGIN_DEG):
        return point
    shift = _SHIFTS[source]
    lon, lat = point
    for _ in range(20):
        reached = shift(LonLat(lon, lat))
        miss_lon, miss_lat = point.lon - reached.lon, point.lat - reached.lat
        lon, lat = lon + miss_lon, lat + miss_lat
        if max(abs(miss_lon), abs(miss_lat)) < _EXACT_DEG:
            break
    origin = LonLat(lon, lat)
    return origin if _in_china(origin, margin=2 * _EXACT_DEG) else point


def _in_china(point: LonLat, *, margin: float = 0.0) -> bool:
    return (
        _WEST - margin <= point.lon <= _EAST + margin
        and _SOUTH - margin <= point.lat <= _NORTH + margin
    )


def _unshifted(point: LonLat) -> LonLat:
    return point


def _gcj02(point: LonLat) -> LonLat:
    """Shift a WGS-84 point by the published polynomial and waves, in metres east and north."""
    x, y = point.lon - 105.0, point.lat - 35.0
    common = 0.1 * x * y + _waves(x, (20, 6), (20, 2))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * sqrt(abs(x)) + common
    east += _waves(x, (20, 1), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.2 * sqrt(abs(x)) + common
    north += _waves(y, (20, 1), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30))
    latitude = radians(point.lat)
    flattening = 1 - _ECCENTRICITY_2 * sin(latitude) ** 2
    per_lon = radians(_AXIS_M / sqrt(flattening) * cos(latitude))
    per_lat = radians(_AXIS_M * (1 - _ECCENTRICITY_2) / flattening**1.5)
    return LonLat(point.lon + east / per_lon, point.lat + north / per_lat)


def _waves(at: float, *terms: tuple[float, float]) -> float:
    """Sum sines of (amplitude, half-waves a degree), by the shift's two thirds."""
    return sum(amplitude * sin(pi * rate * at) for amplitude, rate in terms) * 2 / 3


def _bd09(point: LonLat) -> LonLat:
    """Shift a WGS-84 point to GCJ-02 and on: Baidu turns, stretches and moves the plane."""
    lon, lat = _gcj02(point)
    radius = hypot(lon, lat) + 0.00002 * sin(lat * _BAIDU_WAVE)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * _BAIDU_WAVE)
    return LonLat(radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006)


_SHIFTS: Final[dict[Datum, Callable[[LonLat], LonLat]]] = {
    Datum.WGS84: _unshifted,
    Datum.GCJ02: _gcj02,
    Datum.BD09: _bd09,
}
