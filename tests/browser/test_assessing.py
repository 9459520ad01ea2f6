"""An assessor with a phone: the form without a network, signed, sent once when there is one."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Site, Watch

pytestmark = pytest.mark.browser


def signed(page: Page, place: int) -> None:
    """Draw a line in a box to sign in."""
    canvas = page.locator("canvas").nth(place)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(8):
        page.mouse.move(box["x"] + 40 + step * 20, box["y"] + 60 + step % 3 * 20)
    page.mouse.up()


def test_a_form_is_filled_in_without_a_network_and_sent_once(
    site: Site, browser: Browser, watch: Watch
) -> None:
    context = browser.new_context(
        base_url=site.made.url, viewport=PHONE, storage_state=site.state_of(browser, "assessor")
    )
    page = context.new_page()
    watch.on(page)
    page.goto("/assessments/field/")
    expect(page.locator("#tasks em.ok").first).to_be_visible()
    link = page.locator("#tasks a").first
    name, path = link.locator("strong").inner_text(), link.get_attribute("href")
    assert path is not None
    context.set_offline(True)
    page.goto(path)
    expect(page.locator("#net")).to_contain_text("没有网络")
    page.locator("form select").select_option("child")
    page.get_by_role("button", name="下一步").click()
    answered = 0
    while page.locator("input[type=radio]:not([name=by])").count():
        page.locator("input[type=radio]").nth(1).check()
        answered += 1
        if answered == 3:  # a closed page, a dead battery
            expect(page.locator("#sum")).to_contain_text("已存在手机上")
            page.reload()
            expect(page.locator("input[type=radio]").nth(1)).to_be_checked()
        page.get_by_role("button", name="下一步").click()
    assert answered == 26
    page.get_by_role("button", name="下一步").click()  # annex A
    send = page.get_by_role("button", name="提交评估")
    expect(send).to_be_disabled()
    for place in range(3):
        signed(page, place)
    expect(send).to_be_enabled()
    send.click()
    expect(page.locator("#net")).to_contain_text("等待上传 1")
    context.set_offline(False)
    expect(page.locator("#form")).to_contain_text("已上传")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.goto("/assessments/field/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert path not in [one.get_attribute("href") for one in page.locator("#tasks a").all()]
    page.goto("/assessments/records/")
    expect(page.locator("#rows")).to_contain_text(name)
    context.close()
