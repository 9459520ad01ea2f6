"""The province's single sign-on, against a real OpenID provider that can be told to lie."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from tests.conftest import COUNTY, TOWN, open_account
from tests.platform.identity_provider import CLIENT, SECRET, Identities, serving

from anhuai.platform import clock, second_factor, single_sign_on
from anhuai.platform.acting import Refused
from anhuai.platform.models import Account, AuditEntry, OutsideSubject
from anhuai.platform.requests import actor_of
from anhuai.platform.single_sign_on import NotSignedOn


@pytest.fixture
def province(settings, monkeypatch) -> Iterator[Identities]:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the test's provider has no TLS
    with serving() as server:
        settings.ANHUAI_OIDC = {
            "issuer": server.issuer, "client": CLIENT, "secret": SECRET, "title": "甘肃统一认证",
        }  # fmt: skip
        yield server


@pytest.fixture
def admin(linze, actor):
    return actor("county_administrator", division=COUNTY)


@pytest.fixture
def wang(province, admin) -> Account:
    account = open_account("wang", "town_clerk", division=TOWN)
    single_sign_on.link_subject(admin, account_id=account.pk, subject=f" {province.subject} ")
    return account


def there(client: Client, next_url: str = "/places/") -> str:
    """Go to the provider and come back to the address it names."""
    away = client.get(f"/sign-in/province?next={next_url}")
    assert away.status_code == 302
    came = requests.get(away.url, allow_redirects=False, timeout=10)
    back = urlsplit(came.headers["Location"])
    return f"{back.path}?{back.query}"


def test_a_linked_account_signs_in_and_lands_where_it_was_going(wang) -> None:
    client = Client()
    assert "用甘肃统一认证登录" in client.get("/sign-in?next=/places/").content.decode()
    answer = client.get(there(client))
    assert (answer.status_code, answer.url) == (302, "/places/")
    assert client.get("/places/").status_code == 200
    assert AuditEntry.objects.get(name="signed_in").account == wang.pk


def test_the_provider_is_asked_with_pkce_state_and_nonce(wang) -> None:
    asked = parse_qs(urlsplit(Client().get("/sign-in/province").url).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid"]
    assert asked["client_id"] == [CLIENT]
    assert all(len(asked[name][0]) >= 32 for name in ("state", "nonce", "code_challenge"))
    again = parse_qs(urlsplit(Client().get("/sign-in/province").url).query)
    assert again["state"] != asked["state"]
    assert again["nonce"] != asked["nonce"]


def refused(client: Client, url: str, why: str, says: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 401, answer.status_code
    assert says in answer.content.decode()
    assert client.get("/places/").status_code == 302, "nobody is signed in"
    failed = AuditEntry.objects.filter(name="sign_in_failed").latest("sequence")
    assert failed.detail == {"way": "single_sign_on", "why": why}


@pytest.mark.parametrize(
    "lies",
    [
        {"aud": "another-client"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"aud": None},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_opens_nothing(wang, province, lies) -> None:
    province.lies = lies
    client = Client()
    refused(client, there(client), "token", "不能确认")


def test_a_token_signed_by_somebody_else_opens_nothing(wang, province) -> None:
    province.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    client = Client()
    refused(client, there(client), "token", "不能确认")


@pytest.mark.parametrize(("algorithm", "key"), [("none", None), ("HS256", SECRET * 3)])
def test_a_token_that_is_not_signed_by_a_key_pair_opens_nothing(
    wang, province, algorithm, key
) -> None:
    province.algorithm, province.signs_with = algorithm, key
    client = Client()
    refused(client, there(client), "token", "不能确认")


def test_an_answer_works_once_and_only_in_the_browser_that_asked(wang) -> None:
    client = Client()
    url = there(client)
    refused(Client(), url, "state", "已过期或已经用过")
    assert client.get(url).status_code == 302
    client.post("/sign-out")
    refused(client, url, "state", "已过期或已经用过")


def test_another_sign_ins_state_opens_nothing_and_uses_up_the_own(wang) -> None:
    victim, thief = Client(), Client()
    planted = there(thief)
    own = there(victim)
    refused(victim, planted, "state", "已过期或已经用过")
    refused(victim, own, "state", "已过期或已经用过")


@pytest.mark.parametrize("moved", [timedelta(minutes=11), timedelta(hours=-1)])
def test_an_answer_that_comes_late_or_before_it_was_asked_opens_nothing(wang, moved) -> None:
    client = Client()
    url = there(client)
    with time_machine.travel(clock.now() + moved, tick=False):
        refused(client, url, "state", "已过期或已经用过")


def test_whom_nobody_linked_learns_what_to_tell_the_administrator(linze, province) -> None:
    client = Client()
    refused(client, there(client), "unknown", f"告诉县级管理员：{province.subject}")
    assert not Account.objects.exists(), "no account is made by itself"


def test_a_closed_account_stays_out(wang) -> None:
    Account.objects.update(is_active=False)
    client = Client()
    refused(client, there(client), "unknown", "还没有关联")


def test_the_person_declined_there(wang) -> None:
    client = Client()
    asked = parse_qs(urlsplit(client.get("/sign-in/province").url).query)
    url = f"/sign-in/province/back?error=access_denied&state={asked['state'][0]}"
    refused(client, url, "refused", "没有同意")


def test_a_provider_that_is_away_is_said_so(linze, province, settings) -> None:
    settings.ANHUAI_OIDC = settings.ANHUAI_OIDC | {"issuer": "http://127.0.0.1:1"}
    refused(Client(), "/sign-in/province", "away", "暂时连接不上")


def test_a_provider_that_calls_itself_otherwise_is_not_asked(linze, province, settings) -> None:
    settings.ANHUAI_OIDC = settings.ANHUAI_OIDC | {"issuer": f"{province.issuer}/other"}
    refused(Client(), "/sign-in/province", "away", "暂时连接不上")


def test_without_tls_nothing_is_asked_outside_tests(wang, monkeypatch) -> None:
    monkeypatch.delenv("OAUTHLIB_INSECURE_TRANSPORT")
    refused(Client(), "/sign-in/province", "away", "暂时连接不上")


def test_the_second_factor_is_asked_for_here_too(wang) -> None:
    secret = second_factor.new_secret()
    from tests.platform.test_second_factor import code_of

    second_factor.enrol_codes(actor_of(wang), secret=secret, code=code_of(secret))
    client = Client()
    assert client.get(there(client)).url == "/sign-in/second"
    assert client.get("/places/").status_code == 302


def test_it_never_leads_elsewhere(wang) -> None:
    client = Client()
    assert client.get(there(client, "//evil.example/")).url == "/"


def test_without_a_provider_there_is_no_such_page(linze) -> None:
    assert Client().get("/sign-in/province").status_code == 404
    assert Client().get("/sign-in/province/back?code=x&state=y").status_code == 404
    assert "统一" not in Client().get("/sign-in").content.decode()


def test_an_administrator_links_and_unlinks_on_the_page(province, signed_in, linze) -> None:
    account = open_account("li", "town_clerk", division=TOWN)
    web = signed_in("county_administrator", division=COUNTY)
    change = f"/accounts/{account.pk}/change"
    assert "关联统一身份" in web.get(f"/accounts/{account.pk}/").content.decode()
    assert web.post(change, {"what": "link", "subject": ""}).status_code == 422
    web.post(change, {"what": "link", "subject": "gs-9"})
    assert OutsideSubject.objects.get().subject == "gs-9"
    assert "gs-9" in web.get(f"/accounts/{account.pk}/").content.decode()
    web.post(change, {"what": "unlink"})
    assert not OutsideSubject.objects.exists()
    assert web.post(change, {"what": "unlink"}).status_code == 404


def test_a_subject_is_one_account_and_only_administrators_link(
    wang, province, admin, actor
) -> None:
    other = open_account("li", "town_clerk", division=TOWN)
    with pytest.raises(NotSignedOn) as error:
        single_sign_on.link_subject(admin, account_id=other.pk, subject=province.subject)
    assert (error.value.code, error.value.field) == ("taken", "subject")
    with pytest.raises(Refused):
        clerk = actor("town_clerk", division=TOWN)
        single_sign_on.link_subject(clerk, account_id=other.pk, subject="x")


def test_who_comes_through_the_province_needs_no_password_of_their_own(wang) -> None:
    Account.objects.update(must_change=True)
    client = Client()
    client.get(there(client))
    assert client.get("/places/").status_code == 200


def introductions(province: Identities) -> int:
    return province.asked.count("/.well-known/openid-configuration")


def test_the_provider_introduces_itself_once_in_ten_minutes(wang, province) -> None:
    for _ in range(3):
        assert Client().get("/sign-in/province").status_code == 302
    assert introductions(province) == 1
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        Client().get("/sign-in/province")
    assert introductions(province) == 2


def test_a_provider_that_is_away_is_left_alone_for_ten_seconds(linze, province, settings) -> None:
    settings.ANHUAI_OIDC = settings.ANHUAI_OIDC | {"issuer": f"{province.issuer}/other"}
    for _ in range(3):
        assert Client().get("/sign-in/province").status_code == 401
    asked = len(province.asked)
    assert asked == 1
    with time_machine.travel(clock.now() + timedelta(seconds=11), tick=False):
        Client().get("/sign-in/province")
    assert len(province.asked) == 2
