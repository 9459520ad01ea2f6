"""Reconciliation: every bed is in one state at every instant, and reports are held against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from anhuai.placements.rules.words import BedState


@dataclass(frozen=True, slots=True)
class BedFact:
    """A bed in force on a day."""

    label: str
    in_service: bool
    nursing: bool = False
    room: str = ""


@dataclass(frozen=True, slots=True)
class HoldFact:
    """Somebody holds a bed over the days [since, until); `reserved` by an offer, else a stay."""

    label: str
    since: date
    until: date | None
    reserved: bool = False
    key: int = 0

    def covers(self, day: date) -> bool:
        """Whether the bed was held on a day; a stay that ends the day it began holds none."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Board:
    """The beds of an institution on a day by state; what cannot be is in `odd`.

    `odd` names labels somebody holds although the bed is out of service, does not exist, or is held
    twice. `free + occupied + reserved + out == beds` always.
    """

    states: Mapping[str, BedState]
    holds: Mapping[str, HoldFact] = field(default_factory=dict)
    odd: tuple[str, ...] = ()

    def count(self, state: BedState) -> int:
        """Return how many beds are in a state."""
        return sum(one is state for one in self.states.values())

    @property
    def beds(self) -> int:
        """How many beds there are."""
        return len(self.states)

    @property
    def open_beds(self) -> int:
        """How many beds are in service: the denominator of occupancy."""
        return self.beds - self.count(BedState.OUT)


def board(beds: Iterable[BedFact], holds: Iterable[HoldFact], on: date) -> Board:
    """Return in which state each bed is on a day."""
    by_label: dict[str, HoldFact] = {}
    odd: set[str] = set()
    for hold in holds:
        if not hold.covers(on):
            continue
        if hold.label in by_label:
            odd.add(hold.label)
        if hold.label not in by_label or not hold.reserved:
            by_label[hold.label] = hold
    states: dict[str, BedState] = {}
    for bed in beds:
        held = by_label.get(bed.label)
        states[bed.label] = _state(bed, held)
        if held is not None and not bed.in_service:
            odd.add(bed.label)
    odd |= set(by_label) - set(states)
    return Board(states, by_label, tuple(sorted(odd)))


def _state(bed: BedFact, held: HoldFact | None) -> BedState:
    if held is not None:
        return BedState.RESERVED if held.reserved else BedState.OCCUPIED
    return BedState.FREE if bed.in_service else BedState.OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What an institution says of a day."""

    residents: int
    away: int = 0
    free: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the records say of the same day."""

    beds: int
    open_beds: int
    residents: int
    away: int
    free: int


def differences(said: Reported, known: Known) -> list[str]:
    """Return the codes of what a report gets wrong, the gravest first; [] where all agrees."""
    found: list[str] = []
    if said.residents > known.beds:
        found.append("more_than_beds")
    if said.residents + said.free > known.beds:
        found.append("more_than_all")
    if said.away > said.residents:
        found.append("away_more")
    for name in ("residents", "away", "free"):
        if getattr(said, name) != getattr(known, name):
            found.append(name)
    return found


def occupancy(occupied: int, open_beds: int) -> int | None:
    """Return occupied beds per ten thousand open ones; None where there are none."""
    return 10_000 * occupied // open_beds if open_beds else None


def is_free(now: Board, label: str) -> bool:
    """Whether somebody may be given a bed."""
    return now.states.get(label) is BedState.FREE
