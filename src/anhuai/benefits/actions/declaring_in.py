"""Taking what was checked of many homes by workbook: a row a person and day, a fact a column.

A row again with another value puts it right, with the same changes nothing. A row older than what
is on record is refused: it would end what is known since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.actions.declaring import Evidence, record
from anhuai.benefits.models import Declared
from anhuai.benefits.queries.declaring import declarable
from anhuai.benefits.rules.cells import value_in
from anhuai.benefits.rules.facts import Fact, Level
from anhuai.benefits.rules.kinds import Plain
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Outcome, Result, Row

HANDLE = Permit.BENEFITS_HANDLE
Values = dict[str, Plain | None]


@dataclass(slots=True)
class _Draft:
    """A row as it is judged: the facts it says, and which of them are said already."""

    outcome: Outcome
    person: int = 0
    home: int | None = None
    since: date | None = None
    values: Values = field(default_factory=dict)
    same: set[str] = field(default_factory=set)

    def text(self, key: str) -> str:
        return normalise(self.outcome.row.values.get(key, ""))


@dataclass(frozen=True, slots=True)
class Taken:
    """Of whom a chunk recorded something."""

    pks: list[int]


def take_declared(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge rows of what was checked and, unless `dry`, record them; every error of every row."""
    actor.require(HANDLE)
    asked = {one.code: one for one in declarable()}
    drafts = [_read(actor, row, asked) for row in rows]
    for draft in drafts:
        _compare(draft, asked)
    _refuse_twice(drafts, asked)
    good = [one for one in drafts if not one.outcome.errors and one.values.keys() - one.same]
    if good and not dry:
        _take(actor, drafts=good, rows=len(good))
    return [one.outcome for one in drafts]


@action(permit=HANDLE, title=_("导入核对情况"), logs=("rows",), subject="person")
def _take(actor: Actor, *, drafts: Sequence[_Draft], rows: int) -> Taken:
    del rows  # the trail keeps it
    return Taken(sorted({one.person for one in drafts if _kept(actor, one)}))


def _kept(actor: Actor, draft: _Draft) -> bool:
    """Record a row whole or not at all."""
    evidence = Evidence(draft.text("source"))
    try:
        with transaction.atomic():
            for code, value in draft.values.items():
                if code in draft.same:
                    continue
                record(actor, draft.person, code, value, draft.since or clock.today(), evidence)
    except Unfit as error:
        draft.outcome.refuse_for(error, column="identity")
    except IntegrityError:  # another import wrote of the same home meanwhile
        draft.outcome.refuse("identity", "另一次导入刚登记了此人或这一户，请核对后重新导入这一行。")
    return not draft.outcome.errors


def _read(actor: Actor, row: Row, asked: Mapping[str, Fact]) -> _Draft:
    draft = _Draft(Outcome(row))
    one = _person(actor, draft)
    draft.since = _day(draft, one)
    if len(draft.text("source")) < 2:
        draft.outcome.refuse("source", "请写明依据，如“入户调查 2026-06-03”。")
    for code, known in asked.items():
        if not draft.text(code):
            continue
        try:
            draft.values[code] = value_in(known, draft.text(code))
        except Unfit as error:
            draft.outcome.refuse(code, error.message)
        if one is not None and known.level is Level.HOUSEHOLD and draft.home is None:
            draft.outcome.refuse(code, "按全户登记，此人还没有登记家庭，请先建户。")
    if not draft.values and not draft.outcome.errors:
        draft.outcome.refuse("", "请至少填写一项情况。")
    return draft


def _person(actor: Actor, draft: _Draft) -> Any:
    try:
        found = people.on_number(actor, draft.text("identity"), permit=HANDLE)
    except Unfit as error:
        draft.outcome.refuse("identity", error.message)
        return None
    if found is None:
        draft.outcome.refuse(
            "identity", "在您的管辖范围内没有找到这个身份证号，请先登记人员。"
        )  # fmt: skip
    elif draft.text("name") != found.name:
        draft.outcome.refuse("name", "姓名与身份证号对应的档案不一致，请核对。")
    else:
        draft.person, draft.home = found.pk, found.household_id
        return found
    return None


def _day(draft: _Draft, person: Any) -> date | None:
    try:
        on = date.fromisoformat(draft.text("since").replace("/", "-"))
    except ValueError:
        draft.outcome.refuse("since", "日期写法不对，应像 2026-01-31。")
        return None
    if on > clock.today():
        draft.outcome.refuse("since", "日期不能晚于今天。")
    elif person is not None and on < person.born:
        draft.outcome.refuse("since", "日期早于此人出生日期，请核对。")
    elif person is not None and person.died is not None and on >= person.died:
        draft.outcome.refuse("since", f"此人已于 {person.died} 去世，请核对。")
    return on


def _refuse_twice(drafts: Sequence[_Draft], asked: Mapping[str, Fact]) -> None:
    """Refuse what says something else of a person or home on a day than an earlier row says."""
    seen: dict[tuple[object, ...], tuple[int, Plain | None]] = {}
    for draft in drafts:
        if draft.outcome.errors:
            continue
        said = {_slot(draft, asked[code]): code for code in draft.values}
        for slot, code in said.items():
            first, told = seen.get(slot, (0, None))
            if first and told != draft.values[code]:
                draft.outcome.refuse(code, f"与第 {first} 行写的不一样，请核对。")
            elif first:
                draft.same.add(code)
        if not draft.outcome.errors:
            number = draft.outcome.row.number
            for slot, code in said.items():
                seen.setdefault(slot, (number, draft.values[code]))


def _slot(draft: _Draft, one: Fact) -> tuple[object, ...]:
    """Return whose fact of which day a cell says: of a home, whichever member's row it is in."""
    whole = one.level is Level.HOUSEHOLD
    return (whole, draft.home if whole else draft.person, one.code, draft.since)


def _compare(draft: _Draft, asked: Mapping[str, Fact]) -> None:
    """Note what stands on record as the row says it; refuse what is older than the record."""
    if not draft.person or draft.since is None:
        return
    held = Declared.objects.filter(
        Q(person=draft.person) | Q(household=draft.home, household__isnull=False),
        fact__in=draft.values, retracted_at=None, since__gte=draft.since,
    )  # fmt: skip
    source = draft.text("source")[:120]
    for row in held.order_by("since"):
        if row.since > draft.since:
            draft.outcome.refuse(
                row.fact, f"已登记自 {row.since} 起的情况，比本行新；要更正请在人员档案里办理。"
            )
            continue
        if draft.outcome.result is Result.ADDED:
            draft.outcome.result = Result.UPDATED
        value = draft.values[row.fact]
        encoded = None if value is None else asked[row.fact].type.encode(value)
        if (encoded, None, source) == (row.value, row.until, row.source):
            draft.same.add(row.fact)
