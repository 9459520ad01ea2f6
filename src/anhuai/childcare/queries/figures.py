"""Figures by town: places per 1,000 residents and the gap, how many places are used."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Substr

from anhuai.childcare.models import Enrolment, NurseryClass, Offer, Price
from anhuai.childcare.queries.fee_settings import disposable_income
from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.childcare.queries.today import in_force
from anhuai.childcare.rules.fees import Charge
from anhuai.childcare.rules.words import KEEPING, Care
from anhuai.facilities import queries as facilities
from anhuai.facilities.rules import Group
from anhuai.kernel.divisions import Level
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import wall
from anhuai.platform.acting import Actor

_SEATS = ("pk", "nursery__facility", "places")
_SUMMED: tuple[str, ...] = ("place", "places")


@dataclass(frozen=True, slots=True)
class TownFigures:
    """A town's places against its residents of all ages (standards/05 §3), and their use.

    `target` is places per 1,000 residents in tenths; the gap is how many places are missing.
    """

    division: str
    name: str
    residents: int
    places: int
    classes: int
    enrolled: int
    target: int

    @property
    def per_thousand(self) -> float | None:
        """Return places per 1,000 residents; None where nobody lives."""
        return self.places * 1000 / self.residents if self.residents else None

    @property
    def gap(self) -> int:
        """Return how many places are missing to the target, never negative."""
        return max(0, -(-self.residents * self.target // 10_000) - self.places)

    @property
    def use(self) -> float | None:
        """Return the share of class places that are held; None where there is no class."""
        return self.enrolled / self.classes if self.classes else None


@wall.lifted()
def by_town(actor: Actor, *, on: date, division: str, target: int) -> Sequence[TownFigures]:
    """Return the towns of an area in scope, by code."""
    actor.require(READ)
    towns = places.divisions(actor, on=on, level=Level.TOWN, division=division)
    residents = dict(
        people.residents(actor, on=on, division=division)
        .order_by()
        .values_list(Substr("place", 1, int(Level.TOWN)))
        .annotate(Count("pk"))
    )
    has: Counter[str] = Counter()
    rows = facilities.childcare_places(actor, on=on, group=Group.CHILDCARE, division=division)
    for place, count in rows.values_list(*_SUMMED):
        has[place[: Level.TOWN]] += count
    own = nurseries(actor, division=division)
    seats, held = Counter[str](), Counter[str]()
    classes = NurseryClass.objects.filter(in_force(on), nursery__in=own)
    for place, count in classes.values_list("nursery__facility__division", "places"):
        seats[place[: Level.TOWN]] += count
    children = Enrolment.objects.filter(in_force(on), nursery_class__nursery__in=own, seat__gt=0)
    for place in children.values_list("nursery_class__nursery__facility__division", flat=True):
        held[place[: Level.TOWN]] += 1
    return [
        TownFigures(
            code, places.name_of(code), residents.get(code, 0), has[code], seats[code],
            held[code], target,
        )
        for code in sorted(towns.values_list("code", flat=True))
    ]  # fmt: skip


@wall.lifted()
def free_places(
    facilities_seen: Collection[int], *, on: date, groups: Collection[str] = ()
) -> dict[int, int]:
    """Return by facility the seats of its classes that nobody holds or is offered on a day.

    Only facilities with such a class; a seat half taken is not free. No child is named, so anybody
    may be told.
    """
    classes = NurseryClass.objects.filter(in_force(on), nursery__facility__in=facilities_seen)
    if groups:
        classes = classes.filter(group__in=groups)
    seats = {key: (home, places) for key, home, places in classes.values_list(*_SEATS)}
    taken: dict[int, set[int]] = {}
    held = Enrolment.objects.filter(nursery_class__in=seats, seat__gt=0)
    held = held.filter(Q(until=None) | Q(until__gt=on))
    kept = Offer.objects.filter(nursery_class__in=seats, state__in=KEEPING)
    for rows in (held, kept):
        for key, seat in rows.values_list("nursery_class", "seat"):
            taken.setdefault(key, set()).add(seat)
    found: Counter[int] = Counter()
    for key, (home, size) in seats.items():
        found[home] += max(0, size - len(taken.get(key, ())))
    return dict(found)


@dataclass(frozen=True, slots=True)
class Burden:
    """What an inclusive full-day place costs a month on average, beside an income a month."""

    children: int
    average: int
    income: int

    @property
    def per_mille(self) -> int | None:
        """Return the price in thousandths of the income; None where either is not known."""
        return self.average * 1000 // self.income if self.income and self.children else None


def inclusive_places(actor: Actor, *, on: date, division: str = "") -> "QuerySet[Any]":
    """Return the full-day places held at an inclusive price on a day, in scope; no child named.

    With the nursery's name in `home`, the class's in `room`, its division in `place`, the monthly
    price in `fee` and a month of the disposable income the county entered in `income`, both fen.
    """
    prices = Price.objects.filter(
        nursery=OuterRef("nursery_class__nursery"), group=OuterRef("nursery_class__group"),
        charge=Charge.FULL_DAY, since__lte=on,
    ).order_by("-since", "-pk")  # fmt: skip
    rows = Enrolment.objects.filter(
        in_force(on), nursery_class__nursery__in=nurseries(actor, division=division),
        care=Care.FULL_DAY,
    ).annotate(is_inclusive=Subquery(prices.values("inclusive")[:1]))  # fmt: skip
    income = disposable_income(Month.of(on)) // 12
    return rows.filter(is_inclusive=True).annotate(
        fee=Subquery(prices.values("fee")[:1]),
        income=Value(income, output_field=BigIntegerField()),
        home=F("nursery_class__nursery__facility__name"), room=F("nursery_class__name"),
        place=F("nursery_class__nursery__facility__division"),
    )  # fmt: skip


@wall.lifted()
def burden(actor: Actor, *, on: date) -> Burden:
    """Return what families in scope pay for inclusive full-day places, beside the county's income.

    The mean over the children enrolled, at the prices of the day; no document at hand defines the
    measure (D). The income is the setting, a twelfth of the year's; 0 where none was entered.
    """
    fees = list(inclusive_places(actor, on=on).values_list("fee", flat=True))
    mean = sum(fees) // len(fees) if fees else 0
    return Burden(len(fees), mean, disposable_income(Month.of(on)) // 12)
