"""Subsidies of institutions: decided at night, prepared by one officer, paid by another."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import InstitutionDue
from anhuai.benefits.queries.institutions import CLOSED, ITEMS, Found, institution_due
from anhuai.benefits.queries.keeping_back import kept_of, paid_of
from anhuai.benefits.rules.paying import BadPaying, purpose_of
from anhuai.funds import actions as funds
from anhuai.funds.catalogue import FUNDS
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.platform import county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

if TYPE_CHECKING:
    from anhuai.benefits.actions.deciding import Night


Slot = tuple[int, str, str]
"""A facility's subsidy of a period."""


def note_institutions(night: "Night") -> int:
    """Keep what institutions are owed for the night's month and past ones; return what changed.

    What an officer prepared or paid stands. Where it comes to something else now, one further row
    holds the difference until officers pay it or have it back. What is only unknown now, and a past
    month that was never decided, change nothing.
    """
    held: dict[Slot, list[InstitutionDue]] = {}
    for row in InstitutionDue.objects.order_by("number"):
        held.setdefault((row.facility_id, row.item, row.period), []).append(row)
    changed = sum(
        _note(night, one, held.get((one.facility, one.item, one.period), []))
        for one in night.institutions
    )
    for month, found in night.institutions_past:
        told = {(one.facility, one.item, one.period): one for one in found}
        for slot, rows in held.items():
            one = told.get(slot)
            if slot[2] == str(month) and slot[1] in ITEMS and (one is None or _is_known(one)):
                changed += _note(night, one or _closed(rows[0]), rows)
    return changed


def _is_known(one: Found) -> bool:
    return not one.reason.startswith("unknown")


def _closed(row: InstitutionDue) -> Found:
    """Return what is owed where the institution is known not to have operated."""
    return Found(row.facility_id, row.division, row.item, row.period, 0, CLOSED, {}, "")


def _note(night: "Night", one: Found, rows: list[InstitutionDue]) -> bool:
    """Keep one subsidy, or how it differs from what was prepared or paid; say if that changed."""
    values: dict[str, Any] = {
        "division": one.division, "amount": one.amount, "reason": one.reason[:60],
        "said": one.said, "pin": one.pin[:128], "decided_on": night.on,
    }  # fmt: skip
    stands = [row for row in rows if row.state != "decided"]
    open_row = next((row for row in rows if row.state == "decided"), None)
    if stands:
        if not _is_known(one):
            return False
        values["amount"] = one.amount - sum(row.amount for row in stands)
        if open_row is None and not values["amount"]:
            return False
    if open_row is None:
        InstitutionDue.objects.create(
            facility_id=one.facility, item=one.item, period=one.period,
            number=max((row.number for row in rows), default=-1) + 1, **values,
        )  # fmt: skip
        return True
    if (open_row.amount, open_row.reason, open_row.said) == (
        values["amount"], values["reason"], one.said,
    ):  # fmt: skip
        return False
    return bool(
        InstitutionDue.objects.filter(pk=open_row.pk, state="decided").update(
            **values, version=F("version") + 1
        )
    )


@action(
    permit=Permit.FUNDS_MANAGE, title=_("编制机构补贴"), logs=("version", "fund"),
    subject="institution_due",
)  # fmt: skip
def prepare_institution(
    actor: Actor, *, due: int, version: int, fund: str, document: str
) -> InstitutionDue:
    """Prepare what an institution is owed out of a fund, by a document; a second officer pays it.

    Up to the county's share of a payment is kept for what the institution owes back.
    Raises `BadPaying` where nothing is owed or a fund of towns was chosen, `Stale`, `NotHere`.
    """
    county.require_whole(actor, Permit.FUNDS_MANAGE)
    one = institution_due(actor, due, permit=Permit.FUNDS_MANAGE)
    if not one.amount:
        raise BadPaying("none", "这一项没有应补的金额。", "Nothing is owed here.")
    if fund not in FUNDS or FUNDS[fund].by_town:
        raise BadPaying(
            "fund", "请选择县级的资金来源。", "Choose a fund of the county.", field="fund"
        )
    if len(document.strip()) < 2:
        raise BadPaying(
            "document", "请填写依据文件或凭证号。", "Enter the document.", field="document"
        )
    if one.amount < 0 and fund != (paid := _paid(one)).fund:
        raise BadPaying(
            "fund", f"追回的补贴退回原资金来源：{FUNDS[paid.fund].title}。",
            "What is recovered goes back to the fund it was paid from.", field="fund",
        )  # fmt: skip
    moved = InstitutionDue.objects.filter(pk=due, version=version, state="decided").update(
        state="prepared", fund=fund, document=document.strip()[:120],
        prepared_by=actor.account or 0, prepared_name=actor.name[:64], version=version + 1,
    )  # fmt: skip
    if not moved:
        raise Stale("institution_due", due)
    one.refresh_from_db()
    _keep_back(one)
    return one


@action(
    permit=Permit.FUNDS_APPROVE, title=_("审批支付机构补贴"), logs=("version", "on"),
    subject="institution_due",
)  # fmt: skip
def pay_institution(actor: Actor, *, due: int, version: int, on: date) -> InstitutionDue:
    """Approve and book a prepared subsidy, once, by somebody else than who prepared it.

    What it is kept for is booked with it, as come back to the fund that paid it then.
    """
    county.require_whole(actor, Permit.FUNDS_APPROVE)
    one = institution_due(actor, due, permit=Permit.FUNDS_APPROVE)
    if one.prepared_by == (actor.account or 0):
        raise BadPaying(
            "own", "编制人不能审批自己编制的补贴，请另一位经办人审批。",
            "Who prepared it cannot approve it.",
        )  # fmt: skip
    if one.set_off_id is not None:
        raise BadPaying(
            "set_off", "这笔追回从一笔补贴中抵扣，随那笔补贴一并审批。",
            "It is kept of a subsidy and approved with that.",
        )  # fmt: skip
    if one.state != "prepared" or one.version != version:
        raise Stale("institution_due", due)
    _approve(actor, one, on)
    for part in one.set_offs.select_related("facility").order_by("pk"):
        _approve(actor, part, on)
    one.refresh_from_db()
    return one


def _paid(one: InstitutionDue) -> InstitutionDue:
    """Return the last payment of the period; raises `BadPaying` while it is not paid."""
    found = paid_of(one)
    if found is None:
        raise BadPaying(
            "unpaid", "原来的补贴还没有支付，不能追回；请先办完原来的补贴。",
            "The subsidy itself is not paid yet: finish that first.",
        )  # fmt: skip
    return found


def _keep_back(payment: InstitutionDue) -> None:
    """Prepare with a payment what it is kept for: a recovery whole, or the part that fits."""
    for back, source, amount in kept_of(payment):
        told: dict[str, Any] = {
            "state": "prepared", "fund": source.fund, "document": payment.document,
            "prepared_by": payment.prepared_by, "prepared_name": payment.prepared_name,
            "set_off": payment,
        }  # fmt: skip
        is_whole = amount == -back.amount
        rest = told if is_whole else {"amount": back.amount + amount}
        moved = InstitutionDue.objects.filter(
            pk=back.pk, version=back.version, state="decided"
        ).update(**rest, version=F("version") + 1)
        if not moved:
            raise Stale("institution_due", back.pk)
        if not is_whole:
            _split(back, amount, told)


def _split(back: InstitutionDue, amount: int, told: dict[str, Any]) -> None:
    """Record the part of a recovery that is kept now as a row of its own."""
    rows = InstitutionDue.objects.filter(
        facility=back.facility_id, item=back.item, period=back.period
    )
    top = rows.aggregate(top=Max("number"))["top"]
    InstitutionDue.objects.create(
        facility_id=back.facility_id, item=back.item, period=back.period, number=top + 1,
        division=back.division, amount=-amount, reason=back.reason, said=back.said, pin=back.pin,
        decided_on=back.decided_on, **told,
    )  # fmt: skip


def _approve(actor: Actor, one: InstitutionDue, on: date) -> None:
    """Book a prepared row and say so, once."""
    moved = InstitutionDue.objects.filter(
        pk=one.pk, version=one.version, state="prepared"
    ).update(
        state="paid", approved_by=actor.account or 0, approved_name=actor.name[:64], paid_on=on,
        entry=_booked(actor, one, on), version=one.version + 1,
    )  # fmt: skip
    if not moved:
        raise Stale("institution_due", one.pk)


def _booked(actor: Actor, one: InstitutionDue, on: date) -> Any:
    """Book a subsidy as spent, or what came back of it to the budget of the year it was paid in."""
    rule = BENEFITS[one.item]
    says = f"{rule.title} {one.period} {one.facility.name}"
    if one.amount > 0:
        told = f"{says}（补发）" if one.number else says
        return funds.record_spending(
            actor, pot=Pot(one.fund, on.year, purpose_of(rule)), amount=Fen(one.amount), on=on,
            document=one.document, says=told[:200],
        )  # fmt: skip
    paid = _paid(one)
    year = paid.paid_on.year if paid.paid_on else on.year
    way = "从补贴中抵扣" if one.set_off_id else "追回"
    return funds.record_recovery(
        actor, pot=Pot(paid.fund, year, purpose_of(rule)), amount=Fen(-one.amount), on=on,
        document=one.document, says=f"{says}（{way}）"[:200],
    )  # fmt: skip
