"""The exact clock of one worker's day: what the solver proposes counts only if this can walk it."""

from collections.abc import Sequence
from dataclasses import dataclass

from anhuai.services.engine.day import Break, Job, Minutes, Pause, Route, Stop, Worker


@dataclass(frozen=True, slots=True)
class _Then:
    """How far a day has come: the minute, and what happened last, the rest behind it."""

    now: int
    what: Stop | Pause | None = None
    before: "_Then | None" = None


def walked(worker: Worker, jobs: Sequence[Job], minutes: Minutes) -> Route | None:
    """Return the earliest day of a worker who does these jobs in this order; None: it cannot be.

    Breaks are taken in the order their windows close, before leaving or on arriving, wherever the
    day as a whole is soonest over; one whose window opens after the worker is home is taken there.
    Exact: being earlier is never worse, so the earliest time for each number of breaks taken is
    all there is to remember.
    """
    if any(not job.skills <= worker.skills for job in jobs):
        return None
    if worker.carries is not None and sum(job.load for job in jobs) > worker.carries:
        return None
    breaks = sorted(worker.breaks, key=lambda one: (one.closes, one.opens, one.minutes))
    states: list[_Then | None] = [_Then(worker.starts), *(None for _ in breaks)]
    at, travel = worker.place, 0
    for job in jobs:
        way = int(minutes[at, job.place])
        states = _step(states, breaks, way, job)
        at, travel = job.place, travel + way
        if not any(states):
            return None
    way = int(minutes[at, worker.home]) if jobs else 0
    return _home(worker, states, breaks, way, travel + way)


def _step(
    states: list[_Then | None], breaks: list[Break], way: int, job: Job
) -> list[_Then | None]:
    """Return the earliest states after one more job, one for each number of breaks taken."""
    found: list[_Then | None] = [None] * len(states)
    for taken, state in enumerate(states):
        for left, leaving in _rested(state, breaks, taken):
            there = _Then(leaving.now + way, None, leaving)
            for done, ready in _rested(there, breaks, left):
                begins = max(ready.now, job.opens)
                if begins > job.closes:
                    continue
                ends = begins + job.minutes
                held = found[done]
                if held is None or ends < held.now:
                    found[done] = _Then(ends, Stop(job.key, there.now, begins, ends), ready)
    return found


def _rested(state: _Then | None, breaks: list[Break], taken: int) -> list[tuple[int, _Then]]:
    """Return how a state goes on with no more, one more, two more ... breaks at once."""
    found = []
    while state is not None:
        found.append((taken, state))
        if taken == len(breaks):
            break
        one = breaks[taken]
        begins = max(state.now, one.opens)
        if begins > one.closes:
            break
        ends = begins + one.minutes
        state, taken = _Then(ends, Pause(begins, ends), state), taken + 1
    return found


def _home(
    worker: Worker, states: list[_Then | None], breaks: list[Break], way: int, travel: int
) -> Route | None:
    """Return the whole day that is soonest back and takes every break within the shift."""
    best: tuple[int, _Then] | None = None
    for taken, state in enumerate(states):
        for left, leaving in _rested(state, breaks, taken):
            back = leaving.now + way
            done, last = _rested(_Then(back, None, leaving), breaks, left)[-1]
            if done < len(breaks) or max(back, last.now) > worker.ends:
                continue
            if best is None or back < best[0]:
                best = (back, last)
    if best is None:
        return None
    stops, pauses = _told(best[1])
    return Route(worker.key, stops, pauses, best[0], travel)


def _told(last: _Then) -> tuple[tuple[Stop, ...], tuple[Pause, ...]]:
    """Return what happened up to a state, in order."""
    happened: list[Stop | Pause] = []
    then: _Then | None = last
    while then is not None:
        if then.what is not None:
            happened.append(then.what)
        then = then.before
    stops = tuple(one for one in reversed(happened) if isinstance(one, Stop))
    return stops, tuple(one for one in reversed(happened) if isinstance(one, Pause))
