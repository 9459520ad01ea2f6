"""A visitor with a phone: the list and a visit without a network, sealed, sent once; a loss."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, Site, Watch

pytestmark = pytest.mark.browser
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open("field", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("kept").objectStore("kept").getAll();
    all.onsuccess = () => done(all.result.map((one) =>
      new TextDecoder().decode(one.sealed)).join());
  };
})"""


def test_a_day_in_flight_mode_is_sealed_and_sent_once(
    site: Site, browser: Browser, watch: Watch
) -> None:
    context = browser.new_context(
        base_url=site.made.url, viewport=PHONE, storage_state=site.state_of(browser, "village"),
        geolocation={"longitude": 123.6, "latitude": 52.0, "accuracy": 15},
        permissions=["geolocation"],
    )  # fmt: skip
    page = context.new_page()
    page.goto("/services/field/")
    expect(page.locator("#people a").first).to_be_visible()
    page.wait_for_function("caches.match('/services/field/').then(Boolean)")
    context.set_offline(True)
    page.reload()
    expect(page.locator("#walk summary")).to_contain_text("今天走访的顺序")
    expect(page.locator("#walk")).to_contain_text("按直线乘系数估算")
    due = page.locator("#walk li").count()
    assert due
    link = page.locator("#walk li a").first
    name = link.locator("strong").inner_text()
    link.click()
    expect(page.locator("#net")).to_contain_text("没有网络")
    page.get_by_label("备注").fill("说一切都好")
    page.locator("fieldset", has_text="防骗").locator("input").nth(2).check()
    page.reload()  # a closed page, a dead battery
    expect(page.get_by_label("备注")).to_have_value("说一切都好")
    sealed = page.evaluate(KEPT)
    assert sealed
    assert name not in sealed
    assert "说一切都好" not in sealed
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("textbox", name="原因").fill("在邻居家见面")
    page.get_by_role("button", name="完成探访").click()
    expect(page.locator("#net")).to_contain_text("等待上传 1")
    expect(page.locator("#walk li")).to_have_count(due - 1)  # worked out anew, without a network
    assert page.locator("#people a").count() > 1
    watch.on(page)
    context.set_offline(False)
    expect(page.locator("#net")).not_to_contain_text("等待上传")
    page.goto("/services/visits/")
    expect(page.locator("#rows")).to_contain_text(name)
    page.goto("/services/phones/")
    page.get_by_role("link", name="报失停用").first.click()
    other = context.new_page()
    other.goto("/services/field/")
    expect(other.locator("#people a").first).to_be_visible()
    page.locator("main form button[type=submit], main form button").last.click()
    expect(page.locator("body")).to_contain_text("已保存")
    other.evaluate("dispatchEvent(new Event('online'))")
    expect(other.locator("main")).to_contain_text("已挂失停用")
    assert other.evaluate("caches.keys().then((all) => all.length)") == 0
    context.close()
