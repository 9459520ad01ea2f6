"""A class by its definition: whose age it is for, how many, how many carers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anhuai.kernel.confidence import Basis
from anhuai.kernel.months import age_on

MOST_MONTHS = 36
"""托育 is for children under three (standards/05 §4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example: the children's ages in months, and how many carers they need."""

    says: str
    months: tuple[int, ...]
    carers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassKind:
    """One kind of class: ages in months [least, most), at most so many, one carer for so many.

    `ratio` is None for a mixed class, where the youngest child's own kind decides unless the
    county set another (confidence D).
    """

    title: str
    title_en: str
    least: int
    most: int
    places: int
    ratio: int | None
    basis: Basis
    ratio_basis: Basis
    examples: tuple[Example, ...]

    def admits(self, months: int) -> bool:
        """Whether a child of an age in months belongs to the class."""
        return self.least <= months < self.most


def months_old(born: date, on: date) -> int:
    """Return the full months a child has lived on a day."""
    months = (on.year - born.year) * 12 + on.month - born.month
    return months - (on.day < born.day) if age_on(born, on) >= 0 else 0


def carers_needed(
    kind: ClassKind, months: Sequence[int], *, own: Sequence[ClassKind], mixed: int = 0
) -> int:
    """Return how many carers the children of a class need now: none for none.

    `own` are the kinds with a ratio; in a mixed class the strictest of the children's own kinds
    counts, or one carer for `mixed` children where the county set a number.
    """
    if not months:
        return 0
    ratio = kind.ratio
    if ratio is None:
        stated = [one.ratio for one in own if one.ratio is not None]
        found = [
            one.ratio for one in own for age in months if one.ratio is not None and one.admits(age)
        ]
        ratio = mixed or min(found, default=max(stated))
    return -(-len(months) // ratio)
