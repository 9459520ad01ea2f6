"""The small county, its officers and a family in it."""

from dataclasses import dataclass
from datetime import date

import pytest

from anhuai.people import actions
from anhuai.people.rules.kin import Relation
from anhuai.platform.acting import Actor
from tests.people import small


@pytest.fixture
def small_county(db: None) -> None:
    small.make_county()


@pytest.fixture
def officer(small_county: None) -> Actor:
    return small.holder("county_officer", division=small.COUNTY)


@pytest.fixture
def clerk(small_county: None) -> Actor:
    return small.holder("town_clerk", division=small.TOWN)


@pytest.fixture
def far_clerk(small_county: None) -> Actor:
    return small.holder("town_clerk", division=small.OTHER_TOWN)


@dataclass(frozen=True)
class Family:
    """Three generations: grandfather (head), grandmother, son, his wife, their girl of seven."""

    household: int
    grandfather: int
    grandmother: int
    son: int
    wife: int
    girl: int


@pytest.fixture
def family(officer: Actor) -> Family:
    head = small.register(officer, "王建国", date(1948, 5, 6), "1", marital="21")
    home = small.home_of(head)
    grandmother = small.register(
        officer, "李秀英", date(1950, 2, 3), "2", household=home, relation="12", marital="21"
    )
    son = small.register(officer, "王大山", date(1980, 7, 8), "1", household=home, relation="21")
    wife = small.register(officer, "赵小梅", date(1982, 9, 1), "2", household=home, relation="38")
    girl = small.register(officer, "王朵朵", date(2019, 4, 5), "2", household=home, relation="42")
    actions.link_kin(
        officer, person=son, relative=wife, relation=Relation.SPOUSE, since=date(2010, 1, 1)
    )
    for parent in (son, wife):
        actions.link_kin(officer, person=parent, relative=girl, relation=Relation.PARENT)
    return Family(home, head, grandmother, son, wife, girl)
