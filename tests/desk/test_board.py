"""The duty desk, cases, devices and errands through the client."""

import pytest

from anhuai.cases.models import Case
from anhuai.desk import queries
from anhuai.response.actions.escalating import fire_all
from anhuai.response.models import Device
from tests.conftest import COUNTY, OTHER_TOWN, VILLAGE
from tests.response.conftest import device, elder, raised

__all__ = ["device", "elder"]


@pytest.fixture
def case(device) -> Case:
    raised(device)
    fire_all()
    return Case.objects.get()


def test_a_call_is_seen_taken_sent_and_ended_from_the_desk(case, signed_in) -> None:
    client = signed_in("duty_officer", division=COUNTY)
    page = client.get("/desk/").content.decode()
    assert "张奶奶" in page
    assert "1 件无人受理" in page
    case.refresh_from_db()
    assert case.state == "shown"
    assert (
        client.post(f"/cases/{case.pk}/acknowledge?next=/desk/%3Fcase={case.pk}").status_code == 302
    )
    panel = client.get(f"/desk/case/{case.pk}").content.decode()
    assert "张女儿" in panel
    assert "138****5678" in panel
    assert "13812345678" not in panel
    assert client.post(f"/cases/{case.pk}/dispatch", {"name": "邻居李大爷"}).status_code == 302
    assert client.post(f"/cases/{case.pk}/arrive", {"says": ""}).status_code == 302
    assert client.post(f"/cases/{case.pk}/resolve", {"outcome": "helped"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("resolved", "helped")
    assert "现在没有呼叫" in client.get("/desk/queue").content.decode()
    assert "李大爷" in client.get(f"/cases/{case.pk}/").content.decode()


def test_the_second_officer_is_told_who_has_it(case, signed_in) -> None:
    first, second = (signed_in("duty_officer", division=COUNTY) for _n in range(2))
    first.post(f"/cases/{case.pk}/acknowledge")
    said = second.post(f"/cases/{case.pk}/acknowledge", follow=True).content.decode()
    assert first.account.name in said
    assert "请刷新后再操作" in said


def test_desks_elsewhere_see_nothing(case, signed_in) -> None:
    client = signed_in("duty_officer", division=OTHER_TOWN)
    assert "张奶奶" not in client.get(f"/desk/?case={case.pk}").content.decode()
    assert client.get(f"/desk/case/{case.pk}").status_code == 404
    assert client.post(f"/cases/{case.pk}/acknowledge").status_code == 404


def test_what_desks_are_told_changes_with_every_call(case, device) -> None:
    before = queries.stamp()
    raised(device, key="k2")
    between = queries.stamp()
    fire_all()
    assert len({before, between, queries.stamp()}) == 3


def test_a_helper_goes_the_way_on_the_phone(case, signed_in) -> None:
    officer = signed_in("duty_officer", division=COUNTY)
    helper = signed_in("village_worker", division=VILLAGE)
    officer.post(f"/cases/{case.pk}/acknowledge")
    officer.post(f"/cases/{case.pk}/dispatch", {"to": helper.account.pk})
    errand = case.errands.get()
    url = f"/cases/errands/{errand.pk}/"
    assert "东寨村一号" in helper.get(url).content.decode()
    helper.post(f"{url}accept")
    helper.post(f"{url}arrived", {"longitude": "100.1", "latitude": "39.1", "accuracy": "12"})
    helper.post(f"{url}report", {"says": "已扶起"})
    errand.refresh_from_db()
    assert (errand.state, errand.latitude, errand.report) == ("done", 39.1, "已扶起")
    assert officer.get(url).status_code == 404


def test_devices_are_listed_registered_and_their_secret_shown_once(device, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    assert "pad-1" in client.get("/response/?q=pad").content.decode()
    assert "没有符合条件的设备" in client.get("/response/?q=zzz").content.decode()
    made = client.post(
        "/response/new", {"ident": "0013912345678", "kind": "watch", "division": VILLAGE}
    )
    assert made.status_code == 200
    found = Device.objects.get(ident="13912345678")
    assert found.division == VILLAGE
    page = client.get(f"/response/{found.pk}/").content.decode()
    assert "从未上线" in page
    again = client.post("/response/new", {"ident": "pad-1", "kind": "watch", "division": VILLAGE})
    assert "已经登记" in again.content.decode()
    client.post(f"/response/{found.pk}/command", {"command": "call", "body": "12349"})
    assert found.commands.get().state == "waiting"
    client.post(f"/response/{found.pk}/remove", {"on": "2026-01-01"})
    found.refresh_from_db()
    assert found.removed_on is not None


def test_the_ingress_page_says_when_nothing_runs(linze, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    assert "设备接入没有启动" in client.get("/response/ingress/").content.decode()


def test_the_persons_page_shows_devices_and_calls(case, elder, signed_in) -> None:
    page = signed_in("county_officer", division=COUNTY).get(f"/people/{elder.pk}/").content.decode()
    assert "设备与呼叫" in page
    assert "pad-1" in page
