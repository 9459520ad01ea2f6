"""Working days, parameters, departments, code lists, imports: what a county decides for itself."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from tests.conftest import COUNTY, TOWN, open_account

from anhuai.platform import (
    clock,
    departments,
    dictionaries,
    holidays,
    parameters,
    settled,
    trail_words,
)
from anhuai.platform.acting import NotHere, Refused
from anhuai.platform.departments import BadDepartment
from anhuai.platform.dictionaries import BadEntry
from anhuai.platform.models import AuditEntry, Organisation, ParameterChange, RoleHolding
from anhuai.platform.parameters import BadParameter
from anhuai.platform.posting import Stale

KEY = settled.REVIEW_DAYS
SINCE = date(2024, 1, 1)


@pytest.fixture
def officer(linze, actor):
    return actor("county_officer", division=COUNTY)


@pytest.fixture
def second(linze, actor):
    return actor("county_officer", division=COUNTY)


@pytest.fixture
def admin(linze, signed_in):
    return signed_in("county_administrator", division=COUNTY)


# Working days


def test_the_library_gives_the_years_it_knows_and_the_county_the_rest(officer) -> None:
    assert holidays.is_known(2026)
    assert not holidays.is_known(2027)
    assert not holidays.is_working_day(date(2026, 10, 1))
    assert holidays.is_working_day(date(2026, 2, 14)), "a Saturday worked for Spring Festival"
    new_year = {"first": date(2027, 1, 1), "last": date(2027, 1, 1), "name": "元旦"}
    holidays.enter_days(officer, **new_year, is_working=False, document="通知")
    assert holidays.is_known(2027)
    assert not holidays.is_working_day(date(2027, 1, 1))
    assert holidays.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert holidays.working_days_between(date(2026, 9, 28), date(2026, 10, 9)) == 4


def test_the_countys_word_stands_above_the_library_until_it_is_withdrawn(officer) -> None:
    day = date(2026, 10, 1)
    made = holidays.enter_days(
        officer, first=day, last=day, is_working=True, name="值班", document="县政府通知"
    )
    assert holidays.is_working_day(day)
    again = holidays.enter_days(
        officer, first=day, last=day, is_working=False, name="国庆", document="更正"
    )
    assert not holidays.is_working_day(day)
    with pytest.raises(NotHere):
        holidays.withdraw_day(officer, day_id=made.pks[0], on=day)
    holidays.withdraw_day(officer, day_id=again.pks[0], on=day)
    assert holidays.entered(2026).count() == 2, "what was entered is kept"


def test_days_are_entered_in_order_and_not_by_the_year(officer) -> None:
    for last, code in ((date(2026, 1, 1), "order"), (date(2027, 1, 1), "long")):
        with pytest.raises(holidays.BadDay) as refused:
            holidays.enter_days(
                officer, first=date(2026, 6, 1), last=last, is_working=False, name="x", document="x"
            )
        assert refused.value.code == code


def test_late_in_a_year_the_next_one_is_missed_on_the_start_page(admin) -> None:
    with time_machine.travel(date(2026, 10, 31), tick=False):
        assert holidays.missing(clock.today()) == []
    with time_machine.travel(date(2026, 11, 22), tick=False):
        assert holidays.missing(clock.today()) == [2027]
        admin.force_login(admin.account, backend="anhuai.platform.signing_in.PasswordBackend")
        assert "2027 年的放假调休安排还没有录入" in admin.get("/").content.decode()


def test_the_calendar_shows_a_year(admin) -> None:
    page = admin.get("/holidays/?year=2026").content.decode()
    assert "国庆" in page
    assert "day-worked" in page
    for odd in ("20260", "0", "x", "-1", "９９９９"):
        assert admin.get("/holidays/", {"year": odd}).status_code == 200
    sent = {"first": "2027-02-01", "last": "2027-02-03", "kind": "off", "name": "春节",
            "document": "虚构"}  # fmt: skip
    assert admin.post("/holidays/new", sent).status_code == 302
    page = admin.get("/holidays/?year=2027").content.decode()
    assert "虚构" in page
    day = holidays.entered(2027).first()
    assert admin.post(f"/holidays/{day.pk}/withdraw").status_code == 302
    assert admin.get(f"/holidays/{day.pk}/withdraw").status_code == 404


# Parameters


def test_a_value_counts_once_another_officer_approved_it_and_from_its_day(officer, second) -> None:
    today = clock.today()
    change = parameters.propose(
        officer, key=KEY, value=20, since=today + timedelta(days=3), reason="赶年底"
    )
    assert settled.now_is(KEY) == 30
    with pytest.raises(BadParameter) as own:
        parameters.approve(officer, change_id=change.pk)
    assert own.value.code == "own"
    parameters.approve(second, change_id=change.pk, note="同意")
    parameters.forget()
    assert parameters.value(KEY, on=today + timedelta(days=2)) == 30
    assert parameters.value(KEY, on=today + timedelta(days=3)) == 20
    with pytest.raises(NotHere):
        parameters.reject(second, change_id=change.pk, note="")


def test_what_waited_past_its_day_begins_on_the_day_of_approval(officer, second) -> None:
    change = parameters.propose(officer, key=KEY, value=20, since=clock.today(), reason="x")
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        assert parameters.approve(second, change_id=change.pk).since == clock.today()


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"value": 0}, "limits"), ({"value": 91}, "limits"), ({"value": 30}, "same"),
     ({"since": date(2026, 1, 1)}, "past")],
)  # fmt: skip
def test_a_proposal_that_makes_no_sense_is_refused(officer, changed, code) -> None:
    given = {"key": KEY, "value": 20, "since": clock.today(), "reason": "x"} | changed
    with pytest.raises(BadParameter) as refused:
        parameters.propose(officer, **given)
    assert refused.value.code == code


def test_one_proposal_waits_at_a_time_and_can_be_taken_back(officer, second) -> None:
    given = {"key": KEY, "value": 20, "since": clock.today(), "reason": "x"}
    change = parameters.propose(officer, **given)
    with pytest.raises(BadParameter):
        parameters.propose(second, **given)
    with pytest.raises(NotHere):
        parameters.withdraw(second, change_id=change.pk)
    parameters.withdraw(officer, change_id=change.pk)
    parameters.propose(second, **given)


@pytest.mark.django_db
def test_the_database_too_asks_for_a_second_person(officer) -> None:
    change = parameters.propose(officer, key=KEY, value=20, since=clock.today(), reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        ParameterChange.objects.filter(pk=change.pk).update(
            state="approved", decided_by=change.proposed_by
        )


def test_a_town_changes_nothing_of_the_county(linze, actor) -> None:
    town = actor("county_officer", division=TOWN)
    with pytest.raises(Refused):
        parameters.propose(town, key=KEY, value=20, since=clock.today(), reason="x")


def test_the_pages_show_effect_and_lead_through_the_decision(linze, signed_in) -> None:
    first, second = (signed_in("county_officer", division=COUNTY) for _ in range(2))
    key = settled.PASSWORD_AGE
    sent = {"value": "90", "since": clock.today().isoformat(), "reason": "上级要求"}
    assert first.post(f"/parameters/{key}/propose", sent).status_code == 302
    change = ParameterChange.objects.get()
    page = first.get(f"/parameters/{key}/").content.decode()
    assert "个账号的密码已超过 90 天" in page
    assert "等待另一位经办人审批" in page
    assert "密码有效期" in second.get("/").content.decode(), "it waits on the start page"
    assert "待审批" in second.get("/parameters/?state=proposed").content.decode()
    decide = f"/parameters/changes/{change.pk}/decide"
    assert "不能审批自己的提议" in first.post(decide).content.decode()
    assert second.post(f"{decide}?what=approve", {"note": "好"}).status_code == 302
    parameters.forget()
    assert settled.now_is(key) == 90
    assert second.get(f"{decide}?what=nonsense").status_code == 404
    assert second.get("/parameters/none/").status_code == 404


def test_every_parameters_effect_is_a_sentence(linze) -> None:
    for one in parameters.declared().values():
        for value in (one.least, one.most, one.default()):
            assert one.effect(value)
        assert one.least <= one.default() <= one.most


def test_secrets_of_the_environment_are_never_shown(admin, monkeypatch) -> None:
    monkeypatch.setenv("ANHUAI_OIDC_SECRET", "hush-hush")
    monkeypatch.setenv("ANHUAI_DATABASE_URL", "postgres://who:pass-word@db/one")
    page = admin.get("/parameters/environment").content.decode()
    assert "hush-hush" not in page
    assert "pass-word" not in page
    assert "db/one" in page


# Departments


def found(officer, code="A1", name="民政局", parent=None, since=SINCE):
    return departments.found_department(
        officer, code=code, name=name, parent=parent, order=10, since=since
    )


def test_a_tree_is_kept_in_order_and_never_in_a_circle(officer) -> None:
    top = found(officer)
    below = found(officer, "A2", "养老服务股", parent=top.pk)
    rows = departments.tree(on=clock.today())
    assert [(one.name, one.depth) for one in rows] == [("民政局", 0), ("养老服务股", 1)]
    with pytest.raises(BadDepartment) as refused:
        departments.change_department(
            officer, department_id=top.pk, name="民政局", parent=below.pk, order=1,
            since=clock.today(), version=1,
        )  # fmt: skip
    assert refused.value.code == "parent"


def test_a_renamed_department_answers_to_its_old_name_and_shows_it_of_old(officer) -> None:
    one = found(officer)
    wang = open_account("wang", "county_officer", division=COUNTY, department="民政局")
    change = {"department_id": one.pk, "name": "民政和社会事务局", "parent": None, "order": 1}
    departments.change_department(officer, **change, since=date(2026, 3, 1), version=1)
    with pytest.raises(Stale):
        departments.change_department(officer, **change, since=date(2026, 3, 1), version=1)
    assert departments.tree(on=date(2026, 2, 1))[0].name == "民政局"
    assert departments.tree(on=date(2026, 3, 1))[0].name == "民政和社会事务局"
    held = departments.members(one, on=clock.today())
    assert [row.account_id for row in held] == [wang.pk]


def test_a_merged_department_hands_over_what_it_had(officer) -> None:
    one, heir = found(officer), found(officer, "B", "社会工作部")
    below = found(officer, "A2", "养老服务股", parent=one.pk)
    open_account("wang", "county_officer", division=COUNTY, department="民政局")
    boss = open_account("boss", "leader", division=COUNTY)
    departments.appoint_leader(officer, department_id=one.pk, account_id=boss.pk, since=SINCE)
    on = clock.today()
    departments.end_department(officer, department_id=one.pk, successor=heir.pk, on=on)
    below.refresh_from_db()
    assert below.parent_id == heir.pk
    assert departments.names_ever(heir) == ["社会工作部", "民政局"]
    assert departments.members(heir, on=on).count() == 1
    assert one.leaders.get().until == on
    with pytest.raises(BadDepartment):
        departments.end_department(officer, department_id=one.pk, successor=None, on=on)
    assert [row.name for row in departments.tree(on=on, ended=True)] == ["民政局"]


def test_names_and_codes_are_taken_once(officer) -> None:
    found(officer)
    for code, name, field in (("A1", "别的", "code"), ("A9", "民政局", "name")):
        with pytest.raises(BadDepartment) as refused:
            found(officer, code, name)
        assert refused.value.code == field


def test_the_departments_pages(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    sent = {"code": "A1", "name": "民政局", "order": "1", "since": "2024-01-01"}
    page = officer.post("/departments/new", sent)
    assert page.status_code == 302
    url = page.url
    assert officer.post(f"{url}leader", {"account": officer.account.username,
                                         "since": "2025-01-01"}).status_code == 302  # fmt: skip
    assert officer.account.name in officer.get("/departments/").content.decode()
    changed = {"name": "民政和养老局", "since": "2026-01-01", "order": "1", "version": "1"}
    assert officer.post(f"{url}change", changed).status_code == 302
    detail = officer.get(url).content.decode()
    assert "民政和养老局" in detail
    assert "民政局" in detail
    term = departments.one_of(1 if not url else int(url.split("/")[2])).leaders.get()
    assert officer.post(f"{url}dismiss", {"leader": term.pk}).status_code == 302
    assert officer.post(f"{url}end", {"on": clock.today().isoformat()}).status_code == 302
    assert "民政和养老局" in officer.get("/departments/?state=ended").content.decode()
    assert officer.get("/sheets/departments/export").status_code == 200


# Code lists


def test_every_code_list_says_its_source_and_is_shown(admin) -> None:
    listed = admin.get("/dictionaries/").content.decode()
    for one in dictionaries.declared().values():
        assert str(one.title) in listed
        assert one.basis.citation or one.basis.note
        page = admin.get(f"/dictionaries/{one.code}/")
        assert page.status_code == 200
    assert "未核实" in admin.get("/dictionaries/ethnicity/").content.decode()
    assert admin.get("/dictionaries/none/").status_code == 404


def test_a_county_adds_only_to_an_open_list(officer) -> None:
    with pytest.raises(BadEntry) as closed:
        dictionaries.add_entry(officer, dictionary="sex", title="别的", title_en="")
    assert closed.value.code == "closed"
    made = dictionaries.add_entry(
        officer, dictionary=dictionaries.REVEAL_REASONS, title="信访答复", title_en=""
    )
    assert "信访答复" in dictionaries.titles_of(dictionaries.REVEAL_REASONS, on=clock.today())
    with pytest.raises(BadEntry):
        dictionaries.add_entry(
            officer, dictionary=dictionaries.REVEAL_REASONS, title="核对低保申请", title_en=""
        )
    dictionaries.end_entry(officer, dictionary=dictionaries.REVEAL_REASONS, entry_id=made.pk)
    assert "信访答复" not in dictionaries.titles_of(dictionaries.REVEAL_REASONS, on=clock.today())


# Accounts at organisations


def test_an_account_is_opened_with_a_role_at_an_organisation(admin) -> None:
    own = Organisation.objects.create(
        kind="institution", name="颐和养老院", pinyin="yi he", division=TOWN, since=SINCE
    )
    other = Organisation.objects.create(
        kind="institution", name="外县养老院", division="620724", since=SINCE
    )
    page = admin.get("/accounts/new").content.decode()
    assert "颐和养老院" in page
    assert "外县养老院" not in page
    sent = {"username": "manager1", "name": "院长", "password": "a long enough secret",
            "role": "institution_manager", "organisation": str(own.pk)}  # fmt: skip
    assert admin.post("/accounts/new", sent).status_code == 302
    held = RoleHolding.objects.get(account__username="manager1")
    assert (held.organisation_id, held.division) == (own.pk, None)
    for wrong in ({"organisation": ""}, {"organisation": str(other.pk)}):
        again = admin.post("/accounts/new", sent | {"username": "m2"} | wrong)
        assert again.status_code == 200, "asked again"
    told = admin.post("/accounts/new", sent | {"username": "m2", "organisation": ""})
    assert "请选择这个角色所属的地区或单位" in told.content.decode()


def test_a_role_at_a_foreign_organisation_cannot_be_granted(actor, linze) -> None:
    from anhuai.platform import accounts

    admin = actor("county_administrator", division=COUNTY)
    other = Organisation.objects.create(kind="x", name="外县", division="620724", since=SINCE)
    with pytest.raises(accounts.BadAccount) as refused:
        accounts.open_account(
            admin, username="m3", name="x", password="a long enough secret",
            grants=[accounts.Grant("provider", organisation=other.pk)],
        )  # fmt: skip
    assert refused.value.code == "beyond"


# Imports and the trail


def test_imports_are_listed_own_and_others_within_reach(linze, signed_in) -> None:
    from anhuai.platform.models import Import, StoredFile

    clerk = signed_in("town_clerk", division=TOWN)
    admin = signed_in("county_administrator", division=COUNTY)
    far = open_account("far", "county_officer", division="620724")
    for account, name in ((clerk.account, "名单甲.xlsx"), (far, "名单乙.xlsx")):
        kept = StoredFile.objects.create(
            name=name, media_type="x", size=1, digest="0" * 64, account=account,
            created_at=clock.now(),
        )  # fmt: skip
        Import.objects.create(
            register="people", account=account, upload=kept, returned=kept, status="done",
            created_at=clock.now(),
        )  # fmt: skip
    own = clerk.get("/imports/").content.decode()
    assert "名单甲" in own
    assert "/files/" in own, "the returned workbook can be fetched again"
    seen = admin.get("/imports/").content.decode()
    assert "名单甲" in seen
    assert "名单乙" not in seen
    assert "/files/" not in seen
    assert "名单甲" not in admin.get("/imports/?whose=own").content.decode()
    assert "名单甲" not in clerk.get("/imports/?status=failed").content.decode()


def test_the_trail_says_words(officer, linze, signed_in) -> None:
    holidays.enter_days(
        officer, first=date(2027, 1, 1), last=date(2027, 1, 1), is_working=False, name="元旦",
        document="通知",
    )  # fmt: skip
    page = signed_in("auditor", division=COUNTY).get("/audit/").content.decode()
    for said in ("第一天：2027-01-01", "最后一天：2027-01-01", "上班：否"):
        assert said in page
    assert "is_working" not in page
    words = trail_words.worded({"division": COUNTY, "kind": "rural_elderly_home"})
    assert words.startswith("地区：临泽县；类型：")
    assert "rural" not in words
    assert AuditEntry.objects.exists()


def test_organisations_sort_by_sound(linze, signed_in) -> None:
    for name, sound in (("张掖养老院", "zhang"), ("安康养老院", "an"), ("北关服务站", "bei")):
        Organisation.objects.create(
            kind="institution", name=name, pinyin=sound, division=TOWN, since=SINCE
        )
    page = signed_in("county_officer", division=COUNTY).get("/facilities/organisations/")
    text = page.content.decode()
    assert text.index("安康") < text.index("北关") < text.index("张掖")
    assert connection.vendor
