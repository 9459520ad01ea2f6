"""A ticket of the hotline: its states, its two clocks, and the level it stands at."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis
from anhuai.kernel.unfit import Unfit


class BadTicket(Unfit):
    """What a ticket does not allow; codes: state, level, place, text, person, phone, rating."""


class TicketState(Titled):
    """Where a ticket stands."""

    NEW = "new", "待接办", "To be taken"
    WORKING = "working", "办理中", "In hand"
    ANSWERED = "answered", "已答复，待回访", "Answered, to be called back"
    CLOSED = "closed", "已办结", "Closed"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


class TicketMove(Titled):
    """What somebody does with a ticket."""

    TAKE = "take", "接办", "Take"
    TRANSFER = "transfer", "转派", "Pass on"
    ANSWER = "answer", "答复", "Answer"
    CALL_BACK = "call_back", "回访办结", "Call back and close"
    REOPEN = "reopen", "重新办理", "Reopen"
    WITHDRAW = "withdraw", "撤回", "Withdraw"


class TicketWhat(Titled):
    """What a line of a ticket's timeline tells."""

    OPENED = "opened", "登记", "Opened"
    TAKEN = "taken", "接办", "Taken"
    TRANSFERRED = "transferred", "转派", "Passed on"
    NOTED = "noted", "记录", "Note"
    ANSWERED = "answered", "答复", "Answered"
    CALLED_BACK = "called_back", "回访", "Called back"
    REOPENED = "reopened", "重新办理", "Reopened"
    WITHDRAWN = "withdrawn", "撤回", "Withdrawn"
    OVERDUE = "overdue", "超时督办", "Overdue"
    HANDED_OFF = "handed_off", "转呼叫处置", "Handed to the live board"


class DeskLevel(Titled):
    """At which of the three levels a ticket is worked."""

    COUNTY = "county", "县", "County"
    TOWN = "town", "乡镇", "Township"
    VILLAGE = "village", "村（社区）", "Village"


WIDTH: Final[Mapping[DeskLevel, int]] = MappingProxyType(
    {DeskLevel.COUNTY: 6, DeskLevel.TOWN: 9, DeskLevel.VILLAGE: 12}
)
S, M = TicketState, TicketMove
OPEN: Final = (S.NEW, S.WORKING, S.ANSWERED)
_WAYS: Final[Mapping[TicketMove, tuple[tuple[TicketState, ...], TicketState, TicketWhat]]] = (
    MappingProxyType(
        {
            M.TAKE: ((S.NEW,), S.WORKING, TicketWhat.TAKEN),
            M.TRANSFER: ((S.NEW, S.WORKING), S.NEW, TicketWhat.TRANSFERRED),
            M.ANSWER: ((S.WORKING,), S.ANSWERED, TicketWhat.ANSWERED),
            M.CALL_BACK: ((S.ANSWERED,), S.CLOSED, TicketWhat.CALLED_BACK),
            M.REOPEN: ((S.ANSWERED,), S.WORKING, TicketWhat.REOPENED),
            M.WITHDRAW: ((S.NEW, S.WORKING), S.WITHDRAWN, TicketWhat.WITHDRAWN),
        }
    )
)


def may(move: TicketMove, state: TicketState) -> bool:
    """Whether a move can be made from a state."""
    return state in _WAYS[move][0]


def after(move: TicketMove) -> tuple[TicketState, TicketWhat]:
    """Return the state after a move, and what the timeline says of it."""
    return _WAYS[move][1], _WAYS[move][2]


def moves(state: TicketState) -> list[TicketMove]:
    """Return what may be done with a ticket in a state."""
    return [move for move in TicketMove if may(move, state)]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketKind:
    """A category of tickets: where it begins and within which times.

    `hours` until somebody takes it and `days` (working days) until it is answered are only what
    holds before the county decides otherwise: both are settings. `examples` pairs a state and a
    move with whether it may be made.
    """

    title: str
    title_en: str
    says: str
    starts_at: DeskLevel
    hours: int
    days: int
    basis: Basis
    examples: tuple[tuple[TicketState, TicketMove, bool], ...]


def level_of(division: str) -> DeskLevel:
    """Return the level of a division's code as tickets count levels."""
    if len(division) >= WIDTH[DeskLevel.VILLAGE]:
        return DeskLevel.VILLAGE
    return DeskLevel.TOWN if len(division) == WIDTH[DeskLevel.TOWN] else DeskLevel.COUNTY


def routed(place: str, level: DeskLevel) -> str:
    """Return the division at which a matter of a place is worked at a level.

    Raises `BadTicket` where the place is wider than the level asked for.
    """
    width = WIDTH[level]
    if len(place) < width:
        raise BadTicket(
            "level", f"请先选择具体的{level.title_zh}，才能转到这一级。",
            f"Choose the {level.title_en.lower()} first, then pass it on to that level.",
            field="place",
        )  # fmt: skip
    return place[:width]


def above(division: str) -> str:
    """Return the division that is told when one lets a clock run out; a county's is its own."""
    return {12: division[:9], 9: division[:6]}.get(len(division), division)
