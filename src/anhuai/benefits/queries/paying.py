"""What is due of a benefit in a month, for funds to pay; and what was paid to the dead."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Min, Q

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import Application, ApplicationStep, Entitlement, Run
from anhuai.benefits.queries.reasons import reason_text
from anhuai.benefits.rules.paying import DECIDED_AGAINST, began, is_due, is_payable, purpose_of
from anhuai.benefits.rules.procedure import State, Step
from anhuai.funds import queries as funds
from anhuai.funds.rules.settling import Due
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform.words import title_of


def payable_choices() -> list[tuple[str, str]]:
    """Return the benefits that are paid month by month as a form's choices."""
    return [(code, title_of(one)) for code, one in BENEFITS.items() if is_payable(one)]


def decided_months(*, division: str) -> tuple[date, date] | None:
    """Return the first and the latest month decided for an area; None before the first night.

    The first night decides the month before too (actions.deciding).
    """
    rows = Run.objects.filter(division=division, finished_at__isnull=False)
    months = sorted(rows.values_list("month", flat=True))
    return ((Month.of(months[0]) - 1).first, months[-1]) if months else None


def dues(item: str, *, month: Month, first: date, fund: str) -> list[Due]:
    """Return what everybody is due of a benefit for a month, and nothing for months after a death.

    A benefit of months that were paid after a death is told again with 0, so that it is claimed.
    """
    one = BENEFITS[item]
    found = [
        Due(
            person=person, scheme=item, title=one.title, period=month, amount=Fen(amount),
            fund=fund, purpose=purpose_of(one), pin=pin,
            reason=f"{one.title}：{reason_text(item, code, english=False)}",
        )
        for person, (amount, code, pin) in _confirmed(item, month=month.first, first=first).items()
    ]  # fmt: skip
    told = {(due.person, due.period) for due in found}
    return found + [
        Due(
            person=paid.person, scheme=item, title=one.title, period=Month.of(paid.period),
            amount=Fen(0), fund=paid.fund, purpose=paid.purpose, division=paid.division,
            reason="登记死亡之后的月份不应发放",
        )
        for paid in funds.paid_to_the_dead(schemes=[item])
        if (paid.person, Month.of(paid.period)) not in told and Month.of(paid.period) <= month
    ]  # fmt: skip


def stops(item: str, *, month: Month, persons: Collection[int]) -> dict[tuple[int, str], str]:
    """Return why somebody who had a benefit in the month before and is not due it now has none."""
    over = Entitlement.objects.filter(item=item, retracted_at=None, until=month.first)
    ended = dict.fromkeys(over.values_list("person_id", flat=True), "本月核定不再符合条件")
    states = _states(item, {*ended, *_running(item, month.first)})
    for person, state in states.items():
        if state in DECIDED_AGAINST:
            ended[person] = "经办理决定不予确认或停止"
    return {(person, item): why for person, why in ended.items() if person not in persons}


def _running(item: str, month: date) -> set[int]:
    rows = Entitlement.objects.filter(item=item, retracted_at=None, since__lte=month)
    held = rows.filter(Q(until=None) | Q(until__gt=month))
    return set(held.values_list("person_id", flat=True))


def _confirmed(item: str, *, month: date, first: date) -> Mapping[int, tuple[int, str, str]]:
    """Return (fen, reason, pin) of whom a benefit is paid in a month."""
    intervals: dict[int, list[tuple[date, date | None]]] = {}
    held: dict[int, tuple[int, str, str]] = {}
    rows = Entitlement.objects.filter(item=item, retracted_at=None).order_by("pk")
    fields = (
        "person_id", "since", "until", "amount", "reason", "run_id", "run__rules",
        "run__parameters", "inputs",
    )  # fmt: skip
    for person, since, until, amount, code, run, rules, values, inputs in rows.values_list(*fields):
        intervals.setdefault(person, []).append((since, until))
        if since <= month and (until is None or until > month):
            pin = f"benefits run {run} {rules[:16]} {values[:16]} {inputs}".strip()
            held[person] = (amount, code, pin)
    states = _states(item, held)
    granted = dict(
        ApplicationStep.objects.filter(application__item=item, step=Step.CONFIRM)
        .values("application__person_id").annotate(first=Min("on"))
        .values_list("application__person_id", "first")
    )  # fmt: skip
    return {
        person: value for person, value in held.items()
        if is_due(
            states.get(person), confirmed=granted.get(person), first=first, month=month,
            since=began(intervals[person], month) or month,
        )
    }  # fmt: skip


def _states(item: str, persons: Collection[int]) -> dict[int, State]:
    """Return where the latest application of each person stands."""
    rows = Application.objects.filter(item=item).order_by("pk").values_list("person_id", "state")
    wanted = set(persons)
    return {person: State(state) for person, state in rows if person in wanted}
