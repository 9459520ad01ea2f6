"""Visits on record: lists, one of them whole, a person's history, when somebody was last seen."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.queries.reach import by_person
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.files import opened
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.services.models import Proof, Visit
from anhuai.services.rules.words import Outcome

READ = Permit.VISITS_READ
ROW = (
    "pk", "person_id", "person__name", "place", "on", "mode", "outcome", "visitor__name",
    "confirmed", "doubts", "retracted_at",
)  # fmt: skip
FOUND_LIMIT = 2000
AT_ONCE = 500


class WhichVisits(TypedDict, total=False):
    """Which visits: of an outcome, a mode, a place, a span of days, a visitor; doubtful ones."""

    outcome: str
    mode: str
    division: str
    since: date | None
    last: date | None
    visitor: int | None
    doubtful: bool
    withdrawn: bool


def visits(actor: Actor, *, permit: Permit = READ) -> QuerySet[Visit]:
    """Return every visit of a person whom the permit reaches."""
    return by_person(Visit.objects.all(), actor, permit)


def called(actor: Actor, q: str) -> list[int]:
    """Return the persons in scope whose name matches, the first two thousand."""
    asked = people.Asked(q=q, state="all")
    found = people.find(actor, asked=asked, on=clock.today())
    return list(found.values_list("pk", flat=True)[:FOUND_LIMIT])


def listed_visits(actor: Actor, *, q: str = "", **which: Unpack[WhichVisits]) -> QuerySet[Visit]:
    """Return the visits a list asks for; withdrawn ones only when asked."""
    rows = visits(actor).filter(retracted_at__isnull=not which.get("withdrawn"))
    for name in ("outcome", "mode", "visitor"):
        if wanted := which.get(name):
            rows = rows.filter(**{name: wanted})
    if which.get("doubtful"):
        rows = rows.exclude(doubts=[])
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if since := which.get("since"):
        rows = rows.filter(on__gte=since)
    if last := which.get("last"):
        rows = rows.filter(on__lte=last)
    return rows.filter(person__in=called(actor, q)) if q else rows


@reading(
    permit=READ, title=_("查看探访记录名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def visit_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-on",), after: str = "",
    **which: Unpack[WhichVisits],
) -> Window:  # fmt: skip
    """Return one page of visits, each a row of `ROW`."""
    return window(listed_visits(actor, q=q, **which), fields=ROW, order=order, after=after)


def visit(actor: Actor, visit_id: int, *, permit: Permit = READ) -> Visit:
    """Return one visit in the permit's scope, or raise `NotHere`."""
    rows = visits(actor, permit=permit).select_related("person", "visitor", "phone")
    found: Visit | None = rows.filter(pk=visit_id).first()
    if found is None:
        raise NotHere("visit", visit_id)
    return found


@dataclass(frozen=True, slots=True)
class Whole:
    """One visit and the files kept with it."""

    one: Visit
    proofs: Sequence[Proof]


@reading(
    permit=READ, title=_("查看一次探访"), subject="person", ids=lambda found: [found.one.person_id]
)
def whole(actor: Actor, visit_id: int) -> Whole:
    """Return one visit whole, or raise `NotHere`."""
    one = visit(actor, visit_id)
    return Whole(one, list(one.proofs.select_related("file").order_by("pk")))


@reading(
    permit=READ,
    title=_("查看探访的照片或签名"),
    subject="visit",
    ids=lambda found: [found.visit_id],
)
def proof(actor: Actor, visit_id: int, proof_id: int) -> Proof:
    """Return one file of a visit in scope, or raise `NotHere`."""
    visit(actor, visit_id)
    found = Proof.objects.select_related("file").filter(pk=proof_id, visit=visit_id).first()
    if found is None:
        raise NotHere("proof", proof_id)
    return found


def image_of(found: Proof) -> bytes:
    """Return the bytes of a file."""
    with opened(found.file) as stream:
        return stream.read()


_WAS_VISITED = RowsOf(Visit)


@reading(
    permit=READ, title=_("查看个人的探访"), subject="person",
    ids=lambda found: sorted({one.person_id for one in found}),
)  # fmt: skip
def history(actor: Actor, person: int) -> list[Visit]:
    """Return a person's newest thirty visits, within the actor's scope."""
    if not _WAS_VISITED(person):
        return []
    rows = visits(actor).filter(person=person, retracted_at=None).select_related("visitor")
    return list(rows.order_by("-at", "-pk")[:30])


def last_visits(persons: Collection[int], *, on: date) -> dict[int, date]:
    """Return the day of each person's last finished visit up to a day; absent where none is.

    Without an actor: for rules over everybody, whose caller shows only whom its actor may see.
    """
    found: dict[int, date] = {}
    wanted = sorted(set(persons))
    for start in range(0, len(wanted), AT_ONCE):
        rows = Visit.objects.filter(
            person__in=wanted[start : start + AT_ONCE], on__lte=on, retracted_at=None,
            outcome=Outcome.DONE,
        )  # fmt: skip
        found |= dict(rows.order_by().values_list("person").annotate(day=Max("on")))
    return found


def last_chores(
    persons: Collection[int], *, on: date, within: int = 200
) -> Mapping[int, dict[str, date]]:
    """Return when each chore was last done at each person's house, over some past days."""
    found: dict[int, dict[str, date]] = {}
    wanted = sorted(set(persons))
    for start in range(0, len(wanted), AT_ONCE):
        rows = Visit.objects.filter(
            person__in=wanted[start : start + AT_ONCE], on__lte=on, retracted_at=None,
            outcome=Outcome.DONE, on__gt=on - timedelta(within),
        ).exclude(chores=[])  # fmt: skip
        for person, day, chores in rows.order_by("on").values_list("person", "on", "chores"):
            found[person] = {**found.get(person, {}), **dict.fromkeys(chores, day)}
    return found
