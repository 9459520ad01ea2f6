"""Password rules as settings, changed at the first sign-in, after a reset and when too old."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.conftest import COUNTY, TOWN, open_account

from anhuai.platform import accounts, clock, passwords
from anhuai.platform.accounts import Grant
from anhuai.platform.models import Account, FormerPassword
from anhuai.platform.passwords import BadPassword

FIRST, SECOND, THIRD = "first uncommon words", "second uncommon words", "third uncommon words"


@pytest.fixture
def admin(linze, actor):
    return actor("county_administrator", division=COUNTY)


@pytest.fixture
def li(admin) -> Account:
    return accounts.open_account(
        admin, username="li", name="李", password=FIRST,
        grants=[Grant("town_clerk", division=TOWN)],
    )  # fmt: skip


def came(password: str = FIRST) -> Client:
    client = Client()
    assert client.post("/sign-in", {"username": "li", "password": password}).status_code == 302
    return client


def changed(client: Client, old: str, new: str, again: str = "") -> str:
    sent = {"old": old, "password": new, "again": again or new}
    answer = client.post("/password", sent)
    return answer.content.decode() or answer.url


def test_the_first_sign_in_leads_to_a_password_of_ones_own(li) -> None:
    client = came()
    for url in ("/", "/places/", "/people/", "/sessions/"):
        assert client.get(url).url == "/password", url
    refused = client.get("/api/v1/divisions")
    assert (refused.status_code, refused.json()["detail"]) == (403, "请先在网页上修改密码")
    assert "由别人设置" in client.get("/password").content.decode()
    assert changed(client, FIRST, SECOND) == "/"
    assert client.get("/places/").status_code == 200, "the session goes on"
    assert came(SECOND).get("/places/").status_code == 200


def test_a_reset_asks_for_a_change_too(li, admin) -> None:
    changed(came(), FIRST, SECOND)
    accounts.reset_password(admin, account_id=li.pk, password=THIRD)
    assert came(THIRD).get("/places/").url == "/password"


def test_changing_signs_other_devices_out(li) -> None:
    here, elsewhere = came(), came()
    changed(here, FIRST, SECOND)
    assert here.get("/sessions/").status_code == 200
    assert elsewhere.get("/sessions/").url.startswith("/sign-in")


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("nein", SECOND, "", "登录密码不对"),
        (FIRST, SECOND, THIRD, "两次输入的新密码不一样"),
        (FIRST, "short", "", "密码至少 10 位"),
        (FIRST, "password1234", "", "这是常见密码"),
        (FIRST, FIRST, "", "不能使用现在的"),
    ],
)
def test_each_rule_has_its_sentence(li, old, new, again, says) -> None:
    client = came()
    assert says in changed(client, old, new, again)
    assert client.get("/places/").url == "/password"


def test_guessing_the_present_password_locks(li) -> None:
    client = came()
    for _ in range(5):
        changed(client, "nein", SECOND)
    assert "15 分钟" in changed(client, FIRST, SECOND)


def test_former_passwords_do_not_come_back_as_many_as_set(li, settings) -> None:
    settings.ANHUAI_PASSWORD = {"length": 10, "age": 0, "history": 2}
    for word in ("b", "c", "d"):
        passwords.set_password(li, f"uncommon word {word}", must_change=False)
    for word in ("b", "c", "d"):
        with pytest.raises(BadPassword) as error:
            passwords.set_password(li, f"uncommon word {word}", must_change=False)
        assert error.value.code == "former"
    assert FormerPassword.objects.count() == 2
    passwords.set_password(li, FIRST, must_change=False)
    kept = FormerPassword.objects.values_list("password", flat=True)
    assert not [one for one in kept if "uncommon" in one]


def test_without_history_any_may_come_back(li, settings) -> None:
    settings.ANHUAI_PASSWORD = {"length": 10, "age": 0, "history": 0}
    passwords.set_password(li, FIRST, must_change=False)
    assert not FormerPassword.objects.exists()


def test_the_length_is_a_setting(li, settings) -> None:
    settings.ANHUAI_PASSWORD = {"length": 24, "age": 0, "history": 5}
    with pytest.raises(BadPassword) as error:
        passwords.set_password(li, SECOND, must_change=False)
    assert "24 位" in error.value.message


def test_a_password_grows_old_where_that_is_set(li, settings) -> None:
    client = came()
    changed(client, FIRST, SECOND)
    later = clock.now() + timedelta(days=91)
    with time_machine.travel(later, tick=False):
        assert came(SECOND).get("/places/").status_code == 200
    settings.ANHUAI_PASSWORD = {"length": 10, "age": 90, "history": 5}
    with time_machine.travel(later, tick=False):
        old = came(SECOND)
        assert old.get("/places/").url == "/password"
        changed(old, SECOND, THIRD)
        assert old.get("/places/").status_code == 200


def test_accounts_that_came_before_the_rule_are_left_alone(linze) -> None:
    open_account("li", "town_clerk", division=TOWN)
    assert came("correct horse battery").get("/places/").status_code == 200
