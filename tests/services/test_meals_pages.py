"""Pages and API of meals and the mart: who sees what, two taps, one tap, empty and full."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.people import small
from tests.services.conftest import TODAY, elder_of
from tests.services.meals import (
    TOMORROW,
    county_decides,
    credit,
    day_of,
    operator,
    point_of,
    publish,
    staff_of,
    wish,
)

from anhuai.platform.acting import Actor
from anhuai.platform.models import AuditEntry
from anhuai.services import actions, queries
from anhuai.services.models import (
    DietNeed,
    HygieneRecord,
    MealDay,
    MealOrder,
    MealPoint,
    PointEntry,
    StandingOrder,
)
from anhuai.services.rules.meals import Meal, Way

LISTS = ("meals/", "meals/orders/", "meals/figures", "meals/hygiene", "marts/", "marts/points/")
SHEETS = ("meal-points", "meal-orders", "meal-figures", "meal-hygiene", "marts", "mart-points")


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"/services/{path}")
    assert answer.status_code == status, path
    return answer.content.decode()


def post(client: Client, path: str, status: int = 302, **data: Any) -> str:
    answer = client.post(f"/services/{path}", data)
    assert answer.status_code == status, (path, answer.content.decode()[-3000:])
    return answer.content.decode()


@pytest.fixture
def elder(officer: Actor) -> int:
    return elder_of(officer, code="")


@pytest.fixture
def point(officer: Actor) -> MealPoint:
    return point_of(officer)


def filled(officer: Actor, elder: int, point: MealPoint) -> MealOrder:
    """A meal, a record, a mart with an award."""
    made = actions.arrive(officer, person=elder, day=day_of(point, TODAY).pk)
    mart = actions.open_mart(officer, name="柳林超市", division=small.VILLAGE, since=TODAY)
    deed = actions.list_deed(officer, title="清洁院落", points=20, since=TODAY)
    actions.stock_goods(officer, mart=mart.pk, name="肥皂", points=5, count=9, on=TODAY)
    actions.award(
        officer, holder=actions.Holder(person=elder), deed=deed.pk, on=TODAY, reason="院落整洁",
        client=uuid4(),
    )  # fmt: skip
    return made


@pytest.mark.parametrize("path", LISTS)
def test_lists_open_empty_and_full_and_show_nothing_of_others(
    officer: Actor, far_clerk: Actor, elder: int, path: str
) -> None:
    own, other = small.browser(officer), small.browser(far_clerk)
    assert text(own, path)
    filled(officer, elder, point_of(officer))
    shown = text(own, f"{path}?sort=-name&month=2026-06&by=town")
    assert "柳林" in shown or "周桂兰" in shown or path.endswith(("figures", "hygiene"))
    page = text(other, path)
    assert "周桂兰" not in page
    assert "柳林" not in page
    assert Client().get(f"/services/{path}").status_code == 302


def test_workbooks_go_out(officer: Actor, elder: int, point: MealPoint) -> None:
    filled(officer, elder, point)
    client = small.browser(officer)
    for code in SHEETS:
        assert client.get(f"/sheets/{code}/export").status_code in (200, 302), code


def test_a_family_orders_with_two_taps_and_sees_the_receipt(
    officer: Actor, elder: int, point: MealPoint
) -> None:
    family = small.browser(small.holder("family", person=elder))
    assert family.get("/services/meals/").headers["Location"] == "/services/meals/mine"
    path = f"meals/people/{elder}/"
    assert family.get("/services/meals/mine").headers["Location"] == f"/services/{path}"
    day = day_of(point)
    assert f"{path}days/{day.pk}" in text(family, path)
    assert "尚未规定" in text(family, f"{path}days/{day.pk}")
    post(family, f"{path}days/{day.pk}", way="delivery")
    made = MealOrder.objects.get()
    assert (made.way, made.channel) == ("delivery", "portal")
    assert "已预订" in text(family, path)
    assert "12.00" in text(family, f"meals/orders/{made.pk}/")
    assert "用餐卡" in text(family, f"{path}card")
    post(family, f"meals/orders/{made.pk}/cancel", reason="不吃了")
    assert MealOrder.objects.get().state == "cancelled"
    other = elder_of(officer, "吴二", code="")
    text(family, f"meals/people/{other}/", 404)
    text(family, f"meals/people/{other}/days/{day.pk}", 404)


def test_a_conflict_is_said_and_left_out_beforehand(
    officer: Actor, elder: int, point: MealPoint
) -> None:
    family = small.browser(small.holder("family", person=elder))
    post(family, f"meals/people/{elder}/diet", code="a:egg", since=TODAY.isoformat())
    day = day_of(point)
    dishes = publish(officer, day, 蒸蛋=("egg",), 白粥=())
    page = text(family, f"meals/people/{elder}/")
    assert "与过敏冲突" in page
    stopped = post(family, f"meals/people/{elder}/days/{day.pk}", 200, way="eat_in")
    assert "蒸蛋" in stopped
    assert "过敏记录冲突" in stopped
    post(family, f"meals/people/{elder}/days/{day.pk}", way="eat_in", without=[dishes["蒸蛋"]])
    need = DietNeed.objects.get()
    post(family, f"meals/diets/{need.pk}/end", on=TOMORROW.isoformat(), reason="复查")
    assert "蒸蛋" in text(family, f"meals/orders/{MealOrder.objects.get().pk}/")


def test_standing_orders_by_form(officer: Actor, elder: int, point: MealPoint) -> None:
    client = small.browser(officer)
    post(
        client, f"meals/people/{elder}/standing", point=point.pk, meal="lunch", way="eat_in",
        weekdays=["1", "2"], since=TOMORROW.isoformat(),
    )  # fmt: skip
    one = StandingOrder.objects.get()
    assert "周一、周二" in text(client, f"meals/people/{elder}/")
    post(client, f"meals/standing/{one.pk}/pause", since="2026-06-20", last="2026-06-25")
    assert "06-20–06-25" in text(client, f"meals/people/{elder}/")
    post(client, f"meals/standing/{one.pk}/end", on=TOMORROW.isoformat(), version=1)
    assert StandingOrder.objects.get().until == TOMORROW


def test_the_points_phone_serves_with_one_tap(officer: Actor, elder: int) -> None:
    county_decides("meal_subsidy_each", [500])
    credit(elder, 5000)
    body = operator()
    point = point_of(officer, run_by=body)
    day = day_of(point, TODAY, Meal.SUPPER)
    one = actions.order_meal(officer, person=elder, day=day.pk, wish=wish(way=Way.DELIVERY))
    staff, other = small.browser(staff_of(body)), small.browser(staff_of(operator("别家")))
    assert "周桂兰" in text(staff, f"meals/days/{day.pk}/")
    for path in (f"meals/days/{day.pk}/", f"meals/points/{point.pk}/", f"meals/orders/{one.pk}/"):
        text(other, path, 404)
    post(staff, f"meals/days/{day.pk}/rounds/plan", couriers="老李")
    assert "周桂兰" in text(staff, f"meals/days/{day.pk}/rounds/")
    post(staff, f"meals/orders/{one.pk}/serve")  # nobody named who received it: said on the page
    one.refresh_from_db()
    assert one.state == "ordered"
    post(staff, f"meals/orders/{one.pk}/serve", received_by="本人")
    assert "自付 7.00 元，补贴 5.00 元" in text(staff, f"meals/days/{day.pk}/")
    assert "东河" in text(staff, "meals/") or "柳林" in text(staff, "meals/")
    post(staff, f"meals/days/{day.pk}/hygiene", sampled=3, grams=130,
         kept_from="2026-06-15T11:00", cooked_celsius=80)  # fmt: skip
    assert HygieneRecord.objects.get().grams == 130
    post(staff, f"meals/days/{day.pk}/throw")
    assert "待改正" in text(staff, "meals/hygiene")


def test_a_card_is_read_by_the_point_alone(officer: Actor, elder: int) -> None:
    body = operator()
    day = day_of(point_of(officer, run_by=body), TODAY)
    staff = small.browser(staff_of(body))
    actions.note_diet(officer, person=elder, is_allergy=True, code="nuts", since=TODAY)
    path = f"meals/scan/{queries.card_of(elder)}"
    page = text(staff, path)
    assert "周桂兰" in page
    assert "坚果" in page
    assert AuditEntry.objects.filter(name="services.guest", ids=[elder]).exists()
    post(staff, path, day=day.pk)
    assert MealOrder.objects.get().by_code
    text(staff, "meals/scan/false", 404)
    text(small.browser(small.holder("family", person=elder)), path, 403)


def test_officers_open_points_and_publish_menus(officer: Actor) -> None:
    from anhuai.facilities import actions as facilities
    from anhuai.facilities.rules import FacilityFacts, Ownership

    site = facilities.open_facility(
        officer, kind="meal_point", on=TODAY,
        facts=FacilityFacts(name="新点", division=small.VILLAGE, ownership=Ownership.PRIVATE),
    )  # fmt: skip
    client = small.browser(officer)
    post(client, "meals/points/new", facility=site.pk, weekdays=["1", "2", "3"],
         area=[small.VILLAGE], since=TODAY.isoformat())  # fmt: skip
    point = MealPoint.objects.get()
    post(client, f"meals/points/{point.pk}/sitting", meal="lunch", starts="11:30", ends="13:00",
         capacity=30, price="8.50")  # fmt: skip
    post(client, f"meals/points/{point.pk}/dish", name="白粥", features=["soft"])
    dish = queries.dishes(point.pk)[0]
    day = MealDay.objects.filter(point=point).latest("on")
    assert day.price == 850
    post(client, f"meals/days/{day.pk}/menu", dishes=[dish.pk], version=1)
    assert "白粥" in text(client, f"meals/points/{point.pk}/")
    post(client, f"meals/points/{point.pk}/change", weekdays=["1"], version=1)
    stale = client.post(
        f"/services/meals/points/{point.pk}/change", {"weekdays": ["1"], "version": 1}
    )
    assert stale.status_code == 409
    post(client, f"meals/dishes/{dish.pk}/end")
    assert not queries.dishes(point.pk)


def test_the_mart_by_form(officer: Actor, elder: int) -> None:
    client = small.browser(officer)
    post(client, "marts/new", name="柳林超市", division=small.VILLAGE, since=TODAY.isoformat())
    post(client, "marts/deeds/new", title="清洁院落", points=20, since=TODAY.isoformat())
    mart, deed = queries.marts(officer).get(), queries.deeds(on=TODAY)[0]
    post(client, f"marts/{mart.pk}/stock", name="肥皂", points=15, count=3)
    goods = queries.goods_of(mart.pk)[0]
    village = small.browser(small.holder("village_worker", division=small.VILLAGE))
    post(village, f"marts/people/{elder}/award", deed=deed.pk, reason="院落", holder="person",
         on=TODAY.isoformat())  # fmt: skip
    post(village, f"marts/people/{elder}/exchange", goods=goods.pk, count=1, holder="person")
    short = post(village, f"marts/people/{elder}/exchange", 200, goods=goods.pk, count=1)
    assert "积分不够" in short
    assert PointEntry.objects.count() == 2
    page = text(client, f"marts/{mart.pk}/")
    assert "清洁院落" in page
    assert "周桂兰" in text(client, "marts/points/")
    person = client.get(f"/people/{elder}/").content.decode()
    assert "爱心超市积分" in person
    post(client, f"marts/{mart.pk}/close", on="2026-06-16", version=1)


def test_the_api_orders_counts_and_awards(officer: Actor, elder: int, point: MealPoint) -> None:
    client = small.browser(officer)
    filled(officer, elder, point)
    api = "/api/v1"
    days = client.get(f"{api}/meals/days?on={TOMORROW}").json()
    assert [one["meal"] for one in days] == ["lunch", "supper"]
    sent = {"person": elder, "day": days[0]["id"], "way": "eat_in"}
    kind = "application/json"
    made = client.post(f"{api}/meals/orders", sent, content_type=kind)
    assert made.json()["own"] == 1200
    again = client.post(f"{api}/meals/orders", sent, content_type=kind)
    assert again.status_code == 422
    counts = client.get(f"{api}/meals/counts?since={TODAY}&last={TODAY}&by=town").json()
    assert counts[0]["served"] == 1
    assert client.get(f"{api}/marts/points/{elder}").json()[0]["left"] == 20
    deed = queries.deeds(on=TODAY)[0]
    award = {"client": str(uuid4()), "person": elder, "deed": deed.pk, "on": str(TODAY),
             "reason": "院落"}  # fmt: skip
    for _again in range(2):
        assert client.post(f"{api}/marts/awards", award, content_type=kind).status_code == 200
    assert client.get(f"{api}/marts/points/{elder}").json()[0]["left"] == 40
