"""Who is close to whom, and in a circumstance since when: for rules of other rooms."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Max, Q, QuerySet

from anhuai.people.models import Circumstance, Kinship, Membership, Person
from anhuai.people.queries.dated import holding
from anhuai.people.rules.kin import Guardianship, Relation
from anhuai.platform import wall
from anhuai.platform.compiled import ON, PERSON, Compiled, RowsOf


def are_close(one: int, other: int, *, on: date) -> bool:
    """Say whether two persons are one, kin on record, or of one household on a day."""
    if one == other:
        return True
    pair = Q(person=one, relative=other) | Q(person=other, relative=one)
    with wall.lifted():
        homes = Membership.objects.filter(holding(on), person=one).values("household")
        return (
            Kinship.objects.filter(pair, retracted_at=None).exists()
            or Membership.objects.filter(holding(on), person=other, household__in=homes).exists()
        )


def persons_near(one: int, *, on: date) -> set[int]:
    """Return who is kin on record of a person, or of one household with them, on a day.

    Without an actor: the caller shows only whom its actor may see.
    """
    with wall.lifted():
        kin = Kinship.objects.filter(Q(person=one) | Q(relative=one), retracted_at=None)
        homes = Membership.objects.filter(holding(on), person=one).values("household")
        here = Membership.objects.filter(holding(on), household__in=homes)
        found = {key for pair in kin.values_list("person", "relative") for key in pair}
        return (found | set(here.values_list("person", flat=True))) - {one}


def begun(
    codes: Collection[str], *, on: date, persons: Collection[int] | None = None
) -> Iterator[tuple[int, date]]:
    """Yield (person, when the newest began) for whoever is in one of some circumstances on a day.

    Without an actor: for rules over everybody, whose caller shows only whom its actor may see.
    """
    rows = Circumstance.objects.filter(holding(on), code__in=sorted(codes))
    if persons is not None:
        rows = rows.filter(person__in=persons)
    yield from (
        rows.order_by().values("person").annotate(at=Max("since")).values_list("person", "at")
    )


def guardians(ward: int, *, on: date) -> list[Person]:
    """Return the living parents and guardians of a person on a day; entrusted carers are neither.

    Without an actor: for rooms that have the ward in scope already.
    """
    rows = Kinship.objects.filter(
        holding(on), relative=ward, relation__in=[Relation.GUARDIAN, Relation.PARENT]
    ).exclude(kind=Guardianship.ENTRUSTED)
    alive = Q(died=None) | Q(died__gt=on)
    return list(Person.objects.filter(alive, pk__in=rows.values("person")).order_by("pk"))


def wards(guardians_of: Collection[int], *, on: date) -> set[int]:
    """Return whose parents or guardians some persons are on a day; entrusted carers are neither."""
    rows = Kinship.objects.filter(
        holding(on), person__in=guardians_of, relation__in=[Relation.GUARDIAN, Relation.PARENT]
    ).exclude(kind=Guardianship.ENTRUSTED)
    return set(rows.values_list("relative", flat=True))


def everybody() -> QuerySet[Person]:
    """Return every person, for a search within rows that another room has in scope already."""
    return Person.objects.all()


def held(
    codes: Collection[str], *, on: date, persons: Collection[int] | None = None
) -> Iterator[tuple[int, str, str, date]]:
    """Yield (person, code, kind, since) for every holding of some circumstances on a day.

    Without an actor, as `begun`.
    """
    if persons is not None and len(persons) == 1:
        found = _HELD(person=next(iter(persons)), on=on)
        yield from (row for row in found if row[1] in codes)
        return
    rows = Circumstance.objects.filter(holding(on), code__in=sorted(codes))
    if persons is not None:
        rows = rows.filter(person__in=persons)
    yield from rows.order_by("person", "code", "kind").values_list(*_HOLDING)


_HOLDING = ("person", "code", "kind", "since")
_HELD = Compiled(
    lambda: Circumstance.objects.filter(holding(ON), person=PERSON)
    .order_by("person", "code", "kind").values_list(*_HOLDING),
    of=RowsOf(Circumstance),
)  # fmt: skip


def holders(
    codes: Collection[str], *, on: date, persons: Collection[int]
) -> Iterator[tuple[int, str, str]]:
    """Yield (person, code, grade) of some circumstances that some persons are in on a day.

    Without an actor, as `begun`: for rules whose caller shows only whom its actor may see.
    """
    rows = Circumstance.objects.filter(holding(on), code__in=sorted(codes), person__in=persons)
    yield from rows.order_by("pk").values_list("person", "code", "grade")
