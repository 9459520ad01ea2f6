"""Search everywhere: names, sounds, numbers, addresses; what was opened last."""

from datetime import date

import pytest
from django.test import Client

from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions
from anhuai.platform.acting import Actor
from anhuai.platform.searching import search_text
from tests.people import small

WANG = make_citizen_id("990000", date(1950, 3, 2), 22)


@pytest.fixture
def browser(officer: Actor) -> Client:
    small.register(officer, "王秀英", date(1950, 3, 2), "2", identity=WANG, phone="13900000000")
    small.register(officer, "单国强", date(1948, 1, 1), "1", village=small.NEXT_VILLAGE)
    return small.browser(officer)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王秀英", "王秀英"), ("秀英", "王秀英"), ("wangxiuying", "王秀英"), ("wxy", "王秀英"),
        ("wangxiu", "王秀英"), (WANG, "王秀英"), ("13900000000", "王秀英"),
        ("shanguoqiang", "单国强"), ("danguoqiang", "单国强"), ("sgq", "单国强"),
        ("dgq", "单国强"), ("东河镇柳林村一组3号", "一组 3 号"), ("柳林", "东河镇柳林村"),
    ],
)  # fmt: skip
def test_what_people_type_finds_it(browser: Client, typed: str, found: str) -> None:
    shown = browser.get("/search", {"q": typed}).content.decode()
    assert f">{found}</a>" in shown


def test_an_address_of_another_town_is_not_found(browser: Client, officer: Actor) -> None:
    clerk = small.browser(small.holder("town_clerk", division=small.OTHER_TOWN))
    shown = clerk.get("/search", {"q": "柳林村一组3号"}).content.decode()
    assert "/people/households/" not in shown


def test_the_list_under_the_box_is_a_part_of_a_page(browser: Client) -> None:
    shown = browser.get("/search", {"q": "秀英", "part": "1"}).content.decode()
    assert "王秀英</a>" in shown
    assert "<html" not in shown
    nobody = browser.get("/search", {"q": "慕容雪", "part": "1"}).content.decode()
    assert "没有找到" in nobody


def test_what_was_opened_last_comes_first(officer: Actor) -> None:
    browser = small.browser(officer)
    keys = [small.register(officer, name, date(1950, 3, 2), "2") for name in ("王秀英", "李秀英")]
    assert "最近打开" not in browser.get("/search").content.decode()
    for key in (*keys, keys[0]):
        browser.get(f"/people/{key}/")
    shown = browser.get("/search").content.decode()
    assert shown.index("王秀英</a>") < shown.index("李秀英</a>")
    other = small.browser(small.holder("county_officer", division=small.COUNTY))
    assert "王秀英" not in other.get("/search").content.decode()
    actions.move_person(officer, person=keys[0], on=date(2026, 1, 1), to=None)
    assert "王秀英" in browser.get("/search").content.decode()


def test_both_readings_of_a_family_name_are_kept() -> None:
    assert {"shanguo", "danguo", "sg", "dg"} <= set(search_text("单国").split())
    assert search_text("王秀").split().count("wangxiu") == 1
