"""Whatever happens to people, in whatever order, the invariants of households hold."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from anhuai.kernel.unfit import Unfit
from anhuai.people import actions, queries
from anhuai.people.models import Household, Kinship, Membership, Person, Residence
from anhuai.people.rules.facts import Founding, Joining
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from tests.people import small

START = date(2020, 6, 1)
VILLAGES = (small.VILLAGE, small.NEXT_VILLAGE, small.FAR_VILLAGE)
STEPS = ("birth", "death", "join", "found", "leave", "resettle", "head", "undo", "addition")
KEPT = (Person, Household, Membership, Residence, Kinship)
steps = st.lists(
    st.tuples(
        st.sampled_from(STEPS),
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=14,
)


class World:
    """The people of a test and the day it is."""

    def __init__(self, officer: Actor) -> None:
        self.officer = officer
        self.day = START

    def person(self, at: int) -> int:
        ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))
        return ids[at % len(ids)]

    def household(self, at: int) -> int:
        ids = list(Household.objects.order_by("pk").values_list("pk", flat=True))
        return ids[at % len(ids)]

    def step(self, what: str, one: int, two: int, days: int) -> None:
        self.day += timedelta(days=days)
        getattr(self, what)(one, two)

    def birth(self, one: int, two: int) -> None:
        facts = small.facts("小宝", self.day, "12"[two % 2], identity="")
        actions.record_birth(self.officer, mother=self.person(one), facts=facts)

    def death(self, one: int, two: int) -> None:
        died = self.day - timedelta(days=two * 3)
        actions.record_death(self.officer, person=self.person(one), died=died)

    def undo(self, one: int, _two: int) -> None:
        actions.undo_death(self.officer, person=self.person(one), reason="登记有误")

    def join(self, one: int, two: int) -> None:
        to = Joining(self.household(two), ("10", "20", "51", "97", "99")[two % 5])
        actions.move_person(self.officer, person=self.person(one), on=self.day, to=to)

    def found(self, one: int, two: int) -> None:
        to = Founding(VILLAGES[two % 3], "二组 1 号")
        actions.move_person(
            self.officer, person=self.person(one), on=self.day, to=to, hukou=VILLAGES[two % 3]
        )

    def leave(self, one: int, _two: int) -> None:
        actions.move_person(self.officer, person=self.person(one), on=self.day, to=None)

    def resettle(self, one: int, two: int) -> None:
        to = Founding(VILLAGES[two % 3], "三组 5 号") if two % 4 else None
        actions.move_household(self.officer, household=self.household(one), on=self.day, to=to)

    def head(self, one: int, two: int) -> None:
        actions.change_head(
            self.officer, household=self.household(one), head=self.person(two), on=self.day
        )

    def addition(self, one: int, two: int) -> None:
        small.register(
            self.officer, "张远", date(1960 + two, 1, 1), "12"[one % 2],
            household=self.household(one), relation=("12", "20", "30", "97")[two % 4],
            on=self.day,
        )  # fmt: skip


@given(steps)
@example([("death", 1, 0, 0), ("resettle", 0, 0, 0), ("undo", 1, 0, 0)])  # the family left since
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_after_any_life_households_are_whole_and_nothing_is_lost(
    officer: Actor, family: object, found: list[tuple[str, int, int, int]]
) -> None:
    with transaction.atomic():
        world = World(officer)
        kept = {model: set(model.objects.values_list("pk", flat=True)) for model in KEPT}
        for what, one, two, days in found:
            try:
                with transaction.atomic():
                    world.step(what, one, two, days)
            except Unfit:
                continue
            after = {model: set(model.objects.values_list("pk", flat=True)) for model in KEPT}
            assert all(kept[model] <= after[model] for model in KEPT)
            kept = after
        assert queries.consistency(officer, on=world.day) == []
        _one_current_each()
        _told_alike(officer, world.day)
        transaction.set_rollback(True)


def _told_alike(officer: Actor, day: date) -> None:
    """Today's answer, from the files' columns, is what the dated rows say of the last day."""
    today = clock.today()
    for ask in (queries.residents, queries.registered, queries.households):
        now = set(ask(officer, on=today).values_list("pk", "place"))
        assert now == set(ask(officer, on=day).values_list("pk", "place")), ask.__name__


def _one_current_each() -> None:
    for person in Person.objects.filter(died=None, left=None).exclude(division=""):
        open_rows = Residence.objects.filter(
            person=person, kind="resident", until=None, retracted_at=None
        )
        assert open_rows.get().division == person.division
        membership = Membership.objects.get(person=person, until=None, retracted_at=None)
        assert membership.household_id == person.household_id
    for household in Household.objects.filter(until=None):
        assert household.head.died is None
        assert household.head.household_id == household.pk


@pytest.mark.parametrize("what", [s for s in STEPS if s != "undo"])
def test_each_step_of_the_property_can_happen(officer: Actor, family, what: str) -> None:
    world = World(officer)
    small.register(officer, "孙有福", date(1945, 1, 1), "1", village=small.FAR_VILLAGE)
    for one in range(12):
        for two in range(12):
            try:
                with transaction.atomic():
                    world.step(what, one, two, 1)
            except Unfit:
                continue
            return
    pytest.fail(f"{what} never happened")
