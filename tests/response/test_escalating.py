"""Alarms become cases; whoever should know is told until somebody answers, and not after."""

import pytest

from anhuai.cases import actions as cases
from anhuai.cases.models import Case
from anhuai.platform import parameters
from anhuai.platform.acting import SYSTEM
from anhuai.platform.notices.models import Message, Notice
from anhuai.response.actions import escalating, find_silent
from anhuai.response.actions.escalating import fire_all, now_ms
from anhuai.response.catalogue import CHAINS, DEVICES
from anhuai.response.models import Alarm, Device, Timer
from anhuai.response.rules import ALARMS, To
from tests.conftest import COUNTY, OTHER_TOWN, VILLAGE, open_account
from tests.response.conftest import raised


@pytest.fixture
def duty(linze):
    return open_account("duty-1", "duty_officer", division=COUNTY)


def test_every_device_type_and_chain_says_what_its_examples_say() -> None:
    for kind in DEVICES.values():
        for alarm, may in kind.examples:
            assert kind.raises(alarm) is may, kind.title
            assert alarm in ALARMS
    for chain in CHAINS.values():
        for number, told in chain.examples:
            step = chain.step(number)
            assert step is not None
            assert step.to == told
    covered = [severity for chain in CHAINS.values() for severity in chain.severities]
    assert sorted(covered) == [1, 2, 3, 4], "each severity has one chain"


def test_an_alarm_opens_a_case_and_tells_the_desk_and_the_kin(device, duty) -> None:
    open_account("duty-2", "duty_officer", division=OTHER_TOWN)
    alarm = raised(device)
    assert fire_all() == 1
    case = Case.objects.get()
    alarm.refresh_from_db()
    assert alarm.case == case
    assert (case.severity, case.state, case.division) == (1, "raised", VILLAGE)
    told = Notice.objects.filter(template="alarm_raised")
    assert [one.account.username for one in told] == ["duty-1"], "not who is on duty elsewhere"
    sent = Message.objects.filter(template="alarm_kin").values_list("channel", "state")
    assert sorted(sent) == [("sms", "recorded"), ("voice", "recorded")]
    assert [one.what for one in case.entries.order_by("pk")] == [
        "opened", "pressed", "received", "committed", "escalated",
    ]  # fmt: skip
    assert fire_all() == 0, "once"


def test_nobody_answers_and_the_next_step_fires_on_time_again_and_again(device, duty) -> None:
    village = open_account("village-1", "village_worker", division=VILLAGE)
    raised(device)
    fire_all()
    first = Timer.objects.get(step=1)
    assert first.due_ms - now_ms() == pytest.approx(60_000, abs=3_000)
    for step in range(1, 5):
        Timer.objects.filter(step=step).update(due_ms=now_ms() - 5)
        assert fire_all() == 1
        following = Timer.objects.get(step=step + 1)
        assert following.due_ms == Timer.objects.get(step=step).due_ms + 180_000
    assert Notice.objects.filter(account=village, template="alarm_escalated").count() == 4


def test_an_answer_ends_the_escalation_and_of_two_officers_one_has_it(device, actor) -> None:
    raised(device)
    fire_all()
    one, two = actor("duty_officer", division=COUNTY), actor("duty_officer", division=COUNTY)
    case = Case.objects.get()
    cases.acknowledge(one, case_id=case.pk)
    assert list(Timer.objects.filter(step=1).values_list("state", flat=True)) == ["cancelled"]
    with pytest.raises(cases.BadMove, match=one.name):
        cases.acknowledge(two, case_id=case.pk)
    case.refresh_from_db()
    assert case.holder_name == one.name
    Timer.objects.filter(step=1).update(due_ms=now_ms() - 5)
    assert fire_all() == 0


def test_a_refused_answer_leaves_the_timers_running(device, actor) -> None:
    raised(device)
    fire_all()
    case = Case.objects.get()
    with pytest.raises(cases.BadMove):
        cases.acknowledge(actor("duty_officer", division=COUNTY), case_id=case.pk, version=99)
    assert Timer.objects.get(step=1).state == "waiting"


def test_a_storm_is_one_case_with_one_chain(device, duty) -> None:
    for number in range(30):
        raised(device, key=f"k{number}", ago=30 - number)
    fire_all()
    assert Case.objects.get().times == 30
    assert Timer.objects.filter(step=1).count() == 1
    assert Notice.objects.filter(template="alarm_raised").count() == 1
    assert not Alarm.objects.filter(case=None).exists()


def test_an_old_call_opens_a_case_and_a_users_test_opens_none(device, duty) -> None:
    raised(device, ago=7_200_000, late=True)
    raised(device, kind="test", key="t1")
    fire_all()
    assert "补报" in Case.objects.get().says
    device.refresh_from_db()
    assert device.tested_on is not None


def test_one_call_that_cannot_be_handled_keeps_no_other_waiting(device, duty, monkeypatch) -> None:
    bad, good = raised(device, key="bad"), raised(device, kind="fall", key="good")
    real = escalating._case_of

    def failing(alarm: Alarm):
        if alarm.pk == bad.pk:
            raise ValueError("broken")
        return real(alarm)

    monkeypatch.setattr(escalating, "_case_of", failing)
    assert fire_all() == 1
    good.refresh_from_db()
    assert good.case is not None
    assert Timer.objects.get(alarm=bad).state == "waiting", "tried again later"
    escalating._FAILED.clear()
    monkeypatch.undo()
    assert fire_all() == 1


def test_silence_raises_one_fault_within_two_and_a_half_intervals(device, duty) -> None:
    every = DEVICES["pendant"].interval * 1000
    Device.objects.update(last_seen_ms=now_ms() - int(every * 1.9))
    assert find_silent(SYSTEM).pks == []
    Device.objects.update(last_seen_ms=now_ms() - int(every * 2.1))
    assert find_silent(SYSTEM).pks == [device.pk]
    assert find_silent(SYSTEM).pks == []
    fire_all()
    assert (Case.objects.get().kind, Alarm.objects.get().kind) == ("device_fault", "silent")
    Device.objects.update(last_seen_ms=now_ms() + 10)
    find_silent(SYSTEM)
    device.refresh_from_db()
    assert device.silent_since_ms is None


def test_the_waits_are_settings_shown_as_unverified() -> None:
    for key in ("response.escalate_first", "response.escalate_next"):
        assert parameters.declared()[key].basis.confidence.is_setting
    assert To.KIN in CHAINS["life"].steps[0].to
