"""Hiring, certifying, training, and who is counted."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE
from tests.facilities.conftest import SINCE, Opener

from anhuai.facilities import actions as facility_actions
from anhuai.facilities.rules import Group, Status
from anhuai.kernel.unfit import Unfit
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry, Organisation
from anhuai.platform.posting import Stale
from anhuai.workforce import actions, queries
from anhuai.workforce.catalogue import POSTS
from anhuai.workforce.models import Post, Worker
from anhuai.workforce.rules import (
    CertificateState,
    Held,
    WorkerFacts,
    certificate_state,
)

pytestmark = pytest.mark.django_db


def refused(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Unfit) as error:
        call()
    assert error.value.message
    assert error.value.message_en
    return error.value.code, error.value.field


def hire(by: Actor = SYSTEM, *, name: str = "王小红", **more: Any) -> Post:
    more.setdefault("kind", "care_worker")
    more.setdefault("on", SINCE)
    if "worker" not in more:
        more["facts"] = WorkerFacts(name=name, sex="2", phone="13800000000")
    return actions.hire(by, **more)


def test_a_care_worker_counts_as_certified_while_the_certificate_holds(opened: Opener) -> None:
    home = opened()
    post = hire(facility=home.pk)

    def certified(on: date) -> int:
        return queries.posts(SYSTEM, on=on, kinds=["care_worker"], certified=True).count()

    assert certified(TODAY) == 0
    actions.add_certificate(
        SYSTEM, worker=post.worker_id, kind="elderly_care", since=SINCE,
        until=TODAY + timedelta(1), grade="5",
    )  # fmt: skip
    assert [certified(TODAY), certified(TODAY + timedelta(1))] == [1, 0]
    assert queries.posts(SYSTEM, on=TODAY, certified=False).count() == 0
    assert queries.posts(SYSTEM, on=TODAY).get().place == VILLAGE  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (None, CertificateState.VALID),
        (TODAY + timedelta(91), CertificateState.VALID),
        (TODAY + timedelta(90), CertificateState.EXPIRING),
        (TODAY + timedelta(1), CertificateState.EXPIRING),
        (TODAY, CertificateState.EXPIRED),
    ],
)
def test_a_certificate_stands_by_the_day(until: date | None, state: CertificateState) -> None:
    held = [Held("elderly_care", SINCE, until)]
    assert certificate_state(POSTS["care_worker"], held, on=TODAY) is state
    assert certificate_state(POSTS["nurse"], held, on=TODAY) is CertificateState.MISSING
    assert certificate_state(POSTS["institution_head"], [], on=TODAY) is CertificateState.NOT_NEEDED


def test_a_village_has_one_child_officer(linze: str) -> None:
    hire(kind="village_child_officer", division=VILLAGE)
    second = lambda: hire(kind="village_child_officer", division=VILLAGE, name="李芳")  # noqa: E731
    assert refused(second) == ("second", "division")
    assert Worker.objects.count() == 1
    actions.end_post(SYSTEM, post=Post.objects.get().pk, on=TODAY)
    hire(kind="village_child_officer", division=VILLAGE, name="李芳", on=TODAY)
    kinds = ["village_child_officer"]
    assert [queries.posts(SYSTEM, on=on, kinds=kinds).count() for on in (SINCE, TODAY)] == [1, 1]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": "juggler", "division": VILLAGE}, ("kind", "kind")),
        ({"kind": "village_child_officer", "division": TOWN}, ("level", "division")),
        ({"kind": "care_worker", "division": VILLAGE}, ("place", "facility")),
        ({"kind": "social_worker", "division": "620723999"}, ("unknown", "division")),
        ({"kind": "social_worker", "division": VILLAGE, "name": "王3"}, ("digits", "name")),
    ],
)
def test_a_wrong_post_names_its_field(
    linze: str, more: dict[str, Any], said: tuple[str, str]
) -> None:
    assert refused(lambda: hire(**more)) == said
    assert not Worker.objects.exists()


def test_a_post_needs_a_facility_of_its_group_that_is_not_closed(opened: Opener) -> None:
    home = opened()
    assert refused(lambda: hire(kind="childcare_worker", facility=home.pk)) == ("group", "kind")
    assert refused(lambda: hire(kind="village_child_officer", facility=home.pk))[0] == "place"
    facility_actions.change_status(
        SYSTEM, facility=home.pk, status=Status.CLOSED, on=TODAY, reason="停办"
    )
    assert refused(lambda: hire(facility=home.pk, on=TODAY)) == ("closed", "facility")


def test_one_person_may_hold_two_posts_but_not_one_twice(opened: Opener) -> None:
    home = opened()
    first = hire(facility=home.pk)
    hire(facility=home.pk, kind="fire_safety_officer", worker=first.worker_id)
    assert refused(lambda: hire(facility=home.pk, worker=first.worker_id))[0] == "twice"
    assert queries.posts(SYSTEM, on=TODAY).count() == 2
    assert queries.workers(SYSTEM, on=TODAY, groups=[Group.ELDERLY_RESIDENTIAL]).count() == 1
    assert queries.workers(SYSTEM, on=TODAY, groups=[Group.CHILDCARE]).count() == 0


def test_a_post_ended_on_its_first_day_never_was(opened: Opener) -> None:
    post = hire(facility=opened().pk, on=TODAY)
    assert refused(lambda: actions.end_post(SYSTEM, post=post.pk, on=SINCE)) == ("too_early", "on")
    actions.end_post(SYSTEM, post=post.pk, on=TODAY)
    assert queries.posts(SYSTEM, on=TODAY).count() == 0
    with pytest.raises(NotHere):
        actions.end_post(SYSTEM, post=post.pk, on=TODAY)


def test_training_is_recorded_for_many_and_once(opened: Opener) -> None:
    home = opened()
    ids = [hire(facility=home.pk, name=name).worker_id for name in ("王小红", "李芳")]

    def train(**more: Any) -> int:
        given = {"kind": "on_the_job", "title": "护理技能", "completed": date(2026, 3, 1)} | more
        return len(actions.record_training(SYSTEM, workers=ids, **given))

    assert [train(), train()] == [2, 0]
    assert queries.trainings(SYSTEM, since=date(2026, 1, 1), until=TODAY).count() == 2
    assert queries.trainings(SYSTEM, since=date(2026, 1, 1), until=date(2026, 3, 1)).count() == 0
    place = queries.trainings(SYSTEM, since=SINCE, until=TODAY).values_list("place", flat=True)  # type: ignore[misc]
    assert set(place) == {VILLAGE}
    assert queries.posts(SYSTEM, on=TODAY, trained_since=date(2026, 3, 1)).count() == 2
    assert queries.posts(SYSTEM, on=TODAY, trained_since=date(2026, 3, 2)).count() == 0
    head = {"trained_since": SINCE, "trainings": ["head"]}
    assert queries.posts(SYSTEM, on=TODAY, **head).count() == 0
    assert refused(lambda: train(kind="dance"))[0] == "training"
    assert refused(lambda: train(title=" "))[0] == "title"
    assert refused(lambda: train(completed=date(2030, 1, 1)))[0] == "future"
    assert refused(lambda: train(days=0))[0] == "days"


def test_who_was_trained_before_the_first_shift_is_counted(opened: Opener) -> None:
    home = opened()
    early = hire(facility=home.pk)
    late = hire(facility=home.pk, name="李芳")
    for post, on in ((early, SINCE), (late, SINCE + timedelta(1))):
        actions.record_training(
            SYSTEM, workers=[post.worker_id], kind="induction", title="岗前", completed=on
        )
    since = {"since": SINCE, "until": SINCE + timedelta(1)}
    assert queries.begun(SYSTEM, **since).count() == 2
    assert queries.begun(SYSTEM, **since, inducted=["induction"]).get().pk == early.pk


def test_a_clerk_sees_and_hires_in_the_own_town(
    opened: Opener, actor: Callable[..., Actor]
) -> None:
    home = opened()
    post = hire(facility=home.pk)
    hire(kind="social_worker", division=OTHER_VILLAGE, name="李芳")
    clerk = actor("town_clerk", division=OTHER_TOWN)
    assert [row.worker.name for row in queries.posts(clerk, on=TODAY)] == ["李芳"]
    with pytest.raises(NotHere):
        queries.detail(clerk, post.worker_id)
    with pytest.raises(NotHere):
        hire(clerk, facility=home.pk, name="赵六")
    assert refused(lambda: hire(clerk, kind="social_worker", division=VILLAGE))[0] == "beyond"
    with pytest.raises(NotHere):
        actions.record_training(
            clerk, workers=[post.worker_id], kind="on_the_job", title="护理", completed=SINCE
        )
    with pytest.raises(Refused):
        actions.end_post(actor("leader", division=COUNTY), post=post.pk, on=TODAY)


def test_a_manager_keeps_the_own_staff(
    opened: Opener, operator: Organisation, actor: Callable[..., Actor]
) -> None:
    mine, other = opened(operator=operator.pk), opened(name="另一家")
    hire(facility=other.pk, name="李芳")
    manager = actor("institution_manager", organisation=operator)
    post = hire(manager, facility=mine.pk)
    assert [row.pk for row in queries.posts(manager, on=TODAY)] == [post.pk]
    assert [row[1] for row in queries.of_facility(manager, other.pk, on=TODAY)] == []
    with pytest.raises(NotHere):
        hire(manager, facility=other.pk, name="赵六")


def test_reading_a_worker_is_audited_and_the_phone_is_sealed(opened: Opener) -> None:
    post = hire(facility=opened().pk)
    found = queries.detail(SYSTEM, post.worker_id)
    assert found.phone == "13800000000"
    assert b"13800000000" not in bytes(found.worker.phone_sealed)
    assert AuditEntry.objects.get(name="workforce.detail").ids == [post.worker_id]


def test_editing_keeps_the_phone_unless_given_and_refuses_a_stale_copy(opened: Opener) -> None:
    key = hire(facility=opened().pk).worker_id
    facts = WorkerFacts(name="王晓红", sex="2", born=date(1980, 2, 29))
    actions.edit_worker(SYSTEM, worker=key, version=1, facts=facts)
    found = queries.detail(SYSTEM, key)
    assert (found.worker.name, found.phone) == ("王晓红", "13800000000")
    with pytest.raises(Stale):
        actions.edit_worker(SYSTEM, worker=key, version=1, facts=facts)
    bad = WorkerFacts(name="王晓红", born=date(2030, 1, 1))
    assert refused(lambda: actions.edit_worker(SYSTEM, worker=key, version=2, facts=bad)) == (
        "born", "born",
    )  # fmt: skip


def test_certificates_are_not_entered_twice_and_have_their_grades(opened: Opener) -> None:
    key = hire(facility=opened().pk).worker_id

    def add(**more: Any) -> object:
        given = {"kind": "elderly_care", "number": "A1", "since": SINCE} | more
        return actions.add_certificate(SYSTEM, worker=key, **given)

    add()
    assert refused(add) == ("twice", "number")
    assert refused(lambda: add(kind="driving"))[0] == "certificate"
    assert refused(lambda: add(grade="9"))[0] == "grade"
    assert refused(lambda: add(number="B", until=SINCE)) == ("empty", "until")


def test_a_page_finds_by_name_and_pinyin(opened: Opener) -> None:
    home = opened()
    hire(facility=home.pk)
    hire(facility=home.pk, name="李芳")
    for q, names in (("小红", ["王小红"]), ("lif", ["李芳"]), ("", ["李芳", "王小红"])):
        rows = queries.page(SYSTEM, on=TODAY, q=q).rows
        assert [row[2] for row in rows] == names


def test_posts_end_with_their_facility_and_return_when_the_closing_was_wrong(
    opened: Opener,
) -> None:
    home, other = opened(), opened(name="松柏养老院")
    first, gone = hire(facility=home.pk), hire(facility=home.pk, name="李二")
    stays = hire(facility=other.pk, name="张三")
    actions.end_post(SYSTEM, post=gone.pk, on=date(2025, 6, 1))
    day = date(2026, 1, 1)
    facility_actions.change_status(
        SYSTEM, facility=home.pk, status=Status.CLOSED, on=day, reason="停办"
    )

    def on_duty(on: date) -> set[int]:
        return set(queries.posts(SYSTEM, on=on).values_list("worker", flat=True))

    assert on_duty(day - timedelta(1)) == {first.worker_id, stays.worker_id}
    assert on_duty(day) == {stays.worker_id}
    assert [row[1] for row in queries.left_on(SYSTEM, home.pk, on=day)] == [first.worker_id]
    assert refused(lambda: hire(facility=home.pk, name="赵四"))[0] == "closed"
    facility_actions.reopen_facility(SYSTEM, facility=home.pk, on=day, reason="误登记")
    assert on_duty(day) == {first.worker_id, stays.worker_id}
    assert queries.posts(SYSTEM, on=day, facility=home.pk).get().until is None
