"""The small county with a nursery of two classes, a family, and carers."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from tests.people import small
from tests.people.conftest import clerk, far_clerk, officer, small_county

from anhuai.childcare import actions
from anhuai.childcare.models import Application, Enrolment, Nursery, NurseryClass
from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.facilities.rules.childcare import ChildcareClass, ClassPlaces
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Holding
from anhuai.platform.models import Account, Organisation, RoleHolding
from anhuai.workforce import actions as workforce
from anhuai.workforce.rules import WorkerFacts

__all__ = ["clerk", "far_clerk", "officer", "small_county"]
SINCE = date(2024, 1, 1)


def born(months: int) -> date:
    """The birthday of a child so many months old today."""
    today = clock.today()
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, 28))


@dataclass(frozen=True)
class Home:
    """A nursery, its manager, a class for older toddlers."""

    nursery: Nursery
    room: NurseryClass
    manager: Actor
    facility: int


def holds_at(operator: Organisation) -> Actor:
    """The manager of an organisation, with an account that can sign in."""
    account = Account.objects.create(username=f"manager{operator.pk}", name="园长")
    RoleHolding.objects.create(
        account=account, role="institution_manager", since=SINCE, organisation=operator
    )
    held = Holding("institution_manager", organisation=operator.pk)
    return Actor(name="园长", account=account.pk, holdings=(held,))


def make_home(officer: Actor, name: str, village: str, places: int = 20, network: str = "") -> Home:
    facility = facilities.open_facility(
        officer, kind="childcare_institution", on=SINCE,
        facts=FacilityFacts(name=name, division=village, ownership=Ownership.PRIVATE),
    )  # fmt: skip
    facilities.set_childcare_places(
        officer, facility=facility.pk, places=[ClassPlaces(ChildcareClass.TODDLER_HIGH, 3, 60)],
        on=SINCE,
    )  # fmt: skip
    facility.refresh_from_db()
    operator = Organisation.objects.create(name=f"{name}运营单位", since=SINCE)
    facility.operator = operator
    facility.save()
    manager = holds_at(operator)
    nursery = actions.take_part(officer, facility=facility.pk, network=network)
    room = actions.open_class(
        manager, nursery=nursery.pk, group="toddler_high", name="大一班", places=places, since=SINCE
    )
    return Home(nursery, room, manager, facility.pk)


@pytest.fixture
def home(officer: Actor) -> Home:
    return make_home(officer, "东河托育园", small.VILLAGE, network="联合")


@dataclass(frozen=True)
class Family:
    """A child with its mother, and the account the family signs in with."""

    child: int
    mother: int
    actor: Actor


def make_family(officer: Actor, name: str = "周小宝", months: int = 28) -> Family:
    mother = small.register(officer, f"{name[0]}妈妈", date(1994, 5, 5), "2")
    child = small.register(
        officer, name, born(months), "1", household=small.home_of(mother), relation="20"
    )
    return Family(child, mother, small.holder("family", person=child))


@pytest.fixture
def family(officer: Actor) -> Family:
    return make_family(officer)


def apply(family: Family, *homes: Home, **more: object) -> Application:
    given = {
        "person": family.child, "guardian": family.mother, "care": "full_day",
        "wanted_from": clock.today(), "nurseries": [one.nursery.pk for one in homes],
        "agreed": True,
    } | more  # fmt: skip
    return actions.apply(family.actor, **given)


def enrol(officer: Actor, family: Family, home: Home, **more: object) -> Enrolment:
    made = apply(family, home, **more)
    offer = actions.offer_place(
        home.manager, application=made.pk, nursery_class=home.room.pk, starts=clock.today()
    )
    actions.answer(family.actor, offer=offer.pk, version=1, accepts=True)
    return actions.enrol(
        home.manager, offer=offer.pk, since=clock.today(), vaccination="complete",
        examined_on=clock.today() - timedelta(days=10), allergies="鸡蛋",
    )  # fmt: skip


def carer(officer: Actor, home: Home, name: str) -> int:
    facts = WorkerFacts(name=name)
    return workforce.hire(
        officer, kind="childcare_worker", on=SINCE, facts=facts, facility=home.facility
    ).worker_id


def refused(call) -> tuple[str, str]:
    with pytest.raises(Unfit) as error:
        call()
    assert error.value.message
    assert error.value.message_en
    return error.value.code, error.value.field
