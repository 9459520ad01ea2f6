"""How a higher room adds to a lower room's page: a panel names the page and draws its own part.

The person page belongs to people, but benefits, services and placements all have something to say
there. Rooms may not import upward, so each higher room declares a panel in its views and the page
asks for whatever panels there are (ADR 0007).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

Draw = Callable[[ActorRequest, int], SafeString | str]


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a page: on which page, in which order, for whom, and how it is drawn."""

    page: str
    title: str | Promise
    order: int
    permit: Permit
    draw: Draw


_PANELS: list[Panel] = []


def panel(page: str, *, title: str | Promise, order: int, permit: Permit) -> Callable[[Draw], Draw]:
    """Declare a panel of `page` ("people.person", "facilities.facility", "home").

    The drawing function gets the request and the record's id; "" leaves the panel out.
    """

    def wrap(draw: Draw) -> Draw:
        _PANELS.append(Panel(page, title, order, permit, draw))
        return draw

    return wrap


def drawn(
    request: ActorRequest, page: str, key: int
) -> list[tuple[str | Promise, SafeString | str]]:
    """Return the panels of a page that this actor may see, drawn, in order."""
    shown = []
    for one in sorted((p for p in _PANELS if p.page == page), key=lambda p: p.order):
        if not request.actor.may(one.permit):
            continue
        text = one.draw(request, key)
        if text:
            shown.append((one.title, text))
    return shown
