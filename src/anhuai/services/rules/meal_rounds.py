"""The order in which a courier brings a meal round: nearest neighbour, then no crossing ways.

A round has some dozens of stops at most, so this is quick and always the same for the same stops.
"""

from collections.abc import Callable, Sequence
from typing import Final

from anhuai.kernel.geometry import LonLat, haversine_m

Metres = Callable[[LonLat, LonLat], float]
PASSES: Final = 30


def ordered(
    start: LonLat, stops: Sequence[tuple[int, LonLat]], metres: Metres = haversine_m
) -> list[int]:
    """Return the keys of stops in the order of a round that begins at `start` and ends anywhere."""
    left = sorted(stops)
    here, found = start, []
    while left:
        nearest = min(left, key=lambda one: (metres(here, one[1]), one[0]))
        left.remove(nearest)
        found.append(nearest)
        here = nearest[1]
    return [key for key, _point in _uncrossed(start, found, metres)]


def _uncrossed(
    start: LonLat, way: list[tuple[int, LonLat]], metres: Metres
) -> list[tuple[int, LonLat]]:
    """Turn pieces of the way round while that makes it shorter (2-opt)."""
    for _pass in range(PASSES):
        is_better = False
        for i in range(len(way) - 1):
            before = way[i - 1][1] if i else start
            for j in range(i + 1, len(way)):
                old = metres(before, way[i][1])
                new = metres(before, way[j][1])
                if j + 1 < len(way):
                    old += metres(way[j][1], way[j + 1][1])
                    new += metres(way[i][1], way[j + 1][1])
                if new < old - 0.5:
                    way[i : j + 1] = way[i : j + 1][::-1]
                    is_better = True
        if not is_better:
            break
    return way


def length(start: LonLat, way: Sequence[LonLat], metres: Metres = haversine_m) -> float:
    """Return how long a way is, in metres."""
    here, total = start, 0.0
    for point in way:
        total += metres(here, point)
        here = point
    return total
