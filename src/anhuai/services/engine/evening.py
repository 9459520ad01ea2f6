"""Even loads: what is everybody's fair share of a day's work, and what is above it.

Least travel fills one worker before it troubles the next. A county that wants the work shared says
what a minute above somebody's fair share is worth, in hundredths of a minute of travel; a share is
of all the work, by the length of the shifts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anhuai.services.engine.day import Loads, Route, Worker


def busy(route: Route | None) -> int:
    """Return a worker's minutes of work: on the way and with people; waiting is not work."""
    if route is None:
        return 0
    return route.travel + sum(stop.ends - stop.begins for stop in route.stops)


def span(worker: Worker) -> int:
    """Return the minutes of a shift without its breaks."""
    return max(0, worker.ends - worker.starts - sum(one.minutes for one in worker.breaks))


@dataclass(frozen=True, slots=True)
class Shares:
    """What each worker's fair share is, by index, and what a minute above it is worth."""

    weight: int
    fair: tuple[int, ...]

    def cost(self, at: int, minutes: int) -> int:
        """Return what a worker's minutes of work cost, in hundredths of a minute of travel."""
        return self.weight * max(0, minutes - self.fair[at])


def shared(workers: Sequence[Worker], work: int, weight: int) -> Shares:
    """Return the fair shares of so many minutes of work."""
    spans = [span(one) for one in workers]
    total = max(1, sum(spans))
    return Shares(weight, tuple(-(-work * one // total) for one in spans))


def loads(workers: Sequence[Worker], routes: Mapping[int, Route]) -> Loads:
    """Return how work is spread over all on shift; who has no route works no minute."""
    some = [busy(routes.get(at)) for at in range(len(workers))]
    travel = sum(one.travel for one in routes.values())
    return Loads(travel, max(some, default=0), min(some, default=0))
