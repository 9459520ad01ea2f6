"""Time compiled away: in which months an age, as far as any rule looks at it, becomes another."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np

from anhuai.benefits.engine.layout import UNSET, Dense, Ints, Layout, number
from anhuai.benefits.rules.expressions import Cases, Compare, Expr, FactRef, Lit, ParamRef
from anhuai.kernel.months import LeapRule, Month

FIRST: Final = 1850 * 12
"""The earliest month of birth."""


def room(months: Sequence[Month], leap_rule: LeapRule) -> Ints:
    """Return for the month before the first and each month how many days it has beyond 28.

    Who was born on a later day than the month has is a month older only in the next, by `NEXT_DAY`.
    """
    every = [months[0] - 1, *months]
    if leap_rule is LeapRule.LAST_DAY:
        return np.full(len(every), 3, np.int64)
    return np.array([month.last.day - 28 for month in every], np.int64)


def thresholds(layout: Layout, dense: Dense) -> dict[str, set[int] | None]:
    """Return by derived fact the values at which some rule looks; None where it looks at each."""
    found: dict[str, set[int] | None] = {}
    for expr in layout.exprs:
        _look(expr, layout, dense, found)
    return found


def _look(
    expr: Expr, layout: Layout, dense: Dense, found: dict[str, set[int] | None]
) -> None:  # fmt: skip
    if isinstance(expr, FactRef) and expr.fact.is_derived:
        found[expr.fact.code] = None
        return
    if isinstance(expr, Compare):
        for side, other in ((expr.left, expr.right), (expr.right, expr.left)):
            limits = _limits(other, layout, dense)
            _against(side, limits, layout, dense, found)
        return
    for part in expr.parts:
        _look(part, layout, dense, found)


def _against(
    side: Expr, limits: set[int] | None, layout: Layout, dense: Dense,
    found: dict[str, set[int] | None],
) -> None:  # fmt: skip
    if isinstance(side, FactRef) and side.fact.is_derived:
        before = found.get(side.fact.code, set())
        known = limits is not None and before is not None
        found[side.fact.code] = (limits or set()) | (before or set()) if known else None
    elif isinstance(side, Cases):
        for test, value in side.branches:
            _look(test, layout, dense, found)
            _against(value, limits, layout, dense, found)
        if side.otherwise is not None:
            _against(side.otherwise, limits, layout, dense, found)
    else:
        for part in side.parts:
            _look(part, layout, dense, found)


def _limits(other: Expr, layout: Layout, dense: Dense) -> set[int] | None:
    """Return the values another side of a comparison can have, with the next; None for any."""
    if isinstance(other, Lit):
        return {other.value, other.value + 1}
    if isinstance(other, ParamRef):
        at = layout.offsets[other.parameter.code]
        values = np.unique(dense.values[:, :, at : at + len(other.parameter.cells)])
        return {int(v) + step for v in values if v != UNSET for step in (0, 1)}
    return None


def age_changes(layout: Layout, months: Sequence[Month], dense: Dense) -> tuple[Ints, int]:
    """Return bits[late, birth month - FIRST] of the months in which an age crosses a threshold.

    The second is the bits of months that change for everybody, where rules ask for the month.
    """
    looked = thresholds(layout, dense)
    count = number(months[-1]) + 2 - FIRST
    born = np.arange(FIRST, FIRST + count)
    bits = np.zeros((4, count), np.int64)
    space = room(months, layout.terms.leap_rule)
    for code in ("age", "age_last_month", "age_months"):
        if code not in looked:
            continue
        for late in range(4):
            steps = [
                _category(_age(code, born, late, m, space, months), looked[code])
                for m in range(len(months))
            ]
            for q in range(1, len(months)):
                bits[late] |= np.where(steps[q] != steps[q - 1], 1 << q, 0)
    return bits, _calendar(looked.get("month_of_year", set()), months)


def _calendar(limits: set[int] | None, months: Sequence[Month]) -> int:
    steps = [int(_category(np.array([one.month]), limits)[0]) for one in months]
    return sum(1 << q for q in range(1, len(months)) if steps[q] != steps[q - 1])


def _age(
    code: str, born: Ints, late: int, q: int, space: Ints, months: Sequence[Month]
) -> Ints:  # fmt: skip
    back = 1 if code == "age_last_month" else 0
    passed = number(months[q]) - back - born - int(late > space[q + 1 - back])
    passed = np.maximum(passed, -1)
    return passed if code == "age_months" else passed // 12


def _category(values: Any, limits: Iterable[int] | None) -> Ints:
    if limits is None:
        return np.asarray(values, np.int64)
    found: Ints = np.searchsorted(np.array(sorted(limits), np.int64), values, side="right")
    return found
