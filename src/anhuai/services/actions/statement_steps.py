"""From a prepared statement to the provider's money: answers, two approvals, payment by funds."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from anhuai.funds import actions as funds
from anhuai.funds import queries as ledger
from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.kernel.text import normalise
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services.models import (
    Contract,
    Sponsorship,
    Statement,
    StatementApproval,
    StatementDispute,
    StatementPayment,
)
from anhuai.services.queries.limits import answer_days
from anhuai.services.queries.purchase import reached
from anhuai.services.queries.statements import is_reproduced, payable_pots, statement
from anhuai.services.rules.settlement import BadSettlement

ANSWER = Permit.SETTLEMENTS_ANSWER
MANAGE, APPROVE = Permit.SETTLEMENTS_MANAGE, Permit.SETTLEMENTS_APPROVE


def _move(
    found: Statement, *, version: int, came: tuple[str, ...], to: str, **more: object
) -> None:
    rows = Statement.objects.filter(pk=found.pk, version=version, state__in=came)
    if not rows.update(state=to, version=F("version") + 1, **more):
        raise Stale("statement", found.pk)
    found.refresh_from_db()


# the provider ---------------------------------------------------------------------------------


@action(permit=ANSWER, title=_("确认结算单"), logs=("statement", "version"), subject="statement")
def confirm_statement(actor: Actor, *, statement: int, version: int) -> Statement:
    """Say for the provider that a statement is right; not while an objection is open."""
    found = _own(actor, statement)
    if found.disputes.filter(state="open").exists():
        raise BadSettlement(
            "open", "还有没答复的异议，答复后再确认。", "An objection is not answered yet."
        )
    _move(
        found, version=version, came=("prepared",), to="confirmed", answered_by=actor.name[:64],
        answered_at=clock.now(),
    )  # fmt: skip
    return found


def _own(actor: Actor, key: int) -> Statement:
    """Return a statement of one of the actor's organisations; raises `NotHere`."""
    scope = actor.scope(ANSWER)
    found = statement(actor, key, permit=ANSWER)
    if found.organisation_id not in scope.organisations:
        raise NotHere("statement", key)
    return found


@action(
    permit=ANSWER,
    title=_("对结算提出异议"),
    logs=("statement", "number"),
    subject="statement_dispute",
)
def raise_dispute(actor: Actor, *, statement: int, number: str, says: str) -> StatementDispute:
    """Object to how a statement treats an order, paid or not; until it is checked."""
    found = _own(actor, statement)
    plain = normalise(says)
    if len(plain) < 2:
        raise BadSettlement("says", "请写明异议的理由。", "Say what is wrong.", field="says")
    if found.state != "prepared":
        raise BadSettlement(
            "state", "结算单已确认或已审核，不能再提异议；以后的更正列入下月结算单。",
            "The statement is confirmed or checked: later corrections go to the next one.",
        )  # fmt: skip
    wanted = normalise(number)
    row = found.lines.filter(number=wanted).first() or found.unpaid.filter(number=wanted).first()
    if row is None:
        raise BadSettlement(
            "number", "这份结算单里没有这个订单号，请核对。", "The statement has no such order.",
            field="number",
        )  # fmt: skip
    try:
        with transaction.atomic():
            return StatementDispute.objects.create(
                statement=found, order_id=row.order_id, organisation_id=found.organisation_id,
                number=wanted, says=plain[:300], raised_at=clock.now(), raised_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadSettlement(
            "twice", "这个订单的异议还没有答复。", "An objection to this order is open already.",
            field="number",
        ) from clash  # fmt: skip


@action(
    permit=MANAGE, title=_("答复结算异议"), logs=("dispute", "accepts"), subject="statement_dispute"
)
def answer_dispute(
    actor: Actor, *, dispute: int, version: int, accepts: bool, answer: str
) -> StatementDispute:
    """Answer a provider's objection; an accepted one lets the order be paid, by proof alone.

    The statement is then prepared anew; contract, ceiling and licence still bind.
    """
    county.require_whole(actor, MANAGE)
    found = StatementDispute.objects.filter(reached(actor, MANAGE), pk=dispute).first()
    if found is None:
        raise NotHere("dispute", dispute)
    plain = normalise(answer)
    if len(plain) < 2:
        raise BadSettlement("answer", "请写明答复。", "Write the answer.", field="answer")
    rows = StatementDispute.objects.filter(pk=dispute, version=version, state="open")
    if not rows.update(
        state="accepted" if accepts else "rejected", answer=plain[:300], answered_at=clock.now(),
        answered_by=actor.name[:64], version=F("version") + 1,
    ):  # fmt: skip
        raise Stale("dispute", dispute)
    found.refresh_from_db()
    return found


# two approvals --------------------------------------------------------------------------------


def _approve(actor: Actor, found: Statement, level: int, note: str) -> None:
    if not is_reproduced(found):
        raise BadSettlement(
            "changed",
            "按冻结数据重算的结果与结算单不一致，可能有人直接改动了数据库。请勿支付，立即联系管理员。",
            "Computed again from its frozen facts the statement differs: do not pay it.",
        )  # fmt: skip
    try:
        with transaction.atomic():
            StatementApproval.objects.create(
                statement=found, level=level, account=actor.account or 0, name=actor.name[:64],
                at=clock.now(), note=note[:200], digest=found.computed_digest,
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadSettlement(
            "twice", "两级审核必须由两个人办理，您已经办理过一级，请另一位经办人审批。",
            "The two approvals are by two people: you gave one already.",
        ) from clash  # fmt: skip


@action(permit=MANAGE, title=_("初审结算单"), logs=("statement", "version"), subject="statement")
def check_statement(
    actor: Actor, *, statement: int, version: int, on: date, note: str = ""
) -> Statement:
    """Give the first approval, once the provider confirmed or its days are over.

    Not while an objection is open, or an accepted one waits for the statement to be prepared anew.
    """
    found = _whole(actor, statement, MANAGE)
    waiting = found.disputes.filter(state__in=["open", "accepted"]).values_list("state", flat=True)
    if "open" in waiting:
        raise BadSettlement(
            "open", "服务商的异议还没有答复，请先答复。", "An objection is not answered yet."
        )
    if "accepted" in waiting:
        raise BadSettlement(
            "redo", "有异议已经采纳，请先重新编制结算单。",
            "An objection was accepted: prepare the statement anew.",
        )  # fmt: skip
    days = answer_days(on)
    until = localtime(found.prepared_at).date() + timedelta(days=days)
    if found.state == "prepared" and on < until:
        raise BadSettlement(
            "wait", f"服务商还没有确认，{until} 起可以初审。",
            f"The provider has not confirmed: it can be checked from {until}.",
        )  # fmt: skip
    _move(found, version=version, came=("prepared", "confirmed"), to="checked")
    _approve(actor, found, 1, note)
    return found


@action(permit=APPROVE, title=_("审批结算单"), logs=("statement", "version"), subject="statement")
def approve_statement(actor: Actor, *, statement: int, version: int, note: str = "") -> Statement:
    """Give the second approval, by somebody who neither prepared nor checked the statement."""
    found = _whole(actor, statement, APPROVE)
    if found.prepared_by == (actor.account or 0):
        raise BadSettlement(
            "own", "编制人不能审批自己编制的结算单，请另一位经办人审批。",
            "Who prepared a statement cannot give its final approval.",
        )  # fmt: skip
    _move(found, version=version, came=("checked",), to="approved")
    _approve(actor, found, 2, note)
    return found


def _whole(actor: Actor, key: int, permit: Permit) -> Statement:
    county.require_whole(actor, permit)
    return statement(actor, key, permit=permit)


@action(
    permit=Permit.FUNDS_MANAGE, title=_("支付结算单"), logs=("statement", "version", "fund", "on"),
    subject="statement",
)  # fmt: skip
def pay_statement(
    actor: Actor, *, statement: int, version: int, on: date, fund: str, purpose: str, document: str
) -> Statement:
    """Pay an approved statement once, by the ledger: each contract out of its own fund.

    A sponsor's money comes out of the sponsor's own; `fund` and `purpose` are for what neither
    pays: vouchers. A budget that does not suffice pays nothing at all.
    """
    found = _whole(actor, statement, Permit.FUNDS_MANAGE)
    if fund not in FUNDS or FUNDS[fund].by_town:
        raise BadSettlement(
            "fund", "请选择县级的资金来源。", "Choose a fund of the county.", field="fund"
        )
    if purpose not in PURPOSES:
        raise BadSettlement("purpose", "请选择用途。", "Choose a purpose.", field="purpose")
    if len(normalise(document)) < 2:
        raise BadSettlement(
            "document", "请填写依据文件或凭证号。", "Enter the document.", field="document"
        )
    _move(
        found, version=version, came=("approved",), to="paid", paid_on=on, paid_by=actor.name[:64]
    )
    for (payer, contract), amount in payable_pots(found).items():
        _pay(actor, found, payer, contract, amount, Pot(fund, on.year, purpose), on, document)
    return found


def _pay(
    actor: Actor, found: Statement, payer: str, contract: int, amount: int, pot: Pot, on: date,
    document: str,
) -> None:  # fmt: skip
    bought = payer == "government"
    signed = Contract.objects.filter(pk=contract).first() if contract and bought else None
    sponsor = Sponsorship.objects.filter(pk=contract).first() if contract and not bought else None
    source = signed or sponsor
    if source is not None:
        pot = Pot(source.fund, on.year, source.purpose)
    told = f"{found.month:%Y-%m} 服务结算 {found.number} {found.organisation.name}"
    marked, _general = ledger.budget_left(pot)  # money earmarked for the purpose goes first
    entry = funds.record_spending(
        actor, pot=pot, amount=Fen(amount), on=on, document=document, says=told[:200],
        is_earmarked=marked >= amount,
    )  # fmt: skip
    StatementPayment.objects.create(
        statement=found, payer=payer, contract=signed, sponsorship=sponsor,
        fund=pot.fund, purpose=pot.purpose, amount=amount, entry=entry,
    )  # fmt: skip
