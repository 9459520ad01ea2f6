"""Merges and splits: what is proposed, what it would move, where an old file went."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.identity import mask_citizen_id, mask_phone
from anhuai.people.catalogue import KINDS
from anhuai.people.models import Circumstance, FileChange, Kinship, Person
from anhuai.people.queries.dated import valid
from anhuai.people.queries.scope import person_in_scope, visible
from anhuai.people.rules.facts import PersonFacts
from anhuai.people.rules.joining import FACTS, HOME, Choice, State, differing
from anhuai.people.rules.kin import Relation
from anhuai.places import queries as places
from anhuai.platform import pointing
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import unseal

PERMIT = Permit.PEOPLE_MANAGE


def changes(actor: Actor) -> QuerySet[FileChange]:
    """Return the merges and splits of files within the actor's scope."""
    reached = visible(actor, permit=PERMIT).values("pk")
    open_ones = Q(state=State.PROPOSED) & (Q(gone=None) | Q(gone__in=reached))
    return FileChange.objects.filter(~Q(state=State.PROPOSED) | open_ones, kept__in=reached)


def change(actor: Actor, key: int) -> FileChange:
    """Return a merge or split within the actor's scope; raises `NotHere`."""
    found = changes(actor).filter(pk=key).first()
    if found is None:
        raise NotHere("file_change", key)
    return found


def now_in(person: int) -> int | None:
    """Return the file that took over one that is gone, through later merges; None if it is not."""
    key, seen = person, set()
    while key not in seen:
        seen.add(key)
        found = FileChange.objects.filter(gone=key, kind="merge", state=State.DONE).last()
        if found is None:
            break
        key = found.kept
    return key if key != person else None


def files_within(person: int) -> set[int]:
    """Return the files that became a person's by merges that hold, their own among them."""
    found, new = {person}, {person}
    while new:
        merged = FileChange.objects.filter(kept__in=new, kind="merge", state=State.DONE)
        new = {key for key in merged.values_list("gone", flat=True) if key} - found
        found |= new
    return found


def facts_in(said: Mapping[str, Any]) -> PersonFacts:
    """Return the facts a proposal to split states of the other person."""
    values = {name: said[name] for name in FACTS}
    return PersonFacts(**{**values, "born": date.fromisoformat(said["born"])})


def obstacles(kept: Person, gone: Person) -> list[str]:
    """Return what must be put in order before two files can be one, in the language of the page."""
    found = []
    if (kept.died is None) != (gone.died is None):
        found.append(gettext("一份档案登记了死亡，另一份没有；请先登记或撤销死亡登记。"))
    elif kept.died != gone.died:
        found.append(gettext("两份档案的死亡日期不同；请先更正其中一份。"))
    between = Q(person=kept, relative=gone) | Q(person=gone, relative=kept)
    if valid(Kinship.objects.filter(between)).exists():
        found.append(
            gettext("两份档案之间登记了亲属关系，同一个人不会是自己的亲属；请先结束这条关系。")
        )
    spouses = valid(Kinship.objects.filter(relation=Relation.SPOUSE, until=None))
    of_each = [set(spouses.filter(person=one).values_list("relative", flat=True))
               for one in (kept, gone)]  # fmt: skip
    if all(of_each) and of_each[0] != of_each[1]:
        found.append(gettext("两份档案登记的配偶不是同一人；请先结束其中一条配偶关系。"))
    found += [str(one.clash(kept.pk, gone.pk)) for one in pointing.declared()]
    return [one for one in found if one]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would bring together: (fact, kept, gone), what must be chosen, what moves."""

    kept: int
    gone: int
    names: tuple[str, str]
    facts: tuple[Choice, ...]
    must_choose: frozenset[str]
    moves: tuple[tuple[Any, int, int], ...]
    obstacles: tuple[str, ...]


@reading(
    permit=PERMIT, title=_("预览合并档案"), subject="person",
    ids=lambda found: [found.kept, found.gone],
)  # fmt: skip
def preview(actor: Actor, *, kept: int, gone: int) -> Preview:
    """Return what joining two files would move and what contradicts; numbers masked."""
    own, other = (person_in_scope(actor, key, permit=PERMIT) for key in (kept, gone))
    shown = (_shown(own), _shown(other))
    must = {one.name for one in differing(_facts(own), _facts(other))}
    homes = {one.household_id for one in (own, other) if one.household_id and one.left is None}
    must |= {HOME} if len(homes) == 2 else set()
    return Preview(
        kept, gone, (own.name, other.name),
        tuple(Choice(name, shown[0][name], shown[1][name]) for name in (*FACTS, HOME)),
        frozenset(must),
        tuple(
            (one.title, one.rows().filter(**{one.column: kept}).count(), count)
            for one in pointing.declared()
            if (count := one.rows().filter(**{one.column: gone}).count())
        ),
        tuple(obstacles(own, other)),
    )  # fmt: skip


def _facts(one: Person) -> PersonFacts:
    return PersonFacts(
        one.name, one.sex, one.born, unseal(one.identity_sealed), unseal(one.phone_sealed),
        one.ethnicity, one.marital, one.education, one.hukou, one.hukou_kind,
    )  # fmt: skip


def _shown(one: Person) -> dict[str, str]:
    facts = _facts(one)
    home = one.household if one.left is None else None
    place = f"{places.path_of(home.division)} {home.address}" if home else ""
    return {name: str(getattr(facts, name)) for name in FACTS} | {
        "identity": mask_citizen_id(facts.identity), "phone": mask_phone(facts.phone), HOME: place,
    }  # fmt: skip


def pointing_rows(actor: Actor, *, person: int) -> list[tuple[str, str, str]]:
    """Return ("key:id", title, what it says) of the rows a split may give to the other person."""
    one = person_in_scope(actor, person, permit=PERMIT)
    found = []
    for points in pointing.declared():
        if points.chosen:
            rows = points.rows().filter(**{points.column: one.pk}).order_by("pk")[:100]
            found += [(f"{points.key}:{row.pk}", str(points.title), _says(row)) for row in rows]
    return found


def _says(row: Any) -> str:
    """Return a row in a few words: its code or name and its period."""
    if isinstance(row, Kinship):
        words = [Relation(row.relation).label, f"{row.person.name} → {row.relative.name}"]
    elif isinstance(row, Circumstance):
        words = [KINDS[row.code].label(row.grade, row.kind) if row.code in KINDS else row.code]
    else:
        words = [str(getattr(row, name)) for name in ("name", "purpose", "role")
                 if getattr(row, name, "")]  # fmt: skip
    since, until = getattr(row, "since", None), getattr(row, "until", None)
    period = f"{since} — {until or ''}".strip() if since else ""
    return " ".join([*words[:2], period]).strip() or f"#{row.pk}"


_WAS_JOINED = RowsOf(FileChange, "kept", "gone")


def of_person(actor: Actor, person: int) -> list[FileChange]:
    """Return the merges and splits of a file, the latest first, withdrawn ones left out."""
    if not _WAS_JOINED(person):
        return []
    found = changes(actor).filter(Q(kept=person) | Q(gone=person))
    return list(found.exclude(state=State.WITHDRAWN).order_by("-pk")[:10])


def chosen(found: FileChange) -> list[tuple[str, str]]:
    """Return what a proposal to merge chose: (fact, kept or gone)."""
    said = json.loads(unseal(found.choices_sealed) or "{}")
    return list(said.items()) if found.kind == "merge" else []
