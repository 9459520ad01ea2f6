"""Datums of Chinese maps, and distance."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.geometry import BadPoint, Datum, LonLat, convert, haversine_m, parse_point

# A little inside the box, so that a shifted point has not left it.
points_in_china = st.builds(LonLat, st.floats(72.05, 137.78), st.floats(0.88, 55.78))
datums = st.sampled_from(Datum)
LINZE = LonLat(100.164, 39.152)


@pytest.mark.parametrize(
    ("wgs84", "gcj02"),
    [
        (LonLat(121.5272106, 31.1774276), LonLat(121.531541859215, 31.17530398364597)),
        (LonLat(113.912316, 22.543847), LonLat(113.9171764808363, 22.540796131694766)),
        (LonLat(116.377817, 39.911954), LonLat(116.38404722455657, 39.91334545536069)),
    ],
)
def test_points_published_with_both_coordinates_agree(wgs84: LonLat, gcj02: LonLat) -> None:
    assert haversine_m(convert(wgs84, Datum.WGS84, Datum.GCJ02), gcj02) < 0.01
    assert haversine_m(convert(gcj02, Datum.GCJ02, Datum.WGS84), wgs84) < 0.01


def test_a_point_published_in_baidus_coordinates_agrees() -> None:
    gcj02, bd09 = LonLat(116.404, 39.915), LonLat(116.41036949371029, 39.92133699351021)
    assert haversine_m(convert(gcj02, Datum.GCJ02, Datum.BD09), bd09) < 0.01


def test_the_shift_at_linze_is_as_measured() -> None:
    # evidence/siting.md: 164 m at the county's centre.
    assert 155 < haversine_m(LINZE, convert(LINZE, Datum.WGS84, Datum.GCJ02)) < 175


@given(points_in_china, datums, datums)
def test_there_and_back_ends_where_it_began(point: LonLat, source: Datum, target: Datum) -> None:
    back = convert(convert(point, source, target), target, source)
    assert haversine_m(point, back) <= 0.001


@given(st.floats(72.004, 137.8347), st.floats(0.8293, 55.8271), datums)
def test_the_whole_box_survives_the_trip_up_to_its_edge(
    lon: float, lat: float, target: Datum
) -> None:
    point = LonLat(lon, lat)
    back = convert(convert(point, Datum.WGS84, target), target, Datum.WGS84)
    assert haversine_m(point, back) <= 1


@pytest.mark.parametrize(
    "point", [LonLat(37.6, 55.75), LonLat(-0.1, 51.5), LonLat(0, 90), LonLat(180, -90)]
)
@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_points_outside_china_stay(point: LonLat, datum: Datum) -> None:
    assert convert(point, Datum.WGS84, datum) == point
    assert convert(point, datum, Datum.WGS84) == point


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (39.152, 100.164, "swapped"),
        (181, 0, "range"),
        (100, -91, "range"),
        (nan, 30, "range"),
        (100, inf, "range"),
    ],
)
def test_a_point_off_the_earth_is_refused(lon: float, lat: float, code: str) -> None:
    with pytest.raises(BadPoint) as caught:
        parse_point(lon, lat)
    assert caught.value.code == code


def test_a_point_is_longitude_first() -> None:
    assert parse_point(100.164, 39.152) == LINZE


def test_a_degree_of_the_equator_and_half_the_earth() -> None:
    assert haversine_m(LonLat(100, 0), LonLat(101, 0)) == pytest.approx(111_195, abs=1)
    assert haversine_m(LonLat(0, 90), LonLat(0, -90)) == pytest.approx(20_015_115, abs=1)


@given(points_in_china, points_in_china)
def test_distance_is_the_same_both_ways(one: LonLat, other: LonLat) -> None:
    assert haversine_m(one, other) == pytest.approx(haversine_m(other, one))
    assert haversine_m(one, one) == 0
