"""The desk's figures: shares of a count, and how they stand against their targets."""

from collections.abc import Iterable
from dataclasses import dataclass

from anhuai.kernel.confidence import Basis


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def per_mille(self) -> int | None:
        """The share in thousandths, rounded down: 97.49 % is not 97.5 %. None of nothing."""
        return self.part * 1000 // self.whole if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure of the board and what it should be; `at_least` False: it should stay below.

    `per_mille` is only what holds before the county decides otherwise. `examples` pairs (part,
    whole) with whether the target is met, None where there was nothing to measure.
    """

    title: str
    title_en: str
    says: str
    per_mille: int
    at_least: bool
    basis: Basis
    examples: tuple[tuple[tuple[int, int], bool | None], ...]

    def is_met(self, share: Share, target: int) -> bool | None:
        """Whether a share meets the target in force, None where nothing was counted."""
        value = share.per_mille
        if value is None:
            return None
        return value >= target if self.at_least else value <= target


def within(seconds: Iterable[float | None], limit: float) -> Share:
    """Return how many of some waits were over within a limit; an endless wait (None) was not."""
    waits = list(seconds)
    return Share(sum(one is not None and one <= limit for one in waits), len(waits))
