"""Pages about money: balances by fund, the ledger, budgets entered, moved, spent, reversed."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds import actions, queries
from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.forms import AppropriationForm, ReversalForm, SpendingForm, TransferForm
from anhuai.funds.queries.ledger import ENTRY
from anhuai.funds.rules.books import REVERSIBLE, Book, EntryKind, Pot
from anhuai.funds.views.words import (
    answered,
    basis_mark,
    chosen_year,
    entry_kind,
    fund_title,
    money,
    purpose_title,
    towns,
)
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    changed,
    cited,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions, word, words

READ, MANAGE = Permit.FUNDS_READ, Permit.FUNDS_MANAGE
COLUMNS = (
    Column("on", gettext_lazy("日期"), ("on",)),
    Column("kind", gettext_lazy("类型")),
    Column("says", gettext_lazy("摘要")),
    Column("document", gettext_lazy("依据文件或凭证号")),
    Column("total", gettext_lazy("金额（元）"), css="num"),
    Column("by", gettext_lazy("记账人")),
)


@page(
    READ,
    menu=Menu(gettext_lazy("资金台账"), "coins", 42, group="money"),
    name="funds:overview",
)
def overview(request: ActorRequest) -> HttpResponse:
    """What each fund of a year has, promised and paid, and the lottery's share for elders."""
    known = queries.years(request.actor)
    year = chosen_year(request, known)
    rows = queries.account_balances(request.actor, year=year)
    whole = queries.fund_balances(request.actor, year=year)
    context = {
        "title": _("资金台账"),
        "year": year,
        "years": known,
        "funds": [_balance(one, link(_entries(year, one.fund), fund_title(one.fund)))
                  for one in whole],
        "total": _total(whole),
        "accounts": [
            (
                fund_title(one.fund), places.name_of(one.division) if one.division else "",
                *_balance(one, purpose_title(one.purpose)),
            )
            for one in rows
        ],
        "share": _share(request, year),
        "manages": request.actor.may(MANAGE),
    }  # fmt: skip
    return render(request, "funds/overview.html", context)


def _entries(year: int, fund: str) -> str:
    return f"{reverse('funds:entries')}?year={year}&fund={fund}"


def _balance(one: queries.Balance, first: object) -> tuple[object, ...]:
    used = f"{(one.payment / one.appropriated):.1%}" if one.appropriated else "—"
    figures = (one.appropriated, one.commitment, one.payment, one.budget)
    return (first, *(money(amount) for amount in figures), used)


def _total(rows: list[queries.Balance]) -> tuple[object, ...]:
    summed = replace(
        rows[0],
        appropriated=sum(one.appropriated for one in rows),
        budget=sum(one.budget for one in rows),
        commitment=sum(one.commitment for one in rows),
        payment=sum(one.payment for one in rows),
    ) if rows else None  # fmt: skip
    return _balance(summed, _("合计")) if summed else ()


def _share(request: ActorRequest, year: int) -> dict[str, Any]:
    found = queries.lottery_share(request.actor, year=year)
    target, basis = queries.lottery_target(), queries.lottery_basis()
    return {
        "total": money(found.total),
        "paid": money(found.paid),
        "planned": f"{found.planned:.1%}" if found.planned is not None else "",
        "share": f"{found.share:.1%}" if found.share is not None else "",
        "target": f"{target}%",
        "is_met": found.share is not None and found.share * 100 >= target,
        "will_be_met": found.planned is not None and found.planned * 100 >= target,
        "basis": cited(basis),
        "mark": basis_mark(basis),
    }


def _filters(request: ActorRequest, known: list[int]) -> list[Filter]:
    return filled(
        request,
        [
            Filter("q", gettext_lazy("摘要或文件")),
            Filter("year", gettext_lazy("年度"), "select", [(str(y), str(y)) for y in known]),
            Filter("fund", gettext_lazy("资金来源"), "select", definitions(FUNDS)),
            Filter("purpose", gettext_lazy("用途"), "select", definitions(PURPOSES)),
            Filter("kind", gettext_lazy("类型"), "select", words(EntryKind)[:8]),
        ],
    )


def asked_entries(query: Any) -> dict[str, Any]:
    """Return how an address chooses entries."""
    year = query.get("year", "")
    return {
        "q": query.get("q", ""),
        "year": int(year) if year.isdecimal() and len(year) == 4 else None,
        "fund": query.get("fund", "") if query.get("fund", "") in FUNDS else "",
        "purpose": query.get("purpose", "") if query.get("purpose", "") in PURPOSES else "",
        "kind": query.get("kind", "") if query.get("kind", "") in list(EntryKind) else "",
    }


@page(READ)
def entry_list(request: ActorRequest) -> HttpResponse:
    """The ledger: every entry with its document, newest first."""
    rows = queries.entries(request.actor, **asked_entries(request.GET))
    order, key = order_of(request, COLUMNS, ["-on"])
    try:
        seen = window(rows, fields=ENTRY, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(rows, fields=ENTRY, order=order, after="")
    count, more = count_up_to(rows)
    table = Table(
        key="funds-entries",
        columns=heads(request, COLUMNS, key),
        rows=[
            (
                f"{on:%Y-%m-%d}", entry_kind(kind),
                link(reverse("funds:entry", args=[pk]), says), document, money(total or 0), by,
            )
            for pk, on, kind, says, document, _run, by, total in seen.rows
        ],
        filters=_filters(request, queries.years(request.actor)),
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 笔") if more else _("共 %(count)s 笔")) % {"count": count},
        export_url=f"/sheets/funds-entries/export?{request.GET.urlencode()}",
        create_url=reverse("funds:appropriate") if request.actor.may(MANAGE) else "",
        create_title=_("登记预算下达"),
        empty_title=_("没有符合条件的记账"),
        empty_hint=_("预算下达、发放审批、银行回盘和追回都会自动记账。"),
    )  # fmt: skip
    return answered(request, table, _("记账明细"))


@page(READ)
def entry_detail(request: ActorRequest, entry_id: int) -> HttpResponse:
    """One entry with every amount it moved."""
    one, postings = queries.entry(request.actor, entry_id)
    reversal = queries.reversal_of(one)
    context = {
        "title": one.says,
        "back_url": reverse("funds:entries"),
        "facts": [
            (_("类型"), entry_kind(one.kind)),
            (_("日期"), f"{one.on:%Y-%m-%d}"),
            (_("依据文件或凭证号"), one.document),
            (_("记账人"), one.recorded_by),
            (_("记账时间"), f"{localtime(one.recorded_at):%Y-%m-%d %H:%M}"),
            *([(_("发放批次"), link(reverse("funds:run", args=[one.run_id]), one.run.title))]
              if one.run else []),
            *([(_("冲正的记账"), link(reverse("funds:entry", args=[one.reverses_id]),
                                 one.reverses.says))] if one.reverses else []),
            *([(_("已被冲正"), link(reverse("funds:entry", args=[reversal.pk]), reversal.says))]
              if reversal else []),
        ],
        "postings": [
            (_account(row.source), _account(row.target), money(row.amount)) for row in postings
        ],
        "entry": one,
        "reverses": request.actor.may(MANAGE) and one.kind in REVERSIBLE and reversal is None,
    }  # fmt: skip
    return render(request, "funds/entry.html", context)


def _account(one: Any) -> str:
    place = places.name_of(one.division) if one.division else ""
    parts = (fund_title(one.fund), place, purpose_title(one.purpose), word(Book(one.book)))
    return " · ".join(part for part in (*parts, str(one.year)) if part)


def _pot(data: dict[str, Any], prefix: str = "") -> Pot:
    return Pot(
        data[f"{prefix}fund"], data["year"], data[f"{prefix}purpose"], data[f"{prefix}division"]
    )


def _initial() -> dict[str, Any]:
    return {"year": clock.today().year, "on": clock.today()}


@page(MANAGE)
def appropriation_new(request: ActorRequest) -> HttpResponse:
    """Enter money that came into a fund."""
    form = AppropriationForm(request.POST or None, towns=towns(request), initial=_initial())

    def perform(data: dict[str, Any]) -> str:
        made = actions.appropriate(
            request.actor, pot=_pot(data), amount=data["amount"], on=data["on"],
            document=data["document"],
        )  # fmt: skip
        return reverse("funds:entry", args=[made.pk])

    return asked(request, form, perform, title=_("登记预算下达"), back=reverse("funds:overview"))


@page(MANAGE)
def transfer_new(request: ActorRequest) -> HttpResponse:
    """Move budget to another fund, purpose or town."""
    form = TransferForm(request.POST or None, towns=towns(request), initial=_initial())

    def perform(data: dict[str, Any]) -> str:
        made = actions.transfer_budget(
            request.actor, pot=_pot(data), to=_pot(data, "to_"), amount=data["amount"],
            on=data["on"], document=data["document"],
        )  # fmt: skip
        return reverse("funds:entry", args=[made.pk])

    hint = _("拨付乡镇备用金也在这里办理：调入资金选“临时救助备用金”，并选择乡镇。")
    return asked(
        request, form, perform, title=_("登记预算调剂"), back=reverse("funds:overview"),
        more={"hint": hint},
    )  # fmt: skip


@page(MANAGE)
def spending_new(request: ActorRequest) -> HttpResponse:
    """Enter money spent without a pay run."""
    form = SpendingForm(request.POST or None, towns=towns(request), initial=_initial())

    def perform(data: dict[str, Any]) -> str:
        made = actions.record_spending(
            request.actor, pot=_pot(data), amount=data["amount"], on=data["on"],
            document=data["document"], says=data["says"], is_earmarked=data["is_earmarked"],
        )  # fmt: skip
        return reverse("funds:entry", args=[made.pk])

    return asked(
        request, form, perform, title=_("登记其他支出"), back=reverse("funds:overview"),
        more={"hint": _("设施建设、设备购置、购买服务等不通过发放批次的支出。")},
    )  # fmt: skip


@page(MANAGE)
def entry_reverse(request: ActorRequest, entry_id: int) -> HttpResponse:
    """Undo a wrong entry by a further one."""
    one, _postings = queries.entry(request.actor, entry_id)
    form = ReversalForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        made = actions.reverse_entry(
            request.actor, entry=entry_id, on=data["on"], reason=data["reason"]
        )
        return reverse("funds:entry", args=[made.pk])

    return asked(
        request, form, perform, title=_("冲正：%(says)s") % {"says": one.says},
        back=reverse("funds:entry", args=[entry_id]),
        more={"hint": _("记账不能修改或删除；冲正会另记一笔相反的账，两笔都保留。")},
    )  # fmt: skip
