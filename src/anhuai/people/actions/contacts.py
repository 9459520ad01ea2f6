"""Whom to call, and what a person or guardian agreed to."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import parse_person_name
from anhuai.kernel.unfit import concerning
from anhuai.people.actions.life import guardians_of
from anhuai.people.actions.rows import (
    Done,
    Impossible,
    Stamp,
    alive,
    end,
    not_before,
    past,
    record,
    touch,
)
from anhuai.people.models import Consent, Contact, Person
from anhuai.people.queries.dated import valid
from anhuai.people.queries.scope import person_in_scope
from anhuai.people.rules.facts import (
    CHILD_CONSENT,
    CONSENT_METHODS,
    PURPOSES,
    birth_bound,
    read_phone,
)
from anhuai.people.rules.kin import ADULT
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_index, seal


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("登记联系人"),
    logs=("person", "contact", "order"),
    subject="person",
)
def set_contact(
    actor: Actor,
    *,
    person: int,
    name: str,
    phone: str,
    relation: str = "",
    order: int = 1,
    contact: int | None = None,
) -> Done:
    """Record whom to call for a person, in which order; `contact` is the entry it replaces."""
    one = alive(person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE, lock=True))
    with concerning("name"):
        name = parse_person_name(name)
    with concerning("phone"):
        number = read_phone(phone)
    if not number:
        raise Impossible("unknown", "请填写电话。", "Enter the phone.", field="phone")
    stamp, today = Stamp.of(actor), clock.today()
    if contact is not None:
        end(_contact(one, contact), today, stamp)
    row = Contact(
        person=one, name=name, relation=relation[:20], order=order, since=today,
        phone_sealed=seal(number), phone_index=blind_index(number, of="phone"),
    )  # fmt: skip
    record(row, stamp)
    touch(one, stamp)
    return Done(one.pk, row=row.pk)


@action(
    permit=Permit.PEOPLE_MANAGE, title=_("取消联系人"), logs=("person", "contact"), subject="person"
)
def remove_contact(actor: Actor, *, person: int, contact: int) -> Done:
    """Stop calling somebody for a person; the entry stays on record as ended."""
    one = person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE, lock=True)
    stamp = Stamp.of(actor)
    end(_contact(one, contact), clock.today(), stamp)
    touch(one, stamp)
    return Done(one.pk)


def _contact(person: Person, contact: int) -> Contact:
    row = valid(Contact.objects.filter(pk=contact, person=person, until=None)).first()
    if row is None:
        raise NotHere("contact", contact)
    return row


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("登记同意"),
    logs=("person", "purpose", "given_by", "on"),
    subject="person",
)
def give_consent(
    actor: Actor,
    *,
    person: int,
    purpose: str,
    given_by: int,
    on: date,
    notice_version: str,
    method: str,
) -> Done:
    """Record that a use of a person's data was agreed to, on which notice and how.

    For a child under 14 a parent or guardian consents (PIPL art. 31); others themselves or, where
    they have one, their guardian. Raises `Impossible`, `NotHere`.
    """
    one = alive(person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE, lock=True))
    past(on, field="on")
    not_before(on, one.born, field="on", what="出生日期", what_en="the birth")
    if purpose not in PURPOSES or method not in CONSENT_METHODS or not notice_version.strip():
        raise Impossible(
            "unknown",
            "请选择用途和方式，并填写告知书版本。",
            "Choose the purpose and the way, and enter the notice's version.",
            field="purpose",
        )
    _may_consent(one, given_by, on)
    current = Consent.objects.filter(person=one, purpose=purpose, until=None)
    if valid(current).exists():
        raise Impossible(
            "ended", "这一用途已有有效的同意。", "This use has been agreed to.", field="purpose"
        )
    stamp = Stamp.of(actor)
    row = Consent(
        person=one, purpose=purpose, given_by_id=given_by, method=method, since=on,
        notice_version=notice_version.strip()[:20],
    )  # fmt: skip
    record(row, stamp)
    touch(one, stamp)
    return Done(one.pk, row=row.pk)


def _may_consent(person: Person, given_by: int, on: date) -> None:
    if person.born > birth_bound(on, CHILD_CONSENT):
        if given_by not in _consenting(person, on):
            raise Impossible(
                "minor",
                "未满 14 周岁的，须由父母或其他监护人同意（个人信息保护法第三十一条），"
                "请先登记监护人。",
                "For a child under 14 a parent or guardian consents (PIPL art. 31): "
                "record one first.",
                field="given_by",
            )
    elif given_by != person.pk and given_by not in _consenting(person, on):
        raise Impossible(
            "minor",
            "应由本人同意；本人不能表达的，由已登记的监护人同意。",
            "The person consents, or the recorded guardian of somebody who cannot.",
            field="given_by",
        )


def _consenting(person: Person, on: date) -> set[int]:
    """Return who may consent for a person: guardians, and the parents of a minor."""
    is_minor = person.born > birth_bound(on, ADULT)
    return {one.pk for one in guardians_of(person, on=on, parents=is_minor)}


@action(permit=Permit.PEOPLE_MANAGE, title=_("撤回同意"), logs=("consent", "on"), subject="person")
def withdraw_consent(actor: Actor, *, consent: int, on: date) -> Done:
    """Record that a consent was withdrawn (PIPL art. 15); what was done before stays lawful."""
    row = valid(Consent.objects.filter(pk=consent, until=None)).first()
    if row is None:
        raise NotHere("consent", consent)
    one = person_in_scope(actor, row.person_id, permit=Permit.PEOPLE_MANAGE, lock=True)
    past(on, field="on")
    not_before(on, row.since, field="on", what="同意日期", what_en="the consent")
    stamp = Stamp.of(actor)
    end(row, on, stamp)
    touch(one, stamp)
    return Done(one.pk)
