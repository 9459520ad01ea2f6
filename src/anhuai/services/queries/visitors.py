"""Who visits, within whose area, on which day; and the phones they sync from."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from anhuai.platform.accounts import accounts_within
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit
from anhuai.services.models import Phone, Visitor

READ, MANAGE = Permit.VISITS_READ, Permit.VISITS_MANAGE


def in_post(on: date) -> Q:
    """Return the condition that a visitor is one on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def visitors(actor: Actor, *, permit: Permit = READ) -> QuerySet[Visitor]:
    """Return the visitors who work in the actor's area: of it, within it, or above it."""
    roots = actor.scope(permit).divisions
    above = {root[:size] for root in roots for size in (2, 4, 6, 9, 12) if size <= len(root)}
    return Visitor.objects.filter(actor.scope(permit).within("division") | Q(division__in=above))


def visitor(actor: Actor, visitor_id: int, *, permit: Permit = READ) -> Visitor:
    """Return a visitor whose division lies in the actor's area, or raise `NotHere`."""
    rows = Visitor.objects.filter(actor.scope(permit).within("division"))
    found = rows.filter(pk=visitor_id).first()
    if found is None:
        raise NotHere("visitor", visitor_id)
    return found


def own(actor: Actor) -> Visitor | None:
    """Return the actor's own entry among the visitors."""
    return Visitor.objects.filter(account=actor.account or 0).first()


def phones(actor: Actor) -> QuerySet[Phone]:
    """Return the phones of the accounts in the actor's area, and the actor's own."""
    theirs = accounts_within(actor.scope(MANAGE)).values("pk")
    mine = Q(account=actor.account or 0)
    return Phone.objects.filter(mine | Q(account__in=theirs)).select_related("account")


def phone(actor: Actor, phone_id: int) -> Phone:
    """Return one of those phones, or raise `NotHere`."""
    found = phones(actor).filter(pk=phone_id).first()
    if found is None:
        raise NotHere("phone", phone_id)
    return found


def phone_is_revoked(key: UUID) -> bool:
    """Say whether a phone was reported lost: asked by the phone itself, signed in or not."""
    return Phone.objects.filter(key=key, revoked_at__isnull=False).exists()


def phone_is_known(actor: Actor, key: UUID) -> bool:
    """Say whether a phone is on record as the actor's, or as a lost one."""
    rows = Phone.objects.filter(Q(account=actor.account or 0) | Q(revoked_at__isnull=False))
    return rows.filter(key=key).exists()
