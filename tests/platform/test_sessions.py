"""Sign-ins that last: listed with device and address, ended by their owner or an administrator."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.conftest import COUNTY, TOWN, open_account, questions

from anhuai.platform import accounts, sessions
from anhuai.platform.acting import NotHere
from anhuai.platform.models import Account, AuditEntry, Session

PASSWORD = "correct horse battery"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120"
PHONE = "Mozilla/5.0 (Linux; Android 10) Chrome/80 Mobile Safari MicroMessenger/8.0"


def signed(account: Account, agent: str = EDGE, address: str = "10.1.2.3") -> Client:
    client = Client(headers={"user-agent": agent, "x-real-ip": address})
    sent = client.post("/sign-in", {"username": account.username, "password": PASSWORD})
    assert sent.status_code == 302
    return client


@pytest.fixture
def wang(linze) -> Account:
    return open_account("wang", "town_clerk", division=TOWN)


@pytest.fixture
def admin(linze, signed_in) -> Client:
    return signed_in("county_administrator", division=COUNTY)


def test_the_owner_sees_device_address_and_time_of_every_sign_in(wang) -> None:
    desk = signed(wang)
    signed(wang, PHONE, "10.9.9.9")
    page = desk.get("/sessions/").content.decode()
    for shown in ("Windows · Edge", "10.1.2.3", "安卓 · 微信", "10.9.9.9", "本机"):
        assert shown in page
    keys = Session.objects.values_list("session_key", flat=True)
    assert not [key for key in keys if key in page], "a session key on a page could be stolen"


def test_the_owner_ends_one_device_and_it_is_out_at_once(wang) -> None:
    desk, phone = signed(wang), signed(wang, PHONE)
    there = Session.objects.get(agent=PHONE)
    assert phone.get("/").status_code == 200
    assert desk.post("/sessions/end", {"handle": there.handle}).status_code == 302
    assert phone.get("/").status_code == 302
    assert desk.get("/").status_code == 200
    assert AuditEntry.objects.filter(name="platform.sessions.end_own_session").count() == 1
    assert desk.post("/sessions/end", {"handle": there.handle}).status_code == 404


def test_all_others_end_and_this_one_stays(wang) -> None:
    desk, phone, tablet = signed(wang), signed(wang, PHONE), signed(wang, PHONE)
    desk.post("/sessions/end")
    assert [c.get("/").status_code for c in (desk, phone, tablet)] == [200, 302, 302]


def test_nobody_ends_somebody_elses_sign_in(wang, actor) -> None:
    client = signed(wang)
    handle = Session.objects.get().handle
    with pytest.raises(NotHere):
        sessions.end_own_session(actor("county_officer", division=COUNTY), handle=handle)
    assert client.get("/").status_code == 200


def test_an_administrator_signs_somebody_out_everywhere(wang, admin) -> None:
    desk, phone = signed(wang), signed(wang, PHONE)
    assert "10.1.2.3" in admin.get(f"/accounts/{wang.pk}/").content.decode()
    admin.post(f"/accounts/{wang.pk}/change", {"what": "kick"})
    assert [c.get("/").status_code for c in (desk, phone)] == [302, 302]
    assert admin.get("/").status_code == 200


def test_another_countys_administrator_cannot(wang, signed_in) -> None:
    client = signed(wang)
    foreign = signed_in("county_administrator", division="620724")
    assert foreign.post(f"/accounts/{wang.pk}/change", {"what": "kick"}).status_code == 404
    assert client.get("/").status_code == 200


def test_closing_an_account_ends_its_sessions_for_good(wang, actor) -> None:
    client = signed(wang)
    administrator = actor("county_administrator", division=COUNTY)
    accounts.set_active(administrator, account_id=wang.pk, is_active=False)
    assert not Session.objects.filter(account=wang).exists()
    accounts.set_active(administrator, account_id=wang.pk, is_active=True)
    assert client.get("/").status_code == 302, "reopening does not revive what was ended"


def test_a_new_password_ends_sessions_with_the_old_one(wang, actor) -> None:
    client = signed(wang)
    administrator = actor("county_administrator", division=COUNTY)
    accounts.reset_password(administrator, account_id=wang.pk, password="another long phrase")
    assert client.get("/").status_code == 302
    assert not Session.objects.filter(account=wang).exists()


def test_last_use_is_noted_every_five_minutes_and_survives_a_clock_set_back(wang) -> None:
    client = signed(wang)
    start = Session.objects.get().seen_at
    with time_machine.travel(start + timedelta(minutes=4), tick=False):
        client.get("/sessions/")
    assert Session.objects.get().seen_at == start
    with time_machine.travel(start + timedelta(minutes=6), tick=False):
        client.get("/sessions/")
    assert Session.objects.get().seen_at == start + timedelta(minutes=6)
    with time_machine.travel(start, tick=False):
        client.get("/sessions/")
    assert Session.objects.get().seen_at == start


def test_a_request_asks_for_session_and_account_together(wang) -> None:
    client = signed(wang)
    client.get("/alive")  # remembers the county
    with questions() as asked:
        client.get("/alive")
    assert len(asked) == 3  # session with account, roles; the page its jobs
    assert len([sql for sql in asked if "session" in sql]) == 1


@pytest.mark.parametrize(
    ("agent", "chinese", "english"),
    [
        (EDGE, "Windows · Edge", "Windows · Edge"),
        (PHONE, "安卓 · 微信", "Android · WeChat"),
        ("curl/8", "", ""),
    ],
)
def test_a_device_in_two_words(agent: str, chinese: str, english: str) -> None:
    assert sessions.device_of(agent, english=False) == chinese
    assert sessions.device_of(agent, english=True) == english
