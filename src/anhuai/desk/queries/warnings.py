"""Warnings of the weather whose area touches the actor's, and how far their calls have come."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from anhuai.desk.models import WeatherWarning
from anhuai.desk.queries.caring import Progress, progress
from anhuai.desk.rules.warnings import WarningState
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.permits import Permit

CALLS, WARN = Permit.DESK_CALLS, Permit.DESK_WARN


def warnings(actor: Actor, *, state: str = "", kind: str = "") -> QuerySet[WeatherWarning]:
    """Return warnings for the actor's area, a part of it or what it lies in, newest first."""
    if not (actor.may(CALLS) or actor.may(WARN)):
        raise Refused(CALLS)
    touches = Q(pk__in=())
    for permit in (CALLS, WARN):
        scope = actor.scope(permit)
        touches |= scope.within("areas__division")
        for root in scope.divisions:
            over = [root[:size] for size in (2, 4, 6, 9, 12) if size <= len(root)]
            touches |= Q(areas__division__in=over)
    rows = WeatherWarning.objects.filter(touches).distinct()
    if state:
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("-since", "-pk")


def warning(actor: Actor, key: int) -> WeatherWarning:
    """Return a warning the actor may see; raises `NotHere`."""
    found = warnings(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("weather_warning", key)
    return found


@dataclass(frozen=True, slots=True)
class AreaResult:
    """An area of a warning, its round, and what became of the calls the actor may see."""

    division: str
    round: int | None
    is_open: bool
    done: Progress


NONE = Progress(0, 0, 0, 0, 0)


def warning_results(actor: Actor, *, warning_id: int) -> list[AreaResult]:
    """Return what the calls of a warning came to, by area; for who may not call, nothing."""
    found, told = warning(actor, warning_id), []
    for area in found.areas.select_related("round").order_by("division"):
        held = area.round
        counts = progress(actor, round_id=held.pk) if held and actor.may(CALLS) else NONE
        is_open = held is not None and held.ended_on is None
        told.append(AreaResult(area.division, held.pk if held else None, is_open, counts))
    return told


@dataclass(frozen=True, slots=True)
class InForce:
    """A warning in force with its calls counted over its areas."""

    warning: WeatherWarning
    done: Progress


def warnings_in_force(actor: Actor) -> list[InForce]:
    """Return the warnings in force with their counts, for the desk."""
    told = []
    for one in warnings(actor, state=WarningState.IN_FORCE)[:10]:
        rows = {area.round: area.done for area in warning_results(actor, warning_id=one.pk)}
        done = list(rows.values())
        told.append(InForce(one, Progress(
            sum(d.total for d in done), sum(d.reached for d in done),
            sum(d.unreached for d in done), sum(d.waiting for d in done),
            sum(d.alarms for d in done),
        )))  # fmt: skip
    return told
