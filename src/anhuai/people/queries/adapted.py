"""Whose home was adapted: told by the room that adapts homes, asked by rooms beside it.

Benefits ask whether a home had its one adaptation and services carry it out; neither may know the
other, so they meet here (docs/adr/0086).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Adapted:
    """A home was adapted, accepted on a day: of a person and of the household they lived in."""

    person: int
    home: int | None
    since: date


@dataclass(frozen=True, slots=True)
class Teller:
    """A room that knows of adaptations.

    `accepted(last, persons, homes)` gives those accepted by a day, of some persons or homes or of
    all; `changed(at)` of whom that was recorded since a moment.
    """

    accepted: Callable[[date, Collection[int] | None, Collection[int]], Iterable[Adapted]]
    changed: Callable[[datetime], Iterable[Adapted]]


_tellers: list[Teller] = []


def tells_adapted(teller: Teller) -> None:
    """Declare a room that knows of adaptations."""
    _tellers.append(teller)


def adapted(
    *, last: date, persons: Collection[int] | None = None, homes: Collection[int] = ()
) -> Iterator[Adapted]:
    """Yield the homes adapted by a day.

    Without an actor: for rules over everybody, whose caller shows only whom its actor may see.
    """
    for one in _tellers:
        yield from one.accepted(last, persons, homes)


def adapted_since(at: datetime) -> list[Adapted]:
    """Return the homes whose adaptation was recorded since a moment; without an actor, likewise."""
    return [found for one in _tellers for found in one.changed(at)]


__all__ = ["Adapted", "Teller", "adapted", "adapted_since", "tells_adapted"]
