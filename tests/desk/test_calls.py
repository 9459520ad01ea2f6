"""Calls: known by their number, taken once, never lost between exchange and desk."""

from datetime import date

import pytest

from anhuai.cases.models import Case
from anhuai.desk import actions, jobs, queries
from anhuai.desk.models import Call
from anhuai.desk.rules.calls import BadCall
from anhuai.people import actions as people
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, NotHere
from anhuai.platform.models import AuditEntry, Job
from anhuai.platform.notices.models import Notice
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, open_account

BORN, SINCE = date(1940, 1, 1), date(2020, 1, 1)
ELDERS, DAUGHTERS = "13912345678", "13812345678"


def test_a_caller_is_known_by_the_own_number_and_by_a_contacts(officer, elder) -> None:
    own = actions.ring(SYSTEM, line="1.1", phone=ELDERS)
    kin = actions.ring(SYSTEM, line="1.2", phone=f"+86{DAUGHTERS}")
    strange = actions.ring(SYSTEM, line="1.3", phone="anonymous")
    assert (own.person_id, own.known_as, own.division) == (elder.pk, "elder", VILLAGE)
    assert (kin.person_id, kin.known_as, kin.caller) == (elder.pk, "kin", "张女儿")
    assert (strange.person_id, strange.division, strange.caller) == (None, COUNTY, "")
    assert ELDERS.encode() not in bytes(own.phone_sealed)
    assert ELDERS not in own.phone_index


def test_a_number_several_share_is_left_to_the_officer(officer, elder) -> None:
    people.register_person(
        SYSTEM, facts=PersonFacts("李爷爷", "1", BORN, hukou=VILLAGE, phone=ELDERS),
        home=Founding(VILLAGE, "二号"), on=SINCE,
    )  # fmt: skip
    call = actions.ring(SYSTEM, line="1.1", phone=ELDERS)
    assert call.person_id is None
    file = queries.call_detail(officer, call_id=call.pk, on=clock.today())
    assert {one.name for one in file.callers} == {"张奶奶", "李爷爷"}
    actions.identify(officer, call_id=call.pk, person=elder.pk)
    call.refresh_from_db()
    assert (call.person_id, call.known_as) == (elder.pk, "elder")


def test_the_exchange_may_say_everything_twice(officer) -> None:
    for _again in range(2):
        actions.ring(SYSTEM, line="7.1", phone=ELDERS)
    actions.sit_at(officer, number="8001")
    for _again in range(2):
        actions.answered(SYSTEM, line="7.1", extension="8001")
    for _again in range(2):
        actions.hung_up(SYSTEM, line="7.1")
    call = Call.objects.get()
    assert (call.state, call.officer, call.account_id) == ("ended", officer.name, officer.account)
    assert actions.hung_up(SYSTEM, line="unknown") is None


def test_one_officer_takes_a_call_and_the_other_is_told(officer, actor) -> None:
    other = actor("duty_officer", division=COUNTY)
    call = actions.ring(SYSTEM, line="1.1", phone=ELDERS)
    actions.pick_up(officer, call_id=call.pk)
    with pytest.raises(BadCall, match=officer.name):
        actions.pick_up(other, call_id=call.pk)


def test_a_call_nobody_took_is_missed_and_what_the_exchange_forgot_ends(officer) -> None:
    actions.ring(SYSTEM, line="1.1", phone=ELDERS)
    actions.ring(SYSTEM, line="1.2", phone=ELDERS)
    actions.hung_up(SYSTEM, line="1.1")
    assert actions.reconcile(SYSTEM, lines=["1.2"]) == 0
    assert actions.reconcile(SYSTEM, lines=[]) == 1
    assert set(Call.objects.values_list("state", flat=True)) == {"missed"}


def test_a_desk_elsewhere_sees_and_touches_no_call(officer, actor) -> None:
    call = actions.ring(SYSTEM, line="1.1", phone=ELDERS)
    other = actor("duty_officer", division=OTHER_TOWN)
    assert list(queries.calls(other)) == []
    assert queries.ringing(other) == []
    for act in (
        lambda: actions.pick_up(other, call_id=call.pk),
        lambda: actions.wrap_up(other, call_id=call.pk, code="answered"),
        lambda: actions.dial(other, call_id=call.pk),
        lambda: actions.reveal_number(other, call_id=call.pk, reason="核对"),
        lambda: actions.call_for_help(other, call_id=call.pk, says="x"),
    ):
        with pytest.raises(NotHere):
            act()
    assert len(queries.ringing(actor("duty_officer", division=TOWN))) == 1


def test_wrapping_up_asks_for_a_code_of_its_direction_and_ends_the_call(officer) -> None:
    call = actions.log_call(officer, phone=ELDERS)
    with pytest.raises(BadCall):
        actions.wrap_up(officer, call_id=call.pk, code="no_answer")
    actions.wrap_up(officer, call_id=call.pk, code="answered", note="问高龄津贴")
    call.refresh_from_db()
    assert (call.state, call.wrap_up, call.note) == ("ended", "answered", "问高龄津贴")
    ringing = actions.ring(SYSTEM, line="1.1", phone=ELDERS)
    with pytest.raises(BadCall, match="先接听"):
        actions.wrap_up(officer, call_id=ringing.pk, code="answered")


def test_a_number_typed_wrong_is_told_and_one_in_full_is_shown_only_for_a_reason(officer) -> None:
    with pytest.raises(ValueError, match="号码"):
        actions.log_call(officer, phone="12ab")
    call = actions.log_call(officer, phone=ELDERS)
    with pytest.raises(BadCall):
        actions.reveal_number(officer, call_id=call.pk, reason=" ")
    assert actions.reveal_number(officer, call_id=call.pk, reason="回电").number == ELDERS
    entry = AuditEntry.objects.filter(name="desk.reveal_number").get()
    assert (entry.reason, entry.ids) == ("回电", [call.pk])


def test_a_call_of_nobody_known_belongs_to_the_officers_own_area(officer, actor) -> None:
    town = actor("duty_officer", division=OTHER_TOWN)
    assert actions.log_call(town, phone="", caller="王先生").division == OTHER_TOWN
    assert actions.log_call(officer, phone="13700000009").division == COUNTY
    with pytest.raises(BadCall) as wrong:
        actions.log_call(town, phone="", caller=" ")
    assert wrong.value.field == "phone"


def test_dialling_goes_to_the_own_telephone_once_and_by_hand_without_one(officer, elder) -> None:
    by_hand = actions.dial(officer, person=elder.pk)
    assert (by_hand.state, by_hand.direction) == ("talking", "out")
    actions.sit_at(officer, number="8001")
    asked = actions.dial(officer, person=elder.pk)
    assert queries.to_dial() == [(asked.pk, "8001", ELDERS)]
    actions.dialled(SYSTEM, call_id=asked.pk, line="9.1")
    assert queries.to_dial() == []
    with pytest.raises(BadCall):
        actions.dialled(SYSTEM, call_id=asked.pk, line="9.2")


def test_a_telephone_belongs_to_whoever_sat_down_last(officer, actor) -> None:
    other = actor("duty_officer", division=COUNTY)
    actions.sit_at(officer, number="8001")
    actions.sit_at(other, number="8001")
    assert queries.extension_of(officer.account) == ""
    assert queries.extension_of(other.account) == "8001"
    with pytest.raises(BadCall):
        actions.sit_at(officer, number="80 01;")


def test_a_call_for_help_stands_on_the_live_board_and_is_driven_on(officer, actor) -> None:
    other = actor("duty_officer", division=COUNTY)
    village = actor("village_worker", division=VILLAGE)
    call = actions.ring(SYSTEM, line="1.1", phone=ELDERS)
    case = actions.call_for_help(officer, call_id=call.pk, says="摔倒起不来", takes=False)
    assert [one.case.pk for one in queries.waiting(officer, now=clock.now())] == [case.pk]
    assert (case.severity, case.person_id) == (1, call.person_id)
    assert Notice.objects.filter(template="alarm_raised", account=other.account).count() == 1
    job = Job.objects.get(task="anhuai.desk.jobs.help_unanswered")
    assert (job.due_at - case.opened_at).total_seconds() == pytest.approx(60, abs=2)
    assert jobs.help_unanswered.func(case.pk, 0) == "told"
    assert Notice.objects.filter(template="alarm_escalated", account=village.account).exists()
    assert Job.objects.filter(task="anhuai.desk.jobs.help_unanswered").count() == 2
    from anhuai.cases import actions as cases

    cases.acknowledge(other, case_id=case.pk)
    assert jobs.help_unanswered.func(case.pk, 1) == "taken"
    again = actions.call_for_help(officer, call_id=call.pk, says="又摔了", takes=False)
    assert again.pk == case.pk
    assert Case.objects.get().times == 2


def test_who_takes_the_call_for_help_holds_it(officer) -> None:
    call = actions.ring(SYSTEM, line="1.1", phone=ELDERS)
    actions.call_for_help(officer, call_id=call.pk, says="摔倒", severity=2)
    assert Case.objects.get().holder_id == officer.account
    with pytest.raises(BadCall):
        actions.call_for_help(officer, call_id=call.pk, says=" ")
    with pytest.raises(BadCall):
        actions.call_for_help(officer, call_id=call.pk, says="x", severity=9)


def test_calls_of_elsewhere_are_found_by_no_search(officer, actor) -> None:
    people.register_person(
        SYSTEM, facts=PersonFacts("外镇人", "1", BORN, hukou=OTHER_VILLAGE, phone="13700000001"),
        home=Founding(OTHER_VILLAGE, "三号"), on=SINCE,
    )  # fmt: skip
    actions.ring(SYSTEM, line="1.1", phone="13700000001")
    here = actor("duty_officer", division=TOWN)
    assert list(queries.calls(here, q="13700000001")) == []
    assert queries.calls(officer, q="13700000001").count() == 1
    assert queries.calls(officer, q="外镇").count() == 1


def test_nobody_signs_a_stranger_in(db) -> None:
    open_account("nobody-1", "leader", division=COUNTY)
    assert queries.extension_of(None) == ""
