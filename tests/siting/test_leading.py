"""Ways along the county's roads, asked from below: with both ends covered, else nothing."""

from datetime import date

import numpy as np
import pytest
from tests.conftest import COUNTY

from anhuai.places import queries as places
from anhuai.places.queries import By, ways_to
from anhuai.platform import clock, county
from anhuai.siting.engine.packing import Raw
from anhuai.siting.models import Network
from anhuai.siting.queries import leading, raw_of, roads_to

ON = date(2026, 11, 22)
WEST, EAST, NORTH, ALONE = (100.10, 39.10), (100.12, 39.10), (100.12, 39.12), (100.11, 39.05)
HOME = (100.12, 39.12)


@pytest.fixture
def roads(linze, monkeypatch):
    """A road west → east → north, and a piece that leads nowhere."""
    from io import BytesIO

    out = BytesIO()
    lon, lat = np.array([WEST, EAST, NORTH, ALONE, (100.111, 39.05)]).T
    np.savez_compressed(
        out, lon=lon, lat=lat, first=np.array([0, 1, 3]), second=np.array([1, 2, 4]),
        length=np.array([20_000, 25_000, 900]),
    )  # fmt: skip
    monkeypatch.setattr(county, "code", lambda: COUNTY)
    for cached in (raw_of, leading._ready):
        cached.cache_clear()
    yield Network.objects.create(
        name="试", division=COUNTY, basis="imported", source="试", nodes=5, edges=3, length_m=4590,
        ways=3, skipped=0, parts=2, main_share=0.6, data=out.getvalue(), since=ON,
        recorded_at=clock.now(), recorded_by="试",
    )  # fmt: skip
    for cached in (raw_of, leading._ready):
        cached.cache_clear()


def test_the_way_is_along_the_roads_and_says_so(roads) -> None:
    assert Raw._fields
    far, near = ways_to([WEST, EAST], NORTH, on=ON)
    assert (far.metres, far.by) == (4_500, By.ROADS)
    assert (near.metres, near.by) == (2_500, By.ROADS)
    assert far.minutes == 18  # at 15 km/h
    line = places.estimated_way(WEST, NORTH, on=ON)
    assert line.by is By.LINE
    assert line.metres != far.metres
    roads.basis = "synthetic"
    roads.save()
    assert ways_to([WEST], NORTH, on=ON)[0].by is By.SYNTHETIC


def test_where_no_road_leads_or_none_is_near_it_is_estimated(roads) -> None:
    assert roads_to([WEST, ALONE, (100.5, 39.5)], NORTH) == [(4_500, By.ROADS), None, None]
    assert [one.by for one in ways_to([WEST, ALONE], NORTH, on=ON)] == [By.ROADS, By.LINE]
    assert roads_to([WEST], (101.0, 38.0)) == [None], "the end must be near a road too"


def test_without_a_network_and_with_a_broken_one_it_is_estimated(roads, monkeypatch) -> None:
    Network.objects.update(data=b"broken")
    assert ways_to([WEST], NORTH, on=ON)[0].by is By.LINE
    Network.objects.all().delete()
    assert roads_to([WEST], NORTH) == [None]
    assert ways_to([], NORTH, on=ON) == []
