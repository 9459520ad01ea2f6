"""A day to be planned, and how it came out; frozen, in whole minutes of the day.

Places are indexes into one square matrix of travel minutes. The engine knows no units: a bench may
count in tenths, as long as everything does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Minutes = NDArray[np.int64]


class Why(StrEnum):
    """Why a job is on nobody's route."""

    NOBODY = "nobody"  # no worker has a shift
    CLOSED = "closed"  # the window is empty: it closes before it opens, or had closed already
    SKILL = "skill"  # nobody on shift has the skills
    SHIFT = "shift"  # the window lies outside the shifts of all who have the skills
    REACH = "reach"  # too long or too far for any of them, even as the only job
    FULL = "full"  # everybody who could is taken up at that time


@dataclass(frozen=True, slots=True)
class Break:
    """A pause of so many minutes, begun within a window; wherever the worker then is."""

    minutes: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody on shift: from when to when, from where and back to where, able to do what."""

    key: int
    place: int
    home: int
    starts: int
    ends: int
    skills: frozenset[str] = frozenset()
    breaks: tuple[Break, ...] = ()
    carries: int | None = None
    """How much of the jobs' loads fits on one round; None: loads do not matter."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done at a place: begun within [opens, closes], for so many minutes."""

    key: int
    place: int
    minutes: int
    opens: int
    closes: int
    skills: frozenset[str] = frozenset()
    prefers: int | None = None
    """The worker who went last time: goes again where that costs little."""
    weight: int = 1
    """How many ordinary jobs this one is worth where not all can be done."""
    load: int = 0
    """What it adds to what the worker carries: boxes, goods; in whatever unit `carries` is."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A job on a route: when the worker is there, begins and ends."""

    job: int
    arrives: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Pause:
    """A break on a route."""

    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Route:
    """A worker's day: stops in order, breaks, when back, minutes on the way."""

    worker: int
    stops: tuple[Stop, ...]
    pauses: tuple[Pause, ...]
    back: int
    travel: int


@dataclass(frozen=True, slots=True)
class Loads:
    """How work is spread: minutes on the way of all, minutes of work of the busiest and least."""

    travel: int
    most: int
    fewest: int


@dataclass(frozen=True, slots=True)
class Left:
    """A job on nobody's route, and why."""

    job: int
    why: Why


@dataclass(frozen=True, slots=True)
class Day:
    """How a day came out. It is the best found in the time given; nothing proves it the best.

    Every job is on exactly one route or among `left`.
    """

    routes: tuple[Route, ...]
    left: tuple[Left, ...]
    spread: tuple[Loads, Loads] | None = None
    """Where even loads were asked for: how least travel alone would spread the work, and this."""

    @property
    def travel(self) -> int:
        """Minutes on the way, of everybody."""
        return sum(one.travel for one in self.routes)


def checked(workers: Sequence[Worker], jobs: Sequence[Job], minutes: Minutes) -> None:
    """Raise `ValueError` for a day that makes no sense: the caller's mistake, not the county's."""
    size = len(minutes)
    if minutes.shape != (size, size) or (size and int(minutes.min()) < 0):
        raise ValueError("a square matrix of minutes, none below zero")
    if len({one.key for one in workers}) < len(workers):
        raise ValueError("a worker twice")
    if len({one.key for one in jobs}) < len(jobs):
        raise ValueError("a job twice")
    places = [one.place for one in workers] + [one.home for one in workers]
    places += [one.place for one in jobs]
    if any(not 0 <= place < size for place in places):
        raise ValueError("a place outside the matrix")
    if any(one.minutes < 0 or one.load < 0 for one in jobs):
        raise ValueError("a job shorter or lighter than nothing")
