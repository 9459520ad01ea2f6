"""Road files read: what is good gives a network, what is not gives its sentence."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from tests.siting.conftest import SOUTH, STEP, WEST, street

from anhuai.kernel.geometry import Datum, LonLat, convert
from anhuai.siting.engine import measuring, packing, roads, synthetic
from anhuai.siting.engine.roads import BadRoads

OSM = """<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">
<node id="1" lon="100.160" lat="39.15" version="1"/>
<node id="2" lon="100.161" lat="39.15" version="1"/>
<node id="3" lon="100.162" lat="39.15" version="1"/>
<node id="4" lon="100.161" lat="39.151" version="1"/>
<way id="9" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/>
<tag k="highway" v="residential"/></way>
<way id="10" version="1"><nd ref="2"/><nd ref="4"/><tag k="highway" v="path"/></way>
<way id="11" version="1"><nd ref="4"/><nd ref="3"/>
<tag k="highway" v="motorway"/></way>
<way id="12" version="1"><nd ref="4"/><nd ref="3"/>
<tag k="waterway" v="river"/></way>
</osm>"""


def write(folder: Path, name: str, told: object) -> Path:
    path = folder / name
    path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return path


def test_osm_is_read_without_motorways_and_rivers(tmp_path: Path) -> None:
    found = roads.read(write(tmp_path, "a.osm", OSM), name="a.osm", datum=Datum.WGS84)
    assert (len(found.lon), len(found.first), found.ways, found.skipped) == (4, 3, 2, 1)
    assert (found.parts, found.main_share) == (1, 1.0)
    assert sorted(found.length.tolist())[0] == 862  # 86.2 m: 0.001° of longitude at 39.15°
    packed = tmp_path / "a.osm.gz"
    packed.write_bytes(gzip.compress(OSM.encode()))
    assert len(roads.read(packed, name="a.osm.gz", datum=Datum.WGS84).first) == 3


def test_pbf_is_read(tmp_path: Path) -> None:
    import osmium

    path = tmp_path / "a.osm.pbf"
    with osmium.SimpleWriter(str(path)) as out:
        for at, lon in ((1, 100.16), (2, 100.161)):
            out.add_node(osmium.osm.mutable.Node(id=at, location=(lon, 39.15), version=1))
        way = osmium.osm.mutable.Way(id=9, nodes=[1, 2], tags={"highway": "track"}, version=1)
        out.add_way(way)
    assert roads.read(path, name="a.osm.pbf", datum=Datum.WGS84).length.tolist() == [862]


def test_gcj02_is_converted_never_shifted_silently(tmp_path: Path) -> None:
    plain = street(length=3)
    moved = json.loads(json.dumps(plain))
    for feature in moved["features"]:
        feature["geometry"]["coordinates"] = [
            list(convert(LonLat(*one), Datum.WGS84, Datum.GCJ02))
            for one in feature["geometry"]["coordinates"]
        ]
    true = roads.read(write(tmp_path, "a.geojson", plain), name="a.geojson", datum=Datum.WGS84)
    path = write(tmp_path, "b.geojson", moved)
    converted = roads.read(path, name="b.geojson", datum=Datum.GCJ02)
    assert np.allclose(true.lon, converted.lon, atol=1e-8)
    silent = roads.read(path, name="b.geojson", datum=Datum.WGS84)
    assert abs(silent.lon - true.lon).max() > 0.001  # what a wrong datum would have done


@pytest.mark.parametrize(
    ("name", "told", "code"),
    [
        ("a.shp", "x", "ending"),
        ("a.geojson", "{", "broken"),
        ("a.osm", "<osm", "broken"),
        ("a.osm.pbf", "no pbf", "broken"),
        ("a.geojson", {"type": "FeatureCollection", "features": []}, "empty"),
        ("a.geojson", {"features": ["x"]}, "broken"),
        ("a.geojson", {"features": None}, "broken"),
        ("a.geojson", {"features": [{"geometry": [1]}]}, "empty"),
        ("a.geojson", {"features": [{"geometry": {"type": "Polygon", "coordinates": []}}]},
         "empty"),
        ("a.geojson", {"features": [{"geometry": {"type": "LineString", "coordinates":
         [[39.15, 100.16], [39.16, 100.16]]}}]}, "point"),
        ("a.geojson", {"features": [{"geometry": {"type": "LineString", "coordinates":
         [["x", 1], [2, 3]]}}]}, "point"),
        ("a.geojson", {"features": [{"geometry": {"type": "LineString", "coordinates":
         [[100 + k, 39], [100.5 + k, 39]]}} for k in range(3)]}, "unconnected"),
    ],
)  # fmt: skip
def test_each_bad_file_has_its_sentence(tmp_path: Path, name: str, told: object, code: str) -> None:
    with pytest.raises(BadRoads) as refused:
        roads.read(write(tmp_path, name, told), name=name, datum=Datum.WGS84)
    assert refused.value.code == code
    assert refused.value.message
    assert refused.value.message_en


def test_parts_that_do_not_touch_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "a.geojson", street(parts=2, length=10))
    found = roads.read(path, name="a.geojson", datum=Datum.WGS84)
    assert (found.parts, found.main_share) == (2, 0.5)


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path, "a.geojson", street(length=6))
    found = roads.read(path, name="a.geojson", datum=Datum.WGS84)
    again = packing.unpacked(packing.packed(found))
    assert np.array_equal(again.length, found.length)
    assert np.array_equal(again.lon, found.lon)


def test_ways_count_from_door_to_door_and_a_place_in_the_sea_is_none(tmp_path: Path) -> None:
    path = write(tmp_path, "a.geojson", street(parts=2, length=10))
    raw = packing.unpacked(packing.packed(
        roads.read(path, name="a.geojson", datum=Datum.WGS84)))  # fmt: skip
    lon, lat = np.array([WEST, 130.0]), np.array([SOUTH - 0.0005, 30.0])
    homes = np.array([WEST + STEP, WEST]), np.array([SOUTH, SOUTH + 0.02])
    ground = measuring.ground(raw, lon, lat, *homes)
    assert ground.place[0] >= 0
    assert ground.place[1] == -1  # in the sea: too far from any road
    assert measuring.ways(ground).tolist() == [862 + 556, -1]  # the second street leads nowhere
    reached = measuring.reached(ground, reach=862 + 556)
    assert (reached.target.tolist(), reached.cost.tolist()) == ([0], [1418])
    assert not len(measuring.reached(ground, reach=862 + 555).target)


def test_the_synthetic_network_connects_every_home_and_is_the_same_again() -> None:
    luck = np.random.default_rng(5)
    village = np.repeat(np.arange(6), 30)
    lon = 100.1 + 0.03 * (village % 3) + luck.normal(0, 0.003, 180)
    lat = 39.1 + 0.04 * (village // 3) + luck.normal(0, 0.003, 180)
    found = synthetic.network(lon, lat, village, village // 3)
    assert found.parts == 1
    again = synthetic.network(lon, lat, village, village // 3)
    assert np.array_equal(found.length, again.length)
