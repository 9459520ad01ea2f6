"""Enqueueing: a job is one row, written in the caller's transaction."""

import uuid
from typing import Any

from django.db import transaction
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from anhuai.platform import clock
from anhuai.platform.models import Job


class JobBackend(BaseTaskBackend):
    """Keeps tasks in the job table; `anhuai work` runs them."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Write the job; it is due at once or at the task's `run_after`."""
        self.validate_task(task)
        return result_of(put(task, list(args), dict(kwargs)), task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """Return what became of a job."""
        job = Job.objects.filter(key=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job, task_named(job.task))


def put(
    task: Task[Any, Any],
    args: list[Any],
    kwargs: dict[str, Any],
    *,
    title: str = "",
    dedupe: str | None = None,
    account: int | None = None,
) -> Job:
    """Write one job; with `dedupe`, a job already in the table under that key is returned."""
    now = clock.now()
    fields = {
        "key": uuid.uuid4(),
        "task": task.module_path,
        "title": title,
        "arguments": normalize_json({"args": args, "kwargs": kwargs}),
        "queue": task.queue_name,
        "priority": task.priority,
        "account": account,
        "due_at": task.run_after or now,
        "enqueued_at": now,
        "status": TaskResultStatus.READY,
    }
    if dedupe is None:
        return Job.objects.create(**fields)
    with transaction.atomic():
        return Job.objects.get_or_create(dedupe=dedupe, defaults=fields)[0]


def task_named(path: str) -> Task[Any, Any]:
    """Return the task of a dotted path."""
    from django.utils.module_loading import import_string

    found = import_string(path)
    if not isinstance(found, Task):
        raise TypeError(f"{path} is not a task")
    return found


def result_of(job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
    """Return a job as django-tasks sees it."""
    errors = (
        [TaskError(exception_class_path="builtins.Exception", traceback=job.error)]
        if job.error
        else []
    )
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.key),
        status=TaskResultStatus(job.status),
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=task.backend,
        errors=errors,
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
