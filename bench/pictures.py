"""The pictures of the README and the guides, taken from a running demo county.

python bench/pictures.py [--url http://127.0.0.1:8000] [--plan linze-2025-elderly] [--only board]
Needs a running demo county (python3 run.py demo) and Chromium. Writes docs/pictures/*.png.
"""

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from web import ARGUMENTS, cookies

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
LIMIT_KB = 200


@dataclass(frozen=True)
class Picture:
    """A page as one user sees it; `follow` picks a link on it to open instead."""

    path: str
    user: str = "officer"
    follow: str = ""
    size: tuple[int, int] = (1440, 900)
    phone: bool = False


def pictures(plan: str) -> dict[str, Picture]:
    return {
        "signin": Picture("/sign-in", user="", size=(1040, 660)),
        "home": Picture("/"),
        "board": Picture(f"/plans/{plan}/"),
        "indicator": Picture(f"/plans/indicators/nursing_bed_share/?plan={plan}"),
        "compare": Picture("/plans/compare"),
        "people": Picture("/people/?age_from=60"),
        "person": Picture("/people/?circumstance=disability&age_from=70", follow="#rows a"),
        "facility": Picture("/facilities/?q=敬老院", follow="#rows a"),
        "map": Picture("/facilities/map"),
        "phone-elder": Picture("/people/", "family", "#rows a", size=(390, 844), phone=True),
    }


def take(browser: Browser, url: str, name: str, one: Picture) -> None:
    """Open a page, wait until its charts and maps are drawn, and keep what the screen shows."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": one.size[0], "height": one.size[1]}, is_mobile=one.phone,
        reduced_motion="reduce",
    )  # fmt: skip
    if one.user:
        context.add_cookies(cookies(browser, url, one.user))  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url + one.path)
    if one.follow:
        page.goto(url + str(page.locator(one.follow).first.get_attribute("href")))
    page.wait_for_load_state("networkidle")
    page.wait_for_function(
        "() => !document.querySelector(':is([data-chart], [data-map]):not([data-drawn])')"
    )
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file, animations="disabled")
    context.close()
    size = file.stat().st_size / 1000
    print(f"{name}: {size:.0f} KB{' — too large' if size > LIMIT_KB else ''}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--plan", default="linze-2025-elderly")
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for name, one in pictures(given.plan).items():
            if not given.only or name in given.only:
                take(browser, given.url, name, one)
        browser.close()


if __name__ == "__main__":
    main()
