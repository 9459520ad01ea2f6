"""Joining, leaving and heading households: what every change of life shares."""

from collections.abc import Sequence
from datetime import date

from anhuai.kernel.months import age_on
from anhuai.kernel.unfit import concerning
from anhuai.people.actions.rows import Impossible, Stamp, cut, end, place_within, record, touch
from anhuai.people.models import Household, Kinship, Membership, Person, Residence
from anhuai.people.queries.dated import valid
from anhuai.people.queries.scope import household_in_scope
from anhuai.people.rules.circumstances import Finding
from anhuai.people.rules.codes import HEAD, RELATION
from anhuai.people.rules.facts import Founding, Home, Joining, read_address
from anhuai.people.rules.households import Kin, Member, kin_of_relation, next_head, relations_under
from anhuai.people.rules.kin import ADULT, Relation
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit


def settle(
    actor: Actor, person: Person, home: Home, *, on: date, reason: str, stamp: Stamp
) -> Household:
    """Give a person a home: residence, membership, and kinship that follows from the relation."""
    if isinstance(home, Joining):
        household, relation = _join(actor, home, on), home.relation
    else:
        household, relation = found(actor, person, home, on=on), HEAD
    enter(person, household, relation, on=on, reason=reason, stamp=stamp)
    if isinstance(home, Joining):
        link_to_head(person, household, relation, stamp=stamp)
        grown_head(household, on=on, stamp=stamp)
    return household


def found(actor: Actor, head: Person, home: Founding, *, on: date) -> Household:
    """Return a new household at an address within the actor's scope."""
    scope = actor.scope(Permit.PEOPLE_MANAGE)
    place_within(scope, home.division, on=on, field="division")
    with concerning("address"):
        address = read_address(home.address)
    return Household.objects.create(
        division=home.division, address=address, head=head, kind=home.kind, since=on
    )


def _join(actor: Actor, home: Joining, on: date) -> Household:
    household = household_in_scope(actor, home.household, permit=Permit.PEOPLE_MANAGE, lock=True)
    if household.until is not None:
        raise Impossible(
            "ended", "该户已注销，请选择其他户。", "This household has ended: choose another.",
            field="household",
        )  # fmt: skip
    if household.since > on:
        raise Impossible(
            "too_early",
            f"该户 {household.since} 才建立，日期不能更早。",
            f"The household exists since {household.since}: the day cannot be earlier.",
            field="on",
        )
    if home.relation == HEAD or home.relation not in RELATION:
        raise Impossible(
            "unknown",
            "请选择与户主的关系；要更换户主，请先入户再办理户主变更。",
            "Choose the relation to the head; to become head, join first, then change the head.",
            field="relation",
        )
    return household


def enter(
    person: Person, household: Household, relation: str, *, on: date, reason: str, stamp: Stamp
) -> None:
    """Record that a person lives in a household from a day on, and where."""
    cut(Membership.objects.filter(person=person), on, stamp)
    record(Membership(person=person, household=household, relation=relation, since=on), stamp)
    lived = Residence.objects.filter(person=person, kind="resident")
    if not valid(lived).filter(until=None, division=household.division).exists():
        cut(lived, on, stamp)
        record(
            Residence(
                person=person, kind="resident", division=household.division, since=on,
                reason=reason,
            ),
            stamp,
        )  # fmt: skip
    person.household, person.division, person.left = household, household.division, None
    touch(person, stamp, "household", "division", "left")


def register_at(person: Person, hukou: str, *, on: date, reason: str, stamp: Stamp) -> None:
    """Record where a person is registered (户籍) from a day on; "" where that is not known."""
    rows = Residence.objects.filter(person=person, kind="registered")
    cut(rows, on, stamp)
    if hukou:
        record(
            Residence(person=person, kind="registered", division=hukou, since=on, reason=reason),
            stamp,
        )
    person.hukou = hukou
    touch(person, stamp, "hukou")


def link_to_head(person: Person, household: Household, relation: str, *, stamp: Stamp) -> None:
    """Record the kinship that a relation to the head states, unless it is on record."""
    says, head = kin_of_relation(relation), household.head
    if says == "child" and head.born < person.born:
        _link(head, person, Relation.PARENT, person.born, stamp)
    elif says == "parent" and person.born < head.born:
        _link(person, head, Relation.PARENT, head.born, stamp)
    elif says == "spouse" and not _married(person) and not _married(head):
        since = valid(Membership.objects.filter(person=person, until=None)).get().since
        _link(person, head, Relation.SPOUSE, since, stamp)
        _link(head, person, Relation.SPOUSE, since, stamp)


def _married(person: Person) -> bool:
    rows = Kinship.objects.filter(person=person, relation=Relation.SPOUSE, until=None)
    return valid(rows).exists()


def _link(person: Person, relative: Person, relation: Relation, since: date, stamp: Stamp) -> None:
    known = Kinship.objects.filter(
        person=person, relative=relative, relation=relation, until=None, retracted_at=None
    )
    if not known.exists():
        row = Kinship(person=person, relative=relative, relation=relation.value, since=since)
        row.source = "与户主关系"
        record(row, stamp)


def leave(person: Person, *, on: date, stamp: Stamp) -> list[Finding]:
    """Take a person out of the household: another becomes head, or the household ends."""
    household = person.household
    if (
        household is None
        or not valid(
            Membership.objects.filter(person=person, household=household, until=None)
        ).exists()
    ):
        return []
    cut(Membership.objects.filter(person=person), on, stamp)
    return reseat(household, on=on, stamp=stamp)


def reseat(household: Household, *, on: date, stamp: Stamp) -> list[Finding]:
    """Give a household that lost its head another, or end it when nobody is left."""
    rows = members_of(household)
    if not rows:
        household.until = max(on, household.since)
        household.save(update_fields=["until"])
        return []
    members = [member_of(row) for row in rows]
    if any(member.person == household.head_id for member in members):
        return []
    head = next_head(members, on=on)
    if head is None:
        raise AssertionError("members without a next head")
    found = [_seated(household, rows, head, on=on, stamp=stamp)]
    if not _is_grown(head.born, on):
        found.append(
            Finding(
                "minor_head",
                "该户没有成年人，暂由未成年人任户主，请尽快核实监护情况。",
                "No adult is left in the household: check the guardianship at once.",
            )
        )
    return found


def grown_head(household: Household, *, on: date, stamp: Stamp) -> list[Finding]:
    """Hand a household headed by a minor to an adult, once one lives there."""
    rows = members_of(household)
    if _is_grown(household.head.born, on) or not any(_is_grown(r.person.born, on) for r in rows):
        return []
    head = next_head([member_of(row) for row in rows], on=on)
    return [_seated(household, rows, head, on=on, stamp=stamp)] if head is not None else []


def _is_grown(born: date, on: date) -> bool:
    return age_on(born, max(on, born)) >= ADULT


def _seated(
    household: Household, rows: Sequence[Membership], head: Member, *, on: date, stamp: Stamp
) -> Finding:
    name = next(row.person.name for row in rows if row.person_id == head.person)
    seat(household, rows, head, on=on, stamp=stamp)
    return Finding("new_head", f"户主已变更为{name}。", f"{name} is now head of the household.")


def seat(
    household: Household, rows: Sequence[Membership], head: Member, *, on: date, stamp: Stamp
) -> None:
    """Make a member head from a day on, and restate everybody's relation."""
    members = [member_of(row) for row in rows]
    kin = kin_among([member.person for member in members])
    relations = relations_under(head, members, kin)
    changed = [row for row in rows if row.relation != relations[row.person_id]]
    for row in changed:
        start = max(on, row.since)
        end(row, start, stamp)
        record(
            Membership(
                person_id=row.person_id, household_id=household.pk,
                relation=relations[row.person_id], since=start,
            ),
            stamp,
        )  # fmt: skip
    household.head_id = head.person
    household.save(update_fields=["head"])


def members_of(household: Household) -> list[Membership]:
    """Return the current memberships of a household with their persons."""
    rows = Membership.objects.filter(household=household, until=None).select_related("person")
    return list(valid(rows).order_by("person_id"))


def member_of(row: Membership) -> Member:
    """Return what headship asks of a member."""
    return Member(row.person_id, row.person.sex, row.person.born, row.relation)


def kin_among(ids: Sequence[int]) -> Kin:
    """Return the recorded parents and spouses among some people."""
    rows = valid(Kinship.objects.filter(person__in=ids, relative__in=ids)).filter(
        relation__in=[Relation.PARENT, Relation.SPOUSE]
    )
    pairs = list(rows.values_list("person_id", "relative_id", "relation"))
    return Kin(
        parents=frozenset((a, b) for a, b, how in pairs if how == Relation.PARENT),
        spouses=frozenset((a, b) for a, b, how in pairs if how == Relation.SPOUSE),
    )
