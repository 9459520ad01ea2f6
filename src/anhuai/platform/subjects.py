"""Which entries of the trail are about whom: an index beside the chain, made from it alone.

An entry names the persons it showed or changed in its ids and details. Turning that round at each
question would read the whole trail, and writing it with each entry would cost every list page fifty
rows; so a follower reads the trail once, in batches, and a report first takes in what came since.
"""

from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop
from django_tasks import task

from anhuai.platform.jobs.recurring import recurring
from anhuai.platform.models import AuditEntry, AuditHead, AuditSubject, Follower

PERSON = "person"
_NAMED = (PERSON, "relative", "given_by", "mother", "father", "head")  # details that are persons
_FOLLOWER = "platform.subjects"
_BATCH = 2000
_AT_ONCE = 5  # batches a report takes in itself; more is the job's


def persons_in(subject: str, ids: list[Any], detail: dict[str, Any]) -> set[int]:
    """Return the persons an entry is about."""
    found = {key for key in ids if isinstance(key, int)} if subject == PERSON else set()
    return found | {detail[key] for key in _NAMED if isinstance(detail.get(key), int)}


def behind() -> int:
    """Return how many entries the index has not taken in yet."""
    head = AuditHead.objects.values_list("sequence", flat=True).get(pk=1)
    reached = Follower.objects.filter(name=_FOLLOWER).values_list("sequence", flat=True).first()
    return int(head - (reached or 0))


def catch_up(batches: int | None = _AT_ONCE) -> bool:
    """Take in what came since, batch by batch; say whether nothing is left. None: all of it."""
    done = 0
    while batches is None or done < batches:
        if _batch() < _BATCH:
            return True
        done += 1
    return behind() == 0


def _batch() -> int:
    with transaction.atomic():
        Follower.objects.get_or_create(name=_FOLLOWER)
        own = Follower.objects.select_for_update().get(name=_FOLLOWER)
        rows = AuditEntry.objects.filter(sequence__gt=own.sequence).order_by("sequence")
        batch = list(rows.values_list("sequence", "subject", "ids", "detail")[:_BATCH])
        if batch:
            _write(batch)
            own.sequence = batch[-1][0]
            own.save(update_fields=["sequence"])
        return len(batch)


def _write(batch: list[tuple[int, str, list[Any], dict[str, Any]]]) -> None:
    table = AuditSubject._meta.db_table
    sql = f"INSERT INTO {table} (person, sequence) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, list(_pairs(batch)))


def _pairs(batch: list[tuple[int, str, list[Any], dict[str, Any]]]) -> Iterator[tuple[int, int]]:
    for sequence, subject, ids, detail in batch:
        for person in persons_in(subject, ids, detail):
            yield person, sequence


def about(persons: Iterable[int]) -> QuerySet[AuditEntry]:
    """Return the entries about any of some persons that the index knows, each once."""
    known = AuditSubject.objects.filter(person__in=list(persons)).values("sequence")
    return AuditEntry.objects.filter(sequence__in=known)


@recurring(title=gettext_noop("整理查阅记录索引"), at=time(2, 20))
@task()
def nightly_subjects(day: str) -> int:
    """Take the trail's new entries into the index by person; returns how many."""
    del day
    found = behind()
    catch_up(None)
    return found
