"""What is not settled: payments that came back or wait, and money claimed back."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds import actions, queries
from anhuai.funds.forms import ReceiptForm, ReturnForm, SetOffForm
from anhuai.funds.views.runs import PAYING, paying_cells
from anhuai.funds.views.words import answered, money
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    changed,
    filled,
    heads,
    link,
    order_of,
)
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

READ, MANAGE = Permit.FUNDS_READ, Permit.FUNDS_MANAGE
CLAIMS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",)),
    Column("place", gettext_lazy("常住地")),
    Column("title", gettext_lazy("待遇")),
    Column("period", gettext_lazy("所属月份"), ("line__period",)),
    Column("amount", gettext_lazy("应追缴（元）"), css="num"),
    Column("received", gettext_lazy("已追回（元）"), css="num"),
    Column("do", gettext_lazy("操作")),
)


@page(READ)
def unpaid_list(request: ActorRequest) -> HttpResponse:
    """Every payment that came back or waits for an account, and is not yet paid again."""
    filters = filled(request, [Filter("q", gettext_lazy("姓名"))])
    order, key = order_of(request, PAYING, ["person__pinyin"])
    which: dict[str, Any] = {"is_unpaid": True, "q": filters[0].value}
    try:
        seen = queries.payments(
            request.actor, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.payments(request.actor, order=order, **which)
    table = Table(
        key="funds-unpaid",
        columns=heads(request, PAYING, key),
        rows=[paying_cells(row) for row in seen.rows],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        export_url=f"/sheets/funds-unpaid/export?{request.GET.urlencode()}",
        create_url=reverse("funds:repay")
        if seen.rows and request.actor.may(MANAGE) else "",
        create_title=_("编制退汇重发批次"),
        empty_title=_("没有未到账的款项"),
        empty_hint=_("退汇和缺账户的款项会列在这里，登记新账户后重发。"),
    )  # fmt: skip
    return answered(request, table, _("未到账"))


@page(READ)
def claim_list(request: ActorRequest) -> HttpResponse:
    """What people were paid too much, and how much of it came back."""
    filters = filled(
        request,
        [Filter("q", gettext_lazy("姓名")), Filter("open", gettext_lazy("未追回完"), "check")],
    )
    order, key = order_of(request, CLAIMS, ["person__pinyin"])
    which: dict[str, Any] = {"q": filters[0].value, "is_open": bool(filters[1].value)}
    try:
        seen = queries.claims(
            request.actor, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.claims(request.actor, order=order, **which)
    table = Table(
        key="funds-claims",
        columns=heads(request, CLAIMS, key),
        rows=[_claim(request, row) for row in seen.rows],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        export_url=f"/sheets/funds-claims/export?{request.GET.urlencode()}",
        empty_title=_("没有符合条件的追缴"),
        empty_hint=_("多发的款项在批次审批通过后列在这里。"),
    )
    return answered(request, table, _("追缴"))


def _claim(request: ActorRequest, row: tuple[Any, ...]) -> tuple[object, ...]:
    pk, person, name, place, title, period, amount, received, _run = row
    may = request.actor.may(MANAGE) and received < amount
    return (
        link(f"/people/{person}/", name), places.path_of(place), title, f"{period:%Y-%m}",
        money(amount), money(received),
        format_html(
            "{} {}", link(reverse("funds:receive", args=[pk]), _("登记追回款")),
            link(reverse("funds:set_off", args=[pk]), _("从发放中抵扣")),
        ) if may else "",
    )  # fmt: skip


@page(MANAGE)
def claim_receive(request: ActorRequest, claim_id: int) -> HttpResponse:
    """Enter money received on a claim."""
    found = queries.claim(request.actor, claim_id, permit=MANAGE)
    form = ReceiptForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.receive_claim(
            request.actor, claim=claim_id, amount=data["amount"], on=data["on"],
            evidence=data["evidence"],
        )  # fmt: skip

    left = money(found.amount - found.received)
    return asked(
        request, form, perform, title=_("登记追回款：%(name)s") % {"name": found.person.name},
        back=reverse("funds:claims"),
        more={"hint": _("尚未追回 %(left)s 元；追回的款项回到原资金的预算。") % {"left": left}},
    )  # fmt: skip


@page(MANAGE)
def claim_set_off(request: ActorRequest, claim_id: int) -> HttpResponse:
    """Set a claim off against an approved payment of the same person."""
    found = queries.claim(request.actor, claim_id, permit=MANAGE)
    today = clock.today()
    ready = [
        (one, actions.most_of(found, one, on=today)) for one in queries.to_set_off(found)
    ]  # fmt: skip
    form = SetOffForm(
        request.POST or None, initial={"on": today},
        payments=[
            (str(one.pk), _("%(title)s %(amount)s 元，最多抵扣 %(most)s 元") % {
                "title": one.run.title, "amount": money(one.amount), "most": money(most),
            })
            for one, most in ready
        ],
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.set_off(
            request.actor, claim=claim_id, payment=data["payment"], amount=data["amount"],
            on=data["on"], heard=data["heard"],
        )  # fmt: skip

    hint = _("尚未追回 %(left)s 元。可抵扣的比例由县里在参数设置中规定，没有规定时不能抵扣。")
    return asked(
        request, form, perform, title=_("从发放中抵扣：%(name)s") % {"name": found.person.name},
        back=reverse("funds:claims"),
        more={"hint": hint % {"left": money(found.amount - found.received)}},
    )  # fmt: skip


@page(MANAGE)
def payment_return(request: ActorRequest, payment_id: int) -> HttpResponse:
    """Enter that a payment came back after the bank had reported it as paid."""
    found = queries.payment(request.actor, payment_id, permit=MANAGE)
    form = ReturnForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.record_return(request.actor, payment=payment_id, on=data["on"], why=data["why"])

    return asked(
        request, form, perform, title=_("登记退汇：%(name)s") % {"name": found.person.name},
        back=reverse("funds:payments", args=[found.run_id]),
    )  # fmt: skip
