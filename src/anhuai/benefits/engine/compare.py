"""What changed: the difference of two results, a reform's cost, a correction's back-pay."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from anhuai.benefits.engine.packing import Array, Packed
from anhuai.benefits.engine.run import Decided, Plan, batches, kept


@dataclass(frozen=True, slots=True)
class Changes:
    """Unit, benefit and month in which another amount is due: fen before and after."""

    unit: Array
    benefit: Array
    month: Array
    before: Array
    after: Array

    @property
    def owed(self) -> int:
        """What is owed in sum, negative where more is to be recovered."""
        return int((self.after - self.before).sum())


def _months(one: Decided) -> tuple[Array, Array, Array, Array]:
    """Return payments one row a month: unit, benefit, month, fen."""
    long = (one.pay_until - one.pay_since).astype(np.int64)
    start = np.repeat(one.pay_since.astype(np.int64), long)
    ends = np.cumsum(long)
    step = np.arange(int(long.sum())) - np.repeat(ends - long, long)
    return (
        np.repeat(one.pay_unit, long), np.repeat(one.pay_benefit.astype(np.int64), long),
        start + step, np.repeat(one.pay_fen, long),
    )  # fmt: skip


def changes(before: Decided, after: Decided) -> Changes:
    """Return where two results of one side and range of months pay differently."""
    old, new = _months(before), _months(after)
    unit, benefit, month = (np.concatenate([a, b]) for a, b in zip(old[:3], new[:3], strict=True))
    fen = np.concatenate([old[3], new[3]])
    is_new = np.concatenate([np.zeros(len(old[3]), bool), np.ones(len(new[3]), bool)])
    order = np.lexsort((month, benefit, unit))
    unit, benefit, month, fen, is_new = (x[order] for x in (unit, benefit, month, fen, is_new))
    first = np.ones(len(unit), bool)
    first[1:] = (unit[1:] != unit[:-1]) | (benefit[1:] != benefit[:-1]) | (month[1:] != month[:-1])
    at = np.cumsum(first) - 1
    count = int(first.sum())
    was, now = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(was, at[~is_new], fen[~is_new])
    np.add.at(now, at[is_new], fen[is_new])
    differs = was != now
    return Changes(
        unit[first][differs], benefit[first][differs], month[first][differs], was[differs],
        now[differs],
    )  # fmt: skip


def costs(plan: Plan, packed: Packed) -> Mapping[str, Array]:
    """Return what each benefit costs in each month, in fen."""
    return costs_of([plan], packed)[0]


def costs_of(plans: Iterable[Plan], packed: Packed) -> list[Mapping[str, Array]]:
    """Return the same for several scenarios, reading the population once."""
    every = list(plans)
    found = [{code: np.zeros(len(one.months), np.int64) for code in _codes(one)} for one in every]
    for part in batches(packed):
        for plan, sums in zip(every, found, strict=True):
            result = plan.run(part)
            for side in (result.persons, result.households):
                _add(side, sums, len(plan.months))
    return list(found)


def _codes(plan: Plan) -> tuple[str, ...]:
    return (*plan.layout.persons.codes, *plan.layout.households.codes)


def _add(one: Decided, sums: Mapping[str, Array], months: int) -> None:
    """Add a batch's payments: each begins in one month and ends in another."""
    for at, code in enumerate(one.side.codes):
        mine = one.pay_benefit == at
        steps = np.zeros(months + 1, np.int64)
        np.add.at(steps, one.pay_since[mine], one.pay_fen[mine])
        np.add.at(steps, one.pay_until[mine], -one.pay_fen[mine])
        sums[code][:] += np.cumsum(steps[:-1])


def correction(
    plan: Plan, before: Packed, after: Packed, touched: Array
) -> tuple[Changes, Changes]:
    """Return what corrected records change for the households `touched` (their ids) alone.

    `before` and `after` are the populations as they were decided and as they are known now. The
    first is of persons, the second of households.
    """
    old, new = (kept(plan.run(_only(one, touched))) for one in (before, after))
    return changes(old.persons, new.persons), changes(old.households, new.households)


def _only(packed: Packed, touched: Array) -> Packed:
    homes = packed.hid[packed.starts[:-1]]
    order = np.argsort(homes, kind="stable") if (homes[1:] < homes[:-1]).any() else None
    ids = homes if order is None else homes[order]
    wanted = np.unique(touched)
    at = np.searchsorted(ids, wanted)
    found = at[(at < len(ids)) & (ids[np.minimum(at, len(ids) - 1)] == wanted)]
    return packed.chosen(np.sort(found if order is None else order[found]))
