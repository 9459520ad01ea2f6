"""Persons as health systems ask for them: few facts, numbers masked unless there is a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.identity import mask_citizen_id, mask_phone
from anhuai.people.models import Person
from anhuai.people.queries.listing import Asked, find
from anhuai.people.queries.scope import person_in_scope, visible
from anhuai.places import queries as places
from anhuai.platform import audit
from anhuai.platform.acting import Actor, reading
from anhuai.platform.listing import window
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_indexes, unseal

REVEALED = audit.named("people.patients.revealed", _("通过健康接口查看完整号码"))
_FIELDS = (
    "pk", "name", "sex", "born", "died", "left", "division", "version", "identity_sealed",
    "phone_sealed", "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Patient:
    """A person for a health system; `is_masked` says whether numbers are shown whole."""

    id: int
    name: str
    sex: str
    born: date
    died: date | None
    left: date | None
    version: int
    identity: str
    phone: str
    place: str
    is_masked: bool


@dataclass(frozen=True, slots=True)
class PatientPage:
    """One page of patients and the cursor of the next."""

    items: list[Patient]
    next: str


@dataclass(frozen=True, slots=True)
class PatientsAsked:
    """What is searched: each bound is (comparison, day) with the comparisons of FHIR."""

    id: int | None = None
    identity: str = ""
    name: str = ""
    sexes: Sequence[str] = ()
    born: Sequence[tuple[str, date]] = ()


_BOUNDS = {"eq": "", "ge": "__gte", "le": "__lte", "gt": "__gt", "lt": "__lt"}


@reading(
    permit=Permit.PEOPLE_READ, title=_("健康接口查看人员"), subject="person",
    ids=lambda one: [one.id],
)  # fmt: skip
def patient(actor: Actor, *, person: int, reason: str = "") -> Patient:
    """Return one person; with a reason and the permit numbers are whole. Raises `NotHere`."""
    person_in_scope(actor, person)
    return _told(actor, Person.objects.filter(pk=person), reason, after="", size=1).items[0]


@reading(
    permit=Permit.PEOPLE_READ, title=_("健康接口查找人员"), subject="person",
    ids=lambda page: [one.id for one in page.items],
)  # fmt: skip
def patients(
    actor: Actor, *, asked: PatientsAsked, on: date, after: str, size: int, reason: str = ""
) -> PatientPage:
    """Return one page of the persons asked for, in order of id; raises `BadCursor`."""
    rows = find(actor, asked=Asked(q=asked.name, state="all"), on=on)
    if asked.id is not None:
        rows = rows.filter(pk=asked.id)
    if asked.identity:
        indexes = blind_indexes(asked.identity.upper(), of="identity")
        rows = rows.filter(identity_index__in=indexes)
    if asked.sexes:
        rows = rows.filter(sex__in=asked.sexes)
    for comparison, day in asked.born:
        same = Q(**{f"born{_BOUNDS.get(comparison, '')}": day})
        rows = rows.exclude(born=day) if comparison == "ne" else rows.filter(same)
    return _told(actor, rows, reason, after=after, size=size)


def _told(
    actor: Actor, rows: QuerySet[Person], reason: str, *, after: str, size: int
) -> PatientPage:
    rows = rows.annotate(address=F("household__address"))
    seen = window(rows, fields=_FIELDS, order=["pk"], after=after, size=size)
    shown: set[int] = set()
    if reason and actor.may(Permit.PEOPLE_REVEAL):
        reach = visible(actor, permit=Permit.PEOPLE_REVEAL)
        shown = set(reach.filter(pk__in=seen.ids).values_list("pk", flat=True))
    if shown:
        audit.append(
            actor, kind=audit.Kind.READING, name=REVEALED, subject="person", ids=sorted(shown),
            reason=reason[:200],
        )  # fmt: skip
    return PatientPage([_patient(row, row[0] in shown) for row in seen.rows], seen.next)


def _patient(row: tuple[object, ...], is_whole: bool) -> Patient:  # noqa: FBT001
    given = dict(zip(_FIELDS, row, strict=True))
    identity, phone = unseal(given["identity_sealed"]), unseal(given["phone_sealed"])  # type: ignore[arg-type]
    division = str(given["division"])
    return Patient(
        id=given["pk"], name=given["name"], sex=given["sex"], born=given["born"],  # type: ignore[arg-type]
        died=given["died"], left=given["left"], version=given["version"],  # type: ignore[arg-type]
        identity=identity if is_whole else mask_citizen_id(identity),
        phone=phone if is_whole else mask_phone(phone),
        place=(places.path_of(division) if division else "") + str(given["address"] or ""),
        is_masked=not is_whole,
    )  # fmt: skip
