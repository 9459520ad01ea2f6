"""Who is to be assessed on a scale, why and since when, from what the register knows."""

from dataclasses import dataclass
from datetime import date, timedelta

from anhuai.assessments.rules.words import Reason
from anhuai.kernel.months import Month


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether somebody is due: the last assessment, and the calling circumstance.

    `called` is when the newest circumstance that calls for an assessment began; None where there is
    none. `last` and `level` are of the newest assessment on the scale.
    """

    person: int
    called: date | None = None
    last: date | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """Why somebody is due, and on which day."""

    person: int
    reason: Reason
    on: date


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last where it has none.

    An assessment of 29 February is due again on the 28th: an interval is never overstepped.
    """
    month = Month.of(day) + months
    return month.first.replace(day=min(day.day, month.last.day))


def due(
    standing: Standing, *, every_months: int, ahead_days: int, on: date, in_force: date = date.min
) -> Due | None:
    """Return why somebody is due on a day, None where nobody need go.

    Never assessed: first, since the circumstance began and the scale is in force. A calling
    circumstance that began after the last assessment: immediate. Else routine, `ahead_days` before
    the interval ends, while the person has lost ability or is in a calling circumstance;
    `every_months` 0 means no interval.
    """
    if standing.last is None:
        called = standing.called
        if called is None:
            return None
        return Due(standing.person, Reason.FIRST, max(called, in_force))
    if standing.called is not None and standing.called > standing.last:
        return Due(standing.person, Reason.IMMEDIATE, standing.called)
    if not every_months or (standing.called is None and standing.level == 0):
        return None
    again = months_after(standing.last, every_months)
    if again - timedelta(days=ahead_days) > on:
        return None
    return Due(standing.person, Reason.ROUTINE, again)
