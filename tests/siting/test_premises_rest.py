"""Housing projects and community rooms over REST."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, VILLAGE

SignedIn = Callable[..., Client]


@pytest.mark.django_db
def test_projects_and_rooms_over_rest(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    sent = {"name": "滨河新城", "division": VILLAGE, "dwellings": 1000, "promised_m2": 300}
    made = officer.post("/api/v1/siting/projects", sent, content_type="application/json").json()
    assert (float(made["required_m2"]), made["area_basis"]) == (350, "land")
    assert made["dues"], "smaller than it owes"
    (listed,) = officer.get("/api/v1/siting/projects").json()
    assert listed["id"] == made["id"]
    again = officer.post("/api/v1/siting/projects", sent, content_type="application/json")
    assert again.status_code == 422
    assert "同名" in again.json()["detail"]
    room = {"name": "沙河用房", "division": VILLAGE, "area": 200, "elders_m2": 120,
            "is_free": True, "since": "2024-01-01"}  # fmt: skip
    kept = officer.post("/api/v1/siting/rooms", room, content_type="application/json").json()
    assert kept["is_free"]
    (one,) = officer.get("/api/v1/siting/rooms").json()
    assert one["name"] == "沙河用房"
    wrong = officer.post(
        "/api/v1/siting/rooms", room | {"name": "别处", "elders_m2": 300},
        content_type="application/json",
    )  # fmt: skip
    assert wrong.status_code == 422
    clerk = signed_in("town_clerk", division=OTHER_TOWN)
    assert clerk.get("/api/v1/siting/projects").json() == []
    assert clerk.get("/api/v1/siting/rooms").json() == []
    refused = clerk.post("/api/v1/siting/rooms", room, content_type="application/json")
    assert refused.status_code in (403, 404)
