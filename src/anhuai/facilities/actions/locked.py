"""The facility an action changes: found in scope and locked; how its dated rows end."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.models import Dated, Facility
from anhuai.facilities.queries import within_scope
from anhuai.facilities.rules import FacilityKind, Status
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.permits import Permit

D = TypeVar("D", bound=Dated)
MANAGE = Permit.FACILITIES_MANAGE


class BadFacility(Unfit):
    """Facts about a facility that cannot be recorded; `code` names what is wrong."""


def locked(actor: Actor, facility_id: int) -> Facility:
    """Return the facility, locked until the transaction ends, or raise `NotHere`."""
    found = within_scope(actor, MANAGE).select_for_update().filter(pk=facility_id).first()
    if found is None:
        raise NotHere("facility", facility_id)
    return found


def officially(actor: Actor, facility_id: int) -> Facility:
    """Return the facility, locked, to its authority only: `Refused` for its operator."""
    found = locked(actor, facility_id)
    if not actor.scope(MANAGE).covers(found.division):
        raise Refused(MANAGE)
    return found


def alive(found: Facility) -> FacilityKind:
    """Return the facility's kind, or raise `BadFacility` when it is closed.

    Not even an earlier day can be recorded: what begins there would outlive the facility.
    """
    if found.status == Status.CLOSED:
        raise BadFacility(
            "closed",
            f"这家机构已于 {found.closed} 注销，不能再登记；注销有误或重新开业的，请先恢复运营。",
            f"The facility closed on {found.closed}: if that is wrong or past, reopen it first.",
        )
    return KINDS[found.kind]


def refuse_duplicate(kind: str, columns: Mapping[str, object], *, besides: int = 0) -> None:
    """Raise `BadFacility` where another facility of the kind and name is open at the place."""
    same = Facility.objects.filter(
        division=columns["division"], kind=kind, name=columns["name"], closed=None
    ).exclude(pk=besides)
    if same.exists():
        raise BadFacility(
            "duplicate",
            f"这里已经有一家同名的{KINDS[kind].title}，请先查询，不要重复登记。",
            "A facility of this kind and name exists here already.",
            field="name",
        )


def not_future(on: date, *, field: str = "on") -> None:
    """Raise `BadFacility` for a day that has not come."""
    if on > clock.today():
        raise BadFacility(
            "future", f"日期 {on} 还没有到，请核对。", f"{on} is in the future.", field=field
        )


def recorded(actor: Actor, source: str = "") -> dict[str, Any]:
    """Return who records a dated row now, and from what."""
    return {"recorded_at": clock.now(), "recorded_by": actor.name[:64], "source": source[:120]}


def _end(rows: QuerySet[D], on: date) -> None:
    """End current rows on a day; rows that begin that day or later never held and are retracted."""
    rows.filter(since__gte=on).update(retracted_at=clock.now())
    rows.filter(since__lt=on).update(until=on)
