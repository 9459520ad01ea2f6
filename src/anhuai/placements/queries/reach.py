"""Whose applications and stays a permit reaches."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from anhuai.facilities import queries as facilities
from anhuai.people import queries as people
from anhuai.people.queries.scope import Unindexed
from anhuai.placements.models import Application, Stay
from anhuai.platform import wall
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches

READ = Permit.PLACEMENTS_READ


def placed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows with `place`: where the person lives, or is registered where unknown."""
    lives = NullIf(F("person__division"), Value(""))
    found: QuerySet[Any] = rows.annotate(place=Coalesce(lives, F("person__hukou")))
    return found


def _of_persons(rows: QuerySet[Any], actor: Actor, permit: Permit) -> tuple[QuerySet[Any], Q]:
    scope = actor.scope(permit)
    named = rows.alias(
        lives_at=Unindexed("person__division"), registered_at=Unindexed("person__hukou")
    )
    reached = scope.within("lives_at") | scope.within("registered_at")
    return named, reached | Q(person__in=scope.persons)


def applications(actor: Actor, *, permit: Permit = READ) -> QuerySet[Application]:
    """Return the applications of persons the permit reaches.

    An institution reaches those it has an offer running for: no other waits for it by name.
    """
    rows, reached = _of_persons(Application.objects.all(), actor, permit)
    if own := actor.scope(permit).organisations:
        running = Q(offers__facility__operator__in=own, offers__state__in=["open", "accepted"])
        keys = Application.objects.filter(running).values("pk")
        reached |= Q(pk__in=keys)
    return rows.filter(reached)


def stays(actor: Actor, *, permit: Permit = READ) -> QuerySet[Stay]:
    """Return the stays at facilities the permit reaches, and of persons it reaches."""
    rows, reached = _of_persons(Stay.objects.all(), actor, permit)
    own = facilities.within_scope(actor, permit)
    return rows.filter(reached | Q(facility__in=own.values("pk")))


@contextmanager
def beyond() -> Iterator[None]:
    """Read rows already chosen by scope whose persons live outside the actor's area."""
    with wall.lifted():
        yield


def with_number(identity: str) -> Any:
    """Return whoever has a full ID number, wherever they live; None for nobody, raises `Unfit`.

    An institution takes people from elsewhere: who knows the whole number may admit them.
    """
    with beyond():
        return people.on_number(SYSTEM, identity, permit=Permit.PEOPLE_READ)


@reaches("placement", READ)
def placements_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some applications the actor may see."""
    return set(applications(actor).filter(pk__in=ids).values_list("pk", flat=True))


@reaches("stay", READ)
def stays_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some stays the actor may see."""
    return set(stays(actor).filter(pk__in=ids).values_list("pk", flat=True))
