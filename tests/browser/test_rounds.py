"""A care worker's day in flight mode: the route, an order served and signed, sealed, sent once."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, Site, Watch
from tests.browser.test_visiting import KEPT

pytestmark = pytest.mark.browser


def test_an_order_is_served_without_a_network_and_sent_once(
    site: Site, browser: Browser, watch: Watch
) -> None:
    context = browser.new_context(
        base_url=site.made.url, viewport=PHONE, storage_state=site.state_of(browser, "carer"),
        geolocation={"longitude": 123.6, "latitude": 52.0, "accuracy": 15},
        permissions=["geolocation"],
    )  # fmt: skip
    page = context.new_page()
    page.goto("/services/rounds/")
    expect(page.locator("#people a").first).to_be_visible()
    expect(page.locator("svg circle").first).to_be_visible()  # the sketch of the route
    page.wait_for_function("caches.match('/services/rounds/').then(Boolean)")
    told = page.evaluate(
        "fetch(document.querySelector('link[rel=manifest]').href).then((one) => one.json())"
    )
    assert told["start_url"] == "/services/rounds/"
    assert page.evaluate(f"fetch('{told['icons'][0]['src']}').then((one) => one.status)") == 200
    context.set_offline(True)
    page.reload()
    link = page.locator("#people a").first
    key = str(link.get_attribute("href"))
    name = link.locator("strong").inner_text().split(" ")[-1]
    link.click()
    expect(page.locator("#net")).to_contain_text("没有网络")
    page.get_by_role("textbox", name="原因").fill("在邻居家见面")
    page.get_by_role("button", name="开始服务").click()
    expect(page.locator("#net")).to_contain_text("等待上传 1")
    page.reload()  # a closed page, a dead battery
    page.locator(f'#people a[href="{key}"]').click()
    for box in page.locator("fieldset", has_text="服务步骤").locator("input").all():
        box.check()
    sealed = page.evaluate(KEPT)
    assert sealed
    assert name not in sealed
    page.get_by_role("button", name="服务做完").click()
    expect(page.locator("#say")).to_contain_text("请先签名")
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    where = pad.bounding_box()
    assert where is not None
    page.mouse.move(where["x"] + 30, where["y"] + 40)
    page.mouse.down()
    page.mouse.move(where["x"] + 180, where["y"] + 90, steps=8)
    page.mouse.up()
    page.get_by_role("button", name="服务做完").click()
    expect(page.locator("#net")).to_contain_text("等待上传 1")
    watch.on(page)
    context.set_offline(False)
    expect(page.locator("#net")).not_to_contain_text("等待上传")
    expect(page.locator(f'#people a[href="{key}"]')).to_have_count(0)  # confirmed: off the list
    assert page.locator("#kept").count() == 0
    office = browser.new_context(
        base_url=site.made.url, storage_state=site.state_of(browser, "provider")
    ).new_page()
    office.goto(f"/services/orders/{key.removeprefix('#')}/")
    expect(office.locator("main")).to_contain_text("签名")
    expect(office.locator("main")).to_contain_text("已确认")
    context.close()
