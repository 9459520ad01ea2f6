"""Shortest ways on a contracted network: bucket Dijkstra, exact in whole units.

Buckets are wider than the shortest arc, so a node may be expanded twice within its bucket; a stale
entry is known by its distance. What cannot be reached is -1 and never a number.
"""

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from anhuai.siting.engine.graph import INFINITE, Ints, Network

SHIFT = 8
"""Buckets are 256 units wide in a search of the whole network."""
CLOSE_SHIFT = 7


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every (source, target) within reach: of source k, `target` and `cost` from `ptr[k]` on."""

    ptr: NDArray[np.int64]
    target: Ints
    cost: Ints

    @property
    def source(self) -> Ints:
        """Return the source of every pair."""
        return np.repeat(np.arange(len(self.ptr) - 1, dtype=np.int32), np.diff(self.ptr))


def nearest(network: Network, sources: NDArray[np.integer]) -> Ints:
    """Return every node's cost to its nearest source (both numbered by the network); -1 where
    none can be reached."""
    return _nearest(network, sources, which=False)[0]


def nearest_which(network: Network, sources: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Return cost and position in `sources` of every node's nearest; -1 twice where none is."""
    return _nearest(network, sources, which=True)


def _nearest(network: Network, sources: NDArray[np.integer], *, which: bool) -> tuple[Ints, Ints]:
    seeds = np.ascontiguousarray(sources, np.int32)
    most = int(network.cost.max()) if len(network.cost) else 1
    buckets = 1 << int((most >> SHIFT) + 2).bit_length()
    pool = network.junctions + 4 * len(seeds) + 1024
    while True:
        done, cost, who = _spread(
            network.junctions, network.ptr, network.to, network.cost, network.start, network.ends,
            network.length, network.off, network.of, seeds, buckets, pool, which,
        )  # fmt: skip
        if done:
            return cost, who
        pool *= 2


@njit(cache=True)
def _spread(junctions, ptr, to, cost, start, ends, length, off, of, seeds, buckets, pool, which):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Return whether the pool of entries sufficed, and cost and source of every node."""
    dist = np.empty(len(off), np.int32)
    dist[:junctions] = INFINITE
    who = np.full(len(off) if which else 1, -1, np.int32)
    holds = np.zeros(len(length), np.bool_)
    for s in seeds:
        if s >= junctions:
            holds[of[s]] = True
    begun = _sown(junctions, ends, length, off, of, seeds, dist, who, which)
    if not _expanded(ptr, to, cost, begun, dist, who, buckets, pool, which):
        return False, dist, who
    _between(junctions, ends, length, off, of, dist, who, which)
    _held(junctions, start, ends, length, off, of, seeds, holds, dist, who, which)
    for k in range(len(off)):
        if dist[k] >= INFINITE:
            dist[k] = -1
            if which:
                who[k] = -1
    return True, dist, who


@njit(cache=True)
def _sown(junctions, ends, length, off, of, seeds, dist, who, which):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Set the costs of sources and of the ends of chains they stand on; return the junctions to
    begin with."""
    begun, count = np.empty(2 * len(seeds), np.int32), 0
    for k in range(len(seeds)):
        s = seeds[k]
        for end in range(1 if s < junctions else 2):
            v, y = s, np.int32(0)
            if s >= junctions:
                v = ends[of[s], end]
                y = off[s] if end == 0 else length[of[s]] - off[s]
            begun[count] = v
            count += 1
            if y < dist[v]:
                dist[v] = y
                if which:
                    who[v] = k
    return begun[:count]


@njit(cache=True)
def _expanded(ptr, to, cost, begun, dist, who, buckets, pool, which):  # type: ignore[no-untyped-def] # noqa: C901, PLR0913
    """Settle the junctions; return False where the pool of entries was too small."""
    head = np.full(buckets, -1, np.int32)
    after, value = np.empty(pool, np.int32), np.empty(pool, np.int32)
    entry = np.empty(pool, np.uint32)
    used, spare, live, mask = 0, np.int32(-1), len(begun), buckets - 1
    for v in begun:
        i = (dist[v] >> SHIFT) & mask
        entry[used], value[used], after[used] = v, dist[v], head[i]
        head[i] = used
        used += 1
    b = 0
    while live > 0:
        i = b & mask
        while head[i] >= 0:
            e = np.uint32(head[i])
            head[i] = after[e]
            after[e] = spare
            spare = np.int32(e)
            live -= 1
            u, x = entry[e], value[e]
            if dist[u] != x:
                continue
            for k in range(np.uint32(ptr[u]), np.uint32(ptr[u + np.uint32(1)])):
                v, y = np.uint32(to[k]), x + cost[k]
                if y < dist[v]:
                    dist[v] = y
                    if which:
                        who[v] = who[u]
                    if spare >= 0:
                        f = np.uint32(spare)
                        spare = after[f]
                    elif used == pool:
                        return False
                    else:
                        f = np.uint32(used)
                        used += 1
                    j = (y >> SHIFT) & mask
                    entry[f], value[f], after[f] = v, y, head[j]
                    head[j] = np.int32(f)
                    live += 1
        b += 1
    return True


@njit(cache=True)
def _between(junctions, ends, length, off, of, dist, who, which):  # type: ignore[no-untyped-def]
    """Fill every chain from its ends, node by node: one pass without a loop a chain, most of which
    are two or three nodes long. A chain of which one end is reached has both reached."""
    low, high = np.empty(len(length), np.int32), np.empty(len(length), np.int32)
    for c in range(len(length)):
        low[c], high[c] = dist[ends[c, 0]], dist[ends[c, 1]] + length[c]
    for k in range(junctions, len(off)):
        at = np.uint32(of[k])
        dist[k] = min(low[at] + off[k], high[at] - off[k])
    if which:
        for k in range(junctions, len(off)):
            c = of[k]
            nearer = low[c] + off[k] <= high[c] - off[k]
            who[k] = who[ends[c, 0]] if nearer else who[ends[c, 1]]


@njit(cache=True)
def _held(junctions, start, ends, length, off, of, seeds, holds, dist, who, which):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Fill the chains that hold sources of their own anew."""
    own = np.flatnonzero(seeds >= junctions)
    for place in own:
        c = of[seeds[place]]
        dist[start[c] : start[c + 1]] = INFINITE
    for place in own:
        s = seeds[place]
        if dist[s] != 0 and which:
            who[s] = place
        dist[s] = 0
    for place in own:
        c = of[seeds[place]]
        if holds[c]:
            holds[c] = False
            _along(c, start, ends, length, off, dist, who, which)


@njit(cache=True)
def _along(c, start, ends, length, off, dist, who, which):  # type: ignore[no-untyped-def]
    """Sweep a chain that holds sources of its own, once each way."""
    run, at = dist[ends[c, 0]], 0
    best = who[ends[c, 0]] if which else np.int32(-1)
    for k in range(start[c], start[c + 1]):
        run, at = min(run + off[k] - at, INFINITE), off[k]
        if dist[k] > run:
            dist[k] = run
            if which:
                who[k] = best
        else:
            run = dist[k]
            best = who[k] if which else best
    run, at = dist[ends[c, 1]], length[c]
    best = who[ends[c, 1]] if which else np.int32(-1)
    for k in range(start[c + 1] - 1, start[c] - 1, -1):
        run, at = min(run + at - off[k], INFINITE), off[k]
        if dist[k] > run:
            dist[k] = run
            if which:
                who[k] = best
        else:
            run = dist[k]
            best = who[k] if which else best


def within(
    network: Network, sources: NDArray[np.integer], targets: NDArray[np.integer], *, reach: int
) -> Pairs:
    """Return every pair of a source and a target (nodes of the network) at a cost of at most
    `reach`, the limit itself included; targets may share nodes."""
    wanted = np.ascontiguousarray(targets, np.int32)
    order, first = _by_node(wanted, network.nodes)
    ptr, target, cost = _within(
        network.junctions, network.ptr, network.to, network.cost, network.chain, network.start,
        network.ends, network.length, network.off, network.of,
        np.ascontiguousarray(sources, np.int32), wanted, order, first, np.int32(reach),
    )  # fmt: skip
    return Pairs(ptr, target, cost)


@njit(cache=True)
def _by_node(targets: Ints, nodes: int) -> tuple[Ints, Ints]:
    """Return the targets ordered by node, and where each node's begin."""
    first = np.zeros(nodes + 1, np.int32)
    for t in targets:
        first[t + 1] += 1
    for k in range(nodes):
        first[k + 1] += first[k]
    at, order = first[:-1].copy(), np.empty(len(targets), np.int32)
    for k in range(len(targets)):
        t = targets[k]
        order[at[t]] = k
        at[t] += 1
    return order, first


@njit(cache=True)
def _within(  # type: ignore[no-untyped-def] # noqa: PLR0913
    junctions,
    ptr,
    to,
    cost,
    chain,
    start,
    ends,
    length,
    off,
    of,
    sources,
    wanted,
    order,
    first,
    reach,
):
    """Return the pairs: one bounded search a source, then the targets on what it touched."""
    dist, stamp = np.full(junctions, INFINITE, np.int32), np.full(len(length), -1, np.int32)
    touched = np.empty(junctions + 2, np.int32)
    head = np.full((reach >> CLOSE_SHIFT) + 1, -1, np.int32)
    bag = np.empty((3, 1024), np.int32)
    out = np.empty((2, 1024 + 4 * len(wanted)), np.int32)
    out_ptr, n = np.zeros(len(sources) + 1, np.int64), np.int64(0)
    for s in range(len(sources)):
        source = sources[s]
        own = of[source] if source >= junctions else np.int32(-1)
        bag, reached = _explored(
            ptr, to, cost, ends, length, off, source, own, reach, dist, touched, head, bag
        )
        if n + len(wanted) > out.shape[1]:
            out = _wider(out)
        if own >= 0:
            stamp[own] = s
            low, high = dist[ends[own, 0]], dist[ends[own, 1]] + length[own]
            n = _told(own, low, high, off[source], start, off, wanted, order, first, reach, out, n)
        for m in range(reached):
            u = np.uint32(touched[m])
            for at in range(first[u], first[u + np.uint32(1)]):
                out[0, n], out[1, n] = order[at], dist[u]
                n += 1
            for k in range(np.uint32(ptr[u]), np.uint32(ptr[u + np.uint32(1)])):
                c = chain[k]
                if c >= 0 and stamp[c] != s:
                    stamp[c] = s
                    low, high = dist[ends[c, 0]], dist[ends[c, 1]] + length[c]
                    n = _told(c, low, high, -1, start, off, wanted, order, first, reach, out, n)
        dist[touched[:reached]] = INFINITE
        out_ptr[s + 1] = n
    return out_ptr, out[0, :n].copy(), out[1, :n].copy()


@njit(cache=True)
def _told(c, low, high, here, start, off, wanted, order, first, reach, out, n):  # type: ignore[no-untyped-def] # noqa: PLR0913
    """Write down a chain's targets within reach of its ends, or of the source `here` on it."""
    for at in range(first[start[c]], first[start[c + 1]]):
        t = order[at]
        place = off[wanted[t]]
        y = min(low + place, high - place)
        if here >= 0:
            y = min(y, abs(place - here))
        if y <= reach:
            out[0, n], out[1, n] = t, y
            n += 1
    return n


@njit(cache=True)
def _explored(ptr, to, cost, ends, length, off, source, own, reach, dist, touched, head, bag):  # type: ignore[no-untyped-def] # noqa: C901, PLR0913
    """Settle the junctions within reach of a source; return the bag of entries and how many."""
    used, reached = 0, 0
    for end in range(1 if own < 0 else 2):
        v, y = source, np.int32(0)
        if own >= 0:
            v = ends[own, end]
            y = off[source] if end == 0 else length[own] - off[source]
        if y <= reach and y < dist[v]:
            if dist[v] >= INFINITE:
                touched[reached] = v
                reached += 1
            dist[v] = y
            bag[0, used], bag[1, used], bag[2, used] = v, y, head[y >> CLOSE_SHIFT]
            head[y >> CLOSE_SHIFT] = used
            used += 1
    for b in range(len(head)):
        while head[b] >= 0:
            e = head[b]
            u, x = np.uint32(bag[0, e]), bag[1, e]
            head[b] = bag[2, e]
            if dist[u] != x:
                continue
            for k in range(np.uint32(ptr[u]), np.uint32(ptr[u + np.uint32(1)])):
                v, y = np.uint32(to[k]), x + cost[k]
                if y <= reach and y < dist[v]:
                    if dist[v] >= INFINITE:
                        touched[reached] = v
                        reached += 1
                    dist[v] = y
                    if used == bag.shape[1]:
                        bag = _wider(bag)
                    j = y >> CLOSE_SHIFT
                    bag[0, used], bag[1, used], bag[2, used] = v, y, head[j]
                    head[j] = used
                    used += 1
    return bag, reached


@njit(cache=True)
def _wider(rows: Ints) -> Ints:
    """Return the rows with twice the room."""
    grown = np.empty((rows.shape[0], 2 * rows.shape[1]), np.int32)
    grown[:, : rows.shape[1]] = rows
    return grown
