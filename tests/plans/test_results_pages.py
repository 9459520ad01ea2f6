"""The pages of what follows from results through the client: proposals, causes, statistics."""

import io
import re
from collections.abc import Callable

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from anhuai.plans import actions, queries
from anhuai.plans.models import Cause, FundingProposal, Plan
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Account
from tests.conftest import COUNTY, TODAY, TOWN
from tests.plans.conftest import Stock
from tests.plans.test_plan_pages import text_of
from tests.plans.test_results import ENDED, ON, lead
from tests.plans.test_supervising_pages import BOARD, posted, words_of

SignIn = Callable[..., Client]


@pytest.fixture
def officer(signed_in: SignIn, stock: Stock, elderly: Plan) -> Client:
    return signed_in("county_officer", division=COUNTY)


def rows_of(client: Client, url: str) -> list[list[object]]:
    answer = client.get(url)
    assert answer.status_code == 200, url
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return book.get_sheet_by_index(0).to_python()


def test_a_proposal_goes_from_form_to_paper(
    officer: Client, signed_in: SignIn, elderly: Plan
) -> None:
    assert "没有资金建议" in text_of(officer, "/plans/proposals/")
    lead(elderly, "临泽县民政局", 2, 90)
    lead(elderly, "临泽县卫生健康局", 1, 30)
    bad = officer.post("/plans/proposals/new", {
        "plan": elderly.code, "formula": "departments_by_work", "title": "工作经费",
        "year": 2024, "total": "很多", "on": f"{ON:%Y-%m-%d}",
    })  # fmt: skip
    assert bad.status_code == 200
    assert "工作经费" in bad.content.decode()
    posted(
        officer, "/plans/proposals/new", plan=elderly.code, formula="departments_by_work",
        title="工作经费", year=2024, total="1000.00", on=f"{ON:%Y-%m-%d}",
    )  # fmt: skip
    made = FundingProposal.objects.get()
    base = f"/plans/proposals/{made.pk}/"
    page = text_of(officer, base)
    for words in ("临泽县民政局", "牵头任务数", "1,000.00", "不能审定自己的建议", "合计"):
        assert words in page, words
    line = made.lines.order_by("-amount")[0]
    posted(officer, f"/plans/proposal-lines/{line.pk}/", amount="600.00", reason="结余结转")
    assert "结余结转" in text_of(officer, base)
    text = words_of(officer.get(f"{base}proposal.docx").content)
    for words in ("结余结转", "600.00", "尚未审定", "÷ 权重合计"):
        assert words in text, words
    second = signed_in("county_officer", division=COUNTY)
    posted(second, f"{base}decide", what="yes", reason="可以")
    made.refresh_from_db()
    assert made.status == "approved"
    pdf = PdfReader(io.BytesIO(second.get(f"{base}proposal.pdf").content))
    assert "同意" in "".join(one.extract_text() for one in pdf.pages)
    assert "工作经费" in text_of(second, "/plans/proposals/?status=approved&q=工作")
    assert "没有资金建议" in text_of(second, "/plans/proposals/?status=rejected")
    assert any("结余结转" in row for row in rows_of(second, "/plans/proposals/export"))
    stranger = signed_in("county_officer", division="640302")
    assert "工作经费" not in text_of(stranger, "/plans/proposals/")
    for url in (base, f"{base}decide", f"{base}proposal.docx", f"/plans/proposal-lines/{line.pk}/"):
        assert stranger.get(url).status_code == 404, url
    leader = signed_in("leader", division=COUNTY)
    assert leader.get(base).status_code == 200
    assert leader.get("/plans/proposals/new").status_code == 403


def test_a_missed_target_is_asked_for_its_cause_and_the_evaluation_quotes_it(
    officer: Client, signed_in: SignIn, elderly: Plan
) -> None:
    day = f"{ENDED:%Y-%m-%d}"
    short = queries.unmet(SYSTEM, elderly, ENDED)
    board = text_of(officer, f"{BOARD}?on={day}")
    assert f"{len(short)} 项目标未达到或滞后" in board
    page = text_of(officer, f"{BOARD}causes?on={day}")
    assert page.count("缺少原因") == len(short)
    key = short[0].row.target.pk
    posted(
        officer, f"/plans/targets/{key}/cause", year=2025, on=day, says="护理人员不足",
        remedy="定向培养",
    )  # fmt: skip
    assert Cause.objects.get().by_name
    page = text_of(officer, f"{BOARD}causes?on={day}")
    assert page.count("缺少原因") == len(short) - 1
    assert "定向培养" in page
    assert "护理人员不足" not in text_of(officer, f"{BOARD}causes?on={day}&missing=on")
    assert any("护理人员不足" in row for row in rows_of(officer, f"{BOARD}causes.xlsx?on={day}"))
    text = words_of(officer.get(f"{BOARD}evaluations/final.docx?on={day}").content)
    assert "2025年原因：护理人员不足" in text
    assert text.count("原因和整改措施：") == len(short) - 1
    before = words_of(officer.get(f"{BOARD}evaluations/final.docx?on=2026-01-30").content)
    assert "护理人员不足" not in before
    clerk = signed_in("town_clerk", division=TOWN)
    assert "不在您的查看范围内" in text_of(clerk, f"{BOARD}causes")
    assert clerk.get(f"/plans/targets/{key}/cause").status_code in (403, 404)


def test_statistics_are_shown_exported_and_set_on_paper(officer: Client, signed_in: SignIn) -> None:
    page = text_of(officer, f"{BOARD}statistics?on=2024-06-30")
    for words in ("2021 年", "2024 年", "每千名户籍老人", "临泽县"):
        assert words in page, words
    assert len(re.findall("2025 年", page)) == 0
    rows = rows_of(officer, f"{BOARD}statistics.xlsx?on=2024-06-30")
    assert any(row[3] == TOWN for row in rows)
    one = rows_of(officer, f"{BOARD}statistics.xlsx?on=2024-06-30&q=每千名户籍&division={TOWN}")
    assert {row[3] for row in one if str(row[3]).isdigit()} == {TOWN}
    assert "没有符合条件的指标" in text_of(officer, f"{BOARD}statistics?q=没有这个")
    text = words_of(officer.get(f"{BOARD}statistics.docx?on=2024-06-30&q=床位").content)
    assert "指标分年度统计表" in text
    assert "2023年" in text
    pdf = officer.get(f"{BOARD}statistics.pdf?on=2024-06-30&q=床位").content
    assert "统计表" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    stranger = signed_in("county_officer", division="640302")
    assert "不在您的查看范围内" in text_of(stranger, f"{BOARD}statistics")
    assert stranger.get(f"{BOARD}statistics.xlsx").status_code == 404
    assert stranger.get(f"{BOARD}statistics.docx").status_code == 404


def test_the_pages_are_whole_in_english(officer: Client, elderly: Plan) -> None:
    lead(elderly, "临泽县民政局", 1, 90)
    made = actions.propose_funding(
        SYSTEM, plan=elderly.code, year=2024, formula="departments_by_work", title="Sum",
        total=100, on=TODAY,
    )  # fmt: skip
    Account.objects.filter(pk=officer.account.pk).update(language="en")  # type: ignore[attr-defined]
    for url, words in (
        (f"/plans/proposals/{made.pk}/", "By the formula"),
        (f"{BOARD}causes", "What is done about it|Causes and what is done"),
        (f"{BOARD}statistics", "Statistics"),
    ):
        assert re.search(words, text_of(officer, url)), url


def sent(client: Client, url: str, **data: object) -> tuple[int, dict[str, object]]:
    answer = client.post(f"/api/v1/plans/{url}", data, content_type="application/json")
    return answer.status_code, answer.json()


def test_proposals_over_rest_go_from_sum_to_decision(
    officer: Client, signed_in: SignIn, elderly: Plan
) -> None:
    lead(elderly, "临泽县民政局", 2, 90)
    lead(elderly, "临泽县卫生健康局", 1, 30)
    asked = {
        "plan": elderly.code, "year": 2024, "formula": "departments_by_work", "title": "工作经费",
        "total": 1000_00, "on": f"{ON:%Y-%m-%d}",
    }  # fmt: skip
    status, bad = sent(officer, "proposals", **{**asked, "formula": "none"})
    assert (status, "没有这种分配办法" in str(bad)) == (422, True), bad
    status, made = sent(officer, "proposals", **asked)
    assert status == 200, made
    assert sum(line["amount"] for line in made["lines"]) == 1000_00  # type: ignore[attr-defined]
    key = made["id"]
    line = max(made["lines"], key=lambda one: one["amount"])  # type: ignore[call-overload]
    url = f"proposal-lines/{line['id']}/amount"
    assert "请写明理由" in str(sent(officer, url, amount=600_00)[1])
    status, changed = sent(officer, url, amount=600_00, reason="结余结转", version=made["version"])
    assert (status, changed["version"]) == (200, 2)
    stale = officer.post(
        f"/api/v1/plans/{url}", {"amount": 500_00, "reason": "再调", "version": 1},
        content_type="application/json",
    )  # fmt: skip
    assert stale.status_code == 409
    assert (stale.json()["code"], "重新读取" in stale.json()["detail"]) == ("stale", True)
    assert "不能审定自己提出的建议" in str(
        sent(officer, f"proposals/{key}/decision", approved=True)[1]
    )
    stranger = signed_in("county_officer", division="640302")
    assert stranger.get(f"/api/v1/plans/proposals/{key}").status_code == 404
    assert stranger.get("/api/v1/plans/proposals").json() == []
    for path, given_ in (
        (url, {"amount": 1, "reason": "外县"}),
        (f"proposals/{key}/decision", {"approved": True}),
        (f"proposals/{key}/withdrawal", {"reason": "外县"}),
        ("proposals", asked),
    ):
        assert sent(stranger, path, **given_)[0] == 404, path
    leader = signed_in("leader", division=COUNTY)
    assert leader.get(f"/api/v1/plans/proposals/{key}").status_code == 200
    assert sent(leader, "proposals", **asked)[0] == 403
    second = signed_in("county_officer", division=COUNTY)
    status, decided = sent(second, f"proposals/{key}/decision", approved=True, version=2)
    assert (status, decided["status"]) == (200, "approved")
    assert sent(officer, f"proposals/{key}/withdrawal", reason="晚了")[0] in (409, 422)
    found = officer.get("/api/v1/plans/proposals?state=approved&q=工作").json()
    assert [one["id"] for one in found] == [key]
    again = sent(officer, "proposals", **asked)[1]["id"]
    taken = sent(officer, f"proposals/{again}/withdrawal", reason="重提")[1]
    assert (taken["status"], taken["reason"]) == ("withdrawn", "重提")


def test_causes_over_rest_are_asked_for_and_given(
    officer: Client, signed_in: SignIn, elderly: Plan
) -> None:
    day = f"{ENDED:%Y-%m-%d}"
    url = f"/api/v1/plans/{elderly.code}/causes?on={day}"
    short = officer.get(url).json()
    assert len(short) == len(queries.unmet(SYSTEM, elderly, ENDED))
    assert not any(one["is_told"] for one in short)
    key, year = short[0]["target"], short[0]["year"]
    path = f"targets/{key}/causes"
    given_ = {"year": year, "on": day, "says": "护理人员不足", "remedy": "定向培养"}
    assert "年份应在" in str(sent(officer, path, **{**given_, "year": 1999})[1])
    assert "请填写原因" in str(sent(officer, path, **{**given_, "says": " "})[1])
    status, made = sent(officer, path, **given_)
    assert (status, made["says"]) == (200, "护理人员不足")
    told = [one for one in officer.get(url).json() if one["is_told"]]
    assert [one["causes"][0]["remedy"] for one in told] == ["定向培养"]
    stranger = signed_in("county_officer", division="640302")
    assert stranger.get(url).json() == []
    assert sent(stranger, path, **given_)[0] == 404
    assert sent(signed_in("leader", division=COUNTY), path, **given_)[0] == 403
    assert Cause.objects.count() == 1
