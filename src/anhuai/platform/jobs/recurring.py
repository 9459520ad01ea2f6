"""Jobs that come back: each occurrence is enqueued once, however many workers there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django_tasks.base import Task

from anhuai.platform import clock
from anhuai.platform.jobs.backend import put
from anhuai.platform.models import Job


@dataclass(frozen=True, slots=True)
class Recurring:
    """A task run each day at an hour (local), or each month on its first day at that hour."""

    task: Task[Any, Any]
    title: str
    at: time
    monthly: bool


_RECURRING: list[Recurring] = []


def recurring(
    *, title: str, at: time, monthly: bool = False
) -> Callable[[Task[Any, Any]], Task[Any, Any]]:
    """Declare that a task comes back daily, or monthly on the first; it takes the date as text."""

    def wrap(task: Task[Any, Any]) -> Task[Any, Any]:
        _RECURRING.append(Recurring(task, title, at, monthly))
        return task

    return wrap


def declared() -> tuple[Recurring, ...]:
    """Return every recurring job."""
    return tuple(_RECURRING)


def occurrence(one: Recurring, now: datetime) -> date | None:
    """Return the day of the occurrence due at `now`, None before its hour or day."""
    local = timezone.localtime(now)
    if local.time() < one.at or (one.monthly and local.day != 1):
        return None
    return local.date()


def enqueue_due() -> None:
    """Enqueue every occurrence that is due and not yet in the table."""
    now = clock.now()
    for one in _RECURRING:
        day = occurrence(one, now)
        if day is None:
            continue
        key = f"{one.task.module_path}@{day}"
        if not Job.objects.filter(dedupe=key).exists():
            put(one.task, [day.isoformat()], {}, title=one.title, dedupe=key)
