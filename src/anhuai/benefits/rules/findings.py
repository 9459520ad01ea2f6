"""What a night's decision means for somebody's work: comparing it with what was, and what is drawn.

Plain: two pictures in, differences out. Months are compared, never days.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """Why a township should look."""

    NEW = "new"
    SOON = "soon"
    ENDED = "ended"
    CONTRADICTION = "contradiction"
    UNKNOWN = "unknown"
    RECORD = "record"
    RISK = "risk"

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""
        return _KINDS[self][0]

    @property
    def title_en(self) -> str:
        """The word in English."""
        return _KINDS[self][1]

    @property
    def colour(self) -> str:
        """The colour of its badge."""
        return _KINDS[self][2]


_KINDS = {
    FindingKind.NEW: ("新符合条件", "Newly entitled", "green"),
    FindingKind.SOON: ("即将符合条件", "About to be entitled", "blue"),
    FindingKind.ENDED: ("不再符合条件", "No longer entitled", "orange"),
    FindingKind.CONTRADICTION: ("已确认但不符合条件", "Confirmed but not entitled", "red"),
    FindingKind.UNKNOWN: ("缺少依据，无法判断", "Evidence missing", "yellow"),
    FindingKind.RISK: ("低收入预警", "Low-income warning", "red"),
    FindingKind.RECORD: ("登记有矛盾", "Record contradicts itself", "red"),
}


class FindingState(StrEnum):
    """Whether somebody looked."""

    OPEN = "open"
    HANDLED = "handled"
    DISMISSED = "dismissed"
    GONE = "gone"

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""
        return _STATES[self][0]

    @property
    def title_en(self) -> str:
        """The word in English."""
        return _STATES[self][1]

    @property
    def colour(self) -> str:
        """The colour of its badge."""
        return _STATES[self][2]


_STATES = {
    FindingState.OPEN: ("待处理", "To be handled", "yellow"),
    FindingState.HANDLED: ("已处理", "Handled", "green"),
    FindingState.DISMISSED: ("无需处理", "Nothing to do", "grey"),
    FindingState.GONE: ("情况已消失", "Gone", "grey"),
}
PAID_DEAD = "paid_dead"
"""What a contradiction is called that the payments themselves show: paid after a death."""
Key = tuple[int, str]
"""A person and a benefit."""
Owed = tuple[int, str]
"""Fen, or what the benefit counts, and the name of the reason."""
Paid = Mapping[Key, Owed]


@dataclass(frozen=True, slots=True)
class Change:
    """How what is owed to somebody differs from what was: None where it was, or is, nothing."""

    key: Key
    was: Owed | None
    now: Owed | None


def changes(was: Paid, now: Paid) -> Iterator[Change]:
    """Yield what began, ended or changed its amount or reason, in order of person and benefit."""
    for key in sorted(was.keys() | now.keys()):
        before, after = was.get(key), now.get(key)
        if before != after:
            yield Change(key, before, after)
