"""Large print to the numbers (standards/07 §8): letters, lines and targets as they are drawn."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site
from tests.browser.test_every_page import opened

pytestmark = pytest.mark.browser
PT = 4 / 3  # CSS pixels in a point
PAGES = (
    "/", "/people/", "/people/{person}/", "/people/new", "/facilities/{facility}/", "/plans/",
    "/plans/{plan}/", "/search?q=wang", "/display", "/help/people/", "/second-factor/",
)  # fmt: skip

# Every text drawn: its size, and its lines' height against it.
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    if (!node.nodeValue.trim()) continue;
    if (parent.closest("script, style, svg, option, [aria-hidden=true]")) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    const box = range.getBoundingClientRect(), style = getComputedStyle(parent);
    const hidden = [...function* () { for (let e = parent; e; e = e.parentElement) yield e; }()]
      .some((e) => getComputedStyle(e).clipPath !== "none" || getComputedStyle(e).clip !== "auto");
    if (box.width < 1 || box.height < 1 || hidden || style.visibility === "hidden") continue;
    const size = parseFloat(style.fontSize);
    const line = style.lineHeight === "normal" ? 1.15 : parseFloat(style.lineHeight) / size;
    found.push([node.nodeValue.trim().slice(0, 20), size, Math.round(line * 100) / 100]);
  }
  return found;
}"""

# Every target drawn: what it says, whether it is a main one, its width and height. A link inside a
# sentence is part of the sentence (WCAG 2.5.8), a tick box is as large as its label.
TARGETS = """() => {
  const found = [];
  const kinds = "a[href], button, summary, input, select, textarea";
  for (const element of document.querySelectorAll(kinds)) {
    if (element.type === "hidden" || element.closest(".skip")) continue;
    const target = element.closest("label.form-check") ?? element;
    const box = target.getBoundingClientRect(), style = getComputedStyle(target);
    if (box.width < 2 || box.height < 2 || style.visibility === "hidden") continue;
    if (style.position === "absolute" && style.clipPath !== "none") continue;
    const within = element.matches("a") && style.display === "inline"
      && element.parentElement.textContent.trim() !== element.textContent.trim();
    if (within) continue;
    const main = element.matches(".btn, [type=submit], .form-control, .form-select");
    const says = element.name || element.textContent.trim().slice(0, 20);
    found.push([says, main, box.width, box.height]);
  }
  return found;
}"""


@pytest.mark.parametrize("size", [18, 30])
@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_letters_lines_and_targets_are_large(
    size: int, phone: bool, site: Site, seat: Callable[..., Page]
) -> None:
    page = seat("officer.elder", phone=phone)
    page.goto(site.address("/display"))
    page.select_option("#display-size", str(size))
    page.click("form.form-card [type=submit], form.form-card .btn-primary")
    page.wait_for_url("**/display")
    wrong = []
    for path in PAGES:
        opened(page, site, path)
        for text, letters, line in page.evaluate(TEXTS):
            if letters < size * PT - 0.5 or line < 1.3:
                wrong.append(f"{path}: “{text}” {letters / PT:.1f} pt, lines {line}")
        for text, main, width, height in page.evaluate(TARGETS):
            least = 60 if main else 44
            if width < least - 0.5 or height < least - 0.5:
                wrong.append(f"{path}: target “{text}” {width:.0f}×{height:.0f} < {least}")
    assert not wrong, "\n".join(wrong[:40])


def test_the_switch_is_on_the_sign_in_page_and_at_home(
    site: Site, seat: Callable[..., Page]
) -> None:
    page = seat()
    page.goto(site.address("/sign-in"))
    page.get_by_role("button", name="大字版").click()
    page.wait_for_selector("html.elder")
    home = seat("leader")
    home.goto(site.address("/"))
    assert home.get_by_role("button", name="大字版", exact=True).is_visible()


def test_a_list_says_what_a_filter_found(site: Site, seat: Callable[..., Page]) -> None:
    page = seat("officer")
    page.goto(site.address("/people/"))
    heard = page.locator("#heard[role=status]")
    assert heard.text_content() == ""
    page.fill("[name=q]:not(#search-box)", "麒麟")
    expect(heard).to_contain_text("0")


def test_keys_reach_help_search_content_and_the_menu(site: Site, seat: Callable[..., Page]) -> None:
    page = seat("leader")
    page.goto(site.address("/facilities/"))
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.locator(".menu-list summary").first.focus()
    page.keyboard.press("ArrowDown")
    first = page.locator(".menu-list a").first.get_attribute("href")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == first
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.id") == "search-box"
    page.locator("#main").focus()
    page.keyboard.press("?")
    page.wait_for_url("**/help/facilities/*")
