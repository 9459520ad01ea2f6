"""Placing an order, matching it with a provider, cancelling it, putting another in its place."""

from datetime import datetime
from typing import Any
from uuid import uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.divisions import is_within
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.permits import Permit
from anhuai.services import queries
from anhuai.services.actions.moving import (
    keep_shares,
    locked,
    move,
    needs_reason,
    planned_shares,
    said,
    write,
)
from anhuai.services.catalogue import CARE
from anhuai.services.models import Offering, Order
from anhuai.services.queries import order_settings as settings
from anhuai.services.rules.matching import Bar
from anhuai.services.rules.ordering import OPEN, BadOrder, Wanted, check_alive, check_wanted
from anhuai.services.rules.ordering_words import OrderState, PlacedBy

PLACE, MANAGE = Permit.ORDERS_PLACE, Permit.ORDERS_MANAGE
_BARRED = {
    Bar.AREA: ("area", "该服务商的服务范围不含老人所在地，请另选服务商。",
               "The place lies outside this provider's area: choose another."),
    Bar.CLOSED: ("closed", "该服务商当天不在运营，请另选服务商。",
                 "This provider does not operate on that day: choose another."),
    Bar.LICENCE: ("licence", "该服务商缺少这项服务要求的有效证照（可能已过期），不能接单。",
                  "This provider lacks a licence the service asks for; it may have expired."),
    Bar.SKILL: ("skill", "该服务商没有持证的在岗人员能做这项服务。",
                "Nobody in post there holds what the service asks for."),
    Bar.FULL: ("full", "该服务商当天接单已满，请换一天或另选服务商。",
               "This provider is full on that day: choose another day or provider."),
    Bar.REFUSED: ("refused", "该服务商已拒绝过此单，请另选服务商。",
                  "This provider has refused this order: choose another."),
    Bar.FAR: ("far", "该服务商离老人住处太远，请另选服务商。",
              "This provider is too far away: choose another."),
}  # fmt: skip


@action(permit=PLACE, title=_("下服务订单"), logs=("service", "through"), subject="order")
def place(actor: Actor, *, wanted: Wanted, service: str = "", through: str = "") -> Order:
    """Order a service for a person in scope; the same `client` again is the same order.

    Goes to the provider that is wanted, or by the county's setting to the best. Raises `BadOrder`.
    """
    del service, through
    held = Order.objects.filter(client=wanted.client).first()
    if held is not None:
        return queries.order_in_scope(actor, held.pk, permit=PLACE)
    one = _made(actor, wanted)
    on = wanted.on
    if wanted.facility:
        _offer_to(actor, one, wanted.facility, by_hand=False)
    elif settings.is_automatic(on):
        _offer_to_best(actor, one)
    return one


def _made(actor: Actor, wanted: Wanted) -> Order:
    care = CARE.get(wanted.service)
    if care is None:
        raise BadOrder("service", "请选择服务项目。", "Choose a service.", field="service")
    person = people.person_in_scope(actor, wanted.person, permit=PLACE)
    now = clock.now()
    today = timezone.localtime(now).date()
    check_wanted(
        wanted, now=timezone.localtime(now).replace(tzinfo=None),
        ahead=settings.days_ahead(today),
    )  # fmt: skip
    check_alive(person.died, person.left, wanted.on)
    place = person.division
    if not place or not is_within(place, county.code()):
        raise BadOrder(
            "area", "老人不住在本县（或没有登记居住地），不能上门服务；请先核对居住地。",
            "The person does not live in this county: check the residence first.",
        )  # fmt: skip
    _not_twice(wanted)
    spot, point = queries.houses(SYSTEM, [person.pk]).get(person.pk, ("", None))
    row = Order(
        client=wanted.client, number=wanted.client.hex[:20], person=person,
        service=wanted.service, division=place, spot=spot[:160],
        longitude=point.lon if point else None, latitude=point.lat if point else None,
        wanted_on=wanted.on, earliest=wanted.earliest, latest=wanted.latest,
        minutes=care.minutes * wanted.units, units=wanted.units,
        placed_by=PlacedBy(wanted.placed_by).value, through=wanted.through[:16],
        source=wanted.source[:80], account=actor.account, name=actor.name[:64],
        note=said(wanted.note, 300), placed_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same order from another tab in the same moment
        return queries.order_in_scope(
            actor, Order.objects.get(client=wanted.client).pk, permit=PLACE
        )
    row.number = number_of(row.pk, now)
    row.save(update_fields=["number"])
    write(actor, row, "place", says=row.note)
    return row


def number_of(key: int, at: datetime) -> str:
    """Return the number people name an order by."""
    return f"DD{timezone.localtime(at):%y%m%d}{key:06d}"


def _not_twice(wanted: Wanted) -> None:
    rows = Order.objects.filter(
        person=wanted.person, service=wanted.service, wanted_on=wanted.on, state__in=OPEN,
        earliest__lt=wanted.latest, latest__gt=wanted.earliest,
    )  # fmt: skip
    twin = rows.first()
    if twin is not None:
        raise BadOrder(
            "twice", f"同一天同一时段已有这项服务的订单（{twin.number}），请勿重复下单。",
            f"There is an order for this at that time already ({twin.number}).",
        )  # fmt: skip


def take_offering(actor: Actor, one: Order, offering: Offering, step: str, **more: Any) -> Order:
    """Put an order into a provider's hands by a step, with the price and who pays."""
    one.offering, one.facility = offering, offering.facility
    one.organisation_id = offering.facility.operator_id
    one.unit_price, one.amount = offering.unit_price, offering.unit_price * one.units
    moved = move(
        actor, one, step, matched_at=clock.now(), offering=offering, facility=offering.facility,
        organisation_id=offering.facility.operator_id,
        unit_price=one.unit_price, amount=one.amount, **more,
    )  # fmt: skip
    keep_shares(moved, planned_shares(moved))
    return moved


def offering_for(one: Order, facility: int, *, even_refused: bool = False) -> Offering:
    """Return a facility's offering for an order; raises `BadOrder` with why it cannot take it."""
    offers = [
        offer for offer in queries.offered_at(one.service, one.division, on=one.wanted_on)
        if offer.facility_id == facility
    ]  # fmt: skip
    bars = queries.candidates(one, offers)[0].bars if offers else (Bar.AREA,)
    bars = tuple(bar for bar in bars if not (even_refused and bar is Bar.REFUSED))
    if bars:
        code, says, says_en = _BARRED[bars[0]]
        raise BadOrder(code, says, says_en, field="facility")
    return offers[0]


def _offer_to(actor: Actor, one: Order, facility: int, *, by_hand: bool) -> Order:
    offering = offering_for(one, facility, even_refused=by_hand)
    return take_offering(actor, one, offering, "match")


def _offer_to_best(actor: Actor, one: Order) -> Order:
    best = next((found for found in queries.suggestions(one) if found.is_able), None)
    if best is None:
        write(actor, one, "unmatched", says="没有合适的服务商")
        return one
    return take_offering(actor, one, offering_for(one, best.one.facility), "match")


@action(permit=MANAGE, title=_("派单"), logs=("facility",), subject="order")
def match(actor: Actor, *, order: int, facility: int, seen: int | None = None) -> Order:
    """Offer an order to a provider; raises `BadOrder` with why that provider cannot take it."""
    one = locked(actor, order, permit=MANAGE, seen=seen)
    return _offer_to(actor, one, facility, by_hand=True)


def match_best(actor: Actor, one: Order) -> Order:
    """Offer an order that came back to the next best, where the county's setting says so."""
    return _offer_to_best(actor, one) if settings.is_automatic(one.wanted_on) else one


@action(permit=PLACE, title=_("取消服务订单"), subject="order")
def cancel(actor: Actor, *, order: int, reason: str, seen: int | None = None) -> Order:
    """Cancel an order before the service began; what it kept back is free again."""
    one = locked(actor, order, permit=PLACE, seen=seen)
    needs_reason(reason)
    return move(actor, one, "cancel", says=reason, why=said(reason, 200), ended_at=clock.now())


@action(permit=MANAGE, title=_("补派服务订单"), subject="order")
def substitute(actor: Actor, *, order: int, wanted: Wanted) -> Order:
    """Order again what was missed, on another day; one substitute an order. Raises `BadOrder`."""
    before = locked(actor, order, permit=MANAGE)
    if before.state not in (OrderState.NO_SHOW, OrderState.CANCELLED):
        raise BadOrder(
            "state", "只有爽约或取消的订单可以补派。",
            "Only a missed or cancelled order is replaced.",
        )  # fmt: skip
    if before.substitutions.exclude(state=OrderState.CANCELLED).exists():
        raise BadOrder("twice", "这张订单已经补派过。", "This order has its substitute already.")
    client = uuid5(before.client, str(before.substitutions.count()))
    held = Order.objects.filter(client=client).first()
    if held is not None:
        return held
    kept = Wanted(
        client=client, person=before.person_id, service=before.service, on=wanted.on,
        earliest=wanted.earliest, latest=wanted.latest, units=before.units,
        placed_by=PlacedBy(before.placed_by), through=before.through,
        source=f"order:{before.number}", note=before.note,
    )  # fmt: skip
    made = _made(actor, kept)
    made.substitutes = before
    made.save(update_fields=["substitutes"])
    write(actor, before, "substituted", says=made.number)
    return match_best(actor, made)
