"""A plan's tasks: progress with evidence, closing, deadlines moved with a reason."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.plans.actions.scope import (
    NotPossible,
    require_past,
    require_scope,
    require_version,
)
from anhuai.plans.models import Task, TaskProgress
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import StoredFile
from anhuai.platform.permits import Permit


def _open(actor: Actor, permit: Permit, key: int, version: int | None) -> Task:
    found = Task.objects.select_for_update().select_related("plan").filter(pk=key).first()
    if found is None:
        raise NotHere("task", key)
    require_scope(actor, permit, found.plan.division, "task", key)
    require_version("task", key, is_now=found.version, was=version)
    return found


def _require_open(task: Task) -> None:
    if task.status != "open":
        raise NotPossible(
            "closed", "任务已办结，请先重新打开。", "The task is closed: reopen it first."
        )


def _said(says: str) -> str:
    text = says.strip()
    if not text:
        raise NotPossible("evidence", "请写明进展。", "Say what was done.", field="says")
    return text[:300]


@action(
    permit=Permit.PLANS_REPORT,
    title=_("填报任务进展"),
    logs=("task", "on", "progress"),
    subject="task",
)
def record_task_progress(
    actor: Actor,
    *,
    task: int,
    on: date,
    progress: int,
    says: str,
    evidence_file: StoredFile | None = None,
    version: int | None = None,
) -> Task:
    """Report a step of an open task in percent, with words and evidence.

    Raises `NotPossible`, `Stale`, `NotHere`.
    """
    found = _open(actor, Permit.PLANS_REPORT, task, version)
    _require_open(found)
    require_past(on)
    if not 0 <= progress <= 100:
        raise NotPossible(
            "progress", "进度应为 0 到 100。", "Progress is between 0 and 100.", field="progress"
        )
    _step(actor, found, on, progress, _said(says), evidence_file)
    return found


def _step(
    actor: Actor, task: Task, on: date, progress: int, says: str, file: StoredFile | None
) -> None:
    TaskProgress.objects.create(
        task=task, on=on, progress=progress, says=says, evidence_file=file, by=actor.name,
        at=clock.now(),
    )  # fmt: skip
    latest = task.steps.order_by("-on", "-pk").first()
    task.progress = latest.progress if latest is not None else progress
    task.version += 1
    task.save(update_fields=["progress", "status", "version"])


@action(permit=Permit.PLANS_MANAGE, title=_("办结任务"), logs=("task", "on"), subject="task")
def close_task(actor: Actor, *, task: int, on: date, says: str, version: int | None = None) -> Task:
    """Close a task as done, with what was delivered. Raises `NotPossible`, `Stale`, `NotHere`."""
    found = _open(actor, Permit.PLANS_MANAGE, task, version)
    _require_open(found)
    require_past(on)
    found.status = "done"
    _step(actor, found, on, 100, _said(says), None)
    return found


@action(permit=Permit.PLANS_MANAGE, title=_("重新打开任务"), logs=("task",), subject="task")
def reopen_task(actor: Actor, *, task: int, reason: str, version: int | None = None) -> Task:
    """Open a closed task again, with a reason; its steps stay. Raises `NotPossible`, `Stale`."""
    found = _open(actor, Permit.PLANS_MANAGE, task, version)
    if found.status == "open":
        raise NotPossible("open", "任务没有办结。", "The task is not closed.")
    if not reason.strip():
        raise NotPossible("evidence", "请写明原因。", "Say why.", field="reason")
    found.status = "open"
    found.version += 1
    found.save(update_fields=["status", "version"])
    return found


@action(
    permit=Permit.PLANS_MANAGE, title=_("调整任务期限"), logs=("task", "deadline"), subject="task"
)
def edit_task_deadline(
    actor: Actor, *, task: int, deadline: date | None, reason: str, version: int | None = None
) -> Task:
    """Move (or, with None, lift) a task's deadline, with a reason that the trail keeps."""
    found = _open(actor, Permit.PLANS_MANAGE, task, version)
    if not reason.strip():
        raise NotPossible("evidence", "请写明原因。", "Say why.", field="reason")
    found.deadline = deadline
    found.version += 1
    found.save(update_fields=["deadline", "version"])
    return found
