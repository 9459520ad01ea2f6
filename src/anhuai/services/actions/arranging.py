"""Services arranged ahead: of granted hours or a bed's care plan, ordered by a nightly job, once.

The job takes the ordinary way of an order, so every rule of one holds; what it refuses is written
down as why the place waits, and asked again the next night until its day has come.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from anhuai.funds import queries as ledger
from anhuai.funds.rules.books import Unit
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.actions.moving import needs_reason, said
from anhuai.services.actions.ordering import cancel, place
from anhuai.services.catalogue import BED_CARE, CARE
from anhuai.services.models import ArrangedOrder, Arrangement, BedPlan, FamilyBed, OrderShare
from anhuai.services.queries import order_settings as settings
from anhuai.services.queries.arranging import arrangement_in_scope
from anhuai.services.rules.arranging import MOST_TIMES, Arranged, PlaceState, client_of, days_of
from anhuai.services.rules.family_beds import RUNNING, BedState
from anhuai.services.rules.ordering import OPEN, BadOrder, Wanted, check_alive
from anhuai.services.rules.ordering_words import OrderState, PlacedBy

MANAGE = Permit.ORDERS_MANAGE


@action(permit=MANAGE, title=_("安排时长服务"), logs=("person", "arranged"), subject="arrangement")
def arrange(actor: Actor, *, person: int, arranged: Arranged) -> Arrangement:
    """Arrange a service a person's granted hours pay, so many times a month; raises `BadOrder`."""
    found = people.person_in_scope(actor, person, permit=MANAGE)
    check_alive(found.died, found.left, arranged.since)
    care = CARE.get(arranged.service)
    if care is None or not care.hours:
        raise BadOrder(
            "service", "这项服务不能用时长抵扣，请另选。",
            "Granted hours do not pay this service: choose another.", field="service",
        )  # fmt: skip
    if not 1 <= arranged.times <= MOST_TIMES:
        raise BadOrder(
            "times", f"每月次数应为 1 至 {MOST_TIMES}。", f"1 to {MOST_TIMES} times a month.",
            field="times",
        )  # fmt: skip
    return _kept(
        actor, arranged, person_id=person, origin=PlacedBy.ENTITLEMENT.value,
        service=arranged.service, times=arranged.times,
        facility_id=_offered(arranged.facility, arranged.service, found.division, arranged.since),
    )  # fmt: skip


def _offered(facility: int, service: str, division: str, on: date) -> int | None:
    """Return the provider that is wanted first; raises `BadOrder` where it offers no such thing."""
    offers = queries.offered_at(service, division, on=on) if facility else []
    if facility and facility not in {one.facility_id for one in offers}:
        raise BadOrder(
            "facility", "该服务商没有在老人所在地提供这项服务，请另选。",
            "This provider does not offer the service there: choose another.", field="facility",
        )  # fmt: skip
    return facility or None


@action(permit=MANAGE, title=_("安排照护计划服务"), logs=("bed", "arranged"), subject="arrangement")
def arrange_bed(actor: Actor, *, bed: int, arranged: Arranged) -> Arrangement:
    """Have what a family care bed's care plan says ordered month by month; raises `BadOrder`."""
    found = queries.bed(actor, bed, permit=Permit.HOME_READ)
    people.person_in_scope(actor, found.person_id, permit=MANAGE)
    if found.state not in RUNNING:
        raise BadOrder(
            "bed", "这张床位不在床，不能按照护计划下单。", "The bed does not run.", field="since"
        )
    return _kept(
        actor, arranged, person_id=found.person_id, origin=PlacedBy.CARE_PLAN.value,
        bed_id=found.pk, facility_id=found.facility_id,
    )  # fmt: skip


def _kept(actor: Actor, arranged: Arranged, **more: object) -> Arrangement:
    if arranged.earliest >= arranged.latest:
        raise BadOrder(
            "window", "最晚时间应晚于最早时间。", "The latest time must follow the earliest.",
            field="latest",
        )  # fmt: skip
    if arranged.since < clock.today():
        raise BadOrder(
            "since", "开始日期不能早于今天。", "It begins today or later.", field="since"
        )
    try:
        with transaction.atomic():
            return Arrangement.objects.create(
                earliest=arranged.earliest, latest=arranged.latest, since=arranged.since,
                recorded_at=clock.now(), recorded_by=actor.name[:64], **more,
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadOrder(
            "twice", "这项服务已经有安排，请先停止原来的。",
            "It is arranged already: stop that first.",
        ) from clash  # fmt: skip


@action(permit=MANAGE, title=_("停止服务安排"), logs=("arrangement",), subject="arrangement")
def end_arrangement(actor: Actor, *, arrangement: int, version: int, reason: str) -> Arrangement:
    """Stop an arrangement from today; what it ordered and nobody has begun is cancelled."""
    found = arrangement_in_scope(actor, arrangement, permit=MANAGE)
    needs_reason(reason)
    today = clock.today()
    moved = Arrangement.objects.filter(pk=found.pk, version=version, until=None).update(
        until=max(today, found.since), why_ended=said(reason, 200), version=version + 1
    )
    if not moved:
        raise Stale("arrangement", found.pk)
    rows = ArrangedOrder.objects.filter(
        arrangement=found, order__wanted_on__gte=today, order__state__in=[
            OrderState.PLACED, OrderState.MATCHED, OrderState.ACCEPTED,
        ],
    )  # fmt: skip
    for key in list(rows.values_list("order_id", flat=True)):
        cancel(actor, order=key, reason=reason)
    found.refresh_from_db()
    return found


@dataclass(frozen=True, slots=True)
class Ordered:
    """How many orders a night made, and how many places wait, each with why."""

    pks: tuple[int, ...]
    waiting: int


@action(permit=MANAGE, title=_("按安排下单"), logs=("on",), subject="arrangement")
def place_arranged(actor: Actor, *, on: date) -> Ordered:
    """Order what is arranged for the days ahead, each place of a month once; again adds nothing."""
    county.require_whole(actor, MANAGE)
    _end_gone(on)
    rows = Arrangement.objects.filter(until=None).select_related("person", "bed").order_by("pk")
    made, waiting = [], 0
    last = on + timedelta(days=settings.days_ahead(on))
    for one in rows:
        for month, service, number, day in _places(one, on, last):
            order = _placed(actor, one, month, service, number, day)
            if order is None:
                waiting += 1
            elif order:
                made.append(order)
    ArrangedOrder.objects.filter(state=PlaceState.WAITING, on__lte=on).update(
        state=PlaceState.OVER
    )  # its day has come: nobody can go any more
    return Ordered(tuple(made), waiting)


def _end_gone(on: date) -> None:
    """End the arrangements of whoever has died or left, and of beds that ended."""
    gone = Q(person__died__lte=on) | Q(person__left__lte=on) | Q(bed__state=BedState.ENDED)
    Arrangement.objects.filter(gone, until=None).update(
        until=Greatest(F("since"), Value(on)), why_ended="去世、迁出或已撤床",
        version=F("version") + 1,
    )  # fmt: skip


def _places(one: Arrangement, on: date, last: date) -> Iterator[tuple[Month, str, int, date]]:
    """Yield the places of this month and the next that lie ahead, in order of their days."""
    this = Month.of(on)
    for month in (this, this + 1):
        for service, times in _wanted(one, max(on, month.first)):
            for number, day in enumerate(days_of(month, times), start=1):
                if on < day <= last and day >= one.since:
                    yield month, service, number, day


def _wanted(one: Arrangement, on: date) -> list[tuple[str, int]]:
    if one.bed_id is None:
        return [(one.service, one.times)]
    plan = BedPlan.objects.filter(bed=one.bed_id, since__lte=on).order_by("-since").first()
    care = plan.care if plan else {}
    return sorted(
        (BED_CARE[code].service, times) for code, times in care.items()
        if code in BED_CARE and BED_CARE[code].service
    )  # fmt: skip


def _placed(
    actor: Actor, one: Arrangement, month: Month, service: str, number: int, day: date
) -> int | None:
    """Order one place: the order's id, 0 where it stood already, None where it waits."""
    row = ArrangedOrder.objects.filter(
        arrangement=one, month=month.first, service=service, number=number
    ).first() or ArrangedOrder(
        arrangement=one, month=month.first, service=service, number=number, on=day
    )
    if row.state != PlaceState.WAITING:
        return 0
    row.on = day  # the plan may have changed meanwhile
    row.why, row.why_en = _barred(one, service, day)
    wanted = _order(one, month, service, number, day)
    asked = () if row.why else (wanted, replace(wanted, facility=0))[: 2 if wanted.facility else 1]
    for ask in asked:  # who is wanted first, then whoever suits best
        try:
            with transaction.atomic():
                row.order = place(actor, wanted=ask, service=service, through="job")
        except Unfit as error:
            row.why, row.why_en = error.message[:200], error.message_en[:300]
        else:
            row.state, row.why, row.why_en = PlaceState.PLACED, "", ""
            break
    row.save()
    return row.order_id


def _order(one: Arrangement, month: Month, service: str, number: int, day: date) -> Wanted:
    offered = queries.offered_at(service, one.person.division, on=day) if one.facility_id else []
    first = one.facility_id if one.facility_id in {x.facility_id for x in offered} else 0
    return Wanted(
        client=client_of(one.pk, month, service, number), person=one.person_id, service=service,
        on=day, earliest=one.earliest, latest=one.latest, facility=first or 0,
        placed_by=PlacedBy(one.origin), through="job",
        source=f"bed:{one.bed_id}" if one.bed_id else f"arrangement:{one.pk}",
    )  # fmt: skip


def _barred(one: Arrangement, service: str, day: date) -> tuple[str, str]:
    """Return why nothing is ordered for a day beyond what an order itself refuses."""
    if one.bed_id is not None:
        bed = FamilyBed.objects.get(pk=one.bed_id)
        away = any(x.since <= day and (x.until is None or day < x.until) for x in bed.pauses.all())
        if bed.state not in RUNNING or (bed.last is not None and day > bed.last):
            return "床位已撤销或协议已到期", "The bed has ended, or its contract"
        return ("床位当天暂停", "The bed is suspended that day") if away else ("", "")
    needed = CARE[service].minutes
    left = ledger.left_in(person=one.person_id, unit=Unit.MINUTES, on=day) - _kept_back(one)
    if left < needed:
        return (
            f"可用时长不足：剩余 {max(0, left)} 分钟，需要 {needed} 分钟",
            f"Too few granted minutes: {max(0, left)} of {needed}",
        )
    return "", ""


def _kept_back(one: Arrangement) -> int:
    rows = OrderShare.objects.filter(
        order__person=one.person_id, order__state__in=OPEN, spent_at=None, unit="minutes"
    )
    return sum(rows.values_list("quantity", flat=True))
