"""Who is close to whom, and in a circumstance since when: for rules of other rooms."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Max, Q

from anhuai.people.models import Circumstance, Kinship, Membership
from anhuai.people.queries.dated import holding
from anhuai.platform import wall


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


def holders(
    codes: Collection[str], *, on: date, persons: Collection[int]
) -> Iterator[tuple[int, str, str]]:
    """Yield (person, code, grade) of some circumstances that some persons are in on a day.

    Without an actor, as `begun`: for rules whose caller shows only whom its actor may see.
    """
    rows = Circumstance.objects.filter(holding(on), code__in=sorted(codes), person__in=persons)
    yield from rows.order_by("pk").values_list("person", "code", "grade")
