"""What the person page says of somebody's pay, the account it goes into, and the closing paper."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds import actions, queries
from anhuai.funds.forms import PayeeForm
from anhuai.funds.rules.payees import Relation
from anhuai.funds.views.vouchers import wallet_of
from anhuai.funds.views.words import money, payment_badge
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked, revealed
from anhuai.platform.listing import link
from anhuai.platform.pages import page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

PERSON, PAYEES = Permit.FUNDS_PERSON, Permit.FUNDS_PAYEES


@panel("people.person", title=gettext_lazy("待遇发放"), order=35, permit=PERSON)
def person_panel(request: ActorRequest, key: int) -> SafeString | str:
    """Draw what a person is paid, into which account, and what is claimed back."""
    found = queries.person_pay(request.actor, person=key)
    manages = request.actor.may(PAYEES) and _is_managed(request, key)
    wallet = wallet_of(request, key)
    paid = found.grants or found.payments or found.claims or found.payee
    if not manages and not paid and not wallet["vouchers"]:
        return ""
    sees_runs = request.actor.may(Permit.FUNDS_READ)
    context = {
        "person": key,
        "manages": manages,
        "payee": _payee(found.payee) if found.payee else "",
        "grants": [
            (one.title, f"{one.since:%Y-%m}", _last_month(one), one.why_ended)
            for one in found.grants
        ],
        "payments": [
            (
                f"{one.run.month:%Y-%m}",
                link(reverse("funds:run", args=[one.run_id]), one.title)
                if sees_runs else one.title,
                money(one.amount), payment_badge(one.state), one.why,
            )
            for one in found.payments
        ],
        "claims": [
            (one.line.title, f"{one.line.period:%Y-%m}", money(one.amount), money(one.received))
            for one in found.claims
        ],
        "closing": reverse("funds:closing", args=[key]) if found.closing else "",
        **wallet,
    }  # fmt: skip
    return SafeString(render_to_string("funds/_person.html", context, request=request))


def _is_managed(request: ActorRequest, person: int) -> bool:
    try:
        people.person_in_scope(request.actor, person, permit=PAYEES)
    except NotHere:
        return False
    return True


def _last_month(grant: Any) -> str:
    return str(Month.of(grant.until) - 1) if grant.until else ""


def _payee(one: Any) -> str:
    told = (one.holder, word(Relation(one.relation)), one.bank)
    return " · ".join(
        [*(part for part in told if part), queries.masked_account(one.account_sealed)]
    )


@page(PAYEES)
def payee_set(request: ActorRequest, person_id: int) -> HttpResponse:
    """Register the account a person is paid into from now on."""
    found = people.person_in_scope(request.actor, person_id, permit=PAYEES)
    form = PayeeForm(request.POST or None, initial={"on": clock.today(), "relation": "own"})

    def perform(data: dict[str, Any]) -> None:
        actions.set_payee(request.actor, person=person_id, **data)

    return asked(
        request, form, perform, title=_("发放账户：%(name)s") % {"name": found.name},
        back=f"/people/{person_id}/",
        more={"hint": _("新账户从下一个批次起使用；账号加密保存，页面只显示后四位。")},
    )  # fmt: skip


@page(PAYEES)
def account_reveal(request: ActorRequest, person_id: int) -> HttpResponse:
    """Ask for a reason, then show an account number in full."""
    found = people.person_in_scope(request.actor, person_id, permit=PAYEES)

    def show(reason: str) -> str:
        return actions.reveal_account(request.actor, person=person_id, reason=reason).value

    title = _("查看%(name)s的%(what)s") % {"name": found.name, "what": _("完整账号")}
    return revealed(request, show, title=title, back=f"/people/{person_id}/")


@page(PERSON)
def closing_detail(request: ActorRequest, person_id: int) -> HttpResponse:
    """The certificate that everything a person received ended with the death."""
    one = queries.closing(request.actor, person=person_id)
    context = {
        "title": _("待遇停发证明"),
        "back_url": f"/people/{person_id}/",
        "facts": [
            (_("编号"), one.number),
            (_("姓名"), one.person.name),
            (_("死亡日期"), f"{one.died:%Y-%m-%d}"),
            (_("最后应发月份"), f"{one.last_month:%Y-%m}"),
            (_("出具时间"), f"{localtime(one.recorded_at):%Y-%m-%d %H:%M}"),
            (_("出具人"), one.recorded_by),
        ],
        "schemes": [(told["title"], told["last"], _standing(told)) for told in one.schemes],
    }
    return render(request, "funds/closing.html", context)


def _standing(told: dict[str, Any]) -> str:
    if not told["overpaid"]:
        return _("已结清")
    return _("多发，已列入追缴") if told["claimed"] else _("多发，待列入追缴")
