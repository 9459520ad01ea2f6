"""Linze with its plans and a small stock of people, homes, workers and organisations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from anhuai.facilities import actions as facilities
from anhuai.facilities.actions import BedFlags
from anhuai.facilities.rules import (
    FacilityFacts,
    Ownership,
)
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.plans import actions, queries
from anhuai.plans.models import Plan
from anhuai.platform.acting import SYSTEM
from anhuai.workforce import actions as workforce
from anhuai.workforce.rules import WorkerFacts
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.people import small

SINCE = date(2021, 3, 1)
ON = date(2024, 6, 30)


@pytest.fixture(autouse=True)
def _fresh_counts() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def elderly(linze: str) -> Plan:
    """The plan of Linze for elderly care."""
    return actions.load_plan(SYSTEM, code="linze-2025-elderly")


@pytest.fixture
def civil_plan(linze: str) -> Plan:
    """The plan of Linze for civil affairs."""
    return actions.load_plan(SYSTEM, code="linze-2025-civil")


@pytest.fixture
def litong(linze: str) -> Plan:
    """The plan of another county."""
    return actions.load_plan(SYSTEM, code="litong-2023")


def opened(kind: str, name: str, division: str, ownership: Ownership, on: date = SINCE) -> int:
    facts = FacilityFacts(name=name, division=division, ownership=ownership)
    return facilities.open_facility(SYSTEM, kind=kind, facts=facts, on=on).pk


def hired(name: str, kind: str = "care_worker", *, on: date = SINCE, **place: object) -> int:
    post = workforce.hire(SYSTEM, kind=kind, on=on, facts=WorkerFacts(name=name), **place)  # type: ignore[arg-type]
    return post.worker_id


@dataclass(frozen=True)
class Stock:
    """What there is: two homes with ten beds each, three nursing; four elders and a young man."""

    public_home: int
    private_home: int
    day_centre: int
    elders: tuple[int, ...]
    young: int
    carers: tuple[int, ...]


@pytest.fixture
def stock(linze: str) -> Stock:
    public = opened("rural_elderly_home", "中心敬老院", VILLAGE, Ownership.PUBLIC)
    private = opened("elderly_care_institution", "夕阳红养老院", OTHER_VILLAGE, Ownership.PRIVATE)
    day = opened("day_care_centre", "东寨日间照料中心", VILLAGE, Ownership.PUBLIC)
    for home, nursing in ((public, 2), (private, 1)):
        facilities.add_beds(
            SYSTEM, facility=home, labels=f"护-1…护-{nursing}", on=SINCE,
            flags=BedFlags(nursing=True),
        )  # fmt: skip
        facilities.add_beds(
            SYSTEM, facility=home, labels=f"普-1…普-{10 - nursing}", on=SINCE,
            flags=BedFlags(nursing=False),
        )  # fmt: skip
    elders = tuple(
        small.register(SYSTEM, f"张桂{word}", date(1950, 1, at + 1), village=village, hukou=village)
        for at, (word, village) in enumerate(
            [("英", VILLAGE), ("兰", VILLAGE), ("香", VILLAGE), ("花", OTHER_VILLAGE)]
        )
    )
    young = small.register(
        SYSTEM, "李小明", date(1995, 5, 5), "1", village=OTHER_VILLAGE, hukou=OTHER_VILLAGE
    )
    for person, kind, grade in (
        (elders[0], "centralised", "full"), (elders[1], "scattered", "partial"),
        (elders[2], "scattered", "able"),
    ):  # fmt: skip
        people.set_circumstance(
            SYSTEM, persons=[person], held=Held(code="tekun", since=SINCE, grade=grade, kind=kind)
        )
    first = hired("赵护理", facility=public)
    second = hired("钱护理", facility=private)
    workforce.add_certificate(SYSTEM, worker=first, kind="elderly_care", since=SINCE)
    workforce.record_training(
        SYSTEM, workers=[second], kind="on_the_job", title="失能照护", completed=date(2023, 5, 5)
    )
    return Stock(public, private, day, elders, young, (first, second))
