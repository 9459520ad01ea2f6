"""Accounts: opened with a role within one's own area, ended the same day, found, keyed."""

import pytest
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, open_account

from anhuai.platform import accounts
from anhuai.platform.accounts import BadAccount, Grant
from anhuai.platform.acting import NotHere
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.passwords import BadPassword

GOOD = "a long uncommon phrase"


@pytest.fixture
def admin(linze, actor):
    return actor("county_administrator", division=COUNTY)


def opened(admin, **changed):
    given = {
        "username": "li", "name": "李", "password": GOOD,
        "grants": [Grant("town_clerk", division=TOWN)],
    } | changed  # fmt: skip
    return accounts.open_account(admin, **given)


def test_an_account_is_opened_with_its_role(admin) -> None:
    account = opened(admin)
    assert account.check_password(GOOD)
    assert RoleHolding.objects.get(account=account).division == TOWN


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"password": "short"}, "short"),
        ({"password": "password1234"}, "common"),
        ({"username": "wanglijun", "password": "my WangLijun 1"}, "name"),
        ({"grants": [Grant("king", division=TOWN)]}, "role"),
        ({"grants": [Grant("town_clerk")]}, "place"),
        ({"grants": [Grant("town_clerk", division=TOWN, person=1)]}, "place"),
        ({"grants": [Grant("institution_manager", division=TOWN)]}, "place"),
        ({"grants": [Grant("county_officer", division="620724")]}, "beyond"),
        ({"grants": [Grant("county_officer", division="")]}, "beyond"),
        ({"username": " "}, "taken"),
    ],
)
def test_what_cannot_be_opened_says_why(admin, changed, code) -> None:
    with pytest.raises((BadAccount, BadPassword)) as error:
        opened(admin, **changed)
    assert not Account.objects.filter(name="李").exists()
    assert error.value.code == code
    assert error.value.message
    assert error.value.message_en


def test_a_name_is_taken_once(admin) -> None:
    opened(admin)
    with pytest.raises(BadAccount):
        opened(admin, username=" LI ")


def test_another_countys_account_is_not_here(admin) -> None:
    foreign = open_account("fremd", "county_officer", division="620724")
    with pytest.raises(NotHere):
        accounts.set_active(admin, account_id=foreign.pk, is_active=False)


def test_a_role_ends_the_same_day(admin) -> None:
    account = opened(admin)
    holding = RoleHolding.objects.get(account=account)
    accounts.end_role(admin, account_id=account.pk, holding_id=holding.pk)
    holding.refresh_from_db()
    assert holding.until is not None


def test_pages_open_grant_end_reset_and_close(linze, signed_in) -> None:
    admin = signed_in("county_administrator", division=COUNTY)
    sent = {
        "username": "zhao", "name": "赵", "password": GOOD, "role": "town_clerk", "division": TOWN,
    }  # fmt: skip
    page = admin.post("/accounts/new", sent)
    assert page.status_code == 302, page.content.decode()
    account = Account.objects.get(username="zhao")
    change = f"/accounts/{account.pk}/change"
    admin.post(change, {"what": "grant", "role": "assessor", "division": OTHER_TOWN})
    assert account.holdings.count() == 2
    admin.post(change, {"what": "end", "holding": account.holdings.last().pk})
    assert account.holdings.filter(until=None).count() == 1
    assert (
        "至少 10 位" in admin.post(change, {"what": "password", "password": "x"}).content.decode()
    )
    admin.post(change, {"what": "close"})
    account.refresh_from_db()
    assert not account.is_active
    assert "停用" in admin.get(f"/accounts/{account.pk}/").content.decode()
    assert "赵" in admin.get("/accounts/?q=zhao").content.decode()


def test_the_trail_page_shows_what_happened(linze, signed_in) -> None:
    admin = signed_in("county_administrator", division=COUNTY)
    admin.post("/preferences", {"elder": "1"})
    page = admin.get("/audit/?kind=action").content.decode()
    assert "修改显示设置</td>" in page
    chosen = admin.get("/audit/?name=platform.accounts.set_preferences").content.decode()
    assert "修改显示设置</td>" in chosen
    assert "修改显示设置</td>" not in admin.get("/audit/?name=people.person").content.decode()
    assert "没有权限，已拒绝" not in admin.get("/audit/?kind=refusal").content.decode()
    assert admin.get("/people/").status_code == 403
    assert "没有权限，已拒绝" in admin.get("/audit/?kind=refusal").content.decode()
    assert admin.get("/audit/?after=broken").status_code == 200
    assert signed_in("town_clerk", division=TOWN).get("/audit/").status_code == 403


def test_a_list_with_its_filters_is_kept_under_a_title(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    sent = {"list": "/places/", "query": "level=9", "title": "乡镇"}
    assert officer.post("/views/save", sent).url == "/places/?level=9"
    page = officer.get("/places/").content.decode()
    assert 'href="/places/?level=9">乡镇' in page
    other = signed_in("county_officer", division=COUNTY)
    assert "?level=9" not in other.get("/places/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "evil"])
def test_a_saved_view_never_leads_elsewhere(linze, signed_in, elsewhere) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    sent = {"list": elsewhere, "query": "", "title": "x"}
    assert officer.post("/views/save", sent).status_code == 404
