"""Activities and the elders' school: places never overbooked, the queue, regular participation."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.people import small
from tests.services.conftest import NOON, TODAY, elder_of, refused
from tests.services.test_mutual_actions import decide, helper_of

from anhuai.platform.acting import Actor, NotHere
from anhuai.services import actions, queries
from anhuai.services.models import Activity, ElderCourse, Enrolment, Presence
from anhuai.services.rules.school import CourseFacts, Subject, lesson_days, regulars
from anhuai.services.rules.volunteers import ActivityFacts, ActivityKind


def activity_of(officer: Actor, places: int = 2, **more: Any) -> Activity:
    given = {
        "title": "义诊", "kind": ActivityKind.HEALTH, "division": small.VILLAGE,
        "starts": NOON + timedelta(days=1), "minutes": 60, "places": places,
    }  # fmt: skip
    return actions.plan_activity(officer, facts=ActivityFacts(**{**given, **more}))


def course_of(officer: Actor, seats: int = 1, title: str = "书法") -> ElderCourse:
    site = actions.open_site(
        officer, name=f"{title}教学点", division=small.VILLAGE, since=date(2026, 1, 1)
    )
    now = queries.term_on(TODAY) or actions.open_term(
        officer, title="春季", since=date(2026, 3, 1), until=date(2026, 7, 1)
    )
    return actions.open_course(officer, facts=CourseFacts(
        site=site.pk, term=now.pk, subject=Subject.CALLIGRAPHY, title=title, weekday=0,
        starts=time(9, 0), minutes=90, seats=seats,
    ))  # fmt: skip


def test_rules() -> None:
    assert lesson_days(date(2026, 6, 1), date(2026, 6, 15), 0) == [
        date(2026, 6, 1), date(2026, 6, 8),
    ]  # fmt: skip
    assert lesson_days(date(2026, 6, 2), date(2026, 6, 8), 0) == []
    assert regulars({1: 11, 2: 12}, 12) == {2}


def test_places_are_never_overbooked(officer: Actor) -> None:
    one = activity_of(officer, places=1)
    first, second = helper_of(officer), helper_of(officer, "李第二")
    actions.sign_up(officer, activity=one.pk, member=first.pk)
    assert refused(lambda: actions.sign_up(officer, activity=one.pk, member=second.pk))[0] == "full"
    actions.sign_off(officer, activity=one.pk, member=first.pk)
    assert actions.sign_up(officer, activity=one.pk, member=second.pk).taken == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.update(taken=2)
    for wrong, code in (
        ({"places": 0}, "places"), ({"minutes": 0}, "minutes"), ({"title": " "}, "title"),
        ({"starts": NOON - timedelta(days=1)}, "past"), ({"division": "990002"}, "beyond"),
    ):  # fmt: skip
        assert refused(lambda w=wrong: activity_of(officer, **w))[0] in (code, "unknown"), wrong


def test_an_activity_is_held_once_and_its_hours_may_stay_out_of_the_bank(officer: Actor) -> None:
    import time_machine

    decide("services.bank_activity", 0)
    one, helper = activity_of(officer), helper_of(officer)
    actions.sign_up(officer, activity=one.pk, member=helper.pk)
    assert refused(
        lambda: actions.hold_activity(officer, activity=one.pk, version=1, came=[helper.pk])
    )[0] == "early"  # fmt: skip
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        with pytest.raises(NotHere):
            actions.hold_activity(officer, activity=one.pk, version=1, came=[helper.pk + 99])
        held = actions.hold_activity(officer, activity=one.pk, version=1, came=[helper.pk])
        assert refused(
            lambda: actions.hold_activity(officer, activity=one.pk, version=2, came=[])
        )[0] == "state"  # fmt: skip
        assert held.state == "held"
        assert queries.balances([helper.pk]) == {}
        span = {"member": helper.pk, "since": date(2026, 1, 1), "last": date(2026, 6, 17)}
        paper = actions.issue_certificate(officer, **span)
        assert (paper.minutes, paper.activities) == (60, 1)
        assert actions.issue_certificate(officer, **span).pk == paper.pk
        assert refused(
            lambda: actions.issue_certificate(
                officer, member=helper.pk, since=date(2025, 1, 1), last=date(2025, 2, 1)
            )
        )[0] == "none"  # fmt: skip


def test_a_full_course_has_a_queue_and_who_waits_longest_moves_up(officer: Actor) -> None:
    course = course_of(officer)
    first, second, third = (elder_of(officer, name) for name in ("赵甲", "钱乙", "孙丙"))
    for person in (first, second, third, second):
        actions.enrol(officer, course=course.pk, person=person)
    assert Enrolment.objects.filter(state="waiting").count() == 2
    actions.leave(officer, course=course.pk, person=first)
    assert Enrolment.objects.get(person=second).state == "enrolled"
    actions.leave(officer, course=course.pk, person=third)
    actions.leave(officer, course=course.pk, person=second)
    assert ElderCourse.objects.get().taken == 0
    with pytest.raises(NotHere):
        actions.leave(officer, course=course.pk, person=second)
    young = small.register(officer, "年轻人", date(1990, 1, 1))
    assert refused(lambda: actions.enrol(officer, course=course.pk, person=young))[0] == "age"
    with pytest.raises(IntegrityError), transaction.atomic():
        ElderCourse.objects.update(taken=2)


def test_presence_needs_a_seat_and_a_day_of_the_term(officer: Actor, far_clerk: Actor) -> None:
    course, person = course_of(officer), elder_of(officer)

    def tap(on: date, actor: Actor = officer) -> Any:
        return actions.tap(actor, course=course.pk, person=person, on=on, came=True)

    with pytest.raises(NotHere):
        tap(TODAY)
    actions.enrol(officer, course=course.pk, person=person)
    assert refused(lambda: tap(date(2026, 6, 22)))[0] == "day"
    assert refused(lambda: tap(date(2026, 2, 2)))[0] == "day"
    tap(TODAY)
    tap(TODAY)
    assert Presence.objects.count() == 1
    with pytest.raises(NotHere):
        tap(TODAY, far_clerk)


def test_participation_counts_residents_of_sixty_who_came_often_enough(
    officer: Actor, far_clerk: Actor
) -> None:
    decide("services.school_often", 2)
    course, other = course_of(officer, seats=9), course_of(officer, seats=9, title="舞蹈")
    often, once, never = (elder_of(officer, name) for name in ("赵常来", "钱一次", "孙没来"))
    for person in (often, once):
        actions.enrol(officer, course=course.pk, person=person)
        actions.tap(officer, course=course.pk, person=person, on=TODAY, came=True)
    actions.enrol(officer, course=other.pk, person=often)
    actions.tap(officer, course=other.pk, person=often, on=TODAY, came=True)
    assert list(queries.learners(officer, on=TODAY).values_list("pk", flat=True)) == [often]
    (town,) = queries.participation(officer, on=TODAY)
    assert (town.elders, town.came, town.regular, town.percent) == (3, 2, 1, "33.33")
    assert not queries.learners(officer, on=date(2027, 6, 1)).exists()
    assert not queries.learners(far_clerk, on=TODAY).exists()
    assert never
