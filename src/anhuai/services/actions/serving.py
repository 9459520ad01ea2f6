"""A provider's part: accept, refuse, take, assign, set out, start, finish, files."""

from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.geometry import LonLat
from anhuai.people import queries as people
from anhuai.platform import clock, files
from anhuai.platform.acting import SYSTEM, Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.services import queries
from anhuai.services.actions.moving import (
    keep_shares,
    locked,
    move,
    needs_reason,
    planned_shares,
    said,
)
from anhuai.services.actions.ordering import match_best, offering_for, take_offering
from anhuai.services.catalogue import CARE
from anhuai.services.models import Order, OrderPiece, OrderProof
from anhuai.services.queries import order_settings as settings
from anhuai.services.rules import proof as proving
from anhuai.services.rules.ordering import (
    BadOrder,
    Told,
    check_alive,
    check_moment,
    doubts_at_end,
    doubts_at_start,
)
from anhuai.services.rules.ordering_words import OrderDoubt, OrderState, PieceKind
from anhuai.services.rules.visiting import MOST_PHOTO

RUN, MANAGE = Permit.ORDERS_RUN, Permit.ORDERS_MANAGE
MOST_VOICE = 2 << 20
"""Bytes of a voice: half a minute as a phone records it is some 500 KB."""


@action(permit=RUN, title=_("接单"), logs=("worker",), subject="order")
def accept(actor: Actor, *, order: int, worker: int = 0, seen: int | None = None) -> Order:
    """Accept an order offered to the actor's organisation, with who is to go where known.

    What was true when it was offered is asked again: a licence may have expired since.
    """
    one = locked(actor, order, permit=RUN, seen=seen)
    offering_for(one, one.facility_id or 0, even_refused=True)
    changes: dict[str, Any] = {"worker_id": _able(one, worker, one.wanted_on)} if worker else {}
    return move(actor, one, "accept", accepted_at=clock.now(), **changes)


@action(permit=RUN, title=_("抢单"), logs=("facility",), subject="order")
def take(actor: Actor, *, order: int, facility: int) -> Order:
    """Take an order nobody was matched to, for a facility of one's own; the first has it."""
    today = clock.today()
    if not settings.has_pool(today):
        raise BadOrder(
            "pool", "本县不开放抢单，请等候派单。", "Orders are not open to be taken here."
        )
    one = Order.objects.select_for_update(of=("self",)).filter(pk=order).first()
    if one is None or not queries.may_take(actor, one, facility, on=today):
        raise NotHere("order", order)
    if one.state != OrderState.PLACED:
        raise BadOrder(
            "taken", "这张订单刚被别的服务商接走。", "Another provider has just taken this order.",
        )  # fmt: skip
    offering = offering_for(one, facility)
    return take_offering(actor, one, offering, "take", accepted_at=clock.now())


@action(permit=RUN, title=_("退单"), subject="order")
def refuse(actor: Actor, *, order: int, reason: str, seen: int | None = None) -> Order:
    """Refuse an order, or give an accepted one back; by the setting it goes to the next best."""
    one = locked(actor, order, permit=RUN, seen=seen)
    needs_reason(reason)
    return give_back(actor, one, reason)


def give_back(actor: Actor, one: Order, reason: str) -> Order:
    """Take an order out of a provider's hands and offer it to the next."""
    facility = one.facility
    keep_shares(one, ())
    moved = move(
        actor, one, "refuse", says=reason, about=facility, unit_price=0, amount=0,
        matched_at=None, accepted_at=None, planned_at=None, offering=None,
        facility=None, organisation=None, worker=None,
    )  # fmt: skip
    return match_best(actor, moved)


@action(permit=MANAGE, title=_("收回超时未接的订单"), subject="order")
def time_out(actor: Actor, *, order: int) -> Order:
    """Take an order from a provider that did not answer in time, and offer it to the next."""
    one = locked(actor, order, permit=MANAGE)
    return give_back(actor, one, "超时未接单")


@action(permit=RUN, title=_("派人"), logs=("worker",), subject="order")
def assign(
    actor: Actor, *, order: int, worker: int, planned_at: datetime | None = None,
    seen: int | None = None,
) -> Order:  # fmt: skip
    """Say who goes, and when where known; raises `BadOrder` for somebody who may not deliver it."""
    one = locked(actor, order, permit=RUN, seen=seen)
    worker = _able(one, worker, one.wanted_on)
    planned = planned_at if planned_at is not None else one.planned_at
    return move(
        actor, one, "assign", worker_id=worker, planned_at=planned, detail={"worker": worker}
    )


def _able(one: Order, worker: int, on: date) -> int:
    key = one.facility_id or 0
    able = queries.able_workers([key], CARE[one.service], on=on)[key]
    if worker not in {held.worker for held in able}:
        raise BadOrder(
            "worker", "此人当天不在该机构岗位上，或没有这项服务要求的有效证书，请另派人。",
            "That person holds no post there on the day, or no valid certificate: send another.",
            field="worker",
        )  # fmt: skip
    return worker


@action(permit=RUN, title=_("出发"), subject="order")
def set_out(actor: Actor, *, order: int, seen: int | None = None) -> Order:
    """Note that the worker is on the way."""
    one = locked(actor, order, permit=RUN, seen=seen)
    _has_worker(one)
    return move(actor, one, "set_out", on_the_way_at=clock.now())


def _has_worker(one: Order) -> None:
    if one.worker_id is None:
        raise BadOrder("worker", "请先派人。", "Say first who goes.", field="worker")


@action(permit=RUN, title=_("开始服务"), subject="order")
def start(actor: Actor, *, order: int, told: Told) -> Order:
    """Note that a service began, when and where; the same proof again changes nothing."""
    one = locked(actor, order, permit=RUN)
    if OrderProof.objects.filter(client=told.client, order=one).exists():
        return one
    _has_worker(one)
    at, doubts = _timed(told)
    day = timezone.localtime(at).date()
    check_moment(at, clock.now(), None)
    person = people.person_in_scope(SYSTEM, one.person_id)
    check_alive(person.died, person.left, day)
    _able(one, one.worker_id or 0, day)
    _licensed(one, day)
    doubts += doubts_at_start(at, clock.now(), day=day, wanted=one.wanted_on)
    kept = _prove(actor, one, told, at, doubts)
    return move(actor, one, "start", started_at=at, doubts=_joined(one.doubts, kept.doubts))


def _licensed(one: Order, day: date) -> None:
    if one.facility_id not in queries.licensed_of(
        [one.facility_id or 0], CARE[one.service], on=day
    ):
        raise BadOrder(
            "licence", "服务商的证照在服务当天已经过期，不能服务；请续证后再来，或退单改派。",
            "The provider's licence has expired on that day: renew it, or give the order back.",
        )  # fmt: skip


@action(permit=RUN, title=_("完成服务"), subject="order")
def finish(actor: Actor, *, order: int, told: Told) -> Order:
    """Note that a service ended, with the steps done and the units really given.

    Fewer units than ordered cost less; more are never paid. The same proof again changes nothing.
    """
    one = locked(actor, order, permit=RUN)
    if OrderProof.objects.filter(client=told.client, order=one).exists():
        return one
    units = told.units or one.units
    if not 0 < units <= one.units:
        raise BadOrder(
            "units", f"实际数量应在 1 至 {one.units} 之间；多做的请另下订单。",
            f"1 to {one.units} units; order what is more separately.", field="units",
        )  # fmt: skip
    at, doubts = _timed(told)
    check_moment(at, clock.now(), one.started_at)
    began = one.started_at or at
    care = CARE[one.service]
    known = {step.code for step in care.steps}
    steps = tuple(code for code in dict.fromkeys(told.steps) if code in known)
    minutes = (at - began).total_seconds() / 60
    doubts += doubts_at_end(care, units=units, minutes=minutes, steps=steps)
    kept = _prove(actor, one, told, at, doubts, steps=steps)
    moved = move(
        actor, one, "finish", done_at=at, done_units=units, amount=units * one.unit_price,
        minutes=care.minutes * units, doubts=_joined(one.doubts, kept.doubts),
    )  # fmt: skip
    keep_shares(moved, planned_shares(moved))
    return moved


def _timed(told: Told) -> tuple[datetime, list[OrderDoubt]]:
    at, off = proving.corrected(told.at, told.sent, clock.now())
    return at, [OrderDoubt.CLOCK] if off else []


def _prove(
    actor: Actor, one: Order, told: Told, at: datetime, doubts: list[OrderDoubt],
    steps: tuple[str, ...] = (),
) -> OrderProof:  # fmt: skip
    home = None if one.longitude is None else LonLat(one.longitude, one.latitude or 0.0)
    circle = queries.circle_metres(timezone.localtime(at).date())
    spot = proving.stood(told.position, told.reason.strip(), home, circle=circle)
    doubts = [*doubts, *(OrderDoubt(str(doubt)) for doubt in spot.doubts)]
    where = told.position
    if where is not None and not _travels(one, at, LonLat(where.longitude, where.latitude)):
        doubts.append(OrderDoubt.TRAVEL)
    try:
        with transaction.atomic():
            return OrderProof.objects.create(
                client=told.client, order=one, moment=told.moment.value, at=at, phone_at=told.at,
                longitude=where.longitude if where else None,
                latitude=where.latitude if where else None,
                accuracy=where.accuracy if where else None, metres=spot.metres,
                reason=said(told.reason, 200), doubts=[str(doubt) for doubt in doubts],
                steps=list(steps), recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadOrder(
            "client", "这次记录已经提交过，请刷新后核对。", "This was sent already: reload.",
        ) from clash  # fmt: skip


def _travels(one: Order, at: datetime, here: LonLat) -> bool:
    """Whether the worker can have come here from where they were proven to be before and after."""
    rows = OrderProof.objects.filter(
        order__worker=one.worker_id, at__gte=at - proving.NEAR_IN_TIME,
        at__lte=at + proving.NEAR_IN_TIME, longitude__isnull=False,
    )  # fmt: skip
    others = rows.exclude(order=one).values_list("at", "longitude", "latitude")
    return all(
        proving.travels((at, here), (when, LonLat(lon or 0.0, lat or 0.0)))
        for when, lon, lat in others
    )


def _joined(before: list[str], found: list[str]) -> list[str]:
    return list(dict.fromkeys([*before, *found]))


@action(permit=RUN, title=_("上传服务凭证"), logs=("kind",), subject="order_piece")
def add_piece(
    actor: Actor, *, order: int, client: UUID, kind: PieceKind, body: bytes, consented: bool
) -> OrderPiece:
    """Keep a photo, signature or voice with an order of one's own; again it is the same one.

    Raises `BadOrder` for a photo without consent and for one too large.
    """
    one = locked(actor, order, permit=RUN)
    held = OrderPiece.objects.filter(client=client, order=one).first()
    if held is not None:
        return held
    if kind is PieceKind.PHOTO and not consented:
        raise BadOrder(
            "consent", "拍照须经老人同意；没有同意的照片不能上传，请删除。",
            "A photo needs the elder's consent: discard it.", field="consented",
        )  # fmt: skip
    if len(body) > (MOST_VOICE if kind is PieceKind.VOICE else MOST_PHOTO):
        raise BadOrder(
            "too_large", "文件太大：照片不超过 1 MB，语音不超过 2 MB；请压缩后再传，订单不受影响。",
            "Too large: a photo up to 1 MB, a voice up to 2 MB; the order itself stands.",
            field="body",
        )  # fmt: skip
    allowed = files.VOICES if kind is PieceKind.VOICE else frozenset({files.PNG, files.JPEG})
    kept = files.keep(
        actor, BytesIO(body), name=f"order-{one.pk}-{kind}", allowed=allowed, lasting=True
    )
    try:
        with transaction.atomic():
            return OrderPiece.objects.create(
                client=client, order=one, kind=kind.value, file=kept, digest=kept.digest,
                consented=consented, recorded_at=clock.now(),
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadOrder(
            "client", "这个附件的编号已被使用，请重新拍照。", "Take the picture again."
        ) from clash
