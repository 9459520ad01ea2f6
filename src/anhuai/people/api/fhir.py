"""Patient of FHIR R4: read and search persons."""

from datetime import date
from typing import Any, cast
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from anhuai.people import queries
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.fhir import (
    BadSearch,
    Resource,
    Search,
    answer,
    bundle,
    count_of,
    fhir,
    first,
    offer,
    outcome,
    read_search,
)
from anhuai.platform.requests import ActorRequest

PARAMETERS = (
    ("_id", "token", "逻辑编号 Logical id"),
    ("identifier", "token", "证件号码，可写 system|value Identity number"),
    ("name", "string", "姓名或拼音 Name or pinyin"),
    ("birthdate", "date", "出生日期，可用 eq ne ge le gt lt Birth date with prefixes"),
    ("gender", "token", "性别 male female unknown"),
)
GENDERS = {"1": "male", "2": "female"}
_SEXES = {"male": ("1",), "female": ("2",), "unknown": ("0", "9"), "other": ("none",)}
_RENDERED = "http://hl7.org/fhir/StructureDefinition/rendered-value"
_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203"

router = Router()
offer(Resource("Patient", "人员，按账号的范围 Persons within the account's scope", PARAMETERS))


def _asking(request: HttpRequest) -> tuple[Actor, str]:
    # Whole numbers need a reason, as on the pages; it stands in the trail.
    reason = unquote(request.headers.get("X-Anhuai-Reason", "")).strip()
    return cast("ActorRequest", request).actor, reason


@router.get("/Patient", summary="查找人员")
def search(request: HttpRequest) -> HttpResponse:
    """Return the persons asked for."""
    return _found(request)


@router.post("/Patient/_search", summary="查找人员（参数不进地址）")
def search_by_form(request: HttpRequest) -> HttpResponse:
    """Return the persons asked for by a form: an identity number stays out of addresses."""
    return _found(request)


@router.get("/Patient/{key}", summary="读取人员")
def read(request: HttpRequest, key: str) -> HttpResponse:
    """Return one person."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return outcome(404, "not-found", "编号不对 No such id")
    actor, reason = _asking(request)
    one = queries.patient(actor, person=int(key), reason=reason)
    return answer(resource_of(one), heads={"ETag": f'W/"{one.version}"'})


def _found(request: HttpRequest) -> HttpResponse:
    asked = read_search(request, [name for name, _kind, _says in PARAMETERS])
    actor, reason = _asking(request)
    page = queries.patients(
        actor, asked=_asked(asked), on=clock.today(), after=first(asked, "_after"),
        size=count_of(asked), reason=reason,
    )  # fmt: skip
    said = {name: values for name, values in asked.items() if name != "_after"}
    return bundle(
        request, "Patient", [resource_of(one) for one in page.items], asked=said, after=page.next
    )


def _asked(asked: Search) -> queries.PatientsAsked:
    key = first(asked, "_id")
    # An id of another form is nobody's: R4 asks for an empty Bundle, not for an error.
    known = key.isascii() and key.isdecimal() and len(key) < 19
    gender = first(asked, "gender")
    if gender and gender not in _SEXES:
        raise BadSearch("gender: male female other unknown")
    return queries.PatientsAsked(
        id=(int(key) if known else 0) if key else None,
        identity=_identity(first(asked, "identifier")),
        name=first(asked, "name"),
        sexes=_SEXES.get(gender, ()),
        born=[_bound(text) for text in asked.get("birthdate", ())],
    )


def _identity(text: str) -> str:
    system, bar, value = text.rpartition("|")
    if text and not value:
        raise BadSearch("identifier needs a value")
    if bar and system and system != settings.ANHUAI_FHIR_IDENTITY:
        return "-"  # a number of another system is nobody's here
    return value


def _bound(text: str) -> tuple[str, date]:
    prefix, day = ("eq", text) if text[:1].isdigit() else (text[:2], text[2:])
    if prefix not in ("eq", "ne", "ge", "le", "gt", "lt"):
        raise BadSearch("birthdate: eq ne ge le gt lt", "not-supported")
    try:
        return prefix, date.fromisoformat(day if len(day) == 10 else "")
    except ValueError:
        raise BadSearch("birthdate is YYYY-MM-DD") from None


def resource_of(one: queries.Patient) -> dict[str, Any]:
    """Return a Patient; hidden numbers are said to be masked and rendered as pages show them."""
    number = {
        "use": "official",
        "type": {"coding": [{"system": _TYPES, "code": "NI"}]},
        "system": settings.ANHUAI_FHIR_IDENTITY,
        **_value(one.identity, is_masked=one.is_masked),
    }
    phone = {"system": "phone", "use": "mobile", **_value(one.phone, is_masked=one.is_masked)}
    made: dict[str, Any] = {
        "resourceType": "Patient",
        "id": str(one.id),
        "meta": {"versionId": str(one.version)},
        "identifier": [number] if one.identity else None,
        "active": one.left is None,
        "name": [{"use": "official", "text": one.name}],
        "telecom": [phone] if one.phone else None,
        "gender": GENDERS.get(one.sex, "unknown"),
        "birthDate": one.born.isoformat(),
        "address": [{"use": "home", "text": one.place, "country": "CN"}] if one.place else None,
    }
    made |= {"deceasedDateTime": one.died.isoformat()} if one.died else {"deceasedBoolean": False}
    return {name: value for name, value in made.items() if value is not None}


def _value(text: str, *, is_masked: bool) -> dict[str, Any]:
    if not is_masked:
        return {"value": text}
    hidden = [
        {"url": _ABSENT, "valueCode": "masked"},
        {"url": _RENDERED, "valueString": text},
    ]
    return {"_value": {"extension": hidden}}


fhir.add_router("", router)
