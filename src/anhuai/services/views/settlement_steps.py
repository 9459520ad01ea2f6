"""What moves a statement on: settle a month, object, answer, approve twice, pay, do it anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.kernel.months import Month
from anhuai.kernel.unfit import concerning
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions
from anhuai.services.forms.settlement import (
    AnswerForm,
    DisputeForm,
    MonthForm,
    NoteForm,
    PayForm,
    ReasonForm,
    seen,
)
from anhuai.services.queries import statements as queries
from anhuai.services.views.settling import MANAGE, money

APPROVE, ANSWER = Permit.SETTLEMENTS_APPROVE, Permit.SETTLEMENTS_ANSWER


def last_month() -> str:
    """Return the last month that has ended."""
    return str(Month.of(clock.today()) - 1)


def month_of(data: dict[str, Any]) -> Any:
    """Return the first day of the month a form asks for, or raise the sentence beside its field."""
    with concerning("month"):
        return Month.parse(data["month"]).first


def _url(key: int) -> str:
    return reverse("services:statement", args=[key])


@page(MANAGE)
def settle(request: ActorRequest) -> HttpResponse:
    """Prepare the statements of a month."""
    form = MonthForm(request.POST or None, initial={"month": last_month()})

    def perform(data: dict[str, Any]) -> str:
        month = month_of(data)
        made = actions.prepare_month(request.actor, month=month, on=clock.today())
        told = {"made": made.made, "stood": made.stood}
        messages.info(request, _("新编制 %(made)s 份，原有 %(stood)s 份不变。") % told)
        return f"{reverse('services:statements')}?month={month:%Y-%m}"

    hint = _("编制后服务商核对；有疑点未核定的订单暂不支付，核定后重新编制或列入下月。")
    return asked(
        request, form, perform, title=_("按月结算"), back=reverse("services:statements"),
        more={"hint": hint, "submit_title": _("编制结算单")},
    )  # fmt: skip


@page(MANAGE)
def screen(request: ActorRequest) -> HttpResponse:
    """Look through a month's orders now, without waiting for the night."""
    form = MonthForm(request.POST or None, initial={"month": last_month()})

    def perform(data: dict[str, Any]) -> str:
        month = month_of(data)
        made = actions.screen_month(request.actor, month=month, on=clock.today())
        told = {"found": made.found, "gone": made.gone}
        messages.info(request, _("新发现 %(found)s 项疑点，%(gone)s 项已不存在。") % told)
        return f"{reverse('services:anomalies')}?month={month:%Y-%m}"

    return asked(
        request, form, perform, title=_("核查订单"), back=reverse("services:anomalies"),
        more={"hint": _("每晚也会自动核查本月和上月。"), "submit_title": _("核查")},
    )  # fmt: skip


def _noted(request: ActorRequest, key: int, act: Any, title: str, **more: Any) -> HttpResponse:
    one = queries.statement(request.actor, key)
    form = NoteForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        act(request.actor, statement=key, version=seen(data), note=data["note"])

    told = {"number": one.number, "payable": money(one.payable)}
    hint = _("%(number)s 应付 %(payable)s 元。") % told
    return asked(
        request, form, perform, title=title % {"title": one.number}, back=_url(key),
        more={"hint": hint + more.pop("hint", ""), **more},
    )  # fmt: skip


@page(MANAGE)
def check(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Give the first approval."""

    def act(actor: Any, **told: Any) -> None:
        actions.check_statement(actor, on=clock.today(), **told)

    return _noted(request, statement_id, act, _("初审：%(title)s"), submit_title=_("初审通过"))


@page(APPROVE)
def approve(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Give the second approval."""
    return _noted(
        request, statement_id, actions.approve_statement, _("审批：%(title)s"),
        submit_title=_("审批通过"), hint=_("编制人和初审人不能审批。"),
    )  # fmt: skip


@page(Permit.FUNDS_MANAGE)
def pay(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Pay an approved statement by the ledger."""
    one = queries.statement(request.actor, statement_id, permit=Permit.FUNDS_MANAGE)
    first = {"version": one.version, "on": clock.today(), "purpose": "elderly_care"}
    form = PayForm(request.POST or None, initial=first)

    def perform(data: dict[str, Any]) -> None:
        actions.pay_statement(
            request.actor, statement=statement_id, version=seen(data), on=data["on"],
            fund=data["fund"], purpose=data["purpose"], document=data["document"],
        )  # fmt: skip

    told = {"name": one.organisation.name, "payable": money(one.payable)}
    return asked(
        request, form, perform, title=_("支付：%(title)s") % {"title": one.number},
        back=_url(statement_id),
        more={
            "hint": _("向%(name)s支付 %(payable)s 元，记入资金台账。") % told,
            "submit_title": _("支付"),
        },
    )  # fmt: skip


def _reasoned(request: ActorRequest, key: int, act: Any, title: str, hint: str) -> HttpResponse:
    one = queries.statement(request.actor, key, permit=MANAGE)
    form = ReasonForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> str:
        made = act(request.actor, statement=key, version=seen(data), reason=data["reason"])
        return _url(made.pk)

    return asked(
        request, form, perform, title=title % {"title": one.number}, back=_url(key),
        more={"hint": hint, "danger": True},
    )  # fmt: skip


@page(MANAGE)
def withdraw(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Withdraw a statement before it is approved."""
    return _reasoned(
        request, statement_id, actions.withdraw_statement, _("撤销：%(title)s"),
        _("撤销后订单可以重新结算，占用的合同额度退回。"),
    )  # fmt: skip


@page(MANAGE)
def redo(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Prepare a statement anew from what is known now."""
    return _reasoned(
        request, statement_id, actions.redo_statement, _("重新编制：%(title)s"),
        _("按现在的核定、回访和异议答复重新编制，原结算单撤销留存。"),
    )  # fmt: skip


# the provider ---------------------------------------------------------------------------------


@page(ANSWER)
def confirm(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Say that a statement is right."""
    one = queries.statement(request.actor, statement_id, permit=ANSWER)
    form = NoteForm(request.POST or None, initial={"version": one.version})
    del form.fields["note"]

    def perform(data: dict[str, Any]) -> None:
        actions.confirm_statement(request.actor, statement=statement_id, version=seen(data))

    return asked(
        request, form, perform, title=_("确认结算单：%(title)s") % {"title": one.number},
        back=_url(statement_id),
        more={
            "hint": _("应付 %(payable)s 元。确认后不能再提异议。")
            % {"payable": money(one.payable)},
            "submit_title": _("确认"),
        },
    )  # fmt: skip


@page(ANSWER)
def dispute(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Object to how a statement treats an order."""
    one = queries.statement(request.actor, statement_id, permit=ANSWER)
    form = DisputeForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.raise_dispute(
            request.actor, statement=statement_id, number=data["number"], says=data["says"]
        )

    return asked(
        request, form, perform, title=_("提出异议：%(title)s") % {"title": one.number},
        back=_url(statement_id),
        more={"hint": _("订单号见结算明细或不支付的订单；每单一次，答复后可再提。")},
    )  # fmt: skip


@page(MANAGE)
def dispute_answer(request: ActorRequest, dispute_id: int) -> HttpResponse:
    """Answer a provider's objection."""
    one = queries.dispute(request.actor, dispute_id)
    form = AnswerForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.answer_dispute(
            request.actor, dispute=dispute_id, version=seen(data), accepts=data["accepts"],
            answer=data["answer"],
        )  # fmt: skip

    hint = _("服务商说：%(says)s。采纳的，重新编制时按凭证支付；合同、额度和证照的限制不变。")
    return asked(
        request, form, perform, title=_("答复异议：%(number)s") % {"number": one.number},
        back=_url(one.statement_id), more={"hint": hint % {"says": one.says}},
    )  # fmt: skip
