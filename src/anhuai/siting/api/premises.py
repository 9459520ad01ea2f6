"""Housing projects with the premises they owe, and community rooms, over REST."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.platform import clock, county
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.siting import actions, queries
from anhuai.siting.rules import ProjectFacts

router = Router()


class ProjectIn(Schema):
    """A housing project; areas in square metres, days as far as they have come (四同步)."""

    name: str
    division: str
    dwellings: int
    promised_m2: Decimal
    developer: str = ""
    delivered_m2: Decimal | None = None
    planned_on: date | None = None
    built_on: date | None = None
    accepted_on: date | None = None
    handed_on: date | None = None
    completed_on: date | None = None
    facility: int | None = None


class ProjectOut(ProjectIn):
    """A project with the norm of its first day, what it owes, and what is wrong today (codes)."""

    id: int
    required_m2: Decimal
    norm: str
    area_basis: str
    handover_by: date | None
    dues: list[str]
    version: int


class RoomIn(Schema):
    """A community's premises from a day: how large, what part serves elders, whether free."""

    name: str
    division: str
    area: Decimal
    elders_m2: Decimal = Decimal(0)
    is_free: bool = False
    facility: int | None = None
    since: date


class RoomOut(RoomIn):
    """Premises on record today."""

    id: int


def _actor(request: HttpRequest, permit: Permit) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


def _project(one: Any, on: date) -> dict[str, Any]:
    facts = queries.facts_of(one)
    return {
        **{name: getattr(facts, name) for name in ProjectIn.model_fields},
        "id": one.pk, "required_m2": one.required_m2, "norm": one.norm,
        "area_basis": one.area_basis, "handover_by": queries.handover_by(one, on=on),
        "dues": [str(due) for due in queries.dues_of(one, on=on)], "version": one.version,
    }  # fmt: skip


def _room(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "name": one.name, "division": one.division, "area": one.area,
        "elders_m2": one.elders_m2, "is_free": one.is_free, "facility": one.facility_id,
        "since": one.since,
    }  # fmt: skip


@router.get("/siting/projects", response=list[ProjectOut], summary="新建居住项目")
def projects(request: HttpRequest) -> list[dict[str, Any]]:
    """Housing projects the caller reaches, by division and name."""
    actor, today = _actor(request, Permit.SITING_READ), clock.today()
    rows = queries.projects(actor).order_by("division", "name")
    return [_project(one, today) for one in rows]


@router.post("/siting/projects", response=ProjectOut, summary="登记新建居住项目")
def register_project(request: HttpRequest, sent: ProjectIn) -> dict[str, Any]:
    """Register a project with the norm that holds today; its name is unique in its place."""
    actor, today = _actor(request, Permit.SITING_MANAGE), clock.today()
    made = actions.register_project(actor, facts=ProjectFacts(**sent.dict()), on=today)
    return _project(made, today)


@router.get("/siting/rooms", response=list[RoomOut], summary="社区服务用房")
def rooms(request: HttpRequest) -> list[dict[str, Any]]:
    """Community premises the caller reaches that are on record today."""
    actor, today = _actor(request, Permit.SITING_READ), clock.today()
    rows = queries.rooms_on(actor, on=today, division=county.code())
    return [_room(one) for one in rows.order_by("division", "name")]


@router.post("/siting/rooms", response=RoomOut, summary="登记社区服务用房")
def register_room(request: HttpRequest, sent: RoomIn) -> dict[str, Any]:
    """Put a community's premises on record from a day."""
    actor = _actor(request, Permit.SITING_MANAGE)
    given = sent.dict()
    on = given.pop("since")
    return _room(actions.register_room(actor, facts=actions.RoomFacts(**given), on=on))
