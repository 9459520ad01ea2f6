"""Road files read: OSM PBF and XML (osmium), GeoJSON lines; and what is odd about them said.

Coordinates end in WGS-84; OSM is WGS-84 by definition, of GeoJSON the datum is stated by whoever
brings it. Lengths are whole decimetres. One-way streets are walked both ways.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from anhuai.kernel.geometry import BadPoint, Datum, LonLat, convert, parse_point
from anhuai.kernel.unfit import Unfit
from anhuai.siting.engine.graph import Floats, Ints, simple_edges
from anhuai.siting.engine.plane import metres

NOT_WALKED = frozenset(
    {"motorway", "motorway_link", "trunk_link", "construction", "proposed", "raceway", "platform",
     "bus_guideway", "abandoned", "razed", "rest_area", "services", "elevator"}
)  # fmt: skip
OSM_ENDINGS = (".osm", ".osm.gz", ".osm.bz2", ".pbf", ".xml")
_SAME = 7  # digits of a degree: two GeoJSON vertices closer than a centimetre are one


class BadRoads(Unfit):
    """A road file that gives no network; `code` names what is wrong."""


@dataclass(frozen=True, slots=True)
class Roads:
    """Nodes and undirected edges with lengths in decimetres; how the parts hang together."""

    lon: Floats
    lat: Floats
    first: Ints
    second: Ints
    length: Ints
    ways: int
    skipped: int
    parts: int
    main_share: float


def read(path: Path, *, name: str, datum: Datum) -> Roads:
    """Return the walkable roads of a file by its ending; raises `BadRoads` for any other."""
    lower = name.lower()
    if lower.endswith(OSM_ENDINGS):
        return _osm(path)
    if lower.endswith((".geojson", ".json")):
        return _geojson(path, datum)
    raise BadRoads(
        "ending", "只能导入 OSM（.pbf、.osm、.osm.gz）或 GeoJSON（.geojson）道路文件。",
        "Bring OSM (.pbf, .osm, .osm.gz) or GeoJSON (.geojson).", field="file",
    )  # fmt: skip


def _osm(path: Path) -> Roads:  # noqa: C901
    import osmium  # here: only who imports roads pays for it

    known: dict[int, int] = {}
    at: list[tuple[float, float]] = []
    pairs: list[tuple[int, int]] = []
    ways = skipped = 0
    try:
        found = osmium.FileProcessor(str(path)).with_locations()
        for way in found.with_filter(osmium.filter.KeyFilter("highway")):
            if not isinstance(way, osmium.osm.Way):
                continue
            if way.tags.get("highway") in NOT_WALKED or way.tags.get("foot") in ("no", "private"):
                skipped += 1
                continue
            ways += 1
            before = -1
            for node in way.nodes:
                if not node.location.valid():
                    before = -1
                    continue
                here = known.setdefault(node.ref, len(at))
                if here == len(at):
                    at.append((node.lon, node.lat))
                if before >= 0:
                    pairs.append((before, here))
                before = here
    except (RuntimeError, OSError) as error:
        raise BadRoads(
            "broken", "道路文件打不开或已损坏，请重新下载后再导入。",
            f"The road file cannot be read: {error}.", field="file",
        ) from error  # fmt: skip
    return joined(at, pairs, ways=ways, skipped=skipped)


def _geojson(path: Path, datum: Datum) -> Roads:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        features = told["features"] if isinstance(told, dict) else []
        if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
            raise ValueError("features are objects")
    except (ValueError, KeyError, UnicodeDecodeError) as error:
        raise BadRoads(
            "broken", "文件不是完整的 GeoJSON，请检查后再导入。",
            "The file is no whole GeoJSON.", field="file",
        ) from error  # fmt: skip
    known: dict[tuple[float, float], int] = {}
    at: list[tuple[float, float]] = []
    pairs: list[tuple[int, int]] = []
    ways = skipped = 0
    for feature in features:
        lines = list(_lines(feature))
        skipped += not lines
        for line in lines:
            ways += 1
            before = -1
            for pair in line:
                point = _point(pair, datum)
                key = (round(point.lon, _SAME), round(point.lat, _SAME))
                here = known.setdefault(key, len(at))
                if here == len(at):
                    at.append((point.lon, point.lat))
                if before >= 0:
                    pairs.append((before, here))
                before = here
    return joined(at, pairs, ways=ways, skipped=skipped)


def _lines(feature: Mapping[str, Any]) -> Iterator[list[Any]]:
    geometry, said = feature.get("geometry") or {}, feature.get("properties") or {}
    if not isinstance(geometry, dict):
        return
    if isinstance(said, dict) and said.get("highway") in NOT_WALKED:
        return
    if geometry.get("type") == "LineString":
        yield geometry.get("coordinates") or []
    elif geometry.get("type") == "MultiLineString":
        yield from geometry.get("coordinates") or []


def _point(pair: Any, datum: Datum) -> LonLat:
    try:
        return convert(parse_point(float(pair[0]), float(pair[1])), datum, Datum.WGS84)
    except (TypeError, ValueError, IndexError, BadPoint) as error:
        says = error.message if isinstance(error, BadPoint) else "有一个坐标不是数字，请检查文件。"
        raise BadRoads(
            "point", f"坐标 {str(pair)[:60]} 不对：{says}", f"A coordinate is wrong: {pair}.",
            field="file",
        ) from error  # fmt: skip


def joined(
    at: list[tuple[float, float]], pairs: list[tuple[int, int]], *, ways: int, skipped: int
) -> Roads:
    """Return roads of points and edges; raises `BadRoads` where there are none or none connect."""
    if not pairs:
        raise BadRoads(
            "empty", "文件里没有可以步行的道路，请确认导出时选了道路图层。",
            "The file has no roads one can walk.", field="file",
        )  # fmt: skip
    lon, lat = np.array(at, float).T
    ends = np.array(pairs, np.int64)
    far = metres(lon[ends[:, 0]], lat[ends[:, 0]], lon[ends[:, 1]], lat[ends[:, 1]])
    length = np.maximum(1, np.rint(far * 10)).astype(np.int32)
    first, second, length = simple_edges(len(lon), ends[:, 0], ends[:, 1], length)
    graph = csr_matrix((length, (first, second)), shape=(len(lon), len(lon)))
    parts, label = connected_components(graph, directed=False)
    if ways > 1 and parts >= ways:
        raise BadRoads(
            "unconnected",
            f"{ways} 条道路互不相连，算不出路程。请用在路口共用坐标的数据。",
            f"None of the {ways} roads connects to another: distances cannot be computed.",
            field="file",
        )
    share = float(np.bincount(label).max() / len(lon))
    return Roads(lon, lat, first, second, length, ways, skipped, int(parts), share)
