"""Running an import: keep the upload, preview it, take its good rows, return its bad ones."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop
from django_tasks import TaskContext, task

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, files, keyring
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.jobs import titles
from anhuai.platform.jobs.backend import put
from anhuai.platform.jobs.worker import step
from anhuai.platform.models import Account, Import, StoredFile
from anhuai.platform.notices.telling import tell
from anhuai.platform.requests import actor_of
from anhuai.platform.sheets import reading, writing
from anhuai.platform.sheets.register import Outcome, Register, Result, Row, registers
from anhuai.platform.tuning import roomy

CHUNK = 1000
SHOWN = 20


@dataclass
class Preview:
    """What an import would do: the first rows with their errors, and the counts of all."""

    rows: int = 0
    good: int = 0
    refused: int = 0
    shown: list[Outcome] = field(default_factory=list)


def upload(actor: Actor, register: Register, stream: IO[bytes], *, name: str) -> Import:
    """Keep an uploaded workbook for preview; raises `Unfit` when it cannot be read at all."""
    actor.require(register.take_permit)
    kept = files.keep(actor, stream, name=name, allowed=files.SHEETS)
    next(_opened(register, kept).rows)  # heads and at least one row, or a clear error now
    return Import.objects.create(
        register=register.code,
        account_id=actor.account or 0,
        upload=kept,
        status="previewed",
        created_at=clock.now(),
    )


def own(actor: Actor, key: int) -> tuple[Import, Register]:
    """Return an import of the actor's own with its register."""
    found = (
        Import.objects.select_related("upload", "returned", "job")
        .filter(pk=key, account_id=actor.account or 0)
        .first()
    )
    if found is None:
        raise NotHere("import", key)
    return found, registers()[found.register]


def preview(actor: Actor, run: Import, register: Register) -> Preview:
    """Judge every row without changing anything."""
    seen = Preview()
    for chunk in _chunks(_opened(register, run.upload).rows):
        for outcome in register.take(actor, chunk, True):  # noqa: FBT003
            seen.rows += 1
            if outcome.result is Result.REFUSED:
                seen.refused += 1
            else:
                seen.good += 1
            if len(seen.shown) < SHOWN:
                seen.shown.append(outcome)
    return seen


def start(actor: Actor, run: Import) -> Import:
    """Put the import to work; pressing twice starts it once."""
    job = put(
        run_import,
        [run.pk, actor.standing_in],
        {},
        title=titles.about(gettext_noop("导入 %(what)s"), run.upload.name),
        dedupe=f"import:{run.pk}",
        account=actor.account,
    )
    Import.objects.filter(pk=run.pk, status="previewed").update(status="running", job=job)
    run.refresh_from_db()
    return run


@task(takes_context=True)
def run_import(context: TaskContext, run_id: int, standing_in: int | None = None) -> dict[str, int]:
    """Take the good rows of an import and leave a workbook with the bad ones."""
    run = Import.objects.select_related("upload").get(pk=run_id)
    register = registers()[run.register]
    actor = actor_of(Account.objects.get(pk=run.account_id), standing_in=standing_in)
    counts = dict.fromkeys(Result, 0)
    done = 0
    with _scratch(run) as path, roomy():
        refused = writing.Returned(register, path)
        try:
            sheet = _opened(register, run.upload)
            for chunk in _chunks(sheet.rows):
                with keyring.steady():
                    taken = register.take(actor, chunk, False)  # noqa: FBT003
                for outcome in taken:
                    counts[outcome.result] += 1
                    if outcome.result is Result.REFUSED:
                        refused.add(outcome)
                done += len(chunk)
                step(context.task_result.id, done, max(done, sheet.height))
        except Unfit as error:
            Import.objects.filter(pk=run.pk).update(
                status="failed", error=error.message, finished_at=clock.now()
            )
            raise
        finally:
            refused.close()
        returned = _return(actor, run, path) if refused.rows else None
    with transaction.atomic():
        Import.objects.filter(pk=run.pk).update(
            status="done",
            rows=done,
            added=counts[Result.ADDED],
            updated=counts[Result.UPDATED],
            refused=counts[Result.REFUSED],
            returned=returned,
            finished_at=clock.now(),
        )
        tell(
            "import_finished", [run.account_id], url=f"/imports/{run.pk}/",
            dedupe=f"import:{run.pk}", file=run.upload.name,
            added=str(counts[Result.ADDED]), updated=str(counts[Result.UPDATED]),
            refused=str(counts[Result.REFUSED]),
        )  # fmt: skip
    return {str(result): count for result, count in counts.items()}


@contextmanager
def _scratch(run: Import) -> Iterator[Path]:
    """Give a path for the returned workbook while it is written; nothing stays there."""
    path = Path(settings.MEDIA_ROOT) / "incoming" / f"returned-{run.pk}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _return(actor: Actor, run: Import, path: Path) -> StoredFile:
    name = f"未导入-{Path(run.upload.name).stem}.xlsx"
    with path.open("rb") as stream:
        return files.keep(actor, stream, name=name, allowed=files.SHEETS)


def _opened(register: Register, upload: StoredFile) -> reading.Sheet:
    return reading.opened(files.path_of(upload.digest), upload.media_type, register.columns)


def _chunks(rows: Iterator[Row]) -> Iterator[Sequence[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
