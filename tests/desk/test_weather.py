"""Warnings of the weather open their care list, count what came of it, and end it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from anhuai.desk import actions, jobs, queries
from anhuai.desk.catalogue import CARE_LISTS, WARNINGS
from anhuai.desk.models import CareRound, WarningArea, WeatherWarning
from anhuai.desk.rules.warnings import BadWarning, WarningFacts, outermost, rank
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.platform.acting import SYSTEM, NotHere, Refused
from anhuai.platform.models import Job
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN
from tests.desk.conftest import NOW
from tests.desk.test_caring import WELL, date, resident

HOUR = timedelta(hours=1)
BASE = "/api/v1/desk/warnings"


def facts(**more) -> WarningFacts:
    given = {"kind": "cold", "level": "orange", "divisions": [COUNTY], "since": NOW - HOUR,
             "until": NOW + 24 * HOUR}  # fmt: skip
    return WarningFacts(**given | more)


@pytest.fixture
def alone(linze, friday) -> list[int]:
    return [resident("赵一", date(1950, 1, 1)), resident("外镇人", date(1950, 1, 1), OTHER_VILLAGE)]


def rounds(**more) -> list[CareRound]:
    return list(CareRound.objects.filter(code="cold_wave", **more).order_by("division"))


def test_every_kind_opens_a_list_there_is_and_its_examples_hold() -> None:
    for kind in WARNINGS.values():
        assert kind.care_list in CARE_LISTS
        assert kind.least in kind.levels
        for level, opens in kind.examples:
            assert kind.opens(level, rank(kind.least)) is opens


def test_what_lies_in_another_division_is_said_once() -> None:
    assert outermost([TOWN, COUNTY, OTHER_TOWN]) == [COUNTY]
    assert outermost([OTHER_TOWN, TOWN, TOWN]) == sorted([TOWN, OTHER_TOWN])


def test_a_warning_in_force_calls_the_ill_the_old_and_those_alone(boss, alone, elder) -> None:
    ill = resident("周四", date(1964, 1, 1), alone=False)
    young = resident("吴五", date(1990, 1, 1), alone=False)
    held = Held("serious_illness", date(2024, 1, 1))
    for one in (ill, young):
        people.set_circumstance(SYSTEM, persons=[one], held=held)
    made = actions.warn(boss, facts=facts())
    (one,) = rounds()
    assert made.state == "in_force"
    assert (one.is_warned, one.by) == (True, "低温寒潮预警（橙色）")
    assert set(one.calls.values_list("person", flat=True)) == {*alone, elder.pk, ill}


def test_it_begins_and_ends_at_its_times_by_jobs_of_its_own(boss, alone, friday) -> None:
    made = actions.warn(boss, facts=facts(since=NOW + HOUR, until=NOW + 5 * HOUR))
    assert (made.state, rounds()) == ("planned", [])
    due = Job.objects.filter(task__endswith="warning_turns").values_list("due_at", flat=True)
    assert set(due) == {NOW + HOUR, NOW + 5 * HOUR}
    friday.move_to(NOW + HOUR)
    assert jobs.warning_turns.func(made.pk) == "in_force"
    assert jobs.warning_turns.func(made.pk) == "in_force"
    assert len(rounds(ended_on=None)) == 1
    friday.move_to(NOW + 5 * HOUR)
    assert jobs.warning_turns.func(made.pk) == "over"
    assert rounds(ended_on=None) == []


def test_a_job_that_was_missed_is_made_good_by_the_night(boss, alone, friday) -> None:
    actions.warn(boss, facts=facts(since=NOW + HOUR, until=NOW + 50 * HOUR))
    friday.move_to(NOW + 20 * HOUR)
    jobs.nightly_intake.func("2026-11-21")
    assert len(rounds(ended_on=None)) == 1


def test_a_mild_one_opens_nothing_until_it_is_raised(boss, alone) -> None:
    first = actions.warn(boss, facts=facts(level="blue"), serial="2026-7")
    assert rounds() == []
    again = actions.warn(boss, facts=facts(level="red"), serial="2026-7")
    assert (again.pk, again.version) == (first.pk, 2)
    assert len(rounds(ended_on=None)) == 1
    actions.warn(boss, facts=facts(level="blue"), serial="2026-7")
    assert rounds(ended_on=None) == []
    actions.warn(boss, facts=facts(level="red"), serial="2026-7")
    assert (len(rounds(ended_on=None)), len(rounds())) == (1, 2)
    with pytest.raises(BadWarning):
        actions.warn(boss, facts=facts(kind="heat"), serial="2026-7")


def test_two_warnings_share_a_round_and_the_last_ends_it(boss, alone) -> None:
    whole = actions.warn(boss, facts=facts())
    part = actions.warn(boss, facts=facts(divisions=[TOWN]))
    assert (
        WarningArea.objects.get(warning=part).round == WarningArea.objects.get(warning=whole).round
    )
    actions.lift_warning(boss, warning_id=whole.pk)
    assert len(rounds(ended_on=None)) == 1
    actions.lift_warning(boss, warning_id=part.pk)
    actions.lift_warning(boss, warning_id=part.pk)
    assert rounds(ended_on=None) == []


def test_nobody_is_called_twice_and_a_round_begun_by_hand_goes_on(boss, alone) -> None:
    by_hand = actions.start_round(boss, code="cold_wave", division=TOWN)
    made = actions.warn(boss, facts=facts())
    county = CareRound.objects.get(division=COUNTY)
    assert not set(by_hand.calls.values_list("person")) & set(county.calls.values_list("person"))
    actions.lift_warning(boss, warning_id=made.pk)
    by_hand.refresh_from_db()
    assert by_hand.ended_on is None


def test_an_area_taken_out_ends_its_calls(boss, alone) -> None:
    actions.warn(boss, facts=facts(divisions=[TOWN, OTHER_TOWN]), serial="9")
    assert len(rounds(ended_on=None)) == 2
    actions.warn(boss, facts=facts(divisions=[TOWN]), serial="9")
    assert [one.division for one in rounds(ended_on=None)] == [TOWN]


def test_results_are_counted_and_stand_on_the_desk(boss, officer, alone, signed_in) -> None:
    made = actions.warn(boss, facts=facts())
    (one,) = rounds()
    care = one.calls.first()
    answers = {"heating": "cold", "symptoms": "no", "needs": "no"}
    actions.record_answers(officer, care_id=care.pk, answers=answers)
    (area,) = queries.warning_results(officer, warning_id=made.pk)
    assert (area.done.total, area.done.reached, area.done.alarms) == (3, 1, 1)
    duty = signed_in("duty_officer", division=COUNTY)
    assert "名单 3 人，已通话 1" in duty.get("/desk/").content.decode()
    page = duty.get(f"/desk/weather/{made.pk}/").content.decode()
    assert f"/desk/care/{one.pk}/" in page
    assert duty.get("/desk/weather/new").status_code == 403
    town = signed_in("duty_officer", division=TOWN)
    assert "低温寒潮预警" in town.get("/desk/").content.decode()
    stranger = signed_in("town_clerk", division=OTHER_TOWN)
    seen = stranger.get(f"/desk/weather/{made.pk}/").content.decode()
    assert "赵一" not in seen


def test_what_cannot_be_is_refused_with_a_sentence(boss, clerk, worker, actor, alone) -> None:
    for wrong, code in (
        ({"kind": "hail"}, "kind"), ({"kind": "heat", "level": "blue"}, "level"),
        ({"until": NOW - 2 * HOUR}, "period"), ({"until": NOW + 99 * 24 * HOUR}, "period"),
        ({"until": NOW - HOUR / 2}, "over"), ({"divisions": []}, "places"),
    ):  # fmt: skip
        with pytest.raises(BadWarning) as refused:
            actions.warn(boss, facts=facts(**wrong))
        assert refused.value.code == code
    with pytest.raises(NotHere):
        actions.warn(actor("weather_office", division=TOWN), facts=facts())
    for one in (clerk, worker):
        with pytest.raises(Refused):
            actions.warn(one, facts=facts(divisions=[TOWN]))


def test_an_officer_enters_one_on_the_page(alone, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    form = {"kind": "heat", "level": "red", "divisions": [TOWN, OTHER_TOWN],
            "since": "2026-11-20T09:00", "until": "2026-11-22T20:00", "source": "县气象台",
            "text": "最高气温四十度"}  # fmt: skip
    sent = client.post("/desk/weather/new", form)
    made = WeatherWarning.objects.get()
    assert sent.url == f"/desk/weather/{made.pk}/"
    assert made.since == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    assert CareRound.objects.filter(code="heat_wave", ended_on=None).count() == 2
    assert "最高气温四十度" in client.get(sent.url).content.decode()
    client.post(f"/desk/weather/{made.pk}/lift")
    assert CareRound.objects.filter(ended_on=None).count() == 0


def test_the_weather_office_sends_changes_and_lifts_over_rest(alone, elder, signed_in) -> None:
    office = signed_in("weather_office", division=COUNTY)

    def post(path: str = "", **given):
        return office.post(BASE + path, json.dumps(given), content_type="application/json")

    given = {"serial": "6207-1", "kind": "cold", "level": "red", "divisions": [COUNTY],
             "since": (NOW - HOUR).isoformat(), "until": (NOW + HOUR).isoformat()}  # fmt: skip
    made = post(**given).json()
    assert (made["state"], made["areas"][0]["is_calling"]) == ("in_force", True)
    assert made["areas"][0]["total"] == 0  # counts are the desk's
    assert post(**given).json()["id"] == made["id"]
    assert post(**given | {"level": "violet"}).json()["field"] == "level"
    assert post(**given | {"since": "2026-11-20T09:00:00"}).status_code == 422  # of which zone?
    assert post(**given | {"divisions": ["110000"], "serial": "x"}).status_code == 404
    assert office.get(BASE).json()["items"][0]["serial"] == "6207-1"
    assert post(f"/{made['id']}/lift").json()["state"] == "lifted"
    assert post(**given).status_code == 422
    desk = signed_in("duty_officer", division=COUNTY)
    assert desk.get(f"{BASE}/{made['id']}").json()["areas"][0]["total"] == 3
    assert office.get("/people/").status_code == 403
    other = signed_in("weather_office", division=OTHER_TOWN)
    assert other.post(f"{BASE}/{made['id']}/lift").status_code == 404


def test_answers_of_the_script_reach_the_round(boss, officer, alone) -> None:
    actions.warn(boss, facts=facts())
    (one,) = rounds()
    with pytest.raises(Exception, match="暖和"):
        actions.record_answers(officer, care_id=one.calls.first().pk, answers=WELL)
