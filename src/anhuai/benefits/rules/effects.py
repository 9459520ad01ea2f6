"""What a changed standard would do: two months' outcomes in, cost, winners and losers out."""

from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Any

Key = tuple[int, str]
BANDS = (0, 18, 60, 70, 80, 90, 100)
"""First ages of the bands that winners and losers are counted by; our own choice."""
SHOWN = 200


@dataclass(slots=True)
class Tally:
    """Winners and losers of one group, and the difference in fen of what is spent."""

    winners: int = 0
    losers: int = 0
    fen: int = 0

    def add(self, difference: int, *, is_spent: bool) -> None:
        """Count one person's difference; times, hours and the like are no fen."""
        self.winners += difference > 0
        self.losers += difference < 0
        self.fen += difference if is_spent else 0

    def plain(self) -> list[int]:
        """Return it as a list."""
        return [self.winners, self.losers, self.fen]


@dataclass(slots=True)
class Effect:
    """A month under what holds and under what is proposed, compared person by person."""

    before: int = 0
    after: int = 0
    begun: int = 0
    stopped: int = 0
    all: Tally = field(default_factory=Tally)
    towns: dict[str, Tally] = field(default_factory=dict)
    items: dict[str, Tally] = field(default_factory=dict)
    ages: dict[str, Tally] = field(default_factory=dict)
    sizes: Counter[int] = field(default_factory=Counter)
    people: list[tuple[int, str, int, int]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return it as it is kept: ids and sums, no names."""
        people = sorted(self.people, key=lambda one: (-abs(one[3] - one[2]), one[0], one[1]))
        return {
            "before": self.before, "after": self.after, "begun": self.begun,
            "stopped": self.stopped, "all": self.all.plain(),
            "towns": {key: one.plain() for key, one in sorted(self.towns.items())},
            "items": {key: one.plain() for key, one in sorted(self.items.items())},
            "ages": {key: one.plain() for key, one in self.ages.items()},
            "sizes": [list(one) for one in self.sizes.most_common(20)],
            "people": [list(one) for one in people[:SHOWN]],
        }  # fmt: skip


def band_of(age: int) -> str:
    """Return the band of an age: "80-89"; the last has no end."""
    at = max(n for n, first in enumerate(BANDS) if first <= max(age, 0))
    return f"{BANDS[at]}-{BANDS[at + 1] - 1}" if at + 1 < len(BANDS) else f"{BANDS[at]}+"


def cost(owed: Mapping[Key, tuple[int, int]], spent: Container[str]) -> int:
    """Return the fen that a month's benefits cost the county."""
    return sum(fen for (_person, item), (fen, _reason) in owed.items() if item in spent)


def effect(
    was: Mapping[Key, tuple[int, int]], now: Mapping[Key, tuple[int, int]],
    *, spent: Container[str], town_of: Callable[[int], str], age_of: Callable[[int], int],
) -> Effect:  # fmt: skip
    """Compare what is owed under two terms in one month; only `spent` benefits are added up."""
    found = Effect(
        before=cost(was, spent),
        after=cost(now, spent),
        ages={band_of(first): Tally() for first in BANDS},
    )
    for key in was.keys() | now.keys():
        before, after = was.get(key, (0, 0))[0], now.get(key, (0, 0))[0]
        if before == after:
            continue
        (person, item), difference = key, after - before
        found.begun += before == 0
        found.stopped += after == 0
        is_spent = item in spent
        tallies = (
            found.all, found.towns.setdefault(town_of(person), Tally()),
            found.items.setdefault(item, Tally()), found.ages[band_of(age_of(person))],
        )  # fmt: skip
        for one in tallies:
            one.add(difference, is_spent=is_spent)
        if is_spent:
            found.sizes[difference] += 1
        found.people.append((person, item, before, after))
    return found


def indexed(cells: list[int | None], per_mille: int) -> list[int | None]:
    """Return amounts raised by so many thousandths, each to the nearest fen."""
    return [None if one is None else (one * (1000 + per_mille) * 2 + 1000) // 2000 for one in cells]
