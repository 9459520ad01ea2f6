"""A provider of elsewhere with a contract, orders, a statement, an objection: none may be seen."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from anhuai.facilities.models import Facility
from anhuai.funds import actions as funds
from anhuai.funds.models import Spending
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.vouchers import Credit
from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, Holding
from anhuai.platform.models import Organisation
from anhuai.services.actions import checking, purchase, sponsoring, statement_steps, statements
from anhuai.services.models import CallBack, Order, OrderAnomaly, OrderProof, OrderShare
from anhuai.services.rules.sponsoring import SponsorFacts
from anhuai.workforce.models import Worker

SINCE = date(2024, 1, 1)
ZONE = ZoneInfo("Asia/Shanghai")


def of_settlement(person: int, village: str, name: str) -> dict[str, object]:
    """Make a month of a provider called `name`, and return the keys of its pages."""
    today = clock.today()
    month = Month.of(today) - 1
    body = Organisation.objects.create(
        kind="provider", name=f"{name}公司", division="620724", since=SINCE
    )
    entry = purchase.enter_directory(
        SYSTEM, service="cleaning_aid", since=SINCE, document="县财购〔2024〕1号"
    )
    listed = purchase.list_undertaker(
        SYSTEM, organisation=body.pk, since=SINCE, document=name,
        licence=purchase.Licence(kind="registration", number="9162", since=SINCE),
    )  # fmt: skip
    contract = purchase.sign_contract(
        SYSTEM, on=SINCE,
        facts=purchase.ContractFacts(
            number=name, title=name, organisation=body.pk, since=SINCE, until=date(2030, 1, 1),
            ceiling=100_000, fund="county_budget", purpose="elderly_care", document=name,
            prices={"cleaning_aid": 4_000},
        ),
    )  # fmt: skip
    order = _order(person, village, body, month.first, name)
    checking.screen_month(SYSTEM, month=month.first, on=today)
    checking.draw_sample(SYSTEM, month=month.first, seed="0521", on=today)
    made = statements.prepare_statement(SYSTEM, organisation=body.pk, month=month.first, on=today)
    theirs = Actor(name, 1, (Holding("provider", organisation=body.pk),))
    dispute = statement_steps.raise_dispute(
        theirs, statement=made.pk, number=order.number, says=name
    )
    return {
        "statement_id": made.pk, "statement": made.pk, "dispute_id": dispute.pk,
        "contract_id": contract.pk,
        "undertaker_id": listed.pk, "services:entry_id": entry.pk,
        **_of_sponsor(person, name),
        "anomaly_id": OrderAnomaly.objects.get(organisation=body).pk,
        "services:call_id": CallBack.objects.get(organisation=body).pk,
    }  # fmt: skip


def _of_sponsor(person: int, name: str) -> dict[str, object]:
    """Donations for the person, and something spent at a counter."""
    today = clock.today()
    month = Month.of(today)
    made = sponsoring.open_sponsorship(
        SYSTEM,
        facts=SponsorFacts(
            payer="donation", title=name, donor=name, fund="donations", purpose="elderly_care",
            ceiling=90_000, since=month.first, until=date(2030, 1, 1), document=name,
        ),
    )  # fmt: skip
    named = sponsoring.name_sponsored(SYSTEM, sponsorship=made.pk, person=person, monthly=1_000)
    funds.credit(SYSTEM, on=today, credits=[Credit(
        person=person, scheme="meal_subsidy", title=name, period=month, unit=Unit.FEN, amount=500,
        since=month.first, until=None, reason=name,
    )])  # fmt: skip
    order = funds.Order(key="P1", amount=100, unit=Unit.FEN, says=name)
    funds.spend(SYSTEM, person=person, order=order, on=today)
    return {
        "sponsorship_id": made.pk, "sponsorship": made.pk, "sponsored_id": named.pk,
        "spending_id": Spending.objects.get(key="P1").pk,
    }  # fmt: skip


def _order(person: int, village: str, body: Organisation, day: date, name: str) -> Order:
    facility = Facility.objects.create(
        kind="day_care_centre", name=name, pinyin="x", search=name, division=village,
        address=name, ownership="private", operator=body, status="operating",
        created_at=clock.now(), updated_at=clock.now(),
    )  # fmt: skip
    worker = Worker.objects.create(
        name=name, pinyin="x", search=name, sex="2", phone_sealed=b"", created_at=clock.now()
    )
    begun = datetime.combine(day, time(9), ZONE)
    ended = begun + timedelta(hours=1)
    made = Order.objects.create(
        client=uuid4(), number="DD77777777", person_id=person, service="cleaning_aid",
        division=village, facility=facility, organisation=body, worker=worker, wanted_on=day,
        earliest=time(8), latest=time(18), minutes=60, done_units=1, unit_price=4_000,
        amount=4_000, placed_by="family", through="portal", state="done", placed_at=begun,
        started_at=begun, done_at=ended,
    )  # fmt: skip
    OrderShare.objects.create(order=made, payer="government", amount=4_000)
    for moment, at in (("start", begun), ("finish", ended)):
        OrderProof.objects.create(
            client=uuid4(), order=made, moment=moment, at=at, phone_at=at, recorded_at=at,
            recorded_by=name,
        )  # fmt: skip
    return made
