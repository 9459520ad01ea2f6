"""Pages about pay runs: the list, one run with every difference, its roster and its lines."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds import queries
from anhuai.funds.catalogue import LAYOUTS
from anhuai.funds.queries.persons import masked_account
from anhuai.funds.rules.files import batch_number
from anhuai.funds.rules.settling import ChangeKind
from anhuai.funds.views.words import (
    PAYMENTS,
    STATES,
    answered,
    basis_mark,
    change_badge,
    fund_title,
    line_kind,
    money,
    payment_badge,
    purpose_title,
    state_badge,
    towns,
)
from anhuai.kernel.money import Fen, capital_yuan
from anhuai.places import queries as places
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    Window,
    badge,
    changed,
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
from anhuai.platform.words import title_of, word, words

READ, MANAGE, APPROVE = Permit.FUNDS_READ, Permit.FUNDS_MANAGE, Permit.FUNDS_APPROVE
RUN = ("pk", "month", "title", "state", "persons", "to_pay", "to_claim", "prepared_name")
COLUMNS = (
    Column("month", gettext_lazy("发放月份"), ("month",)),
    Column("title", gettext_lazy("批次")),
    Column("state", gettext_lazy("状态")),
    Column("persons", gettext_lazy("人数"), css="num"),
    Column("to_pay", gettext_lazy("发放（元）"), css="num"),
    Column("to_claim", gettext_lazy("追缴（元）"), css="num"),
    Column("by", gettext_lazy("编制人")),
)
CHANGES = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",)),
    Column("place", gettext_lazy("常住地")),
    Column("kind", gettext_lazy("差异"), ("kind", "person__pinyin")),
    Column("before", gettext_lazy("上月（元）"), css="num"),
    Column("after", gettext_lazy("本月（元）"), css="num"),
    Column("why", gettext_lazy("原因")),
)
PAYING = (
    Column("number", gettext_lazy("序号"), ("number",), css="num"),
    Column("name", gettext_lazy("姓名"), ("person__pinyin",)),
    Column("place", gettext_lazy("常住地")),
    Column("title", gettext_lazy("待遇")),
    Column("amount", gettext_lazy("金额（元）"), ("amount",), css="num"),
    Column("account", gettext_lazy("收款账户")),
    Column("state", gettext_lazy("状态")),
    Column("why", gettext_lazy("说明")),
)
LINES = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",)),
    Column("title", gettext_lazy("待遇")),
    Column("period", gettext_lazy("所属月份"), ("period",)),
    Column("kind", gettext_lazy("类型")),
    Column("before", gettext_lazy("已发（元）"), css="num"),
    Column("due", gettext_lazy("应发（元）"), css="num"),
    Column("amount", gettext_lazy("本次（元）"), css="num"),
    Column("reason", gettext_lazy("依据")),
)


def change_word(kind: str) -> str:
    """Return how somebody's pay changed in one word."""
    return word(ChangeKind(kind))


def year_of(text: str) -> int | None:
    """Return the year an address names."""
    return int(text) if text.isdecimal() and len(text) == 4 else None


@page(READ, menu=Menu(gettext_lazy("资金发放"), "wallet", 41, group="money"), name="funds:runs")
def run_list(request: ActorRequest) -> HttpResponse:
    """Every pay run, newest first."""
    known = queries.years(request.actor)
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("批次")),
            Filter("state", gettext_lazy("状态"), "select", [(k, v[0]) for k, v in STATES.items()]),
            Filter("year", gettext_lazy("年度"), "select", [(str(y), str(y)) for y in known]),
        ],
    )
    asks = {one.name: one.value for one in filters}
    rows = queries.runs(request.actor, q=asks["q"], state=asks["state"], year=year_of(asks["year"]))
    order, key = order_of(request, COLUMNS, ["-month"])
    after = request.GET.get("after", "")
    seen = _paged(lambda at: window(rows, fields=RUN, order=order, after=at), after)
    count, more = count_up_to(rows)
    table = Table(
        key="funds-runs",
        columns=heads(request, COLUMNS, key),
        rows=[
            (
                f"{month:%Y-%m}", link(reverse("funds:run", args=[pk]), title), state_badge(state),
                f"{persons:,}", money(to_pay), money(to_claim) if to_claim else "", by,
            )
            for pk, month, title, state, persons, to_pay, to_claim, by in seen.rows
        ],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 个批次") if more else _("共 %(count)s 个批次"))
        % {"count": count},
        export_url=f"/sheets/funds-runs/export?{request.GET.urlencode()}",
        empty_title=_("没有符合条件的发放批次"),
        empty_hint=_("批次由待遇核定每月编制；退汇重发在“未到账”里编制。"),
    )  # fmt: skip
    return answered(request, table, _("资金发放"))


def _paged(seen: Callable[[str], Window], after: str) -> Window:
    try:
        return seen(after)
    except BadCursor:
        return seen("")


@page(READ)
def run_detail(request: ActorRequest, run_id: int) -> HttpResponse:
    """One run: sums, differences, approvals, what the bank said; on paper 发放汇总表."""
    found = queries.run_detail(request.actor, run_id)
    run = found.run
    actor = request.actor
    context = {
        "title": _("发放汇总表：%(title)s") % {"title": run.title},
        "back_url": reverse("funds:runs"),
        "badges": [state_badge(run.state)],
        "facts": _facts(found),
        "run": run,
        "totals": [
            (title, f"{persons:,}", money(amount))
            for _code, title, persons, amount in found.totals
        ],
        "to_pay": money(run.to_pay),
        "capital": capital_yuan(Fen(run.to_pay)),
        "by_fund": [
            (fund_title(fund), places.name_of(town) if town else "", purpose_title(purpose),
             money(amount))
            for fund, purpose, town, amount in found.by_fund
        ],
        "changes": [
            (change_badge(kind), f"{found.changes[kind][0]:,}", money(found.changes[kind][1]),
             f"{reverse('funds:changes', args=[run.pk])}?kind={kind}")
            for kind in ChangeKind if kind in found.changes
        ],
        "states": [
            (payment_badge(state), f"{count:,}", money(amount),
             f"{reverse('funds:payments', args=[run.pk])}?state={state}")
            for state in PAYMENTS if state in found.states
            for count, amount in [found.states[state]]
        ],
        "approvals": [
            (_("初审") if one.level == 1 else _("审批"), one.name,
             f"{localtime(one.at):%Y-%m-%d %H:%M}", one.note)
            for one in found.approvals
        ],
        "results": [
            (one.name, one.paid, one.returned, one.by, f"{localtime(one.at):%Y-%m-%d %H:%M}")
            for one in found.results
        ],
        "can": _can(actor, run),
    }  # fmt: skip
    return render(request, "funds/run.html", context)


def _facts(found: queries.RunDetail) -> list[tuple[str, object]]:
    run = found.run
    layout = LAYOUTS.get(run.layout)
    facts: list[tuple[str, object]] = [
        (_("批次号"), batch_number(run.pk)),
        (_("发放月份"), f"{run.month:%Y-%m}"),
        (_("发放人数"), f"{run.persons:,}"),
        (_("发放金额（元）"), money(run.to_pay)),
        (_("追缴金额（元）"), money(run.to_claim)),
        (_("编制人"), f"{run.prepared_name} {localtime(run.prepared_at):%Y-%m-%d %H:%M}"),
        (_("数据指纹"), run.computed_digest[:16]),
    ]
    if layout is not None:
        facts += [
            (_("文件格式"), title_of(layout)), (_("格式依据"), basis_mark(layout.basis)),
            (_("文件指纹"), run.file_digest[:16]),
        ]  # fmt: skip
    if run.why_cancelled:
        facts.append((_("撤销原因"), run.why_cancelled))
    return facts


@page(READ)
def run_replay(request: ActorRequest, run_id: int) -> HttpResponse:
    """Compute a run again from its frozen facts and say whether it is still the same."""
    run = queries.run(request.actor, run_id)
    same = queries.is_reproduced(run)
    context = {
        "title": _("重算核对：%(title)s") % {"title": run.title},
        "back_url": reverse("funds:run", args=[run_id]),
        "badges": [
            badge(_("一致"), "green") if same else badge(_("不一致，请勿发放"), "red")
        ],
        "facts": [
            (_("编制时的数据指纹"), run.computed_digest),
            (_("冻结数据的指纹"), run.frozen_digest),
        ],
        "same": same,
    }  # fmt: skip
    return render(request, "funds/replay.html", context)


def _can(actor: Any, run: Any) -> dict[str, bool]:
    manages = actor.may(MANAGE)
    return {
        "check": manages and run.state == "prepared",
        "approve": actor.may(APPROVE) and run.state == "checked",
        "cancel": manages and run.state in ("prepared", "checked", "approved"),
        "file": manages and run.state == "approved",
        "download": manages and run.state in ("sent", "settled"),
        "result": manages and run.state == "sent",
    }


def _person_filters(request: ActorRequest, more: Sequence[Filter]) -> list[Filter]:
    return filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名或拼音")),
            *more,
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
        ],
    )


@page(READ)
def change_list(request: ActorRequest, run_id: int) -> HttpResponse:
    """How everybody's pay differs from the month before, and why."""
    run = queries.run(request.actor, run_id)
    filters = _person_filters(
        request, [Filter("kind", gettext_lazy("差异"), "select", words(ChangeKind))]
    )
    which = {one.name: one.value for one in filters}
    order, key = order_of(request, CHANGES, ["kind", "person__pinyin"])
    after = request.GET.get("after", "")
    seen = _paged(
        lambda at: queries.changes(request.actor, run_id, order=order, after=at, **which), after
    )
    count, more = count_up_to(queries.changes_of(request.actor, run_id, **which))
    table = Table(
        key="funds-changes",
        columns=heads(request, CHANGES, key),
        rows=[
            (
                link(f"/people/{person}/", name), places.path_of(place), change_badge(kind),
                money(before) if before else "", money(now) if now else "", why,
            )
            for _pk, person, name, place, _scheme, kind, before, now, why in seen.rows
        ],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 项差异") if more else _("共 %(count)s 项差异"))
        % {"count": count},
        export_url=f"/sheets/funds-changes/export?run={run_id}&{request.GET.urlencode()}",
        empty_title=_("没有差异"),
        empty_hint=_("与上月相比，发放对象和金额都没有变化。"),
    )  # fmt: skip
    return answered(request, table, _("与上月的差异：%(title)s") % {"title": run.title})


def paying_cells(row: tuple[Any, ...]) -> tuple[object, ...]:
    """Return a row of `queries.PAYMENT` as the cells of a roster."""
    (_pk, person, name, place, number, title, amount, state, holder, _relation, account, why,
     _on, _run, _run_title) = row  # fmt: skip
    shown = " ".join(part for part in (holder, masked_account(account)) if part)
    return (
        number, link(f"/people/{person}/", name), places.path_of(place), title, money(amount),
        shown, payment_badge(state), why,
    )  # fmt: skip


@page(READ)
def payment_list(request: ActorRequest, run_id: int) -> HttpResponse:
    """The roster of a run: who is paid how much into which account, and what the bank said."""
    run = queries.run(request.actor, run_id)
    filters = _person_filters(
        request,
        [Filter("state", gettext_lazy("状态"), "select", [(k, v[0]) for k, v in PAYMENTS.items()])],
    )
    which: dict[str, Any] = {one.name: one.value for one in filters}
    order, key = order_of(request, PAYING, ["number"])
    seen = _paged(
        lambda at: queries.payments(request.actor, order=order, after=at, run_id=run_id, **which),
        request.GET.get("after", ""),
    )
    count, more = count_up_to(queries.payments_of(request.actor, run_id=run_id, **which))
    returning = run.state == "settled" and request.actor.may(MANAGE)
    table = Table(
        key="funds-payments",
        columns=heads(request, PAYING, key),
        rows=[_with_return(row, returning=returning) for row in seen.rows],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 笔") if more else _("共 %(count)s 笔")) % {"count": count},
        export_url=f"/sheets/funds-payments/export?run={run_id}&{request.GET.urlencode()}",
        empty_title=_("没有符合条件的发放记录"),
        empty_hint=_("请放宽筛选条件，或清除后再查。"),
    )
    return answered(request, table, _("发放名册：%(title)s") % {"title": run.title})


def _with_return(row: tuple[Any, ...], *, returning: bool) -> tuple[object, ...]:
    cells = paying_cells(row)
    if not returning or row[7] != "paid":
        return cells
    return (*cells[:-1], link(reverse("funds:return", args=[row[0]]), _("登记退汇")))


@page(READ)
def line_list(request: ActorRequest, run_id: int) -> HttpResponse:
    """Every month that a run pays or claims, with what was settled before."""
    run = queries.run(request.actor, run_id)
    filters = filled(request, [Filter("q", gettext_lazy("姓名"))])
    order, key = order_of(request, LINES, ["person__pinyin", "period"])
    seen = _paged(
        lambda at: queries.lines(request.actor, run_id, order=order, after=at, q=filters[0].value),
        request.GET.get("after", ""),
    )
    table = Table(
        key="funds-lines",
        columns=heads(request, LINES, key),
        rows=[
            (
                link(f"/people/{person}/", name), title, f"{period:%Y-%m}", line_kind(kind),
                money(before), money(due), money(amount), reason,
            )
            for _pk, person, name, _place, title, period, kind, before, due, amount, reason
            in seen.rows
        ],
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        export_url=f"/sheets/funds-lines/export?run={run_id}&{request.GET.urlencode()}",
        empty_title=_("没有符合条件的发放明细"),
        empty_hint=_("请放宽筛选条件，或清除后再查。"),
    )  # fmt: skip
    return answered(request, table, _("发放明细：%(title)s") % {"title": run.title})
