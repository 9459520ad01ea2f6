"""One step of an order: compare-and-set on its version, and a line of its history."""

from typing import Any

from anhuai.kernel.text import refuse_turned
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.models import Order, OrderShare, OrderStep
from anhuai.services.rules.ordering import BadOrder, leads_to
from anhuai.services.rules.ordering_words import OrderState, Payer, PlacedBy
from anhuai.services.rules.sharing import Share, split

FAMILY = frozenset({PlacedBy.FAMILY})


def locked(actor: Actor, key: int, *, permit: Permit, seen: int | None = None) -> Order:
    """Return an order in scope, locked; raises `NotHere`, and `Stale` where it moved since."""
    one = queries.order_in_scope(actor, key, permit=permit, lock=True)
    if seen is not None and one.version != seen:
        raise Stale("order", key)
    return one


def move(
    actor: Actor, one: Order, step: str, *, says: str = "", about: Any = None,
    detail: dict[str, Any] | None = None, **changes: Any,
) -> Order:  # fmt: skip
    """Take a step and write it down; raises `BadOrder` where it may not be taken from here.

    Of two who take a step at once one finds the version changed, on SQLite too, and is refused.
    """
    state = leads_to(step, OrderState(one.state))
    changes |= {"state": state.value, "version": one.version + 1}
    moved = Order.objects.filter(pk=one.pk, version=one.version).update(**changes)
    if not moved:
        raise BadOrder(
            "taken", "订单刚被别人办理，请刷新后再看。", "Somebody else was quicker: reload.",
        )  # fmt: skip
    for name, value in changes.items():
        setattr(one, name, value)
    write(actor, one, step, says=says, about=about or one.facility, detail=detail)
    return one


def write(
    actor: Actor, one: Order, what: str, *, says: str = "", about: Any = None,
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """Add a line to an order's history."""
    OrderStep.objects.create(
        order=one, what=what, state=one.state, facility=about, at=clock.now(),
        says=said(says, 300), detail=detail or {}, by=actor.name[:64], account=actor.account,
    )  # fmt: skip


def said(text: str, most: int) -> str:
    """Return what somebody wrote, cut, without characters that turn the reading order."""
    return refuse_turned(text).strip()[:most]


def needs_reason(text: str) -> None:
    """Raise `BadOrder` where no reason is given."""
    if len(text.strip()) < 2:
        raise BadOrder("reason", "请写明原因。", "Say why.", field="reason")


def rest_of(one: Order) -> Payer:
    """Return who pays what no voucher covers."""
    return Payer.FAMILY if one.placed_by in FAMILY else Payer.SELF


def planned_shares(one: Order, *, kept_back: bool = True) -> tuple[Share, ...]:
    """Return who would pay an order as it stands; without what other open orders keep back."""
    on = one.wanted_on
    purse = queries.purse_of(one, on=on, kept_back=kept_back)
    return split(one.amount, one.minutes, purse, rest=rest_of(one))


def keep_shares(one: Order, shares: tuple[Share, ...]) -> None:
    """Put down who pays an order: until it is confirmed that is a plan, and is made anew."""
    OrderShare.objects.filter(order=one, spent_at=None).delete()
    OrderShare.objects.bulk_create(
        OrderShare(
            order=one, payer=share.payer.value, scheme=share.scheme, unit=share.unit,
            quantity=share.quantity, amount=share.amount,
        )
        for share in shares
    )  # fmt: skip
