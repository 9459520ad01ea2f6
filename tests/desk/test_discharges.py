"""Hospitals' notices: looked up by number, listed, held where nobody is found, never lost."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
import xlsxwriter

from anhuai.desk import actions, jobs, queries
from anhuai.desk.models import CareCall, Discharge
from anhuai.desk.rules.discharges import BadDischarge, Told
from anhuai.desk.views.discharges import take
from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions as people
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform.acting import SYSTEM, NotHere, Refused
from anhuai.platform.sheets.register import Result, Row
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE

TODAY = date(2026, 11, 20)
BASE = "/api/v1/desk/discharges"
OLD = make_citizen_id("990001", date(1948, 3, 4), 11)
NOBODY = make_citizen_id("990001", date(1949, 3, 4), 15)
YOUNG = make_citizen_id("990001", date(1990, 3, 4), 13)


def known(number: str, name: str = "郑老") -> int:
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    return people.register_person(
        SYSTEM, facts=PersonFacts(name, "1", born, identity=number, hukou=VILLAGE),
        home=Founding(VILLAGE, "二号"), on=date(2020, 1, 1),
    ).pk  # fmt: skip


@pytest.fixture
def old(linze, friday) -> int:
    return known(OLD)


def told(identity: str = OLD, name: str = "郑老", serial: str = "1", day: date = TODAY) -> Told:
    return Told(identity, name, day, "县人民医院", serial)


def sent(who, *notices: Told) -> list[str]:
    return [str(one.state) for one in actions.receive_discharges(who, told=notices).rows]


def test_whoever_is_known_is_on_the_list_and_on_the_round_that_runs(boss, old) -> None:
    running = actions.start_round(boss, code="discharged", division=COUNTY)
    assert sent(boss, told()) == ["listed"]
    assert list(running.calls.values_list("person", flat=True)) == [old]
    actions.end_round(boss, round_id=running.pk)
    again = actions.start_round(boss, code="discharged", division=TOWN)
    assert list(again.calls.values_list("person", flat=True)) == [old]


def test_only_those_who_left_lately_are_listed(boss, old) -> None:
    running = actions.start_round(boss, code="discharged", division=COUNTY)
    assert sent(boss, told(day=TODAY - timedelta(days=31))) == ["listed"]
    assert not CareCall.objects.exists()
    actions.end_round(boss, round_id=running.pk)
    assert not actions.start_round(boss, code="discharged", division=COUNTY).calls.exists()


def test_what_fits_nobody_is_held_with_its_reason_and_nothing_is_lost(boss, old) -> None:
    dead = known(make_citizen_id("990001", date(1940, 3, 4), 17), "已故")
    people.record_death(SYSTEM, person=dead, died=date(2026, 1, 1))
    known(YOUNG, "小王")
    states = sent(
        boss, told(NOBODY, serial="1"), told("12345", serial="2"), told(name="别人", serial="3"),
        told(make_citizen_id("990001", date(1940, 3, 4), 17), "已故", "4"),
        told(day=TODAY + timedelta(days=1), serial="5"), told(YOUNG, "小王", "6"), told(serial="7"),
    )  # fmt: skip
    assert states == ["unknown", "number", "name", "dead", "day", "young", "listed"]
    assert Discharge.objects.count() == 7
    assert queries.held_discharges(boss) == 5
    assert OLD.encode() not in bytes(Discharge.objects.get(serial="7").identity_sealed)


def test_the_same_comes_once_and_what_is_held_may_be_put_right(boss, old) -> None:
    assert sent(boss, told("12345")) == ["number"]
    assert sent(boss, told()) == ["listed"]
    assert sent(boss, told(NOBODY)) == ["listed"]  # settled: not changed any more
    assert sent(boss, told(serial=""), told(serial="")) == ["listed", "listed"]
    assert Discharge.objects.count() == 1


def test_somebody_recorded_later_is_found_by_the_night(boss, old) -> None:
    running = actions.start_round(boss, code="discharged", division=COUNTY)
    sent(boss, told(NOBODY, "冯老"))
    late = known(NOBODY, "冯老")
    assert jobs.nightly_intake.func("2026-11-21") == "1"
    assert Discharge.objects.get().person_id == late
    assert running.calls.get().person_id == late


def test_an_officer_matches_or_dismisses_what_is_held(boss, officer, old, actor) -> None:
    sent(boss, told(name="郑佬", serial="1"), told(NOBODY, serial="2"))
    first, second = Discharge.objects.order_by("pk")
    actions.match_discharge(boss, discharge_id=first.pk, person=old)
    with pytest.raises(BadDischarge):
        actions.match_discharge(boss, discharge_id=first.pk, person=old)
    with pytest.raises(BadDischarge):
        actions.dismiss_discharge(boss, discharge_id=second.pk, note=" ")
    actions.dismiss_discharge(boss, discharge_id=second.pk, note="外地人")
    states = Discharge.objects.order_by("pk").values_list("state", "decided_by")
    assert [one[0] for one in states] == ["listed", "dismissed"]
    with pytest.raises(Refused):
        actions.dismiss_discharge(officer, discharge_id=second.pk, note="x")
    with pytest.raises(NotHere):
        queries.discharge(actor("duty_officer", division=OTHER_TOWN), first.pk)


def test_the_pages_show_the_sentence_and_never_the_whole_number(old, boss, signed_in) -> None:
    sent(boss, told(NOBODY, "冯老"), told(serial="2"))
    client = signed_in("county_officer", division=COUNTY)
    assert "查无此人" in client.get("/desk/discharges/?state=held").content.decode()
    one = Discharge.objects.get(state="unknown")
    page = client.get(f"/desk/discharges/{one.pk}/").content.decode()
    assert "没有这个身份证号" in page
    assert NOBODY not in page
    done = client.post(f"/desk/discharges/{one.pk}/match", {"who": OLD})
    assert done.url == f"/desk/discharges/{one.pk}/"
    one.refresh_from_db()
    assert one.person_id == old
    assert client.get("/sheets/discharges/export").status_code in (200, 302)
    assert signed_in("hospital", division=COUNTY).get("/desk/discharges/").status_code == 403


def test_a_hospital_sends_and_sees_its_own_over_rest(old, signed_in) -> None:
    hospital, other = (signed_in("hospital", division=COUNTY) for _n in range(2))
    body = {"notices": [
        {"serial": "A1", "identity": OLD, "name": "郑老", "discharged_on": "2026-11-19",
         "hospital": "县人民医院"},
        {"serial": "A2", "identity": NOBODY, "name": "冯老", "discharged_on": "2026-11-19",
         "hospital": "县人民医院"},
    ]}  # fmt: skip
    got = hospital.post(BASE, json.dumps(body), content_type="application/json").json()
    assert [(one["serial"], one["state"]) for one in got] == [("A1", "listed"), ("A2", "unknown")]
    assert "通知已留存" in got[1]["says"]
    assert not {"person", "name", "identity"} & set(got[0])
    assert [one["serial"] for one in hospital.get(BASE).json()["items"]] == ["A1", "A2"]
    assert other.get(BASE).json()["items"] == []
    assert hospital.get("/people/").status_code == 403
    many = {"notices": body["notices"] * 251}
    assert hospital.post(BASE, json.dumps(many), content_type="application/json").status_code == 422


def test_rows_of_a_workbook_are_kept_and_bad_ones_go_back(boss, old) -> None:
    def row(number: int, **cells: str) -> Row:
        base = {"name": "郑老", "identity": OLD, "day": "2026-11-18", "hospital": "县医院"}
        return Row(number, base | cells)

    rows = [row(2), row(3, identity=NOBODY), row(4, identity="123"), row(5, day="昨天"),
            row(6, name="")]  # fmt: skip
    found = take(boss, rows, True)
    assert Discharge.objects.count() == 0
    found = take(boss, rows, False)
    assert [one.result is Result.REFUSED for one in found] == [False, False, True, True, True]
    assert sorted(Discharge.objects.values_list("state", flat=True)) == ["listed", "unknown"]


def test_a_list_comes_in_through_the_imports(old, signed_in) -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for column, head in enumerate(("姓名", "身份证号", "出院日期", "医院")):
        sheet.write(0, column, head)
    for column, text in enumerate(("郑老", OLD, "2026-11-18", "县医院")):
        sheet.write(1, column, text)
    book.close()
    stream.seek(0)
    stream.name = "出院.xlsx"
    client = signed_in("county_officer", division=COUNTY)
    sent_file = client.post("/sheets/discharges/import", {"workbook": stream})
    assert sent_file.status_code == 302
    assert "郑老" in client.get(sent_file.url).content.decode()
