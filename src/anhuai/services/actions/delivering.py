"""A care worker's phone: what was done at the door put on record, each thing by itself, once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Holding, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.services import queries
from anhuai.services.actions.confirming import Assent, confirm, no_show
from anhuai.services.actions.serving import add_piece, finish, start
from anhuai.services.actions.visitors import meet
from anhuai.services.models import Carer, Order, OrderPiece
from anhuai.services.rules.delivering import Deed, DeedKind
from anhuai.services.rules.ordering import BadOrder, Told
from anhuai.services.rules.ordering_words import Moment, OrderState, PieceKind
from anhuai.services.rules.proof import corrected

DELIVER = Permit.ORDERS_DELIVER
_CONFIRMED = (OrderState.CONFIRMED, OrderState.DISPUTED)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one deed that was sent: where its order now stands, or why it was refused."""

    client: UUID
    state: str
    refused: Unfit | None = None


@action(permit=DELIVER, title=_("手机上传上门服务"), logs=("phone", "count"), subject="order")
def deliver(
    actor: Actor, *, phone: UUID, agent: str, sent: datetime, deeds: Sequence[Deed],
    waiting: int = 0, count: int = 0,
) -> list[Done]:  # fmt: skip
    """Put a phone's deeds on record in the order they come, each whole or not at all.

    `sent` is the phone's clock now. The same deed again is the same one. Raises `BadOrder` for an
    account that serves nobody's orders, and what `meet` refuses; what is wrong with one deed is
    said of that one and keeps it on the phone.
    """
    del count
    carer = _carer(actor)
    meet(actor, phone, agent, waiting)
    done = []
    for one in deeds:
        try:
            with transaction.atomic():
                done.append(Done(one.client, _put(actor, carer, one, sent)))
        except Unfit as error:
            done.append(Done(one.client, "", error))
        except NotHere:
            done.append(Done(one.client, "", _gone()))
    return done


def _carer(actor: Actor) -> Carer:
    found = queries.own_carer(actor)
    if found is None:
        raise BadOrder(
            "no_carer", "您还没有登记为上门服务员，请联系本单位登记；内容仍在手机上。",
            "You are not entered as a carer: ask your provider; the phone keeps it.",
        )  # fmt: skip
    return found


def _gone() -> BadOrder:
    return BadOrder(
        "order", "没有这张订单，或已改派给别人；内容仍在手机上，请联系本单位。",
        "No such order, or it was given to somebody else: ask your provider; the phone keeps it.",
        field="order",
    )  # fmt: skip


def _own(carer: Carer, key: int) -> Order:
    one = Order.objects.filter(
        pk=key, organisation=carer.organisation_id, worker=carer.worker_id
    ).first()
    if one is None:
        raise _gone()
    return one


def _for_provider(actor: Actor, carer: Carer) -> Actor:
    """Return the actor with the provider's rights, under their own name.

    What a carer may do is one's own orders alone, asked before; the steps of an order are the
    provider's, and the trail names who was at the door.
    """
    return replace(actor, holdings=(Holding("provider", organisation=carer.organisation_id),))


def _put(actor: Actor, carer: Carer, one: Deed, sent: datetime) -> str:
    order = _own(carer, one.order)
    at, _off = corrected(one.at, sent, clock.now())
    day = timezone.localtime(at).date()
    if day < carer.since or (carer.until is not None and day >= carer.until):
        raise BadOrder(
            "ended", "您在这一天不是本单位的上门服务员，不能入账；内容仍在手机上，请联系本单位。",
            "You were no carer of the provider on that day; the phone keeps it: ask them.",
        )  # fmt: skip
    puts: dict[DeedKind, Callable[[Actor, Order, Deed, datetime], Order]] = {
        DeedKind.START: _start, DeedKind.FINISH: _finish, DeedKind.CONFIRM: _confirm,
        DeedKind.MISSED: _missed,
    }  # fmt: skip
    return puts[one.kind](_for_provider(actor, carer), order, one, sent).state


def _told(one: Deed, moment: Moment, sent: datetime) -> Told:
    return Told(
        client=one.client, moment=moment, at=one.at, sent=sent, position=one.position,
        reason=one.reason, steps=one.steps, units=one.units,
    )  # fmt: skip


def _start(actor: Actor, order: Order, one: Deed, sent: datetime) -> Order:
    return start(actor, order=order.pk, told=_told(one, Moment.START, sent))


def _finish(actor: Actor, order: Order, one: Deed, sent: datetime) -> Order:
    return finish(actor, order=order.pk, told=_told(one, Moment.FINISH, sent))


def _confirm(actor: Actor, order: Order, one: Deed, _sent: datetime) -> Order:
    if order.state in _CONFIRMED:
        return order  # the answer to the first was lost, or the family was quicker
    assent = Assent(how=one.how, code=one.code, reason=one.reason)
    return confirm(actor, order=order.pk, assent=assent)


def _missed(actor: Actor, order: Order, one: Deed, _sent: datetime) -> Order:
    if order.state == OrderState.NO_SHOW:
        return order
    return no_show(actor, order=order.pk, reason=one.reason)


@action(permit=DELIVER, title=_("手机上传服务凭证"), logs=("kind",), subject="order_piece")
def deliver_piece(
    actor: Actor, *, order: int, client: UUID, kind: PieceKind, body: bytes, consented: bool
) -> OrderPiece:
    """Keep a photo, signature or voice with one of the actor's own orders; again: the same one."""
    carer = _carer(actor)
    one = _own(carer, order)
    return add_piece(
        _for_provider(actor, carer), order=one.pk, client=client, kind=kind, body=body,
        consented=consented,
    )  # fmt: skip
