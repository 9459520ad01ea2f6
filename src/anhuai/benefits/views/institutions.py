"""What institutions are owed: the list, and the two steps by which it is paid."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits import actions, queries
from anhuai.benefits.queries.institutions import ITEMS
from anhuai.benefits.views.applications import towns
from anhuai.benefits.views.wording import money
from anhuai.funds.catalogue import FUNDS
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.asking import asked, day
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import definitions, is_english

READ, MANAGE, APPROVE = Permit.BENEFITS_READ, Permit.FUNDS_MANAGE, Permit.FUNDS_APPROVE
STATES: dict[str, tuple[str | Promise, str]] = {
    "decided": (gettext_lazy("已核定"), "blue"),
    "prepared": (gettext_lazy("待审批支付"), "yellow"),
    "paid": (gettext_lazy("已支付补贴"), "green"),
}
COLUMNS = (
    Column("name", gettext_lazy("机构"), ("facility__pinyin", "pk")),
    Column("item", gettext_lazy("补贴"), ("item", "pk")),
    Column("period", gettext_lazy("所属期"), ("period", "pk")),
    Column("place", gettext_lazy("地区"), ("division", "pk")),
    Column("amount", gettext_lazy("应补（元）"), ("amount", "pk"), css="num"),
    Column("net", gettext_lazy("抵扣后实付（元）"), css="num"),
    Column("why", gettext_lazy("理由")),
    Column("state", gettext_lazy("状态"), ("state", "pk")),
    Column("do", gettext_lazy("操作")),
)


def _which(asks: Mapping[str, str]) -> dict[str, str]:
    which = {"q": asks.get("q", "")}
    which["item"] = asks.get("item", "") if asks.get("item", "") in ITEMS else ""
    which["state"] = asks.get("state", "") if asks.get("state", "") in STATES else ""
    which["division"] = asks.get("division", "") if asks.get("division", "").isdigit() else ""
    return which


def _texts(row: tuple[Any, ...]) -> tuple[str, ...]:
    _key, _facility, name, item, period, place, amount, reason, state, _on, number, kept, off = row
    return (
        name, queries.title_of_item(item), _period(period, number, amount, off is not None),
        places.path_of(place), money(amount), money(amount - kept) if amount > 0 else "—",
        queries.institution_reason(item, reason, english=is_english()), str(STATES[state][0]),
    )  # fmt: skip


def _period(period: str, number: int, amount: int, is_kept: bool = False) -> str:  # noqa: FBT001, FBT002
    """Say of which period, and that it is back-pay, recovery, or kept of a payment."""
    if not number:
        return period
    said = _("%(period)s 补发") if amount >= 0 else _("%(period)s 追回")
    return (_("%(period)s 抵扣") if is_kept else said) % {"period": period}


def _do(request: ActorRequest, row: tuple[Any, ...]) -> object:
    key, amount, state, off = row[0], row[6], row[8], row[12]
    if state == "decided" and amount and request.actor.may(MANAGE):
        return link(reverse("benefits:institution_prepare", args=[key]), _("编制机构补贴"))
    if state == "prepared" and off is None and request.actor.may(APPROVE):
        return link(reverse("benefits:institution_pay", args=[key]), _("审批支付机构补贴"))
    return ""


@page(
    READ, menu=Menu(gettext_lazy("机构补贴"), "building", 38, group="money", permit=MANAGE),
    name="benefits:institutions",
)  # fmt: skip
def institution_list(request: ActorRequest) -> HttpResponse:
    """What each institution is owed of each subsidy, or why nothing."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("机构名称")),
            Filter("item", gettext_lazy("补贴"), "select", definitions(ITEMS)),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
            Filter(
                "state",
                gettext_lazy("状态"),
                "select",
                [(code, title) for code, (title, _colour) in STATES.items()],
            ),
        ],
    )
    which = _which({one.name: one.value for one in filters})
    order, key = order_of(request, COLUMNS, ["-pk"])
    try:
        seen = queries.institution_page(
            request.actor, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.institution_page(request.actor, order=order, **which)
    count, more = count_up_to(queries.institution_dues(request.actor, **which))
    rows = []
    for row in seen.rows:
        cells, (title, colour) = _texts(row), STATES[row[8]]
        name = link(reverse("facilities:facility", args=[row[1]]), row[2])
        rows.append((name, *cells[1:7], badge(str(title), colour), _do(request, row)))
    table = Table(
        key="benefits-institutions", columns=heads(request, COLUMNS, key), rows=rows,
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if more else _("共 %(count)s 条")) % {"count": count},
        export_url=f"/sheets/benefits-institutions/export?{request.GET.urlencode()}"
        if request.actor.may(Permit.BENEFITS_EXPORT) else "",
        empty_title=_("没有符合条件的机构补贴"),
        empty_hint=_("每天夜里按机构档案的床位、备案和验收核定当月；还没有核定过，或请放宽筛选条件。"),
    )  # fmt: skip
    return shown_list(request, table, _("机构补贴"))


def _give(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    which, after = _which(query), ""
    while True:
        seen = queries.institution_page(actor, after=after, **which)
        yield from (_texts(row) for row in seen.rows)
        after = seen.next
        if not after:
            return


declare(
    Giving(
        "benefits-institutions", gettext_lazy("机构补贴"), [c.title for c in COLUMNS[:-1]], _give,
        Permit.BENEFITS_EXPORT, "/benefits/institutions",
    )
)  # fmt: skip


class PrepareForm(OnceForm):
    """Out of which fund, by which document."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    fund = forms.ChoiceField(
        label=gettext_lazy("资金来源"),
        choices=lambda: [
            ("", "—"), *definitions({c: one for c, one in FUNDS.items() if not one.by_town}),
        ],
    )  # fmt: skip
    document = forms.CharField(label=gettext_lazy("依据文件或凭证号"), max_length=120)


class ApproveForm(OnceForm):
    """On which day it is paid."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(gettext_lazy("支付日期"))


def _said(one: Any) -> str:
    return _("%(item)s %(period)s，应补 %(amount)s 元。") % {
        "item": queries.title_of_item(one.item), "amount": money(one.amount),
        "period": _period(one.period, one.number, one.amount),
    }  # fmt: skip


def _kept(amount: int, kept: int) -> str:
    """Say what is kept of a payment for recoveries, and what is left to pay."""
    if not kept:
        return ""
    return _("抵扣应退的补贴 %(kept)s 元，实付 %(net)s 元。") % {
        "kept": money(kept), "net": money(amount - kept),
    }  # fmt: skip


@page(MANAGE)
def institution_prepare(request: ActorRequest, due_id: int) -> HttpResponse:
    """Prepare a subsidy out of a fund."""
    one = queries.institution_due(request.actor, due_id, permit=MANAGE)
    if one.state != "decided":
        raise NotHere("institution_due", due_id)
    planned = _kept(one.amount, sum(part for _back, _paid, part in queries.kept_of(one)))
    form = PrepareForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.prepare_institution(
            request.actor, due=due_id, version=data["version"], fund=data["fund"],
            document=data["document"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("编制机构补贴：%(name)s") % {"name": one.facility.name},
        back=reverse("benefits:institutions"), more={"hint": f"{_said(one)}{planned}"},
    )  # fmt: skip


@page(APPROVE)
def institution_pay(request: ActorRequest, due_id: int) -> HttpResponse:
    """Approve a prepared subsidy and book it."""
    one = queries.institution_due(request.actor, due_id, permit=APPROVE)
    if one.state != "prepared" or one.set_off_id is not None:
        raise NotHere("institution_due", due_id)
    form = ApproveForm(
        request.POST or None, initial={"version": one.version, "on": clock.today()}
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.pay_institution(request.actor, due=due_id, version=data["version"], on=data["on"])

    kept = _kept(one.amount, -sum(one.set_offs.values_list("amount", flat=True)))
    hint = _("编制人：%(name)s；资金来源：%(fund)s；依据：%(document)s。") % {
        "name": one.prepared_name, "fund": dict(definitions(FUNDS)).get(one.fund, one.fund),
        "document": one.document,
    }  # fmt: skip
    return asked(
        request, form, perform,
        title=_("审批支付机构补贴：%(name)s") % {"name": one.facility.name},
        back=reverse("benefits:institutions"), more={"hint": f"{_said(one)}{kept}{hint}"},
    )  # fmt: skip


@panel("facilities.facility", title=gettext_lazy("机构补贴"), order=40, permit=READ)
def of_institution(request: ActorRequest, key: int) -> SafeString | str:
    """Draw what an institution was owed, paid and kept lately, and what it still owes back."""
    rows = queries.institution_history(request.actor, key)
    if not rows:
        return ""
    owed = -sum(one.amount for one in queries.owed_back(key))
    context = {
        "rows": [
            (cells[1], cells[2], cells[4], cells[5], cells[7])
            for cells in (_texts(row) for row in rows)
        ],
        "owed": money(owed) if owed else "", "share": queries.set_off_share(),
    }  # fmt: skip
    return SafeString(render_to_string("benefits/_institution.html", context, request=request))
