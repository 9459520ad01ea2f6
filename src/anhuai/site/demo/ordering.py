"""Services at home over the last months: prices, orders in every state, proof, ratings; invented.

Past orders are inserted as the room's own steps would have left them; the last few are made by its
actions, through the eyes of a family and a provider. Prices are invented, never a standard.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from anhuai.facilities.models import Facility
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Holding
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.requests import actor_of
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.models import Offering, Order, OrderProof, OrderShare, OrderStep, Rating
from anhuai.services.rules.ordering import Told, Wanted
from anhuai.services.rules.ordering_words import Moment, OrderState, PlacedBy
from anhuai.site.demo.chance import chance
from anhuai.workforce import actions as workforce
from anhuai.workforce.rules import WorkerFacts

COUNT: Final = 480
DAYS: Final = 100
SITES: Final = 10
NOTE: Final = "演示数据，价格和订单均为虚构"
HOUSE: Final = {
    "cleaning_aid": 3_500, "meal_aid": 1_500, "laundry": 2_000, "shopping_aid": 1_500,
    "haircut": 2_000, "escort": 4_000, "mobility_aid": 3_000, "repair": 4_500,
}  # fmt: skip
CARING: Final = {"bathing_aid": 8_000, "personal_care": 4_500, "medical_aid": 3_000}
_NAMES: Final = ("马秀芳", "丁建英", "石玉梅", "罗小军", "安淑兰", "白志强")
_S = OrderState


@dataclass(slots=True)
class _Rows:
    """What is to be inserted, table by table."""

    orders: list[Order] = field(default_factory=list)
    shares: list[OrderShare] = field(default_factory=list)
    proofs: list[OrderProof] = field(default_factory=list)
    steps: list[OrderStep] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)


def order(officer: Actor, *, county: str, on: date) -> str:
    """Let providers offer, people order, and some days pass; return what to tell."""
    luck = chance(county, "ordering", on.toordinal())
    sites = _sites(officer, on)
    offers = _offer(sites, luck, officer, on)
    people = _elders(officer, on, luck)
    if not offers or not people:
        return "服务订单 0 张"
    made = _past(offers, people, luck, on)
    made += _today(on)
    return f"服务订单 {made} 张，报价 {len(offers)} 项（虚构）"


def _sites(officer: Actor, on: date) -> list[Facility]:
    """Return who serves at home: the provider's own sites first, then one institution."""
    code = officer.holdings[0].division or ""
    rows = Facility.objects.filter(division__startswith=code, closed=None, operator__isnull=False)
    rows = rows.filter(status="operating", opened__lt=on - timedelta(DAYS + 40))
    own = RoleHolding.objects.filter(account__username="provider").first()
    mine = Q(operator=own.organisation_id if own else None)
    houses = rows.filter(kind__in=("day_care_centre", "home_care_centre", "street_service_centre"))
    found = [*houses.filter(mine).order_by("pk")[:4], *houses.exclude(mine).order_by("pk")[:4]]
    caring = rows.filter(kind__in=("elderly_care_institution", "rural_elderly_home"))
    for site in found:
        for number in range(2):
            workforce.hire(
                officer, kind="home_helper", on=on - timedelta(DAYS + 30), facility=site.pk,
                facts=WorkerFacts(name=_NAMES[(site.pk + number) % len(_NAMES)], sex="2"),
            )  # fmt: skip
    return [*found, *caring.order_by("pk")[: SITES - len(found)]]


def _offer(sites: Sequence[Facility], luck: Random, officer: Actor, on: date) -> list[Offering]:
    code, now = officer.holdings[0].division or "", clock.now()
    rows = []
    for site in sites:
        caring = site.kind in ("elderly_care_institution", "rural_elderly_home")
        for service, price in (CARING if caring else HOUSE).items():
            rows.append(Offering(
                facility=site, service=service, division=code,
                unit_price=price + 100 * luck.randrange(-4, 8), daily=12,
                since=on - timedelta(DAYS + 20), recorded_at=now, recorded_by=NOTE[:12],
            ))  # fmt: skip
    return Offering.objects.bulk_create(rows)


def _elders(officer: Actor, on: date, luck: Random) -> list[Person]:
    code = officer.holdings[0].division or ""
    rows = Person.objects.filter(
        division__startswith=code, died=None, left=None,
        born__lt=on.replace(year=on.year - 72, day=1),
    )  # fmt: skip
    at_home = rows.exclude(household__kind="collective").filter(household__isnull=False)
    keys = list(at_home.order_by("pk").values_list("pk", flat=True)[:4000])
    some = luck.sample(keys, min(150, len(keys)))
    return list(Person.objects.filter(pk__in=some).select_related("household").order_by("pk"))


def _past(offers: list[Offering], people: list[Person], luck: Random, on: date) -> int:
    able = {
        (offer.facility_id, offer.service):
        queries.able_workers([offer.facility_id], CARE[offer.service], on=on)[offer.facility_id]
        for offer in offers
    }  # fmt: skip
    offers = [one for one in offers if able[one.facility_id, one.service]]
    rows = _Rows()
    for number in range(1, COUNT + 1 if offers else 1):
        offer = luck.choice(offers)
        worker = luck.choice(able[offer.facility_id, offer.service]).worker
        day = on + timedelta(luck.randrange(-DAYS, 6))
        _one(rows, number, (luck.choice(people), offer, worker), day, on, luck)
    Order.objects.bulk_create(rows.orders, batch_size=200)
    every: list[Any] = [*rows.shares, *rows.proofs, *rows.steps, *rows.ratings]
    for row in every:
        row.order_id = row.order.pk
    OrderShare.objects.bulk_create(rows.shares, batch_size=200)
    OrderProof.objects.bulk_create(rows.proofs, batch_size=200)
    OrderStep.objects.bulk_create(rows.steps, batch_size=200)
    Rating.objects.bulk_create(rows.ratings, batch_size=200)
    return len(rows.orders)


def _state(day: date, on: date, luck: Random) -> OrderState:
    drawn = luck.random()
    if day > on:
        return _S.PLACED if drawn < 0.2 else _S.MATCHED if drawn < 0.5 else _S.ACCEPTED
    if day == on:
        return _S.ON_THE_WAY if drawn < 0.2 else _S.ACCEPTED
    if drawn < 0.05:
        return _S.CANCELLED
    if drawn < 0.08:
        return _S.NO_SHOW
    if drawn < 0.4 and day >= on - timedelta(8):
        return _S.DISPUTED if drawn < 0.14 else _S.DONE
    return _S.CONFIRMED


def _one(
    rows: _Rows, number: int, what: tuple[Person, Offering, int], day: date, on: date, luck: Random
) -> None:
    person, offer, worker = what
    care, state = CARE[offer.service], _state(day, on, luck)
    hour = luck.randrange(8, 16)
    began = timezone.make_aware(datetime.combine(day, time(hour, luck.randrange(60))))
    placed = min(began - timedelta(hours=luck.randrange(20, 90)), clock.now() - timedelta(hours=3))
    units = 1 + (luck.random() < 0.2)
    by = luck.choice([PlacedBy.ELDER, PlacedBy.FAMILY, PlacedBy.FAMILY, PlacedBy.HOTLINE,
                      PlacedBy.WORKER, PlacedBy.ENTITLEMENT])  # fmt: skip
    home = person.household
    one = Order(
        client=UUID(int=luck.getrandbits(128), version=4), number=actions.number_of(number, placed),
        person=person, service=offer.service, division=person.division,
        spot=(home.address if home else "")[:160], longitude=home.longitude if home else None,
        latitude=home.latitude if home else None, offering=offer, facility=offer.facility,
        organisation_id=offer.facility.operator_id, wanted_on=day, earliest=time(hour),
        latest=time(hour + 2), minutes=care.minutes * units, units=units,
        unit_price=offer.unit_price, amount=offer.unit_price * units, placed_by=by.value,
        through="portal" if by is PlacedBy.FAMILY else "office", name=NOTE[:12], note=NOTE,
        state=state.value, placed_at=placed, matched_at=placed,
    )  # fmt: skip
    rows.orders.append(one)
    _step(rows, one, "place", _S.PLACED, placed)
    if state is _S.PLACED:  # nobody has it yet
        one.offering = one.facility = one.organisation = one.matched_at = None
        one.unit_price = one.amount = 0
        return
    _step(rows, one, "match", _S.MATCHED, placed)
    if state is not _S.MATCHED:
        one.worker_id, one.accepted_at = worker, placed + timedelta(hours=2)
        _step(rows, one, "accept", _S.ACCEPTED, one.accepted_at)
    if state is _S.ON_THE_WAY:
        one.on_the_way_at = clock.now() - timedelta(minutes=10)
        _step(rows, one, "set_out", state, one.on_the_way_at)
    elif state in (_S.CANCELLED, _S.NO_SHOW):
        one.why = (
            "家里有事" if state is _S.CANCELLED else luck.choice(("老人爽约：走亲戚", "服务商爽约"))
        )
        one.ended_at = began
        _step(rows, one, "cancel" if state is _S.CANCELLED else "no_show", state, began, one.why)
    elif state in (_S.CONFIRMED, _S.DONE, _S.DISPUTED):
        _served(rows, one, began, luck)
    payer = {PlacedBy.FAMILY: "family", PlacedBy.ENTITLEMENT: "government"}.get(by, "self")
    rows.shares.append(OrderShare(order=one, payer=payer, amount=one.amount))


def _served(rows: _Rows, one: Order, began: datetime, luck: Random) -> None:
    """Begin, end and mostly confirm; a few with something to look at."""
    care, late = CARE[one.service], luck.random()
    lasted = one.minutes * (0.4 if late < 0.03 else 0.85 + 0.3 * luck.random())
    one.started_at, one.done_at = began, began + timedelta(minutes=round(lasted))
    one.done_units = one.units
    one.doubts = ["short"] if late < 0.03 else []
    for moment, at in ((Moment.START, one.started_at), (Moment.FINISH, one.done_at)):
        known = one.longitude is not None and luck.random() > 0.04
        doubts = [] if known else ["no_house" if one.longitude is None else "no_position"]
        rows.proofs.append(OrderProof(
            client=UUID(int=luck.getrandbits(128), version=4), order=one, moment=moment.value,
            at=at, phone_at=at, accuracy=15.0 if known else None,
            longitude=(one.longitude or 0) + 0.0001 if known else None,
            latitude=(one.latitude or 0) + 0.0001 if known else None,
            metres=14 if known else None, reason="" if known else "村里没有信号", doubts=doubts,
            steps=sorted(care.must) if moment is Moment.FINISH else [], recorded_at=at,
            recorded_by=NOTE[:12],
        ))  # fmt: skip
        one.doubts = list(dict.fromkeys([*one.doubts, *doubts]))
    _step(rows, one, "start", _S.STARTED, one.started_at)
    _step(rows, one, "finish", _S.DONE, one.done_at)
    if one.state == _S.DISPUTED:
        one.why = "家属说没有做满时间"
        _step(rows, one, "dispute", _S.DISPUTED, one.done_at + timedelta(hours=3), one.why)
    if one.state != _S.CONFIRMED:
        return
    unsure = luck.random() < 0.05
    one.confirmed = "exception" if unsure else luck.choice(("code", "code", "online"))
    one.exception = "老人手抖，不能签字" if unsure else ""
    one.doubts = [*one.doubts, "exception"] if unsure else one.doubts
    one.confirmed_at = one.done_at + timedelta(minutes=5)
    _step(rows, one, "confirm", _S.CONFIRMED, one.confirmed_at, one.exception)
    if luck.random() < 0.5:
        stars = luck.choice((5, 5, 5, 4, 4, 3, 2))
        at = one.confirmed_at + timedelta(hours=4)
        rows.ratings.append(Rating(order=one, stars=stars, says="", at=at, by=NOTE[:12]))
        _step(rows, one, "rate", _S.CONFIRMED, at)


def _step(
    rows: _Rows, one: Order, what: str, state: OrderState, at: datetime, says: str = ""
) -> None:
    rows.steps.append(OrderStep(
        order=one, what=what, state=state.value, at=at, says=says, by=NOTE[:12],
        facility=one.facility if what != "place" else None,
    ))  # fmt: skip


def _today(on: date) -> int:
    """Let the family order and whoever was matched serve, by the product's own actions."""
    family = actor_of(Account.objects.get(username="family"))
    own = family.holdings[0].person or 0
    if on != clock.today():
        return 0
    made = 0
    for ahead, service in ((0, "cleaning_aid"), (1, "meal_aid")):
        day = on + timedelta(ahead)
        one = actions.place(family, wanted=Wanted(
            client=UUID(int=own * 1000 + ahead, version=4), person=own, service=service, on=day,
            earliest=time(0, 30), latest=time(23, 59), placed_by=PlacedBy.FAMILY,
            through="portal", note=NOTE,
        ))  # fmt: skip
        made += 1
        if one.organisation_id is not None and not ahead:
            held = Holding("provider", organisation=one.organisation_id)
            _serve(Actor(name="服务商调度", holdings=(held,)), one)
    return made


def _serve(provider: Actor, one: Order) -> None:
    able: Any = queries.able_workers([one.facility_id or 0], CARE[one.service], on=one.wanted_on)
    actions.accept(provider, order=one.pk, worker=able[one.facility_id][0].worker)
    now = clock.now()
    for number, (act, moment, at) in enumerate((
        (actions.start, Moment.START, now - timedelta(minutes=62)),
        (actions.finish, Moment.FINISH, now),
    )):  # fmt: skip
        act(provider, order=one.pk, told=Told(
            client=UUID(int=one.pk * 10 + number, version=4), moment=moment, at=at, sent=now,
            reason="老人家里没有信号", steps=tuple(sorted(CARE[one.service].must)),
        ))  # fmt: skip
