"""What benefits decide services price with, and what services built benefits count: each once."""

from datetime import date, timedelta

import pytest
from tests.people import small
from tests.services import home
from tests.services.conftest import TODAY, refused
from tests.services.home import Site
from tests.services.meals import county_decides

from anhuai.benefits.models import StandardChange
from anhuai.benefits.queries.register import ADAPTED, households
from anhuai.benefits.queries.restating import changed_since
from anhuai.benefits.queries.terms import book
from anhuai.funds import queries as funds
from anhuai.kernel.months import Month
from anhuai.people.models import Membership
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.services import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_county")]
MOST, EACH = "home_adaptation_most", "meal_subsidy_each"
MONTH = Month.of(TODAY)


@pytest.fixture
def at(officer: Actor) -> Site:
    return home.site(officer)


def in_rules(code: str) -> int | None:
    one = book().find(code, place=small.COUNTY, month=MONTH, known=TODAY)
    return None if one is None else one.cells[0]


@pytest.mark.parametrize(("code", "first"), [(MOST, 300_000), (EACH, None)])
def test_one_standard_changes_what_is_decided_and_what_is_priced(
    code: str, first: int | None
) -> None:
    def told(on: date) -> int | None:
        return queries.ceiling_on(on) if code == MOST else queries.each_fen(on) or None

    assert (told(TODAY), in_rules(code)) == (first, first)
    county_decides(code, [45_000])
    assert (told(TODAY), in_rules(code)) == (45_000, 45_000)
    StandardChange.objects.update(state="withdrawn")
    assert (told(TODAY), in_rules(code)) == (first, first)


def test_only_single_amounts_are_told_and_undecided_is_not_zero() -> None:
    before = date(2025, 6, 1)
    assert funds.decided_amount(MOST, place=small.COUNTY, on=before) is None
    assert funds.decided_amount("old_age_allowance_amount", place=small.COUNTY, on=TODAY) is None
    assert funds.decided_amount("meal_subsidy_rural", place=small.COUNTY, on=TODAY) is None
    assert funds.decided_amount("no_such", place=small.COUNTY, on=TODAY) is None


def test_a_plan_waits_for_a_decided_most(at: Site) -> None:
    at.survey()
    county_decides(MOST, [None])
    assert refused(at.plan)[0] == "undecided"
    StandardChange.objects.all().delete()
    county_decides(MOST, [100_000])
    assert refused(at.plan)[0] == "ceiling"


def adapted_in_rules(person: int, month: Month = MONTH) -> list[tuple[date | None, date | None]]:
    homes = households(since=month, until=month + 1, persons={person})
    every = {member.id: member for one in homes for member in one.members}
    spells = every[person].facts.get(ADAPTED, ())
    assert all(one.value is True for one in spells)
    return [(one.since, one.until) for one in spells]


def test_an_accepted_adaptation_is_the_benefit_s_fact_and_nobody_declares_it(at: Site) -> None:
    asked = clock.now()
    person = at.one.person_id
    at.to("finish")
    assert adapted_in_rules(person) == []
    at.accept()
    assert adapted_in_rules(person) == [(TODAY, None)]
    assert adapted_in_rules(person, MONTH - 1) == []
    assert person in changed_since(asked)
    assert changed_since(asked + timedelta(days=1)) == set()


def test_who_shares_the_home_has_it_while_there(officer: Actor, at: Site) -> None:
    at.to("accept")
    shared = small.home_of(at.one.person_id)
    one, gone = (
        small.register(officer, name, date(1944, 1, 1), household=shared, relation="10")
        for name in ("周伴", "周离")
    )
    stranger = small.register(officer, "周邻", date(1944, 1, 1))
    Membership.objects.filter(person=gone).update(until=TODAY - timedelta(days=2))
    assert adapted_in_rules(one) == [(TODAY, None)]
    assert adapted_in_rules(gone) == adapted_in_rules(stranger) == []
    assert adapted_in_rules(at.one.person_id) == [(TODAY, None)]
