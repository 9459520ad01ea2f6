"""Price lists, dishes and menus by workbook: good rows in, every error named, again updates."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import python_calamine
from django.test import Client
from django.urls import reverse
from tests.people import small
from tests.services.conftest import TODAY, elder_of
from tests.services.meals import TOMORROW, day_of, operator, point_of, staff_of, wish
from tests.services.ordering import Provider, make_provider

from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Facility
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.platform.acting import Actor, Refused
from anhuai.platform.jobs import worker
from anhuai.platform.models import Account, Import
from anhuai.platform.sheets import importing, writing
from anhuai.platform.sheets.register import Outcome, Row, registers
from anhuai.services import actions, queries
from anhuai.services.models import Dish, MealOrder, MealPoint, Offering

pytestmark = pytest.mark.django_db
NEXT = TODAY + timedelta(days=30)


def said(found: list[Outcome]) -> list[tuple[str, list[str]]]:
    return [(str(one.result), [column for column, _says in one.errors]) for one in found]


@pytest.fixture
def provider(officer: Actor) -> Provider:
    return make_provider(officer, "安康", price=0)


def priced(number: int = 2, **more: str) -> Row:
    given = {
        "facility": "安康", "service": "助浴", "division": "全县", "unit_price": "60.00",
        "daily": "8", "since": TODAY.isoformat(),
    } | more  # fmt: skip
    return Row(number, given)


def prices(actor: Actor, *rows: Row, dry: bool = False) -> list[Outcome]:
    return actions.take_offerings(actor, rows, dry=dry)


def test_a_price_list_comes_in_once_and_is_brought_up_to_date(provider: Provider) -> None:
    assert said(prices(provider.actor, priced(), dry=True)) == [("added", [])]
    assert not Offering.objects.exists()
    village = priced(3, division="柳林村", unit_price="￥55", daily="")
    assert said(prices(provider.actor, priced(), village)) == [("added", [])] * 2
    first = Offering.objects.get(division=small.COUNTY)
    assert (first.unit_price, first.daily, first.until) == (6000, 8, None)
    assert said(prices(provider.actor, priced(), village)) == [("updated", [])] * 2
    assert Offering.objects.count() == 2
    prices(provider.actor, priced(daily="5"))  # how many a day is no price
    first.refresh_from_db()
    assert (first.daily, first.version) == (5, 2)
    later = prices(provider.actor, priced(unit_price="65", since=NEXT.isoformat()))
    assert said(later) == [("updated", [])]
    first.refresh_from_db()
    assert first.until == NEXT
    assert Offering.objects.get(division=small.COUNTY, until=None).unit_price == 6500


def test_a_price_that_holds_is_not_changed_by_a_workbook(provider: Provider) -> None:
    prices(provider.actor, priced())
    assert said(prices(provider.actor, priced(unit_price="70"))) == [("refused", ["since"])]
    one = Offering.objects.get()
    assert one.unit_price == 6000
    actions.end_offering(provider.actor, offering=one.pk, until=NEXT)
    assert said(prices(provider.actor, priced())) == [("refused", ["since"])]  # it would hold twice
    assert said(prices(provider.actor, priced(since=NEXT.isoformat()))) == [("added", [])]


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"facility": "没有的中心"}, "facility"),
        ({"service": "算命"}, "service"),
        ({"service": ""}, "service"),
        ({"division": "火星"}, "division"),
        ({"division": "110101001001"}, "division"),
        ({"unit_price": "六十"}, "unit_price"),
        ({"unit_price": "1e9"}, "unit_price"),
        ({"unit_price": "10000.01"}, "unit_price"),
        ({"unit_price": "-1"}, "unit_price"),
        ({"unit_price": "60.005"}, "unit_price"),
        ({"daily": "0"}, "daily"),
        ({"daily": "很多"}, "daily"),
        ({"since": "明天"}, "since"),
        ({"since": ""}, "since"),
        ({"service": "上门护理"}, "service"),  # it asks for a licence
    ],
)
def test_each_wrong_cell_of_a_price_is_named(
    provider: Provider, more: dict[str, str], column: str
) -> None:
    for dry in (True, False):
        assert said(prices(provider.actor, priced(2, **more), dry=dry)) == [("refused", [column])]
    assert not Offering.objects.exists()


def test_all_errors_of_a_row_are_named_and_a_row_twice_is_refused(provider: Provider) -> None:
    wrong = priced(2, facility="？", unit_price="", since="x")
    found = prices(provider.actor, wrong, priced(3), priced(4, unit_price="61"))
    assert said(found) == [
        ("refused", ["facility", "unit_price", "since"]), ("added", []), ("refused", ["service"]),
    ]  # fmt: skip
    assert Offering.objects.get().unit_price == 6000


def test_another_providers_price_list_is_refused(officer: Actor, provider: Provider) -> None:
    other = make_provider(officer, "别家", price=0)
    assert said(prices(other.actor, priced())) == [("refused", ["facility"])]
    with pytest.raises(Refused):
        actions.take_offerings_for(other.actor, [priced()], dry=False)
    with pytest.raises(Refused):
        prices(officer, priced())
    assert not Offering.objects.exists()
    both = actions.take_offerings_for(officer, [priced(), priced(3, facility="别家")], dry=False)
    assert said(both) == [("added", []), ("added", [])]


def test_one_name_of_two_facilities_is_refused(officer: Actor, provider: Provider) -> None:
    made = facilities.open_facility(
        officer, kind="day_care_centre", on=TODAY - timedelta(9),
        facts=FacilityFacts(name="安康", division=small.NEXT_VILLAGE, ownership=Ownership.PRIVATE),
    )  # fmt: skip
    body = Facility.objects.get(pk=provider.facility).operator
    Facility.objects.filter(pk=made.pk).update(operator=body)
    assert said(prices(provider.actor, priced())) == [("refused", ["facility"])]


# dishes and menus --------------------------------------------------------------------------------


@pytest.fixture
def point(officer: Actor) -> MealPoint:
    return point_of(officer, run_by=operator())


@pytest.fixture
def cook(point: MealPoint) -> Actor:
    body = point.facility.__class__.objects.get(pk=point.facility_id).operator
    assert body is not None
    return staff_of(body)


def dish(number: int = 2, **more: str) -> Row:
    given = {"point": "柳林助餐点", "name": "鸡蛋羹", "allergens": "蛋类", "features": "软食、低盐"}
    return Row(number, given | more)


def menu(number: int = 2, **more: str) -> Row:
    given = {
        "point": "柳林助餐点", "on": TOMORROW.isoformat(), "meal": "午餐", "dishes": "鸡蛋羹，米饭",
    } | more  # fmt: skip
    return Row(number, given)


def test_dishes_come_in_once_and_a_changed_recipe_replaces(cook: Actor) -> None:
    rice = dish(3, name="米饭", allergens="无", features="")
    assert said(actions.take_dishes(cook, [dish(), rice], dry=True)) == [("added", [])] * 2
    assert not Dish.objects.exists()
    actions.take_dishes(cook, [dish(), rice], dry=False)
    kept = {one.name: one for one in Dish.objects.filter(ended_on=None)}
    assert (kept["鸡蛋羹"].allergens, kept["米饭"].allergens) == (["egg"], [])
    assert sorted(kept["鸡蛋羹"].features) == ["low_salt", "soft"]
    again = actions.take_dishes(cook, [dish(), rice], dry=False)
    assert said(again) == [("updated", [])] * 2
    assert Dish.objects.count() == 2
    actions.take_dishes(cook, [dish(allergens="蛋类,乳类")], dry=False)
    assert Dish.objects.get(name="鸡蛋羹", ended_on=None).allergens == ["egg", "milk"]
    assert Dish.objects.filter(name="鸡蛋羹").count() == 2  # menus on record keep the old one


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"point": "别处"}, "point"),
        ({"name": ""}, "name"),
        ({"name": "很" * 61}, "name"),
        ({"allergens": ""}, "allergens"),
        ({"allergens": "鸡蛋"}, "allergens"),
        ({"allergens": "无、蛋类"}, "allergens"),
        ({"features": "好吃"}, "features"),
    ],
)
def test_each_wrong_cell_of_a_dish_is_named(cook: Actor, more: dict[str, str], column: str) -> None:
    assert said(actions.take_dishes(cook, [dish(2, **more)], dry=False)) == [("refused", [column])]
    assert not Dish.objects.exists()


def test_a_dish_twice_is_refused(cook: Actor) -> None:
    found = actions.take_dishes(cook, [dish(), dish(3, allergens="无")], dry=False)
    assert said(found) == [("added", []), ("refused", ["name"])]


@pytest.fixture
def dishes(cook: Actor) -> None:
    rows = [dish(), dish(3, name="米饭", allergens="无"), dish(4, name="白菜", allergens="无")]
    actions.take_dishes(cook, rows, dry=False)


@pytest.mark.usefixtures("dishes")
def test_menus_are_published_once_and_replaced(point: MealPoint, cook: Actor) -> None:
    assert said(actions.take_menus(cook, [menu()], dry=True)) == [("added", [])]
    assert day_of(point).published_at is None
    assert said(actions.take_menus(cook, [menu()], dry=False)) == [("added", [])]
    day = day_of(point)
    assert [one.name for one in queries.menu_of(day)] == ["米饭", "鸡蛋羹"]
    assert said(actions.take_menus(cook, [menu()], dry=False)) == [("updated", [])]
    assert day_of(point).version == day.version  # nothing changed, nothing published anew
    actions.take_menus(cook, [menu(dishes="白菜")], dry=False)
    assert [one.name for one in queries.menu_of(day_of(point))] == ["白菜"]


@pytest.mark.usefixtures("dishes")
def test_who_is_allergic_gets_their_portion_without_it(
    officer: Actor, point: MealPoint, cook: Actor
) -> None:
    elder = elder_of(officer, "王奶奶")
    actions.note_diet(
        officer, person=elder, is_allergy=True, code="egg", since=TODAY, source="家属告知"
    )
    made = actions.order_meal(officer, person=elder, day=day_of(point).pk, wish=wish())
    actions.take_menus(cook, [menu()], dry=False)
    egg = Dish.objects.get(name="鸡蛋羹")
    assert MealOrder.objects.get(pk=made.pk).without == [egg.pk]


@pytest.mark.usefixtures("dishes")
def test_a_menu_from_the_page_is_kept_from_who_is_allergic_too(
    officer: Actor, point: MealPoint, cook: Actor, client: Client
) -> None:
    """On PostgreSQL a page of the point's own people sees no area; the action still reads diets."""
    elder = elder_of(officer, "王奶奶")
    actions.note_diet(
        officer, person=elder, is_allergy=True, code="egg", since=TODAY, source="家属告知"
    )
    made = actions.order_meal(officer, person=elder, day=day_of(point).pk, wish=wish())
    account = Account.objects.get(pk=cook.account or 0)
    client.force_login(account, backend="anhuai.platform.signing_in.PasswordBackend")
    kept = {one.name: one.pk for one in Dish.objects.all()}
    sent = client.post(
        reverse("services:meal_menu", args=[day_of(point).pk]),
        {"dishes": [kept["鸡蛋羹"], kept["米饭"]], "version": day_of(point).version},
    )
    assert sent.status_code == 302
    assert MealOrder.objects.get(pk=made.pk).without == [kept["鸡蛋羹"]]


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"point": ""}, "point"),
        ({"on": "明天"}, "on"),
        ({"on": (TODAY + timedelta(days=300)).isoformat()}, "on"),
        ({"on": (TODAY - timedelta(days=1)).isoformat()}, "on"),
        ({"meal": "夜宵"}, "meal"),
        ({"meal": "早餐"}, "on"),  # it is not served here
        ({"dishes": ""}, "dishes"),
        ({"dishes": "鸡蛋羹、龙虾"}, "dishes"),
    ],
)
@pytest.mark.usefixtures("dishes")
def test_each_wrong_cell_of_a_menu_is_named(
    point: MealPoint, cook: Actor, more: dict[str, str], column: str
) -> None:
    assert said(actions.take_menus(cook, [menu(2, **more)], dry=False)) == [("refused", [column])]
    assert day_of(point).published_at is None


@pytest.mark.usefixtures("dishes")
def test_a_meal_twice_and_a_meal_that_is_over_are_refused(point: MealPoint, cook: Actor) -> None:
    found = actions.take_menus(cook, [menu(), menu(3, dishes="白菜")], dry=False)
    assert said(found) == [("added", []), ("refused", ["meal"])]
    day = day_of(point)
    day.closed_at = day.ends_at
    day.save()
    assert said(actions.take_menus(cook, [menu(dishes="白菜")], dry=False)) == [("refused", ["on"])]


@pytest.mark.usefixtures("dishes")
def test_another_organisations_dishes_and_menus_are_refused(point: MealPoint) -> None:
    other = staff_of(operator("别家餐饮公司"))
    before = Dish.objects.count()
    changed = dish(allergens="无")
    assert said(actions.take_dishes(other, [changed], dry=False)) == [("refused", ["point"])]
    assert said(actions.take_menus(other, [menu()], dry=False)) == [("refused", ["point"])]
    assert Dish.objects.count() == before
    assert day_of(point).published_at is None


# the workbook itself -----------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["offerings", "offerings-for", "dishes", "menus"])
def test_the_template_says_what_every_required_column_is_like(code: str) -> None:
    register = registers()[code]
    for one in register.columns:
        assert one.example, one.title
        assert not one.choices or one.example in one.choices, one.title
    out = BytesIO()
    writing.template(register, out)
    heads = {str(cell).rstrip("*＊ ") for cell in python_calamine.load_workbook(
        BytesIO(out.getvalue())).get_sheet_by_index(0).to_python()[0]}  # fmt: skip
    assert heads == {one.title for one in register.columns}


def test_a_file_leaves_its_bad_rows_in_one_returned_workbook(cook: Actor) -> None:
    text = "助餐点,菜名,含有的过敏原,适合\n柳林助餐点,馒头,麸质谷物,软食\n柳林助餐点,虾,,好吃\n"
    register = registers()["dishes"]
    run = importing.upload(cook, register, BytesIO(text.encode("utf-8-sig")), name="菜品.csv")
    seen = importing.preview(cook, run, register)
    assert (seen.rows, seen.good, seen.refused) == (2, 1, 1)
    importing.start(cook, run)
    worker.drain()
    kept = Import.objects.get(pk=run.pk)
    assert (kept.status, kept.added, kept.refused) == ("done", 1, 1)
    assert kept.returned is not None
    assert Dish.objects.get().name == "馒头"


def test_the_pages_lead_to_the_imports(client: Client, point: MealPoint, cook: Actor) -> None:
    account = Account.objects.get(pk=cook.account or 0)
    client.force_login(account, backend="anhuai.platform.signing_in.PasswordBackend")
    page: Any = client.get(reverse("services:meal_point", args=[point.pk]))
    for code in ("dishes", "menus"):
        assert f"/sheets/{code}/import" in page.content.decode()
        assert client.get(f"/sheets/{code}/import").status_code == 200
        assert client.get(f"/sheets/{code}/export").status_code == 200
    assert client.get("/sheets/offerings-for/import").status_code == 403
    listed = client.get(reverse("services:offerings")).content.decode()
    assert "/sheets/offerings/import" in listed
