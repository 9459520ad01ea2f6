"""The inclusive subsidy: months still to prepare, a month worked out, a statement and its steps."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import ApproveForm, SubsidyForm, VersionedReasonForm
from anhuai.childcare.rules.fees import Charge
from anhuai.childcare.rules.subsidy import Doubt, SubsidyState, Why
from anhuai.childcare.views import listing, sheet, wording
from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import title_of, word

READ, PREPARE, APPROVE = Permit.CHILDCARE_READ, Permit.FUNDS_MANAGE, Permit.FUNDS_APPROVE
_COLOURS = {
    SubsidyState.PREPARED: "yellow", SubsidyState.PAID: "green", SubsidyState.RETURNED: "grey",
}  # fmt: skip
COLUMNS = (
    Column("month", gettext_lazy("月份"), css="nowrap"),
    Column("nursery", gettext_lazy("托育机构")),
    Column("children", gettext_lazy("计入托位"), css="num"),
    Column("changes", gettext_lazy("补扣往月"), css="num"),
    Column("amount", gettext_lazy("金额"), css="num"),
    Column("doubts", gettext_lazy("疑点"), css="num"),
    Column("state", gettext_lazy("状态")),
    Column("by", gettext_lazy("编制人")),
)
MOST = 500


def state_badge(state: str) -> Any:
    """Return where a statement stands."""
    return badge(word(SubsidyState(state)), _COLOURS[SubsidyState(state)])


def _found(actor: Actor, asks: Mapping[str, str]) -> Any:
    rows = queries.subsidies(actor)
    month = sheet.month_asked(asks.get("month", ""))
    return rows.filter(month=month) if month else rows


@page(READ)
def subsidy_list(request: ActorRequest) -> HttpResponse:
    """The statements in scope, newest first, and the nurseries without one of the month."""
    shown = [Filter("month", gettext_lazy("月份"), placeholder="2026-10")]
    filters = filled(request, shown)
    month = sheet.month_asked(filters[0].value) or sheet.last_month()
    rows: list[tuple[Any, ...]] = [
        (
            link(reverse("childcare:subsidy", args=[one.pk]), wording.month_of(one.month)),
            one.nursery.facility.name, one.children,
            wording.money(one.changes) if one.changes or one.carried else "—",
            wording.money(one.amount), len(one.doubts),
            state_badge(one.state), one.prepared_name,
        )
        for one in _found(request.actor, {"month": filters[0].value})[:MOST]
    ]  # fmt: skip
    rows += [
        (
            link(f"{reverse('childcare:subsidy_draft', args=[one.pk])}?month={month:%Y-%m}",
                 wording.month_of(month)),
            one.facility.name, "—", "—", "—", "—", badge(_("未编制，可试算"), "grey"), "—",
        )
        for one in queries.unprepared(request.actor, Month.of(month))[:MOST]
    ]  # fmt: skip
    table = Table(
        key="childcare-subsidies", columns=heads(request, COLUMNS, ""), filters=filters, rows=rows,
        count_text=_("共 %(count)s 条") % {"count": len(rows)},
        export_url=f"{reverse('platform:sheet_export', args=['childcare-subsidies'])}"
        f"?{request.GET.urlencode()}",
        empty_title=_("没有普惠托位补助"),
        empty_hint=_("县里定补助标准后，按月编制，另一位经办人审批后支付。"),
    )  # fmt: skip
    return listing.shown(request, table, _("普惠补助"))


_HEADS: tuple[sheet.Head, ...] = (
    (gettext_lazy("孩子"), "nowrap"), (gettext_lazy("班级"), ""),
    (gettext_lazy("计费方式"), ""), (gettext_lazy("在托开园日"), "num"),
    (gettext_lazy("出勤天数"), "num"), (gettext_lazy("补助"), "num"), (gettext_lazy("理由"), ""),
)  # fmt: skip


def _doubts(given: Sequence[tuple[Any, int]]) -> sheet.Sheet:
    return sheet.Sheet(
        _("疑点"), [(_("疑点"), ""), (_("涉及（人或天）"), "num")],
        [(word(Doubt(code)), count) for code, count in given], _("没有发现疑点。"),
    )  # fmt: skip


_CHANGED: tuple[sheet.Head, ...] = (
    (gettext_lazy("月份"), "nowrap"), (gettext_lazy("孩子"), "nowrap"),
    (gettext_lazy("出勤天数"), "num"), (gettext_lazy("已付"), "num"),
    (gettext_lazy("现在应付"), "num"), (gettext_lazy("本次补（扣）"), "num"),
    (gettext_lazy("结转"), "num"), (gettext_lazy("理由"), ""),
)  # fmt: skip


def _changes(rows: Sequence[tuple[Any, int, str]]) -> sheet.Sheet:
    """Return what paid months changed by: each child, what this statement takes, what is left."""
    return sheet.Sheet(
        _("往月补扣（已付月份的记录后来变了）"), _CHANGED,
        [
            (wording.month_of(one.month), name, one.attended,
             wording.money(one.before), wording.money(one.now), wording.money(taken),
             wording.money(one.now - one.before - taken), word(Why(one.why)))
            for one, taken, name in rows
        ],
        _("已付月份没有变化。"),
    )  # fmt: skip


@page(READ)
def draft(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """A month of a nursery worked out from today's records; nothing is kept."""
    month = Month.of(sheet.month_asked(request.GET.get("month", "")) or sheet.last_month())
    made = queries.subsidy_draft(request.actor, nursery_id, month)
    found, worked = made.found, made.found.worked
    home = queries.nursery(request.actor, nursery_id)
    url = reverse("childcare:subsidy_prepare", args=[nursery_id])
    over = month.last < clock.today()
    return sheet.shown(
        request,
        title=_("普惠补助试算：%(name)s %(month)s")
        % {"name": home.facility.name, "month": str(month)},
        facts=[
            (_("托育机构"), home.facility.name), (_("月份"), str(month)),
            (_("补助标准"), _rate(worked.rate.amount)), (_("计入托位"), worked.children),
            (_("当月金额"), wording.money(worked.amount)),
            (_("补扣往月"), wording.money(found.changed)),
            (_("金额"), wording.money(found.amount)), *_carried(found.carried),
        ],
        says=[
            _("按在托、出勤和收费标准试算，没有保存；编制后由另一位经办人审批。"),
            _("已付月份后来变了的，差额并入下一份补助：少付的补上，多付的扣回，不够扣的结转。"),
        ],
        tables=[
            _doubts(worked.doubts),
            sheet.Sheet(
                _("逐名孩子"), _HEADS,
                [
                    (name, room, word(Charge(one.place.charge)), one.place.days,
                     one.place.attended, wording.money(one.amount), word(Why(one.why)))
                    for one, name, room in made.rows
                ],
                _("这个月没有在托儿童。"),
            ),
            _changes([(one, taken, name) for one, taken, name, _room in made.changes]),
        ],
        buttons=[(f"{url}?month={month}", "check", _("编制补助"), True)]
        if request.actor.may(PREPARE) and over and _payable(found) else [],
        back_url=f"{reverse('childcare:subsidies')}?month={month}", back_title=_("普惠补助"),
    )  # fmt: skip


def _payable(found: Any) -> bool:
    return bool(found.worked.amount or any(taken > 0 for _one, taken in found.changes))


def _carried(fen: int) -> list[tuple[str, str]]:
    return [(_("仍待扣回（结转）"), wording.money(fen))] if fen else []


def _rate(fen: int) -> str:
    return (
        _("%(amount)s/托位/月") % {"amount": wording.money(fen)}
        if fen
        else _("县里还没有定（见“参数”）")
    )


@page(PREPARE)
def prepare(request: ActorRequest, nursery_id: int) -> HttpResponse:
    """Prepare a month's subsidy of a nursery."""
    month = Month.of(sheet.month_asked(request.GET.get("month", "")) or sheet.last_month())
    home = queries.nursery(request.actor, nursery_id)
    form = SubsidyForm(request.POST or None)

    def perform(data: dict[str, Any]) -> str:
        made = actions.prepare_subsidy(request.actor, nursery=nursery_id, month=month.first, **data)
        return reverse("childcare:subsidy", args=[made.pk])

    return asked(
        request, form, perform,
        title=_("编制普惠补助：%(name)s %(month)s")
        % {"name": home.facility.name, "month": str(month)},
        back=f"{reverse('childcare:subsidy_draft', args=[nursery_id])}?month={month}",
        more={
            "submit_title": _("编制"),
            "hint": _("一家机构一个月只能编制一次；支付要另一位经办人审批。"),
        },
    )  # fmt: skip


@page(READ)
def subsidy(request: ActorRequest, subsidy_id: int) -> HttpResponse:
    """One statement: what it rests on, child by child, and what it comes to today."""
    found = queries.subsidy_file(request.actor, subsidy_id)
    one = found.one
    opened = one.state == SubsidyState.PREPARED and request.actor.may(APPROVE)
    same, own = found.now == found.stands, one.amount - one.changes
    hint = _("差额并入下一份补助") if one.state == SubsidyState.PAID else _("请退回重新编制")
    return sheet.shown(
        request,
        title=_("普惠托位补助：%(name)s %(month)s")
        % {"name": one.nursery.facility.name, "month": wording.month_of(one.month)},
        badges=[state_badge(one.state)],
        facts=[
            (_("补助标准"), _rate(one.rate)), (_("最低出勤天数"), one.least),
            (_("半日托位比例"), f"{one.half}%"), (_("计入托位"), one.children),
            (_("当月金额"), wording.money(own)), (_("补扣往月"), wording.money(one.changes)),
            (_("金额"), wording.money(one.amount)), *_carried(one.carried),
            (_("按今天的记录重算"), badge(_("一致"), "green") if same
             else badge(f"{wording.money(found.now)} · {hint}", "red")),
            (_("资金来源"), _fund(one.fund)), (_("依据文件"), one.document),
            (_("编制人"), one.prepared_name), (_("审批人"), one.approved_name or "—"),
            (_("支付日期"), f"{one.paid_on:%Y-%m-%d}" if one.paid_on else "—"),
            (_("记账"), link(f"/funds/entries/{one.entry_id}/", one.entry_id)
             if one.entry_id and request.actor.may(Permit.FUNDS_READ) else "—"),
            (_("说明"), one.note or "—"),
        ],
        tables=[
            _doubts(one.doubts),
            sheet.Sheet(
                _("逐名孩子"), _HEADS,
                [
                    (line.person.name, line.enrolment.nursery_class.name,
                     word(Charge(line.charge)), line.days, line.attended,
                     wording.money(line.amount), word(Why(line.why)))
                    for line in found.lines
                ],
                _("这个月没有在托儿童。"),
            ),
            _changes([(line, line.amount, line.person.name) for line in found.changes]),
        ],
        buttons=[
            (reverse("childcare:subsidy_approve", args=[subsidy_id]), "check", _("审批支付"), True),
            (reverse("childcare:subsidy_return", args=[subsidy_id]), "x", _("退回"), False),
        ] if opened else [],
        back_url=reverse("childcare:subsidies"), back_title=_("普惠补助"),
    )  # fmt: skip


def _fund(code: str) -> str:
    from anhuai.funds.catalogue import FUNDS

    return title_of(FUNDS[code]) if code in FUNDS else code


@page(APPROVE)
def approve(request: ActorRequest, subsidy_id: int) -> HttpResponse:
    """Approve a statement and book it."""
    one = queries.subsidy(request.actor, subsidy_id)
    form = ApproveForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        data["version"] = one.version if data["version"] is None else data["version"]
        actions.approve_subsidy(request.actor, subsidy=subsidy_id, **data)

    return asked(
        request, form, perform, title=_("审批支付普惠补助"),
        back=reverse("childcare:subsidy", args=[subsidy_id]),
        more={
            "submit_title": _("审批支付"),
            "hint": _("审批后记入资金账，不能再改；编制人不能审批。"),
        },
    )  # fmt: skip


@page(APPROVE)
def send_back(request: ActorRequest, subsidy_id: int) -> HttpResponse:
    """Return a statement that is not paid."""
    one = queries.subsidy(request.actor, subsidy_id)
    form = VersionedReasonForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        data["version"] = one.version if data["version"] is None else data["version"]
        actions.return_subsidy(request.actor, subsidy=subsidy_id, **data)

    return asked(
        request, form, perform, title=_("退回普惠补助"),
        back=reverse("childcare:subsidy", args=[subsidy_id]), more={"danger": True},
    )  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the statements a list asks for, money in yuan."""
    for one in _found(actor, query):
        yield (
            wording.month_of(one.month), one.nursery.facility.name, str(one.children),
            f"{one.changes / 100:.2f}", f"{one.amount / 100:.2f}",
            "；".join(word(Doubt(code)) for code, _count in one.doubts),
            word(SubsidyState(one.state)), one.prepared_name,
        )  # fmt: skip


declare(
    Giving(
        "childcare-subsidies", gettext_lazy("普惠补助"), [column.title for column in COLUMNS],
        give, READ, "/childcare/subsidies/",
    )
)  # fmt: skip
