"""Rosters, hand-over notes and drills; the roster decides who is told first."""

from datetime import date, timedelta

import pytest

from anhuai.cases import actions as cases
from anhuai.cases import queries as case_queries
from anhuai.cases.actions import BadShift
from anhuai.cases.models import Case, Shift
from anhuai.desk import actions, queries
from anhuai.desk.actions import BadDuty
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.models import Job
from anhuai.platform.notices.models import Notice
from anhuai.response.actions.escalating import fire_all
from anhuai.response.models import Alarm, Device
from tests.conftest import COUNTY, OTHER_TOWN, VILLAGE
from tests.response.conftest import raised

FIRST = date(2026, 11, 20)


def test_a_roster_fills_every_part_keeps_what_stands_and_shares_days_off(
    boss, actor, friday
) -> None:
    officers = [actor("duty_officer", division=COUNTY).account for _n in range(3)]
    cases.set_shift(boss, division=COUNTY, on=FIRST, part="day", officer=officers[2])
    cases.plan_roster(
        boss, division=COUNTY, first=FIRST, last=FIRST + timedelta(days=29), officers=officers
    )
    assert Shift.objects.count() == 60
    assert Shift.objects.get(on=FIRST, part="day").account_id == officers[2]
    again = cases.plan_roster(
        boss, division=COUNTY, first=FIRST, last=FIRST + timedelta(days=29), officers=officers
    )
    assert again.pks == []
    with pytest.raises(BadShift, match="已有安排"):
        cases.set_shift(boss, division=OTHER_TOWN, on=FIRST, part="day", officer=officers[2])


def test_a_night_belongs_to_the_day_it_began(boss, officer, friday) -> None:
    cases.set_shift(boss, division=COUNTY, on=FIRST, part="night", officer=officer.account)
    assert case_queries.on_duty_now(VILLAGE) == set()
    friday.shift(timedelta(hours=16, minutes=30))  # 02:30 of the 21st in Shanghai
    assert case_queries.on_duty_now(VILLAGE) == {officer.account}
    friday.shift(timedelta(hours=6))
    assert case_queries.on_duty_now(VILLAGE) == set()


def test_the_roster_is_told_first_and_all_at_the_next_step(
    boss, officer, actor, device, friday
) -> None:
    other = actor("duty_officer", division=COUNTY)
    cases.set_shift(boss, division=COUNTY, on=FIRST, part="day", officer=other.account)
    raised(device)
    fire_all()
    told = Notice.objects.filter(template="alarm_raised")
    assert set(told.values_list("account", flat=True)) == {other.account}
    friday.shift(timedelta(seconds=61))
    fire_all()
    later = Notice.objects.filter(template="alarm_escalated").values_list("account", flat=True)
    assert {officer.account, other.account} <= set(later)


def test_without_a_roster_every_duty_officer_is_told(officer, actor, device, friday) -> None:
    other = actor("duty_officer", division=COUNTY)
    raised(device)
    fire_all()
    told = Notice.objects.filter(template="alarm_raised").values_list("account", flat=True)
    assert set(told) == {officer.account, other.account}


def test_rosters_are_for_the_own_area_and_the_past_stays(boss, officer, actor, friday) -> None:
    with pytest.raises(NotHere):
        cases.set_shift(boss, division="620724", on=FIRST, part="day", officer=officer.account)
    with pytest.raises(BadShift):
        cases.plan_roster(boss, division=COUNTY, first=FIRST, last=FIRST, officers=[])
    with pytest.raises(BadShift):
        cases.plan_roster(
            boss, division=COUNTY, first=FIRST, last=FIRST - timedelta(days=1),
            officers=[officer.account],
        )  # fmt: skip
    one = cases.set_shift(boss, division=COUNTY, on=FIRST, part="day", officer=officer.account)
    with pytest.raises(NotHere):
        cases.drop_shift(actor("county_officer", division=OTHER_TOWN), shift_id=one.pk)
    friday.shift(timedelta(days=2))
    with pytest.raises(BadShift):
        cases.drop_shift(boss, shift_id=one.pk)


def test_a_note_is_confirmed_once_and_by_another(officer, actor) -> None:
    one = actions.write_handover(officer, says="张奶奶家要回电")
    with pytest.raises(BadDuty, match="接班的人"):
        actions.take_handover(officer, handover_id=one.pk)
    following = actor("duty_officer", division=COUNTY)
    actions.take_handover(following, handover_id=one.pk)
    with pytest.raises(BadDuty, match=following.name):
        actions.take_handover(actor("duty_officer", division=COUNTY), handover_id=one.pk)
    with pytest.raises(NotHere):
        actions.take_handover(actor("duty_officer", division=OTHER_TOWN), handover_id=one.pk)
    assert queries.newest_handover(officer) is None


def test_a_drill_is_labelled_goes_the_whole_way_and_tells_no_kin(boss, officer) -> None:
    drill = actions.begin_drill(boss, division=COUNTY, plan="夜间无人接听")
    device = Device.objects.get(kind="drill")
    assert (device.person_id, device.division) == (None, COUNTY)
    assert Job.objects.filter(task="anhuai.desk.jobs.send_drill").count() == 1
    raised(device, kind="drill")  # as the ingress writes what the job sends over the wire
    fire_all()
    case = Case.objects.get()
    assert (case.severity, case.says) == (1, "【演练】紧急呼叫")
    assert Alarm.objects.get().kind == "drill"
    with pytest.raises(BadDuty):
        actions.begin_drill(boss, division=COUNTY, plan="又一次")
    with pytest.raises(BadDuty):
        actions.end_drill(boss, drill_id=drill.pk, found=" ")
    ended = actions.end_drill(boss, drill_id=drill.pk, found="45 秒受理")
    assert ended.case_id == case.pk
    again = actions.begin_drill(boss, division=COUNTY, plan="第二次")
    assert again.device_id == device.pk
    assert clock.now() >= again.at
