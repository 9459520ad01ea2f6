"""Money for bills: numbered receipts, taken back by a further one, and the tax invoice's copy."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.models import Bill, Invoice, Payment
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.fees import Way
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import StoredFile
from anhuai.platform.permits import Permit

MANAGE = Permit.CHILDCARE_MANAGE


@action(
    permit=MANAGE, title=_("登记托育费收款"), logs=("bill", "amount", "on", "way"),
    subject="childcare_payment",
)  # fmt: skip
def take_payment(
    actor: Actor, *, bill: int, amount: int, on: date, way: str, note: str = ""
) -> Payment:
    """Record money for a bill and number its receipt; never more than the bill still asks.

    A bill that gives back takes a negative amount. Raises `BadChildcare`.
    """
    queries.bill(actor, bill, permit=MANAGE)
    if way not in set(Way):
        raise BadChildcare("way", "请选择付款方式。", "Choose how it was paid.", field="way")
    found = Bill.objects.get(pk=bill)
    if not found.month <= on <= clock.today():
        raise BadChildcare(
            "on", "收款日期应在账单月份以后、今天以前。",
            "From the bill's month to today.", field="on",
        )  # fmt: skip
    return _receive(actor, found, amount, on, way, normalise(refuse_turned(note))[:200])


def _receive(
    actor: Actor, found: Bill, amount: int, on: date, way: str, note: str,
    reverses: Payment | None = None,
) -> Payment:  # fmt: skip
    home = queries.nursery(actor, found.nursery_id, permit=MANAGE, lock=True)
    found.refresh_from_db()
    left, after = found.total - found.paid, found.paid + amount
    fits = 0 <= after <= found.total if found.total >= 0 else found.total <= after <= 0
    asks = "收" if left >= 0 else "退"
    if not amount or not fits:
        raise BadChildcare(
            "amount",
            f"这张账单还应{asks} {format_yuan(Fen(abs(left)))} 元，请核对；退款填负数。",
            f"This bill still asks for {format_yuan(Fen(left))} yuan: check the amount.",
            field="amount",
        )  # fmt: skip
    try:
        with transaction.atomic():
            Bill.objects.filter(pk=found.pk).update(paid=F("paid") + amount)
    except IntegrityError as clash:  # another payment came first
        raise BadChildcare(
            "amount", "这张账单刚被别人收款，请刷新核对。",
            "Somebody took a payment just now: look again.",
            field="amount",
        ) from clash  # fmt: skip
    rows = Payment.objects.filter(nursery=home, year=on.year)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    return Payment.objects.create(
        bill=found, nursery=home, year=on.year, number=number, amount=amount, on=on, way=way,
        note=note, reverses=reverses, recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


@action(permit=MANAGE, title=_("冲销托育收据"), logs=("payment",), subject="childcare_payment")
def reverse_payment(actor: Actor, *, payment: int, reason: str) -> Payment:
    """Take a wrong receipt back by a further one of the opposite amount; each once."""
    wrong = queries.payment(actor, payment, permit=MANAGE)
    said = normalise(refuse_turned(reason))[:200]
    if not said:
        raise BadChildcare("reason", "请填写冲销原因。", "Say why.", field="reason")
    if wrong.reverses_id or Payment.objects.filter(reverses=wrong).exists():
        raise BadChildcare(
            "reversed", "这张收据已经冲销，或本身就是冲销。", "It was taken back already."
        )
    return _receive(
        actor, wrong.bill, -wrong.amount, clock.today(), wrong.way, said, reverses=wrong
    )


@action(
    permit=MANAGE, title=_("登记托育费税务发票"), logs=("payment", "number", "on"),
    subject="childcare_invoice",
)  # fmt: skip
def note_invoice(
    actor: Actor, *, payment: int, number: str, on: date, file: StoredFile | None = None
) -> Invoice:
    """Note the tax invoice that was issued for a payment: its number, and a copy if there is one.

    Tax invoices are issued in the tax authority's system; this only keeps what was issued there.
    """
    found = queries.payment(actor, payment, permit=MANAGE)
    said = normalise(refuse_turned(number)).replace(" ", "")
    if not (said.isalnum() and said.isascii() and 8 <= len(said) <= 40):
        raise BadChildcare(
            "number", "发票号码应为 8 到 40 位数字或字母，请照发票填写。",
            "An invoice's number has 8 to 40 digits or letters.", field="number",
        )  # fmt: skip
    if on > clock.today():
        raise BadChildcare("on", "开票日期晚于今天。", "The day is to come.", field="on")
    try:
        with transaction.atomic():
            return Invoice.objects.create(
                payment=found, number=said, issued_on=on, file=file, recorded_at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadChildcare(
            "twice", "这个发票号码已经登记过。", "This number is on record already.",
            field="number",
        ) from clash  # fmt: skip
