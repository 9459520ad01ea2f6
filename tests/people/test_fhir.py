"""FHIR R4: structure by the rules of 4.0.1, scope, masking, paging, errors, the trail."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform.acting import SYSTEM
from anhuai.platform.api import digest_of
from anhuai.platform.models import Account, ApiKey, AuditEntry
from tests.people import small

BORN = date(1944, 5, 6)
NUMBER = make_citizen_id("990000", BORN, 17)
PHONE = "13000000017"
BASE = "/api/fhir/R4"
SYSTEM_OF_NUMBERS = "urn:x-anhuai:citizen-id"


def key_for(role: str, division: str, **dates: Any) -> dict[str, str]:
    actor = small.holder(role, division=division)
    secret = f"{role}-{division}-{len(dates)}"
    ApiKey.objects.create(
        account=Account.objects.get(pk=actor.account), title="健康平台", digest=digest_of(secret),
        **{"since": date(2020, 1, 1), **dates},
    )  # fmt: skip
    return {"X-API-Key": secret}


def register(name: str, village: str, **facts: Any) -> int:
    given = PersonFacts(
        name, facts.pop("sex", "1"), facts.pop("born", BORN), hukou=village, **facts
    )
    return actions.register_person(
        SYSTEM, facts=given, home=Founding(village, f"{name}家"), on=date(2024, 1, 1)
    ).pk


@pytest.fixture
def old(small_county: None) -> int:
    return register("安大爷", small.VILLAGE, identity=NUMBER, phone=PHONE)


@pytest.fixture
def far(small_county: None) -> int:
    return register("远大娘", small.FAR_VILLAGE, sex="2", born=date(1950, 1, 1))


@pytest.fixture
def reader(old: int, far: int) -> dict[str, str]:
    return key_for("api_client", small.TOWN)


def asked(path: str, heads: dict[str, str], **more: Any) -> Any:
    answer = Client().get(f"{BASE}{path}", headers={**heads, **more})
    assert answer["Content-Type"] == "application/fhir+json; charset=utf-8"
    return answer


def issue(answer: Any) -> dict[str, str]:
    body = answer.json()
    assert set(body) == {"resourceType", "issue"}
    assert body["resourceType"] == "OperationOutcome"
    (one,) = body["issue"]
    assert one["severity"] == "error"
    assert one["code"] in {
        "invalid", "login", "expired", "forbidden", "not-found", "not-supported", "processing"
    }  # fmt: skip
    return one


def check_patient(one: dict[str, Any]) -> None:
    """R4 Patient: only its own elements, right shapes, no empty ones, fixed codes."""
    assert one["resourceType"] == "Patient"
    assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", one["id"])
    assert set(one) <= {
        "resourceType", "id", "meta", "identifier", "active", "name", "telecom", "gender",
        "birthDate", "deceasedBoolean", "deceasedDateTime", "address",
    }  # fmt: skip
    assert not ({"deceasedBoolean", "deceasedDateTime"} <= set(one))
    assert one["gender"] in {"male", "female", "other", "unknown"}
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", one["birthDate"])
    assert isinstance(one["active"], bool)
    for number in one.get("identifier", []):
        assert ":" in number["system"]
        assert number["use"] == "official"
        assert ("value" in number) != ("_value" in number)
    for phone in one.get("telecom", []):
        assert phone["system"] == "phone"  # cpt-2: a system where there is a value

    def no_empty(value: Any) -> None:
        assert value not in (None, "", [], {}), one
        for inner in value.values() if isinstance(value, dict) else []:
            no_empty(inner)
        for inner in value if isinstance(value, list) else []:
            no_empty(inner)

    no_empty(one)


def test_the_capability_statement_has_what_r4_requires(db) -> None:
    body = asked("/metadata", {}).json()
    assert body["resourceType"] == "CapabilityStatement"
    for name in ("status", "date", "kind", "fhirVersion", "format", "rest"):
        assert body[name]  # 1..1 and 1..* elements
    assert body["fhirVersion"] == "4.0.1"
    assert body["kind"] == "instance"
    assert body["implementation"]["description"]  # cpb-15
    (rest,) = body["rest"]
    assert rest["mode"] == "server"
    (resource,) = rest["resource"]
    assert {one["code"] for one in resource["interaction"]} == {"read", "search-type"}
    names = [one["name"] for one in resource["searchParam"]]
    assert len(names) == len(set(names))  # cpb-12
    assert {one["type"] for one in resource["searchParam"]} <= {"token", "string", "date"}


def test_a_patient_is_read_masked_and_the_read_is_on_the_trail(reader, old) -> None:
    answer = asked(f"/Patient/{old}", reader)
    one = answer.json()
    check_patient(one)
    assert answer["ETag"] == f'W/"{one["meta"]["versionId"]}"'
    assert one["name"] == [{"use": "official", "text": "安大爷"}]
    assert (one["gender"], one["birthDate"], one["deceasedBoolean"]) == (
        "male",
        "1944-05-06",
        False,
    )
    assert NUMBER not in json.dumps(one)
    assert PHONE not in json.dumps(one)
    urls = {e["url"].rpartition("/")[2] for e in one["identifier"][0]["_value"]["extension"]}
    assert urls == {"data-absent-reason", "rendered-value"}
    entry = AuditEntry.objects.filter(kind="reading").latest("sequence")
    assert entry.ids == [old]


def test_numbers_are_whole_for_who_may_unmask_and_says_why(old) -> None:
    clerk = key_for("town_clerk", small.TOWN)
    assert NUMBER not in asked(f"/Patient/{old}", clerk).content.decode()
    shown = asked(f"/Patient/{old}", clerk, **{"X-Anhuai-Reason": "%E4%BD%93%E6%A3%80"}).json()
    check_patient(shown)
    assert shown["identifier"][0]["value"] == NUMBER
    assert shown["telecom"][0]["value"] == PHONE
    entry = AuditEntry.objects.get(name="people.patients.revealed")
    assert (entry.reason, entry.ids) == ("体检", [old])


def test_a_reason_without_the_permit_unmasks_nothing(reader, old) -> None:
    body = asked(f"/Patient/{old}", reader, **{"X-Anhuai-Reason": "x"}).content.decode()
    assert NUMBER not in body
    assert not AuditEntry.objects.filter(name="people.patients.revealed").exists()


def test_the_dead_say_when_and_leave_the_other_form_out(reader, old) -> None:
    actions.record_death(SYSTEM, person=old, died=date(2025, 2, 3))
    one = asked(f"/Patient/{old}", reader).json()
    check_patient(one)
    assert one["deceasedDateTime"] == "2025-02-03"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["安大爷"]),
        (f"identifier={NUMBER}", ["安大爷"]),
        (f"identifier={SYSTEM_OF_NUMBERS}|{NUMBER}", ["安大爷"]),
        (f"identifier=urn:other|{NUMBER}", []),
        ("identifier=|" + NUMBER, ["安大爷"]),
        ("name=安大", ["安大爷"]),
        ("name=andaye", ["安大爷"]),
        ("name=远", []),
        ("birthdate=1944-05-06", ["安大爷"]),
        ("birthdate=eq1944-05-06", ["安大爷"]),
        ("birthdate=ne1944-05-06", []),
        ("birthdate=ge1944-01-01&birthdate=lt1945-01-01", ["安大爷"]),
        ("birthdate=gt1944-05-06", []),
        ("gender=male", ["安大爷"]),
        ("gender=female", []),
        ("_id=nobody", []),
        ("unknown=1", ["安大爷"]),
        ("_count=0", ["安大爷"]),
    ],
)
def test_a_search_returns_a_bundle_within_scope(reader, query: str, names: list[str]) -> None:
    body = asked(f"/Patient?{query}", reader).json()
    assert (body["resourceType"], body["type"]) == ("Bundle", "searchset")
    assert body["link"][0]["relation"] == "self"
    entries = body.get("entry", [])
    assert "entry" not in body or entries  # empty arrays do not exist in FHIR
    assert [e["resource"]["name"][0]["text"] for e in entries] == names
    for one in entries:
        check_patient(one["resource"])
        assert one["fullUrl"].endswith(f"/Patient/{one['resource']['id']}")
        assert one["search"] == {"mode": "match"}


def test_pages_follow_the_next_link_to_the_end(old, far) -> None:
    county = key_for("api_client", small.COUNTY)
    for name in ("甲某", "乙某", "丙某"):
        register(name, small.VILLAGE, born=date(1960, 1, 1))
    bounds = "birthdate=ge1940-01-01&birthdate=le1970-01-01"
    seen, url = [], f"{BASE}/Patient?_count=2&{bounds}"
    register("少某", small.VILLAGE, born=date(1990, 1, 1))
    while url:
        body = Client().get(url.replace("http://testserver", ""), headers=county).json()
        seen += [e["resource"]["id"] for e in body["entry"]]
        links = {one["relation"]: one["url"] for one in body["link"]}
        url = links.get("next", "")
    assert len(seen) == len(set(seen)) == 5


def test_a_search_by_form_keeps_the_number_out_of_the_address(reader, old) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        f"{BASE}/Patient/_search", {"identifier": NUMBER}, headers=reader
    )
    assert [e["resource"]["id"] for e in answer.json()["entry"]] == [str(old)]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/Patient/999999", 404, "not-found"),
        ("/Patient/abc", 404, "not-found"),
        ("/Observation", 404, "not-supported"),
        ("/Patient/1/_history", 404, "not-supported"),
        ("/Patient?birthdate=1944", 400, "invalid"),
        ("/Patient?birthdate=sa1944-05-06", 400, "not-supported"),
        ("/Patient?gender=x", 400, "invalid"),
        ("/Patient?_count=x", 400, "invalid"),
        ("/Patient?_after=x", 400, "invalid"),
        ("/Patient?name=a&name=b", 400, "not-supported"),
        ("/Patient?identifier=x|", 400, "invalid"),
    ],
)
def test_every_error_is_an_operation_outcome(reader, path: str, status: int, code: str) -> None:
    answer = asked(path, reader)
    assert (answer.status_code, issue(answer)["code"]) == (status, code)


def test_strict_handling_refuses_what_is_unknown(reader) -> None:
    answer = asked("/Patient?colour=red", reader, Prefer="handling=strict")
    assert (answer.status_code, issue(answer)["code"]) == (400, "not-supported")


def test_somebody_elses_area_no_key_an_old_key_and_no_permit(reader, far) -> None:
    assert issue(asked(f"/Patient/{far}", reader))["code"] == "not-found"
    assert asked("/Patient", {}).status_code == 401
    assert issue(asked("/Patient", {"X-API-Key": "x"}))["code"] == "login"
    over = key_for("api_client", small.COUNTY, until=date(2021, 1, 1))
    assert issue(asked("/Patient", over))["code"] == "expired"
    admin = key_for("county_administrator", small.COUNTY)
    answer = asked("/Patient", admin)
    assert (answer.status_code, issue(answer)["code"]) == (403, "forbidden")
    assert AuditEntry.objects.filter(kind="refusal", name="people.read").exists()
