"""Excel out: a short list at once, a long one as a job that leaves a file."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from anhuai.platform import audit, clock, files
from anhuai.platform.acting import Actor
from anhuai.platform.jobs import titles
from anhuai.platform.jobs.backend import put
from anhuai.platform.jobs.worker import step
from anhuai.platform.models import Account, Job, StoredFile
from anhuai.platform.notices.telling import tell
from anhuai.platform.requests import actor_of
from anhuai.platform.sheets import writing
from anhuai.platform.sheets.register import Giving, givers

AT_ONCE = 2_000
STEP = 2_000


def file_name(register: Giving) -> str:
    """Return the name under which a list is saved, with the day."""
    return f"{register.title}-{clock.today():%Y%m%d}.xlsx"


def export(actor: Actor, register: Giving, query: Mapping[str, str]) -> bytes | Job:
    """Return the workbook of a short list, or the job that will leave the long one."""
    actor.require(register.give_permit)
    rows = iter(register.give(actor, query))
    first = list(islice(rows, AT_ONCE + 1))
    _log(actor, register, query)
    if len(first) <= AT_ONCE:
        with TemporaryFile() as out:
            writing.export(register.heads, first, out)
            out.seek(0)
            return out.read()
    language = translation.get_language() or "zh-hans"
    return put(
        run_export,
        [register.code, dict(query), actor.account, language, actor.standing_in],
        {},
        title=titles.about(gettext_noop("导出 %(what)s"), register.title),
        account=actor.account,
    )


def _log(actor: Actor, register: Giving, query: Mapping[str, str]) -> None:
    # A search text may hold a name or number; the trail keeps only which filters were used.
    audit.append(
        actor,
        kind=audit.Kind.READING,
        name=f"{register.code}.export",
        subject=register.code,
        detail={"filters": sorted(key for key, value in query.items() if value)},
    )


@task(takes_context=True)
def run_export(
    context: TaskContext, code: str, query: dict[str, str], account: int, language: str,
    standing_in: int | None = None,
) -> dict[str, int]:  # fmt: skip
    """Write a long list into a file of the account that asked."""
    register = givers()[code]
    actor = actor_of(Account.objects.get(pk=account), standing_in=standing_in)
    scratch = Path(settings.MEDIA_ROOT) / "incoming" / f"export-{context.task_result.id}.xlsx"
    scratch.parent.mkdir(parents=True, exist_ok=True)
    with translation.override(language):
        rows = counted(register.give(actor, query), context.task_result.id)
        written = writing.export(register.heads, rows, scratch)
        with transaction.atomic():
            kept = _keep(actor, scratch, file_name(register))
            tell(
                "export_ready", [account], url=f"/files/{kept.pk}",
                dedupe=f"export:{context.task_result.id}", file=kept.name, rows=str(written),
            )  # fmt: skip
    return {"file": kept.pk, "rows": written}


def counted(rows: Iterable[Sequence[str]], job: str) -> Iterable[Sequence[str]]:
    """Pass rows on and record every few thousand how many there were."""
    done = 0
    for row in rows:
        done += 1
        if done % STEP == 0:
            step(job, done, 0)
        yield row
    step(job, done, done)


def _keep(actor: Actor, scratch: Path, name: str) -> StoredFile:
    try:
        with scratch.open("rb") as stream:
            return files.keep(actor, stream, name=name, allowed=files.SHEETS)
    finally:
        scratch.unlink()
