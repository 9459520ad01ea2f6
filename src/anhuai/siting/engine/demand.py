"""Cohort-component projection: a population by sex and single age, carried on year by year.

Arrays are people by (area, sex, age): sex 0 men, 1 women; age 0 to 100, the last open. Nobody
moves in or out but by `Step.moving`. Everything is float: an estimate, rounded when shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from anhuai.siting.engine.graph import Floats

AGES = 101
OLDEST_SHARES = (0.45, 0.27, 0.15, 0.08, 0.05)
INFANT_YEAR = 0.85
"""How much of its first year's risk a child born in a year has behind it at the end: infants die
early (our assumption; at Chinese rates it moves births by less than one in a thousand)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One year's rates: deaths a person-year by (sex, age), births a woman-year by age, boys for
    each girl, and the share of each age that moves in (out where negative)."""

    deaths: Floats
    births: Floats
    boys: float
    moving: Floats = field(default_factory=lambda: np.zeros(AGES))


def single_ages(groups: Sequence[tuple[int, float]]) -> Floats:
    """Spread (first age of a group, value of everybody in it) over single ages."""
    found = np.zeros(AGES)
    for first, value in sorted(groups):
        found[first:] = value
    return found


def graduated(groups: Sequence[float]) -> Floats:
    """Split five-year groups, the last 100 and over, into single ages; each group keeps its sum.

    Inside a group the numbers change evenly, as steeply as its two neighbours differ.
    """
    found = np.zeros(AGES)
    for at, group in enumerate(groups[:-1]):
        before = groups[at - 1] if at else group
        steepest = group / 10.01
        slope = min(steepest, max(-steepest, (groups[at + 1] - before) / 50))
        found[at * 5 : at * 5 + 5] = group / 5 + slope * (np.arange(5) - 2)
    found[-1] = groups[-1]
    return found


def carried(people: Floats, step: Step) -> Floats:
    """Return the population a year later.

    A person between two ages is half a year at each; births come to the women there on average.
    """
    risk = np.concatenate([step.deaths, step.deaths[:, -1:]], axis=1)
    alive = np.exp(-(risk[:, :-1] + risk[:, 1:]) / 2)
    stay = people * alive
    later = np.zeros_like(people)
    later[:, :, 1:] = stay[:, :, :-1]
    later[:, :, -1] += stay[:, :, -1]
    later *= 1 + step.moving
    women = (people[:, 1] + later[:, 1]) / 2
    born = women @ step.births
    boy = step.boys / (1 + step.boys)
    share = np.array([boy, 1 - boy])
    later[:, :, 0] = born[:, None] * share * np.exp(-INFANT_YEAR * step.deaths[:, 0])
    return later


def projected(people: Floats, steps: Sequence[Step]) -> Floats:
    """Return the population of each year, (years + 1, area, sex, age), the first as it is."""
    found = [np.asarray(people, float)]
    for step in steps:
        found.append(carried(found[-1], step))
    return np.stack(found)


def between(people: Floats, low: int, high: int | None = None) -> Floats:
    """Return how many are of ages [low, high) by area, men and women together; last axes summed."""
    return np.asarray(people[..., low:high].sum(axis=(-1, -2)))


def fertility_factor(people: Floats, steps: Sequence[Step], *, children: float) -> float:
    """Return by what births at the given rates must be multiplied to give the children there are.

    `steps` are the last years', oldest first; women are taken as they are now, made younger. 1.0
    where too few children would be expected to tell; never under a third nor over three.
    """
    expected = 0.0
    women = people[:, 1].sum(axis=0)
    for back, step in enumerate(reversed(steps)):
        expected += float(women[back:] @ step.births[: AGES - back])
    if expected < FEW_BIRTHS:
        return 1.0
    return min(3.0, max(1 / 3, children / expected))


FEW_BIRTHS = 30.0
BANDS: Mapping[str, tuple[int, int | None]] = {
    "total": (0, None), "0–4": (0, 5), "0–14": (0, 15), "15–59": (15, 60), "60+": (60, None),
    "65+": (65, None), "80+": (80, None),
}  # fmt: skip


def errors(computed: Floats, known: Floats) -> dict[str, tuple[float, float, float]]:
    """Return by band of ages (computed, known, relative error) of one area."""
    found = {}
    for name, (low, high) in BANDS.items():
        ours, theirs = float(between(computed, low, high)), float(between(known, low, high))
        found[name] = (ours, theirs, ours / theirs - 1 if theirs else 0.0)
    return found
