"""Taking a nursery's own records by workbook: who is enrolled, who came when; again updates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.actions.enrolling import Papers, refuse_papers, written
from anhuai.childcare.actions.seating import child_named, seat_in
from anhuai.childcare.models import Attendance, Booking, Enrolment, Nursery, PickUp
from anhuai.childcare.queries.today import in_force
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.words import STANDING, Care, Vaccination
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock, wall
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import seal
from anhuai.platform.sheets.register import Outcome, Result, Row

MANAGE = Permit.CHILDCARE_MANAGE
CARES = {normalise(one.title_zh): one for one in STANDING}
SHOWN = {normalise(one.title_zh): one for one in Vaccination}


@dataclass(slots=True)
class Draft:
    """A row as it is judged: its outcome, and what it would write."""

    outcome: Outcome
    columns: dict[str, Any] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return what the row says of a column."""
        return normalise(self.outcome.row.values.get(key, ""))

    def day(self, key: str, *, ahead: bool = False) -> date | None:
        """Return the day of a column, noting an error where it is none or not `ahead` to come."""
        try:
            found = date.fromisoformat(self.text(key).replace("/", "-"))
        except ValueError:
            self.outcome.refuse(key, "日期写法不对，应像 2026-01-31。")
            return None
        if found > clock.today() and not ahead:
            self.outcome.refuse(key, "日期还没有到。")
            return None
        return found


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows a chunk put on record."""

    pks: list[int]


@wall.lifted()
def take_children(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge rows of enrolled children and, unless `dry`, record them; every error of every row.

    Who is enrolled at the nursery already gets the row's papers; nobody gets two seats.
    """
    homes = homes_of(actor)
    drafts = [_child(row, homes) for row in rows]
    refuse_twice(drafts, ("child",))
    good = [one for one in drafts if not one.outcome.errors]
    if good and not dry:
        _take_children(actor, drafts=good, rows=len(good))
    return [one.outcome for one in drafts]


@wall.lifted()
def take_attendance(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge rows of coming and going and, unless `dry`, record them; a day again is updated."""
    homes = homes_of(actor)
    drafts = [_came(row, homes) for row in rows]
    refuse_twice(drafts, ("child", "day"))
    good = [one for one in drafts if not one.outcome.errors]
    if good and not dry:
        _take_attendance(actor, drafts=good, rows=len(good))
    return [one.outcome for one in drafts]


def homes_of(actor: Actor) -> dict[str, Nursery]:
    """Return the nurseries the actor manages by name."""
    actor.require(MANAGE)
    return {normalise(one.facility.name): one for one in queries.nurseries(actor, permit=MANAGE)}


def refuse_twice(drafts: Sequence[Draft], names: Sequence[str]) -> None:
    """Refuse rows whose columns of these names say what an earlier row says."""
    seen: dict[tuple[Any, ...], int] = {}
    for one in drafts:
        key = tuple(one.columns.get(name) for name in names)
        first = seen.setdefault(key, one.outcome.row.number)
        if first != one.outcome.row.number and None not in key:
            one.outcome.refuse("identity", f"与第 {first} 行重复。")


def _read(row: Row, homes: Mapping[str, Nursery], on: str) -> tuple[Draft, Nursery | None]:
    """Read what every row says: the nursery, the day, the child by number and name."""
    draft = Draft(Outcome(row))
    home = homes.get(draft.text("nursery"))
    if home is None:
        draft.outcome.refuse("nursery", "没有这家托育机构，或不归您管理。")
    day = draft.day(on)
    if day is not None:
        try:
            child = child_named(draft.text("identity"), draft.text("name"), day)
            draft.columns |= {"child": child.pk, "born": child.born, "day": day}
        except BadChildcare as error:
            draft.outcome.refuse("identity", error.message)
    return draft, home


def _child(row: Row, homes: Mapping[str, Nursery]) -> Draft:
    draft, home = _read(row, homes, "since")
    if home is not None:
        room = home.classes.filter(until=None, name=draft.text("class")).first()
        if room is None:
            draft.outcome.refuse("class", "这家机构没有这个名字的开班班级。")
        draft.columns["room"] = room.pk if room else None
    for key, words in (("care", CARES), ("vaccination", SHOWN)):
        draft.columns[key] = words.get(draft.text(key))
        if draft.columns[key] is None:
            draft.outcome.refuse(key, f"请填写：{'、'.join(words)}。")
    if draft.text("agreed") != "是":
        draft.outcome.refuse("agreed", "须监护人同意登记孩子的信息；同意的填“是”。")
    examined, since = draft.day("examined_on"), draft.columns.get("day")
    if examined and since and draft.columns["vaccination"]:
        draft.columns["papers"] = Papers(
            vaccination=draft.columns["vaccination"], examined_on=examined,
            allergies=draft.text("allergies"),
        )  # fmt: skip
        try:
            refuse_papers(draft.columns["papers"], since)
        except BadChildcare as error:
            draft.outcome.refuse_for(error)
    return draft


@action(permit=MANAGE, title=_("导入在托儿童"), logs=("rows",), subject="childcare_enrolment")
def _take_children(actor: Actor, *, drafts: Sequence[Draft], rows: int) -> Taken:
    del rows  # the trail keeps it
    made = []
    for one in drafts:
        try:
            with transaction.atomic():
                made.append(_enrol(actor, one))
        except BadChildcare as error:
            one.outcome.refuse_for(error, column="identity")
    return Taken(made)


def _enrol(actor: Actor, draft: Draft) -> int:
    given, papers = draft.columns, draft.columns["papers"]
    room = queries.class_in_scope(actor, given["room"], permit=MANAGE, lock=True)
    own = Enrolment.objects.filter(person=given["child"], until=None).first()
    if own is not None:
        if own.nursery_class_id != room.pk or own.care != given["care"]:
            raise BadChildcare(
                "enrolled", "这个孩子已在别的班（或别的机构）在托，请先办理离托。",
                "The child is enrolled elsewhere already: end that first.",
            )  # fmt: skip
        own.vaccination, own.examined_on = papers["vaccination"], papers["examined_on"]
        own.allergies_sealed = seal(normalise(refuse_turned(papers["allergies"]))[:200])
        own.version += 1
        own.save()
        draft.outcome.result = Result.UPDATED
        return own.pk
    care = Care(given["care"])
    seat = seat_in(room, born=given["born"], since=given["day"], halves=care.halves)
    return written(actor, given["child"], room, care, seat, given["day"], papers, None).pk


def _came(row: Row, homes: Mapping[str, Nursery]) -> Draft:
    draft, home = _read(row, homes, "day")
    for key in ("came", "left"):
        try:
            draft.columns[key] = time.fromisoformat(draft.text(key).rjust(5, "0"))
        except ValueError:
            draft.outcome.refuse(key, "时间写法不对，应像 08:30。")
    if draft.outcome.errors or home is None:
        return draft
    child, day = draft.columns["child"], draft.columns["day"]
    if draft.columns["left"] <= draft.columns["came"]:
        draft.outcome.refuse("left", "离园时间应晚于入园时间。")
    room = _room_of(home, child, day)
    if room is None:
        draft.outcome.refuse("identity", "孩子那天没有在这家机构在托，也没有预约。")
    fetcher = PickUp.objects.filter(person=child, name=draft.text("fetched_by"), withdrawn=False)
    draft.columns |= {"room": room, "fetcher": fetcher.values_list("pk", flat=True).first()}
    if draft.columns["fetcher"] is None:
        draft.outcome.refuse("fetched_by", "此人不在这个孩子的接送人名单上，请先登记接送人。")
    return draft


def _room_of(home: Nursery, child: int, day: date) -> int | None:
    booked = Booking.objects.filter(
        person=child, day=day, cancelled_at=None, nursery_class__nursery=home
    ).values_list("nursery_class", flat=True)
    held = Enrolment.objects.filter(
        in_force(day), person=child, seat__gt=0, nursery_class__nursery=home
    ).values_list("nursery_class", flat=True)
    return held.first() or booked.first()


@action(permit=MANAGE, title=_("导入入园离园"), logs=("rows",), subject="childcare_attendance")
def _take_attendance(actor: Actor, *, drafts: Sequence[Draft], rows: int) -> Taken:
    del rows  # the trail keeps it
    return Taken([_attend(actor, one) for one in drafts if not one.outcome.errors])


def _attend(actor: Actor, draft: Draft) -> int:
    given = draft.columns
    came, left = (
        timezone.make_aware(datetime.combine(given["day"], given[key])) for key in ("came", "left")
    )
    values = {"came_at": came, "left_at": left, "left_with_id": given["fetcher"]}
    row = Attendance.objects.filter(
        person=given["child"], nursery_class=given["room"], day=given["day"]
    ).first()
    if row is None:
        made = Attendance.objects.create(
            person_id=given["child"], nursery_class_id=given["room"], day=given["day"],
            recorded_by=actor.name[:64], **values,
        )  # fmt: skip
        return made.pk
    Attendance.objects.filter(pk=row.pk).update(**values)
    draft.outcome.result = Result.UPDATED
    return row.pk
