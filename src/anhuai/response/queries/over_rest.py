"""What the REST API reads: rows of devices, alarms as they come, last places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, in_subtree, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.response.models import Alarm, Fence, Sensed
from anhuai.response.queries import moment, within_scope
from anhuai.response.queries.places import fences_listed

READ = Permit.RESPONSE_READ
ALARMS = ("pk", "device", "device__person", "kind", "pressed_ms", "received_ms", "committed_ms",
          "is_late", "protocol", "case")  # fmt: skip
MOST = 1_000


def device_row(row: Sequence[Any]) -> dict[str, Any]:
    """Return a row of `queries.page` as the API says it."""
    pk, ident, kind, person, _name, place, spot, battery, seen, silent, _tested = row
    return {
        "id": pk, "ident": ident, "kind": kind, "person": person, "division": place or "",
        "spot": spot, "battery": battery, "last_seen": moment(seen), "silent_since": moment(silent),
    }  # fmt: skip


@reading(
    permit=READ, title=_("读取报警（接口）"), subject="person",
    ids=lambda seen: sorted({row[2] for row in seen.rows if row[2]}),
)  # fmt: skip
def alarm_page(actor: Actor, *, after: str, device: int | None = None, kind: str = "") -> Window:
    """Return alarms of devices within the scope, oldest first."""
    rows = Alarm.objects.filter(device__in=within_scope(actor).values("pk"))
    if device is not None:
        rows = rows.filter(device=device)
    if kind:
        rows = rows.filter(kind=kind)
    return window(rows, fields=ALARMS, order=["pk"], after=after)


def alarm_row(row: Sequence[Any]) -> dict[str, Any]:
    """Return a row of `alarm_page` as the API says it."""
    pk, device, _person, kind, pressed, received, committed, is_late, protocol, case = row
    return {
        "id": pk, "device": device, "kind": kind, "pressed": moment(pressed),
        "received": moment(received), "committed": moment(committed), "is_late": is_late,
        "protocol": protocol, "case": case,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """Last places."""

    rows: list[dict[str, Any]]


@reading(
    permit=READ, title=_("读取最后位置（接口）"), subject="person",
    ids=lambda seen: sorted({row["person"] for row in seen.rows if row["person"]}),
)  # fmt: skip
def places(actor: Actor, *, division: str = "") -> Places:
    """Return where devices were last, of nobody whose consent is over."""
    devices = within_scope(actor).filter(removed_on=None)
    if division:
        devices = devices.filter(in_subtree("place", division))
    rows = Sensed.objects.filter(device__in=devices.values("pk"), at_ms__isnull=False)
    found = list(rows.select_related("device").order_by("-at_ms")[:MOST])
    persons = {one.device.person_id for one in found if one.device.person_id}
    agreed = people.consenting(persons, purpose="location", on=clock.today())
    return Places(
        [
            {
                "device": one.device_id, "person": one.device.person_id, "at": moment(one.at_ms),
                "longitude": one.longitude, "latitude": one.latitude,
                "stays_since": moment(one.stayed_ms),
            }
            for one in found
            if one.device.person_id is None or one.device.person_id in agreed
        ]
    )  # fmt: skip


FENCE = ("pk", "person", "division", "kind", "title", "points", "metres", "stay_minutes", "since",
         "until", "before")  # fmt: skip


@reading(
    permit=READ, title=_("读取安全范围（接口）"), subject="person",
    ids=lambda seen: [row[1] for row in seen.rows if row[1]],
)  # fmt: skip
def fence_page(actor: Actor, *, after: str = "", kind: str = "", division: str = "") -> Window:
    """Return one page of shapes that hold or will, newest first."""
    rows = fences_listed(actor, kind=kind, division=division)
    return window(rows, fields=FENCE, order=["-pk"], after=after)


def fence_row(row: tuple[Any, ...]) -> dict[str, Any]:
    """Return a row of `fence_page` as the API says it."""
    return {"id" if name == "pk" else name: at for name, at in zip(FENCE, row, strict=True)}


def fence_out(one: Fence) -> dict[str, Any]:
    """Return a shape that was just written as the API says it."""
    return {
        "id": one.pk, "person": one.person_id, "division": one.division, "kind": one.kind,
        "title": one.title, "points": one.points, "metres": one.metres,
        "stay_minutes": one.stay_minutes, "since": one.since, "until": one.until,
        "before": one.before_id,
    }  # fmt: skip
