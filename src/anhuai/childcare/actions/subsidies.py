"""The inclusive subsidy of a nursery's month: prepared by one officer, paid by another, once."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.models import Subsidy, SubsidyLine
from anhuai.childcare.queries.subsidies import Statement, statement_of
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.subsidy import SubsidyState
from anhuai.funds import actions as funds
from anhuai.funds import queries as ledger
from anhuai.funds.catalogue import FUNDS
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

PREPARE, APPROVE = Permit.FUNDS_MANAGE, Permit.FUNDS_APPROVE
PURPOSE = "children"


@action(
    permit=PREPARE, title=_("编制普惠托位补助"), logs=("nursery", "month", "fund", "document"),
    subject="childcare_subsidy",
)  # fmt: skip
def prepare_subsidy(
    actor: Actor, *, nursery: int, month: date, fund: str, document: str
) -> Subsidy:
    """Prepare a nursery's subsidy of a month that is over; a second officer approves it.

    A month has one statement that was not returned, a child counts in one: the tables hold it.
    What paid months have changed by since is part of it, each difference in one statement at once;
    it never comes to less than nothing.
    Raises `BadChildcare`, also while the county has not decided the amount.
    """
    county.require_whole(actor, PREPARE)
    home = queries.nursery(actor, nursery, permit=Permit.CHILDCARE_READ, lock=True)
    asked, said = Month.of(month), normalise(refuse_turned(document))[:120]
    _refuse_unfit(asked, fund, said)
    found = statement_of(home, asked)
    _refuse_empty(found)
    worked, rate = found.worked, found.worked.rate
    row = Subsidy(
        nursery=home, month=asked.first, state=SubsidyState.PREPARED, rate=rate.amount,
        least=rate.least, half=rate.half, children=worked.children, amount=found.amount,
        changes=found.changed, carried=found.carried,
        doubts=[[str(code), count] for code, count in worked.doubts],
        fund=fund, document=said, prepared_by=actor.account or 0, prepared_name=actor.name[:64],
        prepared_at=clock.now(),
    )  # fmt: skip
    _keep(row, found)
    return row


def _refuse_unfit(asked: Month, fund: str, said: str) -> None:
    if asked.last >= clock.today():
        raise BadChildcare(
            "month", "这个月还没有过完，下月一日起再编制。",
            "The month is not over: prepare it from the first of the next.", field="month",
        )  # fmt: skip
    if fund not in FUNDS or FUNDS[fund].by_town:
        raise BadChildcare(
            "fund", "请选择县级的资金来源。", "Choose a fund of the county.", field="fund"
        )
    if len(said) < 2:
        raise BadChildcare(
            "document", "请填写依据文件或凭证号。", "Enter the document.", field="document"
        )


def _refuse_empty(found: Statement) -> None:
    if found.worked.amount or any(taken > 0 for _one, taken in found.changes):
        return
    if not found.worked.rate.amount:
        raise BadChildcare(
            "undecided", "县里还没有定普惠托位补助标准；请先在“参数”里提议并经批准。",
            "The county has not decided the amount: propose it under “Parameters” first.",
        )  # fmt: skip
    raise BadChildcare(
        "none", "这个月没有可以计入的普惠托位；各托位的原因见试算。",
        "No place counts this month: the draft says why.",
    )  # fmt: skip


def _keep(row: Subsidy, found: Statement) -> None:
    try:
        with transaction.atomic():
            row.save()
            SubsidyLine.objects.bulk_create(
                SubsidyLine(
                    subsidy=row, person_id=one.place.person, enrolment_id=one.place.enrolment,
                    month=row.month, charge=one.place.charge, days=one.place.days,
                    attended=one.place.attended, amount=one.amount, why=one.why,
                )
                for one in found.worked.judged
            )  # fmt: skip
            SubsidyLine.objects.bulk_create(
                SubsidyLine(
                    subsidy=row, of_id=one.of, person_id=one.person, enrolment_id=one.enrolment,
                    month=one.month, charge=one.charge, days=one.days, attended=one.attended,
                    before=one.before, now=one.now, amount=taken, why=one.why, waiting=True,
                    counts=not one.before,
                )
                for one, taken in found.changes
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadChildcare(
            "twice", "这个月已经编制过，或有孩子刚在别处计入；请刷新核对。",
            "This month was prepared already, or a child counted elsewhere just now.",
        ) from clash  # fmt: skip


def _checked(one: Subsidy, on: date, note: str) -> str:
    """Return what was found on a statement's doubts; refuses silence and another day."""
    said = normalise(refuse_turned(note))[:200]
    if one.doubts and not said:
        raise BadChildcare(
            "note", "这份补助有疑点，请写明核查情况。", "There are doubts: say what was found.",
            field="note",
        )  # fmt: skip
    if not localtime(one.prepared_at).date() <= on <= clock.today():
        raise BadChildcare(
            "on", "支付日期应在编制以后、今天以前。", "From its preparation to today.", field="on"
        )
    return said


@action(
    permit=APPROVE, title=_("审批支付普惠托位补助"), logs=("subsidy", "version", "on"),
    subject="childcare_subsidy",
)  # fmt: skip
def approve_subsidy(
    actor: Actor, *, subsidy: int, version: int, on: date, note: str = ""
) -> Subsidy:
    """Approve and book a prepared statement, once, by somebody else than who prepared it.

    The month is worked out again first: where it no longer comes to the same, the statement is to
    be returned and prepared anew. Doubts want a note that says what was found.
    """
    county.require_whole(actor, APPROVE)
    queries.subsidy(actor, subsidy)
    one = Subsidy.objects.select_for_update().get(pk=subsidy)
    if one.prepared_by == (actor.account or 0):
        raise BadChildcare(
            "own", "编制人不能审批自己编制的补助，请另一位经办人审批。",
            "Who prepared it cannot approve it.",
        )  # fmt: skip
    if one.state != SubsidyState.PREPARED or one.version != version:
        raise Stale("childcare_subsidy", subsidy)
    said = _checked(one, on, note)
    _refuse_changed(one)
    entry = _booked(actor, one, on) if one.amount else None
    moved = Subsidy.objects.filter(
        pk=subsidy, version=version, state=SubsidyState.PREPARED
    ).update(
        state=SubsidyState.PAID, approved_by=actor.account or 0, approved_name=actor.name[:64],
        paid_on=on, entry=entry, note=said, version=F("version") + 1,
    )  # fmt: skip
    if not moved:
        raise Stale("childcare_subsidy", subsidy)
    _release(one)
    one.refresh_from_db()
    return one


def _refuse_changed(one: Subsidy) -> None:
    """Raise `BadChildcare` where a statement, worked out again, is not what was prepared."""
    now = statement_of(one.nursery, Month.of(one.month), besides=one.pk)
    rows = one.lines.filter(of__isnull=False)
    kept = set(rows.values_list("of", "person", "before", "now", "amount"))
    found = {(row.of, row.person, row.before, row.now, taken) for row, taken in now.changes}
    if now.amount != one.amount or kept != found:
        raise BadChildcare(
            "changed", "出勤、收费或标准在编制以后变了，重算的金额不同；请退回后重新编制。",
            "Worked out again it comes to another sum: return it and prepare it anew.",
        )  # fmt: skip


def _booked(actor: Actor, one: Subsidy, on: date) -> Any:
    pot = Pot(one.fund, on.year, PURPOSE)
    marked, _general = ledger.budget_left(pot)  # money earmarked for children goes first
    return funds.record_spending(
        actor, pot=pot, amount=Fen(one.amount), on=on, document=one.document,
        is_earmarked=marked >= one.amount,
        says=f"普惠托位补助 {one.month:%Y-%m} {one.nursery.facility.name}"[:200],
    )  # fmt: skip


def _release(one: Subsidy) -> None:
    """A paid statement's changes stand; a child taken back whole may count elsewhere that month."""
    rows = one.lines.filter(of__isnull=False)
    rows.update(waiting=False)
    for row in rows.filter(amount=-F("before"), now=0):
        SubsidyLine.objects.filter(
            Q(subsidy=row.of_id, of=None) | Q(of=row.of_id), person=row.person_id
        ).update(counts=False)


@action(
    permit=APPROVE, title=_("退回普惠托位补助"), logs=("subsidy", "version"),
    subject="childcare_subsidy",
)  # fmt: skip
def return_subsidy(actor: Actor, *, subsidy: int, version: int, reason: str) -> Subsidy:
    """Return a statement that is not paid, saying why; the month may be prepared anew."""
    county.require_whole(actor, APPROVE)
    queries.subsidy(actor, subsidy)
    said = normalise(refuse_turned(reason))[:200]
    if not said:
        raise BadChildcare("reason", "请填写退回原因。", "Say why.", field="reason")
    moved = Subsidy.objects.filter(
        pk=subsidy, version=version, state=SubsidyState.PREPARED
    ).update(state=SubsidyState.RETURNED, note=said, version=F("version") + 1)  # fmt: skip
    if not moved:
        raise Stale("childcare_subsidy", subsidy)
    SubsidyLine.objects.filter(subsidy=subsidy).update(counts=False, waiting=False)
    return Subsidy.objects.get(pk=subsidy)
