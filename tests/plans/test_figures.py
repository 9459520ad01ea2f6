"""Figures come from the records, for the county and its towns, as they were on the day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from anhuai.civil import actions as civil
from anhuai.civil.rules import OrganisationFacts, OrganisationField, OrganisationKind
from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import (
    ChildcareClass,
    ClassPlaces,
    Ownership,
    WorksFacts,
    WorksKind,
)
from anhuai.people import actions as people
from anhuai.placements import actions as placements
from anhuai.plans import queries
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.models import Plan
from anhuai.plans.queries import Origin, Side
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry
from anhuai.siting import actions as siting
from anhuai.siting.rules import ProjectFacts
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE
from tests.placements.conftest import papers
from tests.plans.conftest import ON, Stock, hired, opened

Who = Callable[..., Actor]


def value(key: str, division: str = COUNTY, on: date = ON, plan: Plan | None = None) -> str | None:
    found = queries.measure(SYSTEM, key=key, division=division, on=on, plan=plan).value
    return None if found is None else str(found.normalize())


@pytest.mark.parametrize(
    ("key", "county", "town", "other"),
    [
        ("beds_total", "2E+1", "1E+1", "1E+1"),
        ("nursing_bed_share", "15", "2E+1", "1E+1"),
        ("nursing_bed_share_public", "2E+1", "2E+1", None),
        ("nursing_bed_share_rural", "2E+1", "2E+1", None),
        ("gov_bed_share", "5E+1", "1E+2", "0"),
        ("social_bed_share", "5E+1", "0", "1E+2"),
        ("beds_per_1000", "5E+3", "3333.3333", "1E+4"),
        ("caregiver_cert", "5E+1", "1E+2", "0"),
        ("caregiver_training", "5E+1", "0", "1E+2"),
        ("tekun_disabled_central", "5E+1", "5E+1", None),
        ("daycare_new", "1", "1", "0"),
    ],
)
def test_a_figure_is_what_the_records_say(
    stock: Stock, key: str, county: str | None, town: str | None, other: str | None
) -> None:
    assert (value(key), value(key, TOWN), value(key, OTHER_TOWN)) == (county, town, other)


def test_every_computed_indicator_can_be_measured(stock: Stock, elderly: Plan) -> None:
    keys = [key for key in INDICATORS if INDICATORS[key].is_computed]
    found = queries.measure_many(SYSTEM, keys=keys, division=COUNTY, on=ON, plan=elderly)
    assert len(found) == 115
    assert {one.origin for one in found.values()} <= {Origin.COMPUTED, Origin.NONE}
    alone = {
        key: queries.measure(SYSTEM, key=key, division=COUNTY, on=ON, plan=elderly) for key in keys
    }
    assert alone == found


def test_the_past_is_measured_as_it_was(stock: Stock) -> None:
    assert value("beds_total", on=date(2021, 2, 28)) == "0"
    assert value("nursing_bed_share", on=date(2021, 2, 28)) is None
    people.record_death(SYSTEM, person=stock.elders[3], died=date(2023, 1, 1))
    assert value("beds_per_1000") == "6666.6667"
    assert value("beds_per_1000", on=date(2022, 12, 31)) == "5E+3"


def test_coverage_counts_the_committees_that_have_one(stock: Stock) -> None:
    measured = queries.measure(SYSTEM, key="rural_facility_coverage", division=COUNTY, on=ON)
    rural = queries.who(
        SYSTEM, key="rural_facility_coverage", side=Side.BOTTOM, division=COUNTY, on=ON
    )
    assert measured.denominator == len(rural.page.rows)
    having = queries.who(
        SYSTEM, key="rural_facility_coverage", side=Side.TOP, division=COUNTY, on=ON
    )
    lacking = queries.who(
        SYSTEM, key="rural_facility_coverage", side=Side.MISSING, division=COUNTY, on=ON
    )
    assert [row[0] for row in having.page.rows] == [VILLAGE, OTHER_VILLAGE]
    assert len(lacking.page.rows) == len(rural.page.rows) - 2


def test_farms_and_parks_are_no_towns(linze: str) -> None:
    stations = queries.measure(SYSTEM, key="minor_station", division=COUNTY, on=ON)
    assert stations.denominator == 7
    assert stations.value == 0


def test_a_town_placed_facility_covers_its_town_but_no_village(linze: str) -> None:
    opened("minor_protection_station", "沙河镇未保站", TOWN, Ownership.PUBLIC)
    opened("day_care_centre", "镇日间照料中心", TOWN, Ownership.PUBLIC)
    assert queries.measure(SYSTEM, key="minor_station", division=COUNTY, on=ON).numerator == 1
    assert value("daycare_coverage") == "0"
    assert value("daycare_new") == "1"


def test_the_least_of_all_villages_is_what_each_has_at_least(linze: str) -> None:
    assert value("village_point") == "0"
    opened("mutual_aid_home", "幸福院", VILLAGE, Ownership.PUBLIC)
    one = queries.measure(SYSTEM, key="village_point", division=VILLAGE, on=ON)
    assert (one.value, one.numerator, one.denominator) == (1, 1, 1)


def test_what_is_counted_since_the_plan_began_leaves_out_what_was_before(
    linze: str, elderly: Plan
) -> None:
    opened("day_care_centre", "旧中心", VILLAGE, Ownership.PUBLIC, on=date(2020, 12, 31))
    opened("day_care_centre", "新中心", VILLAGE, Ownership.PUBLIC, on=date(2021, 1, 1))
    assert value("daycare_new", plan=elderly) == "1"
    assert value("daycare_new", on=date(2026, 6, 1)) == "0", "the next five-year period"


def test_works_are_counted_when_accepted_with_what_they_delivered(stock: Stock) -> None:
    facts = WorksFacts(
        kind=WorksKind.RENOVATION, started=date(2022, 1, 1), accepted=date(2023, 1, 1), beds=6,
        nursing_beds=4,
    )  # fmt: skip
    facilities.record_works(SYSTEM, facility=stock.public_home, facts=facts)
    assert value("beds_renovated") == "6"
    assert value("beds_renovated", on=date(2022, 12, 31)) == "0"


def test_any_of_several_marks_counts_once(stock: Stock) -> None:
    for mark in ("in_house_clinic", "medical_contract"):
        facilities.set_mark(SYSTEM, facility=stock.public_home, code=mark, since=date(2022, 1, 1))
    assert value("med_integrated_rate") == "5E+1"
    assert value("med_contract_rate") == "5E+1"


def test_childcare_places_are_for_a_thousand_of_all_ages(stock: Stock) -> None:
    home = opened("childcare_institution", "小太阳托育", VILLAGE, Ownership.PRIVATE)
    facilities.set_childcare_places(
        SYSTEM, facility=home, on=date(2022, 1, 1),
        places=[ClassPlaces(ChildcareClass.TODDLER_LOW, 1, 15)],
    )  # fmt: skip
    assert value("childcare_places") == "15"
    assert value("places_per_1000") == "3E+3"
    assert queries.measure(SYSTEM, key="places_per_1000", division=COUNTY, on=ON).denominator == 5


def test_organisations_and_child_officers_are_counted(linze: str) -> None:
    for name, party in (("甲协会", True), ("乙协会", False)):
        civil.register_organisation(
            SYSTEM, on=date(2022, 1, 1),
            facts=OrganisationFacts(
                name=name, kind=OrganisationKind.ASSOCIATION, field=OrganisationField.CHILDREN,
                division=COUNTY, has_party_organisation=party,
            ),
        )  # fmt: skip
    assert value("party_coverage") == "5E+1"
    assert value("child_org") == "2"
    hired("孙主任", "village_child_officer", division=VILLAGE)
    hired("周督导", "township_child_supervisor", division=TOWN)
    allocated = queries.measure(SYSTEM, key="child_staff_allocation", division=TOWN, on=ON)
    assert allocated.numerator == 2
    assert allocated.denominator is not None
    assert allocated.denominator > 2


def test_a_plans_projects_are_those_of_the_plan_that_asks(elderly: Plan, civil_plan: Plan) -> None:
    assert value("plan_projects", plan=elderly) == "15"
    assert value("plan_projects", plan=civil_plan) == "23"
    assert value("plan_investment", plan=civil_plan) == "8.0285"
    assert value("plan_projects") is None, "no plan asks"
    assert value("plan_projects", TOWN, plan=elderly) is None, "of a town it says nothing"


def test_towns_below_add_up_to_the_county(stock: Stock) -> None:
    parts = queries.parts_below(SYSTEM, key="beds_total", division=COUNTY, on=ON)
    assert len(parts) == 13
    assert sum((row.measured.value or Decimal(0)) for row in parts) == 20
    assert {row.code: row.measured.value for row in parts}[TOWN] == 10


def test_a_clerk_sees_the_figures_of_the_town_only(stock: Stock, actor: Who) -> None:
    clerk = actor("town_clerk", division=TOWN)
    assert queries.measure(clerk, key="beds_total", division=TOWN, on=ON).value == 10
    for elsewhere in (COUNTY, OTHER_TOWN, "", "62"):
        with pytest.raises(NotHere):
            queries.measure(clerk, key="beds_total", division=elsewhere, on=ON)
    rows = queries.parts_below(clerk, key="beds_total", division=COUNTY, on=ON)
    assert [row.code for row in rows] == [TOWN]


def test_without_the_permit_nothing_is_measured(stock: Stock, actor: Who) -> None:
    worker = actor("village_worker", division=VILLAGE)
    with pytest.raises(Refused):
        queries.measure(worker, key="beds_total", division=VILLAGE, on=ON)


def test_a_key_that_is_none_is_not_here(linze: str) -> None:
    with pytest.raises(NotHere):
        queries.measure(SYSTEM, key="happiness", division=COUNTY, on=ON)


def test_a_remembered_figure_is_forgotten_with_the_next_write(stock: Stock) -> None:
    assert value("beds_total") == "2E+1"
    facilities.withdraw_beds(SYSTEM, facility=stock.public_home, labels="普-1", on=date(2024, 1, 1))
    assert value("beds_total") == "19"


def test_the_people_behind_a_share_are_shown_and_audited(stock: Stock, actor: Who) -> None:
    officer = actor("county_officer", division=COUNTY)
    page = queries.who(
        officer, key="tekun_disabled_central", side=Side.MISSING, division=COUNTY, on=ON
    )
    assert page.page.ids == [stock.elders[1]]
    entry = AuditEntry.objects.filter(kind="reading").latest("sequence")
    assert (entry.subject, entry.ids) == ("person", [stock.elders[1]])
    top = queries.who(officer, key="tekun_disabled_central", side=Side.TOP, division=COUNTY, on=ON)
    assert top.page.ids == [stock.elders[0]]


def test_a_list_behind_a_figure_keeps_to_the_actors_scope(stock: Stock, actor: Who) -> None:
    clerk = actor("town_clerk", division=OTHER_TOWN)
    page = queries.who(clerk, key="beds_per_1000", side=Side.BOTTOM, division=OTHER_TOWN, on=ON)
    assert page.page.ids == [stock.elders[3]]
    with pytest.raises(NotHere):
        queries.who(clerk, key="beds_per_1000", side=Side.BOTTOM, division=TOWN, on=ON)


def test_an_administrator_sees_figures_but_no_people(stock: Stock, actor: Who) -> None:
    administrator = actor("county_administrator", division=COUNTY)
    assert queries.measure(administrator, key="beds_per_1000", division=COUNTY, on=ON).value
    with pytest.raises(Refused):
        queries.who(administrator, key="beds_per_1000", side=Side.BOTTOM, division=COUNTY, on=ON)


def test_beds_are_listed_by_facility(stock: Stock) -> None:
    page = queries.who(SYSTEM, key="nursing_bed_share", side=Side.TOP, division=COUNTY, on=ON)
    assert page.shows == "facilities.summed"
    assert [(row[0], row[-1]) for row in page.page.rows] == [
        (stock.public_home, 2), (stock.private_home, 1),
    ]  # fmt: skip
    assert Side.MISSING in page.sides


def test_there_is_no_list_of_what_is_missing_between_different_things(stock: Stock) -> None:
    assert Side.MISSING not in queries.sides_of("beds_per_1000")
    with pytest.raises(NotHere):
        queries.who(SYSTEM, key="beds_per_1000", side=Side.MISSING, division=COUNTY, on=ON)
    assert queries.sides_of("lottery_share") == ()


def test_every_list_behind_every_figure_opens(stock: Stock, elderly: Plan) -> None:
    for key in INDICATORS:
        for side in queries.sides_of(key):
            assert queries.who(
                SYSTEM, key=key, side=side, division=COUNTY, on=ON, plan=elderly
            ).page, key


def test_occupancy_follows_from_stays_and_both_denominators_are_kept(stock: Stock) -> None:
    assert value("public_occupancy") == "0"
    placements.admit(
        SYSTEM, facility=stock.public_home, label="护-1", on=date(2024, 6, 1),
        person=stock.elders[0], papers=papers(reason="原有在住人员"),
    )  # fmt: skip
    queries.forget()
    assert value("public_occupancy") == "1E+1"
    assert value("town_home_occupancy") == "1E+1"
    assert value("occupancy") == "5"
    assert value("public_occupancy", OTHER_TOWN) is None, "no public bed there"
    assert value("public_occupancy", on=date(2024, 5, 31)) == "0"
    shown = queries.who(SYSTEM, key="occupancy", side=Side.TOP, division=COUNTY, on=ON)
    assert [row[1] for row in shown.page.rows] == ["中心敬老院"]
    assert value("beds_per_1000") == value("beds_per_1000_resident") == "5E+3"


def test_housing_projects_and_community_rooms_are_counted(stock: Stock) -> None:
    facts = ProjectFacts(
        name="新城", division=VILLAGE, dwellings=100, promised_m2=Decimal(40),
        delivered_m2=Decimal(35), accepted_on=date(2024, 2, 1), handed_on=date(2024, 3, 1),
        completed_on=date(2024, 2, 1),
    )  # fmt: skip
    siting.register_project(SYSTEM, facts=facts, on=clock.today())
    room = siting.RoomFacts(
        name="用房", division=VILLAGE, area=Decimal(200), elders_m2=Decimal(80), is_free=True
    )
    siting.register_room(SYSTEM, facts=room, on=date(2024, 1, 1))
    assert value("new_area_compliance") == "1E+2"
    assert value("new_area_compliance", on=date(2024, 2, 29)) == "0"
    assert value("community_room_free_share") == "4E+1"
    shown = queries.who(SYSTEM, key="new_area_compliance", side=Side.TOP, division=COUNTY, on=ON)
    assert [row[1] for row in shown.page.rows] == ["新城"]
