"""A page of facts, sentences and tables: what the room's bills, statements and reports share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.requests import ActorRequest

Head = tuple[Any, str]
Button = tuple[str, str, Any, bool]
"""(address, icon, text, whether it is the first thing to do)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a page: heads with their css, rows of cells, what to say where it has none."""

    title: Any
    heads: Sequence[Head]
    cells: Sequence[Sequence[Any]]
    empty: Any = ""

    @property
    def rows(self) -> list[list[tuple[Any, str, Any]]]:
        """Return the rows with each cell's head, which a phone shows beside it."""
        return [
            [(head, css, cell) for (head, css), cell in zip(self.heads, row, strict=True)]
            for row in self.cells
        ]


def shown(
    request: ActorRequest, *, title: Any, tables: Sequence[Sheet], buttons: Sequence[Button] = (),
    says: Sequence[Any] = (), **more: Any,
) -> HttpResponse:  # fmt: skip
    """Answer with a page of a record; it can be had as an official paper."""
    context = {"title": title, "tables": tables, "buttons": buttons, "says": says, **more}
    return render(request, "childcare/sheet.html", context)


def month_asked(text: str) -> date | None:
    """Return the first day of the month an address names; None for what is none."""
    try:
        return Month.parse(text).first if text else None
    except ValueError:
        return None


def last_month() -> date:
    """Return the first day of the month before this one."""
    return (Month.of(clock.today()) - 1).first


def key_of(text: str) -> int | None:
    """Return the key an address names; None for what is none."""
    return int(text) if text.isdecimal() and len(text) < 16 else None
