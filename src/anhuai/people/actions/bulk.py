"""Taking workbooks of people in chunks: the good rows of a chunk in one action, one audit entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.people.actions.circumstances import put
from anhuai.people.actions.drafts import Draft, draft_all, known_by_identity
from anhuai.people.actions.inserting import insert
from anhuai.people.actions.register import columns_of, facts_of, put_right
from anhuai.people.actions.rows import Stamp
from anhuai.people.catalogue import KINDS
from anhuai.people.models import (
    Circumstance,
    Contact,
    Household,
    Kinship,
    Membership,
    Person,
    Residence,
)
from anhuai.people.queries.dated import valid
from anhuai.people.rules.circumstances import natural_end
from anhuai.people.rules.codes import HEAD
from anhuai.people.rules.facts import PersonFacts
from anhuai.people.rules.households import kin_of_relation
from anhuai.people.rules.kin import Guardianship, Relation
from anhuai.platform import clock
from anhuai.platform.acting import Actor, Scope, action
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_index, blind_indexes, seal
from anhuai.platform.sheets.register import Outcome, Row


@dataclass(frozen=True, slots=True)
class Taken:
    """The persons a chunk added or updated."""

    pks: list[int]


def take_people(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge a chunk of rows and, unless `dry`, take the good ones; every error of every row.

    A row whose ID number is on record within the actor's scope updates that file; blank cells
    leave it as it is. Households are founded by their heads' rows, which come first or in the same
    chunk. Moves and deaths are not imported: a row that disagrees is refused.
    """
    actor.require(Permit.PEOPLE_IMPORT)
    scope = actor.scope(Permit.PEOPLE_IMPORT)
    drafts = draft_all(rows, scope, on=clock.today())
    good = [draft for draft in drafts if draft.is_good]
    if good and not dry:
        _take(actor, drafts=good, rows=len(good))
    return [draft.outcome for draft in drafts]


@action(permit=Permit.PEOPLE_IMPORT, title=_("导入人员"), logs=("rows",), subject="person")
def _take(actor: Actor, *, drafts: Sequence[Draft], rows: int) -> Taken:
    """Write judged rows."""
    del rows  # the trail keeps it
    stamp = Stamp.of(actor)
    new = [draft for draft in drafts if draft.known is None]
    people = _add(new, stamp)
    updated = [key for draft in drafts if draft.known and (key := _try_update(actor, draft, stamp))]
    _link_guardians(drafts, actor.scope(Permit.PEOPLE_IMPORT), stamp)
    return Taken([*people, *updated])


def _add(drafts: Sequence[Draft], stamp: Stamp) -> list[int]:
    heads = [draft for draft in drafts if draft.heads]
    others = [draft for draft in drafts if not draft.heads]
    people = _create(heads, stamp)
    homes = insert(
        Household,
        ("division", "address", "head", "kind", "since", "version"),
        [(d.division, d.address, key, "family", d.since, 1)
         for d, key in zip(heads, people, strict=True)],
    )  # fmt: skip
    own = Household.objects.filter(head=OuterRef("pk"), until=None).values("pk")[:1]
    Person.objects.filter(pk__in=people).update(household=Subquery(own))
    for draft, home in zip(heads, homes, strict=True):
        draft.household = home
    founded = {draft.own: draft.household for draft in heads}
    for draft in others:
        draft.household = draft.household or founded[draft.head]
    people += _create(others, stamp)
    _add_rows(list(zip([*heads, *others], people, strict=True)), stamp)
    return people


def _create(drafts: Sequence[Draft], stamp: Stamp) -> list[int]:
    files = [columns_of(facts_in(draft)) for draft in drafts]
    names = tuple(files[0]) if files else ()
    return insert(
        Person, (*names, "division", "household", "created_at", "updated_at", "version"),
        [
            (*file.values(), draft.division, draft.household, stamp.at, stamp.at, 1)
            for file, draft in zip(files, drafts, strict=True)
        ],
    )  # fmt: skip


def facts_in(draft: Draft) -> PersonFacts:
    """Return the facts of a good row."""
    if draft.facts is None:
        raise AssertionError("only rows read whole are taken")
    return draft.facts


def _add_rows(pairs: Sequence[tuple[Draft, int]], stamp: Stamp) -> None:
    mark = (stamp.at, stamp.by, "")
    dated = ("person", "since", "until", "recorded_at", "recorded_by", "source")
    insert(
        Membership, (*dated, "household", "relation"),
        [(key, d.since, None, *mark, d.household, d.relation) for d, key in pairs],
    )  # fmt: skip
    lived = [(key, d.since, None, *mark, "resident", d.division, "opening") for d, key in pairs]
    lived += [
        (key, d.since, None, *mark, "registered", d.facts.hukou, "opening")
        for d, key in pairs
        if d.facts and d.facts.hukou
    ]
    insert(Residence, (*dated, "kind", "division", "reason"), lived)
    insert(
        Circumstance, (*dated, "code", "kind", "grade"),
        [
            (key, t.since, natural_end(KINDS[t.code], born=facts_in(d).born, since=t.since),
             stamp.at, stamp.by, "导入", t.code, t.kind, t.grade)
            for d, key in pairs
            for t in d.tags
        ],
    )  # fmt: skip
    Contact.objects.bulk_create(_contact(d, key, stamp) for d, key in pairs if d.contact_phone)
    _link_heads(pairs, stamp)


def _contact(draft: Draft, person: int, stamp: Stamp) -> Contact:
    return Contact(
        person_id=person, name=draft.contact_name, since=clock.today(),
        phone_sealed=seal(draft.contact_phone),
        phone_index=blind_index(draft.contact_phone, of="phone"),
        recorded_at=stamp.at, recorded_by=stamp.by,
    )  # fmt: skip


def _link_heads(pairs: Sequence[tuple[Draft, int]], stamp: Stamp) -> None:
    """Record the kinship that relations to the head state, as `homes.link_to_head` does."""
    kin = [(d, key, kin_of_relation(d.relation)) for d, key in pairs if d.relation != HEAD]
    kin = [(d, key, says) for d, key, says in kin if says]
    homes = Household.objects.filter(pk__in={d.household for d, _key, _says in kin})
    heads = {
        home: (head, born) for home, head, born in homes.values_list("pk", "head", "head__born")
    }
    spouses = valid(Kinship.objects.filter(relation=Relation.SPOUSE, until=None))
    married = set(
        spouses.filter(person__in=[h for h, _born in heads.values()]).values_list(
            "person", flat=True
        )
    )
    found: list[tuple[int, int, Relation, date]] = []
    for draft, person, says in kin:
        head, head_born = heads[draft.household or 0]
        born = facts_in(draft).born
        if says == "child" and head_born < born:
            found.append((head, person, Relation.PARENT, born))
        elif says == "parent" and born < head_born:
            found.append((person, head, Relation.PARENT, head_born))
        elif says == "spouse" and head not in married:
            married.add(head)
            found.append((person, head, Relation.SPOUSE, draft.since))
            found.append((head, person, Relation.SPOUSE, draft.since))
    insert(
        Kinship,
        ("person", "relative", "relation", "kind", "since", "source", "recorded_at", "recorded_by"),
        [
            (one, other, relation.value, "", since, "与户主关系", stamp.at, stamp.by)
            for one, other, relation, since in found
        ],
    )


def _try_update(actor: Actor, draft: Draft, stamp: Stamp) -> int | None:
    """Update a file; what its own history forbids refuses this row and no other."""
    try:
        with transaction.atomic():
            return _update(actor, draft, stamp)
    except Unfit as error:
        draft.outcome.refuse_for(error, column="tags")
        return None


def _update(actor: Actor, draft: Draft, stamp: Stamp) -> int:
    if draft.known is None:
        raise AssertionError("only known people are updated")
    one = Person.objects.select_for_update().get(pk=draft.known.person)
    facts = facts_in(draft)
    filled = {key for key, text in draft.outcome.row.values.items() if text.strip()}
    names = [one.name for one in fields(PersonFacts)]
    typed = {name: getattr(facts, name) for name in names if name in filled}
    put_right(actor, one, replace(facts_of(one), **typed), stamp, "导入")
    for held in draft.tags:
        put(KINDS[held.code], one, held, stamp)
    if draft.contact_phone:
        known = blind_indexes(draft.contact_phone, of="phone")
        rows = Contact.objects.filter(person=one, phone_index__in=known, until=None)
        if not valid(rows).exists():
            _contact(draft, one.pk, stamp).save(force_insert=True)
    return one.pk


def _link_guardians(drafts: Iterable[Draft], scope: Scope, stamp: Stamp) -> None:
    """Record the guardians named by ID number who are on record by now."""
    named = [draft for draft in drafts if draft.guardian and draft.facts]
    if not named:
        return
    known = known_by_identity(named)
    pairs = {
        (known[d.guardian].person, known[facts_in(d).identity].person)
        for d in named
        if facts_in(d).identity in known
        and d.guardian in known
        and known[d.guardian].reached(scope)
    }
    current = Kinship.objects.filter(
        relation=Relation.GUARDIAN, relative__in=[ward for _g, ward in pairs], until=None
    )
    have = set(valid(current).values_list("person", "relative"))
    Kinship.objects.bulk_create(
        Kinship(
            person_id=guardian, relative_id=ward, relation=Relation.GUARDIAN.value,
            kind=Guardianship.STATUTORY.value, since=clock.today(), source="导入",
            recorded_at=stamp.at, recorded_by=stamp.by,
        )
        for guardian, ward in sorted(pairs - have)
        if guardian != ward
    )  # fmt: skip
