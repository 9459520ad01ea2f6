"""A month's list: who stands how on a day, who goes, the month's rate and its unvisited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.queries.reach import by_person
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import PERSON, Compiled, RowsOf, Slot
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_index
from anhuai.services.models import Target, Visit
from anhuai.services.queries.parameters import drops_gone, drops_refused
from anhuai.services.queries.visits import called, last_visits
from anhuai.services.rules.due import Due, due_after, state_of
from anhuai.services.rules.words import Outcome, TargetState

READ = Permit.VISITS_READ
ROW = (
    "pk", "person_id", "person__name", "place", "tiers", "every_days", "listed_on", "visitor__name",
    "dropped_why", "last_on",
)  # fmt: skip


class WhichTargets(TypedDict, total=False):
    """Which of a month's list: of a place, a tier, a visitor; visited, unvisited, unassigned."""

    division: str
    tier: str
    visitor: int | None
    done: bool | None
    unassigned: bool


def made(month: Month, *, on: date | None = None) -> QuerySet[Visit]:
    """Return the finished visits of the outer row's person in a month (up to a day)."""
    last = month.last if on is None else min(month.last, on)
    return Visit.objects.filter(
        person=OuterRef("person"), on__gte=month.first, on__lte=last, retracted_at=None,
        outcome=Outcome.DONE,
    )  # fmt: skip


def on_list(actor: Actor, *, month: Month, permit: Permit = READ) -> QuerySet[Target]:
    """Return everybody a month's list ever named, whom the permit reaches."""
    return by_person(Target.objects.filter(month=month.first), actor, permit)


def listed_targets(
    actor: Actor, *, month: Month, q: str = "", **which: Unpack[WhichTargets]
) -> QuerySet[Target]:
    """Return who a list asks for, with the last finished visit up to the month's end."""
    rows = on_list(actor, month=month).filter(dropped_on=None)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if tier := which.get("tier"):
        rows = rows.filter(tiers__icontains=f'"{tier}"')
    if visitor := which.get("visitor"):
        rows = rows.filter(visitor=visitor)
    if which.get("unassigned"):
        rows = rows.filter(visitor=None)
    done = which.get("done")
    if done is not None:
        rows = rows.filter(Exists(made(month)) if done else ~Exists(made(month)))
    return rows.filter(person__in=called(actor, q)) if q else rows


@dataclass(frozen=True, slots=True)
class Stands:
    """How somebody on a list stands on a day: last visited, due, overdue, the state."""

    last: date | None
    due: Due
    state: TargetState


def standing(
    every_days: int, listed_on: date, last: date | None, *, month: Month, on: date,
    dropped: bool = False,
) -> Stands:  # fmt: skip
    """Return how somebody stands."""
    due = due_after(last, listed_on, every_days)
    return Stands(last, due, state_of(due, last=last, month=month, on=on, dropped=dropped))


def standings(
    actor: Actor, *, month: Month, on: date, **which: Unpack[WhichTargets]
) -> Iterator[tuple[Target, Stands]]:
    """Yield everybody on a month's list with how they stand on a day, in order of ids."""
    rows = list(listed_targets(actor, month=month, **which).order_by("pk"))
    last = last_visits([one.person_id for one in rows], on=on)
    for one in rows:
        seen = last.get(one.person_id)
        yield one, standing(one.every_days, one.listed_on, seen, month=month, on=on)


@reading(
    permit=READ, title=_("查看探访名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def target_page(
    actor: Actor, *, month: Month, on: date, q: str = "", order: Sequence[str] = ("place",),
    after: str = "", **which: Unpack[WhichTargets],
) -> Window:  # fmt: skip
    """Return one page of a month's list, each a row of `ROW`; `last_on` up to the day."""
    rows = listed_targets(actor, month=month, q=q, **which)
    seen = window(rows, fields=ROW[:-1], order=order, after=after)
    last = last_visits([row[1] for row in seen.rows], on=on)
    return Window([(*row, last.get(row[1])) for row in seen.rows], seen.ids, seen.next)


# the month's rate -------------------------------------------------------------------------------


def counted(actor: Actor, *, month: Month, on: date) -> QuerySet[Any, Any]:
    """Return who counts for a month's rate up to a day, with `is_visited`.

    The list at the month's start (standards/02 §6). By setting, those are left out who were not
    visited and died, moved or left the list, or of whom the month knows only refusals.
    """
    rows: QuerySet[Any, Any] = on_list(actor, month=month).filter(at_start=True)
    rows = rows.annotate(is_visited=Exists(made(month, on=on)))
    if drops_gone(month.first):
        rows = rows.exclude(is_visited=False, dropped_on__lte=on)
    if drops_refused(month.first):
        tried = Visit.objects.filter(
            person=OuterRef("person"), on__gte=month.first, on__lte=on, retracted_at=None
        )
        only = Exists(tried.filter(outcome=Outcome.REFUSED))
        other = Exists(tried.exclude(outcome=Outcome.REFUSED))
        rows = rows.exclude(only & ~other & Q(is_visited=False))
    found: QuerySet[Any, Any] = rows
    return found


def targets(
    actor: Actor, *, on: date, division: str = "", visited: bool | None = None
) -> QuerySet[Any]:
    """Return the persons who count for the rate of a day's month, up to that day; with `place`.

    For indicators: the numerator is `visited`.
    """
    rows = counted(actor, month=Month.of(on), on=on)
    if visited is not None:
        rows = rows.filter(is_visited=visited)
    seen: Any = people.visible(actor).filter(in_subtree("division", division))
    found: QuerySet[Any] = seen.filter(pk__in=rows.values("person")).annotate(place=F("division"))
    return found


@dataclass(slots=True)
class Rate:
    """A place's figures of a month: who counts, who was visited, who is overdue."""

    division: str
    name: str
    listed: int
    visited: int

    @property
    def percent(self) -> str:
        """The month's rate; "" where nobody counts."""
        return f"{100 * self.visited / self.listed:.1f}" if self.listed else ""


def rates(actor: Actor, *, month: Month, on: date, width: int = 9) -> list[Rate]:
    """Return the month's rate by town (or village with `width` 12) within scope, by code.

    `monthly_visit_rate` = distinct persons with a finished visit in the month ÷ distinct persons on
    the list at the month's start.
    """
    rows = counted(actor, month=month, on=on).annotate(code=Left("place", width)).values("code")
    told = rows.annotate(listed=Count("pk"), visited=Count("pk", filter=Q(is_visited=True)))
    found = told.order_by("code").values_list("code", "listed", "visited")
    return [Rate(code, places.name_of(code), listed, visited) for code, listed, visited in found]


@reading(
    permit=READ, title=_("查看当月未探访名单"), subject="person",
    ids=lambda rows: sorted({row[0] for row in rows}),
)  # fmt: skip
def unvisited(
    actor: Actor, *, month: Month, on: date, division: str = "", most: int = 20_000
) -> list[tuple[int, str, str, list[str], str | None, str]]:
    """Return who counts and was not visited: id, name, place, tiers, visitor, why the last failed.

    The last try of the month says why: "nobody at home", "refused"; "" where nobody tried.
    """
    rows = counted(actor, month=month, on=on).filter(is_visited=False)
    if division:
        rows = rows.filter(in_subtree("place", division))
    found = list(
        rows.order_by("place", "person__pinyin", "pk").values_list(
            "person", "person__name", "place", "tiers", "visitor__name"
        )[:most]
    )
    tries = Visit.objects.filter(
        person__in=rows.values("person"), on__gte=month.first, on__lte=on, retracted_at=None
    )
    tried = dict(tries.order_by("at", "pk").values_list("person", "outcome"))
    return [(*row, tried.get(row[0], "")) for row in found]


# the plan ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Load:
    """What a visitor has in a month: persons, visits those need, how many persons are done."""

    visitor: int
    name: str
    division: str
    persons: int
    times: int
    done: int
    last: date | None = None


def loads(actor: Actor, *, month: Month, on: date) -> list[Load]:
    """Return what each visitor has in a month within the actor's scope, the most laden first."""
    rows = on_list(actor, month=month).filter(dropped_on=None, visitor__isnull=False)
    rows = rows.annotate(is_done=Exists(made(month, on=on)))
    found: dict[int, Load] = {}
    for key, name, place, every, is_done in rows.values_list(
        "visitor", "visitor__name", "visitor__division", "every_days", "is_done"
    ):
        load = found.setdefault(key, Load(key, name, place, 0, 0, 0))
        load.persons += 1
        load.times += times_of(every)
        load.done += is_done
    last = Visit.objects.filter(visitor__in=found, on__lte=on, retracted_at=None)
    for key, day in last.order_by().values_list("visitor").annotate(day=Max("on")):
        found[key].last = day
    return sorted(found.values(), key=lambda one: (-one.times, one.name, one.visitor))


def times_of(every_days: int) -> int:
    """Return how many visits an interval comes to in a month of thirty days."""
    return max(1, -(-30 // every_days))


def code_of(person: int) -> str:
    """Return the six digits an elder confirms a visit with: on their card, never on the phone."""
    return f"{int(blind_index(str(person), of='visit-code')[:12], 16) % 1_000_000:06d}"


def target(actor: Actor, target_id: int) -> Target:
    """Return one row of a month's list within what the actor manages, or raise `NotHere`."""
    rows = by_person(Target.objects.all(), actor, Permit.VISITS_MANAGE)
    found: Target | None = rows.select_related("person").filter(pk=target_id).first()
    if found is None:
        raise NotHere("target", target_id)
    return found


_TIERS = Compiled(
    lambda: Target.objects.filter(
        month=Slot("month", DateField()), person=PERSON, dropped_on=None
    ).order_by("pk").values_list("tiers", flat=True)[:1],
    of=RowsOf(Target),
)  # fmt: skip


def tiers_now(person: int, *, on: date) -> list[str]:
    """Return the tiers by which this month's list names somebody; [] where it does not.

    Without an actor: the caller shows it of persons its actor reaches.
    """
    found = _TIERS(month=Month.of(on).first, person=person)
    return list(found[0] or []) if found else []
