"""Pages of government purchase: directory, undertakers, contracts and what is spent of them."""

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
from anhuai.platform.listing import Column, Filter, Table, Window, badge, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import title_of, word, words
from anhuai.services import actions
from anhuai.services.forms.purchase import (
    AmendForm,
    ContractForm,
    DirectoryEndForm,
    DirectoryForm,
    EndForm,
    LicenceForm,
    RemoveForm,
    UndertakerForm,
)
from anhuai.services.queries import purchase as queries
from anhuai.services.queries.wares import service_title
from anhuai.services.rules.purchase import LicenceKind, Standing, stands
from anhuai.services.views import settling
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
UNDERTAKERS = (
    Column("name", gettext_lazy("承接主体")),
    Column("since", gettext_lazy("列入日期"), css="nowrap"),
    Column("state", gettext_lazy("状态")),
    Column("licences", gettext_lazy("证照")),
    Column("document", gettext_lazy("依据文件")),
)
DIRECTORY = (
    Column("service", gettext_lazy("服务项目")),
    Column("since", gettext_lazy("列入日期"), css="nowrap"),
    Column("until", gettext_lazy("停止日期"), css="nowrap"),
    Column("document", gettext_lazy("依据文件")),
    Column("act", gettext_lazy("操作")),
)


def _links(request: ActorRequest, name: str, text: str) -> list[tuple[str, str, str]]:
    manages = queries.is_whole(request.actor, MANAGE)
    return [(reverse(f"services:{name}"), "plus", text)] if manages else []


# directory ------------------------------------------------------------------------------------


@page(READ)
def directory(request: ActorRequest) -> HttpResponse:
    """The services the county buys."""
    filters = filled(request, [Filter("ended", gettext_lazy("含已停止的"), "check")])
    found = list(queries.directory(request.actor, ended=bool(filters[0].value)))
    manages = queries.is_whole(request.actor, MANAGE)
    table = Table(
        key="purchase-directory", columns=heads(request, DIRECTORY, ""), filters=filters,
        rows=[
            (
                service_title(one.service), f"{one.since:%Y-%m-%d}",
                f"{one.until:%Y-%m-%d}" if one.until else "", one.document,
                link(reverse("services:purchase_directory_end", args=[one.pk]), _("移出"))
                if manages and one.until is None else "",
            )
            for one in found
        ],
        count_text=_("共 %(count)s 项") % {"count": len(found)},
        export_url=settling.export_of(request, "purchase-directory"),
        empty_title=_("还没有指导性目录"),
        empty_hint=_("按县里印发的政府购买服务指导性目录逐项列入；只有目录内的服务才能签合同。"),
    )  # fmt: skip
    links = _links(request, "purchase_directory_new", _("列入服务"))
    return settling.answered(request, table, _("政府购买服务指导性目录"), links)


@page(MANAGE)
def directory_new(request: ActorRequest) -> HttpResponse:
    """Put a service into the directory."""
    form = DirectoryForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.enter_directory(request.actor, **data)

    return asked(
        request, form, perform, title=_("列入购买目录"), back=reverse("services:purchase_directory")
    )


@page(MANAGE)
def directory_end(request: ActorRequest, entry_id: int) -> HttpResponse:
    """Take a service out of the directory."""
    one = queries.directory_entry(request.actor, entry_id)
    form = DirectoryEndForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.end_directory(
            request.actor, entry=entry_id, version=data["version"] or 0, until=data["until"]
        )

    return asked(
        request, form, perform, back=reverse("services:purchase_directory"),
        title=_("移出购买目录：%(what)s") % {"what": service_title(one.service)},
    )  # fmt: skip


# undertakers ----------------------------------------------------------------------------------


def licence_texts(one: Any) -> list[str]:
    """Return an undertaker's licences in words."""
    rows = sorted(one.licences.all(), key=lambda x: (x.kind, x.since))
    return [
        _("%(kind)s %(number)s，至 %(last)s")
        % {"kind": word(LicenceKind(x.kind)), "number": x.number, "last": last_day(x.until)}
        for x in rows
    ]


@page(READ)
def undertaker_list(request: ActorRequest) -> HttpResponse:
    """Who may be bought from, and how their licences stand today."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("单位"), placeholder=gettext_lazy("名称或拼音")),
            Filter("state", gettext_lazy("状态"), "select", words(Standing)),
        ],
    )
    asks = {one.name: one.value for one in filters}
    found = queries.undertakers(request.actor, on=clock.today(), q=asks["q"], state=asks["state"])
    table = Table(
        key="undertakers", columns=heads(request, UNDERTAKERS, ""), filters=filters,
        rows=[
            (
                link(reverse("services:undertaker", args=[x.one.pk]), x.one.organisation.name),
                f"{x.one.since:%Y-%m-%d}", settling.standing_badge(x.stands.what),
                "；".join(licence_texts(x.one)), x.one.document,
            )
            for x in found
        ],
        count_text=_("共 %(count)s 家") % {"count": len(found)},
        export_url=settling.export_of(request, "undertakers"),
        empty_title=_("没有符合条件的承接主体"),
        empty_hint=_("把承接政府购买服务的单位连同证照列入名录，再登记合同。"),
    )  # fmt: skip
    links = _links(request, "undertaker_new", _("列入单位"))
    return settling.answered(request, table, _("承接主体名录"), links)


@page(READ)
def undertaker(request: ActorRequest, undertaker_id: int) -> HttpResponse:
    """One undertaker: its licences and contracts."""
    one = queries.undertaker(request.actor, undertaker_id)
    found = stands(queries.listed(one), clock.today())
    rows = queries.contracts(request.actor).filter(organisation=one.organisation_id)
    context = {
        "title": _("承接主体：%(name)s") % {"name": one.organisation.name},
        "back_url": reverse("services:undertakers"), "back_title": _("承接主体名录"),
        "badges": [settling.standing_badge(found.what)],
        "facts": [
            (_("统一社会信用代码"), one.organisation.social_credit_code),
            (_("列入日期"), f"{one.since:%Y-%m-%d}"),
            (_("依据文件"), one.document),
            *([(_("移出日期"), f"{one.until:%Y-%m-%d}"), (_("移出原因"), one.why_ended)]
              if one.until else []),
        ],
        "licences": licence_texts(one),
        "expired": word(LicenceKind(found.kind)) if found.kind else "",
        "contracts": [
            (x.number, x.title, reverse("services:purchase_contract", args=[x.pk]),
             money(x.ceiling), money(x.used))
            for x in rows.order_by("-since")
        ],
        "one": one,
        "manages": queries.is_whole(request.actor, MANAGE) and one.until is None,
    }  # fmt: skip
    return render(request, "services/undertaker.html", context)


@page(MANAGE)
def undertaker_new(request: ActorRequest) -> HttpResponse:
    """Put an organisation on the list."""
    form = UndertakerForm(
        request.POST or None, organisations=queries.organisations_to_list(request.actor),
        initial={"listed": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.list_undertaker(
            request.actor, organisation=int(data["organisation"]), since=data["listed"],
            document=data["document"], licence=form.licence(data),
        )  # fmt: skip
        return reverse("services:undertaker", args=[made.pk])

    return asked(
        request, form, perform, title=_("列入承接主体"), back=reverse("services:undertakers")
    )


@page(MANAGE)
def licence_new(request: ActorRequest, undertaker_id: int) -> HttpResponse:
    """Enter a licence, as when one was renewed."""
    one = queries.undertaker(request.actor, undertaker_id, permit=MANAGE)
    form = LicenceForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.add_licence(request.actor, undertaker=undertaker_id, licence=form.licence(data))

    return asked(
        request, form, perform, back=reverse("services:undertaker", args=[undertaker_id]),
        title=_("登记证照：%(name)s") % {"name": one.organisation.name},
    )  # fmt: skip


@page(MANAGE)
def undertaker_remove(request: ActorRequest, undertaker_id: int) -> HttpResponse:
    """Take an undertaker off the list."""
    one = queries.undertaker(request.actor, undertaker_id, permit=MANAGE)
    form = RemoveForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.remove_undertaker(
            request.actor, undertaker=undertaker_id, version=data["version"] or 0,
            until=data["until"], reason=data["reason"],
        )  # fmt: skip

    return asked(
        request, form, perform, back=reverse("services:undertaker", args=[undertaker_id]),
        title=_("移出承接主体：%(name)s") % {"name": one.organisation.name}, more={"danger": True},
    )  # fmt: skip


# contracts ------------------------------------------------------------------------------------


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
        links=_links(request, "purchase_contract_new", _("登记合同")),
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
