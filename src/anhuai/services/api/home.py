"""Adaptations of homes and family care beds over REST: reading them, and the survey of a home."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries

router = Router()


class AdaptationOut(Schema):
    """A home's adaptation; money in fen."""

    id: int
    person: int
    name: str
    place: str
    state: str
    due: date | None
    opened: date
    public: int
    own: int
    builder: str | None
    accepted: date | None


class AdaptationPage(Schema):
    """A page of adaptations; `next` goes into `after`."""

    items: list[AdaptationOut]
    next: str


@router.get("/adaptations", response=AdaptationPage, summary="适老化改造")
def adaptations(
    request: HttpRequest,
    within: str = "",
    state: str = "",
    year: int | None = None,
    after: str = "",
) -> dict[str, Any]:
    """Adaptations the caller reaches, in order of id; `year` is that of their acceptance."""
    actor = cast("ActorRequest", request).actor
    seen = queries.adaptation_page(
        actor, order=["pk"], after=after, division=within, state=state, year=year
    )
    names = tuple(AdaptationOut.model_fields)
    items = [dict(zip(names, row, strict=True)) for row in seen.rows]
    return {"items": items, "next": seen.next}


class SurveyIn(Schema):
    """What a survey found: works by code, with a note each."""

    version: int = Field(ge=1)
    on: date
    works: dict[str, str] = Field(max_length=60)
    note: str = Field("", max_length=400)
    consented: bool = False


class AdaptationState(Schema):
    """How far it is now; `version` goes into the next step."""

    id: int
    state: str
    version: int


@router.post("/adaptations/{adaptation}/survey", response=AdaptationState, summary="登记入户勘察")
def survey(request: HttpRequest, adaptation: int, found: SurveyIn) -> dict[str, Any]:
    """Record the survey of a home the caller reaches."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.HOME_SURVEY)
    seen = actions.Seen(on=found.on, works=found.works, note=found.note, consented=found.consented)
    one = actions.survey_adaptation(actor, adaptation=adaptation, version=found.version, found=seen)
    return {"id": one.pk, "state": one.state, "version": one.version}


class FamilyBedOut(Schema):
    """A family care bed."""

    id: int
    person: int
    name: str
    place: str
    facility: str
    state: str
    level: int | None
    since: date | None
    last: date | None
    checked: date | None


class BedPage(Schema):
    """A page of beds; `next` goes into `after`."""

    items: list[FamilyBedOut]
    next: str


@router.get("/family-beds", response=BedPage, summary="家庭养老床位")
def family_beds(
    request: HttpRequest, within: str = "", state: str = "all", after: str = ""
) -> dict[str, Any]:
    """Beds the caller reaches, in order of id."""
    actor = cast("ActorRequest", request).actor
    seen = queries.bed_page(actor, order=["pk"], after=after, division=within, state=state)
    names = tuple(FamilyBedOut.model_fields)
    items = [dict(zip(names, row, strict=True)) for row in seen.rows]
    return {"items": items, "next": seen.next}


class BedsOn(Schema):
    """How many beds ran on a day."""

    on: date
    running: int


@router.get("/family-beds/running", response=BedsOn, summary="某日在床的家庭养老床位")
def running(request: HttpRequest, on: date, within: str = "") -> dict[str, Any]:
    """How many beds ran on a day within a division, the persons not away."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.HOME_READ)
    return {"on": on, "running": queries.beds_on(actor, on=on, division=within).count()}
