"""Notices: told in the transaction, counted on the bell, read, kept apart; devices; reminders."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, open_account, questions

from anhuai.platform import accounts, delegations
from anhuai.platform.acting import SYSTEM, NotHere
from anhuai.platform.jobs.reminding import daily_review_reminder
from anhuai.platform.models import Account, Notice
from anhuai.platform.notices import announcing, telling
from anhuai.platform.notices.announcing import BadAnnouncement, publish
from anhuai.platform.notices.catalogue import TEMPLATES
from anhuai.platform.requests import actor_of

PASSWORD = "correct horse battery"
ON = date(2026, 11, 22)


def told(account: Account) -> list[str]:
    return [
        telling.text_of(n.template, n.said, english=False)
        for n in Notice.objects.filter(account=account).order_by("pk")
    ]


def unread(account: Account) -> int:
    return Account.objects.get(pk=account.pk).unread


@pytest.fixture
def zhang(linze) -> Account:
    return open_account("zhang", "town_clerk", division=TOWN)


@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_every_template_reads_as_its_example_says(code: str) -> None:
    one = TEMPLATES[code]
    assert one.text(one.example, english=False) == one.reads
    assert one.text(one.example, english=True) == one.reads_en


def test_a_notice_is_told_or_forgotten_with_what_caused_it(zhang) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        telling.tell("announcement", [zhang.pk], title="甲")
        raise RuntimeError
    assert (told(zhang), unread(zhang)) == ([], 0)
    telling.tell("announcement", [zhang.pk], title="甲")
    assert (told(zhang), unread(zhang)) == (["公告：甲"], 1)


def test_the_same_notice_is_told_once(zhang) -> None:
    assert telling.tell("announcement", [zhang.pk], dedupe="a", title="甲") == 1
    assert telling.tell("announcement", [zhang.pk], dedupe="a", title="甲") == 0
    assert unread(zhang) == 1


def test_a_missing_parameter_fails_where_the_notice_is_raised(zhang) -> None:
    with pytest.raises(KeyError):
        telling.tell("role_given", [zhang.pk], place="甲")


def test_who_holds_a_role_in_the_place_is_told_and_nobody_else(zhang) -> None:
    elsewhere = open_account("wang", "town_clerk", division=OTHER_TOWN)
    leader = open_account("leader", "leader", division=TOWN)
    told_ = telling.tell_holders("announcement", role="town_clerk", division=TOWN, title="甲")
    assert told_ == 1
    assert [unread(one) for one in (zhang, elsewhere, leader)] == [1, 0, 0]


def test_a_role_given_and_ended_is_told(zhang, actor) -> None:
    admin = actor("county_administrator", division=COUNTY)
    grant = accounts.Grant("leader", division=TOWN)
    made = accounts.grant_role(admin, account_id=zhang.pk, grant=grant)
    accounts.end_role(admin, account_id=zhang.pk, holding_id=made.pk)
    assert [text.startswith("您获得了角色“领导”") for text in told(zhang)] == [True, False]
    assert "已收回" in told(zhang)[1]


def test_a_delegation_offered_and_accepted_is_told(zhang) -> None:
    li = open_account("li", "assessor", division=TOWN)
    made = delegations.lend_roles(
        actor_of(zhang), borrower="li", holdings=[h.pk for h in zhang.holdings.all()],
        since=accounts.clock.today(), until=accounts.clock.today() + timedelta(days=3),
        reason="休假",
    )  # fmt: skip
    assert "请您在" in told(li)[0]
    delegations.accept_delegation(actor_of(li), delegation_id=made.pk)
    assert "已接受" in told(zhang)[0]


def test_the_bell_shows_the_count_without_a_query_of_its_own(signed_in, linze) -> None:
    client: Client = signed_in("town_clerk", division=TOWN)
    client.get("/notices/")
    with questions() as before:
        client.get("/notices/?state=read")
    assert len(before) == 4  # session with account, roles, rows, saved views
    telling.tell("announcement", [client.account.pk], title="甲")
    with questions() as after:
        page = client.get("/notices/?state=read").content.decode()
    assert "1 条未读" in page
    assert len(after) == len(before)


def test_opening_a_notice_leads_to_the_record_and_counts_down(signed_in, linze) -> None:
    client: Client = signed_in("town_clerk", division=TOWN)
    telling.tell("announcement", [client.account.pk], url="/people/", title="甲")
    key = Notice.objects.get().pk
    assert "公告：甲" in client.get("/notices/").content.decode()
    assert client.get(f"/notices/{key}/").headers["Location"] == "/people/"
    assert unread(client.account) == 0
    client.post(f"/notices/{key}/unread")
    assert unread(client.account) == 1
    client.post("/notices/read")
    assert unread(client.account) == 0


def test_nobody_opens_anothers_notice(signed_in, zhang) -> None:
    telling.tell("announcement", [zhang.pk], title="甲")
    client: Client = signed_in("county_administrator", division=COUNTY)
    key = Notice.objects.get().pk
    assert client.get(f"/notices/{key}/").status_code == 404
    assert client.post(f"/notices/{key}/unread").status_code == 404
    assert unread(zhang) == 1


def announced(actor, **changed) -> object:
    given = {
        "title": "值守通知", "body": "请按表值班。", "division": TOWN, "role": "",
        "since": accounts.clock.today(), "until": None,
    } | changed  # fmt: skip
    return announcing.announce(actor, **given)


def test_an_announcement_reaches_its_place_and_its_reading_is_known(actor, signed_in, linze):
    admin = actor("county_administrator", division=COUNTY)
    inside: Client = signed_in("town_clerk", division=TOWN)
    outside: Client = signed_in("town_clerk", division=OTHER_TOWN)
    one = announced(admin)
    assert publish.func(one.pk) == 1
    assert publish.func(one.pk) == 0
    assert "值守通知" in inside.get("/").content.decode()
    assert "值守通知" not in outside.get("/").content.decode()
    assert outside.get(f"/announcements/{one.pk}/").status_code == 404
    assert unread(inside.account) == 1
    assert "请按表值班" in inside.get(f"/announcements/{one.pk}/").content.decode()
    assert unread(inside.account) == 0
    assert [n.read_at is not None for n in announcing.reading(one)] == [True]


def test_whoever_comes_later_still_sees_and_reads_it(actor, signed_in, linze) -> None:
    one = announced(actor("county_administrator", division=COUNTY), role="town_clerk")
    publish.func(one.pk)
    late: Client = signed_in("town_clerk", division=TOWN)
    leader: Client = signed_in("leader", division=TOWN)
    assert late.get(f"/announcements/{one.pk}/").status_code == 200
    assert leader.get(f"/announcements/{one.pk}/").status_code == 404
    assert [n.account.pk for n in announcing.reading(one)] == [late.account.pk]


def test_a_withdrawn_announcement_leaves_every_inbox(actor, signed_in, linze) -> None:
    admin = actor("county_administrator", division=COUNTY)
    client: Client = signed_in("town_clerk", division=TOWN)
    one = announced(admin)
    publish.func(one.pk)
    announcing.withdraw(admin, announcement_id=one.pk)
    assert unread(client.account) == 0
    assert "值守通知" not in client.get("/notices/").content.decode()
    assert "值守通知" not in client.get("/").content.decode()
    assert client.get(f"/announcements/{one.pk}/").status_code == 404
    with pytest.raises(NotHere):
        announcing.withdraw(admin, announcement_id=one.pk)


def test_nobody_announces_beyond_their_area_or_into_the_past(actor, linze) -> None:
    admin = actor("county_administrator", division=TOWN)
    for changed in (
        {"division": OTHER_TOWN}, {"role": "nobody"}, {"since": date(2020, 1, 1)},
        {"until": accounts.clock.today()},
    ):  # fmt: skip
        with pytest.raises(BadAnnouncement):
            announced(admin, **changed)


def test_an_announcement_of_next_week_waits(actor, signed_in, linze) -> None:
    client: Client = signed_in("town_clerk", division=TOWN)
    today = accounts.clock.today()
    one = announced(actor("county_administrator", division=COUNTY), since=today + timedelta(days=7))
    assert "值守通知" not in client.get("/").content.decode()
    assert client.get(f"/announcements/{one.pk}/").status_code == 404
    assert Notice.objects.count() == 0


def came(client: Client) -> None:
    answer = client.post("/sign-in", {"username": "zhang", "password": PASSWORD})
    assert answer.status_code == 302


def test_a_new_device_is_told_to_the_account_itself(zhang) -> None:
    home, other = Client(HTTP_USER_AGENT="Windows Edg"), Client(HTTP_USER_AGENT="Android Chrome")
    came(home)
    home.post("/sign-out")
    came(home)
    assert told(zhang) == []  # the first, and the first again
    came(other)
    assert "（安卓 · Chrome，127.0.0.1）" in told(zhang)[0]
    came(other)
    assert len(told(zhang)) == 1


def test_administrators_are_reminded_of_the_review_twice_a_quarter(zhang) -> None:
    admin = open_account("admin", "county_administrator", division=COUNTY)
    for day, count in (("2026-10-01", 1), ("2026-10-02", 1), ("2026-10-24", 2), ("2026-10-24", 2)):
        with time_machine.travel(f"{day}T08:00:00+08:00", tick=False):
            daily_review_reminder.func(day)
        assert len(told(admin)) == count, day
    assert "2026-10-31" in told(admin)[0]
    assert told(zhang) == []


def test_a_plan_lacking_figures_is_told_to_the_countys_officers(linze) -> None:
    from anhuai.plans import actions, jobs

    officer = open_account("officer", "county_officer", division=COUNTY)
    actions.load_plan(SYSTEM, code="linze-2025-civil")
    with time_machine.travel("2025-03-01T09:00:00+08:00", tick=False):
        jobs.monthly_report_reminder.func("2025-03-01")
        jobs.monthly_report_reminder.func("2025-03-01")
    assert len(told(officer)) == 1
    assert "2025-12-31" in told(officer)[0]


def test_the_own_inbox_is_read_over_rest(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    template = next(iter(TEMPLATES))
    telling.tell(template, [officer.account.pk], url="/people/", **TEMPLATES[template].example)
    (one,) = officer.get("/api/v1/notices").json()["items"]
    assert (one["template"], one["url"], one["read_at"]) == (template, "/people/", None)
    other = signed_in("leader", division=COUNTY)
    assert other.get("/api/v1/notices").json()["items"] == []
    assert other.post(f"/api/v1/notices/{one['id']}/read").status_code == 404
    assert officer.post(f"/api/v1/notices/{one['id']}/read").status_code == 204
    assert officer.get("/api/v1/notices").json()["items"][0]["read_at"]
