"""Networks, measurements and scenarios, by the product's own actions."""

from datetime import date
from pathlib import Path

import pytest
from tests.assessments.conftest import refused
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE
from tests.facilities.conftest import Opener
from tests.siting.conftest import SOUTH, STEP, WEST, home, placed, street

from anhuai.facilities import actions as facilities
from anhuai.kernel.geometry import Datum
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Refused
from anhuai.siting import actions, jobs, queries
from anhuai.siting.actions import Ask
from anhuai.siting.engine.roads import BadRoads
from anhuai.siting.models import Measurement, Network, Scenario, VillageAccess
from anhuai.siting.rules import BadSiting, Pace, Question, Subject

pytestmark = pytest.mark.django_db
OLD, BABY = date(1940, 5, 1), date(2025, 6, 1)


def bring(path: Path, **more: object) -> Network:
    return actions.import_network(
        SYSTEM, path=path, filename="street.geojson", name="街道", source="测试虚构",
        datum=Datum.WGS84, **more,
    )  # fmt: skip


@pytest.fixture
def county(opened: Opener, road_file: Path) -> Network:
    """A street with homes near (1 to 4) and far (30), and a day-care centre at its beginning."""
    made = bring(road_file)
    for at in (1, 2, 3, 4):
        home(at, born=OLD)
    home(30, born=OLD, division=OTHER_VILLAGE)
    home(31, born=BABY, division=OTHER_VILLAGE)
    placed(opened, "东头日间照料", WEST, SOUTH)
    return made


def test_reach_is_measured_by_road_and_by_circle(county: Network) -> None:
    made = actions.measure(SYSTEM, subject=Subject.DAY_CARE, pace=Pace.SLOW, on=clock.today())
    assert (made.reach_dm, made.facilities, made.lost) == (7200, 1, [])
    near = VillageAccess.objects.get(measurement=made, division=VILLAGE)
    assert (near.elders, near.elders_network, near.elders_circle) == (4, 4, 4)
    assert near.nearest_m == 215  # the middle of 86, 172, 259 and 345 m
    far = VillageAccess.objects.get(measurement=made, division=OTHER_VILLAGE)
    assert (far.elders, far.elders_network, far.toddlers, far.residents) == (1, 0, 1, 2)
    again = actions.measure(SYSTEM, subject=Subject.DAY_CARE, pace=Pace.SLOW, on=clock.today())
    assert Measurement.objects.count() == 1
    assert again.villages.count() == 2


def test_a_village_that_no_road_leads_to_is_null_and_named(opened: Opener, tmp_path: Path) -> None:
    import json

    path = tmp_path / "two.geojson"
    path.write_text(json.dumps(street(parts=2)), encoding="utf-8")
    bring(path)
    cut_off = home(3, born=OLD)
    cut_off.latitude = SOUTH + 0.02
    cut_off.save()
    placed(opened, "东头日间照料", WEST, SOUTH)
    made = actions.measure(SYSTEM, subject=Subject.DAY_CARE, pace=Pace.SLOW, on=clock.today())
    row = VillageAccess.objects.get(measurement=made)
    assert (row.nearest_m, row.per_100, row.elders_network) == (None, None, 0)
    assert queries.villages(SYSTEM, made.pk, which="lost").count() == 1


def test_a_facility_in_the_sea_or_without_a_position_is_named(
    county: Network, opened: Opener
) -> None:
    at_sea = placed(opened, "海里日间照料", WEST, SOUTH)
    assert refused(lambda: facilities.set_position(
        SYSTEM, facility=at_sea.pk, longitude=125.0, latitude=30.0
    )) == ("outside", "longitude")  # fmt: skip
    type(at_sea).objects.filter(pk=at_sea.pk).update(longitude=125.0, latitude=30.0)  # of old
    opened("day_care_centre", name="无坐标日间照料")
    made = actions.measure(SYSTEM, subject=Subject.DAY_CARE, pace=Pace.SLOW, on=clock.today())
    named = {name: metres for _key, name, metres in made.lost}
    assert named["无坐标日间照料"] is None
    assert named["海里日间照料"] > 1_000_000
    assert len(named) == 2


def test_homes_without_a_position_are_counted_apart(county: Network) -> None:
    lost = home(5, born=OLD)
    lost.longitude = lost.latitude = None
    lost.save()
    made = actions.measure(SYSTEM, subject=Subject.DAY_CARE, pace=Pace.SLOW, on=clock.today())
    row = VillageAccess.objects.get(measurement=made, division=VILLAGE)
    assert (row.elders, row.elders_network, row.unplaced) == (5, 4, 1)


def test_new_roads_replace_the_old_which_are_kept(county: Network, road_file: Path) -> None:
    made = bring(road_file)
    county.refresh_from_db()
    assert county.until == clock.today()
    assert queries.network(COUNTY).pk == made.pk


def test_roads_of_another_county_are_refused(linze: str, tmp_path: Path) -> None:
    path = tmp_path / "far.geojson"
    import json

    told = json.dumps(street()).replace("100.1", "113.1")
    path.write_text(told, encoding="utf-8")
    with pytest.raises(BadRoads) as refused:
        bring(path)
    assert refused.value.code == "elsewhere"


def test_without_roads_nothing_is_measured_and_the_night_says_nothing(linze: str) -> None:
    with pytest.raises(BadSiting) as refused:
        actions.measure(SYSTEM, subject=Subject.DAY_CARE, pace=Pace.WALK, on=clock.today())
    assert refused.value.code == "roads"
    assert jobs.nightly_access.func(clock.today().isoformat()) == 0


def test_the_night_measures_every_subject(county: Network) -> None:
    assert jobs.nightly_access.func(clock.today().isoformat()) == 6
    assert Measurement.objects.count() == 6


def ask(**more: object) -> Ask:
    given = {"name": "方案", "subject": Subject.DAY_CARE, "question": Question.MOST,
             "pace": Pace.SLOW, "most_new": 1} | more  # fmt: skip
    return Ask(**given)  # type: ignore[arg-type]


def answered(given: Ask) -> Scenario:
    made = actions.ask_scenario(SYSTEM, ask=given, on=clock.today())
    actions.answer.func(made.pk)
    made.refresh_from_db()
    return made


def test_most_people_for_one_site_is_proven(county: Network) -> None:
    made = answered(ask())
    assert made.state == "optimal"
    assert [one["division"] for one in made.answer["sites"]] == [OTHER_VILLAGE]
    assert (made.answer["before"], made.answer["after"], made.answer["people"]) == (4, 5, 5)
    assert made.answer["bound"] == made.answer["value"] == 5
    assert made.answer["gap"] == 0


def test_fewest_and_least_walking_agree_here(county: Network) -> None:
    fewest = answered(ask(question=Question.FEWEST, most_new=None))
    assert (fewest.state, len(fewest.answer["sites"])) == ("optimal", 1)
    walking = answered(ask(question=Question.WALKING))
    assert [one["division"] for one in walking.answer["sites"]] == [OTHER_VILLAGE]


def test_the_demand_of_a_year_to_come_is_the_projections(county: Network) -> None:
    made = answered(ask(for_year=2035))
    on = clock.today()
    rows = queries.demand(SYSTEM, on=on, division=COUNTY).towns
    said = sum(round(rows[code][-1].elders) for code in (TOWN, OTHER_TOWN))
    assert abs(made.answer["people"] - said) <= 1
    assert made.answer["people"] < 5, "some of five very old people will have died"


def test_what_cannot_be_says_which_limit(county: Network) -> None:
    made = answered(ask(most_new=0, floor_percent=100))
    assert (made.state, made.answer["why"]["limit"]) == ("infeasible", "new")
    poor = answered(ask(most_new=None, budget=10, price=100, floor_percent=100))
    assert (poor.state, poor.answer["why"]["limit"]) == ("infeasible", "budget")
    none = answered(ask(question=Question.FEWEST, most_new=0))
    assert (none.state, none.answer["why"]["limit"]) == ("infeasible", "new")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": " "}, "name"), ({"most_new": None}, "most_new"),
        ({"budget": 100}, "price"), ({"floor_percent": 101}, "floor_percent"),
        ({"for_year": 2036}, "for_year"), ({"for_year": 2019}, "for_year"),
        ({"capacity": 10}, "capacity"), ({"users_percent": 5}, "capacity"),
        ({"question": Question.WALKING, "capacity": 0}, "capacity"),
        ({"question": Question.WALKING, "capacity": 5, "users_percent": 0}, "users_percent"),
        ({"closing": (987_654,)}, "closing"), ({"least_m2": 300}, "least_m2"),
    ],
)  # fmt: skip
def test_a_question_without_what_it_needs_is_refused(
    county: Network, more: dict[str, object], field: str
) -> None:
    with pytest.raises(BadSiting) as refused:
        actions.ask_scenario(SYSTEM, ask=ask(**more), on=TODAY)
    assert refused.value.field == field


def test_one_more_site_at_a_pin_is_what_the_whole_would_say(county: Network) -> None:
    field = queries.field_of(county.pk, Subject.DAY_CARE, clock.today(), COUNTY)
    there = queries.what_if(field, longitude=WEST + 29 * STEP, latitude=SOUTH, reach=7200)
    assert (there.before, there.after, there.gain, there.road_m) == (4, 5, 1, 0)
    sea = queries.what_if(field, longitude=125.0, latitude=30.0, reach=7200)
    assert (sea.gain, sea.road_m > 2000) == (0, True)


def test_who_only_reads_changes_nothing(county: Network, actor, road_file: Path) -> None:
    leader = actor("leader", division=COUNTY)
    with pytest.raises(Refused):
        actions.measure(leader, subject=Subject.DAY_CARE, pace=Pace.WALK, on=TODAY)
    with pytest.raises(Refused):
        actions.make_synthetic(leader)
    clerk = actor("town_clerk", division=TOWN)
    made = actions.measure(SYSTEM, subject=Subject.DAY_CARE, pace=Pace.SLOW, on=clock.today())
    assert [one.division for one in queries.villages(clerk, made.pk)] == [VILLAGE]
    assert not queries.scenarios(clerk).exists()


def test_synthetic_roads_say_what_they_are(county: Network) -> None:
    made = actions.make_synthetic(SYSTEM)
    assert made.basis == "synthetic"
    assert "不是真实道路" in made.source
    assert made.parts == 1
