"""The second factor: enrolled, asked for, throttled, forced for some roles, reset with a reason."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, open_account

from anhuai.platform import accounts, clock, keys, second_factor
from anhuai.platform.accounts import BadAccount
from anhuai.platform.acting import Refused
from anhuai.platform.models import Account, AuditEntry, RoleHolding, Session
from anhuai.platform.requests import actor_of
from anhuai.platform.second_factor import BadFactor

PASSWORD = "correct horse battery"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, *, steps: int = 0) -> str:
    """The digits an authenticator app shows, some half-minutes from now."""
    counter = int(clock.now().timestamp()) // 30 + steps
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.fixture
def wang(linze) -> Account:
    return open_account("wang", "county_officer", division=COUNTY)


@pytest.fixture
def admin(linze, actor):
    return actor("county_administrator", division=COUNTY)


def by_password(account: Account) -> Client:
    client = Client()
    client.answer = client.post(
        "/sign-in", {"username": account.username, "password": PASSWORD, "next": "/places/"}
    )
    return client


def enrolled(account: Account) -> list[str]:
    second_factor.enrol_codes(actor_of(account), secret=SECRET, code=code_of(SECRET))
    return second_factor.codes_to_note(account.pk)


def test_enrolling_shows_a_secret_and_wants_proof_and_password(wang) -> None:
    client = by_password(wang)
    page = client.get("/second-factor/codes/new").content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r">([A-Z2-7 ]{39})</code>", page)[1].replace(" ", "")
    sent = {"code": code_of(secret), "password": "nein"}
    assert "登录密码不对" in client.post("/second-factor/codes/new", sent).content.decode()
    sent = {"code": "000000", "password": PASSWORD}
    assert "验证码不对" in client.post("/second-factor/codes/new", sent).content.decode()
    assert not second_factor.is_enrolled(wang.pk)
    sent = {"code": code_of(secret), "password": PASSWORD}
    assert client.post("/second-factor/codes/new", sent).url == "/second-factor/recovery"
    codes = re.findall(
        r"<code>(\d{8})</code>", client.get("/second-factor/recovery").content.decode()
    )
    assert len(set(codes)) == 10
    assert client.get("/second-factor/recovery").status_code == 302, "shown once"


def test_the_secret_is_sealed_at_rest(wang) -> None:
    codes = enrolled(wang)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert not [code for code in codes if code in kept]
    client = by_password(Account.objects.create(username="x", name="x"))
    client.force_login(wang, backend="anhuai.platform.signing_in.PasswordBackend")
    page = client.get("/second-factor/codes/new").content.decode()
    shown = re.search(r">([A-Z2-7 ]{39})</code>", page)[1].replace(" ", "")
    assert shown not in str(client.session.items())


def test_a_password_alone_no_longer_opens_anything(wang) -> None:
    enrolled(wang)
    client = by_password(wang)
    assert client.answer.url == "/sign-in/second"
    assert client.get("/places/").status_code == 302
    assert client.get("/api/v1/divisions").status_code == 401
    assert not AuditEntry.objects.filter(name="signed_in").exists()


def test_the_code_opens_and_leads_where_one_was_going(wang) -> None:
    enrolled(wang)
    client = by_password(wang)
    answer = client.post("/sign-in/second", {"code": f" {code_of(SECRET, steps=1)} "})
    assert answer.url == "/places/"
    assert client.get("/places/").status_code == 200
    assert AuditEntry.objects.get(name="signed_in").detail["factor"] == "totp"
    assert Session.objects.get(account=wang).since is not None


def test_a_code_opens_once(wang) -> None:
    enrolled(wang)
    code = code_of(SECRET, steps=1)
    assert by_password(wang).post("/sign-in/second", {"code": code}).status_code == 302
    again = by_password(wang).post("/sign-in/second", {"code": code})
    assert again.status_code == 401
    assert "只能用一次" in again.content.decode()


def test_codes_of_a_clock_set_back_open_nothing(wang) -> None:
    enrolled(wang)
    assert second_factor.fitting_code(wang, code_of(SECRET)) == "totp"
    with time_machine.travel(clock.now() - timedelta(hours=1), tick=False):
        assert second_factor.fitting_code(wang, code_of(SECRET)) == ""


def test_an_old_code_opens_nothing(wang) -> None:
    enrolled(wang)
    assert second_factor.fitting_code(wang, code_of(SECRET, steps=-3)) == ""
    assert second_factor.fitting_code(wang, code_of(SECRET, steps=3)) == ""


def test_a_recovery_code_opens_once_and_a_new_batch_ends_the_old(wang) -> None:
    codes = enrolled(wang)
    assert by_password(wang).post("/sign-in/second", {"code": codes[0]}).status_code == 302
    assert by_password(wang).post("/sign-in/second", {"code": codes[0]}).status_code == 401
    assert second_factor.codes_left(wang.pk) == 9
    client = by_password(wang)
    client.post("/sign-in/second", {"code": codes[1]})
    client.post("/second-factor/recovery/new", {"password": PASSWORD})
    assert by_password(wang).post("/sign-in/second", {"code": codes[2]}).status_code == 401
    fresh = re.findall(r"<code>(\d{8})<", client.get("/second-factor/recovery").content.decode())
    assert by_password(wang).post("/sign-in/second", {"code": fresh[0]}).status_code == 302


def test_five_wrong_codes_lock_for_a_quarter_of_an_hour(wang) -> None:
    codes = enrolled(wang)
    client = by_password(wang)
    for _ in range(5):
        assert client.post("/sign-in/second", {"code": "000000"}).status_code == 401
    locked = client.post("/sign-in/second", {"code": codes[0]})
    assert locked.status_code == 429
    assert "15 分钟" in locked.content.decode()
    assert by_password(wang).get("/sign-in/second").status_code == 429, (
        "a new session is no way out"
    )
    assert AuditEntry.objects.filter(name="second_factor_failed", account=wang.pk).count() == 5
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        assert by_password(wang).post("/sign-in/second", {"code": codes[0]}).status_code == 302


def test_wrong_passwords_on_the_factor_pages_count_too(wang) -> None:
    client = by_password(wang)
    for _ in range(5):
        client.post("/second-factor/codes/new", {"code": "000000", "password": "nein"})
    page = client.post("/second-factor/codes/new", {"code": "000000", "password": PASSWORD})
    assert "15 分钟" in page.content.decode()


@pytest.mark.parametrize("change", ["late", "closed", "password", "clock back"])
def test_the_second_step_waits_ten_minutes_for_this_account_with_this_password(
    wang, change
) -> None:
    enrolled(wang)
    client = by_password(wang)
    now = clock.now()
    if change == "closed":
        Account.objects.update(is_active=False)
    if change == "password":
        wang.set_password("changed in between")
        wang.save()
    moved = {"late": timedelta(minutes=11), "clock back": timedelta(hours=-1)}
    with time_machine.travel(now + moved.get(change, timedelta(0)), tick=False):
        answer = client.post("/sign-in/second", {"code": code_of(SECRET, steps=1)})
        assert answer.url == "/sign-in"
        assert client.get("/places/").status_code == 302


def test_the_second_step_without_the_first_leads_back(linze) -> None:
    assert Client().get("/sign-in/second").url == "/sign-in"
    assert Client().post("/sign-in/second", {"code": "1"}).url == "/sign-in"


@pytest.mark.parametrize(
    "proof", ["{", "[]", '{"id": "x"}', '{"id":"eA","rawId":"eA","response":{}}']
)
def test_a_broken_passkey_proof_is_a_wrong_factor(wang, proof) -> None:
    enrolled(wang)
    client = by_password(wang)
    assert client.post("/sign-in/second", {"credential": proof}).status_code == 401
    inside = by_password(open_account("li", "town_clerk", division=TOWN))
    inside.get("/second-factor/passkeys/new", headers={"host": "localhost"})
    sent = {"name": "x", "password": PASSWORD, "credential": proof}
    page = inside.post("/second-factor/passkeys/new", sent, headers={"host": "localhost"})
    assert page.status_code == 200
    assert "没有认出这把通行密钥" in page.content.decode()


@pytest.fixture
def forced(settings) -> None:
    settings.ANHUAI_SECOND_FACTOR = frozenset({"county_officer"})


def test_a_forced_role_reaches_nothing_but_its_enrolment(wang, forced) -> None:
    client = by_password(wang)
    for url in ("/", "/people/", "/sessions/", "/second-factor/recovery", "/search?q=x"):
        assert client.get(url).url == "/second-factor/", url
    refused = client.get("/api/v1/divisions")
    assert (refused.status_code, refused.json()["detail"]) == (403, "请先在网页上设置双重验证")
    assert "必须使用双重验证" in client.get("/second-factor/").content.decode()
    assert client.get("/second-factor/codes/new").status_code == 200
    page = client.get("/second-factor/codes/new").content.decode()
    secret = re.search(r">([A-Z2-7 ]{39})</code>", page)[1].replace(" ", "")
    client.post("/second-factor/codes/new", {"code": code_of(secret), "password": PASSWORD})
    assert client.get("/places/").status_code == 200


def test_other_roles_are_not_forced(linze, forced) -> None:
    clerk = by_password(open_account("li", "town_clerk", division=TOWN))
    assert clerk.get("/places/").status_code == 200


def test_enrolling_ends_sign_ins_made_without_it(wang) -> None:
    elsewhere, here = by_password(wang), by_password(wang)
    page = here.get("/second-factor/codes/new").content.decode()
    secret = re.search(r">([A-Z2-7 ]{39})</code>", page)[1].replace(" ", "")
    here.post("/second-factor/codes/new", {"code": code_of(secret), "password": PASSWORD})
    assert here.get("/places/").status_code == 200
    assert elsewhere.get("/places/").status_code == 302


def test_a_forced_role_keeps_its_last_factor_and_others_may_remove_it(wang, settings) -> None:
    codes = enrolled(wang)
    client = by_password(wang)
    client.post("/sign-in/second", {"code": codes[0]})
    key = second_factor.factors_of(wang.pk).get().pk
    settings.ANHUAI_SECOND_FACTOR = frozenset({"county_officer"})
    page = client.post(f"/second-factor/{key}/remove", {"password": PASSWORD}).content.decode()
    assert "必须使用双重验证" in page
    settings.ANHUAI_SECOND_FACTOR = frozenset()
    assert "登录密码不对" in (
        client.post(f"/second-factor/{key}/remove", {"password": "nein"}).content.decode()
    )
    assert client.post(f"/second-factor/{key}/remove", {"password": PASSWORD}).status_code == 302
    assert not Authenticator.objects.exists(), "recovery codes go with the last factor"


def test_somebody_elses_factor_is_not_here(wang) -> None:
    enrolled(wang)
    key = second_factor.factors_of(wang.pk).get().pk
    stranger = by_password(open_account("li", "town_clerk", division=TOWN))
    assert stranger.get(f"/second-factor/{key}/remove").status_code == 404
    assert stranger.post(f"/second-factor/{key}/remove", {"password": PASSWORD}).status_code == 404


def test_an_administrator_resets_with_a_reason(wang, admin, signed_in) -> None:
    codes = enrolled(wang)
    client = by_password(wang)
    client.post("/sign-in/second", {"code": codes[0]})
    web = signed_in("county_administrator", division=COUNTY)
    assert "重置双重验证" in web.get(f"/accounts/{wang.pk}/").content.decode()
    change = f"/accounts/{wang.pk}/change"
    assert web.post(change, {"what": "factor", "reason": " "}).status_code == 422
    assert second_factor.is_enrolled(wang.pk)
    web.post(change, {"what": "factor", "reason": "手机遗失，已当面核对"})
    assert not Authenticator.objects.exists()
    assert client.get("/places/").status_code == 302
    entry = AuditEntry.objects.get(name="platform.second_factor.reset_second_factor")
    assert (entry.reason, entry.detail) == ("手机遗失，已当面核对", {"account_id": wang.pk})
    assert by_password(wang).get("/places/").status_code == 200


def test_nobody_resets_their_own_and_a_clerk_nobodys(wang, admin, actor) -> None:
    enrolled(wang)
    with pytest.raises(BadFactor) as error:
        second_factor.reset_second_factor(admin, account_id=admin.account, reason="忘了")
    assert error.value.code == "self"
    with pytest.raises(Refused):
        clerk = actor("town_clerk", division=TOWN)
        second_factor.reset_second_factor(clerk, account_id=wang.pk, reason="试试看")


def test_an_account_with_roles_elsewhere_is_not_taken_over_from_here(wang, admin) -> None:
    """Whoever may reset a password may sign in with it: never beyond one's own area."""
    RoleHolding.objects.create(
        account=wang, role="county_administrator", division="62", since="2020-01-01"
    )
    for change in (
        lambda: accounts.reset_password(admin, account_id=wang.pk, password="another long phrase"),
        lambda: accounts.set_active(admin, account_id=wang.pk, is_active=False),
        lambda: keys.issue_key(
            admin, account_id=wang.pk, title="x", until=clock.today() + timedelta(days=9)
        ),
        lambda: accounts.end_sessions(admin, account_id=wang.pk),
        lambda: second_factor.reset_second_factor(admin, account_id=wang.pk, reason="试试看"),
    ):
        with pytest.raises(BadAccount) as error:
            change()
        assert error.value.code == "beyond"
    above = wang.holdings.get(division="62")
    with pytest.raises(accounts.NotHere):
        accounts.end_role(admin, account_id=wang.pk, holding_id=above.pk)
    own = wang.holdings.get(division=COUNTY)
    accounts.end_role(admin, account_id=wang.pk, holding_id=own.pk)


def test_the_page_says_why_such_an_account_stays(linze, signed_in) -> None:
    wang = open_account("wang", "town_clerk", division=OTHER_TOWN)
    RoleHolding.objects.create(account=wang, role="leader", division="62", since="2020-01-01")
    web = signed_in("county_administrator", division=COUNTY)
    page = web.post(f"/accounts/{wang.pk}/change", {"what": "close"}, follow=True)
    assert "管理地区以外的角色" in page.content.decode()
    wang.refresh_from_db()
    assert wang.is_active
