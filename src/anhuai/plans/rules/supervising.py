"""What supervision says of tasks and projects: late or near, at risk and why, worth which score."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from anhuai.kernel.confidence import Basis, Confidence

OURS: Final = Basis(document="", confidence=Confidence.C, note="产品缺省值，未见法规规定")
"""What no document at hand regulates: shown as unverified, changed by the county."""

REMIND_DAYS: Final = 30
"""So long before its deadline a task is brought to mind; a setting of the county."""
ESCALATE_DAYS: Final = 30
"""So long after its deadline an open task comes before the leaders; a setting of the county."""


PROGRESS_DAY: Final = 25
"""The day of the month by which progress is due; a setting of the county."""
PROGRESS_REMIND: Final = 5
"""So many days before it the departments are reminded; a setting of the county."""
PROGRESS_ESCALATE: Final = 10
"""So many days after it the leaders are told; a setting of the county."""


class Level(IntEnum):
    """How far up a late task has been told."""

    NONE = 0
    REMINDED = 1
    OVERDUE = 2
    LEADERS = 3


def level_of(due: date | None, on: date, *, remind: int, escalate: int) -> Level:
    """Return how far up an open task with this deadline belongs on a day."""
    if due is None or on < due - timedelta(days=remind):
        return Level.NONE
    if on <= due:
        return Level.REMINDED
    return Level.LEADERS if (on - due).days > escalate else Level.OVERDUE


def expected(starts: date, due: date | None, on: date) -> float:
    """Return the percent of the way that time alone would have a task at, from 0 to 100."""
    if due is None:
        return 0.0
    if on >= due or due <= starts:
        return 100.0
    return 100.0 * max(0, (on - starts).days) / (due - starts).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the records say of one task when it is scored."""

    progress: int
    expected: float
    steps: int
    proven: int  # steps with a file
    months_due: int
    months_reported: int
    verified: int | None  # the last verified rating, None without one
    orders: int
    orders_late: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """One part of a score: `share(work)` from 0 to 1, None where it cannot be said yet."""

    code: str
    title: str
    title_en: str
    weight: int
    share: Callable[[Work], float | None]


@dataclass(frozen=True, slots=True)
class Case:
    """A work and the points it must come to."""

    work: Work
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """How the work on a task is scored out of 100; a part that cannot be said leaves the sum."""

    title: str
    title_en: str
    says: str
    says_en: str
    criteria: Sequence[Criterion]
    examples: Sequence[Case]
    basis: Basis = OURS

    def __post_init__(self) -> None:
        if sum(one.weight for one in self.criteria) != 100:
            raise ValueError(f"{self.title}: the weights must sum to 100")


@dataclass(frozen=True, slots=True)
class Score:
    """Points out of 100 with each criterion's share; None where nothing can be said."""

    points: float | None
    parts: tuple[tuple[Criterion, float | None], ...]


def scored(scheme: Scheme, work: Work) -> Score:
    """Score a task's work; what cannot be said yet neither helps nor harms."""
    parts = tuple((one, one.share(work)) for one in scheme.criteria)
    known = [(one.weight, share) for one, share in parts if share is not None]
    weight = sum(one for one, _ in known)
    if not weight:
        return Score(None, parts)
    points = sum(one * share for one, share in known) * 100 / weight
    return Score(round(points, 1), parts)


class Risk(StrEnum):
    """What the records of a project warn of."""

    START = "start"
    MILESTONE = "milestone"
    END = "end"
    OVERSPENT = "overspent"
    UNFUNDED = "unfunded"
    OVER_SOURCE = "over_source"
    SLIPPING = "slipping"
    COST = "cost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the records say of a project when its risks are looked at; money in fen."""

    status: str  # rules.documents.ProjectStatus
    starts: int | None
    ends: int | None
    budget: int | None
    spent: int
    planned: int  # the investment plan over all years
    late_milestones: int
    steps: int = 0  # milestones, and how many of them are reached
    steps_reached: int = 0
    slip: int = 0  # days the milestone that slipped most is behind its day
    over: tuple[str, ...] = ()  # sources that paid more than the investment plan has of them


def risks(site: Site, on: date) -> tuple[Risk, ...]:
    """Return what a project's own records warn of on a day: plain facts, and two extrapolations.

    Slipping: the last year ends sooner than the days the worst milestone is behind. Cost: what was
    spent, over the share of milestones reached, comes to more than the budget.
    """
    if site.status in ("accepted", "cancelled"):
        late: list[Risk] = []
    else:
        late = [
            risk
            for risk, holds in (
                (
                    Risk.START,
                    site.status == "planned" and site.starts is not None and on.year > site.starts,
                ),
                (Risk.MILESTONE, site.late_milestones > 0),
                (Risk.END, site.ends is not None and on.year > site.ends),
                (Risk.SLIPPING, _slips(site, on)),
                (Risk.COST, _outruns(site)),
            )
            if holds
        ]
    if site.budget is not None and site.spent > site.budget:
        late.append(Risk.OVERSPENT)
    if site.budget is not None and 0 < site.planned < site.budget:
        late.append(Risk.UNFUNDED)
    if site.over:
        late.append(Risk.OVER_SOURCE)
    return tuple(late)


def _slips(site: Site, on: date) -> bool:
    """Whether the slip so far, carried on, passes the end of the project's last year."""
    if site.ends is None or on.year > site.ends or not site.slip:
        return False
    return on + timedelta(days=site.slip) > date(site.ends, 12, 31)


def _outruns(site: Site) -> bool:
    """Whether spending runs ahead of milestones so that the whole would pass the budget."""
    if site.budget is None or not site.steps_reached or site.spent > site.budget:
        return False
    return site.spent * site.steps > site.budget * site.steps_reached
