"""Receipts: one payment on paper, taking it back, the tax invoice that belongs to it."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import InvoiceForm, ReasonForm
from anhuai.childcare.rules.fees import Way
from anhuai.childcare.views import sheet, wording
from anhuai.kernel.money import Fen, capital_yuan
from anhuai.platform import clock, files
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word

READ, MANAGE, APPLY = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE, Permit.CHILDCARE_APPLY
_PAPERS = frozenset({files.PDF, files.PNG, files.JPEG})


@page(APPLY)
def receipt(request: ActorRequest, payment_id: int) -> HttpResponse:
    """One numbered receipt, which prints as an official paper."""
    found = queries.receipt(request.actor, payment_id)
    one, bill = found.one, found.bill
    manages = request.actor.may(MANAGE)
    buttons = []
    if manages and one.amount > 0:
        url = reverse("childcare:invoice_new", args=[payment_id])
        buttons.append((url, "plus", _("登记税务发票"), True))
    undone = queries.reversal_of(one)
    if manages and not one.reverses_id and not undone:
        url = reverse("childcare:payment_reverse", args=[payment_id])
        buttons.append((url, "x", _("冲销收据"), False))
    facts = [
        (_("收据编号"), wording.receipt_number(one)), (_("孩子"), bill.person.name),
        (_("收款单位"), bill.nursery.facility.name),
        (_("收款事由"), link(reverse("childcare:bill", args=[bill.pk]),
                          _("%(month)s 托育费") % {"month": wording.month_of(bill.month)})),
        (_("金额"), wording.money(one.amount)),
        *([] if is_english() else [(_("金额（大写）"), capital_yuan(Fen(one.amount)))]),
        (_("付款方式"), word(Way(one.way))), (_("收款日期"), f"{one.on:%Y-%m-%d}"),
        (_("经办人"), one.recorded_by), (_("说明"), one.note or "—"),
    ]  # fmt: skip
    return sheet.shown(
        request, title=_("托育费收据 %(number)s") % {"number": wording.receipt_number(one)},
        badges=[badge(_("已冲销"), "grey")] if undone or one.reverses_id else [], facts=facts,
        says=[_("本收据是机构的收款凭证，不是税务发票；税务发票由机构在税务系统开具，号码登记在下面。")],
        tables=[
            sheet.Sheet(
                _("税务发票"), [(_("发票号码"), ""), (_("开票日期"), "nowrap"), (_("文件"), "")],
                [
                    (row.number, f"{row.issued_on:%Y-%m-%d}",
                     link(reverse("childcare:invoice_file", args=[row.pk]), row.file.name)
                     if row.file else "—")
                    for row in found.invoices
                ],
                _("机构还没有登记税务发票。"),
            )
        ],
        buttons=buttons, back_url=reverse("childcare:bill", args=[bill.pk]),
        back_title=_("托育账单"),
    )  # fmt: skip


@page(MANAGE)
def reverse_payment(request: ActorRequest, payment_id: int) -> HttpResponse:
    """Take a wrong receipt back."""
    queries.payment(request.actor, payment_id, permit=MANAGE)
    form = ReasonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        made = actions.reverse_payment(request.actor, payment=payment_id, reason=data["reason"])
        return reverse("childcare:receipt", args=[made.pk])

    return asked(
        request, form, perform, title=_("冲销收据"),
        back=reverse("childcare:receipt", args=[payment_id]),
        more={"hint": _("另出一张相反金额的收据；原收据留作记录。"), "danger": True},
    )  # fmt: skip


@page(MANAGE)
def invoice_new(request: ActorRequest, payment_id: int) -> HttpResponse:
    """Note the tax invoice of a payment."""
    queries.payment(request.actor, payment_id, permit=MANAGE)
    form = InvoiceForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        sent = data.pop("file", None)
        kept = (
            files.keep(request.actor, sent, name=sent.name, allowed=_PAPERS, lasting=True)
            if sent
            else None
        )
        actions.note_invoice(request.actor, payment=payment_id, file=kept, **data)

    return asked(
        request, form, perform, title=_("登记税务发票"),
        back=reverse("childcare:receipt", args=[payment_id]),
        more={"hint": _("发票在税务系统开具，这里只存号码和文件。")},
    )  # fmt: skip


@page(APPLY)
def invoice_file(request: ActorRequest, invoice_id: int) -> HttpResponse:
    """The copy of a tax invoice, saved and never run."""
    found = queries.invoice(request.actor, invoice_id)
    if found.file is None:
        raise NotHere("childcare_invoice", invoice_id)
    return files.download(found.file)  # type: ignore[return-value]
