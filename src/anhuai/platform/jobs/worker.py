"""Working jobs off: claim with a lease, renew it while the job runs, retry what failed."""

import logging
import os
import signal
import socket
import threading
import traceback
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import Q
from django_tasks.base import TaskContext, TaskResultStatus

from anhuai.platform import clock
from anhuai.platform.jobs.backend import result_of, task_named
from anhuai.platform.jobs.following import enqueue_followers
from anhuai.platform.jobs.recurring import enqueue_due
from anhuai.platform.models import Job

LEASE = timedelta(seconds=float(os.environ.get("ANHUAI_LEASE", "30")))
TRIES = 5
IDLE = 0.5

log = logging.getLogger(__name__)


def claim(worker: str) -> Job | None:
    """Take the next due job: never run, or with a lease that ran out under a killed worker."""
    now = clock.now()
    with transaction.atomic():
        free = Q(leased_until=None) | Q(leased_until__lte=now)
        due = Job.objects.filter(free, finished_at=None, due_at__lte=now).order_by(
            "-priority", "due_at", "pk"
        )
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        if job is None:
            return None
        job.leased_until = now + LEASE
        job.worker = worker
        job.attempts += 1
        job.started_at = now
        job.status = TaskResultStatus.RUNNING
        job.save(update_fields=["leased_until", "worker", "attempts", "started_at", "status"])
        return job


class Renewal(threading.Thread):
    """Keeps a job's lease while it runs; stops by itself when the job is done."""

    def __init__(self, job: Job) -> None:
        super().__init__(daemon=True)
        self.job = job
        self.done = threading.Event()

    def run(self) -> None:
        """Renew the lease every third of it; a database locked or away is asked again next time."""
        try:
            while not self.done.wait(LEASE.total_seconds() / 3):
                try:
                    self._renew()
                except (InterfaceError, OperationalError) as away:
                    log.warning("the lease of job %s was not renewed: %r", self.job.task, away)
                    connection.close()
        finally:
            connection.close()

    def _renew(self) -> None:
        own = Job.objects.filter(pk=self.job.pk, worker=self.job.worker, finished_at=None)
        own.update(leased_until=clock.now() + LEASE)


def perform(job: Job) -> None:
    """Run one claimed job to its end and record what became of it."""
    renewal = Renewal(job)
    renewal.start()
    try:
        task = task_named(job.task)
        args, kwargs = job.arguments["args"], job.arguments["kwargs"]
        if task.takes_context:
            args = [TaskContext(task_result=result_of(job, task)), *args]
        value = task.call(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - whatever a job raises is kept on its row and retried
        _failed(job, error)
    else:
        _finish(job, TaskResultStatus.SUCCESSFUL, result=value)
    finally:
        renewal.done.set()
        renewal.join()


def _finish(job: Job, status: TaskResultStatus, **fields: Any) -> None:
    Job.objects.filter(pk=job.pk, worker=job.worker).update(
        status=status, finished_at=clock.now(), leased_until=None, **fields
    )


def _failed(job: Job, error: Exception) -> None:
    text = "".join(traceback.format_exception(error))[-4000:]
    log.warning("job %s failed (attempt %s): %r", job.task, job.attempts, error)
    if job.attempts >= TRIES:
        _finish(job, TaskResultStatus.FAILED, error=text, dedupe=None)
        return
    Job.objects.filter(pk=job.pk, worker=job.worker).update(
        status=TaskResultStatus.READY,
        leased_until=None,
        due_at=clock.now() + timedelta(seconds=2**job.attempts),
        error=text,
    )


def step(job_key: str, done: int, total: int) -> None:
    """Record how far a job has come, for its progress page."""
    Job.objects.filter(key=job_key).update(progress=done, total=total)


def drain(worker: str = "drain") -> int:
    """Run every due job in this thread; return how many (tests and `anhuai work --once`)."""
    ran = 0
    while (job := claim(worker)) is not None:
        perform(job)
        ran += 1
    return ran


def work(*, stop: threading.Event | None = None, alive: Callable[[], bool] = lambda: True) -> None:
    """Run due jobs until told to stop; SIGTERM and SIGINT let the running job finish."""
    stop = stop or threading.Event()
    flag = stop

    def end(_signal: int, _frame: FrameType | None) -> None:
        flag.set()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    worker = f"{socket.gethostname()}:{os.getpid()}"[:64]
    while not stop.is_set() and alive():
        close_old_connections()
        enqueue_due()
        enqueue_followers()
        job = claim(worker)
        if job is None:
            stop.wait(IDLE)
        else:
            perform(job)


def waiting() -> int:
    """Return how many jobs are due or will be retried."""
    return Job.objects.filter(finished_at=None).count()
