"""Who may assess: within whose area, on which day, by what training."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from anhuai.assessments.models import Assessor
from anhuai.kernel.divisions import is_within
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit

READ, MANAGE = Permit.ASSESSMENTS_READ, Permit.ASSESSMENTS_MANAGE


def in_post(on: date) -> Q:
    """Return the condition that an assessor is one on a day, with a certificate still valid."""
    return (
        Q(since__lte=on)
        & (Q(until=None) | Q(until__gt=on))
        & (Q(certificate_until=None) | Q(certificate_until__gt=on))
    )


def assessors(actor: Actor, *, permit: Permit = READ) -> QuerySet[Assessor]:
    """Return the assessors who work in the actor's area: of it, within it, or above it."""
    roots = actor.scope(permit).divisions
    above = {root[:size] for root in roots for size in (2, 4, 6, 9, 12) if size <= len(root)}
    return Assessor.objects.filter(actor.scope(permit).within("division") | Q(division__in=above))


def assessor(actor: Actor, assessor_id: int, *, permit: Permit = READ) -> Assessor:
    """Return an assessor who works in the actor's area, or raise `NotHere`."""
    found = assessors(actor, permit=permit).filter(pk=assessor_id).first()
    if found is None:
        raise NotHere("assessor", assessor_id)
    return found


def own(actor: Actor) -> Assessor | None:
    """Return the actor's own entry among the assessors."""
    return Assessor.objects.filter(account=actor.account or 0).first()


def for_place(actor: Actor, place: str, *, on: date) -> Sequence[Assessor]:
    """Return who may assess somebody who lives at a place on a day, by name."""
    rows = assessors(actor, permit=MANAGE).filter(in_post(on)).order_by("name", "pk")
    return [one for one in rows if is_within(place, one.division)]
