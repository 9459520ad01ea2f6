"""After the bank: a payment that came back later, and money received on a claim."""

from datetime import date

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.posting import fund_account, moves_between, sums_of, write
from anhuai.funds.actions.runs import BadRun
from anhuai.funds.models import Claim, Payment, Receipt
from anhuai.funds.queries.runs import claim as found_claim
from anhuai.funds.rules.books import Book, EntryKind, Move, Pot
from anhuai.kernel.money import Fen, format_yuan
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

MANAGE = Permit.FUNDS_MANAGE


@action(permit=MANAGE, title=_("登记退汇"), logs=("payment", "on"), subject="payment")
def record_return(actor: Actor, *, payment: int, on: date, why: str) -> Payment:
    """Record that a payment the bank had reported as paid came back: it is promised again."""
    county.require_whole(actor, MANAGE)
    found = Payment.objects.select_related("run").filter(pk=payment).first()
    if found is None:
        raise NotHere("payment", payment)
    if len(why.strip()) < 2:
        raise BadRun("why", "请写明退汇原因。", "Say why it came back.", field="why")
    moved = Payment.objects.filter(pk=payment, state="paid").update(
        state="returned", why=why[:200], settled_on=on
    )
    if not moved:
        raise Stale("payment", payment)
    write(
        actor, kind=EntryKind.RETURN, key=f"payment:{payment}:returned", on=on, run=found.run,
        says=f"{found.run.title}：第 {found.number} 笔退汇",
        moves=moves_between(
            sums_of(Payment.objects.filter(pk=payment)), Book.PAYMENT, Book.COMMITMENT
        ),
    )  # fmt: skip
    found.refresh_from_db()
    return found


@action(
    permit=MANAGE, title=_("登记追回款"), logs=("claim", "amount", "on"), subject="claim"
)  # fmt: skip
def receive_claim(actor: Actor, *, claim: int, amount: Fen, on: date, evidence: str) -> Receipt:
    """Record money received on a claim; it goes back to the budget it was paid from."""
    found = found_claim(actor, claim, permit=MANAGE)
    left = found.amount - found.received
    if not 0 < amount <= left:
        raise BadRun(
            "amount", f"金额应大于 0 且不超过尚未追回的 {format_yuan(Fen(left))} 元。",
            f"It must be more than 0 and at most {format_yuan(Fen(left))} yuan.", field="amount",
        )  # fmt: skip
    if not evidence.strip():
        raise BadRun(
            "evidence", "请填写缴款凭证号。", "Enter the receipt's number.", field="evidence"
        )
    moved = Claim.objects.filter(pk=claim, received=found.received).update(
        received=F("received") + amount
    )
    if not moved:
        raise Stale("claim", claim)
    receipt = Receipt.objects.create(
        claim=found, amount=amount, on=on, evidence=evidence[:120], recorded_at=clock.now(),
        recorded_by=actor.name[:64],
    )  # fmt: skip
    line = found.line
    pot = Pot(line.fund, line.run.year, line.purpose, line.division)
    paid_from, back_to = fund_account(pot, Book.PAYMENT), fund_account(pot, Book.BUDGET)
    write(
        actor, kind=EntryKind.RECOVERY, key=f"receipt:{receipt.pk}", on=on, run=line.run,
        says=f"{line.title} {line.period:%Y-%m} 追回 {format_yuan(amount)} 元",
        document=evidence[:120], moves=[Move(paid_from, back_to, amount)],
    )  # fmt: skip
    return receipt
