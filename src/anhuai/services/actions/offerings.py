"""What a provider offers: a service in an area at a price, from a day on; ended, never deleted."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.kernel.divisions import is_within
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.catalogue import CARE
from anhuai.services.models import Offering
from anhuai.services.rules.ordering import BadOrder

RUN, MANAGE = Permit.ORDERS_RUN, Permit.ORDERS_MANAGE
MOST_PRICE = 1_000_000
"""10,000 yuan a unit: more is a slip of the keyboard."""


@action(
    permit=RUN, title=_("登记服务报价"), logs=("facility", "service", "since"), subject="offering"
)
def offer(
    actor: Actor, *, facility: int, service: str, division: str, unit_price: int, since: date,
    daily: int | None = None,
) -> Offering:  # fmt: skip
    """Offer a service at one's own facility; a new price ends the one before. Raises `BadOrder`."""
    return offered(actor, RUN, facility, service, division, unit_price, since, daily)


@action(
    permit=MANAGE, title=_("代服务商登记报价"), logs=("facility", "service", "since"),
    subject="offering",
)  # fmt: skip
def offer_for(
    actor: Actor, *, facility: int, service: str, division: str, unit_price: int, since: date,
    daily: int | None = None,
) -> Offering:  # fmt: skip
    """Put down what a provider of the area offers; as `offer`."""
    return offered(actor, MANAGE, facility, service, division, unit_price, since, daily)


def offered(
    actor: Actor, permit: Permit, facility: int, service: str, division: str, unit_price: int,
    since: date, daily: int | None,
) -> Offering:  # fmt: skip
    """Write down an offering of a facility the permit reaches; a new price ends the one before."""
    if not facilities.within_scope(actor, permit).filter(pk=facility).exists():
        raise NotHere("facility", facility)
    check_offering(facility, service, division, unit_price, since)
    held = Offering.objects.select_for_update().filter(
        facility=facility, service=service, division=division, until=None
    )
    before = held.first()
    if before is not None:
        if before.since >= since:
            raise BadOrder(
                "since", f"现行报价自 {before.since} 起，新报价应从更晚的日期起。",
                f"The present price holds from {before.since}: begin later.", field="since",
            )  # fmt: skip
        held.update(until=since, version=before.version + 1)
    try:
        with transaction.atomic():
            return Offering.objects.create(
                facility_id=facility, service=service, division=division, unit_price=unit_price,
                daily=daily, since=since, recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadOrder("twice", "这项报价刚被登记。", "It was just put down.") from clash


def check_offering(
    facility: int, service: str, division: str, unit_price: int, since: date
) -> None:
    """Raise `BadOrder` where a facility may not offer a service so."""
    care = CARE.get(service)
    if care is None:
        raise BadOrder("service", "请选择服务项目。", "Choose a service.", field="service")
    if not is_within(division, county.code()):
        raise BadOrder("area", "服务范围应在本县之内。", "The area lies in this county.",
                       field="division")  # fmt: skip
    if not 0 <= unit_price <= MOST_PRICE:
        raise BadOrder("price", "单价应在 0 至 10000 元之间。", "0 to 10,000 yuan a unit.",
                       field="unit_price")  # fmt: skip
    if facility not in queries.licensed_of([facility], care, on=max(since, clock.today())):
        raise BadOrder(
            "licence", "该机构没有这项服务要求的有效证照，请先登记或续期。",
            "The facility lacks a licence the service asks for: register or renew it first.",
            field="service",
        )  # fmt: skip


@action(permit=RUN, title=_("停止服务报价"), logs=("until",), subject="offering")
def end_offering(actor: Actor, *, offering: int, until: date, seen: int | None = None) -> Offering:
    """End an offering of one's own; orders taken before stand."""
    return _ended(actor, RUN, offering, until, seen)


@action(permit=MANAGE, title=_("代服务商停止报价"), logs=("until",), subject="offering")
def end_offering_for(
    actor: Actor, *, offering: int, until: date, seen: int | None = None
) -> Offering:
    """End an offering of a provider of the area; orders taken before stand."""
    return _ended(actor, MANAGE, offering, until, seen)


def _ended(actor: Actor, permit: Permit, key: int, until: date, seen: int | None) -> Offering:
    one = queries.offering_in_scope(actor, key, permit=permit)
    if seen is not None and one.version != seen:
        raise Stale("offering", key)
    if until <= one.since or one.until is not None:
        raise BadOrder(
            "until", f"停止日期应晚于 {one.since}，且报价尚未停止。",
            f"End it after {one.since}, and once.", field="until",
        )  # fmt: skip
    moved = Offering.objects.filter(pk=key, version=one.version).update(
        until=until, version=one.version + 1
    )
    if not moved:
        raise Stale("offering", key)
    return Offering.objects.get(pk=key)
