"""The low-income population as monitored: categories, warnings, and what checks came to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.models import Finding, Visit
from anhuai.benefits.queries.deciding import READ, findings
from anhuai.benefits.rules.findings import FindingKind, FindingState
from anhuai.benefits.rules.signals import CATEGORIES
from anhuai.people import queries as people
from anhuai.platform.acting import Actor, reading
from anhuai.platform.listing import Window, window

ROW = (
    "pk", "person_id", "person__name", "code", "said", "division", "found_on", "due", "state",
    "checks",
)  # fmt: skip


def warnings(
    actor: Actor, *, q: str = "", division: str = "", signal: str = "", state: str = "",
    late_on: date | None = None,
) -> "QuerySet[Finding]":  # fmt: skip
    """Return the early warnings within reach; with `late_on` those whose check is overdue."""
    rows = findings(actor, q=q, kind=FindingKind.RISK.value, division=division, state=state)
    if signal:
        rows = rows.filter(code=signal)
    if late_on is not None:
        rows = rows.filter(state=FindingState.OPEN, due__lt=late_on)
    return rows


@reading(
    permit=READ, title=_("查看低收入预警名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def warning_page(
    actor: Actor, *, order: Sequence[str] = ("-pk",), after: str = "", q: str = "",
    division: str = "", signal: str = "", state: str = "", late_on: date | None = None,
) -> Window:  # fmt: skip
    """Return one page of warnings, each a row of `ROW`."""
    rows = warnings(actor, q=q, division=division, signal=signal, state=state, late_on=late_on)
    return window(rows.annotate(checks=Count("visits")), fields=ROW, order=order, after=after)


@dataclass(frozen=True, slots=True)
class Category:
    """How many residents are in a category on a day."""

    code: str
    persons: int


def categories(actor: Actor, *, on: date, division: str = "") -> list[Category]:
    """Return how many residents within reach are in each monitored category on a day."""
    actor.require(READ)
    counted = people.in_circumstances(actor, on=on, division=division)
    return [Category(code, counted.get(code, 0)) for code in CATEGORIES]


def visits_of(found: Finding) -> list[Visit]:
    """Return the checks on a warning that is shown already, newest first."""
    return list(found.visits.order_by("-on", "-pk"))
