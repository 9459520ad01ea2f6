"""One's own inbox over REST."""

from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema, Status

from anhuai.platform.acting import Actor
from anhuai.platform.listing import window
from anhuai.platform.notices import contacts, telling
from anhuai.platform.notices.rules import Channel
from anhuai.platform.requests import ActorRequest

router = Router()


class NoticeOut(Schema):
    """One line of the inbox: its sentence in both languages, and the page it leads to."""

    id: int
    template: str
    text: str
    text_en: str
    url: str
    created_at: datetime
    read_at: datetime | None


class NoticePage(Schema):
    """A page of notices, newest first; `next` goes into `after`."""

    items: list[NoticeOut]
    next: str


class WayOut(Schema):
    """A channel as the caller has it: the masked address, and whether this site sends by it."""

    channel: Channel
    masked: str
    is_on: bool
    is_sent: bool


class WayIn(Schema):
    """An address, "" to keep what is there, and whether notices come by it."""

    address: str = ""
    is_on: bool = True


_FIELDS = ("id", "template", "said", "url", "created_at", "read_at")


def _actor(request: HttpRequest) -> Actor:
    return cast("ActorRequest", request).actor


@router.get("/notices", response=NoticePage, summary="我的消息")
def notices(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The caller's own notices, and nobody else's."""
    seen = window(telling.inbox(_actor(request)), fields=_FIELDS, order=["-pk"], after=after)
    items = []
    for key, template, said, url, created_at, read_at in seen.rows:
        items.append(
            {
                "id": key, "template": template, "url": url, "created_at": created_at,
                "text": telling.text_of(template, said, english=False),
                "text_en": telling.text_of(template, said, english=True), "read_at": read_at,
            }
        )  # fmt: skip
    return {"items": items, "next": seen.next}


@router.post("/notices/{notice_id}/read", response={204: None}, summary="消息标为已读")
def read(request: HttpRequest, notice_id: int) -> Status[None]:
    """Note that a notice of the caller's was read."""
    telling.opened(_actor(request), notice_id)
    return Status(204, None)


@router.get("/notices/ways", response=list[WayOut], summary="我的消息接收方式")
def ways(request: HttpRequest) -> list[contacts.Way]:
    """By which channels the caller's notices come too."""
    return contacts.ways(_actor(request))


@router.put("/notices/ways/{channel}", response=list[WayOut], summary="设置消息接收方式")
def set_way(request: HttpRequest, channel: Channel, given: WayIn) -> list[contacts.Way]:
    """Set one channel, as an app does with its own device token; the others stay."""
    actor = _actor(request)
    is_on = {one.channel: one.is_on for one in contacts.ways(actor)} | {channel: given.is_on}
    contacts.set_ways(actor, addresses={channel: given.address}, is_on=is_on)
    return contacts.ways(actor)
