"""呼中区 in the database, and the guards of the demo."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from django.db import connection
from tests.site.conftest import ON, undo

from anhuai.facilities import queries as facilities
from anhuai.people import queries as people
from anhuai.people.models import Person
from anhuai.plans import queries as plans
from anhuai.platform import county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Parameter
from anhuai.site.demo import build
from anhuai.site.demo.guarding import NotEmpty

COUNTY = "232764"


@pytest.fixture(scope="module")
def schema() -> list[tuple[str, ...]]:
    return []


@pytest.fixture(scope="module")
def told(demo: Callable[[str], list[str]], schema: list[tuple[str, ...]]) -> list[str]:
    schema += structure()
    return demo("huzhong")


@pytest.fixture(autouse=True)
def _here(told: list[str], db: None) -> Iterator[None]:
    """Every test stands in the built district and leaves it as it was."""
    yield
    undo()


def structure() -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indexdef FROM pg_indexes ORDER BY 1")
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
                " AND name NOT LIKE 'sqlite_%' ORDER BY 1"
            )
        return cursor.fetchall()


def measured(key: str) -> plans.Measured:
    return plans.measure(SYSTEM, key=key, division=COUNTY, on=ON)


def test_residents_and_elders_are_as_published() -> None:
    assert people.residents(SYSTEM, on=ON).count() == 12169
    assert people.residents(SYSTEM, on=ON, min_age=60).count() == 3164


def test_22_beds_of_which_8_nursing_in_2_institutions() -> None:
    residential = {"group": "elderly_residential"}
    assert facilities.operating(SYSTEM, on=ON, **residential).count() == 2
    assert facilities.beds(SYSTEM, on=ON, **residential).count() == 22
    share = measured("nursing_bed_share")
    assert (share.numerator, share.denominator) == (8, 22)
    assert round(share.value or 0, 1) == Decimal("36.4")
    assert measured("beds_total").value == 22


def test_15_day_beds_in_5_day_care_rooms_are_no_institution_beds() -> None:
    assert facilities.operating(SYSTEM, on=ON, kinds=("day_care_centre",)).count() == 5
    assert facilities.beds(SYSTEM, on=ON, kinds=("day_care_centre",)).count() == 15
    assert measured("daycare_coverage").value == 100


def test_20_nursery_places() -> None:
    assert facilities.childcare_places_total(SYSTEM, on=ON) == 20
    assert measured("childcare_places").value == 20


def test_16_disabled_or_demented_elders() -> None:
    frail = people.with_circumstance(SYSTEM, code="disabled_elder", on=ON)
    forgetful = people.with_circumstance(SYSTEM, code="cognitive_impairment", on=ON)
    either = {*frail.values_list("pk", flat=True), *forgetful.values_list("pk", flat=True)}
    assert len(either) == 16
    assert frail.exists()
    assert forgetful.exists()


def test_the_register_breaks_none_of_its_own_rules() -> None:
    assert people.consistency(SYSTEM, on=ON) == []


def test_indexes_and_triggers_are_as_they_were(schema: list[tuple[str, ...]]) -> None:
    assert structure() == schema


def test_the_served_area_is_set() -> None:
    assert county.code() == COUNTY
    assert county.name() == "呼中区"


def test_a_database_with_people_that_is_no_demo_is_refused() -> None:
    Parameter.objects.filter(key="demo").delete()
    count = Person.objects.count()
    with pytest.raises(NotEmpty, match="不是演示库"):
        list(build("huzhong", on=ON, if_empty=False))
    assert "未改动" in "".join(build("huzhong", on=ON, if_empty=True))
    assert Person.objects.count() == count
