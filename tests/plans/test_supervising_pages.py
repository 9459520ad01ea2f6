"""The pages of supervision through the client, its papers opened again, its English marked."""

import io
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from anhuai.plans import actions, queries
from anhuai.plans.models import Department, Meeting, Photo, Plan, Project, SupervisionOrder, Task
from anhuai.platform.acting import SYSTEM
from tests.conftest import COUNTY, TODAY
from tests.plans.conftest import Stock
from tests.plans.test_draft_actions import given
from tests.plans.test_plan_pages import PNG, text_of

SignIn = Callable[..., Client]
BOARD = "/plans/linze-2025-elderly/"


@pytest.fixture
def officer(signed_in: SignIn, stock: Stock, elderly: Plan) -> Client:
    return signed_in("county_officer", division=COUNTY)


@pytest.fixture
def task(elderly: Plan) -> Task:
    found = Task.objects.filter(plan=elderly).order_by("pk").first()
    assert found is not None
    found.leads.add(Department.objects.get_or_create(name="临泽县民政局")[0])
    return found


def posted(client: Client, url: str, **data: object) -> None:
    page = client.get(url)
    assert page.status_code == 200, url
    once = re.findall(r'name="(once|version)" value="([^"]*)"', page.content.decode())
    answer = client.post(url, {**dict(once), **data})
    assert answer.status_code == 302, answer.content.decode()[:4000]


def words_of(body: bytes) -> str:
    document = Document(io.BytesIO(body))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


def test_an_officer_supervises_a_task_from_its_page(officer: Client, task: Task) -> None:
    base, bureau = f"/plans/tasks/{task.pk}/", Department.objects.get(name="临泽县民政局")
    posted(officer, f"{base}parts", title="完成选址", department=bureau.pk, deadline="")
    posted(officer, f"{base}livelihood", listed="on")
    posted(officer, f"{base}rate", period="2024", score=88, says="按期")
    posted(
        officer, f"/plans/orders/new?task={task.pk}", title="进度滞后", demand="说明原因",
        department=bureau.pk, on=f"{TODAY:%Y-%m-%d}", reply_by="2099-12-31",
    )  # fmt: skip
    order = SupervisionOrder.objects.get()
    posted(
        officer, "/plans/meetings/new", plan="linze-2025-elderly", on=f"{TODAY:%Y-%m-%d}",
        title="联席会议", minutes="议定加快",
    )  # fmt: skip
    meeting = Meeting.objects.get()
    posted(officer, f"/plans/meetings/{meeting.pk}/decide", says="加快建设", task=task.pk)
    page = text_of(officer, base)
    for words in ("完成选址", "进度滞后", "加快建设", "88", "得分", "待回复"):
        assert words in page
    assert "完成选址" in text_of(officer, "/plans/tasks/?livelihood=on")
    file = SimpleUploadedFile("证明.png", PNG)
    posted(
        officer, f"/plans/orders/{order.pk}/answer", on=f"{TODAY:%Y-%m-%d}", answer="已整改",
        evidence_file=file,
    )  # fmt: skip
    assert "已整改" in text_of(officer, f"/plans/orders/{order.pk}/")
    assert officer.get(f"/plans/orders/{order.pk}/evidence").status_code == 200
    own = officer.post(
        f"/plans/orders/{order.pk}/close", {"on": f"{TODAY:%Y-%m-%d}", "what": "close",
        "version": 2},
    )  # fmt: skip
    assert "另一人" in own.content.decode()
    for url in ("/plans/orders/?status=answered", "/plans/orders/?q=滞后"):
        assert "进度滞后" in text_of(officer, url)
    assert "没有督办单" in text_of(officer, "/plans/orders/?status=closed")
    rows = CalamineWorkbook.from_filelike(
        io.BytesIO(officer.get("/plans/orders/export").content)
    ).get_sheet_by_index(0).to_python()  # fmt: skip
    assert rows[-1][1] == "进度滞后"
    assert "加快建设" in str(
        CalamineWorkbook.from_filelike(
            io.BytesIO(officer.get("/plans/meetings/export").content)
        ).get_sheet_by_index(0).to_python()
    )  # fmt: skip


def test_an_order_is_an_official_paper_in_word_and_pdf(officer: Client, task: Task) -> None:
    bureau = Department.objects.get(name="临泽县民政局")
    order = actions.issue_order(
        SYSTEM, plan=task.plan.code, task=task.pk, department=bureau.pk, title="进度滞后",
        demand="说明原因", on=TODAY, reply_by=TODAY + timedelta(days=7),
    )  # fmt: skip
    word = officer.get(f"/plans/orders/{order.pk}/order.docx")
    text = words_of(word.content)
    for words in (f"督〔{TODAY.year}〕1号", "临泽县民政局：", "说明原因", "督办通知单"):
        assert words in text
    section = Document(io.BytesIO(word.content)).sections[0]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    pdf = officer.get(f"/plans/orders/{order.pk}/order.pdf").content
    assert "说明原因" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_department_has_its_sheet_and_the_leaders_their_page(
    officer: Client, signed_in: SignIn, task: Task
) -> None:
    bureau = Department.objects.get(name="临泽县民政局")
    leader = signed_in("leader", division=COUNTY)
    page = text_of(leader, "/plans/departments/?plan=linze-2025-elderly")
    assert "临泽县民政局" in page
    assert f"{BOARD}sheets/{bureau.pk}.docx" in page
    text = words_of(leader.get(f"{BOARD}sheets/{bureau.pk}.docx").content)
    assert task.title in text
    assert "牵头任务（1项）" in text
    assert leader.get(f"{BOARD}sheets/{bureau.pk}.pdf").content.startswith(b"%PDF")
    assert leader.get("/plans/departments/export").status_code == 200
    assert leader.get(f"/plans/tasks/{task.pk}/parts").status_code == 403
    other = signed_in("county_officer", division="640302")
    assert "没有写明部门的任务" in text_of(other, "/plans/departments/")


@pytest.mark.parametrize("stage", ["mid", "final"])
def test_an_evaluation_is_drafted_from_the_figures_with_causes_left_to_fill_in(
    officer: Client, signed_in: SignIn, elderly: Plan, stage: str
) -> None:
    text = words_of(officer.get(f"{BOARD}evaluations/{stage}.docx").content)
    board = queries.board(SYSTEM, plan=elderly, on=TODAY)
    assert f"共提出指标{len(board.rows)}项" in text
    assert "公办养老机构护理型床位占比" in text
    assert "原因和整改措施：" in text
    assert "＿＿" in text
    pdf = officer.get(f"{BOARD}evaluations/{stage}.pdf").content
    assert len(PdfReader(io.BytesIO(pdf)).pages) >= 2
    other = signed_in("county_officer", division="640302")
    assert other.get(f"{BOARD}evaluations/{stage}.docx").status_code == 404
    assert officer.get(f"{BOARD}evaluations/none.docx").status_code == 404


def test_the_next_period_is_set_beside_this_one(officer: Client, elderly: Plan) -> None:
    target = elderly.targets.exclude(value=None).first()
    assert target is not None
    after = Plan.objects.create(
        code="linze-2030", title="临泽县“十五五”养老规划", short_title="十五五", division=COUNTY,
        area_name="临泽县", starts=2026, ends=2030,
    )  # fmt: skip
    target.pk, target.plan, target.value = None, after, 77
    target.save()
    text = words_of(officer.get(f"{BOARD}evaluations/final.docx").content)
    assert "与下一规划期的衔接" in text
    assert "77" in text


def test_a_live_plan_is_taken_away_as_yaml_and_excel(officer: Client, elderly: Plan) -> None:
    data = yaml.safe_load(officer.get(f"{BOARD}plan.yaml").content)
    assert len(data["indicators"]) == elderly.targets.count()
    assert len(data["tasks"]) == elderly.tasks.count()
    assert len(data["projects"]) == elderly.projects.count()
    book = CalamineWorkbook.from_filelike(io.BytesIO(officer.get(f"{BOARD}plan.xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) > elderly.targets.count()


def test_a_projects_page_shows_money_risks_pictures_and_effects(
    officer: Client, elderly: Plan
) -> None:
    project = Project.objects.filter(plan=elderly, beds__isnull=False).first()
    assert project is not None
    Project.objects.filter(pk=project.pk).update(budget=100_00, ends=2022)
    base = f"/plans/projects/{project.pk}/"
    posted(officer, f"{base}funding", year=2024, source="county", amount="60.00")
    bad = officer.post(f"{base}photos", {
        "on": f"{TODAY:%Y-%m-%d}", "caption": "现场", "evidence_file": SimpleUploadedFile(
            "a.xlsx", b"PK\x03\x04"),
    })  # fmt: skip
    assert "文件类型不对" in bad.content.decode()
    posted(
        officer, f"{base}photos", on=f"{TODAY:%Y-%m-%d}", caption="现场",
        evidence_file=SimpleUploadedFile("现场.png", PNG),
    )  # fmt: skip
    page = text_of(officer, base)
    for words in ("60.00", "超过完成年份", "资金来源未落实", "现场", "建成后对指标的影响"):
        assert words in page
    assert officer.get(f"/plans/photos/{Photo.objects.get().pk}/file").status_code == 200
    assert "超过完成年份" in text_of(officer, f"{BOARD}projects")


def test_what_a_contradiction_quotes_is_marked_chinese_on_the_english_page(
    officer: Client, linze: str
) -> None:
    draft = given().drafts.get()
    finding = next(iter(queries.draft_findings(SYSTEM, draft.document)))
    officer.cookies["language"] = "en"
    for url in (
        f"/plans/drafts/{draft.pk}/?kind=finding", f"/plans/documents/{draft.document_id}/findings",
    ):  # fmt: skip
        page = text_of(officer, url)
        for words in (finding.arithmetic, finding.question):
            at = page.find(words.replace('"', "&quot;")[:12])
            assert at > 0
            assert re.search(r'<[^>]*lang="zh"[^>]*>[^<]*$', page[:at]), page[at - 80 : at + 20]
