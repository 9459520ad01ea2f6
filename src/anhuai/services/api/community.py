"""Mutual help, activities and the elders' school over REST."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.rules.mutual import Asking, HelpKind, TaskState

router = Router()


class HelpTaskOut(Schema):
    """Help asked for or offered; `minutes` once it was done."""

    id: int
    person: int | None
    person_name: str | None
    helper: int | None
    helper_name: str | None
    kind: str
    origin: str
    place: str
    wanted_on: date
    planned: int
    state: str
    minutes: int | None
    doubts: list[str]


class TaskPage(Schema):
    """A page of tasks; `next` goes into `after`."""

    items: list[HelpTaskOut]
    next: str


@router.get("/mutual", response=TaskPage, summary="互助服务")
def tasks(
    request: HttpRequest, within: str = "", state: str = "", kind: str = "", after: str = ""
) -> dict[str, Any]:
    """Tasks the caller reaches, in order of id."""
    actor = cast("ActorRequest", request).actor
    seen = queries.task_page(
        actor, order=["pk"], after=after, division=within, state=state, kind=kind
    )
    return {"items": [_named(HelpTaskOut, row) for row in seen.rows], "next": seen.next}


def _named(schema: type[Schema], row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(schema.model_fields, row, strict=True))


class Wish(Schema):
    """Help that is asked for; `client` is made once by the caller, so that it is asked once."""

    client: UUID
    person: int = Field(ge=1, lt=1 << 63)
    kind: HelpKind
    wanted_on: date
    minutes: int = Field(ge=1, le=720)
    says: str = Field("", max_length=200)


class Asked(Schema):
    """The task a wish became."""

    id: int
    state: TaskState


@router.post("/mutual", response=Asked, summary="求助")
def ask(request: HttpRequest, wish: Wish) -> dict[str, Any]:
    """Ask for help for a person the caller reaches; the same wish again is the same task."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.COMMUNITY_JOIN)
    made = actions.ask_help(actor, person=wish.person, asking=Asking(
        client=wish.client, kind=wish.kind, wanted_on=wish.wanted_on, minutes=wish.minutes,
        says=wish.says,
    ))  # fmt: skip
    return {"id": made.pk, "state": made.state}


class HelperOut(Schema):
    """A member with the minutes held."""

    id: int
    person: int | None
    name: str
    kind: str
    division: str
    unit: str
    since: date
    until: date | None
    minutes: int


class MemberPage(Schema):
    """A page of members; `next` goes into `after`."""

    items: list[HelperOut]
    next: str


@router.get("/mutual/members", response=MemberPage, summary="互助成员")
def members(
    request: HttpRequest, within: str = "", kind: str = "", after: str = ""
) -> dict[str, Any]:
    """Members the caller reaches, in order of id."""
    actor = cast("ActorRequest", request).actor
    seen = queries.member_page(actor, order=["pk"], after=after, division=within, kind=kind)
    held = queries.balances([row[0] for row in seen.rows])
    items = [_named(HelperOut, (*row, held.get(row[0], 0))) for row in seen.rows]
    return {"items": items, "next": seen.next}


class ActivityOut(Schema):
    """An activity with its places."""

    id: int
    title: str
    kind: str
    division: str
    spot: str
    starts: datetime
    minutes: int
    taken: int
    places: int
    state: str


class ActivityPage(Schema):
    """A page of activities; `next` goes into `after`."""

    items: list[ActivityOut]
    next: str


@router.get("/activities", response=ActivityPage, summary="活动")
def activities(
    request: HttpRequest, within: str = "", state: str = "", after: str = ""
) -> dict[str, Any]:
    """Activities the caller reaches, in order of id."""
    actor = cast("ActorRequest", request).actor
    seen = queries.activity_page(actor, order=["pk"], after=after, division=within, state=state)
    return {"items": [_named(ActivityOut, row) for row in seen.rows], "next": seen.next}


class ParticipationOut(Schema):
    """A town's or village's elders of 60 and more, and how many take part regularly."""

    division: str
    name: str
    elders: int
    came: int
    regular: int
    percent: str


@router.get("/school/participation", response=list[ParticipationOut], summary="教育参与率")
def participation(
    request: HttpRequest, on: date, by: Annotated[Literal["town", "village"], Query()] = "town"
) -> list[dict[str, Any]]:
    """The participation of a day's calendar year up to that day."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.COMMUNITY_READ)
    found = queries.participation(actor, on=on, width=12 if by == "village" else 9)
    return [{n: getattr(one, n) for n in ParticipationOut.model_fields} for one in found]
