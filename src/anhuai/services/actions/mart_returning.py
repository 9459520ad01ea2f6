"""An exchange at the mart given back: points by a further entry, goods onto the shelf or not.

Nothing is edited (ADR 79): the exchange stands, one entry reverses it, once. Points go back onto
the lots that end last, so that it stands as if they had not been spent; what ended meanwhile ends
again.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.actions.mart import move_stock
from anhuai.services.models import PointEntry, PointLot
from anhuai.services.rules.mart import MOVES, BadMart, PointKind
from anhuai.services.rules.mutual import TimeLeft, returned_last

RUN = Permit.MARTS_RUN


@action(
    permit=RUN, title=_("退回积分兑换"), logs=("entry", "restocks", "on"), subject="point_entry"
)
def return_exchange(
    actor: Actor, *, entry: int, restocks: bool, reason: str, on: date
) -> PointEntry:
    """Give back an exchange of a mart in reach, whole, once; `restocks` puts the goods back.

    Raises `BadMart` for what is no exchange or was given back already.
    """
    found = queries.exchange_in_scope(actor, entry)
    why = normalise(reason)
    if len(why) < 2:
        raise BadMart("reason", "请写明退回的原因。", "Say why.", field="reason")
    if not found.on <= on <= clock.today():
        raise BadMart("days", "日期应在兑换之后、今天之前。", "Between then and today.", field="on")
    source, target = MOVES[PointKind.RETURN]
    try:
        with transaction.atomic():
            made = PointEntry.objects.create(
                account_id=found.account_id, kind=PointKind.RETURN, source=source, target=target,
                points=found.points, key=f"return:{found.pk}", on=on, says=found.says,
                reason=why[:160], goods=found.goods, count=found.count, reverses=found,
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadMart(
            "twice", "这次兑换已经退回过。", "This exchange was given back already."
        ) from clash
    _onto_lots(found.account_id, found.points)
    if restocks and found.goods is not None:
        move_stock(found.goods, found.count, on, "退回兑换", actor, made)
    return made


def _onto_lots(account: int, points: int) -> None:
    rows = PointLot.objects.filter(account=account, gone__gt=0)
    used = [
        TimeLeft(one.pk, one.gone - queries.lapsed_points(one.pk), one.until) for one in rows
    ]  # fmt: skip
    parts = returned_last(points, used)
    if parts is None:
        raise NotHere("point_lot", account)  # a ledger that does not add up is not put right here
    for key, part in parts:
        if not PointLot.objects.filter(pk=key, gone__gte=part).update(gone=F("gone") - part):
            raise Stale("point_lot", key)
