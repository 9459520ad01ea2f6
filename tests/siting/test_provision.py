"""Premises against norms, housing projects, community rooms, and the population to come."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE
from tests.siting.conftest import home

from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, Holding, NotHere, Refused
from anhuai.platform.posting import Stale
from anhuai.siting import actions, queries
from anhuai.siting.engine import demand as engine
from anhuai.siting.models import CommunityRoom, HousingProject
from anhuai.siting.queries import demography, norms
from anhuai.siting.rules import (
    Applies,
    AreaBasis,
    BadSiting,
    Due,
    ProjectFacts,
    Ratios,
    Stated,
    implied_units,
    lateness,
    needed,
    required_m2,
    shortfall_m2,
)

SignedIn = Callable[..., Client]
DAY = date(2024, 5, 1)


def text(answer: Any) -> str:
    return str(answer.content.decode())


# Rules


def test_huzhongs_shortfall_implies_more_homes_than_it_has_people() -> None:
    """standards/05 §1, 09 §3 row 12: 9,503 at 20, 12,671 at 15, against about 12,169 people."""
    assert implied_units(Decimal("1900.6"), Decimal(20)) == 9503
    assert implied_units(Decimal("1900.6"), Decimal(15)) == 12671
    stated = norms.stated_for("232764")
    assert stated is not None
    assert (stated.shortfall_m2, stated.people) == (Decimal("1900.6"), 12169)


@given(st.integers(0, 10**6), st.decimals(1, 100, places=2), st.decimals(0, 10**6, places=2))
def test_what_is_missing_is_never_negative_and_falls_with_what_there_is(
    homes: int, rate: Decimal, there: Decimal
) -> None:
    needs = required_m2(homes, rate)
    assert 0 <= shortfall_m2(needs, there) <= needs
    assert shortfall_m2(needs, there) >= shortfall_m2(needs, there + 1)
    assert homes == 0 or implied_units(needs, rate) <= homes + 1


def test_nobody_needs_nothing_and_a_small_place_needs_the_least_single_area() -> None:
    assert required_m2(0, Decimal(20), least=Decimal(300)) == 0
    assert required_m2(10, Decimal(20), least=Decimal(300)) == 300
    assert required_m2(2000, Decimal(20), least=Decimal(300)) == 400


def facts(**more: Any) -> ProjectFacts:
    given = {
        "name": "滨河新城一期", "division": VILLAGE, "dwellings": 1000,
        "promised_m2": Decimal(400),
    }  # fmt: skip
    return ProjectFacts(**{**given, **more})


def test_premises_late_small_or_never_handed_over_are_said_so() -> None:
    by = date(2024, 8, 1)
    whole = facts(delivered_m2=Decimal(400), accepted_on=DAY, completed_on=DAY, handed_on=by)
    assert lateness(whole, required=Decimal(350), handover_by=by, on=by) == []
    assert lateness(whole, required=Decimal(450), handover_by=by, on=by) == [
        Due.SMALL_PLAN, Due.SMALL
    ]  # fmt: skip
    waiting = facts(completed_on=DAY)
    needs = Decimal(350)
    assert lateness(waiting, required=needs, handover_by=by, on=by) == [Due.NOT_ACCEPTED]
    assert lateness(waiting, required=needs, handover_by=by, on=by + timedelta(1)) == [
        Due.NOT_ACCEPTED, Due.NOT_HANDED
    ]  # fmt: skip
    late = facts(
        delivered_m2=Decimal(400), accepted_on=DAY, completed_on=DAY, handed_on=by + timedelta(1)
    )
    assert lateness(late, required=needs, handover_by=by, on=date(2025, 1, 1)) == [
        Due.LATE_HANDOVER
    ]  # fmt: skip
    assert lateness(late, required=needs, handover_by=by, on=DAY) == [], "not yet handed over"


def test_part_of_a_bed_is_a_bed_and_forty_is_forty() -> None:
    ratios = Ratios(40, 55, 45)
    row = needed("x", 2030, (1000.0, 1000.0, 500.0, 100.0, 30.0), (0.0, 0.0, 0.0), ratios)
    assert (row.beds, row.nursing, row.places) == (40, 22, 5)
    assert needed("x", 2030, (0.0,) * 5, (), ratios).beds == 0


# The engine


def test_everybody_lives_where_nobody_dies() -> None:
    start = np.zeros((1, 2, engine.AGES))
    start[0, 0, 10], start[0, 1, 99] = 5, 3
    still = engine.Step(np.zeros((2, engine.AGES)), np.zeros(engine.AGES), 1.06)
    later = engine.projected(start, [still, still, still])[-1]
    assert later[0, 0, 13] == 5
    assert later[0, 1, 100] == 3
    assert later.sum() == 8


def test_births_come_to_women_in_the_given_ratio_of_boys() -> None:
    start = np.zeros((1, 2, engine.AGES))
    start[0, 1, 30] = 1000
    rates = np.zeros(engine.AGES)
    rates[30:32] = 0.1
    step = engine.Step(np.zeros((2, engine.AGES)), rates, 1.5)
    later = engine.carried(start, step)
    assert later[0, :, 0].sum() == pytest.approx(100)
    assert later[0, 0, 0] == pytest.approx(60)


@given(st.floats(0, 2), st.integers(0, 100), st.floats(0, 1e6))
def test_more_deaths_never_leave_more_people(risk: float, age: int, people: float) -> None:
    start = np.zeros((1, 2, engine.AGES))
    start[0, 0, age] = people
    none = np.zeros(engine.AGES)
    some = engine.carried(start, engine.Step(np.full((2, engine.AGES), risk), none, 1.0)).sum()
    more = engine.carried(start, engine.Step(np.full((2, engine.AGES), risk + 1), none, 1.0))
    assert 0 <= more.sum() <= some <= people * (1 + 1e-12)


@given(st.lists(st.floats(0, 1e5), min_size=21, max_size=21))
def test_groups_keep_their_sums_when_spread(groups: list[float]) -> None:
    spread = engine.graduated(groups)
    assert (spread >= 0).all()
    for at, group in enumerate(groups):
        assert spread[at * 5 : at * 5 + 5].sum() == pytest.approx(group)


def test_the_nation_is_carried_from_2000_to_2020_within_a_percent_of_its_elders() -> None:
    found = demography.backcast(2000, 2020)
    assert abs(found["60+"][2]) < 0.001
    assert abs(found["80+"][2]) < 0.02
    assert abs(found["total"][2]) < 0.01
    newer = demography.backcast(2010, 2020, edition="2022")
    assert newer["80+"][2] > 0.1, "the editions differ on the oldest: the page must say so"


def test_fertility_is_set_by_the_children_there_are() -> None:
    start = np.zeros((1, 2, engine.AGES))
    start[0, 1, 20:40] = 100
    steps = [demography.step_of(year, "medium") for year in (2021, 2022, 2023)]
    expected = sum(float(start[0, 1, n:] @ step.births[: engine.AGES - n])
                   for n, step in enumerate(reversed(steps)))  # fmt: skip
    assert engine.fertility_factor(start, steps, children=expected) == pytest.approx(1)
    assert engine.fertility_factor(start, steps, children=0) == pytest.approx(1 / 3)
    assert engine.fertility_factor(start / 100, steps, children=0) == 1.0


# Actions


@pytest.mark.django_db
def test_the_norm_is_the_countys_own_or_common_practice(linze: str) -> None:
    on = clock.today()
    own = queries.norm_for(COUNTY, Applies.EXISTING, on=on)
    assert (own.rate, own.area) == (Decimal(20), AreaBasis.LAND)
    assert queries.norm_for("532601", Applies.NEW, on=on).least_m2 == 300, "the prefecture's"
    common = queries.norm_for("640302", Applies.NEW, on=on)
    assert (common.rate, common.basis.confidence) == (Decimal(20), "C")


def centre(name: str, division: str, land: str | None) -> None:
    facts = FacilityFacts(
        name=name, division=division, ownership=Ownership.PUBLIC,
        land_area=Decimal(land) if land else None, building_area=Decimal(999),
    )  # fmt: skip
    facilities.open_facility(SYSTEM, kind="day_care_centre", facts=facts, on=date(2021, 1, 1))


@pytest.mark.django_db
def test_a_towns_surplus_is_no_use_to_another_and_land_is_no_building(linze: str) -> None:
    for at in range(5):
        home(at, born=date(1990, 1, 1))
    home(6, born=date(1990, 1, 1), division=OTHER_VILLAGE)
    centre("东头中心", VILLAGE, "50")
    centre("无面积中心", OTHER_VILLAGE, None)
    found = queries.provision(SYSTEM, on=clock.today(), division=COUNTY)
    rows = {one.code: one for one in found.towns}
    assert (rows[TOWN].households, rows[TOWN].required, rows[TOWN].shortfall) == (5, 1, 0)
    other = rows[OTHER_TOWN]
    assert (other.required, other.existing, other.unmeasured) == (Decimal("0.20"), 0, 1)
    assert found.shortfall == Decimal("0.20")
    assert found.held is None
    clerk = Actor(name="镇", holdings=(Holding("town_clerk", division=OTHER_TOWN),))
    own = queries.provision(clerk, on=clock.today(), division=COUNTY)
    assert [one.code for one in own.towns] == [OTHER_TOWN]


@pytest.mark.django_db
def test_a_stated_shortfall_is_held_against_the_register(
    linze: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home(1, born=date(1990, 1, 1))
    stated = norms.stated_for("232764")
    assert isinstance(stated, Stated)
    room_of = import_module("anhuai.siting.queries.provision")
    monkeypatch.setattr(room_of, "stated_for", lambda _division: stated)
    held = queries.provision(SYSTEM, on=clock.today(), division=COUNTY).held
    assert held is not None
    assert (held.least, held.households, held.contradicts) == (9503, 1, True)


@pytest.mark.django_db
def test_a_project_keeps_the_norm_of_its_first_day(linze: str) -> None:
    made = actions.register_project(SYSTEM, facts=facts(), on=clock.today())
    assert (made.rate, made.area_basis, made.required_m2) == (35, "land", 350)
    with pytest.raises(BadSiting, match="同名"):
        actions.register_project(SYSTEM, facts=facts(), on=clock.today())
    with pytest.raises(BadSiting, match="先验收"):
        actions.record_handover(
            SYSTEM, project=made.pk, version=1, on=clock.today(),
            facts=facts(handed_on=DAY, delivered_m2=Decimal(300)),
        )  # fmt: skip
    done = facts(accepted_on=DAY, handed_on=DAY, completed_on=DAY, delivered_m2=Decimal(350))
    saved = actions.record_handover(
        SYSTEM, project=made.pk, version=1, facts=done, on=clock.today()
    )
    assert saved.version == 2
    with pytest.raises(Stale):
        actions.record_handover(SYSTEM, project=made.pk, version=1, facts=done, on=clock.today())
    on = clock.today()
    every = queries.completed_projects(SYSTEM, on=on, division=COUNTY)
    good = queries.completed_projects(SYSTEM, on=on, division=COUNTY, compliant=True)
    assert (every.count(), good.count()) == (1, 1)
    before = DAY - timedelta(1)
    assert not queries.completed_projects(SYSTEM, on=before, division=COUNTY).exists()


@pytest.mark.django_db
def test_the_database_refuses_what_must_never_be(linze: str) -> None:
    made = actions.register_project(SYSTEM, facts=facts(), on=clock.today())
    wrong: tuple[dict[str, Any], ...] = (
        {"handed_on": DAY},
        {"dwellings": 0},
        {"handed_on": DAY, "accepted_on": DAY + timedelta(1), "delivered_m2": 1},
    )
    for change in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            HousingProject.objects.filter(pk=made.pk).update(**change)


def room(**more: Any) -> actions.RoomFacts:
    given = {"name": "社区服务用房", "division": VILLAGE, "area": Decimal(200)}
    return actions.RoomFacts(**{**given, **more})


@pytest.mark.django_db
def test_rooms_given_free_are_a_share_of_all_rooms(linze: str) -> None:
    first = actions.register_room(SYSTEM, facts=room(elders_m2=Decimal(80), is_free=True), on=DAY)
    actions.register_room(SYSTEM, facts=room(name="另一处", elders_m2=Decimal(50)), on=DAY)
    free = queries.rooms_on(SYSTEM, on=DAY, division=COUNTY, free_for_elders=True)
    assert [one.pk for one in free] == [first.pk]
    assert not queries.rooms_on(SYSTEM, on=DAY - timedelta(1), division=COUNTY).exists()
    with pytest.raises(BadSiting, match="之间"):
        actions.register_room(SYSTEM, facts=room(name="大房", elders_m2=Decimal(201)), on=DAY)
    with pytest.raises(BadSiting, match="同名"):
        actions.register_room(SYSTEM, facts=room(), on=DAY)
    actions.end_room(SYSTEM, room=first.pk, on=DAY + timedelta(30))
    assert CommunityRoom.objects.get(pk=first.pk).until == DAY + timedelta(30)
    with pytest.raises(BadSiting, match="已经结束"):
        actions.end_room(SYSTEM, room=first.pk, on=DAY + timedelta(31))
    clerk = Actor(name="镇", holdings=(Holding("town_clerk", division=OTHER_TOWN),))
    with pytest.raises(NotHere):
        queries.room(clerk, first.pk)
    with pytest.raises(Refused):
        actions.register_room(clerk, facts=room(name="别处"), on=DAY)


@pytest.mark.django_db
def test_the_countys_people_are_carried_on_by_town(linze: str) -> None:
    today = clock.today()
    for at in range(12):
        home(at, born=date(today.year - 55, 6, 1))
    home(20, born=date(today.year - 30, 1, 1), division=OTHER_VILLAGE)
    found = queries.demand(SYSTEM, on=today, division=COUNTY)
    assert found.county[0].year == today.year
    assert found.county[-1].year == 2035
    assert (found.county[0].total, found.county[0].elders) == (13, 0)
    assert 10 < found.county[5].elders < 12, "twelve people of 55 are sixty in five years"
    assert found.towns[TOWN][5].elders == pytest.approx(found.county[5].elders)
    assert queries.growth(today, COUNTY, 2035, "residents")[TOWN] < 1
    clerk = Actor(name="镇", holdings=(Holding("town_clerk", division=OTHER_TOWN),))
    own = queries.demand(clerk, on=today, division=COUNTY)
    assert (list(own.towns), own.county) == ([OTHER_TOWN], ())
    births = [demography.step_of(2030, one).births.sum() for one in ("low", "medium", "high")]
    assert births == sorted(set(births))


# Pages

PAGES = ("/siting/provision", "/siting/projects/", "/siting/rooms/", "/siting/demand")


@pytest.mark.django_db
def test_who_may_open_the_pages(linze: str, signed_in: SignedIn) -> None:
    for role, status in (("leader", 200), ("town_clerk", 200), ("village_worker", 403)):
        client = signed_in(role, division=TOWN if role != "leader" else COUNTY)
        for address in PAGES:
            assert client.get(address).status_code == status, (role, address)
        for address in ("/siting/projects/new", "/siting/rooms/new"):
            assert client.get(address).status_code == 403, (role, address)


@pytest.mark.django_db
def test_a_project_is_registered_followed_and_shown(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert "没有符合条件的居住项目" in text(officer.get("/siting/projects/"))
    form = {"name": "滨河新城", "division": VILLAGE, "dwellings": "1000", "promised_m2": "300"}
    answer = officer.post("/siting/projects/new", form)
    assert answer.status_code == 302, text(answer)
    shown = text(officer.get(answer["Location"]))
    assert "规划面积不足" in shown
    assert "350.0" in shown
    course = f"{answer['Location']}course"
    wrong = {"promised_m2": "360", "handed_on": "2024-05-01", "version": "1"}
    refused = text(officer.post(course, wrong))
    assert "先验收、后移交" in refused
    assert "360" in refused, "the form keeps what was typed"
    right = wrong | {"accepted_on": "2024-05-01", "delivered_m2": "360"}
    assert officer.post(course, right).status_code == 302
    assert "没有发现问题" in text(officer.get(answer["Location"]))
    assert "滨河新城" in text(officer.get("/siting/projects/?which=handed&q=滨河"))
    assert "滨河新城" not in text(officer.get("/siting/projects/?which=open").content and
                                  officer.get("/siting/projects/?which=open"))  # fmt: skip
    book = officer.get("/sheets/housing-projects/export")
    assert b"".join(book.streaming_content)[:2] == b"PK"
    clerk = signed_in("town_clerk", division=OTHER_TOWN)
    assert "滨河新城" not in text(clerk.get("/siting/projects/"))
    assert clerk.get(answer["Location"]).status_code == 404


@pytest.mark.django_db
def test_rooms_are_registered_ended_and_summed(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    form = {"name": "沙河社区用房", "division": VILLAGE, "area": "200", "elders_m2": "80",
            "is_free": "on", "on": "2024-05-01"}  # fmt: skip
    assert officer.post("/siting/rooms/new", form).status_code == 302
    assert "占 40.0%" in text(officer.get("/siting/rooms/"))
    key = CommunityRoom.objects.get().pk
    assert officer.post(f"/siting/rooms/{key}/end", {"on": "2024-06-01"}).status_code == 302
    assert "沙河社区用房" not in text(officer.get("/siting/rooms/"))
    assert "沙河社区用房" in text(officer.get("/siting/rooms/?which=all"))


@pytest.mark.django_db
def test_demand_is_labelled_an_estimate_with_its_error(linze: str, signed_in: SignedIn) -> None:
    home(1, born=date(1950, 1, 1))
    officer = signed_in("county_officer", division=COUNTY)
    shown = text(officer.get("/siting/demand?variant=high&year=2030"))
    for says in ("估计，不是统计数", "2030 年各乡镇", "2000 → 2020", "世界人口展望"):
        assert says in shown, says
    assert officer.get("/siting/demand?variant=x&year=99999").status_code == 200
    book = officer.get("/sheets/demand/export")
    assert b"".join(book.streaming_content)[:2] == b"PK"
    answer = officer.get("/api/v1/siting/demand?year=2030").json()
    assert answer["estimate"] is True
    assert {one["year"] for one in answer["items"]} == {2030}
    assert officer.get("/api/v1/siting/provision").json()["area"] == "land"
