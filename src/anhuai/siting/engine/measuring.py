"""Who reaches what: dwellings and facilities set on a network, circles, places a head."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from anhuai.siting.engine.catchment import accessibility
from anhuai.siting.engine.graph import Floats, Ints, Network, build
from anhuai.siting.engine.packing import Raw
from anhuai.siting.engine.plane import flat, snapped
from anhuai.siting.engine.walking import Pairs, nearest, within

FAR_FROM_ROADS_DM = 20_000
"""Two kilometres from any road: a position to be checked (in the sea, say), not a place."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A network with facilities (or sites) joined to it by their own short ways.

    Of facility k, `place[k]` is its node, -1 where it lies too far from any road; `far[k]` is how
    far the nearest road is. A dwelling's way begins with `home_far` to the node `home`.
    """

    network: Network
    place: Ints
    far: Ints
    home: Ints
    home_far: Ints


def ground(raw: Raw, lon: Floats, lat: Floats, home_lon: Floats, home_lat: Floats) -> Ground:
    """Return the network with facilities and dwellings set on it (all WGS-84)."""
    node, far = _snap(raw, lon, lat)
    near = far <= FAR_FROM_ROADS_DM
    fresh = len(raw.lon) + np.arange(int(near.sum()))
    network = build(
        np.r_[raw.lon, lon[near]], np.r_[raw.lat, lat[near]],
        np.r_[raw.first, node[near]], np.r_[raw.second, fresh],
        np.r_[raw.length, np.maximum(1, far[near])],
    )  # fmt: skip
    place = np.full(len(lon), -1, np.int32)
    place[near] = network.number[fresh]
    home, home_far = _snap(raw, home_lon, home_lat)
    return Ground(network, place, far, network.number[home], home_far)


def _snap(raw: Raw, lon: Floats, lat: Floats) -> tuple[NDArray[np.int64], Ints]:
    if not len(lon):
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    return snapped(lon, lat, raw.lon, raw.lat)


def ways(found: Ground) -> Ints:
    """Return each dwelling's way to the nearest facility in decimetres; -1 where no road leads to
    one, or the dwelling lies too far from any road."""
    sources = found.place[found.place >= 0]
    if not len(sources):
        return np.full(len(found.home), -1, np.int32)
    cost = nearest(found.network, sources)[found.home]
    lost = (cost < 0) | (found.home_far > FAR_FROM_ROADS_DM)
    return np.where(lost, -1, cost + found.home_far).astype(np.int32)


def reached(found: Ground, *, reach: int) -> Pairs:
    """Return every (facility, dwelling) within reach, each way from door to door."""
    use = np.flatnonzero(found.place >= 0)
    pairs = within(found.network, found.place[use], found.home, reach=reach)
    cost = pairs.cost + found.home_far[pairs.target]
    kept = cost <= reach
    source = use[pairs.source[kept]]
    counts = np.bincount(source, minlength=len(found.place))
    return Pairs(np.r_[0, np.cumsum(counts)].astype(np.int64), pairs.target[kept], cost[kept])


def circled(
    lon: Floats, lat: Floats, home_lon: Floats, home_lat: Floats, *, reach: int
) -> NDArray[np.bool_]:
    """Say of each dwelling whether a facility lies within reach as the crow flies."""
    if not len(lon):
        return np.zeros(len(home_lon), bool)
    at = float(np.mean(home_lat))
    far, _which = cKDTree(flat(lon, lat, at=at)).query(flat(home_lon, home_lat, at=at))
    return np.asarray(far * 10 <= reach)


def per_head(
    pairs: Pairs, supply: NDArray[np.number], heads: NDArray[np.number], *, reach: int
) -> Floats:
    """Return each dwelling's places in reach per head of those they are for (2SFCA)."""
    return accessibility(pairs, supply, heads, [(reach, 1.0)])[0]
