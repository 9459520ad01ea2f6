"""Who lives in which facility: told by the room that keeps stays, asked by rooms beside it.

Benefits count residents and placements record them; neither may know the other, so they meet here
(docs/adr/0076).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Living:
    """Somebody lives in a facility over [since, until), open where None."""

    person: int
    facility: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Teller:
    """A room that knows of stays.

    `overlapping(first, last, persons)` gives those that touch the days first to last, of some
    persons or of all; `changed(at)` whose stays were recorded or changed since a moment;
    `keeping()` the facilities that ever had one.
    """

    overlapping: Callable[[date, date, Collection[int] | None], Iterable[Living]]
    changed: Callable[[datetime], Iterable[int]]
    keeping: Callable[[], Iterable[int]]


_tellers: list[Teller] = []


def tells_who_lives(teller: Teller) -> None:
    """Declare a room that knows of stays."""
    _tellers.append(teller)


def living(*, first: date, last: date, persons: Collection[int] | None = None) -> Iterator[Living]:
    """Yield who lived in a facility on any of the days first to last.

    Without an actor: for rules over everybody, whose caller shows only whom its actor may see.
    """
    for one in _tellers:
        yield from one.overlapping(first, last, persons)


def living_changed_since(at: datetime) -> set[int]:
    """Return whose stays were recorded or changed since a moment; without an actor, likewise."""
    return {person for one in _tellers for person in one.changed(at)}


def keeping_stays() -> set[int]:
    """Return the facilities that ever had a stay on record: of others nobody knows who lives."""
    return {facility for one in _tellers for facility in one.keeping()}
