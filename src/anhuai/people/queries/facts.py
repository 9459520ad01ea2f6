"""Facts for other rooms: who lives, is registered or is in a circumstance somewhere on a day.

Every queryset is annotated with `place`, the division code that made the person count: group by it
(`.values("place").annotate(n=Count("pk"))`) or cut it to a level with `Left("place", 9)`. All are
bitemporal: what held on the day `on`, as known now. Today is answered from the columns that a file
keeps beside its dated rows (`consistency` watches that they agree). They carry no names into the
caller's trail, so counting is free; whoever shows the persons behind a figure does so through a
`@reading`.
"""

from collections.abc import Collection
from datetime import date
from typing import Literal, TypedDict, Unpack

from django.db.models import Count, F, Q, QuerySet

from anhuai.people.models import Circumstance, Household, Membership, Person
from anhuai.people.queries.dated import holding
from anhuai.people.rules.codes import HEAD
from anhuai.people.rules.facts import birth_bound
from anhuai.platform import clock
from anhuai.platform.acting import Actor, in_subtree
from anhuai.platform.permits import Permit

OneOrMore = str | Collection[str] | None
Among = Literal["resident", "registered"]


class Who(TypedDict, total=False):
    """Which people: of a subtree, of ages in full years (both included), of a sex."""

    division: str
    min_age: int | None
    max_age: int | None
    sex: str | None


def residents(actor: Actor, *, on: date, **who: Unpack[Who]) -> QuerySet[Person]:
    """Return who lived (常住) in a subtree at the end of a day, alive."""
    return _placed(actor, "resident", on, who)


def registered(actor: Actor, *, on: date, **who: Unpack[Who]) -> QuerySet[Person]:
    """Return who was registered (户籍) in a subtree at the end of a day, alive."""
    return _placed(actor, "registered", on, who)


def with_circumstance(
    actor: Actor,
    *,
    code: str,
    on: date,
    kind: OneOrMore = None,
    grade: OneOrMore = None,
    among: Among = "resident",
    **who: Unpack[Who],
) -> QuerySet[Person]:
    """Return the residents (or the registered) who were in a circumstance on a day.

    A person who holds it in several kinds, as disability, counts once.
    """
    held = _held(code, on, kind, grade)
    return _placed(actor, among, on, who).filter(pk__in=held.values("person").distinct())


def households(actor: Actor, *, on: date, division: str = "") -> QuerySet[Household]:
    """Return the households of a subtree on a day; `place` is where the head lived then."""
    scope = actor.scope(Permit.PEOPLE_READ)
    if on >= clock.today():
        members = Membership.objects.filter(holding(on), person__in=scope.persons)
        return Household.objects.filter(
            in_subtree("division", division),
            scope.within("division") | Q(pk__in=members.values("household").distinct())
            if scope.persons
            else scope.within("division"),
            until=None,
        ).annotate(place=F("division"))
    lived = "memberships__person__residences"
    return Household.objects.filter(
        holding(on, through="memberships"),
        holding(on, through=lived),
        in_subtree(f"{lived}__division", division),
        scope.within(f"{lived}__division") | Q(memberships__person__in=scope.persons),
        memberships__relation=HEAD,
        **{f"{lived}__kind": "resident"},
    ).annotate(place=F(f"{lived}__division"))


def households_with(
    actor: Actor,
    *,
    code: str,
    on: date,
    kind: OneOrMore = None,
    grade: OneOrMore = None,
    division: str = "",
) -> QuerySet[Household]:
    """Return the households of which somebody was in a circumstance on a day."""
    members = Membership.objects.filter(
        holding(on), person__in=_held(code, on, kind, grade).values("person").distinct()
    )
    return households(actor, on=on, division=division).filter(
        pk__in=members.values("household").distinct()
    )


def _held(code: str, on: date, kind: OneOrMore, grade: OneOrMore) -> QuerySet[Circumstance]:
    held = Circumstance.objects.filter(holding(on), code=code)
    if kind is not None:
        held = held.filter(kind__in=[kind] if isinstance(kind, str) else list(kind))
    if grade is not None:
        held = held.filter(grade__in=[grade] if isinstance(grade, str) else list(grade))
    return held


def _placed(actor: Actor, kind: str, on: date, who: Who) -> QuerySet[Person]:
    scope = actor.scope(Permit.PEOPLE_READ)
    column = "residences__division"
    if on >= clock.today():
        column = "division" if kind == "resident" else "hukou"
        rows = Person.objects.filter(
            in_subtree(column, who.get("division", "")),
            scope.within(column) | Q(pk__in=scope.persons),
            Q(left=None) if kind == "resident" else Q(),
            died=None,
            **{f"{column}__gt": ""},
        )
    else:
        rows = Person.objects.filter(
            holding(on, through="residences"),
            Q(died=None) | Q(died__gt=on),
            in_subtree(column, who.get("division", "")),
            scope.within(column) | Q(pk__in=scope.persons),
            residences__kind=kind,
        )
    rows = rows.annotate(place=F(column))
    youngest, oldest, sex = who.get("min_age"), who.get("max_age"), who.get("sex")
    if youngest is not None:
        rows = rows.filter(born__lte=birth_bound(on, youngest))
    if oldest is not None:
        rows = rows.filter(born__gt=birth_bound(on, oldest + 1))
    return rows if sex is None else rows.filter(sex=sex)


def ages(actor: Actor, *, on: date, division: str = "") -> dict[str, int]:
    """Return how many residents there are of the ages pages show, in one pass."""
    rows = residents(actor, on=on, division=division)
    return rows.aggregate(
        **{
            "all": Count("pk"),
            "60": Count("pk", filter=Q(born__lte=birth_bound(on, 60))),
            "80": Count("pk", filter=Q(born__lte=birth_bound(on, 80))),
            "minor": Count("pk", filter=Q(born__gt=birth_bound(on, 18))),
            "infant": Count("pk", filter=Q(born__gt=birth_bound(on, 3))),
        }
    )


def pyramid(
    actor: Actor, *, on: date, division: str = "", low: int = 60, high: int = 95, step: int = 5
) -> list[tuple[int, int, int]]:
    """Return bands of ages with their men and women, in one pass: the first age, men, women.

    The last band has no upper end.
    """
    bands = list(range(low, high + 1, step))
    counts = {}
    for first in bands:
        held = Q(born__lte=birth_bound(on, first))
        if first != bands[-1]:
            held &= Q(born__gt=birth_bound(on, first + step))
        counts[f"m{first}"] = Count("pk", filter=held & Q(sex="1"))
        counts[f"f{first}"] = Count("pk", filter=held & Q(sex="2"))
    found = residents(actor, on=on, division=division, min_age=low).aggregate(**counts)
    return [(first, found[f"m{first}"], found[f"f{first}"]) for first in bands]


def in_circumstances(actor: Actor, *, on: date, division: str = "") -> dict[str, int]:
    """Return how many residents are in each circumstance on a day, by its code."""
    rows = Circumstance.objects.filter(
        holding(on), person__in=residents(actor, on=on, division=division).values("pk")
    )
    counted = rows.order_by().values("code").annotate(people=Count("person", distinct=True))
    return {row["code"]: row["people"] for row in counted}
