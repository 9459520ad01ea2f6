"""Proposing money by scores: computed and frozen, changed for a reason, decided by another."""

from datetime import date

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from anhuai.plans.actions.scope import NotPossible, require_past, require_scope, require_version
from anhuai.plans.catalogue.allotments import ALLOTMENTS
from anhuai.plans.models import FundingProposal, Plan, ProposalLine
from anhuai.plans.queries.allotting import shares
from anhuai.plans.rules.allotting import State
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit

_MOST = 10**15  # fen: beyond it the sum was mistyped


@action(
    permit=Permit.PLANS_MANAGE, title=_("提出资金建议"),
    logs=("plan", "year", "formula", "total", "on"), subject="funding_proposal",
)  # fmt: skip
def propose_funding(
    actor: Actor, *, plan: str, year: int, formula: str, title: str, total: int, on: date,
    note: str = "",
) -> FundingProposal:  # fmt: skip
    """Share a sum in fen out by a formula over a plan's records on a day, and keep every line.

    Later progress does not move what was proposed. Raises `NotPossible` for an unknown formula, a
    sum of nothing, or where nobody has a claim; `NotHere`.
    """
    found = Plan.objects.filter(code=plan).first()
    if found is None:
        raise NotHere("plan", plan)
    require_scope(actor, Permit.PLANS_MANAGE, found.division, "plan", plan)
    require_past(on)
    _check(formula, title, total, year)
    split = shares(actor, found, formula, total, on)
    if not any(one.amount for one in split):
        raise NotPossible(
            "nobody", "按这个办法没有可以分配的对象：没有得分、没有缺口或没有可判断的指标。",
            "By this formula nobody has a claim: no score, nothing lacking or nothing judged.",
            field="formula",
        )  # fmt: skip
    made = FundingProposal.objects.create(
        plan=found, year=year, formula=formula, title=title.strip()[:120], total=total, on=on,
        note=note.strip()[:300], proposed_by=actor.account or 0, proposed_name=actor.name,
        proposed_at=clock.now(),
    )  # fmt: skip
    ProposalLine.objects.bulk_create(
        ProposalLine(
            proposal=made, order=at, department_id=one.department, project_id=one.project,
            division=one.division, name=one.name[:120], points=one.claim.points,
            count=one.claim.count or one.claim.risks, need=one.claim.need, weight=one.weight,
            computed=one.amount, amount=one.amount,
        )
        for at, one in enumerate(split, start=1)
    )  # fmt: skip
    return made


def _check(formula: str, title: str, total: int, year: int) -> None:
    if formula not in ALLOTMENTS:
        raise NotPossible(
            "formula", "没有这种分配办法，请从列表中选择。",
            "No such formula: choose from the list.", field="formula",
        )  # fmt: skip
    if not title.strip():
        raise NotPossible("title", "请填写名称。", "Give it a title.", field="title")
    if not 0 < total <= _MOST:
        raise NotPossible(
            "amount", "金额应大于 0，并请核对是否多写了零。",
            "The amount is above 0; check for zeros too many.", field="total",
        )  # fmt: skip
    if not 2000 <= year <= 2100:
        raise NotPossible("year", "年份应在 2000 到 2100 之间。", "The year is from 2000 to 2100.",
                          field="year")  # fmt: skip


def _open(actor: Actor, permit: Permit, key: int, version: int | None) -> FundingProposal:
    found = (
        FundingProposal.objects.select_for_update(of=("self",))
        .select_related("plan").filter(pk=key).first()
    )  # fmt: skip
    if found is None:
        raise NotHere("funding_proposal", key)
    require_scope(actor, permit, found.plan.division, "funding_proposal", key)
    require_version("funding_proposal", key, is_now=found.version, was=version)
    if found.status != State.PROPOSED:
        raise NotPossible("decided", "这项建议已有决定，不能再改。", "It was decided and stays.")
    return found


@action(
    permit=Permit.PLANS_MANAGE, title=_("调整资金建议"), logs=("line", "amount"),
    subject="funding_proposal",
)  # fmt: skip
def adjust_line(
    actor: Actor, *, line: int, amount: int, reason: str, version: int | None = None
) -> FundingProposal:
    """Propose another amount for one line, with the reason beside it; never above the whole sum.

    The formula's own amount stays on record. Raises `NotPossible`, `Stale`, `NotHere`.
    """
    key = ProposalLine.objects.filter(pk=line).values_list("proposal", flat=True).first()
    if key is None:
        raise NotHere("proposal_line", line)
    found = _open(actor, Permit.PLANS_MANAGE, key, version)
    row = found.lines.get(pk=line)
    if not reason.strip() and amount != row.computed:
        raise NotPossible("reason", "与计算不同时请写明理由。", "Say why it differs.",
                          field="reason")  # fmt: skip
    if amount < 0:
        raise NotPossible("amount", "金额不能小于 0。", "The amount is not below 0.",
                          field="amount")  # fmt: skip
    if row.need is not None and amount > row.need:
        raise NotPossible("amount", "金额不能超过资金缺口。", "Not more than what is lacking.",
                          field="amount")  # fmt: skip
    others = found.lines.exclude(pk=line).aggregate(sum=Sum("amount"))["sum"] or 0
    if others + amount > found.total:
        raise NotPossible(
            "amount", "各行合计超过总额，请先调低其他行。",
            "The lines would exceed the whole: lower others first.", field="amount",
        )  # fmt: skip
    row.amount = amount
    row.reason = "" if amount == row.computed else reason.strip()[:200]
    row.save(update_fields=["amount", "reason"])
    found.version += 1
    found.save(update_fields=["version"])
    return found


@action(
    permit=Permit.PLANS_CONFIRM, title=_("审定资金建议"), logs=("funding_proposal", "approved"),
    subject="funding_proposal",
)  # fmt: skip
def decide_proposal(
    actor: Actor, *, funding_proposal: int, approved: bool, reason: str = "",
    version: int | None = None,
) -> FundingProposal:  # fmt: skip
    """Approve or reject a proposal as somebody other than who proposed it; a refusal says why."""
    found = _open(actor, Permit.PLANS_CONFIRM, funding_proposal, version)
    if found.proposed_by == (actor.account or 0):
        raise NotPossible(
            "second_person", "不能审定自己提出的建议，请由另一人审定。",
            "A second person decides: not the one who proposed.",
        )  # fmt: skip
    if not approved and not reason.strip():
        raise NotPossible("reason", "不同意时请写明理由。", "Say why it is refused.",
                          field="reason")  # fmt: skip
    found.status = State.APPROVED if approved else State.REJECTED
    found.decided_by, found.decided_name = actor.account or 0, actor.name
    found.decided_on, found.reason = clock.today(), reason.strip()[:300]
    found.version += 1
    found.save()
    return found


@action(
    permit=Permit.PLANS_MANAGE, title=_("撤回资金建议"), logs=("funding_proposal",),
    subject="funding_proposal",
)  # fmt: skip
def withdraw_proposal(
    actor: Actor, *, funding_proposal: int, reason: str, version: int | None = None
) -> FundingProposal:
    """Take a proposal back before it is decided, with the reason; it stays on record."""
    found = _open(actor, Permit.PLANS_MANAGE, funding_proposal, version)
    if not reason.strip():
        raise NotPossible("reason", "请写明理由。", "Say why.", field="reason")
    found.status, found.reason = State.WITHDRAWN, reason.strip()[:300]
    found.version += 1
    found.save()
    return found
