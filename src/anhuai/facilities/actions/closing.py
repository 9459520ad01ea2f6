"""What ends with a facility on the day it closes, and how a closed one comes back.

Beds, places, services and marks end here; what a higher room keeps at a facility it declares with
`closes_with_facility`, and that ends in the same transaction (ADR 16). Every row the closing ended
was retracted, and recorded anew, at the instant of the closing: so the rows are known again.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.facilities.actions.locked import (
    MANAGE,
    BadFacility,
    not_future,
    officially,
    recorded,
    refuse_duplicate,
)
from anhuai.facilities.models import Bed, ChildcarePlaces, Facility, Mark, Service, StatusChange
from anhuai.facilities.rules import Status
from anhuai.kernel.text import normalise
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action

RowsAt = Callable[[int], QuerySet[Any]]
_CAPACITY = (Bed, ChildcarePlaces, Service)
_elsewhere: list[RowsAt] = []


def closes_with_facility(rows: RowsAt) -> RowsAt:
    """Declare the dated rows a higher room keeps at a facility (by its id): they end with it.

    The rows have `since`, `until`, `recorded_at`, `recorded_by` and `retracted_at`.
    """
    _elsewhere.append(rows)
    return rows


def _rows_at(found: Facility) -> list[QuerySet[Any]]:
    own = [model._default_manager.filter(facility=found) for model in (*_CAPACITY, Mark)]
    return own + [rows(found.pk) for rows in _elsewhere]


def close(found: Facility, on: date, at: datetime, by: str) -> None:
    """End on a day whatever the facility holds; `at` is when its closing was recorded."""
    found.closed = on
    for rows in _rows_at(found):
        reaching = rows.filter(Q(until=None) | Q(until__gt=on), retracted_at=None)
        held = [row for row in reaching if row.since < on]
        reaching.update(retracted_at=at)
        _record(held, at, by, until=on)


def _record(rows: Sequence[Any], at: datetime, by: str, **changed: Any) -> None:
    for row in rows:
        row.pk, row.retracted_at, row.recorded_at, row.recorded_by = None, None, at, by
        for name, value in changed.items():
            setattr(row, name, value)
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)


@action(permit=MANAGE, title=_("恢复机构运营"), logs=("facility", "on"), subject="facility")
def reopen_facility(
    actor: Actor, *, facility: int, on: date, reason: str, source: str = ""
) -> Facility:
    """Let a closed facility operate again from `on`; the days it was closed stay on record.

    On the day it closed the closing was a mistake: everything it ended is restored, in higher rooms
    too. From a later day beds, places and services are there again; marks are awarded and staff
    hired anew. Raises `BadFacility`.
    """
    found = officially(actor, facility)
    not_future(on)
    reason = normalise(reason)[:160]
    closing = StatusChange.objects.get(facility=found, until=None, retracted_at=None)
    _check(found, closing, on, reason)
    row = recorded(actor, source)
    at, by = row["recorded_at"], row["recorded_by"]
    if on == closing.since:
        found.status = _undo(found, closing, at, by)
    else:
        found.status = str(Status.OPERATING)
        closing.until = on
        closing.save(update_fields=["until"])
        StatusChange.objects.create(
            facility=found, status=found.status, since=on, reason=reason, **row
        )
        for model in _CAPACITY:
            ended = model._default_manager.filter(facility=found, retracted_at=closing.recorded_at)
            back = [one for one in ended if one.until is None or one.until > on]
            _record(back, at, by, since=on)
    found.closed = None
    found.version += 1
    found.updated_at = clock.now()
    found.save()
    return found


def _check(found: Facility, closing: StatusChange, on: date, reason: str) -> None:
    if closing.status != Status.CLOSED:
        raise BadFacility("open", "这家机构没有注销。", "The facility is not closed.")
    if on < closing.since:
        raise BadFacility(
            "too_early", f"恢复日期不能早于注销日期 {closing.since}。",
            f"It closed on {closing.since}: it cannot reopen before.", field="on",
        )  # fmt: skip
    if not reason:
        raise BadFacility(
            "reason", "请写明恢复的原因。", "Say why it is open again.", field="reason"
        )
    columns = {"division": found.division, "name": found.name}
    refuse_duplicate(found.kind, columns, besides=found.pk)


def _undo(found: Facility, closing: StatusChange, at: datetime, by: str) -> str:
    """Take back a closing that never held; return the status the facility had kept."""
    closing.retracted_at = at
    closing.save(update_fields=["retracted_at"])
    before = StatusChange.objects.get(facility=found, until=closing.since, retracted_at=None)
    before.until = None
    before.save(update_fields=["until"])
    for rows in _rows_at(found):
        ended = list(rows.filter(retracted_at=closing.recorded_at))
        rows.filter(recorded_at=closing.recorded_at, retracted_at=None).update(retracted_at=at)
        _record(ended, at, by)
    return before.status
