"""The public map: anybody searches by need, way, free places and rating; nobody is named."""

import pytest
from django.test import Client
from tests.conftest import COUNTY, OTHER_VILLAGE, VILLAGE

from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Facility
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.places.models import Division
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from anhuai.portal.queries import care

pytestmark = pytest.mark.django_db


def open_home(kind: str, name: str, village: str, lon: float, lat: float) -> int:
    made = facilities.open_facility(
        SYSTEM, kind=kind, on=clock.today(),
        facts=FacilityFacts(
            name=name, division=village, ownership=Ownership.PUBLIC, address=f"{name}路1号"
        ),
    )  # fmt: skip
    Facility.objects.filter(pk=made.pk).update(longitude=lon, latitude=lat)
    return made.pk


@pytest.fixture
def two(linze: str) -> tuple[int, int]:
    rows = {one.code: one for one in Division.objects.filter(code__in=[VILLAGE, OTHER_VILLAGE])}
    near = rows[VILLAGE]
    if near.longitude is None:
        Division.objects.filter(pk=near.pk).update(longitude=100.16, latitude=39.15)
    Division.objects.filter(pk=rows[OTHER_VILLAGE].pk).update(longitude=100.30, latitude=39.10)
    near.refresh_from_db()
    return (
        open_home("rural_elderly_home", "近处敬老院", VILLAGE, near.longitude, near.latitude),
        open_home("day_care_centre", "远处日间照料", OTHER_VILLAGE, 100.30, 39.10),
    )


def text(url: str) -> str:
    answer = Client().get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_anybody_finds_care_without_signing_in_and_without_scripts(two) -> None:
    page = text("/portal/map/elderly/")
    assert "近处敬老院" in page
    assert "远处日间照料" in page
    assert "远处日间照料" not in text("/portal/map/elderly/?need=stay")
    assert "近处敬老院" not in text("/portal/map/childcare/")
    assert Client().get("/portal/map/nonsense/").status_code == 404
    assert Client().get("/portal/map/outlines.json").json()["features"]


def test_the_nearest_stands_first_and_a_line_is_called_a_line(two) -> None:
    page = text(f"/portal/map/elderly/?near={VILLAGE}")
    assert page.index("近处敬老院") < page.index("远处日间照料")
    assert "直线 0 米" in page
    assert "没有道路数据" in page
    back = text(f"/portal/map/elderly/?near={OTHER_VILLAGE}")
    assert back.index("远处日间照料") < back.index("近处敬老院")
    assert "近处敬老院" in text("/portal/map/elderly/?near=无此村&need=zz&mark=yy")


def test_a_rating_narrows_and_english_is_whole(two) -> None:
    facilities.set_mark(SYSTEM, facility=two[0], code="star", grade="3", since=clock.today())
    page = text("/portal/map/elderly/?mark=star")
    assert "三星级" in page
    assert "远处日间照料" not in page
    client = Client()
    client.post("/preferences", {"language": "en", "next": "/portal/map/elderly/"})
    english = client.get("/portal/map/elderly/").content.decode()
    assert "Grade 3" in english


def test_a_home_childcare_point_keeps_its_address_and_position(linze: str) -> None:
    open_home("home_childcare_point", "小树家庭托育点", VILLAGE, 100.16, 39.15)
    page = text("/portal/map/childcare/")
    assert "小树家庭托育点" in page
    assert "小树家庭托育点路1号" not in page
    (found,) = care.found_near(wing="childcare", need="", on=clock.today(), near=VILLAGE)
    assert (found.at, found.walk, found.straight, found.free) == (None, None, None, None)
    assert COUNTY
