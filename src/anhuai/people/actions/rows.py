"""How dated rows are written: never changed in place, retracted and recorded anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import F, QuerySet

from anhuai.kernel.unfit import Unfit
from anhuai.people.models import (
    Circumstance,
    Consent,
    Contact,
    Household,
    Kinship,
    Membership,
    Person,
    Residence,
)
from anhuai.people.queries.dated import after
from anhuai.people.rules.circumstances import Finding
from anhuai.people.rules.facts import require_past
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Scope
from anhuai.platform.posting import Stale

D = TypeVar("D", Residence, Membership, Kinship, Circumstance, Contact, Consent)


class Impossible(Unfit):
    """A change the records do not allow; codes: dead, not_here, too_early, ended, outside, unknown,
    no_home, already_head, same_home, minor, not_member."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a write led to: the person's or household's id, and what is worth a look.

    `row` is the id of the dated row it made: circumstance, kinship, contact, consent.
    """

    pk: int
    household: int | None = None
    warnings: tuple[Finding, ...] = ()
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom something was recorded."""

    at: datetime
    by: str

    @classmethod
    def of(cls, actor: Actor) -> "Stamp":
        """Return the stamp of this moment."""
        return cls(clock.now(), actor.name[:64])


def record(row: D, stamp: Stamp) -> D:
    """Record a new dated row."""
    row.recorded_at, row.recorded_by = stamp.at, stamp.by
    row.save(force_insert=True)
    return row


def retract(row: D, stamp: Stamp) -> None:
    """Mark a row as known to be wrong from now on."""
    row.retracted_at = stamp.at
    row.save(update_fields=["retracted_at"])


def end(row: D, day: date, stamp: Stamp) -> None:
    """End a row on a day: retracted, and recorded anew up to that day if it held before it."""
    retract(row, stamp)
    if row.since < day:
        row.pk, row.retracted_at, row.until = None, None, day
        row._state.adding = True
        record(row, stamp)


def cut(rows: "QuerySet[D]", day: date, stamp: Stamp) -> int:
    """End every row that reaches beyond a day; return how many."""
    found = list(after(rows, day))
    for row in found:
        end(row, day, stamp)
    return len(found)


def touch(person: Person, stamp: Stamp, *fields: str) -> None:
    """Save a person's fields; whoever still shows the old version will be told."""
    person.version += 1
    person.updated_at = stamp.at
    person.save(update_fields=["version", "updated_at", *fields])


def claim_person(person: Person, version: int | None) -> None:
    """Raise `Stale` unless a person is still in the version that was shown; None asks for none."""
    if version is not None and person.version != version:
        raise Stale("person", person.pk)


def claim_household(household: Household, version: int | None) -> None:
    """Move a household to its next version, or raise `Stale`."""
    rows = Household.objects.filter(pk=household.pk)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(version=F("version") + 1):
        raise Stale("household", household.pk)
    household.version += 1


def alive(person: Person) -> Person:
    """Return a living person; raises `Impossible` for a dead one."""
    if person.died is not None:
        raise Impossible(
            "dead",
            "该人员已登记死亡，不能再办理；如死亡登记有误，请先撤销死亡登记。",
            "This person is recorded as dead: if that is wrong, undo it first.",
        )
    return person


def past(day: date, *, field: str) -> date:
    """Return a day that is not to come; raises `BadFact` for the field."""
    try:
        return require_past(day, on=clock.today())
    except Unfit as error:
        raise type(error)(error.code, error.message, error.message_en, field=field) from None


def not_before(day: date, other: date, *, field: str, what: str, what_en: str) -> None:
    """Raise `Impossible` when a day lies before another."""
    if day < other:
        raise Impossible(
            "too_early",
            f"日期 {day} 早于{what}（{other}），请核对。",
            f"The day {day} is before {what_en} ({other}): check it.",
            field=field,
        )


def place_within(scope: Scope, code: str, *, on: date, field: str) -> str:
    """Return the code of a town or village that existed and that the scope reaches."""
    if len(code) < 9 or not places.exists(code, on=on):
        raise Impossible(
            "unknown",
            "没有这个村（社区），请从列表中选择，或核对 12 位代码。",
            "There is no such village: choose it from the list, or check the 12 digits.",
            field=field,
        )
    if not scope.covers(code):
        raise Impossible(
            "outside",
            "这个村（社区）不在您的管辖范围；请选择本辖区的村（社区），或请上级经办人办理。",
            "This village is outside your area: choose one in it, or ask the county's officer.",
            field=field,
        )
    return code


def findings(*groups: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings of several checks in one."""
    return tuple(one for group in groups for one in group)
