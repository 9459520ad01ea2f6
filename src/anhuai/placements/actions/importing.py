"""Taking residents of an institution's own system by workbook: who is in which bed since when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.placements import queries
from anhuai.placements.actions.holding import claim, note
from anhuai.placements.models import Hold, Stay
from anhuai.placements.rules.words import BadPlacement, Kind, What
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Outcome, Row

RUN = Permit.PLACEMENTS_RUN


@dataclass(slots=True)
class _Draft:
    outcome: Outcome
    columns: dict[str, Any] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return normalise(self.outcome.row.values.get(key, ""))


@dataclass(frozen=True, slots=True)
class Taken:
    """The stays a chunk put on record."""

    pks: list[int]


def take_residents(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge a chunk of rows and, unless `dry`, record those residents; every error of every row.

    Who lives in the bed already is taken as it is; a bed given twice in a workbook is refused.
    """
    actor.require(RUN)
    homes = homes_by_name(actor)
    drafts = [_read(row, homes) for row in rows]
    _refuse_twice(drafts)
    good = [draft for draft in drafts if not draft.outcome.errors]
    if good and not dry:
        _take(actor, drafts=good, rows=len(good))
    return [draft.outcome for draft in drafts]


def homes_by_name(actor: Actor) -> dict[str, list[int]]:
    """Return the institutions the actor runs, by name."""
    found: dict[str, list[int]] = {}
    for one in queries.institutions(actor, on=clock.today(), permit=RUN):
        found.setdefault(one.name, []).append(one.pk)
    return found


def home_of(outcome: Outcome, name: str, homes: Mapping[str, Sequence[int]]) -> int:
    """Return the one institution of a name; 0, with the reason noted, where there is not one."""
    found = homes.get(name, ())
    if not found:
        outcome.refuse("facility", f"没有这家机构，或不归您管理：“{name}”。")
    elif len(found) > 1:
        outcome.refuse("facility", f"有 {len(found)} 家机构都叫“{name}”，请在页面上办理。")
    return found[0] if len(found) == 1 else 0


def _read(row: Row, homes: Mapping[str, Sequence[int]]) -> _Draft:
    draft = _Draft(Outcome(row))
    draft.columns |= {
        "facility": home_of(draft.outcome, draft.text("facility"), homes),
        "label": draft.text("label"),
        "care_level": draft.text("care_level")[:20],
    }  # fmt: skip
    if not draft.text("label"):
        draft.outcome.refuse("label", "请填写床号。")
    _read_person(draft)
    _read_day(draft)
    return draft


def _read_person(draft: _Draft) -> None:
    try:
        one = queries.with_number(draft.text("identity"))
    except Unfit as error:
        draft.outcome.refuse_for(error, column="identity")
        return
    if one is None or one.died is not None:
        draft.outcome.refuse("identity", "没有这个人，请先由村（社区）登记。")
        return
    draft.columns["person"] = one.pk
    if draft.text("name") not in ("", one.name):
        draft.outcome.refuse("name", "姓名与档案不一致，请核对身份证号。")


def _read_day(draft: _Draft) -> None:
    try:
        draft.columns["since"] = date.fromisoformat(draft.text("since").replace("/", "-"))
    except ValueError:
        draft.outcome.refuse("since", "日期写法不对，应像 2026-01-31。")
        return
    if draft.columns["since"] > clock.today():
        draft.outcome.refuse("since", "入住日期还没有到。")


def _refuse_twice(drafts: Sequence[_Draft]) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for draft in drafts:
        for what, column, key in (
            ("床位", "label", ("bed", draft.columns["facility"], draft.columns["label"])),
            ("人", "identity", ("person", draft.columns.get("person"))),
        ):
            first = seen.setdefault(key, draft.outcome.row.number)
            if first != draft.outcome.row.number and None not in key:
                draft.outcome.refuse(column, f"与第 {first} 行是同一{what}。")


@action(permit=RUN, title=_("导入在住人员"), logs=("rows",), subject="stay")
def _take(actor: Actor, *, drafts: Sequence[_Draft], rows: int) -> Taken:
    del rows  # the trail keeps it
    made = []
    for draft in drafts:
        try:
            made.append(_one(actor, **draft.columns))
        except BadPlacement as error:
            draft.outcome.refuse_for(error)
    return Taken(made)


def _one(
    actor: Actor, *, person: int, facility: int, label: str, since: date, care_level: str
) -> int:
    living = Stay.objects.filter(person=person, until=None).exclude(kind=Kind.DAY_CARE).first()
    if living is not None:
        held = Hold.objects.filter(stay=living, until=None).first()
        if living.facility_id == facility and held is not None and held.label == label:
            return living.pk
        raise BadPlacement(
            "lives", "此人已在一家机构入住，请先办理离院或换床。", "Lives elsewhere already.",
            field="identity",
        )  # fmt: skip
    with transaction.atomic():
        row = Stay.objects.create(
            person_id=person, facility_id=facility, kind=Kind.RESIDENTIAL, since=since,
            care_level=care_level, source="导入", recorded_at=clock.now(),
            recorded_by=actor.name[:64],
        )  # fmt: skip
        claim(facility, label, since, stay=row)
        note(actor, row, since, What.ADMITTED, label)
    return row.pk
