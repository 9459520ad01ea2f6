"""Following the trail: a job is enqueued when entries it wants stand behind its cursor.

The trail is the event log (design §3). The chain's head is locked until its transaction ends, so
that entries become visible in their order and a cursor passes over none.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django_tasks.base import Task

from anhuai.platform.jobs.backend import put
from anhuai.platform.models import AuditEntry, AuditHead, Follower

Wanted = Callable[[], Collection[str]]


@dataclass(frozen=True, slots=True)
class Following:
    """A task that follows: its cursor's name, which entries it wants now, by name."""

    name: str
    wanted: Wanted
    task: Task[Any, Any]


_FOLLOWING: list[Following] = []


def follows(name: str, wanted: Wanted) -> Callable[[Task[Any, Any]], Task[Any, Any]]:
    """Declare that a task follows entries; it takes the cursor it was enqueued at.

    The task moves its cursor (`Follower`) in the transaction of what it does with the entries.
    """

    def wrap(task: Task[Any, Any]) -> Task[Any, Any]:
        _FOLLOWING.append(Following(name, wanted, task))
        return task

    return wrap


def enqueue_followers() -> None:
    """Enqueue each follower for which there is something new; let the cursors of others pass."""
    if not _FOLLOWING:
        return
    head = AuditHead.objects.values_list("sequence", flat=True).filter(pk=1).first() or 0
    cursors = dict(Follower.objects.values_list("name", "sequence"))
    for one in _FOLLOWING:
        cursor = cursors.get(one.name)
        if cursor is None:
            Follower.objects.get_or_create(name=one.name, defaults={"sequence": head})
        elif cursor < head:
            _look(one, cursor, head)


def _look(one: Following, cursor: int, head: int) -> None:
    names = one.wanted()
    new = AuditEntry.objects.filter(sequence__gt=cursor, sequence__lte=head, name__in=names)
    if names and new.exists():
        put(one.task, [cursor], {}, dedupe=f"{one.task.module_path}@{cursor}")
    else:
        # Compare and set: a job that is moving the cursor is not overtaken.
        Follower.objects.filter(name=one.name, sequence=cursor).update(sequence=head)
