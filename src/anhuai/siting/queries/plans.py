"""Scenarios of where to build, for whoever may see the county's sites."""

from django.db.models import QuerySet

from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit
from anhuai.siting.models import Scenario


def scenarios(actor: Actor, *, permit: Permit = Permit.SITING_READ) -> QuerySet[Scenario]:
    """Return the scenarios of the divisions the permit reaches, newest first."""
    actor.require(permit)
    rows = Scenario.objects.filter(actor.scope(permit).within("division"))
    return rows.select_related("network").defer("network__data").order_by("-recorded_at", "-pk")


def scenario(actor: Actor, key: int, *, permit: Permit = Permit.SITING_READ) -> Scenario:
    """Return one scenario in scope, or raise `NotHere`."""
    found = scenarios(actor, permit=permit).filter(pk=key).first()
    if found is None:
        raise NotHere("scenario", key)
    return found
