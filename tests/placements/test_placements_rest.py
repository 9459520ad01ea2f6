"""An institution's own system: moving in, away, back, another bed, out; bills, money paid ahead."""

from datetime import date
from typing import Any

import pytest
from tests.people import small
from tests.placements.conftest import move_in
from tests.placements.test_billing import last_month, living

from anhuai.people.models import Person
from anhuai.placements import actions, queries
from anhuai.placements.models import Bill, Stay
from anhuai.placements.rules.contract import Risk
from anhuai.platform import clock
from anhuai.platform.sealing import unseal

pytestmark = pytest.mark.django_db
API = "/api/v1/placements"


def post(client: Any, url: str, **sent: Any) -> Any:
    return client.post(f"{API}{url}", sent, content_type="application/json")


def admission(person: int, **more: Any) -> dict[str, Any]:
    return {
        "identity": unseal(Person.objects.get(pk=person).identity_sealed), "bed": "101-1",
        "on": f"{clock.today()}", "told": "女儿", "risks": {str(one): "low" for one in Risk},
        "terms": {"signed_on": f"{clock.today()}", "bed_fee": 100_000, "care_fee": 50_000},
    } | more  # fmt: skip


def test_a_whole_stay_by_another_system(manager, home, elder) -> None:
    client, today = small.browser(manager), f"{clock.today()}"
    made = post(client, f"/facilities/{home.pk}/admissions", **admission(elder()))
    assert made.status_code == 200, made.content.decode()
    key = made.json()["id"]
    (one,) = client.get(f"{API}/facilities/{home.pk}/stays").json()
    assert (one["id"], one["bed"], one["away"]) == (key, "101-1", "")
    assert post(client, f"/stays/{key}/leave", on=today, kind="hospital").status_code == 200
    (one,) = client.get(f"{API}/facilities/{home.pk}/stays?state=away").json()
    assert one["away"] == "hospital"
    assert post(client, f"/stays/{key}/return", on=today).status_code == 200
    assert post(client, f"/stays/{key}/move", on=today, bed="101-2").status_code == 200
    old = post(client, f"/stays/{key}/move", on=today, bed="101-3", version=1)
    assert old.status_code == 409
    beds = client.get(f"{API}/facilities/{home.pk}/beds").json()
    assert (beds["occupied"], beds["free"]) == (1, 3)
    died = post(client, f"/stays/{key}/discharge", on=today, ending="died")
    assert "人员档案" in died.json()["detail"]
    gone = post(client, f"/stays/{key}/discharge", on=today, ending="discharged", reason="回家")
    assert gone.json()["until"] == today
    assert client.get(f"{API}/facilities/{home.pk}/stays").json() == []


def test_what_it_sends_wrongly_gets_its_sentence(manager, home, elder) -> None:
    client, person = small.browser(manager), elder()
    url = f"/facilities/{home.pk}/admissions"
    for wrong, says in (
        ({"identity": "990000195001010011"}, "校验码"),
        ({"identity": small.identity(date(1931, 3, 3), "2")}, "没有这个人"),
        ({"risks": {"fall": "low"}}, "九项"),
        ({"bed": "999"}, "999"),
        ({"terms": {"signed_on": f"{clock.today()}", "bed_fee": -1}}, "负数"),
        ({"terms": {"signed_on": f"{clock.today()}", "bed_fee": 1, "prepaid_months": 13}}, "12"),
    ):
        answer = post(client, url, **admission(person, **wrong))
        assert answer.status_code == 422, wrong
        assert says in answer.json()["detail"], answer.json()
    assert not Stay.objects.exists()


def test_a_system_reaches_its_own_house_only(
    manager, far_clerk, officer, home, private, elder
) -> None:
    stay = move_in(officer, private, elder(), "1")
    client, today = small.browser(manager), f"{clock.today()}"
    assert client.get(f"{API}/facilities/{private.pk}/stays").status_code == 404
    assert post(client, f"/stays/{stay.pk}/leave", on=today, kind="leave").status_code == 404
    sent = admission(elder(name="王秀兰"))
    assert post(client, f"/facilities/{private.pk}/admissions", **sent).status_code == 404
    assert post(client, f"/stays/{stay.pk}/prepaid", kind="service", amount=1, on=today
                ).status_code == 404  # fmt: skip
    assert client.get(f"{API}/stays/{stay.pk}/prepaid").status_code == 404
    assert small.browser(far_clerk).get(f"{API}/bills").json() == []


def test_bills_and_money_paid_ahead(manager, officer, home, elder) -> None:
    stay = living(officer, home, elder)
    actions.draw_bills(officer, facility=home.pk, month=last_month())
    client, today = small.browser(manager), f"{clock.today()}"
    sent = {"kind": "service", "amount": 150_000, "on": today}
    taken = post(client, f"/stays/{stay.pk}/prepaid", **sent)
    assert taken.json() == {
        "stay": stay.pk, "service": 150_000, "deposit": 0, "membership": 0,
    }  # fmt: skip
    much = post(client, f"/stays/{stay.pk}/prepaid", **sent | {"amount": 10**7})
    assert "超过上限" in much.json()["detail"]
    actions.set_off_bill(officer, bill=Bill.objects.get().pk, version=1, on=clock.today())
    (bill,) = client.get(f"{API}/bills?state=open&facility={home.pk}").json()
    assert (bill["total"], bill["set_off"], bill["stay"]) == (210_000, 150_000, stay.pk)
    assert client.get(f"{API}/bills?month=2001-01-01").json() == []
    assert queries.prepaid(manager, stay.pk).total == 0
