"""Which records of a kind an actor reaches: each room says so for what its actions are about.

The platform must ask without knowing the rooms (a webhook tells an account only of records within
its scope). A kind nobody declared is reached by nobody.
"""

from collections.abc import Callable, Collection
from importlib import import_module

from django.conf import settings

from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit

Reach = Callable[[Actor, Collection[int]], set[int]]
_REACHES: dict[str, tuple[Permit, Reach]] = {}


def reaches(kind: str, permit: Permit) -> Callable[[Reach], Reach]:
    """Declare how many of some records (ids) of a kind a holder of the permit reaches."""

    def wrap(reach: Reach) -> Reach:
        _REACHES[kind] = permit, reach
        return reach

    return wrap


def kinds() -> frozenset[str]:
    """Return the kinds of records that some room answers for."""
    import_module(settings.ROOT_URLCONF)
    return frozenset(_REACHES)


def reached(actor: Actor, kind: str, ids: Collection[int]) -> list[int]:
    """Return those of the records that the actor reaches today, in order."""
    permit, reach = _REACHES.get(kind, (None, None))
    if permit is None or reach is None or not ids or not actor.may(permit):
        return []
    return sorted(reach(actor, ids))
