"""Subsidies of institutions: decided at night, prepared by one officer, paid by another."""

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import InstitutionDue
from anhuai.benefits.queries.institutions import institution_due
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


def note_institutions(night: "Night") -> int:
    """Keep what institutions are owed for the night's month; return of how many it changed.

    What an officer prepared or paid stands: it is corrected by hand, with a document.
    """
    held = {(one.facility_id, one.item, one.period): one for one in InstitutionDue.objects.all()}
    changed = 0
    for one in night.institutions:
        before = held.get((one.facility, one.item, one.period))
        values = {
            "division": one.division, "amount": one.amount, "reason": one.reason[:60],
            "said": one.said, "pin": one.pin[:128], "decided_on": night.on,
        }  # fmt: skip
        if before is None:
            InstitutionDue.objects.create(
                facility_id=one.facility, item=one.item, period=one.period, **values
            )
            changed += 1
        elif before.state == "decided" and (
            before.amount, before.reason, before.said
        ) != (one.amount, one.reason, one.said):  # fmt: skip
            InstitutionDue.objects.filter(pk=before.pk, state="decided").update(
                **values, version=F("version") + 1
            )
            changed += 1
    return changed


@action(
    permit=Permit.FUNDS_MANAGE, title=_("编制机构补贴"), logs=("version", "fund"),
    subject="institution_due",
)  # fmt: skip
def prepare_institution(
    actor: Actor, *, due: int, version: int, fund: str, document: str
) -> InstitutionDue:
    """Prepare what an institution is owed out of a fund, by a document; a second officer pays it.

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
    moved = InstitutionDue.objects.filter(pk=due, version=version, state="decided").update(
        state="prepared", fund=fund, document=document.strip()[:120],
        prepared_by=actor.account or 0, prepared_name=actor.name[:64], version=version + 1,
    )  # fmt: skip
    if not moved:
        raise Stale("institution_due", due)
    one.refresh_from_db()
    return one


@action(
    permit=Permit.FUNDS_APPROVE, title=_("审批支付机构补贴"), logs=("version", "on"),
    subject="institution_due",
)  # fmt: skip
def pay_institution(actor: Actor, *, due: int, version: int, on: date) -> InstitutionDue:
    """Approve and book a prepared subsidy, once, by somebody else than who prepared it."""
    county.require_whole(actor, Permit.FUNDS_APPROVE)
    one = institution_due(actor, due, permit=Permit.FUNDS_APPROVE)
    if one.prepared_by == (actor.account or 0):
        raise BadPaying(
            "own", "编制人不能审批自己编制的补贴，请另一位经办人审批。",
            "Who prepared it cannot approve it.",
        )  # fmt: skip
    if one.state != "prepared" or one.version != version:
        raise Stale("institution_due", due)
    rule = BENEFITS[one.item]
    entry = funds.record_spending(
        actor, pot=Pot(one.fund, on.year, purpose_of(rule)), amount=Fen(one.amount), on=on,
        document=one.document, says=f"{rule.title} {one.period} {one.facility.name}"[:200],
    )  # fmt: skip
    moved = InstitutionDue.objects.filter(pk=due, version=version, state="prepared").update(
        state="paid", approved_by=actor.account or 0, approved_name=actor.name[:64], paid_on=on,
        entry=entry, version=version + 1,
    )  # fmt: skip
    if not moved:
        raise Stale("institution_due", due)
    one.refresh_from_db()
    return one
