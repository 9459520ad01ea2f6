"""API keys: issued with a last day, shown once, listed, ended; an expired one says so."""

from datetime import timedelta

import pytest
import time_machine
from tests.conftest import COUNTY, TOWN, open_account

from anhuai.platform import clock, keys
from anhuai.platform.acting import NotHere, Refused
from anhuai.platform.keys import BadKey
from anhuai.platform.models import Account, ApiKey

SEE = "/api/v1/divisions"


@pytest.fixture
def admin(linze, actor):
    return actor("county_administrator", division=COUNTY)


@pytest.fixture
def system(linze) -> Account:
    return open_account("system-a", "api_client", division=TOWN)


def issued(admin, account, days: int = 30) -> keys.IssuedKey:
    until = clock.today() + timedelta(days=days)
    return keys.issue_key(admin, account_id=account.pk, title="省平台", until=until)


def test_a_key_acts_as_its_account(admin, system, client) -> None:
    key = issued(admin, system)
    headers = {"X-API-Key": key.secret}
    codes = [d["code"] for d in client.get(SEE, headers=headers).json()["items"]]
    assert codes
    assert all(code.startswith(TOWN) for code in codes)
    assert key.secret not in ApiKey.objects.get().digest


def test_a_wrong_key_or_none_is_simply_refused(admin, system, client) -> None:
    issued(admin, system)
    for headers in ({"X-API-Key": "wrong"}, {"X-API-Key": ""}, {}):
        answer = client.get(SEE, headers=headers)
        assert answer.status_code == 401
        assert "code" not in answer.json()


@pytest.mark.parametrize(
    ("days", "code"), [(0, ""), (29, ""), (30, "key_expired"), (-1, "key_not_begun")]
)
def test_a_key_counts_from_its_first_day_to_its_last(admin, system, client, days, code) -> None:
    key = issued(admin, system)
    with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
        answer = client.get(SEE, headers={"X-API-Key": key.secret})
    assert answer.status_code == (401 if code else 200)
    assert answer.json().get("code", "") == code


def test_an_expired_key_says_so_in_both_languages(admin, system, client) -> None:
    key = issued(admin, system)
    keys.end_key(admin, key_id=key.pk)
    told = client.get(SEE, headers={"X-API-Key": key.secret}).json()
    assert told["detail"].startswith(f"接口密钥“省平台”已于 {clock.today()} 失效")
    assert "ended on" in told["detail_en"]


def test_an_expired_key_does_not_fall_back_to_a_session(admin, system, signed_in) -> None:
    key = issued(admin, system)
    keys.end_key(admin, key_id=key.pk)
    web = signed_in("county_officer", division=COUNTY)
    assert web.get(SEE).status_code == 200
    assert web.get(SEE, headers={"X-API-Key": key.secret}).status_code == 401


def test_a_closed_accounts_key_tells_nothing(admin, system, client) -> None:
    key = issued(admin, system)
    Account.objects.filter(pk=system.pk).update(is_active=False)
    answer = client.get(SEE, headers={"X-API-Key": key.secret})
    assert answer.status_code == 401
    assert "code" not in answer.json()


def test_a_key_needs_a_last_day_to_come_and_an_account_in_reach(admin, system, actor) -> None:
    with pytest.raises(BadKey) as error:
        issued(admin, system, days=0)
    assert (error.value.code, error.value.field) == ("until", "last")
    foreign = open_account("foreign", "api_client", division="620724")
    with pytest.raises(BadKey):
        keys.account_named(admin, "foreign")
    with pytest.raises(NotHere):
        issued(admin, foreign)
    with pytest.raises(Refused):
        issued(actor("county_officer", division=COUNTY), system)


def test_a_key_ends_once_and_only_here(admin, system, actor) -> None:
    key = issued(admin, system)
    with pytest.raises(NotHere):
        keys.end_key(actor("county_administrator", division="620724"), key_id=key.pk)
    keys.end_key(admin, key_id=key.pk)
    with pytest.raises(NotHere):
        keys.end_key(admin, key_id=key.pk)


def test_the_pages_from_a_new_key_to_its_end(system, signed_in, client) -> None:
    web = signed_in("county_administrator", division=COUNTY)
    sent = {"account": " System-A ", "title": "省平台", "last": clock.today().isoformat()}
    assert web.post("/keys/new", sent | {"account": "nobody"}).status_code == 200
    answer = web.post("/keys/new", sent)
    assert answer.url == "/keys/shown"
    stored = web.session["new_key"]
    page = web.get("/keys/shown").content.decode()
    secret = page.partition('data-copy="')[2].partition('"')[0]
    assert secret not in stored, "sealed until it is shown"
    assert client.get(SEE, headers={"X-API-Key": secret}).status_code == 200
    assert web.get("/keys/shown").url == "/keys/", "shown once"
    listed = web.get("/keys/?q=省平台&state=current").content.decode()
    assert clock.today().isoformat() in listed
    assert secret not in listed
    key = ApiKey.objects.get()
    assert "省平台" in web.get(f"/keys/{key.pk}/end").content.decode()
    web.post(f"/keys/{key.pk}/end")
    assert client.get(SEE, headers={"X-API-Key": secret}).status_code == 401
    assert "system-a" in web.get("/keys/?state=over").content.decode()
    assert "system-a" not in web.get("/keys/?state=current").content.decode()
    assert web.get("/keys/?after=broken").status_code == 200


def test_the_auditor_sees_keys_and_issues_none(admin, system, signed_in) -> None:
    key = issued(admin, system)
    auditor = signed_in("auditor", division=COUNTY)
    page = auditor.get("/keys/").content.decode()
    assert "省平台" in page
    assert "/end" not in page
    assert auditor.get("/keys/new").status_code == 403
    assert auditor.post(f"/keys/{key.pk}/end").status_code == 403
    assert signed_in("town_clerk", division=TOWN).get("/keys/").status_code == 403
