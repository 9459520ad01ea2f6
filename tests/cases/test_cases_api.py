"""Helpers' skills and the order in which they are proposed, over REST as on the pages."""

import json

from tests.cases.test_skills import called, device, elder, held, two
from tests.conftest import COUNTY, OTHER_TOWN

__all__ = ["device", "elder", "two"]
BASE = "/api/v1/cases"


def test_the_order_over_rest_is_the_pages(device, two, signed_in) -> None:
    case = called(device, "fall")
    held(two[1].pk)
    client = signed_in("duty_officer", division=COUNTY)
    got = client.get(f"{BASE}/{case.pk}/helpers").json()
    keys = [one.pk for one in two]
    found = [one for one in got["helpers"] if one["account"] in keys]
    assert "first_aid" in got["needs"]
    assert [(one["account"], one["skills"], one["is_nearest"]) for one in found] == [
        (two[1].pk, ["first_aid"], False), (two[0].pk, [], True),
    ]  # fmt: skip
    assert found[1]["metres"] < found[0]["metres"]
    assert found[0]["by"] == "line"
    page = client.get(f"/cases/{case.pk}/dispatch").content.decode()
    page = page[page.index('name="to"') :]
    assert page.index(f'value="{two[1].pk}"') < page.index(f'value="{two[0].pk}"')
    other = signed_in("duty_officer", division=OTHER_TOWN)
    assert other.get(f"{BASE}/{case.pk}/helpers").status_code == 404
    assert signed_in("api_client", division=COUNTY).get(f"{BASE}/skills").status_code == 403


def test_a_skill_is_entered_listed_and_ended(linze, two, signed_in) -> None:
    client = signed_in("duty_officer", division=COUNTY)

    def post(path: str, **given: object):
        return client.post(f"{BASE}{path}", json.dumps(given), content_type="application/json")

    given = {"helper": two[0].pk, "skill": "nursing", "since": "2026-01-01", "paper": "证 9 号"}
    made = post("/helper-skills", **given).json()
    assert (made["skill"], made["until"]) == ("nursing", None)
    assert post("/helper-skills", **given).json()["code"] == "held"
    assert post("/helper-skills", **given | {"skill": "magic"}).json()["field"] == "skill"
    seen = client.get(f"{BASE}/helper-skills?skill=nursing&helper={two[0].pk}").json()
    print(seen)
    assert [one["id"] for one in seen["items"]] == [made["id"]]
    assert "nursing" in {one["code"] for one in client.get(f"{BASE}/skills").json()}
    other = signed_in("duty_officer", division=OTHER_TOWN)
    assert other.get(f"{BASE}/helper-skills?helper={two[0].pk}").json()["items"] == []
    assert other.post(f"{BASE}/helper-skills/{made['id']}/end").status_code == 404
    assert post(f"/helper-skills/{made['id']}/end").json()["until"]
    assert post(f"/helper-skills/{made['id']}/end").status_code == 422
