"""A passkey from making it to signing in with it, by Chromium's own (virtual) authenticator."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from anhuai.site.demo.accounts import PASSWORD
from tests.browser.conftest import DESK, PATIENCE, Site, Watch

pytestmark = pytest.mark.browser

NEWCOMER = """
from datetime import date
from anhuai.platform.models import Account, RoleHolding
first = Account.objects.get(username="auditor")
held = RoleHolding.objects.get(account=first)
first.pk, first.username = None, "keyholder"
first.save()
held.pk, held.account = None, first
held.save()
"""


def with_authenticator(page: Page, *, verifies: bool) -> Any:
    """Give a page a security key that confirms its holder, or does not."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tools, made["authenticatorId"]


def by_password(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("#id_username", "keyholder")
    page.fill("#id_password", PASSWORD)
    page.click("form.signin-form [type=submit]")


def test_a_passkey_is_made_and_opens_the_next_sign_in(
    site: Site, browser: Browser, watch: Watch
) -> None:
    site.made.python(NEWCOMER)
    # Browsers offer passkeys to names, not to addresses.
    url = site.made.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=url, locale="zh-CN", viewport=DESK)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    watch.on(page)
    tools, key = with_authenticator(page, verifies=True)
    by_password(page)
    page.goto("/second-factor/")
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_label("名称").fill("办公室电脑")
    page.get_by_label("登录密码").fill(PASSWORD)
    page.get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("记下恢复码")
    expect(page.locator(".codes li")).to_have_count(10)
    assert len(tools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1
    page.goto("/second-factor/")
    expect(page.locator("main table")).to_contain_text("办公室电脑")

    page.locator("details.who summary").click()
    page.get_by_role("button", name="退出登录").click()
    by_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("双重验证")
    page.get_by_role("button", name="用通行密钥").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    page.goto("/audit/sign-ins?actor=keyholder")
    expect(page.locator("#rows > tr").first).to_contain_text("成功")

    # Another device's key opens nothing, and says so.
    page.locator("details.who summary").click()
    page.get_by_role("button", name="退出登录").click()
    tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": key})
    tools.send("WebAuthn.disable")
    with_authenticator(page, verifies=True)
    by_password(page)
    page.get_by_role("button", name="用通行密钥").click()
    expect(page.locator("[data-passkey-says]")).to_contain_text("没有用成通行密钥")
    context.close()
