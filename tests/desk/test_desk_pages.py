"""The desk's pages through the client: full, empty, refused, other towns, sheets, the interface."""

from datetime import date

import pytest

from anhuai.cases import actions as cases
from anhuai.desk import actions
from anhuai.desk.models import Call, Ticket
from anhuai.platform.acting import SYSTEM
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE

PAGES = ("calls/", "tickets/", "knowledge/", "care/", "roster", "drills/", "figures")
SHEETS = ("calls", "tickets", "articles", "care-calls", "roster", "desk-figures")


@pytest.fixture
def client(elder, signed_in):
    return signed_in("duty_officer", division=COUNTY)


@pytest.fixture
def chief(elder, signed_in):
    return signed_in("county_officer", division=COUNTY)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_page_stands_empty_and_in_both_languages(chief, page, language) -> None:
    chief.cookies["language"] = language
    shown = chief.get(f"/desk/{page}", headers={"accept-language": language})
    assert shown.status_code == 200
    assert "<h1" in shown.content.decode()


def test_a_call_is_taken_with_one_page(client, elder, boss, officer) -> None:
    article = actions.draft_article(
        officer, title="高龄津贴怎么领", body="八十周岁", source="示例", confidence="B",
        since=date(2026, 1, 1),
    )  # fmt: skip
    actions.propose_article(officer, article_id=article.pk)
    actions.approve_article(boss, article_id=article.pk)
    call = actions.ring(SYSTEM, line="1.1", phone="13812345678")
    pop = client.get("/desk/calls/ringing").content.decode()
    assert "张女儿" in pop
    assert "张奶奶" in pop
    assert client.post(f"/desk/calls/{call.pk}/pick-up").status_code == 302
    page = client.get(f"/desk/calls/{call.pk}/").content.decode()
    assert "138****5678" in page
    assert "13812345678" not in page
    assert 'data-key="w"' in page
    assert "高龄津贴" in client.get("/desk/knowledge/search?q=gljt").content.decode()
    made = client.post(
        f"/desk/tickets/new?call={call.pk}", {"kind": "inquiry", "title": "问津贴", "caller": ""}
    )
    assert made["Location"] == f"/desk/calls/{call.pk}/"
    assert Ticket.objects.get().caller == "张女儿"
    refused = client.post(f"/desk/calls/{call.pk}/wrap-up", {"code": "", "note": "写了一半"})
    assert "写了一半" in refused.content.decode()
    client.post(f"/desk/calls/{call.pk}/wrap-up", {"code": "ticket_opened", "note": ""})
    assert Call.objects.get().wrap_up == "ticket_opened"
    shown = client.post(f"/desk/calls/{call.pk}/number", {"reason": "核对"}).content.decode()
    assert "13812345678" in shown
    person = client.get(f"/people/{elder.pk}/", follow=True).content.decode()
    assert "问津贴" in person


def test_a_call_for_help_leads_to_the_board(client) -> None:
    made = client.post("/desk/calls/log", {"phone": "13912345678", "caller": ""})
    call = Call.objects.get()
    assert made["Location"] == f"/desk/calls/{call.pk}/"
    form = {"says": "摔倒", "severity": "1", "takes": "on"}
    board = client.post(f"/desk/calls/{call.pk}/help", form)
    assert board["Location"].startswith("/desk/?case=")
    assert "张奶奶" in client.get(board["Location"]).content.decode()
    again = client.post("/desk/calls/log", {"phone": "12", "caller": "王"}).content.decode()
    assert 'value="王"' in again
    assert "号码不对" in again


def test_a_ticket_goes_its_way_through_pages_of_three_levels(client, elder, signed_in) -> None:
    town, village = (
        signed_in("town_clerk", division=TOWN),
        signed_in("village_worker", division=VILLAGE),
    )
    client.post("/desk/tickets/new", {
        "kind": "service_request", "title": "助浴", "place": VILLAGE, "phone": "13800000000",
    })  # fmt: skip
    ticket = Ticket.objects.get()
    url = f"/desk/tickets/{ticket.pk}/"
    assert "助浴" in town.get("/desk/tickets/?state=open&level=9").content.decode()
    assert village.get(url).status_code == 404
    town.post(f"{url}transfer", {"level": "village", "says": "请上门", "version": "1"})
    stale = town.post(f"{url}transfer", {"level": "county", "says": "改主意", "version": "1"})
    assert "请刷新后再操作" in stale.content.decode()
    assert "改主意" in stale.content.decode()
    village.post(f"{url}take", {"version": "2"})
    village.post(f"{url}answer", {"answer": "已上门", "version": "3"})
    village.post(f"{url}call-back", {"rating": "5", "says": "", "version": "4"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.rating) == ("closed", 5)
    assert signed_in("town_clerk", division=OTHER_TOWN).get(url).status_code == 404
    assert "已办结" in client.get(url).content.decode()


def test_care_calls_roster_notes_and_figures_work_from_their_pages(chief, client, elder) -> None:
    made = chief.post("/desk/care/new", {"code": "oldest_old", "division": COUNTY})
    one = made["Location"]
    assert "张奶奶" in chief.get(one).content.decode()
    care = chief.get(one).content.decode().split("/desk/care/people/")[1].split("/")[0]
    lacking = client.post(f"/desk/care/people/{care}/", {"health": "bad"}).content.decode()
    assert "errors-top" in lacking
    answers = {"health": "unwell", "meals": "yes", "needs": "no", "note": "膝盖疼"}
    assert client.post(f"/desk/care/people/{care}/", answers)["Location"] == one
    assert "膝盖疼" in client.get(f"/desk/care/people/{care}/").content.decode()
    officer = client.account.pk
    planned = chief.post("/desk/roster/plan", {
        "division": COUNTY, "first": "2026-11-01", "last": "2026-11-30", "officers": [officer],
    })  # fmt: skip
    assert planned["Location"].endswith("month=2026-11")
    assert client.account.name in client.get("/desk/roster?month=2026-11").content.decode()
    client.post("/desk/handovers/new", {"says": "三号线有杂音"})
    assert "三号线有杂音" in chief.get("/desk/roster").content.decode()
    assert chief.get("/desk/figures?month=xx").status_code == 200


def test_the_monthly_report_is_a_paper(chief) -> None:
    actions.ring(SYSTEM, line="1.1", phone="13912345678")
    paper = chief.get("/desk/figures", {"paper": "pdf", "purpose": "存档备查"})
    assert b"".join(paper.streaming_content if paper.streaming else [paper.content])[:5] == b"%PDF-"


@pytest.mark.parametrize("code", SHEETS)
def test_every_list_goes_out_as_a_workbook(chief, boss, code) -> None:
    actions.ring(SYSTEM, line="1.1", phone="13912345678")
    actions.open_ticket(SYSTEM, kind="inquiry", title="问")
    actions.start_round(boss, code="oldest_old", division=COUNTY)
    cases.set_shift(boss, division=COUNTY, on=date(2026, 11, 3), part="day", officer=boss.account)
    assert chief.get(f"/sheets/{code}/export?month=2026-11").status_code in (200, 302)


def test_who_may_not_is_refused(elder, signed_in) -> None:
    village = signed_in("village_worker", division=VILLAGE)
    for page in ("calls/", "care/", "figures", "drills/new", "roster/plan", "knowledge/new"):
        assert village.get(f"/desk/{page}").status_code == 403, page
    leader = signed_in("leader", division=COUNTY)
    assert leader.get("/desk/figures").status_code == 200
    assert leader.get("/desk/tickets/new").status_code == 403


def test_other_systems_read_tickets_without_anybodys_name(client, signed_in) -> None:
    actions.open_ticket(SYSTEM, kind="complaint", title="张奶奶的事", caller="张女儿")
    found = client.get("/api/v1/desk/tickets?state=open")
    assert found.json()["items"][0]["kind"] == "complaint"
    assert "张" not in found.content.decode()
    other = signed_in("town_clerk", division=OTHER_TOWN)
    assert other.get("/api/v1/desk/tickets").json()["items"] == []
    assert client.get("/api/v1/desk/articles?q=x").json()["items"] == []
    lines = client.get("/api/v1/desk/figures?since=2026-11-01&until=2026-12-01").json()
    assert {one["code"] for one in lines} >= {"calls_60", "alarms_60", "arrive_45"}
