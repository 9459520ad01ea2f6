"""A made-up road network where no road file is given, for the demo county: labelled, deterministic.

Lanes on a lattice around the houses, village roads to the town, main roads between towns (their
least spanning tree). It is plausible in its shape and true in no detail.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

from anhuai.siting.engine.graph import Floats
from anhuai.siting.engine.plane import flat
from anhuai.siting.engine.roads import Roads, joined

LANE_M = 150.0
AROUND_M = 180.0
STEP_M = 300.0


def network(
    lon: Floats, lat: Floats, village: NDArray[np.integer], town: NDArray[np.integer]
) -> Roads:
    """Return roads for houses at (lon, lat), each of a village (0, 1, …) of a town (0, 1, …)."""
    at = float(np.mean(lat))
    ground = flat(lon, lat, at=at)
    lanes = _lattice(ground)
    seats = _centres(ground, village)
    town_of = np.zeros(int(village.max()) + 1, np.int64)
    town_of[village] = town
    capitals = _centres(ground, town)
    points, pairs = [tuple(one) for one in lanes], _neighbours(lanes)
    for seat, of in zip(seats, town_of, strict=True):
        _road(points, pairs, lanes, seat, capitals[of])
    tree = minimum_spanning_tree(cdist(capitals, capitals)).tocoo()
    for one, other in zip(tree.row, tree.col, strict=True):
        _road(points, pairs, lanes, capitals[one], capitals[other])
    for one, other in _bridges(lanes, pairs, len(points)):
        pairs.append((one, other))
    unit = flat(np.array([1.0]), np.array([1.0]), at=at)[0]
    degrees = [(float(x / unit[0]), float(y / unit[1])) for x, y in points]
    return joined(degrees, pairs, ways=len(pairs), skipped=0)


def _centres(ground: Floats, of: NDArray[np.integer]) -> Floats:
    count = np.bincount(of)
    return np.column_stack([np.bincount(of, ground[:, k]) / count for k in (0, 1)])


def _lattice(ground: Floats) -> Floats:
    """Return lattice points that have a house near them."""
    cells = np.unique(np.rint(ground / LANE_M).astype(np.int64), axis=0)
    around = np.array([(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)])
    every = np.unique((cells[:, None] + around[None]).reshape(-1, 2), axis=0) * LANE_M
    far, _which = cKDTree(ground).query(every)
    return np.asarray(every[far <= AROUND_M])


def _neighbours(lanes: Floats) -> list[tuple[int, int]]:
    found = cKDTree(lanes).query_pairs(LANE_M * 1.01, output_type="ndarray")
    return [(int(one), int(other)) for one, other in found]


def _road(
    points: list[tuple[float, ...]],
    pairs: list[tuple[int, int]],
    lanes: Floats,
    start: Floats,
    end: Floats,
) -> None:
    """Draw a road between the lanes nearest to two places."""
    _far, ends = cKDTree(lanes).query(np.array([start, end]))
    one, other = int(ends[0]), int(ends[1])
    if one == other:
        return
    steps = max(1, int(np.hypot(*(lanes[other] - lanes[one])) // STEP_M))
    before = one
    for step in range(1, steps):
        points.append(tuple(lanes[one] + (lanes[other] - lanes[one]) * step / steps))
        pairs.append((before, len(points) - 1))
        before = len(points) - 1
    pairs.append((before, other))


def _bridges(lanes: Floats, pairs: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """Join each hamlet that stands apart to the nearest lane of another part."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    ends = np.array(pairs)
    graph = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    _parts, label = connected_components(graph, directed=False)
    label = label[: len(lanes)]
    main = int(np.bincount(label).argmax())
    found = []
    trunk = np.flatnonzero(label == main)
    tree = cKDTree(lanes[trunk])
    for part in np.unique(label[label != main]):
        own = np.flatnonzero(label == part)
        far, near = tree.query(lanes[own])
        best = int(np.argmin(far))
        found.append((int(own[best]), int(trunk[near[best]])))
    return found
