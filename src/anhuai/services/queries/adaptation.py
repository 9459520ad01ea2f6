"""Adaptations of homes: whom a permit reaches, lists, one whole, candidates, what plans count."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.assessments import queries as assessments
from anhuai.kernel.months import age_on
from anhuai.people import queries as people
from anhuai.people.queries.scope import Unindexed
from anhuai.platform import wall
from anhuai.platform.acting import SYSTEM, Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.files import opened
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches
from anhuai.services.models import (
    Adaptation,
    AdaptationEntry,
    AdaptationPhoto,
    AdaptationWork,
    Contractor,
)
from anhuai.services.queries.visits import called
from anhuai.services.rules.adaptation import ACCEPTED_STATES, Needy, State, reasons
from anhuai.services.rules.family_beds import SCALE

READ, MANAGE, PROVIDE = Permit.HOME_READ, Permit.HOME_MANAGE, Permit.HOME_PROVIDE
SCHEME = "home_adaptation"
"""The benefit it is (item 6 of the national list): once it was paid in cash, now in kind."""
HARDSHIPS = ("tekun", "dibao", "hardship_elder")
DISABILITIES = ("disability", "severe_disability", "disabled_elder")
ROW = (
    "pk", "person_id", "person__name", "place", "state", "due_on", "opened_on", "public", "own",
    "contractor__organisation__name", "accepted_on",
)  # fmt: skip
AT_ONCE = 500


class WhichAdaptations(TypedDict, total=False):
    """Which adaptations: of a state, a place, a year of acceptance, a contractor; overdue ones."""

    state: str
    division: str
    year: int | None
    contractor: int | None
    overdue: date | None


def reached(rows: QuerySet[Any], actor: Actor, permit: Permit, own: str) -> QuerySet[Any]:
    """Return the rows of persons the permit reaches, or of its organisations (`own` names them)."""
    scope = actor.scope(permit)
    found: QuerySet[Any] = rows.alias(
        lives_at=Unindexed("person__division"), registered_at=Unindexed("person__hukou")
    ).filter(
        scope.within("lives_at") | scope.within("registered_at") | Q(person__in=scope.persons)
        | Q(**{f"{own}__in": scope.organisations})
    )  # fmt: skip
    return found


def adaptations(actor: Actor, *, permit: Permit = READ) -> QuerySet[Adaptation]:
    """Return the adaptations of persons the permit reaches, and those a builder is to build."""
    return reached(Adaptation.objects.all(), actor, permit, "contractor__organisation")


@reaches("adaptation", READ)
def adaptations_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some adaptations the actor may see."""
    return set(adaptations(actor).filter(pk__in=ids).values_list("pk", flat=True))


def listed_adaptations(
    actor: Actor, *, q: str = "", **which: Unpack[WhichAdaptations]
) -> QuerySet[Adaptation]:
    """Return the adaptations a list asks for."""
    rows = adaptations(actor)
    if state := which.get("state"):
        rows = rows.filter(state=state)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if year := which.get("year"):
        rows = rows.filter(accepted_on__year=year, state__in=ACCEPTED_STATES)
    if contractor := which.get("contractor"):
        rows = rows.filter(contractor=contractor)
    if overdue := which.get("overdue"):
        rows = rows.filter(due_on__lt=overdue)
    if not q:
        return rows
    mine = Q(contractor__organisation__in=actor.scope(READ).organisations, person__name__contains=q)
    return rows.filter(Q(person__in=called(actor, q)) | mine)


@reading(
    permit=READ, title=_("查看适老化改造名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def adaptation_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-opened_on",), after: str = "",
    **which: Unpack[WhichAdaptations],
) -> Window:  # fmt: skip
    """Return one page of adaptations, each a row of `ROW`."""
    with wall.lifted():  # a builder's persons live outside the area its page shows
        rows = listed_adaptations(actor, q=q, **which)
        return window(rows, fields=ROW, order=order, after=after)


def counted_adaptations(actor: Actor, *, q: str = "", **which: Unpack[WhichAdaptations]) -> int:
    """Return how many adaptations a list asks for."""
    with wall.lifted():
        return listed_adaptations(actor, q=q, **which).count()


@reading(
    permit=READ, title=_("导出适老化改造"), subject="person",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
def all_adaptations(
    actor: Actor, *, q: str = "", **which: Unpack[WhichAdaptations]
) -> list[tuple[Any, ...]]:
    """Return every adaptation a list asks for, each a row of `ROW`."""
    with wall.lifted():
        rows = listed_adaptations(actor, q=q, **which).order_by("opened_on", "pk")
        return list(rows.values_list(*ROW))


def adaptation(actor: Actor, key: int, *, permit: Permit = READ) -> Adaptation:
    """Return one adaptation in the permit's scope, or raise `NotHere`."""
    with wall.lifted():
        rows = adaptations(actor, permit=permit)
        rows = rows.select_related("person", "home", "contractor__organisation", "entry")
        found: Adaptation | None = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("adaptation", key)
    return found


@dataclass(frozen=True, slots=True)
class AdaptationFile:
    """One adaptation whole: its works, photos and timeline newest first, and where it is now."""

    one: Adaptation
    works: Sequence[AdaptationWork]
    photos: Sequence[AdaptationPhoto]
    entries: Sequence[AdaptationEntry]
    moved: bool
    """Whether the person lives in another home than the one that is adapted."""


@reading(
    permit=READ, title=_("查看一户适老化改造"), subject="person",
    ids=lambda found: [found.one.person_id],
)  # fmt: skip
def adaptation_file(actor: Actor, key: int) -> AdaptationFile:
    """Return one adaptation whole, or raise `NotHere`."""
    one = adaptation(actor, key)
    with wall.lifted():
        return AdaptationFile(
            one, list(one.works.order_by("pk")),
            list(one.photos.select_related("file").order_by("pk")),
            list(one.entries.order_by("-on", "-pk")), has_moved(one),
        )  # fmt: skip


def has_moved(one: Adaptation) -> bool:
    """Say whether the person lives elsewhere than in the home that was taken up."""
    person = one.person
    if person.died is not None:
        return False
    return person.household_id != one.home_id or (person.division or person.hukou) != one.place


@reading(
    permit=READ, title=_("查看适老化改造照片"), subject="adaptation",
    ids=lambda found: [found.adaptation_id],
)  # fmt: skip
def adaptation_photo(actor: Actor, key: int, photo: int) -> AdaptationPhoto:
    """Return one photo of an adaptation in scope, or raise `NotHere`."""
    adaptation(actor, key)
    with wall.lifted():
        found = AdaptationPhoto.objects.select_related("file").filter(pk=photo, adaptation=key)
        one = found.first()
    if one is None:
        raise NotHere("adaptation_photo", photo)
    return one


def photo_bytes(found: AdaptationPhoto) -> bytes:
    """Return the bytes of a photo."""
    with opened(found.file) as stream:
        return stream.read()


_HAS_ANY = RowsOf(Adaptation)


@reading(
    permit=READ, title=_("查看个人的适老化改造"), subject="person",
    ids=lambda found: sorted({one.person_id for one in found}),
)  # fmt: skip
def adaptations_of(actor: Actor, person: int) -> list[Adaptation]:
    """Return a person's adaptations within scope, newest first."""
    if not _HAS_ANY(person):
        return []
    return list(adaptations(actor).filter(person=person).order_by("-pk"))


def contractors(actor: Actor, *, on: date | None = None) -> QuerySet[Contractor]:
    """Return who may adapt homes; with a day, those listed and licensed on it."""
    actor.require(READ)
    rows = Contractor.objects.select_related("organisation").order_by("organisation__pinyin", "pk")
    return rows if on is None else rows.filter(listed_on(on), licence_until__gt=on)


def listed_on(on: date) -> Q:
    """Return the condition that a contractor is on the list on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def contractor(actor: Actor, key: int) -> Contractor:
    """Return one contractor, or raise `NotHere`."""
    found = contractors(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("contractor", key)
    return found


# who may have one -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whose home may be adapted and is not yet, and why."""

    person: int
    name: str
    born: date
    place: str
    reasons: tuple[str, ...]


def candidates(actor: Actor, *, on: date, q: str = "", division: str = "") -> Iterator[Candidate]:
    """Yield who may have their home adapted on a day, within the actor's scope, by place.

    By the register's circumstances and levels, as item 6 of the national list has it; never ticked
    by hand.
    """
    rows: QuerySet[Any] = people.residents(actor, on=on, min_age=60, division=division)
    hard = Q()
    for code in HARDSHIPS:
        held = people.with_circumstance(actor, code=code, on=on, min_age=60, division=division)
        hard |= Q(pk__in=held.values("pk"))
    rows = rows.filter(hard).exclude(pk__in=_taken().values("person"))
    rows = rows.exclude(household__in=_taken().exclude(home=None).values("home"))
    if q:
        rows = rows.filter(pk__in=called(actor, q))
    found = list(rows.order_by("place", "pk").values_list("pk", "name", "born", "place").distinct())
    for start in range(0, len(found), AT_ONCE):
        part = found[start : start + AT_ONCE]
        why = needs([row[0] for row in part], {row[0]: row[2] for row in part}, on=on)
        for key, name, born, place in part:
            if why[key]:
                yield Candidate(key, name, born, place, why[key])


def entitled(actor: Actor, person: int, *, on: date) -> tuple[str, ...]:
    """Return why somebody in reach may have one; () where they may not; raises `NotHere`."""
    one = people.person_in_scope(actor, person, permit=MANAGE)
    here = one.died is None and one.left is None
    return needs([person], {person: one.born}, on=on)[person] if here else ()


@reading(permit=MANAGE, title=_("查看可改造名单"), subject="person", ids=lambda persons: persons)
def shown_candidates(actor: Actor, *, persons: Sequence[int]) -> Sequence[int]:
    """Note on the trail which candidates a page shows."""
    del actor
    return persons


def works_of(one: Adaptation) -> list[AdaptationWork]:
    """Return the works of an adaptation that is in scope already."""
    with wall.lifted():
        return list(one.works.order_by("pk"))


def _taken() -> QuerySet[Adaptation]:
    return Adaptation.objects.exclude(state=State.CANCELLED)


def needs(
    persons: Collection[int], born: dict[int, date], *, on: date
) -> dict[int, tuple[str, ...]]:
    """Return why each of some persons may have one by circumstances; () where they may not."""
    held: dict[int, set[str]] = {key: set() for key in persons}
    for person, code, _kind, _since in people.held(
        {*HARDSHIPS, *DISABILITIES}, on=on, persons=persons
    ):
        held[person].add(code)
    levels = assessments.levels_on(SYSTEM, scale=SCALE, on=on, persons=persons)
    return {
        key: reasons(
            Needy(
                age_on(born[key], on), tuple(code for code in HARDSHIPS if code in held[key]),
                bool(held[key] & set(DISABILITIES)), levels[key].level if key in levels else None,
            )
        )
        for key in persons
    }  # fmt: skip


# what plans count -------------------------------------------------------------------------------


def adapted(actor: Actor, *, since: date, until: date, division: str = "") -> QuerySet[Adaptation]:
    """Return the homes whose adaptation was accepted in [since, until); `place` is where.

    A home counts once: the table holds no second adaptation of one. What was accepted stands,
    whoever has died or moved since.
    """
    rows = Adaptation.objects.filter(
        actor.scope(READ).within("place"), in_subtree("place", division),
        state__in=ACCEPTED_STATES, accepted_on__gte=since, accepted_on__lt=until,
    )  # fmt: skip
    return rows.annotate(name=F("person__name"))


def adaptation_figures(actor: Actor, *, on: date) -> dict[str, int]:
    """Return how many are in each state, overdue, and accepted in the year up to a day."""
    with wall.lifted():
        rows = adaptations(actor)
        found = {str(state): 0 for state in State}
        for state in rows.values_list("state", flat=True):
            found[state] += 1
        found["overdue"] = rows.filter(due_on__lt=on).count()
        year = rows.filter(
            state__in=ACCEPTED_STATES, accepted_on__year=on.year, accepted_on__lte=on
        )
        found["year"] = year.count()
    return found
