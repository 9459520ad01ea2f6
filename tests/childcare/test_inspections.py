"""Inspections as the county records them, and the year's report held against them."""

from datetime import date, timedelta

import pytest
from tests.childcare.conftest import Home, make_home, refused
from tests.people import small

from anhuai.childcare import actions, queries
from anhuai.childcare.models import Inspection, YearReport
from anhuai.facilities.models import Filing
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused

pytestmark = pytest.mark.django_db


def look(actor: Actor, home: Home, **more: object) -> Inspection:
    given = {
        "nursery": home.nursery.pk, "on": clock.today(), "authority": "县卫生健康局",
        "kind": "safety", "passed": True,
    } | more  # fmt: skip
    return actions.record_inspection(actor, **given)  # type: ignore[arg-type]


def test_the_county_records_once_and_the_nursery_not_at_all(officer: Actor, home: Home) -> None:
    one = look(officer, home)
    assert refused(lambda: look(officer, home)) == ("twice", "on")
    for more, field in (
        ({"on": clock.today() + timedelta(1)}, "on"), ({"authority": "-"}, "authority"),
        ({"kind": "no"}, "kind"), ({"passed": False}, "says"),
    ):  # fmt: skip
        assert refused(lambda more=more: look(officer, home, **more))[1] == field
    with pytest.raises(Refused):
        look(home.manager, home, kind="food")
    other = make_home(officer, "别家园", small.FAR_VILLAGE)
    with pytest.raises((Refused, NotHere)):
        look(other.manager, home, kind="food")
    with pytest.raises(Refused):
        actions.retract_inspection(home.manager, inspection=one.pk)
    actions.retract_inspection(officer, inspection=one.pk)
    with pytest.raises(NotHere):
        actions.retract_inspection(officer, inspection=one.pk)
    assert look(officer, home).pk != one.pk


def test_the_report_is_held_against_the_register(
    officer: Actor, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = clock.today().year
    monkeypatch.setattr(clock, "today", lambda: date(year, 12, 20))
    look(officer, home, on=date(year, 5, 1))
    look(officer, home, on=date(year - 1, 5, 1))  # of another year
    Filing.objects.create(
        facility_id=home.facility, kind="childcare", what="first", state="received",
        submitted_on=date(year, 2, 1), answer_by=date(year, 2, 5), answered_on=date(year, 2, 3),
        checked_on=date(year, 3, 1), check_passed=False, submitted_by="园长",
    )  # fmt: skip
    one = actions.submit_report(
        home.manager, nursery=home.nursery.pk, year=year, says="全年平稳", inspections=3
    )
    told = queries.told_of(one)
    assert (told.own, told.register, told.failed, told.differs) == (3, 2, 1, True)
    browser = small.browser(officer)
    page = f"/childcare/reports/{one.pk}/"
    shown = browser.get(page).content.decode()
    for says in ("不一致：自报 3 次／登记 2 次", "备案后现场核查", "县卫生健康局"):
        assert says in shown
    assert "不一致" in browser.get(f"/childcare/reports/?year={year}").content.decode()
    assert "请写明核实情况" in browser.post(f"{page}accept", {"reason": ""}).content.decode()
    assert YearReport.objects.get().state == "submitted"
    assert browser.post(f"{page}accept", {"reason": "一次由镇里检查"}).status_code == 302
    assert YearReport.objects.get().state == "accepted"


def test_the_page_records_and_takes_back(officer: Actor, home: Home) -> None:
    browser, manager = small.browser(officer), small.browser(home.manager)
    url = f"/childcare/nurseries/{home.nursery.pk}/inspections/"
    assert "没有登记过检查" in manager.get(url).content.decode()
    form = {
        "on": clock.today().isoformat(), "authority": "县疾控中心", "kind": "health",
        "passed": "0", "says": "消毒记录不全",
    }  # fmt: skip
    assert browser.post(f"{url}new", form).status_code == 302
    shown = manager.get(url).content.decode()
    assert "消毒记录不全" in shown
    assert "作废" not in shown
    assert "登记检查" not in shown
    assert manager.post(f"{url}new", form).status_code == 403
    undo = f"/childcare/inspections/{Inspection.objects.get().pk}/retract"
    assert undo in browser.get(url).content.decode()
    assert browser.post(undo, {"sent": "1"}).status_code == 302
    assert "没有登记过检查" in manager.get(url).content.decode()
