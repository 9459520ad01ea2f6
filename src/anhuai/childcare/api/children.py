"""Children over REST: hours booked at any site of a network, papers, what happened."""

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.childcare import actions, queries
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()


class NurseryHoursIn(Schema):
    """Hours of a day for an enrolled child, in a class of its nursery or of its network."""

    enrolment: int
    nursery_class: int
    day: date
    begins: int
    ends: int


class NurseryHoursOut(Schema):
    """Hours on record."""

    id: int
    nursery_class_id: int
    day: date
    begins: int
    ends: int
    cancelled_at: datetime | None


@router.post("/childcare/bookings", response=NurseryHoursOut, summary="预约计时托")
def book(request: HttpRequest, given: NurseryHoursIn) -> Any:
    """Book hours; no hour ever has more children than places, the same hours are refused."""
    return actions.book(cast("ActorRequest", request).actor, **given.dict())


@router.post(
    "/childcare/bookings/{booking_id}/cancel", response=NurseryHoursOut, summary="取消托育预约"
)
def cancel(request: HttpRequest, booking_id: int) -> Any:
    """Free the hours again; again changes nothing."""
    return actions.cancel_booking(cast("ActorRequest", request).actor, booking=booking_id)


class ChildPapersIn(Schema):
    """A child's vaccination, examination and allergies, as of a version of its enrolment."""

    version: int
    vaccination: str
    examined_on: date
    allergies: str = ""


class ChildPapersOut(Schema):
    """The papers on record, and the version now; allergies are sealed and not given out."""

    id: int
    vaccination: str
    examined_on: date
    version: int


@router.post(
    "/childcare/enrolments/{enrolment_id}/papers", response=ChildPapersOut, summary="更新体检和接种"
)
def papers(request: HttpRequest, enrolment_id: int, given: ChildPapersIn) -> Any:
    """Bring an enrolled child's papers up to date."""
    return actions.renew_papers(
        cast("ActorRequest", request).actor, enrolment=enrolment_id, **given.dict()
    )


class NurseryIncidentOut(Schema):
    """What happened at a nursery, and who was told when."""

    id: int
    kind: str
    at: datetime
    person_id: int | None
    says: str
    done: str
    guardian_told: datetime | None
    police_told: datetime | None


class NurseryIncidentIn(Schema):
    """What happened, with a child of the nursery or none; abuse is told to the police first."""

    kind: str
    says: str
    done: str = ""
    person: int | None = None
    guardian_told: bool = False
    police_told: bool = False


@router.get(
    "/childcare/nurseries/{nursery_id}/incidents", response=list[NurseryIncidentOut],
    summary="托育事件",
)  # fmt: skip
def incidents(request: HttpRequest, nursery_id: int) -> list[Any]:
    """The newest incidents of a nursery the caller reaches."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_READ)
    queries.nursery(actor, nursery_id)
    return list(queries.incidents_of(actor, nursery_id))


@router.post(
    "/childcare/nurseries/{nursery_id}/incidents",
    response=NurseryIncidentOut,
    summary="登记托育事件",
)
def happened(request: HttpRequest, nursery_id: int, given: NurseryIncidentIn) -> Any:
    """Record what happened."""
    actor = cast("ActorRequest", request).actor
    return actions.record_incident(actor, nursery=nursery_id, **given.dict())
