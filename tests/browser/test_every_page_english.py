"""Every page on the phone in English and in the dark; the pages are those of test_every_page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.test_every_page import (
    CONTRAST,
    HAN,
    SHOWN,
    looked_at_once,
    once,
    opened,
    too_wide,
    violations,
    worn,
)

pytestmark = [pytest.mark.browser, looked_at_once]


@once
def test_a_page_on_the_phone_fits_and_in_english_only_records_are_chinese(
    user: str, path: str, site: Site, glance: Callable[..., Page]
) -> None:
    page = glance(f"{user}.en" if user else "", phone=True)
    if not user:
        page.context.add_cookies([{"name": "language", "value": "en", "url": site.made.url}])
    opened(page, site, path)
    said = {run: text for text in page.evaluate(SHOWN) for run in HAN.findall(text)}
    strange = sorted(said[run] for run in site.not_on_record(set(said)))
    assert not strange, "\n".join(strange)
    assert too_wide(page) <= 0
    page.emulate_media(color_scheme="dark")
    worn(page, "dark")
    assert not (found := violations(page, CONTRAST)), "\n".join(found)
