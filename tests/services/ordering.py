"""A small market of services: two providers with people and prices, an elder who orders."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from tests.people import small
from tests.services.conftest import HOUSE, NOON, TODAY

from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Facility
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.vouchers import Credit
from anhuai.kernel.months import Month
from anhuai.platform.acting import SYSTEM, Actor, Holding
from anhuai.platform.models import Account, Organisation, RoleHolding
from anhuai.services import actions
from anhuai.services.models import Order
from anhuai.services.rules.ordering import Told, Wanted
from anhuai.services.rules.ordering_words import Confirmed, Moment
from anhuai.services.rules.visiting import Position
from anhuai.workforce import actions as workforce
from anhuai.workforce.models import Certificate
from anhuai.workforce.rules import WorkerFacts

SINCE = date(2024, 1, 1)


@dataclass(frozen=True)
class Provider:
    """A provider: who acts for it, its facility, and somebody who may bathe an elder."""

    actor: Actor
    facility: int
    worker: int


def make_provider(
    officer: Actor, name: str, *, village: str = small.VILLAGE, price: int = 6_000,
    area: str = small.COUNTY, at: tuple[float, float] = HOUSE, service: str = "bathing_aid",
) -> Provider:  # fmt: skip
    body = Organisation.objects.create(
        kind="provider", name=f"{name}公司", division=small.COUNTY, since=SINCE
    )
    facility = facilities.open_facility(
        officer, kind="day_care_centre", on=SINCE, operator=body.pk,
        facts=FacilityFacts(name=name, division=village, ownership=Ownership.PRIVATE),
    )  # fmt: skip
    Facility.objects.filter(pk=facility.pk).update(longitude=at[0], latitude=at[1])
    post = workforce.hire(
        officer, kind="care_worker", on=SINCE, facility=facility.pk,
        facts=WorkerFacts(name="马小兰", sex="2"),
    )  # fmt: skip
    Certificate.objects.create(
        worker_id=post.worker_id, kind="elderly_care", since=SINCE, recorded_at=NOON,
        recorded_by="测试",
    )  # fmt: skip
    account = Account.objects.create(username=f"p{body.pk}", name=f"{name}调度")
    RoleHolding.objects.create(account=account, role="provider", organisation=body, since=SINCE)
    held = Holding("provider", organisation=body.pk)
    actor = Actor(name=f"{name}调度", account=account.pk, holdings=(held,))
    if price:
        actions.offer(
            actor, facility=facility.pk, service=service, division=area, unit_price=price,
            since=SINCE,
        )  # fmt: skip
    return Provider(actor, facility.pk, post.worker_id)


def wanted(person: int, **more: Any) -> Wanted:
    made = Wanted(
        client=uuid4(), person=person, service="bathing_aid", on=TODAY, earliest=time(13),
        latest=time(17),
    )  # fmt: skip
    return replace(made, **more)


def told(moment: Moment, at: datetime = NOON, **more: Any) -> Told:
    steps = ("vitals", "room", "bath", "dry", "after") if moment is Moment.FINISH else ()
    made = Told(
        client=uuid4(), moment=moment, at=at, sent=NOON,
        position=Position(HOUSE[0], HOUSE[1] + 0.0003, 12.0), steps=steps,
    )  # fmt: skip
    return replace(made, **more)


def done(officer: Actor, person: int, provider: Provider, **more: Any) -> Order:
    """Order, accept, begin and end: what is left is to confirm."""
    one = actions.place(officer, wanted=wanted(person, facility=provider.facility, **more))
    actions.accept(provider.actor, order=one.pk, worker=provider.worker)
    actions.start(
        provider.actor, order=one.pk, told=told(Moment.START, NOON - timedelta(minutes=100))
    )
    return actions.finish(provider.actor, order=one.pk, told=told(Moment.FINISH))


def confirmed(provider: Provider, one: Order, **more: Any) -> Order:
    assent = actions.Assent(how=Confirmed.EXCEPTION, reason="老人不会写字", **more)
    return actions.confirm(provider.actor, order=one.pk, assent=assent)


def credit(person: int, amount: int, unit: Unit = Unit.FEN) -> None:
    month = Month.of(TODAY)
    scheme = "elder_care_voucher" if unit is Unit.FEN else "home_hours"
    funds.credit(SYSTEM, on=TODAY, credits=[Credit(
        person=person, scheme=scheme, title="测试额度", period=month, unit=unit, amount=amount,
        since=month.first, until=(month + 1).first, reason="测试",
    )])  # fmt: skip
