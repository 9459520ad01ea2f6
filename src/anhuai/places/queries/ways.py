"""How far it is from here to there: along the roads where a network covers both ends, else a
labelled estimate.

The walking network stands above (siting) and declares itself here (`declare_roads`), so that every
room may ask. What it does not cover is the straight line × a factor, always shown as an estimate.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.geometry import EARTH_RADIUS_M, LonLat, haversine_m
from anhuai.places.models import Division
from anhuai.platform import parameters
from anhuai.platform.parameters import Setting, declare_setting

log = logging.getLogger(__name__)
_BASIS = Basis(document="", confidence=Confidence.C, note="未见规定；由县按本地道路自定，未核")
declare_setting(
    Setting(
        key="places.detour", title=_("绕行系数"), unit=_("%"),
        says=_("没有路网时，路程按直线距离乘以这个系数估算"), least=100, most=300, basis=_BASIS,
        default=lambda: 140,
        effect=lambda value: said("路程按直线的 %(value)s%% 估算") % {"value": value},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key="places.helper_speed", title=_("出动人员的平均速度"), unit=_("公里/时"),
        says=_("村里出动多骑电动车，估算到场时间用"), least=3, most=80, basis=_BASIS,
        default=lambda: 15,
        effect=lambda value: said("到场时间按每小时 %(value)s 公里估算") % {"value": value},
    )
)  # fmt: skip


class By(StrEnum):
    """What a way rests on."""

    LINE = "line"  # straight line × factor
    ROADS = "roads"  # an imported road network
    SYNTHETIC = "synthetic"  # a network that is not real and says so (ADR 46)


@dataclass(frozen=True, slots=True)
class Way:
    """A way: metres, minutes, and what they rest on."""

    metres: int
    minutes: int
    by: By = By.LINE


Led = tuple[int, By]
"""Metres along the roads, and of what network."""
Roads = Callable[[Sequence[tuple[float, float]], tuple[float, float]], Sequence[Led | None]]
_ROADS: list[Roads] = []


def declare_roads(roads: Roads) -> Roads:
    """Declare who knows the ways from some places to one; None for what no network covers."""
    _ROADS.append(roads)
    return roads


def ways_to(
    starts: Sequence[tuple[float, float]], end: tuple[float, float], *, on: date
) -> list[Way]:
    """Return each start's way: along the roads where they lead there, else the estimate."""
    ways = [estimated_way(start, end, on=on) for start in starts]
    speed = parameters.value("places.helper_speed", on=on) * 1000 / 60
    for roads in _ROADS if starts else []:
        try:
            found = roads(starts, end)
        except Exception:
            # Whoever sends somebody to a call for help must not wait for a broken road file.
            log.exception("the road network did not answer; ways are estimated")
            continue
        for at, one in enumerate(found):
            if one is not None:
                ways[at] = Way(one[0], max(1, round(one[0] / speed)), one[1])
    return ways


def detour(on: date) -> int:
    """Return how much longer than straight a way is taken to be, in percent."""
    return parameters.value("places.detour", on=on)


def pace(on: date) -> int:
    """Return the metres a minute at which the county's helpers are on their way."""
    return round(parameters.value("places.helper_speed", on=on) * 1000 / 60)


def estimated_way(start: tuple[float, float], end: tuple[float, float], *, on: date) -> Way:
    """Return the straight line × the county's factor, at its helpers' speed; never 0 minutes."""
    factor = parameters.value("places.detour", on=on) / 100
    speed = parameters.value("places.helper_speed", on=on)
    metres = haversine_m(LonLat(*start), LonLat(*end)) * factor
    return Way(round(metres), max(1, round(metres / (speed * 1000 / 60))))


def estimated_minutes(points: Sequence[tuple[float, float]], *, on: date) -> Any:
    """Return the estimated minutes between all points, an int64 array [from, to]; 0 to itself.

    The same estimate as `estimated_way`, for thousands of points at once.
    """
    import numpy as np  # a third of a second that few processes need

    factor = parameters.value("places.detour", on=on) / 100
    speed = parameters.value("places.helper_speed", on=on) * 1000 / 60
    lon, lat = np.radians(np.asarray(points, dtype=float).reshape(-1, 2).T)
    half = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))) * factor
    minutes = np.maximum(1, np.rint(metres / speed)).astype(np.int64)
    np.fill_diagonal(minutes, 0)
    return minutes


def centres(codes: set[str]) -> dict[str, tuple[float, float]]:
    """Return the points of divisions, of those that have one."""
    rows = Division.objects.filter(code__in=codes, until=None, longitude__isnull=False)
    return {
        code: (lon, lat)
        for code, lon, lat in rows.values_list("code", "longitude", "latitude")
        if lon is not None and lat is not None
    }
