"""What is due of a benefit in a month, for funds to pay; and what was paid to the dead.

A month's run also settles the months before it: what was decided anew, confirmed late or corrected
since they were paid is told in total, and funds pays or claims what differs, once (ADR 0049).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import Application, ApplicationStep, Entitlement, Restatement, Run
from anhuai.benefits.queries.reasons import reason_text
from anhuai.benefits.rules.definition import Period
from anhuai.benefits.rules.paying import (
    CONFIRMED,
    DECIDED_AGAINST,
    began,
    in_units,
    is_credited,
    is_due,
    is_payable,
    once_owed,
    owed_before,
    purpose_of,
)
from anhuai.benefits.rules.procedure import State, Step
from anhuai.benefits.rules.restating import AFTER_ACCEPTANCE, PAID_FROM_BASIS, paid_from
from anhuai.funds import queries as funds
from anhuai.funds.rules.books import Unit
from anhuai.funds.rules.settling import Due
from anhuai.funds.rules.vouchers import Credit
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.months import Month
from anhuai.platform import county, parameters
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.words import title_of

PAID_FROM = "benefits.paid_from"
declare_setting(
    Setting(
        key=PAID_FROM, title=gettext_lazy("确认后从哪个月起发放"), unit="",
        says=gettext_lazy(
            "0 确认当月；1 受理次月；2 受理当月；3 申请当月。"
            "确认晚于这个月的，中间的月份随下一批次补发。"
        ),
        least=0, most=3, basis=PAID_FROM_BASIS, default=lambda: AFTER_ACCEPTANCE,
        effect=lambda _value: _("只用于以后编制的批次；已经发放的不追缴。"),
    )
)  # fmt: skip
VOUCHER_MONTHS = "benefits.voucher_months"
declare_setting(
    Setting(
        key=VOUCHER_MONTHS, title=gettext_lazy("消费券和时长的有效期"), unit=gettext_lazy("个月"),
        says=gettext_lazy("从所属月份的第一天起算；0 表示长期有效。"),
        least=0, most=36, basis=Basis(document="", confidence=Confidence.D), default=lambda: 1,
        effect=lambda _value: _("只用于以后发放的消费券和时长。"),
    )
)  # fmt: skip
LATE_MONTHS = "benefits.voucher_late_months"
declare_setting(
    Setting(
        key=LATE_MONTHS, title=gettext_lazy("迟发消费券和时长的有效期"), unit=gettext_lazy("个月"),
        says=gettext_lazy(
            "发放时所属月份的有效期已过的，从发放当月的第一天起再给这么多个月；"
            "0 表示不再延长，过期的不能用。"
        ),
        least=0, most=36, basis=Basis(document="", confidence=Confidence.D), default=lambda: 0,
        effect=lambda _value: _("只用于以后发放的消费券和时长。"),
    )
)  # fmt: skip
Spans = list[tuple[date, date | None]]


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


@dataclass(frozen=True, slots=True)
class Granted:
    """Where somebody's latest application for a benefit stands, and from which month it is paid."""

    state: State
    paid_from: Month | None
    decided: Month


@dataclass(slots=True)
class Held:
    """What was decided of one benefit, as known now, and what was asked for and granted."""

    item: str
    first: date
    spans: dict[int, Spans] = field(default_factory=dict)
    rows: dict[int, list[tuple[date, date | None, int, str, str]]] = field(default_factory=dict)
    drawn: frozenset[int] = frozenset()
    granted: Mapping[int, Granted] = field(default_factory=dict)

    def at(self, person: int, month: date) -> tuple[int, str, str] | None:
        """Return (fen, reason, pin) of what a person is owed in a month by the decision alone."""
        for since, until, amount, code, pin in self.rows.get(person, ()):
            if since <= month and (until is None or until > month):
                return amount, code, pin
        return None

    def is_due(self, person: int, month: date, *, ended: bool = True) -> bool:
        """Say whether what was decided is paid in a month (rules.paying.is_due).

        With `ended` False a later decision against somebody changes no month before it.
        """
        one = self.granted.get(person)
        since = began(self.spans.get(person, ()), month) or month
        if person not in self.drawn:
            since = max(since, (Month.of(self.first) + 1).first)
        state = one.state if one else None
        if one is not None and state in DECIDED_AGAINST and not ended:
            state = State.GRANTED if one.paid_from is not None else None
        start = one.paid_from.first if one and one.paid_from else None
        return is_due(state, confirmed=start, since=since, first=self.first, month=month)


def held(item: str, *, first: date, on: date) -> Held:
    """Return what the nights decided of a benefit and what was granted of it."""
    found = Held(item, first)
    drawn = set()
    begun = Run.objects.filter(division=county.code(), finished_at__isnull=False).order_by("pk")
    nights = begun.values_list("pk", flat=True).first()
    rows = Entitlement.objects.filter(item=item).order_by("pk")
    fields = (
        "person_id", "since", "until", "amount", "reason", "run_id", "run__rules",
        "run__parameters", "inputs", "retracted_at",
    )  # fmt: skip
    for person, since, until, amount, code, run, rules, values, inputs, gone in rows.values_list(
        *fields
    ):
        if run == nights and since <= first:
            drawn.add(person)
        if gone is None:
            pin = f"benefits run {run} {rules[:16]} {values[:16]} {inputs}".strip()
            found.spans.setdefault(person, []).append((since, until))
            found.rows.setdefault(person, []).append((since, until, amount, code, pin))
    found.drawn = frozenset(drawn)
    found.granted = dict(granted(item, on=on))
    return found


def granted(item: str, *, on: date) -> Iterator[tuple[int, Granted]]:
    """Yield where the latest application of each person stands, oldest first."""
    choice = parameters.value(PAID_FROM, on=on)
    steps: dict[Step, dict[int, date]] = {
        step: dict(
            ApplicationStep.objects.filter(application__item=item, step=step)
            .values("application__person_id").annotate(first=Min("on"))
            .values_list("application__person_id", "first")
        )
        for step in (Step.ACCEPT, Step.CONFIRM)
    }  # fmt: skip
    rows = Application.objects.filter(item=item).order_by("pk")
    for person, state, applied, since in rows.values_list(
        "person_id", "state", "applied_on", "since"
    ):
        confirmed = steps[Step.CONFIRM].get(person)
        start = None
        if confirmed is not None:
            accepted = steps[Step.ACCEPT].get(person)
            start = paid_from(choice, applied=applied, accepted=accepted, confirmed=confirmed)
        yield person, Granted(State(state), start, Month.of(since))


def dues(item: str, *, month: Month, first: date, fund: str, on: date) -> list[Due]:
    """Return what everybody is due of a benefit for a month, and of months before where it differs.

    A month paid after a death is told again with 0, so that it is claimed.
    """
    one = BENEFITS[item]
    known = held(item, first=first, on=on)
    if one.period is Period.ONCE:
        return list(_once(known, month, fund))
    found = []
    for person in known.rows:
        value = known.at(person, month.first)
        if value is not None and known.is_due(person, month.first):
            amount, code, pin = value
            found.append(
                Due(
                    person=person, scheme=item, title=one.title, period=month, amount=Fen(amount),
                    fund=fund, purpose=purpose_of(one), pin=pin,
                    reason=f"{one.title}：{reason_text(item, code, english=False)}",
                )
            )  # fmt: skip
    found += list(_before(known, month, fund))
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


def _once(known: Held, month: Month, fund: str) -> Iterator[Due]:
    """Yield what was granted once in a month: an application is paid in no other month.

    The amount is that of the month it was asked for, else of the month it was granted; help that
    was given first is taken off.
    """
    one = BENEFITS[known.item]
    sums: dict[int, tuple[int, str, list[str]]] = {}
    rows = Application.objects.filter(item=known.item, state__in=CONFIRMED).order_by("pk")
    rows = rows.filter(decided_on__gte=month.first, decided_on__lt=(month + 1).first)
    steps = ApplicationStep.objects.filter(
        application__in=rows.values("pk"), step=Step.HELP, amount__isnull=False
    )
    helped = {key: amount or 0 for key, amount in steps.values_list("application_id", "amount")}
    given = funds.in_kind(known.item)  # a home adapted is not paid for in cash as well
    for key, person, applied in rows.values_list("pk", "person_id", "applied_on"):
        if person in given:
            continue
        value = known.at(person, applied.replace(day=1)) or known.at(person, month.first)
        if value is None:
            continue  # not owed by the decision: the finding says so
        owed = once_owed(value[0], helped=helped.get(key, 0))
        before, pin, pieces = sums.get(person, (0, value[2], []))
        said = f"申请 {key}：{reason_text(known.item, value[1], english=False)}"
        if key in helped:
            said += f"，已先行救助 {format_yuan(Fen(helped[key]))} 元"
        sums[person] = (before + owed, pin, [*pieces, said])
    for person, (total, pin, pieces) in sums.items():
        if total:
            yield Due(
                person=person, scheme=known.item, title=one.title, period=month,
                amount=Fen(total), fund=fund, purpose=purpose_of(one), pin=pin,
                reason=f"{one.title}（一次性）：{'；'.join(pieces)}",
            )  # fmt: skip


def credited(item: str, *, month: Month, first: date, until: date | None, on: date) -> list[Credit]:
    """Return whom a month of a voucher or of hours is credited: those who are due it."""
    one = BENEFITS[item]
    known = held(item, first=first, on=on)
    unit = Unit.MINUTES if one.amount.type.unit == "hours" else Unit.FEN
    found = []
    for person in known.rows:
        value = known.at(person, month.first)
        is_asked = one.needs_application
        if value is None or (is_asked and not known.is_due(person, month.first)):
            continue
        amount, code, pin = value
        found.append(
            Credit(
                person=person, scheme=item, title=one.title, period=month, unit=unit,
                amount=in_units(one, amount), since=month.first, until=until, pin=pin,
                reason=reason_text(item, code, english=False),
            )
        )  # fmt: skip
    return found


def credited_choices() -> list[tuple[str, str]]:
    """Return the benefits that are credited to accounts as a form's choices."""
    return [(code, title_of(one)) for code, one in BENEFITS.items() if is_credited(one)]


def voucher_until(month: Month, *, on: date) -> date | None:
    """Return when what is credited for a month ends; None where the county let it not end.

    What is credited after that would have lapsed before anybody could spend it: the county says for
    how long it may be spent all the same.
    """
    months = parameters.value(VOUCHER_MONTHS, on=on)
    if not months:
        return None
    until = (month + months).first
    late = parameters.value(LATE_MONTHS, on=on)
    return max(until, (Month.of(on) + late).first) if until <= on and late else until


def _before(known: Held, month: Month, fund: str) -> Iterator[Due]:
    """Yield what past months that were run come to now, where it differs from what was settled.

    A month without a run is not settled here: whoever prepares it settles it.
    """
    one = BENEFITS[known.item]
    stands = funds.settled(known.item, before=month.first)
    anew = _restated(known.item)
    for day in funds.months_run(known.item):
        if not known.first <= day < month.first:
            continue
        persons = {person for person, period in stands if period == day} | known.rows.keys()
        for person in sorted(persons):
            before = stands.get((person, day))
            paid = before.amount if before else 0
            value = known.at(person, day)
            owed = value[0] if value else 0
            case = known.granted.get(person)
            total = owed_before(
                owed, paid, is_due=known.is_due(person, day, ended=False),
                ended=case.decided if case and case.state in DECIDED_AGAINST else None,
                month=Month.of(day),
            )  # fmt: skip
            if total == paid:
                continue
            yield Due(
                person=person, scheme=known.item, title=one.title, period=Month.of(day),
                amount=Fen(total), fund=before.fund if before else fund,
                purpose=before.purpose if before else purpose_of(one),
                division=before.division if before else "", pin=value[2] if value else "",
                reason=_why(known, person, day, total, anew),
            )  # fmt: skip


Anew = Mapping[int, list[tuple[date, date, str, date]]]


def _restated(item: str) -> Anew:
    found: dict[int, list[tuple[date, date, str, date]]] = {}
    rows = Restatement.objects.filter(item=item).order_by("pk")
    for person, since, until, reason, on in rows.values_list(
        "person_id", "since", "until", "reason", "known"
    ):
        found.setdefault(person, []).append((since, until, reason, on))
    return found


def _why(known: Held, person: int, day: date, total: int, anew: Anew) -> str:
    """Say for the person and the auditor why a past month is owed what it is."""
    title, item = BENEFITS[known.item].title, known.item
    told = [one for one in anew.get(person, ()) if one[0] <= day < one[1]]
    value = known.at(person, day)
    case = known.granted.get(person)
    if told:
        _since, _until, reason, on = told[-1]
        return f"{title}：{reason_text(item, reason, english=False)}（按 {on} 掌握的情况重新核定）"
    if total and value:
        late = case is not None and case.paid_from is not None and person not in known.drawn
        why = f"，自 {case.paid_from} 起补发" if late and case else ""
        return f"{title}：{reason_text(item, value[1], english=False)}{why}"
    if case is not None and case.state in DECIDED_AGAINST:
        return "经办理决定不予确认或停止"
    return f"{title}：该月核定不符合条件"


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
    held_then = rows.filter(Q(until=None) | Q(until__gt=month))
    return set(held_then.values_list("person_id", flat=True))


def _states(item: str, persons: Collection[int]) -> dict[int, State]:
    """Return where the latest application of each person stands."""
    rows = Application.objects.filter(item=item).order_by("pk").values_list("person_id", "state")
    wanted = set(persons)
    return {person: State(state) for person, state in rows if person in wanted}


__all__ = [
    "Granted",
    "Held",
    "credited",
    "credited_choices",
    "decided_months",
    "dues",
    "granted",
    "held",
    "payable_choices",
    "stops",
    "voucher_until",
]  # fmt: skip
