"""The small map a pin is dragged on: the county's outline and what stands there, as SVG numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import cos, radians
from typing import Any

from anhuai.places import queries as places
from anhuai.platform import county
from anhuai.platform.acting import Actor
from anhuai.siting import queries
from anhuai.siting.rules import Subject

WIDE = 600


@dataclass(frozen=True, slots=True)
class PinMap:
    """A picture linear in longitude and latitude: its size, corner and span in degrees (texts, for
    attributes are no local numbers), the outline as paths, what exists and what was chosen."""

    width: int
    height: int
    west: str
    north: str
    wide: str
    high: str
    paths: list[str]
    existing: list[tuple[int, int, str]]
    chosen: list[tuple[int, int, str]]


def pin_map(actor: Actor, found: Any, on: date) -> PinMap | None:
    """Return the map of a scenario; None where the county has no outline and nothing stands."""
    closed = {key for key, _name in found.closing}
    rings = list(_rings(places.outline(county.code(), on=on)))
    offers = [
        (one.longitude, one.latitude, one.name)
        for one in queries.offers(
            actor, on=on, subject=Subject(found.subject), division=county.code()
        )
        if one.longitude is not None and one.latitude is not None and one.pk not in closed
    ]  # fmt: skip
    corners = [at for ring in rings for at in ring] or [(lon, lat) for lon, lat, _n in offers]
    if len(corners) < 2:
        return None
    west, east = min(at[0] for at in corners), max(at[0] for at in corners)
    south, north = min(at[1] for at in corners), max(at[1] for at in corners)
    wide, high = max(east - west, 0.01), max(north - south, 0.01)
    height = round(WIDE * high / (wide * cos(radians((north + south) / 2))))

    def spot(lon: float, lat: float) -> tuple[int, int]:
        return round((lon - west) / wide * WIDE), round((north - lat) / high * height)

    sites = (found.answer or {}).get("sites", [])
    return PinMap(
        WIDE, height, f"{west:.6f}", f"{north:.6f}", f"{wide:.6f}", f"{high:.6f}",
        [_path([spot(*at) for at in ring]) for ring in rings],
        [(*spot(lon, lat), name) for lon, lat, name in offers],
        [(*spot(one["longitude"], one["latitude"]), one["name"]) for one in sites],
    )  # fmt: skip


def _rings(outline: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    for feature in outline["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for part in parts:
            yield [(at[0], at[1]) for at in part[0]]


def _path(spots: list[tuple[int, int]]) -> str:
    kept = [one for at, one in enumerate(spots) if not at or one != spots[at - 1]]
    return "M" + "L".join(f"{x} {y}" for x, y in kept) + "Z"
