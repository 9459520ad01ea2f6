"""A few facilities in Linze."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.conftest import COUNTY, VILLAGE

from anhuai.facilities import actions
from anhuai.facilities.models import Facility
from anhuai.facilities.rules import FacilityFacts, Ownership
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.models import Organisation

SINCE = date(2020, 1, 1)
Opener = Callable[..., Facility]


def facts(name: str = "夕阳红养老院", division: str = VILLAGE, **more: Any) -> FacilityFacts:
    more.setdefault("ownership", Ownership.PRIVATE)
    return FacilityFacts(name=name, division=division, **more)


@pytest.fixture
def opened(linze: str) -> Opener:
    """Open a facility: opened("day_care_centre", name="…", division=…, on=…)."""

    def make(
        kind: str = "elderly_care_institution",
        *,
        by: Actor = SYSTEM,
        on: date = SINCE,
        **more: Any,
    ) -> Facility:
        own = {key: more.pop(key) for key in ("status", "operator") if key in more}
        return actions.open_facility(by, kind=kind, facts=facts(**more), on=on, **own)

    return make


@pytest.fixture
def operator(linze: str) -> Organisation:
    """An organisation that may operate facilities."""
    return Organisation.objects.create(
        kind="institution", name="阳光养老服务有限公司", division=COUNTY, since=SINCE
    )
