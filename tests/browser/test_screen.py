"""The big screen on a real wall's ratio: rotation, hands on it, and a network that goes away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.test_every_page import violations

pytestmark = pytest.mark.browser
SEEN = "() => [...document.querySelectorAll('.screen')].filter((one) => !one.hidden).length"


@pytest.fixture
def wall(site: Site, seat: Callable[..., Page]) -> Page:
    page = seat("leader")
    page.emulate_media(reduced_motion="no-preference")
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.clock.install()
    page.goto(site.address("/screen/"))
    expect(page.locator(".screen:visible h2")).to_have_text("一老一小总览")
    return page


def test_screens_follow_each_other_until_a_hand_says_stop(wall: Page) -> None:
    heading = wall.locator(".screen:visible h2")
    wall.clock.run_for(20_500)
    expect(heading).to_have_text("机构与床位")
    wall.keyboard.press("ArrowLeft")
    expect(heading).to_have_text("一老一小总览")
    wall.get_by_role("button", name="暂停轮播").click()
    wall.clock.run_for(45_000)
    expect(heading).to_have_text("一老一小总览")
    wall.keyboard.press("3")
    expect(heading).to_have_text("规划进展")
    wall.get_by_role("button", name="继续轮播").click()
    wall.clock.run_for(20_500)
    expect(heading).to_have_text("一老一小总览")


def test_without_a_network_the_last_figures_stay_and_say_since_when(wall: Page, watch) -> None:
    figure = wall.locator(".place-top dd").first
    before = figure.inner_text()
    wall.route("**/screen/?part=1", lambda route: route.abort())
    wall.clock.run_for(61_000)
    expect(wall.locator("#state")).to_have_attribute("data-says", "网络不通，数据停在")
    assert figure.inner_text() == before
    wall.unroute("**/screen/?part=1")
    wall.clock.run_for(60_000)
    expect(wall.locator("#state.is-away")).to_have_count(0)
    watch.faults.clear()


@pytest.mark.parametrize(("width", "together"), [(1920, 1), (3840, 2)])
def test_a_wide_wall_shows_two_screens_and_nothing_is_cut_off(
    width: int, together: int, site: Site, seat: Callable[..., Page]
) -> None:
    page = seat("leader")
    page.set_viewport_size({"width": width, "height": 1080})
    page.goto(site.address("/screen/"))
    page.wait_for_selector(".screen:not([hidden]) [data-drawn]")
    assert page.evaluate(SEEN) == together
    assert page.evaluate(
        "() => document.documentElement.scrollWidth <= innerWidth"
        " && document.documentElement.scrollHeight <= innerHeight"
    )
    assert not violations(page)


def test_on_a_phone_it_scrolls_and_fits(site: Site, seat: Callable[..., Page]) -> None:
    page = seat("leader", phone=True)
    page.goto(site.address("/screen/"))
    page.wait_for_selector("[data-drawn]")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert not violations(page)
