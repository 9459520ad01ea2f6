"""Sponsors of orders over REST: a subsidy's account or a fund of donations."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions
from anhuai.services.queries import sponsoring as queries

router = Router()


class SponsorshipOut(Schema):
    """Money put aside for orders; amounts in fen, `until` is the first day without."""

    id: int
    payer: str
    title: str
    donor: str
    since: date
    until: date
    ceiling: int
    spent: int
    open: int
    persons: int


class SponsorshipPage(Schema):
    """A page of sponsors; `next` goes into `after`."""

    items: list[SponsorshipOut]
    next: str


@router.get("/sponsorships", response=SponsorshipPage, summary="订单出资账户")
def sponsorships(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """The county's sponsors with what was spent and what persons may still spend this month."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.SETTLEMENTS_READ)
    seen = queries.sponsorship_page(actor, order=["pk"], after=after)
    left = queries.left_of([row[0] for row in seen.rows], on=clock.today())
    return {
        "items": [
            {"id": key, "payer": payer, "title": title, "donor": donor, "since": since,
             "until": until, "ceiling": ceiling, "spent": left[key].spent, "open": left[key].open,
             "persons": named}
            for key, payer, title, donor, since, until, ceiling, _why, named in seen.rows
        ],
        "next": seen.next,
    }  # fmt: skip


class SponsoredIn(Schema):
    """Whose orders a sponsor pays, and how many fen a month."""

    person: int = Field(ge=1, lt=1 << 63)
    monthly: int = Field(ge=1, lt=1 << 53)


class SponsoredOut(Schema):
    """A person a sponsor is named for."""

    id: int
    person: int = Field(alias="person_id")
    monthly: int
    since: date
    until: date | None
    version: int


@router.post("/sponsorships/{sponsorship}/persons", response=SponsoredOut, summary="指定受助人")
def name(request: HttpRequest, sponsorship: int, sent: SponsoredIn) -> Any:
    """Name a person; this month's amount goes into the person's account now."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.SETTLEMENTS_MANAGE)
    return actions.name_sponsored(
        actor, sponsorship=sponsorship, person=sent.person, monthly=sent.monthly
    )
