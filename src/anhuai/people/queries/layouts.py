"""Persons as other systems' sheets have them: older people, left-behind children."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.identity import mask_citizen_id, mask_phone
from anhuai.people.catalogue import KINDS, LAYOUTS
from anhuai.people.models import Contact, Kinship, Membership, Person
from anhuai.people.queries.dated import holding
from anhuai.people.queries.listing import BATCH, Asked, find, tags_of
from anhuai.people.queries.scope import visible
from anhuai.people.rules import codes
from anhuai.people.rules.kin import Relation
from anhuai.places import queries as places
from anhuai.platform import audit
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_indexes, unseal

READ = audit.named("people.layouts.read", _("按上级版式导出人员"))
ELDER, CHILD = LAYOUTS["elder"], LAYOUTS["left_behind"]
OLDER = 60
_LEVELS = {
    "10": "tertiary", "20": "tertiary", "30": "tertiary", "40": "senior", "60": "senior",
    "70": "junior", "80": "primary", "90": "unknown",
}  # fmt: skip
_COLUMNS = (
    "pk", "name", "sex", "born", "ethnicity", "marital", "education", "identity_sealed", "hukou",
    "division", "address",
)  # fmt: skip


def education_of(code: str) -> str:
    """Return what annex A calls an education of ours, "" where none is recorded."""
    titles = next(one.codes for one in ELDER.fields if one.code == "education")
    return titles.get(_LEVELS.get(code, ""), "")


def elder_rows(actor: Actor, *, on: date, reason: str) -> Iterator[list[str]]:
    """Yield the people of 60 and over in scope as rows of the sheet; whole numbers for a reason."""
    for one in _told(actor, Asked(age_from=OLDER), on, reason):
        yield ELDER.row(_elder(one))


def child_rows(actor: Actor, *, on: date, reason: str) -> Iterator[list[str]]:
    """Yield the left-behind children in scope as rows of the sheet; whole numbers for a reason."""
    for one in _told(actor, Asked(circumstance="left_behind_child"), on, reason):
        yield CHILD.row(_child(one))


@dataclass(frozen=True, slots=True)
class _One:
    """A person's facts with what holds of them."""

    facts: Mapping[str, Any]
    identity: str
    tags: Sequence[tuple[str, str, str]]
    contact: tuple[str, str]
    kin: Mapping[str, str]


def _told(actor: Actor, asked: Asked, on: date, reason: str) -> Iterator[_One]:
    actor.require(Permit.PEOPLE_EXPORT)
    within = visible(actor, permit=Permit.PEOPLE_EXPORT).values("pk")
    found = find(actor, asked=asked, on=on).filter(pk__in=within)
    keys = list(found.order_by("division", "pinyin", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield from _batch(actor, keys[start : start + BATCH], on, reason)


def _batch(actor: Actor, keys: Sequence[int], on: date, reason: str) -> Iterator[_One]:
    whole: set[int] = set()
    if reason and actor.may(Permit.PEOPLE_REVEAL):
        reach = visible(actor, permit=Permit.PEOPLE_REVEAL).filter(pk__in=keys)
        whole = set(reach.values_list("pk", flat=True))
    audit.append(
        actor, kind=audit.Kind.READING, name=READ, subject="person", ids=list(keys),
        detail={"whole": len(whole)}, reason=reason[:200],
    )  # fmt: skip
    rows = Person.objects.filter(pk__in=keys).annotate(address=F("household__address"))
    by_key = {row[0]: row for row in rows.values_list(*_COLUMNS)}
    tags, contacts, kin = tags_of(keys, on=on), _contacts(keys, on), _kin(keys, on)
    for key in keys:
        facts = dict(zip(_COLUMNS, by_key[key], strict=True))
        number = unseal(facts["identity_sealed"])
        name, phone = contacts.get(key, ("", ""))
        yield _One(
            facts, number if key in whole else mask_citizen_id(number), tags.get(key, []),
            (name, phone if key in whole else mask_phone(phone)), kin.get(key, {}),
        )  # fmt: skip


def _contacts(keys: Sequence[int], on: date) -> dict[int, tuple[str, str]]:
    rows = Contact.objects.filter(holding(on), person__in=keys).order_by("-order", "-pk")
    return {row.person_id: (row.name, unseal(row.phone_sealed)) for row in rows}


def _kin(keys: Sequence[int], on: date) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    relations = (Relation.PARENT, Relation.GUARDIAN)
    rows = Kinship.objects.filter(holding(on), relation__in=relations)
    for kin in _of(rows, keys):
        own = found.setdefault(kin.relative_id, {})
        if kin.relation == Relation.GUARDIAN:
            own["guardian"] = kin.person.name
        else:
            own["mother" if kin.person.sex == "2" else "father"] = kin.person.name
    return found


def _of(rows: Any, keys: Sequence[int]) -> Iterator[Kinship]:
    yield from rows.filter(relative__in=keys).select_related("person").order_by("pk")


def _same(one: _One) -> dict[str, str]:
    facts = one.facts
    return {
        "name": facts["name"], "identity": one.identity,
        "sex": codes.SEX.title_of(facts["sex"]), "born": facts["born"].isoformat(),
        "ethnicity": codes.ETHNICITY.title_of(facts["ethnicity"]),
    }  # fmt: skip


def _elder(one: _One) -> dict[str, str]:
    held = {code for code, _kind, _grade in one.tags}
    return _same(one) | {
        "education": education_of(one.facts["education"]),
        "living": "独居" if "living_alone" in held else "",
        "marital": codes.MARITAL.title_of(one.facts["marital"]) if one.facts["marital"] else "",
        "contact_name": one.contact[0], "contact_phone": one.contact[1],
    }  # fmt: skip


def _child(one: _One) -> dict[str, str]:
    held = {code: (kind, grade) for code, kind, grade in one.tags}
    reasons = {choice.code: choice.title for choice in KINDS["left_behind_child"].kinds}
    disability = KINDS["disability"]
    kind, grade = held.get("disability", ("", ""))
    place = places.path_of(one.facts["division"]) if one.facts["division"] else ""
    return _same(one) | {
        "hukou": one.facts["hukou"], "address": place + (one.facts["address"] or ""),
        "father": one.kin.get("father", ""), "mother": one.kin.get("mother", ""),
        "guardian": one.kin.get("guardian", ""),
        "dibao": "是" if "dibao" in held else "否",
        "certificate": disability.label(grade, kind) if "disability" in held else "",
        "reason": reasons.get(held.get("left_behind_child", ("", ""))[0], ""),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What a sheet's row need not say again of somebody on record."""

    division: str
    address: str
    relation: str
    education: str
    reason: str
    contact: tuple[str, str]


def on_record(actor: Actor, numbers: Sequence[str], *, on: date) -> dict[str, OnRecord]:
    """Return who within import scope is on record under ID numbers."""
    actor.require(Permit.PEOPLE_IMPORT)
    indexes = {index: one for one in numbers if one for index in blind_indexes(one, of="identity")}
    rows = visible(actor, permit=Permit.PEOPLE_IMPORT).filter(identity_index__in=list(indexes))
    people = list(rows.values_list(
        "identity_index", "pk", "division", "household__address", "education"
    ))  # fmt: skip
    keys = [row[1] for row in people]
    relations = dict(
        Membership.objects.filter(holding(on), person__in=keys).values_list("person", "relation")
    )
    tags, contacts = tags_of(keys, on=on), _contacts(keys, on)
    return {
        indexes[index]: OnRecord(
            division, address or "", relations.get(key, codes.NOT_RELATED), education,
            next((kind for code, kind, _g in tags.get(key, []) if code == "left_behind_child"), ""),
            contacts.get(key, ("", "")),
        )
        for index, key, division, address, education in people
    }  # fmt: skip
