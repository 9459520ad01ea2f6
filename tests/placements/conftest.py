"""The small county with a public home of four beds, a private one, and elders who ask."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.assessments.conftest import refused
from tests.people import small
from tests.people.conftest import clerk, far_clerk, officer, small_county

from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Facility
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.kernel.money import Fen
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.placements import actions
from anhuai.placements.models import Application, Stay
from anhuai.placements.rules.contract import Risk, Terms
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Holding
from anhuai.platform.models import Account, Organisation, RoleHolding

__all__ = ["clerk", "far_clerk", "officer", "refused", "small_county"]
SINCE = date(2020, 1, 1)


def terms(**more: Any) -> Terms:
    given = {"signed_on": clock.today(), "bed_fee": Fen(100_000), "care_fee": Fen(50_000)} | more
    return Terms(**given)


def risks(told: str = "女儿", grade: str = "low") -> actions.Risks:
    return actions.Risks(risks={str(one): grade for one in Risk}, told=told)


def papers(**more: Any) -> actions.Papers:
    return actions.Papers(**({"terms": terms(), "risks": risks()} | more))


@pytest.fixture
def body(small_county: None) -> Organisation:
    return Organisation.objects.create(
        kind="institution", name="东河养老服务中心", division=small.COUNTY, since=SINCE
    )


def open_home(officer: Actor, name: str, body: int | None, ownership: Ownership) -> Facility:
    facts = FacilityFacts(name=name, division=small.VILLAGE, ownership=ownership)
    return facilities.open_facility(
        officer, kind="elderly_care_institution", facts=facts, on=SINCE, operator=body
    )


@pytest.fixture
def home(officer: Actor, body: Organisation) -> Facility:
    found = open_home(officer, "东河敬老院", body.pk, Ownership.PUBLIC)
    facilities.add_beds(officer, facility=found.pk, labels="101-1…101-3", on=SINCE)
    flags = facilities.BedFlags(nursing=True)
    facilities.add_beds(officer, facility=found.pk, labels="201-1", on=SINCE, flags=flags)
    return found


@pytest.fixture
def private(officer: Actor, body: Organisation) -> Facility:
    found = open_home(officer, "东河颐养院", None, Ownership.PRIVATE)
    facilities.add_beds(officer, facility=found.pk, labels="1…12", on=SINCE)
    return found


@pytest.fixture
def manager(body: Organisation) -> Actor:
    account = Account.objects.create(username="manager-of-home", name="测试院长")
    RoleHolding.objects.create(
        account=account, role="institution_manager", organisation=body, since=SINCE
    )
    held = Holding("institution_manager", organisation=body.pk)
    return Actor(name="测试院长", account=account.pk, holdings=(held,))


Elder = Callable[..., int]


@pytest.fixture
def elder(officer: Actor) -> Elder:
    """Register somebody: elder(born, "dibao", …) with circumstances."""

    def make(born: date = date(1950, 1, 1), *codes: str, name: str = "周桂兰", **more: Any) -> int:
        key = small.register(officer, name, born, **more)
        for code in codes:
            extra = {
                "tekun": {"kind": "scattered", "grade": "able"}, "dibao": {"kind": "rural"},
            }.get(code, {})  # fmt: skip
            people.set_circumstance(
                officer, persons=[key], held=Held(code, date(2024, 1, 1), **extra)
            )
        return key

    return make


def ask(actor: Actor, person: int, *, on: date | None = None, **more: Any) -> Application:
    return actions.apply(
        actor, person=person, asking=actions.Asking(**more), on=on or clock.today()
    )


def move_in(actor: Actor, home: Facility, person: int, label: str, **more: Any) -> Stay:
    on = more.pop("on", clock.today())
    more.setdefault("papers", papers(reason="原有在住人员"))
    return actions.admit(actor, facility=home.pk, label=label, on=on, person=person, **more)
