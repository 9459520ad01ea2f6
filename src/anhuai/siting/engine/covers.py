"""Who is covered by which site, as a sparse matrix made small without losing the optimum."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from anhuai.siting.engine.graph import Ints
from anhuai.siting.engine.walking import Pairs


@dataclass(frozen=True, slots=True)
class Cover:
    """Groups of demand that the same sites cover.

    `matrix[group, column]` is 1 where the site `sites[column]` covers the group; `weight` is what
    the group counts, `group[demand]` its group or -1 where no site covers it.
    """

    matrix: csr_matrix
    weight: NDArray[np.float64]
    group: Ints
    sites: Ints


def cover(
    pairs: Pairs,
    demand: NDArray[np.number],
    *,
    kept: NDArray[np.bool_],
    cost: NDArray[np.number] | None = None,
    label: NDArray[np.integer] | None = None,
) -> Cover:
    """Return who covers whom: demand with the same sites and `label` put together, sites left out
    that another covers more than, for no more cost. `kept` sites (those that exist) always stay.
    """
    demands, sites = len(demand), len(pairs.ptr) - 1
    target, source = pairs.target, pairs.source
    keys = np.random.default_rng(20_231).integers(0, 1 << 62, (sites, 2), dtype=np.int64)
    sums = np.zeros((demands, 2), np.int64)
    np.add.at(sums, target, keys[source])  # a hash of the set of sites; two words: no collision
    reached = np.bincount(target, minlength=demands) > 0
    own = np.zeros(demands, np.int64) if label is None else np.asarray(label, np.int64)
    where = np.flatnonzero(reached)
    order = where[np.lexsort((sums[where, 1], sums[where, 0], own[where]))]
    new = np.ones(len(order), bool)
    if len(order):
        marks = np.column_stack([own[order], sums[order]])
        new[1:] = (marks[1:] != marks[:-1]).any(axis=1)
    group = np.full(demands, -1, np.int32)
    group[order] = np.cumsum(new) - 1
    first = order[new]
    one = np.zeros(demands, bool)
    one[first] = True
    used = one[target]
    matrix = csr_matrix(
        (np.ones(int(used.sum())), (group[target[used]], source[used])), shape=(len(first), sites)
    )
    heads = np.asarray(demand, np.float64)[order]
    weight: NDArray[np.float64] = np.bincount(group[order], heads, minlength=len(first)).astype(
        np.float64
    )
    stays = _undominated(matrix, kept, cost)
    return Cover(matrix[:, stays].tocsr(), weight, group, stays.astype(np.int32))


def _undominated(
    matrix: csr_matrix, kept: NDArray[np.bool_], cost: NDArray[np.number] | None
) -> NDArray[np.integer]:
    """Return the sites that no other equals or betters in cover and cost; of equals, the first."""
    columns = matrix.T.tocsr()
    size = np.diff(columns.indptr)
    common = (columns @ columns.T).tocoo()
    lower, upper, shared = common.row, common.col, common.data
    under = (lower != upper) & (shared == size[lower]) & ~kept[lower]
    lower, upper = lower[under], upper[under]
    price = np.zeros(len(size)) if cost is None else np.asarray(cost, float)
    cheaper = price[upper] <= price[lower]
    equal = (size[upper] == size[lower]) & (price[upper] == price[lower]) & ~kept[upper]
    beaten = cheaper & (~equal | (upper < lower))
    gone = np.zeros(len(size), bool)
    gone[lower[beaten]] = True
    return np.flatnonzero(~gone & ((size > 0) | kept))
