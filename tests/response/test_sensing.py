"""Telemetry judged: limits, what did not happen, hours of charts; what is found raises once."""

import json
import sqlite3
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from anhuai.cases.models import Case
from anhuai.people import actions as people
from anhuai.platform.acting import SYSTEM
from anhuai.response import actions
from anhuai.response.actions.escalating import fire_all
from anhuai.response.catalogue import RULES
from anhuai.response.engine import sql
from anhuai.response.engine.stores import readings_file
from anhuai.response.models import Alarm, Device, Fence, RuleState, Sensed, Trend
from anhuai.response.queries import telemetry
from anhuai.response.rules import ALARMS
from anhuai.response.rules.fences import FenceKind, Shape, is_outside
from anhuai.response.rules.telemetry import ACTIVE, Absence, Threshold, measured, position_in
from tests.conftest import COUNTY

TZ = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 3, 12, 0, tzinfo=TZ)
MS = int(NOON.timestamp() * 1000)
HOME = (100.10, 39.10)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as at:
        yield at


@pytest.fixture
def heard(linze, tmp_path, monkeypatch):
    """Write readings where the ingress writes them: a file on SQLite, the table on PostgreSQL."""
    path = tmp_path / "main.sqlite3"
    if connection.vendor == "sqlite":
        monkeypatch.setattr(telemetry, "readings_file", lambda _main: readings_file(path))
        with sqlite3.connect(readings_file(path)) as file:
            file.execute(sql.READINGS)

    def write(device: Device, kind: str, at: int, received: int | None = None, **said) -> None:
        row = (
            device.pk,
            f"{kind[:6]}-{at % 10**10}-{(received or 0) % 10**10}",
            kind,
            at,
            received or at,
            json.dumps(said),
        )
        if connection.vendor == "sqlite":
            with sqlite3.connect(readings_file(path)) as file:
                file.execute(sql.LITE_READING, row)
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO response_reading (device_id, key, kind, pressed_ms, received_ms, body)"
                " VALUES (%s, %s, %s, %s, %s, %s)", row,
            )  # fmt: skip

    return write


def other(elder, kind: str) -> Device:
    made = actions.register(SYSTEM, ident=f"{kind}-1", kind=kind, person=elder.pk)
    return Device.objects.get(pk=made.pk)


def agree(elder) -> None:
    people.give_consent(
        SYSTEM, person=elder.pk, purpose="location", given_by=elder.pk, on=date(2026, 1, 1),
        notice_version="1", method="paper",
    )  # fmt: skip


def test_every_rule_says_what_its_examples_say() -> None:
    for code, rule in RULES.items():
        assert rule.alarm in ALARMS, code
        assert rule.limit.least <= rule.limit.default <= rule.limit.most, code
        assert rule.examples, code
        if isinstance(rule, Threshold):
            for values, raises in rule.examples:
                assert rule.raises(values, rule.limit.default) is raises, (code, values)
        if isinstance(rule, Absence):
            for last, now, missing in rule.examples:
                then, at = (datetime.fromisoformat(one).replace(tzinfo=TZ) for one in (last, now))
                assert rule.is_missing(then, at, rule.limit.default) is missing, (code, now)


def test_no_kind_of_reading_is_a_kind_of_alarm() -> None:
    readings = ACTIVE | {"vital", "position", "heartbeat", "flow", "status"}
    assert not readings & set(ALARMS), "it would go the alarm lane and call somebody"


@given(st.text(), st.text())
def test_nothing_a_device_says_breaks_the_reading_of_it(kind: str, body: str) -> None:
    assert isinstance(measured(body), dict)
    position_in(kind, body)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists), st.floats())
def test_only_numbers_within_bounds_are_measures(odd, value: float) -> None:
    assert "heart_rate" not in measured(json.dumps({"hr": odd})) or isinstance(odd, float)
    found = measured(json.dumps({"hr": value})).get("heart_rate")
    assert found is None or 20 <= found <= 260
    assert measured('{"hr": true}') == {}


def test_positions_of_every_protocol_are_read() -> None:
    assert position_in("position", '{"lat": 39.1, "lon": 100.1, "alarm": 0}') == (100.1, 39.1)
    watch = '{"content": "UD,031126,040000,A,39.100000,N,100.100000,E,0.0"}'
    assert position_in("position", watch) == (100.1, 39.1)
    assert position_in("position", watch.replace(",A,", ",V,")) is None
    assert position_in("position", '{"lat": 0, "lon": 0}') is None
    assert position_in("position", '{"lat": 139.1, "lon": 100.1}') is None


def test_a_limit_broken_in_a_row_raises_one_alarm_until_it_is_back(device, heard) -> None:
    for number, value in enumerate((130, 125, 80, 121, 122)):
        heard(device, "vital", MS - 60_000 + number * 1000, hr=value)
    assert actions.sense() == 5
    assert not Alarm.objects.exists(), "never three in a row"
    for number, value in enumerate((123, 124, 125)):
        heard(device, "vital", MS - 50_000 + number * 1000, hr=value)
    actions.sense()
    alarm = Alarm.objects.get()
    assert (alarm.kind, json.loads(alarm.body)["says"]) == ("abnormal", "心率过快 123 次/分")
    actions.sense()
    assert Alarm.objects.count() == 1, "read again, judged once"
    fire_all()
    assert (Case.objects.get().says, Case.objects.get().severity) == ("心率过快 123 次/分", 2)
    heard(device, "vital", MS - 40_000, hr=80)
    for number in range(3):
        heard(device, "vital", MS - 30_000 + number * 1000, hr=140)
    actions.sense()
    assert Alarm.objects.count() == 2, "it was back meanwhile"


def test_what_came_in_the_same_millisecond_later_is_judged_too(device, heard) -> None:
    heard(device, "vital", MS - 3000, received=MS, hr=70)
    actions.sense()
    heard(device, "vital", MS - 2000, received=MS, hr=72)
    actions.sense()
    actions.sense()
    hour = Trend.objects.get(measure="heart_rate")
    assert (hour.count, hour.least, hour.most, hour.total) == (2, 70, 72, 142)


def test_a_page_boundary_loses_and_doubles_nothing(device, heard, monkeypatch) -> None:
    monkeypatch.setattr("anhuai.response.actions.sensing.PAGE", 7)
    for number in range(40):
        heard(device, "vital", MS - 40_000 + number, received=MS - 1000 + number // 3, hr=70)
    actions.sense()
    assert Trend.objects.get().count == 40


def test_a_call_joining_a_milder_case_starts_the_graver_chain_at_once(device, heard) -> None:
    from tests.response.conftest import raised

    for number in range(3):
        heard(device, "vital", MS - 9000 + number * 1000, hr=140)
    actions.sense()
    fire_all()
    assert Case.objects.get().severity == 2
    raised(device, key="sos")
    fire_all()
    case = Case.objects.get()
    assert case.severity == 1
    told = [one.detail["to"] for one in case.entries.filter(what="escalated").order_by("pk")]
    assert told == [["duty_officer"], ["duty_officer", "kin"]]
    assert case.pk == Alarm.objects.get(key="sos").case_id


def test_no_door_by_ten_raises_once_a_day_and_a_silent_door_never(elder, heard, clock) -> None:
    door = other(elder, "door")
    heard(door, "open", MS - 20 * 3_600_000, received=MS - 1000)
    actions.sense()
    clock.move_to(NOON.replace(hour=9, minute=59))
    assert actions.find_absent() == 0
    Device.objects.filter(pk=door.pk).update(silent_since_ms=1)
    clock.move_to(NOON.replace(hour=10))
    assert actions.find_absent() == 0, "silence proves nothing"
    Device.objects.filter(pk=door.pk).update(silent_since_ms=None)
    assert (actions.find_absent(), actions.find_absent()) == (1, 0)
    assert Alarm.objects.get().kind == "no_motion"
    clock.move_to(NOON + timedelta(days=1))
    assert actions.find_absent() == 1, "another day without"
    at = int((NOON + timedelta(days=1)).timestamp() * 1000)
    heard(door, "open", at)
    actions.sense()
    assert RuleState.objects.get(rule="morning_door").raised_ms is None
    assert actions.find_absent() == 0


def test_no_water_for_a_day_is_found_and_a_person_away_is_left_alone(elder, heard, actor) -> None:
    tap = other(elder, "water")
    heard(tap, "flow", MS - 25 * 3_600_000, received=MS - 1000, litres=3)
    actions.sense()
    clerk = actor("county_officer", division=COUNTY)
    actions.adapt_rule(
        clerk, person=elder.pk, rule="no_water", reason="住院", off_until=date(2026, 11, 20)
    )
    assert actions.find_absent() == 0
    actions.adapt_rule(clerk, person=elder.pk, rule="no_water", reason="出院", limit=30)
    assert actions.find_absent() == 0, "their own limit"
    actions.adapt_rule(clerk, person=elder.pk, rule="no_water", reason="照常")
    assert actions.find_absent() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"limit": 500}, "limit"), ({"off_until": date(2027, 11, 3)}, "off_until"),
        ({"reason": " "}, "reason"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused_at_its_field(elder, given, field) -> None:
    with pytest.raises(actions.BadGround) as wrong:
        actions.adapt_rule(
            SYSTEM, person=elder.pk, rule="heart_rate_high", **({"reason": "医嘱"} | given)
        )
    assert wrong.value.field == field


def test_of_two_who_change_a_rule_the_second_is_told(elder) -> None:
    actions.adapt_rule(SYSTEM, person=elder.pk, rule="no_water", reason="a", limit=20, version=0)
    with pytest.raises(actions.BadGround):
        actions.adapt_rule(
            SYSTEM, person=elder.pk, rule="no_water", reason="b", limit=30, version=0
        )


# shapes ------------------------------------------------------------------------------------------


def test_shapes_hold_what_lies_in_them() -> None:
    square = ((100.0, 39.0), (100.02, 39.0), (100.02, 39.02), (100.0, 39.02))
    assert Shape(FenceKind.AREA, square, 0).holds((100.01, 39.01))
    assert not Shape(FenceKind.AREA, square, 0).holds((100.03, 39.01))
    assert Shape(FenceKind.HOME, (HOME,), 300).holds((100.103, 39.10))
    assert not Shape(FenceKind.HOME, (HOME,), 200).holds((100.103, 39.10))
    way = Shape(FenceKind.ROUTE, ((100.0, 39.0), (100.02, 39.0)), 50)
    assert way.holds((100.01, 39.0004))
    assert not way.holds((100.01, 39.001))
    assert not way.holds((100.03, 39.0))
    assert not is_outside([], HOME)


@given(st.floats(-0.05, 0.05), st.floats(-0.05, 0.05), st.integers(20, 5000), st.integers(1, 2000))
def test_a_wider_margin_never_holds_less(east: float, north: float, metres: int, more: int) -> None:
    at = (HOME[0] + east, HOME[1] + north)
    if Shape(FenceKind.HOME, (HOME,), metres).holds(at):
        assert Shape(FenceKind.HOME, (HOME,), metres + more).holds(at)


def test_shapes_need_consent_and_its_end_ends_the_watching(elder, heard) -> None:
    with pytest.raises(actions.BadGround) as wrong:
        actions.draw_fence(
            SYSTEM, person=elder.pk, kind=FenceKind.HOME, title="", metres=300, points=[HOME]
        )
    assert wrong.value.code == "consent"
    watch = other(elder, "watch")
    heard(watch, "position", MS - 9000, lon=HOME[0], lat=HOME[1])
    actions.sense()
    assert Sensed.objects.get(device=watch).at_ms is None, "not kept without consent"


def test_leaving_is_found_at_the_second_place_outside_and_told_once(elder, heard) -> None:
    agree(elder)
    watch = other(elder, "watch")
    actions.draw_fence(
        SYSTEM, person=elder.pk, kind=FenceKind.HOME, title="", metres=300, points=[HOME]
    )
    pond = actions.draw_fence(
        SYSTEM, division="620723", kind=FenceKind.RISK, title="水塘", metres=100,
        points=[(100.2, 39.1)],
    )  # fmt: skip
    places = [HOME[0], 100.11, HOME[0] + 0.001, 100.11, 100.12, 100.13, 100.2, 100.2]
    for number, lon in enumerate(places):
        heard(watch, "position", MS - 60_000 + number * 1000, lon=lon, lat=39.1)
    actions.sense()
    found = list(Alarm.objects.order_by("pressed_ms").values_list("kind", "pressed_ms"))
    assert found == [("fence_exit", MS - 56_000), ("risk_entry", MS - 54_000)]
    seen = Sensed.objects.get(device=watch)
    assert (seen.longitude, seen.at_ms, seen.stayed_ms) == (100.2, MS - 53_000, MS - 54_000)
    fire_all()
    assert Case.objects.get().severity == 1
    assert Fence.objects.filter(pk=pond.pk, person=None).exists()


def test_staying_too_long_is_found(elder, heard) -> None:
    agree(elder)
    watch = other(elder, "watch")
    actions.draw_fence(
        SYSTEM, person=elder.pk, kind=FenceKind.AREA, title="公园", metres=20, stay_minutes=30,
        points=[(100.0, 39.0), (100.02, 39.0), (100.02, 39.02)],
    )  # fmt: skip
    for minutes in (0, 20, 31, 40):
        at = MS - 3_000_000 + minutes * 60_000
        heard(watch, "position", at, lon=100.015, lat=39.01)
    actions.sense()
    assert list(Alarm.objects.values_list("kind", flat=True)) == ["long_stay"]


def test_a_late_place_does_not_move_the_last_one(elder, heard) -> None:
    agree(elder)
    watch = other(elder, "watch")
    heard(watch, "position", MS - 1000, lon=100.2, lat=39.1)
    heard(watch, "position", MS - 9_000_000, received=MS - 500, lon=100.3, lat=39.1)
    actions.sense()
    assert Sensed.objects.get(device=watch).longitude == 100.2


def test_one_search_a_person_and_the_desk_is_told(elder, actor) -> None:
    from anhuai.platform.notices.models import Notice

    duty = actor("duty_officer", division=COUNTY)
    said = {"seen_place": "菜市场", "looks": "灰色棉衣", "phone": "12349"}
    made = actions.open_search(duty, person=elder.pk, seen_at=NOON, **said)
    assert (made.case.kind, made.case.severity) == ("search", 1)
    assert Notice.objects.filter(template="alarm_raised").exists()
    with pytest.raises(actions.BadGround):
        actions.open_search(duty, person=elder.pk, seen_at=NOON, **said)
    with pytest.raises(actions.BadGround) as wrong:
        actions.open_search(duty, person=elder.pk, seen_at=NOON, **said | {"looks": ""})
    assert wrong.value.field == "looks"


def test_old_hours_are_dropped_by_the_setting(device) -> None:
    for days in (1, 1200):
        Trend.objects.create(
            device=device, measure="heart_rate", hour_ms=MS - days * 86_400_000, count=1, least=1,
            most=1, total=1,
        )  # fmt: skip
    assert actions.forget_trends("2026-11-03") == 1
