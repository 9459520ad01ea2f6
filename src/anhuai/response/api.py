"""Devices, alarms, places and telemetry over REST: what another system needs, never a secret."""

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.response import actions, queries
from anhuai.response.queries import over_rest as rest
from anhuai.response.rules.fences import FenceKind

router = Router()


class DeviceOut(Schema):
    """A device in use; `silent_since` says that it should have spoken and did not."""

    id: int
    ident: str
    kind: str
    person: int | None
    division: str
    spot: str
    battery: int | None
    last_seen: datetime | None
    silent_since: datetime | None


class DevicePage(Schema):
    """A page of devices; `next` goes into `after`."""

    items: list[DeviceOut]
    next: str


class AlarmOut(Schema):
    """An alarm as it was raised, with the case it led to."""

    id: int
    device: int
    kind: str
    pressed: datetime | None
    received: datetime | None
    committed: datetime | None
    is_late: bool
    protocol: str
    case: int | None


class AlarmPage(Schema):
    """A page of alarms in the order they were committed; `next` goes into `after`."""

    items: list[AlarmOut]
    next: str


class PlaceOut(Schema):
    """Where a device of somebody who agreed to be located was last."""

    device: int
    person: int | None
    at: datetime | None
    longitude: float
    latitude: float
    stays_since: datetime | None


class DeviceIn(Schema):
    """A device to register: of a person or at a place, one of the two."""

    ident: str
    kind: str
    person: int | None = None
    division: str = ""
    spot: str = ""


class DeviceRegisteredOut(Schema):
    """The id of what was registered and its secret, told this once."""

    id: int
    secret: str


class CommandIn(Schema):
    """Something to send down: call, locate, text, parameter."""

    command: str
    body: str = ""


class CommandOut(Schema):
    """What was queued."""

    id: int
    state: str


class FenceIn(Schema):
    """A shape: [[longitude, latitude], …] in WGS-84 and metres around; it holds over
    [since, until)."""

    title: str = ""
    points: list[tuple[float, float]]
    metres: int
    stay_minutes: int | None = None
    since: date | None = None
    until: date | None = None


class FenceNew(FenceIn):
    """A shape to draw: of a person, or a risk in a division."""

    kind: FenceKind
    person: int | None = None
    division: str = ""


class FenceOut(FenceNew):
    """A shape that holds or will; `before` is the one it took the place of."""

    id: int
    before: int | None


class FencePage(Schema):
    """A page of shapes; `next` goes into `after`."""

    items: list[FenceOut]
    next: str


def _actor(request: HttpRequest, permit: Permit = Permit.RESPONSE_READ) -> Actor:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


@router.get("/devices", response=DevicePage, summary="设备")
def devices(
    request: HttpRequest, after: str = "", kind: str = "", division: str = "", state: str = ""
) -> dict[str, Any]:
    """Devices in use within the scope, in order of ident; `state` is silent, low or never."""
    seen = queries.page(
        _actor(request), order=["ident"], after=after, kind=kind, division=division, state=state
    )
    return {"items": [rest.device_row(row) for row in seen.rows], "next": seen.next}


@router.post("/devices", response=DeviceRegisteredOut, summary="登记设备")
def register(request: HttpRequest, given: DeviceIn) -> dict[str, Any]:
    """Register a device; its secret is told this once."""
    made = actions.register(_actor(request, Permit.RESPONSE_MANAGE), **given.model_dump())
    return {"id": made.pk, "secret": made.secret}


@router.post("/devices/{device_id}/commands", response=CommandOut, summary="下发指令")
def command(request: HttpRequest, device_id: int, given: CommandIn) -> dict[str, Any]:
    """Send something down; it waits until the device confirms."""
    made = actions.command(
        _actor(request, Permit.RESPONSE_MANAGE), device=device_id, command=given.command,
        body=given.body,
    )  # fmt: skip
    return {"id": made.pk, "state": made.state}


@router.get("/alarms", response=AlarmPage, summary="报警")
def alarms(
    request: HttpRequest, after: str = "", device: int | None = None, kind: str = ""
) -> dict[str, Any]:
    """Alarms within the scope, oldest first: read on from `next` to follow them."""
    seen = rest.alarm_page(_actor(request), after=after, device=device, kind=kind)
    return {"items": [rest.alarm_row(row) for row in seen.rows], "next": seen.next}


@router.get("/positions", response=list[PlaceOut], summary="最后位置")
def positions(request: HttpRequest, division: str = "") -> list[dict[str, Any]]:
    """Where devices were last, of those whose consent to being located holds; at most 1,000."""
    return rest.places(_actor(request), division=division).rows


@router.get("/fences", response=FencePage, summary="安全范围")
def fences(
    request: HttpRequest, after: str = "", kind: str = "", division: str = ""
) -> dict[str, Any]:
    """Shapes that hold or will, within the scope, newest first."""
    seen = rest.fence_page(_actor(request), after=after, kind=kind, division=division)
    return {"items": [rest.fence_row(row) for row in seen.rows], "next": seen.next}


@router.post("/fences", response=FenceOut, summary="划定范围")
def draw_fence(request: HttpRequest, given: FenceNew) -> dict[str, Any]:
    """Draw a shape for somebody who agreed to be located, or a risk for everybody in an area."""
    made = actions.draw_fence(_actor(request, Permit.RESPONSE_MANAGE), **given.model_dump())
    return rest.fence_out(made)


@router.put("/fences/{fence_id}", response=FenceOut, summary="修改范围")
def change_fence(request: HttpRequest, fence_id: int, given: FenceIn) -> dict[str, Any]:
    """Draw a shape anew in the stead of what it was; it gets an id of its own."""
    made = actions.change_fence(
        _actor(request, Permit.RESPONSE_MANAGE), fence=fence_id, **given.model_dump()
    )
    return rest.fence_out(made)


@router.post("/fences/{fence_id}/end", response=FenceOut, summary="撤销范围")
def end_fence(request: HttpRequest, fence_id: int) -> dict[str, Any]:
    """End a shape; it stays on record."""
    made = actions.end_fence(_actor(request, Permit.RESPONSE_MANAGE), fence=fence_id)
    return rest.fence_out(made)
