"""A confirmed order put right: a complaint upheld, so that fewer units count, or none.

What vouchers and hours paid goes back whole by a reversing entry in funds, and what still counts is
spent anew: nothing is edited. The provider's next statement takes back the difference.
"""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.funds import actions as funds
from anhuai.platform import clock, wall
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.services.actions.confirming import entitled, key_of, spend_shares
from anhuai.services.actions.moving import keep_shares, locked, move, needs_reason, rest_of
from anhuai.services.catalogue import CARE
from anhuai.services.models import Order, OrderShare
from anhuai.services.queries import order_settings as settings
from anhuai.services.queries.redressing import ground_of
from anhuai.services.queries.sponsoring import parts_of
from anhuai.services.rules.ordering import BadOrder
from anhuai.services.rules.ordering_words import Payer
from anhuai.services.rules.sharing import CASH, MINUTES, Share, own_part, split, taken_from
from anhuai.services.rules.sponsoring import SPONSORS


@dataclass(frozen=True, slots=True)
class Redressed:
    """What an order came to: given back to accounts, ended meanwhile, and due from the provider."""

    pk: int
    fen: int
    minutes: int
    over: int
    own: int


@action(permit=Permit.ORDERS_MANAGE, title=_("投诉属实，退回费用"), logs=("units",),
        subject="order")  # fmt: skip
def redress(
    actor: Actor, *, order: int, units: int, reason: str, seen: int | None = None
) -> Redressed:
    """Let fewer units of a confirmed order count, 0 for none; give back what was paid too much.

    Raises `BadOrder` without a complaint, an upheld anomaly or a denial at a call-back.
    """
    one = locked(actor, order, permit=Permit.ORDERS_MANAGE, seen=seen)
    needs_reason(reason)
    if not ground_of(one):
        raise BadOrder(
            "ground", "没有投诉、核定的疑点或回访否认，不能退回；请先登记投诉。",
            "There is no complaint, upheld anomaly or denial: record the complaint first.",
        )  # fmt: skip
    if not 0 <= units < (one.done_units or 0):
        raise BadOrder(
            "units", f"认可的数量应少于已确认的 {one.done_units}，一次都没做的填 0。",
            f"Fewer than the {one.done_units} confirmed; 0 where nothing counts.", field="units",
        )  # fmt: skip
    before = _shares(one)
    care = CARE[one.service]
    moved = move(
        actor, one, "redress", says=reason, done_units=units, amount=units * one.unit_price,
        minutes=care.minutes * max(1, units),
        detail={"units": units, "before": [[x.payer.value, x.amount, x.quantity] for x in before]},
    )  # fmt: skip
    back = _given_back(actor, moved, before, reason)
    OrderShare.objects.filter(order=one).delete()  # what was is in the step's detail
    after = _now(moved, before)
    keep_shares(moved, after)
    spend_shares(actor, moved)
    spent = taken_from(after, percent=0)
    kept = {CASH: spent.fen + sum(x.fen for x in spent.aids), MINUTES: spent.minutes}
    net = {unit: (n - kept[unit], max(0, over - kept[unit])) for unit, (n, over) in back.items()}
    return Redressed(
        moved.pk, net.get(CASH, (0, 0))[0], net.get(MINUTES, (0, 0))[0],
        sum(over for _back, over in net.values()), own_part(before) - own_part(after),
    )  # fmt: skip


def _shares(one: Order) -> tuple[Share, ...]:
    return tuple(
        Share(Payer(row.payer), row.amount, row.scheme, row.unit, row.quantity)
        for row in OrderShare.objects.filter(order=one).order_by("pk")
    )


def _now(one: Order, before: tuple[Share, ...]) -> tuple[Share, ...]:
    """Return who pays what still counts, in the same way as before and never more."""
    on = timezone.localtime(one.done_at or clock.now()).date()
    found = taken_from(
        before, percent=settings.voucher_percent(on), sponsors=parts_of(x.scheme for x in before)
    )
    rest = next((x.payer for x in before if not x.scheme), rest_of(one))
    after = split(one.amount, one.minutes, found, rest=rest)
    still = {x.scheme for x in after}
    gone = (x for x in before if x.payer in SPONSORS and x.scheme and x.scheme not in still)
    # whose money a statement takes back is read from the share, so it stays with nothing in it
    return (*after, *(replace(x, amount=0, quantity=0) for x in gone))


@wall.lifted()  # the elder's accounts, by the elder's right
def _given_back(
    actor: Actor, one: Order, before: tuple[Share, ...], reason: str
) -> dict[str, tuple[int, int]]:
    """Give back what each unit of account paid; return by unit what came back and what is over."""
    found: dict[str, tuple[int, int]] = {}
    keys = {key_of(one, share): share.unit for share in before if share.scheme and share.quantity}
    for key, unit in sorted(keys.items()):
        made = funds.give_back(
            entitled(actor), person=one.person_id, key=key, on=clock.today(), reason=reason
        )
        back, over = found.get(unit, (0, 0))
        found[unit] = (back + made.back, over + made.over)
    return found
