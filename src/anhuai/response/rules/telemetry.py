"""What telemetry says, and when it calls for somebody: thresholds and things that did not happen.

A reading is kept as it came; here its body becomes measures (a number with a unit), signs of
activity, or a position. What is outside the bounds a measure can have is no measure.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

from anhuai.kernel.confidence import Basis


@dataclass(frozen=True, slots=True)
class Measure:
    """What a device measures, in a unit, between bounds beyond which the sensor is wrong."""

    title: str
    title_en: str
    unit: str
    least: float
    most: float


MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "heart_rate": Measure("心率", "Heart rate", "次/分", 20, 260),
        "temperature": Measure("体温", "Body temperature", "℃", 30, 44),
        "oxygen": Measure("血氧", "Blood oxygen", "%", 40, 100),
        "breath": Measure("呼吸", "Breathing rate", "次/分", 2, 80),
        "water": Measure("用水量", "Water used", "升", 0, 100_000),
        "battery": Measure("电量", "Battery", "%", 0, 100),
    }
)
_FIELDS: Final = {
    "hr": "heart_rate", "temp": "temperature", "spo2": "oxygen", "rr": "breath",
    "litres": "water", "bat": "battery",
}  # fmt: skip
ACTIVE: Final = frozenset({"open", "close", "motion", "in_bed", "out_of_bed"})
"""Kinds of readings that say somebody moved; water is a sign where some was used."""


def _content(body: str) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def measured(body: str) -> dict[str, float]:
    """Return the measures in a reading's body by code; what cannot be true is left out."""
    said, found = _content(body), {}
    for name, code in _FIELDS.items():
        value, bounds = said.get(name), MEASURES[code]
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if bounds.least <= value <= bounds.most:
            found[code] = float(value)
    return found


def is_activity(kind: str, body: str) -> bool:
    """Whether a reading says that somebody is up and about."""
    return kind in ACTIVE or measured(body).get("water", 0) > 0


def position_in(kind: str, body: str) -> tuple[float, float] | None:
    """Return longitude and latitude of a position, None for none or for a fix that failed."""
    said = _content(body)
    if "content" in said:
        return _watch(str(said["content"]))
    if kind != "position" and "lon" not in said:
        return None
    return _point(said.get("lon"), said.get("lat"))


def _watch(content: str) -> tuple[float, float] | None:
    """A watch says `UD,ddmmyy,hhmmss,A,lat,N,lon,E…`; V is no fix."""
    parts = content.split(",")
    if len(parts) < 8 or parts[0] not in ("UD", "UD2", "AL") or parts[3] != "A":
        return None
    try:
        lat, lon = float(parts[4]), float(parts[6])
    except ValueError:
        return None
    return _point(-lon if parts[7] == "W" else lon, -lat if parts[5] == "S" else lat)


def _point(lon: Any, lat: Any) -> tuple[float, float] | None:
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in (lon, lat)):
        return None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90) or (lon == 0 and lat == 0):
        return None
    return float(lon), float(lat)


@dataclass(frozen=True, slots=True)
class Limit:
    """The number of a rule that a county or a person's officer sets: in `unit` ÷ `scale`."""

    unit: str
    default: int
    least: int
    most: int
    scale: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule says of itself: its limit, and the kind of alarm it raises."""

    title: str
    title_en: str
    limit: Limit
    alarm: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Rule):
    """A measure beyond a limit, `times` in a row, raises `alarm` once until it is back.

    `examples`: values in order, and whether the last raises it at the limit's default.
    """

    measure: str
    is_above: bool
    times: int
    examples: tuple[tuple[tuple[float, ...], bool], ...]

    def breaks(self, value: float, limit: int) -> bool:
        """Whether a value lies beyond a limit; the limit itself does not."""
        bound = limit / self.limit.scale
        return value > bound if self.is_above else value < bound

    def raises(self, values: Sequence[float], limit: int) -> bool:
        """Whether the last of these values raises the alarm."""
        last = values[-self.times :]
        return len(last) == self.times and all(self.breaks(one, limit) for one in last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Rule):
    """Something that should have happened and did not: by an hour of the day, or for hours.

    Only of devices of `kinds` that are heard: a silent device proves nothing and is a fault of its
    own. `examples`: the last activity, now (both local), and whether it raises the alarm.
    """

    kinds: tuple[str, ...]
    by_hour: bool
    examples: tuple[tuple[str, str, bool], ...]

    def is_missing(self, last: datetime, now: datetime, limit: int) -> bool:
        """Whether nothing happened; `last` is the last activity, else since when it is watched."""
        if not self.by_hour:
            return now - last > timedelta(hours=limit)
        morning = datetime.combine(now.date(), time(), now.tzinfo)
        return now >= morning + timedelta(hours=limit) and last < morning


def hour_of(at: int) -> int:
    """Return the beginning of the hour of a time in milliseconds."""
    return at - at % 3_600_000
