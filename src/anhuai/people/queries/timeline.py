"""What happened to a person, newest first: read from the dated rows, not kept apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from anhuai.people.catalogue import KINDS
from anhuai.people.models import (
    Circumstance,
    Consent,
    Correction,
    Kinship,
    Membership,
    Person,
    Residence,
)
from anhuai.people.queries.dated import valid
from anhuai.people.rules import codes
from anhuai.people.rules.facts import PURPOSES, RESIDENCE_REASONS
from anhuai.people.rules.kin import Relation
from anhuai.places import queries as places
from anhuai.platform.compiled import Compiled, RowsOf, Slot


@dataclass(frozen=True, slots=True)
class Event:
    """One event: the day it happened, what, the details, and who recorded it."""

    on: date
    title: str
    text: str = ""
    who: str = ""


def events(person: Person, *, on: date) -> list[Event]:
    """Return everything dated about a person up to a day, newest first."""
    found = [Event(person.born, _("出生"))]
    if person.died:
        found.append(Event(person.died, _("死亡")))
    for source in (_residences, _memberships, _circumstances, _kin, _consents, _corrections):
        found.extend(source(person))
    past = [event for event in found if event.on <= on]
    return sorted(past, key=lambda event: event.on, reverse=True)


def _english() -> bool:
    return get_language() == "en"


def _residences(person: Person) -> Iterator[Event]:
    for row in _RESIDENCES(person=person.pk):
        reason = RESIDENCE_REASONS.get(row.reason, (row.reason, row.reason))[_english()]
        place = places.path_of(row.division)
        title = _("常住：%(place)s") if row.kind == "resident" else _("户籍：%(place)s")
        yield Event(row.since, title % {"place": place}, reason, row.recorded_by)
        if row.until and row.until != person.died:
            left = _("离开：%(place)s") if row.kind == "resident" else _("户籍迁出：%(place)s")
            yield Event(row.until, left % {"place": place}, row.source, row.recorded_by)


def _memberships(person: Person) -> Iterator[Event]:
    last = None
    for row in _MEMBERSHIPS(person=person.pk):
        relation = codes.RELATION.title_of(row.relation, english=_english())
        if row.household_id != last:
            title = _("入户：%(address)s") % {"address": row.household.address}
        else:
            title = _("与户主关系变更为：%(relation)s") % {"relation": relation}
        yield Event(row.since, title, relation, row.recorded_by)
        last = row.household_id


def _circumstances(person: Person) -> Iterator[Event]:
    for row in _CIRCUMSTANCES(person=person.pk):
        kind = KINDS.get(row.code)
        label = kind.label(row.grade, row.kind, english=_english()) if kind else row.code
        yield Event(row.since, _("登记：%(what)s") % {"what": label}, row.source, row.recorded_by)
        if row.until:
            yield Event(row.until, _("结束：%(what)s") % {"what": label}, "", row.recorded_by)


def _kin(person: Person) -> Iterator[Event]:
    for row in _KIN(person=person.pk):
        relation = Relation(row.relation)
        name = relation.label_en if _english() else relation.label
        title = _("%(relation)s：%(name)s") % {"relation": name, "name": row.person.name}
        yield Event(row.since, title, row.source, row.recorded_by)
        if row.until and row.until != person.died:
            ended = _("不再是%(relation)s：%(name)s")
            yield Event(row.until, ended % {"relation": name, "name": row.person.name})


def _consents(person: Person) -> Iterator[Event]:
    for row in _CONSENTS(person=person.pk):
        purpose = PURPOSES.get(row.purpose, (row.purpose, row.purpose))[_english()]
        yield Event(
            row.since, _("同意：%(purpose)s") % {"purpose": purpose}, row.source, row.recorded_by
        )
        if row.until:
            yield Event(row.until, _("撤回同意：%(purpose)s") % {"purpose": purpose})


FIELD_TITLES = {
    "name": gettext_lazy("姓名"), "sex": gettext_lazy("性别"), "born": gettext_lazy("出生日期"),
    "identity": gettext_lazy("身份证号"), "phone": gettext_lazy("电话"),
    "ethnicity": gettext_lazy("民族"), "marital": gettext_lazy("婚姻状况"),
    "education": gettext_lazy("文化程度"), "hukou": gettext_lazy("户籍地"),
    "hukou_kind": gettext_lazy("户口性质"), "died": gettext_lazy("死亡登记"),
    "address": gettext_lazy("住址"),
}  # fmt: skip


def _corrections(person: Person) -> Iterator[Event]:
    for row in _CORRECTIONS(person=person.pk):
        title = _("更正：%(field)s") % {"field": FIELD_TITLES.get(row.field, row.field)}
        yield Event(row.at.date(), title, row.reason, row.by)


_BY = Slot("person", BigIntegerField())
_RESIDENCES = Compiled(lambda: valid(Residence.objects.filter(person=_BY)).order_by("since"))
_MEMBERSHIPS = Compiled(
    lambda: (
        valid(Membership.objects.filter(person=_BY)).select_related("household").order_by("since")
    )
)
_CIRCUMSTANCES = Compiled(
    lambda: valid(Circumstance.objects.filter(person=_BY)), of=RowsOf(Circumstance)
)
_KIN = Compiled(
    lambda: (
        valid(Kinship.objects.filter(relative=_BY))
        .exclude(relation=Relation.PARENT)
        .select_related("person")
    ),
    of=RowsOf(Kinship, "relative"),
)
_CONSENTS = Compiled(lambda: valid(Consent.objects.filter(person=_BY)), of=RowsOf(Consent))
_CORRECTIONS = Compiled(lambda: Correction.objects.filter(person=_BY), of=RowsOf(Correction))
