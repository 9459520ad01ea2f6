"""Reported figures: who said what of which day, with which evidence, confirmed by whom."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import QuerySet

from anhuai.plans.models import Plan, Report, Target
from anhuai.plans.queries.measuring import indicator
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches


def reports(
    actor: Actor, *, key: str = "", division: str = "", waiting: bool = False
) -> QuerySet[Report]:
    """Return the reports the actor may see, newest first; `waiting` keeps those to be confirmed."""
    actor.require(Permit.PLANS_READ)
    scope = actor.scope(Permit.PLANS_READ)
    rows = Report.objects.select_related("department", "evidence_file").filter(
        scope.within("division")
    )
    if key:
        rows = rows.filter(indicator=key)
    if division:
        rows = rows.filter(division=division)
    if waiting:
        rows = rows.filter(confirmed_by=None, rejected_reason="")
    return rows.order_by("-on", "-pk")


@reaches("report", Permit.PLANS_READ)
def reports_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some reports the actor may see."""
    return set(reports(actor).filter(pk__in=ids).values_list("pk", flat=True))


def report(actor: Actor, key: int) -> Report:
    """Return a report within the actor's scope; raises `NotHere`."""
    found = reports(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("report", key)
    return found


def evidence_of(actor: Actor, key: int) -> object:
    """Return a report's evidence file; raises `NotHere` where there is none to see."""
    found = report(actor, key)
    if found.evidence_file is None:
        raise NotHere("evidence", key)
    return found.evidence_file


def waiting_of(actor: Actor, keys: Sequence[str], *, division: str) -> dict[str, int]:
    """Return how many reports of each indicator wait for a second person in a division."""
    found: dict[str, int] = {}
    rows = reports(actor, division=division, waiting=True).filter(indicator__in=keys)
    for key in rows.values_list("indicator", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def unreported(found: Plan, on: date) -> int:
    """Return how many figures of a plan nobody has reported in the year of `on`."""
    keys = set(Target.objects.filter(plan=found).values_list("indicator", flat=True))
    asked = [key for key in keys if not indicator(key).is_computed]
    told = Report.objects.filter(
        indicator__in=asked, division=found.division, on__year=on.year, rejected_reason=""
    )
    return len(asked) - told.values("indicator").distinct().count()
