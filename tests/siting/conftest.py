"""A village street with homes, a road file of invented lines, and a care home at its end."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import VILLAGE
from tests.facilities.conftest import opened, operator

from anhuai.facilities import actions as facilities
from anhuai.people.actions import register_person
from anhuai.people.models import Household
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform.acting import SYSTEM
from anhuai.siting.queries import field, roads

__all__ = ["opened", "operator"]


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """What is remembered by a network's key: every test's first network has the same."""
    field._field.cache_clear()
    roads.raw_of.cache_clear()


NAMES = "赵钱孙李周吴郑王冯陈褚卫"
WEST, SOUTH = 100.16, 39.15
STEP = 0.001  # 86 m east-west here


def street(*, parts: int = 1, length: int = 40) -> dict[str, Any]:
    """Streets east, each with a lane north from every fifth corner; parts do not touch."""
    lines = []
    for part in range(parts):
        south = SOUTH + part * 0.02
        corners = [[WEST + k * STEP, south] for k in range(length)]
        lines.append(corners)
        lines += [[[x, y], [x, y + STEP]] for x, y in corners[::5]]
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"highway": "residential"},
             "geometry": {"type": "LineString", "coordinates": line}}
            for line in lines
        ],
    }  # fmt: skip


@pytest.fixture
def road_file(tmp_path: Path) -> Path:
    """One street of 40 corners as GeoJSON."""
    path = tmp_path / "street.geojson"
    path.write_text(json.dumps(street()), encoding="utf-8")
    return path


def home(at: float, *, born: date, division: str = VILLAGE) -> Household:
    """Somebody's home at a corner of the street, by the action of the people room."""
    facts = PersonFacts(
        name=NAMES[int(at) % len(NAMES)] + NAMES[int(at * 3 + born.year) % len(NAMES)],
        sex="1", born=born, hukou=division,
    )  # fmt: skip
    made = register_person(
        SYSTEM, facts=facts, home=Founding(division, f"街道 {at} 号"), on=date(2026, 1, 1),
        confirm_distinct=True,
    )  # fmt: skip
    found = Household.objects.get(memberships__person=made.pk)
    found.longitude, found.latitude = WEST + at * STEP, SOUTH
    found.save()
    return found


def placed(opened: Any, name: str, lon: float, lat: float) -> Any:
    """A day-care centre at a point."""
    made = opened("day_care_centre", name=name)
    facilities.set_position(SYSTEM, facility=made.pk, longitude=lon, latitude=lat)
    return made
