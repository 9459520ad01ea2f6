"""Balances of custody accounts: noted from a bank statement, put right by a later entry."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.money import Fen
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.placements import queries
from anhuai.placements.actions.holding import not_future
from anhuai.placements.models import CustodyBalance
from anhuai.placements.rules.words import BadPlacement
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit

RUN = Permit.PLACEMENTS_RUN


@action(permit=RUN, title=_("登记存管账户余额"), logs=("facility", "on"), subject="custody_balance")
def record_balance(
    actor: Actor, *, facility: int, amount: Fen, on: date, document: str
) -> CustodyBalance:
    """Note what lay in an institution's custody account at the end of a day, as the bank says.

    One balance a day: another for the same day is a correction of the first.
    """
    queries.facility_in_scope(actor, facility, permit=RUN)
    _checked(amount, on, document)
    standing = queries.custody_balances(actor, facility=facility, permit=RUN)
    if standing.filter(as_of=on, correction=None).exists():
        raise BadPlacement(
            "twice", "这一天的余额已经登记；写错了的，请在那一条上点“更正”。",
            "The balance of this day is on record: correct that entry.", field="as_of",
        )  # fmt: skip
    return _kept(actor, facility, amount, on, document)


@action(permit=RUN, title=_("更正存管账户余额"), logs=("balance", "on"), subject="custody_balance")
def correct_balance(
    actor: Actor, *, balance: int, amount: Fen, on: date, document: str, reason: str
) -> CustodyBalance:
    """Put a balance right by a later entry with its reason; the wrong one stays and counts no more.

    An entry is corrected once: what replaced it is corrected in its turn.
    """
    queries.custody_balance(actor, balance, permit=RUN)
    wrong = CustodyBalance.objects.select_for_update().get(pk=balance)
    if CustodyBalance.objects.filter(corrects=wrong).exists():
        raise BadPlacement(
            "corrected", "这一条已经更正过，请更正最新的一条。",
            "It was corrected already: correct what replaced it.",
        )  # fmt: skip
    _checked(amount, on, document)
    if len(normalise(reason)) < 2:
        raise BadPlacement(
            "reason", "请写明为什么更正。", "Say why it is corrected.", field="reason"
        )
    standing = queries.custody_balances(actor, facility=wrong.facility_id, permit=RUN)
    if standing.filter(as_of=on, correction=None).exclude(pk=balance).exists():
        raise BadPlacement(
            "twice", "更正后的日期已有另一条余额，请核对对账单日期。",
            "Another balance of that day is on record: check the statement's day.", field="as_of",
        )  # fmt: skip
    return _kept(actor, wrong.facility_id, amount, on, document, corrects=wrong, reason=reason)


def _checked(amount: int, on: date, document: str) -> None:
    not_future(on, field="as_of")
    if not 0 <= amount < 1 << 53:
        raise BadPlacement(
            "amount", "金额不能是负数，也不能太大。", "Not less than nothing.", field="amount"
        )
    if len(normalise(document)) < 4:
        raise BadPlacement(
            "document", "请写明依据，如开户银行和对账单编号。",
            "Name the bank and its statement's number.", field="document",
        )  # fmt: skip


def _kept(
    actor: Actor, facility: int, amount: int, on: date, document: str,
    *, corrects: CustodyBalance | None = None, reason: str = "",
) -> CustodyBalance:  # fmt: skip
    return CustodyBalance.objects.create(
        facility_id=facility, as_of=on, amount=amount, corrects=corrects,
        document=refuse_turned(document).strip()[:200], reason=normalise(reason)[:200],
        recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip
