"""The desk over REST: tickets, the knowledge base, video calls; no names and no numbers."""

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.desk import queries
from anhuai.desk.queries import Period
from anhuai.platform import clock
from anhuai.platform.listing import window
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
TICKET = (
    "pk", "kind", "state", "division", "place", "opened_at", "take_due", "answer_due", "taken_at",
    "answered_at", "closed_at", "rating", "overdue",
)  # fmt: skip
ARTICLE = (
    "pk", "title", "body", "source", "confidence", "item", "since", "until", "number",
)  # fmt: skip


class TicketOut(Schema):
    """A ticket's course, without anybody's name, number or words."""

    id: int
    kind: str
    state: str
    division: str
    place: str
    opened_at: datetime
    take_due: datetime
    answer_due: datetime
    taken_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    rating: int | None
    overdue: int


class TicketPage(Schema):
    """A page of tickets; `next` goes into `after`."""

    items: list[TicketOut]
    next: str


class ArticleOut(Schema):
    """An article in force, with its source and confidence (A read … D unclear)."""

    id: int
    title: str
    body: str
    source: str
    confidence: str
    item: str
    since: date
    until: date | None
    number: int


class ArticlePage(Schema):
    """A page of articles; `next` goes into `after`."""

    items: list[ArticleOut]
    next: str


class DeskFigureOut(Schema):
    """A figure of a month: thousandths, and its target; None where nothing was counted."""

    code: str
    part: int
    whole: int
    per_mille: int | None
    target: int
    is_met: bool | None


class VideoCallOut(Schema):
    """A video call's course: when, where, how many were asked, agreed, refused and came."""

    id: int
    division: str
    opened_at: datetime
    ended_at: datetime | None
    asked: int
    agreed: int
    refused: int
    came: int


class VideoCallPage(Schema):
    """A page of video calls; `next` goes into `after`."""

    items: list[VideoCallOut]
    next: str


def _actor(request: HttpRequest) -> Any:
    return cast("ActorRequest", request).actor


@router.get("/desk/tickets", response=TicketPage, summary="热线工单")
def tickets(
    request: HttpRequest, state: str = "", kind: str = "", division: str = "", after: str = ""
) -> dict[str, Any]:
    """Tickets within the caller's area in order of id; `state` may be open or late."""
    actor = _actor(request)
    actor.require(Permit.TICKETS_READ)
    rows = queries.tickets(actor, now=clock.now(), state=state, kind=kind, division=division)
    seen = window(rows, fields=TICKET, order=["pk"], after=after)
    names = tuple(TicketOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}


@router.get("/desk/articles", response=ArticlePage, summary="热线知识库")
def articles(request: HttpRequest, q: str = "", after: str = "") -> dict[str, Any]:
    """Articles in force today in order of id."""
    rows = queries.articles(_actor(request), on=clock.today(), q=q)
    seen = window(rows, fields=ARTICLE, order=["pk"], after=after)
    names = tuple(ArticleOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}


@router.get("/desk/figures", response=list[DeskFigureOut], summary="值班指标")
def figures(request: HttpRequest, since: date, until: date) -> list[dict[str, Any]]:
    """The desk's figures of the days [since, until), for who may read cases."""
    lines = queries.figures(_actor(request), period=Period(since, until))
    return [
        {
            "code": one.code, "part": one.share.part, "whole": one.share.whole,
            "per_mille": one.share.per_mille, "target": one.target, "is_met": one.is_met,
        }
        for one in lines
    ]  # fmt: skip


@router.get("/desk/video-calls", response=VideoCallPage, summary="视频通话")
def video_calls(
    request: HttpRequest, state: str = "", division: str = "", after: str = ""
) -> dict[str, Any]:
    """Video calls within the caller's area in order of id; `state` may be open or over."""
    actor = _actor(request)
    actor.require(Permit.DESK_CALLS)
    rows = queries.videos_counted(actor, state=state, division=division)
    names = tuple(VideoCallOut.model_fields)
    seen = window(rows, fields=("pk", *names[1:]), order=["pk"], after=after)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}
