"""One person's whole life, and one household, as plain facts ready to be shown."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import BigIntegerField, DateField, Q
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.identity import mask_citizen_id, mask_phone
from anhuai.people.models import (
    Circumstance,
    Consent,
    Contact,
    Household,
    Kinship,
    Membership,
    Person,
)
from anhuai.people.queries import timeline
from anhuai.people.queries.dated import holding, valid
from anhuai.people.queries.listing import tags_of
from anhuai.people.queries.scope import household_in_scope, is_reached, person_in_scope, visible
from anhuai.people.rules.codes import HEAD
from anhuai.people.rules.facts import CHILD_CONSENT, birth_bound
from anhuai.people.rules.kin import ADULT, Relation
from anhuai.platform import purposes, wall
from anhuai.platform.acting import Actor, reading
from anhuai.platform.compiled import Compiled, RowsOf, Slot
from anhuai.platform.models import AuditEntry
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import unseal

# Whom the Social Assistance Law is about (standards/03).
ASSISTED = (
    "dibao", "dibao_individual", "tekun", "edge", "rigid_expenditure", "other_low_income",
    "temporary_hardship", "disaster_affected",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody related: `is_reached` says whether the actor may open that file."""

    kinship: int
    person: int
    name: str
    sex: str
    born: date
    died: date | None
    relation: Relation
    is_reverse: bool  # the file's person is the parent, guardian … of this one
    kind: str
    since: date
    is_reached: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member of a household."""

    person: int
    name: str
    sex: str
    born: date
    died: date | None
    relation: str
    since: date
    until: date | None
    tags: list[tuple[str, str, str]]
    is_reached: bool


@dataclass(frozen=True, slots=True)
class CircumstanceLine:
    """One circumstance, current or past."""

    id: int
    code: str
    kind: str
    grade: str
    since: date
    until: date | None
    source: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Whom to call; the number is masked."""

    id: int
    name: str
    relation: str
    phone: str
    order: int


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One consent, in force or withdrawn."""

    id: int
    purpose: str
    given_by: str
    is_own: bool
    notice_version: str
    method: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """One household with its members, past ones too."""

    id: int
    division: str
    address: str
    longitude: float | None
    latitude: float | None
    kind: str
    since: date
    until: date | None
    version: int
    head: int
    members: list[MemberLine]
    former: list[MemberLine]


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything on record about a person that one screen shows; numbers are masked."""

    id: int
    name: str
    sex: str
    born: date
    died: date | None
    left: date | None
    identity: str
    phone: str
    ethnicity: str
    marital: str
    education: str
    hukou: str
    hukou_kind: str
    division: str
    version: int
    household: HouseholdFile | None
    kin: list[Relative]
    circumstances: list[CircumstanceLine]
    contacts: list[ContactLine]
    consents: list[ConsentLine]
    events: list[timeline.Event] = field(default_factory=list)
    needs_guardian_consent: bool = False
    is_minor: bool = False


@reading(
    permit=Permit.PEOPLE_READ, title=_("查看人员档案"), subject="person", ids=lambda file: [file.id]
)
def person(actor: Actor, *, person: int, on: date) -> PersonFile:
    """Return a person's file as the actor may see it; raises `NotHere`."""
    one = person_in_scope(actor, person)
    if one.pk not in actor.scope(Permit.PEOPLE_READ).persons and is_assisted(one.pk, on=on):
        purposes.require(actor)
    with wall.lifted():  # relatives and members of the household may live elsewhere
        return _file(actor, one, on)


def is_assisted(person: int, *, on: date) -> bool:
    """Say whether a person receives social assistance, so that a look needs a purpose."""
    held = tags_of([person], on=on).get(person, [])
    return any(code in ASSISTED for code, _kind, _grade in held)


def _file(actor: Actor, one: Person, on: date) -> PersonFile:
    homes = _HOME(key=one.household_id) if one.household_id else []
    return PersonFile(
        id=one.pk,
        name=one.name,
        sex=one.sex,
        born=one.born,
        died=one.died,
        left=one.left,
        identity=mask_citizen_id(unseal(one.identity_sealed)),
        phone=mask_phone(unseal(one.phone_sealed)),
        ethnicity=one.ethnicity,
        marital=one.marital,
        education=one.education,
        hukou=one.hukou,
        hukou_kind=one.hukou_kind,
        division=one.division,
        version=one.version,
        household=_household(actor, homes[0], on) if homes else None,
        kin=_kin(actor, one, on),
        circumstances=_circumstances(one, on),
        contacts=_contacts(one, on),
        consents=_consents(one),
        events=timeline.events(one, on=on),
        needs_guardian_consent=one.born > birth_bound(on, CHILD_CONSENT),
        is_minor=one.died is None and one.born > birth_bound(on, ADULT),
    )


def recently_opened(actor: Actor, *, limit: int) -> list[tuple[int, str, str]]:
    """Return (person, name, division) of the files an actor opened last, those still in scope.

    The trail knows them already: nothing more is kept about who looked at whom.
    """
    opened = AuditEntry.objects.filter(account=actor.account or 0, name="people.person")
    seen = opened.order_by("-sequence").values_list("ids", flat=True)[: limit * 4]
    keys = list(dict.fromkeys(key for ids in seen for key in ids))[:limit]
    rows = visible(actor).filter(pk__in=keys).values_list("pk", "name", "division")
    by_key = {row[0]: row for row in rows}
    return [by_key[key] for key in keys if key in by_key]


@reading(
    permit=Permit.PEOPLE_READ,
    title=_("查看户的档案"),
    subject="person",
    ids=lambda file: [m.person for m in (*file.members, *file.former)],
)
def household(actor: Actor, *, household: int, on: date) -> HouseholdFile:
    """Return a household's file as the actor may see it; raises `NotHere`."""
    home = household_in_scope(actor, household)
    with wall.lifted():
        return _household(actor, home, on)


def _household(actor: Actor, home: Household, on: date) -> HouseholdFile:
    rows = _MEMBERS(household=home.pk)
    scope = actor.scope(Permit.PEOPLE_READ)
    reached = {row.person_id for row in rows if is_reached(scope, row.person)}
    tags = tags_of(reached, on=on)
    current = [row for row in rows if row.until is None]
    present = {row.person_id for row in current}
    former: dict[int, Membership] = {}
    for row in rows:
        if row.person_id not in present:
            former.setdefault(row.person_id, row)
    current.sort(key=lambda row: (row.relation != HEAD, row.person.born, row.person_id))
    return HouseholdFile(
        id=home.pk,
        division=home.division,
        address=home.address,
        longitude=home.longitude,
        latitude=home.latitude,
        kind=home.kind,
        since=home.since,
        until=home.until,
        version=home.version,
        head=home.head_id,
        members=[_member(row, tags, reached) for row in current],
        former=[_member(row, tags, reached) for row in former.values()],
    )


def _member(
    row: Membership, tags: dict[int, list[tuple[str, str, str]]], reached: set[int]
) -> MemberLine:
    one = row.person
    return MemberLine(
        one.pk, one.name, one.sex, one.born, one.died, row.relation, row.since, row.until,
        tags.get(one.pk, []), one.pk in reached,
    )  # fmt: skip


def _kin(actor: Actor, one: Person, on: date) -> list[Relative]:
    scope = actor.scope(Permit.PEOPLE_READ)
    found = []
    for row in _KIN(person=one.pk, on=on):
        reverse = row.person_id == one.pk
        other = row.relative if reverse else row.person
        found.append(
            Relative(
                row.pk, other.pk, other.name, other.sex, other.born, other.died,
                Relation(row.relation), reverse, row.kind, row.since, is_reached(scope, other),
            )
        )  # fmt: skip
    return found


def _circumstances(one: Person, on: date) -> list[CircumstanceLine]:
    return [
        CircumstanceLine(
            row.pk, row.code, row.kind, row.grade, row.since, row.until, row.source,
            row.since <= on and (row.until is None or row.until > on),
        )
        for row in _CIRCUMSTANCES(person=one.pk)
    ]  # fmt: skip


def _contacts(one: Person, on: date) -> list[ContactLine]:
    return [
        ContactLine(row.pk, row.name, row.relation, mask_phone(unseal(row.phone_sealed)), row.order)
        for row in _CONTACTS(person=one.pk, on=on)
    ]


def _consents(one: Person) -> list[ConsentLine]:
    return [
        ConsentLine(
            row.pk, row.purpose, row.given_by.name, row.given_by_id == one.pk,
            row.notice_version, row.method, row.since, row.until,
        )
        for row in _CONSENTS(person=one.pk)
    ]  # fmt: skip


_BY = Slot("person", BigIntegerField())
_ON = Slot("on", DateField())
_HOME = Compiled(lambda: Household.objects.filter(pk=Slot("key", BigIntegerField())))
_MEMBERS = Compiled(
    lambda: (
        valid(Membership.objects.filter(household=Slot("household", BigIntegerField())))
        .select_related("person")
        .order_by("person__born", "person_id", "-since")
    )
)
_KIN = Compiled(
    lambda: (
        Kinship.objects.filter(holding(_ON))
        .filter(Q(person=_BY) & ~Q(relation=Relation.SPOUSE) | Q(relative=_BY))
        .select_related("person", "relative")
        .order_by("relation", "since", "pk")
    ),
    of=RowsOf(Kinship, "person", "relative"),
)
_CIRCUMSTANCES = Compiled(
    lambda: valid(Circumstance.objects.filter(person=_BY)).order_by("-since", "code"),
    of=RowsOf(Circumstance),
)
_CONTACTS = Compiled(
    lambda: Contact.objects.filter(holding(_ON), person=_BY).order_by("order", "pk"),
    of=RowsOf(Contact),
)
_CONSENTS = Compiled(
    lambda: valid(Consent.objects.filter(person=_BY)).select_related("given_by").order_by("-since"),
    of=RowsOf(Consent),
)
