"""Bills of children: the list, one with its lines explained, drawing, correcting, paying."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import DrawForm, PayForm, ReasonForm
from anhuai.childcare.rules.fees import Charge, LineKind, Way
from anhuai.childcare.views import listing, sheet, wording
from anhuai.kernel.money import Fen, format_yuan, yuan
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
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
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word

READ, MANAGE, APPLY = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE, Permit.CHILDCARE_APPLY
COLUMNS = (
    Column("month", gettext_lazy("月份"), ("month",), css="nowrap"),
    Column("name", gettext_lazy("孩子"), css="nowrap"),
    Column("nursery", gettext_lazy("托育机构")),
    Column("kind", gettext_lazy("账单")),
    Column("attended", gettext_lazy("出勤天数"), css="num"),
    Column("total", gettext_lazy("金额"), css="num"),
    Column("paid", gettext_lazy("已收"), css="num"),
    Column("state", gettext_lazy("状态")),
)
STATES = (("open", gettext_lazy("待付")), ("settled", gettext_lazy("已结清")))


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for; what is no word of ours does not restrict."""
    state = asks.get("state", "")
    return {
        "nursery": sheet.key_of(asks.get("nursery", "")),
        "month": sheet.month_asked(asks.get("month", "")),
        "state": state if state in dict(STATES) else "",
    }


def state_badge(total: int, paid: int) -> Any:
    """Return whether a bill is paid."""
    if total == paid:
        return badge(_("已结清"), "green")
    if total < 0:
        return badge(_("待退"), "orange")
    return badge(_("部分付款") if paid else _("待付"), "yellow")


def number_title(number: int) -> str:
    """Return which bill of its month one is."""
    return _("第 %(n)s 次更正") % {"n": number} if number else _("当月账单")


def _cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    pk, _person, name, home, month, number, attended, total, paid = row
    return (
        link(reverse("childcare:bill", args=[pk]), wording.month_of(month)), name, home,
        number_title(number), attended, wording.money(total), wording.money(paid),
        state_badge(total, paid),
    )  # fmt: skip


@page(READ)
def bill_list(request: ActorRequest) -> HttpResponse:
    """The bills in scope, newest month first."""
    homes = queries.nurseries(request.actor).order_by("facility__pinyin", "pk")[:200]
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            Filter("nursery", gettext_lazy("托育机构"), "select",
                   [(str(one.pk), one.facility.name) for one in homes]),
            Filter("month", gettext_lazy("月份"), placeholder="2026-10"),
            Filter("state", gettext_lazy("状态"), "select", STATES),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    which, order_by = which_of(asks), order_of(request, COLUMNS, ["-month", "pk"])

    def page_of(after: str) -> Any:
        return queries.bill_page(
            request.actor, q=asks["q"], order=order_by[0], after=after, **which
        )

    try:
        seen = page_of(request.GET.get("after", ""))
    except BadCursor:
        seen = page_of("")
    count, more = count_up_to(queries.listed_bills(request.actor, q=asks["q"], **which))
    due, had = queries.bill_sums(request.actor, q=asks["q"], **which)
    sums = {"count": count, "due": format_yuan(Fen(due)), "had": format_yuan(Fen(had))}
    table = Table(
        key="childcare-bills", columns=heads(request, COLUMNS, order_by[1]), filters=filters,
        rows=[_cells(row) for row in seen.rows],
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=_("超过 %(count)s 张，应收 %(due)s 元，已收 %(had)s 元") % sums if more
        else _("共 %(count)s 张，应收 %(due)s 元，已收 %(had)s 元") % sums,
        export_url=f"{reverse('platform:sheet_export', args=['childcare-bills'])}"
        f"?{request.GET.urlencode()}",
        empty_title=_("没有托育账单"),
        empty_hint=_("先登记收费标准，再在机构页面生成上个月的账单。"),
    )  # fmt: skip
    return listing.shown(request, table, _("托育账单"))


@page(MANAGE)
def draw(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """Draw a month's bills of a nursery."""
    home = queries.nursery(request.actor, nursery_id, permit=MANAGE)
    form = DrawForm(request.POST or None, initial={"month": f"{sheet.last_month():%Y-%m}"})

    def perform(data: dict[str, Any]) -> str:
        made = actions.draw_bills(request.actor, nursery=nursery_id, month=data["month"])
        if made.unpriced:
            messages.warning(
                request,
                _("有 %(count)s 名孩子因没有收费标准没有出账；登记收费标准后再生成一次。")
                % {"count": made.unpriced},
            )
        return f"{reverse('childcare:bills')}?nursery={nursery_id}&month={data['month']:%Y-%m}"

    return asked(
        request, form, perform, title=_("生成账单：%(name)s") % {"name": home.facility.name},
        back=reverse("childcare:nursery", args=[nursery_id]),
        more={
            "submit_title": _("生成"),
            "hint": _("按收费标准、在托天数、出勤和预约计算；已出过账单的孩子不会重复。"),
        },
    )  # fmt: skip


def explained(line: Any) -> str:
    """Return how a line's amount comes about, so that anybody can compute it again."""
    price = format_yuan(Fen(line.price))
    given = {
        "price": price, "n": abs(line.count), "of": line.of, "percent": line.percent,
        "amount": format_yuan(Fen(line.amount)),
    }  # fmt: skip
    match LineKind(line.kind):
        case LineKind.CARE:
            return _("%(price)s 元/月 × 在托 %(n)s 个开园日 ÷ 当月 %(of)s 个开园日") % given
        case LineKind.REFUND:
            return _("缺勤 %(n)s 天：%(price)s 元/月 × %(n)s ÷ %(of)s × %(percent)s%%") % given
        case LineKind.MEALS:
            return _("%(price)s 元/天 × 出勤 %(n)s 天") % given
        case LineKind.HOURS:
            return _("%(price)s 元/小时 × %(n)s 小时") % given
        case _:
            return _("%(price)s 元/小时 × %(n)s 小时 × %(percent)s%%（没来也没取消）") % given


@page(APPLY)
def bill(request: ActorRequest, bill_id: int) -> HttpResponse:
    """One bill, line by line, with its receipts: to its nursery, the county and the family."""
    found = queries.bill_file(request.actor, bill_id)
    one, serves = found.one, request.actor.may(READ)
    newest = found.chain[-1].pk == one.pk
    manages = request.actor.may(MANAGE)
    lines = [
        (
            word(LineKind(line.kind)),
            f"{wording.class_title(line.group)} {word(Charge(line.charge))}",
            wording.span(line.since, line.until),
            explained(line),
            wording.money(line.amount),
        )
        for line in found.lines
    ]
    if one.number:
        lines.append((_("减去已出账"), "", "", _("本月以前的账单合计"), wording.money(-one.before)))
    buttons = []
    if manages and one.total != one.paid:
        url = reverse("childcare:bill_pay", args=[bill_id])
        buttons.append((url, "check", _("登记收款"), True))
    if manages and newest:
        url = reverse("childcare:bill_correct", args=[bill_id])
        buttons.append((url, "scale", _("重算更正"), False))
    home = reverse("childcare:bills") if serves else reverse("childcare:mine")
    return sheet.shown(
        request, title=_("%(name)s %(month)s 托育账单")
        % {"name": one.person.name, "month": wording.month_of(one.month)},
        badges=[state_badge(one.total, one.paid)], buttons=buttons,
        facts=[
            (_("孩子"), one.person.name), (_("托育机构"), one.nursery.facility.name),
            (_("账单"), number_title(one.number)), (_("月份"), wording.month_of(one.month)),
            (_("当月开园日"), one.open_days), (_("出勤天数"), one.attended),
            (_("本张金额"), wording.money(one.total)), (_("已收"), wording.money(one.paid)),
            (_("尚欠"), wording.money(one.total - one.paid)),
            (_("更正原因"), one.reason or "—"),
            (_("出账时间"), wording.moment(one.recorded_at)),
        ],
        tables=[
            sheet.Sheet(
                _("怎么算的"),
                [(_("项目"), ""), (_("班型和方式"), ""), (_("日期"), "nowrap"), (_("算式"), ""),
                 (_("金额"), "num")], lines,
            ),
            _payments(found.payments), _chain(found.chain, bill_id),
        ],
        back_url=home, back_title=_("托育账单") if serves else _("我的托育"),
    )  # fmt: skip


def _payments(given: Sequence[Any]) -> sheet.Sheet:
    return sheet.Sheet(
        _("收款"),
        [(_("收据编号"), ""), (_("日期"), "nowrap"), (_("付款方式"), ""), (_("金额"), "num"),
         (_("说明"), "")],
        [
            (link(reverse("childcare:receipt", args=[one.pk]), wording.receipt_number(one)),
             f"{one.on:%Y-%m-%d}", word(Way(one.way)), wording.money(one.amount), one.note or "—")
            for one in given
        ],
        _("还没有收款。"),
    )  # fmt: skip


def _chain(chain: Sequence[Any], here: int) -> sheet.Sheet:
    return sheet.Sheet(
        _("本月的全部账单"),
        [(_("账单"), ""), (_("应收合计"), "num"), (_("本张金额"), "num"), (_("状态"), "")],
        [
            (number_title(one.number) if one.pk == here else
             link(reverse("childcare:bill", args=[one.pk]), number_title(one.number)),
             wording.money(one.due), wording.money(one.total), state_badge(one.total, one.paid))
            for one in chain
        ],
    )  # fmt: skip


@page(MANAGE)
def correct(request: ActorRequest, bill_id: int) -> HttpResponse:
    """Work a billed month out anew and bill the difference."""
    queries.bill(request.actor, bill_id, permit=MANAGE)
    form = ReasonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        made = actions.correct_bill(request.actor, bill=bill_id, reason=data["reason"])
        return reverse("childcare:bill", args=[made.pk])

    return asked(
        request, form, perform, title=_("重算更正"),
        back=reverse("childcare:bill", args=[bill_id]),
        more={"hint": _("先改正出勤或预约，再重算；原账单不变，差额另出一张。")},
    )  # fmt: skip


@page(MANAGE)
def pay(request: ActorRequest, bill_id: int) -> HttpResponse:
    """Record money for a bill."""
    one = queries.bill(request.actor, bill_id, permit=MANAGE)
    left = format_yuan(Fen(one.total - one.paid)).replace(",", "")
    form = PayForm(request.POST or None, initial={"on": clock.today(), "amount": left})

    def perform(data: dict[str, Any]) -> str:
        data["amount"] = yuan(data["amount"])
        made = actions.take_payment(request.actor, bill=bill_id, **data)
        return reverse("childcare:receipt", args=[made.pk])

    return asked(
        request, form, perform, title=_("登记收款"),
        back=reverse("childcare:bill", args=[bill_id]),
    )  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the bills a list asks for as texts, money in yuan."""
    for row in queries.all_bills(actor, q=query.get("q", ""), **which_of(query)):
        _pk, _person, name, home, month, number, attended, total, paid = row
        yield (
            wording.month_of(month), name, home, number_title(number), str(attended),
            f"{total / 100:.2f}", f"{paid / 100:.2f}",
        )  # fmt: skip


declare(
    Giving(
        "childcare-bills", gettext_lazy("托育账单"),
        [column.title for column in COLUMNS[:-1]], give, READ, "/childcare/bills/",
    )
)  # fmt: skip
