"""Two-step floating catchment areas: how many places are in reach, shared with all who reach them.

2SFCA: Luo and Wang 2003; E2SFCA, with weights that fall by zones of distance: Luo and Qi 2009. A
facility's share depends on its own pairs alone, so both steps are one pass over them.
"""

from collections.abc import Sequence

import numpy as np
from numba import njit
from numpy.typing import NDArray

from anhuai.siting.engine.graph import Floats
from anhuai.siting.engine.walking import Pairs


def accessibility(
    pairs: Pairs,
    supply: NDArray[np.number],
    demand: NDArray[np.number],
    zones: Sequence[tuple[int, float]],
) -> tuple[Floats, Floats]:
    """Return each target's places in reach per head, and each source's places per head around it.

    `pairs` go from facilities to people. `zones` are (farthest cost, weight), nearest first, each
    end inside its zone; one zone of weight 1 is 2SFCA. A facility that nobody reaches shares
    nothing: its ratio is NaN, and its places are in nobody's sum.
    """
    ends = np.array([end for end, _weight in zones], np.int64)
    weights = np.array([weight for _end, weight in zones], np.float64)
    if not len(ends) or (np.diff(ends) <= 0).any() or (weights <= 0).any():
        raise ValueError("zones grow outwards and have weights above nothing")
    shared: tuple[Floats, Floats] = _shared(
        pairs.ptr, pairs.target, pairs.cost, np.asarray(supply, np.float64),
        np.asarray(demand, np.float64), ends, weights,
    )  # fmt: skip
    return shared


@njit(cache=True)
def _zone(cost, ends):  # type: ignore[no-untyped-def]
    zone = 0
    while zone < len(ends) and cost > ends[zone]:
        zone += 1
    return zone


@njit(cache=True)
def _shared(ptr, target, cost, supply, demand, ends, weights):  # type: ignore[no-untyped-def]
    found, ratio = np.zeros(len(demand)), np.full(len(supply), np.nan)
    weight = np.append(weights, 0.0)  # beyond the last zone nothing counts
    for s in range(len(supply)):
        heads = 0.0
        for k in range(np.uint64(ptr[s]), np.uint64(ptr[s + 1])):
            heads += demand[np.uint32(target[k])] * weight[_zone(cost[k], ends)]
        if heads <= 0:
            continue
        ratio[s] = supply[s] / heads
        for k in range(np.uint64(ptr[s]), np.uint64(ptr[s + 1])):
            found[np.uint32(target[k])] += ratio[s] * weight[_zone(cost[k], ends)]
    return found, ratio
