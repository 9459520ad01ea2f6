"""Facilities by workbook: in, updated when imported again, every error returned, and out."""

import io
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.conftest import COUNTY, OTHER_VILLAGE, TODAY, TOWN, VILLAGE
from tests.facilities.conftest import Opener

from anhuai.facilities import queries
from anhuai.facilities.models import Facility
from anhuai.places import queries as places
from anhuai.platform import clock, files
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs import worker
from anhuai.platform.models import Import

pytestmark = pytest.mark.django_db
HEADS = [
    "名称*", "类型*", "所在地*", "所有制*", "启用日期", "床号", "护理型床号", "电话", "建筑面积",
]  # fmt: skip


def imported(client: Client, *rows: list[str], heads: list[str] = HEADS) -> Import:
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out)
    sheet = workbook.add_worksheet()
    for at, row in enumerate((heads, *rows)):
        sheet.write_row(at, 0, row)
    workbook.close()
    out.seek(0)
    out.name = "机构.xlsx"
    sent: Any = client.post("/sheets/facilities/import", {"workbook": out})
    assert not Facility.objects.filter(name="沙河敬老院").exists() or Import.objects.count() > 1
    assert client.get(sent.url).status_code == 200
    run = Import.objects.latest("pk")
    client.post(f"/imports/{run.pk}/run")
    worker.drain()
    run.refresh_from_db()
    return run


GOOD = ["沙河敬老院", "敬老院", VILLAGE, "公办", "2019-06-01", "101…104", "201…202", "", "860.5"]


def test_good_rows_go_in_with_their_beds(linze: str, signed_in: Any) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    run = imported(officer, GOOD)
    assert (run.status, run.added, run.refused) == ("done", 1, 0)
    made = Facility.objects.get()
    assert (made.kind, made.division, made.ownership) == ("rural_elderly_home", VILLAGE, "public")
    assert str(made.building_area) == "860.50"
    counted = queries.numbers([made.pk], on=TODAY)[made.pk]
    assert (counted.beds, counted.nursing) == (6, 2)


def test_importing_again_updates_and_doubles_nothing(linze: str, signed_in: Any) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    imported(officer, GOOD)
    again = [*GOOD[:4], "", "101…105", "", "0936-5521000", ""]
    run = imported(officer, again)
    assert (run.added, run.updated, run.refused) == (0, 1, 0)
    made = Facility.objects.get()
    assert (made.phone, str(made.building_area)) == ("0936-5521000", "860.50")
    assert queries.numbers([made.pk], on=clock.today())[made.pk].beds == 7


def test_a_renamed_facility_is_known_by_its_credit_code(opened: Opener, signed_in: Any) -> None:
    made = opened(social_credit_code="52990000500000007L")
    heads = [*HEADS, "统一社会信用代码"]
    row = ["朝阳养老院", "养老院", VILLAGE, "民办", "", "", "", "", "", "52990000500000007L"]
    run = imported(signed_in("county_officer", division=COUNTY), row, heads=heads)
    assert (run.added, run.updated) == (0, 1)
    made.refresh_from_db()
    assert made.name == "朝阳养老院"


def test_every_error_of_every_row_comes_back(linze: str, signed_in: Any) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    run = imported(
        officer,
        ["", "旅馆", "没有这个村", "公办", "去年", "", "", "", "很大"],
        ["甲", "助餐点", VILLAGE, "民办", "2020-01-01", "1…3", "", "", ""],
        ["乙", "养老院", VILLAGE, "民办", "", "", "", "", ""],
        GOOD,
    )
    assert (run.rows, run.added, run.refused) == (4, 1, 3)
    assert run.returned is not None
    lines = CalamineWorkbook.from_path(str(files.path_of(run.returned.digest)))
    reasons = [row[-1] for row in lines.get_sheet_by_index(0).to_python()[1:]]
    for piece in ("名称", "类型", "所在地", "启用日期", "建筑面积"):
        assert f"{piece}：" in reasons[0], piece
    assert "不设床位" in reasons[1]
    assert "请填写启用日期" in reasons[2]
    assert list(Facility.objects.values_list("name", flat=True)) == ["沙河敬老院"]


def test_a_village_is_known_by_its_name(linze: str, signed_in: Any) -> None:
    row = [*GOOD]
    row[2] = places.path_of(VILLAGE)
    run = imported(signed_in("county_officer", division=COUNTY), row)
    assert run.added == 1
    assert Facility.objects.get().division == VILLAGE


def test_the_list_goes_out_as_the_filters_say(opened: Opener, signed_in: Any) -> None:
    opened()
    opened("day_care_centre", name="日间照料中心", division=OTHER_VILLAGE)
    officer = signed_in("county_officer", division=COUNTY)
    answer = officer.get("/sheets/facilities/export?kind=day_care_centre")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    heads, *rows = book.get_sheet_by_index(0).to_python()
    assert heads[0] == "名称"
    assert [row[0] for row in rows] == ["日间照料中心"]
    assert rows[0][3] == OTHER_VILLAGE


def test_a_clerk_has_no_workbook_of_facilities(linze: str, signed_in: Any) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    assert clerk.get("/sheets/facilities/template").status_code == 403
    assert clerk.get("/sheets/facilities/export").status_code == 403


def test_the_template_has_every_kind_to_choose(linze: str, signed_in: Any) -> None:
    answer = signed_in("county_officer", division=COUNTY).get("/sheets/facilities/template")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    heads = book.get_sheet_by_index(0).to_python()[0]
    assert heads[:4] == ["名称*", "类型*", "所在地*", "所有制*"]
    assert queries.listed(SYSTEM, on=TODAY).count() == 0
