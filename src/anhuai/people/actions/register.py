"""Opening a person's file, correcting it, and showing what it hides."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.people.actions import homes
from anhuai.people.actions.circumstances import restate_ends
from anhuai.people.actions.rows import (
    Done,
    Impossible,
    Stamp,
    claim_person,
    not_before,
    past,
    place_within,
    touch,
)
from anhuai.people.models import Contact, Correction, Person, Residence
from anhuai.people.queries.dated import valid
from anhuai.people.queries.duplicates import Similar, holder_of, similar
from anhuai.people.queries.scope import person_in_scope, visible
from anhuai.people.rules.facts import Home, PersonFacts, agree
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_index, seal, unseal
from anhuai.platform.searching import pinyin, search_text


class IdentityTaken(Unfit):
    """An ID number already on record; code: taken. `person` is set within the scope only."""

    person: int | None = None


class SimilarOnRecord(Unfit):
    """Somebody alike is on record and the clerk has not said that they differ; code: similar."""

    found: Sequence[Similar] = ()


@dataclass(frozen=True, slots=True)
class Revealed:
    """A hidden value shown in full."""

    pk: int
    value: str


@action(permit=Permit.PEOPLE_MANAGE, title=_("新建人员档案"), logs=("on",), subject="person")
def register_person(
    actor: Actor,
    *,
    facts: PersonFacts,
    home: Home | None,
    on: date,
    confirm_distinct: bool = False,
) -> Done:
    """Open the file of somebody who lives in a household from a day on.

    Without a home the person is only registered (户籍) here. Raises `Unfit` for facts that cannot
    be, `IdentityTaken`, `SimilarOnRecord` until `confirm_distinct`, `NotHere` for a household out
    of scope.
    """
    agree(facts, on=past(on, field="on"))
    not_before(on, facts.born, field="on", what="出生日期", what_en="the birth")
    if home is None:
        place_within(actor.scope(Permit.PEOPLE_MANAGE), facts.hukou, on=on, field="hukou")
    _distinct(actor, facts, confirmed=confirm_distinct)
    stamp = Stamp.of(actor)
    person = create(actor, facts, stamp)
    household = None
    if home is not None:
        born_here = on == facts.born
        reason = "birth" if born_here else "opening"
        household = homes.settle(actor, person, home, on=on, reason=reason, stamp=stamp)
    if facts.hukou:
        homes.register_at(person, facts.hukou, on=on, reason="opening", stamp=stamp)
    return Done(person.pk, household.pk if household else None)


def create(actor: Actor, facts: PersonFacts, stamp: Stamp) -> Person:
    """Return a new file; raises `IdentityTaken`."""
    refuse_taken(actor, facts.identity)
    person = Person(created_at=stamp.at, updated_at=stamp.at)
    for name, value in columns_of(facts).items():
        setattr(person, name, value)
    person.hukou = ""
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        # Two officers may send the same number at once; the constraint lets one through.
        if holder_of(facts.identity) is None:
            raise
        raise _taken(None) from None
    return person


def columns_of(facts: PersonFacts) -> dict[str, object]:
    """Return a file's columns for some facts: sealed, indexed and findable."""
    return {
        "name": facts.name,
        "pinyin": pinyin(facts.name)[:200],
        "search": search_text(facts.name),
        "sex": facts.sex,
        "born": facts.born,
        "ethnicity": facts.ethnicity,
        "marital": facts.marital,
        "education": facts.education,
        "hukou": facts.hukou,
        "hukou_kind": facts.hukou_kind,
        "identity_sealed": seal(facts.identity),
        "identity_index": blind_index(facts.identity, of="identity"),
        "phone_sealed": seal(facts.phone),
        "phone_index": blind_index(facts.phone, of="phone"),
    }


def refuse_taken(actor: Actor, identity: str, *, besides: int = 0) -> None:
    """Raise `IdentityTaken` if somebody else has an ID number."""
    holder = holder_of(identity)
    if holder is not None and holder.pk != besides:
        reached = visible(actor).filter(pk=holder.pk).exists()
        raise _taken(holder.pk if reached else None)


def _taken(person: int | None) -> IdentityTaken:
    if person is None:
        error = IdentityTaken(
            "taken",
            "这个证件号码已经登记，但档案不在您的管辖范围；请核对号码，确需迁入的请县级经办人办理。",
            "This ID number is on record outside your area: check it, or ask the county's officer "
            "to move the person here.",
            field="identity",
        )
    else:
        error = IdentityTaken(
            "taken",
            "这个证件号码已经登记，请打开原有档案办理，不要重复建档。",
            "This ID number is already on record: open that file instead.",
            field="identity",
        )
    error.person = person
    return error


def _distinct(actor: Actor, facts: PersonFacts, *, confirmed: bool) -> None:
    if confirmed:
        return
    found = similar(actor, name=facts.name, born=facts.born, sex=facts.sex, phone=facts.phone)
    if found:
        error = SimilarOnRecord(
            "similar",
            "已有姓名、性别、出生日期或电话相同的人，请核对；确实不是同一人再继续。",
            "Somebody with the same name, sex and birth or phone is on record: compare them, and "
            "go on only if they differ.",
            field="confirm_distinct",
        )
        error.found = found
        raise error


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("更正人员信息"),
    logs=("person", "version"),
    subject="person",
)
def correct_person(
    actor: Actor,
    *,
    person: int,
    version: int,
    facts: PersonFacts,
    keep: Collection[str] = (),
    reason: str = "",
) -> Done:
    """Put a file right: what it said before is kept sealed, dated facts are restated.

    `keep` names facts that stay as they are, such as numbers that were shown masked. Raises `Stale`
    when the file changed since `version`, `IdentityTaken`, `Unfit`.
    """
    one = person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE, lock=True)
    claim_person(one, version)
    before = facts_of(one)
    facts = replace(facts, **{name: getattr(before, name) for name in keep})
    # A phone already on record is not judged again: an old line, or an invented number of the demo
    # county (100…, which no form accepts as new), must not stand in the way of another correction.
    is_known = facts.phone == before.phone
    agree(replace(facts, phone="") if is_known else facts, on=clock.today())
    if one.died is not None:
        not_before(one.died, facts.born, field="born", what="出生日期", what_en="the birth")
    put_right(actor, one, facts, Stamp.of(actor), reason)
    return Done(one.pk)


def put_right(actor: Actor, one: Person, facts: PersonFacts, stamp: Stamp, reason: str) -> None:
    """Restate a file's facts; nothing happens where nothing differs."""
    before = facts_of(one)
    names = [field.name for field in fields(PersonFacts)]
    changed = [name for name in names if getattr(before, name) != getattr(facts, name)]
    if not changed:
        return
    refuse_taken(actor, facts.identity, besides=one.pk)
    for name in changed:
        keep_before(one, name, str(getattr(before, name)), stamp, reason)
    columns = columns_of(facts)
    del columns["hukou"]
    for name, value in columns.items():
        setattr(one, name, value)
    touch(one, stamp, *columns)
    if "hukou" in changed:
        _correct_hukou(one, facts.hukou, stamp)
    if "born" in changed:
        restate_ends(one, stamp)
        if one.household is not None and one.household.until is None:
            homes.grown_head(one.household, on=clock.today(), stamp=stamp)


def facts_of(person: Person) -> PersonFacts:
    """Return the facts a file states."""
    return PersonFacts(
        name=person.name, sex=person.sex, born=person.born,
        identity=unseal(person.identity_sealed), phone=unseal(person.phone_sealed),
        ethnicity=person.ethnicity, marital=person.marital, education=person.education,
        hukou=person.hukou, hukou_kind=person.hukou_kind,
    )  # fmt: skip


def keep_before(person: Person, field: str, value: str, stamp: Stamp, reason: str = "") -> None:
    """Keep what a field said before, sealed."""
    Correction.objects.create(
        person=person, field=field, before_sealed=seal(value), at=stamp.at, by=stamp.by,
        reason=reason[:120],
    )  # fmt: skip


def _correct_hukou(person: Person, hukou: str, stamp: Stamp) -> None:
    """Restate the last registration: it was there, not elsewhere, since the same day."""
    rows = Residence.objects.filter(person=person, kind="registered")
    last = valid(rows).filter(until=None).first()
    since = last.since if last else max(person.born, stamp.at.date())
    homes.register_at(person, hukou, on=since, reason="correction", stamp=stamp)


@action(
    permit=Permit.PEOPLE_REVEAL,
    title=_("查看被遮盖的证件号码或电话"),
    logs=("person", "field", "contact"),
    subject="person",
)
def reveal(
    actor: Actor, *, person: int, field: str, reason: str, contact: int | None = None
) -> Revealed:
    """Show an ID number or phone in full, for a reason that enters the trail.

    `field` is identity, phone or contact (with the contact's id).
    """
    one = person_in_scope(actor, person, permit=Permit.PEOPLE_REVEAL)
    if len(reason.strip()) < 2:
        raise Impossible(
            "unknown", "请写明查看原因。", "Say why you need to see it.", field="reason"
        )
    if field == "identity":
        return Revealed(one.pk, unseal(one.identity_sealed))
    if field == "phone":
        return Revealed(one.pk, unseal(one.phone_sealed))
    row = valid(Contact.objects.filter(pk=contact or 0, person=one)).first()
    if field != "contact" or row is None:
        raise NotHere("contact", contact or 0)
    return Revealed(one.pk, unseal(row.phone_sealed))
