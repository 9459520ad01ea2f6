"""Who is due, from the register: circumstances, last assessments, the county's intervals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.queries.levels import LevelHeld, levels_on
from anhuai.assessments.queries.parameters import ahead_days, every_months
from anhuai.assessments.rules.due import Due, Standing, due, months_after
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform.acting import Actor

AT_ONCE = 500


def dues(actor: Actor, *, scale: str, on: date, division: str = "") -> Iterator[Due]:
    """Yield who of the residents in the actor's scope is due on a scale on a day."""
    months, ahead = every_months(scale, on=on), ahead_days(on)
    begins = SCALES[scale].in_force or date.min
    for standing, _place in standings(actor, scale=scale, on=on, division=division):
        found = due(standing, every_months=months, ahead_days=ahead, on=on, in_force=begins)
        if found is not None:
            yield found


def standings(
    actor: Actor, *, scale: str, on: date, division: str = ""
) -> Iterator[tuple[Standing, str]]:
    """Yield how each resident stands who is called for or was assessed, with where they live."""
    called = dict(people.begun(SCALES[scale].called_for, on=on)) if SCALES[scale].called_for else {}
    held = levels_on(actor, scale=scale, on=on)
    wanted = sorted({*called, *held})
    living = people.residents(actor, on=on, division=division)
    for start in range(0, len(wanted), AT_ONCE):
        rows: QuerySet[Any] = living.filter(pk__in=wanted[start : start + AT_ONCE])
        for person, place in rows.order_by("pk").values_list("pk", "place"):
            yield _standing(person, called.get(person), held.get(person)), place


def _standing(person: int, called: date | None, held: LevelHeld | None) -> Standing:
    if held is None:
        return Standing(person, called)
    return Standing(person, called, held.since, held.level)


@dataclass(slots=True)
class Rate:
    """A town's figures on a scale: who should be assessed, who is, whose is over, by level."""

    division: str
    name: str
    due: int
    assessed: int
    overdue: int
    levels: dict[int, int]

    @property
    def percent(self) -> str:
        """The share assessed of those due; "" where nobody is."""
        return f"{100 * self.assessed / self.due:.1f}" if self.due else ""


def rates(actor: Actor, *, scale: str, on: date, width: int = 9) -> list[Rate]:
    """Return figures by town (or village with `width` 12) within scope, in order of codes.

    Due is who is in a circumstance that calls for the scale, or was found impaired on it. Assessed
    is who of them has a result that is neither past its interval nor older than the circumstance.
    """
    found: dict[str, Rate] = {}
    months = every_months(scale, on=on)
    for one, place in standings(actor, scale=scale, on=on):
        if one.called is None and one.level == 0:
            continue
        code = place[:width]
        rate = found.setdefault(code, Rate(code, places.name_of(code), 0, 0, 0, {}))
        rate.due += 1
        if one.last is None or (one.called is not None and one.called > one.last):
            continue
        if months and months_after(one.last, months) <= on:
            rate.overdue += 1
            continue
        rate.assessed += 1
        rate.levels[one.level] = rate.levels.get(one.level, 0) + 1
    return [found[code] for code in sorted(found)]
