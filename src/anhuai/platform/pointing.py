"""What points at a person: each room declares its columns, so that joining files misses none.

People's files are people's, but the rooms above refer to them. Rooms may not import upward, so each
declares beside its actions which of its columns hold a person; people shows, moves and moves back
(ADR 0018). A guard finds a column that nobody declared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise

Text = str | Promise
Rows = Callable[[], "QuerySet[Any]"]
Clash = Callable[[int, int], Text]
Settle = Callable[[int, int], None]


def no_clash(_kept: int, _gone: int) -> Text:
    """Say that two files may always be joined as far as a column goes."""
    return ""


def nothing_to_settle(_kept: int, _gone: int) -> None:
    """Leave everything as it is."""


@dataclass(frozen=True, slots=True)
class Points:
    """One column that holds a person.

    `key` names it for good ("civil.volunteer.person"). `clash(kept, gone)` returns what somebody
    must put in order before the two files can be one, "" where nothing stands in the way;
    `settle(kept, gone)` makes room where only one row may point at a person. A row is `chosen` when
    a clerk may say that it belongs to the other of two people in one file.
    """

    key: str
    title: Text
    rows: Rows
    column: str = "person"
    clash: Clash = no_clash
    settle: Settle = nothing_to_settle
    chosen: bool = True


_POINTS: list[Points] = []


def declare_points(*points: Points) -> tuple[Points, ...]:
    """Say which of a room's columns hold a person; returns what it said."""
    _POINTS.extend(points)
    return points


@cache
def _every_room() -> None:
    import_module(settings.ROOT_URLCONF)  # in the worker nothing else has loaded the rooms' actions


def declared() -> tuple[Points, ...]:
    """Return what every room declared, lower rooms first."""
    _every_room()
    rooms = list(apps.app_configs)
    return tuple(sorted(_POINTS, key=lambda one: rooms.index(one.key.partition(".")[0])))
