"""Which nurseries and classes an actor reaches."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from anhuai.childcare.models import Nursery, NurseryClass
from anhuai.facilities import queries as facilities
from anhuai.facilities.rules import Status
from anhuai.platform.acting import Actor, NotHere, in_subtree
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches

READ = Permit.CHILDCARE_READ


def nurseries(actor: Actor, *, permit: Permit = READ, division: str = "") -> QuerySet[Nursery]:
    """Return the nurseries in the permit's divisions or run by its organisations."""
    rows = Nursery.objects.select_related("facility").filter(
        facilities.reach(actor, permit, "facility__")
    )
    return rows.filter(in_subtree("facility__division", division)) if division else rows


@reaches("nursery", READ)
def nurseries_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some nurseries the actor may see."""
    return set(nurseries(actor).filter(pk__in=ids).values_list("pk", flat=True))


def nursery(actor: Actor, nursery_id: int, *, permit: Permit = READ, lock: bool = False) -> Nursery:
    """Return a nursery in the permit's scope, or raise `NotHere`."""
    rows = nurseries(actor, permit=permit)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(pk=nursery_id).first()
    if found is None:
        raise NotHere("nursery", nursery_id)
    return found


def class_in_scope(
    actor: Actor, class_id: int, *, permit: Permit = READ, lock: bool = False
) -> NurseryClass:
    """Return a class of a nursery in the permit's scope, or raise `NotHere`.

    Locked, nobody else gives its places away until the transaction ends.
    """
    rows = NurseryClass.objects.select_related("nursery__facility").filter(
        facilities.reach(actor, permit, "nursery__facility__")
    )
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(pk=class_id).first()
    if found is None:
        raise NotHere("nursery_class", class_id)
    return found


def _taking() -> QuerySet[Nursery]:
    return Nursery.objects.select_related("facility").filter(
        facility__status=Status.OPERATING, classes__until=None, classes__isnull=False
    )


def choices_for(division: str) -> QuerySet[Nursery]:
    """Return the operating nurseries of an area that have classes: no secret to any family."""
    return _taking().filter(in_subtree("facility__division", division)).distinct()


def in_network(one: Nursery) -> QuerySet[NurseryClass]:
    """Return the classes where a nursery's children may be booked by the hour: its own and those
    of its network's other sites."""
    same = Q(nursery=one)
    if one.network:
        same |= Q(nursery__network=one.network)
    return NurseryClass.objects.select_related("nursery__facility").filter(
        same, until=None, nursery__facility__status=Status.OPERATING
    )


def nursery_names(ids: Collection[int]) -> dict[int, str]:
    """Return the names of nurseries whose ids a scoped query has given."""
    rows = Nursery.objects.filter(pk__in=ids)
    return dict(rows.values_list("pk", "facility__name"))
