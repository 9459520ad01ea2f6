"""The reader's pages through the client: uploading, confirming, contradictions, exports, scope."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from anhuai.plans.models import DraftItem, DraftPlan, Plan, PlanDocument
from anhuai.platform.jobs.worker import drain
from tests.conftest import COUNTY
from tests.plans.test_draft_actions import TEXT, given
from tests.plans.test_plan_pages import text_of
from tests.plans.test_reader_files import pdf_without_text

SignIn = Callable[..., Client]


@pytest.fixture
def officer(signed_in: SignIn, linze: str) -> Client:
    return signed_in("county_officer", division=COUNTY)


@pytest.fixture
def draft(linze: str) -> DraftPlan:
    return given().drafts.get()


def test_before_any_document_the_list_says_what_to_do(officer: Client) -> None:
    assert "还没有规划文件" in text_of(officer, "/plans/documents/")


def test_a_file_is_uploaded_read_by_a_job_and_listed(officer: Client) -> None:
    upload = SimpleUploadedFile("北岭方案.txt", TEXT.encode("gb18030"))
    answer = officer.post(
        "/plans/documents/new", {"file": upload, "text": "", "division": COUNTY, "previous": ""}
    )
    assert answer.status_code == 302
    assert answer["Location"].startswith("/jobs/")
    drain()
    document = PlanDocument.objects.get()
    assert (document.name, document.status) == ("北岭方案.txt", "read")
    assert "北岭方案.txt" in text_of(officer, "/plans/documents/?q=北岭")
    page = text_of(officer, f"/plans/documents/{document.pk}/")
    assert "北岭区“一老一小”整体解决方案" in page
    assert "2023-03-07" in page


def test_bad_files_have_their_sentence_beside_the_form(officer: Client) -> None:
    for name, data, words in (
        ("空.txt", b"", "文件是空的"),
        ("宏.docm", b"x", "带有宏"),
        ("坏.docx", b"PK\x03\x04", "已损坏"),
    ):
        upload = SimpleUploadedFile(name, data)
        page = officer.post(
            "/plans/documents/new", {"file": upload, "division": COUNTY, "previous": ""}
        )
        assert page.status_code == 200
        assert words in page.content.decode()
    assert "请选择文件，或粘贴规划正文" in officer.post(
        "/plans/documents/new", {"text": "", "division": COUNTY, "previous": ""}
    ).content.decode()  # fmt: skip


def test_the_draft_leads_from_the_text_to_the_item_and_back(
    officer: Client, draft: DraftPlan
) -> None:
    page = text_of(officer, f"/plans/drafts/{draft.pk}/?kind=indicator")
    one = draft.items.get(title="公办养老机构入住率")
    assert f'id="m{one.pk}" href="#i{one.pk}"' in page
    assert f'id="i{one.pk}"' in page
    assert f'href="#m{one.pk}"' in page
    sure = [
        one.confidence
        for one in draft.items.filter(kind="indicator").order_by("confidence", "start", "pk")
    ]
    assert sure == sorted(sure)
    assert "没有符合条件的条目" in text_of(
        officer, f"/plans/drafts/{draft.pk}/?kind=indicator&state=accepted"
    )
    assert "户，而全部人口约" in text_of(officer, f"/plans/drafts/{draft.pk}/?kind=finding")


def test_deciding_goes_on_to_the_next(officer: Client, draft: DraftPlan) -> None:
    rows = list(draft.items.filter(kind="indicator").order_by("confidence", "start", "pk"))
    data = {"what": "accepted", "version": rows[0].version}
    answer = officer.post(f"/plans/items/{rows[0].pk}/decide", data)
    assert answer["Location"] == f"/plans/drafts/{draft.pk}/?kind=indicator#i{rows[1].pk}"
    rows[0].refresh_from_db()
    assert rows[0].state == "accepted"
    stale = officer.post(f"/plans/items/{rows[0].pk}/decide", data)
    assert stale.status_code == 409


def test_editing_splitting_merging_adding_by_form(officer: Client, draft: DraftPlan) -> None:
    one = draft.items.get(title="公办养老机构入住率")
    page = text_of(officer, f"/plans/items/{one.pk}/edit")
    assert "65" in page
    sent = {
        "version": one.version,
        "name": "公办机构入住率",
        "operator": ">=",
        "value": "66",
        "unit": "%",
        "deadline": "2025",
        "accrual": "stock",
        "key": "public_occupancy",
    }
    assert officer.post(f"/plans/items/{one.pk}/edit", sent).status_code == 302
    one.refresh_from_db()
    assert (one.title, one.values["value"], one.values["operator"]) == ("公办机构入住率", 66, ">=")
    assert "修改后采纳" in text_of(officer, f"/plans/items/{one.pk}/")
    assert (
        officer.post(
            f"/plans/items/{one.pk}/edit", {**sent, "version": one.version, "deadline": "明年"}
        ).status_code
        == 200
    )
    split = {"version": one.version, "names": "甲\n乙"}
    assert officer.post(f"/plans/items/{one.pk}/split", split).status_code == 302
    first, second = draft.items.get(title="甲"), draft.items.get(title="乙")
    merge = {"version": first.version, "other": str(second.pk)}
    assert officer.post(f"/plans/items/{first.pk}/merge", merge).status_code == 302
    add = {"quote": "区政府成立工作专班", "name": "成立工作专班", "deadline": ""}
    assert officer.post(f"/plans/drafts/{draft.pk}/add?kind=milestone", add).status_code == 302
    missing = officer.post(
        f"/plans/drafts/{draft.pk}/add?kind=milestone", {**add, "quote": "没有这句"}
    )
    assert "请在左侧选中" in missing.content.decode()
    assert DraftItem.objects.filter(draft=draft, title="成立工作专班").count() == 1


def test_contradictions_show_both_places_and_a_question(officer: Client, draft: DraftPlan) -> None:
    page = text_of(officer, f"/plans/documents/{draft.document_id}/findings")
    assert "9503—12671" in page
    assert "补足面积的户数基数是多少" in page
    assert page.count("1900.6") >= 2


def test_going_live_and_the_exports(officer: Client, draft: DraftPlan) -> None:
    draft.items.filter(kind__in=("indicator", "task")).update(state="accepted")
    sent = {"code": "beiling-2025", "short_title": "北岭", "starts": "2023", "ends": "2025"}
    answer = officer.post(f"/plans/drafts/{draft.pk}/publish", sent)
    assert answer["Location"] == "/plans/beiling-2025/"
    page = text_of(officer, "/plans/beiling-2025/")
    assert "新建公办养老机构" in page
    assert Plan.objects.get(code="beiling-2025").issuer == "北岭区人民政府办公室"
    yaml = officer.get(f"/plans/drafts/{draft.pk}/draft.yaml").content.decode()
    assert 'doc_number: "北政办规〔2023〕7号"' in yaml
    assert 'quote: "公办养老机构入住率达到65%"' in yaml
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(b"".join(officer.get(f"/plans/drafts/{draft.pk}/draft.xlsx")))
    )
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) == draft.items.count() + 1


def test_other_areas_and_other_roles_see_nothing(signed_in: SignIn, draft: DraftPlan) -> None:
    one = draft.items.first()
    assert one is not None
    stranger = signed_in("county_officer", division="620724")
    for url in (
        f"/plans/documents/{draft.document_id}/",
        f"/plans/drafts/{draft.pk}/",
        f"/plans/items/{one.pk}/",
        f"/plans/drafts/{draft.pk}/draft.yaml",
        f"/plans/documents/{draft.document_id}/findings",
    ):
        assert stranger.get(url).status_code == 404, url
    assert "还没有规划文件" in text_of(stranger, "/plans/documents/")
    assert signed_in("village_worker", division=COUNTY).get("/plans/documents/").status_code == 403


def test_a_reading_is_stopped_before_or_while_it_runs(officer: Client) -> None:
    officer.post("/plans/documents/new", {"text": TEXT, "division": COUNTY, "previous": ""})
    document = PlanDocument.objects.get()
    assert "停止读取" in text_of(officer, f"/plans/documents/{document.pk}/")
    assert officer.post(f"/plans/documents/{document.pk}/stop").status_code == 302
    drain()
    document.refresh_from_db()
    assert (document.status, document.drafts.count()) == ("stopped", 0)
    assert "已停止" in text_of(officer, f"/plans/documents/{document.pk}/")


def test_a_scan_without_text_is_kept_beside_the_text_somebody_typed(officer: Client) -> None:
    scan = pdf_without_text()
    asked = {"division": COUNTY, "previous": ""}
    alone = officer.post(
        "/plans/documents/new", {**asked, "file": SimpleUploadedFile("扫描.pdf", scan)}
    )
    assert "没有文字" in alone.content.decode()
    both = {**asked, "file": SimpleUploadedFile("扫描.pdf", scan), "text": TEXT}
    assert officer.post("/plans/documents/new", both).status_code == 302
    drain()
    document = PlanDocument.objects.get()
    assert (document.status, document.text) == ("read", TEXT)
    kept = officer.get(f"/plans/documents/{document.pk}/file")
    assert b"".join(kept.streaming_content) == scan


def test_the_reader_and_tasks_over_rest(officer: Client, elderly: Plan) -> None:
    made = officer.post(
        "/api/v1/plans/documents", {"name": "北岭", "division": COUNTY, "text": TEXT},
        content_type="application/json",
    )  # fmt: skip
    assert made.status_code == 200, made.content
    drain()
    found = officer.get(f"/api/v1/plans/documents/{made.json()['id']}").json()
    assert found["status"] == "read"
    items = officer.get(f"/api/v1/plans/drafts/{found['drafts'][0]['id']}/items?kind=task").json()
    assert {one["kind"] for one in items} == {"task"}
    tasks = officer.get("/api/v1/plans/linze-2025-elderly/tasks").json()
    assert len(tasks) == elderly.tasks.count()
    url = f"/api/v1/plans/tasks/{tasks[0]['id']}/progress"
    step = {"on": "2024-06-30", "progress": 35, "says": "开工"}
    done = officer.post(url, step, content_type="application/json")
    assert done.json()["progress"] == 35
    bad = officer.post(url, {**step, "progress": 135}, content_type="application/json")
    assert bad.status_code in (400, 409, 422)
