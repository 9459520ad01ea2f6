"""Whose file an actor may see: who lives or is registered in their divisions, or their own kin."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, CharField, Func, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from anhuai.people.models import Circumstance, Consent, Household, Kinship, Person
from anhuai.platform import once, wall
from anhuai.platform.acting import Actor, NotHere, Scope, in_subtree
from anhuai.platform.compiled import Compiled, Slot
from anhuai.platform.listing import count_up_to
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches


class Unindexed(Func):
    """A column that SQLite is not to look up by index; elsewhere the column as it is.

    SQLite gathers a whole town by its two ranges and sorts it, where walking the index of the
    order and passing over other towns finds a page at once (123 ms against 3 ms measured for the
    62,000 of a town among 1.1 million; for the 263 of a farm it is 1 ms against 800).
    """

    template = "%(expressions)s"

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> Any:
        """Write the column so that SQLite's planner leaves its indexes alone."""
        return super().as_sql(compiler, connection, template="+%(expressions)s", **context)


class Unwalked(Func):
    """A text column that is to be sorted by after the rows are found, not walked in its index."""

    template = "(%(expressions)s || '')"
    output_field = CharField()


def visible(
    actor: Actor, *, permit: Permit = Permit.PEOPLE_READ, walking: bool = False
) -> QuerySet[Person]:
    """Return the persons a permit reaches: resident or registered in its divisions, or named.

    The dead and those who left stay with the place they last lived in. `walking` is for pages in
    an order of their own over many persons (`are_many`), or found by another condition.
    """
    scope = actor.scope(permit)
    rows, division, hukou = Person.objects.all(), "division", "hukou"
    if walking:
        division, hukou = "walked_division", "walked_hukou"
        rows = walked(rows)
    reached = scope.within(division) | scope.within(hukou)
    return rows.filter(reached | Q(pk__in=scope.persons))


@reaches("person", Permit.PEOPLE_READ)
def persons_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some persons the actor may see."""
    return set(visible(actor).filter(pk__in=ids).values_list("pk", flat=True))


@reaches("household", Permit.PEOPLE_READ)
def households_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some households the actor may see."""
    return set(households_visible(actor).filter(pk__in=ids).values_list("pk", flat=True))


MANY = 5_000  # where gathering and sorting begins to cost more than walking


@lru_cache(maxsize=4096)
@wall.lifted()  # remembered for everybody, so counted for everybody
def are_many(area: str, _on: date) -> bool:
    """Say whether more than `MANY` live in an area; asked once a day, as only speed rests on it."""
    rows = Person.objects.filter(in_subtree("division", area)) if area else Person.objects.all()
    return count_up_to(rows, MANY)[1]


def walked(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Return the rows with their divisions as columns that are compared, not looked up."""
    return rows.alias(walked_division=Unindexed("division"), walked_hukou=Unindexed("hukou"))


def is_reached(scope: Scope, one: Person) -> bool:
    """Say whether a scope reaches a person already read: `visible` for one that is at hand."""
    return scope.covers(one.division) or scope.covers(one.hukou) or one.pk in scope.persons


_PERSON = Compiled(lambda: Person.objects.filter(pk=Slot("key", BigIntegerField())))


def person_in_scope(
    actor: Actor, person: int, *, permit: Permit = Permit.PEOPLE_READ, lock: bool = False
) -> Person:
    """Return a person the permit reaches; raises `NotHere` for others and for none."""
    if lock:
        rows = visible(actor, permit=permit).select_for_update()
        found = rows.filter(pk=person).first()
    else:
        found = once.asked(("person", person), lambda: next(iter(_PERSON(key=person)), None))
        found = found if found and is_reached(actor.scope(permit), found) else None
    if found is None:
        raise NotHere("person", person)
    return found


def households_visible(actor: Actor, *, permit: Permit = Permit.PEOPLE_READ) -> QuerySet[Household]:
    """Return the households in the permit's divisions, or of the persons it names."""
    scope = actor.scope(permit)
    own = Person.objects.filter(pk__in=scope.persons, household__isnull=False)
    return Household.objects.filter(
        scope.within("division") | Q(pk__in=own.values("household")) if scope.persons
        else scope.within("division")
    )  # fmt: skip


def household_in_scope(
    actor: Actor, household: int, *, permit: Permit = Permit.PEOPLE_READ, lock: bool = False
) -> Household:
    """Return a household the permit reaches; raises `NotHere` for others and for none."""
    rows = households_visible(actor, permit=permit)
    found = (rows.select_for_update() if lock else rows).filter(pk=household).first()
    if found is None:
        raise NotHere("household", household)
    return found


@dataclass(frozen=True, slots=True)
class Owned:
    """A dated row by whose file it belongs to."""

    person: int
    name: str
    code: str = ""


def circumstance(actor: Actor, *, circumstance: int) -> Owned:
    """Return whose circumstance a row is; raises `NotHere` out of scope or when retracted."""
    row = Circumstance.objects.filter(pk=circumstance, retracted_at=None).first()
    return _owned(actor, "circumstance", circumstance, row)


def kinship(actor: Actor, *, kinship: int) -> Owned:
    """Return of whose file a kinship is (the relative's); raises `NotHere`."""
    row = Kinship.objects.filter(pk=kinship, retracted_at=None).first()
    if row is None:
        raise NotHere("kinship", kinship)
    found = person_in_scope(actor, row.relative_id, permit=Permit.PEOPLE_MANAGE)
    return Owned(found.pk, found.name)


def consent(actor: Actor, *, consent: int) -> Owned:
    """Return whose consent a row is; raises `NotHere`."""
    row = Consent.objects.filter(pk=consent, retracted_at=None).first()
    return _owned(actor, "consent", consent, row)


def _owned(actor: Actor, kind: str, key: int, row: Circumstance | Consent | None) -> Owned:
    if row is None:
        raise NotHere(kind, key)
    found = person_in_scope(actor, row.person_id, permit=Permit.PEOPLE_MANAGE)
    return Owned(found.pk, found.name, row.code if isinstance(row, Circumstance) else "")
