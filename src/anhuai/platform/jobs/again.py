"""How long to wait before trying again what another system did not take."""

import random
from datetime import timedelta

_FIRST = timedelta(seconds=30)
_LONGEST = timedelta(hours=4)


def wait_after(attempt: int) -> timedelta:
    """Return the wait after a failed attempt: doubling from a minute, a quarter of jitter."""
    wait = min(_FIRST * 2 ** min(attempt, 12), _LONGEST)
    spread: float = random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, guards nothing
    drawn: timedelta = wait * spread
    return drawn
