"""What people type becomes facts, or every fault is found, with a sentence that says what to do."""

from datetime import date

import pytest

from anhuai.kernel.unfit import Unfit
from anhuai.people.rules.facts import (
    Faults,
    birth_bound,
    read_address,
    read_date,
    read_person,
    read_phone,
)
from tests.people.small import identity

ON = date(2026, 11, 21)


def faults_of(**typed: str) -> dict[str, str]:
    faults = Faults()
    read_person({"name": "周桂兰", **typed}, on=ON, faults=faults)
    return {error.field: error.code for error in faults.found}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("990000194001010015", "checksum"),
        ("990000202102290032", "date"),
        ("990000190013010013", "date"),
        ("990000209901010019", "future"),
        ("99000019400101001", "length"),
        ("9900001940O1010014", "characters"),
    ],
)
def test_a_wrong_id_number_is_named_as_such(number: str, code: str) -> None:
    assert faults_of(identity=number)["identity"] == code


def test_a_good_number_says_sex_and_birth() -> None:
    facts = read_person(
        {"name": "周 桂 兰", "identity": " 990000194001010022 "}, on=ON, faults=Faults()
    )
    assert facts is not None
    assert (facts.name, facts.sex, facts.born) == ("周桂兰", "2", date(1940, 1, 1))


def test_a_legacy_number_becomes_its_eighteen_digits() -> None:
    facts = read_person({"name": "周桂兰", "identity": "990000400101002"}, on=ON, faults=Faults())
    assert facts is not None
    assert facts.identity == "990000194001010022"


def test_sex_and_birth_agree_with_the_number() -> None:
    number = identity(date(1940, 1, 1), "2")
    assert faults_of(identity=number, sex="男") == {"sex": "sex_differs"}
    assert faults_of(identity=number, born="1941-01-01") == {"born": "birth_differs"}
    assert faults_of(identity=number, sex="女", born="1940年1月1日") == {}


def test_every_fault_is_found_not_only_the_first() -> None:
    found = faults_of(
        name="周😀", identity="990000194001010015", born="2021-02-29", phone="123", sex="x",
        ethnicity="火星族", hukou="62",
    )  # fmt: skip
    assert found == {
        "name": "characters", "identity": "checksum", "born": "date", "phone": "format",
        "sex": "required", "ethnicity": "code", "hukou": "length",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["周😀", "周🏻", "👵", "周\u200b😀", "周1", ""])
def test_a_name_with_emoji_or_digits_is_refused(name: str) -> None:
    assert "name" in faults_of(name=name, sex="女", born="1950-01-01")


@pytest.mark.parametrize("day", ["2026-11-22", "20991231"])
def test_a_day_to_come_is_refused(day: str) -> None:
    with pytest.raises(Unfit, match="还没有到"):
        read_date(day, on=ON)


def test_today_is_past_enough() -> None:
    assert read_date("2026/11/21", on=ON) == ON


@pytest.mark.parametrize("day", ["2021-02-29", "2021-13-01", "2021-00-10"])
def test_an_impossible_day_is_refused(day: str) -> None:
    with pytest.raises(Unfit, match="日历上没有"):
        read_date(day, on=ON)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("139 0000 0000", "13900000000"), ("+86 13900000000", "13900000000"),
        ("０936-5521234", "0936-5521234"), ("5521234", "5521234"), ("", ""),
    ],
)  # fmt: skip
def test_phones_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert read_phone(typed) == kept


@pytest.mark.parametrize("typed", ["1390000000", "12345", "1290000000a", "139000000000"])
def test_a_number_that_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(Unfit, match="电话号码不对"):
        read_phone(typed)


def test_an_address_is_one_line_without_emoji() -> None:
    assert read_address(" 二组\n15 号 ") == "二组 15 号"
    for wrong in ("", "二组🏠", "长" * 121):
        with pytest.raises(Unfit):
            read_address(wrong)


def test_the_bound_of_an_age_is_the_birthday_itself() -> None:
    assert birth_bound(date(2026, 11, 1), 60) == date(1966, 11, 1)
    assert birth_bound(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert birth_bound(date(2023, 2, 28), 23) == date(2000, 2, 28)
    assert birth_bound(date(2023, 3, 1), 23) == date(2000, 3, 1)
