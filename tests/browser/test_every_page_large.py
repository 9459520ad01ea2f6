"""Every page on the phone in the largest letters; the pages are those of test_every_page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site
from tests.browser.test_every_page import (
    CONTRAST,
    looked_at_once,
    once,
    opened,
    too_wide,
    violations,
    worn,
)

pytestmark = [pytest.mark.browser, looked_at_once]


@once
def test_a_page_on_the_phone_in_the_largest_letters_is_accessible_and_never_too_wide(
    user: str, path: str, site: Site, glance: Callable[..., Page]
) -> None:
    page = glance(f"{user}.large" if user else "", phone=True)
    opened(page, site, path)
    assert not (found := violations(page)), "\n".join(found)
    assert too_wide(page) <= 0
    page.emulate_media(contrast="more")
    worn(page, "contrast")
    assert not (found := violations(page, CONTRAST)), "\n".join(found)
    assert too_wide(page) <= 0
