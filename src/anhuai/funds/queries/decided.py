"""What an amount is by the county's standards: told by the room that keeps them, asked beside it.

Benefits decide standards by proposal and approval, services price a home's adaptation and a meal
with them; neither may know the other, so they meet here (docs/adr/0086).
"""

from collections.abc import Callable
from datetime import date

from anhuai.kernel.money import Fen

Amount = Callable[[str, str, date], int | None]
"""Of a parameter's code, a place and a day: fen, None where it is not decided or not one amount."""

_tellers: list[Amount] = []


def tells_amounts(teller: Amount) -> None:
    """Declare a room that keeps standards."""
    _tellers.append(teller)


def decided_amount(code: str, *, place: str, on: date) -> Fen | None:
    """Return the amount that holds for a place on a day; None where nobody decided it."""
    for one in _tellers:
        found = one(code, place, on)
        if found is not None:
            return Fen(found)
    return None


__all__ = ["decided_amount", "tells_amounts"]
