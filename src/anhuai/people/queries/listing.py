"""The list of persons: filters, one page of flat rows, the tags of a page, rows for a workbook."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.identity import mask_citizen_id, mask_phone, parse_citizen_id
from anhuai.kernel.months import age_on
from anhuai.kernel.unfit import Unfit
from anhuai.people.catalogue import KINDS
from anhuai.people.models import Circumstance, Membership, Person
from anhuai.people.queries.dated import holding
from anhuai.people.queries.scope import MANY, Unindexed, Unwalked, are_many, visible, walked
from anhuai.people.rules import codes
from anhuai.people.rules.facts import birth_bound
from anhuai.places import queries as places
from anhuai.platform import audit, wall
from anhuai.platform.acting import Actor, in_subtree, reading
from anhuai.platform.compiled import Compiled, Slot, Slots
from anhuai.platform.listing import PAGE, Walk, Window, count_up_to, window
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_indexes, unseal
from anhuai.platform.searching import matching

FIELDS = ("pk", "name", "sex", "born", "died", "left", "division", "hukou")
ORDERS: Mapping[str, tuple[str, ...]] = {
    "name": ("pinyin", "pk"),
    "born": ("born", "pk"),
    "division": ("division", "pinyin", "pk"),
}
BATCH = 500
_NUMBER = re.compile(r"[0-9Xx]{15}|[0-9Xx]{18}")
_PHONE = re.compile(r"[0-9-]{7,13}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for.

    `state`: "" alive and here, "dead", "left", "all". `circumstance` is a code of the catalogue.
    """

    q: str = ""
    division: str = ""
    age_from: int | None = None
    age_to: int | None = None
    sex: str = ""
    circumstance: str = ""
    state: str = ""


class Lead(Enum):
    """By which of its conditions a page's rows are found; SQLite is kept from choosing others."""

    ORDER = auto()
    """By walking the index of the order and passing over who does not fit: for many."""
    TEXT = auto()
    AREA = auto()
    TAGS = auto()
    AGE = auto()
    SCOPE = auto()


def find(actor: Actor, *, asked: Asked, on: date, lead: Lead | None = None) -> QuerySet[Person]:
    """Return the persons in scope that a list asks for; `lead` for a page of them."""
    rows = visible(actor, walking=lead not in (None, Lead.SCOPE))
    rows = _matching(rows, asked.q, on)
    if asked.division:
        prefix = "" if lead in (None, Lead.AREA) else "walked_"
        rows = walked(rows) if prefix else rows
        rows = rows.filter(
            in_subtree(f"{prefix}division", asked.division)
            | in_subtree(f"{prefix}hukou", asked.division)
        )
    rows = _aged(rows, asked, on, lead)
    if asked.sex in codes.SEX:
        rows = rows.filter(sex=asked.sex)
    if asked.circumstance in KINDS:
        held = Circumstance.objects.filter(holding(on), code=asked.circumstance)
        if lead in (None, Lead.TAGS):
            rows = rows.filter(pk__in=held.values("person"))
        else:
            rows = rows.filter(Exists(held.filter(person=OuterRef("pk"))))
    states = {"": Q(died=None, left=None), "dead": ~Q(died=None), "left": ~Q(left=None)}
    return rows.filter(states[asked.state]) if asked.state in states else rows


def _aged(rows: QuerySet[Person], asked: Asked, on: date, lead: Lead | None) -> QuerySet[Person]:
    born = "born" if lead in (None, Lead.AGE) else "walked_born"
    rows = rows if born == "born" else rows.alias(walked_born=Unindexed("born"))
    if asked.age_from is not None:
        rows = rows.filter(**{f"{born}__lte": birth_bound(on, asked.age_from)})
    if asked.age_to is not None:
        rows = rows.filter(**{f"{born}__gt": birth_bound(on, asked.age_to + 1)})
    return rows


def _lead(actor: Actor, asked: Asked, on: date) -> Lead:
    """Choose a condition that leaves few, who are gathered and sorted; else the order is walked."""
    if asked.q:
        return Lead.TEXT
    if asked.division and not are_many(asked.division, on):
        return Lead.AREA
    if asked.circumstance in KINDS and not _hold_many(asked.circumstance, on):
        return Lead.TAGS
    if not _are_many_aged(asked.age_from, asked.age_to, on):
        return Lead.AGE
    scope = actor.scope(Permit.PEOPLE_READ)
    return Lead.ORDER if any(are_many(root, on) for root in scope.divisions) else Lead.SCOPE


@lru_cache(maxsize=256)
@wall.lifted()
def _hold_many(code: str, on: date) -> bool:
    return count_up_to(Circumstance.objects.filter(holding(on), code=code), MANY)[1]


@lru_cache(maxsize=1024)
@wall.lifted()
def _are_many_aged(least: int | None, most: int | None, on: date) -> bool:
    if least is None and most is None:
        return True
    asked = Asked(age_from=least, age_to=most)
    return count_up_to(_aged(Person.objects.all(), asked, on, None), MANY)[1]


def _matching(rows: QuerySet[Person], text: str, on: date) -> QuerySet[Person]:
    typed = re.sub(r"\s", "", text)
    if _NUMBER.fullmatch(typed):
        try:
            number = parse_citizen_id(typed, on=on).number
        except Unfit:
            return rows.none()
        return rows.filter(identity_index__in=blind_indexes(number, of="identity"))
    if _PHONE.fullmatch(typed):
        return rows.filter(phone_index__in=blind_indexes(typed, of="phone"))
    return matching(rows, text) if typed else rows


@reading(
    permit=Permit.PEOPLE_READ, title=_("查看人员名册"), subject="person", ids=lambda page: page.ids
)
def people(
    actor: Actor, *, asked: Asked, on: date, order: Sequence[str], after: str, size: int = PAGE
) -> Window:
    """Return one page of rows (`FIELDS`) in keyset order; raises `BadCursor`."""
    lead = _lead(actor, asked, on)
    if lead is Lead.ORDER:
        return _walk(actor, asked, on, tuple(order), size)(after)
    # Walking the order's index to a few would compare everybody before: who share a name stand
    # together in it. Sorting those found is cheaper.
    found = find(actor, asked=asked, on=on, lead=lead).annotate(sorted_pinyin=Unwalked("pinyin"))
    order = [name.replace("pinyin", "sorted_pinyin") for name in order]
    # Behind the wall PostgreSQL would not use the index of names: the page is found in front of
    # it, and what the wall does not show is left out of it.
    with wall.lifted():
        page = window(found, fields=FIELDS, order=order, after=after, size=size)
    return _shown(page)


@lru_cache(maxsize=256)
def _walk(actor: Actor, asked: Asked, on: date, order: tuple[str, ...], size: int) -> Walk:
    """Return the pages of a list that is walked in its order: its SQL is kept, never its rows."""
    return Walk(
        lambda: find(actor, asked=asked, on=on, lead=Lead.ORDER),
        fields=FIELDS, order=order, size=size,
    )  # fmt: skip


def _shown(page: Window) -> Window:
    if not wall.is_up():
        return page
    shown = set(Person.objects.filter(pk__in=page.ids).values_list("pk", flat=True))
    rows = [row for row in page.rows if row[0] in shown]
    return Window(rows, [row[0] for row in rows], page.next)


def tags_of(ids: Iterable[int], *, on: date) -> dict[int, list[tuple[str, str, str]]]:
    """Return the circumstances (code, kind, grade) in force on a day, by person."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for person, *tag in _TAGS(ids=ids, on=on):
        found.setdefault(person, []).append((tag[0], tag[1], tag[2]))
    return found


_TAGS = Compiled(
    lambda: (
        Circumstance.objects.filter(holding(Slot("on", DateField())), person__in=Slots("ids"))
        .order_by("code")
        .values_list("person", "code", "kind", "grade")
    )
)


def export(actor: Actor, *, asked: Asked, on: date) -> Iterator[list[str]]:
    """Yield the rows of a workbook, numbers masked; every batch is audited as read."""
    actor.require(Permit.PEOPLE_EXPORT)
    within = visible(actor, permit=Permit.PEOPLE_EXPORT).values("pk")
    fields = (
        "pk", "name", "identity_sealed", "sex", "born", "ethnicity", "phone_sealed", "hukou",
        "hukou_kind", "division", "died", "left",
    )  # fmt: skip
    rows = find(actor, asked=asked, on=on).filter(pk__in=within)
    # The keys first: a cursor left open over the audit's writes would fail on SQLite as soon as
    # anybody else writes in between.
    keys = list(rows.order_by("division", "pinyin", "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        part = keys[start : start + BATCH]
        found = Person.objects.filter(pk__in=part).annotate(address=F("household__address"))
        by_key = {row[0]: row for row in found.values_list(*fields, "address")}
        yield from _exported(actor, [by_key[key] for key in part if key in by_key], on)


def _exported(actor: Actor, batch: Sequence[tuple[Any, ...]], on: date) -> Iterator[list[str]]:
    ids = [row[0] for row in batch]
    if not ids:
        return
    audit.append(actor, kind=audit.Kind.READING, name="people.export", subject="person", ids=ids)
    tags = tags_of(ids, on=on)
    members = Membership.objects.filter(holding(on), person__in=ids)
    relations = dict(members.values_list("person", "relation"))
    for row in batch:
        yield _cells(row, tags.get(row[0], []), relations.get(row[0], ""), on)


def _cells(
    row: tuple[Any, ...], tags: Sequence[tuple[str, str, str]], relation: str, on: date
) -> list[str]:
    (_pk, name, identity, sex, born, ethnicity, phone, hukou, hukou_kind, division, died, left,
     address) = row  # fmt: skip
    return [
        name,
        mask_citizen_id(unseal(identity)),
        codes.SEX.title_of(sex),
        born.isoformat(),
        str(age_on(born, died or on)),
        codes.ETHNICITY.title_of(ethnicity),
        mask_phone(unseal(phone)),
        hukou,
        codes.HUKOU.title_of(hukou_kind),
        division,
        places.path_of(division) if division else "",
        address or "",
        codes.RELATION.title_of(relation),
        "、".join(KINDS[c].label(grade, kind) for c, kind, grade in tags if c in KINDS),
        died.isoformat() if died else "",
        left.isoformat() if left else "",
    ]


EXPORT_HEADS = (
    "姓名", "证件号码", "性别", "出生日期", "年龄", "民族", "电话", "户籍地代码", "户口性质",
    "常住地代码", "常住地", "住址", "与户主关系", "人员类别", "死亡日期", "迁出日期",
)  # fmt: skip
