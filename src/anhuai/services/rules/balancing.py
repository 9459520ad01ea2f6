"""A month's persons shared out among workers: nobody more than others who reach the same village.

Continuity first: whoever visited somebody last month goes again, as long as the load allows it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody to be visited: in a village, so many times a month, by whom last time."""

    person: int
    village: str
    times: int
    before: int | None = None


@dataclass(slots=True)
class Shared:
    """Who visits whom, how much each has, and who has nobody."""

    visitor: dict[int, int] = field(default_factory=dict)
    load: dict[int, int] = field(default_factory=dict)
    nobody: list[int] = field(default_factory=list)


def share(
    wanted: Sequence[Wanted],
    reach: Mapping[str, Sequence[int]],
    have: Mapping[int, int] | None = None,
) -> Shared:
    """Share persons among the workers that reach their village (ids by village); same in, same out.

    `have` is what each worker already keeps and does not give away.
    No worker ends with a person whom another who reaches the village could take and still have
    less. Villages with the fewest workers are dealt out first.
    """
    already = have or {}
    made = Shared(load={one: already.get(one, 0) for some in reach.values() for one in some})
    held: dict[int, list[Wanted]] = defaultdict(list)

    def give(one: Wanted, to: int) -> None:
        held[to].append(one)
        made.load[to] += one.times

    rest = []
    for one in sorted(wanted, key=lambda w: w.person):
        able = reach.get(one.village, ())
        if not able:
            made.nobody.append(one.person)
        elif one.before is not None and one.before in able:
            give(one, one.before)
        else:
            rest.append(one)
    for one in sorted(rest, key=lambda w: (len(reach[w.village]), w.village, -w.times, w.person)):
        give(one, min(reach[one.village], key=lambda v: (made.load[v], v)))
    _level(held, made.load, reach)
    made.visitor = {one.person: visitor for visitor, some in held.items() for one in some}
    return made


def _level(
    held: dict[int, list[Wanted]], load: dict[int, int], reach: Mapping[str, Sequence[int]]
) -> None:
    """Move persons from the laden to the less laden until no single move evens anything out.

    Every move makes the sum of squared loads smaller, so this ends.
    """
    moved = True
    while moved:
        moved = False
        for visitor in sorted(load, key=lambda v: (-load[v], v)):
            held[visitor].sort(key=lambda w: (w.before == visitor, w.person))
            for at, one in enumerate(held[visitor]):
                least = min(reach[one.village], key=lambda v: (load[v], v))
                if load[least] + one.times < load[visitor]:
                    held[least].append(held[visitor].pop(at))
                    load[visitor] -= one.times
                    load[least] += one.times
                    moved = True
                    break
