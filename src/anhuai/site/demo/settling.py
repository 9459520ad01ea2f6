"""Two months of home services settled: contracts, anomalies, call-backs, an objection, money.

The orders are inserted as rows, as a phone and a provider would have left them, for elders and
workers of the register; all that follows is done by the product's own actions. Prices, ceilings and
budgets are invented and say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from uuid import UUID

from django.utils import timezone

from anhuai.facilities.models import Facility
from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.people.models import Person
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account, Organisation
from anhuai.platform.requests import actor_of
from anhuai.services import actions
from anhuai.services.models import (
    CallBack,
    Order,
    OrderAnomaly,
    OrderProof,
    OrderShare,
    Statement,
)
from anhuai.services.rules.purchase import ContractFacts, Licence
from anhuai.site.demo.chance import chance
from anhuai.site.demo.stock import OPERATORS
from anhuai.workforce.models import Worker

INVENTED: Final = "（虚构）"
SERVICES: Final = {"cleaning_aid": 40_00, "bathing_aid": 80_00, "haircut": 20_00}
EACH: Final = 48
"""Orders a month of each provider."""
LOTTERY: Final = "2026011"


@dataclass(frozen=True, slots=True)
class Hands:
    """Who settles, who approves, who answers for the first provider."""

    first: Actor
    second: Actor
    provider: Actor


@dataclass(frozen=True, slots=True)
class _Firm:
    body: Organisation
    facility: Facility
    workers: Sequence[int]


def settle(first: Actor, second: Actor, *, county: str, on: date) -> str:
    """Buy, serve and settle the two months before a day's; return what to tell."""
    provider = actor_of(Account.objects.get(username="provider"))
    hands = Hands(first, second, provider)
    firms = _firms()
    if not firms:
        return "结算：本县没有服务商"
    this = Month.of(on)
    _buy(hands.first, firms, this - 2)
    luck = chance(county, "settling", on.toordinal())
    for month in (this - 2, this - 1):
        _serve(firms, month, luck)
        actions.screen_month(first, month=month.first, on=on)
        actions.draw_sample(first, month=month.first, seed=f"{LOTTERY}-{month}", on=on)
    _settle_whole(hands, this - 2, on)
    _settle_open(hands, this - 1, on)
    paid = Statement.objects.filter(state="paid").count()
    held = OrderAnomaly.objects.filter(state="open").count()
    return f"结算单 {Statement.objects.count()} 份，已支付 {paid} 份，待核定疑点 {held} 项（虚构）"


def _firms() -> list[_Firm]:
    workers = list(Worker.objects.order_by("pk").values_list("pk", flat=True)[:12])
    found = []
    for at, name in enumerate(OPERATORS[:2]):
        body = Organisation.objects.filter(name=name).first()
        facility = Facility.objects.filter(operator=body, closed=None).order_by("pk").first()
        if body is not None and facility is not None and len(workers) >= 8:
            found.append(_Firm(body, facility, workers[at * 4 : at * 4 + 4]))
    return found


def _buy(officer: Actor, firms: Sequence[_Firm], first: Month) -> None:
    """Enter the directory, the undertakers with their licences, a contract each."""
    since = date(first.first.year, 1, 1)
    for service in SERVICES:
        actions.enter_directory(
            officer, service=service, since=since,
            document=f"{INVENTED}政府购买服务指导性目录（{since.year} 年）",
        )  # fmt: skip
    for at, firm in enumerate(firms):
        actions.list_undertaker(
            officer, organisation=firm.body.pk, since=since,
            document=f"{INVENTED}承接主体名录（{since.year} 年）",
            licence=Licence(
                kind="registration", number=firm.body.social_credit_code, since=date(2020, 1, 1)
            ),
        )  # fmt: skip
        actions.sign_contract(
            officer, on=since,
            facts=ContractFacts(
                number=f"XN{since.year}-{at + 1:03d}", organisation=firm.body.pk, since=since,
                title=f"{INVENTED}居家上门服务采购合同", until=date(since.year + 2, 1, 1),
                ceiling=(200_000_00, 5_000_00)[at], fund="county_budget", purpose="elderly_care",
                document=f"{INVENTED}采购合同", prices=SERVICES,
            ),
        )  # fmt: skip
    funds.appropriate(
        officer, pot=Pot("county_budget", (first + 2).first.year, "elderly_care"),
        amount=Fen(300_000_00), on=(first + 2).first, document=f"{INVENTED}政府购买居家服务预算",
    )  # fmt: skip


# orders ---------------------------------------------------------------------------------------


def _serve(firms: Sequence[_Firm], month: Month, luck: Random) -> None:
    """Insert a month's finished orders of each provider; the first three of each look wrong."""
    born = date(month.first.year - 70, 1, 1)
    rows = Person.objects.filter(died=None, left=None, born__lt=born).exclude(division="")
    elders = list(rows.select_related("household").order_by("pk")[: EACH * len(firms)])
    orders, proofs, shares = [], [], []
    for place, firm in enumerate(firms):
        for at in range(EACH):
            one = _order(firm, elders[(place * EACH + at) % len(elders)], month, at, luck)
            orders.append(one)
    for one in Order.objects.bulk_create(orders, batch_size=500):
        own = one.amount // 10 if one.pk % 3 else 0
        shares.append(OrderShare(order=one, payer="government", amount=one.amount - own))
        if own:
            shares.append(OrderShare(order=one, payer="self", amount=own))
        for moment, when in (("start", one.started_at), ("finish", one.done_at)):
            proofs.append(_proof(one, moment, when, luck))
    OrderShare.objects.bulk_create(shares, batch_size=500)
    OrderProof.objects.bulk_create(proofs, batch_size=500)


def _order(firm: _Firm, person: Person, month: Month, at: int, luck: Random) -> Order:
    service = list(SERVICES)[at % len(SERVICES)]
    # Four workers, a morning and an afternoon each day: nobody is at two places but by intent.
    day = month.first + timedelta(days=1 + at // 8 * 4 + (0 if at < 8 else luck.randrange(4)))
    hour = (9, 14)[at // 4 % 2]
    minute = 20 if at == 4 else luck.randrange(15)
    worker = firm.workers[at % 4]
    if at == 4:  # overlaps the first worker's morning
        hour, day, worker = 9, month.first + timedelta(days=1), firm.workers[0]
    took = 12 if at == 1 else 45 + luck.randrange(15)  # the second took far too short
    begun = timezone.make_aware(datetime.combine(day, time(hour, minute)))
    ended = begun + timedelta(minutes=took)
    signed = at != 2
    house = person.household
    amount = SERVICES[service]
    return Order(
        client=UUID(int=luck.getrandbits(128), version=4),
        number=f"XN{begun:%y%m}{firm.body.pk:04d}{at:03d}", person=person, service=service,
        division=person.division, spot=house.address if house else "", facility=firm.facility,
        longitude=house.longitude if house else None, latitude=house.latitude if house else None,
        organisation=firm.body, worker_id=worker, wanted_on=day, earliest=time(8),
        latest=time(18), minutes=60, units=1, done_units=1, unit_price=amount, amount=amount,
        placed_by="entitlement", through="office", note="演示数据，并非真实服务",
        state="confirmed" if signed else "done", placed_at=begun - timedelta(days=3),
        matched_at=begun - timedelta(days=3), accepted_at=begun - timedelta(days=2),
        started_at=begun, done_at=ended, confirmed_at=ended if signed else None,
        confirmed="signature" if signed else "none",
    )  # fmt: skip


def _proof(one: Order, moment: str, when: datetime | None, luck: Random) -> OrderProof:
    assert when is not None  # noqa: S101 - every order here was served
    return OrderProof(
        client=UUID(int=luck.getrandbits(128), version=4), order=one, moment=moment, at=when,
        phone_at=when, longitude=one.longitude, latitude=one.latitude,
        accuracy=15.0 if one.longitude is not None else None,
        reason="" if one.longitude is not None else "入户时没有定位信号", recorded_at=when,
        recorded_by="服务人员",
    )  # fmt: skip


# months ---------------------------------------------------------------------------------------


def _settle_whole(hands: Hands, month: Month, on: date) -> None:
    """Decide and call everything, and bring the first provider's statement to its money."""
    told = {
        "overlap": "两位老人住同一户，一并服务", "unsigned": "已电话核实，老人手不便签字",
        "travel": "同村两户，定位有偏差",
    }  # fmt: skip
    for found in OrderAnomaly.objects.filter(month=month.first, state="open").order_by("pk"):
        actions.decide_anomaly(
            hands.first, anomaly=found.pk, version=found.version, harmless=found.kind in told,
            reason=told.get(found.kind, "回访称只做了十来分钟，不予支付"),
        )  # fmt: skip
    for at, call in enumerate(CallBack.objects.filter(draw__month=month.first).order_by("pk")):
        denied = at == 1
        actions.record_call(
            hands.first, call_back=call.pk, version=call.version,
            result="denied" if denied else "confirmed",
            note="老人说那天没有人来（虚构）" if denied else "",
        )  # fmt: skip
    actions.prepare_month(hands.first, month=month.first, on=on)
    one = _of_provider(hands, month)
    one = actions.confirm_statement(hands.provider, statement=one.pk, version=one.version)
    one = actions.check_statement(
        hands.first, statement=one.pk, version=one.version, on=on, note="凭证齐全"
    )
    one = actions.approve_statement(
        hands.second, statement=one.pk, version=one.version, note="同意支付"
    )
    actions.pay_statement(
        hands.first, statement=one.pk, version=one.version, on=on, fund="county_budget",
        purpose="elderly_care", document=f"{INVENTED}支付凭证 {month}",
    )  # fmt: skip


def _settle_open(hands: Hands, month: Month, on: date) -> None:
    """Leave the last month as it is in the middle of the work: held, called in part, disputed."""
    for call in CallBack.objects.filter(draw__month=month.first).order_by("pk")[:2]:
        actions.record_call(
            hands.first, call_back=call.pk, version=call.version, result="confirmed"
        )
    actions.prepare_month(hands.first, month=month.first, on=on)
    one = _of_provider(hands, month)
    row = one.unpaid.filter(reason="unsigned").first() or one.unpaid.first()
    if row is not None:
        actions.raise_dispute(
            hands.provider, statement=one.pk, number=row.number,
            says="老人当天手部受伤不能签字，家属可以作证（虚构）",
        )  # fmt: skip


def _of_provider(hands: Hands, month: Month) -> Statement:
    bodies = {one.organisation for one in hands.provider.holdings}
    rows = Statement.objects.filter(month=month.first, organisation__in=bodies)
    return rows.exclude(state="withdrawn").get()
