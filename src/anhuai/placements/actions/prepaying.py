"""Money paid ahead: taken within the caps, used for bills, given back."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.placements import queries
from anhuai.placements.actions.holding import not_future
from anhuai.placements.models import Bill, Contract, NetAssets, Prepayment, Stay
from anhuai.placements.rules.billing import BillState
from anhuai.placements.rules.contract import Breach
from anhuai.placements.rules.prepaid import Ahead, Moved, beyond_assets, cap, refusal, usable
from anhuai.placements.rules.words import BadPlacement
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

RUN, MANAGE = Permit.PLACEMENTS_RUN, Permit.PLACEMENTS_MANAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """An amount that came or went: what for, how much, and whether it lies in custody."""

    kind: Ahead
    amount: Fen
    in_custody: bool = False
    note: str = ""


def _locked(actor: Actor, key: int) -> Stay:
    """Return a stay the actor's institution keeps, locked: its balances are counted one by one."""
    found = queries.stay(actor, key, permit=RUN)
    queries.facility_in_scope(actor, found.facility_id, permit=RUN)
    return Stay.objects.select_for_update().select_related("facility").get(pk=key)


def _line(
    actor: Actor, stay: Stay, on: date, what: Moved, kind: Ahead, amount: int,
    *, bill: Bill | None = None, note: str = "",
) -> Prepayment:  # fmt: skip
    return Prepayment.objects.create(
        stay=stay, kind=kind, what=what, amount=amount, on=on, bill=bill,
        note=normalise(note)[:200], recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


def _checked(stay: Stay, amount: int, on: date) -> None:
    not_future(on)
    if on < stay.since and on < _signed(stay):
        raise BadPlacement(
            "early", "日期早于合同签订日，请核对。", "Before the contract was signed.", field="on"
        )
    if amount <= 0:
        raise BadPlacement("amount", "金额应大于 0。", "More than nothing.", field="amount")


def _whole(facility: int, amount: int, on: date) -> Breach | None:
    """Return what a payment breaks at the whole institution; its assets' row is the lock."""
    known = queries.assets_on([facility], on).get(facility)
    if known is None:
        return None
    NetAssets.objects.select_for_update().get(pk=known.pk)
    held = sum(queries.sums_ahead([facility])[facility].values())
    return beyond_assets(held + amount, known.amount)


@action(permit=MANAGE, title=_("登记净固定资产"), logs=("facility", "on"), subject="facility")
def record_assets(
    actor: Actor, *, facility: int, amount: Fen, on: date, document: str
) -> NetAssets:
    """Record an institution's fixed assets net of pledges as a report of a day says.

    Money paid ahead may not exceed them (民发〔2024〕19号). A newer report counts from its day.
    """
    queries.facility_in_scope(actor, facility, permit=MANAGE)
    not_future(on, field="as_of")
    if not 0 <= amount < 1 << 53:
        raise BadPlacement("amount", "金额不能是负数，也不能太大。", "Not less than nothing.",
                           field="amount")  # fmt: skip
    if len(normalise(document)) < 4:
        raise BadPlacement(
            "document", "请写明依据，如审计报告的编号和日期。", "Name the report it stands in.",
            field="document",
        )  # fmt: skip
    return NetAssets.objects.create(
        facility_id=facility, amount=amount, as_of=on,
        document=refuse_turned(document).strip()[:200], recorded_at=clock.now(),
        recorded_by=actor.name[:64],
    )  # fmt: skip


def _signed(stay: Stay) -> date:
    found = Contract.objects.filter(stay=stay).first()
    return found.signed_on if found else stay.since


@action(permit=RUN, title=_("登记预收款"), logs=("stay", "on"), subject="stay")
def take_prepayment(actor: Actor, *, stay: int, given: Sum, on: date) -> Prepayment:
    """Note money paid ahead for a running stay; refused beyond the caps of its contract."""
    found = _locked(actor, stay)
    _checked(found, given.amount, on)
    contract = Contract.objects.filter(stay=found).first()
    if found.until is not None or contract is None:
        raise BadPlacement(
            "contract", "没有在住的合同，不能预收；请先办理入住并登记合同。",
            "No contract of a running stay: nothing may be taken ahead.",
        )  # fmt: skip
    most = cap(given.kind, bed_fee=contract.bed_fee, care_fee=contract.care_fee)
    after = queries.balances(found.pk)[given.kind] + given.amount
    breach = refusal(
        given.kind, after, most, ownership=found.facility.ownership, in_custody=given.in_custody
    )
    breach = breach or _whole(found.facility_id, given.amount, on)
    if breach is not None:
        raise BadPlacement(breach.code, breach.says, breach.says_en, field=breach.field)
    return _line(actor, found, on, Moved.RECEIVED, given.kind, given.amount, note=given.note)


@action(permit=RUN, title=_("退还预收款"), logs=("stay", "on"), subject="stay")
def refund_prepayment(actor: Actor, *, stay: int, given: Sum, on: date) -> Prepayment:
    """Note money given back, at most what lies there; a stay that ended too."""
    found = _locked(actor, stay)
    _checked(found, given.amount, on)
    left = queries.balances(found.pk)[given.kind]
    if given.amount > left:
        raise BadPlacement(
            "balance", f"余额只有 {format_yuan(Fen(left))} 元，不能多退。",
            f"Only {format_yuan(Fen(left))} yuan lie there.", field="amount",
        )  # fmt: skip
    return _line(actor, found, on, Moved.REFUNDED, given.kind, -given.amount, note=given.note)


@action(permit=RUN, title=_("用预收款抵扣账单"), logs=("bill", "on"), subject="bill")
def set_off_bill(actor: Actor, *, bill: int, version: int, on: date) -> Bill:
    """Pay a bill's bed and care from the service fee paid ahead, as far as it lasts.

    A bill covered whole is paid; of any other the rest, and always the meals, stay to be paid.
    """
    not_future(on)
    queries.bill(actor, bill, permit=RUN)
    stay = _locked(actor, queries.bill(actor, bill, permit=RUN).stay_id)
    found = Bill.objects.select_for_update().get(pk=bill)
    if found.version != version:
        raise Stale("bill", bill)
    if found.state != BillState.OPEN:
        raise BadPlacement("state", "账单已付款或已作废。", "It is paid or void already.")
    used = usable(
        queries.balances(stay.pk)[Ahead.SERVICE], bed_fee=found.bed_fee,
        care_fee=found.care_fee, used=found.set_off,
    )  # fmt: skip
    if used == 0:
        raise BadPlacement(
            "nothing", "没有可抵扣的预收服务费，或床位费、护理费已经抵扣完。",
            "No service fee lies paid ahead, or bed and care are set off already.",
        )  # fmt: skip
    _line(actor, stay, on, Moved.SET_OFF, Ahead.SERVICE, -used, bill=found)
    found.set_off += used
    if found.set_off == found.total:
        found.state, found.settled_on = BillState.PAID, on
    found.version += 1
    found.save(update_fields=["set_off", "state", "settled_on", "version"])
    return found


def put_back(actor: Actor, bill: Bill, on: date) -> None:
    """Put back what a bill made void had used; within the action that makes it void."""
    if bill.set_off:
        stay = Stay.objects.select_for_update().get(pk=bill.stay_id)
        _line(actor, stay, on, Moved.GIVEN_BACK, Ahead.SERVICE, bill.set_off, bill=bill)
