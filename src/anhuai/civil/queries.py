"""Social organisations, volunteers and their teams on a day."""

from calendar import isleap
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.civil.models import SocialOrganisation, Volunteer, VolunteerTeam
from anhuai.civil.rules import OrganisationField, OrganisationKind
from anhuai.places.queries import stood
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.searching import matching
from anhuai.platform.wall import Walled, declare_walled, of_person

READ = Permit.CIVIL_READ

declare_walled(Walled("civil_volunteer", of_person("person_id")))


def in_force(on: date) -> Q:
    """Return the condition that a dated row holds on a day."""
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def _in(division: str | None, column: str) -> Q:
    return in_subtree(column, division) if division else Q()


def organisations(
    actor: Actor,
    *,
    on: date,
    kind: Collection[OrganisationKind | str] | OrganisationKind | str = (),
    field: OrganisationField | str = "",
    division: str | None = None,
    q: str = "",
) -> QuerySet[SocialOrganisation]:
    """Return the organisations that existed on a day; division in `place`.

    Columns `has_party_organisation`, `is_party_demonstration` and `since` (registered on).
    """
    placed = stood("civil.social_organisation.division", "division", on=on)
    rows = SocialOrganisation.objects.annotate(place=placed).filter(
        actor.scope(READ).within("place"), in_force(on), _in(division, "place")
    )
    kinds = (kind,) if isinstance(kind, str) and kind else kind
    if kinds:
        rows = rows.filter(kind__in=[str(one) for one in kinds])
    if field:
        rows = rows.filter(field=str(field))
    return matching(rows, q) if q else rows


def volunteers(
    actor: Actor,
    *,
    on: date,
    min_age: int | None = None,
    division: str | None = None,
    q: str = "",
) -> QuerySet[Volunteer]:
    """Return the volunteers enrolled on a day and alive then; division in `place`.

    `min_age` is in full years on the day.
    """
    placed = stood("people.person.division", "person__division", on=on, row="person")
    rows = (
        Volunteer.objects.annotate(place=placed)
        .filter(actor.scope(READ).within("place"), in_force(on), _in(division, "place"))
        .filter(Q(person__died=None) | Q(person__died__gt=on))
    )
    if min_age is not None:
        rows = rows.filter(person__born__lte=_born_by(on, min_age))
    return rows.filter(person__name__startswith=q) if q else rows


def _born_by(on: date, age: int) -> date:
    """Return the latest birth date of those who are `age` on a day."""
    year = on.year - age
    if (on.month, on.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return on.replace(year=year)


def teams(actor: Actor, *, on: date, division: str | None = None) -> QuerySet[VolunteerTeam]:
    """Return the volunteer teams registered on a day; division in `place`."""
    placed = stood("civil.volunteer_team.division", "division", on=on)
    return VolunteerTeam.objects.annotate(place=placed).filter(
        actor.scope(READ).within("place"), in_force(on), _in(division, "place")
    )


def organisation(
    actor: Actor, organisation_id: int, *, permit: Permit = READ
) -> SocialOrganisation:
    """Return one organisation in the permit's scope, ended or not, or raise `NotHere`."""
    scope = actor.scope(permit).within("division")
    found = SocialOrganisation.objects.filter(scope, pk=organisation_id).first()
    if found is None:
        raise NotHere("social_organisation", organisation_id)
    return found


def volunteer(actor: Actor, volunteer_id: int, *, permit: Permit = READ) -> Volunteer:
    """Return one enrolment in the permit's scope, or raise `NotHere`."""
    scope = actor.scope(permit).within("person__division")
    found = Volunteer.objects.select_related("person").filter(scope, pk=volunteer_id).first()
    if found is None:
        raise NotHere("volunteer", volunteer_id)
    return found


def team(actor: Actor, team_id: int, *, permit: Permit = READ) -> VolunteerTeam:
    """Return one team in the permit's scope, or raise `NotHere`."""
    scope = actor.scope(permit).within("division")
    found = VolunteerTeam.objects.filter(scope, pk=team_id).first()
    if found is None:
        raise NotHere("volunteer_team", team_id)
    return found


VOLUNTEER_ROW = (
    "pk", "person_id", "person__name", "person__sex", "person__born", "person__division", "since",
)  # fmt: skip


@reading(
    permit=READ,
    title=_("查看志愿者名单"),
    subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)
def volunteer_page(
    actor: Actor,
    *,
    on: date,
    order: Sequence[str],
    after: str = "",
    min_age: int | None = None,
    division: str | None = None,
    q: str = "",
) -> Window:
    """Return one page of volunteers, each a row of `VOLUNTEER_ROW`."""
    rows = volunteers(actor, on=on, min_age=min_age, division=division, q=q)
    return window(rows, fields=VOLUNTEER_ROW, order=order, after=after)


_HAS_VOLUNTEERED = RowsOf(Volunteer)


def volunteering(actor: Actor, person_id: int) -> list[tuple[date, date | None]]:
    """Return when a person in scope volunteered, newest first."""
    if not _HAS_VOLUNTEERED(person_id):
        return []
    rows = Volunteer.objects.filter(
        actor.scope(READ).within("person__division"), person=person_id
    ).order_by("-since")
    return list(rows.values_list("since", "until"))
