"""Days to be routed, all invented, and what is proved of them; used by field.py.

Public instances with time windows are not at hand here, so the gap is measured where the best there
is can be proved: days of a few workers and nine visits, by trying every way (labels over subsets).
"""

import time
from itertools import product
from typing import Any

import numpy as np

MANY = 10**9


def day(workers: int, jobs: int, seed: int) -> tuple[list[Any], list[Any], Any]:
    """Return workers with breaks and skills, visits in villages, and minutes between them."""
    from anhuai.services.engine.day import Break, Job, Worker

    chance = np.random.default_rng(seed)
    villages = chance.random((max(5, workers // 5), 2)) * 40
    points = villages[chance.integers(0, len(villages), workers + jobs)]
    points = points + chance.normal(0, 1.0, points.shape)
    far = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    minutes = np.maximum(1, np.rint(far * 1.4 / 15 * 60)).astype(np.int64)
    np.fill_diagonal(minutes, 0)
    skills = [
        frozenset({"care"} | ({"bath"} if n % 2 else set()) | ({"nurse"} if n % 5 == 0 else set()))
        for n in range(workers)
    ]
    staff = [Worker(n + 1, n, n, 480, 1020, skills[n], (Break(60, 690, 780),))
             for n in range(workers)]  # fmt: skip
    work = []
    for n in range(jobs):
        opens = int(chance.choice([480, 540, 600, 840, 900]))
        asks = "care" if n % 4 else "bath" if n % 8 else "nurse"
        work.append(
            Job(n + 1, workers + n, int(chance.choice([30, 40, 60])), opens,
                opens + int(chance.choice([60, 120, 240])), frozenset({asks}), 1 + n % workers)
        )  # fmt: skip
    return staff, work, minutes


def scale(workers: int, jobs: int, seconds: float) -> dict[str, Any]:
    """Plan a large day; return seconds, visits left over, how many have last time's worker."""
    from anhuai.services.engine.routing import planned

    staff, work, minutes = day(workers, jobs, seed=1)
    began = time.perf_counter()
    found = planned(staff, work, minutes, seconds=seconds)
    took = time.perf_counter() - began
    again = sum(
        work[stop.job - 1].prefers == route.worker for route in found.routes for stop in route.stops
    )
    return {
        "routes_workers": workers, "routes_visits": jobs, "routes_s": round(took, 1),
        "routes_left": len(found.left), "routes_same_worker": again,
    }  # fmt: skip


def gap(days: int, workers: int = 2, jobs: int = 9) -> float:
    """Return by how many per cent our travel exceeds the proved least, over days both can serve."""
    from anhuai.services.engine.day import Job, Worker
    from anhuai.services.engine.routing import planned

    ours = best = 0
    for seed in range(days):
        chance = np.random.default_rng(100 + seed)
        points = chance.integers(0, 60, (jobs + 1, 2))
        minutes = np.abs(points[:, None] - points[None]).sum(-1).astype(np.int64)
        staff = [Worker(n + 1, 0, 0, 0, 900) for n in range(workers)]
        work = []
        for n in range(jobs):
            opens = int(chance.integers(0, 400))
            work.append(Job(n + 1, n + 1, 20, opens, opens + int(chance.integers(120, 300))))
        least = proved(work, minutes, workers, 900)
        found = planned(staff, work, minutes, seconds=10)
        if least < MANY and not found.left:
            ours, best = ours + found.travel, best + least
    return round(100 * (ours / best - 1), 2)


def proved(work: list[Any], minutes: Any, workers: int, ends: int) -> int:
    """Return the least travel that serves every job, by labels over all subsets and last jobs."""
    jobs = len(work)
    labels: dict[tuple[int, int], list[tuple[int, int]]] = {}
    route = [MANY] * (1 << jobs)
    route[0] = 0
    _go(labels, work, minutes, 0, None, (0, 0))
    for mask, last in product(range(1, 1 << jobs), range(jobs)):
        home = int(minutes[work[last].place, 0])
        for cost, now in labels.get((mask, last), ()):
            if now + home <= ends:
                route[mask] = min(route[mask], cost + home)
            _go(labels, work, minutes, mask, last, (cost, now))
    least = list(route)
    for _ in range(workers - 1):
        least = [min(_split(least, route, mask)) for mask in range(1 << jobs)]
    return least[-1]


def _go(
    labels: dict[tuple[int, int], list[tuple[int, int]]], work: list[Any], minutes: Any,
    mask: int, last: int | None, at: tuple[int, int],
) -> None:  # fmt: skip
    """Go on from a label to every job that is not served yet."""
    place = 0 if last is None else work[last].place
    for n, job in enumerate(work):
        way = int(minutes[place, job.place])
        begins = max(at[1] + way, job.opens)
        if not mask >> n & 1 and begins <= job.closes:
            some = labels.setdefault((mask | 1 << n, n), [])
            _kept(some, at[0] + way, begins + job.minutes)


def _split(least: list[int], route: list[int], mask: int) -> list[int]:
    found, part = [least[mask]], mask
    while part:
        found.append(route[part] + least[mask ^ part])
        part = (part - 1) & mask
    return found


def _kept(some: list[tuple[int, int]], cost: int, now: int) -> None:
    """Keep a label unless another is no dearer and no later; drop those it makes needless."""
    if any(c <= cost and t <= now for c, t in some):
        return
    some[:] = [(c, t) for c, t in some if c < cost or t < now]
    some.append((cost, now))
