"""What a pay run pays: amounts due against amounts settled, and every difference explained.

One month of one scheme of one person is a chain: each line says what was settled before it, what
is due now, and pays or claims the difference. A rule, a band or a death that changes a past month
restates that month; the line posts only what is new (补发 or 追缴).
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from anhuai.facilities.rules import Titled
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.months import Month
from anhuai.kernel.unfit import Unfit

Key = tuple[int, str]
"""A person and a scheme."""


class LineKind(Titled):
    """Why a line is in a run."""

    REGULAR = "regular", "当月发放", "Regular"
    BACK_PAY = "back_pay", "补发", "Back-pay"
    RECOVERY = "recovery", "追缴", "Recovery"


class ChangeKind(Titled):
    """How a person's pay differs from last month's."""

    NEW = "new", "新增", "New"
    STOPPED = "stopped", "停发", "Stopped"
    CHANGED = "changed", "金额变化", "Changed"
    BACK_PAY = "back_pay", "补发", "Back-pay"
    RECOVERY = "recovery", "追缴", "Recovery"
    BLOCKED = "blocked", "拦截", "Blocked"


class BadDue(Unfit):
    """Amounts due that no run can pay; codes: twice, negative, future, empty, fund, purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a person is due of a scheme for one month in total, as decided now; 0 for nothing.

    `reason` is a sentence for the person and the auditor without names or numbers; `pin` names the
    rule, parameters and inputs it was decided by; `division` is the town of a fund kept by towns.
    """

    person: int
    scheme: str
    title: str
    period: Month
    amount: Fen
    fund: str
    purpose: str
    reason: str
    pin: str = ""
    division: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Which run: its month and code, unique together, and the schemes that it is of.

    Who had one of `schemes` last month (those of the dues where left out) and is not due now is
    shown as stopped; `is_whole=False` is for a supplement to a month, where nobody stops.
    """

    month: Month
    code: str
    title: str
    schemes: tuple[str, ...] = ()
    is_whole: bool = True

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.month} {self.code}"


@dataclass(frozen=True, slots=True)
class Line:
    """One amount in a run: positive to pay, negative to claim back."""

    due: Due
    kind: LineKind
    sequence: int
    before: Fen
    amount: Fen


@dataclass(frozen=True, slots=True)
class Change:
    """How a person's pay of a scheme differs, and why; amounts are of a month."""

    person: int
    scheme: str
    kind: ChangeKind
    before: Fen
    after: Fen
    why: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """All that a run is computed from: nothing else is looked at, so it can be computed again.

    `settled` is what stands for a month already, with how many lines; `previous` what each person
    had for the month before; `stops` says why somebody no longer has anything; `died` when.
    """

    month: Month
    schemes: tuple[str, ...]
    is_whole: bool
    dues: tuple[Due, ...]
    settled: Mapping[tuple[int, str, Month], tuple[Fen, int]] = field(default_factory=dict)
    previous: Mapping[Key, Fen] = field(default_factory=dict)
    stops: Mapping[Key, str] = field(default_factory=dict)
    died: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Computed:
    """What a run pays and how it differs from the month before."""

    lines: tuple[Line, ...]
    changes: tuple[Change, ...]

    @property
    def to_pay(self) -> Fen:
        """The sum that goes to the bank."""
        return Fen(sum(one.amount for one in self.lines if one.amount > 0))

    @property
    def to_claim(self) -> Fen:
        """The sum to be claimed back, positive."""
        return Fen(-sum(one.amount for one in self.lines if one.amount < 0))


def check(dues: Collection[Due], month: Month) -> None:
    """Raise `BadDue` for a month named twice for somebody, a negative amount or a later month."""
    seen: set[tuple[int, str, Month]] = set()
    for one in dues:
        key = (one.person, one.scheme, one.period)
        if key in seen:
            raise BadDue(
                "twice", f"{one.title} {one.period} 有两条应发记录属于同一人，请先核对来源。",
                f"{one.title} {one.period}: the same person is due twice: check where it is from.",
            )  # fmt: skip
        seen.add(key)
        if one.amount < 0:
            raise BadDue(
                "negative", f"{one.title} {one.period} 的应发金额为负数，请填该月应发总额。",
                f"{one.title} {one.period}: an amount due is what is due in total, never negative.",
            )  # fmt: skip
        if one.period > month:
            raise BadDue(
                "future",
                f"{one.title} 的应发月份 {one.period} 晚于发放月份 {month}，不能提前发放。",
                f"{one.title}: {one.period} lies after the run's month {month}.",
            )  # fmt: skip


def computed(frozen: Frozen) -> Computed:
    """Return what the frozen facts pay: the same facts always give the same lines and changes."""
    check(frozen.dues, frozen.month)
    lines: list[Line] = []
    blocked: list[Change] = []
    for due in sorted(frozen.dues, key=_order):
        before, sequence = frozen.settled.get((due.person, due.scheme, due.period), (Fen(0), 0))
        difference = Fen(due.amount - before)
        if not difference:
            continue
        died = frozen.died.get(due.person)
        if difference > 0 and died is not None and due.period > Month.of(died):
            why = f"登记死亡日期 {died}，{due.period} 的 {format_yuan(difference)} 元不予发放"
            blocked.append(
                Change(due.person, due.scheme, ChangeKind.BLOCKED, Fen(0), difference, why)
            )
            continue
        is_regular = due.period == frozen.month and not sequence
        kind = (
            LineKind.RECOVERY if difference < 0
            else LineKind.REGULAR if is_regular
            else LineKind.BACK_PAY
        )  # fmt: skip
        lines.append(Line(due, kind, sequence, before, difference))
    changes = [*_differences(frozen, lines), *blocked]
    return Computed(tuple(lines), tuple(sorted(changes, key=_change_order)))


def _order(due: Due) -> tuple[str, int, Month]:
    return due.scheme, due.person, due.period


def _change_order(one: Change) -> tuple[str, int, str]:
    return one.scheme, one.person, one.kind.value


def _differences(frozen: Frozen, lines: Sequence[Line]) -> Iterable[Change]:
    now: dict[Key, Line] = {}
    late: dict[tuple[int, str, LineKind], list[Line]] = {}
    for line in lines:
        key = (line.due.person, line.due.scheme)
        if line.kind is LineKind.REGULAR:
            now[key] = line
        else:
            late.setdefault((*key, line.kind), []).append(line)
    for key, line in now.items():
        before = frozen.previous.get(key, Fen(0))
        if not before:
            yield Change(*key, ChangeKind.NEW, before, line.amount, line.due.reason)
        elif before != line.amount:
            yield Change(*key, ChangeKind.CHANGED, before, line.amount, line.due.reason)
    if frozen.is_whole:
        yield from _stopped(frozen, now)
    for (person, scheme, kind), rows in late.items():
        total = Fen(sum(row.amount for row in rows))
        is_back = kind is LineKind.BACK_PAY
        word = ChangeKind.BACK_PAY if is_back else ChangeKind.RECOVERY
        why = f"{said(segments(rows))}。{rows[-1].due.reason}"
        yield Change(person, scheme, word, Fen(0), total, why)


def _stopped(frozen: Frozen, now: Mapping[Key, Line]) -> Iterable[Change]:
    still = {
        (person, scheme)
        for (person, scheme, period), (amount, _count) in frozen.settled.items()
        if period == frozen.month and amount > 0
    }
    for key, before in frozen.previous.items():
        if before <= 0 or key in now or key in still:
            continue
        died = frozen.died.get(key[0])
        known = f"登记死亡日期 {died}" if died else ""
        why = frozen.stops.get(key) or known or "本月没有应发记录，来源未说明原因，请核对"
        yield Change(*key, ChangeKind.STOPPED, before, Fen(0), why)


def most_withheld(amount: int, *, left: int, share: int, withheld: int = 0) -> int:
    """Return the most fen that may be kept of a payment for a claim: never all of it.

    `share` is the county's per cent of the payment as it was, `withheld` what was kept already,
    `left` what is still claimed.
    """
    whole = amount + withheld
    allowed = whole * share // 100 - withheld
    return max(0, min(allowed, left, amount - 1))


# segments -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive months with one monthly amount, as a back-pay is explained and accounted."""

    first: Month
    last: Month
    monthly: Fen

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1

    @property
    def total(self) -> Fen:
        """What it sums up to."""
        return Fen(self.monthly * self.months)


def segments(lines: Iterable[Line]) -> list[Segment]:
    """Return the months of lines as segments: split wherever the amount changes or a month lacks.

    A back-pay that crosses a ninetieth birthday so has one segment a band (standards/02 §2).
    """
    found: list[Segment] = []
    for line in sorted(lines, key=lambda one: one.due.period):
        last = found[-1] if found else None
        if last and line.due.period - last.last == 1 and line.amount == last.monthly:
            found[-1] = Segment(last.first, line.due.period, last.monthly)
        else:
            found.append(Segment(line.due.period, line.due.period, line.amount))
    return found


def said(found: Iterable[Segment]) -> str:
    """Return segments in words, as in 2026-03 至 2026-05 每月 50.00 元，共 3 个月 150.00 元."""
    return "；".join(_said(one) for one in found)


def _said(one: Segment) -> str:
    monthly = format_yuan(Fen(abs(one.monthly)))
    if one.months == 1:
        return f"{one.first} {monthly} 元"
    total = format_yuan(Fen(abs(one.total)))
    return f"{one.first} 至 {one.last} 每月 {monthly} 元，共 {one.months} 个月 {total} 元"


# the same bytes -------------------------------------------------------------------------------


def frozen_text(one: Frozen) -> str:
    """Return the frozen facts as text in one fixed order."""
    return _json({
        "month": str(one.month),
        "schemes": sorted(one.schemes),
        "whole": one.is_whole,
        "dues": [
            [d.person, d.scheme, d.title, str(d.period), d.amount, d.fund, d.purpose, d.reason,
             d.pin, d.division]
            for d in sorted(one.dues, key=_order)
        ],
        "settled": [[*k[:2], str(k[2]), *v] for k, v in sorted(one.settled.items())],
        "previous": [[*k, v] for k, v in sorted(one.previous.items())],
        "stops": [[*k, v] for k, v in sorted(one.stops.items())],
        "died": [[k, v.isoformat()] for k, v in sorted(one.died.items())],
    })  # fmt: skip


def thawed(text: str) -> Frozen:
    """Return the facts of a frozen text."""
    told = json.loads(text)
    names = (
        "person", "scheme", "title", "period", "amount", "fund", "purpose", "reason", "pin",
        "division",
    )  # fmt: skip
    dues = (dict(zip(names, row, strict=True)) for row in told["dues"])
    return Frozen(
        month=Month.parse(told["month"]),
        schemes=tuple(told["schemes"]),
        is_whole=told["whole"],
        dues=tuple(Due(**{**due, "period": Month.parse(due["period"])}) for due in dues),
        settled={(p, s, Month.parse(m)): (Fen(a), n) for p, s, m, a, n in told["settled"]},
        previous={(p, s): Fen(a) for p, s, a in told["previous"]},
        stops={(p, s): why for p, s, why in told["stops"]},
        died={p: date.fromisoformat(day) for p, day in told["died"]},
    )


def computed_text(one: Computed) -> str:
    """Return what was computed as text in one fixed order: its hash is the run's fingerprint."""
    return _json({
        "lines": [
            [x.due.person, x.due.scheme, str(x.due.period), x.kind.value, x.sequence, x.before,
             x.due.amount, x.amount, x.due.fund, x.due.purpose, x.due.division, x.due.reason,
             x.due.pin]
            for x in one.lines
        ],
        "changes": [
            [x.person, x.scheme, x.kind.value, x.before, x.after, x.why] for x in one.changes
        ],
    })  # fmt: skip


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
