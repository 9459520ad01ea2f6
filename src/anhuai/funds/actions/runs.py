"""Preparing a pay run: freeze the facts, compute, keep every line and difference."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.models import Change, Freeze, Line, Payee, Payment, Run
from anhuai.funds.queries.runs import unpaid
from anhuai.funds.rules.fingerprints import fingerprint
from anhuai.funds.rules.settling import (
    BadDue,
    Batch,
    Computed,
    Due,
    Frozen,
    Key,
    check,
    computed,
    computed_text,
    frozen_text,
    thawed,
)
from anhuai.funds.rules.settling import Line as Computing
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit

MANAGE = Permit.FUNDS_MANAGE
_MANY = 5_000  # persons asked for at once: a statement has room for so many keys


class BadRun(Unfit):
    """A run that cannot go on; codes: exists, paid, empty, budget, own, twice, changed, none."""


@action(permit=MANAGE, title=_("编制发放批次"), logs=("batch", "on"), subject="pay_run")
def prepare_run(
    actor: Actor,
    *,
    batch: Batch,
    dues: Collection[Due],
    on: date,
    stops: Mapping[Key, str] | None = None,
) -> Run:
    """Freeze what is due for a month and compute a run from it; nothing is paid yet.

    `dues` hold the month itself for everybody who is due something, and earlier months that were
    decided anew; each is the month's total, of which the run pays or claims only what is not yet
    settled. `stops[person, scheme]` says why somebody has nothing any more. The same facts again
    return the same run. Raises `BadDue`; `BadRun` where the batch stands already with other facts,
    or another run took the same month of somebody meanwhile.
    """
    county.require_whole(actor, MANAGE)
    check(dues, batch.month)
    _known_words(dues)
    wanted = tuple(sorted(dues, key=lambda d: (d.scheme, d.person, d.period)))
    same = _standing(batch, wanted, stops or {})
    if same is not None:
        return same
    frozen = _frozen(actor, batch, wanted, stops or {})
    made = computed(frozen)
    if not made.lines and not made.changes:
        raise BadRun(
            "empty", "没有需要发放或追缴的金额：应发的都已发放。",
            "There is nothing to pay or claim: all that is due was settled.",
        )  # fmt: skip
    try:
        with transaction.atomic():
            return _keep(actor, batch, frozen, made, on)
    except IntegrityError as clash:
        raise BadRun(
            "paid", "同一人同一月份的待遇刚被另一批次编入，请刷新后重新编制。",
            "Another run has just taken the same month of the same people: prepare it again.",
        ) from clash  # fmt: skip


def _known_words(dues: Collection[Due]) -> None:
    for one in dues:
        if one.fund not in FUNDS or not FUNDS[one.fund].has_account_at(one.division):
            raise BadDue(
                "fund", f"{one.title} 的资金来源“{one.fund}”不存在或没有写明乡镇，请核对。",
                f"{one.title}: the fund {one.fund} does not exist or lacks its town.",
            )  # fmt: skip
        if one.purpose not in PURPOSES:
            raise BadDue(
                "purpose", f"{one.title} 的资金用途“{one.purpose}”不存在，请核对。",
                f"{one.title}: the purpose {one.purpose} does not exist.",
            )  # fmt: skip


def _standing(batch: Batch, dues: tuple[Due, ...], stops: Mapping[Key, str]) -> Run | None:
    rows = Run.objects.filter(month=batch.month.first, batch=batch.code)
    found = rows.exclude(state="cancelled").first()
    if found is None:
        return None
    before = thawed(found.freeze.text)
    if before.dues == dues and before.stops == dict(stops):
        return found
    raise BadRun(
        "exists",
        f"{batch.month} 的批次“{found.title}”已经编制，内容不同。要按新数据发放，请先撤销原批次。",
        "The batch stands already with other facts: cancel it to prepare it anew.",
    )


def _frozen(actor: Actor, batch: Batch, dues: tuple[Due, ...], stops: Mapping[Key, str]) -> Frozen:
    """Return every fact the run rests on, as it stands in this transaction."""
    month = batch.month
    schemes = tuple(sorted({*batch.schemes, *(due.scheme for due in dues)}))
    settled = _settled(schemes, {month.first, *(due.period.first for due in dues)})
    needed = {(due.person, due.scheme, due.period) for due in dues}
    previous = {
        (person, scheme): amount
        for (person, scheme, _period), (amount, _n) in _settled(
            schemes, {(month - 1).first}
        ).items()
        if amount > 0
    }
    persons = {due.person for due in dues} | {person for person, _scheme in previous}
    return Frozen(
        month=month, schemes=schemes, is_whole=batch.is_whole, dues=dues,
        settled={
            key: value for key, value in settled.items() if key in needed or key[2] == month
        },
        previous=previous, stops=dict(stops),
        died=_died(actor, persons, needed={due.person for due in dues}),
    )  # fmt: skip


def _settled(
    schemes: Sequence[str], periods: set[date]
) -> dict[tuple[int, str, Month], tuple[Fen, int]]:
    rows = Line.objects.filter(scheme__in=schemes, period__in=periods, is_live=True)
    summed = rows.values_list("person", "scheme", "period").annotate(Sum("amount"), Count("pk"))
    return {
        (person, scheme, Month.of(period)): (Fen(amount), count)
        for person, scheme, period, amount, count in summed.order_by()
    }


def _died(actor: Actor, persons: set[int], *, needed: set[int]) -> dict[int, date]:
    """Return who of some persons died and when; raises `NotHere` for one who is not there."""
    died: dict[int, date] = {}
    seen: set[int] = set()
    for chunk in _chunks(sorted(persons)):
        for key, day in people.visible(actor).filter(pk__in=chunk).values_list("pk", "died"):
            seen.add(key)
            if day is not None:
                died[key] = day
    if needed - seen:
        raise NotHere("person", min(needed - seen))
    return died


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    return (keys[at : at + _MANY] for at in range(0, len(keys), _MANY))


# keeping --------------------------------------------------------------------------------------


def _keep(actor: Actor, batch: Batch, frozen: Frozen, made: Computed, on: date) -> Run:
    text = frozen_text(frozen)
    run = Run.objects.create(
        month=batch.month.first, batch=batch.code[:64], title=batch.title[:80],
        schemes=list(frozen.schemes),
        year=on.year, on=on, frozen_digest=fingerprint(text),
        computed_digest=fingerprint(computed_text(made)),
        persons=len({one.due.person for one in made.lines if one.amount > 0}),
        to_pay=made.to_pay, to_claim=made.to_claim, **prepared(actor),
    )  # fmt: skip
    Freeze.objects.create(run=run, text=text)
    payments = _payments(run, made.lines)
    Line.objects.bulk_create((_line(run, one, payments) for one in made.lines), batch_size=2_000)
    Change.objects.bulk_create(
        (
            Change(
                run=run, person_id=one.person, scheme=one.scheme, kind=one.kind.value,
                before=one.before, after=one.after, why=one.why,
            )
            for one in made.changes
        ),
        batch_size=2_000,
    )  # fmt: skip
    return run


def prepared(actor: Actor) -> dict[str, Any]:
    """Return who prepares a run and when."""
    return {
        "prepared_by": actor.account or 0, "prepared_name": actor.name[:64],
        "prepared_at": clock.now(),
    }  # fmt: skip


def _line(run: Run, one: Computing, payments: Mapping[tuple[Any, ...], Payment]) -> Line:
    due = one.due
    return Line(
        run=run, payment=payments.get(_paid_as(one)) if one.amount > 0 else None,
        person_id=due.person, frozen_person=due.person, scheme=due.scheme,
        title=due.title[:80], period=due.period.first,
        kind=one.kind.value, sequence=one.sequence, before=one.before, due=due.amount,
        amount=one.amount, fund=due.fund, purpose=due.purpose, division=due.division,
        reason=due.reason, pin=due.pin[:128],
    )  # fmt: skip


def _paid_as(one: Computing) -> tuple[str, int, str, str, str]:
    return one.due.scheme, one.due.person, one.due.fund, one.due.purpose, one.due.division


def _payments(run: Run, lines: Sequence[Computing]) -> dict[tuple[Any, ...], Payment]:
    """Write one payment for what each person gets of a scheme out of one fund, in a fixed order."""
    sums: dict[tuple[str, int, str, str, str], int] = {}
    titles = {one.due.scheme: one.due.title for one in lines}
    for one in lines:
        if one.amount > 0:
            sums[_paid_as(one)] = sums.get(_paid_as(one), 0) + one.amount
    accounts = payees_of({person for _s, person, *_rest in sums})
    keys = sorted(sums)
    made = Payment.objects.bulk_create(
        (
            Payment(
                run=run, number=number, person_id=key[1], scheme=key[0], title=titles[key[0]][:80],
                fund=key[2], purpose=key[3], division=key[4], amount=sums[key],
                year=run.year,
                **paid_into(accounts.get(key[1])),
            )
            for number, key in enumerate(keys, start=1)
        ),
        batch_size=2_000,
    )  # fmt: skip
    return dict(zip(keys, made, strict=True))


def payees_of(persons: set[int]) -> dict[int, Payee]:
    """Return the open account of each person who has one."""
    found: dict[int, Payee] = {}
    for chunk in _chunks(sorted(persons)):
        for one in Payee.objects.filter(person__in=chunk, until=None):
            found[one.person_id] = one
    return found


def paid_into(payee: Payee | None) -> dict[str, Any]:
    """Return a payment's columns for an account; without one it is held."""
    if payee is None:
        return {"state": "held", "account_sealed": b"", "why": "未登记发放账户"}
    return {
        "state": "waiting", "holder": payee.holder, "relation": payee.relation,
        "bank": payee.bank, "account_sealed": bytes(payee.account_sealed),
    }  # fmt: skip


# paying again ---------------------------------------------------------------------------------


@action(permit=MANAGE, title=_("编制退汇重发批次"), logs=("month", "on"), subject="pay_run")
def prepare_repay(actor: Actor, *, month: Month, on: date) -> Run:
    """Prepare a run of every payment that came back or was held and has an account now.

    It promises no new money: what it pays was promised by the run it came from. Raises `BadRun`
    where nothing can be paid again.
    """
    county.require_whole(actor, MANAGE)
    waiting = list(Payment.objects.filter(unpaid()).order_by("pk"))
    accounts = payees_of({one.person_id for one in waiting})
    ready = [one for one in waiting if one.person_id in accounts]
    if not ready:
        raise BadRun(
            "none", "没有可以重发的款项：退汇或缺账户的人还没有登记新账户。",
            "Nothing can be paid again: register the accounts of those whose payments came back.",
        )  # fmt: skip
    text = "\n".join(f"{one.pk} {one.amount}" for one in ready)
    of = sorted({one.scheme for one in ready})
    number = Run.objects.filter(month=month.first, kind="repay").count() + 1
    run = Run.objects.create(
        month=month.first, batch=f"repay-{number}", title=f"{month} 退汇重发（第 {number} 批）",
        kind="repay", schemes=of, year=on.year, on=on, frozen_digest=fingerprint(text),
        computed_digest=fingerprint(text), persons=len({one.person_id for one in ready}),
        to_pay=sum(one.amount for one in ready), **prepared(actor),
    )  # fmt: skip
    Freeze.objects.create(run=run, text=text)
    Payment.objects.bulk_create(
        Payment(
            run=run, number=place, person_id=one.person_id, scheme=one.scheme, title=one.title,
            fund=one.fund, purpose=one.purpose, division=one.division, amount=one.amount,
            year=one.year, repays=one, **paid_into(accounts[one.person_id]),
        )
        for place, one in enumerate(ready, start=1)
    )  # fmt: skip
    return run
