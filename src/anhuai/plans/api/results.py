"""What follows from results over REST: causes of unmet targets, money proposed by scores."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.plans import actions, queries
from anhuai.platform import clock
from anhuai.platform.requests import ActorRequest

router = Router()


class CauseIn(Schema):
    """Why a target was not met in a year, and what is done about it."""

    year: int
    on: date
    says: str
    remedy: str = ""


class CauseOut(Schema):
    """One cause as it was recorded; nobody changes it afterwards."""

    id: int
    target: int
    year: int
    on: date
    says: str
    remedy: str
    by_name: str


class UnmetOut(Schema):
    """A target that stands short: behind, overdue or missed; `is_told` says whether the year it is
    asked for has a cause."""

    target: int
    code: str
    name: str
    deadline: date | None
    status: str
    value: Decimal | None
    gap: Decimal | None
    year: int
    is_told: bool
    causes: list[CauseOut]


class ProposalIn(Schema):
    """A sum in fen to be shared out by a formula over a plan's records on a day."""

    plan: str
    year: int
    formula: str
    title: str
    total: int
    on: date
    note: str = ""


class ProposalLineOut(Schema):
    """One line in fen: by the formula, and as proposed with its reason; one of department, project
    and division says whose it is."""

    id: int
    order: int
    name: str
    department: int | None
    project: int | None
    division: str
    points: Decimal | None
    count: int
    need: int | None
    weight: Decimal
    computed: int
    amount: int
    reason: str


class FundingProposalOut(Schema):
    """A funding proposal; status proposed, approved, rejected or withdrawn; money in fen."""

    id: int
    plan: str
    year: int
    formula: str
    title: str
    total: int
    on: date
    note: str
    status: str
    proposed_name: str
    decided_name: str
    decided_on: date | None
    reason: str
    version: int
    lines: list[ProposalLineOut]


class LineAmountIn(Schema):
    """Another amount in fen for a line; `version` is the proposal's as it was read."""

    amount: int
    reason: str = ""
    version: int | None = None


class ProposalDecisionIn(Schema):
    """Yes or no by a second person; a refusal says why."""

    approved: bool
    reason: str = ""
    version: int | None = None


class ProposalWithdrawalIn(Schema):
    """Why a proposal is taken back before it is decided."""

    reason: str
    version: int | None = None


def _cause(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "target": one.target_id, "year": one.year, "on": one.on, "says": one.says,
        "remedy": one.remedy, "by_name": one.by_name,
    }  # fmt: skip


def _proposal(request: HttpRequest, key: int) -> dict[str, Any]:
    return _shown(queries.proposal(cast("ActorRequest", request).actor, key))


def _shown(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "plan": one.plan.code, "year": one.year, "formula": one.formula,
        "title": one.title, "total": one.total, "on": one.on, "note": one.note,
        "status": one.status, "proposed_name": one.proposed_name,
        "decided_name": one.decided_name, "decided_on": one.decided_on, "reason": one.reason,
        "version": one.version,
        "lines": [
            {"id": line.pk, "order": line.order, "name": line.name,
             "department": line.department_id, "project": line.project_id,
             "division": line.division, "points": line.points, "count": line.count,
             "need": line.need, "weight": line.weight, "computed": line.computed,
             "amount": line.amount, "reason": line.reason}
            for line in one.lines.all()
        ],
    }  # fmt: skip


@router.get("/plans/{code}/causes", response=list[UnmetOut], summary="未达目标及原因")
def causes(request: HttpRequest, code: str, on: date | None = None) -> list[dict[str, Any]]:
    """A plan's targets that stand short, those nobody explained this year first; none to who sees
    the plan from outside."""
    actor = cast("ActorRequest", request).actor
    plan = queries.plan(actor, code)
    day = min(on, clock.today()) if on else clock.today()
    year = queries.year_of(plan, day)
    return [
        {
            "target": one.row.target.pk, "code": one.row.target.code,
            "name": one.row.target.name or one.row.definition.title,
            "deadline": one.row.target.deadline, "status": one.row.judgement.status.value,
            "value": one.row.measured.value, "gap": one.row.judgement.gap, "year": year,
            "is_told": one.is_told(year), "causes": [_cause(cause) for cause in one.causes],
        }
        for one in queries.unmet(actor, plan, day)
    ]  # fmt: skip


@router.post("/plans/targets/{target_id}/causes", response=CauseOut, summary="填写未达目标的原因")
def record_cause(request: HttpRequest, target_id: int, given: CauseIn) -> dict[str, Any]:
    """Add why a target was not met in a year, as the page does; earlier entries stay."""
    return _cause(
        actions.record_cause(
            cast("ActorRequest", request).actor, target=target_id, **given.model_dump()
        )
    )


@router.get("/plans/proposals", response=list[FundingProposalOut], summary="资金建议")
def proposals(
    request: HttpRequest, state: str = "", plan: str = "", q: str = ""
) -> list[dict[str, Any]]:
    """The funding proposals of the caller's area, newest first."""
    asked = queries.ProposalsAsked(state=state, plan=plan, q=q)
    rows = queries.proposals(cast("ActorRequest", request).actor, asked=asked)
    return [_shown(one) for one in rows]


@router.post("/plans/proposals", response=FundingProposalOut, summary="提出资金建议")
def propose(request: HttpRequest, given: ProposalIn) -> dict[str, Any]:
    """Share a sum out by a formula and keep every line; later progress does not move it."""
    actor = cast("ActorRequest", request).actor
    return _proposal(request, actions.propose_funding(actor, **given.model_dump()).pk)


@router.get(
    "/plans/proposals/{proposal_id}", response=FundingProposalOut, summary="一项资金建议"
)  # fmt: skip
def proposal(request: HttpRequest, proposal_id: int) -> dict[str, Any]:
    """One proposal with its lines."""
    return _proposal(request, proposal_id)


@router.post(
    "/plans/proposal-lines/{line_id}/amount", response=FundingProposalOut, summary="调整资金建议"
)
def adjust(request: HttpRequest, line_id: int, given: LineAmountIn) -> dict[str, Any]:
    """Propose another amount for one line, with the reason; the formula's own stays on record."""
    actor = cast("ActorRequest", request).actor
    return _proposal(request, actions.adjust_line(actor, line=line_id, **given.model_dump()).pk)


@router.post(
    "/plans/proposals/{proposal_id}/decision", response=FundingProposalOut, summary="审定资金建议"
)
def decide(request: HttpRequest, proposal_id: int, given: ProposalDecisionIn) -> dict[str, Any]:
    """Approve or reject as somebody other than who proposed it."""
    actor = cast("ActorRequest", request).actor
    actions.decide_proposal(actor, funding_proposal=proposal_id, **given.model_dump())
    return _proposal(request, proposal_id)


@router.post(
    "/plans/proposals/{proposal_id}/withdrawal", response=FundingProposalOut,
    summary="撤回资金建议",
)  # fmt: skip
def withdraw(request: HttpRequest, proposal_id: int, given: ProposalWithdrawalIn) -> dict[str, Any]:
    """Take a proposal back before it is decided; it stays on record."""
    actor = cast("ActorRequest", request).actor
    actions.withdraw_proposal(actor, funding_proposal=proposal_id, **given.model_dump())
    return _proposal(request, proposal_id)
