"""Assessments over REST: reading them, and the one door through which a form comes in."""

import base64
from datetime import date
from typing import Annotated, Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from anhuai.assessments import actions, queries
from anhuai.assessments.rules.annex import Health
from anhuai.assessments.rules.submitting import Form, Signed
from anhuai.assessments.rules.words import Signer
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()


class AssessmentOut(Schema):
    """A finished assessment; `final_level` is after adjustments, 0 is best."""

    id: int
    person: int
    name: str
    place: str
    scale: str
    assessed_on: date
    reason: str
    total: int | None
    score_level: int
    final_level: int


class AssessmentPage(Schema):
    """A page of assessments; `next` goes into `after`."""

    items: list[AssessmentOut]
    next: str


@router.get("/assessments", response=AssessmentPage, summary="能力评估")
def assessments(
    request: HttpRequest,
    scale: str = "",
    within: str = "",
    since: date | None = None,
    last: date | None = None,
    after: str = "",
) -> dict[str, Any]:
    """Assessments the caller reaches, in order of id; withdrawn ones are left out."""
    actor = cast("ActorRequest", request).actor
    seen = queries.record_page(
        actor, order=["pk"], after=after, scale=scale, division=within, since=since, last=last
    )
    names = tuple(AssessmentOut.model_fields)
    width = len(names)
    items = [dict(zip(names, row[:width], strict=True)) for row in seen.rows]
    return {"items": items, "next": seen.next}


class LevelOut(Schema):
    """The level that held on a day, and since when."""

    person: int
    level: int
    score_level: int
    since: date
    until: date | None
    assessment: int


@router.get("/assessments/levels", response=list[LevelOut], summary="某日的能力等级")
def levels(
    request: HttpRequest, scale: str, on: date, person: Annotated[int, Query(ge=1, lt=1 << 63)]
) -> list[dict[str, Any]]:
    """The level a person was at on a scale on a day; none where not assessed or out of reach."""
    actor = cast("ActorRequest", request).actor
    found = queries.level_of(actor, scale=scale, on=on, person=person)
    return [{name: getattr(one, name) for name in LevelOut.model_fields} for one in found]


class SignatureIn(Schema):
    """A signature: first, second, elder or proxy; the drawing as PNG in base64."""

    signer: Signer
    name: str = Field("", max_length=64)
    image: str = Field(max_length=300_000)


class FormIn(Schema):
    """A form as it was filled in. `client` is made once where it is filled in, and kept."""

    client: UUID
    task: int
    assessed_on: date
    points: dict[str, int]
    diagnoses: list[str] = []
    risks: dict[str, int] = {}
    problems: list[str] = []
    informant: str = ""
    informant_name: str = Field("", max_length=50)
    informant_phone: str = Field("", max_length=20)
    note: str = Field("", max_length=400)
    signatures: list[SignatureIn] = []


class AssessmentRecorded(Schema):
    """The record a form became; the same form again is the same record."""

    id: int
    score_level: int
    final_level: int


@router.post("/assessments", response=AssessmentRecorded, summary="提交评估表")
def submit(request: HttpRequest, form: FormIn) -> dict[str, Any]:
    """Put a form on record for a task assigned to the caller, once."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.ASSESSMENTS_CONDUCT)
    made = actions.submit(actor, task=form.task, form=_form(form))
    return {"id": made.pk, "score_level": made.score_level, "final_level": made.final_level}


def _form(sent: FormIn) -> Form:
    return Form(
        client=sent.client, assessed_on=sent.assessed_on, points=sent.points,
        health=Health(
            frozenset(sent.diagnoses), {k: n for k, n in sent.risks.items() if n},
            frozenset(sent.problems),
        ),
        informant=sent.informant, informant_name=sent.informant_name,
        informant_phone=sent.informant_phone, note=sent.note,
        signatures=[Signed(one.signer, one.name, _image(one.image)) for one in sent.signatures],
    )  # fmt: skip


def _image(text: str) -> bytes:
    """Return the bytes of a drawing; what is no base64 is no picture either, which rules refuse."""
    try:
        return base64.b64decode(text.rpartition(",")[2], validate=True)
    except ValueError:  # of which binascii.Error is one
        return b""
