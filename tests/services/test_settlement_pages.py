"""Pages of settlement and government purchase: who opens them, empty and full, each step."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.people import small
from tests.services import settling
from tests.services.conftest import elder_of
from tests.services.settling import MAY, SERVICE, Firm, order, sign
from tests.services.test_settlement_actions import ON, budget, prepare

from anhuai.platform.acting import Actor
from anhuai.services.actions import checking
from anhuai.services.models import (
    Contract,
    DirectoryEntry,
    OrderAnomaly,
    Statement,
    StatementDispute,
    Undertaker,
)

LISTS = (
    "statements/", "anomalies/?state=all", "calls/", "purchase/contracts/",
    "purchase/undertakers/", "purchase/directory/",
)  # fmt: skip


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"/services/{path}")
    assert answer.status_code == status, path
    return answer.content.decode()


def post(client: Client, path: str, **told: Any) -> Any:
    return client.post(f"/services/{path}", told)


@pytest.fixture
def firm(officer: Actor) -> Firm:
    one = settling.firm()
    settling.list_firm(officer, one)
    return one


@pytest.fixture
def person(officer: Actor) -> int:
    return elder_of(officer)


@pytest.fixture
def settled(officer: Actor, firm: Firm, person: int) -> Statement:
    """A statement of one order paid and one held, with a draw."""
    sign(officer, firm)
    order(firm, person)
    order(firm, person, on=date(2026, 5, 7), confirmed="exception", exception="手受伤")
    checking.screen_month(officer, month=MAY, on=ON)
    checking.draw_sample(officer, month=MAY, seed="0521", on=ON)
    return prepare(officer, firm)


def test_lists_open_empty_and_full_for_officers_and_the_provider_alone(
    officer: Actor, clerk: Actor, firm: Firm, person: int
) -> None:
    own, town = small.browser(officer), small.browser(clerk)
    for path in LISTS:
        assert text(own, path)
        assert text(town, path, 403)
        assert Client().get(f"/services/{path}").status_code == 302
    sign(officer, firm)
    order(firm, person, confirmed="none")
    checking.screen_month(officer, month=MAY, on=ON)
    checking.draw_sample(officer, month=MAY, seed="0521", on=ON)
    prepare(officer, firm)
    assert firm.body.name in text(own, "statements/?month=2026-05&q=阳光&sort=-total")
    assert "没有老人本人的签名" in text(own, "anomalies/")
    assert "周桂兰" in text(own, "calls/?month=2026-05&state=waiting")
    assert "10,000.00" in text(own, "purchase/contracts/?state=running")
    assert "在名录内" in text(own, "purchase/undertakers/?state=listed")
    assert "县财购〔2026〕1号" in text(own, "purchase/directory/")
    theirs, other = small.browser(firm.actor), small.browser(settling.firm("月光公司").actor)
    assert firm.body.name in text(theirs, "statements/")
    assert text(theirs, "calls/", 403)
    for path in ("statements/", "anomalies/", "purchase/contracts/", "purchase/undertakers/"):
        assert "阳光" not in text(other, path)


def test_a_statement_shows_what_is_paid_what_is_not_and_can_be_computed_again(
    officer: Actor, firm: Firm, settled: Statement
) -> None:
    client, other = small.browser(officer), small.browser(settling.firm("月光公司").actor)
    path = f"statements/{settled.pk}/"
    page = text(client, path)
    for words in ("40.00", "肆拾元整", "老人没有确认", "待服务商核对"):
        assert words in page
    assert "DD" in text(client, f"{path}lines?kind=regular")
    assert "老人没有确认" in text(client, f"{path}unpaid?reason=unsigned")
    assert "一致" in text(client, f"{path}replay")
    assert "一致" in text(client, "calls/redraw?month=2026-05")
    assert "还没有抽取" in text(client, "calls/redraw?month=2026-04")
    for way in ("", "lines", "unpaid", "replay"):
        assert text(other, f"{path}{way}", 404)
    for code, asks in (
        ("statements", "month=2026-05"), ("statement-lines", f"statement={settled.pk}"),
        ("statement-unpaid", f"statement={settled.pk}"), ("anomalies", "state=all"),
        ("call-backs", ""), ("purchase-contracts", ""), ("undertakers", ""),
        ("purchase-directory", ""),
    ):  # fmt: skip
        assert client.get(f"/sheets/{code}/export?{asks}").status_code in (200, 302), code
    assert client.get(f"/services/{path}?paper=pdf&purpose=存档备查").content[:4] == b"%PDF"


def test_from_the_form_to_the_money(
    officer: Actor, firm: Firm, person: int, settled: Statement
) -> None:
    second = small.holder("county_officer", division=small.COUNTY)
    own, other = small.browser(officer), small.browser(second)
    theirs = small.browser(firm.actor)
    path = f"statements/{settled.pk}/"
    held = settled.unpaid.get().number
    bad = post(theirs, f"{path}dispute", number="DD99999999", says="少算了一单")
    assert "没有这个订单号" in bad.content.decode()
    assert "少算了一单" in bad.content.decode()  # nothing that was filled in is lost
    assert post(theirs, f"{path}dispute", number=held, says="手受伤，有纸质签字").status_code == 302
    assert "待答复" in text(theirs, path)
    key = StatementDispute.objects.get().pk
    assert "有纸质签字" in text(own, f"disputes/{key}")
    answered = post(own, f"disputes/{key}", accepts="yes", answer="已核对", version=1)
    assert answered.status_code == 302
    assert "请先重新编制" in post(own, f"{path}check", version=1).content.decode()
    assert post(own, f"{path}redo", reason="采纳异议", version=1).status_code == 302
    again = Statement.objects.exclude(state="withdrawn").get()
    path = f"statements/{again.pk}/"
    assert post(theirs, f"{path}confirm", version=1).status_code == 302
    assert post(own, f"{path}check", version=2, note="属实").status_code == 302
    assert "编制人不能审批" in post(own, f"{path}approve", version=3).content.decode()
    assert post(other, f"{path}approve", version=3).status_code == 302
    told = {"version": 4, "on": "2026-06-12", "document": "凭证7", "fund": "county_budget",
            "purpose": "elderly_care"}  # fmt: skip
    assert "可用预算只有" in post(own, f"{path}pay", **told).content.decode()
    budget(officer)
    assert post(own, f"{path}pay", **told).status_code == 302
    page = text(own, path)
    assert "已支付" in page
    assert "凭证7" in page
    assert "80.00" in page


def test_months_are_screened_drawn_settled_and_withdrawn_by_forms(
    officer: Actor, firm: Firm, person: int
) -> None:
    sign(officer, firm)
    order(firm, person)
    client = small.browser(officer)
    for path in ("statements/settle", "anomalies/screen", "calls/draw"):
        assert "2026-05" in text(client, path)
        wrong = post(client, path, month="2026-13", seed="7788")
        assert wrong.status_code == 200
        assert post(client, path, month="2026-05", seed="7788").status_code == 302
    key = Statement.objects.get().pk
    assert post(client, f"statements/{key}/withdraw", version=1, reason="").status_code == 200
    done = post(client, f"statements/{key}/withdraw", version=1, reason="先抽查")
    assert done.status_code == 302
    assert "先抽查" in text(client, f"statements/{key}/")


def test_an_anomaly_is_decided_and_a_call_recorded_on_their_forms(
    officer: Actor, settled: Statement
) -> None:
    client = small.browser(officer)
    one = OrderAnomaly.objects.get()
    path = f"anomalies/{one.pk}"
    assert "没有老人本人的签名" in text(client, path)
    assert post(client, path, harmless="", reason="x", version=1).status_code == 200
    assert post(client, path, harmless="yes", reason="已电话核实", version=1).status_code == 302
    assert "已电话核实" in text(client, "anomalies/?state=cleared")
    assert post(client, path, harmless="no", reason="另有说法", version=1).status_code == 409
    from anhuai.services.models import CallBack

    call = CallBack.objects.order_by("place")[0]
    assert "周桂兰" in text(client, f"calls/{call.pk}")
    assert post(client, f"calls/{call.pk}", result="denied", version=1).status_code == 200
    told = {"result": "confirmed", "note": "老人满意", "version": 1}
    assert post(client, f"calls/{call.pk}", **told).status_code == 302
    assert "老人满意" in text(client, "calls/")


def test_purchase_by_its_forms(officer: Actor) -> None:
    client, one = small.browser(officer), settling.firm()
    told = {"service": SERVICE, "since": "2026-01-01", "document": "县财购〔2026〕1号"}
    assert post(client, "purchase/directory/new", **told).status_code == 302
    assert "已在目录中" in post(client, "purchase/directory/new", **told).content.decode()
    listing = {
        "organisation": one.body.pk, "listed": "2026-01-05", "document": "县民发〔2026〕3号",
        "kind": "registration", "number": "9162", "since": "2020-01-01", "last": "2026-06-14",
    }  # fmt: skip
    assert post(client, "purchase/undertakers/new", **listing).status_code == 302
    key = Undertaker.objects.get().pk
    assert "已过期" in text(client, f"purchase/undertakers/{key}/")  # yesterday was its last day
    signing = {
        "number": "HT-9", "title": "上门服务", "organisation": one.body.pk, "signed": "2026-06-15",
        "since": "2026-06-15", "last": "2026-12-31", "ceiling": "50,000", "fund": "county_budget",
        "purpose": "elderly_care", "document": "合同", f"price_{SERVICE}": "40",
    }  # fmt: skip
    refused = post(client, "purchase/contracts/new", **signing).content.decode()
    assert "已于 2026-06-14 到期" in refused
    assert "HT-9" in refused
    renewed = {"kind": "registration", "number": "9163", "since": "2026-06-15", "last": ""}
    assert post(client, f"purchase/undertakers/{key}/licence", **renewed).status_code == 302
    assert post(client, "purchase/contracts/new", **signing).status_code == 302
    contract = Contract.objects.get()
    path = f"purchase/contracts/{contract.pk}/"
    assert "50,000.00" in text(client, path)
    amend = {"ceiling": "60000", "last": "2027-03-31", "on": "2026-06-15", "document": "补充协议",
             "reason": "延长", "version": 1}  # fmt: skip
    assert post(client, f"{path}amend", **amend).status_code == 302
    assert post(client, f"{path}amend", **amend).status_code in (200, 409)
    ended = post(client, f"{path}end", on="2026-12-01", reason="协商终止", version=2)
    assert ended.status_code == 302
    assert "协商终止" in text(client, path)
    removal = {"until": "2026-07-01", "reason": "不再承接", "version": 1}
    assert post(client, f"purchase/undertakers/{key}/remove", **removal).status_code == 302
    entry = DirectoryEntry.objects.get().pk
    away = post(client, f"purchase/directory/{entry}/end", until="2026-07-01", version=1)
    assert away.status_code == 302
    assert "2026-07-01" in text(client, "purchase/directory/?ended=1")


def test_the_api_gives_what_the_caller_reaches(
    officer: Actor, firm: Firm, settled: Statement
) -> None:
    client, theirs = small.browser(officer), small.browser(firm.actor)
    other = small.browser(settling.firm("月光公司").actor)
    found = client.get("/api/v1/statements?month=2026-05-20").json()["items"]
    assert [one["number"] for one in found] == [settled.number]
    path = f"/api/v1/statements/{settled.pk}/lines"
    assert theirs.get(path).json()["items"][0]["amount"] == 4_000
    assert other.get(path).status_code == 404
    assert other.get("/api/v1/purchase/contracts").json()["items"] == []
    assert client.get("/api/v1/purchase/contracts").json()["items"][0]["used"] == 4_000
