"""Stays told to rooms beside this one, through facilities: who lives where, by day."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Q

from anhuai.facilities.queries.living import Living, Teller, tells_who_lives
from anhuai.placements.models import Stay, StayEntry
from anhuai.placements.rules.words import Kind

AT_ONCE = 900


def _overlapping(first: date, last: date, persons: Collection[int] | None) -> Iterator[Living]:
    """Day care is left out: who comes by day lives at home."""
    rows = Stay.objects.filter(Q(until=None) | Q(until__gt=first), since__lte=last)
    rows = rows.exclude(kind=Kind.DAY_CARE).order_by("person", "since", "pk")
    if persons is not None and len(persons) <= AT_ONCE:
        rows = rows.filter(person__in=list(persons))
    for row in rows.values_list("person_id", "facility_id", "since", "until"):
        yield Living(*row)


def _changed(at: datetime) -> set[int]:
    told = StayEntry.objects.filter(at__gte=at).order_by().values_list("stay__person_id", flat=True)
    made = Stay.objects.filter(recorded_at__gte=at).order_by().values_list("person_id", flat=True)
    return {*told, *made}


def _keeping() -> set[int]:
    rows = Stay.objects.exclude(kind=Kind.DAY_CARE).order_by()
    return set(rows.values_list("facility_id", flat=True).distinct())


tells_who_lives(Teller(_overlapping, _changed, _keeping))
