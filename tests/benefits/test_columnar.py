"""The columnar pass over the register equals the reference, household by household."""

from datetime import date

import pytest

from anhuai.benefits import actions
from anhuai.benefits.queries.evaluating import evaluate
from anhuai.benefits.queries.register import households
from anhuai.benefits.queries.terms import terms
from anhuai.kernel.months import Month
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from tests.benefits.conftest import Elder
from tests.conftest import OTHER_VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def folk(elder: Elder, officers) -> None:
    """People whose facts change within the months asked for."""
    month = Month.of(clock.today())
    middle = (month - 1).first.replace(day=14)
    keys = [
        elder(born=(month + at).first.replace(year=month.year - age), village=village, held=held)
        for at in (-3, -1, 0)
        for age in (79, 80, 90, 30)
        for village in ("620723101201", OTHER_VILLAGE)
        for held in ((), (Held("dibao", date(2024, 2, 1), kind="rural"),))
    ]
    keys += [
        elder(born=date(1990, 1, 1), beside=keys[at], since=(month - at % 3).first)
        for at in range(0, len(keys), 4)
    ]
    for at, key in enumerate(keys):
        if at % 3 == 0:
            held = Held("disability", middle, kind="4", grade=str(1 + at % 4))
            people.set_circumstance(SYSTEM, persons=[key], held=held)
        if at % 5 == 0:
            income, within = ("income_per_head", 1000 * at), ("assets_within_rule", at % 2 == 0)
            for fact, value in (income, within, ("area", "rural")):
                actions.declare_fact(
                    SYSTEM, person=key, fact=fact, value=value, since=middle, source="核对"
                )
        if at % 7 == 0:
            people.record_death(SYSTEM, person=key, died=middle)


def test_both_say_the_same_of_everybody(folk) -> None:
    month = Month.of(clock.today())
    months = [month + at for at in range(-3, 3)]
    homes, known = households(since=months[0], until=months[-1] + 1), terms(known=clock.today())
    plain = evaluate(homes, months, known, engine="reference")
    quick = evaluate(homes, months, known, explained=months, engine="interpreted")
    assert (plain.evaluator, quick.evaluator) == ("reference", "columnar")
    for one, other in zip(plain.months, quick.months, strict=True):
        assert one.paid == other.paid
        assert one.codes == other.codes
    assert any(one.paid for one in plain.months)
