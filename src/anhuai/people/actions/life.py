"""Births and deaths, and a death recorded by mistake."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.people.actions import homes
from anhuai.people.actions.circumstances import close_all
from anhuai.people.actions.register import create, keep_before
from anhuai.people.actions.rows import (
    D,
    Done,
    Impossible,
    Stamp,
    alive,
    claim_person,
    cut,
    not_before,
    past,
    record,
    retract,
    touch,
)
from anhuai.people.models import (
    Circumstance,
    Consent,
    Correction,
    Household,
    Kinship,
    Membership,
    Person,
    Residence,
)
from anhuai.people.queries.dated import holding, valid
from anhuai.people.queries.scope import person_in_scope
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import Finding
from anhuai.people.rules.codes import HEAD, OTHER_RELATIVE
from anhuai.people.rules.facts import PersonFacts, agree, birth_bound
from anhuai.people.rules.households import child_relation
from anhuai.people.rules.kin import ADULT, Guardianship, Relation, judge_link
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import unseal

_ENDING = (Relation.SPOUSE, Relation.GUARDIAN, Relation.SUPPORTER)
_MARRIED = frozenset({"20", "21", "22", "23"})
_WIDOWED = "30"


@action(
    permit=Permit.PEOPLE_MANAGE, title=_("登记出生"), logs=("mother", "father"), subject="person"
)
def record_birth(
    actor: Actor, *, mother: int, facts: PersonFacts, father: int | None = None
) -> Done:
    """Record a child born into the mother's household, with both parents; 户籍 follows the mother.

    Raises `Impossible` when the mother has no household here or had died, `Unfit`, `NotHere`.
    """
    stamp = Stamp.of(actor)
    parent = person_in_scope(actor, mother, permit=Permit.PEOPLE_MANAGE, lock=True)
    agree(facts, on=past(facts.born, field="born"))
    if parent.sex != "2":
        raise Impossible(
            "unknown", "请选择母亲（女性）。", "Choose the mother, a woman.", field="mother"
        )
    membership = _membership(alive(parent), facts.born)
    known = [parent]
    if father is not None:
        known.append(person_in_scope(actor, father, permit=Permit.PEOPLE_MANAGE))
    doubts = [
        judge_link(
            Relation.PARENT, person_born=one.born, relative_born=facts.born, kind="", on=facts.born
        )
        for one in known
    ]
    child = create(actor, facts, stamp)
    relation = child_relation(membership.relation, child.sex)
    homes.enter(child, membership.household, relation, on=child.born, reason="birth", stamp=stamp)
    hukou = facts.hukou or parent.hukou
    if hukou:
        homes.register_at(child, hukou, on=child.born, reason="birth", stamp=stamp)
    for one in known:
        row = Kinship(person=one, relative=child, relation=Relation.PARENT.value, since=child.born)
        record(row, stamp)
    family = _family_circumstances(parent, child.born)
    return Done(child.pk, membership.household_id, (*(d for some in doubts for d in some), *family))


def _membership(mother: Person, born: date) -> Membership:
    rows = valid(Membership.objects.filter(person=mother, until=None))
    row = rows.select_related("household__head").first()
    if row is None:
        raise Impossible(
            "no_home",
            "母亲不在本地户中，请先办理迁入，或用“新增人员”登记孩子。",
            "The mother is in no household here: record her move first, or add the child alone.",
            field="mother",
        )
    not_before(born, row.household.since, field="born", what="该户建立日期",
               what_en="the household's start")  # fmt: skip
    return row


def _family_circumstances(parent: Person, on: date) -> list[Finding]:
    from_family = Circumstance.objects.filter(person=parent, until=None, code="dibao")
    if not valid(from_family).exists():
        return []
    return [
        Finding(
            "family",
            "母亲在享受低保，请核定新生儿是否纳入保障。",
            f"The mother is on dibao: decide whether the child born on {on} is covered.",
        )
    ]


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("登记死亡"),
    logs=("person", "died", "version"),
    subject="person",
)
def record_death(
    actor: Actor, *, person: int, died: date, version: int | None = None, source: str = ""
) -> Done:
    """Record a death: everything that ends with a life ends on that day.

    Residence, registration, membership, circumstances, consents, marriage, guardianship and support
    close; the household gets a new head or ends. Warns of children left without a guardian.
    Raises `Impossible` for somebody dead, `Stale`, `NotHere`.
    """
    del source  # the trail keeps who and when; the certificate is a file of a later room
    one = alive(person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE, lock=True))
    claim_person(one, version)
    past(died, field="died")
    not_before(died, one.born, field="died", what="出生日期", what_en="the birth")
    stamp = Stamp.of(actor)
    wards = _wards(one)
    keep_before(one, "died", "", stamp)
    warnings = homes.leave(one, on=died, stamp=stamp)
    cut(Residence.objects.filter(person=one), died, stamp)
    close_all(one, died, stamp)
    cut(Consent.objects.filter(person=one), died, stamp)
    _end_kin(one, died, stamp)
    one.died = died
    touch(one, stamp, "died")
    warnings += [_unguarded(ward) for ward in wards if not guardians_of(ward, on=died)]
    warnings += _left_alone(one)
    return Done(one.pk, one.household_id, tuple(warnings))


def _end_kin(person: Person, on: date, stamp: Stamp) -> None:
    """End marriage, guardianship and support; parents stay parents."""
    rows = Kinship.objects.filter(Q(person=person) | Q(relative=person), relation__in=_ENDING)
    spouses = valid(rows).filter(relation=Relation.SPOUSE, relative=person, until=None)
    for row in list(spouses.select_related("person")):
        _widow(row.person, stamp)
    cut(rows, on, stamp)


def _widow(spouse: Person, stamp: Stamp) -> None:
    if spouse.died is None and spouse.marital in _MARRIED:
        keep_before(spouse, "marital", spouse.marital, stamp, "配偶死亡")
        spouse.marital = _WIDOWED
        touch(spouse, stamp, "marital")


def _wards(person: Person) -> list[Person]:
    """Return the living minors whose parent or guardian a person is."""
    rows = valid(Kinship.objects.filter(person=person, until=None)).filter(
        relation__in=[Relation.PARENT, Relation.GUARDIAN]
    )
    youngest = birth_bound(clock.today(), ADULT)
    found = Person.objects.filter(pk__in=rows.values("relative"), died=None, born__gt=youngest)
    return list(found.order_by("pk"))


def guardians_of(ward: Person, *, on: date, parents: bool = True) -> list[Person]:
    """Return the living guardians on a day, and the parents; entrusted carers are neither."""
    relations = [Relation.GUARDIAN, Relation.PARENT] if parents else [Relation.GUARDIAN]
    rows = Kinship.objects.filter(holding(on), relative=ward, relation__in=relations)
    found = rows.exclude(kind=Guardianship.ENTRUSTED)
    alive_then = Q(died=None) | Q(died__gt=on)
    return list(Person.objects.filter(alive_then, pk__in=found.values("person")).order_by("pk"))


def _unguarded(ward: Person) -> Finding:
    return Finding(
        "unguarded",
        f"未成年人{ward.name}已没有在世的父母或监护人，请立即核实监护情况。",
        f"The minor {ward.name} has no living parent or guardian: see to it at once.",
    )


def _left_alone(person: Person) -> list[Finding]:
    home = person.household
    left = homes.members_of(home) if home is not None and home.until is None else []
    if len(left) != 1 or left[0].person.born > birth_bound(clock.today(), ELDER.age):
        return []
    name = left[0].person.name
    return [
        Finding(
            "alone",
            f"该户只剩{name}一位老年人，请上门核实是否独居并登记。",
            f"Only {name}, an older person, is left: visit, and record living alone if so.",
        )
    ]


@action(permit=Permit.PEOPLE_MANAGE, title=_("撤销死亡登记"), logs=("person",), subject="person")
def undo_death(actor: Actor, *, person: int, reason: str) -> Done:
    """Take back a death recorded by mistake: everything it closed is open again.

    Where the household has changed since, the person comes back as a member, not as head.
    """
    del reason  # the trail keeps it
    one = person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE, lock=True)
    noted = Correction.objects.filter(person=one, field="died").order_by("-at").first()
    if one.died is None or noted is None:
        raise Impossible("ended", "该人员没有登记死亡。", "No death of this person is on record.")
    stamp = Stamp.of(actor)
    died, at = one.died, noted.at
    one.died = None
    touch(one, stamp, "died")
    keep_before(one, "died", died.isoformat(), stamp)
    _reopen(Residence.objects.filter(person=one), at, stamp)
    _reopen(Circumstance.objects.filter(person=one), at, stamp)
    _reopen(Consent.objects.filter(person=one), at, stamp)
    _reopen_kin(one, at, stamp)
    _return_home(one, at, stamp)
    if one.household_id is not None and one.left is None:
        home = Household.objects.get(pk=one.household_id)
        homes.grown_head(home, on=clock.today(), stamp=stamp)
    for row in Correction.objects.filter(field="marital", at=at).select_related("person"):
        row.person.marital = unseal(row.before_sealed)
        touch(row.person, stamp, "marital")
    return Done(one.pk, one.household_id)


def _reopen(rows: "QuerySet[D]", at: datetime, stamp: Stamp) -> None:
    """Retract what an action of that instant recorded, record again what it retracted."""
    for row in list(valid(rows).filter(recorded_at=at)):
        retract(row, stamp)
    for row in list(rows.filter(retracted_at=at)):
        row.pk, row.retracted_at = None, None
        row._state.adding = True
        record(row, stamp)


def _reopen_kin(person: Person, at: datetime, stamp: Stamp) -> None:
    rows = Kinship.objects.filter(Q(person=person) | Q(relative=person))
    married = {
        row.person_id
        for row in valid(Kinship.objects.filter(relation=Relation.SPOUSE, until=None))
        .filter(person__in=rows.values("person"))
    }  # fmt: skip
    spouse = rows.filter(relation=Relation.SPOUSE)
    if not married:
        _reopen(spouse, at, stamp)
    _reopen(rows.exclude(relation=Relation.SPOUSE), at, stamp)


def _return_home(person: Person, at: datetime, stamp: Stamp) -> None:
    """Give a person back the home a death closed, as head where nobody took the place since."""
    home = person.household
    own = Membership.objects.filter(person=person)
    if home is None or not own.filter(retracted_at=at).exists():
        return
    ended = home.until
    if ended is not None:
        home.until = None
        home.save(update_fields=["until"])
    _reopen_membership(person, home, at, stamp)
    if ended is not None:  # the others left meanwhile: whoever is back heads the household
        homes.reseat(home, on=ended, stamp=stamp)


def _reopen_membership(person: Person, home: Household, at: datetime, stamp: Stamp) -> None:
    own, rows = Membership.objects.filter(person=person), Membership.objects.filter(household=home)
    restated = rows.filter(recorded_at=at).exclude(person=person)
    unchanged = not restated.exclude(retracted_at=None).exists()
    was_head = own.filter(retracted_at=at, relation=HEAD).exists()
    successor = valid(rows).filter(until=None, relation=HEAD, recorded_at=at).exists()
    if not was_head or not restated.exists():
        _reopen(own, at, stamp)
    elif unchanged and successor:
        _reopen(rows, at, stamp)
        home.head = person
        home.save(update_fields=["head"])
    else:
        _reopen(own, at, stamp)
        row = valid(own).get(until=None)
        row.relation = OTHER_RELATIVE
        row.save(update_fields=["relation"])
