"""The road network in force for a county, and those before it."""

from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from anhuai.kernel.divisions import Level
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.siting.models import Network


def networks(actor: Actor) -> QuerySet[Network]:
    """Return the networks of counties that lie in the actor's divisions or around them."""
    actor.require(Permit.SITING_READ)
    roots = actor.scope(Permit.SITING_READ).divisions
    counties = {root[: Level.COUNTY] for root in roots if len(root) >= Level.COUNTY}
    wide = actor.scope(Permit.SITING_READ).within("division")
    return (
        Network.objects.defer("data")
        .filter(wide | type(wide)(division__in=counties))
        .order_by("-since", "-pk")
    )


def network(division: str) -> Network | None:
    """Return the network in force for a county, without its data; None where there is none."""
    return Network.objects.defer("data").filter(division=division, until=None).first()


@lru_cache(maxsize=2)
def raw_of(network: int) -> Any:
    """Return a network's nodes and edges; a network never changes, so it is remembered."""
    from anhuai.siting.engine.packing import unpacked

    return unpacked(bytes(Network.objects.values_list("data", flat=True).get(pk=network)))
