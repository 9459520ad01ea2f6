"""The pages, workbooks and addresses of sponsors of orders, and the lists that go out to Excel."""

from datetime import timedelta

from tests.people import small
from tests.services.conftest import TODAY, elder_of
from tests.services.ordering import credit, done, make_provider

from anhuai.funds import actions as funds
from anhuai.funds.models import Spending, Voucher
from anhuai.funds.rules.books import Unit
from anhuai.people.models import Person
from anhuai.platform.acting import Actor
from anhuai.platform.sealing import unseal
from anhuai.services.models import Sponsored, Sponsorship


def test_from_the_form_to_an_order_that_says_who_pays(officer: Actor) -> None:
    elder = elder_of(officer)
    desk = small.browser(officer)
    told = {
        "payer": "donation", "title": "暖冬助浴", "donor": "某企业", "fund": "donations",
        "purpose": "elderly_care", "ceiling": "300.00", "percent": "100",
        "since": str(TODAY.replace(day=1)), "last": str(TODAY + timedelta(days=300)),
        "document": "捐赠协议", "services": ["bathing_aid"],
    }  # fmt: skip
    assert "没有符合条件的出资账户" in desk.get("/services/sponsors/").content.decode()
    made = desk.post("/services/sponsors/new", told)
    assert made.status_code == 302, made.content.decode()[-2000:]
    one = Sponsorship.objects.get()
    number = unseal(Person.objects.get(pk=elder).identity_sealed)
    page = f"/services/sponsors/{one.pk}/"
    named = desk.post(f"{page}persons", {"person": number, "monthly": "50.00"})
    assert named.status_code == 302, named.content.decode()[-2000:]
    shown = desk.get(page).content.decode()
    assert "捐赠协议" in shown
    assert "资金账上可用的钱少于" in shown  # nothing was appropriated
    served = done(officer, elder, make_provider(officer, "东河日间照料中心"))
    family = small.browser(small.holder("family", person=elder))
    assert "慈善捐助（暖冬助浴）" in family.get(f"/services/orders/{served.pk}/").content.decode()
    assert "暖冬助浴" in desk.get("/services/sponsors/?state=running").content.decode()
    assert family.get(page).status_code in (403, 404)
    row = Sponsored.objects.get()
    ended = desk.post(f"/services/sponsored/{row.pk}/end", {"reason": "不再需要", "version": "1"})
    assert ended.status_code == 302
    changed = {"ceiling": "200", "last": str(TODAY), "reason": "减少", "version": "1"}
    assert desk.post(f"{page}amend", changed).status_code == 302
    one.refresh_from_db()
    assert (one.ceiling, one.until) == (20_000, TODAY + timedelta(days=1))


def test_every_list_of_the_room_goes_out_to_excel(officer: Actor) -> None:
    desk = small.browser(officer)
    for code in (
        "sponsorships", "arrangements", "phones", "workforce-posts", "workforce-checks",
        "workforce-courses",
    ):  # fmt: skip
        assert desk.get(f"/sheets/{code}/export").status_code in (200, 302), code
    runner = small.browser(make_provider(officer, "东河日间照料中心").actor)
    for code in ("aways", "carers"):
        assert runner.get(f"/sheets/{code}/export").status_code in (200, 302), code


def test_a_spending_at_a_counter_is_given_back_on_its_page(officer: Actor) -> None:
    elder = elder_of(officer)
    credit(elder, 5_000)
    order = funds.Order(key="P1", amount=1_000, unit=Unit.FEN, says="理发")
    funds.spend(officer, person=elder, order=order, on=TODAY)
    desk = small.browser(officer)
    url = f"/funds/people/{elder}/spendings/{Spending.objects.get().pk}/back"
    assert url in desk.get(f"/people/{elder}/").content.decode()
    assert desk.post(url, {"reason": "点错人"}).status_code == 302
    assert Voucher.objects.get().spent == 0
    assert desk.get(url).status_code == 404  # once
    assert "已退还" in desk.get(f"/people/{elder}/").content.decode()
    bad = {"unit": "fen", "amount": "1", "key": "meal:1", "says": "x", "on": str(TODAY)}
    assert "冒号" in desk.post(f"/funds/people/{elder}/spend", bad).content.decode()
