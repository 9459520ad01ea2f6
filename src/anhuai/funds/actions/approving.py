"""Two approvals by two officers, each comparing and setting; the second promises the money."""

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.posting import (
    fund_account,
    locked,
    sums_of,
    write,
)
from anhuai.funds.actions.runs import BadRun
from anhuai.funds.catalogue import FUNDS
from anhuai.funds.models import Account, Approval, Claim, Entry, Payment, Receipt, Run
from anhuai.funds.queries.fingerprints import is_reproduced
from anhuai.funds.queries.ledger import budget_left
from anhuai.funds.queries.runs import run as found_run
from anhuai.funds.rules.books import Book, EntryKind, Move, Pot, drawn
from anhuai.kernel.money import Fen, format_yuan
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.notices.telling import holders, tell
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale


def advance(run: Run, *, version: int, to: str, **more: object) -> Run:
    """Move a run on if it is still as it was seen; raises `Stale` when somebody was faster."""
    came = {"checked": "prepared", "approved": "checked", "sent": "approved", "settled": "sent"}
    moved = Run.objects.filter(pk=run.pk, version=version, state=came[to]).update(
        state=to, version=F("version") + 1, **more
    )
    if not moved:
        raise Stale("pay_run", run.pk)
    run.refresh_from_db()
    return run


def _approve(actor: Actor, run: Run, level: int, note: str) -> None:
    try:
        with transaction.atomic():
            Approval.objects.create(
                run=run, level=level, account=actor.account or 0, name=actor.name[:64],
                at=clock.now(), note=note[:200], digest=run.computed_digest,
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadRun(
            "twice", "两级审核必须由两个人办理，您已经办理过一级，请另一位经办人审批。",
            "The two approvals are by two people: you gave one already.",
        ) from clash  # fmt: skip


def _untouched(run: Run) -> None:
    if not is_reproduced(run):
        raise BadRun(
            "changed",
            "按冻结数据重算的结果与批次不一致，可能有人直接改动了数据库。请勿发放，立即联系管理员。",
            "Computed again from its frozen facts the run differs: somebody changed the database.",
        )  # fmt: skip


@action(
    permit=Permit.FUNDS_MANAGE, title=_("初审发放批次"), logs=("run", "version"), subject="pay_run"
)
def check_run(actor: Actor, *, run: int, version: int, note: str = "") -> Run:
    """Give the first approval of a prepared run; raises `Stale` when it was moved meanwhile."""
    found = found_run(actor, run, permit=Permit.FUNDS_MANAGE)
    _untouched(found)
    checked = advance(found, version=version, to="checked")
    _approve(actor, checked, 1, note)
    _tell_approvers(actor, checked)
    return checked


def _tell_approvers(actor: Actor, run: Run) -> None:
    """Tell who may give the second approval: neither who prepared the run nor who checked it."""
    held = holders(permit=Permit.FUNDS_APPROVE, division=county.code())
    tell(
        "pay_run_waits",
        set(held) - {run.prepared_by, actor.account or 0},
        url=f"/funds/runs/{run.pk}/", dedupe=f"pay_run_waits:{run.pk}:{run.version}",
        title=run.title, name=actor.name, step=["初审通过", "checked"],
        yuan=format_yuan(Fen(run.to_pay)),
    )  # fmt: skip


@action(
    permit=Permit.FUNDS_APPROVE, title=_("审批发放批次"), logs=("run", "version"),
    subject="pay_run",
)  # fmt: skip
def approve_run(actor: Actor, *, run: int, version: int, note: str = "") -> Run:
    """Give the second approval, by somebody who neither prepared nor checked the run.

    In the same transaction the money is promised in the ledger and what is owed back becomes a
    claim. Raises `BadRun` where a budget does not suffice, `Stale` when somebody was faster.
    """
    found = found_run(actor, run, permit=Permit.FUNDS_APPROVE)
    if found.prepared_by == (actor.account or 0):
        raise BadRun(
            "own", "编制人不能审批自己编制的批次，请另一位经办人审批。",
            "Who prepared a run cannot give its final approval.",
        )  # fmt: skip
    _untouched(found)
    approved = advance(found, version=version, to="approved")
    _approve(actor, approved, 2, note)
    if approved.kind == "regular":
        _promise(actor, approved)
        Claim.objects.bulk_create(
            Claim(line=line, person_id=line.person_id, amount=-line.amount, recorded_at=clock.now())
            for line in approved.lines.filter(amount__lt=0)
        )
    return approved


def _promise(actor: Actor, run: Run) -> None:
    """Move what the run pays from the budgets to what is promised: earmarked money first."""
    moves: list[Move[Account]] = []
    sums = sums_of(Payment.objects.filter(run=run))
    budgets = {
        pot: (fund_account(pot, Book.BUDGET), fund_account(replace(pot, purpose=""), Book.BUDGET))
        for pot, _amount in sums
    }
    locked(account for pair in budgets.values() for account in pair)
    taken: dict[int, int] = {}
    for pot, amount in sums:
        marked, general = budgets[pot]
        earmarked, rest = budget_left(pot)
        rest = Fen(rest - taken.get(general.pk, 0))
        parts = drawn(amount, earmarked, rest)
        if parts is None:
            raise _short(pot, amount, earmarked + rest)
        taken[general.pk] = taken.get(general.pk, 0) + parts[1]
        target = fund_account(pot, Book.COMMITMENT)
        for account, part in zip((marked, general), parts, strict=True):
            if part:
                moves.append(Move(account, target, part))
    if moves:
        write(
            actor, kind=EntryKind.COMMITMENT, key=f"run:{run.pk}:commitment", on=run.on,
            says=f"{run.title}：审批通过，承诺 {format_yuan(Fen(run.to_pay))} 元",
            moves=moves, run=run,
        )  # fmt: skip


def _short(pot: Pot, needed: int, left: int) -> BadRun:
    title = FUNDS[pot.fund].title if pot.fund in FUNDS else pot.fund
    place = f"（{places.name_of(pot.division)}）" if pot.division else ""
    return BadRun(
        "budget",
        f"{title}{place} {pot.year} 年可用预算不足：本批次需要 {format_yuan(Fen(needed))} 元，"
        f"可用 {format_yuan(Fen(left))} 元。请先登记预算下达或调剂。",
        f"{pot}: {format_yuan(Fen(needed))} yuan are needed and {format_yuan(Fen(left))} are "
        "left: enter an appropriation or a transfer first.",
    )


@action(permit=Permit.FUNDS_MANAGE, title=_("撤销发放批次"), logs=("run",), subject="pay_run")
def cancel_run(actor: Actor, *, run: int, version: int, reason: str) -> Run:
    """Cancel a run whose file was not made yet: its months are free again, its promise reversed."""
    found = found_run(actor, run, permit=Permit.FUNDS_MANAGE)
    if len(reason.strip()) < 2:
        raise BadRun("reason", "请写明撤销原因。", "Say why it is cancelled.", field="reason")
    open_states = ["prepared", "checked", "approved"]
    was = found.state
    moved = Run.objects.filter(pk=run, version=version, state__in=open_states).update(
        state="cancelled", version=F("version") + 1, why_cancelled=reason[:200]
    )
    if not moved:
        raise Stale("pay_run", run)
    if Receipt.objects.filter(claim__line__run=found).exists():
        raise BadRun(
            "received", "本批次的追缴已经收到退款，不能再撤销；请在下月按应发总额重新核定。",
            "Money came back on this run's claims: it can no longer be cancelled.",
        )  # fmt: skip
    if Receipt.objects.filter(payment__run=found).exists():
        raise BadRun(
            "received", "本批次已有发放抵扣了追缴款，不能再撤销；请按批次继续办理。",
            "Claims were set off against this run's payments: it can no longer be cancelled.",
        )  # fmt: skip
    if was == "approved":
        Claim.objects.filter(line__run=found).delete()
        _reverse_promise(actor, found)
    found.lines.update(is_live=False)
    found.payments.update(state="cancelled")
    found.refresh_from_db()
    return found


def _reverse_promise(actor: Actor, run: Run) -> None:
    entry = Entry.objects.filter(key=f"run:{run.pk}:commitment").first()
    if entry is None:
        return
    moves = [
        Move(one.target, one.source, one.amount)
        for one in entry.postings.select_related("source", "target")
    ]
    write(
        actor, kind=EntryKind.REVERSAL, key=f"run:{run.pk}:cancelled", on=clock.today(),
        says=f"{run.title}：撤销，冲回承诺", moves=moves, run=run, reverses=entry,
    )  # fmt: skip
