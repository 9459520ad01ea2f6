"""Bringing a county's roads: from a file, or synthetic ones labelled as such."""

from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.geometry import Datum
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.siting.models import Network
from anhuai.siting.rules import BadSiting, Basis

if TYPE_CHECKING:
    from anhuai.siting.engine.roads import Roads

MANAGE = Permit.SITING_MANAGE
AROUND_DEG = 0.05
"""Roads this far beyond the county's outline are kept: people cross borders."""
SYNTHETIC_SOURCE = "合成路网：按住户位置生成的格网和连接道路，不是真实道路，仅供演示和试算"


@action(permit=MANAGE, title=_("导入道路"), logs=("source", "datum"), subject="network")
def import_network(
    actor: Actor, *, path: Path, filename: str, name: str, source: str, datum: Datum
) -> Network:
    """Replace the county's roads by those of a file (OSM or GeoJSON); the old ones are kept.

    Raises `engine.roads.BadRoads` for a file that gives no network, or one of another county.
    """
    from anhuai.siting.engine import roads

    found = _within_county(roads.read(path, name=filename, datum=datum))
    return _recorded(actor, found, Basis.IMPORTED, name or filename, source)


@action(permit=MANAGE, title=_("生成合成路网"), subject="network")
def make_synthetic(actor: Actor) -> Network:
    """Replace the county's roads by synthetic ones drawn around its homes, labelled as such."""
    import numpy as np

    from anhuai.siting.engine import synthetic

    homes = [
        one for one in people.dwellings(actor, on=clock.today(), division=county.code())
        if one.longitude is not None
    ]  # fmt: skip
    if not homes:
        raise BadSiting(
            "homes", "没有一户登记了坐标，不能生成路网。请先导入道路文件。",
            "No home has a position: bring a road file.",
        )  # fmt: skip
    villages = np.array([one.division for one in homes])
    towns = np.array([one.division[:9] for one in homes])
    found = synthetic.network(
        np.array([one.longitude for one in homes], float),
        np.array([one.latitude for one in homes], float),
        np.unique(villages, return_inverse=True)[1], np.unique(towns, return_inverse=True)[1],
    )  # fmt: skip
    return _recorded(actor, found, Basis.SYNTHETIC, "合成路网", SYNTHETIC_SOURCE)


def _within_county(found: "Roads") -> "Roads":
    """Return the roads in and closely around the county; refuse a file of somewhere else."""
    import numpy as np

    from anhuai.siting.engine import roads

    corners = _corners()
    if not corners:
        return found
    west, south = np.min(corners, axis=0) - AROUND_DEG
    east, north = np.max(corners, axis=0) + AROUND_DEG
    inside = (found.lon >= west) & (found.lon <= east) & (found.lat >= south) & (found.lat <= north)
    if not inside.any():
        raise roads.BadRoads(
            "elsewhere", "文件里的道路都不在本县范围内，请核对选的文件和坐标系。",
            "None of the file's roads lies in the county.", field="file",
        )  # fmt: skip
    if inside.all():
        return found
    number = np.cumsum(inside) - 1
    kept = inside[found.first] & inside[found.second]
    pairs = list(
        zip(number[found.first[kept]].tolist(), number[found.second[kept]].tolist(), strict=True)
    )
    at = list(zip(found.lon[inside].tolist(), found.lat[inside].tolist(), strict=True))
    return roads.joined(at, pairs, ways=found.ways, skipped=found.skipped)


def _corners() -> list[list[float]]:
    outline = places.outline(county.code(), on=clock.today())
    found: list[list[float]] = []

    def walk(part: object) -> None:
        if isinstance(part, list | tuple):
            if len(part) >= 2 and isinstance(part[0], int | float):
                found.append([float(part[0]), float(part[1])])
            else:
                for one in part:
                    walk(one)

    for feature in outline["features"]:
        walk(feature["geometry"]["coordinates"])
    return found


def _recorded(actor: Actor, found: "Roads", basis: Basis, name: str, source: str) -> Network:
    from anhuai.siting.engine.packing import packed

    division = county.code()
    if not actor.scope(MANAGE).covers(division):
        raise BadSiting(
            "beyond", "道路按全县管理，请由县级人员导入。", "Roads are the county's to bring."
        )
    today = clock.today()
    Network.objects.select_for_update().filter(division=division, until=None).update(until=today)
    return Network.objects.create(
        name=normalise(name)[:80], division=division, basis=basis,
        source=normalise(source)[:200], nodes=len(found.lon), edges=len(found.first),
        length_m=int(found.length.sum(dtype="int64")) // 10, ways=found.ways,
        skipped=found.skipped, parts=found.parts, main_share=found.main_share,
        data=packed(found), since=today, recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip
