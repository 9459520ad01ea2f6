"""Jobs: once each, again after a kill, retried, kept when they fail, recurring once."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone, translation
from django_tasks import task
from django_tasks.base import TaskResultStatus

from anhuai.platform import clock
from anhuai.platform.jobs import recurring, titles, worker
from anhuai.platform.jobs.backend import put
from anhuai.platform.models import Job, Parameter

RAN: list[Any] = []


@task()
def note(what: str) -> str:
    RAN.append(what)
    return what


@task()
def stumble() -> None:
    raise RuntimeError("坏了")


@pytest.fixture(autouse=True)
def _nothing_ran(db: None) -> None:
    RAN.clear()


def test_a_job_runs_once_and_its_result_is_kept() -> None:
    result = note.enqueue("甲")
    assert worker.drain() == 1
    assert worker.drain() == 0
    result.refresh()
    assert (RAN, result.status, result.return_value) == (["甲"], TaskResultStatus.SUCCESSFUL, "甲")


def test_a_job_enqueued_in_a_transaction_that_fails_never_was() -> None:
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        note.enqueue("甲")
        raise RuntimeError
    assert worker.drain() == 0


def test_a_later_job_waits_and_a_weightier_one_goes_first() -> None:
    note.using(run_after=clock.now() + timedelta(hours=1)).enqueue("以后")
    note.enqueue("平常")
    note.using(priority=50).enqueue("急")
    worker.drain()
    assert RAN == ["急", "平常"]
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        worker.drain()
    assert RAN[-1] == "以后"


def test_a_killed_workers_job_is_taken_again_when_its_lease_ends() -> None:
    note.enqueue("甲")
    assert worker.claim("one") is not None  # and then the worker dies
    assert worker.claim("two") is None
    with time_machine.travel(clock.now() + worker.LEASE + timedelta(seconds=1)):
        again = worker.claim("two")
        assert again is not None
        worker.perform(again)
    assert RAN == ["甲"]
    assert Job.objects.get().attempts == 2


def test_a_failing_job_is_retried_later_each_time_and_kept_with_its_reason() -> None:
    stumble.enqueue()
    waits = []
    for _ in range(worker.TRIES):
        job = Job.objects.get()
        with time_machine.travel(max(job.due_at, clock.now()) + timedelta(seconds=1)):
            worker.drain()
            waits.append(Job.objects.get().due_at - job.due_at)
    job = Job.objects.get()
    assert (job.status, job.attempts) == (TaskResultStatus.FAILED, worker.TRIES)
    assert "坏了" in job.error
    assert waits[0] < waits[-2]


def test_one_key_makes_one_job() -> None:
    first = put(note, ["甲"], {}, dedupe="k")
    second = put(note, ["乙"], {}, dedupe="k")
    assert first.pk == second.pk
    worker.drain()
    assert RAN == ["甲"]


def test_every_recurring_job_is_enqueued_once_an_occurrence() -> None:
    assert recurring.declared(), "the product declares recurring jobs"
    noon = timezone.make_aware(timezone.datetime(2026, 12, 1, 12, 0))
    with time_machine.travel(noon):
        recurring.enqueue_due()
        recurring.enqueue_due()
    keys = list(Job.objects.values_list("dedupe", flat=True))
    assert len(keys) == len(set(keys)) == len(recurring.declared())
    with time_machine.travel(noon + timedelta(days=1)):
        recurring.enqueue_due()
    daily = [one for one in recurring.declared() if not one.monthly]
    assert Job.objects.count() == len(keys) + len(daily)


def test_progress_is_seen_while_a_job_runs() -> None:
    job = put(note, ["甲"], {})
    worker.step(str(job.key), 3, 10)
    job.refresh_from_db()
    assert (job.progress, job.total) == (3, 10)
    assert not Parameter.objects.exists()


def test_a_title_is_said_in_the_readers_language_whoever_asked() -> None:
    with translation.override("en"):
        kept = [titles.about("导出 %(what)s", translation.gettext_lazy("人员")), "核验审计记录", ""]
        kept.append(titles.about("导入 %(what)s", "50% 名册.xlsx"))
        assert [titles.said(one) for one in kept] == [
            "Export Person", "Verify the audit trail", "", "Import 50% 名册.xlsx",
        ]  # fmt: skip
    assert [titles.said(one) for one in kept] == [
        "导出 人员", "核验审计记录", "", "导入 50% 名册.xlsx",
    ]  # fmt: skip
    assert len(titles.about("导入 %(what)s", "长" * 300)) == Job._meta.get_field("title").max_length
