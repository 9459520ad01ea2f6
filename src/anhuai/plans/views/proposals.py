"""Funding proposals: listed, computed from scores, a line changed, decided by another, on paper."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.money import Fen, format_yuan, yuan
from anhuai.kernel.unfit import concerning
from anhuai.plans import actions, queries
from anhuai.plans.catalogue.allotments import ALLOTMENTS
from anhuai.plans.forms import LineForm, ProposalEndForm, ProposalForm, WithdrawForm
from anhuai.plans.queries import ProposalsAsked
from anhuai.plans.rules.allotting import State, Whom
from anhuai.plans.views.boards import workbook
from anhuai.plans.views.official.allotting import proposal_paper as composed
from anhuai.plans.views.orders import below, sent_out
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english

COLUMNS = (
    Column("title", gettext_lazy("资金建议")),
    Column("year", gettext_lazy("年度"), css="num"),
    Column("plan", gettext_lazy("规划")),
    Column("formula", gettext_lazy("分配办法")),
    Column("total", gettext_lazy("总额（元）"), css="num"),
    Column("status", gettext_lazy("状态")),
)
HEADS = (
    gettext_lazy("资金建议"), gettext_lazy("年度"), gettext_lazy("规划"),
    gettext_lazy("分配办法"), gettext_lazy("总额（元）"), gettext_lazy("状态"),
    gettext_lazy("对象"), gettext_lazy("得分"), gettext_lazy("资金缺口（元）"),
    gettext_lazy("权重"), gettext_lazy("按办法计算（元）"), gettext_lazy("建议金额（元）"),
    gettext_lazy("理由"), gettext_lazy("提出人"), gettext_lazy("审定人"),
)  # fmt: skip
STATES = {
    State.PROPOSED: (gettext_lazy("待审定"), "yellow"),
    State.APPROVED: (gettext_lazy("已同意"), "green"),
    State.REJECTED: (gettext_lazy("不同意"), "red"),
    State.WITHDRAWN: (gettext_lazy("已撤回"), "grey"),
}
COUNTS = {
    Whom.DEPARTMENT: gettext_lazy("牵头任务"), Whom.PROJECT: gettext_lazy("风险项数"),
    Whom.TOWN: gettext_lazy("可判断指标"),
}  # fmt: skip


def _formula(code: str) -> str:
    one = ALLOTMENTS[code]
    return one.title_en if is_english() else one.title


def _yuan(fen: int | None) -> str:
    return "—" if fen is None else format_yuan(Fen(fen))


def _asked(request: ActorRequest) -> ProposalsAsked:
    return ProposalsAsked(
        state=request.GET.get("status", ""), plan=request.GET.get("plan", ""),
        q=request.GET.get("q", "").strip(),
    )  # fmt: skip


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("资金建议"), "coins", 18, group="plans"),
    name="plans:proposals",
)
def proposal_list(request: ActorRequest) -> HttpResponse:
    """The funding proposals of the own area, newest first."""
    actor = request.actor
    rows, more = below(request, queries.proposals(actor, asked=_asked(request)))
    own = [(p.code, p.short_title) for p in queries.open_plans(actor)]
    table = Table(
        key="funding_proposals",
        columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(reverse("plans:proposal", args=[one.pk]), one.title), one.year,
                one.plan.short_title, _formula(one.formula), _yuan(one.total),
                badge(*STATES[State(one.status)]),
            )
            for one in rows
        ],
        filters=filled(
            request,
            [
                Filter("q", gettext_lazy("名称或对象")),
                Filter("plan", gettext_lazy("规划"), "select", own),
                Filter(
                    "status", gettext_lazy("状态"), "select",
                    [(state.value, words) for state, (words, _colour) in STATES.items()],
                ),
            ],
        ),
        next_url=more,
        create_url=reverse("plans:proposal_new") if actor.may(Permit.PLANS_MANAGE) else "",
        create_title=_("提出资金建议"),
        export_url=f"{reverse('plans:proposals_export')}?{request.GET.urlencode()}"
        if actor.may(Permit.PLANS_EXPORT) else "",
        empty_title=_("没有资金建议"),
        empty_hint=_("按部门得分、项目缺口或乡镇目标完成率把一笔资金分下去，由另一人审定。"),
    )  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"title": _("资金建议"), "table": table})


@page(Permit.PLANS_EXPORT)
def proposals_export(request: ActorRequest) -> HttpResponse:
    """The proposals with every line, as a workbook."""
    rows = queries.proposals(request.actor, asked=_asked(request))
    return workbook(HEADS, _exported(rows), _("资金建议"))


def _exported(rows: Any) -> Iterator[list[str]]:
    for one in rows:
        first = [one.title, str(one.year), one.plan.short_title, _formula(one.formula),
                 _yuan(one.total), str(STATES[State(one.status)][0])]  # fmt: skip
        for line in one.lines.all():
            yield [
                *first, line.name, "" if line.points is None else f"{line.points:g}",
                "" if line.need is None else _yuan(line.need), f"{line.weight.normalize():f}",
                _yuan(line.computed), _yuan(line.amount), line.reason, one.proposed_name,
                one.decided_name,
            ]  # fmt: skip


@page(Permit.PLANS_MANAGE)
def proposal_new(request: ActorRequest) -> HttpResponse:
    """Share a sum out by a formula over a plan's records."""
    today = clock.today()
    form = ProposalForm(
        request.POST or None,
        plans=[(p.code, p.short_title) for p in queries.open_plans(request.actor)],
        formulas=[(code, f"{_formula(code)}：{_says(code)}") for code in ALLOTMENTS],
        initial={"year": today.year, "on": today},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        with concerning("total"):
            total = yuan(data.pop("total"))
        made = actions.propose_funding(request.actor, total=total, **data)
        return reverse("plans:proposal", args=[made.pk])

    back = reverse("plans:proposals")
    return asked(request, form, perform, title=_("提出资金建议"), back=back)


def _says(code: str) -> str:
    one = ALLOTMENTS[code]
    return one.says_en if is_english() else one.says


@page(Permit.PLANS_READ)
def proposal_page(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """One proposal: the sum, the formula in words, every line with its arithmetic."""
    one = queries.proposal(request.actor, proposal_id)
    actor, definition = request.actor, ALLOTMENTS[one.formula]
    lines = list(one.lines.all())
    given, waits = sum(line.amount for line in lines), one.status == State.PROPOSED
    division = one.plan.division
    decided = f"{one.decided_on:%Y-%m-%d} {one.decided_name}" if one.decided_on else "—"
    context = {
        "title": one.title,
        "proposal": one,
        "badges": [badge(*STATES[State(one.status)])],
        "facts": [
            (_("规划"), link(reverse("plans:board", args=[one.plan.code]), one.plan.short_title)),
            (_("年度"), one.year),
            (_("总额（元）"), _yuan(one.total)),
            (_("未安排（元）"), _yuan(one.total - given)),
            (_("得分截至"), f"{one.on:%Y-%m-%d}"),
            (_("提出人"), one.proposed_name),
            (_("审定"), decided),
            (_("意见"), one.reason or "—"),
            (_("说明"), one.note or "—"),
        ],
        "formula": _formula(one.formula),
        "says": _says(one.formula),
        "of_projects": definition.whom is Whom.PROJECT,
        "count_title": COUNTS[definition.whom],
        "lines": [
            (line, _yuan(line.need), f"{line.weight.normalize():f}", _yuan(line.computed),
             _yuan(line.amount))
            for line in lines
        ],
        "sums": (_yuan(sum(line.computed for line in lines)), _yuan(given)),
        "may_manage": waits and actor.scope(Permit.PLANS_MANAGE).covers(division),
        "may_decide": waits and actor.scope(Permit.PLANS_CONFIRM).covers(division),
        "is_own": waits and one.proposed_by == actor.account,
        "may_export": actor.may(Permit.PLANS_EXPORT),
        "back_url": reverse("plans:proposals"),
    }  # fmt: skip
    return render(request, "plans/proposal.html", context)


@page(Permit.PLANS_MANAGE)
def line_adjust(request: ActorRequest, line_id: int) -> HttpResponse:
    """Propose another amount for one line, with the reason."""
    line = queries.proposal_line(request.actor, line_id)
    initial = {
        "version": line.proposal.version, "amount": _yuan(line.amount), "reason": line.reason,
    }  # fmt: skip
    form = LineForm(request.POST or None, initial=initial)

    def perform(data: dict[str, Any]) -> None:
        with concerning("amount"):
            amount = yuan(data.pop("amount"))
        actions.adjust_line(request.actor, line=line_id, amount=amount, **data)

    title = _("调整：%(name)s") % {"name": line.name}
    back = reverse("plans:proposal", args=[line.proposal_id])
    return asked(request, form, perform, title=title, back=back)


@page(Permit.PLANS_CONFIRM)
def proposal_decide(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Approve or refuse somebody else's proposal."""
    one = queries.proposal(request.actor, proposal_id)
    form = ProposalEndForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        approved = data.pop("what") == "yes"
        actions.decide_proposal(
            request.actor, funding_proposal=proposal_id, approved=approved, **data
        )

    title = _("审定：%(name)s") % {"name": one.title}
    back = reverse("plans:proposal", args=[one.pk])
    return asked(request, form, perform, title=title, back=back)


@page(Permit.PLANS_MANAGE)
def proposal_withdraw(request: ActorRequest, proposal_id: int) -> HttpResponse:
    """Take a proposal back before it is decided."""
    one = queries.proposal(request.actor, proposal_id)
    form = WithdrawForm(request.POST or None, initial={"version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.withdraw_proposal(request.actor, funding_proposal=proposal_id, **data)

    title = _("撤回：%(name)s") % {"name": one.title}
    back = reverse("plans:proposal", args=[one.pk])
    return asked(request, form, perform, title=title, back=back)


@page(Permit.PLANS_EXPORT)
def proposal_paper(request: ActorRequest, proposal_id: int, kind: str) -> HttpResponse:
    """A proposal as an official paper in Word or PDF."""
    return sent_out(composed(queries.proposal(request.actor, proposal_id)), kind)
