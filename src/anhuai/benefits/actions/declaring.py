"""Recording what no register holds: an income, a parent's state, whether somebody needs care."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.models import Declared
from anhuai.benefits.rules.facts import From, Level, facts
from anhuai.benefits.rules.kinds import Plain
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import StoredFile
from anhuai.platform.permits import Permit

HANDLE = Permit.BENEFITS_HANDLE


class BadDeclared(Unfit):
    """A fact that cannot be recorded; codes: fact, value, period, household."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a declaration rests on: in words, and as a document where there is one."""

    source: str
    file: StoredFile | None = None


@action(permit=HANDLE, title=_("登记几项核对情况"), logs=("person", "since"), subject="person")
def declare_facts(
    actor: Actor,
    *,
    person: int,
    values: Mapping[str, Plain | None],
    since: date,
    evidence: Evidence,
) -> "Row":
    """Record several facts of one day at once, all or none; raises `BadDeclared`, `NotHere`.

    A value of None says that it is known to be unknown.
    """
    if not values:
        raise BadDeclared(
            "nothing", "请至少填写一项情况。", "Fill in at least one fact.", field="since"
        )
    if len(evidence.source.strip()) < 2:
        raise BadDeclared("source", "请写明依据。", "Say what it rests on.", field="source")
    if since > clock.today():
        raise BadDeclared(
            "period", "日期不能晚于今天。", "The day cannot be to come.", field="since"
        )
    for fact, value in values.items():
        record(actor, person, fact, value, since, evidence)
    return Row(person)


@action(permit=HANDLE, title=_("登记核对情况"), logs=("person", "since"), subject="person")
def declare_fact(
    actor: Actor, *, person: int, fact: str, value: Plain | None, since: date, source: str,
    until: date | None = None,
) -> "Row":  # fmt: skip
    """Record a fact of a person, or of their household, from a day on; what held before ends then.

    `value` None says that it is known to be unknown, as an income that was not disclosed. Raises
    `BadDeclared`, `NotHere`.
    """
    return record(actor, person, fact, value, since, Evidence(source), until)


def record(
    actor: Actor, person: int, fact: str, value: Plain | None, since: date, evidence: Evidence,
    until: date | None = None,
) -> "Row":  # fmt: skip
    """Write one fact within an action that is on the trail; raises `BadDeclared`, `NotHere`."""
    known = {one.code: one for one in facts() if one.source is From.DECLARED}
    if fact not in known:
        raise BadDeclared("fact", "没有这项情况。", "There is no such fact.", field="fact")
    one = people.person_in_scope(actor, person, permit=HANDLE)
    if until is not None and until <= since:
        raise BadDeclared(
            "period", "结束日期应晚于开始日期。", "The end must be after the start.", field="until"
        )
    definition = known[fact]
    try:
        encoded = None if value is None else definition.type.encode(value)
    except ValueError as error:
        raise BadDeclared(
            "value", f"“{definition.title}”的值不对，请核对。",
            f"{definition.title_en}: not a possible value.", field="value",
        ) from error  # fmt: skip
    if encoded is not None and not definition.least <= encoded <= definition.most:
        raise BadDeclared(
            "value", f"“{definition.title}”的值超出合理范围，请核对。",
            f"{definition.title_en}: outside all limits.", field="value",
        )  # fmt: skip
    owner = {"person_id": person}
    if definition.level is Level.HOUSEHOLD:
        if one.household_id is None:
            raise BadDeclared(
                "household", "此人还没有登记家庭，请先建户。",
                "The person belongs to no household: record that first.", field="person",
            )  # fmt: skip
        owner = {"household_id": one.household_id}
    _end_before(actor, owner, fact, since)
    row = Declared.objects.create(
        **owner, fact=fact, value=encoded, since=since, until=until,
        source=evidence.source[:120], file=evidence.file,
        recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip
    return Row(row.pk)


class Row:
    """The row that was recorded; its id stays out of the trail, which names the person."""

    def __init__(self, row: int) -> None:
        self.row = row


def _end_before(actor: Actor, owner: dict[str, int], fact: str, since: date) -> None:
    """Retract what reaches beyond the day, and record anew what of it held before."""
    now = clock.now()
    rows = Declared.objects.filter(**owner, fact=fact, retracted_at=None)
    for row in list(rows.filter(Q(until=None) | Q(until__gt=since))):
        Declared.objects.filter(pk=row.pk).update(retracted_at=now)
        if row.since < since:
            row.pk, row.until = None, since
            row.recorded_at, row.recorded_by = now, actor.name[:64]
            row._state.adding = True
            row.save()
