"""How far it is from here to there, where no road network is at hand: a labelled estimate.

The walking network stands one floor up (siting), and rooms on its line may not ask it. What is
said here is the straight line × a factor, always shown as an estimate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.geometry import EARTH_RADIUS_M, LonLat, haversine_m
from anhuai.places.models import Division
from anhuai.platform import parameters
from anhuai.platform.parameters import Setting, declare_setting

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


@dataclass(frozen=True, slots=True)
class Way:
    """An estimated way: metres along roads, minutes."""

    metres: int
    minutes: int


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
