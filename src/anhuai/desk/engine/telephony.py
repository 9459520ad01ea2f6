"""What the desk needs of an exchange, whichever it is: what happens on lines, and to dial.

An exchange is one adapter of this shape; `ami.py` is Asterisk's. A second is a second file.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Rang:
    """A call from outside rings: the exchange's name of the line, and the caller's number."""

    line: str
    phone: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A telephone answered a line."""

    line: str
    extension: str


@dataclass(frozen=True, slots=True)
class HungUp:
    """A line ended."""

    line: str


@dataclass(frozen=True, slots=True)
class Present:
    """Which lines the exchange has now: whatever else was live has ended unheard."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialled:
    """What was asked to be dialled is on a line, or could not be ("")."""

    call: int
    line: str


Event = Rang | Answered | HungUp | Present | Dialled
Tell = Callable[[Event], Awaitable[None]]


class Telephony(Protocol):
    """An exchange that is connected."""

    async def follow(self, tell: Tell) -> None:
        """Tell of every event in its order until the link breaks; raises `LinkBroken` then."""

    async def dial(self, call: int, extension: str, number: str) -> None:
        """Ring the officer's telephone, then the number; `Dialled` and `Answered` follow."""


class LinkBroken(ConnectionError):
    """The exchange is away, or refuses the sign-in; the sentence says which."""


class NotLifted(Exception):
    """A number that was rung and not answered; the sentence says why."""
