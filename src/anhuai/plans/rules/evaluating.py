"""From tallies by division to a figure: the one place that knows how each node is worked out."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from anhuai.kernel.divisions import is_within
from anhuai.plans.rules.measures import (
    Count,
    CountOfDivisions,
    Having,
    Measure,
    MinOverDivisions,
    Parts,
    Ratio,
    ShareOfDivisions,
    Source,
    Sum,
    Units,
)

Tally = Mapping[str, Decimal]
"""How much of a sum lies in each place, by the division code the record carries."""
Tallied = Callable[[Sum], Tally]
Divided = Callable[[Units], Sequence[str]]
"""The codes of the divisions of some units within the area measured."""


def within(tally: Tally, root: str) -> Decimal:
    """Return what lies in a subtree."""
    return sum((much for place, much in tally.items() if is_within(place, root)), Decimal())


def by_unit(tally: Tally, units: Sequence[str]) -> dict[str, Decimal]:
    """Return what lies in each unit; a record placed above the units' level belongs to none."""
    found = dict.fromkeys(units, Decimal())
    width = len(units[0]) if units else 0
    for place, much in tally.items():
        if place[:width] in found:
            found[place[:width]] += much
    return found


def evaluate(measure: Measure, tallied: Tallied, divided: Divided, root: str) -> Parts:
    """Return a measure's figure for a subtree, from tallies that hold at least that subtree."""
    return measure.value_of(_parts(measure, tallied, divided, root))


def _parts(measure: Measure, tallied: Tallied, divided: Divided, root: str) -> list[Decimal]:
    if isinstance(measure, Count):
        return [within(tallied(measure.what), root)]
    if isinstance(measure, Ratio):
        return [within(tallied(measure.top), root), within(tallied(measure.bottom), root)]
    if isinstance(measure, MinOverDivisions):
        return list(counts_of(measure.units, measure.source, tallied, divided, root).values())
    having = (measure.having,) if isinstance(measure, CountOfDivisions) else measure.having
    split = [parted(one, tallied, divided, root) for one in having]
    have = sum(len(with_it) for with_it, _ in split)
    return [Decimal(have), Decimal(have + sum(len(without) for _, without in split))]


def counts_of(
    units: Units, source: Source, tallied: Tallied, divided: Divided, root: str
) -> dict[str, Decimal]:
    """Return how many records of a source each unit of a subtree has."""
    inside = [code for code in divided(units) if is_within(code, root)]
    return by_unit(tallied(Sum(source)), inside)


def parted(
    having: Having, tallied: Tallied, divided: Divided, root: str
) -> tuple[list[str], list[str]]:
    """Return the units of a subtree that have a record of the source, and those that have none."""
    counts = counts_of(having.units, having.source, tallied, divided, root)
    return [code for code, n in counts.items() if n], [code for code, n in counts.items() if not n]


def units_of(measure: Measure) -> tuple[Having, ...]:
    """Return the divisions a measure is about and what each should have; else ()."""
    if isinstance(measure, ShareOfDivisions):
        return measure.having
    if isinstance(measure, CountOfDivisions):
        return (measure.having,)
    if isinstance(measure, MinOverDivisions):
        return (Having(measure.units, measure.source),)
    return ()
