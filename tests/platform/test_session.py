"""Signing in and out, throttling, language and elder mode, the start page."""

import pytest
from django.test import Client
from tests.conftest import COUNTY, TODAY, open_account

from anhuai.platform.models import Account, AuditEntry, RoleHolding

PASSWORD = "correct horse battery"


@pytest.fixture
def account(linze) -> Account:
    return open_account("wang", "county_officer", division=COUNTY)


def test_a_right_password_opens_the_start_page(account) -> None:
    client = Client()
    answer = client.post(
        "/sign-in", {"username": " WANG ", "password": PASSWORD, "next": "/places/"}
    )
    assert (answer.status_code, answer.url) == (302, "/places/")
    assert client.get("/").status_code == 200
    assert AuditEntry.objects.filter(kind="session", name="signed_in").count() == 1


@pytest.mark.parametrize("next_url", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_signing_in_never_leads_elsewhere(account, next_url: str) -> None:
    answer = Client().post("/sign-in", {"username": "wang", "password": PASSWORD, "next": next_url})
    assert answer.url == "/"


def test_a_wrong_password_says_what_to_do_and_is_audited(account) -> None:
    answer = Client().post("/sign-in", {"username": "wang", "password": "nein"})
    assert answer.status_code == 401
    assert "联系县级管理员" in answer.content.decode()
    assert AuditEntry.objects.filter(name="sign_in_failed").exists()


def test_five_wrong_passwords_lock_the_account_for_that_address(account, settings) -> None:
    settings.AXES_ENABLED = True
    client = Client()
    for _ in range(5):
        client.post("/sign-in", {"username": "wang", "password": "nein"})
    locked = client.post("/sign-in", {"username": "wang", "password": PASSWORD})
    assert locked.status_code == 429
    assert "15 分钟" in locked.content.decode()


def test_a_closed_account_cannot_sign_in_and_its_session_ends(account) -> None:
    client = Client()
    client.post("/sign-in", {"username": "wang", "password": PASSWORD})
    Account.objects.update(is_active=False)
    assert client.get("/").status_code == 302
    assert Client().post("/sign-in", {"username": "wang", "password": PASSWORD}).status_code == 401


def test_a_role_that_ended_today_opens_nothing(account) -> None:
    client = Client()
    client.force_login(account, backend="anhuai.platform.signing_in.PasswordBackend")
    assert client.get("/places/").status_code == 200
    RoleHolding.objects.update(until=TODAY)
    assert client.get("/places/").status_code == 403


def test_pages_need_signing_in_and_come_back_after(linze) -> None:
    answer = Client().get("/places/?level=9")
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in?next=/places/%3Flevel%3D9")


def test_language_and_elder_mode_stay_on_the_account(account) -> None:
    client = Client()
    client.force_login(account, backend="anhuai.platform.signing_in.PasswordBackend")
    client.post("/preferences", {"language": "en", "next": "/places/"})
    assert "Places" in client.get("/places/").content.decode()
    client.post("/preferences", {"elder": "1"})
    account.refresh_from_db()
    assert (account.language, account.elder) == ("en", True)
    assert 'class="elder' in client.get("/places/").content.decode()


def test_before_signing_in_they_stay_in_a_cookie(linze) -> None:
    client = Client()
    client.post("/preferences", {"language": "en", "elder": "1"})
    page = client.get("/sign-in").content.decode()
    assert 'lang="en"' in page
    assert 'class="elder' in page


def test_signing_out_ends_the_session(account) -> None:
    client = Client()
    client.post("/sign-in", {"username": "wang", "password": PASSWORD})
    assert client.get("/sign-out").status_code == 405
    client.post("/sign-out")
    assert client.get("/").status_code == 302


def test_no_page_is_kept_by_a_shared_cache_or_runs_foreign_script(account) -> None:
    client = Client()
    client.force_login(account, backend="anhuai.platform.signing_in.PasswordBackend")
    answer = client.get("/")
    assert answer["Cache-Control"] == "private, no-store"
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_the_probe_answers_anybody(linze) -> None:
    assert Client().get("/alive").json()["alive"] is True
