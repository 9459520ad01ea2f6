"""Joining two files of one person, parting one file of two people: proposed, confirmed, undone.

Two officers: whoever proposes does not confirm. Everything a change touched is kept, so that
undoing it restores each row exactly.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.people.actions import homes, tracing
from anhuai.people.actions.merging import merge
from anhuai.people.actions.register import columns_of, create, facts_of, keep_before
from anhuai.people.actions.rows import Impossible, Stamp, claim_person, place_within, touch
from anhuai.people.models import FileChange, Person
from anhuai.people.queries import joining as queries
from anhuai.people.queries.scope import person_in_scope
from anhuai.people.rules.facts import PersonFacts, agree
from anhuai.people.rules.joining import FACTS, State
from anhuai.platform import clock, pointing
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import seal, unseal

PERMIT = Permit.PEOPLE_MANAGE


@action(
    permit=PERMIT, title=_("提出合并档案"), logs=("kept", "gone"), subject="file_change"
)  # fmt: skip
def propose_merge(
    actor: Actor, *, kept: int, gone: int, choices: Mapping[str, str], reason: str
) -> FileChange:
    """Propose that two files are one person's; another officer confirms. Nothing moves yet.

    Both lie in the actor's scope: `NotHere`. A second proposal of the same two replaces the first.
    """
    own, other = (person_in_scope(actor, key, permit=PERMIT, lock=True) for key in (kept, gone))
    if own.pk == other.pk:
        raise Impossible(
            "unknown", "请选择另一份档案。", "Choose another file.", field="who"
        )  # fmt: skip
    FileChange.objects.filter(
        kind="merge", kept__in=[kept, gone], gone__in=[kept, gone], state=State.PROPOSED
    ).update(state=State.WITHDRAWN)
    return FileChange.objects.create(
        kind="merge", kept=own.pk, gone=other.pk, kept_version=own.version,
        gone_version=other.version, choices_sealed=seal(json.dumps(dict(choices))),
        **_proposed(actor, reason),
    )  # fmt: skip


@action(permit=PERMIT, title=_("提出拆分档案"), logs=("kept",), subject="file_change")
def propose_split(
    actor: Actor, *, kept: int, facts: PersonFacts, rows: Sequence[str], numbers: Sequence[str],
    reason: str,
) -> FileChange:  # fmt: skip
    """Propose that a file is of two people: who the other is, and which rows are theirs.

    `rows` are "key:id" of declared columns; `numbers` says whether the ID number or phone is the
    other's. Raises `Unfit` for facts that cannot be, `NotHere`.
    """
    own = person_in_scope(actor, kept, permit=PERMIT, lock=True)
    agree(replace(facts, phone=""), on=clock.today())
    place_within(actor.scope(PERMIT), facts.hukou, on=clock.today(), field="hukou")
    said: dict[str, Any] = {name: str(getattr(facts, name)) for name in FACTS}
    said |= {"rows": list(rows), "numbers": list(numbers)}
    return FileChange.objects.create(
        kind="split", kept=own.pk, kept_version=own.version,
        choices_sealed=seal(json.dumps(said, ensure_ascii=False)), **_proposed(actor, reason),
    )  # fmt: skip


def _proposed(actor: Actor, reason: str) -> dict[str, Any]:
    if len(reason.strip()) < 2:
        raise Impossible("unknown", "请写明理由。", "Say why.", field="reason")
    return {
        "state": State.PROPOSED, "reason": reason.strip()[:120], "proposed_at": clock.now(),
        "proposed_by": actor.account, "proposed_by_name": actor.name[:64],
    }  # fmt: skip


@action(permit=PERMIT, title=_("撤回合并或拆分"), logs=("change",), subject="file_change")
def withdraw_change(actor: Actor, *, change: int) -> FileChange:
    """Take back a proposal."""
    return _claimed(actor, change, State.PROPOSED, State.WITHDRAWN)


@action(permit=PERMIT, title=_("确认合并或拆分档案"), logs=("change",), subject="file_change")
def confirm_change(actor: Actor, *, change: int) -> FileChange:
    """Carry out what another officer proposed; raises `Stale` when a file changed since."""
    found = _claimed(actor, change, State.PROPOSED, State.DONE)
    if found.proposed_by == actor.account:
        raise Impossible(
            "outside", "提出的人不能自己确认，请另一位经办人核对后确认。",
            "Another officer confirms what you proposed.",
        )  # fmt: skip
    stamp = Stamp.of(actor)
    kept = person_in_scope(actor, found.kept, permit=PERMIT, lock=True)
    claim_person(kept, found.kept_version)
    people, homes_of = [kept.pk], [kept.household_id]
    if found.gone is not None:
        gone = person_in_scope(actor, found.gone, permit=PERMIT, lock=True)
        claim_person(gone, found.gone_version)
        people.append(gone.pk)
        homes_of.append(gone.household_id)
    near = [key for key in homes_of if key]
    before = tracing.seen(people, near)
    choices = json.loads(unseal(found.choices_sealed))
    if found.gone is not None:
        merge(kept, gone, choices, stamp)
    else:
        found.gone = _split(actor, kept, choices, stamp)
        people.append(found.gone)
    changes = tracing.difference(before, tracing.seen_again(before, people, near))
    found.changes_sealed = seal(json.dumps(changes, ensure_ascii=False))
    found.confirmed_at, found.confirmed_by_name = stamp.at, stamp.by
    found.save()
    return found


@action(permit=PERMIT, title=_("撤销合并或拆分"), logs=("change",), subject="file_change")
def undo_change(actor: Actor, *, change: int, reason: str) -> FileChange:
    """Restore every row a merge or split touched; raises `Impossible` where later work stands."""
    if len(reason.strip()) < 2:
        raise Impossible("unknown", "请写明撤销原因。", "Say why.", field="reason")
    found = _claimed(actor, change, State.DONE, State.UNDONE)
    person_in_scope(actor, found.kept, permit=PERMIT, lock=True)
    tracing.put_back(json.loads(unseal(found.changes_sealed)))
    found.undone_at, found.undone_by_name = clock.now(), actor.name[:64]
    found.save()
    return found


def _claimed(actor: Actor, key: int, old: State, new: State) -> FileChange:
    """Move a change to its next state, or raise `Stale`; `NotHere` out of scope."""
    found = queries.change(actor, key)
    if not FileChange.objects.filter(pk=key, state=old).update(state=new):
        raise Stale("file_change", key)
    found.refresh_from_db()
    return found


def _split(actor: Actor, kept: Person, said: Mapping[str, Any], stamp: Stamp) -> int:
    """Open the other person's file and give it what is theirs."""
    facts = queries.facts_in(said)
    own = facts_of(kept)
    given = {name: getattr(own, name) for name in said["numbers"]}
    for name in given:
        keep_before(kept, name, given[name], stamp, "拆分档案")
    if given:
        identity = "" if "identity" in given else own.identity
        columns = columns_of(
            replace(own, identity=identity, phone="" if "phone" in given else own.phone)
        )
        for name in ("identity_sealed", "identity_index", "phone_sealed", "phone_index"):
            setattr(kept, name, columns[name])
    touch(kept, stamp, "identity_sealed", "identity_index", "phone_sealed", "phone_index")
    other = create(actor, replace(facts, **given), stamp)
    homes.register_at(
        other, facts.hukou, on=max(other.born, clock.today()), reason="correction", stamp=stamp
    )
    by_key = {one.key: one for one in pointing.declared() if one.chosen}
    for chosen in said["rows"]:
        key, _colon, row = chosen.partition(":")
        points = by_key[key]
        points.rows().filter(pk=int(row), **{points.column: kept.pk}).update(
            **{points.column: other.pk}
        )
    return other.pk
