"""A provider under contract and its finished orders, as the settlement's tests need them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from tests.people import small
from tests.services.conftest import SHANGHAI

from anhuai.facilities.models import Facility
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Holding
from anhuai.platform.models import Account, Organisation, RoleHolding
from anhuai.services.actions import purchase
from anhuai.services.actions.purchase import ContractFacts, Licence
from anhuai.services.models import Contract, Order, OrderProof, OrderShare
from anhuai.workforce.models import Worker

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
SIGNED = date(2026, 1, 5)
SERVICE, PRICE = "cleaning_aid", 4_000
_sequence = count(1)


@dataclass(frozen=True)
class Firm:
    """A provider: its organisation, facility, a worker, somebody who acts for it."""

    body: Organisation
    facility: Facility
    worker: Worker
    actor: Actor


def firm(name: str = "阳光居家养老服务有限公司") -> Firm:
    body = Organisation.objects.create(
        kind="provider", name=name, division=small.COUNTY, since=date(2020, 1, 1)
    )
    facility = Facility.objects.create(
        kind="day_care_centre", name=f"{name}服务站", pinyin="yg", search=name,
        division=small.TOWN, address="一号", ownership="private", operator=body,
        status="operating", created_at=clock.now(), updated_at=clock.now(),
    )  # fmt: skip
    worker = Worker.objects.create(
        name="赵护理", pinyin="zhl", search="赵护理", sex="2", phone_sealed=b"",
        created_at=clock.now(),
    )  # fmt: skip
    account = Account.objects.create(username=f"firm{body.pk}", name="服务商经办人")
    RoleHolding.objects.create(
        account=account, role="provider", since=date(2020, 1, 1), organisation=body
    )
    acting = Actor("服务商经办人", account.pk, (Holding("provider", organisation=body.pk),))
    return Firm(body, facility, worker, acting)


def list_firm(officer: Actor, one: Firm, **more: Any) -> Any:
    told = {"kind": "registration", "number": "9162", "since": date(2020, 1, 1), **more}
    return purchase.list_undertaker(
        officer, organisation=one.body.pk, since=SIGNED, document="县民发〔2026〕3号",
        licence=Licence(**told),
    )  # fmt: skip


def contract_facts(one: Firm, **more: Any) -> ContractFacts:
    told = {
        "number": f"HT2026-{next(_sequence):03d}", "title": "居家上门服务", "since": SIGNED,
        "organisation": one.body.pk, "until": date(2027, 1, 1), "ceiling": 1_000_000,
        "fund": "county_budget", "purpose": "elderly_care", "document": "合同",
        "prices": {SERVICE: PRICE}, **more,
    }  # fmt: skip
    return ContractFacts(**told)


def sign(officer: Actor, one: Firm, **more: Any) -> Contract:
    from anhuai.services.models import DirectoryEntry

    if not DirectoryEntry.objects.filter(service=SERVICE).exists():
        purchase.enter_directory(
            officer, service=SERVICE, since=date(2026, 1, 1), document="县财购〔2026〕1号"
        )
    return purchase.sign_contract(officer, facts=contract_facts(one, **more), on=SIGNED)


def order(one: Firm, person: int, on: date = date(2026, 5, 6), **more: Any) -> Order:
    """A finished order of a forenoon hour, proven, signed, paid by the government."""
    number = next(_sequence)
    shares = more.pop("shares", (("government", "", PRICE),))
    proven = more.pop("proven", True)
    at = more.pop("at", time(9, 0))
    begun = datetime.combine(on, at, SHANGHAI)
    ended = begun + timedelta(minutes=more.pop("took", 60))
    total = sum(amount for _p, _s, amount in shares)
    told = {
        "client": uuid4(), "number": f"DD{number:08d}", "person_id": person, "service": SERVICE,
        "division": small.VILLAGE, "facility": one.facility, "organisation": one.body,
        "worker": one.worker, "wanted_on": on, "earliest": time(8), "latest": time(18),
        "minutes": 60, "units": 1, "done_units": 1, "unit_price": total, "amount": total,
        "placed_by": "family", "through": "portal", "state": "confirmed", "placed_at": begun,
        "started_at": begun, "done_at": ended, "confirmed_at": ended, "confirmed": "signature",
        **more,
    }  # fmt: skip
    made = Order.objects.create(**told)
    OrderShare.objects.bulk_create(
        OrderShare(order=made, payer=payer, scheme=scheme, amount=amount, quantity=amount,
                   spent_at=ended if scheme else None)
        for payer, scheme, amount in shares
    )  # fmt: skip
    if proven:
        OrderProof.objects.bulk_create(
            OrderProof(client=uuid4(), order=made, moment=moment, at=when, phone_at=when,
                       recorded_at=when, recorded_by="赵护理")
            for moment, when in (("start", begun), ("finish", ended))
        )  # fmt: skip
    return made
