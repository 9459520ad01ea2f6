"""From a named fact of the measure language to the rows of a lower room that are it.

Every function gives a queryset within the actor's scope, the column that carries the division, and
the column to add up ("" counts rows).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final, cast

from django.db.models import Q, QuerySet

from anhuai.childcare import queries as childcare
from anhuai.civil import queries as civil
from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import kinds_of
from anhuai.kernel.divisions import Level
from anhuai.people import queries as people
from anhuai.placements import queries as placements
from anhuai.places import queries as places
from anhuai.plans.models import Project
from anhuai.plans.queries.frame import Frame
from anhuai.plans.rules import Source
from anhuai.platform.acting import Actor, in_subtree
from anhuai.services import queries as services
from anhuai.siting import queries as siting
from anhuai.workforce import queries as workforce

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a fact; `amount` names the column added up, `distinct` the one counted."""

    rows: "QuerySet[Any]"
    place: str
    amount: str = ""
    distinct: str = ""


def _residents(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    return _people(people.residents, actor, given, frame, division)


def _registered(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    return _people(people.registered, actor, given, frame, division)


def _people(
    kind: Callable[..., "QuerySet[Any]"], actor: Actor, given: Given, frame: Frame, division: str
) -> Rows:
    rows = kind(actor, on=frame.on, division=division, min_age=given.get("min_age"))
    if "hukou_kind" in given:
        rows = rows.filter(hukou_kind=given["hukou_kind"])
    return Rows(rows, "place")


def _circumstance(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    asked = [
        {"kind": kind, "grade": grade}
        for kind in given.get("kinds", (None,))
        for grade in given.get("grades", (None,))
    ]
    if len(asked) == 1:
        rows = people.with_circumstance(
            actor, code=given["code"], on=frame.on, division=division, **asked[0]
        )
    else:
        held = [
            Q(pk__in=people.with_circumstance(
                actor, code=given["code"], on=frame.on, division=division, **one
            ).values("pk"))
            for one in asked
        ]  # fmt: skip
        rows = people.residents(actor, on=frame.on, division=division).filter(reduce(or_, held))
    if "also" in given:
        also = people.with_circumstance(actor, code=given["also"], on=frame.on, division=division)
        rows = rows.filter(pk__in=also.values("pk"))
    return Rows(rows, "place")


def _which(given: Given, division: str) -> dict[str, Any]:
    kinds = set(given.get("kinds", ()))
    for group in given.get("groups", ()):
        kinds |= set(kinds_of(group))
    which: dict[str, Any] = {"division": division, "kinds": sorted(kinds)}
    for name in ("ownership", "tier", "licences"):
        if name in given:
            which[name] = given[name]
    return which


def _operating(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    which = _which(given, division)
    # Several marks in a definition mean any of them, the room's own filter asks for all.
    asked = [{**which, "marks": (mark,)} for mark in given.get("marks", ())] or [which]
    if "opened" in given:
        since = frame.since(given["opened"])
        found = [facilities.opened(actor, since=since, until=frame.after, **one) for one in asked]
    else:
        found = [facilities.operating(actor, on=frame.on, **one) for one in asked]
    rows: QuerySet[Any] = reduce(or_, found)
    if "works" in given:
        done = facilities.works(
            actor, since=frame.on.min, until=frame.after, kind=given["works"], division=division
        )
        rows = rows.filter(pk__in=done.values("facility"))
    if "urban" in given:
        rows = rows.filter(place__in=_committees(actor, frame, division, urban=given["urban"]))
    return Rows(rows, "place")


def _committees(actor: Actor, frame: Frame, division: str, *, urban: bool) -> Collection[str]:
    found = places.divisions(
        actor, on=frame.on, level=Level.VILLAGE, urban=urban, division=division
    )
    return list(found.values_list("code", flat=True))


def _beds(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    rows = facilities.beds(
        actor, on=frame.on, nursing=given.get("nursing"), public=given.get("public"),
        **_which(given, division),
    )  # fmt: skip
    return Rows(rows, "place")


def _occupied(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    return Rows(placements.occupied(actor, on=frame.on, **_which(given, division)), "place")


def _housing(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    rows = siting.completed_projects(
        actor, on=frame.on, division=division, compliant=given.get("compliant")
    )
    return Rows(rows, "division")


def _rooms(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    rows = siting.rooms_on(
        actor, on=frame.on, division=division, free_for_elders=given.get("free_for_elders")
    )
    return Rows(rows, "division")


def _childcare_places(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    rows = facilities.childcare_places(actor, on=frame.on, **_which(given, division))
    return Rows(rows, "place", amount="places")


def _inclusive(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    del given
    return Rows(childcare.inclusive_places(actor, on=frame.on, division=division), "place")


def _works(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    stage = "started" if "started" in given else "accepted"
    since = frame.since(given[stage]) if stage in given else frame.on.min
    rows = facilities.works(
        actor, since=since, until=frame.after, stage=stage, kind=given.get("works"),
        **_which(given, division),
    )  # fmt: skip
    if "barrier_free" in given:
        rows = rows.filter(barrier_free=given["barrier_free"])
    return Rows(rows, "place")


def _posts(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    which: dict[str, Any] = {
        "kinds": given.get("kinds", ()), "division": division,
        "groups": given.get("facility_groups", ()), "certified": given.get("certified"),
    }  # fmt: skip
    if "trained" in given:
        which["trained_since"] = frame.since(given["trained"])
        which["trainings"] = given.get("trainings", ())
    if "begun" in given:
        rows = workforce.begun(
            actor, since=frame.since(given["begun"]), until=frame.after,
            inducted=given.get("inducted", ()), **which,
        )  # fmt: skip
    else:
        rows = workforce.posts(actor, on=frame.on, **which)
    return Rows(rows, "place")


def _trainings(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    rows = workforce.trainings(
        actor, since=frame.since(given["completed"]), until=frame.after,
        trainings=given.get("trainings", ()), post_kinds=given.get("post_kinds", ()),
        division=division,
    )  # fmt: skip
    return Rows(rows, "place", distinct="worker" if given.get("distinct") else "")


def _organisations(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    rows = civil.organisations(
        actor, on=frame.on, kind=given.get("kinds", ()), field=given.get("works_in", ""),
        division=division,
    )  # fmt: skip
    for flag in ("has_party_organisation", "is_party_demonstration"):
        if flag in given:
            rows = rows.filter(**{flag: given[flag]})
    if "registered" in given:
        rows = rows.filter(since__gte=frame.since(given["registered"]))
    return Rows(rows, "place")


def _volunteers(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    rows = civil.volunteers(actor, on=frame.on, min_age=given.get("min_age"), division=division)
    return Rows(rows, "place")


def _teams(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    del given
    return Rows(civil.teams(actor, on=frame.on, division=division), "place")


def _projects(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    del actor  # what a plan lists is public
    rows = Project.objects.filter(in_subtree("plan__division", division), plan__code=frame.plan)
    if "status" in given:
        rows = rows.filter(status=given["status"])
    if "about" in given:
        rows = rows.filter(name__contains=given["about"])
    return Rows(rows, "plan__division")


def _targets(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    rows = services.targets(actor, on=frame.on, division=division, visited=given.get("visited"))
    return Rows(rows, "place")


def _adapted(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    since = frame.since(given["accepted"]) if "accepted" in given else frame.on.min
    return Rows(services.adapted(actor, since=since, until=frame.after, division=division), "place")


def _learners(actor: Actor, given: Given, frame: Frame, division: str) -> Rows:
    del given
    return Rows(services.learners(actor, on=frame.on, division=division), "place")


_READERS: Final[Mapping[str, Callable[[Actor, Given, Frame, str], Rows]]] = {
    "people.residents": _residents,
    "people.registered": _registered,
    "people.with_circumstance": _circumstance,
    "facilities.operating": _operating,
    "facilities.beds": _beds,
    "placements.occupied": _occupied,
    "siting.projects": _housing,
    "siting.rooms": _rooms,
    "facilities.childcare_places": _childcare_places,
    "childcare.inclusive": _inclusive,
    "facilities.works": _works,
    "services.targets": _targets,
    "services.adapted": _adapted,
    "services.learners": _learners,
    "workforce.posts": _posts,
    "workforce.trainings": _trainings,
    "civil.organisations": _organisations,
    "civil.volunteers": _volunteers,
    "civil.teams": _teams,
    "plans.projects": _projects,
}


def rows_of(actor: Actor, source: Source, frame: Frame, division: str) -> Rows:
    """Return the rows that a fact is, in a subtree, within the actor's scope."""
    return _READERS[source.name](actor, cast("Given", source.given), frame, division)
