"""An elder with a daughter, and the officers of three levels."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests.conftest import COUNTY, TOWN, VILLAGE
from tests.response.conftest import device, elder

__all__ = ["device", "elder"]
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # Friday, 10:00 in Shanghai


@pytest.fixture
def friday():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def officer(elder, actor):
    return actor("duty_officer", division=COUNTY)


@pytest.fixture
def boss(elder, actor):
    return actor("county_officer", division=COUNTY)


@pytest.fixture
def clerk(elder, actor):
    return actor("town_clerk", division=TOWN)


@pytest.fixture
def worker(elder, actor):
    return actor("village_worker", division=VILLAGE)
