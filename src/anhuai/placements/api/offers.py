"""Offers of beds over REST: made by the authority, answered, used by the institution."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.placements import actions, queries
from anhuai.placements.rules.words import Answer, BadPlacement
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
READ, APPLY, MANAGE = Permit.PLACEMENTS_READ, Permit.PLACEMENTS_APPLY, Permit.PLACEMENTS_MANAGE


class OfferOut(Schema):
    """A bed offered to whoever was next; `number` stands for the applicant on the list, `name` is
    told to whom the applicant's file is open. `place` and `rule` are the order as it was then."""

    id: int
    number: str
    kind: str
    bed: str
    state: str
    offered_on: date
    answer_by: date
    place: int
    rule: str
    ground: str
    answered_on: date | None
    version: int
    name: str


class OfferIn(Schema):
    """A free bed to be offered to the next, or to the applicant of a `number` with a `reason`."""

    bed: str
    number: str = ""
    reason: str = ""


class OfferAnswerIn(Schema):
    """An answer of today; `version` guards against what another changed meanwhile."""

    version: int | None = None


class TakeBackIn(OfferAnswerIn):
    """Why an offer is taken back."""

    reason: str


class AnsweredOut(Schema):
    """An offer after a step."""

    id: int
    label: str
    state: str
    offered_on: date
    answer_by: date
    place: int
    answered_on: date | None
    version: int


def _actor(request: HttpRequest, permit: Permit) -> Any:
    actor = cast("ActorRequest", request).actor
    actor.require(permit)
    return actor


@router.get(
    "/placements/facilities/{facility_id}/offers", response=list[OfferOut], summary="床位通知"
)
def offers(request: HttpRequest, facility_id: int, state: str = "") -> list[dict[str, Any]]:
    """Offers of an institution the caller reaches, newest first, at most 500; `state`: empty (those
    running), open, accepted, declined, expired, taken_back or all."""
    actor = _actor(request, READ)
    if state not in ("", "all", *Answer):
        raise BadPlacement(
            "state", "没有这种通知状态。", "There is no such state of an offer.", field="state"
        )
    rows = queries.offers_of(actor, facility_id, state=state)
    names = [name for name in OfferOut.model_fields if name != "name"]
    return [dict(zip(names, row[:-2], strict=True)) | {"name": row[-1]} for row in rows]


def _numbered(facility: int, number: str) -> int | None:
    """Return the application that waits at a facility under a number, None where none is given."""
    if not number:
        return None
    lines = queries.waiting_lines(clock.today(), facility=facility)
    found = next((one.key for one in lines if one.number == number), None)
    if found is None:
        raise BadPlacement(
            "not_waiting", "这家机构的轮候名单里没有这个编号。",
            "Nobody waits at this institution under that number.", field="number",
        )  # fmt: skip
    return found


@router.post(
    "/placements/facilities/{facility_id}/offers", response=AnsweredOut, summary="发出床位通知"
)
def offer(request: HttpRequest, facility_id: int, sent: OfferIn) -> Any:
    """Offer a free bed to the next on the list; out of order only with a reason on record."""
    actor = _actor(request, MANAGE)
    queries.facility_in_scope(actor, facility_id, permit=MANAGE)
    return actions.offer(
        actor, facility=facility_id, label=sent.bed, on=clock.today(),
        application=_numbered(facility_id, sent.number), reason=sent.reason,
    )  # fmt: skip


def _version(actor: Any, key: int, sent: OfferAnswerIn, permit: Permit) -> int:
    found = queries.offer(actor, key, permit=permit)
    return found.version if sent.version is None else sent.version


@router.post("/placements/offers/{offer_id}/accept", response=AnsweredOut, summary="接受床位")
def accept(request: HttpRequest, offer_id: int, sent: OfferAnswerIn) -> Any:
    """Accept an offer in time, for the applicant; the bed stays reserved until the admission."""
    actor = _actor(request, APPLY)
    return actions.accept(
        actor, offer=offer_id, version=_version(actor, offer_id, sent, APPLY),
        on=clock.today(),
    )  # fmt: skip


@router.post("/placements/offers/{offer_id}/decline", response=AnsweredOut, summary="谢绝床位")
def decline(request: HttpRequest, offer_id: int, sent: OfferAnswerIn) -> Any:
    """Decline an offer for the applicant, who waits on elsewhere."""
    actor = _actor(request, APPLY)
    return actions.decline(
        actor, offer=offer_id, version=_version(actor, offer_id, sent, APPLY),
        on=clock.today(),
    )  # fmt: skip


@router.post(
    "/placements/offers/{offer_id}/take-back", response=AnsweredOut, summary="收回床位通知"
)
def take_back(request: HttpRequest, offer_id: int, sent: TakeBackIn) -> Any:
    """Take an offer back through no fault of the applicant, who keeps the place."""
    actor = _actor(request, MANAGE)
    return actions.take_back(
        actor, offer=offer_id, version=_version(actor, offer_id, sent, MANAGE),
        on=clock.today(), reason=sent.reason,
    )  # fmt: skip
