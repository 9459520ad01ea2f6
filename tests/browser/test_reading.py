"""Confirming a read plan by keyboard alone, and adding what was missed by selecting it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, sign_in

pytestmark = pytest.mark.browser
Seat = Callable[..., Page]
SELECT = """(words) => {
  const body = document.querySelector(".plan-body");
  const walk = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


def test_an_officer_confirms_a_draft_by_keyboard(site: Site, seat: Seat) -> None:
    page = seat()
    sign_in(page, site.made.url, "officer")
    page.goto("/plans/documents/")
    page.locator("#rows").get_by_role("link").first.click()
    page.get_by_role("link", name="逐条确认").click()
    page.goto(f"{page.url}?kind=indicator&state=open")
    items = page.locator(".plan-item")
    waiting = items.count()
    name = items.first.locator("h2 a")
    name.focus()
    page.keyboard.press("Enter")  # from the item to its words
    mark = page.locator(".plan-mark:target")
    expect(mark).to_be_visible()
    mark.focus()
    page.keyboard.press("Enter")  # and back
    expect(page.locator(".plan-item:target")).to_have_count(1)
    page.keyboard.press("a")
    expect(items).to_have_count(waiting - 1)
    expect(page.locator(".plan-item:target")).to_have_count(1)  # it stands at the next one
    page.keyboard.press("r")
    expect(items).to_have_count(waiting - 2)


def test_what_was_missed_is_added_by_selecting_it(site: Site, seat: Seat) -> None:
    page = seat()
    sign_in(page, site.made.url, "officer")
    page.goto("/plans/documents/")
    page.locator("#rows").get_by_role("link").first.click()
    page.get_by_role("link", name="逐条确认").click()
    page.goto(f"{page.url}?kind=milestone")
    assert page.evaluate(SELECT, "建立联席会议制度")
    add = page.get_by_role("link", name="补充选中的文字")
    expect(add).to_have_attribute("href", re.compile("quote="))
    add.click()
    expect(page.get_by_label("文件中的原文")).to_have_value("建立联席会议制度")
    page.locator("main form.card").get_by_role("button", name="保存").click()
    expect(page.locator(".plan-item:target h2")).to_have_text("建立联席会议制度")
