"""A video call: who may join, that a link works once and ends, that everything is on record."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from anhuai.cases import actions as cases
from anhuai.cases import queries as case_queries
from anhuai.desk import actions, queries
from anhuai.desk.jobs import video_over
from anhuai.desk.models import VideoCall, VideoNote, VideoSeat
from anhuai.desk.rules.video import (
    MOST_AT_ONCE,
    MOST_SEATS,
    BadVideo,
    Note,
    notes_of,
    servers_of,
)
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, NotHere, Refused
from anhuai.platform.models import AuditEntry
from tests.conftest import COUNTY, OTHER_TOWN, VILLAGE
from tests.desk.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(elder):
    return cases.open_case(
        kind="alarm", says=("一键呼叫", "SOS"), severity=1, origin="test:1", by="测试",
        person=elder.pk, division=VILLAGE, spot="",
    )[0]  # fmt: skip


@pytest.fixture
def call(friday, officer, case):
    return actions.begin_video(officer, case_id=case.pk)


def token_of(officer, call, role: str = "elder", name: str = "张奶奶") -> str:
    return actions.invite(officer, video_id=call.pk, role=role, name=name).token


def lines(case) -> list[str]:
    return [one.says for one in case.entries.filter(what="video").order_by("pk")]


def refused(code: str):
    return pytest.raises(BadVideo, check=lambda error: error.code == code)


def agreed(officer, call) -> tuple[Client, VideoSeat]:
    """A browser that has used a link."""
    guest = Client()
    url = reverse("desk:join", args=[token_of(officer, call)])
    assert guest.post(url, {"answer": "yes"}).status_code == 302
    return guest, VideoSeat.objects.latest("pk")


def test_a_case_has_one_video_call_at_a_time(officer, call, case) -> None:
    assert actions.begin_video(officer, case_id=case.pk).pk == call.pk
    actions.end_video(officer, video_id=call.pk)
    assert actions.begin_video(officer, case_id=case.pk).pk != call.pk


def test_the_course_of_a_call_stands_in_the_cases_timeline_whole(officer, call, case) -> None:
    seat = actions.sit_down(officer, video_id=call.pk)
    actions.exchange(seat.pk, sitting=0, after=0, notes=[])
    guest, other = agreed(officer, call)
    guest.post(reverse("desk:join_exchange"), "{}", content_type="application/json")
    told = {"sitting": 0, "after": 0, "notes": []}
    answer = guest.post(reverse("desk:join_exchange"), told, content_type="application/json")
    assert [one["name"] for one in answer.json()["seats"]] == [officer.name]
    guest.post(reverse("desk:join_leave"))
    actions.end_video(officer, video_id=call.pk)
    assert lines(case) == [
        "发起视频通话", "同意开启摄像头并加入", "进入视频", "邀请老人 张奶奶",
        "同意视频，不录音录像", "进入视频", "离开视频", f"视频结束，参加：{officer.name}、张奶奶",
    ]  # fmt: skip
    assert case_queries.is_whole(list(case.entries.order_by("pk")))
    other.refresh_from_db()
    assert other.agreed_at
    assert other.joined_at
    assert other.left_at
    names = set(AuditEntry.objects.filter(name__contains="desk").values_list("name", flat=True))
    assert {"desk.begin_video", "desk.sit_down", "desk.answer_invitation", "desk.stand_up",
            "desk.end_video"} <= names  # fmt: skip


def test_a_link_is_used_once_and_by_its_browser_again(officer, call) -> None:
    url = reverse("desk:join", args=[token_of(officer, call)])
    first, second = Client(), Client()
    assert first.get(url).status_code == 200
    assert second.get(url).status_code == 200  # seen is not used
    assert first.post(url, {"answer": "yes"}).status_code == 302
    late = second.post(url, {"answer": "yes"})
    assert late.status_code == 404
    assert "用过" in late.content.decode()
    assert first.get(url).status_code == 302
    assert first.get(reverse("desk:join_room")).status_code == 200
    assert second.get(reverse("desk:join_room")).status_code == 404


def test_a_link_ends_with_its_time_and_with_its_call(officer, call) -> None:
    url = reverse("desk:join", args=[token_of(officer, call)])
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        assert Client().get(url).status_code == 404
        assert Client().post(url, {"answer": "yes"}).status_code == 404
        assert video_over.func(call.pk) == "ended"
    assert VideoSeat.objects.get().agreed_at is None
    assert VideoCall.objects.get().ended_at is not None


def test_who_refuses_opens_no_camera_and_it_is_on_record(officer, call, case) -> None:
    url = reverse("desk:join", args=[token_of(officer, call)])
    guest = Client()
    said = guest.post(url, {"answer": "no"})
    assert said.status_code == 200
    assert "video-seat" not in said.cookies
    assert lines(case)[-1] == "不同意视频，摄像头未开启"
    assert guest.get(url).status_code == 404
    assert guest.get(reverse("desk:join_room")).status_code == 404
    with refused("used"):
        actions.answer_invitation(
            SYSTEM, seat_id=VideoSeat.objects.get().pk, token=url.rsplit("/", 1)[1], agrees=True
        )


def test_before_the_answer_no_page_may_ask_for_the_camera_elsewhere(officer, call) -> None:
    token = token_of(officer, call)
    page = Client().get(reverse("desk:join", args=[token]))
    assert "camera=(self)" in page["Permissions-Policy"]
    assert "camera=()" in Client().get("/portal/find")["Permissions-Policy"]
    assert page["Referrer-Policy"] == "same-origin"
    assert "video.js" not in page.content.decode()


def test_what_browsers_tell_each_other_reaches_only_whom_it_is_for(officer, call) -> None:
    seat = actions.sit_down(officer, video_id=call.pk)
    mine = actions.exchange(seat.pk, sitting=0, after=0, notes=[])
    a, b = (agreed(officer, call) for _n in range(2))
    both = [actions.exchange(one.pk, sitting=0, after=0, notes=[]) for _c, one in (a, b)]
    actions.exchange(seat.pk, sitting=mine["sitting"], after=0, notes=[Note(a[1].pk, {"sdp": "x"})])
    for (_client, one), told, wanted in zip((a, b), both, ([{"sdp": "x"}], []), strict=True):
        got = actions.exchange(one.pk, sitting=told["sitting"], after=told["after"], notes=[])
        assert [note["body"] for note in got["notes"]] == wanted
    actions.end_video(officer, video_id=call.pk)
    assert not VideoNote.objects.exists()
    assert actions.exchange(seat.pk, sitting=1, after=0, notes=[]) == {"over": "ended"}


def test_a_second_window_takes_the_seat_and_the_first_is_told(officer, call) -> None:
    seat = actions.sit_down(officer, video_id=call.pk)
    first = actions.exchange(seat.pk, sitting=0, after=0, notes=[])
    actions.exchange(seat.pk, sitting=0, after=0, notes=[])
    told = actions.exchange(seat.pk, sitting=first["sitting"], after=0, notes=[])
    assert told == {"over": "elsewhere"}


def test_a_third_person_joins_and_a_fifth_finds_it_full(officer, call) -> None:
    actions.sit_down(officer, video_id=call.pk)
    for number in range(MOST_SEATS - 1):
        token_of(officer, call, "family", f"家属{number}")
    with refused("full"):
        token_of(officer, call)


def test_a_stranger_neither_sees_nor_joins_nor_ends(call, actor, signed_in) -> None:
    stranger = actor("duty_officer", division=OTHER_TOWN)
    for act in (actions.sit_down, actions.end_video):
        with pytest.raises(NotHere):
            act(stranger, video_id=call.pk)
    with pytest.raises(NotHere):
        actions.invite(stranger, video_id=call.pk, role="elder", name="某")
    with pytest.raises(NotHere):
        actions.begin_video(stranger, case_id=call.case_id)
    with pytest.raises(Refused):
        actions.begin_video(actor("village_worker", division=VILLAGE), case_id=call.case_id)
    client = signed_in("duty_officer", division=OTHER_TOWN)
    for name in ("video", "video_join", "video_leave", "video_end", "video_exchange"):
        assert client.post(reverse(f"desk:{name}", args=[call.pk])).status_code == 404, name
    family = signed_in("family", person=call.person_id)
    assert family.get(reverse("desk:video", args=[call.pk])).status_code == 403


@pytest.mark.parametrize(
    ("role", "name", "code"),
    [("elder", " ", "name"), ("officer", "甲", "role"), ("x", "甲", "role")],
)
def test_an_invitation_says_who_as_what(officer, call, role: str, name: str, code: str) -> None:
    with refused(code):
        actions.invite(officer, video_id=call.pk, role=role, name=name)


def test_what_is_over_is_said(officer, call) -> None:
    actions.end_video(officer, video_id=call.pk)
    for act in (
        lambda: actions.sit_down(officer, video_id=call.pk),
        lambda: token_of(officer, call),
    ):
        with refused("over"):
            act()
    with refused("about"):
        actions.begin_video(officer)


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"notes": 3}', '{"notes": [{"to": "1", "body": {}}]}',
             '{"sitting": -1, "after": 0}', '{"sitting": true, "after": 0}', "\xff"],
)  # fmt: skip
def test_nonsense_from_a_page_is_refused_with_a_sentence(officer, call, body: str) -> None:
    guest, _seat = agreed(officer, call)
    answer = guest.post(reverse("desk:join_exchange"), body, content_type="application/json")
    assert answer.status_code == 400
    assert "刷新" in answer.json()["detail"]


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
))  # fmt: skip
def test_whatever_a_page_says_is_notes_or_refused(said) -> None:
    try:
        found = notes_of(said)
    except BadVideo:
        return
    assert all(isinstance(one, Note) for one in found)


def test_too_much_is_refused() -> None:
    one = {"to": 1, "body": {"candidate": "x"}}
    assert len(notes_of([one] * MOST_AT_ONCE)) == MOST_AT_ONCE
    for said in ([one] * (MOST_AT_ONCE + 1), [{"to": 1, "body": {"x": "y" * 20_000}}]):
        with refused("said"):
            notes_of(said)


def test_servers_are_a_setting_and_none_is_shipped(monkeypatch, officer, call, signed_in) -> None:
    from anhuai.desk.views.video import _servers

    assert servers_of("", "", ("u", "p")) == []
    assert _servers() == []
    monkeypatch.setenv("ANHUAI_STUN", "stun:10.1.1.1:3478")
    monkeypatch.setenv("ANHUAI_TURN", "turn:10.1.1.1:3478")
    monkeypatch.setenv("ANHUAI_TURN_SECRET", "north")
    stun, turn = _servers()
    assert stun == {"urls": "stun:10.1.1.1:3478"}
    # The example of coturn's use-auth-secret: base64(hmac-sha1(secret, "expiry:user")).
    assert turn["username"] == f"{int(clock.now().timestamp()) + 7200}:anhuai"
    assert turn["credential"] != "north"
    client = signed_in("duty_officer", division=COUNTY)
    client.post(reverse("desk:video_join", args=[call.pk]))
    page = client.get(reverse("desk:video", args=[call.pk])).content.decode()
    assert "turn:10.1.1.1" in page
    assert "north" not in page


def test_the_pages_lead_from_case_and_person_to_the_call_and_its_list(
    friday, elder, case, signed_in
) -> None:
    client = signed_in("duty_officer", division=COUNTY)
    panel = client.get(reverse("desk:panel", args=[case.pk])).content.decode()
    assert reverse("desk:video_of_case", args=[case.pk]) in panel
    person = client.get(f"/people/{elder.pk}/").content.decode()
    assert reverse("desk:video_of_person", args=[elder.pk]) in person
    led = client.post(reverse("desk:video_of_person", args=[elder.pk]))
    one = VideoCall.objects.get()
    assert led["Location"] == reverse("desk:video", args=[one.pk])
    assert client.get(led["Location"]).status_code == 200
    asked = client.post(
        reverse("desk:video_invite", args=[one.pk]), {"role": "family", "name": "女儿"}
    )
    assert "/desk/join/" in asked.content.decode()
    assert "女儿" in client.get(led["Location"]).content.decode()
    assert str(one.pk) in client.get(reverse("desk:videos")).content.decode()
    empty = client.post(reverse("desk:video_invite", args=[one.pk]), {"role": "family"})
    assert "必填" in empty.content.decode() or "请" in empty.content.decode()
    assert VideoSeat.objects.count() == 1


def test_who_comes_and_goes_is_told_as_a_stamp_without_anybody(officer, call) -> None:
    before = queries.video_stamps([call.pk])
    seat = actions.sit_down(officer, video_id=call.pk)
    after = queries.video_stamps([call.pk])
    assert before != after
    actions.exchange(seat.pk, sitting=0, after=0, notes=[])
    assert queries.video_stamps([call.pk]) != after
    assert json.dumps(after)


def test_systems_get_the_course_and_no_names(officer, call, signed_in) -> None:
    agreed(officer, call)
    client = signed_in("duty_officer", division=COUNTY)
    said = client.get("/api/v1/desk/video-calls?state=open").json()
    assert [(one["asked"], one["agreed"], one["came"]) for one in said["items"]] == [(1, 1, 0)]
    assert "张奶奶" not in str(said)
    assert (
        signed_in("family", person=call.person_id).get("/api/v1/desk/video-calls").status_code
        == 403
    )
