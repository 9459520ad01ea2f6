"""What level people were at on a scale, in bulk: for benefits, services and admission."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Lead
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.models import Assessment
from anhuai.assessments.queries.reach import by_person
from anhuai.platform.acting import Actor, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.permits import Permit

READ = Permit.ASSESSMENTS_READ
AT_ONCE = 500  # ids in one condition: SQLite and PostgreSQL both stay quick


@dataclass(frozen=True, slots=True)
class LevelHeld:
    """A person's final level on one scale over the days [since, until); open where None.

    `score_level` is the level before adjustments; `assessment` the record it rests on.
    """

    person: int
    level: int
    score_level: int
    since: date
    until: date | None
    assessment: int

    def covers(self, day: date) -> bool:
        """Whether it held on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def levels_held(
    actor: Actor,
    *,
    scale: str,
    persons: Collection[int] | None = None,
    known: datetime | None = None,
) -> Iterator[LevelHeld]:
    """Yield every final level on a scale with the days it held, by person, oldest first.

    `persons` None means everybody in the actor's scope. `known` replays what was on record at a
    moment. An assessment holds from its day until the next on the same scale; one superseded on
    its own day never held. Levels of other scales are never mixed in or converted.
    """
    rows = _on_record(actor, scale, known)
    if persons is None:
        yield from _intervals(rows)
        return
    wanted = sorted(set(persons))
    if len(wanted) == 1 and not _IS_ASSESSED(wanted[0]):
        return
    for start in range(0, len(wanted), AT_ONCE):
        yield from _intervals(rows.filter(person__in=wanted[start : start + AT_ONCE]))


def levels_on(
    actor: Actor,
    *,
    scale: str,
    on: date,
    persons: Collection[int] | None = None,
    known: datetime | None = None,
) -> dict[int, LevelHeld]:
    """Return each person's latest valid final level on a scale on a day; absent where none is."""
    held = levels_held(actor, scale=scale, persons=persons, known=known)
    return {one.person: one for one in held if one.covers(on)}


@reading(
    permit=READ, title=_("查看某日的能力等级"), subject="person",
    ids=lambda found: [one.person for one in found],
)  # fmt: skip
def level_of(actor: Actor, *, scale: str, on: date, person: int) -> list[LevelHeld]:
    """Return the level one person was at on a scale on a day, to be shown; [] where none is."""
    return list(levels_on(actor, scale=scale, on=on, persons=[person]).values())


def changed_since(at: datetime) -> set[int]:
    """Return whose assessments were recorded or retracted since a moment, on any scale.

    Without an actor: for rules over everybody, whose caller shows only whom its actor may see.
    """
    rows = Assessment.objects.filter(Q(recorded_at__gte=at) | Q(retracted_at__gte=at))
    return set(rows.order_by().values_list("person_id", flat=True))


_IS_ASSESSED = RowsOf(Assessment)


def _on_record(actor: Actor, scale: str, known: datetime | None) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(scale=scale)
    if known is None:
        rows = rows.filter(retracted_at=None)
    else:
        rows = rows.filter(recorded_at__lte=known).filter(
            Q(retracted_at=None) | Q(retracted_at__gt=known)
        )
    return rows if "" in actor.scope(READ).divisions else by_person(rows, actor, READ)


def _intervals(rows: QuerySet[Assessment]) -> Iterator[LevelHeld]:
    following = Window(
        Lead("assessed_on"), partition_by=F("person"), order_by=[F("assessed_on"), F("pk")]
    )
    found = rows.annotate(until=following).order_by("person", "assessed_on", "pk")
    for person, level, score_level, since, until, key in found.values_list(
        "person", "final_level", "score_level", "assessed_on", "until", "pk"
    ).iterator():
        if until is None or until > since:
            yield LevelHeld(person, level, score_level, since, until, key)
