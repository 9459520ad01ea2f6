"""The working-day calendar: what the library knows of past years, and what the county entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel import workdays
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import SpecialDay
from anhuai.platform.permits import Permit

LONGEST = 31
WARN_FROM = 11
"""From this month on, a next year without any entry is pointed out."""


class BadDay(Unfit):
    """Days that cannot be entered; codes: order, long."""


@dataclass(frozen=True, slots=True)
class Special:
    """A day that differs from its weekday, its name, and whether the county entered it."""

    on: date
    is_working: bool
    name: str
    document: str = ""
    key: int | None = None


def special_days(first: int, last: int) -> dict[date, Special]:
    """Return the special days of the years from first to last, the county's word above all."""
    found = {one.on: one for year in range(first, last + 1) for one in _of_library(year)}
    own = SpecialDay.objects.filter(
        on__gte=date(first, 1, 1), on__lt=date(last + 1, 1, 1), withdrawn_at=None
    )
    for row in own:
        found[row.on] = Special(row.on, row.is_working, row.name, row.document, row.pk)
    return dict(sorted(found.items()))


def _of_library(year: int) -> list[Special]:
    from lunar_python.util import HolidayUtil  # here: its tables cost every start

    return [
        Special(date.fromisoformat(one.getDay()), bool(one.isWork()), one.getName())
        for one in HolidayUtil.getHolidays(str(year))
    ]


def is_known(year: int) -> bool:
    """Say whether anything is known of a year; of an unknown one only the weekdays count."""
    return bool(special_days(year, year))


def missing(on: date) -> list[int]:
    """Return the years that should be known by a day and are not: late in a year the next too."""
    due = [on.year, *([on.year + 1] if on.month >= WARN_FROM else [])]
    return [year for year in due if not is_known(year)]


def _said(first: int, last: int) -> Mapping[date, bool]:
    return {on: one.is_working for on, one in special_days(first, last).items()}


def is_working_day(on: date) -> bool:
    """Say whether people work on a day."""
    return workdays.is_working_day(on, _said(on.year, on.year))


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie in [start, end); negative when `end` comes first."""
    first, last = sorted((start.year, end.year))
    return workdays.working_days_between(start, end, _said(first, last))


def add_working_days(start: date, days: int) -> date:
    """Return the last of so many working days after a day: a deadline in working days."""
    reach = timedelta(days=2 * abs(days) + LONGEST)
    years = ((start - reach).year, (start + reach).year)
    return workdays.add_working_days(start, days, _said(*years))


def entered(year: int) -> QuerySet[SpecialDay]:
    """Return everything ever entered for a year, newest first, withdrawn days too."""
    return SpecialDay.objects.filter(on__year=year).order_by("-pk")


@dataclass(frozen=True, slots=True)
class Written:
    """The days one entry wrote."""

    pks: Sequence[int]


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("录入放假或调休上班日"), subject="special_day",
    logs=("first", "last", "is_working", "document"),
)  # fmt: skip
def enter_days(
    actor: Actor, *, first: date, last: date, is_working: bool, name: str, document: str
) -> Written:
    """Say that the days from first to last are off, or worked; raises `BadDay`."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    if last < first:
        raise BadDay(
            "order", "最后一天早于第一天。", "The last day is before the first.", field="last"
        )
    if (last - first).days >= LONGEST:
        raise BadDay(
            "long", f"一次最多录入 {LONGEST} 天，请分开录入。",
            f"At most {LONGEST} days at once: enter them in parts.", field="last",
        )  # fmt: skip
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    now = clock.now()
    SpecialDay.objects.filter(on__in=days, withdrawn_at=None).update(withdrawn_at=now)
    made = [
        SpecialDay.objects.create(
            on=day, is_working=is_working, name=name, document=document,
            by=actor.account, by_name=actor.name, at=now,
        )
        for day in days
    ]  # fmt: skip
    return Written([row.pk for row in made])


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("撤销放假或调休上班日"), logs=("on",),
    subject="special_day",
)  # fmt: skip
def withdraw_day(actor: Actor, *, day_id: int, on: date) -> SpecialDay:
    """Take back what was entered for a day; its weekday, or the library, counts again."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    found = SpecialDay.objects.filter(pk=day_id, on=on, withdrawn_at=None).first()
    if found is None:
        raise NotHere("special_day", day_id)
    found.withdrawn_at = clock.now()
    found.save(update_fields=["withdrawn_at"])
    return found
