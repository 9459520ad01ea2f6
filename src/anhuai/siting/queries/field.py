"""The field a scenario is played on: homes, facilities and candidate villages set on the roads."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import audit
from anhuai.platform.acting import SYSTEM
from anhuai.siting.queries.demand import growth
from anhuai.siting.queries.facing import Offer, offers
from anhuai.siting.queries.roads import raw_of
from anhuai.siting.rules import AIMS, Subject, share

GROUPS = ("residents", "elders", "toddlers")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A village where something may be built: the home nearest to the middle of its homes."""

    division: str
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Field:
    """Homes with positions (`codes`, `heads` of those the subject is for), existing facilities with
    positions, a candidate for every village, and the ground they all stand on: of its places the
    first are the offers', then the candidates'."""

    offers: list[Offer]
    candidates: list[Candidate]
    codes: Any
    heads: Any
    ground: Any
    raw: Any
    reached: dict[tuple[int, frozenset[int]], Any]


def field_of(
    network: int, subject: Subject, on: date, division: str, *, year: int | None = None
) -> Field:
    """Return a county's field on a day; remembered, for a pin that is moved asks again and again.

    With a year to come, those the subject is for are as many as the projection says, town by town:
    an estimate, spread over today's homes.

    It holds sums by point, nobody's name, and is the same for whoever asks, until anybody writes.
    """
    return _field(network, subject, on, division, year, audit.last_change())


@lru_cache(maxsize=2)
def _field(
    network: int, subject: Subject, on: date, division: str, year: int | None, changed: str
) -> Field:
    del changed  # tells one state of the register from the next
    import numpy as np

    from anhuai.siting.engine import measuring

    whom = GROUPS.index(AIMS[subject].whom)
    homes = [
        one for one in people.dwellings(SYSTEM, on=on, division=division)
        if one.longitude is not None
    ]  # fmt: skip
    codes = np.array([one.division for one in homes], "U12")
    at = np.array([one[1:3] for one in homes], np.float64).reshape(-1, 2)
    given = [
        one for one in offers(SYSTEM, on=on, subject=subject, division=division)
        if one.longitude is not None and one.latitude is not None
    ]  # fmt: skip
    candidates = _candidates(codes, at)
    everywhere: list[Any] = [*given, *candidates]
    sites = np.array([(one.longitude, one.latitude) for one in everywhere], np.float64)
    sites = sites.reshape(-1, 2)
    raw = raw_of(network)
    ground = measuring.ground(raw, sites[:, 0], sites[:, 1], at[:, 0], at[:, 1])
    heads = np.array([one[3 + whom] for one in homes], np.int64)
    if year is not None:
        times = growth(on, division, year, GROUPS[whom])
        heads = _spread(heads, codes, times)
    return Field(given, candidates, codes, heads, ground, raw, {})


def _spread(heads: Any, codes: Any, times: Any) -> Any:
    """Return the heads as a town's growth makes them; whole people, each town's total kept."""
    import numpy as np

    towns = np.array([str(code)[:9] for code in codes])
    found = np.zeros(len(heads), np.int64)
    for town in np.unique(towns):
        own = np.flatnonzero(towns == town)
        ends = np.floor(np.cumsum(heads[own]) * times.get(str(town), 1.0) + 0.5)
        found[own] = np.diff(np.concatenate([[0], ends])).astype(np.int64)
    return found


def _candidates(codes: Any, at: Any) -> list[Candidate]:
    import numpy as np

    found = []
    for code in np.unique(codes):
        own = at[codes == code]
        lon, lat = own[int(((own - own.mean(axis=0)) ** 2).sum(axis=1).argmin())]
        found.append(Candidate(str(code), places.path_of(str(code)), float(lon), float(lat)))
    return found


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one more site would change: people reached before and after, of how many; the nearest
    road in metres (None where it is too far to build on)."""

    people: int
    before: int
    after: int
    road_m: int

    @property
    def gain(self) -> int:
        """Return how many more would be reached."""
        return self.after - self.before

    @property
    def share(self) -> float | None:
        """Return the share reached after."""
        return share(self.after, self.people)


def what_if(
    field: Field, *, longitude: float, latitude: float, reach: int,
    closed: frozenset[int] = frozenset(),
) -> WhatIf:  # fmt: skip
    """Return what a site at a point (WGS-84) would change; facilities stay but those `closed`."""
    import numpy as np

    from anhuai.siting.engine import measuring, plane, walking

    existing = existing_reached(field, reach, closed)
    node, far = plane.snapped(
        np.array([longitude]), np.array([latitude]), field.raw.lon, field.raw.lat
    )
    near = existing.copy()
    if far[0] <= measuring.FAR_FROM_ROADS_DM:
        start = field.ground.network.number[node]
        pairs = walking.within(field.ground.network, start, field.ground.home, reach=reach)
        whole = pairs.cost + field.ground.home_far[pairs.target] + far[0]
        near[pairs.target[whole <= reach]] = True
    return WhatIf(
        int(field.heads.sum()), int(field.heads[existing].sum()), int(field.heads[near].sum()),
        int(far[0]) // 10,
    )  # fmt: skip


def existing_reached(field: Field, reach: int, closed: frozenset[int] = frozenset()) -> Any:
    """Return which homes the existing facilities but those `closed` reach; computed once."""
    import numpy as np

    from anhuai.siting.engine import measuring

    if (reach, closed) not in field.reached:
        stays = np.array([one.pk not in closed for one in field.offers], bool)
        pairs = measuring.reached(field.ground, reach=reach)
        near = np.zeros(len(field.heads), bool)
        old = pairs.source < len(stays)
        near[pairs.target[old][stays[pairs.source[old]]]] = True
        field.reached[reach, closed] = near
    return field.reached[reach, closed]
