"""Offers, incidents and the nine risks over REST, for institutions that run their own system."""

from typing import Any

import pytest
from tests.people import small
from tests.placements.conftest import ask, move_in
from tests.placements.test_placements_rest import admission, post

from anhuai.placements import actions
from anhuai.placements.models import Application, Incident, Offer, RiskAssessment, Stay
from anhuai.placements.rules.contract import Risk
from anhuai.platform import clock

pytestmark = pytest.mark.django_db
API = "/api/v1/placements"
ALL_LOW = {str(one): "low" for one in Risk}


def offers(client: Any, home: Any, state: str = "") -> list[dict[str, Any]]:
    found = client.get(f"{API}/facilities/{home.pk}/offers?state={state}")
    assert found.status_code == 200, found.content.decode()
    return list(found.json())


def test_an_offer_is_made_in_order_accepted_and_used(manager, officer, home, elder) -> None:
    first, second = elder(), elder(name="王秀兰")
    ask(officer, first)
    later = ask(officer, second)
    authority, house = small.browser(officer), small.browser(manager)
    url = f"/facilities/{home.pk}/offers"
    skipped = post(authority, url, bed="101-1", number=later.number)
    assert "排在第 2 位" in skipped.json()["detail"]
    assert post(house, url, bed="101-1").status_code == 403  # an institution offers to nobody
    made = post(authority, url, bed="101-1").json()
    assert (made["place"], made["state"], made["label"]) == (1, "open", "101-1")
    (seen,) = offers(house, home)
    assert (seen["id"], seen["name"], seen["bed"]) == (made["id"], "周桂兰", "101-1")
    early = post(house, f"/facilities/{home.pk}/admissions",
                 **admission(first, identity="", offer=made["id"]))  # fmt: skip
    assert "还没有接受" in early.json()["detail"]
    accepted = post(authority, f"/offers/{made['id']}/accept", version=1)
    assert accepted.json()["state"] == "accepted", accepted.json()
    assert post(authority, f"/offers/{made['id']}/accept", version=1).status_code == 409
    moved = post(house, f"/facilities/{home.pk}/admissions",
                 **admission(first, identity="", offer=made["id"]))  # fmt: skip
    assert moved.status_code == 200, moved.json()
    assert Stay.objects.get().application_id == Application.objects.get(person=first).pk


def test_an_offer_is_declined_or_taken_back_and_the_list_goes_on(officer, home, elder) -> None:
    for name in ("周桂兰", "王秀兰"):
        ask(officer, elder(name=name))
    client = small.browser(officer)
    url = f"/facilities/{home.pk}/offers"
    one = post(client, url, bed="101-1").json()
    assert post(client, f"/offers/{one['id']}/decline").json()["state"] == "declined"
    two = post(client, url, bed="101-1").json()
    assert "写明" in post(client, f"/offers/{two['id']}/take-back", reason="").json()["detail"]
    back = post(client, f"/offers/{two['id']}/take-back", reason="床位要维修")
    assert back.json()["state"] == "taken_back"
    assert offers(client, home) == []
    assert {row["state"] for row in offers(client, home, "all")} == {"declined", "taken_back"}
    assert client.get(f"{API}/facilities/{home.pk}/offers?state=gone").status_code == 422
    assert "没有这个编号" in post(client, url, bed="101-1", number="x").json()["detail"]


def test_offers_stay_with_their_authority(far_clerk, officer, manager, home, private, elder
                                          ) -> None:  # fmt: skip
    ask(officer, elder())
    offer = actions.offer(officer, facility=home.pk, label="101-1", on=clock.today())
    for other in (small.browser(far_clerk), small.browser(manager)):
        for how in ("accept", "decline", "take-back"):
            sent = post(other, f"/offers/{offer.pk}/{how}", reason="没有原因")
            assert sent.status_code in (403, 404), how
    assert small.browser(far_clerk).get(f"{API}/facilities/{home.pk}/offers").status_code == 404
    assert small.browser(manager).get(f"{API}/facilities/{private.pk}/offers").status_code == 404
    actions.decline(officer, offer=offer.pk, version=1, on=clock.today())
    (seen,) = offers(small.browser(manager), home, "all")
    assert seen["name"] == ""  # who declined is no more the institution's business
    assert Offer.objects.get().state == "declined"


def test_an_incident_is_recorded_and_read(manager, officer, far_clerk, home, private, elder
                                          ) -> None:  # fmt: skip
    stay = move_in(officer, home, elder(), "101-1")
    other = move_in(officer, private, elder(name="王秀兰"), "1")
    client, today = small.browser(manager), f"{clock.today()}"
    url = f"/facilities/{home.pk}/incidents"
    sent = {"on": today, "risk": "fall", "severity": "injury", "says": "在走廊滑倒",
            "stay": stay.pk, "family_told": True}  # fmt: skip
    made = post(client, url, **sent)
    assert made.status_code == 200, made.json()
    assert post(client, url, **sent).json() == made.json()  # sent anew after a broken line
    (seen,) = client.get(f"{API}/incidents?facility={home.pk}").json()
    assert seen == made.json()
    assert (seen["stay"], seen["severity"], seen["family_told"]) == (stay.pk, "injury", True)
    for wrong, status in (
        ({"risk": "flood"}, 422), ({"says": "滑"}, 422), ({"severity": "worst"}, 422),
        ({"stay": other.pk}, 404), ({"on": "2999-01-01"}, 422), ({"stay": 1 << 70}, 404),
    ):  # fmt: skip
        assert post(client, url, **sent | wrong).status_code == status, wrong
    assert post(client, f"/facilities/{private.pk}/incidents", **sent).status_code == 404
    assert small.browser(far_clerk).get(f"{API}/incidents").json() == []
    assert Incident.objects.count() == 1


def test_the_nine_risks_are_assessed_again(manager, officer, home, private, elder) -> None:
    stay = move_in(officer, home, elder(), "101-1")
    other = move_in(officer, private, elder(name="王秀兰"), "1")
    client = small.browser(manager)
    url = f"/stays/{stay.pk}/risks"
    sent = {"on": f"{clock.today()}", "risks": ALL_LOW | {"fall": "high", "scald": "middle"},
            "told": "儿子", "measures": "夜间巡视"}  # fmt: skip
    done = post(client, url, **sent, version=1)
    assert done.status_code == 200, done.json()
    told = client.get(f"{API}{url}").json()
    assert told == done.json()
    assert told["items"][0]["focus"] == ["fall", "scald"]
    assert (len(told["items"]), told["version"]) == (2, 2)
    assert told["due"] > f"{clock.today()}"
    assert post(client, url, **sent, version=1).status_code == 409
    for wrong, says in (({"risks": {"fall": "low"}}, "九项"), ({"told": ""}, "告知"),
                        ({"risks": ALL_LOW | {"fall": "worst"}}, "九项")):  # fmt: skip
        answer = post(client, url, **sent | wrong)
        assert answer.status_code == 422, wrong
        assert says in answer.json()["detail"]
    assert post(client, f"/stays/{other.pk}/risks", **sent).status_code == 404
    assert client.get(f"{API}/stays/{other.pk}/risks").status_code == 404
    assert RiskAssessment.objects.filter(stay=stay).count() == 2
