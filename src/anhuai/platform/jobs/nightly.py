"""Nightly: drop what nobody needs any more, and prove the trail."""

from datetime import date, time, timedelta

from django.db import connection
from django.utils.translation import gettext_lazy, gettext_noop
from django_tasks import task

from anhuai.platform import anchors, audit, clock, files, rotating, settled
from anhuai.platform import retaining as _retaining  # noqa: F401 - comes back each night
from anhuai.platform import subjects as _subjects  # noqa: F401 - comes back each night
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.models import Import, Job, Session, StoredFile, Submission
from anhuai.platform.tuning import take_stock

VERIFIED = audit.named("audit_verified", gettext_lazy("核验审计记录"))
KEPT_SUBMISSIONS = timedelta(days=7)


@recurring(title=gettext_noop("清理过期文件和会话"), at=time(3, 10))
@task()
def nightly_housekeeping(day: str) -> dict[str, int]:
    """Remove expired sessions, files, submissions and long finished jobs; let SQLite take stock.

    PostgreSQL takes stock itself.
    """
    del day
    now = clock.now()
    if connection.vendor == "sqlite":
        take_stock()
    kept_jobs = timedelta(days=settled.now_is(settled.KEPT_JOBS))
    expired = StoredFile.objects.filter(expires_at__lte=now)
    in_use = Import.objects.exclude(status="done").values("upload")
    dropped = [file for file in expired.exclude(pk__in=in_use) if _drop(file)]
    sessions, _ = Session.objects.filter(expire_date__lte=now).delete()
    submissions, _ = Submission.objects.filter(at__lte=now - KEPT_SUBMISSIONS).delete()
    jobs, _ = Job.objects.filter(finished_at__lte=now - kept_jobs).delete()
    return {
        "files": len(dropped), "sessions": sessions, "submissions": submissions, "jobs": jobs,
    }  # fmt: skip


def _drop(file: StoredFile) -> bool:
    Import.objects.filter(upload=file).delete()
    Import.objects.filter(returned=file).update(returned=None)
    file.delete()
    if not StoredFile.objects.filter(digest=file.digest).exists():
        files.path_of(file.digest).unlink(missing_ok=True)
    return True


@recurring(title=gettext_noop("核验审计记录"), at=time(3, 30))
@task()
def nightly_audit_proof(day: str) -> str:
    """Verify the audit chain and put the verdict on record; a broken chain fails the job."""
    verdict = audit.verify()
    audit.append(
        SYSTEM, kind=audit.Kind.SESSION, name=VERIFIED,
        detail={"on": date.fromisoformat(day).isoformat(), "says": verdict.says},
    )  # fmt: skip
    if verdict.broken_at is not None:
        raise RuntimeError(f"审计记录不完整：{verdict.says}")
    anchors.write()
    return verdict.says


@recurring(title=gettext_noop("核对旧密钥加密的数据"), at=time(2, 50))
@task()
def nightly_resealing(day: str) -> int:
    """Seal anew what an old key still holds: a rotation that was cut off, a restored backup."""
    del day
    return rotating.nightly_look()
