"""An order as it is wished for and as the phone tells it; where it may go; what makes it unfit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from anhuai.kernel.unfit import Unfit
from anhuai.services.rules.care import Care
from anhuai.services.rules.ordering_words import Moment, OrderDoubt, OrderState, PlacedBy
from anhuai.services.rules.proof import LATE
from anhuai.services.rules.visiting import AHEAD, OLDEST, Position

MOST_UNITS = 12
SHORTEST = 2
"""A service shorter than its standard time divided by this is looked at."""
DAY_LONG = timedelta(hours=24)

_S = OrderState
MOVES: Final[Mapping[str, tuple[frozenset[OrderState], OrderState]]] = {
    "match": (frozenset({_S.PLACED, _S.MATCHED}), _S.MATCHED),
    "refuse": (frozenset({_S.MATCHED, _S.ACCEPTED}), _S.PLACED),
    "accept": (frozenset({_S.MATCHED}), _S.ACCEPTED),
    "take": (frozenset({_S.PLACED}), _S.ACCEPTED),
    "assign": (frozenset({_S.ACCEPTED}), _S.ACCEPTED),
    "set_out": (frozenset({_S.ACCEPTED}), _S.ON_THE_WAY),
    "start": (frozenset({_S.ACCEPTED, _S.ON_THE_WAY}), _S.STARTED),
    "finish": (frozenset({_S.STARTED}), _S.DONE),
    "confirm": (frozenset({_S.DONE}), _S.CONFIRMED),
    "cancel": (frozenset({_S.PLACED, _S.MATCHED, _S.ACCEPTED, _S.ON_THE_WAY}), _S.CANCELLED),
    "no_show": (frozenset({_S.ACCEPTED, _S.ON_THE_WAY}), _S.NO_SHOW),
    "dispute": (frozenset({_S.DONE}), _S.DISPUTED),
    "settle_dispute": (frozenset({_S.DISPUTED}), _S.DONE),
    "redress": (frozenset({_S.CONFIRMED}), _S.CONFIRMED),
}
"""From where each step may be taken, and where it leads."""

OPEN: Final = frozenset(
    {_S.PLACED, _S.MATCHED, _S.ACCEPTED, _S.ON_THE_WAY, _S.STARTED, _S.DONE, _S.DISPUTED}
)
"""States in which vouchers are kept back for an order."""


class BadOrder(Unfit):
    """An order, offering or proof that cannot be taken; `code` names what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody orders; `client` is made once where it is ordered, and kept.

    `facility` names the provider that is wanted, 0 whoever suits best. `source` names what it came
    through, as "case:17" or "grant:5".
    """

    client: UUID
    person: int
    service: str
    on: date
    earliest: time
    latest: time
    units: int = 1
    facility: int = 0
    placed_by: PlacedBy = PlacedBy.ELDER
    through: str = "office"
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a phone tells when a service begins or ends; `sent` is its clock at that moment."""

    client: UUID
    moment: Moment
    at: datetime
    sent: datetime
    position: Position | None = None
    reason: str = ""
    steps: tuple[str, ...] = ()
    units: int = 0
    """Units really given, at the end; 0 as ordered."""


def leads_to(step: str, state: OrderState) -> OrderState:
    """Return where a step leads from a state; raises `BadOrder` where it may not be taken."""
    allowed, target = MOVES[step]
    if state not in allowed:
        raise BadOrder(
            "state",
            f"订单现在是“{state.title_zh}”，不能这样办理；可能刚被别人办理，请刷新后再看。",
            f"The order stands at “{state.title_en}”: somebody may just have moved it; reload.",
        )
    return target


def check_wanted(one: Wanted, *, now: datetime, ahead: int) -> None:
    """Raise `BadOrder` unless the day, the time window and the units can be."""
    today = now.date()
    if one.on < today:
        raise BadOrder(
            "past", "服务日期已过，请选择今天或以后的日期。",
            "The day is past: choose today or later.", field="on",
        )  # fmt: skip
    if one.on > today + timedelta(days=ahead):
        raise BadOrder(
            "far_ahead", f"最多提前 {ahead} 天下单，请选择近一点的日期。",
            f"Orders are taken up to {ahead} days ahead: choose an earlier day.", field="on",
        )  # fmt: skip
    if not 1 <= one.units <= MOST_UNITS:
        raise BadOrder(
            "units", f"数量应在 1 至 {MOST_UNITS} 之间。", f"1 to {MOST_UNITS} units.",
            field="units",
        )  # fmt: skip
    if one.earliest >= one.latest:
        raise BadOrder(
            "window", "最晚时间应晚于最早时间。", "The latest time must follow the earliest.",
            field="latest",
        )  # fmt: skip
    if one.on == today and one.latest <= now.time():
        raise BadOrder(
            "over", "今天的这个时段已过，请选择晚一点的时间或明天。",
            "That time of today is over: choose a later one, or tomorrow.", field="latest",
        )  # fmt: skip


def check_alive(died: date | None, left: date | None, on: date) -> None:
    """Raise `BadOrder` for somebody who is dead or gone from the county on the day."""
    if died is not None and died <= on:
        raise BadOrder(
            "dead", "此人已登记去世，不能下单或服务；如登记有误请先更正。",
            "The person is registered as dead; correct the register first if that is wrong.",
        )  # fmt: skip
    if left is not None and left <= on:
        raise BadOrder(
            "left", "此人已迁出本县，不能在本县下单。", "The person has left the county.",
        )  # fmt: skip


def check_moment(at: datetime, now: datetime, began: datetime | None) -> None:
    """Raise `BadOrder` for a start or finish to come, too long ago, or an end before its start."""
    if at > now + AHEAD:
        raise BadOrder(
            "future", "服务时间晚于现在，请核对手机的日期和时间后重新提交。",
            "The time lies in the future: check the phone's clock and send again.", field="at",
        )  # fmt: skip
    if now - at > OLDEST:
        raise BadOrder(
            "too_old", f"服务已过去 {OLDEST.days} 天以上，不能再补录，请联系经办人。",
            f"More than {OLDEST.days} days ago: ask the clerk.", field="at",
        )  # fmt: skip
    if began is not None and at < began:
        raise BadOrder(
            "before_start", "结束时间早于开始时间，请核对手机时间后重新提交。",
            "The end lies before the start: check the phone's clock.", field="at",
        )  # fmt: skip
    if began is not None and at - began > DAY_LONG:
        raise BadOrder(
            "too_long", "一次服务不能超过 24 小时，请核对开始和结束时间。",
            "A service cannot last more than 24 hours: check both times.", field="at",
        )  # fmt: skip


def doubts_at_end(
    care: Care, *, units: int, minutes: float, steps: tuple[str, ...]
) -> list[OrderDoubt]:
    """Return what is doubtful about a finished service: too short, or a required step left out."""
    found = []
    if minutes * SHORTEST < care.minutes * units:
        found.append(OrderDoubt.SHORT)
    if not care.must <= set(steps):
        found.append(OrderDoubt.STEPS)
    return found


def doubts_at_start(at: datetime, now: datetime, *, day: date, wanted: date) -> list[OrderDoubt]:
    """Return what is doubtful about when a service began or was told."""
    found = [OrderDoubt.LATE] if now - at > LATE else []
    return [*found, OrderDoubt.DAY] if day != wanted else found
