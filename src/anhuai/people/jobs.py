"""Comparing lists with the register, and the register with itself: resumable, nothing twice."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import TypeVar

from django_tasks import TaskContext, task

from anhuai.people import actions
from anhuai.people.engine.linking import Tell, Told
from anhuai.people.queries import matching as queries
from anhuai.platform.acting import Actor
from anhuai.platform.jobs.worker import step
from anhuai.platform.models import Account
from anhuai.platform.requests import actor_of

T = TypeVar("T")
CHUNK = 500


def _actor(account: int, standing_in: int | None) -> Actor:
    return actor_of(Account.objects.get(pk=account), standing_in=standing_in)


def _telling(job: str) -> Tell:
    def tell(told: Told) -> None:
        step(job, told.step * 100 // told.steps, 100)

    return tell


def _chunks(found: Iterable[T]) -> Iterator[Sequence[T]]:
    rest = iter(found)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


@task(takes_context=True)
def link_list(
    context: TaskContext, key: int, account: int, standing_in: int | None = None
) -> dict[str, str]:
    """Find out who the rows of a list are; killed half way it starts again and changes nothing."""
    actor = _actor(account, standing_in)
    with closing(
        queries.candidates(actor, list=key, tell=_telling(context.task_result.id))
    ) as found:
        for chunk in _chunks(found):
            actions.keep_candidates(actor, list=key, found=chunk, rows=len(chunk))
    actions.finish_linking(actor, list=key)
    return {"url": f"/people/matching/{key}/"}


@task(takes_context=True)
def find_duplicates(
    context: TaskContext, account: int, standing_in: int | None = None
) -> dict[str, str]:
    """Find files within the account's scope that may be of one person."""
    actor = _actor(account, standing_in)
    with closing(queries.twice(actor, tell=_telling(context.task_result.id))) as found:
        for chunk in _chunks(one for group in found for one in group):
            actions.keep_duplicates(actor, found=chunk, rows=len(chunk))
    return {"url": "/people/matching/queue?office=files"}
