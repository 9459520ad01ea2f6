"""Where care is to be found, for anybody: facilities by need, how far, what is free; no person.

A home childcare point is somebody's home: its street and its position are not shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.db.models import Count, Max

from anhuai.childcare import queries as childcare
from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import MARKS
from anhuai.facilities.rules import Group
from anhuai.kernel.divisions import Level
from anhuai.people import queries as people
from anhuai.placements import queries as placements
from anhuai.places import queries as places
from anhuai.platform import county, wall
from anhuai.platform.acting import SYSTEM
from anhuai.siting import queries as siting
from anhuai.siting.rules import Basis

AT_HOME: Final = "home_childcare_point"
RATINGS: Final = ("star", "inclusive", "demonstration", "admits_tekun", "barrier_free")
FEW: Final = 5
_POINT = ("code", "longitude", "latitude")
FARTHEST_DM: Final = 300_000
"""Farther on foot than 30 km is not looked for: nobody walks that."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a family looks for: its words, the facilities' wings or kinds, services, children."""

    title: str
    title_en: str
    groups: tuple[Group, ...] = ()
    services: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


_ELDERLY = (Group.ELDERLY_RESIDENTIAL, Group.ELDERLY_COMMUNITY)
NEEDS: Final[Mapping[str, Mapping[str, Need]]] = {
    "elderly": {
        "": Need("全部养老服务", "All elderly care", _ELDERLY),
        "stay": Need("长期入住", "A place to live", (Group.ELDERLY_RESIDENTIAL,)),
        "day": Need("白天照料", "Care by day", _ELDERLY, ("day_care",)),
        "meal": Need("助餐", "Meals", _ELDERLY, ("meal_aid",)),
        "respite": Need("短期托养、喘息", "Short stay, respite", _ELDERLY,
                        ("short_stay", "respite_care")),
        "home": Need("上门服务", "Care at home", _ELDERLY,
                     ("home_care_bed", "bathing_aid", "cleaning_aid", "visiting")),
    },
    "childcare": {
        "": Need("全部托育", "All childcare", (Group.CHILDCARE,)),
        "infant": Need("6–12 个月", "6–12 months", (Group.CHILDCARE,), (), ("infant",)),
        "low": Need("12–24 个月", "12–24 months", (Group.CHILDCARE,), (),
                    ("toddler_low", "mixed")),
        "high": Need("24–36 个月", "24–36 months", (Group.CHILDCARE,), (),
                     ("toddler_high", "mixed")),
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A facility as anybody may see it.

    `free` is None where it is not known; ways are metres: on foot by road, or the straight line.
    """

    name: str
    kind: str
    town: str
    address: str
    phone: str
    beds: int
    nursing: int
    places: int
    free: int | None
    ratings: Sequence[tuple[str, str]]
    at: tuple[float, float] | None
    walk: int | None
    straight: int | None

    @property
    def way(self) -> int:
        """Return what the list is sorted by: the known way, the unknown last."""
        known = self.walk if self.walk is not None else self.straight
        return 1_000_000_000 if known is None else known


@wall.lifted()
def found_near(
    *, wing: str, need: str, on: date, near: str = "", free: bool = False, rated: str = ""
) -> list[Found]:
    """Return the operating facilities that meet a need, nearest first where a village is given."""
    wanted = NEEDS[wing].get(need) or NEEDS[wing][""]
    rows: dict[int, Any] = {}
    for group in wanted.groups:
        for one in facilities.operating(SYSTEM, on=on, group=group, division=county.code()):
            rows[one.pk] = one
    if wanted.services:
        kept: set[int] = set()
        for code in wanted.services:
            given = facilities.operating(SYSTEM, on=on, services=(code,), division=county.code())
            kept |= set(given.values_list("pk", flat=True))
        rows = {key: one for key, one in rows.items() if key in kept}
    if wanted.classes:
        offering = childcare.free_places(list(rows), on=on, groups=wanted.classes)
        rows = {key: one for key, one in rows.items() if key in offering}
    open_places = dict(childcare.free_places(list(rows), on=on, groups=wanted.classes))
    open_places |= placements.free_counts(list(rows), on=on) if wing == "elderly" else {}
    ratings = _ratings(on)
    seen = facilities.numbers(list(rows), on=on)
    ways = _ways(near, on)
    found = [
        _found(one, seen[key], open_places.get(key), ratings.get(key, ()), ways)
        for key, one in rows.items()
        if rated not in RATINGS or any(code == rated for code, _grade in ratings.get(key, ()))
    ]
    found = [one for one in found if not free or one.free]
    return sorted(found, key=lambda one: (one.way, one.town, one.name))


def _found(
    one: Any, seen: Any, free: int | None, ratings: Sequence[tuple[str, str]],
    ways: "Ways",
) -> Found:  # fmt: skip
    hidden = one.kind == AT_HOME
    placed = one.longitude is not None and one.latitude is not None and not hidden
    return Found(
        one.name, one.kind, places.name_of(one.division[: Level.TOWN]),
        "" if hidden else one.address, "" if hidden else one.phone, seen.in_service, seen.nursing,
        seen.places, free, ratings, (one.longitude, one.latitude) if placed else None,
        ways.walk.get(one.pk) if placed else None, ways.straight_to(one) if placed else None,
    )  # fmt: skip


def _ratings(on: date) -> dict[int, list[tuple[str, str]]]:
    """Return by facility the marks a family chooses by, with their grade, as codes."""
    found: dict[int, list[tuple[str, str]]] = {}
    for key, code, grade in facilities.marks_held(SYSTEM, on=on, codes=RATINGS):
        if code in MARKS:
            found.setdefault(key, []).append((code, grade))
    return found


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from one village: metres on foot by facility, and the village's own point."""

    walk: Mapping[int, int]
    point: tuple[float, float] | None
    is_synthetic: bool = False

    def straight_to(self, one: Any) -> int | None:
        """Return the straight line to a facility in metres; None without a village."""
        if self.point is None:
            return None
        from anhuai.kernel.geometry import LonLat, haversine_m

        return round(haversine_m(LonLat(*self.point), LonLat(one.longitude, one.latitude)))


def starts(on: date) -> list[tuple[str, str]]:
    """Return the villages a search may start from, as (code, town and village)."""
    names = dict(towns(on))
    return [
        (code, f"{names.get(code[: Level.TOWN], '')} {places.name_of(code)}")
        for code in sorted(_villages(on, county.code(), _changed()))
    ]


def is_synthetic() -> bool | None:
    """Say whether ways go over invented roads; None where there is no network at all."""
    net = siting.network(county.code())
    return None if net is None else net.basis == Basis.SYNTHETIC


def _ways(near: str, on: date) -> Ways:
    if not near:
        return Ways({}, None)
    changed = _changed()
    villages = _villages(on, county.code(), changed)
    if near not in villages:
        return Ways({}, None)
    net = siting.network(county.code())
    if net is None:
        return Ways({}, villages[near])
    table = _table(net.pk, on, county.code(), changed)
    return Ways(table.get(near, {}), villages[near])


def _changed() -> str:
    """Return what tells one state of the facilities from the next: their number, last change."""
    state = facilities.within_scope(SYSTEM).aggregate(n=Count("pk"), at=Max("updated_at"))
    return f"{state['n']} {state['at']}"


@lru_cache(maxsize=2)
def _villages(on: date, division: str, changed: str) -> Mapping[str, tuple[float, float]]:
    """Return where villages lie: their own point, else the middle of at least `FEW` dwellings.

    A middle of many homes is nobody's home, and it never leaves the server: only ways do.
    """
    del changed  # tells one state of the register from the next
    rows = places.divisions(SYSTEM, on=on, level=Level.VILLAGE, division=division)
    known = {code: (lon, lat) for code, lon, lat in rows.values_list(*_POINT)}
    homes: dict[str, list[tuple[float, float]]] = {}
    for one in people.dwellings(SYSTEM, on=on, division=division):
        if one.longitude is not None and one.latitude is not None:
            homes.setdefault(one.division, []).append((one.longitude, one.latitude))
    found = {}
    for code, (lon, lat) in known.items():
        if lon is not None and lat is not None:
            found[code] = (lon, lat)
        elif len(at := homes.get(code, ())) >= FEW:
            found[code] = (sum(p[0] for p in at) / len(at), sum(p[1] for p in at) / len(at))
    return found


@lru_cache(maxsize=2)
def _table(network: int, on: date, division: str, changed: str) -> Mapping[str, Mapping[int, int]]:
    """Return by village the metres on foot to every facility with a position; once a change."""
    import numpy as np

    from anhuai.siting.engine import measuring

    villages = _villages(on, division, changed)
    given = list(
        facilities.operating(SYSTEM, on=on, division=division)
        .filter(longitude__isnull=False, latitude__isnull=False)
        .values_list("pk", "longitude", "latitude")
    )
    if not given or not villages:
        return {}
    sites = np.array([row[1:] for row in given], np.float64)
    homes = np.array(list(villages.values()), np.float64)
    ground = measuring.ground(
        siting.raw_of(network), sites[:, 0], sites[:, 1], homes[:, 0], homes[:, 1]
    )
    pairs = measuring.reached(ground, reach=FARTHEST_DM)
    codes = list(villages)
    found: dict[str, dict[int, int]] = {}
    for source, target, cost in zip(pairs.source, pairs.target, pairs.cost, strict=True):
        found.setdefault(codes[int(target)], {})[given[int(source)][0]] = int(cost) // 10
    return found


def outlines(on: date) -> Any:
    """Return the outlines of the county's towns as GeoJSON."""
    return places.outlines_below(county.code(), on=on)


def towns(on: date) -> list[tuple[str, str]]:
    """Return the county's towns as (code, name), by code."""
    rows = places.divisions(SYSTEM, on=on, level=Level.TOWN, division=county.code())
    return [(code, places.name_of(code)) for code in sorted(rows.values_list("code", flat=True))]
