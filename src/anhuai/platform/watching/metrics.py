"""Prometheus metrics: counted in each process, added up over all of them when asked.

Processes share a folder (PROMETHEUS_MULTIPROC_DIR), into which each writes its own counts; whoever
answers /metrics adds them up. What the database knows (queue, trail) is asked then and there.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from types import SimpleNamespace

from django.conf import settings
from django.db.models import Count, Min, Q

from anhuai.platform import clock
from anhuai.platform.models import AuditHead, Job
from anhuai.platform.watching import health

SHARED = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def share(folder: Path) -> None:
    """Let this process count into a folder that all share; before the first count."""
    if "prometheus_client" in sys.modules:
        return  # too late: a test or a script counts for itself
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault(SHARED, str(folder))


_making = Lock()


def counters() -> SimpleNamespace:
    """Return the counters of this process, made when first counted, once for all its threads."""
    with _making:
        return _made()


@cache
def _made() -> SimpleNamespace:
    from prometheus_client import Counter, Gauge, Histogram  # here: off every start

    return SimpleNamespace(
        requests=Counter(
            "anhuai_requests", "Requests answered", ["method", "route", "status"]
        ),
        seconds=Histogram(
            "anhuai_request_seconds", "Time to answer a request", ["route"], buckets=_SECONDS
        ),
        database=Counter("anhuai_database_seconds", "Time spent waiting for the database"),
        queries=Counter("anhuai_database_queries", "Queries sent to the database"),
        jobs=Counter("anhuai_jobs", "Jobs ended", ["task", "outcome"]),
        job_seconds=Histogram(
            "anhuai_job_seconds", "Time a job took", ["task"],
            buckets=(0.1, 1.0, 10.0, 60.0, 600.0, 3600.0),
        ),
        streams=Gauge(
            "anhuai_streams", "Open event streams", multiprocess_mode="livesum"
        ),
    )  # fmt: skip


def note_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request; a route is a pattern, so that keys make no series."""
    one = counters()
    one.requests.labels(method, route, str(status)).inc()
    one.seconds.labels(route).observe(seconds)


def note_job(task: str, outcome: str, seconds: float) -> None:
    """Count one job that ended: done, retried, failed or returned."""
    one = counters()
    one.jobs.labels(task, outcome).inc()
    one.job_seconds.labels(task).observe(seconds)


def text() -> bytes:
    """Return every metric in Prometheus' text format."""
    from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    counters()
    registry = REGISTRY
    if SHARED in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    asked = (f"# TYPE {name} gauge\n{name} {value}\n" for name, value in _asked())
    return bytes(generate_latest(registry)) + "".join(asked).encode()


def _asked() -> Iterator[tuple[str, float]]:
    now = clock.now()
    waiting = Job.objects.filter(finished_at=None)
    queue = waiting.aggregate(
        ready=Count("pk", filter=Q(status="READY", due_at__lte=now)),
        running=Count("pk", filter=Q(status="RUNNING")),
        later=Count("pk", filter=Q(status="READY", due_at__gt=now)),
        oldest=Min("due_at", filter=Q(due_at__lte=now)),
    )
    yield "anhuai_queue_ready", queue["ready"]
    yield "anhuai_queue_running", queue["running"]
    yield "anhuai_queue_later", queue["later"]
    oldest = queue["oldest"]
    yield "anhuai_queue_oldest_seconds", (now - oldest).total_seconds() if oldest else 0
    yield "anhuai_jobs_failed_kept", Job.objects.filter(status="FAILED").count()
    yield "anhuai_audit_head", AuditHead.objects.values_list("sequence", flat=True).get(pk=1)
    backup = health.last_backup()
    if backup is not None:
        yield "anhuai_backup_age_seconds", (now - backup).total_seconds()
    beat = health.last_beat()
    if beat is not None:
        yield "anhuai_worker_silent_seconds", (now - beat).total_seconds()
    usage = shutil.disk_usage(settings.DATA)
    yield "anhuai_disk_free_bytes", usage.free
