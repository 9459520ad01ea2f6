"""Published population figures: in the units of their day, or re-based onto today's."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from anhuai.kernel.divisions import Level
from anhuai.places.models import PopulationFigure
from anhuai.places.queries.reforms import steps
from anhuai.places.rules import Rebased, origins, rebase


def figures(code: str) -> QuerySet[PopulationFigure]:
    """Return the published population figures of a division, newest first."""
    return PopulationFigure.objects.filter(code=code).order_by("measure", "definition", "-on")


def figures_then(code: str, *, on: date) -> list[PopulationFigure]:
    """Return the figures of a division and of what it was made of, in the units of their days."""
    known = steps(code[: Level.COUNTY])
    return [
        figure for figure in _candidates(code, on)
        if figure.code == code or figure.code in origins(code, known, day=figure.on, until=on)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureNow:
    """A published figure told in a unit of today; the figures it was made of."""

    measure: str
    definition: str
    on: date
    rebased: Rebased
    of: Sequence[PopulationFigure]


def figures_now(code: str, *, on: date) -> list[FigureNow]:
    """Return the figures of a division re-based onto the units of a day, newest first.

    Where several sources publish one figure, the newest kept of the unit counts.
    """
    found: dict[tuple[str, str, date], dict[str, PopulationFigure]] = defaultdict(dict)
    for figure in _candidates(code, on):
        found[figure.measure, figure.definition, figure.on].setdefault(figure.code, figure)
    known = steps(code[: Level.COUNTY])
    shown = []
    for (measure, definition, day), by_code in found.items():
        values = {unit: Decimal(figure.value) for unit, figure in by_code.items()}
        made = rebase(code, values, known, day=day, until=on)
        used = [by_code[unit] for unit in made.origins if unit in by_code]
        if used:
            shown.append(FigureNow(measure, definition, day, made, used))
    return sorted(shown, key=lambda one: (one.measure, one.definition, -one.on.toordinal()))


def _candidates(code: str, on: date) -> list[PopulationFigure]:
    """Return the figures of every unit that ever went into a division, newest kept first."""
    known = steps(code[: Level.COUNTY])
    units = {code}
    for step in known:
        units.update(origins(code, known, day=step.on - timedelta(days=1), until=on))
    rows = PopulationFigure.objects.filter(code__in=units)
    return list(rows.order_by("measure", "definition", "-on", "code", "-pk"))
