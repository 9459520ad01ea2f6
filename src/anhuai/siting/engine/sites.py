"""Candidate sites and the limits on them; a plan rounded from what a relaxed model wishes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from anhuai.siting.engine.covers import Cover
from anhuai.siting.engine.solving import TOLERANCE


@dataclass(frozen=True, slots=True)
class Sites:
    """Candidate sites: what each costs, which exist, which of those may close, which are allowed.

    `allowed` is False for a site below the least size; `capacity` None where nothing limits it.
    """

    cost: NDArray[np.int64]
    existing: NDArray[np.bool_]
    closable: NDArray[np.bool_]
    allowed: NDArray[np.bool_]
    capacity: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan may use; None is no limit. `floor` is the least share covered in every town."""

    new: int | None = None
    budget: int | None = None
    closures: int = 0
    floor: float = 0.0
    seconds: float = 60.0


def rows_of(
    sites: Sites, limits: Limits, columns: NDArray[np.integer]
) -> list[tuple[NDArray[np.float64], float]]:
    """Return the limits on sites as (factors, at most)."""
    new = (~sites.existing[columns]).astype(float)
    rows = []
    if limits.new is not None:
        rows.append((new, float(limits.new)))
    if limits.budget is not None:
        rows.append((new * sites.cost[columns], float(limits.budget)))
    closable = (sites.existing & sites.closable)[columns].astype(float)
    if closable.any():
        rows.append((-closable, float(limits.closures - closable.sum())))
    return rows


def bounds_of(
    sites: Sites, columns: NDArray[np.integer]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the least and most of every site: 1 where it stays, 0 where it may not be built."""
    low = (sites.existing & ~sites.closable)[columns].astype(float)
    high = (sites.existing | sites.allowed)[columns].astype(float)
    return low, high


def rounded(
    found: Cover, sites: Sites, limits: Limits, wish: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return a plan that builds what the relaxed model wishes for most, then what gains most, with
    swaps: where the proof starts from, never the answer alone."""
    low, high = bounds_of(sites, found.sites)
    columns = found.matrix.T.tocsr()
    new = ~sites.existing[found.sites]
    price = sites.cost[found.sites] * new
    picked = sites.existing[found.sites].copy()
    left = limits.budget if limits.budget is not None else int(price.sum())
    rest = limits.new if limits.new is not None else int(new.sum())
    count = np.asarray(found.matrix @ picked.astype(float)).ravel()
    while rest > 0 and len(picked):
        gain = (columns @ (found.weight * (count == 0))) * (wish + 1e-3)
        gain[picked | (high == 0) | (price > left)] = 0
        best = int(gain.argmax())
        if gain[best] <= 0:
            break
        picked[best] = True
        left, rest = left - int(price[best]), rest - 1
        count[columns.indices[columns.indptr[best] : columns.indptr[best + 1]]] += 1
    if limits.budget is None:
        _swap(found.weight, columns, picked, count, free=new & (high > 0) & (low == 0))
    return picked.astype(float)


def _swap(
    weight: NDArray[np.float64],
    columns: csr_matrix,
    picked: NDArray[np.bool_],
    count: NDArray[np.float64],
    free: NDArray[np.bool_],
) -> None:
    """Exchange one built site for a better one until no exchange helps."""
    better = True
    while better:
        better = False
        for site in np.flatnonzero(picked & free):
            own = columns.indices[columns.indptr[site] : columns.indptr[site + 1]]
            count[own] -= 1
            gain = columns @ (weight * (count == 0))
            gain[~free] = -1
            gain[picked] = -1
            kept = float(weight[own][count[own] == 0].sum())
            best = int(gain.argmax())
            if gain[best] > kept + TOLERANCE:
                picked[site], picked[best], better = False, True, True
                own = columns.indices[columns.indptr[best] : columns.indptr[best + 1]]
            count[own] += 1
