"""Routes of a day: pyvrp proposes, the exact clock decides, what is left over has its reason.

pyvrp knows windows, shifts and (as loads that a vehicle without the skill cannot carry) skills. It
knows neither breaks nor who went last time: breaks shorten the shift it sees and are then placed by
the clock; whoever went last time gets a job back where that costs little. So what comes out keeps
every rule by construction, and is never called the best there is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import MaxIterations, MaxRuntime, MultipleCriteria, NoImprovement

from anhuai.services.engine.day import (
    Day,
    Job,
    Left,
    Minutes,
    Route,
    Why,
    Worker,
    checked,
)
from anhuai.services.engine.timing import walked

LOYALTY = 10
"""Minutes of extra travel that sending the same worker again is worth."""


@dataclass(slots=True)
class _Making:
    """A day while it is made: what each worker does in which order, what nobody does yet."""

    workers: Sequence[Worker]
    jobs: Sequence[Job]
    minutes: Minutes
    orders: dict[int, list[Job]] = field(default_factory=dict)
    routes: dict[int, Route] = field(default_factory=dict)
    pool: list[Job] = field(default_factory=list)

    def put(self, at: int, order: list[Job]) -> bool:
        """Give the worker at an index this order of jobs where that can be walked."""
        route = walked(self.workers[at], order, self.minutes)
        if route is None:
            return False
        self.orders[at], self.routes[at] = order, route
        return True


def planned(
    workers: Sequence[Worker], jobs: Sequence[Job], minutes: Minutes, *,
    seconds: float = 30.0, rounds: int = 0, loyalty: int = LOYALTY, seed: int = 1,
) -> Day:  # fmt: skip
    """Return routes for a day with as many jobs (by weight) and as little travel as was found.

    `minutes[a, b]` is the way from place a to b. Stops after so many rounds (0: by the number of
    jobs), or seconds; the same in gives the same out unless the seconds ended it. Raises
    `ValueError` for what `checked` finds.
    """
    checked(workers, jobs, minutes)
    made = _Making(workers, jobs, minutes)
    if workers and jobs:
        for at, order in _proposed(made, seconds, rounds or _rounds(jobs), seed).items():
            _keep(made, at, order)
    placed = {job.key for order in made.orders.values() for job in order}
    made.pool = [job for job in jobs if job.key not in placed]
    _fill(made)
    _return(made, loyalty)
    left = tuple(Left(job.key, _why(made, job)) for job in sorted(made.pool, key=lambda j: j.key))
    routes = sorted((one for one in made.routes.values() if one.stops), key=lambda r: r.worker)
    return Day(tuple(routes), left)


def _rounds(jobs: Sequence[Job]) -> int:
    """Return rounds after which more of them find little: a small day is settled at once."""
    return min(20_000, 600 + 60 * len(jobs))


def _proposed(made: _Making, seconds: float, rounds: int, seed: int) -> dict[int, list[Job]]:
    """Return what pyvrp proposes: an order of jobs for workers, by index."""
    data, alike = _problem(made)
    stop = MultipleCriteria(
        [MaxRuntime(seconds), MaxIterations(rounds), NoImprovement(max(1, rounds // 3))]
    )
    found = pyvrp.solve(data, stop, seed=seed, collect_stats=False, display=False)
    free = {kind: list(some) for kind, some in enumerate(alike)}
    orders: dict[int, list[Job]] = {}
    for route in found.best.routes():
        order = [made.jobs[stop.idx] for stop in route if stop.is_client()]
        who = free[route.vehicle_type()]
        liked = [sum(job.prefers == made.workers[at].key for job in order) for at in who]
        orders[who.pop(max(range(len(who)), key=lambda n: (liked[n], -n)))] = order
    return orders


def _problem(made: _Making) -> tuple[pyvrp.ProblemData, list[list[int]]]:
    """Return the day as pyvrp's problem, and which workers each of its vehicle types stands for."""
    skills, asked = _loads(made)
    alike: dict[tuple[int, int, int, int, int, frozenset[int]], list[int]] = defaultdict(list)
    for at, one in enumerate(made.workers):
        rest = sum(each.minutes for each in one.breaks)
        span = max(0, one.ends - one.starts - rest)
        able = frozenset(n for n, able in enumerate(skills) if at in able)
        alike[(one.place, one.home, one.starts, one.ends, span, able)].append(at)
    homes = sorted({place for kind in alike for place in kind[:2]})
    depot = {place: at for at, place in enumerate(homes)}
    kinds = [
        pyvrp.VehicleType(
            len(some), [len(made.jobs) * (n in able) for n in range(len(skills))], depot[place],
            depot[home], tw_early=starts, tw_late=max(starts, ends), shift_duration=span,
        )
        for (place, home, starts, ends, span, able), some in alike.items()
    ]  # fmt: skip
    # Leaving a job out is dearer than any detour, so travel never decides who is visited.
    prize = 4 * int(made.minutes.max(initial=0)) + 10
    clients = [
        pyvrp.Client(
            one.place, [int(n in asked[one.skills]) for n in range(len(skills))],
            service_duration=one.minutes, tw_early=max(0, one.opens),
            tw_late=max(0, one.opens, one.closes), prize=prize * one.weight, required=False,
        )
        for one in made.jobs
    ]  # fmt: skip
    size = len(made.minutes)
    ways: Any = np.array(made.minutes, dtype=np.int64)  # pyvrp's stubs have an older numpy's names
    np.fill_diagonal(ways, 0)
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0)] * size, clients, [pyvrp.Depot(place) for place in homes], kinds,
        [ways], [ways],
    )  # fmt: skip
    return data, list(alike.values())


def _loads(made: _Making) -> tuple[list[frozenset[int]], dict[frozenset[str], set[int]]]:
    """Return sets of workers (by index), and which of them each set of skills is confined to.

    Skills that the same workers have are one load; what everybody can do is none.
    """
    everybody = frozenset(range(len(made.workers)))
    sets: list[frozenset[int]] = []
    asked: dict[frozenset[str], set[int]] = {}
    for skills in sorted({job.skills for job in made.jobs}, key=sorted):
        able = frozenset(at for at, one in enumerate(made.workers) if skills <= one.skills)
        if able != everybody and able not in sets:
            sets.append(able)
        asked[skills] = {sets.index(able)} if able != everybody else set()
    return sets, asked


def _keep(made: _Making, at: int, order: list[Job]) -> None:
    """Take over a proposed order; what the clock cannot walk is left out, job by job."""
    if made.put(at, order):
        return
    kept: list[Job] = []
    for job in order:
        if made.put(at, [*kept, job]):
            kept.append(job)


def _fill(made: _Making) -> None:
    """Put what is left over wherever it still fits, the weightiest first, for the least travel."""
    rest = []
    for job in sorted(made.pool, key=lambda j: (-j.weight, j.closes - j.opens, j.key)):
        found = min(
            (
                place
                for at, worker in enumerate(made.workers)
                if job.skills <= worker.skills and (place := _place(made, at, job)) is not None
            ),
            default=None,
        )
        if found is None or not made.put(found[1], found[3]):
            rest.append(job)
    made.pool = rest


def _place(made: _Making, at: int, job: Job) -> tuple[int, int, int, list[Job]] | None:
    """Return the least extra travel of a job on a worker's route, and the order it then has."""
    order, worker = made.orders.get(at, []), made.workers[at]
    stops = made.routes[at].stops if order else ()
    minutes, best = made.minutes, None
    for n in range(len(order) + 1):
        come = order[n - 1].place if n else worker.place
        go = order[n].place if n < len(order) else worker.home
        here = int(minutes[come, job.place])
        begins = max((stops[n - 1].ends if n else worker.starts) + here, job.opens)
        if begins > job.closes or begins + job.minutes > worker.ends:
            continue
        on = int(minutes[job.place, go])
        if n < len(order) and begins + job.minutes + on > order[n].closes:
            continue
        more = here + on - (int(minutes[come, go]) if order else 0)
        if best is not None and more >= best[0]:
            continue
        trial = [*order[:n], job, *order[n:]]
        if walked(worker, trial, minutes) is not None:
            best = (more, at, n, trial)
    return best


def _return(made: _Making, loyalty: int) -> None:
    """Give jobs back to the worker who went last time, where that adds few minutes of travel."""
    index = {one.key: at for at, one in enumerate(made.workers)}
    holder = {job.key: at for at, order in made.orders.items() for job in order}
    for job in sorted(made.jobs, key=lambda j: j.key):
        to, at = index.get(job.prefers or 0), holder.get(job.key)
        if to is None or at is None or at == to or not job.skills <= made.workers[to].skills:
            continue
        without = [one for one in made.orders[at] if one.key != job.key]
        lighter = walked(made.workers[at], without, made.minutes)
        found = _place(made, to, job)
        if found is None or lighter is None:
            continue
        if found[0] + lighter.travel - made.routes[at].travel <= loyalty:
            made.put(at, without)
            made.put(to, found[3])


def _why(made: _Making, job: Job) -> Why:
    """Say why nobody does a job."""
    if not made.workers:
        return Why.NOBODY
    if job.closes < job.opens:
        return Why.CLOSED
    able = [one for one in made.workers if job.skills <= one.skills]
    if not able:
        return Why.SKILL
    inside = [one for one in able if job.closes >= one.starts and job.opens < one.ends]
    if not inside:
        return Why.SHIFT
    alone = (walked(one, [job], made.minutes) for one in inside)
    return Why.FULL if any(one is not None for one in alone) else Why.REACH
