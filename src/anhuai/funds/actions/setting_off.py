"""Setting a claim off against what its person is paid next: only where the county allows it.

No source says how much may be withheld (standards/03 has no limit), so the share is a setting that
starts at none. Whoever is paid less is heard first (社会救助法第四十八条): their words are kept.
"""

from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds.actions.posting import fund_account, write
from anhuai.funds.actions.runs import BadRun
from anhuai.funds.models import Claim, Payment, Receipt
from anhuai.funds.queries.runs import claim as found_claim
from anhuai.funds.rules.books import Book, EntryKind, Move, Pot
from anhuai.funds.rules.settling import most_withheld
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Fen, format_yuan
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, action
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

SHARE = "funds.set_off_share"
MANAGE = Permit.FUNDS_MANAGE
declare_setting(
    Setting(
        key=SHARE, title=gettext_lazy("追缴可从后续发放中抵扣的比例"), unit="%",
        says=gettext_lazy(
            "每笔发放最多抵扣这么多；0 表示不抵扣，追缴只能由本人退回。"
            "抵扣前必须先听取本人意见（社会救助法第四十八条）。"
        ),
        least=0, most=90,
        basis=Basis(document="", confidence=Confidence.D, note="未见可抵扣比例的规定"),
        default=lambda: 0,
        effect=lambda _value: _("只用于以后的抵扣；已经抵扣的不变。"),
    )
)  # fmt: skip


def most_of(claim: Claim, payment: Payment, *, on: date) -> int:
    """Return the most that may be withheld from a payment for a claim on a day."""
    return most_withheld(
        payment.amount, left=claim.amount - claim.received, share=parameters.value(SHARE, on=on),
        withheld=sum(payment.withheld.values_list("amount", flat=True)),
    )  # fmt: skip


@action(
    permit=MANAGE, title=gettext_lazy("从发放中抵扣追缴款"),
    logs=("claim", "payment", "amount", "on"), subject="claim",
)  # fmt: skip
def set_off(
    actor: Actor, *, claim: int, payment: int, amount: Fen, on: date, heard: str
) -> Receipt:
    """Withhold part of an approved payment, before its file is made, for a claim of its person.

    The rest goes to the bank; the ledger shows the whole as paid and the part as come back. Raises
    `BadRun` where the county allows none or less, or the person was not heard; `Stale` for two
    officers at once.
    """
    found = found_claim(actor, claim, permit=MANAGE)
    due = Payment.objects.select_related("run").filter(pk=payment, person=found.person_id).first()
    if due is None or due.state != "waiting" or due.run.state != "approved":
        raise BadRun(
            "payment", "请选择此人已审批、还没有生成发放文件的一笔发放。",
            "Choose an approved payment of this person whose file was not made yet.",
            field="payment",
        )  # fmt: skip
    most = most_of(found, due, on=on)
    if not 0 < amount <= most:
        raise BadRun(
            "amount",
            f"这笔发放最多可抵扣 {format_yuan(Fen(most))} 元（县里规定的比例见参数设置）。",
            f"At most {format_yuan(Fen(most))} yuan may be withheld from this payment.",
            field="amount",
        )  # fmt: skip
    if len(heard.strip()) < 2:
        raise BadRun(
            "heard", "抵扣前先听取本人意见并写明。", "Hear the person first and write it down.",
            field="heard",
        )  # fmt: skip
    taken = Payment.objects.filter(
        pk=payment, amount=due.amount, state="waiting", run__state="approved"
    ).update(amount=F("amount") - amount)
    moved = Claim.objects.filter(pk=claim, received=found.received).update(
        received=F("received") + amount
    )
    if not taken or not moved:
        raise Stale("claim", claim)
    return _kept(actor, found, due, amount, on, heard.strip())


def _kept(
    actor: Actor, claim: Claim, payment: Payment, amount: Fen, on: date, heard: str
) -> Receipt:
    evidence = f"从“{payment.run.title}”第 {payment.number} 笔抵扣"
    receipt = Receipt.objects.create(
        claim=claim, amount=amount, on=on, evidence=evidence[:120], payment=payment,
        heard=heard[:300], recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip
    line = claim.line
    back = Pot(line.fund, line.run.year, line.purpose, line.division)
    now = Pot(payment.fund, payment.year, payment.purpose, payment.division)
    write(
        actor, kind=EntryKind.RECOVERY, key=f"receipt:{receipt.pk}", on=on, run=payment.run,
        says=f"{line.title} {line.period:%Y-%m} 追缴，{evidence} {format_yuan(amount)} 元",
        document=evidence[:120],
        moves=[
            Move(fund_account(now, Book.COMMITMENT), fund_account(now, Book.PAYMENT), amount),
            Move(fund_account(back, Book.PAYMENT), fund_account(back, Book.BUDGET), amount),
        ],
    )  # fmt: skip
    return receipt
