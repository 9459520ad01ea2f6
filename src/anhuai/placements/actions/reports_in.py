"""Taking day's figures of an institution's own system by workbook: again the same day corrects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.placements import queries
from anhuai.placements.actions.importing import home_of, homes_by_name
from anhuai.placements.actions.reporting import MOST, reported
from anhuai.placements.models import DailyReport
from anhuai.placements.rules.beds import Reported
from anhuai.placements.rules.words import BadPlacement
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Outcome, Result, Row

RUN = Permit.PLACEMENTS_RUN
_COUNTS = {"residents": "在住人数", "away": "外出人数", "free": "空床数"}


@dataclass(slots=True)
class _Draft:
    outcome: Outcome
    facility: int = 0
    on: date | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return normalise(self.outcome.row.values.get(key, ""))


@dataclass(frozen=True, slots=True)
class Kept:
    """The reports a chunk put on record or corrected."""

    pks: list[int]


def take_reports(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge a chunk of rows and, unless `dry`, keep those day's figures; every error of every row.

    A day reported before is corrected; figures that differ from the records are kept as they were
    said and told to the authority, as a report typed in is.
    """
    actor.require(RUN)
    homes = homes_by_name(actor)
    drafts = [_read(row, homes) for row in rows]
    _refuse_twice(drafts)
    good = [draft for draft in drafts if not draft.outcome.errors]
    _mark_known(good)
    if good and not dry:
        _take(actor, drafts=good, rows=len(good))
    return [draft.outcome for draft in drafts]


def _read(row: Row, homes: Mapping[str, Sequence[int]]) -> _Draft:
    draft = _Draft(Outcome(row))
    draft.facility = home_of(draft.outcome, draft.text("facility"), homes)
    try:
        draft.on = date.fromisoformat(draft.text("on").replace("/", "-"))
    except ValueError:
        draft.outcome.refuse("on", "日期写法不对，应像 2026-01-31。")
    if draft.on is not None and draft.on > clock.today():
        draft.outcome.refuse("on", "日期还没有到，请核对。")
    for key, title in _COUNTS.items():
        said = draft.text(key) or ("" if key == "residents" else "0")
        if said.isdecimal() and len(said) < 7 and int(said) <= MOST:
            draft.counts[key] = int(said)
        else:
            draft.outcome.refuse(key, f"{title}应是 0 到 {MOST} 的整数。")
    return draft


def _refuse_twice(drafts: Sequence[_Draft]) -> None:
    seen: dict[tuple[int, date], int] = {}
    for draft in drafts:
        if not draft.facility or draft.on is None:
            continue
        number = draft.outcome.row.number
        first = seen.setdefault((draft.facility, draft.on), number)
        if first != number:
            draft.outcome.refuse("on", f"与第 {first} 行是同一家机构的同一天。")


def _mark_known(drafts: Sequence[_Draft]) -> None:
    rows = DailyReport.objects.filter(
        facility__in={draft.facility for draft in drafts}, on__in={draft.on for draft in drafts}
    )
    known = set(rows.values_list("facility", "on"))
    for draft in drafts:
        if (draft.facility, draft.on) in known:
            draft.outcome.result = Result.UPDATED


@action(permit=RUN, title=_("导入床位日报"), logs=("rows",), subject="bed_report")
def _take(actor: Actor, *, drafts: Sequence[_Draft], rows: int) -> Kept:
    del rows  # the trail keeps it
    made = []
    for draft in drafts:
        try:
            made.append(_one(actor, draft).pk)
        except BadPlacement as error:
            draft.outcome.refuse_for(error)
    return Kept(made)


def _one(actor: Actor, draft: _Draft) -> Any:
    one = queries.facility_in_scope(actor, draft.facility, permit=RUN)
    on = draft.on or clock.today()
    return reported(actor, one, on, Reported(**draft.counts), draft.text("note"))
