"""The watchdog: what it finds, whom it tells how often, and the call it makes by itself."""

import pytest

from anhuai.cases import actions as cases
from anhuai.cases.models import Case
from anhuai.platform.acting import SYSTEM, NotHere
from anhuai.platform.notices.models import Notice
from anhuai.response import actions, queries
from anhuai.response.actions.escalating import fire_all, now_ms
from anhuai.response.models import Device, IngressBeat, SelfTest
from anhuai.response.rules.guarding import (
    EVERY_MS,
    LATE_AFTER_MS,
    SELF_TEST,
    TROUBLES,
    Vitals,
    is_late,
    troubles,
)
from tests.conftest import COUNTY, open_account
from tests.response.conftest import raised

WELL = {
    "now": 10_000_000, "beats": {"ingress": 9_999_000, "escalator": 9_999_000}, "failing": 0,
    "overdue_ms": 0, "job_waits_ms": 0, "free": 10**12, "tests_since": 9_000_000,
    "heard": 9_900_000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        ({}, []),
        ({"beats": {"ingress": 9_000_000}}, ["ingress"]),
        ({"beats": {"ingress-2": 9_000_000, "sensing": 1}}, ["ingress", "sensing"]),
        ({"failing": 1}, ["failing"]),
        ({"overdue_ms": 90_000}, ["overdue"]),
        ({"job_waits_ms": 400_000}, ["worker"]),
        ({"free": 1}, ["disk"]),
        ({"heard": None, "tests_since": 10_000_000 - LATE_AFTER_MS - 1}, ["self_test"]),
        ({"heard": None, "tests_since": None}, []),
    ],
)
def test_what_is_wrong_is_found(seen, found) -> None:
    assert troubles(Vitals(**(WELL | seen))) == found
    assert set(found) <= set(TROUBLES)


def test_a_test_call_may_be_missed_once_and_not_twice() -> None:
    assert not is_late(2 * EVERY_MS, 0, 0)
    assert is_late(3 * EVERY_MS, 0, 0)
    assert not is_late(3 * EVERY_MS, 0, EVERY_MS)


def test_a_trouble_opens_one_case_and_is_told_again_until_answered(linze, actor) -> None:
    duty = open_account("duty-1", "duty_officer", division=COUNTY)
    IngressBeat.objects.create(name="ingress", started_ms=1, beat_ms=now_ms() - 90_000, counts="{}")
    found = actions.look(tests_since=None)
    assert found == ["ingress"]
    for _turn in range(3):
        if called := actions.is_called_for(found):
            actions.raise_trouble(SYSTEM, codes=called)
    case = Case.objects.get()
    assert (case.kind, case.severity, case.says) == ("platform_fault", 2, "设备接入进程没有心跳")
    assert Notice.objects.filter(account=duty).count() == 1
    assert case.entries.filter(what="escalated").count() == 1
    cases.acknowledge(actor("duty_officer", division=COUNTY), case_id=case.pk)
    assert actions.is_called_for(found) == []


def test_the_platforms_own_call_is_heard_by_the_test_desk_and_by_nobody_else(linze, actor) -> None:
    open_account("duty-1", "duty_officer", division=COUNTY)
    device = actions.ready_self_test(SYSTEM)
    assert actions.ready_self_test(SYSTEM).pk == device.pk
    found = actions.self_test_device()
    assert found is not None
    assert len(found[1]) > 20
    alarm = raised(device)
    test = actions.press(device, protocol="mqtt", at=alarm.pressed_ms)
    actions.acknowledged(test)
    assert fire_all() == 1
    test = SelfTest.objects.get()
    assert None not in (test.acked_ms, test.heard_ms)
    assert not Case.objects.exists()
    assert not Notice.objects.exists()
    officer = actor("county_officer", division=COUNTY)
    assert not queries.within_scope(officer).filter(kind=SELF_TEST).exists()


def test_nobody_can_make_a_device_of_the_kind_that_calls_nobody(elder) -> None:
    with pytest.raises(actions.BadDevice):
        actions.register(SYSTEM, ident="pad-9", kind=SELF_TEST, person=elder.pk)
    device = actions.ready_self_test(SYSTEM)
    with pytest.raises(NotHere):
        actions.bind(SYSTEM, device=device.pk, person=elder.pk)
    assert Device.objects.get(pk=device.pk).person_id is None
