"""What the county should look into, and the free beds anybody may know of."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.people import small
from tests.placements.conftest import ask, move_in

from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Bed, Filing
from anhuai.placements import actions, queries
from anhuai.placements.models import DailyReport, Hold
from anhuai.placements.rules.beds import Reported
from anhuai.placements.rules.findings import Matter
from anhuai.platform import clock, county
from anhuai.portal.queries import care

pytestmark = pytest.mark.django_db


def matters(actor, **which) -> set[str]:
    found = queries.findings(actor, on=clock.today(), **which)
    return {f"{one.name}:{one.matter}" for one in found}


def test_a_house_in_order_has_only_what_is_open(officer, home, elder) -> None:
    flags = facilities.BedFlags(nursing=True, checklist=(
        "bed_type", "equipment", "call_system", "trained_carers"))  # fmt: skip
    assert matters(officer) == {"东河敬老院:nursing"}, "201-1 was declared without its checks"
    Bed.objects.filter(facility=home, nursing=True).update(checklist=list(flags.checklist))
    assert matters(officer) == set()


def test_reports_that_differ_or_never_come_are_said(officer, home, elder) -> None:
    today = clock.today()
    move_in(officer, home, elder(), "101-1")
    assert "东河敬老院:silent" in matters(officer)
    said = Reported(residents=9, away=0, free=0)
    actions.report_day(officer, facility=home.pk, on=today, said=said)
    assert "东河敬老院:differs" in matters(officer)
    assert "东河敬老院:silent" not in matters(officer)
    right = Reported(residents=1, away=0, free=3)
    actions.report_day(officer, facility=home.pk, on=today, said=right)
    assert "东河敬老院:differs" not in matters(officer)
    DailyReport.objects.update(on=today - timedelta(3))
    assert "东河敬老院:silent" in matters(officer)


def test_more_residents_than_beds_and_beds_that_are_none(officer, home, elder) -> None:
    move_in(officer, home, elder(), "101-1")
    move_in(officer, home, elder(name="王秀兰"), "101-2")
    Bed.objects.filter(facility=home).exclude(label="101-1").update(retracted_at=clock.now())
    found = {one.matter: one for one in queries.findings(officer, on=clock.today())}
    assert found[Matter.CROWDED].count == 1
    assert found[Matter.ODD].codes == ("101-2",)
    assert next(iter(found)) is Matter.CROWDED, "the gravest first"


def test_who_took_people_in_and_never_filed_is_named(officer, private, elder) -> None:
    today = clock.today()
    move_in(officer, private, elder(), "1", on=today - timedelta(40))
    assert "东河颐养院:unfiled" in matters(officer)
    Filing.objects.create(
        facility=private, kind="elderly", what="first", state="submitted",
        submitted_on=today - timedelta(20), answer_by=today - timedelta(10), submitted_by="测试",
    )  # fmt: skip
    assert matters(officer) >= {"东河颐养院:unanswered"}
    assert "东河颐养院:unfiled" not in matters(officer)
    Filing.objects.update(
        state="received", answered_on=today - timedelta(9), check_by=today - timedelta(1)
    )
    assert "东河颐养院:unchecked" in matters(officer)


def test_a_small_house_need_not_file(officer, home, elder) -> None:
    move_in(officer, home, elder(), "101-1", on=clock.today() - timedelta(40))
    assert "东河敬老院:unfiled" not in matters(officer)


def test_the_page_the_sheet_and_the_api(officer, far_clerk, home, elder) -> None:
    client = small.browser(officer)
    shown = client.get("/placements/findings").content.decode()
    assert "护理型床位核对项不齐" in shown
    assert "护理床" in shown
    assert "没有线索" in client.get("/placements/findings?matter=crowded").content.decode()
    book = client.get("/sheets/placement-findings/export")
    assert b"".join(book.streaming_content)[:2] == b"PK"
    rows = client.get("/api/v1/placements/findings").json()
    assert [one["matter"] for one in rows] == ["nursing"]
    assert "东河敬老院" not in small.browser(far_clerk).get("/placements/findings").content.decode()


def test_anybody_sees_free_beds_and_reserved_ones_are_not_free(
    officer, home, private, elder, monkeypatch
) -> None:
    monkeypatch.setattr(county, "code", lambda: small.COUNTY)
    today = clock.today()

    def free() -> dict[str, int | None]:
        found = care.found_near(wing="elderly", need="stay", on=today)
        return {one.name: one.free for one in found}

    assert free() == {"东河敬老院": None, "东河颐养院": None}, "nothing on record: not known"
    move_in(officer, home, elder(), "101-1")
    assert free() == {"东河敬老院": 3, "东河颐养院": None}
    waiting = ask(officer, elder(name="王秀兰"), wishes=(home.pk,))
    actions.offer(officer, application=waiting.pk, facility=home.pk, label="101-2", on=today)
    assert Hold.objects.filter(until=None).count() == 2
    assert free()["东河敬老院"] == 2
    page = Client().get("/portal/map/elderly/?need=stay&free=1").content.decode()
    assert "现有空位 2" in page
    assert "东河颐养院" not in page
    assert "周桂兰" not in page
