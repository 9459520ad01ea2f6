"""Search everywhere: each room says how its records are found."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found: its title, a line about it, its page."""

    title: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Finder:
    """How one register is searched; `find(actor, text, limit)` returns hits within the scope.

    `recent(actor, limit)` returns what the actor opened last, where the register knows it.
    """

    title: Text
    order: int
    permit: Permit
    find: Callable[[Actor, str, int], list[Hit]]
    more_url: str = ""
    recent: Callable[[Actor, int], list[Hit]] | None = None


_FINDERS: list[Finder] = []
EACH = 8


def declare_finder(finder: Finder) -> Finder:
    """Make a register searchable from every page's search box."""
    _FINDERS.append(finder)
    return finder


def found(actor: Actor, text: str) -> list[tuple[Finder, list[Hit]]]:
    """Return what each register the actor may read has for a text."""
    return [
        (finder, hits)
        for finder in sorted(_FINDERS, key=lambda f: f.order)
        if actor.may(finder.permit) and (hits := finder.find(actor, text, EACH))
    ]


def recently_opened(actor: Actor) -> list[tuple[Finder, list[Hit]]]:
    """Return what the actor opened last in each register that knows it."""
    return [
        (finder, hits)
        for finder in sorted(_FINDERS, key=lambda f: f.order)
        if finder.recent and actor.may(finder.permit) and (hits := finder.recent(actor, EACH))
    ]
