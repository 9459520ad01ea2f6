"""Care calls: the list, the tries, the answers, and the case that an answer or silence opens."""

from datetime import date, timedelta

import pytest

from anhuai.cases.models import Case
from anhuai.desk import actions, jobs, queries
from anhuai.desk.models import CareCall, CareRound
from anhuai.desk.rules.caring import BadCare
from anhuai.facilities.models import Facility
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.placements.models import Stay
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, NotHere
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE

WELL = {"health": "good", "meals": "yes", "needs": "no"}


def resident(name: str, born: date, village: str = VILLAGE, *, alone: bool = True) -> int:
    one = people.register_person(
        SYSTEM, facts=PersonFacts(name, "1", born, hukou=village),
        home=Founding(village, "一号"), on=date(2020, 1, 1),
    ).pk  # fmt: skip
    if alone:
        held = Held("living_alone", date(2024, 1, 1))
        people.set_circumstance(SYSTEM, persons=[one], held=held)
    return one


@pytest.fixture
def alone(linze) -> list[int]:
    return [resident(name, date(1950, 1, 1)) for name in ("赵一", "钱二", "孙三")]


def begun(boss, code="living_alone", division=COUNTY) -> CareRound:
    return actions.start_round(boss, code=code, division=division)


def test_a_list_calls_those_its_definition_names(boss, alone, elder) -> None:
    other = resident("外镇人", date(1950, 1, 1), OTHER_VILLAGE)
    young = resident("周四", date(1960, 1, 1), alone=False)
    of = lambda one: set(one.calls.values_list("person", flat=True))  # noqa: E731
    assert of(begun(boss)) == {*alone, other}
    assert of(begun(boss, division=TOWN)) == set(alone)
    assert of(begun(boss, "oldest_old")) == {elder.pk}
    assert of(begun(boss, "heat_wave")) == {*alone, other, elder.pk}
    by_hand = begun(boss, "discharged")
    assert of(by_hand) == set()
    actions.add_to_round(boss, round_id=by_hand.pk, person=young)
    actions.add_to_round(boss, round_id=by_hand.pk, person=young)
    assert of(by_hand) == {young}
    with pytest.raises(BadCare):
        begun(boss)


def test_answers_without_an_alarm_open_nothing_and_go_on_to_the_next(boss, officer, alone) -> None:
    one = begun(boss)
    first = queries.next_to_call(officer, round_id=one.pk)
    actions.record_answers(officer, care_id=first, answers=WELL, note="精神好")
    second = queries.next_to_call(officer, round_id=one.pk)
    assert second != first
    assert not Case.objects.exists()
    assert queries.progress(officer, round_id=one.pk) == queries.Progress(3, 1, 0, 2, 0)
    with pytest.raises(BadCare):
        actions.record_answers(officer, care_id=first, answers=WELL)


def test_the_gravest_answer_opens_a_case_on_the_board(boss, officer, alone) -> None:
    one = begun(boss)
    care = one.calls.get(person=alone[0])
    answers = {"health": "bad", "meals": "none", "needs": "later"}
    actions.record_answers(officer, care_id=care.pk, answers=answers)
    case = Case.objects.get()
    care.refresh_from_db()
    assert (case.severity, case.person_id, care.case_id) == (1, alone[0], case.pk)
    assert "很难受" in case.entries.get(what="noted").says
    with pytest.raises(BadCare) as wrong:
        actions.record_answers(
            officer, care_id=one.calls.get(person=alone[1]).pk, answers={"health": "good"}
        )
    assert wrong.value.field == "meals"


def test_whoever_answers_never_is_looked_after(boss, officer, alone) -> None:
    one = begun(boss)
    care = one.calls.get(person=alone[0])
    for _time in range(2):
        actions.not_reached(officer, care_id=care.pk)
    assert not Case.objects.exists()
    actions.not_reached(officer, care_id=care.pk)
    care.refresh_from_db()
    assert (care.state, care.attempts) == ("unreached", 3)
    assert Case.objects.get().severity == 2


def test_another_towns_officer_calls_nobody_here(boss, alone, actor) -> None:
    one = begun(boss)
    care = one.calls.first()
    other = actor("duty_officer", division=OTHER_TOWN)
    for act in (
        lambda: actions.record_answers(other, care_id=care.pk, answers=WELL),
        lambda: actions.not_reached(other, care_id=care.pk),
        lambda: actions.skip(other, care_id=care.pk, note="x"),
        lambda: queries.care_detail(other, care_id=care.pk),
        lambda: queries.care_round(other, one.pk),
    ):
        with pytest.raises(NotHere):
            act()
    with pytest.raises(NotHere):
        actions.start_round(actor("county_officer", division=OTHER_TOWN), code="heat_wave",
                            division=TOWN)  # fmt: skip


def test_a_month_begins_its_list_and_leaves_out_who_was_reached(boss, officer, alone) -> None:
    one = begun(boss)
    care = one.calls.get(person=alone[0])
    actions.record_answers(officer, care_id=care.pk, answers=WELL)
    assert jobs.monthly_rounds.func("2026-11-01") == "1"
    monthly = CareRound.objects.get(code="not_heard")
    assert set(monthly.calls.values_list("person", flat=True)) == set(alone[1:])
    jobs.monthly_rounds.func("2026-12-01")
    assert CareRound.objects.filter(code="not_heard", ended_on=None).count() == 1


def test_a_round_ends_and_nobody_of_it_is_called_any_more(boss, officer, alone) -> None:
    one = begun(boss)
    actions.skip(officer, care_id=one.calls.first().pk, note="住院")
    with pytest.raises(BadCare):
        actions.skip(officer, care_id=one.calls.last().pk, note=" ")
    actions.end_round(boss, round_id=one.pk)
    with pytest.raises(BadCare):
        actions.not_reached(officer, care_id=one.calls.last().pk)


def test_joining_two_files_keeps_one_line_a_round(boss, officer, alone) -> None:
    from anhuai.desk.actions.caring import _one_line_a_round

    one = begun(boss)
    actions.record_answers(officer, care_id=one.calls.get(person=alone[1]).pk, answers=WELL)
    _one_line_a_round(alone[0], alone[1])
    left = CareCall.objects.get(round=one, person__in=alone[:2])
    assert (left.state, left.attempts) == ("reached", 1)


def _left(person: int, facility: int, on: date, ending: str = "discharged") -> None:
    Stay.objects.create(
        person_id=person, facility_id=facility, kind="long_term", since=date(2026, 1, 1), until=on,
        ending=ending, recorded_at=clock.now(), recorded_by="试",
    )  # fmt: skip


def test_who_went_home_lately_is_on_the_list_of_the_discharged(boss, alone, elder, friday) -> None:
    home = Facility.objects.create(
        name="敬老院",
        kind="welfare_home",
        division=TOWN,
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    today = clock.today()
    lately, long_ago, back = alone
    _left(lately, home.pk, today - timedelta(days=30))
    _left(long_ago, home.pk, today - timedelta(days=31))
    _left(back, home.pk, today - timedelta(days=3))
    _left(back, home.pk, None, "")
    _left(elder.pk, home.pk, today, "transferred")
    on_list = begun(boss, "discharged").calls.values_list("person", flat=True)
    assert set(on_list) == {lately}


def test_who_was_visited_this_month_is_heard_of(boss, alone, friday, monkeypatch) -> None:
    days = {alone[0]: date(2026, 11, 1), alone[1]: date(2026, 10, 31)}
    monkeypatch.setattr(queries.caring.services, "last_visits", lambda _who, *, on: days)
    on_list = begun(boss, "not_heard").calls.values_list("person", flat=True)
    assert set(on_list) == set(alone[1:])
