"""The small county of the people's tests: its officers, two assessors, and forms to fill in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from tests.people import small
from tests.people.conftest import clerk, far_clerk, officer, small_county

from anhuai.assessments import actions
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessor, Task
from anhuai.assessments.rules.judging import spread
from anhuai.assessments.rules.submitting import Form, Signed
from anhuai.assessments.rules.words import Signer
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account

__all__ = ["clerk", "far_clerk", "officer", "small_county"]
GBT = "gbt42195_2022"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@dataclass(frozen=True)
class Pair:
    """Two assessors of the county, as actors and as entries."""

    first: Actor
    second: Actor
    one: Assessor
    other: Assessor


def enter(officer: Actor, actor: Actor, **more: Any) -> Assessor:
    username = Account.objects.get(pk=actor.account).username
    more.setdefault("background", "nursing")
    more.setdefault("since", date(2024, 1, 1))
    return actions.enter_assessor(officer, username=username, **more)


@pytest.fixture
def pair(officer: Actor) -> Pair:
    actors = [small.holder("assessor", division=small.COUNTY) for _ in range(2)]
    one = enter(officer, actors[0])
    other = enter(officer, actors[1], background="social_work")
    return Pair(actors[0], actors[1], one, other)


@pytest.fixture
def elder(officer: Actor) -> int:
    return small.register(officer, "王建国", date(1940, 2, 29), "1")


@pytest.fixture
def asked(officer: Actor, elder: int) -> Task:
    return actions.ask(officer, person=elder, scale=GBT, reason_kind="first", on=clock.today())


@pytest.fixture
def assigned(officer: Actor, asked: Task, pair: Pair) -> Task:
    actions.assign(
        officer, tasks=[asked.pk], lead=pair.one.pk, second=pair.other.pk,
        planned_on=clock.today(),
    )  # fmt: skip
    return Task.objects.get(pk=asked.pk)


SIGNED = tuple(Signed(one, "", PNG) for one in (Signer.FIRST, Signer.SECOND, Signer.ELDER))


def form(total: int = 66, **more: Any) -> Form:
    """A whole form of the national scale, signed by all three."""
    made = Form(
        client=uuid4(), assessed_on=clock.today(), points=spread(SCALES[GBT], total),
        informant="self", signatures=SIGNED,
    )  # fmt: skip
    return replace(made, **more)


Refusal = Callable[[], object]


def refused(call: Refusal) -> tuple[str, str]:
    from anhuai.kernel.unfit import Unfit

    with pytest.raises(Unfit) as error:
        call()
    assert error.value.message
    assert error.value.message_en
    return error.value.code, error.value.field
