"""People over REST: masked like the pages, scoped like the pages."""

from datetime import date
from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from anhuai.people import queries
from anhuai.people.api import matching
from anhuai.platform import clock
from anhuai.platform.requests import ActorRequest

router = Router()
router.add_router("", matching.router)


class TagOut(Schema):
    """A circumstance in force: codes of the catalogue."""

    code: str
    kind: str
    grade: str


class PersonOut(Schema):
    """A person in a list; codes as in GB/T 2261 and the divisions."""

    id: int
    name: str
    sex: str
    born: date
    died: date | None
    left: date | None
    division: str
    hukou: str
    circumstances: list[TagOut]


class AskedIn(Schema):
    """What a list is asked for; ages in full years, both included."""

    q: str = ""
    within: str = ""
    age_from: int | None = Field(None, ge=0, le=200)
    age_to: int | None = Field(None, ge=0, le=200)
    sex: str = ""
    circumstance: str = ""
    state: str = ""


class PersonPage(Schema):
    """A page of people; `next` goes into `after`."""

    items: list[PersonOut]
    next: str


class RelativeOut(Schema):
    """Somebody related: `person` is set within the caller's scope only."""

    person: int | None
    name: str
    relation: str
    reverse: bool
    kind: str


class MemberOut(Schema):
    """A member of the household."""

    person: int | None
    name: str
    relation: str


class HouseholdOut(Schema):
    """A household; coordinates in WGS-84."""

    id: int
    division: str
    address: str
    longitude: float | None
    latitude: float | None
    head: int
    members: list[MemberOut]


class CircumstanceOut(TagOut):
    """A circumstance that holds on [since, until)."""

    since: date
    until: date | None


class PersonDetail(PersonOut):
    """A person's file; numbers are masked."""

    identity: str
    phone: str
    ethnicity: str
    marital: str
    education: str
    hukou_kind: str
    household: HouseholdOut | None
    kin: list[RelativeOut]
    past: list[CircumstanceOut]


@router.get("/people", response=PersonPage, summary="人员名册")
def people(request: HttpRequest, asked: Query[AskedIn], after: str = "") -> dict[str, Any]:
    """People the caller reaches, in order of id; `state`: dead, left, all, else those here."""
    today = clock.today()
    wanted = queries.Asked(
        asked.q, asked.within, asked.age_from, asked.age_to, asked.sex, asked.circumstance,
        asked.state,
    )  # fmt: skip
    actor = cast("ActorRequest", request).actor
    seen = queries.people(actor, asked=wanted, on=today, order=["pk"], after=after)
    held = queries.tags_of(seen.ids, on=today)
    names = ("id", "name", "sex", "born", "died", "left", "division", "hukou")
    items = [
        dict(zip(names, row, strict=True)) | {"circumstances": _tags(held.get(row[0], []))}
        for row in seen.rows
    ]
    return {"items": items, "next": seen.next}


def _tags(rows: list[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [{"code": code, "kind": kind, "grade": grade} for code, kind, grade in rows]


@router.get("/people/{person_id}", response=PersonDetail, summary="一个人的档案")
def person(request: HttpRequest, person_id: int) -> dict[str, Any]:
    """One person the caller reaches, with household, kin and circumstances."""
    file = queries.person(cast("ActorRequest", request).actor, person=person_id, on=clock.today())
    same = (
        "id", "name", "sex", "born", "died", "left", "division", "hukou", "identity", "phone",
        "ethnicity", "marital", "education", "hukou_kind",
    )  # fmt: skip
    current = [c for c in file.circumstances if c.is_current]
    return {name: getattr(file, name) for name in same} | {
        "circumstances": [{"code": c.code, "kind": c.kind, "grade": c.grade} for c in current],
        "past": [c for c in file.circumstances if not c.is_current],
        "household": _household(file.household) if file.household else None,
        "kin": [
            {
                "person": one.person if one.is_reached else None,
                "name": one.name,
                "relation": one.relation.value,
                "reverse": one.is_reverse,
                "kind": one.kind,
            }
            for one in file.kin
        ],
    }


def _household(home: queries.HouseholdFile) -> dict[str, Any]:
    names = ("id", "division", "address", "longitude", "latitude", "head")
    return {name: getattr(home, name) for name in names} | {
        "members": [
            {
                "person": m.person if m.is_reached else None,
                "name": m.name,
                "relation": m.relation,
            }
            for m in home.members
        ]
    }
