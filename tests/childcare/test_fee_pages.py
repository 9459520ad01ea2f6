"""Pages of fees, subsidies and reports: who opens them, what they show, what sending does."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.childcare.billed import FEE, decide, last_month, price, was_there
from tests.childcare.conftest import Family, Home, make_family
from tests.childcare.test_fees import draw, who
from tests.people import small

from anhuai.childcare.models import Bill, Enrolment, Invoice, Payment, Subsidy, YearReport
from anhuai.facilities import actions as facilities
from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account, AuditEntry

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return str(answer.content.decode())


def test_empty_pages_say_what_to_do(officer: Actor, home: Home) -> None:
    client, key = small.browser(officer), home.nursery.pk
    for url, says in (
        ("/childcare/bills/", "没有托育账单"),
        ("/childcare/subsidies/", "未编制，可试算"),
        ("/childcare/reports/", "未报送"),
        (f"/childcare/nurseries/{key}/prices/", "县里还没有定"),
        (f"/childcare/nurseries/{key}/subsidy/", "这个月没有在托儿童"),
        (f"/childcare/nurseries/{key}/year/", "托位使用率"),
        ("/childcare/bills/?month=no&nursery=x&after=broken", "没有托育账单"),
        ("/childcare/subsidies/?month=0000-99", "未编制"),
        ("/childcare/reports/?year=99999", "未报送"),
    ):
        assert says in text(client.get(url)), url


def test_from_the_price_to_the_receipt(officer: Actor, home: Home, family: Family) -> None:
    manager, parent = small.browser(home.manager), small.browser(family.actor)
    url = f"/childcare/nurseries/{home.nursery.pk}/"
    form = {
        "group": "toddler_high", "charge": "full_day", "since": "2024-01-01", "fee": "1200",
        "meal": "15", "inclusive": "on",
    }  # fmt: skip
    assert "金额写法不对" in text(manager.post(f"{url}prices/new", form | {"fee": "一千"}))
    assert manager.post(f"{url}prices/new", form).status_code == 302
    assert "1,200.00 元" in text(parent.get(f"{url}prices/"))
    assert parent.post(f"{url}prices/new", form).status_code == 403
    was_there(officer, family, home)
    month = {"month": str(last_month())}
    assert "还没有过完" in text(manager.post(f"{url}bills", {"month": f"{clock.today():%Y-%m}"}))
    assert "周小宝" in text(manager.get(manager.post(f"{url}bills", month).headers["Location"]))
    bill = Bill.objects.get()
    page = f"/childcare/bills/{bill.pk}/"
    assert page in text(parent.get("/childcare/mine/"))
    shown = text(parent.get(page))
    assert "1,200.00 元/月 × 在托" in shown
    assert "登记收款" not in shown
    assert AuditEntry.objects.filter(name="childcare.bill_file").exists()
    paid = {"amount": "1.5", "on": clock.today().isoformat(), "way": "cash"}
    assert "请核对" in text(manager.post(f"{page}pay", paid | {"amount": "99999"}))
    receipt = manager.post(f"{page}pay", paid).headers["Location"]
    assert "壹元伍角整" in text(parent.get(receipt))
    assert "不是税务发票" in text(parent.get(receipt))
    assert parent.get(receipt, {"paper": "pdf", "purpose": "报销"}).content[:5] == b"%PDF-"
    sent = {
        "number": "2400000001", "on": clock.today().isoformat(),
        "file": SimpleUploadedFile("发票.pdf", b"%PDF-1.7 x"),
    }  # fmt: skip
    assert manager.post(f"{receipt}invoice", sent).status_code == 302
    copy = parent.get(f"/childcare/invoices/{Invoice.objects.get().pk}/file")
    assert b"".join(copy.streaming_content) == b"%PDF-1.7 x"  # type: ignore[attr-defined]
    assert manager.post(f"{receipt}reverse", {"reason": "重复"}).status_code == 302
    assert Payment.objects.count() == 2
    assert "没有变化" in text(manager.post(f"{page}correct", {"reason": "核对"}))


def test_another_family_sees_nothing_of_it(officer: Actor, home: Home, family: Family) -> None:
    price(home)
    was_there(officer, family, home)
    draw(home)
    bill = Bill.objects.get()
    other = small.browser(make_family(officer, "吴小贝").actor)
    assert other.get(f"/childcare/bills/{bill.pk}/").status_code == 404
    assert other.get("/childcare/bills/").status_code == 403
    Account.objects.filter(pk=family.actor.account).update(language="en")
    english = small.browser(family.actor).get(f"/childcare/bills/{bill.pk}/")
    assert "Days attended" in text(english)


def test_two_officers_pay_a_month_on_their_pages(
    officer: Actor, home: Home, family: Family
) -> None:
    facilities.set_mark(officer, facility=home.facility, code="inclusive", since=home.room.since)
    price(home)
    was_there(officer, family, home)
    decide("childcare.subsidy", 300)
    funds.appropriate(
        officer, pot=Pot("county_budget", clock.today().year, "children"), amount=Fen(1_000_00),
        on=clock.today(), document="预算",
    )  # fmt: skip
    first = small.browser(officer)
    second = small.browser(small.holder("county_officer", division=small.COUNTY))
    draft = f"/childcare/nurseries/{home.nursery.pk}/subsidy/"
    assert "普惠托位，计入" in text(first.get(draft))
    assert "编制补助" not in text(small.browser(home.manager).get(draft))
    form = {"fund": "county_budget", "document": "通知"}
    page = first.post(f"{draft}new?month={last_month()}", form).headers["Location"]
    assert "300.00 元" in text(small.browser(home.manager).get(page))
    given = {"on": clock.today().isoformat(), "note": "已核"}
    assert "不能审批自己编制" in text(first.post(f"{page}approve", given))
    assert "请写明核查情况" in text(second.post(f"{page}approve", given | {"note": ""}))
    assert second.post(f"{page}approve", given).status_code == 302
    assert Subsidy.objects.get().state == "paid"
    assert second.post(f"{page}return", {"reason": "晚了", "version": "2"}).status_code == 409
    assert "一致" in text(first.get(page))


def test_a_report_goes_to_the_county(officer: Actor, home: Home) -> None:
    manager, county = small.browser(home.manager), small.browser(officer)
    year = clock.today().year - 1
    url = f"/childcare/nurseries/{home.nursery.pk}/year/"
    sent = {"says": "全年平稳运行", "inspections": "2"}
    page = manager.post(f"{url}new?year={year}", sent).headers["Location"]
    assert "受理</a>" not in text(manager.get(page))
    assert county.post(f"{page}return", {"reason": "请补充"}).status_code == 302
    assert "请补充" in text(manager.get(page))
    manager.post(f"{url}new?year={year}", sent | {"says": "已补充说明"})
    assert county.post(f"{page}accept", {"reason": "另有一次由镇里检查"}).status_code == 302
    assert YearReport.objects.get().state == "accepted"
    assert "合计（已受理）" in text(county.get(f"/childcare/reports/?year={year}"))
    assert manager.get(f"{url}?year={year}").headers["Location"] == page


def test_a_manager_registers_a_visitor(home: Home, family: Family) -> None:
    today = clock.today().isoformat()
    papers = who(family)
    form = {
        "person": papers["identity"], "name": papers["name"], "care": "hourly", "since": today,
        "vaccination": "complete", "examined_on": today, "agreed": "on",
    }  # fmt: skip
    url = f"/childcare/classes/{home.room.pk}/visitor"
    manager = small.browser(home.manager)
    assert "都相符" in text(manager.post(url, form | {"name": "别人"}))
    assert manager.post(url, form).status_code == 302
    assert Enrolment.objects.get().seat == 0


def test_the_api_gives_what_the_pages_give(officer: Actor, home: Home, family: Family) -> None:
    price(home)
    was_there(officer, family, home)
    client, month = small.browser(home.manager), last_month().first.isoformat()
    url = f"/api/v1/childcare/nurseries/{home.nursery.pk}/"
    assert client.get(f"{url}prices").json()[0]["fee"] == FEE
    drawn = client.post(f"{url}bills", data={"month": month}, content_type="application/json")
    assert drawn.json() == {"made": 1, "unpriced": 0}
    assert [one["number"] for one in client.get("/api/v1/childcare/bills").json()] == [0]
    assert client.get("/api/v1/childcare/subsidies").json() == []
    assert client.get("/api/v1/childcare/reports?year=2025").json() == []
    assert small.browser(family.actor).get("/api/v1/childcare/bills").status_code == 403
