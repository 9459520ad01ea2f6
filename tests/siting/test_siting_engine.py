"""The engine against plain oracles on small graphs: scipy for ways, all choices for sites."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from anhuai.siting.engine import catchment, graph, locating, solving, walking
from anhuai.siting.engine.locating import Limits, Sites
from anhuai.siting.engine.solving import Status


def drawn(seed: int, nodes: int, edges: int):
    """A network of random edges, parallel ones, loops, chains and lone nodes among them."""
    luck = np.random.default_rng(seed)
    first = np.r_[luck.integers(0, nodes, edges), np.arange(nodes // 2)]
    second = np.r_[luck.integers(0, nodes, edges), np.arange(nodes // 2) + 1]
    cost = luck.integers(1, 4000, len(first))
    x, y = luck.uniform(0, 9000, (2, nodes))
    return graph.build(x, y, first, second, cost), (first, second, cost), luck


def listed(pairs: walking.Pairs):
    return zip(pairs.source, pairs.target, pairs.cost, strict=True)


def far(nodes: int, edges, sources) -> np.ndarray:
    """Every pair's cost by scipy; infinite where there is no way."""
    first, second, cost = graph.simple_edges(nodes, *edges)
    matrix = csr_matrix((cost.astype(float), (first, second)), shape=(nodes, nodes))
    return dijkstra(matrix, directed=False, indices=sources)


@given(seed=st.integers(0, 10_000), nodes=st.integers(2, 60), edges=st.integers(0, 50))
def test_ways_are_scipys(seed: int, nodes: int, edges: int) -> None:
    net, raw, luck = drawn(seed, nodes, edges)
    sources = luck.integers(0, nodes, luck.integers(1, 5))
    true = far(nodes, raw, sources)
    cost, which = walking.nearest_which(net, net.number[sources])
    best = true.min(axis=0)
    assert np.array_equal(cost[net.number], np.where(np.isinf(best), -1, best))
    assert np.array_equal(walking.nearest(net, net.number[sources]), cost)
    for node in range(nodes):
        at = which[net.number[node]]
        assert (at < 0) == np.isinf(best[node])
        assert at < 0 or true[at, node] == best[node]
    reach = int(luck.integers(0, 9000))
    targets = luck.integers(0, nodes, 30)
    pairs = walking.within(net, net.number[sources], net.number[targets], reach=reach)
    found = {(int(s), int(t)): int(c) for s, t, c in listed(pairs)}
    assert len(found) == len(pairs.target)
    assert found == {
        (s, t): int(true[s, node])
        for s in range(len(sources)) for t, node in enumerate(targets) if true[s, node] <= reach
    }  # fmt: skip


def test_the_limit_itself_is_within_reach() -> None:
    net = graph.build(np.arange(3.0), np.zeros(3), [0, 1], [1, 2], [600, 400])
    ends = walking.within(net, net.number[[0]], net.number[[2]], reach=1000)
    assert ends.cost.tolist() == [1000]
    assert not len(walking.within(net, net.number[[0]], net.number[[2]], reach=999).cost)


def test_a_ring_and_a_lone_node_are_networks_too() -> None:
    net = graph.build(np.arange(4.0), np.zeros(4), [0, 1, 2], [1, 2, 0], [5, 5, 5])
    cost = walking.nearest(net, net.number[[1]])
    assert cost[net.number].tolist() == [5, 0, 5, -1]


@pytest.mark.parametrize("cost", [0, -3, 1 << 24])
def test_a_cost_beyond_the_range_is_refused(cost: int) -> None:
    with pytest.raises(ValueError, match="costs 1 to"):
        graph.build(np.zeros(2), np.zeros(2), [0], [1], [cost])


@given(seed=st.integers(0, 10_000))
def test_catchments_share_all_places_that_anybody_reaches(seed: int) -> None:
    net, _raw, luck = drawn(seed, 40, 40)
    sources, targets = net.number[luck.integers(0, 40, 4)], net.number[luck.integers(0, 40, 20)]
    pairs = walking.within(net, sources, targets, reach=5000)
    heads, beds = luck.integers(0, 9, 20), luck.integers(1, 60, 4)
    zones = [(1500, 1.0), (3000, 0.68), (5000, 0.22)]
    found, ratio = catchment.accessibility(pairs, beds, heads, zones)
    assert (found * heads).sum() == pytest.approx(beds[~np.isnan(ratio)].sum())
    plain = np.zeros(20)
    for s in range(4):
        own = [(t, c) for a, t, c in listed(pairs) if a == s]
        weights = {t: next(w for end, w in zones if c <= end) for t, c in own}
        demand = sum(heads[t] * w for t, w in weights.items())
        assert np.isnan(ratio[s]) == (demand == 0)
        for t, w in weights.items():
            plain[t] += w * beds[s] / demand if demand else 0
    assert found == pytest.approx(plain)


def test_zones_that_do_not_grow_are_refused() -> None:
    pairs = walking.Pairs(np.array([0, 0]), np.zeros(0, np.int32), np.zeros(0, np.int32))
    for zones in ([], [(5, 1.0), (5, 0.5)], [(5, 0.0)]):
        with pytest.raises(ValueError, match="zones"):
            catchment.accessibility(pairs, np.ones(1), np.ones(1), zones)


def question(seed: int):
    """A small question: who is within reach of which of 7 sites, some existing, with prices."""
    luck = np.random.default_rng(seed)
    near = luck.random((7, 12)) < 0.3
    s, t = np.nonzero(near)
    cost = luck.integers(1, 100, len(s)).astype(np.int32)
    ptr = np.r_[0, np.cumsum(near.sum(axis=1))].astype(np.int64)
    existing = luck.random(7) < 0.2
    closable = existing & (luck.random(7) < 0.5)
    allowed = luck.random(7) < 0.9
    price = luck.integers(1, 9, 7)
    sites = Sites(price, existing, closable, allowed, luck.integers(5, 40, 7).astype(float))
    return walking.Pairs(ptr, t.astype(np.int32), cost), near, sites, luck.integers(0, 9, 12), luck


def choices(sites: Sites, limits: Limits):
    """Every set of sites that keeps the limits on sites."""
    stays = set(np.flatnonzero(sites.existing & ~sites.closable))
    for size in range(8):
        for chosen in combinations(range(7), size):
            picked = set(chosen)
            new = [one for one in picked if not sites.existing[one]]
            closed = [one for one in range(7) if sites.closable[one] and one not in picked]
            if (
                stays <= picked
                and all(sites.allowed[one] for one in new)
                and (limits.new is None or len(new) <= limits.new)
                and (limits.budget is None or sum(sites.cost[new]) <= limits.budget)
                and len(closed) <= limits.closures
            ):
                yield sorted(picked), new


def limits_of(luck: np.random.Generator) -> Limits:
    return Limits(
        new=int(luck.integers(0, 4)) if luck.random() < 0.7 else None,
        budget=int(luck.integers(0, 15)) if luck.random() < 0.5 else None,
        closures=int(luck.integers(0, 2)),
        floor=float(luck.choice([0.0, 0.0, 0.3, 0.6])),
    )


@given(seed=st.integers(0, 100_000))
def test_most_covered_is_the_best_of_all_choices(seed: int) -> None:
    pairs, near, sites, heads, luck = question(seed)
    limits = limits_of(luck)
    town = np.arange(12) % 3
    best = None
    for picked, _new in choices(sites, limits):
        covered = near[picked].any(axis=0) if picked else np.zeros(12, bool)
        shares = [heads[covered & (town == k)].sum() - limits.floor * heads[town == k].sum()
                  for k in range(3)]  # fmt: skip
        if min(shares) >= -1e-9:
            best = max(best or 0, int(heads[covered].sum()))
    plan = locating.most_covered(pairs, heads, sites, limits, town)
    if best is None:
        assert plan.status is Status.INFEASIBLE
        assert plan.why is not None
        assert plan.why.limit in {"floor", "new", "budget", "together"}
        return
    assert (plan.status, plan.value) == (Status.OPTIMAL, best)
    assert plan.bound >= plan.value - 1e-6
    assert plan.gap == 0
    assert any(list(plan.chosen) == picked for picked, _new in choices(sites, limits)) or best == 0


@given(seed=st.integers(0, 100_000))
def test_fewest_is_the_least_of_all_choices_and_names_the_lost(seed: int) -> None:
    pairs, near, sites, _heads, luck = question(seed)
    limits = Limits(new=int(luck.integers(0, 6)), closures=1)
    usable = sites.existing | sites.allowed
    lost = np.flatnonzero(~near[usable].any(axis=0)).tolist()
    strict = locating.fewest(pairs, 12, sites, limits)
    if lost:
        assert strict.status is Status.INFEASIBLE
        assert strict.why == locating.Why("reach", demands=lost)
    plan = locating.fewest(pairs, 12, sites, limits, leave=True)
    assert list(plan.unserved) == lost
    wanted = np.ones(12, bool)
    wanted[lost] = False
    counts = [
        len(new) for picked, new in choices(sites, limits)
        if (near[picked].any(axis=0) if picked else np.zeros(12, bool))[wanted].all()
    ]  # fmt: skip
    if counts:
        assert (plan.status, round(plan.value)) == (Status.OPTIMAL, min(counts))
    else:
        assert plan.status is Status.INFEASIBLE


@given(seed=st.integers(0, 100_000))
def test_least_walking_is_the_least_of_all_choices(seed: int) -> None:
    pairs, near, sites, heads, luck = question(seed)
    sites = Sites(sites.cost, sites.existing, sites.closable, sites.allowed)
    limits = Limits(new=int(luck.integers(0, 5)), closures=1)
    usable = sites.existing | sites.allowed
    reached = near[usable].any(axis=0)
    cost = np.full(near.shape, np.inf)
    cost[pairs.source, pairs.target] = pairs.cost
    sums = [
        float((cost[picked][:, reached].min(axis=0) * heads[reached]).sum())
        for picked, _new in choices(sites, limits)
        if picked and near[picked][:, reached].any(axis=0).all()
    ]  # fmt: skip
    plan = locating.least_walking(pairs, heads, sites, limits, leave=True)
    assert list(plan.unserved) == np.flatnonzero(~reached & (heads > 0)).tolist()
    if sums and reached.any():
        assert plan.status is Status.OPTIMAL
        assert plan.value == pytest.approx(min(sums))
    elif reached.any():
        assert plan.status is Status.INFEASIBLE


def test_a_capacity_that_cannot_hold_everybody_is_named() -> None:
    pairs = walking.Pairs(np.array([0, 2]), np.array([0, 1], np.int32), np.array([3, 4], np.int32))
    one = np.ones(1, bool)
    sites = Sites(np.ones(1, np.int64), ~one, ~one, one, np.array([5.0]))
    plan = locating.least_walking(pairs, np.array([4, 4]), sites, Limits(new=1))
    assert plan.status is Status.INFEASIBLE
    assert plan.why == locating.Why("capacity")
    roomy = Sites(np.ones(1, np.int64), ~one, ~one, one, np.array([8.0]))
    assert locating.least_walking(pairs, np.array([4, 4]), roomy, Limits(new=1)).value == 28


def test_a_solver_stopped_by_its_clock_is_never_called_optimal() -> None:
    luck = np.random.default_rng(3)
    rows = csr_matrix((luck.random((120, 200)) < 0.06).astype(float))
    weights = luck.integers(1, 50, 200).astype(float)
    model = solving.Model(
        weights, np.zeros(200), np.ones(200), np.ones(200, bool), rows,
        np.full(120, -np.inf), np.full(120, 2.0),
    )  # fmt: skip
    stopped = solving.solve(model, seconds=0.0)
    assert stopped.status in (Status.STOPPED, Status.UNKNOWN)
    assert stopped.bound >= stopped.value
