"""Who is due, who may assess whom, one form once, appeals by others."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.assessments.conftest import GBT, PNG, SIGNED, Pair, enter, form, refused
from tests.people import small

from anhuai.assessments import actions, queries
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment, Signature, Task
from anhuai.assessments.rules.annex import Health
from anhuai.assessments.rules.due import Due, Standing, due, months_after
from anhuai.assessments.rules.judging import BadScores, spread
from anhuai.assessments.rules.submitting import Signed
from anhuai.assessments.rules.words import Reason, Signer
from anhuai.people import actions as people
from anhuai.people.catalogue import KINDS
from anhuai.people.models import Person
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.kin import Relation
from anhuai.platform import clock, holidays
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry, Notice, ParameterChange

pytestmark = pytest.mark.django_db


def test_every_scale_is_called_for_by_circumstances_that_exist() -> None:
    for scale in SCALES.values():
        assert set(scale.called_for) <= set(KINDS)


def test_an_interval_from_29_february_is_never_overstepped() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        (Standing(1), None),
        (Standing(1, called=date(2026, 1, 5)), Due(1, Reason.FIRST, date(2026, 1, 5))),
        (Standing(1, None, date(2025, 1, 1), 0), None),
        (Standing(1, None, date(2025, 12, 1), 1), Due(1, Reason.ROUTINE, date(2026, 12, 1))),
        (Standing(1, None, date(2025, 12, 2), 1), None),
        (
            Standing(1, date(2024, 1, 1), date(2025, 1, 1), 0),
            Due(1, Reason.ROUTINE, date(2026, 1, 1)),
        ),
        (
            Standing(1, date(2026, 2, 1), date(2026, 1, 1), 2),
            Due(1, Reason.IMMEDIATE, date(2026, 2, 1)),
        ),
        (Standing(1, date(2026, 1, 1), date(2026, 1, 1), 2), None),
    ],
)  # fmt: skip
def test_who_is_due_and_why(standing: Standing, expected: Due | None) -> None:
    assert due(standing, every_months=12, ahead_days=10, on=date(2026, 11, 21)) == expected


def test_without_an_interval_nobody_is_due_again() -> None:
    standing = Standing(1, date(2020, 1, 1), date(2020, 1, 2), 3)
    assert due(standing, every_months=0, ahead_days=30, on=date(2026, 11, 21)) is None


def test_the_night_lists_who_is_due_once_and_takes_the_dead_off(officer: Actor, elder: int) -> None:
    held = Held("disabled_elder", date(2026, 3, 1), grade="severe")
    people.set_circumstance(officer, persons=[elder], held=held)
    assert actions.open_due(SYSTEM, on=clock.today()).opened == 1
    assert actions.open_due(SYSTEM, on=clock.today()).opened == 0
    task = Task.objects.get()
    assert (task.scale, task.reason, task.due_on) == (GBT, "first", date(2026, 3, 1))
    Person.objects.filter(pk=elder).update(died=clock.today())
    assert actions.open_due(SYSTEM, on=clock.today()).closed == 1
    assert Task.objects.get().state == "cancelled"


def test_a_tekun_change_is_due_within_ten_working_days(officer: Actor, elder: int) -> None:
    on = date(2026, 11, 2)
    task = actions.ask(officer, person=elder, scale="tekun6", reason_kind="immediate", on=on)
    assert task.due_on == holidays.add_working_days(on, 10)


def test_what_cannot_be_asked_for(officer: Actor, elder: int, far_clerk: Actor) -> None:
    today = clock.today()

    def ask(by: Actor = officer, **more: object) -> Task:
        given = {"person": elder, "scale": GBT, "reason_kind": "first", "on": today, **more}
        return actions.ask(by, **given)  # type: ignore[arg-type]

    assert refused(lambda: ask(scale="barthel"))[0] == "scale"
    assert refused(lambda: ask(reason_kind="appeal"))[0] == "reason"
    with pytest.raises(NotHere):
        ask(far_clerk)
    ask()
    assert refused(ask)[0] == "waiting"
    Person.objects.filter(pk=elder).update(died=today)
    assert refused(lambda: ask(scale="adl6"))[0] == "dead"


def test_an_assignment_tells_two_different_assessors(
    officer: Actor, asked: Task, pair: Pair
) -> None:
    one, other, today = pair.one.pk, pair.other.pk, clock.today()

    def assign(first: int, second: int, on: date = today) -> object:
        return actions.assign(officer, tasks=[asked.pk], lead=first, second=second, planned_on=on)

    assert refused(lambda: assign(one, one)) == ("same", "second")
    assert refused(lambda: assign(one, other, today - timedelta(1)))[0] == "past"
    assign(one, other)
    assert Notice.objects.filter(template="assessments_assigned").count() == 2


def test_an_assessor_is_in_post_certified_and_of_the_area(
    officer: Actor, asked: Task, pair: Pair
) -> None:
    today = clock.today()

    def assign(second: int) -> object:
        return actions.assign(
            officer, tasks=[asked.pk], lead=pair.one.pk, second=second, planned_on=today
        )

    gone = enter(officer, small.holder("assessor", division=small.COUNTY), certificate_until=today)
    assert refused(lambda: assign(gone.pk))[0] == "not_in_post"
    far = enter(officer, small.holder("assessor", division=small.OTHER_TOWN))
    assert refused(lambda: assign(far.pk))[0] == "area"
    actions.end_assessor(officer, assessor=pair.other.pk, version=1, on=today)
    assert refused(lambda: assign(pair.other.pk))[0] == "not_in_post"


def test_one_of_two_is_medical_or_nursing_unless_the_county_says_otherwise(
    officer: Actor, asked: Task, pair: Pair
) -> None:
    worker = enter(
        officer, small.holder("assessor", division=small.COUNTY), background="social_work"
    )

    def assign() -> object:
        return actions.assign(
            officer, tasks=[asked.pk], lead=worker.pk, second=pair.other.pk,
            planned_on=clock.today(),
        )  # fmt: skip

    assert refused(assign)[0] == "clinical"
    _set("assessments.clinical", 0)
    assign()


def _set(key: str, value: int) -> None:
    from anhuai.platform import parameters

    ParameterChange.objects.create(
        key=key, value=value, since=date(2024, 1, 1), state="approved", reason="测试",
        proposed_at=clock.now(), proposed_by=1, decided_at=clock.now(), decided_by=2,
    )  # fmt: skip
    parameters.forget()


def test_kin_and_housemates_never_assess(officer: Actor, asked: Task, pair: Pair) -> None:
    child = small.register(officer, "王大山", date(1970, 1, 1), "1")
    people.link_kin(officer, person=asked.person_id, relative=child, relation=Relation.PARENT)
    mate = small.register(
        officer, "李秀英", date(1972, 1, 1), "2", household=small.home_of(asked.person_id)
    )
    for person in (child, mate, asked.person_id):
        close = enter(officer, small.holder("assessor", division=small.COUNTY), person=person)
        assert (
            refused(
                lambda close=close: actions.assign(
                    officer,
                    tasks=[asked.pk],
                    lead=pair.one.pk,
                    second=close.pk,
                    planned_on=clock.today(),
                )
            )[0]
            == "kin"
        )


def test_a_form_goes_on_record_once(assigned: Task, pair: Pair) -> None:
    health = Health(risks={"fall": 1, "choking": 1, "other": 0})
    filled = form(66, health=health)
    made = actions.submit(pair.first, task=assigned.pk, form=filled)
    again = actions.submit(pair.second, task=assigned.pk, form=filled)
    assert made.pk == again.pk
    assert Assessment.objects.count() == 1
    assert (made.total, made.score_level, made.final_level) == (66, 1, 2)
    assert made.adjustments == ["repeated_events"]
    assert made.health["risks"] == {"choking": 1, "fall": 1}
    assert Signature.objects.filter(assessment=made).count() == 3
    assert Task.objects.get().state == "done"
    held = queries.levels_on(SYSTEM, scale=GBT, on=clock.today())
    assert held[made.person_id].level == 2
    assert AuditEntry.objects.filter(name="assessments.submit").count() == 2


def test_the_other_phone_may_be_first_to_the_lock(
    assigned: Task, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks while the same form is being put on record gets that record."""
    filled, real, others = form(), queries.task, []

    def meanwhile(*given: Any, **more: Any) -> Task:
        if not others:
            others.append(None)
            others[0] = actions.submit(pair.second, task=assigned.pk, form=filled)
        return real(*given, **more)

    monkeypatch.setattr(queries, "task", meanwhile)
    made = actions.submit(pair.first, task=assigned.pk, form=filled)
    assert made == others[0]
    assert Assessment.objects.count() == 1
    assert Signature.objects.count() == 3


def test_an_id_used_for_another_task_is_no_record_of_this_one(
    officer: Actor, assigned: Task, pair: Pair
) -> None:
    filled = form()
    actions.submit(pair.first, task=assigned.pk, form=filled)
    other = small.register(officer, "李秀英", date(1945, 1, 1), "2")
    task = actions.ask(officer, person=other, scale=GBT, reason_kind="first", on=clock.today())
    actions.assign(officer, tasks=[task.pk], lead=pair.one.pk, second=pair.other.pk,
                   planned_on=clock.today())  # fmt: skip
    assert refused(lambda: actions.submit(pair.first, task=task.pk, form=filled))[0] == "client"
    assert Assessment.objects.count() == 1


def test_another_assessors_id_is_not_theirs(assigned: Task, pair: Pair, officer: Actor) -> None:
    filled = form()
    actions.submit(pair.first, task=assigned.pk, form=filled)
    stranger = small.holder("assessor", division=small.COUNTY)
    enter(officer, stranger)
    found = refused(lambda: actions.submit(stranger, task=assigned.pk, form=filled))
    assert found[0] == "client"


def test_a_form_that_cannot_be_is_refused_and_the_task_waits(assigned: Task, pair: Pair) -> None:
    today = clock.today()
    whole = form()
    cases = [
        (form(points={k: v for k, v in whole.points.items() if k != "memory"}), "missing"),
        (form(points={**whole.points, "memory": 9}), "range"),
        (form(assessed_on=today + timedelta(1)), "day"),
        (form(assessed_on=date(1940, 2, 28)), "day"),
        (form(informant="x"), "informant"),
        (form(signatures=SIGNED[:2]), "signature"),
        (form(signatures=SIGNED[1:]), "signature"),
        (form(signatures=(*SIGNED, Signed(Signer.PROXY, "甲", PNG))), "signature"),
        (form(signatures=(*SIGNED[:2], Signed(Signer.PROXY, " ", PNG))), "proxy"),
        (form(signatures=(*SIGNED[:2], Signed(Signer.ELDER, "", b"x"))), "image"),
    ]
    for bad, code in cases:
        found = refused(lambda bad=bad: actions.submit(pair.first, task=assigned.pk, form=bad))
        assert found[0] == code
    assert Assessment.objects.count() == 0
    assert Task.objects.get().state == "assigned"


def test_the_dead_are_not_assessed_after_their_death(assigned: Task, pair: Pair) -> None:
    today = clock.today()
    Person.objects.filter(pk=assigned.person_id).update(died=today - timedelta(2))
    late = form(assessed_on=today - timedelta(2))
    found = refused(lambda: actions.submit(pair.first, task=assigned.pk, form=late))
    assert found == ("dead", "assessed_on")
    made = actions.submit(
        pair.first, task=assigned.pk, form=replace(late, assessed_on=today - timedelta(3))
    )
    assert made.pk


def test_only_the_two_submit(assigned: Task, pair: Pair, officer: Actor, clerk: Actor) -> None:
    stranger = small.holder("assessor", division=small.COUNTY)
    enter(officer, stranger)
    found = refused(lambda: actions.submit(stranger, task=assigned.pk, form=form()))
    assert found[0] == "not_assigned"
    far = small.holder("assessor", division=small.OTHER_TOWN)
    with pytest.raises(NotHere):
        actions.submit(far, task=assigned.pk, form=form())
    with pytest.raises(Refused):
        actions.submit(clerk, task=assigned.pk, form=form())
    actions.cancel(officer, task=assigned.pk, version=2, reason="搬走了")
    assert refused(lambda: actions.submit(pair.first, task=assigned.pk, form=form()))[0] == "closed"


def test_an_appeal_is_assessed_by_others_and_both_stay(
    officer: Actor, assigned: Task, pair: Pair
) -> None:
    today = clock.today()
    first = actions.submit(pair.first, task=assigned.pk, form=form(70))
    assert refused(
        lambda: actions.appeal(officer, assessment=first.pk, on=today, reason="")
    )[0] == "reason"  # fmt: skip
    task = actions.appeal(officer, assessment=first.pk, on=today, reason="认为偏轻")
    assert refused(
        lambda: actions.appeal(officer, assessment=first.pk, on=today, reason="再次")
    )[0] == "twice"  # fmt: skip

    def assign(one: int, other: int) -> object:
        return actions.assign(officer, tasks=[task.pk], lead=one, second=other, planned_on=today)

    others = [small.holder("assessor", division=small.COUNTY) for _ in range(2)]
    fresh = [enter(officer, one) for one in others]
    assert refused(lambda: assign(pair.one.pk, fresh[0].pk))[0] == "again"
    assign(fresh[0].pk, fresh[1].pk)
    second = actions.submit(others[0], task=task.pk, form=form(40))
    assert second.appeals_id == first.pk
    assert queries.levels_on(SYSTEM, scale=GBT, on=today)[first.person_id].level == 3
    first.refresh_from_db()
    assert (first.final_level, first.retracted_at) == (1, None)
    assert refused(
        lambda: actions.appeal(officer, assessment=first.pk, on=today, reason="旧的")
    )[0] in {"twice", "older"}  # fmt: skip


def test_an_appeal_keeps_the_countys_limit(officer: Actor, assigned: Task, pair: Pair) -> None:
    today = clock.today()
    made = actions.submit(
        pair.first, task=assigned.pk, form=form(assessed_on=today - timedelta(11))
    )
    _set("assessments.appeal_days", 10)
    found = refused(lambda: actions.appeal(officer, assessment=made.pk, on=today, reason="偏轻"))
    assert found[0] == "late"


def test_a_withdrawn_assessment_never_held(officer: Actor, assigned: Task, pair: Pair) -> None:
    made = actions.submit(pair.first, task=assigned.pk, form=form())
    actions.withdraw(officer, assessment=made.pk, reason="评错了人")
    assert queries.levels_on(SYSTEM, scale=GBT, on=clock.today()) == {}


def test_an_undecided_table_is_never_the_best_level(officer: Actor, elder: int, pair: Pair) -> None:
    scale = SCALES["mzt039_2013"]
    best = {code: scale.best(item) for code, item in scale.items.items()}
    task = actions.ask(officer, person=elder, scale="mzt039_2013", reason_kind="first",
                       on=clock.today())  # fmt: skip
    actions.assign(officer, tasks=[task.pk], lead=pair.one.pk, second=pair.other.pk,
                   planned_on=clock.today())  # fmt: skip
    gap = {**best, "walking": 0, "transfer": 0, "stairs": 0}
    with pytest.raises(BadScores) as error:
        actions.submit(pair.first, task=task.pk, form=form(points=gap))
    assert error.value.code == "undecided"


def test_rates_count_by_town_who_is_due_and_assessed(
    officer: Actor, assigned: Task, pair: Pair
) -> None:
    today = clock.today()
    held = Held("disabled_elder", date(2026, 3, 1), grade="severe")
    other = small.register(officer, "李秀英", date(1945, 1, 1), "2")
    for person in (assigned.person_id, other):
        people.set_circumstance(officer, persons=[person], held=held)
    actions.submit(pair.first, task=assigned.pk, form=form(40))
    (rate,) = queries.rates(officer, scale=GBT, on=today)
    assert (rate.division, rate.due, rate.assessed, rate.percent) == (small.TOWN, 2, 1, "50.0")
    assert rate.levels == {3: 1}
    (later,) = queries.rates(officer, scale=GBT, on=months_after(today, 12))
    assert (later.assessed, later.overdue) == (0, 1)


def test_points_are_spread_as_asked() -> None:
    assert sum(spread(SCALES[GBT], 46).values()) == 46
