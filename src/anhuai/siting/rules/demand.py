"""What the coming years will need: a population in years to come, and the beds and places it asks
for at the county's ratios. All of it is an estimate."""

from dataclasses import dataclass
from math import ceil
from typing import Final

VARIANTS: Final = ("low", "medium", "high")
HORIZON: Final = 2035
LEVELS: Final = (2, 3, 4)
"""Moderate, severe and complete loss of ability (GB/T 42195): whom a nursing bed is for."""


@dataclass(frozen=True, slots=True)
class Ratios:
    """What a county wants for its people: beds for each 1,000 elders, percent of them nursing,
    childcare places for each 10,000 residents."""

    beds_per_1000: int
    nursing_percent: int
    places_per_10000: int


@dataclass(frozen=True, slots=True)
class Needed:
    """One area in one year: people by ages, those with loss of ability, beds and places."""

    code: str
    year: int
    total: float
    elders: float
    older: float
    oldest: float
    toddlers: float
    levels: tuple[float, ...]
    beds: int
    nursing: int
    places: int


def needed(
    code: str, year: int, people: tuple[float, float, float, float, float],
    levels: tuple[float, ...], ratios: Ratios,
) -> Needed:  # fmt: skip
    """Return what an area needs: (total, 60+, 65+, 80+, under 3); part of a bed is a bed."""
    total, elders, older, oldest, toddlers = people
    beds = _up(elders * ratios.beds_per_1000 / 1000)
    return Needed(
        code, year, total, elders, older, oldest, toddlers, levels, beds,
        _up(elders * ratios.beds_per_1000 / 1000 * ratios.nursing_percent / 100),
        _up(total * ratios.places_per_10000 / 10_000),
    )  # fmt: skip


def _up(value: float) -> int:
    return ceil(round(value, 6))  # 40.000000001 of a float is forty
