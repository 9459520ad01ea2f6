"""Bills of an institution's residents: drawn for a month, paid, made void."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise
from anhuai.placements import queries
from anhuai.placements.actions.holding import house, not_future
from anhuai.placements.actions.prepaying import put_back
from anhuai.placements.models import Absence, Bill, Contract
from anhuai.placements.rules.billing import BillState, bill_of
from anhuai.placements.rules.words import BadPlacement
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

RUN = Permit.PLACEMENTS_RUN


@dataclass(frozen=True, slots=True)
class Drawn:
    """What drawing a month's bills did: bills made, and stays without a contract left out."""

    made: int
    uncontracted: int


@action(permit=RUN, title=_("生成月度账单"), logs=("facility", "month"), subject="facility")
def draw_bills(actor: Actor, *, facility: int, month: date) -> Drawn:
    """Draw every resident's bill of a month from contract, days and absences; again adds none.

    Raises `BadPlacement` for a month that is not over: its days are not known yet.
    """
    one = house(actor, facility)
    asked = Month.of(month)
    if asked.last >= clock.today():
        raise BadPlacement(
            "month", "这个月还没有过完，下月一日起再生成账单。",
            "The month is not over: draw its bills from the first of the next.", field="month",
        )  # fmt: skip
    rows = Contract.objects.select_related("stay").filter(
        stay__facility=one.pk, stay__since__lte=asked.last
    )
    billed = set(
        Bill.objects.filter(facility=one.pk, month=asked.first)
        .exclude(state=BillState.VOID).values_list("stay", flat=True)
    )  # fmt: skip
    made = [
        bill for row in rows
        if row.stay_id not in billed and (bill := _bill(actor, row, asked)) is not None
    ]  # fmt: skip
    Bill.objects.bulk_create(made)
    return Drawn(len(made), queries.without_contract(one.pk, asked))


def _bill(actor: Actor, row: Contract, month: Month) -> Bill | None:
    away = Absence.objects.filter(stay=row.stay_id).values_list("since", "until")
    found = bill_of(
        month, (row.stay.since, row.stay.until), list(away), bed=row.bed_fee, care=row.care_fee,
        meals=row.meal_fee, meals_while_away=queries.meals_while_away(month.last),
    )  # fmt: skip
    if found is None:
        return None
    return Bill(
        stay=row.stay, facility_id=row.stay.facility_id, month=month.first, days=found.days,
        away=found.away, bed_fee=found.bed, care_fee=found.care, meal_fee=found.meals,
        total=found.total, state=BillState.OPEN, recorded_at=clock.now(),
        recorded_by=actor.name[:64],
    )  # fmt: skip


@action(permit=RUN, title=_("登记账单付款"), logs=("bill", "on"), subject="bill")
def settle_bill(actor: Actor, *, bill: int, version: int, on: date) -> Bill:
    """Note that a bill was paid on a day."""
    not_future(on)
    found = _open(actor, bill, version)
    if on < found.month:
        raise BadPlacement("early", "付款日期早于账单月份。", "Before its month.", field="on")
    found.state, found.settled_on = BillState.PAID, on
    return _kept(found)


@action(permit=RUN, title=_("作废账单"), logs=("bill",), subject="bill")
def void_bill(actor: Actor, *, bill: int, version: int, reason: str) -> Bill:
    """Make a wrong bill void, saying why; what it used of money paid ahead is put back.

    The month's bills may then be drawn again.
    """
    found = _open(actor, bill, version)
    said = normalise(reason)[:200]
    if not said:
        raise BadPlacement("reason", "请填写作废原因。", "Say why.", field="reason")
    found.state, found.note = BillState.VOID, said
    put_back(actor, found, clock.today())
    return _kept(found)


def _open(actor: Actor, key: int, version: int) -> Bill:
    queries.bill(actor, key, permit=RUN)
    found = Bill.objects.select_for_update().get(pk=key)
    if found.version != version:
        raise Stale("bill", key)
    if found.state != BillState.OPEN:
        raise BadPlacement("state", "账单已付款或已作废。", "It is paid or void already.")
    return found


def _kept(found: Bill) -> Bill:
    found.version += 1
    found.save(update_fields=["state", "settled_on", "note", "version"])
    return found
