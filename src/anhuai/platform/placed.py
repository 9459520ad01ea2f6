"""What stands at a division code: each room declares its tables, so that a reform moves them all.

Divisions belong to places, but the rooms above hold their codes. Rooms may not import upward, so
each declares beside its actions what it holds and how it is dated; places previews, moves and moves
back (ADR 0017). A guard finds a column of codes that nobody declared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from anhuai.platform.permits import Permit

Text = str | Promise
EVERY = Q()
Rows = Callable[[], "QuerySet[Any]"]


class How(Enum):
    """How a table says where something stands."""

    NOW = auto()
    """One column says where it stands now; it is written over, the reform remembers the rest."""
    SPAN = auto()
    """Rows with `since` and `until`: one ends on the reform's day, another begins."""
    DATED = auto()
    """Bitemporal rows: retracted, and recorded anew for the days before and from the reform on."""
    STAYS = auto()
    """A figure of its day: it keeps the code it was taken for."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One column of division codes.

    `key` names it for good ("people.person.division"). `counted` says which rows a preview counts
    and a share is weighed by. `listing` is the page that lists them, with {code}, for holders of
    `permit`. `marks` are columns set on rows that begin. `says` names rows in a preview, one line
    each. `version` is the column of the record's version, if it has one.
    """

    key: str
    title: Text
    how: How
    rows: Rows
    column: str = "division"
    counted: Q = EVERY
    weighs: bool = False
    listing: str = ""
    permit: Permit | None = None
    marks: Sequence[tuple[str, str]] = ()
    says: Callable[["QuerySet[Any]"], list[str]] | None = None
    version: str = ""


_PLACED: list[Placed] = []


def declare_placed(*placed: Placed) -> tuple[Placed, ...]:
    """Say what a room holds at division codes; returns what it said."""
    _PLACED.extend(placed)
    return placed


@cache
def _every_room() -> None:
    import_module(settings.ROOT_URLCONF)  # in the worker nothing else has loaded the rooms' actions


def declared() -> tuple[Placed, ...]:
    """Return what every room declared, lower rooms first."""
    _every_room()
    rooms = list(apps.app_configs)
    return tuple(sorted(_PLACED, key=lambda one: rooms.index(one.key.partition(".")[0])))
