"""A video call: who takes part, how many, and what is said between browsers to find each other."""

from dataclasses import dataclass
from typing import Any, Final

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit

MOST_SEATS: Final = 4  # everybody sends to everybody: more would choke a village's uplink
LONGEST_BODY: Final = 16_000
MOST_AT_ONCE: Final = 40
MOST_WAITING: Final = 400
GONE_AFTER: Final = 15  # seconds without a sign of life


class BadVideo(Unfit):
    """What a video call does not allow; codes: over, full, name, role, link, used, about, said."""


class VideoRole(Titled):
    """As what somebody takes part."""

    OFFICER = "officer", "坐席", "Officer"
    ELDER = "elder", "老人", "The elder"
    FAMILY = "family", "家属", "Family"


class SeatState(Titled):
    """How far somebody has come."""

    INVITED = "invited", "等待打开链接", "Link not opened yet"
    LAPSED = "lapsed", "链接已过期", "Link expired"
    REFUSED = "refused", "不同意视频", "Refused"
    AGREED = "agreed", "已同意，未进入", "Agreed, not there yet"
    THERE = "there", "通话中", "In the call"
    GONE = "gone", "已离开", "Left"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a browser tells another: to which seat, and what."""

    to: int
    body: dict[str, Any]


def notes_of(said: object) -> list[Note]:
    """Read what a browser sent; raises `BadVideo` for what is no list of notes, or is too much."""
    if not isinstance(said, list) or len(said) > MOST_AT_ONCE:
        raise _unreadable()
    found = []
    for one in said:
        to, body = (one.get("to"), one.get("body")) if isinstance(one, dict) else (None, None)
        if type(to) is not int or not 0 < to < 2**53 or not isinstance(body, dict):
            raise _unreadable()
        if len(repr(body)) > LONGEST_BODY:
            raise _unreadable()
        found.append(Note(to, body))
    return found


def _unreadable() -> BadVideo:
    return BadVideo(
        "said",
        "视频页面发来的内容不对，请刷新页面。",
        "Nothing to be read; reload the page.",
    )


def servers_of(ice: str, turn: str, secret_pair: tuple[str, str]) -> list[dict[str, str]]:
    """Return what browsers are told of STUN and TURN servers: none where none is set.

    `ice` and `turn` are addresses by commas; only TURN needs the (user, password) pair.
    """
    found = [{"urls": one.strip()} for one in ice.split(",") if one.strip()]
    user, password = secret_pair
    found += [
        {"urls": one.strip(), "username": user, "credential": password}
        for one in turn.split(",")
        if one.strip()
    ]
    return found
