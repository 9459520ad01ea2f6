"""A provider in the small county: two care workers with shifts, a carer's account, orders."""

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from tests.people import small
from tests.services.conftest import NOON, TODAY

from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.places.models import Division
from anhuai.platform.acting import SYSTEM, Actor, Holding
from anhuai.platform.models import Account, Organisation, RoleHolding
from anhuai.services import actions, queries
from anhuai.services.models import Carer, DayPlan, Order
from anhuai.services.rules.rostering import Hours
from anhuai.workforce import actions as workforce
from anhuai.workforce.rules import WorkerFacts

SINCE = date(2020, 1, 1)
WEEK = Hours(
    weekdays=(0, 1, 2, 3, 4), starts=time(8), ends=time(17), break_minutes=60,
    break_from=time(11, 30), break_to=time(13),
)  # fmt: skip
_number = count(1)


@dataclass(frozen=True)
class Provider:
    """An organisation, its manager, its facility, its two workers."""

    actor: Actor
    organisation: int
    facility: int
    workers: tuple[int, int]


def at_organisation(role: str, organisation: int) -> Actor:
    account = Account.objects.create(username=f"o{uuid4().hex[:10]}", name="测试员")
    RoleHolding.objects.create(
        account=account, role=role, organisation_id=organisation, since=SINCE
    )
    held = Holding(role, organisation=organisation)
    return Actor(name="测试员", account=account.pk, holdings=(held,))


def found(officer: Actor, name: str, village: str, *names: str) -> Provider:
    body = Organisation.objects.create(
        kind="company", name=name, division=small.COUNTY, since=SINCE
    )
    Division.objects.filter(code=small.VILLAGE).update(longitude=105.0, latitude=38.0)
    site = facilities.open_facility(
        officer, kind="elderly_care_institution", on=SINCE, operator=body.pk,
        facts=FacilityFacts(
            name=f"{name}站", division=village, ownership=Ownership.PRIVATE,
        ),
    )  # fmt: skip
    type(site).objects.filter(pk=site.pk).update(longitude=105.001, latitude=38.0)
    hired = [
        workforce.hire(
            SYSTEM, kind="care_worker", facility=site.pk, on=SINCE,
            facts=WorkerFacts(name=one, sex="2", phone="13800000000"),
        ).worker_id
        for one in names
    ]  # fmt: skip
    for worker in hired:
        workforce.add_certificate(
            SYSTEM, worker=worker, kind="elderly_care", since=SINCE, until=None, grade="5"
        )
    return Provider(at_organisation("provider", body.pk), body.pk, site.pk, (hired[0], hired[-1]))


@pytest.fixture
def provider(officer: Actor) -> Provider:
    return found(officer, "安心居家服务", small.VILLAGE, "郑护理", "沈护理")


@pytest.fixture
def rostered(provider: Provider) -> Provider:
    for worker in provider.workers:
        actions.set_shift(
            provider.actor, organisation=provider.organisation, worker=worker, hours=WEEK,
            since=date(2026, 1, 1),
        )  # fmt: skip
    return provider


def carer_of(provider: Provider, worker: int) -> tuple[Actor, Carer]:
    actor = at_organisation("carer", provider.organisation)
    username = Account.objects.get(pk=actor.account).username
    one = actions.enter_carer(
        provider.actor, organisation=provider.organisation, username=username, worker=worker,
        since=date(2026, 1, 1),
    )  # fmt: skip
    return actor, one


def ordered(provider: Provider, person: int, **more: Any) -> Order:
    """An accepted order of today at the house of somebody."""
    given: dict[str, Any] = {
        "client": uuid4(), "number": f"T{next(_number):06d}", "person_id": person,
        "service": "cleaning_aid", "division": small.VILLAGE, "spot": "一组 3 号",
        "longitude": 105.0, "latitude": 38.0, "facility_id": provider.facility,
        "organisation_id": provider.organisation, "wanted_on": TODAY, "earliest": time(13),
        "latest": time(16), "minutes": 60, "unit_price": 3000, "amount": 3000,
        "placed_by": "family", "through": "portal", "state": "accepted", "placed_at": NOON,
        "accepted_at": NOON,
    } | more  # fmt: skip
    return Order.objects.create(**given)


def planned(provider: Provider, *, on: date = TODAY, now: datetime | None = NOON) -> DayPlan:
    made = queries.drawn(provider.actor, provider.organisation, on=on, now=now)
    seen = queries.seen_version(provider.organisation, on)
    return actions.plan_day(provider.actor, drawn=made, seen=seen)


def published(provider: Provider) -> DayPlan:
    plan = planned(provider)
    return actions.publish_day(
        provider.actor, organisation=provider.organisation, on=plan.on, seen=plan.version
    )
