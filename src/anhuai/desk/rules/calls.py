"""A call of the hotline: its states, who may be calling, how it is wrapped up."""

from dataclasses import dataclass

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis
from anhuai.kernel.unfit import Unfit


class BadCall(Unfit):
    """What a call does not allow; codes: state, phone, wrap_up, extension, person, line."""


class Direction(Titled):
    """Who began it."""

    IN = "in", "来电", "Incoming"
    OUT = "out", "去电", "Outgoing"


class CallState(Titled):
    """Where a call stands."""

    ASKED = "asked", "等待拨出", "To be dialled"
    RINGING = "ringing", "振铃", "Ringing"
    TALKING = "talking", "通话中", "Talking"
    ENDED = "ended", "已挂断", "Ended"
    MISSED = "missed", "未接", "Missed"


class KnownAs(Titled):
    """As what a caller's number is known."""

    UNKNOWN = "", "未识别", "Unknown"
    ELDER = "elder", "本人", "The person"
    KIN = "kin", "家属联系人", "Kin or contact"


LIVE = (CallState.ASKED, CallState.RINGING, CallState.TALKING)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUp:
    """What became of a call; `opens` names the ticket category it usually leads to, "" for none.

    `examples` pairs a direction with whether the code is offered for it.
    """

    title: str
    title_en: str
    directions: tuple[Direction, ...]
    opens: str
    basis: Basis
    examples: tuple[tuple[Direction, bool], ...]

    def is_for(self, direction: Direction) -> bool:
        """Whether the code is offered for calls of a direction."""
        return direction in self.directions
