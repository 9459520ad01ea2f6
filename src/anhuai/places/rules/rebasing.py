"""Figures of one day told in the units of another, by the shares of the reforms between.

A figure belongs to the units of its day. On the day a reform is in force its successors count; so
the reforms between a figure's day and another are those in force after the one and by the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Link:
    """How much of a unit a reform gave to another; a unit that went on is linked to itself."""

    old: str
    new: str
    share: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One executed reform: since when, its links. Steps come in the order they were executed."""

    on: date
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Rebased:
    """A figure in other units than its own: the value, what it was made of, what was missing.

    `is_estimate` says that a share of less than everything went into it; then it is no count.
    """

    value: Decimal | None
    origins: Sequence[str]
    missing: Sequence[str]
    is_estimate: bool


def _between(steps: Sequence[Step], day: date, until: date) -> list[Step]:
    return sorted((s for s in steps if day < s.on <= until), key=lambda step: step.on)


def shares_of(code: str, steps: Sequence[Step], *, day: date, until: date) -> dict[str, Fraction]:
    """Return what became of a unit of `day` by `until`: shares by unit, together 1."""
    found = {code: Fraction(1)}
    for step in _between(steps, day, until):
        moved: dict[str, Fraction] = {}
        for unit, much in found.items():
            links = [link for link in step.links if link.old == unit]
            for link in links or [Link(unit, unit, Decimal(1))]:
                moved[link.new] = moved.get(link.new, Fraction()) + much * Fraction(link.share)
        found = moved
    return found


def origins(code: str, steps: Sequence[Step], *, day: date, until: date) -> list[str]:
    """Return the units of `day` of which something is in a unit of `until`, in order."""
    found = {code}
    for step in reversed(_between(steps, day, until)):
        begun = {link.new for link in step.links}
        found = (found - begun) | {link.old for link in step.links if link.new in found}
    return sorted(found)


def rebase(
    code: str, values: Mapping[str, Decimal], steps: Sequence[Step], *, day: date, until: date
) -> Rebased:
    """Return the figure that a unit of `until` would have had on `day`, from the values then.

    A value that is missing leaves none: half a sum is no figure.
    """
    units = origins(code, steps, day=day, until=until)
    parts = {unit: shares_of(unit, steps, day=day, until=until)[code] for unit in units}
    missing = [unit for unit in units if unit not in values]
    total = None
    if not missing:
        exact = sum((Fraction(values[unit]) * much for unit, much in parts.items()), Fraction())
        total = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Rebased(total, units, missing, any(much != 1 for much in parts.values()))
