"""Bed labels, licences, classes, ownership."""

from datetime import date

import pytest

from anhuai.facilities.rules import (
    BadLabels,
    ChildcareClass,
    ClassPlaces,
    LicenceState,
    Ownership,
    Status,
    carers_required,
    class_findings,
    licence_state,
    parse_labels,
)
from anhuai.facilities.rules.words import TRANSITIONS

ON = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("101-1…101-4、102-1", ["101-1", "101-2", "101-3", "101-4", "102-1"]),
        ("101-1...101-3", ["101-1", "101-2", "101-3"]),
        ("1-1~3", ["1-1", "1-2", "1-3"]),
        ("01至03", ["01", "02", "03"]),
        ("Ａ１ … Ａ２，B1", ["A1", "A2", "B1"]),
        ("东1\n东2", ["东1", "东2"]),
    ],
)
def test_bed_labels_are_read_as_people_write_them(text: str, labels: list[str]) -> None:
    assert parse_labels(text) == labels


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("1、1", "repeated"),
        ("101-1…102-4", "range"),
        ("5…1", "range"),
        ("1…99999999", "too_many"),
        ("一二三四五六七八九十一二三四五六七八九十一", "length"),
    ],
)
def test_bad_bed_labels_say_what_is_wrong(text: str, code: str) -> None:
    with pytest.raises(BadLabels) as error:
        parse_labels(text)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (None, LicenceState.VALID),
        (date(2026, 11, 21), LicenceState.EXPIRED),
        (date(2026, 11, 22), LicenceState.EXPIRING_30),
        (date(2026, 12, 21), LicenceState.EXPIRING_30),
        (date(2026, 12, 22), LicenceState.EXPIRING_90),
        (date(2027, 2, 19), LicenceState.EXPIRING_90),
        (date(2027, 2, 20), LicenceState.VALID),
    ],
)
def test_a_licence_stands_by_the_day_after_it_expires(
    until: date | None, state: LicenceState
) -> None:
    assert licence_state(since=date(2020, 1, 1), until=until, on=ON) is state


def test_a_licence_of_tomorrow_is_not_in_force() -> None:
    assert licence_state(since=date(2026, 11, 22), until=None, on=ON) is LicenceState.FUTURE


def test_a_class_is_as_large_as_the_standard_says_and_no_larger() -> None:
    assert class_findings([ClassPlaces(ChildcareClass.INFANT, 2, 20)]) == []
    found = class_findings([ClassPlaces(ChildcareClass.INFANT, 2, 21)])
    assert [one.code for one in found] == ["class:infant"]
    assert found[0].basis.document == "托育机构设置标准（试行）"


@pytest.mark.parametrize(
    ("group", "children", "carers"),
    [
        (ChildcareClass.INFANT, 10, 4),
        (ChildcareClass.TODDLER_LOW, 15, 3),
        (ChildcareClass.TODDLER_HIGH, 20, 3),
        (ChildcareClass.MIXED, 18, None),
    ],
)
def test_carers_are_counted_by_the_ratio(
    group: ChildcareClass, children: int, carers: int | None
) -> None:
    assert carers_required(group, children) == carers


def test_public_built_privately_run_counts_as_socially_operated() -> None:
    assert [one for one in Ownership if one.is_socially_operated] == [
        Ownership.PUBLIC_BUILT_PRIVATELY_RUN,
        Ownership.PRIVATE,
    ]


def test_every_status_says_where_it_may_lead() -> None:
    assert set(TRANSITIONS) == set(Status)
    assert not TRANSITIONS[Status.CLOSED]
