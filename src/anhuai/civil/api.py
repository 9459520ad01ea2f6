"""Social organisations over REST."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.civil import queries
from anhuai.civil.rules import OrganisationField, OrganisationKind
from anhuai.platform import clock
from anhuai.platform.listing import window
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
FIELDS = (
    "pk", "name", "kind", "field", "division", "social_credit_code", "has_party_organisation",
    "is_party_demonstration", "since",
)  # fmt: skip


class SocialOrganisationOut(Schema):
    """A social organisation."""

    id: int
    name: str
    kind: str
    field: str
    division: str
    social_credit_code: str
    has_party_organisation: bool
    is_party_demonstration: bool
    since: date


class SocialOrganisationPage(Schema):
    """A page of organisations; `next` goes into `after`."""

    items: list[SocialOrganisationOut]
    next: str


@router.get("/social-organisations", response=SocialOrganisationPage, summary="社会组织名册")
def organisations(
    request: HttpRequest,
    kind: OrganisationKind | None = None,
    field: OrganisationField | None = None,
    within: str = "",
    after: str = "",
) -> dict[str, Any]:
    """Organisations the caller reaches, in order of id."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CIVIL_READ)
    rows = queries.organisations(
        actor, on=clock.today(), kind=kind or (), field=field or "", division=within
    )
    seen = window(rows, fields=FIELDS, order=["pk"], after=after)
    names = ("id", *FIELDS[1:])
    items = [dict(zip(names, row, strict=True)) for row in seen.rows]
    return {"items": items, "next": seen.next}
