"""The life of a case: raised, shown, acknowledged, dispatched, arrived, resolved, reviewed."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis


class State(Titled):
    """Where a case stands."""

    RAISED = "raised", "待受理", "Raised"
    SHOWN = "shown", "已弹屏", "Shown"
    ACKNOWLEDGED = "acknowledged", "已受理", "Acknowledged"
    DISPATCHED = "dispatched", "已派出", "Dispatched"
    ARRIVED = "arrived", "已到场", "Arrived"
    RESOLVED = "resolved", "已办结", "Resolved"
    REVIEWED = "reviewed", "已复核", "Reviewed"


class Outcome(Titled):
    """How a case ended."""

    HELPED = "helped", "已救助", "Helped"
    NO_NEED = "no_need", "联系上本人，无需出动", "Reached, no help needed"
    FALSE_ALARM = "false_alarm", "误报", "False alarm"
    TEST = "test", "测试或演练", "Test or drill"
    FAULT = "fault", "设备故障已处理", "Fault dealt with"
    FOUND = "found", "已找到", "Found"


class Move(Titled):
    """What somebody does with a case."""

    SHOW = "show", "弹屏", "Show"
    ACKNOWLEDGE = "acknowledge", "受理", "Acknowledge"
    DISPATCH = "dispatch", "派出", "Dispatch"
    ARRIVE = "arrive", "到场", "Arrive"
    RESOLVE = "resolve", "办结", "Resolve"
    REVIEW = "review", "复核", "Review"
    HAND_OVER = "hand_over", "转交", "Hand over"


class What(Titled):
    """What a line of the timeline tells."""

    PRESSED = "pressed", "按下", "Pressed"
    RECEIVED = "received", "收到", "Received"
    COMMITTED = "committed", "写入", "Committed"
    OPENED = "opened", "立案", "Opened"
    AGAIN = "again", "再次报警", "Raised again"
    SHOWN = "shown", "弹屏", "Shown on a desk"
    ACKNOWLEDGED = "acknowledged", "受理", "Acknowledged"
    ESCALATED = "escalated", "升级通知", "Escalated"
    DISPATCHED = "dispatched", "派出", "Dispatched"
    ACCEPTED = "accepted", "接受出动", "Accepted"
    DECLINED = "declined", "不能出动", "Declined"
    ARRIVED = "arrived", "到场", "Arrived"
    REPORTED = "reported", "现场报告", "Reported"
    NOTED = "noted", "记录", "Note"
    VIDEO = "video", "视频通话", "Video call"
    HANDED_OVER = "handed_over", "转交", "Handed over"
    RESOLVED = "resolved", "办结", "Resolved"
    REVIEWED = "reviewed", "复核", "Reviewed"


class ErrandState(Titled):
    """How far somebody who was sent has come."""

    SENT = "sent", "已通知", "Told"
    ACCEPTED = "accepted", "已接受", "Accepted"
    DECLINED = "declined", "不能出动", "Declined"
    ARRIVED = "arrived", "已到场", "Arrived"
    DONE = "done", "已报告", "Reported"


S, M = State, Move
_HELD = (S.ACKNOWLEDGED, S.DISPATCHED, S.ARRIVED)
_FROM: Final[Mapping[Move, tuple[State, ...]]] = MappingProxyType(
    {
        M.SHOW: (S.RAISED,),
        M.ACKNOWLEDGE: (S.RAISED, S.SHOWN),
        M.DISPATCH: (S.ACKNOWLEDGED, S.DISPATCHED),
        M.ARRIVE: (S.ACKNOWLEDGED, S.DISPATCHED),
        M.RESOLVE: _HELD,
        M.REVIEW: (S.RESOLVED,),
        M.HAND_OVER: _HELD,
    }
)
_TO: Final[Mapping[Move, tuple[State, What]]] = MappingProxyType(
    {
        M.SHOW: (S.SHOWN, What.SHOWN),
        M.ACKNOWLEDGE: (S.ACKNOWLEDGED, What.ACKNOWLEDGED),
        M.DISPATCH: (S.DISPATCHED, What.DISPATCHED),
        M.ARRIVE: (S.ARRIVED, What.ARRIVED),
        M.RESOLVE: (S.RESOLVED, What.RESOLVED),
        M.REVIEW: (S.REVIEWED, What.REVIEWED),
    }
)
UNANSWERED: Final = (S.RAISED, S.SHOWN)
OPEN: Final = (S.RAISED, S.SHOWN, *_HELD)


def may(move: Move, state: State) -> bool:
    """Whether a move can be made from a state."""
    return state in _FROM[move]


def after(move: Move, state: State) -> State:
    """Return the state after a move that may be made; a hand-over changes the holder only."""
    return _TO[move][0] if move in _TO else state


def told_by(move: Move) -> What:
    """Return what the timeline says of a move."""
    return _TO[move][1] if move in _TO else What.HANDED_OVER


def moves(state: State) -> list[Move]:
    """Return what may be done with a case in a state."""
    return [move for move in Move if may(move, state)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseKind:
    """A kind of case; `examples` pairs a state and a move with whether it may be made."""

    title: str
    title_en: str
    outcomes: tuple[Outcome, ...]
    basis: Basis
    examples: tuple[tuple[State, Move, bool], ...]


def digest(before: str, line: Mapping[str, Any]) -> str:
    """Return the mark of a timeline's line, in which the line before is contained."""
    text = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftKind:
    """A part of a day of duty, from an hour to an hour; over midnight it belongs to the day before.

    `examples` pairs an hour with whether the part covers it.
    """

    title: str
    title_en: str
    begins: int
    ends: int
    basis: Basis
    examples: tuple[tuple[int, bool], ...]

    def covers(self, hour: int) -> bool:
        """Whether the part covers an hour of the clock."""
        if self.begins < self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends

    def day_of(self, moment: datetime) -> date | None:
        """Return the day whose part covers a local moment, None where it does not."""
        if not self.covers(moment.hour):
            return None
        over_midnight = self.begins >= self.ends and moment.hour < self.ends
        return moment.date() - timedelta(days=1) if over_midnight else moment.date()


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of one day to be filled."""

    on: date
    part: str
    is_working: bool


def rotate(slots: Sequence[Slot], officers: Sequence[int]) -> dict[Slot, int]:
    """Return who has which slot: nobody two running, days off shared as evenly as the rest.

    With a single officer there is no choice; with none nothing is filled.
    """
    off, whole, last = Counter[int](), Counter[int](), 0
    made: dict[Slot, int] = {}
    for slot in slots:
        free = [one for one in officers if one != last or len(officers) == 1]
        if not free:
            return made
        chosen = min(
            free,
            key=lambda one: (
                off[one] if not slot.is_working else 0, whole[one], officers.index(one)
            ),
        )  # fmt: skip
        made[slot], last = chosen, chosen
        whole[chosen] += 1
        off[chosen] += not slot.is_working
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillKind:
    """A skill that helps in some calls for help: by kind of alarm, or by kind of case.

    `examples` pairs a kind of case and kinds of alarm with whether the skill is needed.
    """

    title: str
    title_en: str
    alarms: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    basis: Basis
    examples: tuple[tuple[str, tuple[str, ...], bool], ...]

    def helps(self, case: str, alarms: Collection[str]) -> bool:
        """Whether a case of a kind, led to by these alarms, needs the skill."""
        return case in self.cases or any(one in self.alarms for one in alarms)


def skilled_first(helpers: Sequence[tuple[int | None, bool]], more: int) -> list[int]:
    """Return the order of helpers, given nearest first as (minutes, whether skilled).

    Skilled ones who take at most `more` minutes longer than the nearest come first; all others
    keep their order, and nobody is left out.
    """
    first = helpers[0][0] if helpers else None
    ahead = [
        at for at, (minutes, skilled) in enumerate(helpers)
        if skilled and first is not None and minutes is not None and minutes <= first + more
    ]  # fmt: skip
    return [*ahead, *(at for at in range(len(helpers)) if at not in set(ahead))]
