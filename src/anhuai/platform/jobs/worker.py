"""Working jobs off: claim with a lease, renew it while the job runs, retry what failed."""

import logging
import os
import signal
import socket
import threading
import traceback
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter
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
from anhuai.platform.models import Job, WorkerBeat
from anhuai.platform.watching import lines, metrics, traces
from anhuai.platform.watching.requests import timed_database

LEASE = timedelta(seconds=float(os.environ.get("ANHUAI_LEASE", "30")))
TRIES = 5
IDLE = 0.5

GRACE = float(os.environ.get("ANHUAI_GRACE", "25"))
"""Seconds a running job has to end after the worker was told to stop."""
BEAT = 10.0

log = logging.getLogger(__name__)


class Returned(BaseException):
    """The running job goes back to the queue; no job's own error handling may catch it."""


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
                    log.warning(
                        "the lease of a job was not renewed", exc_info=away,
                        extra={"task": self.job.task},
                    )  # fmt: skip
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
    began = perf_counter()
    try:
        outcome = _tried(job)
    finally:
        renewal.done.set()
        renewal.join()
    metrics.note_job(job.task, outcome, perf_counter() - began)


def _tried(job: Job) -> str:
    """Run a job inside its log lines and span; return what became of it."""
    try:
        with (
            lines.within(job=str(job.key), account=job.account),
            traces.span(f"job {job.task}", kind="consumer", attempt=job.attempts),
            timed_database(),
        ):
            value = _called(job)
    except Returned:
        _give_back(job)
        raise
    except Exception as error:  # noqa: BLE001 - whatever a job raises is kept on its row and retried
        return _failed(job, error)
    _finish(job, TaskResultStatus.SUCCESSFUL, result=value)
    return "done"


def _called(job: Job) -> Any:
    task = task_named(job.task)
    args, kwargs = job.arguments["args"], job.arguments["kwargs"]
    if task.takes_context:
        args = [TaskContext(task_result=result_of(job, task)), *args]
    return task.call(*args, **kwargs)


def _give_back(job: Job) -> None:
    """Return an unfinished job's lease, so that another worker takes it at once."""
    connection.close()  # whatever it was doing is undone
    own = Job.objects.filter(pk=job.pk, worker=job.worker, finished_at=None)
    own.update(status=TaskResultStatus.READY, leased_until=None, attempts=max(job.attempts - 1, 0))
    metrics.note_job(job.task, "returned", 0.0)


def _finish(job: Job, status: TaskResultStatus, **fields: Any) -> None:
    Job.objects.filter(pk=job.pk, worker=job.worker).update(
        status=status, finished_at=clock.now(), leased_until=None, **fields
    )


def _failed(job: Job, error: Exception) -> str:
    text = "".join(traceback.format_exception(error))[-4000:]
    log.warning(
        "job failed", exc_info=error,
        extra={"task": job.task, "attempt": job.attempts},
    )  # fmt: skip
    if job.attempts >= TRIES:
        _finish(job, TaskResultStatus.FAILED, error=text, dedupe=None)
        return "failed"
    Job.objects.filter(pk=job.pk, worker=job.worker).update(
        status=TaskResultStatus.READY,
        leased_until=None,
        due_at=clock.now() + timedelta(seconds=2**job.attempts),
        error=text,
    )
    return "retried"


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
    """Run due jobs until told to stop.

    SIGTERM and SIGINT let the running job finish; one that takes longer than the grace goes back
    to the queue, its transaction undone, for another worker to take at once.
    """
    stop = stop or threading.Event()
    flag = stop

    def end(_signal: int, _frame: FrameType | None) -> None:
        if not flag.is_set():
            signal.setitimer(signal.ITIMER_REAL, GRACE)
        flag.set()

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        if busy.is_set():
            raise Returned

    busy = threading.Event()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        signal.signal(signal.SIGALRM, give_up)
    worker = f"{socket.gethostname()}:{os.getpid()}"[:64]
    beating = Beating(worker)
    beating.start()
    try:
        _until_stopped(worker, stop, busy, alive)
    except Returned:
        log.warning("a job went back to the queue: it took longer than the grace")
    finally:
        beating.end()
        traces.stop()


def _until_stopped(
    worker: str, stop: threading.Event, busy: threading.Event, alive: Callable[[], bool]
) -> None:
    while not stop.is_set() and alive():
        close_old_connections()
        job = _next(worker)
        if job is None:
            stop.wait(IDLE)
            continue
        busy.set()
        perform(job)
        busy.clear()


def _next(worker: str) -> Job | None:
    """Enqueue what is due and claim a job; None too while the disk is full or the database away.

    Ending then would only be begun again at once, and a supervisor would give the whole site up.
    """
    try:
        enqueue_due()
        enqueue_followers()
        return claim(worker)
    except (InterfaceError, OperationalError) as away:
        log.warning("the database could not be written, asked again soon: %s", away)
        connection.close()
        return None


class Beating(threading.Thread):
    """Says that the worker lives, also while a long job runs."""

    def __init__(self, worker: str) -> None:
        super().__init__(daemon=True)
        self.worker, self.since = worker, clock.now()
        self.done = threading.Event()

    def run(self) -> None:
        """Write the hour every so often; a database that is away is tried again next time."""
        try:
            self._beat()
            while not self.done.wait(BEAT):
                self._beat()
        finally:
            connection.close()

    def _beat(self) -> None:
        now = clock.now()
        try:
            WorkerBeat.objects.update_or_create(
                worker=self.worker, defaults={"since": self.since, "at": now}
            )
            WorkerBeat.objects.filter(at__lt=now - timedelta(days=1)).delete()
        except (InterfaceError, OperationalError):
            connection.close()

    def end(self) -> None:
        """Stop beating."""
        self.done.set()
        self.join()


def waiting() -> int:
    """Return how many jobs are due or will be retried."""
    return Job.objects.filter(finished_at=None).count()
