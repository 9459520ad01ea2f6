"""A road network made ready for search: whole costs, chains contracted, neighbours in memory.

A node of degree two decides nothing, so chains of them become one arc; their nodes keep their
distance from the chain's start. Junctions are numbered along a Hilbert curve and each chain's nodes
stand side by side behind them: what is near on the ground is near in memory.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
HILBERT_BITS = 16
INFINITE = np.int32(1 << 30)
"""The cost of what cannot be reached; never shown, every caller gets -1 instead."""


@dataclass(frozen=True, slots=True)
class Network:
    """A connected or unconnected road network, undirected, its costs whole numbers.

    Nodes are numbered anew: `number[old]` is the node a file's `old` became, `old[node]` the way
    back. Nodes below `junctions` are junctions, the others stand in chains. `ptr`, `to`, `cost`
    and `chain` are the arcs between junctions (`chain` -1 for a single edge). Of chain `c`: its
    nodes are `start[c]` to `start[c + 1]`, its ends `ends[c]`, its whole cost `length[c]`; `off`
    is each node's cost from the first end, `of` the chain a node stands in.
    """

    number: Ints
    old: Ints
    junctions: int
    ptr: Ints
    to: Ints
    cost: Ints
    chain: Ints
    start: Ints
    ends: Ints
    length: Ints
    off: Ints
    of: Ints

    @property
    def nodes(self) -> int:
        """Return how many nodes there are."""
        return len(self.number)


def simple_edges(
    nodes: int, first: NDArray[Any], second: NDArray[Any], cost: NDArray[Any]
) -> tuple[Ints, Ints, Ints]:
    """Return the edges with the cheapest of parallel ones alone and without loops."""
    low = np.minimum(first, second).astype(np.int64)
    high = np.maximum(first, second).astype(np.int64)
    key = low * nodes + high
    apart = low != high
    key, cost = key[apart], np.asarray(cost)[apart]
    order = np.lexsort((cost, key))
    key, cost = key[order], cost[order]
    once = np.r_[True, key[1:] != key[:-1]] if len(key) else np.zeros(0, bool)
    key = key[once]
    low, high = key // nodes, key % nodes
    return low.astype(np.int32), high.astype(np.int32), cost[once].astype(np.int32)


def build(
    x: NDArray[Any], y: NDArray[Any], first: NDArray[Any], second: NDArray[Any], cost: NDArray[Any]
) -> Network:
    """Return a network of nodes at (x, y) and undirected edges with whole costs of at least 1.

    Raises `ValueError` for a cost below 1 or a network too long for whole 32-bit costs.
    """
    cost = np.asarray(cost)
    if len(cost) and (int(cost.min()) < 1 or int(cost.max()) >= 1 << 24):
        raise ValueError("an edge costs 1 to 16,777,215 units")
    nodes = len(x)
    ptr, to, arc = _arcs(nodes, *simple_edges(nodes, np.asarray(first), np.asarray(second), cost))
    order = np.argsort(_hilbert(np.asarray(x, float), np.asarray(y, float)), kind="stable")
    return Network(*_contract(ptr, to, arc, order.astype(np.int32)))


@njit(cache=True)
def _arcs(nodes: int, first: Ints, second: Ints, cost: Ints) -> tuple[Ints, Ints, Ints]:
    """Return both directions of every edge, by their first node."""
    ptr = np.zeros(nodes + 1, np.int32)
    for k in range(len(first)):
        ptr[first[k] + 1] += 1
        ptr[second[k] + 1] += 1
    for k in range(nodes):
        ptr[k + 1] += ptr[k]
    at = ptr[:-1].copy()
    to = np.empty(2 * len(first), np.int32)
    arc = np.empty(2 * len(first), np.int32)
    for k in range(len(first)):
        u, v = first[k], second[k]
        to[at[u]], arc[at[u]] = v, cost[k]
        at[u] += 1
        to[at[v]], arc[at[v]] = u, cost[k]
        at[v] += 1
    return ptr, to, arc


def _hilbert(x: Floats, y: Floats) -> NDArray[np.uint32]:
    """Return each point's place along a Hilbert curve over the points' box."""
    if not len(x):
        return np.zeros(0, np.uint32)
    side = max(float(np.ptp(x)), float(np.ptp(y)), 1e-12)
    most = (1 << HILBERT_BITS) - 1
    across = ((x - x.min()) / side * most).astype(np.uint32)
    return _curve(across, ((y - y.min()) / side * most).astype(np.uint32))


@njit(cache=True)
def _curve(xs: NDArray[np.uint32], ys: NDArray[np.uint32]) -> NDArray[np.uint32]:
    found = np.empty(len(xs), np.uint32)
    for k in range(len(xs)):
        x, y, place = np.int64(xs[k]), np.int64(ys[k]), np.int64(0)
        half = np.int64(1 << (HILBERT_BITS - 1))
        while half > 0:
            right, up = np.int64((x & half) > 0), np.int64((y & half) > 0)
            place += half * half * ((3 * right) ^ up)
            if up == 0:
                if right == 1:
                    x, y = half - 1 - (x & (half - 1)), half - 1 - (y & (half - 1))
                x, y = y, x
            half >>= 1
        found[k] = place
    return found


@njit(cache=True)
def _next(ptr: Ints, to: Ints, before: int, at: int) -> int:
    """Return the arc by which a link of a chain is left that was entered from `before`."""
    return ptr[at] if to[ptr[at]] != before else ptr[at] + 1  # type: ignore[no-any-return]


@njit(cache=True)
def _junctions(ptr: Ints, to: Ints) -> NDArray[np.bool_]:  # noqa: C901
    """Mark nodes that are no link of a chain; of a ring without any, its lowest."""
    nodes = len(ptr) - 1
    is_junction = np.empty(nodes, np.bool_)
    seen = np.zeros(nodes, np.bool_)
    for node in range(nodes):
        is_junction[node] = ptr[node + 1] - ptr[node] != 2
    for node in range(nodes):
        if is_junction[node]:
            for k in range(ptr[node], ptr[node + 1]):
                before, at = node, to[k]
                while not is_junction[at] and not seen[at]:
                    seen[at] = True
                    step = _next(ptr, to, before, at)
                    before, at = at, to[step]
    for node in range(nodes):
        if not is_junction[node] and not seen[node]:
            is_junction[node] = True
            before, at = node, to[ptr[node]]
            while at != node:
                seen[at] = True
                step = _next(ptr, to, before, at)
                before, at = at, to[step]
    return is_junction


@njit(cache=True)
def _contract(ptr: Ints, to: Ints, arc: Ints, order: Ints):  # type: ignore[no-untyped-def] # noqa: C901
    """Number the nodes anew and lay out arcs and chains; see `Network`."""
    nodes = len(ptr) - 1
    is_junction = _junctions(ptr, to)
    number = np.full(nodes, -1, np.int32)
    count = 0
    for node in order:
        if is_junction[node]:
            number[node] = count
            count += 1
    arcs = (ptr[1:] - ptr[:-1])[is_junction].sum()
    new_ptr = np.zeros(count + 1, np.int32)
    new_to, new_cost = np.empty(arcs, np.int32), np.empty(arcs, np.int32)
    new_chain = np.full(arcs, -1, np.int32)
    start = np.empty(arcs + 1, np.int32)
    ends = np.empty((arcs, 2), np.int32)
    length = np.empty(arcs, np.int32)
    off, of = np.zeros(nodes, np.int32), np.full(nodes, -1, np.int32)
    # A chain is met from both ends: the node met last says which chain it was.
    chains, at_arc, free, start[0] = 0, 0, count, count
    for node in order:
        if not is_junction[node]:
            continue
        for k in range(ptr[node], ptr[node + 1]):
            before, at, cost, link = node, to[k], arc[k], np.int32(-1)
            if not is_junction[at]:
                link = of[number[at]] if number[at] >= 0 else np.int32(chains)
                fresh = number[at] < 0
                while not is_junction[at]:
                    if fresh:
                        number[at] = free
                        off[free] = cost
                        of[free] = link
                        free += 1
                    step = _next(ptr, to, before, at)
                    before, at, cost = at, to[step], cost + arc[step]
                if fresh:
                    ends[chains, 0], ends[chains, 1] = number[node], number[at]
                    length[chains] = cost
                    chains += 1
                    start[chains] = free
            new_to[at_arc], new_cost[at_arc], new_chain[at_arc] = number[at], cost, link
            at_arc += 1
        new_ptr[number[node] + 1] = at_arc
    old = np.empty(nodes, np.int32)
    old[number] = np.arange(nodes)
    return (
        number, old, count, new_ptr, new_to, new_cost, new_chain,
        start[: chains + 1].copy(), ends[:chains].copy(), length[:chains].copy(), off, of,
    )  # fmt: skip
