"""Pages of statements: the list, one with its lines, what is not paid and why, a replay."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds.catalogue import FUNDS
from anhuai.kernel.money import Fen, capital_yuan
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word, words
from anhuai.services.queries import purchase
from anhuai.services.queries import statements as queries
from anhuai.services.queries.wares import service_title
from anhuai.services.rules.ordering_words import Payer
from anhuai.services.rules.settlement import PAYERS, LineKind, Reason
from anhuai.services.views import settling
from anhuai.services.views.settling import MANAGE, READ, money

APPROVE, ANSWER = Permit.SETTLEMENTS_APPROVE, Permit.SETTLEMENTS_ANSWER
COLUMNS = (
    Column("number", gettext_lazy("结算单号"), ("number",), css="nowrap"),
    Column("organisation", gettext_lazy("服务商"), ("organisation__name",)),
    Column("month", gettext_lazy("月份"), ("month",), css="nowrap"),
    Column("orders", gettext_lazy("订单"), ("orders",), css="num"),
    Column("total", gettext_lazy("结算（元）"), ("total",), css="num"),
    Column("payable", gettext_lazy("应付（元）"), ("payable",), css="num"),
    Column("state", gettext_lazy("状态"), ("state",)),
    Column("paid_on", gettext_lazy("支付日期"), ("paid_on",), css="nowrap"),
)
LINES = (
    Column("number", gettext_lazy("订单号"), ("number",), css="nowrap"),
    Column("on", gettext_lazy("服务日期"), ("on",), css="nowrap"),
    Column("service", gettext_lazy("服务项目"), ("service",)),
    Column("kind", gettext_lazy("类型"), ("kind",)),
    *(Column(one, gettext_lazy(Payer(one).title_zh), (one,), css="num") for one in PAYERS),
    Column("own", gettext_lazy("老人和家属自付（元）"), ("own",), css="num"),
    Column("amount", gettext_lazy("结算（元）"), ("amount",), css="num"),
)
UNPAID = (
    Column("number", gettext_lazy("订单号"), ("number",), css="nowrap"),
    Column("on", gettext_lazy("服务日期"), ("on",), css="nowrap"),
    Column("service", gettext_lazy("服务项目"), ("service",)),
    Column("reason", gettext_lazy("不支付的原因"), ("reason",)),
    Column("amount", gettext_lazy("涉及金额（元）"), ("amount",), css="num"),
)


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {
        "q": asks.get("q", ""), "state": asks.get("state", ""), "month": settling.month_in(asks),
    }  # fmt: skip


def _cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    key, number, body, month, state, orders, total, payable, paid_on = row
    return (
        link(reverse("services:statement", args=[key]), number), body, f"{month:%Y-%m}", orders,
        money(total), money(payable), settling.state_badge(state),
        f"{paid_on:%Y-%m-%d}" if paid_on else "",
    )  # fmt: skip


@page(
    READ, menu=Menu(gettext_lazy("结算与购买服务"), "wallet", 43, group="care"),
    name="services:statements",
)  # fmt: skip
def statement_list(request: ActorRequest) -> HttpResponse:
    """The statements of the county's providers, or of one's own organisation."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.statement_page(request.actor, order=order, after=after, **which)

        return page_of, queries.statements(request.actor, **which)

    manages = purchase.is_whole(request.actor, MANAGE)
    links = [
        (reverse("services:statement_settle"), "check", _("按月结算")),
        (reverse("services:anomaly_screen"), "search", _("核查订单")),
    ]  # fmt: skip
    return settling.show(
        request, title=_("服务结算单"), key="statements", columns=COLUMNS, default=["-month"],
        filters=[
            Filter("q", gettext_lazy("服务商"), placeholder=gettext_lazy("单号或服务商")),
            settling.month_filter(),
            Filter("state", gettext_lazy("状态"), "select", settling.choices_of(settling.STATES)),
        ],
        ask=ask, cells=_cells, links=links if manages else (),
        empty_title=_("还没有结算单"),
        empty_hint=_("月份结束后，先核查订单、抽查回访，再按月结算；只按服务凭证支付。"),
    )  # fmt: skip


@page(READ)
def statement(request: ActorRequest, statement_id: int) -> HttpResponse:
    """One statement whole."""
    found = queries.statement_file(request.actor, statement_id)
    one = found.one
    brought = sum(amount for _payer, _contract, amount in one.brought)
    carried = sum(amount for _payer, _contract, amount in one.carried)
    context = {
        "title": _("结算单：%(name)s %(month)s")
        % {"name": one.organisation.name, "month": f"{one.month:%Y-%m}"},
        "back_url": reverse("services:statements"), "back_title": _("服务结算单"),
        "badges": [settling.state_badge(one.state)],
        "facts": _facts(one, brought, carried),
        "totals": [
            (word(Payer(payer)), money(getattr(one, payer))) for payer in PAYERS
            if getattr(one, payer)
        ],
        "total": money(one.total), "capital": capital_yuan(Fen(one.payable)),
        "own": money(one.own) if one.own else "",
        "kinds": [(settling.kind_of(kind), count, money(fen)) for kind, count, fen in found.kinds],
        "unpaid": [
            (settling.reason_of(code), count, money(fen or 0),
             f"{reverse('services:statement_unpaid', args=[one.pk])}?reason={code}")
            for code, count, fen in found.unpaid
        ],
        "contracts": [
            (x.number, reverse("services:purchase_contract", args=[x.pk]), money(fen),
             money(x.ceiling - x.used))
            for x, fen in found.contracts
        ],
        "disputes": [
            (x.number, x.says, badge(*settling.DISPUTE_STATES[x.state]), x.answer,
             reverse("services:statement_dispute_answer", args=[x.pk]) if x.state == "open" else "")
            for x in found.disputes
        ],
        "approvals": [
            (_("初审") if x.level == 1 else _("审批"), x.name,
             f"{localtime(x.at):%Y-%m-%d %H:%M}", x.note)
            for x in found.approvals
        ],
        "payments": [
            (_payer_of(x), title_of(FUNDS[x.fund]) if x.fund in FUNDS else x.fund,
             x.contract.number if x.contract else "", money(x.amount), x.entry.document)
            for x in found.payments
        ],
        "one": one, "can": _can(request, one, found.disputes),
    }  # fmt: skip
    return render(request, "services/statement.html", context)


def _facts(one: Any, brought: int, carried: int) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("结算单号"), one.number), (_("服务商"), one.organisation.name),
        (_("月份"), f"{one.month:%Y-%m}"), (_("支付的订单"), one.orders),
        (_("本期结算（元）"), money(one.total)),
    ]  # fmt: skip
    if brought:
        facts.append((_("以前结转扣回（元）"), money(brought)))
    if carried:
        facts.append((_("结转下期扣回（元）"), money(carried)))
    facts += [
        (_("应付（元）"), money(one.payable)),
        (_("编制人"), f"{one.prepared_name} {localtime(one.prepared_at):%Y-%m-%d %H:%M}"),
        (_("数据指纹"), one.computed_digest[:16]),
    ]
    if one.answered_at:
        at = f"{localtime(one.answered_at):%Y-%m-%d %H:%M}"
        facts.append((_("服务商确认"), f"{one.answered_by} {at}"))
    if one.paid_on:
        facts.append((_("支付日期"), f"{one.paid_on:%Y-%m-%d}"))
    if one.why_withdrawn:
        facts.append((_("撤销原因"), one.why_withdrawn))
    return facts


def _can(request: ActorRequest, one: Any, disputes: Sequence[Any]) -> dict[str, bool]:
    actor = request.actor
    manages = purchase.is_whole(actor, MANAGE)
    answers = one.organisation_id in actor.scope(ANSWER).organisations
    is_open = one.state in ("prepared", "confirmed")
    return {
        "check": manages and is_open,
        "approve": purchase.is_whole(actor, APPROVE) and one.state == "checked",
        "pay": purchase.is_whole(actor, Permit.FUNDS_MANAGE) and one.state == "approved",
        "redo": manages and (is_open or one.state == "checked"),
        "confirm": answers and one.state == "prepared"
        and not any(x.state == "open" for x in disputes),
        "dispute": answers and one.state == "prepared",
        "answer": manages,
    }  # fmt: skip


@page(READ)
def replay(request: ActorRequest, statement_id: int) -> HttpResponse:
    """Compute a statement again from its frozen facts and say whether it is still the same."""
    one = queries.statement(request.actor, statement_id)
    same = queries.is_reproduced(one)
    context = {
        "title": _("重算核对：%(title)s") % {"title": one.number},
        "back_url": reverse("services:statement", args=[statement_id]),
        "badges": [
            badge(_("一致"), "green") if same else badge(_("不一致，请勿支付"), "red")
        ],
        "facts": [
            (_("编制时的数据指纹"), one.computed_digest),
            (_("冻结数据的指纹"), one.frozen_digest),
        ],
        "same": same,
    }  # fmt: skip
    return render(request, "services/settlement_replay.html", context)


def _line_cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    _key, number, on, service, kind, reason, *sums = row
    says = settling.kind_of(kind) + (f"（{settling.reason_of(reason)}）" if reason else "")
    return (
        number, f"{on:%Y-%m-%d}", service_title(service), says,
        *(money(fen) if fen else "" for fen in sums),
    )  # fmt: skip


@page(READ)
def line_list(request: ActorRequest, statement_id: int) -> HttpResponse:
    """The orders a statement pays, one by one."""
    one = queries.statement(request.actor, statement_id)

    def ask(asks: Mapping[str, str]) -> Any:
        which = {name: asks.get(name, "") for name in ("q", "kind")}

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.line_page(request.actor, statement_id, order=order, after=after, **which)

        return page_of, queries.lines(request.actor, statement_id, **which)

    return settling.show(
        request, title=_("结算明细：%(number)s") % {"number": one.number}, key="statement-lines",
        columns=LINES, default=["on"],
        filters=[
            Filter("q", gettext_lazy("订单号")),
            Filter("kind", gettext_lazy("类型"), "select", words(LineKind)),
        ],
        ask=ask, cells=_line_cells, more_query=f"statement={statement_id}&",
        empty_title=_("没有结算明细"), empty_hint=_("这份结算单没有支付任何订单。"),
    )  # fmt: skip


@page(READ)
def unpaid_list(request: ActorRequest, statement_id: int) -> HttpResponse:
    """The orders of the month a statement does not pay, each with the reason."""
    one = queries.statement(request.actor, statement_id)

    def ask(asks: Mapping[str, str]) -> Any:
        which = {name: asks.get(name, "") for name in ("q", "reason")}

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.unpaid_page(
                request.actor, statement_id, order=order, after=after, **which
            )

        return page_of, queries.unpaid(request.actor, statement_id, **which)

    return settling.show(
        request, title=_("不支付的订单：%(number)s") % {"number": one.number},
        key="statement-unpaid", columns=UNPAID, default=["on"],
        filters=[
            Filter("q", gettext_lazy("订单号")),
            Filter("reason", gettext_lazy("原因"), "select", words(Reason)),
        ],
        ask=ask, cells=_unpaid_cells, more_query=f"statement={statement_id}&",
        empty_title=_("没有不支付的订单"), empty_hint=_("这个月的订单都已结算。"),
    )  # fmt: skip


def _unpaid_cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    _key, number, on, service, reason, amount = row
    return (
        number, f"{on:%Y-%m-%d}", service_title(service), settling.reason_of(reason),
        money(amount),
    )  # fmt: skip


def _payer_of(one: Any) -> str:
    told = word(Payer(one.payer))
    return f"{told}（{one.sponsorship.title}）" if one.sponsorship else told
