"""Leavers lose everything the same day; every role is confirmed or ended each quarter."""

from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, open_account

from anhuai.platform import accounts, clock, delegations, keys, leaving, rights_review
from anhuai.platform.accounts import BadAccount
from anhuai.platform.acting import NotHere, Refused
from anhuai.platform.models import (
    Account,
    ApiKey,
    AuditEntry,
    Organisation,
    RightsCheck,
    RoleHolding,
    Session,
)
from anhuai.platform.permits import Permit
from anhuai.platform.requests import actor_of

PASSWORD = "correct horse battery"
READ, MANAGE = Permit.ACCOUNTS_READ, Permit.ACCOUNTS_MANAGE


@pytest.fixture
def admin(linze, actor):
    return actor("county_administrator", division=COUNTY)


@pytest.fixture
def wang(linze) -> Account:
    return open_account("wang", "town_clerk", division=TOWN)


def test_a_leaver_can_do_nothing_any_more_from_that_moment(wang, admin) -> None:
    client = Client()
    client.post("/sign-in", {"username": "wang", "password": PASSWORD})
    key = keys.issue_key(
        admin, account_id=wang.pk, title="x", until=clock.today() + timedelta(days=9)
    )
    RoleHolding.objects.create(account=wang, role="leader", division=TOWN, since="2999-01-01")
    li = open_account("li", "town_clerk", division=TOWN)
    today = clock.today()
    made = delegations.lend_roles(
        actor_of(wang), borrower="li", holdings=[wang.holdings.first().pk], since=today,
        until=today + timedelta(days=9), reason="x",
    )  # fmt: skip
    delegations.accept_delegation(actor_of(li), delegation_id=made.pk)
    leaving.record_leaver(admin, account_id=wang.pk, reason="调离")
    wang.refresh_from_db()
    assert not wang.is_active
    assert not actor_of(wang).holdings
    assert not Session.objects.filter(account=wang).exists()
    assert client.get("/").status_code == 302
    headers = {"X-API-Key": key.secret}
    assert Client().get("/api/v1/divisions", headers=headers).status_code == 401
    assert actor_of(li, standing_in=made.pk).standing_in is None
    with time_machine.travel(date(2999, 6, 1), tick=False):
        assert not actor_of(wang).holdings, "a role that would have begun later is gone too"
    accounts.set_active(admin, account_id=wang.pk, is_active=True)
    assert not actor_of(wang).holdings, "opened again by mistake, it still has nothing"
    assert not ApiKey.objects.filter(until=None).exists()
    entry = AuditEntry.objects.get(name="platform.leaving.record_leaver")
    assert (entry.reason, entry.detail) == ("调离", {"account_id": wang.pk})


def test_the_page_warns_asks_why_and_is_not_for_oneself(wang, signed_in) -> None:
    web = signed_in("county_administrator", division=COUNTY)
    assert "办理离岗" in web.get(f"/accounts/{wang.pk}/").content.decode()
    url = f"/accounts/{wang.pk}/leave"
    assert "立即生效" in web.get(url).content.decode()
    assert "请写明离岗原因" in web.post(url, {"reason": "x"}).content.decode()
    own = web.post(f"/accounts/{web.account.pk}/leave", {"reason": "退休了"})
    assert "不能办理自己的离岗" in own.content.decode()
    assert web.post(url, {"reason": "退休"}).status_code == 302
    assert "停用" in web.get(f"/accounts/{wang.pk}/").content.decode()


def test_only_an_administrator_of_the_whole_account_records_a_leaver(wang, admin, actor) -> None:
    with pytest.raises(Refused):
        leaving.record_leaver(actor("auditor", division=COUNTY), account_id=wang.pk, reason="调离")
    foreign = actor("county_administrator", division="620724")
    with pytest.raises(NotHere):
        leaving.record_leaver(foreign, account_id=wang.pk, reason="调离")
    RoleHolding.objects.create(account=wang, role="leader", division="62", since="2020-01-01")
    with pytest.raises(BadAccount):
        leaving.record_leaver(admin, account_id=wang.pk, reason="调离")


@pytest.mark.parametrize(
    ("on", "quarter"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_the_quarter_of_a_day(on: date, quarter: date) -> None:
    assert rights_review.quarter_of(on) == quarter


def waiting(actor, permit=MANAGE) -> set[str]:
    found = rights_review.to_review(actor, permit, clock.today())
    return set(found.values_list("account__username", flat=True))


def test_every_role_of_the_county_waits_and_no_other(wang, admin) -> None:
    home = Organisation.objects.create(
        kind="institution", name="院", division=OTHER_TOWN, since="2020-01-01"
    )
    open_account("manager", "institution_manager", organisation=home)
    open_account("foreign", "county_officer", division="620724")
    new = open_account("new", "town_clerk", division=TOWN)
    new.holdings.update(since=rights_review.quarter_of(clock.today()))
    gone = open_account("gone", "town_clerk", division=TOWN)
    gone.holdings.update(until=clock.today())
    assert waiting(admin) == {"wang", "manager", "county_administrator-1"}


def test_confirming_notes_who_and_the_next_quarter_asks_again(wang, admin) -> None:
    rights_review.confirm_roles(admin, holdings=[wang.holdings.get().pk])
    check = RightsCheck.objects.get()
    assert (check.outcome, check.by_id, check.by_name) == ("kept", admin.account, admin.name)
    assert "wang" not in waiting(admin)
    with pytest.raises(NotHere):
        rights_review.confirm_roles(admin, holdings=[wang.holdings.get().pk])
    with time_machine.travel(clock.now() + timedelta(days=93), tick=False):
        assert "wang" in waiting(admin)


def test_ending_ends_at_once(wang, admin) -> None:
    rights_review.end_reviewed_role(admin, holding_id=wang.holdings.get().pk)
    assert not actor_of(wang).holdings
    assert RightsCheck.objects.get().outcome == "ended"


def test_a_role_that_ends_later_is_reviewed_and_ended_too(wang, admin) -> None:
    wang.holdings.update(until=clock.today() + timedelta(days=99))
    rights_review.end_reviewed_role(admin, holding_id=wang.holdings.get().pk)
    assert not actor_of(wang).holdings


def test_roles_elsewhere_are_nobodys_to_judge_here(admin, actor, linze) -> None:
    foreign = open_account("foreign", "county_officer", division="620724")
    key = foreign.holdings.get().pk
    with pytest.raises(NotHere):
        rights_review.confirm_roles(admin, holdings=[key])
    with pytest.raises(NotHere):
        rights_review.end_reviewed_role(admin, holding_id=key)
    with pytest.raises(Refused):
        rights_review.confirm_roles(actor("auditor", division=COUNTY), holdings=[key])
    assert not RightsCheck.objects.exists()


def test_the_pages_from_reminder_to_record(wang, signed_in) -> None:
    web = signed_in("county_administrator", division=COUNTY)
    quarter = rights_review.quarter_of(clock.today())
    with time_machine.travel(quarter + timedelta(days=3), tick=False):
        Session.objects.update(expire_date="2999-01-01T00:00Z")
        home = web.get("/").content.decode()
        assert "请于" in home
        assert "还有 2 个角色待复核" in home
    with time_machine.travel(rights_review.due_on(quarter) + timedelta(days=1), tick=False):
        assert "已过期" in web.get("/").content.decode()
    page = web.get("/accounts/review").content.decode()
    assert "测试wang" in page
    change = "/accounts/review/change"
    assert "请先勾选" in web.post(change, follow=True).content.decode()
    web.post(change, {"holding": [wang.holdings.get().pk]})
    web.post(change, {"end": web.account.holdings.get().pk})
    assert RightsCheck.objects.count() == 2
    auditor = signed_in("auditor", division=COUNTY)
    auditor.account.holdings.update(since=clock.today())
    done = auditor.get("/accounts/review/done").content.decode()
    assert "保留" in done
    assert "结束" in done
    content = b"".join(auditor.get("/sheets/rights-review/export").streaming_content)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert {row[5] for row in rows[1:]} == {"保留", "结束"}
    assert "全部完成" in auditor.get("/accounts/review").content.decode()
    assert auditor.post(change, {"holding": [1]}).status_code == 403


def test_whoever_manages_no_accounts_is_not_reminded(linze, signed_in) -> None:
    assert "复核" not in signed_in("town_clerk", division=TOWN).get("/").content.decode()
