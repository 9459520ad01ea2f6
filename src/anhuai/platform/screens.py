"""The big screen (数据大屏): tiles that rooms declare, and links that open it without signing in.

A tile shows figures of a whole area, never a person: whoever has a link sees it.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Holding, NotHere, action
from anhuai.platform.api import digest_of
from anhuai.platform.models import ScreenLink
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed

Text = str | Promise
SCREENS: Mapping[int, Text] = {1: _("一老一小总览"), 2: _("机构与床位"), 3: _("规划进展")}
PLACES = ("top", "left", "centre", "right")
LONGEST = 366
"""The most days a link lasts."""
FEW = 5
"""Fewer people than this are not told apart on a screen anybody may walk past."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One big number of a tile."""

    title: Text
    value: str
    unit: Text = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a tile shows now: figures, a chart, a map or lines (when, what); of when, from where."""

    as_of: date
    source: Text
    figures: Sequence[Figure] = ()
    chart: Mapping[str, Any] | None = None
    shape: str = "bar"
    map: Mapping[str, Any] | None = None
    lines: Sequence[tuple[str, str]] = ()


Draw = Callable[[Actor, str, date], Shown | None]
Outlines = Callable[[str, date], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Tile:
    """One part of a screen: which screen, where on it, in which order, and what fills it."""

    key: str
    title: Text
    screen: int
    place: str
    order: int
    draw: Draw
    outlines: Outlines | None


_TILES: dict[str, Tile] = {}
_MEMORY: dict[tuple[str, str, str], tuple[object, Shown | None]] = {}


def tile(
    key: str, *, title: Text, screen: int, place: str, order: int, outlines: Outlines | None = None
) -> Callable[[Draw], Draw]:
    """Declare a tile; its function gets who counts, the division and the day, None leaves it out.

    A tile with a map says where its outlines come from (`outlines(division, on)`).
    """
    if screen not in SCREENS or place not in PLACES:
        raise ValueError(f"{key}: no such place on the screens")

    def wrap(draw: Draw) -> Draw:
        _TILES[key] = Tile(key, title, screen, place, order, draw, outlines)
        return draw

    return wrap


def outlines_of(key: str, division: str) -> dict[str, Any]:
    """Return the outlines a tile's map is drawn on; raises `NotHere`."""
    found = _TILES.get(key)
    if found is None or found.outlines is None:
        raise NotHere("tile", key)
    return found.outlines(division, clock.today())


def filled(division: str) -> list[tuple[Text, dict[str, list[tuple[Tile, Shown]]]]]:
    """Return the screens of a division with what each tile shows, at most a minute old."""
    counter = Actor(name="数据大屏", holdings=(Holding("leader", division=division),))
    shown = []
    for number, title in SCREENS.items():
        places: dict[str, list[tuple[Tile, Shown]]] = {place: [] for place in PLACES}
        for one in sorted(_TILES.values(), key=lambda t: t.order):
            drawn = _drawn(one, counter, division) if one.screen == number else None
            if drawn is not None:
                places[one.place].append((one, drawn))
        if any(places.values()):
            shown.append((title, places))
    return shown


def _drawn(one: Tile, counter: Actor, division: str) -> Shown | None:
    now = clock.now().replace(second=0, microsecond=0)
    key = (one.key, division, get_language() or "")
    known = _MEMORY.get(key)
    if known is None or known[0] != now:
        known = _MEMORY[key] = (now, one.draw(counter, division, clock.today()))
    return known[1]


def forget() -> None:
    """Drop what was remembered (in tests)."""
    _MEMORY.clear()


class BadLink(Unfit):
    """A link that cannot be made; codes: until, division."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link just made; `token` is not kept."""

    pk: int
    token: str


@action(
    permit=Permit.SCREENS_MANAGE, title=_("建立大屏链接"), logs=("title", "division", "until"),
    subject="screen_link",
)  # fmt: skip
def open_link(actor: Actor, *, title: str, division: str, until: date) -> NewLink:
    """Make a link that shows a division's screens until a day (excluded); it is shown this once."""
    if not actor.scope(Permit.SCREENS_MANAGE).covers(division):
        raise NotHere("division", division)
    today = clock.today()
    if not today < until <= today + timedelta(days=LONGEST):
        raise BadLink(
            "until", "最后一天要在今天到一年以内。",
            "The last day must lie between today and a year from now.", field="last",
        )  # fmt: skip
    token = secrets.token_urlsafe(24)
    made = ScreenLink.objects.create(
        title=title, division=division, digest=digest_of(token), since=today, until=until,
        created_by=actor.account or 0,
    )  # fmt: skip
    return NewLink(made.pk, token)


@action(
    permit=Permit.SCREENS_MANAGE, title=_("停用大屏链接"), logs=("link_id",), subject="screen_link"
)
def end_link(actor: Actor, *, link_id: int) -> ScreenLink:
    """End a link at once; screens that show it go dark at their next look. Raises `NotHere`."""
    found = link_within(actor, link_id)
    if found.until <= clock.today():
        raise NotHere("screen_link", link_id)
    found.until = max(found.since, clock.today())
    found.save(update_fields=["until"])
    return found


def links(actor: Actor) -> QuerySet[ScreenLink]:
    """Return the links of the actor's area."""
    return ScreenLink.objects.filter(actor.scope(Permit.SCREENS_MANAGE).within("division"))


def link_within(actor: Actor, link_id: int) -> ScreenLink:
    """Return one link of the actor's area; raises `NotHere`."""
    found = links(actor).filter(pk=link_id).first()
    if found is None:
        raise NotHere("screen_link", link_id)
    return found


def division_of(token: str) -> str:
    """Return the division that a link in force shows, and note that it was looked at."""
    now, today = clock.now(), clock.today()
    found = ScreenLink.objects.filter(digest=digest_of(token), until__gt=today).first()
    if found is None:
        raise NotHere("screen_link", "")
    if found.seen_at is None or now - found.seen_at > timedelta(hours=1):
        ScreenLink.objects.filter(pk=found.pk).update(seen_at=now)
    return found.division


declare_placed(
    Placed("platform.screen_link.division", _("大屏链接"), How.NOW, ScreenLink.objects.all)
)
