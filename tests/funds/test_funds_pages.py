"""One test a page through the client: who may open it, empty, full, and what it does."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from tests.funds.conftest import APRIL, MAY, Paid, answered, approve, due, prepare, send
from tests.people import small

from anhuai.funds import actions
from anhuai.funds.models import Claim, Entry, Payment, Run
from anhuai.people.actions import record_death
from anhuai.platform.acting import Actor
from anhuai.platform.models import AuditEntry

RUNS, OVERVIEW = "/funds/runs/", "/funds/"
LISTS = (RUNS, OVERVIEW, "/funds/entries", "/funds/unpaid", "/funds/claims")


@pytest.fixture
def web(officer: Actor) -> Client:
    return small.browser(officer)


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def url(name: str, *keys: object) -> str:
    return reverse(f"funds:{name}", args=keys)


@pytest.mark.parametrize("page", LISTS)
def test_an_empty_page_says_what_to_do(web: Client, page: str) -> None:
    shown = text(web, page)
    assert "empty-state" in shown


@pytest.mark.parametrize("page", LISTS)
def test_who_holds_no_permit_or_not_the_whole_county_sees_nothing(
    officer: Actor, people: list[int], page: str
) -> None:
    run = prepare(officer, due(people[0]))
    for role, division in (
        ("town_clerk", small.TOWN), ("duty_officer", small.COUNTY), ("leader", small.TOWN),
    ):  # fmt: skip
        client = small.browser(small.holder(role, division=division))
        assert client.get(page).status_code == 403
        assert client.get(url("run", run.pk)).status_code == 403


def test_the_overview_shows_balances_and_the_share(web: Client, paid: Paid, people) -> None:
    web.post(url("appropriate"), {
        "fund": "lottery_county", "year": "2026", "purpose": "elderly_care", "division": "",
        "amount": "1,000.00", "on": "2026-01-05", "document": "福彩〔2026〕1号",
    })  # fmt: skip
    paid(due(people[0]))
    shown = text(web, OVERVIEW + "?year=2026")
    assert "县级福彩公益金" in shown
    assert "100.00" in shown
    assert "0.0%" in shown
    assert "未达目标" in shown


def test_a_budget_is_entered_once_moved_spent_and_reversed(web: Client) -> None:
    form = {
        "fund": "county_budget", "year": "2026", "amount": "500", "on": "2026-02-01",
        "document": "县财 1", "token": "7b0c32a6-1f2b-4c58-9d6e-000000000001",
    }  # fmt: skip
    for _twice in range(2):
        web.post(url("appropriate"), form)
    assert Entry.objects.count() == 1
    move = {**form, "amount": "200", "to_fund": "reserve", "to_division": small.TOWN, "token": ""}
    assert web.post(url("transfer"), move).status_code == 302
    spend = {**form, "amount": "900", "purpose": "assistance", "says": "粮油", "token": ""}
    assert "可用预算只有 300.00 元" in web.post(url("spend"), spend).content.decode()
    assert web.post(url("spend"), {**spend, "amount": "100"}).status_code == 302
    spent = Entry.objects.get(kind="spending")
    assert "县级财政预算 · 社会救助 · 已支付 · 2026" in text(web, url("entry", spent.pk))
    web.post(url("reverse", spent.pk), {"reason": "退货", "on": "2026-03-01"})
    assert "已被冲正" in text(web, url("entry", spent.pk))
    assert "冲正" in text(web, "/funds/entries?kind=reversal")


@pytest.mark.parametrize("amount", ["abc", "1.234", "", "-5", "0", "99999999999999999999"])
def test_a_wrong_amount_is_said_beside_its_field(web: Client, amount: str) -> None:
    form = {
        "fund": "county_budget", "year": "2026", "amount": amount, "on": "2026-02-01",
        "document": "1",
    }  # fmt: skip
    answer = web.post(url("appropriate"), form)
    assert answer.status_code == 200
    assert "金额" in answer.content.decode()
    assert not Entry.objects.exists()


def test_a_run_through_its_pages(
    officer: Actor, second: Actor, third: Actor, money: None, people: list[int]
) -> None:
    one, two, three = (small.browser(actor) for actor in (officer, second, third))
    run = prepare(officer, *(due(person) for person in people))
    shown = text(one, url("run", run.pk))
    assert "叁佰元整" in shown
    assert "新增" in shown
    assert "周桂兰" in text(one, url("changes", run.pk))
    assert two.post(url("check", run.pk), {"version": 1}).status_code == 302
    assert "编制人不能审批" in one.post(url("approve", run.pk), {"version": 2}).content.decode()
    assert three.post(url("approve", run.pk), {"version": 2}).status_code == 302
    made = {"version": 3, "layout": "social_security_card"}
    assert one.post(url("file", run.pk), made).status_code == 302
    file = one.get(url("download", run.pk))
    assert file.content.decode("gb18030").startswith("批次号,序号")
    assert one.get(url("download", run.pk) + "?as=xlsx").content.startswith(b"PK")
    run.refresh_from_db()
    answer = _bank(run, {people[1]: "账户已销户"})
    sent = one.post(url("result", run.pk), {"workbook": answer("回盘.csv")}, follow=True)
    assert "成功 1 笔，退汇 1 笔" in sent.content.decode()
    assert "账户已销户" in text(one, url("payments", run.pk) + "?state=returned")
    assert (
        "没有变化"
        in one.post(
            url("result", run.pk), {"workbook": answer("回盘.csv")}, follow=True
        ).content.decode()
    )
    assert "吴秀英" in text(one, "/funds/unpaid")
    assert "一致" in text(one, url("replay", run.pk))


def _bank(run: Run, returned: dict[int, str] | None = None, **edited: str):
    rows = [row | edited for _line, row in answered(run, returned)]
    heads = "批次号,序号,户名,社会保障卡账号,金额（元）,处理结果,失败原因,流水号,入账日期"
    keys = ("batch", "number", "holder", "account", "amount", "result", "why", "", "settled")
    lines = [heads, *(",".join(row.get(key, "") for key in keys) for row in rows)]

    def made(name: str) -> io.BytesIO:
        file = io.BytesIO("\r\n".join(lines).encode("gb18030"))
        file.name = name
        return file

    return made


def test_an_edited_answer_is_refused_with_its_row(
    web: Client, officer: Actor, second: Actor, third: Actor, money: None, people: list[int]
) -> None:
    run = send(approve(prepare(officer, due(people[0]), due(people[1])), second, third), officer)
    for file in (_bank(run, amount="1.00")("a.csv"), _bank(run, batch="AH00009999")("b.csv")):
        shown = web.post(url("result", run.pk), {"workbook": file}).content.decode()
        assert "第 2 行" in shown
        assert "未入账" in shown
    other = io.BytesIO(b"%PDF-1.7")
    other.name = "c.pdf"
    shown = web.post(url("result", run.pk), {"workbook": other}).content.decode()
    assert "请上传银行返回的" in shown
    run.refresh_from_db()
    assert run.state == "sent"


def test_lines_and_lists_go_out_as_workbooks(web: Client, paid: Paid, people: list[int]) -> None:
    run = paid(due(people[0], 5_000, APRIL), due(people[0]), due(people[2]))
    assert "补发" in text(web, url("lines", run.pk))
    for code in ("entries", "runs", "changes", "payments", "unpaid", "lines", "claims"):
        answer = web.get(f"/sheets/funds-{code}/export?run={run.pk}")
        assert answer.status_code == 200, code
        assert answer.getvalue().startswith(b"PK")


def test_a_return_and_a_claim_are_entered_on_their_pages(
    web: Client, paid: Paid, officer: Actor, people: list[int]
) -> None:
    paid(due(people[0], 5_000, APRIL), month=APRIL)
    run = paid(due(people[0]), due(people[0], 2_000, APRIL))
    claim = Claim.objects.get()
    assert "30.00" in text(web, "/funds/claims")
    form = {"amount": "30", "on": "2026-05-20", "evidence": "缴款单 9"}
    assert web.post(url("receive", claim.pk), form).status_code == 302
    assert "周桂兰" not in text(web, "/funds/claims?open=1")
    payment = Payment.objects.get(run=run)
    web.post(url("return", payment.pk), {"on": "2026-05-21", "why": "账户冻结"})
    assert "周桂兰" in text(web, "/funds/unpaid")
    web.post(url("repay"), {"on": "2026-05-22"})
    assert Run.objects.filter(kind="repay").count() == 1


def test_a_run_is_cancelled_with_its_reason(web: Client, officer: Actor, people) -> None:
    run = prepare(officer, due(people[0]))
    web.post(url("cancel", run.pk), {"version": 1, "reason": "标准有误"})
    assert "标准有误" in text(web, url("run", run.pk))


# a person -------------------------------------------------------------------------------------


def test_the_person_page_shows_pay_with_the_account_masked(
    web: Client, paid: Paid, officer: Actor, people: list[int]
) -> None:
    actions.open_grant(officer, person=people[0], scheme="old_age", title="高龄津贴", since=APRIL)
    paid(due(people[0]))
    shown = text(web, f"/people/{people[0]}/")
    assert "待遇发放" in shown
    assert "**** 0000" in shown
    assert "0000000000000000" not in shown
    clerk = small.browser(small.holder("town_clerk", division=small.TOWN))
    assert "**** 0000" in text(clerk, f"/people/{people[0]}/")
    far = small.browser(small.holder("town_clerk", division=small.OTHER_TOWN))
    for name in ("payee", "account", "closing"):
        assert far.get(url(name, people[0])).status_code == 404
    duty = small.browser(small.holder("duty_officer", division=small.COUNTY))
    assert "待遇发放" not in text(duty, f"/people/{people[0]}/")


def test_an_account_is_registered_and_shown_whole_for_a_reason(
    people: list[int],
) -> None:
    clerk = small.browser(small.holder("town_clerk", division=small.TOWN))
    form = {"relation": "guardian", "holder": "郑小山", "account": "6200 1234 5678 9012",
            "bank": "某某银行", "on": "2026-05-01"}  # fmt: skip
    wrong = clerk.post(url("payee", people[2]), {**form, "account": "12ab"})
    assert "8 到 32 位数字" in wrong.content.decode()
    assert clerk.post(url("payee", people[2]), form).status_code == 302
    assert "郑小山 · 监护人 · 某某银行 · **** 9012" in text(clerk, f"/people/{people[2]}/")
    shown = clerk.post(url("account", people[2]), {"reason": "核对银行卡"}).content.decode()
    assert "6200123456789012" in shown
    kept = AuditEntry.objects.filter(name="funds.reveal_account").get()
    assert kept.reason == "核对银行卡"
    taken = {"relation": "own", "account": "0000000000000000", "on": "2026-05-01"}
    assert "另一人的本人账户" in clerk.post(url("payee", people[2]), taken).content.decode()


def test_the_closing_certificate_is_a_paper(
    web: Client, paid: Paid, officer: Actor, people: list[int]
) -> None:
    assert web.get(url("closing", people[0])).status_code == 404
    paid(due(people[0]))
    record_death(officer, person=people[0], died=APRIL.last)
    actions.close_for_death(officer, person=people[0])
    shown = text(web, url("closing", people[0]))
    assert "多发，待列入追缴" in shown
    assert 'name="paper"' in shown


# API ------------------------------------------------------------------------------------------


def test_the_api_gives_balances_share_and_runs(web: Client, paid: Paid, people) -> None:
    run = paid(due(people[0]))
    balances = web.get("/api/v1/funds/balances?year=2026").json()
    assert {"payment": 10_000, "fund": "county_budget"}.items() <= balances[-1].items()
    assert web.get("/api/v1/funds/lottery-share?year=2026").json()["share"] is None
    (one,) = web.get("/api/v1/funds/runs?state=settled").json()["items"]
    assert (one["id"], one["fingerprint"], one["month"]) == (
        run.pk, run.computed_digest, f"{MAY.first}",
    )  # fmt: skip
    clerk = small.browser(small.holder("town_clerk", division=small.TOWN))
    assert clerk.get("/api/v1/funds/runs").status_code == 403
