"""Money proposed by scores: who claims what as the records stand, and the proposals themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from anhuai.places import queries as places
from anhuai.plans.catalogue.allotments import ALLOTMENTS
from anhuai.plans.models import FundingProposal, Plan, ProposalLine
from anhuai.plans.queries.boards import board
from anhuai.plans.queries.documents import projects, sees_inside
from anhuai.plans.queries.measuring import divisions_below
from anhuai.plans.queries.sites import risks_of
from anhuai.plans.queries.supervising import _of_own, standings
from anhuai.plans.rules import Status
from anhuai.plans.rules.allotting import Claim, State, Whom, shared
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit

_REACHED = {Status.MET, Status.ON_TRACK}
_SHORT = {Status.BEHIND, Status.OVERDUE, Status.MISSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One line of a proposal as the formula has it; exactly one of the three keys is set."""

    name: str
    claim: Claim
    weight: Decimal
    amount: int
    department: int | None = None
    project: int | None = None
    division: str = ""


def shares(actor: Actor, plan: Plan, formula: str, total: int, on: date) -> list[Share]:
    """Return how a sum falls by a formula over a plan's records on a day; the caller checked scope.

    Those whose weight is nothing stand with 0: the paper shows why they get nothing.
    """
    definition = ALLOTMENTS[formula]
    found = _CLAIMS[definition.whom](actor, plan, on)
    weights = [definition.weight(one.claim) for one in found]
    amounts = shared(total, weights, [one.claim.need for one in found])
    return [
        Share(
            name=one.name, claim=one.claim, department=one.department, project=one.project,
            division=one.division, amount=amount,
            weight=round(Decimal(weight.numerator) / Decimal(weight.denominator), 6),
        )
        for one, weight, amount in zip(found, weights, amounts, strict=True)
    ]  # fmt: skip


def _claim(name: str, claim: Claim, **who: object) -> Share:
    return Share(name=name, claim=claim, weight=Decimal(0), amount=0, **who)  # type: ignore[arg-type]


def _departments(actor: Actor, plan: Plan, on: date) -> list[Share]:
    return [
        _claim(
            one.department.name, Claim(points=one.points, count=one.leads),
            department=one.department.pk,
        )
        for one in standings(actor, on=on, plan=plan) if one.leads
    ]  # fmt: skip


def _projects(actor: Actor, plan: Plan, on: date) -> list[Share]:
    found = []
    for one in projects(actor, plan):
        spent = one.spent or 0  # type: ignore[attr-defined]
        ended = one.status in ("accepted", "cancelled")
        need = 0 if ended or one.budget is None else max(0, one.budget - spent)
        claim = Claim(need=need, risks=len(risks_of(actor, one, on)))
        found.append(_claim(one.name, claim, project=one.pk))
    return found


def _towns(actor: Actor, plan: Plan, on: date) -> list[Share]:
    found = []
    for code in divisions_below(plan.division, on):
        rows = board(actor, plan=plan, on=on, division=code).rows
        judged = [row.judgement.status for row in rows
                  if row.judgement.status in _REACHED | _SHORT]  # fmt: skip
        met = sum(one in _REACHED for one in judged)
        points = round(100 * met / len(judged), 1) if judged else None
        claim = Claim(points=points, count=len(judged))
        found.append(_claim(places.name_of(code), claim, division=code))
    return found


_CLAIMS = {Whom.DEPARTMENT: _departments, Whom.PROJECT: _projects, Whom.TOWN: _towns}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsAsked:
    """Which proposals: where they stand, of which plan, words of the title."""

    state: str = ""
    plan: str = ""
    q: str = ""


def proposals(actor: Actor, *, asked: ProposalsAsked | None = None) -> QuerySet[FundingProposal]:
    """Return the funding proposals of the actor's area, newest first."""
    actor.require(Permit.PLANS_READ)
    asked = asked or ProposalsAsked()
    rows = FundingProposal.objects.filter(_of_own(actor, "plan__division"))
    if asked.state in set(State):
        rows = rows.filter(status=asked.state)
    if asked.plan:
        rows = rows.filter(plan__code=asked.plan)
    if asked.q:
        rows = rows.filter(Q(title__contains=asked.q) | Q(lines__name__contains=asked.q)).distinct()
    ordered = ProposalLine.objects.order_by("order")
    return rows.select_related("plan").prefetch_related(Prefetch("lines", ordered)).order_by("-pk")


def proposal(actor: Actor, key: int) -> FundingProposal:
    """Return a proposal of the actor's area with its lines; raises `NotHere`."""
    found = proposals(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("funding_proposal", key)
    return found


def proposal_line(actor: Actor, key: int) -> ProposalLine:
    """Return a line of a proposal of the actor's area; raises `NotHere`."""
    actor.require(Permit.PLANS_READ)
    rows = ProposalLine.objects.select_related("proposal__plan")
    found = rows.filter(_of_own(actor, "proposal__plan__division"), pk=key).first()
    if found is None:
        raise NotHere("proposal_line", key)
    return found


def open_plans(actor: Actor) -> Sequence[Plan]:
    """Return the plans whose inside the actor sees: those it may propose money for."""
    actor.require(Permit.PLANS_READ)
    return [one for one in Plan.objects.order_by("division", "pk") if sees_inside(actor, one)]
