"""Moving people and households."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import concerning
from anhuai.people.actions import homes
from anhuai.people.actions.houses import living
from anhuai.people.actions.rows import (
    Done,
    Impossible,
    Stamp,
    alive,
    claim_household,
    cut,
    not_before,
    past,
    touch,
)
from anhuai.people.models import Circumstance, Membership, Person, Residence
from anhuai.people.queries.dated import valid
from anhuai.people.queries.scope import household_in_scope, person_in_scope
from anhuai.people.rules.circumstances import Finding
from anhuai.people.rules.facts import Founding, Home, Joining, read_hukou
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("办理个人迁移"),
    logs=("person", "on", "hukou"),
    subject="person",
)
def move_person(
    actor: Actor, *, person: int, on: date, to: Home | None, hukou: str | None = None
) -> Done:
    """Move a person on a day into another household or a new one, or (`to` None) out of the area.

    `hukou` moves the registration too: to that code, "" where it goes is not known; None leaves it.
    The household left behind gets a new head or ends. Raises `Impossible`, `NotHere`.
    """
    one = alive(person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE, lock=True))
    _may_move(one, past(on, field="on"))
    if isinstance(to, Joining) and to.household == one.household_id and one.left is None:
        raise Impossible(
            "same_home", "该人员已在这一户。", "The person is in that household already.",
            field="household",
        )  # fmt: skip
    stamp = Stamp.of(actor)
    warnings = homes.leave(one, on=on, stamp=stamp)
    household = None
    if to is None:
        _depart(one, on, stamp)
    else:
        household = homes.settle(actor, one, to, on=on, reason="move_in", stamp=stamp)
    if hukou is not None:
        _move_hukou(one, hukou, on, stamp)
    if to is None:
        warnings += _still_held(one)
    return Done(one.pk, household.pk if household else None, tuple(warnings))


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("办理全户迁移"),
    logs=("household", "on", "hukou"),
    subject="household",
)
def move_household(
    actor: Actor,
    *,
    household: int,
    on: date,
    to: Founding | None,
    hukou: str | None = None,
    version: int | None = None,
) -> Done:
    """Move everybody of a household to a new address, or (`to` None) out of the area.

    A household is people living at an address: the old one ends and a new one begins with the same
    head and relations, so that what was true at the old address stays true. Returns the new one.
    """
    old = living(household_in_scope(actor, household, permit=Permit.PEOPLE_MANAGE, lock=True))
    claim_household(old, version)
    rows = homes.members_of(old)
    stamp = Stamp.of(actor)
    for row in rows:
        _may_move(row.person, past(on, field="on"))
    new = homes.found(actor, old.head, to, on=on) if to is not None else None
    warnings: list[Finding] = []
    for row in rows:
        one, relation = row.person, row.relation
        if new is None:
            cut(Membership.objects.filter(person=one), on, stamp)
            _depart(one, on, stamp)
            warnings += _still_held(one)
        else:
            homes.enter(one, new, relation, on=on, reason="move_in", stamp=stamp)
        if hukou is not None:
            _move_hukou(one, hukou, on, stamp)
    old.until = max(on, old.since)
    old.save(update_fields=["until"])
    return Done(new.pk if new else old.pk, new.pk if new else None, tuple(warnings))


def _may_move(person: Person, on: date) -> None:
    not_before(on, person.born, field="on", what="出生日期", what_en="the birth")
    open_rows = valid(Residence.objects.filter(person=person, kind="resident", until=None))
    joined = valid(Membership.objects.filter(person=person, until=None))
    for rows in (open_rows, joined):
        last = rows.values_list("since", flat=True).first()
        if last is not None:
            not_before(on, last, field="on", what="上一次变动", what_en="the change before")
    if person.left is not None:
        not_before(on, person.left, field="on", what="迁出日期", what_en="the departure")


def _depart(person: Person, on: date, stamp: Stamp) -> None:
    rows = Residence.objects.filter(person=person, kind="resident")
    if not valid(rows).filter(until=None).exists():
        raise Impossible(
            "not_here",
            "该人员目前不在本地常住，不用办理迁出。",
            "The person does not live here, so there is nothing to move out.",
            field="on",
        )
    cut(rows, on, stamp)
    person.left = on
    touch(person, stamp, "left")


def _move_hukou(person: Person, hukou: str, on: date, stamp: Stamp) -> None:
    with concerning("hukou"):
        code = read_hukou(hukou)
    if code != person.hukou:
        homes.register_at(person, code, on=on, reason="move_in", stamp=stamp)


def _still_held(person: Person) -> list[Finding]:
    held = valid(Circumstance.objects.filter(person=person, until=None)).count()
    if not held:
        return []
    return [
        Finding(
            "still_held",
            f"{person.name}迁出后仍有 {held} 条人员类别，请核实是否应当结束。",
            f"{person.name} left with {held} circumstances in force: see whether they end.",
        )
    ]
