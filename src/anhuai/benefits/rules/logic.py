"""Whether conditions can hold together: proves contradictions and gaps when a rule is defined.

Each comparison limits one quantity to ranges of integers; a conjunction whose ranges do not meet
can never hold. What it cannot prove it takes for possible, so it never refuses a good rule.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from anhuai.benefits.rules.expressions import (
    Cases,
    Compare,
    Expr,
    Lit,
    Logic,
    Not,
    OneOf,
)

Ranges = tuple[tuple[int, int], ...]
"""Disjoint closed ranges of integers, in order."""
Clause = dict[str, Ranges]
"""Quantities (by their form) and what a conjunction leaves of them."""

_MANY: Final = 600
_FLIP: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_DENY: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def can_hold(tests: Iterable[Expr], denied: Iterable[Expr] = ()) -> bool:
    """Whether all `tests` may hold while none of `denied` does; True where it cannot be told."""
    clauses: list[Clause] = [{}]
    parts = [_clauses(test, wanted=True) for test in tests]
    parts += [_clauses(test, wanted=False) for test in denied]
    for alternatives in parts:
        if alternatives is None:
            continue
        clauses = [
            met for clause in clauses for other in alternatives
            if (met := _meet(clause, other)) is not None
        ]  # fmt: skip
        if not clauses:
            return False
        if len(clauses) > _MANY:
            return True
    return True


def _meet(one: Clause, other: Clause) -> Clause | None:
    met = dict(one)
    for key, ranges in other.items():
        left = _overlap(met[key], ranges) if key in met else ranges
        if not left:
            return None
        met[key] = left
    return met


def _overlap(one: Ranges, other: Ranges) -> Ranges:
    met = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return tuple(sorted((low, high) for low, high in met if low <= high))


def _clauses(test: Expr, *, wanted: bool) -> list[Clause] | None:
    """Return the alternatives under which a test is as wanted; None for too many to list."""
    if isinstance(test, Not):
        return _clauses(test.arg, wanted=not wanted)
    if isinstance(test, Logic):
        return _joined(test, wanted=wanted)
    if isinstance(test, Compare):
        return _compared(test, wanted=wanted)
    if isinstance(test, OneOf):
        last = test.arg.span[1]
        inside = [value in test.values for value in range(last + 1)]
        chosen = tuple((value, value) for value in range(last + 1) if inside[value] is wanted)
        return [{test.arg.form: chosen}] if chosen else []
    if isinstance(test, Cases):
        return None
    return [{test.form: ((int(wanted), int(wanted)),)}]


def _joined(test: Logic, *, wanted: bool) -> list[Clause] | None:
    parts = [_clauses(one, wanted=wanted) for one in test.args]
    if (test.op == "or") is wanted:  # any of them will do
        flat = [clause for part in parts if part is not None for clause in part]
        return None if None in parts or len(flat) > _MANY else flat
    met: list[Clause] = [{}]
    for part in parts:
        if part is None:
            continue
        met = [both for clause in met for other in part if (both := _meet(clause, other))]
        if len(met) > _MANY:
            return None
        if not met:
            return []
    return met


def _compared(test: Compare, *, wanted: bool) -> list[Clause]:
    op: str = test.op if wanted else _DENY[test.op]
    left, right = test.left, test.right
    if isinstance(left, Lit):
        left, right, op = right, left, _FLIP[op]
    if isinstance(right, Lit):
        if isinstance(left, Lit):
            return [{}] if _cut(op, right.value, left.span) else []
        return _limited(left.form, _cut(op, right.value, left.span))
    if right.form < left.form:
        left, right, op = right, left, _FLIP[op]
    span = (left.span[0] - right.span[1], left.span[1] - right.span[0])
    if left.form == right.form:
        span = (0, 0)
    return _limited(f"{left.form}-{right.form}", _cut(op, 0, span))


def _limited(key: str, ranges: Ranges) -> list[Clause]:
    return [{key: ranges}] if ranges else []


def _cut(op: str, value: int, span: tuple[int, int]) -> Ranges:
    low, high = span
    below, above = (low, value - 1), (value + 1, high)
    wanted = {
        "<": (below,), "<=": ((low, value),), ">": (above,), ">=": ((value, high),),
        "==": ((value, value),), "!=": (below, above),
    }[op]  # fmt: skip
    return _overlap(wanted, (span,)) if low <= high else ()


def first_contradiction(tests: Sequence[Expr]) -> int | None:
    """Return the position of the first test that cannot hold with those before it."""
    for at in range(len(tests)):
        if not can_hold(tests[: at + 1]):
            return at
    return None


def first_idle(tests: Sequence[Expr]) -> int | None:
    """Return the position of the first test that can never be the first to fail."""
    for at, test in enumerate(tests):
        if not can_hold(tests[:at], [test]):
            return at
    return None


def uncovered(tests: Sequence[Expr], value: Expr) -> Cases | None:
    """Return the first `Cases` in `value` whose branches leave a gap while all `tests` hold."""
    for one in value.walk():
        if not isinstance(one, Cases) or one.otherwise is not None:
            continue
        if can_hold(tests, [test for test, _ in one.branches]):
            return one
    return None
