"""Whose rows a permit reaches, and where they live: shared by this room's queries."""

from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from anhuai.people.queries.scope import Unindexed
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit


def placed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows with `place`: where the person lives, or is registered where unknown."""
    lives = NullIf(F("person__division"), Value(""))
    found: QuerySet[Any] = rows.annotate(place=Coalesce(lives, F("person__hukou")))
    return found


def by_person(rows: QuerySet[Any], actor: Actor, permit: Permit) -> QuerySet[Any]:
    """Return the rows of persons whom the permit reaches.

    There are far fewer of them than persons, so SQLite is kept from gathering the area's first.
    """
    scope = actor.scope(permit)
    reached: QuerySet[Any] = rows.alias(
        lives_at=Unindexed("person__division"), registered_at=Unindexed("person__hukou")
    ).filter(scope.within("lives_at") | scope.within("registered_at") | Q(person__in=scope.persons))
    return reached
