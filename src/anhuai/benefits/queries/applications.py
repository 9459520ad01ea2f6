"""Applications within an actor's divisions, or of a family's own people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.models import Application, ApplicationStep, Photo
from anhuai.benefits.queries.declaring import declarable
from anhuai.benefits.rules.kinds import Plain
from anhuai.benefits.rules.procedure import CLOSED
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.models import StoredFile
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches
from anhuai.platform.wall import Walled, declare_walled, in_area, is_named

READ = Permit.BENEFITS_READ
FOUND_LIMIT = 2000
ROW = (
    "pk", "person_id", "person__name", "item", "division", "channel", "state", "since", "due",
    "whole_due", "applied_on",
)  # fmt: skip

_SHOWN = f"{in_area('division')} OR {is_named('person_id')}"
_OF_APPLICATION = (
    "EXISTS (SELECT 1 FROM benefits_application a"
    " WHERE a.id = benefits_applicationstep.application_id)"
)
declare_walled(
    Walled("benefits_application", _SHOWN),
    Walled("benefits_applicationstep", _OF_APPLICATION),
)


class WhichApplications(TypedDict, total=False):
    """How applications are chosen; what is left out does not restrict."""

    item: str
    state: str
    division: str
    late_on: date | None
    """Those whose step or decision is due before this day."""
    is_open: bool


def reach(actor: Actor, permit: Permit = READ) -> Q:
    """Return the condition that an application lies in the actor's area or is of their own."""
    scope = actor.scope(permit)
    return scope.within("division") | Q(person__in=scope.persons)


def applications(
    actor: Actor, permit: Permit = READ, **which: Unpack[WhichApplications]
) -> QuerySet[Application]:
    """Return the applications a permit reaches."""
    actor.require(permit)
    rows = Application.objects.filter(reach(actor, permit))
    if which.get("item"):
        rows = rows.filter(item=which["item"])
    if which.get("state"):
        rows = rows.filter(state=which["state"])
    if which.get("division"):
        rows = rows.filter(in_subtree("division", which["division"]))
    if which.get("is_open"):
        rows = rows.exclude(state__in=CLOSED)
    late = which.get("late_on")
    if late is not None:
        rows = rows.exclude(state__in=CLOSED).filter(Q(due__lt=late) | Q(whole_due__lt=late))
    return rows


def listed(
    actor: Actor, *, q: str = "", **which: Unpack[WhichApplications]
) -> QuerySet[Application]:
    """Return the applications whose person's name matches."""
    rows = applications(actor, **which)
    if not q:
        return rows
    asked = people.Asked(q=q, state="all")
    names = people.find(actor, asked=asked, on=clock.today()).values_list("pk", flat=True)
    return rows.filter(person__in=list(names[:FOUND_LIMIT]))


@reading(
    permit=READ, title=_("查看申请名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-pk",), after: str = "",
    **which: Unpack[WhichApplications],
) -> Window:  # fmt: skip
    """Return one page of applications, each a row of `ROW`."""
    return window(listed(actor, q=q, **which), fields=ROW, order=order, after=after)


def application(actor: Actor, key: int, *, permit: Permit = READ) -> Application:
    """Return an application the permit reaches; raises `NotHere`."""
    rows = applications(actor, permit).select_related("person", "applicant")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("application", key)
    return found


@dataclass(frozen=True, slots=True)
class Detail:
    """One application with its steps, oldest first."""

    application: Application
    steps: Sequence[ApplicationStep]
    photos: Sequence[tuple[int, int, str]]
    """(step, file, name)."""


@reading(
    permit=READ, title=_("查看申请"), subject="person",
    ids=lambda found: [found.application.person_id],
)  # fmt: skip
def detail(actor: Actor, key: int) -> Detail:
    """Return one application whole; raises `NotHere`."""
    found = application(actor, key)
    photos = Photo.objects.filter(step__application=found).order_by("pk")
    return Detail(
        found,
        list(found.steps.order_by("pk")),
        list(photos.values_list("step_id", "file_id", "file__name")),
    )


def photo(actor: Actor, key: int, file: int) -> StoredFile:
    """Return a photo of an application the actor reaches; raises `NotHere`."""
    found = application(actor, key)
    row = Photo.objects.filter(step__application=found, file=file).select_related("file").first()
    if row is None:
        raise NotHere("file", file)
    return row.file


_HAS_ANY = RowsOf(Application)


@reading(
    permit=READ, title=_("查看一个人的申请"), subject="person",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
def of_person(actor: Actor, person: int) -> list[tuple[Any, ...]]:
    """Return a person's applications within reach, newest first, each a row of `ROW`."""
    people.person_in_scope(actor, person, permit=READ)
    if not _HAS_ANY(person):
        return []
    rows = applications(actor).filter(person=person).order_by("-pk")
    return list(rows.values_list(*ROW))


def counts(actor: Actor, *, on: date) -> dict[str, int]:
    """Return how many open applications stand in each state, and under "late" those overdue."""
    rows = applications(actor, is_open=True)
    found: dict[str, int] = {}
    for state in rows.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    found["late"] = applications(actor, late_on=on).count()
    return found


def to_escalate(*, on: date) -> QuerySet[Application]:
    """Return the open applications whose clock ran out and was not escalated yet."""
    rows = Application.objects.exclude(state__in=CLOSED).filter(due__lt=on)
    return rows.exclude(escalated_for=F("due")).order_by("pk")


def to_review(*, on: date) -> QuerySet[Application]:
    """Return the grants whose day of review has come."""
    return Application.objects.filter(state="granted", review_on__lte=on).order_by("pk")


OFFERED = 20


@reading(
    permit=Permit.BENEFITS_APPLY, title=_("查找申请人"), subject="person",
    ids=lambda rows: [row[0] for row in rows],
)  # fmt: skip
def claimants(actor: Actor, *, q: str = "") -> list[tuple[int, str, str]]:
    """Return (person, name, division) of whom the actor may apply for, by name or number."""
    reached = people.visible(actor, permit=Permit.BENEFITS_APPLY)
    found = people.find(actor, asked=people.Asked(q=q), on=clock.today())
    rows = found.filter(pk__in=reached.values("pk")).order_by("pinyin", "pk")
    return list(rows.values_list("pk", "name", "division")[:OFFERED])


@reaches("application", READ)
def applications_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some applications the actor may see."""
    return set(applications(actor).filter(pk__in=ids).values_list("pk", flat=True))


def said_of(one: Application) -> dict[str, Plain]:
    """Return what the applicant declared; what is no fact of the rules any more is left out."""
    known = {fact.code: fact for fact in declarable(one.item)}
    told = one.answers.get("facts", {})
    return {code: known[code].type.decode(value) for code, value in told.items() if code in known}
