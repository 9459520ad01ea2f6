"""Hand-over notes and drills of an actor's divisions."""

from django.db.models import QuerySet

from anhuai.desk.models import Drill, Handover
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit


def handovers(actor: Actor) -> QuerySet[Handover]:
    """Return the notes of the actor's divisions, newest first."""
    actor.require(Permit.DESK_CALLS)
    scope = actor.scope(Permit.DESK_CALLS)
    return Handover.objects.filter(scope.within("division")).order_by("-at", "-pk")


def newest_handover(actor: Actor) -> Handover | None:
    """Return the last note, where nobody has confirmed it yet."""
    found = handovers(actor).first()
    return found if found is not None and found.taken_at is None else None


def drills(actor: Actor) -> QuerySet[Drill]:
    """Return the drills of the actor's divisions, newest first."""
    actor.require(Permit.CASES_READ)
    scope = actor.scope(Permit.CASES_READ)
    rows = Drill.objects.filter(scope.within("division")).select_related("case", "device")
    return rows.order_by("-at", "-pk")


def drill(actor: Actor, key: int) -> Drill:
    """Return a drill within the scope; raises `NotHere`."""
    found = drills(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("drill", key)
    return found
