"""Recording who is whose parent, spouse, guardian or supporter, and ending it."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.people.actions.rows import (
    Done,
    Impossible,
    Stamp,
    alive,
    end,
    not_before,
    past,
    record,
    retract,
    touch,
)
from anhuai.people.models import Kinship, Person
from anhuai.people.queries.dated import valid
from anhuai.people.queries.scope import person_in_scope
from anhuai.people.rules.kin import BadKinship, Relation, judge_link
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("登记亲属关系"),
    logs=("person", "relative", "relation", "since", "kind"),
    subject="person",
)
def link_kin(
    actor: Actor,
    *,
    person: int,
    relative: int,
    relation: Relation,
    since: date | None = None,
    kind: str = "",
    source: str = "",
) -> Done:
    """Record that `person` is the parent, spouse, guardian or supporter of `relative`.

    A parent is one since the child's birth; the rest since `since`. Both people lie in the actor's
    scope. Raises `BadKinship` for what cannot be; the result warns of what is odd.
    """
    one = person_in_scope(actor, person, permit=Permit.PEOPLE_MANAGE)
    other = person_in_scope(actor, relative, permit=Permit.PEOPLE_MANAGE)
    if one.pk == other.pk:
        raise BadKinship("self", "不能选择本人。", "Choose somebody else.", field="relative")
    begins = other.born if relation is Relation.PARENT else since
    if begins is None:
        raise Impossible("unknown", "请填写开始日期。", "Enter the start.", field="since")
    past(begins, field="since")
    if relation is not Relation.PARENT:
        alive(one)
        alive(other)
        for born in (one.born, other.born):
            not_before(begins, born, field="since", what="出生日期", what_en="the birth")
    doubts = judge_link(
        relation, person_born=one.born, relative_born=other.born, kind=kind, on=begins
    )
    _free(one, other, relation)
    stamp = Stamp.of(actor)
    pairs = [(one, other), (other, one)] if relation is Relation.SPOUSE else [(one, other)]
    for a, b in pairs:
        row = Kinship(
            person=a, relative=b, relation=relation.value, kind=kind, since=begins,
            source=source[:120],
        )  # fmt: skip
        made = record(row, stamp)
        touch(a, stamp)
    return Done(other.pk, warnings=tuple(doubts), row=made.pk)


def _free(one: Person, other: Person, relation: Relation) -> None:
    current = valid(Kinship.objects.filter(relation=relation, until=None))
    if current.filter(person=one, relative=other).exists():
        raise BadKinship(
            "exists", "两人之间已登记这一关系。", "That is on record already.", field="relative"
        )
    if relation is Relation.PARENT and current.filter(person=other, relative=one).exists():
        raise BadKinship(
            "younger_parent", "已登记相反的关系，请核对。", "The reverse is on record.",
            field="relative",
        )  # fmt: skip
    if relation is Relation.SPOUSE and current.filter(person__in=[one, other]).exists():
        raise BadKinship(
            "two_spouses",
            "其中一人已登记配偶，请先结束原来的配偶关系。",
            "One of them has a spouse on record: end that first.",
            field="relative",
        )


@action(
    permit=Permit.PEOPLE_MANAGE,
    title=_("结束亲属关系"),
    logs=("kinship", "until", "wrong"),
    subject="person",
)
def unlink_kin(
    actor: Actor, *, kinship: int, until: date | None = None, wrong: bool = False, reason: str = ""
) -> Done:
    """End a relation on a day, or mark it as never true; parents stay parents unless it was."""
    del reason  # the trail keeps it
    row = valid(Kinship.objects.filter(pk=kinship)).first()
    if row is None:
        raise NotHere("kinship", kinship)
    person_in_scope(actor, row.relative_id, permit=Permit.PEOPLE_MANAGE, lock=True)
    if row.relation == Relation.PARENT and not wrong:
        raise BadKinship(
            "kind",
            "父母子女关系不会结束；登记错误的，请选择“登记有误”。",
            "Parenthood does not end; if it was recorded wrongly, say so.",
            field="wrong",
        )
    stamp = Stamp.of(actor)
    if not wrong:
        until = _end_of(row, until)
    rows = Kinship.objects.filter(
        Q(pk=row.pk)
        | Q(
            person=row.relative, relative=row.person, relation=Relation.SPOUSE,
            until=row.until,
        )
    ) if row.relation == Relation.SPOUSE else Kinship.objects.filter(pk=row.pk)  # fmt: skip
    for one in list(valid(rows)):
        if until is None:
            retract(one, stamp)
        else:
            end(one, until, stamp)
        touch(one.person, stamp)
    return Done(row.relative_id)


def _end_of(row: Kinship, until: date | None) -> date:
    if until is None:
        raise Impossible("unknown", "请填写结束日期。", "Enter the end.", field="until")
    past(until, field="until")
    not_before(until, row.since, field="until", what="开始日期", what_en="its start")
    if row.until is not None:
        raise Impossible("ended", "这一关系已经结束。", "It has ended already.", field="until")
    return until
