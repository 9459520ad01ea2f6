"""Day's figures by workbook: template, preview, good rows in, every error back, corrected again."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from tests.people import small
from tests.placements.conftest import move_in, open_home

from anhuai.facilities.rules import Ownership
from anhuai.placements import actions
from anhuai.placements.models import DailyReport
from anhuai.platform import clock, files
from anhuai.platform.jobs import worker
from anhuai.platform.models import Import
from anhuai.platform.sheets.register import Row

pytestmark = pytest.mark.django_db
HEADS = ["机构", "日期", "在住人数", "外出人数", "空床数", "说明"]


def row(number: int, **values: str) -> Row:
    today = clock.today().isoformat()
    given = {"facility": "东河敬老院", "on": today, "residents": "1", "away": "0", "free": "3"}
    return Row(number, given | values)


def test_good_rows_are_kept_and_the_same_day_is_corrected(officer, manager, home, elder) -> None:
    move_in(officer, home, elder(), "101-1")
    yesterday = (clock.today() - timedelta(1)).isoformat().replace("-", "/")
    rows = [row(2), row(3, on=yesterday, residents="0", free="4", away="")]
    dry = actions.take_reports(manager, rows, dry=True)
    assert [one.result for one in dry] == ["added", "added"]
    assert not DailyReport.objects.exists()
    actions.take_reports(manager, rows, dry=False)
    today = DailyReport.objects.get(on=clock.today())
    assert (today.residents, today.free, today.differs) == (1, 3, [])
    (again,) = actions.take_reports(manager, [row(2, residents="9", note="多报")], dry=False)
    assert (again.result, again.errors) == ("updated", [])
    today.refresh_from_db()
    assert today.differs[0] == "more_than_beds"  # a finding, kept as it was said
    assert (today.note, DailyReport.objects.count()) == ("多报", 2)


def test_every_error_of_every_row_is_told(manager, officer, home, private) -> None:
    open_home(officer, "东河福寿院", home.operator_id, Ownership.PRIVATE)
    twin = open_home(officer, "东河福寿院二部", home.operator_id, Ownership.PRIVATE)
    type(twin).objects.filter(pk=twin.pk).update(name="东河福寿院", division=small.COUNTY)
    rows = [
        row(2, residents="很多", away="-1", free="20001", on="昨天"),
        row(3, facility="东河颐养院"),  # another's
        row(4, on=(clock.today() + timedelta(1)).isoformat()), row(5), row(6, note="又一次"),
        row(7, facility="东河福寿院"), row(8, residents=""),
    ]  # fmt: skip
    found = actions.take_reports(manager, rows, dry=False)
    assert [sorted(column for column, _ in one.errors) for one in found] == [
        ["away", "free", "on", "residents"], ["facility"], ["on"], [], ["on"], ["facility"],
        ["on", "residents"],
    ]  # fmt: skip
    assert "2 家机构都叫" in found[5].errors[0][1]
    assert "与第 5 行" in found[4].errors[0][1]
    assert DailyReport.objects.count() == 1


def test_who_does_not_run_the_house_sends_nothing(far_clerk, home) -> None:
    (found,) = actions.take_reports(far_clerk, [row(2)], dry=False)
    assert "不归您管理" in found.errors[0][1]
    assert not DailyReport.objects.exists()


def imported(client: Any, *rows: list[Any]) -> Import:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for at, cells in enumerate((HEADS, *rows)):
        sheet.write_row(at, 0, cells)
    book.close()
    out.seek(0)
    out.name = "日报.xlsx"
    sent = client.post("/sheets/bed-reports/import", {"workbook": out})
    assert client.get(sent.url).status_code == 200  # the preview
    run = Import.objects.latest("pk")
    client.post(f"/imports/{run.pk}/run")
    worker.drain()
    run.refresh_from_db()
    return run


def told(source: Any) -> list[list[Any]]:
    return list(source.get_sheet_by_index(0).to_python())


def test_template_preview_errors_and_the_way_out(officer, home) -> None:
    client, today = small.browser(officer), clock.today().isoformat()
    page = client.get("/placements/reports/").content.decode()
    assert "/sheets/bed-reports/import" in page
    assert client.get("/sheets/bed-reports/template").status_code == 200
    run = imported(client, ["东河敬老院", today, 0, 0, 4, ""], ["没有的院", "昨天", "", 0, 4, ""])
    assert (run.added, run.refused) == (1, 1)
    assert run.returned is not None
    errors = CalamineWorkbook.from_path(str(files.path_of(run.returned.digest)))
    reason = told(errors)[1][-1]
    assert all(f"{piece}：" in reason for piece in ("机构", "日期", "在住人数")), reason
    again = imported(client, ["东河敬老院", today, 0, 0, 3, "停用一张"])
    assert (again.added, again.updated) == (0, 1)
    answer = client.get(f"/sheets/bed-reports/export?on={today}")
    out = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    heads, row = told(out)
    assert heads[:6] == HEADS
    assert row[:6] == ["东河敬老院", today, "0", "0", "3", "停用一张"]
    assert row[6] == "空床数与记录不同"
