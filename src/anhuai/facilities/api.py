"""Facilities over REST."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.facilities import queries
from anhuai.facilities.rules import Group, Ownership, Status
from anhuai.platform import clock
from anhuai.platform.listing import window
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
FIELDS = (
    "pk", "name", "kind", "division", "address", "ownership", "tier", "status",
    "social_credit_code", "opened", "closed", "longitude", "latitude",
)  # fmt: skip


class FacilityOut(Schema):
    """A facility; codes as in the catalogue, coordinates in WGS-84."""

    id: int
    name: str
    kind: str
    division: str
    address: str
    ownership: str
    tier: str
    status: str
    social_credit_code: str
    opened: date | None
    closed: date | None
    longitude: float | None
    latitude: float | None
    beds: int
    nursing_beds: int
    childcare_places: int


class FacilityPage(Schema):
    """A page of facilities; `next` goes into `after`."""

    items: list[FacilityOut]
    next: str


class LicenceOut(Schema):
    """A licence in force on [since, until)."""

    kind: str
    number: str
    since: date
    until: date | None


class MarkOut(Schema):
    """A mark that holds on [since, until)."""

    code: str
    grade: str
    since: date
    until: date | None


class FacilityDetail(FacilityOut):
    """A facility with what it offers and holds."""

    phone: str
    land_area: Decimal | None
    building_area: Decimal | None
    services: list[str]
    licences: list[LicenceOut]
    marks: list[MarkOut]


@router.get("/facilities", response=FacilityPage, summary="机构名册")
def facilities(
    request: HttpRequest,
    q: str = "",
    kind: str = "",
    group: Group | None = None,
    ownership: Ownership | None = None,
    status: Status | None = None,
    within: str = "",
    after: str = "",
) -> dict[str, Any]:
    """Facilities the caller reaches, in order of id; closed ones only by status."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.FACILITIES_READ)
    today = clock.today()
    which = queries.Which(
        kinds=[kind] if kind else [], group=group, ownership=[ownership] if ownership else [],
        division=within,
    )  # fmt: skip
    rows = queries.listed(actor, on=today, q=q, status=status or "", which=which)
    seen = window(rows, fields=FIELDS, order=["pk"], after=after)
    counted = queries.numbers(seen.ids, on=today)
    return {"items": [_out(row, counted[row[0]]) for row in seen.rows], "next": seen.next}


def _out(row: tuple[Any, ...], counted: queries.Numbers) -> dict[str, Any]:
    return dict(zip(("id", *FIELDS[1:]), row, strict=True)) | {
        "beds": counted.beds,
        "nursing_beds": counted.nursing,
        "childcare_places": counted.places,
    }


@router.get("/facilities/{facility_id}", response=FacilityDetail, summary="一家机构")
def facility(request: HttpRequest, facility_id: int) -> dict[str, Any]:
    """One facility the caller reaches."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.FACILITIES_READ)
    found = queries.detail(actor, facility_id, on=clock.today())
    one = found.facility
    row = tuple(getattr(one, name) for name in FIELDS)
    return _out(row, found.numbers) | {
        "phone": one.phone,
        "land_area": one.land_area,
        "building_area": one.building_area,
        "services": [service.code for service in found.services],
        "licences": list(found.licences),
        "marks": list(found.marks),
    }


class OrganisationOut(Schema):
    """An organisation on [since, until); `runs` counts its open facilities within the scope."""

    id: int
    name: str
    kind: str
    division: str
    social_credit_code: str
    since: date
    until: date | None
    runs: int


class OrganisationPage(Schema):
    """A page of organisations; `next` goes into `after`."""

    items: list[OrganisationOut]
    next: str


@router.get("/organisations", response=OrganisationPage, summary="运营单位")
def organisations(
    request: HttpRequest, kind: str = "", q: str = "", after: str = ""
) -> dict[str, Any]:
    """Organisations that concern the caller's area, ended ones too, in order of id."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.FACILITIES_READ)
    rows = queries.organisations(actor, q=q, kind=kind, ended=None)
    fields = tuple(OrganisationOut.model_fields)[:-1]
    names = tuple("pk" if name == "id" else name for name in fields)
    seen = window(rows, fields=names, order=["pk"], after=after)
    counted = queries.runs(actor, seen.ids)
    items = [
        dict(zip(fields, row, strict=True)) | {"runs": counted.get(row[0], 0)} for row in seen.rows
    ]
    return {"items": items, "next": seen.next}
