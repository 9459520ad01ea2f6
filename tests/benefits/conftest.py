"""People, homes and terms for the room's tests."""

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest

from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions as people
from anhuai.people.queries import person_in_scope
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.facts import Founding, Joining, PersonFacts
from anhuai.platform.acting import SYSTEM, Actor
from tests.conftest import VILLAGE

_numbers = count(100)
Elder = Callable[..., int]


@pytest.fixture
def elder(linze: str) -> Elder:
    """Register somebody of an own household: elder(born=…, village=…, held=(("dibao", …),))."""

    def make(
        *, name: str = "高寿", born: date = date(1940, 5, 5), village: str = VILLAGE,
        held: tuple[Held, ...] = (), since: date = date(2024, 1, 1), beside: int | None = None,
    ) -> int:  # fmt: skip
        number = make_citizen_id("990000", born, next(_numbers))
        done = people.register_person(
            SYSTEM,
            facts=PersonFacts(
                name, "1" if int(number[16]) % 2 else "2", born, identity=number, hukou=village,
                hukou_kind="rural",
            ),
            home=Founding(village, "幸福路一号") if beside is None else _beside(beside),
            on=since,
            confirm_distinct=True,
        )  # fmt: skip
        for one in held:
            people.set_circumstance(SYSTEM, persons=[done.pk], held=one)
        return done.pk

    return make


def _beside(person: int) -> Joining:
    home = person_in_scope(SYSTEM, person).household_id
    assert home is not None
    return Joining(home, "40")


@pytest.fixture
def officers(linze: str, actor: Callable[..., Actor]) -> tuple[Actor, Actor, Actor]:
    """A town clerk and two county officers."""
    return (
        actor("town_clerk", division="620723101"),
        actor("county_officer", division="620723"),
        actor("county_officer", division="620723"),
    )
