"""Where to build: LSCP (fewest sites for all), MCLP (most people for so many sites), p-median (the
least walking), with capacities, budgets, existing sites, closures and a floor for every town.

ReVelle and Church 1974 (MCLP), Toregas 1971 (LSCP), Hakimi 1964 (p-median). Every answer carries
its bound and gap; a request that cannot be met says which limit forbids it and whom it leaves out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, identity, vstack

from anhuai.siting.engine.covers import Cover, cover
from anhuai.siting.engine.sites import Limits, Sites, bounds_of, rounded, rows_of
from anhuai.siting.engine.solving import TOLERANCE, Model, Solution, Status, solve
from anhuai.siting.engine.walking import Pairs


@dataclass(frozen=True, slots=True)
class Why:
    """Which limit forbids a plan (reach, new, budget, closures, floor, capacity), and for whom.

    `demands` are positions of demand that no plan can serve, `towns` labels that miss the floor.
    """

    limit: str
    demands: Sequence[int] = ()
    towns: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Which sites stand, what that is worth, and how sure it is."""

    status: Status
    chosen: Sequence[int] = ()
    value: float = 0.0
    bound: float = inf
    why: Why | None = None
    unserved: Sequence[int] = field(default=())

    @property
    def gap(self) -> float:
        """Return |bound - value| ÷ value: how far the best may be; infinite if unknown."""
        if self.status is Status.OPTIMAL:
            return 0.0
        return abs(self.bound - self.value) / abs(self.value) if self.value else inf


def most_covered(
    pairs: Pairs,
    demand: NDArray[np.number],
    sites: Sites,
    limits: Limits,
    town: NDArray[np.integer] | None = None,
) -> Plan:
    """Return the plan that covers most of the demand (MCLP), proven or with its bound."""
    label = town if limits.floor > 0 else None
    usable = _usable(pairs, sites)
    price = sites.cost if limits.budget is not None else None
    found = cover(usable, demand, kept=sites.existing, cost=price, label=label)
    if label is not None:
        short = _short_towns(found, demand, label, limits.floor)
        if short:
            return Plan(Status.INFEASIBLE, why=Why("floor", towns=short))
    model, sure = _coverage_model(found, demand, sites, limits, label)
    solution = _fixed_and_solved(model, found, sites, limits)
    if solution.status is Status.INFEASIBLE:
        why = _why(limits, lambda less: most_covered(pairs, demand, sites, less, town).status)
        return Plan(Status.INFEASIBLE, why=why)
    if solution.status is Status.UNKNOWN:
        return Plan(Status.UNKNOWN, bound=solution.bound + sure)
    chosen = found.sites[solution.columns[: len(found.sites)] > 0.5]
    covered = np.zeros(len(demand), bool)
    picked = np.zeros(len(sites.cost), bool)
    picked[chosen] = True
    covered[usable.target[picked[usable.source]]] = True
    value = float(np.asarray(demand)[covered].sum())
    bound = max(value, solution.bound + sure)
    return Plan(
        solution.status, chosen.tolist(), value, bound, unserved=np.flatnonzero(~covered).tolist()
    )


def _usable(pairs: Pairs, sites: Sites) -> Pairs:
    """Return the pairs of sites that exist or are allowed."""
    use = sites.existing | sites.allowed
    if use.all():
        return pairs
    source = pairs.source
    kept = use[source]
    ptr = np.r_[0, np.cumsum(np.bincount(source[kept], minlength=len(use)))].astype(np.int64)
    return Pairs(ptr, pairs.target[kept], pairs.cost[kept])


def _short_towns(
    found: Cover, demand: NDArray[np.number], label: NDArray[np.integer], floor: float
) -> list[int]:
    """Return the towns that miss the floor even if every site is built."""
    heads = np.bincount(label, np.asarray(demand, np.float64)).astype(np.float64)
    reach = np.bincount(label, np.where(found.group >= 0, demand, 0.0), minlength=len(heads))
    return np.flatnonzero(reach < floor * heads - TOLERANCE).tolist()


def _coverage_model(
    found: Cover,
    demand: NDArray[np.number],
    sites: Sites,
    limits: Limits,
    label: NDArray[np.integer] | None,
) -> tuple[Model, float]:
    """Return the model, and what sites that stay cover in any plan."""
    low, high = bounds_of(sites, found.sites)
    sure = np.asarray(found.matrix @ low).ravel() > 0
    open_groups = np.flatnonzero(~sure)
    part, weight = found.matrix[open_groups], found.weight[open_groups]
    groups, columns = part.shape
    blocks = [hstack([part, -identity(groups)])] if groups else []
    bottom, top = [np.zeros(groups)], [np.full(groups, np.inf)]
    for factors, most in rows_of(sites, limits, found.sites):
        blocks.append(csr_matrix(np.r_[factors, np.zeros(groups)]))
        bottom.append(np.array([-np.inf]))
        top.append(np.array([most]))
    if label is not None:
        rows, needs = _floor_rows(found, demand, label, limits.floor, open_groups)
        blocks.append(hstack([csr_matrix((rows.shape[0], columns)), rows]))
        bottom.append(needs)
        top.append(np.full(len(needs), np.inf))
    matrix = vstack(blocks).tocsr() if blocks else csr_matrix((0, columns + groups))
    model = Model(
        np.r_[np.zeros(columns), weight], np.r_[low, np.zeros(groups)],
        np.r_[high, np.ones(groups)], np.r_[np.ones(columns, bool), np.zeros(groups, bool)],
        matrix, np.concatenate(bottom), np.concatenate(top),
    )  # fmt: skip
    return model, float(found.weight[sure].sum())


def _floor_rows(
    found: Cover,
    demand: NDArray[np.number],
    label: NDArray[np.integer],
    floor: float,
    open_groups: NDArray[np.integer],
) -> tuple[csr_matrix, NDArray[np.float64]]:
    """Return for every town its open groups' weights, and how much of them it still needs."""
    heads = np.bincount(label, np.asarray(demand, float))
    of = np.zeros(len(found.weight), np.int64)
    reached = found.group >= 0
    of[found.group[reached]] = label[reached]
    is_open = np.zeros(len(found.weight), bool)
    is_open[open_groups] = True
    already = np.bincount(of[~is_open], found.weight[~is_open], minlength=len(heads)).astype(
        np.float64
    )
    place = np.arange(len(open_groups))
    rows = csr_matrix(
        (found.weight[open_groups], (of[open_groups], place)), shape=(len(heads), len(place))
    )
    return rows, floor * heads - already


def _fixed_and_solved(model: Model, found: Cover, sites: Sites, limits: Limits) -> Solution:
    """Solve the relaxed model, round it to a plan, fix the sites whose reduced cost no better plan
    could pay, and prove the rest."""
    relaxed = solve(model, seconds=limits.seconds, relaxed=True)
    if relaxed.status is not Status.OPTIMAL or limits.floor > 0:
        return solve(model, seconds=limits.seconds)
    columns = len(found.sites)
    at, reduced = relaxed.columns[:columns], relaxed.reduced[:columns]
    start = rounded(found, sites, limits, at)
    part = model.matrix[:, :columns] @ start
    known = np.r_[start, np.clip(part[: len(model.low) - columns], 0, 1)]
    value = float(model.objective @ known)
    spare = relaxed.value - value
    low, high = model.low.copy(), model.high.copy()
    dear = np.abs(reduced) > spare + 1e-4
    out, kept = dear & (at < TOLERANCE), dear & (at > 1 - TOLERANCE)
    high[:columns][out] = low[:columns][out]
    low[:columns][kept] = 1.0
    answer = solve(replace(model, low=low, high=high), seconds=limits.seconds, start=known)
    if answer.status is Status.INFEASIBLE:  # nothing betters the known plan
        return Solution(Status.OPTIMAL, value, value, known)
    if answer.status is Status.UNKNOWN or answer.value < value - TOLERANCE:
        return Solution(Status.STOPPED, value, relaxed.value, known)
    # What was fixed cannot better the known plan, so the rest's bound holds for all.
    return replace(answer, bound=min(max(answer.bound, value), max(relaxed.value, answer.value)))


def fewest(
    pairs: Pairs, demands: int, sites: Sites, limits: Limits, *, leave: bool = False
) -> Plan:
    """Return the plan with the fewest new sites (the cheapest, where a budget is given) that
    leaves nobody beyond reach (LSCP).

    Demand out of every site's reach makes it infeasible and is named; with `leave` it is set
    aside and named in `unserved`.
    """
    usable = _usable(pairs, sites)
    found = cover(
        usable, np.ones(demands), kept=sites.existing,
        cost=sites.cost if limits.budget is not None else None,
    )  # fmt: skip
    lost = np.flatnonzero(found.group < 0).tolist()
    if lost and not leave:
        return Plan(Status.INFEASIBLE, why=Why("reach", demands=lost))
    low, high = bounds_of(sites, found.sites)
    new = (~sites.existing[found.sites]).astype(float)
    price = (new * sites.cost[found.sites] if limits.budget is not None else new).astype(np.float64)
    rows = rows_of(sites, limits, found.sites)
    matrix = vstack([found.matrix, *(csr_matrix(factors) for factors, _most in rows)]).tocsr()
    groups = found.matrix.shape[0]
    solution = solve(
        Model(
            price, low, high, np.ones(len(low), bool), matrix,
            np.r_[np.ones(groups), np.full(len(rows), -np.inf)],
            np.r_[np.full(groups, np.inf), [most for _factors, most in rows]], maximise=False,
        ),
        seconds=limits.seconds,
    )  # fmt: skip
    if solution.status is Status.INFEASIBLE:
        return Plan(
            Status.INFEASIBLE, unserved=lost,
            why=_why(limits, lambda less: fewest(pairs, demands, sites, less, leave=True).status),
        )  # fmt: skip
    if solution.status is Status.UNKNOWN:
        return Plan(Status.UNKNOWN, bound=solution.bound, unserved=lost)
    chosen = found.sites[solution.columns > 0.5].tolist()
    return Plan(solution.status, chosen, solution.value, solution.bound, unserved=lost)


def least_walking(
    pairs: Pairs, demand: NDArray[np.number], sites: Sites, limits: Limits, *, leave: bool = False
) -> Plan:
    """Return the plan with the least sum of demand × cost (p-median), within capacities if any.

    Where a capacity binds, a place's people may be shared among sites. Demand out of every site's
    reach makes it infeasible and is named; with `leave` it is set aside and named.
    """
    usable = _usable(pairs, sites)
    heads = np.asarray(demand, float)
    reached = np.bincount(usable.target, minlength=len(heads)) > 0
    lost = np.flatnonzero(~reached & (heads > 0)).tolist()
    if lost and not leave:
        return Plan(Status.INFEASIBLE, why=Why("reach", demands=lost))
    if sites.capacity is not None:
        room = float(sites.capacity[sites.existing | sites.allowed].sum())
        if room < heads[reached].sum() - TOLERANCE:
            return Plan(Status.INFEASIBLE, why=Why("capacity"), unserved=lost)
    solution = solve(_median_model(usable, heads, reached, sites, limits), seconds=limits.seconds)
    if solution.status is Status.INFEASIBLE:
        again = _why(
            limits, lambda less: least_walking(pairs, demand, sites, less, leave=True).status
        )
        why = again if again.limit != "together" or sites.capacity is None else Why("capacity")
        return Plan(Status.INFEASIBLE, why=why, unserved=lost)
    if solution.status is Status.UNKNOWN:
        return Plan(Status.UNKNOWN, bound=solution.bound, unserved=lost)
    chosen = np.flatnonzero(solution.columns[: len(sites.cost)] > 0.5).tolist()
    return Plan(solution.status, chosen, solution.value, solution.bound, unserved=lost)


def _median_model(
    pairs: Pairs,
    heads: NDArray[np.float64],
    reached: NDArray[np.bool_],
    sites: Sites,
    limits: Limits,
) -> Model:
    """Return the model: a column a site, then one a pair (the share of the demand it serves)."""
    source, count, size = pairs.source, len(pairs.target), len(sites.cost)
    every = np.arange(size)
    place = np.cumsum(reached) - 1
    pair = np.arange(count)
    serve = csr_matrix(
        (np.ones(count), (place[pairs.target], size + pair)),
        shape=(int(reached.sum()), size + count),
    )
    stands = csr_matrix(
        (np.r_[np.ones(count), -np.ones(count)], (np.r_[pair, pair], np.r_[source, size + pair])),
        shape=(count, size + count),
    )
    blocks, low, high = [serve, stands], [np.ones(serve.shape[0]), np.zeros(count)], [
        np.ones(serve.shape[0]), np.full(count, np.inf)
    ]  # fmt: skip
    if sites.capacity is not None:
        load = csr_matrix(
            (
                np.r_[sites.capacity, -heads[pairs.target]],
                (np.r_[every, source], np.r_[every, size + pair]),
            ),
            shape=(size, size + count),
        )
        blocks.append(load)
        low.append(np.zeros(size))
        high.append(np.full(size, np.inf))
    for factors, most in rows_of(sites, limits, every):
        blocks.append(csr_matrix(np.r_[factors, np.zeros(count)]))
        low.append(np.array([-np.inf]))
        high.append(np.array([most]))
    site_low, site_high = bounds_of(sites, every)
    return Model(
        np.r_[np.zeros(size), heads[pairs.target] * pairs.cost],
        np.r_[site_low, np.zeros(count)], np.r_[site_high, np.ones(count)],
        np.r_[np.ones(size, bool), np.zeros(count, bool)],
        vstack(blocks).tocsr(), np.concatenate(low), np.concatenate(high), maximise=False,
    )  # fmt: skip


_LESS: Mapping[str, Callable[[Limits], Limits]] = {
    "new": lambda limits: replace(limits, new=None),
    "budget": lambda limits: replace(limits, budget=None),
    "floor": lambda limits: replace(limits, floor=0.0),
}


def _why(limits: Limits, status: Callable[[Limits], Status]) -> Why:
    """Return the limit whose lifting alone makes a plan possible; "together" if none does."""
    for name, lift in _LESS.items():
        less = lift(limits)
        if less != limits and status(less) is not Status.INFEASIBLE:
            return Why(name)
    return Why("together")
