"""Applications: lists of them, one whole with why it stands where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.placements.models import Application, Offer, Wish
from anhuai.placements.queries.parameters import rules_of
from anhuai.placements.queries.reach import applications, beyond, placed
from anhuai.placements.queries.waiting import facts_of, line_of
from anhuai.placements.rules.priority import Facts, Standing, Why, explained, standing
from anhuai.placements.rules.words import OPEN, Step
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit

READ = Permit.PLACEMENTS_READ
APPLICATION_ROW = (
    "pk", "person_id", "person__name", "place", "number", "kind", "state", "applied_on", "nursing",
)  # fmt: skip
FOUND_LIMIT = 2000


class WhichApplications(TypedDict, total=False):
    """Which applications: of a kind, a state ("" those open), a place, for an institution."""

    kind: str
    state: str
    division: str
    facility: int | None


def listed_applications(
    actor: Actor, *, q: str = "", **which: Unpack[WhichApplications]
) -> QuerySet[Application]:
    """Return the applications a list asks for; `state` "" those open, "all" every one."""
    rows = placed(applications(actor))
    state = which.get("state", "")
    if state in set(Step):
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.filter(state__in=OPEN)
    if kind := which.get("kind"):
        rows = rows.filter(kind=kind)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if (facility := which.get("facility")) is not None:
        rows = rows.filter(pk__in=Wish.objects.filter(facility=facility).values("application"))
    if not q:
        return rows
    if "-" in q and q.replace("-", "").isdigit():
        return rows.filter(number=q)
    return rows.filter(person__in=called(actor, q))


def called(actor: Actor, q: str) -> list[int]:
    """Return the persons in scope whose name matches, the first two thousand."""
    asked = people.Asked(q=q, state="all")
    found = people.find(actor, asked=asked, on=clock.today())
    return list(found.values_list("pk", flat=True)[:FOUND_LIMIT])


@reading(
    permit=READ, title=_("查看入住申请名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def application_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("applied_on",), after: str = "",
    **which: Unpack[WhichApplications],
) -> Window:  # fmt: skip
    """Return one page of applications, each a row of `APPLICATION_ROW`."""
    with beyond():
        rows = listed_applications(actor, q=q, **which)
        return window(rows, fields=APPLICATION_ROW, order=order, after=after)


@reading(
    permit=Permit.PLACEMENTS_MANAGE, title=_("导出入住申请"), subject="person",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
def all_applications(
    actor: Actor, *, q: str = "", **which: Unpack[WhichApplications]
) -> list[tuple[Any, ...]]:
    """Return every application a list asks for, each a row of `APPLICATION_ROW`."""
    with beyond():
        rows = listed_applications(actor, q=q, **which).order_by("applied_on", "pk")
        return list(rows.values_list(*APPLICATION_ROW))


def application(actor: Actor, application_id: int, *, permit: Permit = READ) -> Application:
    """Return one application in the permit's scope, or raise `NotHere`."""
    with beyond():
        rows = placed(applications(actor, permit=permit)).select_related("person")
        found: Application | None = rows.filter(pk=application_id).first()
    if found is None:
        raise NotHere("placement", application_id)
    return found


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """One application whole: its facts, every rule's word, its place in each list, its offers."""

    one: Application
    facts: Facts
    standing: Standing
    why: Sequence[Why]
    places: Mapping[int | None, int]
    wishes: Sequence[Wish]
    offers: Sequence[Offer]


@reading(
    permit=READ, title=_("查看入住申请"), subject="person", ids=lambda found: [found.one.person_id]
)
def application_file(actor: Actor, application_id: int, *, on: date) -> ApplicationFile:
    """Return one application with how its place is computed, or raise `NotHere`."""
    one = application(actor, application_id)
    with beyond():
        person = one.person
        row = (one.pk, one.person_id, one.applied_on, person.born, one.kind, person.division)
        (facts,) = facts_of([row], on)
        rules = rules_of(on)
        waits = one.state in (Step.WAITING, Step.OFFERED, Step.ACCEPTED)
        return ApplicationFile(
            one, facts, standing(facts, rules), explained(facts, rules),
            line_of(one, on) if waits else {},
            list(Wish.objects.filter(application=one).select_related("facility").order_by("rank")),
            list(Offer.objects.filter(application=one).select_related("facility").order_by("-pk")),
        )  # fmt: skip


_HAS_ANY = RowsOf(Application)


def of_person(actor: Actor, person: int) -> list[Application]:
    """Return a person's applications within scope, newest first."""
    if not _HAS_ANY(person):
        return []
    rows = applications(actor).filter(person=person)
    return list(rows.order_by("-applied_on", "-pk"))
