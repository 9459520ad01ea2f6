"""Money shared out by scores: what a formula is, and how a sum is split by weights to the fen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from anhuai.kernel.confidence import Basis
from anhuai.plans.rules.supervising import OURS


class Whom(StrEnum):
    """Among whom a sum is shared out."""

    DEPARTMENT = "department"
    PROJECT = "project"
    TOWN = "town"


class State(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the records say of one department, project or town; money in fen."""

    points: float | None = None  # its score out of 100, None where nothing can be scored
    count: int = 0  # tasks it leads, or targets judged there
    need: int | None = None  # what it may get at most; None without a bound
    risks: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and the weight it must come to."""

    claim: Claim
    weight: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """A formula by which a sum is shared out: a weight for each claim, written out in words."""

    title: str
    title_en: str
    says: str
    says_en: str
    whom: Whom
    weight: Callable[[Claim], Fraction]
    examples: Sequence[Case]
    basis: Basis = OURS


def shared(
    total: int, weights: Sequence[Fraction], most: Sequence[int | None] | None = None
) -> list[int]:
    """Split fen by weights, nobody above its bound; the rest by largest remainder, then in order.

    What no bound leaves room for stays undivided, so the sum is at most `total`.
    """
    bounds = list(most) if most is not None else [None] * len(weights)
    given = [0] * len(weights)
    open_ = {i for i, weight in enumerate(weights) if weight > 0 and bounds[i] != 0}
    left = total
    while open_ and left > 0:
        split = _split(left, {i: weights[i] for i in sorted(open_)})
        full = {i for i in open_ if (top := bounds[i]) is not None and split[i] >= top}
        if not full:
            for i, amount in split.items():
                given[i] = amount
            break
        for i in full:
            given[i] = bounds[i] or 0
            left -= given[i]
        open_ -= full
    return given


def _split(total: int, weights: dict[int, Fraction]) -> dict[int, int]:
    whole = sum(weights.values(), Fraction(0))
    exact = {i: total * weight / whole for i, weight in weights.items()}
    found = {i: int(one) for i, one in exact.items()}
    rest = total - sum(found.values())
    for i in sorted(exact, key=lambda i: (-(exact[i] - found[i]), i))[:rest]:
        found[i] += 1
    return found
