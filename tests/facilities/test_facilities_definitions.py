"""Every definition keeps its own examples."""

import pytest

from anhuai.facilities.catalogue import KINDS, MARKS, SERVICES, kinds_of
from anhuai.facilities.rules import LICENCES, Group, findings


@pytest.mark.parametrize("code", KINDS)
def test_a_kind_finds_what_its_examples_say(code: str) -> None:
    kind = KINDS[code]
    assert kind.title
    assert kind.title_en
    assert kind.examples
    for example in kind.examples:
        found = findings(
            kind,
            beds=example.beds,
            children=example.children,
            building_area=example.building_area,
            licences=example.licences,
        )
        assert tuple(one.code for one in found) == example.finds, example.says


@pytest.mark.parametrize("code", KINDS)
def test_a_kind_asks_only_for_licences_that_exist(code: str) -> None:
    assert set(KINDS[code].licences) <= set(LICENCES)


@pytest.mark.parametrize("code", MARKS)
def test_a_mark_takes_the_grades_its_examples_say(code: str) -> None:
    mark = MARKS[code]
    assert mark.title
    assert mark.title_en
    assert mark.examples
    assert mark.groups
    for grade, fits in mark.examples:
        assert mark.fits(grade) is fits


@pytest.mark.parametrize("code", SERVICES)
def test_a_service_is_offered_by_the_groups_its_examples_say(code: str) -> None:
    service = SERVICES[code]
    assert service.title
    assert service.title_en
    assert service.examples
    for group, offered in service.examples:
        assert (group in service.groups) is offered
    kinds = [KINDS[kind] for group in service.groups for kind in kinds_of(group)]
    assert any(kind.has_services for kind in kinds)


def test_the_six_aids_are_six() -> None:
    assert sum(service.is_aid for service in SERVICES.values()) == 6


def test_every_group_has_a_kind() -> None:
    assert all(kinds_of(group) for group in Group)


def test_filed_homes_share_their_licences_and_limits() -> None:
    homes = [
        KINDS[code] for code in ("elderly_care_institution", "welfare_home", "rural_elderly_home")
    ]
    assert all(one.limits is homes[0].limits for one in homes)
    assert all(one.licences is homes[0].licences for one in homes)
