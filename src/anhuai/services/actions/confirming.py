"""The end of an order: confirmed and paid from vouchers once, rated, complained of, missed."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.cases import actions as cases
from anhuai.funds import actions as funds
from anhuai.funds import queries as ledger
from anhuai.funds.rules.books import Unit
from anhuai.platform import clock, wall
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.permits import Permit
from anhuai.services import queries
from anhuai.services.actions.moving import (
    keep_shares,
    locked,
    move,
    needs_reason,
    rest_of,
    said,
    write,
)
from anhuai.services.catalogue import CARE
from anhuai.services.models import Order, OrderPiece, OrderShare, Rating
from anhuai.services.rules.ordering import BadOrder
from anhuai.services.rules.ordering_words import Confirmed, OrderDoubt, OrderState
from anhuai.services.rules.sharing import MINUTES, Share, own_part, split
from anhuai.services.rules.sponsoring import sponsor_of

PLACE, RUN, MANAGE = Permit.ORDERS_PLACE, Permit.ORDERS_RUN, Permit.ORDERS_MANAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Assent:
    """How somebody confirms a service, and what they were told they pay themselves, in fen."""

    how: Confirmed
    code: str = ""
    reason: str = ""
    own: int | None = None


@action(permit=RUN, title=_("老人当面确认服务"), subject="order")
def confirm(actor: Actor, *, order: int, assent: Assent, seen: int | None = None) -> Order:
    """Confirm a finished service at the door: by signature, voice, code, or a stated exception.

    Takes what vouchers pay from the person's accounts, once an order. Raises `BadOrder`, and what
    funds refuses where another counter was quicker: then nothing is confirmed.
    """
    one = locked(actor, order, permit=RUN, seen=seen)
    if assent.how not in (
        Confirmed.SIGNATURE, Confirmed.VOICE, Confirmed.CODE, Confirmed.EXCEPTION,
    ):  # fmt: skip
        raise BadOrder("how", "请选择确认方式。", "Choose how it is confirmed.", field="how")
    _check_assent(one, assent)
    return _confirmed(actor, one, assent)


@action(permit=PLACE, title=_("网上确认服务"), subject="order")
def confirm_own(
    actor: Actor, *, order: int, own: int | None = None, seen: int | None = None
) -> Order:
    """Confirm a finished service for oneself or one's family, or at the counter."""
    one = locked(actor, order, permit=PLACE, seen=seen)
    return _confirmed(actor, one, Assent(how=Confirmed.ONLINE, own=own))


def _check_assent(one: Order, assent: Assent) -> None:
    if assent.how is Confirmed.CODE and assent.code.strip() != queries.code_of(one.person_id):
        raise BadOrder(
            "code", "确认码不对，请看老人服务卡上的六位数字；实在没有的，选“例外”并写明原因。",
            "Wrong code: see the elder's card; or choose an exception and say why.", field="code",
        )  # fmt: skip
    if assent.how is Confirmed.EXCEPTION:
        needs_reason(assent.reason)
    kind = {Confirmed.SIGNATURE: "signature", Confirmed.VOICE: "voice"}.get(assent.how)
    if kind and not OrderPiece.objects.filter(order=one, kind=kind).exists():
        raise BadOrder(
            "piece", "请先上传老人的签名或语音。", "Upload the signature or voice first.",
            field="how",
        )  # fmt: skip


@wall.lifted()  # a provider sees what is to be paid, no account
def shares_now(one: Order) -> tuple[Share, ...]:
    """Return who pays a finished order by what is in the person's accounts this moment."""
    purse = queries.purse_of(one, on=_served_on(one), kept_back=False)
    return split(one.amount, one.minutes, purse, rest=rest_of(one))


def _served_on(one: Order) -> date:
    return timezone.localtime(one.done_at or clock.now()).date()


def _confirmed(actor: Actor, one: Order, assent: Assent) -> Order:
    shares = shares_now(one)
    own = own_part(shares)
    if assent.own is not None and own > assent.own:
        raise BadOrder(
            "own",
            f"额度刚在别处用掉，自付变为 {own / 100:.2f} 元，请告知老人同意后再确认。",
            f"What was granted was just spent elsewhere; {own / 100:.2f} yuan are now to be paid: "
            "tell the elder, then confirm again.",
        )
    doubts = list(one.doubts)
    if assent.how is Confirmed.EXCEPTION:
        doubts = list(dict.fromkeys([*doubts, OrderDoubt.EXCEPTION.value]))
    moved = move(
        actor, one, "confirm", says=assent.reason, confirmed_at=clock.now(),
        confirmed=assent.how.value, exception=said(assent.reason, 200), doubts=doubts,
    )  # fmt: skip
    keep_shares(moved, shares)
    spend_shares(actor, moved)
    return moved


def key_of(one: Order, share: OrderShare | Share) -> str:
    """Return the key an order is spent for under in an account; a sponsor's has its own."""
    account = share.scheme if sponsor_of(share.scheme) else share.unit
    return f"services.order:{one.number}:{account}"


def entitled(actor: Actor) -> Actor:
    """Return an actor that writes accounts under somebody's name by the elder's right."""
    return replace(actor, holdings=SYSTEM.holdings)


def spend_shares(actor: Actor, one: Order) -> None:
    """Take what vouchers and hours pay from the person's accounts; the order's number is the key.

    What entitles is the elder's confirmation, not a permit of whoever stands at the door, so the
    spending is written with the system's rights under that person's name.
    """
    for share in OrderShare.objects.filter(order=one, quantity__gt=0, spent_at=None):
        unit = Unit.MINUTES if share.unit == MINUTES else Unit.FEN
        wanted = funds.Order(
            key=ledger.key_now(one.person_id, key_of(one, share)), amount=share.quantity, unit=unit,
            says=f"{CARE[one.service].title} {one.number}",
            at=one.facility.name[:80] if one.facility else "",
            schemes=() if share.unit == MINUTES else (share.scheme,),
        )  # fmt: skip
        funds.spend(entitled(actor), person=one.person_id, order=wanted, on=_served_on(one))
        OrderShare.objects.filter(pk=share.pk).update(spent_at=clock.now())


@action(permit=PLACE, title=_("评价服务"), subject="order")
def rate(actor: Actor, *, order: int, stars: int, says: str = "") -> Rating:
    """Rate a finished order of 1 to 5 stars, once."""
    one = locked(actor, order, permit=PLACE)
    if one.state not in (OrderState.DONE, OrderState.CONFIRMED):
        raise BadOrder("state", "服务完成后才能评价。", "Rate it once it is done.")
    if not 1 <= stars <= 5:
        raise BadOrder("stars", "请选择 1 至 5 星。", "Choose 1 to 5 stars.", field="stars")
    try:
        with transaction.atomic():
            made = Rating.objects.create(
                order=one, stars=stars, says=said(says, 300), at=clock.now(), by=actor.name[:64]
            )
    except IntegrityError as clash:
        raise BadOrder("rated", "这张订单已经评价过。", "It has been rated already.") from clash
    write(actor, one, "rate", says=made.says, detail={"stars": stars})
    return made


@action(permit=PLACE, title=_("投诉服务"), subject="order")
def complain(actor: Actor, *, order: int, says: str) -> Order:
    """Complain of an order: somebody takes it in hand as a case; one not yet confirmed is held.

    An order in dispute is neither confirmed nor paid until it is settled.
    """
    one = locked(actor, order, permit=PLACE)
    needs_reason(says)
    title = CARE[one.service]
    cases.open_case(
        kind="service_complaint", severity=3, origin=f"services.order:{one.pk}", by=actor.name,
        says=(f"投诉：{title.title} {one.number}", f"Complaint: {title.title_en} {one.number}"),
        person=one.person_id, division=one.division, spot=one.spot[:80],
    )  # fmt: skip
    if one.state == OrderState.DONE:
        return move(actor, one, "dispute", says=says, why=said(says, 200))
    write(actor, one, "complain", says=says)
    return one


@action(permit=MANAGE, title=_("处理服务争议"), subject="order")
def settle_dispute(actor: Actor, *, order: int, units: int, reason: str) -> Order:
    """Settle a dispute: so many units count, 0 where nothing is to be paid; then it is confirmed.

    Raises `BadOrder` for more units than were ordered.
    """
    one = locked(actor, order, permit=MANAGE)
    needs_reason(reason)
    if not 0 <= units <= (one.done_units or 0):
        raise BadOrder(
            "units", f"认可的数量应在 0 至 {one.done_units} 之间。",
            f"0 to {one.done_units} units.", field="units",
        )  # fmt: skip
    return move(
        actor, one, "settle_dispute", says=reason, done_units=units,
        amount=units * one.unit_price, minutes=CARE[one.service].minutes * max(1, units),
        detail={"units": units},
    )  # fmt: skip


@action(permit=RUN, title=_("登记老人不在"), subject="order")
def no_show(actor: Actor, *, order: int, reason: str) -> Order:
    """Note that the elder was not there or would not have the service."""
    one = locked(actor, order, permit=RUN)
    needs_reason(reason)
    return _missed(actor, one, f"老人爽约：{reason}")


@action(permit=PLACE, title=_("登记服务商爽约"), subject="order")
def missed(actor: Actor, *, order: int, reason: str) -> Order:
    """Note that nobody came."""
    one = locked(actor, order, permit=PLACE)
    needs_reason(reason)
    return _missed(actor, one, f"服务商爽约：{reason}")


def _missed(actor: Actor, one: Order, why: str) -> Order:
    return move(actor, one, "no_show", says=why, why=said(why, 200), ended_at=clock.now())
