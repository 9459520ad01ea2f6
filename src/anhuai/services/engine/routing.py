"""Routes of a day: pyvrp proposes, the exact clock decides, what is left over has its reason.

pyvrp knows windows, shifts, what can be carried and (as loads that a vehicle without the skill
cannot carry) skills. It knows neither breaks nor who went last time: breaks shorten the shift it
sees and are then placed by the clock; whoever went last time gets a job back where that costs
little. Where even loads are asked for, the day is planned for least travel first, then again with
everybody's fair share as the nominal shift and what is above it as dear overtime. So what comes out
keeps every rule by construction, and is never called the best there is.
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
from anhuai.services.engine.evening import Shares, busy, loads, shared, span
from anhuai.services.engine.timing import walked

_Kind = tuple[int, int, int, int, int, int, frozenset[int]]
LOYALTY = 10
"""Minutes of extra travel that sending the same worker again is worth."""
AROUND = 20
"""Among how many of the least busy a job looks for a new worker."""


@dataclass(slots=True)
class _Making:
    """A day while it is made: what each worker does in which order, what nobody does yet."""

    workers: Sequence[Worker]
    jobs: Sequence[Job]
    minutes: Minutes
    orders: dict[int, list[Job]] = field(default_factory=dict)
    routes: dict[int, Route] = field(default_factory=dict)
    pool: list[Job] = field(default_factory=list)
    shares: Shares | None = None

    def cost(self, at: int, route: Route | None) -> int:
        """Return what a worker's route costs, in hundredths of a minute of travel."""
        even = self.shares.cost(at, busy(route)) if self.shares else 0
        return 100 * (route.travel if route else 0) + even

    def put(self, at: int, order: list[Job]) -> bool:
        """Give the worker at an index this order of jobs where that can be walked."""
        route = walked(self.workers[at], order, self.minutes)
        if route is None:
            return False
        self.orders[at], self.routes[at] = order, route
        return True


def planned(
    workers: Sequence[Worker], jobs: Sequence[Job], minutes: Minutes, *,
    seconds: float = 30.0, rounds: int = 0, loyalty: int = LOYALTY, evenness: int = 0,
    seed: int = 1,
) -> Day:  # fmt: skip
    """Return routes for a day with as many jobs (by weight) and as little travel as was found.

    `minutes[a, b]` is the way from place a to b. `evenness` is what a minute above somebody's fair
    share is worth, in hundredths of a minute of travel; 0 asks for least travel alone. Stops after
    so many rounds (0: by the number of jobs), or seconds; the same in gives the same out unless
    the seconds ended it. Raises `ValueError` for what `checked` finds.
    """
    checked(workers, jobs, minutes)
    even = evenness if len(workers) > 1 and jobs else 0
    given = seconds / 2 if even else seconds
    turns = rounds or _rounds(jobs)
    least = _made(_Making(workers, jobs, minutes), given, turns, loyalty, seed)
    if not even:
        return _day(least)
    work = sum(busy(one) for one in least.routes.values())
    fair = shared(workers, work, even)
    trial = _made(_Making(workers, jobs, minutes, shares=fair), given, turns, loyalty, seed)
    # What least travel found, levelled by hand, may be the better of the two.
    again = _Making(
        workers, jobs, minutes, dict(least.orders), dict(least.routes), list(least.pool), fair
    )
    _level(again)
    best = min((again, trial), key=_worth)
    day = _day(best)
    return Day(day.routes, day.left, (loads(workers, least.routes), loads(workers, best.routes)))


def _made(made: _Making, seconds: float, rounds: int, loyalty: int, seed: int) -> _Making:
    """Make a day: what pyvrp proposes, as the clock allows, then what is left and who went last."""
    if made.workers and made.jobs:
        for at, order in _proposed(made, seconds, rounds, seed).items():
            _keep(made, at, order)
    placed = {job.key for order in made.orders.values() for job in order}
    made.pool = [job for job in made.jobs if job.key not in placed]
    _fill(made)
    if made.shares:
        _level(made)
    _return(made, loyalty)
    return made


def _day(made: _Making) -> Day:
    left = tuple(Left(job.key, _why(made, job)) for job in sorted(made.pool, key=lambda j: j.key))
    routes = sorted((one for one in made.routes.values() if one.stops), key=lambda r: r.worker)
    return Day(tuple(routes), left)


def _worth(made: _Making) -> tuple[int, int]:
    """Return what decides between two ways of doing a day: what is left over, then its cost."""
    left = sum(one.weight for one in made.pool)
    return left, sum(made.cost(at, route) for at, route in made.routes.items())


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
    whole = sum(one.load for one in made.jobs)
    alike: dict[_Kind, list[int]] = defaultdict(list)
    for at, one in enumerate(made.workers):
        able = frozenset(n for n, able in enumerate(skills) if at in able)
        room = whole if one.carries is None else one.carries
        alike[(one.place, one.home, one.starts, one.ends, span(one), room, able)].append(at)
    homes = sorted({place for kind in alike for place in kind[:2]})
    depot = {place: at for at, place in enumerate(homes)}
    kinds = [
        pyvrp.VehicleType(
            len(some), [room, *(len(made.jobs) * (n in able) for n in range(len(skills)))],
            depot[place], depot[home], tw_early=starts, tw_late=max(starts, ends),
            **_hours(made, some[0], most),
        )
        for (place, home, starts, ends, most, room, able), some in alike.items()
    ]  # fmt: skip
    # Leaving a job out is dearer than any detour, so travel never decides who is visited.
    prize = 4 * int(made.minutes.max(initial=0)) + 10
    if made.shares:
        prize = 100 * prize + made.shares.weight * max(one.minutes for one in made.jobs)
    clients = [
        pyvrp.Client(
            one.place, [one.load, *(int(n in asked[one.skills]) for n in range(len(skills)))],
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


def _hours(made: _Making, at: int, most: int) -> dict[str, Any]:
    """Return how long a worker may be out: the whole shift, or a fair share and dear overtime."""
    if made.shares is None:
        return {"shift_duration": most}
    fair = min(most, made.shares.fair[at])
    return {
        "shift_duration": fair, "max_overtime": most - fair,
        "unit_distance_cost": 100, "unit_overtime_cost": made.shares.weight,
    }  # fmt: skip


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
        heavier = walked(made.workers[to], found[3], made.minutes)
        after = made.cost(at, lighter) + made.cost(to, heavier)
        if after - made.cost(at, made.routes[at]) - made.cost(to, made.routes.get(to)) > (
            100 * loyalty
        ):
            continue
        made.put(at, without)
        made.put(to, found[3])


def _level(made: _Making) -> None:
    """Give jobs of whoever does more than their share to those who do least, where that pays."""
    shares = made.shares
    if shares is None:
        return
    heavy = sorted(
        (at for at, route in made.routes.items() if busy(route) > shares.fair[at]),
        key=lambda at: (shares.fair[at] - busy(made.routes[at]), at),
    )
    for at in heavy:
        for job in list(made.orders[at]):
            if busy(made.routes[at]) <= shares.fair[at]:
                break
            _passed(made, shares, at, job)


def _passed(made: _Making, shares: Shares, at: int, job: Job) -> None:
    """Pass a job on to whichever of the least busy it then costs least, if less than before."""
    without = [one for one in made.orders[at] if one.key != job.key]
    lighter = walked(made.workers[at], without, made.minutes)
    if lighter is None:
        return
    spared = made.cost(at, made.routes[at]) - made.cost(at, lighter)
    idle = sorted(
        (to for to in range(len(made.workers)) if to != at),
        key=lambda to: (busy(made.routes.get(to)) - shares.fair[to], to),
    )[:AROUND]
    best: tuple[int, int, list[Job]] | None = None
    for to in idle:
        found = _place(made, to, job) if job.skills <= made.workers[to].skills else None
        heavier = walked(made.workers[to], found[3], made.minutes) if found else None
        if found is None or heavier is None:
            continue
        more = made.cost(to, heavier) - made.cost(to, made.routes.get(to))
        if more < spared and (best is None or more < best[0]):
            best = (more, to, found[3])
    if best is not None:
        made.put(at, without)
        made.put(best[1], best[2])


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
