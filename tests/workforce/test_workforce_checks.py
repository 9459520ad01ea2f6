"""Record checks, courses and badges: the rules, the writes, the pages."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE

from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere
from anhuai.platform.posting import Stale
from anhuai.workforce import actions, queries
from anhuai.workforce.models import Attendance, Badge, Course, Post, RecordCheck, Training
from anhuai.workforce.rules import (
    CheckState,
    CourseFacts,
    CourseState,
    Result,
    WorkerFacts,
    check_state,
    year_after,
    year_before,
)

SINCE = date(2025, 1, 1)
SignedIn = Callable[..., Client]


@pytest.mark.parametrize(
    ("asked_on", "is_clear", "on", "state"),
    [
        (None, True, date(2026, 1, 1), CheckState.MISSING),
        (date(2025, 1, 2), True, date(2026, 1, 1), CheckState.CLEAR),
        (date(2025, 1, 1), True, date(2026, 1, 1), CheckState.DUE),
        (date(2024, 2, 29), True, date(2025, 2, 28), CheckState.CLEAR),
        (date(2024, 2, 29), True, date(2025, 3, 1), CheckState.DUE),
        (date(2020, 1, 1), False, date(2026, 1, 1), CheckState.BARRED),
    ],
)
def test_a_check_holds_a_year_and_a_bar_until_a_clear_answer(
    asked_on: date | None, is_clear: bool, on: date, state: CheckState
) -> None:
    assert check_state(asked_on, is_clear=is_clear, on=on) is state


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_year_is_never_longer_than_366_days(day: date) -> None:
    assert 365 <= (year_after(day) - day).days <= 366
    assert 365 <= (day - year_before(day)).days <= 366


@pytest.mark.parametrize(
    ("result", "pass_mark", "counts"),
    [
        (Result(1, attended=True), None, True),
        (Result(1, attended=False), None, False),
        (Result(1, attended=True, mark=60), 60, True),
        (Result(1, attended=True, mark=59), 60, False),
        (Result(1, attended=True), 60, False),
        (Result(1, attended=False, mark=99), 60, False),
    ],
)
def test_a_training_counts_for_who_came_and_passed(
    result: Result, pass_mark: int | None, counts: bool
) -> None:
    assert result.has_passed(pass_mark) is counts


@pytest.fixture
def officer(linze: str) -> Post:
    """The child officer of a village."""
    return actions.hire(
        SYSTEM, kind="village_child_officer", facts=WorkerFacts(name="周晓梅", sex="2"),
        division=VILLAGE, on=SINCE,
    )  # fmt: skip


def answered(worker: int, on: date, *, clear: bool = True) -> RecordCheck:
    return actions.record_check(
        SYSTEM, worker=worker, asked_on=on, is_clear=clear, document="回执 1"
    )


@pytest.mark.django_db
def test_who_has_a_record_gets_no_post_with_children_until_a_clear_answer(officer: Post) -> None:
    today = clock.today()
    answered(officer.worker_id, today - timedelta(days=1), clear=False)
    with pytest.raises(actions.BadPost, match="不得从事"):
        actions.hire(SYSTEM, kind="village_child_officer", worker=officer.worker_id,
                     division=OTHER_VILLAGE, on=today)  # fmt: skip
    (row,) = queries.checks_page(SYSTEM, on=today)
    assert row.state is CheckState.BARRED
    answered(officer.worker_id, today)
    actions.hire(SYSTEM, kind="village_child_officer", worker=officer.worker_id,
                 division=OTHER_VILLAGE, on=today)  # fmt: skip


@pytest.mark.django_db
def test_an_answer_needs_its_number_a_past_day_and_comes_once(officer: Post) -> None:
    today = clock.today()
    kept = answered(officer.worker_id, today)
    for wrong in (
        {"asked_on": today + timedelta(days=1), "document": "1"},
        {"asked_on": today - timedelta(days=1), "document": " "},
        {"asked_on": today, "document": "2"},
    ):
        with pytest.raises(actions.BadPost):
            actions.record_check(SYSTEM, worker=officer.worker_id, is_clear=True, **wrong)
    actions.retract_check(SYSTEM, check=kept.pk)
    with pytest.raises(NotHere):
        actions.retract_check(SYSTEM, check=kept.pk)
    assert queries.checks_page(SYSTEM, on=today)[0].state is CheckState.MISSING
    answered(officer.worker_id, today)


@pytest.mark.django_db
def test_another_towns_clerk_reaches_neither_worker_nor_course(
    officer: Post, actor: Callable[..., Actor]
) -> None:
    clerk = actor("town_clerk", division=OTHER_TOWN)
    assert queries.checks_page(clerk, on=clock.today()) == []
    course = planned()
    with pytest.raises(NotHere):
        queries.course_detail(clerk, course.pk)


def planned(**more: object) -> Course:
    facts = {"kind": "child_work", "title": "儿童工作培训", "division": TOWN,
             "planned_on": clock.today()} | more  # fmt: skip
    return actions.plan_course(SYSTEM, facts=CourseFacts(**facts))


@pytest.mark.django_db
def test_a_course_that_was_held_is_in_the_files_of_who_passed(officer: Post) -> None:
    other = actions.hire(
        SYSTEM, kind="village_child_officer", facts=WorkerFacts(name="赵云", sex="1"),
        division=OTHER_VILLAGE, on=SINCE,
    )  # fmt: skip
    course = planned(pass_mark=60, seats=2)
    course = actions.invite(SYSTEM, course=course.pk, workers=[officer.worker_id])
    course = actions.invite(SYSTEM, course=course.pk, workers=[officer.worker_id, other.worker_id])
    assert Attendance.objects.count() == 2
    results = [
        Result(officer.worker_id, attended=True, mark=60), Result(other.worker_id, attended=True)
    ]  # fmt: skip
    today = clock.today()
    with pytest.raises(Stale):
        actions.hold_course(SYSTEM, course=course.pk, version=1, on=today, results=results)
    with pytest.raises(actions.BadPost, match="每一名"):
        actions.hold_course(
            SYSTEM, course=course.pk, version=course.version, on=today, results=results[:1]
        )
    held = actions.hold_course(
        SYSTEM, course=course.pk, version=course.version, on=today, results=results
    )
    assert held.state == CourseState.HELD
    assert list(Training.objects.values_list("worker", "title")) == [
        (officer.worker_id, "儿童工作培训")
    ]
    with pytest.raises(actions.BadPost, match="已举办"):
        actions.call_off_course(SYSTEM, course=course.pk, version=held.version)


@pytest.mark.django_db
def test_a_course_is_never_overfull_and_seats_are_given_back(officer: Post) -> None:
    course = planned(seats=1)
    course = actions.invite(SYSTEM, course=course.pk, workers=[officer.worker_id])
    other = actions.hire(
        SYSTEM, kind="village_child_officer", facts=WorkerFacts(name="赵云", sex="1"),
        division=OTHER_VILLAGE, on=SINCE,
    )  # fmt: skip
    with pytest.raises(actions.BadPost, match="名额"):
        actions.invite(SYSTEM, course=course.pk, workers=[other.worker_id])
    actions.uninvite(SYSTEM, course=course.pk, worker=officer.worker_id)
    actions.invite(SYSTEM, course=course.pk, workers=[other.worker_id])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"kind": "x"}, {"title": " "}, {"days": 0}, {"pass_mark": 101}, {"seats": 0},
     {"division": "999999"}],
)  # fmt: skip
def test_a_course_that_cannot_be_is_refused(linze: str, wrong: dict[str, object]) -> None:
    with pytest.raises(actions.BadPost):
        planned(**wrong)


@pytest.mark.django_db
def test_a_badge_is_genuine_until_withdrawn_replaced_or_its_holder_left(officer: Post) -> None:
    first = actions.issue_badge(SYSTEM, worker=officer.worker_id)
    second = actions.issue_badge(SYSTEM, worker=officer.worker_id)
    today = clock.today()
    assert queries.badge_by(first.code, on=today) is None
    shown = queries.badge_by(second.code, on=today)
    assert shown is not None
    assert (shown.name, [kind for kind, _at, _state in shown.posts]) == (
        "周晓梅", ["village_child_officer"],
    )  # fmt: skip
    assert second.code not in str(Badge.objects.values_list("digest", flat=True))
    actions.withdraw_badge(SYSTEM, worker=officer.worker_id)
    assert queries.badge_by(second.code, on=today) is None
    third = actions.issue_badge(SYSTEM, worker=officer.worker_id)
    actions.end_post(SYSTEM, post=officer.pk, on=today)
    left = queries.badge_by(third.code, on=today)
    assert left is not None
    assert left.posts == ()
    with pytest.raises(actions.BadPost):
        actions.issue_badge(SYSTEM, worker=officer.worker_id)


@pytest.mark.django_db
def test_gaps_name_the_places_without_their_post(officer: Post) -> None:
    found = queries.gaps(SYSTEM, on=clock.today())
    villages = next(one for one in found.missing if one.kind == "village_child_officer")
    assert VILLAGE not in villages.places
    assert OTHER_VILLAGE in villages.places
    assert len(villages.places) == villages.needed - 1
    assert found.checks[CheckState.MISSING] == 1
    assert found.turnover is None
    inside = queries.gaps(SYSTEM, on=clock.today(), division=OTHER_TOWN)
    assert not sum(inside.checks.values())


@pytest.mark.django_db
def test_turnover_counts_who_left_within_a_year(linze: str, officer: Post) -> None:
    today = clock.today()
    assert queries.gaps(SYSTEM, on=today).left == 0
    actions.end_post(SYSTEM, post=officer.pk, on=today)
    assert queries.gaps(SYSTEM, on=today).left == 0  # a child officer is no care worker


def text(answer: object) -> str:
    return str(answer.content.decode())  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_pages_lead_from_a_gap_to_a_badge(officer: Post, signed_in: SignedIn) -> None:
    desk = signed_in("county_officer", division=COUNTY)
    assert "人员缺口" in text(desk.get("/workforce/"))
    shown = text(desk.get("/workforce/gaps"))
    assert f"division={OTHER_VILLAGE}" in shown
    assert "从未查询" in text(desk.get("/workforce/checks?state=missing"))
    sent = {"asked_on": "2026-01-05", "answer": "clear", "document": "回执 7"}
    desk.post(f"/workforce/{officer.worker_id}/checks", sent)
    assert "回执 7" in text(desk.get(f"/workforce/{officer.worker_id}/"))
    desk.post("/workforce/courses/new", {
        "kind": "child_work", "title": "儿童主任轮训", "division": TOWN,
        "planned_on": "2026-03-01", "days": "1",
    })  # fmt: skip
    course = Course.objects.get()
    desk.post(f"/workforce/courses/{course.pk}/invite", {"workers": [officer.worker_id]})
    assert "周晓梅" in text(desk.get(f"/workforce/courses/{course.pk}/"))
    course.refresh_from_db()
    desk.post(f"/workforce/courses/{course.pk}/results", {
        "on": "2026-03-02", "version": course.version, f"came-{officer.worker_id}": "on",
    })  # fmt: skip
    assert "已举办" in text(desk.get("/workforce/courses/?state=held"))
    assert "儿童主任轮训" in text(desk.get(f"/workforce/{officer.worker_id}/"))
    made = text(desk.post(f"/workforce/{officer.worker_id}/badge", {}))
    code = made.split("/workforce/badge/")[1].split("<")[0].split('"')[0]
    anybody = text(Client().get(f"/workforce/badge/{code}"))
    assert "工作证有效" in anybody
    assert "周晓梅" in anybody
    desk.post(f"/workforce/{officer.worker_id}/badge/withdraw")
    void = Client().get(f"/workforce/badge/{code}")
    assert (void.status_code, "周晓梅" in text(void)) == (404, False)


@pytest.mark.django_db
def test_a_clerk_without_the_permit_sees_no_buttons_and_may_not_send(
    officer: Post, signed_in: SignedIn
) -> None:
    leader = signed_in("leader", division=COUNTY)
    assert "/workforce/courses/new" not in text(leader.get("/workforce/courses/"))
    assert leader.post("/workforce/courses/new", {}).status_code == 403


def test_identity_and_certificates_are_verified_by_an_office_and_the_badge_says_so(
    linze: str, signed_in: SignedIn
) -> None:
    today = clock.today()
    nurse = actions.hire(
        SYSTEM, kind="social_worker", facts=WorkerFacts(name="周晓芳", sex="2"), division=VILLAGE,
        on=SINCE,
    )  # fmt: skip
    paper = actions.add_certificate(
        SYSTEM, worker=nurse.worker_id, kind="social_work", number="Z9", since=SINCE
    )
    badge = actions.issue_badge(SYSTEM, worker=nurse.worker_id)
    shown = text(Client().get(f"/workforce/badge/{badge.code}"))
    assert "身份未经民政部门核验" in shown
    told = {"worker": nurse.worker_id, "how": "original", "is_genuine": True, "seen_on": today}
    for wrong, code in (
        ({"how": "?"}, "how"), ({"seen_on": today + timedelta(days=1)}, "future"),
        ({"how": "issuer"}, "reference"),
    ):  # fmt: skip
        with pytest.raises(actions.BadPost) as error:
            actions.verify(SYSTEM, **{**told, **wrong})  # type: ignore[arg-type]
        assert error.value.code == code
    actions.verify(SYSTEM, **told)  # type: ignore[arg-type]
    actions.verify(SYSTEM, certificate=paper.pk, **told)  # type: ignore[arg-type]
    with pytest.raises(actions.BadPost):
        actions.verify(SYSTEM, **told)  # type: ignore[arg-type]
    shown = text(Client().get(f"/workforce/badge/{badge.code}"))
    assert f"身份已于 {today} 由民政部门核验" in shown
    assert "证书已核验" in shown
    assert "Z9" not in shown
    desk = signed_in("county_officer", division=COUNTY)
    assert "查验原件" in text(desk.get(f"/workforce/{nurse.worker_id}/"))
    assert desk.post(
        f"/workforce/{nurse.worker_id}/verify",
        {"certificate": str(paper.pk), "how": "online", "seen_on": str(today - timedelta(days=1)),
         "answer": "false", "reference": "回1"},
    ).status_code == 302  # fmt: skip
    assert queries.certificates_of([nurse.worker_id])[nurse.worker_id][0].is_verified
    queries_today = queries.verified_of([nurse.worker_id])[nurse.worker_id, paper.pk]
    assert (queries_today.is_genuine, queries_today.by) == (True, SYSTEM.name)


def test_a_certificate_or_identity_found_false_counts_for_nothing(linze: str) -> None:
    today = clock.today()
    nurse = actions.hire(
        SYSTEM, kind="social_worker", facts=WorkerFacts(name="周晓芳", sex="2"), division=VILLAGE,
        on=SINCE,
    )  # fmt: skip
    paper = actions.add_certificate(
        SYSTEM, worker=nurse.worker_id, kind="social_work", number="Z9", since=SINCE
    )
    badge = actions.issue_badge(SYSTEM, worker=nurse.worker_id)
    told = {
        "worker": nurse.worker_id, "how": "issuer", "is_genuine": False, "seen_on": today,
        "reference": "回函 3 号",
    }  # fmt: skip
    actions.verify(SYSTEM, certificate=paper.pk, **told)  # type: ignore[arg-type]
    assert queries.certificates_of([nurse.worker_id])[nurse.worker_id] == []
    assert list(queries.posts(SYSTEM, on=today, certified=True)) == []
    assert [one.pk for one in queries.posts(SYSTEM, on=today, certified=False)] == [nurse.pk]
    actions.verify(SYSTEM, **told)  # type: ignore[arg-type]
    assert queries.badge_by(badge.code, on=today) is None
