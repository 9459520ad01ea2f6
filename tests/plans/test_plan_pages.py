"""Every page of the room through the client: permission, scope, empty, full; files; API."""

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from anhuai.plans import actions, queries
from anhuai.plans.models import Plan, Project, Report, Target, Task, TaskProgress
from anhuai.plans.views import paper
from anhuai.platform.acting import SYSTEM
from tests.conftest import COUNTY, OTHER_TOWN, TOWN
from tests.plans.conftest import Stock

SignIn = Callable[..., Client]
BOARD = "/plans/linze-2025-elderly/"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 32


def text_of(client: Client, url: str, code: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == code, f"{url}: {answer.status_code}"
    return answer.content.decode()


@pytest.fixture
def officer(signed_in: SignIn, stock: Stock, elderly: Plan) -> Client:
    return signed_in("county_officer", division=COUNTY)


def test_the_plans_are_listed_with_their_targets(officer: Client, litong: Plan) -> None:
    page = text_of(officer, "/plans/")
    assert "临泽县“十四五”养老服务发展规划" in page
    assert "只显示规划内容" in page


def test_before_any_plan_the_list_says_what_to_do(signed_in: SignIn, linze: str) -> None:
    assert "还没有规划" in text_of(signed_in("county_officer", division=COUNTY), "/plans/")


def test_the_board_shows_target_figure_gap_and_status(officer: Client) -> None:
    page = text_of(officer, f"{BOARD}?on=2024-06-30")
    assert "公办养老机构护理型床位占比" in page
    assert "≥55%" in page
    assert "15%" in page
    assert "二(三)3表" in page
    assert "（推定）" in page
    assert "计算" in page
    assert "填报" in page


def test_the_board_is_filtered_by_field_status_division_and_day(officer: Client) -> None:
    workforce = text_of(officer, f"{BOARD}?domain=workforce&on=2024-06-30")
    assert "持证上岗率" in workforce
    assert "政府运营的养老床位占比" not in workforce
    reached = text_of(officer, f"{BOARD}?status=met&on=2024-06-30")
    assert "政府运营的养老床位占比" in reached
    town = text_of(officer, f"{BOARD}?division={TOWN}&on=2024-06-30")
    assert "数量类指标不比较" in town
    rows = officer.get(f"{BOARD}?domain=workforce", headers={"HX-Request": "true"})
    assert b"<html" not in rows.content


@pytest.mark.parametrize("on", ["tomorrow", "2099-01-01", "2024-13-01", ""])
def test_a_day_that_cannot_be_is_today(officer: Client, on: str) -> None:
    assert text_of(officer, f"{BOARD}?on={on}")


def test_a_clerk_opens_the_plan_on_the_own_town(
    signed_in: SignIn, stock: Stock, elderly: Plan
) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    page = text_of(clerk, f"{BOARD}?on=2024-06-30")
    assert "20%" in page
    assert "15%" not in page
    for division in (COUNTY, OTHER_TOWN):
        assert clerk.get(f"{BOARD}?division={division}").status_code in (200, 404)
    assert clerk.get(f"{BOARD}?division={OTHER_TOWN}").status_code == 404


def test_who_may_not_read_plans_is_refused(signed_in: SignIn, elderly: Plan) -> None:
    worker = signed_in("village_worker", division=TOWN)
    for url in ("/plans/", BOARD, "/plans/indicators/", "/plans/tasks/", "/plans/compare"):
        assert worker.get(url).status_code == 403
    assert Client().get(BOARD).status_code == 302


def test_a_plan_or_key_that_is_none_is_a_clear_404(officer: Client) -> None:
    for url in (
        "/plans/no-such-plan/", "/plans/indicators/none/", "/plans/tasks/999999/",
        "/plans/projects/999999/", "/plans/reports/999999/", "/plans/steps/999999/evidence",
    ):  # fmt: skip
        text_of(officer, url, 404)


def test_the_catalogue_lists_and_filters_every_indicator(officer: Client) -> None:
    assert "149 项指标" in text_of(officer, "/plans/indicators/")
    assert "115 项指标" in text_of(officer, "/plans/indicators/?origin=computed")
    found = text_of(officer, "/plans/indicators/?q=护理型")
    assert "养老机构护理型床位占比" in found
    assert "福彩" not in found


def test_an_indicator_page_holds_definition_figure_towns_and_plans(
    officer: Client, litong: Plan
) -> None:
    page = text_of(officer, "/plans/indicators/nursing_bed_share/?on=2024-06-30")
    assert "在营养老机构的护理型床位占全部床位的百分比" in page
    assert "3 ÷ 20" in page
    assert "沙河镇" in page
    assert "利通养老2023" in page
    assert "尚缺名单" in page
    assert "全国口径未查到" in page


def test_the_trend_draws_figures_against_the_target(officer: Client) -> None:
    actions.snapshot_history(SYSTEM, division=COUNTY, months=4, until=date(2024, 6, 30))
    page = text_of(officer, "/plans/indicators/nursing_bed_share/?on=2024-06-30")
    assert "indicator-trend" in page
    assert "2024-05-01" in page


def test_an_indicator_outside_the_scope_is_not_here(
    signed_in: SignIn, stock: Stock, elderly: Plan
) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    text_of(clerk, f"/plans/indicators/beds_total/?division={OTHER_TOWN}", 404)
    text_of(clerk, f"/plans/indicators/beds_total/who?side=top&division={OTHER_TOWN}", 404)
    assert "10" in text_of(clerk, f"/plans/indicators/beds_total/?division={TOWN}")


def test_the_list_behind_a_figure_links_to_the_people(officer: Client, stock: Stock) -> None:
    url = "/plans/indicators/tekun_disabled_central/who?side=missing&on=2024-06-30"
    page = text_of(officer, url)
    assert "张桂兰" in page
    assert f"/people/{stock.elders[1]}/" in page
    assert "张桂英" not in page


@pytest.mark.parametrize(
    "key",
    ["beds_total", "daycare_coverage", "caregiver_cert", "elder_volunteers", "plan_projects",
     "beds_renovated", "party_coverage", "caregiver_trained_count", "volunteer_team"],
)  # fmt: skip
def test_every_kind_of_list_opens(officer: Client, key: str) -> None:
    for side in queries.sides_of(key):
        url = f"/plans/indicators/{key}/who?side={side.value}&plan=linze-2025-elderly"
        assert text_of(officer, f"{url}&on=2024-06-30")
        assert text_of(officer, f"{url}&after=broken")


def test_plans_are_compared_side_by_side(officer: Client, litong: Plan) -> None:
    page = text_of(officer, "/plans/compare?plan=linze-2025-elderly&plan=litong-2023")
    assert "≥30%" in page
    assert "≥55%" in page
    assert text_of(officer, "/plans/compare")


def report(client: Client, **changes: object) -> object:
    form = {
        "division": COUNTY, "on": "2024-06-30", "value": "87.5", "department": "民政局",
        "evidence": "探访台账", **changes,
    }  # fmt: skip
    return client.post("/plans/indicators/lottery_share/report", form)


def test_a_figure_is_reported_with_proof_and_confirmed_by_another(
    officer: Client, signed_in: SignIn
) -> None:
    assert "民政局" in text_of(officer, "/plans/indicators/lottery_share/report")
    proof = SimpleUploadedFile("台账.png", PNG)
    assert report(officer, evidence_file=proof).status_code == 302
    one = Report.objects.get()
    assert one.evidence_file is not None
    assert one.evidence_file.expires_at is None
    own = text_of(officer, f"/plans/reports/{one.pk}/")
    assert "填报人不能确认自己的填报" in own
    officer.post(f"/plans/reports/{one.pk}/confirm")
    one.refresh_from_db()
    assert one.confirmed_by is None
    second = signed_in("county_officer", division=COUNTY)
    assert "待确认" in text_of(second, "/plans/reports/?waiting=1")
    second.post(f"/plans/reports/{one.pk}/confirm")
    one.refresh_from_db()
    assert one.confirmed_by == second.account.pk  # type: ignore[attr-defined]
    assert "87.5%" in text_of(officer, f"{BOARD}?on=2024-07-01")
    kept = officer.get(f"/plans/reports/{one.pk}/evidence")
    assert b"".join(kept.streaming_content) == PNG
    assert kept["Content-Disposition"].startswith("attachment")


def test_a_wrong_figure_stays_on_the_form_with_its_sentence(officer: Client) -> None:
    answer = report(officer, value="120")
    assert "数值应在 0—100 之间" in answer.content.decode()  # type: ignore[attr-defined]
    macro = SimpleUploadedFile("台账.xlsm", b"PK\x03\x04")
    assert "宏" in report(officer, evidence_file=macro).content.decode()  # type: ignore[attr-defined]
    assert not Report.objects.exists()


def test_a_figure_sent_twice_is_reported_once(officer: Client) -> None:
    token = "11111111-1111-4111-8111-111111111111"
    assert report(officer, token=token).status_code == 302  # type: ignore[attr-defined]
    assert report(officer, token=token).status_code == 302  # type: ignore[attr-defined]
    assert Report.objects.count() == 1


def test_a_report_is_sent_back_with_a_reason(officer: Client, signed_in: SignIn) -> None:
    report(officer)
    one = Report.objects.get()
    second = signed_in("county_officer", division=COUNTY)
    assert second.post(f"/plans/reports/{one.pk}/reject", {"reason": ""}).status_code == 200
    second.post(f"/plans/reports/{one.pk}/reject", {"reason": "缺台账"})
    one.refresh_from_db()
    assert one.rejected_reason == "缺台账"
    assert "缺台账" in text_of(officer, f"/plans/reports/{one.pk}/")


def test_a_computed_indicator_has_no_report_form(officer: Client) -> None:
    text_of(officer, "/plans/indicators/beds_total/report", 404)


def test_a_clerk_cannot_choose_another_town_to_report_for(signed_in: SignIn, elderly: Plan) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    assert report(clerk, division=OTHER_TOWN).status_code == 200  # type: ignore[attr-defined]
    assert report(clerk, division=TOWN).status_code == 302  # type: ignore[attr-defined]


def test_tasks_are_listed_by_department_and_lateness(officer: Client, litong: Plan) -> None:
    department = next(one.pk for one in queries.departments(SYSTEM) if one.name == "区财政局")
    page = text_of(officer, f"/plans/tasks/?plan=litong-2023&department={department}")
    assert "支持民办养老机构发展" in page
    late = text_of(officer, "/plans/tasks/?plan=linze-2025-elderly&status=overdue")
    assert "重点项目建设" in late
    assert text_of(officer, "/plans/tasks/?after=broken&department=x")


def test_a_task_is_advanced_closed_and_reopened_on_its_page(officer: Client) -> None:
    task = Task.objects.get(plan__code="linze-2025-elderly", number="三(八)")
    url = f"/plans/tasks/{task.pk}/"
    assert "重点项目数" in text_of(officer, url)
    proof = SimpleUploadedFile("照片.png", PNG)
    given = {"on": "2024-06-30", "progress": "40", "says": "主体封顶", "version": task.version}
    officer.post(f"{url}progress", {**given, "evidence_file": proof})
    page = text_of(officer, url)
    assert "主体封顶" in page
    step = TaskProgress.objects.get()
    assert b"".join(officer.get(f"/plans/steps/{step.pk}/evidence").streaming_content) == PNG
    stale = officer.post(f"{url}progress", given)
    assert stale.status_code == 409
    officer.post(f"{url}close", {"on": "2024-07-01", "says": "验收", "version": 2})
    assert "已办结" in text_of(officer, url)
    officer.post(f"{url}reopen", {"reason": "整改"})
    task.refresh_from_db()
    assert task.status == "open"
    officer.post(
        f"{url}deadline", {"deadline": "2027-01-01", "reason": "延期", "version": task.version}
    )
    task.refresh_from_db()
    assert task.deadline == date(2027, 1, 1)


def test_projects_show_budget_spending_and_milestones(officer: Client) -> None:
    page = text_of(officer, f"{BOARD}projects")
    assert "66,354" in page
    project = Project.objects.get(plan__code="linze-2025-elderly", number="1")
    url = f"/plans/projects/{project.pk}/"
    officer.post(
        f"{url}spending",
        {"on": "2024-06-30", "amount": "1,313.50", "source": "central", "note": "首付"},
    )
    officer.post(f"{url}milestones", {"name": "主体封顶", "due": "2024-01-01"})
    officer.post(f"{url}status", {"status": "building", "version": 1})
    page = text_of(officer, url)
    assert "1,313.50 元" in page
    assert "主体封顶" in page
    assert "在建" in page
    step = project.milestones.get()
    officer.post(f"/plans/milestones/{step.pk}/reached", {"reached": "2024-02-02"})
    assert "2024-02-02" in text_of(officer, url)
    bad = officer.post(f"{url}spending", {"on": "2024-06-30", "amount": "一百", "source": "own"})
    assert "金额写法不对" in bad.content.decode()


def test_a_plan_of_elsewhere_shows_no_inside(officer: Client, litong: Plan) -> None:
    task = Task.objects.filter(plan=litong).order_by("pk")[0]
    actions.record_task_progress(
        SYSTEM, task=task.pk, on=date(2024, 6, 30), progress=77, says="内部进展"
    )
    page = text_of(officer, f"/plans/tasks/{task.pk}/")
    assert "内部进展" not in page
    assert "77%" not in page
    assert officer.get(f"/plans/tasks/{task.pk}/progress").status_code == 200
    sent = officer.post(
        f"/plans/tasks/{task.pk}/progress",
        {"on": "2024-06-30", "progress": "99", "says": "越权", "version": 2},
    )
    assert sent.status_code == 404
    project = Project.objects.filter(plan=litong).order_by("pk")[0]
    assert "不在您的查看范围内" in text_of(officer, f"/plans/projects/{project.pk}/")
    assert "只显示规划写的目标" in text_of(officer, "/plans/litong-2023/")


def test_contradictions_of_the_document_are_shown(officer: Client) -> None:
    page = text_of(officer, f"{BOARD}findings")
    assert "床位1297" in page
    assert "重要" in page
    assert "出台县级基本养老服务清单" in page


def rows_of(body: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()


def test_board_tasks_and_projects_are_saved_as_workbooks(officer: Client) -> None:
    board = rows_of(officer.get(f"{BOARD}board.xlsx?on=2024-06-30").content)
    assert len(board) == 23
    nursing = next(row for row in board if row[0] == "002b-I02")
    assert nursing[6:11] == ["≥55%", "2025-12-31（推定）", "3", "20", "15"]
    assert len(rows_of(officer.get("/plans/tasks/export?plan=linze-2025-elderly").content)) == 27
    assert len(rows_of(officer.get(f"{BOARD}projects.xlsx").content)) == 16


def test_who_may_not_export_gets_no_file(signed_in: SignIn, elderly: Plan) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    for url in (f"{BOARD}board.xlsx", f"{BOARD}summary.pdf", f"{BOARD}projects.xlsx"):
        assert clerk.get(url).status_code == 403
    assert "summary.pdf" not in text_of(clerk, BOARD)


def pages_of(body: bytes, tmp_path: Path) -> tuple[int, str]:
    path = tmp_path / "board.pdf"
    path.write_bytes(body)
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    count = next(line for line in info.splitlines() if line.startswith("Pages"))
    return int(count.split()[1]), text


def test_the_summary_is_one_sheet_with_chinese_in_it(officer: Client) -> None:
    body = officer.get(f"{BOARD}summary.pdf?on=2024-06-30").content
    assert body.startswith(b"%PDF-")
    assert body.count(b"/Type /Page\n") + body.count(b"/Type/Page\n") <= 1
    assert b"/FontFile" in body, "the fonts are embedded"


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
@pytest.mark.parametrize("code", ["linze-2025-elderly", "linze-2025-civil"])
def test_the_longest_plan_still_fits_one_sheet(
    code: str, stock: Stock, elderly: Plan, civil_plan: Plan, tmp_path: Path
) -> None:
    board = queries.board(SYSTEM, plan=queries.plan(SYSTEM, code), on=date(2024, 6, 30))
    pages, text = pages_of(paper.summary(board), tmp_path)
    assert pages == 1
    assert board.plan.title.replace("“", "").replace("”", "")[:3] in text
    assert "护理型床位占比" in text


def test_the_start_page_shows_how_the_own_plan_stands(officer: Client) -> None:
    page = text_of(officer, "/")
    assert "临泽县“十四五”养老服务发展规划" in page
    assert "未达到" in page


def test_the_start_page_of_a_clerk_shows_the_town(
    signed_in: SignIn, stock: Stock, elderly: Plan
) -> None:
    page = text_of(signed_in("town_clerk", division=TOWN), "/")
    assert f"division={TOWN}" in page


def test_pages_speak_english(officer: Client) -> None:
    account = officer.account  # type: ignore[attr-defined]
    account.language = "en"
    account.save()
    page = text_of(officer, f"{BOARD}?on=2024-06-30")
    assert "Elderly-care beds per 1,000 elders" in page
    assert 'lang="en"' in page


def test_search_finds_indicators(officer: Client) -> None:
    assert "/plans/indicators/nursing_bed_share/" in text_of(officer, "/search?q=护理型床位")


def test_the_api_gives_plans_boards_and_figures(officer: Client, signed_in: SignIn) -> None:
    plans = officer.get("/api/v1/plans").json()
    assert [one["code"] for one in plans] == ["linze-2025-elderly"]
    board = officer.get("/api/v1/plans/linze-2025-elderly/board?on=2024-06-30").json()
    nursing = next(row for row in board["rows"] if row["code"] == "002b-I02")
    assert Decimal(nursing["figure"]["value"]) == 15
    assert nursing["status"] == "unjudged"
    assert len(officer.get("/api/v1/indicators").json()) == 149
    url = "/api/v1/indicators/beds_total/figure?on=2024-06-30&division="
    assert Decimal(officer.get(url + COUNTY).json()["value"]) == 20
    clerk = signed_in("town_clerk", division=TOWN)
    assert clerk.get(url + COUNTY).status_code == 404
    assert Decimal(clerk.get(url + TOWN).json()["value"]) == 10
    worker = signed_in("village_worker", division=TOWN)
    assert worker.get("/api/v1/plans").status_code == 403


def test_every_target_has_a_page_for_its_indicator(officer: Client, civil_plan: Plan) -> None:
    for key in set(Target.objects.values_list("indicator", flat=True)):
        assert text_of(officer, reverse("plans:indicator", args=[key]) + "?on=2024-06-30")
