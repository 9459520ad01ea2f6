"""Pages of purchase contracts: the list, one with what is spent of it, signing, amending, end."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.platform import clock
from anhuai.platform.asking import asked, last_day
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import page
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of
from anhuai.services import actions
from anhuai.services.forms.purchase import AmendForm, ContractForm, EndForm
from anhuai.services.queries import purchase as queries
from anhuai.services.queries.wares import service_title
from anhuai.services.views import settling
from anhuai.services.views.purchasing import new_links
from anhuai.services.views.settling import MANAGE, READ, money

CONTRACTS = (
    Column("number", gettext_lazy("合同编号"), ("number",), css="nowrap"),
    Column("title", gettext_lazy("合同名称"), ("title",)),
    Column("organisation", gettext_lazy("承接主体"), ("organisation__name",)),
    Column("period", gettext_lazy("合同期"), ("since",), css="nowrap"),
    Column("ceiling", gettext_lazy("总额（元）"), ("ceiling",), css="num"),
    Column("used", gettext_lazy("已用（元）"), ("used",), css="num"),
    Column("left", gettext_lazy("剩余（元）"), css="num"),
    Column("state", gettext_lazy("状态")),
)


def contract_badge(since: Any, until: Any, ended: Any, ceiling: int, used: int) -> Any:
    """Return how a contract stands today."""
    today = clock.today()
    if ended is not None:
        return badge(_("已终止"), "grey")
    if today < since:
        return badge(_("未开始"), "grey")
    if today >= until:
        return badge(_("已到期"), "grey")
    if used * 10 >= ceiling * 9:
        return badge(_("将用完"), "orange")
    return badge(_("执行中"), "green")


def contracts_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    return {"q": asks.get("q", ""), "state": asks.get("state", ""), "on": clock.today()}


def _contract_cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    key, number, title, body, since, until, ended, ceiling, used = row
    return (
        link(reverse("services:purchase_contract", args=[key]), number), title, body,
        f"{since:%Y-%m-%d} — {last_day(until)}", money(ceiling), money(used),
        money(ceiling - used), contract_badge(since, until, ended, ceiling, used),
    )  # fmt: skip


@page(READ)
def contract_list(request: ActorRequest) -> HttpResponse:
    """The contracts of government purchase, with what is spent of each."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = contracts_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.contract_page(request.actor, order=order, after=after, **which)

        return page_of, queries.contracts(request.actor, **which)

    states = [("running", _("执行中")), ("full", _("将用完")), ("over", _("不在执行期"))]
    return settling.show(
        request, title=_("政府购买服务合同"), key="purchase-contracts", columns=CONTRACTS,
        default=["-since"],
        filters=[
            Filter("q", gettext_lazy("合同"), placeholder=gettext_lazy("编号、名称或承接主体")),
            Filter("state", gettext_lazy("状态"), "select", states),
        ],
        ask=ask, cells=_contract_cells,
        links=new_links(request, "purchase_contract_new", _("登记合同")),
        empty_title=_("没有符合条件的合同"),
        empty_hint=_("先有指导性目录和承接主体，再登记合同的期限、服务、单价和总额。"),
    )  # fmt: skip


@page(READ)
def contract(request: ActorRequest, contract_id: int) -> HttpResponse:
    """One contract: its prices, what is spent of it, amendments."""
    found = queries.contract_file(request.actor, contract_id)
    one = found.one
    context = {
        "title": _("购买合同：%(title)s") % {"title": one.title},
        "back_url": reverse("services:purchase_contracts"), "back_title": _("政府购买服务合同"),
        "badges": [contract_badge(one.since, one.until, one.ended_on, one.ceiling, one.used)],
        "facts": [
            (_("合同编号"), one.number), (_("承接主体"), one.organisation.name),
            (_("合同期"), f"{one.since:%Y-%m-%d} — {last_day(one.until)}"),
            (_("合同总额（元）"), money(one.ceiling)),
            (_("已用（元）"), money(one.used)),
            (_("其中已支付（元）"), money(found.paid)),
            (_("剩余（元）"), money(one.ceiling - one.used)),
            (_("资金来源"), title_of(FUNDS[one.fund]) if one.fund in FUNDS else one.fund),
            (_("用途"), title_of(PURPOSES[one.purpose])
             if one.purpose in PURPOSES else one.purpose),
            (_("依据文件"), one.document),
            *([(_("终止日期"), f"{one.ended_on:%Y-%m-%d}"), (_("终止原因"), one.why_ended)]
              if one.ended_on else []),
        ],
        "per_cent": one.used * 100 // one.ceiling,
        "prices": [(service_title(x.service), money(x.price)) for x in found.prices],
        "statements": [
            (x.number, reverse("services:statement", args=[x.pk]), f"{x.month:%Y-%m}", money(fen),
             settling.state_badge(x.state))
            for x, fen in found.statements
        ],
        "amendments": [
            (x.number, f"{x.on:%Y-%m-%d}", money(x.ceiling_before), money(x.ceiling_after),
             last_day(x.until_before), last_day(x.until_after), x.document, x.reason)
            for x in found.amendments
        ],
        "one": one,
        "manages": queries.is_whole(request.actor, MANAGE) and one.ended_on is None,
    }  # fmt: skip
    return render(request, "services/contract.html", context)


@page(MANAGE)
def contract_new(request: ActorRequest) -> HttpResponse:
    """Enter a contract."""
    today = clock.today()
    on_list = queries.undertakers(request.actor, on=today)
    form = ContractForm(
        request.POST or None,
        organisations=[
            (str(x.one.organisation_id), x.one.organisation.name)
            for x in on_list if x.one.until is None
        ],
        services=sorted(queries.bought_on(today)),
        initial={"signed": today, "purpose": "elderly_care"},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.sign_contract(request.actor, facts=form.facts(data), on=data["signed"])
        return reverse("services:purchase_contract", args=[made.pk])

    hint = _("承接主体的证照须在签订之日有效；可填的服务项目来自指导性目录。")
    return asked(
        request, form, perform, title=_("登记购买合同"),
        back=reverse("services:purchase_contracts"), more={"hint": hint},
    )  # fmt: skip


@page(MANAGE)
def contract_amend(request: ActorRequest, contract_id: int) -> HttpResponse:
    """Change a contract's ceiling or last day."""
    one = queries.contract(request.actor, contract_id, permit=MANAGE)
    form = AmendForm(
        request.POST or None,
        initial={
            "ceiling": money(one.ceiling), "last": one.until - timedelta(days=1),
            "on": clock.today(), "version": one.version,
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.amend_contract(
            request.actor, contract=contract_id, version=data["version"] or 0,
            ceiling=data["ceiling"], until=data["last"] + timedelta(days=1), on=data["on"],
            document=data["document"], reason=data["reason"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("补充协议：%(number)s") % {"number": one.number},
        back=reverse("services:purchase_contract", args=[contract_id]),
        more={"hint": _("已用 %(used)s 元，总额不能低于它。") % {"used": money(one.used)}},
    )  # fmt: skip


@page(MANAGE)
def contract_end(request: ActorRequest, contract_id: int) -> HttpResponse:
    """End a contract before its time."""
    one = queries.contract(request.actor, contract_id, permit=MANAGE)
    form = EndForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.end_contract(
            request.actor, contract=contract_id, version=data["version"] or 0, on=data["on"],
            reason=data["reason"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("终止合同：%(number)s") % {"number": one.number},
        back=reverse("services:purchase_contract", args=[contract_id]), more={"danger": True},
    )  # fmt: skip
