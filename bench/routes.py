"""Days to be routed, all invented, and what is proved of them; used by field.py.

`python bench/routes.py --instances DIR` solves public instances with time windows as a provider's
large day is solved: `NAME.txt` in Solomon's format, and the best known of each in `best.csv`
(`NAME,total`). Instances and best knowns are not kept here. Convention: least total distance, as
many vehicles as the file allows, every distance cut to one decimal (DIMACS). Without it, the gap is
measured where the best there is can be proved: days of a few workers and nine visits, by trying
every way (labels over subsets). `--even` plans days of uneven villages with and without even loads.
"""

import argparse
import json
import os
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

MANY = 10**9
LARGE = 45.0
"""Seconds that a provider's large day is given (services.jobs.LARGE_SECONDS)."""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--instances", type=Path, help="a folder of NAME.txt and best.csv")
    parser.add_argument("--even", action="store_true", help="what even loads cost")
    parser.add_argument("--seconds", type=float, default=LARGE, help="for each instance")
    given = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    if given.instances:
        found = public(given.instances, given.seconds)
    elif given.even:
        found = evened(20)
    else:
        found = {"routes_gap_pct": gap(20)}
    print(json.dumps({**found, "load": [round(one, 1) for one in os.getloadavg()]}))
    return 0


def public(folder: Path, seconds: float) -> dict[str, Any]:
    """Solve every instance of a folder; print each and return gaps to the best known by class."""
    best = dict(
        line.split(",")[:2]
        for line in (folder / "best.csv").read_text().splitlines()
        if line and not line.startswith("#")
    )
    gaps: dict[str, list[float]] = {}
    took = 0.0
    for name in sorted(best):
        began = time.perf_counter()
        cost, used = solved((folder / f"{name}.txt").read_text(), seconds)
        took = max(took, time.perf_counter() - began)
        over = 100 * (cost / float(best[name]) - 1)
        gaps.setdefault(name.rstrip("0123456789_") + name.lstrip("RC")[0], []).append(over)
        print(f"{name:8} {cost:8.1f} {best[name]:>8} {over:+6.2f} % {used:3} routes"
              f" {time.perf_counter() - began:5.1f} s", flush=True)  # fmt: skip
    every = [one for some in gaps.values() for one in some]
    return {
        "instances": len(every), "gap_mean_pct": round(sum(every) / len(every), 2),
        "gap_worst_pct": round(max(every), 2), "longest_s": round(took, 1),
        "by_class": {key: round(sum(some) / len(some), 2) for key, some in sorted(gaps.items())},
    }  # fmt: skip


def solved(text: str, seconds: float) -> tuple[float, int]:
    """Solve one instance in Solomon's format; return total distance and routes."""
    from anhuai.services.engine.day import Job, Worker
    from anhuai.services.engine.routing import planned

    lines = [line.split() for line in text.splitlines()]
    rows = [[float(one) for one in line] for line in lines
            if line and all(one.replace(".", "").isdigit() for one in line)]  # fmt: skip
    vehicles, carries = (int(each) for each in rows[0])
    depot, *clients = [row for row in rows if len(row) == 7]
    points = np.array([[row[1], row[2]] for row in (depot, *clients)])
    far = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    tenths = np.floor(far * 10 + 1e-9).astype(np.int64)
    staff = [Worker(n + 1, 0, 0, 0, int(depot[5]) * 10, carries=carries) for n in range(vehicles)]
    work = [
        Job(n, n, int(row[6]) * 10, int(row[4]) * 10, int(row[5]) * 10, load=int(row[3]))
        for n, row in enumerate(clients, 1)
    ]
    found = planned(staff, work, tenths, seconds=seconds)
    assert not found.left, found.left
    return found.travel / 10, len(found.routes)


def evened(days: int) -> dict[str, Any]:
    """Plan days that least travel spreads unevenly, by several weights of even loads."""
    from anhuai.services.engine.routing import planned

    found: dict[str, Any] = {"days": days}
    for weight in (25, 50, 100, 200):
        travel, least, most, fewest, base = 0, 0, 0, 0, [0, 0]
        for seed in range(days):
            staff, work, minutes = day(6, 24, seed=500 + seed)
            made = planned(staff, work, minutes, seconds=10, evenness=weight)
            assert made.spread is not None
            before, after = made.spread
            travel, least = travel + after.travel, least + before.travel
            most, fewest = most + after.most, fewest + after.fewest
            base = [base[0] + before.most, base[1] + before.fewest]
        found["even_0"] = [round(least / days), round(base[0] / days), round(base[1] / days)]
        found[f"even_{weight}"] = [
            round(travel / days), round(most / days), round(fewest / days),
            round(100 * (travel / least - 1), 1),
        ]  # fmt: skip
    return found


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


if __name__ == "__main__":
    raise SystemExit(main())
