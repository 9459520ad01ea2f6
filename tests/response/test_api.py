"""Devices, alarms and last places over REST."""

import json
from datetime import date

from anhuai.people import actions as people
from anhuai.platform.acting import SYSTEM
from anhuai.response.models import Command, Sensed
from tests.conftest import COUNTY, OTHER_TOWN
from tests.response.conftest import raised

BASE = "/api/v1"


def test_alarms_are_followed_page_by_page_and_another_town_has_none(device, signed_in) -> None:
    first = raised(device, key="a")
    web = signed_in("county_officer", division=COUNTY)
    got = web.get(f"{BASE}/alarms").json()
    assert [(one["id"], one["kind"], one["device"]) for one in got["items"]] == [
        (first.pk, "sos", device.pk)
    ]
    assert "body" not in got["items"][0]
    assert web.get(f"{BASE}/devices?kind=pendant").json()["items"][0]["ident"] == "pad-1"
    assert web.get(f"{BASE}/devices?kind=watch").json()["items"] == []
    other = signed_in("town_clerk", division=OTHER_TOWN)
    assert other.get(f"{BASE}/alarms").json()["items"] == []
    assert other.get(f"{BASE}/devices").json()["items"] == []


def test_places_are_given_only_while_the_consent_holds(device, elder, signed_in) -> None:
    Sensed.objects.create(device=device, at_ms=1, longitude=100.1, latitude=39.1)
    web = signed_in("county_officer", division=COUNTY)
    assert web.get(f"{BASE}/positions").json() == []
    people.give_consent(
        SYSTEM, person=elder.pk, purpose="location", given_by=elder.pk, on=date(2026, 1, 1),
        notice_version="1", method="paper",
    )  # fmt: skip
    (one,) = web.get(f"{BASE}/positions").json()
    assert (one["person"], one["longitude"]) == (elder.pk, 100.1)
    other = signed_in("town_clerk", division=OTHER_TOWN)
    assert other.get(f"{BASE}/positions").json() == []


def test_a_device_is_registered_and_commanded_and_errors_name_the_field(elder, signed_in) -> None:
    web = signed_in("county_officer", division=COUNTY)

    def post(path: str, **given: object):
        return web.post(f"{BASE}{path}", json.dumps(given), content_type="application/json")

    made = post("/devices", ident="pad-7", kind="pendant", person=elder.pk)
    assert made.status_code == 200
    assert len(made.json()["secret"]) > 20
    again = post("/devices", ident="pad-7", kind="pendant", person=elder.pk)
    assert (again.status_code, again.json()["field"]) == (422, "ident")
    sent = post(f"/devices/{made.json()['id']}/commands", command="locate")
    assert sent.json()["state"] == "waiting"
    assert Command.objects.get().command == "locate"
    assert post("/devices/999999/commands", command="locate").status_code == 404
