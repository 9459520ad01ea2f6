"""The small county of the people's tests: visitors in it, elders on the list, visits."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from tests.people import small
from tests.people.conftest import clerk, far_clerk, officer, small_county

from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.platform import parameters
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account
from anhuai.services import actions
from anhuai.services.models import Visitor
from anhuai.services.rules.visiting import Position, Visited
from anhuai.services.rules.words import Confirmation, Mode, Outcome

__all__ = ["clerk", "far_clerk", "officer", "small_county"]
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=SHANGHAI)
TODAY, FIRST = NOON.date(), date(2026, 6, 1)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
HOUSE = (105.0, 38.0)


@pytest.fixture(autouse=True)
def noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        parameters.forget()
        yield


@dataclass(frozen=True)
class Walker:
    """A visitor as an actor and as an entry."""

    actor: Actor
    one: Visitor


def walker(officer: Actor, division: str) -> Walker:
    actor = small.holder("village_worker", division=division)
    username = Account.objects.get(pk=actor.account).username
    one = actions.enter_visitor(officer, username=username, since=date(2026, 1, 1))
    return Walker(actor, one)


@pytest.fixture
def near(officer: Actor) -> Walker:
    return walker(officer, small.VILLAGE)


@pytest.fixture
def far(officer: Actor) -> Walker:
    return walker(officer, small.FAR_VILLAGE)


def elder_of(
    officer: Actor, name: str = "周桂兰", code: str = "living_alone", village: str = small.VILLAGE,
    born: date = date(1950, 3, 2), since: date = date(2026, 1, 1), **held: str,
) -> int:  # fmt: skip
    key = small.register(officer, name, born, village=village, hukou=village)
    if code:
        people.set_circumstance(officer, persons=[key], held=Held(code, since, **held))
    return key


@pytest.fixture
def elder(officer: Actor) -> int:
    """An elder who lives alone in the near village, in a house whose point is known."""
    from anhuai.people.models import Household

    key = elder_of(officer)
    Household.objects.filter(pk=small.home_of(key)).update(longitude=HOUSE[0], latitude=HOUSE[1])
    return key


def visited(person: int, **more: Any) -> Visited:
    """A visit in person, an hour ago, at the house, confirmed by signature."""
    made = Visited(
        client=uuid4(), person=person, at=NOON - timedelta(hours=1), mode=Mode.IN_PERSON,
        outcome=Outcome.DONE, position=Position(HOUSE[0], HOUSE[1] + 0.0003, 12.0),
        confirmed=Confirmation.SIGNATURE,
    )  # fmt: skip
    return replace(made, **more)


def plan(actor: Actor, on: date = TODAY) -> Any:
    return actions.plan_month(actor, month=on.replace(day=1), on=on)


def refused(call: Any) -> tuple[str, str]:
    from anhuai.kernel.unfit import Unfit

    with pytest.raises(Unfit) as error:
        call()
    assert error.value.message
    assert error.value.message_en
    return error.value.code, error.value.field
