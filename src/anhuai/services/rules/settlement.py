"""What a provider is paid for a month: every order judged against proof, contract and decisions.

Pure: the same frozen facts give the same lines, in whatever order they come. One order is a chain:
each line says what was settled before and pays or takes back the difference.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit
from anhuai.services.rules.purchase import Listed, Standing, Terms, covering, stands

PAYERS = ("government", "subsidy", "voucher", "donation")
"""Who pays through the county; what the elder and the family pay goes to the provider directly."""


class BadSettlement(Unfit):
    """A settlement that cannot go on; codes: month, empty, paid, own, twice, open, state…"""


class Reason(Titled):
    """Why an order is not paid, or not yet."""

    CANCELLED = "cancelled", "已取消", "Cancelled"
    NO_SHOW = "no_show", "爽约，没有服务", "No show"
    NOT_DONE = "not_done", "还没有完成", "Not done yet"
    DISPUTED = "disputed", "老人有争议，待处理", "Disputed by the elder"
    NO_PROOF = "no_proof", "没有开始和结束的服务凭证", "No proof of start and end"
    UNSIGNED = "unsigned", "老人没有确认", "Not confirmed by the elder"
    NOTHING = "nothing", "没有由县里支付的部分", "Nothing paid through the county"
    UNSPENT = "unspent", "补贴或消费券没有抵扣成功", "Subsidy or voucher was not taken"
    NOT_LISTED = "not_listed", "服务日不在承接主体名录内", "Not on the list of undertakers"
    LICENCE = "licence", "服务日证照已过期", "Licence expired on the day"
    OUTSIDE = "outside", "不在合同的期限或服务范围内", "Outside the contract"
    PRICE = "price", "高于合同单价", "Above the contract's price"
    CEILING = "ceiling", "超过合同总额", "Beyond the contract's ceiling"
    HELD = "held", "有疑点，等待核定", "Held: an anomaly is undecided"
    REFUSED = "refused", "核定不予支付", "Decided not to pay"
    CALL_BACK = "call_back", "回访称没有服务或做得不全", "Denied, or only in part, at the call-back"

    @property
    def is_waiting(self) -> bool:
        """Whether it may still be paid when somebody has decided or done something."""
        return self in (Reason.NOT_DONE, Reason.DISPUTED, Reason.HELD, Reason.UNSIGNED)

    @property
    def takes_back(self) -> bool:
        """Whether what was paid already is taken back for it: never for a contract that changed."""
        return self in _TAKES_BACK


_TAKES_BACK = frozenset({
    Reason.CANCELLED, Reason.NO_SHOW, Reason.NO_PROOF, Reason.NOTHING, Reason.UNSPENT,
    Reason.REFUSED, Reason.CALL_BACK,
})  # fmt: skip


class LineKind(Titled):
    """Why a line is in a statement."""

    REGULAR = "regular", "本月", "This month"
    LATE = "late", "补结以前月份", "Of an earlier month"
    CORRECTION = "correction", "更正（补差或扣回）", "Correction"


@dataclass(frozen=True, slots=True)
class Share:
    """What one payer pays of an order; `taken` says whether a voucher's units were spent.

    `source` is the sponsor whose money it is, 0 for none.
    """

    payer: str
    amount: int
    taken: bool = True
    source: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One order as a settlement looks at it; times in whole seconds since the epoch, 0: none."""

    key: int
    number: str
    organisation: int
    person: int
    worker: int
    service: str
    day: date
    state: str
    begun: int = 0
    ended: int = 0
    point: tuple[float, float] | None = None
    confirmed: str = "none"
    proven: bool = False  # both start and end
    photos: tuple[str, ...] = ()
    units: int = 1
    minutes: int = 0
    shares: tuple[Share, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Whether the elder confirmed it themselves; an exception needs somebody to look."""
        return self.confirmed in ("signature", "voice", "code")


@dataclass(frozen=True, slots=True)
class Findings:
    """The anomalies of an order: undecided, found harmless, found true."""

    open: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    upheld: tuple[str, ...] = ()


Sums = tuple[int, int, int, int]
"""Amounts by `PAYERS`."""
NONE: Sums = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Before:
    """What was settled of an order so far, in how many lines, of which contract."""

    sums: Sums
    lines: int
    contract: int | None = None


UNSETTLED = Before(NONE, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """All that a provider's statement is computed from: nothing else is looked at.

    `month` is its first day. `allowed` are orders a person decided to pay, `denied` those that a
    call-back found were not given.
    """

    month: date
    organisation: int
    orders: tuple[Fact, ...]
    listed: tuple[Listed, ...] = ()
    contracts: tuple[Terms, ...] = ()
    findings: Mapping[int, Findings] = field(default_factory=dict)
    allowed: frozenset[int] = frozenset()
    denied: frozenset[int] = frozenset()
    settled: Mapping[int, Before] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of a statement; negative takes back what an earlier one paid."""

    order: Fact
    kind: LineKind
    sequence: int
    sums: Sums
    contract: int | None
    reason: Reason | None = None

    @property
    def amount(self) -> int:
        """What it pays, all payers together."""
        return sum(self.sums)

    @property
    def own(self) -> int:
        """What the elder and the family pay the provider themselves."""
        if self.kind is LineKind.CORRECTION:
            return 0
        return sum(one.amount for one in self.order.shares if one.payer not in PAYERS)


@dataclass(frozen=True, slots=True)
class Unpaid:
    """An order that a statement does not pay, and why."""

    order: Fact
    reason: Reason


@dataclass(frozen=True, slots=True)
class Computed:
    """What a statement pays and what it does not."""

    lines: tuple[Line, ...]
    unpaid: tuple[Unpaid, ...]

    @property
    def totals(self) -> Sums:
        """The sums by payer."""
        found = list(NONE)
        for line in self.lines:
            for at, amount in enumerate(line.sums):
                found[at] += amount
        return (found[0], found[1], found[2], found[3])

    @property
    def total(self) -> int:
        """What is paid in all."""
        return sum(self.totals)

    @property
    def of_contracts(self) -> dict[int, int]:
        """What each contract's ceiling is used for; negative gives back."""
        found: dict[int, int] = {}
        for line in self.lines:
            if line.contract is not None and line.sums[0]:
                found[line.contract] = found.get(line.contract, 0) + line.sums[0]
        return found


def sums_of(order: Fact) -> Sums:
    """Return what is paid through the county of an order, by payer."""
    found = dict.fromkeys(PAYERS, 0)
    for one in order.shares:
        if one.payer in found:
            found[one.payer] += one.amount
    return (found["government"], found["subsidy"], found["voucher"], found["donation"])


def computed(frozen: Frozen) -> Computed:
    """Return what the frozen facts pay, in order of day and number.

    What a contract gets back is there to be spent at once, so it is taken back first.
    """
    left = {one.key: int(one.left) for one in frozen.contracts}
    standing: dict[date, Reason | None] = {}
    endless = dict.fromkeys(left, sys.maxsize)

    def gives_back(order: Fact) -> bool:
        if order.key not in frozen.settled:
            return False
        line, _reason = _judged(frozen, order, dict(endless), standing)
        return line is not None and line.sums[0] < 0

    lines, unpaid = [], []
    for order in sorted(frozen.orders, key=lambda one: (not gives_back(one), *_place(one))):
        line, reason = _judged(frozen, order, left, standing)
        if line is not None:
            lines.append(line)
        elif (
            reason is not None
            and not frozen.settled.get(order.key, UNSETTLED).lines
            and (order.day >= frozen.month or reason.is_waiting)
        ):
            unpaid.append(Unpaid(order, reason))
    return Computed(
        tuple(sorted(lines, key=lambda one: _place(one.order))),
        tuple(sorted(unpaid, key=lambda one: _place(one.order))),
    )


def _place(order: Fact) -> tuple[date, str]:
    return order.day, order.number


def _judged(
    frozen: Frozen, order: Fact, left: dict[int, int], standing: dict[date, Reason | None]
) -> tuple[Line | None, Reason | None]:
    """Return the line of an order and why it is not paid whole; `left` of contracts is lessened."""
    before = frozen.settled.get(order.key, UNSETTLED)
    due = sums_of(order)
    reason = _refused(frozen, order, due) or _unlisted(frozen, order.day, due, standing)
    contract = before.contract
    if reason is None and due[0]:
        reason, contract = _of_contract(frozen, order, due[0] - before.sums[0], left, before)
    line = _line(frozen, order, before, NONE if reason else due, contract, reason)
    if line is not None and contract is not None:
        left[contract] = left.get(contract, 0) - line.sums[0]
    return line, reason


def _line(
    frozen: Frozen, order: Fact, before: Before, due: Sums, contract: int | None,
    reason: Reason | None,
) -> Line | None:  # fmt: skip
    """Return the line of an order, None where nothing is paid or taken back."""
    if reason is not None and not (before.lines and reason.takes_back):
        return None
    a, b, c, d = (now - then for now, then in zip(due, before.sums, strict=True))
    if not (a or b or c or d):
        return None
    kind = LineKind.REGULAR if order.day >= frozen.month else LineKind.LATE
    if before.lines:
        kind = LineKind.CORRECTION
    return Line(order, kind, before.lines, (a, b, c, d), contract, reason)


_ENDED = {
    "cancelled": Reason.CANCELLED, "no_show": Reason.NO_SHOW, "disputed": Reason.DISPUTED,
    "done": None, "confirmed": None,
}  # fmt: skip


def _refused(frozen: Frozen, order: Fact, due: Sums) -> Reason | None:
    """Return why an order is not paid whatever contract there is."""
    ended = _ENDED.get(order.state, Reason.NOT_DONE)
    if ended is not None:
        return ended
    if not order.proven:
        return Reason.NO_PROOF  # against proof only: nobody can decide otherwise
    if not any(due):
        return Reason.NOTHING
    if not all(one.taken for one in order.shares if one.payer in PAYERS):
        return Reason.UNSPENT
    return None if order.key in frozen.allowed else _doubted(frozen, order)


def _doubted(frozen: Frozen, order: Fact) -> Reason | None:
    found = frozen.findings.get(order.key, Findings())
    if found.upheld:
        return Reason.REFUSED
    if order.key in frozen.denied:
        return Reason.CALL_BACK
    if not order.is_signed and "unsigned" not in found.cleared:
        return Reason.UNSIGNED
    return Reason.HELD if found.open else None


def _unlisted(
    frozen: Frozen, day: date, due: Sums, known: dict[date, Reason | None]
) -> Reason | None:
    """Return why nobody may be paid by government purchase for a day; the list is asked once."""
    if not due[0]:
        return None
    if day not in known:
        found = [stands(one, day).what for one in frozen.listed]
        known[day] = (
            None if Standing.LISTED in found
            else Reason.LICENCE if {Standing.EXPIRED, Standing.NO_LICENCE} & set(found)
            else Reason.NOT_LISTED
        )  # fmt: skip
    return known[day]


def _of_contract(
    frozen: Frozen, order: Fact, more: int, left: Mapping[int, int], before: Before
) -> tuple[Reason | None, int | None]:
    """Return why government purchase does not pay an order, and the contract it falls under."""
    terms = covering(frozen.contracts, order.service, order.day)
    if terms is None:
        return Reason.OUTSIDE, before.contract
    if sums_of(order)[0] > terms.prices[order.service] * order.units:
        return Reason.PRICE, before.contract
    key = before.contract or terms.key
    if more > left.get(key, 0):
        return Reason.CEILING, before.contract
    return None, key


Pot = tuple[str, int]
"""Who pays, and the contract of government purchase or the sponsor; 0 for the others."""


def pots_of(one: Computed) -> dict[Pot, int]:
    """Return what each payer, each contract and each sponsor owes by a statement."""
    found: dict[Pot, int] = {}
    for line in one.lines:
        for payer, amount in zip(PAYERS, line.sums, strict=True):
            if amount:
                key = (payer, _source(line, payer))
                found[key] = found.get(key, 0) + amount
    return found


def _source(line: Line, payer: str) -> int:
    if payer == "government":
        return line.contract or 0
    return next((one.source for one in line.order.shares if one.payer == payer), 0)


def netted(pots: Mapping[Pot, int], carried: Mapping[Pot, int]) -> tuple[dict[Pot, int], ...]:
    """Return what is paid of each pot, and what is carried to the next statement (negative).

    Money of one payer never makes good what another took back.
    """
    net = {key: pots.get(key, 0) + carried.get(key, 0) for key in sorted({*pots, *carried})}
    return (
        {key: amount for key, amount in net.items() if amount > 0},
        {key: amount for key, amount in net.items() if amount < 0},
    )
