"""Giving people circumstances and ending them, as the catalogue allows."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.dated import Period
from anhuai.people.actions.rows import (
    Done,
    Impossible,
    Stamp,
    alive,
    cut,
    end,
    findings,
    not_before,
    past,
    record,
    retract,
    touch,
)
from anhuai.people.catalogue import KINDS
from anhuai.people.models import Circumstance, Person
from anhuai.people.queries.dated import after, valid
from anhuai.people.queries.scope import person_in_scope
from anhuai.people.rules.circumstances import (
    BadCircumstance,
    CircumstanceKind,
    Finding,
    Held,
    Unit,
    judge,
    judge_kind,
    natural_end,
)
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("登记人员类别"),
    logs=("persons", "held", "replaces"),
    subject="person",
)
def set_circumstance(
    actor: Actor,
    *,
    persons: Sequence[int],
    held: Held,
    replaces: int | None = None,
) -> Done:
    """Record a circumstance of a person, or of the members of one household it covers.

    `replaces` is an earlier row that ends where this begins (another grade, another kind).
    Raises `BadCircumstance` where the definition forbids it, `NotHere`.
    """
    definition = KINDS.get(held.code)
    if definition is None:
        raise BadCircumstance("unknown", "请选择人员类别。", "Choose what it is.", field="code")
    judge_kind(definition, held.kind)
    past(held.since, field="since")
    stamp = Stamp.of(actor)
    if replaces is not None:
        _replace(actor, replaces, persons, held.since, stamp)
    people = [
        alive(person_in_scope(actor, one, permit=Permit.PEOPLE_MANAGE, lock=True))
        for one in persons
    ]
    _one_family(definition, people)
    made = [_set(definition, one, held, stamp) for one in people]
    warnings = findings(*(found for _row, found in made))
    return Done(people[0].pk, people[0].household_id, warnings, made[0][0].pk)


def put(definition: CircumstanceKind, person: Person, held: Held, stamp: Stamp) -> None:
    """Give a person a circumstance unless it is held; another grade of it ends."""
    rows = Circumstance.objects.filter(person=person, code=held.code, kind=held.kind)
    current = after(rows, held.since)
    if current.filter(grade=held.grade).exists():
        return
    for row in list(current):
        end(row, held.since, stamp)
    _set(definition, person, held, stamp)


def _set(
    definition: CircumstanceKind, person: Person, held: Held, stamp: Stamp
) -> tuple[Circumstance, list[Finding]]:
    row = Circumstance(
        person=person, code=held.code, grade=held.grade, kind=held.kind, since=held.since,
        until=held.until, source=held.source[:120],
    )  # fmt: skip
    not_before(row.since, person.born, field="since", what="出生日期", what_en="the birth")
    closes = natural_end(definition, born=person.born, since=row.since)
    if row.until is None:
        row.until = closes
    elif row.until <= row.since:
        raise BadCircumstance(
            "period",
            "结束日期应晚于开始日期。",
            "The end must be after the start.",
            field="until",
        )
    elif closes is not None and row.until > closes and not definition.goes_on_while:
        raise BadCircumstance(
            "period",
            f"结束日期最晚为 {closes}（到龄或认定期满）。",
            f"It ends on {closes} at the latest, by age or by the longest confirmation.",
            field="until",
        )
    warnings = judge(
        definition, born=person.born, since=row.since, grade=row.grade, code=row.code,
        holds=_held_codes(definition, person, row),
    )  # fmt: skip
    record(row, stamp)
    touch(person, stamp)
    return row, warnings


def _held_codes(definition: CircumstanceKind, person: Person, new: Circumstance) -> Iterable[str]:
    """Return the codes in force in the new row's period; another kind may stand beside."""
    period = Period(new.since, new.until)
    for row in valid(Circumstance.objects.filter(person=person)):
        beside = definition.several_kinds and row.code == new.code and row.kind != new.kind
        if not beside and period.overlaps(Period(row.since, row.until)):
            yield row.code


def _one_family(definition: CircumstanceKind, people: Sequence[Person]) -> None:
    homes = {person.household_id for person in people}
    if len(people) > 1 and (definition.unit is not Unit.FAMILY or len(homes) > 1):
        raise Impossible(
            "not_member",
            "只有以家庭为单位的类别才能一次登记多人，且须是同一户的成员。",
            "Only a family's circumstance covers several people, all of one household.",
            field="persons",
        )
    if not people:
        raise Impossible("unknown", "请选择人员。", "Choose somebody.", field="persons")


def _replace(
    actor: Actor, replaces: int, persons: Sequence[int], since: date, stamp: Stamp
) -> None:
    old = _own(actor, replaces)
    same = Circumstance.objects.filter(person__in=persons, code=old.code, kind=old.kind)
    for row in after(same, since):
        end(row, since, stamp)


def _own(actor: Actor, circumstance: int) -> Circumstance:
    row = valid(Circumstance.objects.filter(pk=circumstance)).first()
    if row is None:
        raise NotHere("circumstance", circumstance)
    person_in_scope(actor, row.person_id, permit=Permit.PEOPLE_MANAGE, lock=True)
    return row


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("结束人员类别"),
    logs=("circumstance", "until", "wrong", "whole_family"),
    subject="person",
)
def end_circumstance(
    actor: Actor,
    *,
    circumstance: int,
    until: date | None = None,
    wrong: bool = False,
    whole_family: bool = False,
    reason: str = "",
) -> Done:
    """End a circumstance on a day (the first on which it no longer holds), or mark it wrong.

    `whole_family` ends it for every member of the household. Raises `Impossible` when it has ended.
    """
    del reason  # the trail keeps it
    row = _own(actor, circumstance)
    stamp = Stamp.of(actor)
    rows = [row]
    if whole_family and row.person.household_id is not None:
        others = Circumstance.objects.filter(
            person__household=row.person.household_id, code=row.code, kind=row.kind
        ).exclude(pk=row.pk)
        rows += list(after(others, until or row.since))
    for one in rows:
        if wrong:
            retract(one, stamp)
        else:
            _end(one, until, stamp)
        touch(one.person, stamp)
    return Done(row.person_id, row.person.household_id)


def _end(row: Circumstance, until: date | None, stamp: Stamp) -> None:
    if until is None:
        raise BadCircumstance("period", "请填写结束日期。", "Enter the end.", field="until")
    past(until, field="until")
    not_before(until, row.since, field="until", what="开始日期", what_en="its start")
    if row.until is not None and row.until <= until:
        raise Impossible(
            "ended",
            f"这一条已于 {row.until} 结束，不用再办。",
            f"It ended on {row.until} already.",
            field="until",
        )
    end(row, until, stamp)


def restate_ends(person: Person, stamp: Stamp) -> None:
    """After a corrected birth, move the ends that follow from age."""
    for row in list(valid(Circumstance.objects.filter(person=person))):
        definition = KINDS.get(row.code)
        if definition is None or definition.below_age is None or definition.goes_on_while:
            continue
        closes = natural_end(definition, born=person.born, since=row.since)
        if row.until == closes or person.died is not None:
            continue
        retract(row, stamp)
        row.pk, row.retracted_at, row.until = None, None, closes
        row._state.adding = True
        record(row, stamp)


def close_all(person: Person, on: date, stamp: Stamp) -> int:
    """End everything a person is in on the day of death; return how many."""
    return cut(Circumstance.objects.filter(person=person), on, stamp)
