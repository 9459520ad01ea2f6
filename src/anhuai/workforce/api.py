"""Posts and their certificates over REST."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.workforce import actions, queries
from anhuai.workforce.catalogue import POSTS
from anhuai.workforce.rules import certificate_state

router = Router()


class PostOut(Schema):
    """A post held now; `place` is the division, of the facility where there is one."""

    id: int
    worker: int
    name: str
    sex: str
    kind: str
    place: str
    facility: int | None
    facility_name: str | None
    since: date
    certificate: str


class PostPage(Schema):
    """A page of posts; `next` goes into `after`."""

    items: list[PostOut]
    next: str


@router.get("/posts", response=PostPage, summary="从业人员岗位")
def posts(
    request: HttpRequest,
    kind: str = "",
    within: str = "",
    certified: bool | None = None,  # noqa: FBT001 - a parameter of the address
    after: str = "",
) -> dict[str, Any]:
    """Posts the caller reaches, in order of id."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.WORKFORCE_READ)
    today = clock.today()
    seen = queries.page(
        actor, on=today, order=["pk"], after=after, kinds=[kind] if kind else [],
        division=within, certified=certified,
    )  # fmt: skip
    held = queries.certificates_of({row[1] for row in seen.rows})
    names = tuple(PostOut.model_fields)[:-1]
    items = [
        dict(zip(names, row, strict=True))
        | {"certificate": str(certificate_state(POSTS[row[4]], held[row[1]], on=today))}
        for row in seen.rows
    ]
    return {"items": items, "next": seen.next}


class CarerOut(Schema):
    """A care worker in post: full years of service, grade of skill, yuan a month for both.

    Both amounts are what the county has set; 0 where it decided nothing.
    """

    worker: int
    name: str
    place: str
    years: int
    grade: str
    service: int
    skill: int


@router.get("/posts/carers", response=list[CarerOut], summary="护理员年限和津贴")
def carers(request: HttpRequest, within: str = "") -> list[dict[str, Any]]:
    """The care workers the caller reaches, the longest serving first."""
    actor = cast("ActorRequest", request).actor
    found = queries.carer_steps(actor, on=clock.today(), division=within or None)
    return [{name: getattr(one, name) for name in CarerOut.model_fields} for one in found]


class HeadOut(Schema):
    """The head of an institution: trained last, due again, how that stands."""

    worker: int
    name: str
    place: str
    last: date | None
    due: date | None
    state: str


@router.get("/posts/heads", response=list[HeadOut], summary="负责人培训")
def heads(request: HttpRequest, within: str = "") -> list[dict[str, Any]]:
    """The heads of institutions the caller reaches, who must be trained first."""
    actor = cast("ActorRequest", request).actor
    found = queries.heads_trained(actor, on=clock.today(), division=within or None)
    return [{name: getattr(one, name) for name in HeadOut.model_fields} for one in found]


class VerificationIn(Schema):
    """What was verified of a worker: `certificate` 0 is the identity; `how` is a code."""

    certificate: int = Field(0, ge=0, lt=1 << 63)
    how: str = Field(max_length=10)
    is_genuine: bool
    seen_on: date
    reference: str = Field("", max_length=60)


class VerificationOut(Schema):
    """A verification on record."""

    id: int
    seen_on: date
    is_genuine: bool


@router.post("/workers/{worker}/verifications", response=VerificationOut, summary="核验身份或证书")
def verify(request: HttpRequest, worker: int, said: VerificationIn) -> Any:
    """Record that an office verified a worker's identity or certificate."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.WORKFORCE_MANAGE)
    return actions.verify(actor, worker=worker, **said.dict())
