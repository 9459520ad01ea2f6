"""Vouchers and hours: the county's list, and spending a person's at the counter."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds import actions, queries
from anhuai.funds.forms import MoneyField
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.vouchers import BOUND
from anhuai.funds.views.words import answered, money
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked, day, last_day
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
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word, words

PERSON, SPEND, MANAGE = Permit.FUNDS_PERSON, Permit.FUNDS_SPEND, Permit.FUNDS_MANAGE
STATES: list[tuple[str, str | Promise]] = [
    ("open", gettext_lazy("可用")), ("used", gettext_lazy("已用完")),
    ("over", gettext_lazy("过期未用完")),
]  # fmt: skip
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin", "pk")),
    Column("title", gettext_lazy("待遇"), ("title", "pk")),
    Column("period", gettext_lazy("所属月份"), ("period", "pk")),
    Column("amount", gettext_lazy("发放"), css="num"),
    Column("spent", gettext_lazy("已使用"), css="num"),
    Column("left", gettext_lazy("剩余"), css="num"),
    Column("until", gettext_lazy("有效至"), ("until", "pk")),
)


def units(unit: str, amount: int) -> str:
    """Return so many units as people say them."""
    one = Unit(unit)
    if one is Unit.FEN:
        return _("%(amount)s 元") % {"amount": money(amount)}
    return f"{amount} {word(one)}"


def _cells(row: tuple[Any, ...]) -> tuple[str, ...]:
    _key, _person, name, title, period, unit, amount, spent, until = row
    return (
        name, title, f"{period:%Y-%m}", units(unit, amount), units(unit, spent),
        units(unit, amount - spent), last_day(until),
    )  # fmt: skip


@page(
    PERSON, menu=Menu(gettext_lazy("消费券和时长"), "tag", 42, group="money", permit=SPEND),
    name="funds:vouchers",
)  # fmt: skip
def voucher_list(request: ActorRequest) -> HttpResponse:
    """Who may spend what, and what of it was spent."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            Filter("state", gettext_lazy("状态"), "select", STATES),
        ],
    )
    which: dict[str, Any] = {"q": filters[0].value, "state": filters[1].value}
    order, key = order_of(request, COLUMNS, ["-pk"])
    try:
        seen = queries.voucher_page(
            request.actor, order=order, after=request.GET.get("after", ""), **which
        )
    except BadCursor:
        seen = queries.voucher_page(request.actor, order=order, **which)
    count, more = count_up_to(queries.vouchers(request.actor, **which))
    table = Table(
        key="funds-vouchers", columns=heads(request, COLUMNS, key),
        rows=[(link(f"/people/{row[1]}/", row[2]), *_cells(row)[1:]) for row in seen.rows],
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 条") if more else _("共 %(count)s 条")) % {"count": count},
        export_url=f"/sheets/funds-vouchers/export?{request.GET.urlencode()}",
        create_url="/benefits/credit" if request.actor.may(MANAGE) else "",
        create_title=_("发放消费券和时长"), empty_title=_("没有符合条件的消费券或时长"),
        empty_hint=_("县里按月把核定的消费券和时长记入个人账户，服务时抵扣。"),
    )  # fmt: skip
    return answered(request, table, _("消费券和时长"))


def _give(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    after = ""
    which: dict[str, Any] = {"q": query.get("q", ""), "state": query.get("state", "")}
    while True:
        seen = queries.voucher_page(actor, after=after, **which)
        yield from (_cells(row) for row in seen.rows)
        after = seen.next
        if not after:
            return


declare(
    Giving(
        "funds-vouchers", gettext_lazy("消费券和时长"), [one.title for one in COLUMNS], _give,
        PERSON, "/funds/vouchers",
    )
)  # fmt: skip


class SpendForm(OnceForm):
    """An order, what it takes, and where it was served."""

    unit = forms.ChoiceField(label=_("单位"), choices=lambda: words(Unit), initial=Unit.FEN)
    amount = MoneyField(
        label=_("数量"), max_length=20, help_text=_("金额填元；时长填分钟；券填张数。")
    )
    key = forms.CharField(
        label=_("订单号或凭证号"), max_length=90,
        validators=[RegexValidator(
            ":", _("编号里不能有英文冒号，请照单据填写。"), inverse_match=True
        )],
    )  # fmt: skip
    says = forms.CharField(label=_("服务内容"), max_length=200)
    at = forms.CharField(label=_("服务商或窗口"), max_length=80, required=False)
    on = day(_("服务日期"))


@page(SPEND)
def spend(request: ActorRequest, person_id: int) -> HttpResponse:
    """Spend a person's vouchers or hours for an order."""
    one = people.person_in_scope(request.actor, person_id, permit=SPEND)
    form = SpendForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        unit = Unit(data["unit"])
        amount = int(data["amount"]) if unit is Unit.FEN else int(data["amount"]) // 100
        actions.spend(
            request.actor, person=person_id, on=data["on"],
            order=actions.Order(
                key=data["key"], amount=amount, unit=unit, says=data["says"], at=data["at"]
            ),
        )  # fmt: skip

    held = queries.wallet(request.actor, person=person_id, on=clock.today())
    left = "；".join(
        f"{one.title} {units(one.unit, one.amount - one.spent)}"
        for one in held.vouchers if one.spent < one.amount and BOUND not in one.scheme
    )  # fmt: skip
    return asked(
        request, form, perform, title=_("抵扣消费券或时长：%(name)s") % {"name": one.name},
        back=f"/people/{person_id}/",
        more={
            "hint": _("现在可用：%(left)s。先用先到期的；同一订单只抵扣一次。")
            % {"left": left or _("没有余额")},
            "submit_title": _("抵扣"),
        },
    )  # fmt: skip


def wallet_of(request: ActorRequest, person: int) -> dict[str, Any]:
    """Return what the person page shows of somebody's vouchers and hours."""
    found = queries.wallet(request.actor, person=person, on=clock.today())
    may = request.actor.may(SPEND) and any(
        one.spent < one.amount and BOUND not in one.scheme for one in found.vouchers
    )
    return {
        "vouchers": [
            (
                one.title, f"{one.period:%Y-%m}", units(one.unit, one.amount),
                units(one.unit, one.amount - one.spent), last_day(one.until), _state(one),
            )
            for one in found.vouchers
        ],
        "spendings": [
            (f"{one.on:%Y-%m-%d}", one.says, units(one.voucher.unit, one.amount), one.at,
             _back_url(request, person, one), hasattr(one.entry, "reversal"))
            for one in found.spendings
        ],
        "spend_url": reverse("funds:spend_person", args=[person]) if may else "",
    }  # fmt: skip


def _back_url(request: ActorRequest, person: int, one: Any) -> str:
    gives = (
        request.actor.may(MANAGE) and BOUND not in one.key and not hasattr(one.entry, "reversal")
    )
    return reverse("funds:spending_back", args=[person, one.pk]) if gives else ""


class BackForm(OnceForm):
    """Why a spending is given back."""

    reason = forms.CharField(label=_("原因"), max_length=120)


@page(MANAGE)
def spending_back(request: ActorRequest, person_id: int, spending_id: int) -> HttpResponse:
    """Give back what was spent at a counter; what an order spent is given back at the order."""
    one = queries.spending_in_scope(request.actor, person=person_id, key=spending_id)
    form = BackForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.give_back(
            request.actor, person=person_id, key=queries.key_plain(one.key), on=clock.today(),
            reason=data["reason"],
        )  # fmt: skip

    told = {"what": one.says, "amount": units(one.voucher.unit, one.amount)}
    return asked(
        request, form, perform, title=_("退回抵扣：%(what)s %(amount)s") % told,
        back=f"/people/{person_id}/",
        more={
            "hint": _("整笔退回，另记一笔冲正；券的有效期不变，已过期的不能再用。"),
            "submit_title": _("退还"),
        },
    )  # fmt: skip


def _state(one: Any) -> SafeString:
    if one.spent >= one.amount:
        return badge(_("已用完"), "")
    return badge(_("可用"), "green")
