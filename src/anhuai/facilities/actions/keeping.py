"""What a higher room knows about who is in a bed: asked before beds, or the facility, go away.

Rooms import only downwards, so the room that keeps the residents declares here what to ask. It
raises its own `Unfit` error when somebody would be left without a bed (Elder law Art 46: residents
are resettled before an institution ends).
"""

from collections.abc import Callable, Sequence
from datetime import date

Keeper = Callable[[int, Sequence[str] | None, date], None]
_keepers: list[Keeper] = []


def keeps_residents(keeper: Keeper) -> Keeper:
    """Declare what is asked before beds (labels; None for all) of a facility end on a day."""
    _keepers.append(keeper)
    return keeper


def ask_keepers(facility: int, labels: Sequence[str] | None, on: date) -> None:
    """Raise whatever `Unfit` a keeper raises; return where nobody objects."""
    for keeper in _keepers:
        keeper(facility, labels, on)
