"""The demo's one source of chance: seeded, so that a county on a day is always the same."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def chance(*words: object) -> Random:
    """Return a random source that depends on the words alone, the same on every machine."""
    return Random(":".join(map(str, words)))  # noqa: S311 - invented people, no secrets


class Lot(Generic[T]):
    """Draws one of several things by their weights."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self._things = list(weights)
        self._sums = list(accumulate(weights.values()))

    def draw(self, luck: Random) -> T:
        """Return one thing."""
        return luck.choices(self._things, cum_weights=self._sums)[0]

    def draws(self, luck: Random, times: int) -> list[T]:
        """Return several things, each drawn anew."""
        return luck.choices(self._things, cum_weights=self._sums, k=times)


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Split a total in whole numbers by weights; the largest remainders take what is left."""
    if total == 0 or not weights:
        return [0] * len(weights)
    whole = sum(weights)
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda i: (parts[i] - shares[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
