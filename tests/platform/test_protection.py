"""What shuts the side doors: headers, cookies, limits with their sentence, locks, the playbook."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from tests.conftest import COUNTY, open_account

from anhuai.platform import clock, limits, second_factor, signing_in


@pytest.fixture(autouse=True)
def _uncounted():
    limits.forget()
    yield
    limits.forget()


def test_every_answer_shuts_the_side_doors(linze, signed_in, client) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    for answer in (client.get("/sign-in"), officer.get("/people/"), officer.get("/nowhere")):
        assert "camera=()" in answer["Permissions-Policy"]
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    assert officer.get("/people/")["Cache-Control"] == "private, no-store"


def test_cookies_are_out_of_scripts_reach_and_stay_on_this_site(linze, client) -> None:
    open_account("cookie", "county_officer", division=COUNTY)
    typed = {"username": "cookie", "password": "correct horse battery"}
    before = client.get("/sign-in").cookies.get("sessionid")
    answer = client.post("/sign-in", typed)
    cookie = answer.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert before is None or before.value != cookie.value


def test_a_session_prepared_by_somebody_else_is_not_the_one_signed_in(linze, client) -> None:
    open_account("fixed", "county_officer", division=COUNTY)
    client.cookies["sessionid"] = "a" * 32
    answer = client.post("/sign-in", {"username": "fixed", "password": "correct horse battery"})
    assert answer.cookies["sessionid"].value != "a" * 32


def test_a_caller_that_asks_too_often_is_told_when_to_come_again(
    linze, signed_in, settings, monkeypatch
) -> None:
    settings.ANHUAI_LIMITS = {"api": 3, "costly": 2}
    now = clock.now()
    monkeypatch.setattr(limits, "clock", SimpleNamespace(now=lambda: now))
    officer = signed_in("county_officer", division=COUNTY)
    assert [officer.get("/api/v1/people").status_code for _n in range(4)] == [200, 200, 200, 429]
    refused = officer.get("/api/v1/people")
    assert refused.json()["code"] == "too_many"
    assert int(refused["Retry-After"]) in range(1, 62)
    assert [officer.get("/search?q=a").status_code for _n in range(3)] == [200, 200, 429]
    page = officer.get("/search")
    assert "请求太频繁" in page.content.decode()
    assert officer.get("/people/").status_code == 200
    other = signed_in("county_officer", division=COUNTY)
    assert other.get("/api/v1/people").status_code == 200
    later = now + timedelta(seconds=61)
    monkeypatch.setattr(limits, "clock", SimpleNamespace(now=lambda: later))
    assert officer.get("/api/v1/people").status_code == 200
    back = now - timedelta(hours=2)
    monkeypatch.setattr(limits, "clock", SimpleNamespace(now=lambda: back))
    assert officer.get("/api/v1/people").status_code == 200, "a clock set back locks nobody out"


def test_an_account_is_locked_whatever_address_the_guesses_come_from(linze, client) -> None:
    open_account("guessed", "county_officer", division=COUNTY)
    wrong = {"username": "guessed", "password": "wrong"}
    for n in range(signing_in.ACCOUNT_GUESSES):
        assert (
            client.post("/sign-in", wrong, headers={"X-Real-IP": f"10.0.0.{n}"}).status_code == 401
        )
    right = {"username": "guessed", "password": "correct horse battery"}
    assert client.post("/sign-in", right, headers={"X-Real-IP": "10.1.1.1"}).status_code == 429
    other = {"username": "nobody", "password": "x"}
    assert client.post("/sign-in", other).status_code == 401


def test_a_passkeys_counter_that_does_not_go_up_is_a_copys(db) -> None:
    account = open_account("passkey", "county_officer", division=COUNTY)
    kept = Authenticator.objects.create(user=account, type="webauthn", data={"name": "盾"})
    assert [second_factor._counted(kept, n) for n in (0, 0, 5, 6, 6, 5, 0, 7)] == [
        True, True, True, True, False, False, False, True,
    ]  # fmt: skip


def test_whom_to_tell_about_a_hole_and_what_to_do_after_a_breach(
    linze, client, signed_in, settings
) -> None:
    settings.ANHUAI_SECURITY_CONTACT = "mailto:security@example.org"
    told = client.get("/.well-known/security.txt")
    assert told["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:security@example.org\nExpires: 20" in told.content.decode()
    page = signed_in("security_administrator", division=COUNTY).get("/breach")
    assert "第五十七条" in page.content.decode()
    assert signed_in("town_clerk", division="620723101").get("/breach").status_code == 403


def test_a_static_file_carries_what_concerns_it_and_no_page_s_headers(db: None) -> None:
    if not settings.FRONTEND.exists():
        pytest.skip("the front end is not built")
    name = json.loads((settings.FRONTEND / "manifest.json").read_text())["app.css"]
    answer = Client().get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "max-age=31536000" in answer["Cache-Control"]
    for header in ("Content-Security-Policy", "Access-Control-Allow-Origin", "X-Request-ID"):
        assert header not in answer
